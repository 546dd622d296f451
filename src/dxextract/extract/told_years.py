"""Years of a table's columns that its own header leaves to what stands around it.

Decides two things: `1年目`, `初年度` and `最終年度` count from the first year of the plan's period; months, quarters
and halves in a header without a year are those of the one fiscal year that the table's caption, the rest of its header
or the nearest heading names. A header that names any year itself is left alone, and so are months that do not follow
one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dxextract.extract.year_parts import APRIL
from dxextract.rules.eras import western_year
from dxextract.schema.plan import DateRef, Period
from dxextract.schema.records import Column

_ORDINAL = re.compile(r"第?(?P<n>[1-9１-９]|1[0-2])(?:年度?目|[かカヶヵケ箇]年度?目|年次)(?:\(.*\))?")
_OPENING, _CLOSING = re.compile(r"初年度|開始年度"), re.compile(r"最終年度")
_MONTH = re.compile(r"(?P<n>1[0-2]|[1-9])(?:月|月?[~〜～・\-](?:1[0-2]|[1-9])月)")
_QUARTER = re.compile(r"第?(?P<n>[1-4])(?:四半期|Q|/4半期)|Q(?P<q>[1-4])")
_HALVES = {"上期": 0, "上半期": 0, "前半": 0, "下期": 6, "下半期": 6, "後半": 6}
_YEAR = re.compile(
    r"(?:(?P<era>令和|平成|R|H)(?P<n>元|[0-9]{1,2})|(?P<west>20[0-9]{2}))(?:\((?:20[0-9]{2}|[令和平成RH0-9]+)年?\))?年度"
)


def with_told_years(
    heads: tuple[Column, ...], said: Iterable[str], period: Period | None, rows: int
) -> tuple[Column, ...]:
    """The columns with the years that `said` (texts around the table, the nearest first) or the period give them.

    `rows` is the number of header rows; a table without a header has no such columns.
    """
    timed = [col for col, head in enumerate(heads) if head.label == "year"]
    if not rows or len(timed) < 2 or any(head.date is not None for head in heads):
        return heads
    return _counted(heads, timed, period) or _monthly(heads, timed, said) or heads


def _counted(heads: tuple[Column, ...], timed: Sequence[int], period: Period | None) -> tuple[Column, ...] | None:
    first = period.start_fiscal_year if period is not None else None
    if first is None:
        return None
    years: dict[int, int] = {}
    for col in timed:
        counted = _ORDINAL.fullmatch(heads[col].text)
        if counted is not None:
            years[col] = first + int(counted["n"]) - 1
        elif _OPENING.fullmatch(heads[col].text):
            years[col] = first
        elif _CLOSING.fullmatch(heads[col].text) and period is not None and period.end_fiscal_year is not None:
            years[col] = period.end_fiscal_year
    if len(years) < 2:
        return None
    return tuple(
        replace(head, date=DateRef.of_fiscal_years(head.text, years[col])) if col in years else head
        for col, head in enumerate(heads)
    )


def _monthly(heads: tuple[Column, ...], timed: Sequence[int], said: Iterable[str]) -> tuple[Column, ...] | None:
    named = {col: first for col in timed if (first := _first_month(heads[col].text)) is not None}
    starts = list(named.values())
    if len(named) < len(timed):
        return None
    if any(later <= earlier for earlier, later in pairwise(starts)):
        return None
    year = next((one for text in said if (one := _one_year(text)) is not None), None)
    if year is None:
        return None
    ends = [*starts[1:], 12 if starts[-1] - starts[0] + _step(starts) >= 12 else starts[-1] + _step(starts)]
    spans = dict(zip(named, zip(starts, ends, strict=True), strict=True))
    return tuple(
        replace(head, date=DateRef.of_fiscal_years(head.text, year), part=_days(year, *spans[col]))
        if col in spans
        else head
        for col, head in enumerate(heads)
    )


def _first_month(text: str) -> int | None:
    """The month of a fiscal year, counted from April as 0, that a part of a year begins with."""
    if (month := _MONTH.fullmatch(text)) is not None:
        return (int(month["n"]) - APRIL) % 12
    if (quarter := _QUARTER.fullmatch(text)) is not None:
        return 3 * int(quarter["n"] or quarter["q"]) - 3
    return _HALVES.get(text)


def _step(starts: Sequence[int]) -> int:
    """Months of one column."""
    return starts[1] - starts[0]


def _days(year: int, first: int, end: int) -> tuple[str, str]:
    """First and last day of the months `first` to before `end` of a fiscal year, counted from April as 0."""
    return _day(year, first).isoformat(), (_day(year, min(end, 12)) - timedelta(days=1)).isoformat()


def _day(year: int, month: int) -> date:
    years, rest = divmod(APRIL - 1 + month, 12)
    return date(year + years, rest + 1, 1)


def _one_year(text: str) -> int | None:
    """The fiscal year that a text names, None where it names none or several."""
    found = {int(m["west"]) if m["west"] else western_year(m["era"], m["n"]) for m in _YEAR.finditer(text)}
    return found.pop() if len(found) == 1 else None
