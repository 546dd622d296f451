"""Shapes -> the bars and arrows drawn over a grid.

Decides which drawn things may be bars of a schedule: lines that end in an arrow head (they are no rulings), and boxes
or pointed shapes that lie inside a grid without being its cells. What they cover is decided in `bars`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dxextract.layout.model import Frame, Grid
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box
from dxextract.schema.raw import Shape


@dataclass(frozen=True, slots=True)
class Overlay:
    """Something drawn over a grid. `frame` is its number among the page's frames, None for a line with a head."""

    box: Box
    shape: Literal["arrow", "bar", "line"]
    frame: int | None


_ONE_SHAFT = 0.8
"""Points between the two edges of one shaft."""
_LONGEST_HEAD = 16.0
_WHOLE = 0.9
"""Of a cell's width, what paint behind all of it covers at least."""
_AT_EDGE = 4.0


def split_arrows(shapes: Sequence[Shape]) -> tuple[list[Shape], list[Overlay]]:
    """`shapes` without the horizontal lines that carry an arrow head, and those lines with their heads as overlays."""
    heads = [s for s in shapes if s.kind == "curve" and _is_head(s)]
    if not heads:
        return list(shapes), []
    touching: dict[int, list[Shape]] = defaultdict(list)
    level = [
        (number, shape)
        for number, shape in enumerate(shapes)
        if shape.kind == "line" and shape.box[2] - shape.box[0] >= 8 and shape.box[3] - shape.box[1] <= 2
    ]
    for head in heads:
        near = [(_off_middle(shape, head), number) for number, shape in level if _touches_end(shape, head)]
        led = [(off, number) for off, number in near if shapes[number].box[2] <= head.box[2] + 2]
        near = led or near  # of arrows in a chain the head is the one's that ends there
        best = min(near, default=(0.0, 0))[0]  # another one that ends there is a ruling
        for off, number in near:
            if off <= best + _ONE_SHAFT:
                touching[number].append(head)
    arrows = [
        Overlay(union_box([shapes[number].box, *(head.box for head in found)]), "arrow", None)
        for number, found in sorted(touching.items())
    ]
    return [s for n, s in enumerate(shapes) if n not in touching], _distinct(arrows)


def _off_middle(line: Shape, head: Shape) -> float:
    """How far a line stands above or below the middle of an arrow head."""
    return abs(line.box[1] + line.box[3] - head.box[1] - head.box[3]) / 2


def _is_head(shape: Shape) -> bool:
    width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return max(width, height) <= _LONGEST_HEAD and len(shape.points) <= 8


def _touches_end(line: Shape, head: Shape) -> bool:
    y = (line.box[1] + line.box[3]) / 2
    x0, top, x1, bottom = head.box
    if not top - 1 <= y <= bottom + 1:
        return False
    return any(x0 - 2 <= x <= x1 + 2 for x in (line.box[0], line.box[2]))


def _distinct(overlays: Iterable[Overlay]) -> list[Overlay]:
    """Overlays of one box, painted twice (fill and outline), are one."""
    kept: dict[tuple[int, ...], Overlay] = {}
    for overlay in overlays:
        kept.setdefault(tuple(round(v / 2) for v in overlay.box), overlay)
    return list(kept.values())


def grid_to_overlays(
    grid: Grid, first_row: int, frames: Sequence[Frame], arrows: Sequence[Overlay], tolerances: Tolerances, timed: bool
) -> list[Overlay]:
    """The overlays that lie inside `grid` from its row `first_row` on.

    In a grid that is not headed by times (`timed` False) only what fills a column, or covers several, counts.
    """
    x0, top, x1, bottom = grid.box
    found: list[Overlay] = []
    for number, frame in enumerate(frames):
        if frame.fill is None and frame.stroke is None:
            continue
        if not _lies_inside(frame.box, (x0, grid.ys[first_row], x1, bottom)):
            continue
        paint = not frame.pointed and _is_cell_fill(frame.box, grid, tolerances)
        shading = (paint or _is_text_shading(frame, grid)) and not (timed and _is_part_of_years(frame, grid))
        if shading or frame.box[2] - frame.box[0] < 10:
            continue
        if timed or _fills_column(frame, grid):
            found.append(Overlay(frame.box, "arrow" if frame.pointed else "bar", number))
    found.extend(a for a in arrows if _lies_inside(a.box, (x0, top, x1, bottom)))
    return _outermost(found)


def _lies_inside(box: Box, outer: Box) -> bool:
    across = min(box[2], outer[2]) - max(box[0], outer[0])
    along = min(box[3], outer[3]) - max(box[1], outer[1])
    return across >= 0.8 * (box[2] - box[0]) and along >= 0.7 * (box[3] - box[1]) and across > 0


def _is_cell_fill(box: Box, grid: Grid, tolerances: Tolerances) -> bool:
    """Whether the box is the shading of one or several cells: all its sides lie on the grid's edges."""
    near = tolerances.snap
    return (
        any(abs(box[0] - x) <= near for x in grid.xs)
        and any(abs(box[2] - x) <= near for x in grid.xs)
        and any(abs(box[1] - y) <= near for y in grid.ys)
        and any(abs(box[3] - y) <= near for y in grid.ys)
    )


def _is_text_shading(frame: Frame, grid: Grid) -> bool:
    """Whether a rectangle fills one cell from top to bottom without leaving it: paint behind its text."""
    box = frame.box
    if frame.pointed or not frame.straight:
        return False
    return any(
        cell.box[0] - 2 <= box[0]
        and box[2] <= cell.box[2] + 2
        and abs(box[1] - cell.box[1]) <= 2.5
        and abs(box[3] - cell.box[3]) <= 2.5
        for cell in grid.cells
    )


def _is_part_of_years(frame: Frame, grid: Grid) -> bool:
    """Whether a frame covers one or some of the columns of a cell that spans several: a bar in an undivided row."""
    box = frame.box
    return any(
        cell.col_span > 1
        and cell.box[0] - 2 <= box[0]
        and box[2] <= cell.box[2] + 2
        and cell.box[1] - 2 <= box[1]
        and box[3] <= cell.box[3] + 2
        and box[2] - box[0] < _WHOLE * (cell.box[2] - cell.box[0])
        and _fills_columns(frame, grid)
        for cell in grid.cells
    )


def _fills_columns(frame: Frame, grid: Grid) -> bool:
    """Whether both ends of a frame stand at edges of columns."""
    return all(any(abs(x - edge) <= _AT_EDGE for edge in grid.xs) for x in (frame.box[0], frame.box[2]))


def _fills_column(frame: Frame, grid: Grid) -> bool:
    """Whether the frame covers most of two columns or, being pointed, of one."""
    covered = sum(
        min(frame.box[2], right) - max(frame.box[0], left) >= 0.5 * (right - left) for left, right in pairwise(grid.xs)
    )
    return covered >= (1 if frame.pointed else 2)


def _outermost(overlays: Sequence[Overlay]) -> list[Overlay]:
    """Without what lies inside another overlay (a badge in a bar)."""
    ordered = sorted(overlays, key=lambda o: -(o.box[2] - o.box[0]) * (o.box[3] - o.box[1]))
    kept: list[Overlay] = []
    for overlay in ordered:
        if not any(_lies_inside(overlay.box, other.box) for other in kept):
            kept.append(overlay)
    return sorted(kept, key=lambda o: (o.box[1], o.box[0]))


def is_pointed(shape: Shape) -> bool:
    """Whether a drawn outline has its left or right end in a point: block arrows, pentagons, chevrons."""
    if shape.kind != "curve" or len(shape.points) > 24:
        return False
    x0, top, x1, bottom = shape.box
    width, height = x1 - x0, bottom - top
    if width < 6 or height < 4:
        return False
    near = min(0.02 * width, 0.2 * height) + 0.3  # a long arrow may have a short head
    for end in (x0, x1):
        ys = [y for x, y in shape.points if abs(x - end) <= near]
        if ys and max(ys) - min(ys) <= 0.15 * height and abs(sum(ys) / len(ys) - (top + bottom) / 2) <= 0.25 * height:
            return True
    return False
