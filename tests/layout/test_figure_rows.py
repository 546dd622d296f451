"""Which pieces of a table are figures: quantities, and neither the years of headings nor the numbers of rows."""

import pytest

from dxextract.layout.tables.figure_rows import Piece, baselines, figure_cuts, is_figure
from dxextract.layout.tables.gutters import behind_figures


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


def _lines(rights: list[str], *, gap: float = 2.0) -> list[Piece]:
    """Figures set to the right of x 100, words to the right of them after `gap`, a line each."""
    pieces = []
    for row, (figure, word) in enumerate(pair.split("|") for pair in rights):
        top = 20.0 * row
        pieces.append(Piece(figure, (100 - 6.0 * len(figure), top, 100, top + 10), 10))
        pieces.append(Piece(word, (100 + gap, top, 100 + gap + 10.0 * len(word), top + 10), 10))
    return pieces


@pytest.mark.parametrize(
    "rows",
    [
        ["50％|総務課", "100人|福祉課", "15台|産業課"],
        ["5,000|総務課", "300|福祉課", "15|産業課"],
        ["30,000(R10)|受付の件数", "90以上(R10)|保有枚数÷人口", "70％以上|統計"],  # years and 以上 behind the figures
        ["50％|総務課", "100人|福祉課", "未計測|産業課", "15台|市民課"],  # a word in the column of figures
    ],
)
def test_figures_that_end_where_words_begin_stand_in_a_column_of_their_own(rows: list[str]):
    assert [x for _, x in behind_figures(baselines(_lines(rows)))] == [101.0] * len(rows)


@pytest.mark.parametrize(
    "rows",
    [
        ["50％|以上", "70％|以上", "90％|以上"],  # what belongs to the figure
        ["45|世帯", "120|世帯", "300|世帯"],  # its unit, in another typeface
        ["50％|総務課", "100人|福祉課"],  # too few to show a column
        ["施策|総務課", "取組|福祉課", "事業|産業課"],  # no figures
    ],
)
def test_what_belongs_to_a_figure_stays_with_it(rows: list[str]):
    assert list(behind_figures(baselines(_lines(rows)))) == []


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (["R7：3施設", "R8：10施設", "R9～R10：50施設"], 1),  # what one cell says year by year
        (["令和7年度：3回", "令和8年度：5回", "令和9年度：8回"], 1),
        (["R5：3施設", "R5：10施設", "R5：50施設"], 3),  # each figure with the year it was measured in
        (["3施設", "10施設", "50施設"], 3),
    ],
)
def test_lines_that_go_by_year_are_one_row(said: list[str], rows: int):
    names = [
        Piece(text, (20, 20.0 * n, 80, 20.0 * n + 10), 10) for n, text in enumerate(["図書館", "体育館", "公民館"])
    ]
    figures = [Piece(text, (100, 20.0 * n, 180, 20.0 * n + 10), 10) for n, text in enumerate(said)]
    assert len(figure_cuts([names, figures]) or ()) == rows - 1
