"""Calendar arithmetic of Japanese fiscal years, and the making of DateRefs.

Decides starts, ends and the fiscal year of a date. Knows no text.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from dxextract.schema.plan import DatePrecision, DateRef

FIRST_MONTH = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included, at the precision it was written with."""

    start: date
    end: date
    precision: DatePrecision

    @property
    def fiscal_year(self) -> int:
        """The fiscal year that the end falls in."""
        return self.end.year if self.end.month >= FIRST_MONTH else self.end.year - 1

    def ref(self, raw: str) -> DateRef:
        return DateRef(
            raw=raw,
            start=self.start.isoformat(),
            end=self.end.isoformat(),
            precision=self.precision,
            fiscal_year=self.fiscal_year,
        )


def fiscal_year(year: int) -> Span:
    return Span(date(year, FIRST_MONTH, 1), date(year + 1, 3, 31), "fiscal_year")


def fiscal_year_end(year: int) -> Span:
    last = date(year + 1, 3, 31)
    return Span(last, last, "fiscal_year_end")


def calendar_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def month(year: int, number: int) -> Span | None:
    """A whole month; None when there is no such month."""
    if not 1 <= number <= 12:
        return None
    return Span(date(year, number, 1), _last(year, number), "month")


def month_end(year: int, number: int) -> Span | None:
    """The last day of a month."""
    if not 1 <= number <= 12:
        return None
    last = _last(year, number)
    return Span(last, last, "day")


def day(year: int, number: int, of_month: int) -> Span | None:
    """One day; None when the calendar has no such day."""
    try:
        only = date(year, number, of_month)
    except ValueError:
        return None
    return Span(only, only, "day")


def months_of_fiscal_year(year: int, first: int, last: int) -> Span:
    """Months `first` to `last` of a fiscal year, counted from April as 1 (a quarter is 1..3)."""
    start_year, start_month = _month_at(year, first)
    end_year, end_month = _month_at(year, last)
    return Span(date(start_year, start_month, 1), _last(end_year, end_month), "month")


def year_of_month(fiscal: int, number: int) -> int:
    """The calendar year of a month of a fiscal year (March of FY2024 is in 2025)."""
    return fiscal if number >= FIRST_MONTH else fiscal + 1


def between(first: Span, last: Span) -> Span | None:
    """From the start of `first` to the end of `last`; None when that runs backwards.

    A range has no single end day, so the end of a fiscal year counts as the fiscal year itself.
    """
    if first.start > last.end:
        return None
    precision = "fiscal_year" if last.precision == "fiscal_year_end" else last.precision
    return Span(first.start, last.end, precision)


def _month_at(year: int, ordinal: int) -> tuple[int, int]:
    number = FIRST_MONTH + ordinal - 1
    return (year, number) if number <= 12 else (year + 1, number - 12)


def _last(year: int, number: int) -> date:
    return date(year, number, calendar.monthrange(year, number)[1])
