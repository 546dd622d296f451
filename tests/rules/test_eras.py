"""Years of eras as Western years."""

from __future__ import annotations

import pytest

from dxextract.rules.eras import western_year


@pytest.mark.parametrize(
    ("era", "number", "year"),
    [("令和", 7, 2025), ("R", "7", 2025), ("Ｒ", "元", 2019), ("平成", "31", 2019), ("H", 1, 1989), ("昭和", 63, 1988)],
)
def test_the_year_of_an_era(era: str, number: int | str, year: int) -> None:
    assert western_year(era, number) == year


def test_what_is_no_era() -> None:
    with pytest.raises(KeyError):
        western_year("X", 7)
