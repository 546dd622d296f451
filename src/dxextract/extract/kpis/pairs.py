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
    """Indicators whose labels stand beside their values; those above a row that is no such pairs."""
    pairing = _Pairing(view.table.as_meant(), rules)
    for row in range(pairing.table.n_rows):
        cells = sorted((c for c in pairing.table.cells if c.row == row and c.text), key=lambda c: c.col)
        if not pairing.passes(cells):
            yield from pairing.take(cells)
        if pairing.broken:
            return
    if pairing.known * 4 >= pairing.total * 3:
        for draft in pairing.drafts.values():
            yield from _finished(draft)


class _Pairing:
    """The indicators begun so far, by their columns, and the label that the next cell is of."""

    def __init__(self, table: Table, rules: RuleSet) -> None:
        self.table, self.rules = table, rules
        self.drafts: dict[int, _Draft] = {}
        self.total = self.known = 0
        """Cells read, and how many of them are labels or of one."""
        self.broken = False
        self.label: Cell | None = None
        self.kind: str | None = None

    def passes(self, cells: list[Cell]) -> bool:
        """Whether a row is about the measure (取組 | …); right below a name it may say what that means."""
        if len(cells) < 2 or pair_label(cells[0], self.rules) not in _OF_MEASURE:
            return False
        if len(cells) == 2 and self.label is not None and self.kind == "kpi_name" and cells[0].text in _SAID_OF_NAMES:
            self.drafts[0].add("definition", cells[0], cells[1])
        return True

    def take(self, cells: list[Cell]) -> Iterator[Entry]:
        """Reads a row; gives the indicators that the next name in their column ends."""
        self.total += len(cells)
        above = (self.label, self.kind) if not cells or cells[0].row else (None, None)
        self.label = self.kind = None
        date: DateRef | None = None
        for cell in cells:
            found = pair_label(cell, self.rules)
            if found in _PAIR_LABELS and (cell is cells[0] or self.label is not None) and cell is not cells[-1]:
                self.label, self.kind = cell, found
                self.known += 1
                continue
            label, kind = self._label_of(cell, cells, above)
            if label is None or kind is None:
                self.broken = True
                return
            self.known += 1
            if kind in VALUE_LABELS and cell is not cells[-1] and len(cells) == 3 and (only := year_alone(cell)):
                date = only
                continue
            apart = label.col == 0 and len(cells) > 2 and date is None and not _has_pairs(cells, self.rules)
            column = cell.col if apart else 0
            if kind == "kpi_name":
                if column in self.drafts:
                    yield from _finished(self.drafts.pop(column))
                self.drafts[column] = _Draft(cell)
            elif column in self.drafts:
                self.drafts[column].add(kind, label, cell, date)
                date = None
            else:
                self.broken = True
                return

    def _label_of(
        self, cell: Cell, row: list[Cell], above: tuple[Cell | None, str | None]
    ) -> tuple[Cell | None, str | None]:
        """The label that a cell is of and what it says: the one before it, above it, or the cell as a title."""
        if (self.label is None or self.kind is None) and _goes_on(cell, above):
            self.label, self.kind = above
        if self.label is None and _is_title(cell, row, self.table, self.rules):
            self.label, self.kind = cell, "kpi_name"
        return self.label, self.kind


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


def year_alone(cell: Cell) -> DateRef | None:
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
