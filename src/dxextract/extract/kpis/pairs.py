"""KPI tables whose labels stand beside their values (現状値 | 45%): down the first column, or in pairs across.

For one indicator, or for one in each column. Decides whether most of a table is such pairs; what is baseline or target
in the end is decided in `table_kpis`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.units import ending_unit, own_unit
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import TableView
from dxextract.signs import LABEL_SIGNS

_FEWEST, _MOST = 4, 10
"""Columns of pairs that stand in one row."""
_OF_MEASURE = frozenset({"action", "measure", "description", "schedule", "policy"})
_SAID_OF_NAMES = frozenset({"説明", "指標の説明", "内容", "指標の内容", "考え方", "指標の考え方"})
_PAIR_LABELS = VALUE_LABELS | {"kpi_name", "unit", "definition", "source", "remarks", "assessment", "department"}


def is_pairs(table: Table, rules: RuleSet) -> bool:
    """Whether one row is an indicator's labels, each with what it says (指標 | 申請率 | R6現状 | 4% | R11目標 | 9%)."""
    if not _FEWEST <= table.n_cols <= _MOST:
        return False
    for row in range(table.n_rows):
        cells = sorted((c for c in table.cells if c.row == row and c.text), key=lambda c: c.col)
        labels = [pair_label(cell, rules) for cell in cells[::2]]
        if len(cells) % 2 or labels[:1] != ["kpi_name"] or "target" not in labels or None in labels:
            continue
        if all(cell.quantity is not None for cell, label in zip(cells[1::2], labels, strict=True) if label == "target"):
            return True
    return False


def paired_entries(view: TableView, rules: RuleSet) -> Iterator[Entry]:
    """Indicators whose labels stand beside their values."""
    table = view.table.as_meant()
    drafts: dict[int, _Draft] = {}
    total = known = 0
    label: Cell | None = None
    kind: str | None = None
    for row in range(table.n_rows):
        cells = sorted((c for c in table.cells if c.row == row and c.text), key=lambda c: c.col)
        if len(cells) > 1 and pair_label(cells[0], rules) in _OF_MEASURE:
            if len(cells) == 2 and label is not None and kind == "kpi_name" and cells[0].text in _SAID_OF_NAMES:
                drafts[0].add("definition", cells[0], cells[1])  # right below the name: what it means
            continue  # 取組 | …, a row about the measure
        total += len(cells)
        above = (label, kind) if row else (None, None)
        label, kind = None, None
        date: DateRef | None = None
        for cell in cells:
            found = pair_label(cell, rules)
            if found in _PAIR_LABELS and (cell is cells[0] or label is not None) and cell is not cells[-1]:
                label, kind = cell, found
                known += 1
                continue
            if (label is None or kind is None) and _goes_on(cell, above):
                label, kind = above
            if label is None and _is_title(cell, cells, table, rules):
                label, kind = cell, "kpi_name"
            if label is None or kind is None:
                return
            known += 1
            if (
                kind in VALUE_LABELS
                and cell is not cells[-1]
                and len(cells) == 3
                and (only := _only_date(cell)) is not None
            ):
                date = only
                continue
            column = (
                cell.col if label.col == 0 and len(cells) > 2 and date is None and not _has_pairs(cells, rules) else 0
            )
            if kind == "kpi_name":
                if column in drafts and drafts[column].name is not None:
                    yield from _finished(drafts.pop(column))
                drafts[column] = _Draft(cell)
            elif column in drafts:
                drafts[column].add(kind, label, cell, date)
                date = None
            else:
                return
    if known * 4 >= total * 3:
        for draft in drafts.values():
            yield from _finished(draft)


def _is_title(cell: Cell, row: list[Cell], table: Table, rules: RuleSet) -> bool:
    """Whether a cell runs over the whole table, above a row that says the values of what it names."""
    if len(row) > 1 or cell.col_span < table.n_cols or table.n_cols < _FEWEST or cell.quantity is not None:
        return False
    below = sorted((c for c in table.cells if c.row == cell.row + cell.row_span and c.text), key=lambda c: c.col)
    return len(below) > 1 and pair_label(below[0], rules) in VALUE_LABELS and below[1].quantity is not None


def _goes_on(cell: Cell, above: tuple[Cell | None, str | None]) -> bool:
    """Whether a value with a year of its own goes on with the label above it, which is blank beside it."""
    label, kind = above
    dated = any(m.kind == "date" or (m.quantity is not None and m.quantity.at is not None) for m in cell.mentions)
    return label is not None and kind in VALUE_LABELS and label.col < cell.col and dated


def _only_date(cell: Cell) -> DateRef | None:
    """The year that is all a cell says."""
    dates = [m for m in cell.mentions if m.kind == "date" and m.date is not None]
    whole = len(dates) == 1 and dates[0].end - dates[0].start + 2 >= len(cell.text)
    return dates[0].date if whole and cell.quantity is None else None


def pair_label(cell: Cell, rules: RuleSet) -> str | None:
    """What the label beside a value says, its date and unit aside."""
    if cell.quantity is not None:
        return None
    text = cell.text
    for mention in sorted((m for m in cell.mentions if m.kind in ("date", "unit")), key=lambda m: -m.start):
        if mention.end - mention.start < len(text):
            text = text[: mention.start] + text[mention.end :]
    text = text.strip(f" 　()（）[]［］【】:：{LABEL_SIGNS}")
    return rules["table_headers"].label(text) if text else None


def _has_pairs(cells: list[Cell], rules: RuleSet) -> bool:
    """Whether a row holds several labels, each with its value."""
    return sum(pair_label(cell, rules) in _PAIR_LABELS for cell in cells) >= 2


class _Draft:
    """An indicator that is being read pair by pair."""

    def __init__(self, name: Cell) -> None:
        self.name = name
        self.unit: Quantity | None = ending_unit(name)
        self.definition: str | None = None
        self.readings: list[Reading] = []
        self.cells: list[Cell] = [name]

    def add(self, kind: str, label: Cell, cell: Cell, between: DateRef | None = None) -> None:
        """What stands beside a label; `between` is the year in a cell of its own (基準値 | 令和6年度 | 86,400人)."""
        self.cells += [label, cell]
        if kind == "unit":
            self.unit = own_unit(cell) or self.unit
        elif kind == "definition":
            self.definition = cell.text
        elif kind in VALUE_LABELS:
            date = between or next((m.date for m in label.mentions if m.kind == "date"), None)
            self.readings.append(Reading(kind, cell, date, ending_unit(label)))


def _finished(draft: _Draft) -> Iterator[Entry]:
    if any(reading.role == "target" for reading in draft.readings):
        cells = tuple(dict.fromkeys(draft.cells))
        yield Entry(draft.name, tuple(draft.readings), draft.unit, draft.definition, draft.name.row, cells)
