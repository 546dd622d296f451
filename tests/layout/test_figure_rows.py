"""Which pieces of a table are figures: quantities, and neither the years of headings nor the numbers of rows."""

import pytest

from dxextract.layout.tables.figure_rows import is_figure


@pytest.mark.parametrize(
    "text", ["38手続", "21.3％", "－", "1,200", "年12回", "99.9％を維持", "約15分", "8％　→　30％"]
)
def test_figures(text: str):
    assert is_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "R6",
        "R10（目標）",
        "2028年度目標",
        "令和6年度",
        "①",
        "1-2",
        "指標",
        "市民課",
        "導入済",
        "現状値（R6）→目標値（R10）",
    ],
)
def test_no_figures(text: str):
    assert not is_figure(text)
