"""Blank margins of a grid -> dropped.

Decides that outermost columns and rows without any text or bar are no part of a table: they come from borders drawn
apart from it. A blank column under a header stays, as its header has text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxextract.layout.box_relations import overlap
from dxextract.layout.model import Grid, GridCell, Line
from dxextract.schema.passage import Box


def without_blank_margins(
    grid: Grid, texts: Mapping[int, Sequence[Line]], drawn: Sequence[Box]
) -> tuple[Grid, dict[int, list[Line]]]:
    """`grid` and `texts` (by cell number) without blank outer columns and rows; boxes in `drawn` count as text."""
    used = [
        cell
        for number, cell in enumerate(grid.cells)
        if texts.get(number) or any(overlap(cell.box, box) for box in drawn)
    ]
    if not used:
        return grid, {number: list(lines) for number, lines in texts.items()}
    cols = _kept([(c.col, c.col + c.col_span) for c in used], len(grid.xs) - 1, fewest=2)
    rows = _kept([(c.row, c.row + c.row_span) for c in used], len(grid.ys) - 1, fewest=1)
    if len(cols) == len(grid.xs) - 1 and len(rows) == len(grid.ys) - 1:
        return grid, {number: list(lines) for number, lines in texts.items()}
    cells: list[GridCell] = []
    kept_texts: dict[int, list[Line]] = {}
    xs, ys = grid.xs[cols.start : cols.stop + 1], grid.ys[rows.start : rows.stop + 1]
    for number, cell in enumerate(grid.cells):
        row, row_end = _clipped(cell.row, cell.row + cell.row_span, rows)
        col, col_end = _clipped(cell.col, cell.col + cell.col_span, cols)
        if row >= row_end or col >= col_end:
            continue
        if number in texts:
            kept_texts[len(cells)] = list(texts[number])
        box = (xs[col], ys[row], xs[col_end], ys[row_end])
        cells.append(GridCell(row, col, row_end - row, col_end - col, box))
    return Grid(xs, ys, tuple(cells)), kept_texts


def _kept(spans: Sequence[tuple[int, int]], total: int, *, fewest: int) -> range:
    """The tracks from the first to the last that something begins or ends in, at least `fewest` of them."""
    narrow = [s for s in spans if s[1] - s[0] < total] or list(spans)
    kept = range(min(s[0] for s in narrow), max(s[1] for s in narrow))
    return kept if len(kept) >= fewest else range(total)


def _clipped(start: int, end: int, kept: range) -> tuple[int, int]:
    return max(start, kept.start) - kept.start, min(end, kept.stop) - kept.start
