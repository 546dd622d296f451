"""Rows of work and rows of an indicator's figures in one table with a column for each year.

`取組・指標 | R7 | R8` may have a row of steps in words (検討 | 導入) and below it one of what is counted (0か所).
Decides which rows are which; a table of indicators, one of them told in words, has no rows of work. What they say is
read where schedules and indicators are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dxextract.rules import RuleSet
from dxextract.schema.document import Cell
from dxextract.schema.records import TableView

_DONE = re.compile(r"取り?組|事業|施策|実施|アクション|工程")
"""What a header says that names work, perhaps beside indicators (取組・指標)."""
_NONE: frozenset[int] = frozenset()
_FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class MixedRows:
    """The numbers of a table's rows of work and of those with figures; both are empty where it has but one kind."""

    work: frozenset[int] = _NONE
    figures: frozenset[int] = _NONE


def mixed_rows(view: TableView, rules: RuleSet) -> MixedRows:
    """The two kinds of rows of a table of kind `kpi` or `schedule`, the first one being of work."""
    years = [col for col, head in enumerate(view.heads) if head.date is not None and head.label != "schedule"]
    if view.kind not in ("kpi", "schedule") or len(years) < _FEWEST_YEARS or years[0] == 0:
        return MixedRows()
    head = next((view.heads[col].text for col in range(years[0]) if view.heads[col].text), "")
    if view.kind == "kpi" and not _DONE.search(head):
        return MixedRows()
    kinds = {
        number: _kind(row, years, rules)
        for number, row in enumerate(view.rows(), view.header_rows)
        if any(row[col].text for col in years if col in row)
    }
    work = frozenset(number for number, kind in kinds.items() if kind == "work")
    figures = frozenset(number for number, kind in kinds.items() if kind == "figures")
    whole = len(work) + len(figures) == len(kinds) and bool(work) and bool(figures)
    return MixedRows(work, figures) if whole and min(work) < min(figures) else MixedRows()


def _kind(row: Mapping[int, Cell], years: list[int], rules: RuleSet) -> str | None:
    """What a row is by its name and by what stands below the years."""
    names = [cell.text for col, cell in sorted(row.items()) if col < years[0] and cell.text]
    said = [row[col] for col in years if col in row and row[col].text]
    counted = bool(names) and rules["indicator_names"].label(names[-1]) is not None
    numeric = [cell.quantity is not None and cell.quantity.state in ("numeric", "not_measured") for cell in said]
    if all(numeric):
        return "figures" if counted else None
    return "work" if not counted and not any(numeric) else None
