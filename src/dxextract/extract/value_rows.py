"""Rows that name a value (目標値, 実績値) instead of an indicator: the sign of a KPI table turned on its side.

Decides which rows of a first column are such; what follows from it is the business of `tables` and `turned_kpis`.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.schema.document import Cell

UNIT_BRACKET = re.compile(r"[(（\[]\s*(?:単位\s*[:：]?\s*)?([^)）\]]{1,8})[)）\]]\s*$")
_VALUES = ("target", "actual", "baseline")


def value_rows(first_column: dict[int, Cell], rules: RuleSet) -> dict[int, str]:
    """The rows whose first cell names a value (`target`, `actual`, `baseline`), by row number."""
    labels = {
        row: rules["table_headers"].label(UNIT_BRACKET.sub("", cell.text))
        for row, cell in first_column.items()
        if cell.text
    }
    found = {row: label for row, label in labels.items() if label in _VALUES}
    return found if "target" in found.values() and len(found) >= 2 else {}
