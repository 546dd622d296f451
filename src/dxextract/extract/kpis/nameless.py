"""Tables of one indicator that do not name it: 現状値 | 目標値 over one row of figures, or these labels down the side.

Or over a row of figures for each year (年度 | 目標値 | 実績値).

The name is what stands right above the table, in a line or a heading of its own, or the table's top row across all of
its columns. Decides which tables are such and reads their values; which line names them is decided by `notes`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.kpis.pairs import pair_label
from dxextract.extract.kpis.row_readings import row_readings
from dxextract.extract.kpis.year_rows import year_column
from dxextract.extract.time_rows import without_dates
from dxextract.extract.units import ending_unit
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import DATED_LABELS, FIGURE_LABELS, VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage
from dxextract.schema.plan import DateRef
from dxextract.schema.records import TableView

_NO_ROW = -1
_FEWEST = 3
"""Years of a series."""


def labels_values_only(table: Table, rules: RuleSet) -> bool:
    """Whether the first of two columns says nothing but which value stands beside it, a target among them."""
    if table.n_cols != 2 or table.n_rows < 2:
        return False
    labels = [pair_label(cell, rules) for cell in table.cells if cell.col == 0]
    return set(labels) <= VALUE_LABELS and "target" in labels and len(set(labels)) >= 2


def is_series(view: TableView) -> bool:
    """Whether a table is nothing but years and one row of figures below them."""
    dated = [head.date is not None and head.label in DATED_LABELS for head in view.heads]
    body = [cell for cell in view.table.cells if cell.row >= view.header_rows and cell.text]
    figures = [cell for cell in body if cell.quantity is not None and cell.quantity.state == "numeric"]
    one_row = len({cell.row for cell in body}) == 1
    return len(dated) >= _FEWEST and all(dated) and one_row and len(figures) * 2 > len(body)


def name_on_top(view: TableView, rules: RuleSet) -> Cell | None:
    """The top row of a table that is one cell across all columns and names what is counted below it."""
    top = [cell for cell in view.table.cells if cell.row == 0 and cell.text]
    if len(top) != 1 or view.header_rows < 2 or top[0].col_span < view.table.n_cols or top[0].row_span > 1:
        return None
    text = top[0].text
    if text.endswith("。") or rules["table_headers"].label(text) is not None or block_label(text, rules) is not None:
        return None
    return None if top[0].quantity is not None or without_dates(top[0].passage, top[0]) != text else top[0]


def read_nameless(view: TableView, name: Passage | Cell, rules: RuleSet) -> Entry | None:
    """The indicator of such a table under the name that stands above it; None for any other table."""
    table = view.table.as_meant()
    if labels_values_only(table, rules):
        readings = list(_beside_labels(table, rules))
    elif yearly := year_column(table, view.header_rows, rules):
        readings = list(_beside_years(view, yearly))
    else:
        valued = [row for row in view.rows() if any(cell.text for cell in row.values())]
        aimed = "target" in view.columns or is_series(view) or _leads_to_years(view)
        if len(valued) != 1 or not aimed or not set(view.columns) <= FIGURE_LABELS | {None}:
            return None
        readings = row_readings(view, valued[0], _NO_ROW)
    if not any(reading.role in ("target", "year") for reading in readings):
        return None
    named = name if isinstance(name, Cell) else Cell(view.header_rows, 0, name)
    cells = (named, *(reading.cell for reading in readings))
    return Entry(named, tuple(readings), None, None, view.header_rows, cells)


def _leads_to_years(view: TableView) -> bool:
    """Whether a present value stands before years (現状値 | R5 | R6 | R7)."""
    if len(view.heads) < _FEWEST or view.heads[0].label != "baseline":
        return False
    return all(head.date is not None and head.label in DATED_LABELS for head in view.heads[1:])


def _beside_years(view: TableView, years: dict[int, tuple[str, DateRef]]) -> Iterator[Reading]:
    """The values of rows that are a year each, below the labels of values; nothing where other columns have more."""
    if not set(view.columns[1:]) <= VALUE_LABELS | {"remarks", "assessment"} or "target" not in view.columns:
        return
    for number, row in zip(view.row_numbers, view.rows(), strict=True):
        for col, head in enumerate(view.heads):
            cell = row.get(col)
            if col == 0 or head.label not in VALUE_LABELS or cell is None or not cell.text or number not in years:
                continue
            if cell.quantity is not None and cell.quantity.state != "not_measured":
                yield Reading(head.label, cell, years[number][1], head.unit)


def _beside_labels(table: Table, rules: RuleSet) -> list[Reading]:
    grid = table.grid()
    found: list[Reading] = []
    for row in range(table.n_rows):
        label, value = grid.get((row, 0)), grid.get((row, 1))
        if label is None or value is None or not value.text or (kind := pair_label(label, rules)) is None:
            continue
        date = next((m.date for m in label.mentions if m.kind == "date"), None)
        found.append(Reading(kind, value, date, ending_unit(label)))
    return found
