"""Where the times of a table stand when its columns are not years: down the rows, in periods, in beginnings and ends.

Decides which column holds the times and whether what stands beside them is work in words. What the items are is read
in `schedule.rows`; whether the table is a schedule is decided in `tables`.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage
from dxextract.schema.plan import DateRef
from dxextract.schema.records import Column

_REMARK = re.compile(r"[(（【\[][^()（）【】\[\]]{1,8}[)）】\]]")
_STAGE = re.compile(
    r"(?i:step|phase|stage|ステップ|フェーズ|ステージ|段階|第)\s?[0-9０-９一二三四五①-⑨Ⅰ-Ⅸ]{1,2}(?:期|段階|ステップ|フェーズ|ステージ)?"
    r"|(?:短|中|長|前|後|準備|導入|試行|構築|整備|展開|拡大|発展|定着|推進|運用)期"
)
"""What counts or names the stages of a plan, beside their years."""
_AROUND_STAGE = re.compile(r"[\s()（）:：~〜～-]|以降")
_FROM_MONTH = re.compile(r"\S{2,8}?[.．年/]\s?[0-9０-９]{1,2}月?\s?(?:[~～〜－-]|から|以降)")
_EVENTS = re.compile(r"(?:出来事|できごと|事柄|の動き|動向|沿革|経過|経緯|歩み)$")


def dates_of(cell: Cell) -> list[DateRef]:
    return [m.date for m in cell.mentions if m.kind == "date" and m.date is not None]


def without_dates(passage: Passage, cell: Cell) -> str:
    text = passage.text
    for mention in sorted((m for m in cell.mentions if m.kind == "date"), key=lambda m: -m.start):
        text = text[: mention.start] + " " + text[mention.end :]
    return re.sub(r"[(（\[]\s*[)）\]]", " ", text).strip()


def tells_events(heads: tuple[Column, ...]) -> bool:
    """Whether a header says that what stands beside the times happened (時期 | 出来事): a chronicle, no schedule."""
    return any(_EVENTS.search(head.text) for head in heads)


def years_down(table: Table, heads: tuple[Column, ...], header_rows: int, *, months: bool = False) -> int | None:
    """The column whose cells are the years of the rows (`年度 | 取組内容`), None where there is none.

    With `months`, as below the label of a schedule, they may be the months from which on each is done (R7.4～).
    """
    for col, head in enumerate(heads[:2]):
        cells = [c for c in table.cells if c.col == col and c.row >= header_rows and c.text]
        dated = [c for c in cells if _is_dated(c)]
        yearly = all(d.precision in ("fiscal_year", "year") for c in dated for d in dates_of(c))
        yearly = yearly or (months and all(_FROM_MONTH.fullmatch(c.text) for c in dated))
        followed = any(c.col > col and c.row >= header_rows and c.text for c in table.cells)
        if len(cells) >= 2 and len(dated) == len(cells) and yearly and head.date is None and followed:
            return col
    return None


def _is_dated(cell: Cell) -> bool:
    """Whether a cell says nothing but a time, perhaps with what it is to the plan in brackets (令和7年度（現状）)."""
    dates = dates_of(cell)
    rest = without_dates(cell.passage, cell)
    if not dates:
        return False
    whole = len(dates[0].raw) + 2 >= len(cell.text) or _REMARK.fullmatch(rest) is not None
    return whole or _STAGE.fullmatch(_AROUND_STAGE.sub("", rest)) is not None  # STEP1（令和7年度～）


def tells_years(table: Table, heads: tuple[Column, ...], header_rows: int) -> bool:
    """Whether the rows are years beside what is done in each, in words (年度 | 実施内容 | 目標値)."""
    col = years_down(table, heads, header_rows)
    told = [i for i, head in enumerate(heads) if head.label in ("description", "action", "measure")]
    cells = [c for c in table.cells if c.col in told and c.row >= header_rows and c.text]
    return col is not None and bool(cells) and all(c.quantity is None or c.quantity.value is None for c in cells)


def periods_beside(table: Table, heads: tuple[Column, ...], header_rows: int) -> int | None:
    """The column that has a period for each name left of it, without a header (構築 | 令和7年度~令和8年度)."""
    if header_rows or any(head.label for head in heads) or (table.n_rows == 1 and table.n_cols > 2):
        return None
    for col in range(1, table.n_cols):
        cells = [c for c in table.cells if c.col == col and c.text]
        rows = {row for o in table.cells if o.col < col and o.text for row in range(o.row, o.row + o.row_span)}
        if cells and all(c.row in rows and _is_period(c) for c in cells):
            return col
    return None


def begin_and_end(table: Table, heads: tuple[Column, ...], header_rows: int, rules: RuleSet) -> tuple[int, int] | None:
    """The columns that say when what the row names begins and ends (開始 | 終了), with a date in most rows."""
    found = [rules["time_bounds"].label(head.text) for head in heads]
    if "start" not in found or "end" not in found or not header_rows:
        return None
    bounds = (found.index("start"), found.index("end"))
    cells = [c for c in table.cells if c.col in bounds and c.row >= header_rows and c.text]
    dated = [c for c in cells if (dates := dates_of(c)) and len(dates[0].raw) + 2 >= len(c.text)]
    return bounds if cells and len(dated) * 2 > len(cells) else None


def _is_period(cell: Cell) -> bool:
    """Whether a cell says nothing but a year, or a range of years."""
    rest = re.sub(r"[\s~〜～\-－―–、・,から]|まで|予定|以降", "", without_dates(cell.passage, cell))
    yearly = ("fiscal_year", "fiscal_year_end", "year")
    return not rest and any(date.precision in yearly for date in dates_of(cell))
