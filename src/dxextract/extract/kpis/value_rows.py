"""Rows that name a value (目標値, 実績値) instead of an indicator, and the column in which they do.

In the first column they are the sign of a KPI table turned on its side (`turned`); in a later one, behind the
name, of an indicator with a row for its targets and one for its actuals (`entries`). Decides which rows are such.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.rules import RuleSet
from dxextract.rules.row_values import row_value
from dxextract.schema.document import Cell, Table

_LEFT = 8
"""Columns at the left among which one may say what the rows hold."""


@dataclass(frozen=True, slots=True)
class RowRoles:
    """The column whose cells say what the values of their rows are, and what each row's are."""

    col: int
    labels: dict[int, str]


def value_rows(first_column: dict[int, Cell], rules: RuleSet) -> dict[int, str]:
    """The rows whose cell in one column names a value (`target`, `actual`, `baseline`), by row number."""
    labels = {row: _label(cell, rules) for row, cell in first_column.items() if cell.text}
    found = {row: label for row, label in labels.items() if label is not None}
    return found if "target" in found.values() and len(found) >= 2 else {}


def row_roles(table: Table, header_rows: int, rules: RuleSet) -> RowRoles | None:
    """The first column of `table` (as meant) in which most rows name a value, None where there is none."""
    grid = table.grid()
    for col in range(min(_LEFT, table.n_cols)):
        cells = {r: c for r in range(header_rows, table.n_rows) if (c := grid.get((r, col))) and c.text}
        found = value_rows(cells, rules)
        if found and len(set(found.values())) >= 2 and len(found) * 2 > len(cells):
            return RowRoles(col, found)
    return None


def _label(cell: Cell, rules: RuleSet) -> str | None:
    text = cell.text
    for mention in cell.mentions:
        if mention.kind == "unit" and mention.start > 0:
            text = text[: mention.start]
    return row_value(text, rules)
