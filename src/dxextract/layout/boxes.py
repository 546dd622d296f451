"""The boxes of a page that hold text: the cells of its grids and its drawn frames, with what lies in what.

Decides which frames are only the outline or shading of a grid's cell (they are dropped) and to which grid a frame
belongs that is drawn over it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxextract.layout.box_relations import shared_area
from dxextract.layout.containers import OUTSIDE, BoxIndex
from dxextract.layout.model import Frame, Grid
from dxextract.schema.passage import Box

_SAME = 3.0
_CORNER = 8.0


@dataclass(frozen=True, slots=True)
class Boxes:
    """All boxes by number: first the cells of all grids, then the frames. `parents`: as in BoxIndex, of frames only."""

    index: BoxIndex
    boxes: tuple[Box, ...]
    grids: tuple[Grid, ...]
    cell_of: tuple[tuple[int, int], ...]
    """For each of the first boxes, the number of its grid and its own number there."""
    frames: tuple[Frame, ...]
    parents: tuple[int, ...]
    all_frames: tuple[Frame, ...]
    """All frames drawn, also those that only shade a cell."""

    def frame(self, number: int) -> Frame:
        """The frame that is box `number`."""
        return self.frames[number - len(self.cell_of)]

    def is_cell(self, number: int) -> bool:
        return 0 <= number < len(self.cell_of)

    def frame_numbers(self) -> range:
        """The numbers of the boxes that are frames."""
        return range(len(self.cell_of), len(self.boxes))

    def is_titled(self, number: int) -> bool:
        """Whether frame `number` is, or stands in, the band of a heading."""
        parent = self.parents[number]
        return self.frame(number).titled or (parent != OUTSIDE and self.frame(parent).titled)

    def grid_of_frame(self, number: int) -> int:
        """The grid that frame `number` is drawn in or over, or OUTSIDE."""
        parent = self.parents[number]
        while parent != OUTSIDE and not self.is_cell(parent):
            parent = self.parents[parent]
        if parent != OUTSIDE:
            return self.cell_of[parent][0]
        box = self.boxes[number]
        holding = [g for g, grid in enumerate(self.grids) if _lies_in(box, grid.box)]
        return min(holding, key=lambda g: _area(self.grids[g].box), default=OUTSIDE)

    def frame_around(self, box: Box) -> int:
        """The smallest frame that holds (nearly) all of `box`, or OUTSIDE."""
        area = (box[2] - box[0]) * (box[3] - box[1])
        best, best_area = OUTSIDE, float("inf")
        for number in self.frame_numbers():
            other = self.boxes[number]
            across = min(box[2], other[2]) - max(box[0], other[0])
            along = min(box[3], other[3]) - max(box[1], other[1])
            size = (other[2] - other[0]) * (other[3] - other[1])
            if across > 0 and along > 0 and across * along >= 0.9 * area and area < size < best_area:
                best, best_area = number, size
        return best


def make_boxes(grids: Sequence[Grid], frames: Sequence[Frame]) -> Boxes:
    """The boxes of a page from its grids and frames."""
    cell_of = tuple((g, n) for g, grid in enumerate(grids) for n in range(len(grid.cells)))
    cells = [grids[g].cells[n].box for g, n in cell_of]
    corners: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in (*cells, *(grid.box for grid in grids)):
        corners[int(box[0] // _CORNER), int(box[1] // _CORNER)].append(box)
    kept = tuple(f for f in frames if not any(_is_same(f.box, box) for box in _at_corner(f.box, corners)))
    boxes = (*cells, *(f.box for f in kept))
    index = BoxIndex(boxes)
    return Boxes(index, boxes, tuple(grids), cell_of, kept, tuple(index.parents(len(cells))), tuple(frames))


def _at_corner(box: Box, corners: Mapping[tuple[int, int], list[Box]]) -> Iterator[Box]:
    """The boxes whose top left corner is near that of `box`."""
    column, row = int(box[0] // _CORNER), int(box[1] // _CORNER)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            yield from corners.get((x, y), ())


def _is_same(one: Box, other: Box) -> bool:
    return (
        abs(one[0] - other[0]) <= _SAME
        and abs(one[1] - other[1]) <= _SAME
        and abs(one[2] - other[2]) <= _SAME
        and abs(one[3] - other[3]) <= _SAME
    )


def _lies_in(box: Box, outer: Box) -> bool:
    """Whether nearly all of `box` lies in `outer`, and is well smaller than it."""
    return shared_area(box, outer) >= 0.8 * _area(box) and _area(box) < 0.95 * _area(outer)


def _area(box: Box) -> float:
    return max((box[2] - box[0]) * (box[3] - box[1]), 0.01)
