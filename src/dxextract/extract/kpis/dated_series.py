"""Several figures that a text sets beside a year each: `R7：30%、R8：60%`, `現状 R5 15% 目標 R9 60%`.

Decides which figures of a text make up such a series and which year is whose: a figure that no year stands beside has
no part in it, and nothing stands between the first and the last but separators and the words that say what a value is.
What the figures are of, and what stands before the first, is for the caller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.schema.document import Mention
from dxextract.schema.plan import DateRef, Quantity

_WORDS = r"現状値?|現況値?|基準値?|当初値?|実績値?|見込値?|(?:中間|最終)?目標値?|策定時"
_BETWEEN = re.compile(
    rf"(?:[\s※*、,，・／/;；:：()（）\[\]［］【】〔〕→⇒➡➔⇨▶►~～〜]|{_WORDS}|まで|までに|には|に|は|で|末|時点|年度|中間|最終)*"
)
_GAP = r"[\s:：()（）\[\]［］【】〔〕=＝]*"
_BESIDE = re.compile(rf"{_GAP}(?:{_WORDS}|末|まで|までに|には|に|は|で|時点|の)?{_GAP}")

_FEWEST = 2
_BARE = re.compile(r"\s*[:：]?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?)\s*[、／/;；]?\s*")
"""A number behind its year, and what parts it from the next one's."""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures, each with its year, by year; `start` and `end` are offsets of what the series takes of the text."""

    start: int
    end: int
    figures: tuple[Quantity, ...]


def dated_series(text: str, mentions: Sequence[Mention]) -> Series | None:
    """The last series of two or more figures of different years in `text`, None where there is none."""
    dates = [m for m in mentions if m.kind == "date" and m.date is not None]
    figures = [m for m in mentions if m.kind == "quantity" and m.quantity is not None]
    while len(figures) >= 2:
        for before in (True, False):
            series = _series(text, dates, figures, before=before)
            if series is not None:
                return series
        figures = figures[1:]  # a figure in the name (週3回以上)
    return None


def _series(text: str, dates: list[Mention], figures: list[Mention], *, before: bool) -> Series | None:
    """The series of all `figures`, whose years stand before or behind them where they are not part of them."""
    spans: list[tuple[int, int]] = []
    values: list[Quantity] = []
    for figure in figures:
        if figure.quantity is not None and figure.quantity.at is not None:
            spans.append((figure.start, figure.end))
            values.append(figure.quantity)
            continue
        date = _date_of(text, dates, figure, before=before)
        if date is None or figure.quantity is None:
            return None
        spans.append((min(date.start, figure.start), max(date.end, figure.end)))
        values.append(figure.quantity.model_copy(update={"at": date.date}))
    if any(start < end or _BETWEEN.fullmatch(text[end:start]) is None for (_, end), (start, _) in pairwise(spans)):
        return None
    years = [_year(value.at) for value in values]
    units = {value.unit for value in values if value.state == "numeric"}
    if len(set(years)) != len(values) or len(units) > 1:
        return None
    return Series(spans[0][0], spans[-1][1], tuple(sorted(values, key=lambda value: _year(value.at))))


def _date_of(text: str, dates: list[Mention], figure: Mention, *, before: bool) -> Mention | None:
    near = [d for d in dates if (d.end <= figure.start if before else d.start >= figure.end)]
    date = (near[-1] if before else near[0]) if near else None
    if date is None:
        return None
    gap = text[date.end : figure.start] if before else text[figure.end : date.start]
    return date if _BESIDE.fullmatch(gap) else None


def _year(date: DateRef | None) -> int:
    return date.fiscal_year if date is not None else 0


def bare_series(text: str, mentions: Sequence[Mention]) -> tuple[Quantity, ...]:
    """The figures of a cell that says nothing but years and a number behind each (`R7：60,000 R8：90,000`)."""
    dates = sorted((m for m in mentions if m.kind == "date" and m.date is not None), key=lambda m: m.start)
    ends = [*(date.start for date in dates[1:]), len(text)]
    if len(dates) < _FEWEST or text[: dates[0].start].strip():
        return ()
    told = [_BARE.fullmatch(text[date.end : end]) for date, end in zip(dates, ends, strict=True)]
    if len({_year(date.date) for date in dates}) < len(dates) or None in told:
        return ()
    found = []
    for date, end, one in zip(dates, ends, told, strict=True):
        value = _number(one[1]) if one is not None else None
        raw = text[date.start : end].strip()
        found.append(Quantity(raw=raw, state="numeric", value=value, comparator="eq", at=date.date))
    return tuple(found)


def _number(text: str) -> int | float:
    value = float(text.replace(",", ""))
    return int(value) if value == int(value) else value
