"""Which columns of a KPI table name its indicators, and which columns tell those of one name apart.

Decides from the labels of the columns and from what stands in them: words and no values, named as what can be measured.
Also where indicators stand beside one another, each part of the table with names of its own. What the other columns
say of an indicator is for `row_readings`.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.records import Column, TableView

_NOT_NAMES = VALUE_LABELS | {
    "assessment",
    "department",
    "holder",
    "national_item",
    "number",
    "priority",
    "remarks",
    "schedule",
    "source",
    "unit",
    "year",
}
_NO_HEAD = Column(label=None, date=None, since=None, unit=None, text="", cumulative=False)


def name_column(view: TableView, rules: RuleSet) -> int | None:
    """The column labelled as name; else the leftmost of words that is no value, unit, department or number column.

    A column of actions names the indicators only where no other column of words is left: `項目` heads both. What stands
    left of the values and ends as what can be measured (施策名 | 項目) names them before the measures do.
    """
    named = [col for col, label in enumerate(view.columns) if label == "kpi_name"]
    if named:
        beside = named[0] + 1  # 指標 over a column of numbers and one of names
        counted = view.columns[beside : beside + 1] == (None,) and not view.heads[beside].text
        worded = [*named, beside] if counted else named
        return next((col for col in worded if _is_worded(view, col)), named[0])
    valued = next((col for col, label in enumerate(view.columns) if label in VALUE_LABELS), len(view.columns))
    worded = [
        col
        for col, label in enumerate(view.columns)
        if label not in _NOT_NAMES
        and not (col > valued and (label == "definition" or not view.heads[col].text))  # where the header is too short
        and _is_worded(view, col)
    ]
    chosen = next((col for col in worded if view.columns[col] != "action"), next(iter(worded), None))
    if (
        chosen is not None
        and view.columns[chosen] in ("measure", "policy", "action")
        and not _is_measured(view, chosen, rules)
    ):
        chosen = next((col for col in worded if chosen < col < valued and _is_measured(view, col, rules)), chosen)
    if chosen is not None and view.columns[chosen] == "category":  # 種別 | 指標の内容
        chosen = next((col for col in worded if chosen < col < valued and view.columns[col] == "definition"), chosen)
    tasks = [col for col in worded if view.columns[col] == "action" and col < valued]
    if len(tasks) > 1 and chosen == tasks[0]:
        return tasks[-1]  # 取組 | 項目
    finer = [col for col in worded if view.columns[col] == "category" and col < valued]
    # 大項目 | 小項目: the last of several groups is the indicator itself
    return finer[-1] if len(finer) > 1 and chosen == finer[0] and "kpi_name" not in view.columns else chosen


def is_misplaced(view: TableView, name_col: int) -> bool:
    """Whether words stand in a column of years or values left of the names: the header is not over what it heads."""
    if view.columns[name_col] == "kpi_name" or not name_col:
        return False
    head = view.heads[0]
    return (head.date is not None or head.label in VALUE_LABELS) and _is_worded(view, 0)


def side_by_side(view: TableView) -> list[tuple[TableView, int]]:
    """The parts of a table in which indicators stand beside one another (KPI①, KPI②), and their columns of names.

    Each has a column of names with values of its own right of it; what stands left of them all belongs to each.
    """
    names = [col for col, label in enumerate(view.columns) if label == "kpi_name" and _is_worded(view, col)]
    parts: list[tuple[TableView, int]] = []
    for start, end in itertools.pairwise([*names, len(view.columns)]):
        kept = {*range(names[0]), *range(start, end)}
        if not any(view.columns[c] in VALUE_LABELS or view.heads[c].date is not None for c in range(start, end)):
            return []
        table = view.table.as_meant()
        cells = tuple(cell for cell in table.cells if cell.col in kept)
        heads = tuple(head if c in kept else _NO_HEAD for c, head in enumerate(view.heads))
        columns = tuple(head.label for head in heads)
        parts.append((replace(view, table=replace(table, cells=cells), heads=heads, columns=columns), start))
    return parts if len(parts) > 1 else []


def kind_columns(view: TableView, name_col: int) -> list[int]:
    """The columns right of the name whose words tell rows of one name apart (対象, 区分)."""
    labels = view.columns[name_col + 1 :]
    return [
        col
        for col, label in enumerate(labels, name_col + 1)
        if label in ("category", "kpi_name", None) and _is_worded(view, col)
    ]


def _is_measured(view: TableView, col: int, rules: RuleSet) -> bool:
    """Whether most of what stands in a column ends as what can be measured does (件数, 割合)."""
    texts = [c.text for row in view.rows() if (c := row.get(col)) and c.text]
    return sum(rules["indicator_names"].label(text) is not None for text in texts) * 2 > len(texts)


def _is_worded(view: TableView, col: int) -> bool:
    """Whether most of what stands in a column are words and no values."""
    cells = [c for row in view.rows() if (c := row.get(col)) and c.text]
    words = [c for c in cells if c.quantity is None and len(c.text) >= 2]
    return bool(cells) and len(words) * 2 > len(cells)
