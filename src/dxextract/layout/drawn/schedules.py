"""Grids with what is drawn over them -> tables.

Decides which row a grid's header ends at for the sake of its bars, and whether its columns stand for times; binds bars
and puts cells, header and bars together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dxextract.layout.drawn.bars import BoundBar, BoundGrid, bind_bars
from dxextract.layout.drawn.overlays import Overlay, grid_to_overlays
from dxextract.layout.model import Frame, Grid, GridCell, Line, TableBlock
from dxextract.layout.tables.cells import cells_to_header_rows, grid_to_cells, lines_to_passage
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Bar

_DEEPEST_HEADER = 4


@dataclass(frozen=True, slots=True)
class TimeColumns:
    """Where a grid says what times its columns stand for: the last such row, and the first such column."""

    row: int
    first_col: int


def find_time_columns(
    grid: Grid, texts: Mapping[int, Sequence[Line]], is_time_label: Callable[[str], bool]
) -> TimeColumns | None:
    """The row among the first ones in which at least two cells side by side are time labels, or None."""
    found: TimeColumns | None = None
    first = [(number, cell) for number, cell in enumerate(grid.cells) if cell.row < _DEEPEST_HEADER]
    for row in range(min(_DEEPEST_HEADER, len(grid.ys) - 1)):
        timed = [
            cell
            for number, cell in first
            if cell.row == row and is_time_label("".join([line.text for line in texts.get(number, ())]))
        ]
        cols = [cell.col for cell in timed]
        if any(cell.col + cell.col_span in cols for cell in timed) and not _are_data(grid, texts, row, timed):
            found = TimeColumns(row, min(cols) if found is None else min(found.first_col, *cols))
        elif found is not None:
            break
    return found


def _are_data(grid: Grid, texts: Mapping[int, Sequence[Line]], row: int, timed: Sequence[GridCell]) -> bool:
    """Whether times below headings of their own, beside other texts of their row, are data (導入年度, 更新年度)."""
    said = [cell for number, cell in enumerate(grid.cells) if texts.get(number)]
    heads = {cell.col for cell in said if cell.row < row and cell.col_span == 1}
    beside = any(cell.row == row and cell not in timed for cell in said)
    return row > 0 and beside and all(cell.col in heads for cell in timed)


def grid_to_table(
    grid: Grid,
    texts: Mapping[int, Sequence[Line]],
    overlays: Sequence[Overlay],
    overlay_lines: Mapping[int, Sequence[Line]],
    times: TimeColumns | None,
    frames: Sequence[Frame],
    page: int,
    tolerances: Tolerances,
) -> TableBlock:
    """The table of `grid`; `texts` by cell, `overlay_lines` by the position of each overlay."""
    bound = (
        bind_bars(
            grid,
            overlays,
            overlay_lines,
            texts,
            times.row + 1 if times else 0,
            times.first_col if times else 1,
            tolerances,
        )
        if overlays
        else BoundGrid(grid, {n: tuple(lines) for n, lines in texts.items()}, ())
    )
    taken = {o.box for o in overlays}
    shading = [f for f in frames if f.box not in taken]
    cells = grid_to_cells(bound.grid, bound.texts, shading, page)
    said = {
        (cell.row, cell.col): bound.texts[number]
        for number, cell in enumerate(bound.grid.cells)
        if bound.texts.get(number)
    }
    return TableBlock(
        bound.grid,
        cells,
        tuple(_bar(b, page) for b in bound.bars),
        max(cells_to_header_rows(cells, _set_off(said)), times.row + 1 if times else 0),
        page,
    )


def _set_off(said: Mapping[tuple[int, int], Sequence[Line]]) -> dict[tuple[int, int], bool]:
    """For each cell with text whether it is bold, or in the colour that the first row has to itself."""
    colors = {at: {line.color for line in lines} for at, lines in said.items()}
    first = set().union(*(found for (row, _), found in colors.items() if row == 0))
    rest = set().union(*(found for (row, _), found in colors.items() if row > 0))
    own = first if len(first) == 1 and not first & rest else set()
    return {at: all(line.bold for line in lines) or colors[at] == own for at, lines in said.items()}


def overlays_of(
    grid: Grid,
    texts: Mapping[int, Sequence[Line]],
    times: TimeColumns | None,
    frames: Sequence[Frame],
    arrows: Sequence[Overlay],
    tolerances: Tolerances,
) -> list[Overlay]:
    """What is drawn over the grid's body; in the row of the time labels, what stands below them."""
    if times is None:
        first = 1 if len(grid.ys) > 2 else 0
        return grid_to_overlays(grid, first, frames, arrows, tolerances, False)
    labels = [
        line.box[3]
        for number, cell in enumerate(grid.cells)
        if cell.row == times.row and cell.row_span == 1 and cell.col >= times.first_col
        for line in texts.get(number, ())[:1]
    ]
    floor = min(labels, default=grid.ys[times.row])
    found = grid_to_overlays(grid, times.row, frames, arrows, tolerances, True)
    return [o for o in found if o.box[1] >= floor - 2 or o.box[1] >= grid.ys[times.row + 1] - 2]


def _bar(bound: BoundBar, page: int) -> Bar:
    passage = lines_to_passage(bound.lines, page) if bound.lines else None
    return Bar(bound.row, bound.col, bound.col_end - 1, bound.overlay.shape, bound.overlay.box, passage, page)
