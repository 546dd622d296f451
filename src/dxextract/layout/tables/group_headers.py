"""Headings of a text's table that stood over several columns and lost their span: given it back.

A spreadsheet pasted as text says a merged heading once, in its first column. Decides, for a table whose first two rows
are headings, that a heading spans the blank fields at its right as long as the row below names a column there. Tables
whose columns only their texts' places part are left alone, unless their reader has told two levels of headings apart:
else a heading may stand in the middle of what it spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_FEWEST = 2
"""Columns of the second row that a heading of the first may span, in all."""


def with_group_headings(table: Table, rules: RuleSet) -> Table:
    """`table` with its group headings spanning their columns; itself where it has none."""
    placed = table.bounded or table.header_rows >= _FEWEST
    if table.spans != "unknown" or not placed or table.n_rows <= _FEWEST:
        return table
    grid = table.grid()
    first, second = ([grid.get((row, col)) for col in range(table.n_cols)] for row in range(2))
    if not _are_headings(first, second, rules):
        return table
    spans = _spans(first, second)
    if not spans:
        return table
    covered = {col for start, length in spans.items() for col in range(start + 1, start + length)}
    cells = [
        replace(cell, col_span=spans.get(cell.col, 1)) if cell.row == 0 else cell
        for cell in table.cells
        if cell.row != 0 or cell.col not in covered
    ]
    return replace(table, cells=tuple(cells), header_rows=max(table.header_rows, 2))


def _are_headings(first: Sequence[Cell | None], second: Sequence[Cell | None], rules: RuleSet) -> bool:
    """Whether most of the texts of both rows name columns, and one of them at least stands over each column."""
    texts = [cell.text for cell in (*first, *second) if cell is not None and cell.text]
    named = sum(_names_column(text, rules) for text in texts)
    # The names of what is planned need no heading: they stand first.
    pairs = list(zip(first, second, strict=True))
    headed = all((a is not None and a.text) or (b is not None and b.text) for a, b in pairs[_without_corner(pairs) :])
    lower = [cell.text for cell in second if cell is not None and cell.text]
    return (
        headed and len(lower) >= _FEWEST and named * 4 >= len(texts) * 3 and all(_names_column(t, rules) for t in lower)
    )


def _without_corner(pairs: Sequence[tuple[Cell | None, Cell | None]]) -> int:
    """How many columns at the left have no heading at all: one or none; two would be no header."""
    above, below = pairs[0]
    return int(not (above is not None and above.text) and not (below is not None and below.text))


def _names_column(text: str, rules: RuleSet) -> bool:
    return rules["table_headers"].label(text) is not None or rules["time_columns"].label(text) is not None


def _spans(first: Sequence[Cell | None], second: Sequence[Cell | None]) -> dict[int, int]:
    """For each column of the first row whose heading spans several, how many."""
    spans: dict[int, int] = {}
    start: int | None = None
    for col, (above, below) in enumerate(zip(first, second, strict=True)):
        under = below is not None and bool(below.text)
        if above is not None and above.text:
            start = col if under else None
        elif start is not None and under:
            spans[start] = col - start + 1
        else:
            start = None
    return spans
