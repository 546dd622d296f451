"""Schedules with their years in the rows: one each (`年度 | 取組内容`), or columns of periods, of beginnings and ends.

Of a row for a year each text beside it is an item of that year; of a row with a period the item is what the row names,
unless the cell says itself what is done when (`R7：検討、R8：実施`).
Tables with a column for each year are read in `schedule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxextract.extract.kpis.year_rows import year_rows
from dxextract.extract.schedule.year_steps import read_step_lines, read_steps
from dxextract.extract.time_rows import begin_and_end, periods_beside, years_down
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell
from dxextract.schema.passage import Passage
from dxextract.schema.plan import DateRef
from dxextract.schema.records import TableView

_ASIDE = frozenset(
    {
        "baseline",
        "target",
        "milestone",
        "actual",
        "unit",
        "department",
        "number",
        "remarks",
        "assessment",
        "policy",
        "measure",
        "national_item",
        "priority",
        "category",
    }
)
_TIMES = re.compile(r"時期|期間|年度|年月$|スケジュール|工程|期限|予定")
_NOTHING = re.compile(r"[ー―—–─━\-－−‐＝=…・]+|なし|特になし")
ARROW_SIGNS = r"→⇒➡⟶➔➜▶►⇨\u2190-\u21ff\u2794-\u27be\u27f0-\u27ff\u2900-\u297f>＞"
DASHES = r"ー―—–─━\-－−‐=＝…"
GOES_ON = re.compile(
    rf"[{ARROW_SIGNS}{DASHES}\s]*(?:[{ARROW_SIGNS}]|[{DASHES}]{{2}})[{ARROW_SIGNS}{DASHES}\s]*|〃|″|”|同(?:左|上)|(?:左|前年度?)に?同じ|々"
)
"""What stands for the text to its left, or above it: arrows, lines, ditto marks; a single dash says that it is none."""
_NAMES = ("action", "measure", "description", None)
_STEPS = re.compile(r"(?:ステップ|段階|工程|手順|フェーズ|プロセス|ステージ)(?:名|等)?$")
"""How the header of a column ends that says step by step what is done of an action."""


@dataclass(frozen=True, slots=True)
class RowItem:
    """A text of row `row` (counted from the table's top) with the years it is for."""

    row: int
    passage: Passage
    first: DateRef
    last: DateRef
    start: str | None = None
    end: str | None = None
    """Its first and last day (ISO), where the columns stand for parts of a year."""
    open: bool = False
    """No end is said (令和9年度以降)."""
    head: str = ""
    """What heads the text's column, where each of them is about something of its own."""


def row_items(view: TableView, rules: RuleSet) -> Iterator[RowItem]:
    """The items of a schedule without columns of years, top down."""
    if view.kind == "kpi":
        yield from _of_years(view, 0, work_columns(view, rules))
        return
    bounds = begin_and_end(view.table.as_meant(), view.heads, view.header_rows, rules)
    col = years_down(view.table.as_meant(), view.heads, view.header_rows, months=True)
    if bounds is not None:
        yield from _of_bounds(view, *bounds)
    elif col is not None and _has_texts_beside(view, col):
        yield from _of_years(view, col)
    elif "schedule" in view.columns:
        yield from _of_periods(view, _times_column(view))
    elif (beside := periods_beside(view.table.as_meant(), view.heads, view.header_rows)) is not None:
        yield from _of_periods(view, beside)


def _times_column(view: TableView) -> int:
    """The first of the columns headed as times with the most dates: 工程 may count the steps beside 時期."""
    timed = [col for col, label in enumerate(view.columns) if label == "schedule"]
    return max(timed, key=lambda col: sum(_any_date(row.get(col)) is not None for row in view.rows()))


def work_columns(view: TableView, rules: RuleSet) -> tuple[int, ...]:
    """The columns of work in a table of indicators whose rows are years (年度 | 取組 | 申請率)."""
    found = year_rows(view.table.as_meant(), view.header_rows, ("KPI",), rules) if view.kind == "kpi" else None
    return found.work if found is not None else ()


def _has_texts_beside(view: TableView, years: int) -> bool:
    """Whether the years head what stands right of them, and do not date the name of an action left of them."""
    named = any(label == "action" for label in view.columns[:years]) and not _tells_each_year(view, years)
    return not named and any(
        cell.text and view.columns[col] not in _ASIDE for row in view.rows() for col, cell in row.items() if col > years
    )


def _tells_each_year(view: TableView, years: int) -> bool:
    """Whether an action left of the years goes on over several of them, each with what is done (取組 | 年度 | 内容)."""
    told = [col for col, label in enumerate(view.columns) if col > years and label not in _ASIDE]
    rows = [row for row in view.rows() if years in row and row[years].text]
    if not told or not all(col in row and row[col].text for row in rows for col in told[:1]):
        return False
    names = [row.get(years - 1) for row in rows]
    return any(cell is None or not cell.text or cell is names[n - 1] for n, cell in enumerate(names) if n)


def _of_years(view: TableView, years: int, work: tuple[int, ...] | None = None) -> Iterator[RowItem]:
    """The texts beside the years, of the columns `work` where only those say what is done."""
    date: DateRef | None = None
    goes_on = False
    found: list[RowItem] = []
    above: dict[int, int] = {}  # the last item of each column
    for number, row in enumerate(view.rows(), view.header_rows):
        said = row.get(years)
        if said is None or said.text:  # a blank cell goes on with the year above
            date, goes_on = _date(said) or _any_date(said), _is_open(said)
        for col, cell in sorted(row.items()):
            own = col in work if work is not None else col > years and view.columns[col] not in _ASIDE
            if date is None or not own or cell.col != col or not cell.text or _NOTHING.fullmatch(cell.text):
                continue
            if not GOES_ON.fullmatch(cell.text):
                above[col] = len(found)
                found.append(RowItem(number, cell.passage, date, date, open=goes_on, head=view.heads[col].text))
            elif col in above and date.fiscal_year > found[above[col]].last.fiscal_year:
                found[above[col]] = replace(found[above[col]], last=date, open=goes_on)
    yield from found


def _of_periods(view: TableView, periods: int) -> Iterator[RowItem]:
    told = _step_column(view, periods)
    in_lines = any(len(read_step_lines(row[periods])) > 1 for row in view.rows() if periods in row)
    last: tuple[Cell | None, Cell | None] = (None, None)
    for number, row in enumerate(view.rows(), view.header_rows):
        cell = row.get(periods)
        steps = read_steps(cell.text, cell.mentions) if cell is not None else []
        if in_lines and not steps and cell is not None:
            steps = read_step_lines(cell)
        if cell is not None and steps:
            if cell is last[0]:
                continue
            last = (cell, None)
            yield from (RowItem(number, cell.passage.part(s.text, s.end), s.date, s.date, open=s.open) for s in steps)
            continue
        date = _date(cell) or _month(cell, view.heads[periods].text)
        step = row.get(told) if told is not None else None
        name = step if step is not None and step.text else None
        name = name or next((c for label in _NAMES if (c := _labelled(view, row, label, periods)) is not None), None)
        if (cell, name) == last:
            continue  # both go on over the next row, which has another indicator
        last = (cell, name)
        if date is not None and name is not None:
            days = (date.start, date.end) if date.precision == "month" else (None, None)
            goes_on = _is_open(cell)
            yield RowItem(number, name.passage, date, date, days[0], None if goes_on else days[1], open=goes_on)


def _step_column(view: TableView, periods: int) -> int | None:
    """The column that says step by step what is done (取組 | 工程 | 時期), None where an action is one item.

    Its header says so, or an action left of it goes on over rows that have a text and a time each.
    """
    for col, head in enumerate(view.heads):
        if col != periods and _STEPS.search(head.text) and _says_words(view, col):
            return col
    for col, label in enumerate(view.columns[:-1]):
        told = col + 1
        followed = label in _NAMES and told != periods and view.columns[told] in ("action", "description", None)
        cells = [row.get(col) for row in view.rows()] if followed else []
        if any(cell is None or not cell.text or cell.row_span > 1 for cell in cells):
            return told if _says_words(view, told) else None
    return None


def _says_words(view: TableView, col: int) -> bool:
    """Whether the cells of a column, one a row, are words: neither numbers of steps nor times."""
    cells = [cell for row in view.rows() if (cell := row.get(col)) is not None and cell.text]
    return bool(cells) and all(
        c.row_span == 1 and len(c.text) > 1 and (c.quantity is None or c.quantity.value is None) for c in cells
    )


def _month(cell: Cell | None, head: str) -> DateRef | None:
    """The month that a cell names below a header of times; days are those of meetings and notices."""
    date = _any_date(cell)
    return date if date is not None and date.precision == "month" and _TIMES.search(head) else None


def _is_open(cell: Cell | None) -> bool:
    """Whether a period says no end (令和8年度～)."""
    return cell is not None and cell.text.rstrip(" )）").endswith(("～", "~", "〜", "以降", "から"))


def _of_bounds(view: TableView, start: int, end: int) -> Iterator[RowItem]:
    for number, row in enumerate(view.rows(), view.header_rows):
        first, last = (_any_date(row.get(col)) for col in (start, end))
        name = next((cell for label in _NAMES if (cell := _labelled(view, row, label, start)) is not None), None)
        if name is not None and first is not None and last is not None:
            whole = first.precision in ("month", "day") and last.precision in ("month", "day")
            yield RowItem(
                number, name.passage, first, last, first.start if whole else None, last.end if whole else None
            )


def _any_date(cell: Cell | None) -> DateRef | None:
    mentions = cell.mentions if cell is not None else ()
    return next((m.date for m in mentions if m.kind == "date" and m.date is not None), None)


def _labelled(view: TableView, row: dict[int, Cell], label: str | None, aside: int) -> Cell | None:
    cells = [cell for col, cell in sorted(row.items()) if view.columns[col] == label and col != aside and cell.text]
    return cells[0] if cells else None


def _date(cell: Cell | None) -> DateRef | None:
    """The fiscal years that a cell names."""
    mentions = cell.mentions if cell is not None else ()
    dates = [m.date for m in mentions if m.kind == "date" and m.date is not None]
    return next((d for d in dates if d.precision in ("fiscal_year", "fiscal_year_end", "year")), None)
