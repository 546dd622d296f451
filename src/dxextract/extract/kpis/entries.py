"""KPI tables of all shapes as entries: an indicator's name with its value cells and what the labels say of each.

Three shapes. *Rows*: a name column and value columns, the labels above. *Pairs* are read by `pairs`. *Labelled rows*:
years above, and for each indicator a row of targets and one of actuals. Decides which shape a table has and which
rows are one indicator's. Which column names them is for `name_columns`, what a row's cells say for `row_readings`; what
is baseline or target in the end is decided in `table_kpis`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from dxextract.extract.kpis.due import due_year, row_year
from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.kpis.name_columns import is_misplaced, kind_columns, name_column, side_by_side
from dxextract.extract.kpis.pairs import paired_entries
from dxextract.extract.kpis.row_readings import is_empty, only_date, row_readings
from dxextract.extract.kpis.said_in_rows import rows_with_their_years
from dxextract.extract.kpis.shape import TOTAL
from dxextract.extract.kpis.value_rows import RowRoles, row_roles
from dxextract.extract.units import ending_unit, own_unit
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import TableView

_ROW_WORD = re.compile(r"(?:年度)?(?:目標|実績|計画|見込み?)(?:値|数値)?")
"""What says of a row which values it holds, below a title that stands over all columns (目標)."""
_VALUED = VALUE_LABELS | {"value"}
"""Labels of columns with figures, where rows say which they are (区分 | 数値)."""
_SAID_OF_NAMES = frozenset({"説明", "解説", "補足説明"})


def read_entries(view: TableView, rules: RuleSet) -> tuple[Entry, ...]:
    """The indicators of a KPI table, top down."""
    told = rows_with_their_years(view.table.as_meant(), rules)
    paired = told or tuple(paired_entries(view, rules))
    if paired:
        return paired
    name_col = name_column(view, rules)
    if name_col is None or is_misplaced(view, name_col):
        return ()
    roles = row_roles(view.table.as_meant(), view.header_rows, rules)
    if roles is not None and roles.col > name_col:
        return tuple(_labelled_rows(view, name_col, roles))
    if roles is not None and roles.col < name_col:
        return tuple(_grouped_rows(view, name_col, roles.labels))
    return tuple(entry for part in side_by_side(view) for entry in _rows(*part)) or tuple(_rows(view, name_col))


def _rows(view: TableView, name_col: int) -> Iterator[Entry]:
    """An indicator in each row, or in the rows of one name that are of a year each."""
    entries = list(_each_row(view, name_col))
    for _, own in groupby(entries, key=lambda entry: id(entry.name)):
        found = list(own)
        starts = {one.due.start for one in found if one.due is not None and one.kind is None}
        if len(found) < 2 or len(starts) < len(found):
            yield from (one for one in found if one.kind is not None or one.row == one.name.row)  # no blank name
            continue
        dated = tuple(replace(r, date=r.date or one.due) for one in found for r in one.readings)
        cells = tuple(dict.fromkeys(cell for one in found for cell in one.cells))
        yield replace(found[0], readings=dated, cells=cells, due=None)


def _each_row(view: TableView, name_col: int) -> Iterator[Entry]:
    """An indicator in each row; rows below one name that a word beside it tells apart (小学校, 中学校) are one each."""
    rows = view.rows()
    figured = {
        col for row in rows for col, c in row.items() if c.quantity is not None and c.quantity.state == "numeric"
    }
    names = _carried_names(rows, name_col)
    kinds = kind_columns(view, name_col)
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        if name is None or only_date(name) is not None or TOTAL.fullmatch(name.text):
            continue
        shared = name in names[:number] or name in names[number + 1 :]
        kind = next((c for col in kinds if (c := row.get(col)) and c.text), None) if shared else None
        own = row.get(name_col)
        year = row_year(view, row) if shared else None
        if own is None or (own is not name and kind is None and year is None):
            continue
        readings = tuple(row_readings(view, row, name_col, figured))
        top = view.header_rows + number
        if readings and number and name.row == top and all(one.cell.row < top for one in readings):
            continue  # a name over what it means, beside values merged over both
        cells = [c for col, c in sorted(row.items()) if c.row == view.header_rows + number or col == name_col]
        yield Entry(
            name,
            readings,
            _row_unit(view, row) or ending_unit(name),
            (None if view.columns[name_col] == "definition" else _text_of(view, row, "definition"))
            or _described(view, row, name_col),
            name.row if own is name and kind is None else view.header_rows + number,
            tuple(dict.fromkeys([*([name] if kind else []), *cells])),
            kind,
            due_year(view, row) or year,
        )


def _carried_names(rows: list[dict[int, Cell]], name_col: int) -> list[Cell | None]:
    """The name of each row: its own, or above a blank cell the one over it."""
    names: list[Cell | None] = []
    for row in rows:
        cell = row.get(name_col)
        blank = cell is not None and not cell.text
        names.append((names[-1] if names and blank else None) if blank or cell is None else cell)
    return names


def _described(view: TableView, row: dict[int, Cell], name_col: int) -> str | None:
    """What a column right of the name says of the indicator (説明), where its header says no more than that."""
    for col, head in enumerate(view.heads):
        if head.label == "description" and (head.text in _SAID_OF_NAMES or col == name_col + 1):
            cell = row.get(col)
            return cell.text if cell is not None and cell.text and view.columns[name_col] == "kpi_name" else None
    return None


def _labelled_rows(view: TableView, name_col: int, said: RowRoles) -> Iterator[Entry]:
    """A row of targets and one of actuals below one name, a column for each year."""
    grid = view.table.as_meant().grid()
    roles = said.labels
    lone = sum(head.date is not None or head.label in _VALUED for head in view.heads) == 1
    groups: list[list[int]] = []
    names = {row: _name_of(row, name_col, grid, roles) for row in roles}
    for row in sorted(roles):
        name = names[row]
        last = grid.get((groups[-1][-1], name_col)) if groups else None
        if name is None:
            continue
        same = name is last or not name.text or (last is not None and squeeze(name.text) == squeeze(last.text))
        if groups and same and roles[row] not in {roles[r] for r in groups[-1]}:
            groups[-1].append(row)
        elif name.text:
            groups.append([row])
    for rows in groups:
        name = names[rows[0]] or grid[(rows[0], name_col)]
        readings, cells = [], [name]
        for row in rows:
            own = [c for col in range(view.table.n_cols) if (c := grid.get((row, col))) and c.row == row and c.text]
            dated = next((date for c in own if c.col != name_col and (date := only_date(c)) is not None), None)
            told = _row_date(grid[(row, said.col)], own)
            for cell in dict.fromkeys(own) if told else own:
                head = view.heads[cell.col]
                if cell.col == name_col or _ROW_WORD.fullmatch(cell.text):
                    continue
                cells.append(cell)
                blank = _is_said_below(cell, rows, grid)
                if (head.date is not None or head.label in _VALUED) and only_date(cell) is None and not blank:
                    role = "baseline" if head.label == "baseline" else roles[row]  # one value for all rows of the name
                    year = None if lone and role == "baseline" else head.date  # 数値(R9) is the year aimed at
                    readings.append(Reading(role, cell, told or year or dated, head.unit))
        first = {col: c for (r, col), c in grid.items() if r == rows[0]}
        yield Entry(
            name,
            tuple(readings),
            _row_unit(view, first) or ending_unit(name),
            _text_of(view, first, "definition"),
            name.row,
            tuple(dict.fromkeys(cells)),
        )


def _row_date(said: Cell, own: list[Cell]) -> DateRef | None:
    """The year that the label of a row states (現状(R5)), where the row has one figure: no year above it is its own."""
    figures = dict.fromkeys(c for c in own if c is not said and c.quantity is not None)
    dates = [m.date for m in said.mentions if m.kind == "date" and m.date is not None]
    return dates[0] if len(dates) == 1 and len(figures) == 1 else None


def _name_of(row: int, name_col: int, grid: Mapping[tuple[int, int], Cell], roles: dict[int, str]) -> Cell | None:
    """The name beside a row; where that is blank, the one beside a row of something else above it (判定)."""
    name = grid.get((row, name_col))
    above = row - 1
    while name is not None and not name.text and above >= 0 and above not in roles:
        name = grid.get((above, name_col), name)
        above -= 1
    return name


def _is_said_below(cell: Cell, rows: list[int], grid: Mapping[tuple[int, int], Cell]) -> bool:
    """Whether a dash says that the year's figure stands in another of the indicator's rows."""
    if cell.quantity is None or cell.quantity.state != "not_measured":
        return False
    others = (grid.get((row, cell.col)) for row in rows)
    return any(c is not None and c.quantity is not None and c.quantity.state == "numeric" for c in others)


def _grouped_rows(view: TableView, name_col: int, roles: dict[int, str]) -> Iterator[Entry]:
    """Targets in one group of rows and actuals in another, the names behind them in each."""
    grid = view.table.as_meant().grid()
    rows: dict[str, list[tuple[int, str]]] = {}
    role: str | None = None
    for row in range(view.header_rows, view.table.n_rows):
        role = roles.get(row, role)
        name = grid.get((row, name_col))
        if name is not None and name.text and role is not None:
            rows.setdefault(squeeze(name.text), []).append((row, role))
    for members in rows.values():
        name = grid[(members[0][0], name_col)]
        readings, cells = [], [name]
        for row, said in members:
            for col, head in enumerate(view.heads):
                cell = grid.get((row, col))
                if col > name_col and head.date is not None and cell is not None and cell.text and not is_empty(cell):
                    readings.append(Reading(said, cell, head.date, head.unit))
                    cells.append(cell)
        yield Entry(name, tuple(readings), ending_unit(name), None, name.row, tuple(cells))


def _row_unit(view: TableView, row: dict[int, Cell]) -> Quantity | None:
    columns = [row.get(col) for col, label in enumerate(view.columns) if label == "unit"]
    return next((unit for cell in columns if cell is not None and (unit := own_unit(cell)) is not None), None)


def _text_of(view: TableView, row: dict[int, Cell], label: str) -> str | None:
    for col, found in enumerate(view.columns):
        if found == label and (cell := row.get(col)) and cell.text:
            return cell.text
    return None
