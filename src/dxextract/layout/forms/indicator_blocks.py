"""Indicators of a form that have several rows each: 指標名 | 申請率 | 算式 | …, and below it labels over their figures.

Decides that a region's rows are such when each is a row of labels with what they name beside them, or a row of labels
with their figures right below, and each indicator begins with the label of its name. Sets every indicator out as a
table of one row. Decides nothing about the figures themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.forms.labels import Region, content
from dxextract.layout.forms.values import two_rows
from dxextract.rules import RuleSet
from dxextract.rules.header_words import header_word
from dxextract.rules.value_labels import DATED_LABELS
from dxextract.schema.document import Cell, Table

_DESCRIBING = frozenset({"kpi_name", "definition", "unit", "source", "remarks"})
_FEWEST = 2
"""Cells of a row of labels over figures."""

_Columns = list[tuple[Cell, Cell]]


def indicator_blocks(table: Table, region: Region, rules: RuleSet) -> list[Table]:
    """The tables of such indicators in reading order; none unless all rows of the region are of them."""
    if region.label != "kpi":
        return []
    cells = [cell for cell in content(table, region) if cell is not region.cell]
    rows = [sorted((c for c in cells if c.row == row), key=lambda c: c.col) for row in range(region.top, region.bottom)]
    found: list[_Columns] = []
    position = 0
    while position < len(rows):
        row, below = rows[position], rows[position + 1] if position + 1 < len(rows) else []
        if pairs := _pairs(row, rules):
            if _label(pairs[0][0], rules) == "kpi_name":
                found.append([])
        elif headed := _headed(row, below, rules):
            pairs, position = headed, position + 1
        if not pairs or not found:
            return []
        found[-1].extend(pairs)
        position += 1
    told = all(any(_label(label, rules) in DATED_LABELS for label, _ in columns) for columns in found)
    return [two_rows(table, columns) for columns in found] if told and _are_blocks(found) else []


def _are_blocks(found: Sequence[_Columns]) -> bool:
    """Whether the indicators go over several rows: in one row each they are a list without a header."""
    return all(len({label.row for label, _ in columns}) > 1 for columns in found)


def _pairs(row: Sequence[Cell], rules: RuleSet) -> _Columns:
    """The labels of a row with what stands beside each; none where a cell is not what its turn asks for."""
    if not row or len(row) % 2:
        return []
    pairs = list(zip(row[::2], row[1::2], strict=True))
    labels = [_label(label, rules) for label, _ in pairs]
    said = all(_label(cell, rules) is None for _, cell in pairs)
    return pairs if said and all(label in _DESCRIBING | DATED_LABELS for label in labels) else []


def _headed(row: Sequence[Cell], below: Sequence[Cell], rules: RuleSet) -> _Columns:
    """The labels of a row with what stands right below each."""
    labels = [_label(cell, rules) for cell in row]
    if len(row) < _FEWEST or "kpi_name" in labels or not all(label in _DESCRIBING | DATED_LABELS for label in labels):
        return []
    alike = [(c.col, c.col_span) for c in row] == [(c.col, c.col_span) for c in below]
    return (
        list(zip(row, below, strict=True)) if alike and not any(_label(c, rules) in DATED_LABELS for c in below) else []
    )


def _label(cell: Cell, rules: RuleSet) -> str | None:
    return header_word(cell.text, rules)
