"""Rows of a form that have a year for their label: 令和7年度 | 設計, 令和8年度 | 構築, one below the other.

Decides which rows are those, and that they make one table of years and what is done in each. Years below a label of
their own (工程 | 令和7年度 | 設計) and years across are told in `regions`.
"""

from __future__ import annotations

from dxextract.layout.forms.labels import Region
from dxextract.layout.forms.unfolding import part_of
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_FEWEST = 2
"""Rows of years."""


def years_down_at(table: Table, row: int, rules: RuleSet) -> Region | None:
    """The region of the years that begin in `row`, labelled by the first of them; None where there are too few."""
    first: Cell | None = None
    bottom = row
    while (cells := _year_and_words(table, bottom, rules)) and (first is None or cells[0].col == first.col):
        first = first or cells[0]
        bottom = cells[0].row + cells[0].row_span
    if first is None or bottom - row < _FEWEST:
        return None
    return Region(first, "schedule", row, bottom, first.col + first.col_span, table.n_cols)


def years_of(table: Table, region: Region, rules: RuleSet) -> Table | None:
    """Such years as a table, with what stands beside them in the columns of `region`; None for any other region."""
    if region.label != "schedule" or rules["table_headers"].label(region.cell.text) != "year":
        return None
    labels = range(region.cell.col, region.cell.col + region.cell.col_span)
    return part_of(table, range(region.top, region.bottom), [*labels, *range(region.left, region.right)])


def _year_and_words(table: Table, row: int, rules: RuleSet) -> list[Cell]:
    """The cells that begin in a row with a year and words beside it; none for any other row."""
    cells = sorted((cell for cell in table.cells if cell.row == row and cell.text), key=lambda cell: cell.col)
    if len(cells) < _FEWEST or rules["table_headers"].label(cells[0].text) != "year":
        return []
    return [] if any(looks_like_number(cell.text) for cell in cells[1:]) else cells
