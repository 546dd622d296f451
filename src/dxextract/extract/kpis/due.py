"""When the target of a row of a table of indicators is due, where a column of its own says so.

Decides which column asks for that year: one of times that speaks of what is reached (達成時期), or one headed as a
target whose words end in a year (目標年度) and that names none itself; and of which year each of an indicator's rows
is. What else a column is, is decided before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dxextract.extract.kpis.pairs import year_alone
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef
from dxextract.schema.records import TableView

_ASKED = {
    "schedule": re.compile("達成|目標|到達"),
    "target": re.compile(r"(?:年度?|年次|時期|期限)$"),
}
"""What the header of such a column says, by its label."""

_TIMES = frozenset({"schedule", "year"})
_YEARS = re.compile(r"(?:実施|計画|取組)?(?:年度?|年次)(?:別)?")
"""The header of a column that says of which year each row is."""


def due_year(view: TableView, row: Mapping[int, Cell]) -> DateRef | None:
    """The year of a row's target in a column of its own, None where there is none."""
    for col, head in enumerate(view.heads):
        words = _ASKED.get(head.label or "")
        if words is None or (head.label == "target" and head.date is not None) or not words.search(head.text):
            continue
        cell = row.get(col)
        if cell is not None and (date := year_alone(cell)) is not None:
            return date
    return None


def row_year(view: TableView, row: Mapping[int, Cell]) -> DateRef | None:
    """The year that a column of years says a row is of (年度 | R7, R8, R9 beside one indicator)."""
    for col, head in enumerate(view.heads):
        cell = row.get(col) if head.label in _TIMES and head.date is None and _YEARS.fullmatch(head.text) else None
        if cell is not None and (date := year_alone(cell)) is not None:
            return date
    return None
