"""Rows of work and rows of an indicator's figures in one table with a column for each year.

`取組・指標 | R7 | R8` may have a row of steps in words (検討 | 導入) and below it one of what is counted (0か所).
Decides which rows are which; a table of indicators, one of them told in words, has no rows of work. Where rows say
themselves that they are indicators (【KPI】申請率), the others are of work. What they say is read where schedules and
indicators are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dxextract.extract.kpis.drafts import without_label
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_kinds import row_kinds
from dxextract.rules.value_labels import ENDS_IN_UNIT
from dxextract.schema.document import Cell, Table
from dxextract.schema.records import Column, TableView

_DONE = re.compile(
    r"(?:取り?組|事業|施策|実施|アクション|工程|スケジュール|ロードマップ)"
    r"(?!(?:の)?(?:成果|数値|達成|進捗|評価)?(?:指標|目標|KPI))"
)
"""What a header says that names work, perhaps beside indicators (取組・指標), and not indicators alone (取組指標)."""
_WORK = re.compile(r"(?:主な|具体的な?)?(?:取り?組み?|実施)?(?:工程|内容|計画|スケジュール|項目)?(?<=.)")
_MONEY = re.compile(r"予算|事業費|経費|費用|決算|財源|コスト|交付金")
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
"""A figure that reads like a year (2000 below R10), among others."""
_NONE: frozenset[int] = frozenset()
_FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class MixedRows:
    """The numbers of a table's rows of work and of those with figures; both are empty where it has but one kind."""

    work: frozenset[int] = _NONE
    figures: frozenset[int] = _NONE
    marked: bool = False
    """Whether rows say themselves that they are indicators."""


def mixed_rows(view: TableView, rules: RuleSet) -> MixedRows:
    """The two kinds of rows of a table of kind `kpi` or `schedule`, the first one being of work."""
    if view.kind not in ("kpi", "schedule"):
        return MixedRows()
    return _mixed(view.table.as_meant(), view.heads, view.header_rows, rules, named=view.kind == "kpi")


def has_work_rows(table: Table, heads: tuple[Column, ...], header_rows: int, rules: RuleSet) -> bool:
    """Whether a table of years has rows of work and rows of figures: those are marked, or these in words of phases."""
    mixed = _mixed(table, heads, header_rows, rules, named=False)
    work = mixed.work
    if mixed.marked:
        return True
    years = {col for col, head in enumerate(heads) if head.date is not None}
    said = [cell.text for cell in table.cells if cell.row in work and cell.col in years and cell.text]
    return bool(said) and sum(rules["phases"].label(text) is not None for text in said) * 2 >= len(said)


def has_marked_rows(table: Table, heads: tuple[Column, ...], header_rows: int, rules: RuleSet) -> bool:
    """Whether a table of years has rows of work and rows that say themselves that they are indicators."""
    return _mixed(table, heads, header_rows, rules, named=False).marked


def _mixed(table: Table, heads: tuple[Column, ...], header_rows: int, rules: RuleSet, *, named: bool) -> MixedRows:
    """`named`: only where the header says that work is named too, or rows that they are indicators."""
    years = [col for col, head in enumerate(heads) if head.date is not None and head.label != "schedule"]
    ahead = [col for col in years if heads[col].label not in ("baseline", "actual")]
    if len(ahead) < _FEWEST_YEARS or years[0] == 0:
        return MixedRows()
    of_rows = row_kinds(table, range(years[0]), header_rows, rules)
    if of_rows is not None:
        return MixedRows(of_rows.work, of_rows.figures, marked=True)
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.row >= header_rows and cell.text:
            rows[cell.row][cell.col] = cell
    rows = {n: row for n, row in sorted(rows.items()) if any(col in row for col in years)}
    head = next((heads[col].text for col in range(years[0]) if heads[col].text), "")
    kinds = {n: _kind(row, years, rules) for n, row in rows.items()}
    marked = [n for n in rows if _is_marked(table, n, years[0], rules)]
    if marked and (rules["table_headers"].label(head) != "kpi_name" or _DONE.search(head)):
        figures = frozenset([*marked, *(n for n, kind in kinds.items() if kind == "figures")])
        work = frozenset(n for n, kind in kinds.items() if kind == "work") - figures
        return MixedRows(work, figures, marked=True) if work else MixedRows()
    told = {c.row for c in table.cells if c.col < years[0] and c.row >= header_rows and _WORK.fullmatch(c.text)}
    if named and not _DONE.search(head) and not told:
        return MixedRows()
    work = frozenset(number for number, kind in kinds.items() if kind == "work")
    figures = frozenset(number for number, kind in kinds.items() if kind == "figures")
    whole = None not in kinds.values() and bool(work) and bool(figures)
    return MixedRows(work, figures) if whole and (min(work) < min(figures) or work <= told) else MixedRows()


def _is_marked(table: Table, row: int, first: int, rules: RuleSet) -> bool:
    """Whether a row says left of the years that it is an indicator's: before its name (【KPI】) or beside it."""
    names = [c for c in table.cells if c.col < first and c.row <= row < c.row + c.row_span and c.text]
    return any(without_label(c.text, rules) != c.text or block_label(c.text, rules) == "kpi" for c in names)


def _kind(row: Mapping[int, Cell], years: list[int], rules: RuleSet) -> str | None:
    """What a row is by its name and by what stands below the years."""
    names = [cell.text for col, cell in sorted(row.items()) if col < years[0]]
    said = [row[col] for col in years if col in row]
    counted = bool(names) and (
        rules["indicator_names"].label(names[-1]) is not None or ENDS_IN_UNIT.search(names[-1]) is not None
    )
    numeric = [cell.quantity is not None and cell.quantity.state in ("numeric", "not_measured") for cell in said]
    if any(numeric) and all(known or _YEAR_LIKE.fullmatch(c.text) for known, c in zip(numeric, said, strict=True)):
        return "money" if names and _MONEY.search(names[-1]) else "figures" if counted else None
    figured = any(cell.quantity is not None and cell.quantity.state == "numeric" for cell in said)
    return "work" if not counted and not figured else None  # a dash among words: nothing is done that year
