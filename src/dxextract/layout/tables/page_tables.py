"""The grids of a page and the fragments in its boxes -> tables.

Decides which text belongs to which cell and which to a bar drawn over the cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE, BoxIndex
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.drawn.schedules import find_time_columns, grid_to_table, overlays_of
from dxextract.layout.model import Fragment, Line, TableBlock
from dxextract.layout.tables.cells import fragments_to_cell_lines
from dxextract.layout.tables.run_on_texts import part_run_on
from dxextract.layout.tables.trim import without_blank_margins
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box

_Texts = dict[int, list[Fragment]]
_Lines = dict[int, list[Line]]


def take_tables(
    boxes: Boxes,
    held: _Texts,
    arrows: Sequence[Overlay],
    page: int,
    is_time_label: Callable[[str], bool],
    tolerances: Tolerances,
) -> list[TableBlock]:
    """The tables of a page; what stands in them is taken out of `held` (fragments by the number of their box)."""
    frames_of: dict[int, list[int]] = defaultdict(list)
    if boxes.grids:
        for number in boxes.frame_numbers():
            frames_of[boxes.grid_of_frame(number)].append(number)
    cells_of: dict[int, list[int]] = defaultdict(list)
    for number, (grid, _) in enumerate(boxes.cell_of):
        cells_of[grid].append(number)
    return [
        _Table(boxes, g, cells_of[g], frames_of[g], held, tolerances).made(arrows, page, is_time_label)
        for g in range(len(boxes.grids))
    ]


class _Table:
    """One grid with the text that stands in it."""

    def __init__(
        self,
        boxes: Boxes,
        grid: int,
        cells: Sequence[int],
        frames: Sequence[int],
        held: _Texts,
        tolerances: Tolerances,
    ) -> None:
        self.boxes, self.grid, self.frames, self.tolerances = boxes, boxes.grids[grid], frames, tolerances
        in_cells = {boxes.cell_of[number][1]: held.pop(number, []) for number in cells}
        texts = self._with_frames(in_cells, [held.pop(number, []) for number in frames])
        self.grid, self.texts = part_run_on(boxes.grids[grid], texts)

    def made(self, arrows: Sequence[Overlay], page: int, is_time_label: Callable[[str], bool]) -> TableBlock:
        every_frame = [self.boxes.frame(number) for number in self.frames]
        plain = self._lines(self.texts)
        times = find_time_columns(self.grid, plain, is_time_label)
        overlays = overlays_of(self.grid, plain, times, every_frame, arrows, self.tolerances)
        drawn = [o.box for o in overlays]
        over, rest = self._parted(drawn) if drawn else ({}, plain)
        grid, texts = without_blank_margins(self.grid, rest, drawn)
        if drawn or grid is not self.grid:
            times = find_time_columns(grid, texts, is_time_label)
        return grid_to_table(
            grid,
            texts,
            overlays,
            over,
            times,
            self.boxes.all_frames,
            page,
            self.tolerances,
        )

    def _with_frames(self, in_cells: _Texts, in_frames: Sequence[list[Fragment]]) -> _Texts:
        """The fragments of each cell, with those of frames put into the cell that they stand on."""
        if not any(in_frames):
            return in_cells
        where = BoxIndex([cell.box for cell in self.grid.cells])
        for fragment in (fragment for fragments in in_frames for fragment in fragments):
            in_cells[max(where.smallest_around(*_middle(fragment)), 0)].append(fragment)
        return in_cells

    def _parted(self, overlays: Sequence[Box]) -> tuple[_Lines, _Lines]:
        """The lines that stand on each overlay, and the others by their cell."""
        over: _Texts = defaultdict(list)
        rest: _Texts = defaultdict(list)
        where = BoxIndex(overlays)
        for cell, fragments in self.texts.items():
            for fragment in fragments:
                bar = where.smallest_around(*_middle(fragment))
                if bar == OUTSIDE:
                    rest[cell].append(fragment)
                else:
                    over[bar].append(fragment)
        return self._lines(over), self._lines(rest)

    def _lines(self, texts: _Texts) -> _Lines:
        return {key: fragments_to_cell_lines(found, self.tolerances) for key, found in texts.items() if found}


def _middle(fragment: Fragment) -> tuple[float, float]:
    return (fragment.box[0] + fragment.box[2]) / 2, (fragment.box[1] + fragment.box[3]) / 2
