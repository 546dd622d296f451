"""Months, quarters and halves below a year: which days they stand for."""

import pytest

from dxextract.extract.year_parts import part_of_year
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef
from tests.extract.document_builder import passage

R8 = DateRef(raw="R8年度", start="2026-04-01", end="2027-03-31", precision="fiscal_year", fiscal_year=2026)


@pytest.mark.parametrize(
    ("text", "col", "span", "of", "expected"),
    [
        ("1", 3, 1, 4, ("2026-04-01", "2026-06-30")),
        ("4Q", 6, 1, 4, ("2027-01-01", "2027-03-31")),
        ("上期", 3, 1, 2, ("2026-04-01", "2026-09-30")),
        ("下期", 4, 1, 2, ("2026-10-01", "2027-03-31")),
        ("2月", 13, 1, 12, ("2027-02-01", "2027-02-28")),
        ("4～6月", 3, 3, 12, ("2026-04-01", "2026-06-30")),
        ("1月", 3, 1, 12, None),
        ("1", 3, 1, 5, None),
        ("R8年度", 3, 4, 4, None),
    ],
)
def test_the_days_of_a_part(text, col, span, of, expected):
    year = Cell(0, 3, passage("R8年度"), col_span=of)
    assert part_of_year(year, Cell(1, col, passage(text), col_span=span), R8) == expected
