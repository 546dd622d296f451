"""KPI tables of all shapes as entries: an indicator's name with its value cells and what the labels say of each.

Three shapes. *Rows*: a name column and value columns, the labels above. *Pairs* are read by `pairs`. *Labelled rows*:
years above, and for each indicator a row of targets and one of actuals. Decides which shape a table has and which
cells belong together; what is baseline or target in the end is decided in `table_kpis`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from dxextract.extract.kpis.due import due_year
from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.kpis.pairs import paired_entries
from dxextract.extract.kpis.said_in_rows import rows_with_their_years
from dxextract.extract.kpis.shape import TOTAL
from dxextract.extract.kpis.value_rows import row_roles
from dxextract.extract.units import ending_unit, own_unit
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.row_values import is_cut_off
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import Column, TableView

_ARROWS = re.compile(r"(?:[-–—―─━ー－=＝\s]*[→⇒➡➔➜➤▶►⇨⟶]\ufe0f?\s*)+")
"""What leads from one year's value to the next and says none."""
_ROW_WORD = re.compile(r"(?:年度)?(?:目標|実績|計画|見込み?)(?:値|数値)?")
"""What says of a row which values it holds, below a title that stands over all columns (目標)."""
_PLANNED = re.compile(r"(?:計画|予定|見通し)[)）\]】]?$")
"""How a year's header ends over figures that are aimed at (R7計画): none of them is where the indicator starts."""
_SAID_OF_NAMES = frozenset({"説明", "解説", "補足説明"})
_SUMMED = re.compile(r"(?:の|における)?(?:累計|合計)値?$")
_LONGEST_AIM = 40
"""Characters of an aim in words."""
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
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


def read_entries(view: TableView, rules: RuleSet) -> tuple[Entry, ...]:
    """The indicators of a KPI table, top down."""
    told = rows_with_their_years(view.table.as_meant(), rules)
    paired = told or tuple(paired_entries(view, rules))
    if paired:
        return paired
    name_col = _name_column(view, rules)
    if name_col is None or _is_misplaced(view, name_col):
        return ()
    roles = row_roles(view.table.as_meant(), view.header_rows, rules)
    if roles is not None and roles.col > name_col:
        return tuple(_labelled_rows(view, name_col, roles.labels))
    if roles is not None and roles.col < name_col:
        return tuple(_grouped_rows(view, name_col, roles.labels))
    return tuple(entry for part in _side_by_side(view) for entry in _rows(*part)) or tuple(_rows(view, name_col))


def _is_misplaced(view: TableView, name_col: int) -> bool:
    """Whether words stand in a column of years or values left of the names: the header is not over what it heads."""
    if view.columns[name_col] == "kpi_name" or not name_col:
        return False
    head = view.heads[0]
    return (head.date is not None or head.label in VALUE_LABELS) and _is_worded(view, 0)


def _side_by_side(view: TableView) -> list[tuple[TableView, int]]:
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


def _name_column(view: TableView, rules: RuleSet) -> int | None:
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


def _is_measured(view: TableView, col: int, rules: RuleSet) -> bool:
    """Whether most of what stands in a column ends as what can be measured does (件数, 割合)."""
    texts = [c.text for row in view.rows() if (c := row.get(col)) and c.text]
    return sum(rules["indicator_names"].label(text) is not None for text in texts) * 2 > len(texts)


def _is_worded(view: TableView, col: int) -> bool:
    """Whether most of what stands in a column are words and no values."""
    cells = [c for row in view.rows() if (c := row.get(col)) and c.text]
    words = [c for c in cells if c.quantity is None and len(c.text) >= 2]
    return bool(cells) and len(words) * 2 > len(cells)


def _rows(view: TableView, name_col: int) -> Iterator[Entry]:
    """An indicator in each row; rows below one name that a word beside it tells apart (小学校, 中学校) are one each."""
    rows = view.rows()
    figured = {
        col for row in rows for col, c in row.items() if c.quantity is not None and c.quantity.state == "numeric"
    }
    names = _carried_names(rows, name_col)
    kinds = _kind_columns(view, name_col)
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        if name is None or only_date(name) is not None or TOTAL.fullmatch(name.text):
            continue
        shared = name in names[:number] or name in names[number + 1 :]
        kind = next((c for col in kinds if (c := row.get(col)) and c.text), None) if shared else None
        own = row.get(name_col)
        if own is not name and (kind is None or own is None):
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
            due_year(view, row),
        )


def _carried_names(rows: list[dict[int, Cell]], name_col: int) -> list[Cell | None]:
    """The name of each row: its own, or above a blank cell the one over it."""
    names: list[Cell | None] = []
    for row in rows:
        cell = row.get(name_col)
        blank = cell is not None and not cell.text
        names.append((names[-1] if names and blank else None) if blank or cell is None else cell)
    return names


def _kind_columns(view: TableView, name_col: int) -> list[int]:
    """The columns right of the name whose words tell rows of one name apart (対象, 区分)."""
    labels = view.columns[name_col + 1 :]
    return [
        col
        for col, label in enumerate(labels, name_col + 1)
        if label in ("category", "kpi_name", None) and _is_worded(view, col)
    ]


def _described(view: TableView, row: dict[int, Cell], name_col: int) -> str | None:
    """What a column right of the name says of the indicator (説明), where its header says no more than that."""
    for col, head in enumerate(view.heads):
        if head.label == "description" and (head.text in _SAID_OF_NAMES or col == name_col + 1):
            cell = row.get(col)
            return cell.text if cell is not None and cell.text and view.columns[name_col] == "kpi_name" else None
    return None


def row_readings(
    view: TableView, row: dict[int, Cell], name_col: int, figured: Set[int] = frozenset()
) -> list[Reading]:
    """The values of a row; a cell that is only a date (年度 | 数値, 目標値 | 目標年度) dates the value beside it.

    `figured` are the columns that hold figures: 2000 among them is one, too.
    """
    found: list[Reading] = []
    dated: tuple[str, DateRef] | None = None
    for col, head in enumerate(view.heads):
        cell = row.get(col)
        if col == name_col or cell is None or not cell.text or cell is row.get(name_col) or _is_empty(cell):
            continue
        if found and _is_remark(cell):
            continue
        if cell.col != col and (head.label not in ("baseline", "target") or view.heads[col - 1] == head):
            continue  # a merged cell speaks for each column whose header says something else
        role = head.label if head.label in VALUE_LABELS else None
        if role is None and (head.date or head.label == "year") and head.label in ("year", "schedule", None):
            role = "milestone" if _PLANNED.search(head.text) else "year"
        if role is None and has_sides(cell):
            role = "target"
        dated_self = cell.quantity is not None and cell.quantity.at is not None
        if role is None and head.label in (None, "description") and dated_self:
            role = "year"  # Before | After, これまで | めざす姿: the figures say their years themselves
        if role is None:
            continue
        counted = head.date is not None or col in figured or _is_dated_behind(view, row, col)
        if (date := only_date(cell)) is not None and not (counted and year_like_figure(cell) is not None):
            if found and _same_side(found[-1].role, role) and found[-1].date is None:
                found[-1] = replace(found[-1], date=date)
            else:
                dated = (role, date)
            continue
        date = head.date
        if dated is not None and (dated[0] == role or (date is None and _same_side(dated[0], role))):
            date = dated[1]
        found.append(Reading(role, cell, date, head.unit, head.since))
    return found


def _same_side(one: str | None, other: str | None) -> bool:
    """Whether a year in a column of one kind may date a value in the other's (直近実績値 | 基準年度)."""
    return one == other or {one, other} == {"actual", "baseline"}


def _is_remark(cell: Cell) -> bool:
    """Whether a cell says in a sentence how a figure was set, as where a row lost the cell before it."""
    return cell.quantity is None and len(cell.text) > _LONGEST_AIM and cell.text.endswith("。")


def _is_empty(cell: Cell) -> bool:
    """Whether a cell says no value: an arrow to the next year, or a figure that had no room."""
    return _ARROWS.fullmatch(cell.text) is not None or is_cut_off(cell.text)


def _is_dated_behind(view: TableView, row: dict[int, Cell], col: int) -> bool:
    """Whether the next column, of the same kind, says the year of what stands in this one (目標値 | 目標年度)."""
    behind = row.get(col + 1)
    if behind is None or not _same_side(view.columns[col + 1], view.columns[col]):
        return False
    return only_date(behind) is not None and year_like_figure(behind) is None


def has_sides(cell: Cell) -> bool:
    """Whether a cell holds two values around an arrow."""
    return any(m.kind == "quantity" and m.label == "side" for m in cell.mentions)


def only_date(cell: Cell) -> DateRef | None:
    """The date that is all a cell says."""
    for mention in cell.mentions:
        if mention.kind == "date" and mention.date is not None and cell.quantity is None:
            rest = cell.text[: mention.start] + cell.text[mention.end :]
            return mention.date if not _SUMMED.sub("", rest).strip(" ()（）[]［］【】時点末") else None
    return None


def year_like_figure(cell: Cell) -> Quantity | None:
    """The figure of a cell such as `2000`, which alone reads as a year: below a year of its own it is none."""
    if cell.quantity is not None or not _YEAR_LIKE.fullmatch(cell.text):
        return None
    return Quantity(raw=cell.text, state="numeric", value=int(cell.text), comparator="eq")


def _labelled_rows(view: TableView, name_col: int, roles: dict[int, str]) -> Iterator[Entry]:
    """A row of targets and one of actuals below one name, a column for each year."""
    grid = view.table.as_meant().grid()
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
            for cell in own:
                head = view.heads[cell.col]
                if cell.col == name_col or _ROW_WORD.fullmatch(cell.text):
                    continue
                cells.append(cell)
                blank = _is_said_below(cell, rows, grid)
                if (head.date is not None or head.label in VALUE_LABELS) and only_date(cell) is None and not blank:
                    role = "baseline" if head.label == "baseline" else roles[row]  # one value for all rows of the name
                    readings.append(Reading(role, cell, head.date or dated, head.unit))
        first = {col: c for (r, col), c in grid.items() if r == rows[0]}
        yield Entry(
            name,
            tuple(readings),
            _row_unit(view, first) or ending_unit(name),
            _text_of(view, first, "definition"),
            name.row,
            tuple(dict.fromkeys(cells)),
        )


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
                if col > name_col and head.date is not None and cell is not None and cell.text and not _is_empty(cell):
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
