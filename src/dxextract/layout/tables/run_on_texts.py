"""Texts of several columns in what is drawn as one cell -> a cell for each of them.

A spreadsheet prints no line between blank coloured cells, and lets a text run on over the blank ones at its right:
`設計` and `構築` typed into a band of one colour stand in one drawn cell. Decides that such a cell ends where the next
text begins, when each of its texts begins at the left edge of a column. Decides nothing about texts set in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.model import Fragment, Grid, GridCell

_INDENT = 0.6
"""Ems of white at most between the left edge of a cell and its text."""
_APART = 1.0
"""Ems of white between two texts at least."""
_LEVEL = 0.3


def part_run_on(grid: Grid, texts: Mapping[int, list[Fragment]]) -> tuple[Grid, dict[int, list[Fragment]]]:
    """`grid` and its texts (by the number of their cell), such cells parted."""
    cells: list[GridCell] = list(grid.cells)
    held = dict(texts)
    for number, cell in enumerate(grid.cells):
        found = held.get(number, [])
        if cell.col_span < len(found) or len(found) < 2 or cell.row == 0:
            continue
        ordered = sorted(found, key=lambda f: f.box[0])
        starts = _starts(ordered, grid.xs, cell)
        if starts is None:
            continue
        ends = [*starts[1:], cell.col + cell.col_span]
        parts = [(a, b, [f]) for a, b, f in zip(starts, ends, ordered, strict=True)]
        if starts[0] > cell.col:
            parts.insert(0, (cell.col, starts[0], []))
        for at, (first, end, own) in enumerate(parts):
            box = (grid.xs[first], cell.box[1], grid.xs[end], cell.box[3])
            part = cell._replace(col=first, col_span=end - first, box=box)
            if at == 0:
                cells[number], held[number] = part, own
            else:
                held[len(cells)] = own
                cells.append(part)
    return (grid, held) if len(cells) == len(grid.cells) else (replace(grid, cells=tuple(cells)), held)


def _starts(texts: Sequence[Fragment], xs: Sequence[float], cell: GridCell) -> list[int] | None:
    """The column that each text begins at the left edge of; None unless all do, on one line, well apart."""
    columns: list[int] = []
    for text in texts:
        if text.vertical or abs(text.box[3] - texts[0].box[3]) > _LEVEL * text.size:
            return None
        inside = range(cell.col, cell.col + cell.col_span)
        at = next((c for c in inside if -1 <= text.box[0] - xs[c] <= _INDENT * text.size), None)
        if at is None or at in columns:
            return None
        columns.append(at)
    if any(b.box[0] - a.box[2] < _APART * b.size for a, b in pairwise(texts)):
        return None
    return columns
