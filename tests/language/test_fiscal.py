"""Calendar arithmetic of fiscal years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language import fiscal

YEARS = st.integers(1900, 2099)


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    span = fiscal.fiscal_year(2024)
    assert (span.start, span.end, span.fiscal_year) == (date(2024, 4, 1), date(2025, 3, 31), 2024)


@given(YEARS)
def test_the_end_of_a_fiscal_year_is_in_it(year: int) -> None:
    span = fiscal.fiscal_year_end(year)
    assert span.start == span.end == fiscal.fiscal_year(year).end
    assert span.fiscal_year == year


@given(YEARS, st.integers(1, 12))
def test_the_months_of_a_fiscal_year_lie_in_it(year: int, number: int) -> None:
    span = fiscal.month(fiscal.year_of_month(year, number), number)
    whole = fiscal.fiscal_year(year)
    assert span is not None
    assert whole.start <= span.start <= span.end <= whole.end
    assert span.fiscal_year == year


@given(YEARS, st.integers(1, 4))
def test_quarters_lie_side_by_side(year: int, quarter: int) -> None:
    span = fiscal.months_of_fiscal_year(year, 3 * quarter - 2, 3 * quarter)
    assert 90 <= (span.end - span.start).days + 1 <= 92
    assert span.fiscal_year == year


@pytest.mark.parametrize(("year", "last"), [(2024, 29), (2025, 28), (2000, 29), (2100, 28)])
def test_february(year: int, last: int) -> None:
    assert fiscal.month_end(year, 2) == fiscal.day(year, 2, last)
    assert fiscal.day(year, 2, last + 1) is None


@pytest.mark.parametrize("number", [0, 13, 99])
def test_there_is_no_such_month(number: int) -> None:
    assert fiscal.month(2025, number) is None
    assert fiscal.month_end(2025, number) is None
    assert fiscal.day(2025, number, 1) is None


def test_a_range_to_the_end_of_a_fiscal_year_has_its_precision() -> None:
    span = fiscal.between(fiscal.fiscal_year(2024), fiscal.fiscal_year_end(2026))
    assert span == fiscal.Span(date(2024, 4, 1), date(2027, 3, 31), "fiscal_year")


def test_a_range_does_not_run_backwards() -> None:
    assert fiscal.between(fiscal.fiscal_year(2026), fiscal.fiscal_year(2024)) is None
