"""Tables that only a coloured row of headings makes: what is read as one, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

HEADS = ["指標", "現状値", "目標値"]
ROWS = [["申請の割合", "31.0%", "80.0%"], ["整備した数", "2か所", "8か所"], ["訓練の実施", "年1回", "年2回"]]
XS = (60, 210, 300, 390)


def cell_by_cell(rows=ROWS, *, shaded=True, first=1) -> PageBuilder:
    """Fills of the headings' cells side by side, and every other row shaded from row `first` on, as in Word."""
    page = PageBuilder()
    for left, right, head in zip(XS, XS[1:], HEADS, strict=False):
        page.rect(left, 80, right, 100, fill="#2e75b6").text(left + 4, 84, head, color="#ffffff")
    for number, row in enumerate(rows):
        top = 100 + 20 * number
        for left, right, text in zip(XS, XS[1:], row, strict=False):
            if shaded and number % 2 == first:
                page.rect(left, top, right, top + 20, fill="#deeaf6")
            if text:
                page.text(left + 4, top + 4, text)
    return page


def one_band(rows=ROWS) -> PageBuilder:
    """One fill behind all headings, and no more, as spreadsheets print it."""
    page = PageBuilder().rect(60, 80, 390, 94, fill="#fce4d6")
    for left, head in zip(XS, HEADS, strict=False):
        page.text(left + 2, 82, head)
    for number, row in enumerate(rows):
        for left, text in zip(XS, row, strict=False):
            page.text(left + 2, 97 + 14 * number, text)
    return page


@pytest.mark.parametrize("page", [cell_by_cell(), cell_by_cell(first=0), cell_by_cell(shaded=False), one_band()])
def test_rows_below_a_coloured_row(page):
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [HEADS, *ROWS]
    assert table.header_rows == 1


def test_a_lone_text_below_the_rows_ends_the_table():
    page = one_band().text(60, 150, "2 行政の効率化", size=12, bold=True)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [HEADS, *ROWS]
    assert texts_of(blocks_of(page)) == ["2 行政の効率化"]


def test_a_lone_text_below_a_shaded_last_row_ends_the_table():
    page = cell_by_cell(ROWS[:2]).text(60, 152, "▍スケジュール", size=11)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [HEADS, *ROWS[:2]]
    assert texts_of(blocks_of(page)) == ["▍スケジュール"]


def test_a_line_right_below_a_text_goes_on_in_its_cell():
    page = cell_by_cell([["申請の割合", "31.0%", "80.0%"]], shaded=False).text(64, 116, "の推移")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [HEADS, ["申請の割合の推移", "31.0%", "80.0%"]]


@pytest.mark.parametrize(
    "page",
    [
        one_band([["本市の手続のうち電子申請ができるものの割合は年々伸びている。", "", ""]]),
        one_band([["", "", ""]]).text(70, 140, "申請の割合").text(230, 140, "31.0%").text(320, 140, "80.0%"),
        PageBuilder()
        .rect(60, 80, 390, 94, fill="#fce4d6")
        .text(62, 82, "施策1")
        .text(62, 97, "窓口")
        .text(212, 97, "改革"),
    ],
    ids=["prose across the columns", "far below", "one heading"],
)
def test_what_no_coloured_row_heads(page):
    assert tables_of(blocks_of(page)) == []


def test_a_coloured_row_over_outlined_boxes_heads_the_grid_of_those():
    page = cell_by_cell(shaded=False)
    for number in range(len(ROWS)):
        for left, right in pairwise(XS):
            page.rect(left + 0.4, 100.4 + 20 * number, right - 0.4, 119.6 + 20 * number, stroke="#777777")
    page.text(60, 190, "■ 担当", bold=True).text(70, 210, "総務課")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [HEADS, *ROWS]
