"""Sections that a table's column of measures names: a table of indicators at a chapter's end tells its measures.

Where sections have neither blocks nor departments (a sentence or two each), a column 施策 or 取組 that gives their
titles says that they are measures. Decides nothing about sections below what has blocks of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Table
from dxextract.segment.placed import Placed

_NAMING = frozenset({"measure", "action"})
_TELLING = frozenset({"kpi_name", "target", "baseline", "year", "department"})
_FEWEST = 2
"""Measures that a column must name."""


def told_positions(document: Document, placed: Sequence[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of the headings that a table names in a column of measures, beside indicators, years, departments."""
    found: set[int] = set()
    names: dict[str, int] = {}
    for block in document.blocks:
        if not isinstance(block, Table) or block.set_out or block.unfolded:
            continue
        columns = _naming_columns(block, rules)
        if columns and not names:
            names = _names(placed)
        for col in columns:
            said = {squeeze(cell.text) for cell in block.cells if cell.row > 0 and cell.col == col and cell.text}
            told = {names[text] for text in said if text in names}
            if len(told) >= _FEWEST and 2 * len(told) > len(said):
                found |= told
                break
    return frozenset(found)


def _naming_columns(table: Table, rules: RuleSet) -> list[int]:
    """The columns of measures in a table whose first row is a header of more than names."""
    labels = {cell.col: rules["table_headers"].label(cell.text) for cell in table.cells if cell.row == 0 and cell.text}
    if not _TELLING & set(labels.values()):
        return []
    return [col for col, label in labels.items() if label in _NAMING]


def _names(placed: Sequence[Placed]) -> dict[str, int]:
    """The titles of numbered headings, alone and behind their numbers; the last one where several share a title."""
    named: dict[str, int] = {}
    for position, item in enumerate(placed):
        wording = item.heading.wording
        if wording.number and wording.label is None:
            named[squeeze(wording.title)] = position
            named[squeeze(wording.number + wording.title)] = position
    return named
