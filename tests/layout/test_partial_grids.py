"""Tables of figures that are ruled or shaded only in part: every look of a word processor's styles gives one grid."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

HEADS = ["指標", "現状値", "目標値"]
ROWS = [["電子申請の件数", "120件", "300件"], ["書かない窓口の数", "－", "6か所"], ["利用者の満足度", "62.5%", "80%"]]
XS = (50.0, 250.0, 350.0, 450.0)
YS = (100.0, 120.0, 140.0, 160.0, 180.0)
SHADE, DARK = "#d9e2f3", "#4472c4"


def texts(page: PageBuilder) -> PageBuilder:
    for r, row in enumerate([HEADS, *ROWS]):
        for x, text in zip(XS, row, strict=False):
            page.text(x + 5, YS[r] + 5, text, bold=r == 0)
    return page.text(50, 220, "目標の達成に向けて、毎年度、取組の内容を見直します。")


def rule(page: PageBuilder, *rows: int) -> None:
    for r in rows:
        page.line(XS[0], YS[r], XS[-1], YS[r])


def shade(page: PageBuilder, row: int, fill: str = SHADE) -> None:
    for left, right in pairwise(XS):
        page.rect(left, YS[row], right, YS[row + 1], fill=fill)


def head_and_foot(page: PageBuilder) -> None:
    rule(page, 0, 1, 4)


def below_the_head(page: PageBuilder) -> None:
    rule(page, 1)


def between_the_rows(page: PageBuilder) -> None:
    rule(page, 1, 2, 3)


def every_other_row(page: PageBuilder) -> None:
    shade(page, 1)
    shade(page, 3)


def every_other_row_and_rules(page: PageBuilder) -> None:
    every_other_row(page)
    rule(page, 0, 1, 4)


def all_but_the_last_upright_of_the_body(page: PageBuilder) -> None:
    rule(page, 0, 1, 2, 3, 4)
    for x in (XS[0], XS[1], XS[3]):
        page.line(x, YS[0], x, YS[4])
    page.line(XS[2], YS[0], XS[2], YS[1])


def painted_head_and_rules(page: PageBuilder) -> None:
    shade(page, 0, DARK)
    rule(page, 1, 2, 3, 4)


def first_column_only(page: PageBuilder) -> None:
    rule(page, 1)
    page.line(XS[1], YS[1], XS[1], YS[4])


def outer_frame(page: PageBuilder) -> None:
    rule(page, 0, 4)
    for x in (XS[0], XS[-1]):
        page.line(x, YS[0], x, YS[4])


def columns_only(page: PageBuilder) -> None:
    rule(page, 0, 1, 4)
    for x in XS:
        page.line(x, YS[0], x, YS[4])


@pytest.mark.parametrize(
    "draw",
    [
        head_and_foot,
        below_the_head,
        between_the_rows,
        every_other_row,
        every_other_row_and_rules,
        all_but_the_last_upright_of_the_body,
        painted_head_and_rules,
        first_column_only,
        outer_frame,
        columns_only,
    ],
)
def test_every_look_gives_the_same_table(draw: Callable[[PageBuilder], None]):
    page = PageBuilder()
    draw(page)
    blocks = blocks_of(texts(page))
    (table,) = tables_of(blocks)
    assert matrix(table) == [HEADS, *ROWS]
    assert "目標の達成に向けて、毎年度、取組の内容を見直します。" in texts_of(blocks)


def test_a_name_that_wraps_stays_with_its_figures():
    page = PageBuilder()
    outer_frame(page)
    for x, text in zip(XS, HEADS, strict=False):
        page.text(x + 5, 102, text)
    page.text(55, 120, "電子申請の件数（手続").text(55, 131, "を問わない）").text(255, 125.5, "120件").text(
        355, 125.5, "300件"
    )
    page.text(55, 146, "利用者の満足度").text(255, 146, "62.5%").text(355, 146, "80%")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [
        HEADS,
        ["電子申請の件数(手続を問わない)", "120件", "300件"],
        ["利用者の満足度", "62.5%", "80%"],
    ]


def test_a_heading_over_two_columns():
    page = PageBuilder()
    rule(page, 0, 2, 3, 4)
    page.text(55, 115, "指標").text(270, 115, "現状値").text(345, 102, "目標値").text(325, 124, "R8").text(
        390, 124, "R11"
    )
    for row, (name, *values) in enumerate([["件数", "3件", "5件", "9件"], ["割合", "10%", "20%", "30%"]], start=2):
        page.text(55, YS[row] + 5, name)
        for x, value in zip((270, 322, 388), values, strict=True):
            page.text(x, YS[row] + 5, value)
    (table,) = tables_of(blocks_of(page))
    assert [(c.text, c.row_span, c.col_span) for c in table.cells if c.row < 2] == [
        ("指標", 2, 1),
        ("現状値", 2, 1),
        ("目標値", 1, 2),
        ("R8", 1, 1),
        ("R11", 1, 1),
    ]
    assert matrix(table)[2:] == [["件数", "3件", "5件", "9件"], ["割合", "10%", "20%", "30%"]]


def test_rules_around_prose_and_underlined_titles_are_no_table():
    page = PageBuilder()
    rule(page, 0, 1)
    page.text(55, 105, "第1章　計画の策定に当たって").text(55, 130, "令和6年度の申請は120件で、前年度の2倍となった。")
    rule(page, 3, 4)
    page.text(55, 165, "第2章　令和10年度に300件を目指す取組")
    assert not tables_of(blocks_of(page))


def test_figures_below_headings_where_nothing_is_drawn():
    blocks = blocks_of(texts(PageBuilder()))
    (table,) = tables_of(blocks)
    assert matrix(table) == [HEADS, *ROWS]


def test_a_row_of_one_text_that_groups_the_rows_below():
    page = PageBuilder()
    rule(page, 0, 1, 2, 3, 4)
    rows = [HEADS, ["基本方針１"], ROWS[0], ROWS[2]]
    for r, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            page.text(x + 5, YS[r] + 5, text)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [HEADS, ["基本方針1", "", ""], ROWS[0], ROWS[2]]


def test_titles_between_two_tables_of_one_width_belong_to_neither():
    page = PageBuilder()
    for top, name in ((100.0, "満足度"), (190.0, "窓口の数")):
        for r, row in enumerate([HEADS, [name, "4件", "9件"]]):
            for (left, right), text in zip(pairwise(XS), row, strict=True):
                if r == 0:
                    page.rect(left, top, right, top + 20, fill=DARK)
                page.text(left + 5, top + 20 * r + 5, text)
        page.line(XS[0], top + 40, XS[-1], top + 40)
    page.text(50, 145, "取組１　書かない窓口").text(50, 160, "・申請書の作成を手伝う").text(50, 175, "【指標】")
    first, second = tables_of(blocks_of(page))
    assert matrix(first) == [HEADS, ["満足度", "4件", "9件"]]
    assert matrix(second) == [HEADS, ["窓口の数", "4件", "9件"]]


def test_rows_of_two_tables_with_prose_between_their_shades_are_not_joined():
    page = PageBuilder()
    for top, values in ((100.0, ["1か所", "6か所"]), (240.0, ["12件", "120件"])):
        for x, text in zip(XS, ["指標名", "R6（現状）", "R10（目標）"], strict=False):
            page.text(x + 5, top + 5, text, bold=True)
        for left, right in pairwise(XS):
            page.rect(left, top + 20, right, top + 40, fill=SHADE)
        for r, name in enumerate(["窓口の数", "相談の件数"], start=1):
            for x, text in zip(XS, [name, *values], strict=False):
                page.text(x + 5, top + 20 * r + 5, text)
    page.text(50, 180, "施策２　相談の充実").text(50, 200, "　利用者の負担を減らす取組を進めます。")
    first, second = tables_of(blocks_of(page))
    assert matrix(first)[0] == matrix(second)[0] == ["指標名", "R6(現状)", "R10(目標)"]
    assert [len(matrix(table)) for table in (first, second)] == [3, 3]


def test_a_target_in_words_and_a_description_that_wraps_are_parts_of_their_rows():
    page = PageBuilder()
    rule(page, 1, 2)
    for x, text in zip((55, 200, 270, 340), ["指標", "現状値", "目標値", "説明"], strict=True):
        page.text(x, 105, text)
    page.text(55, 125, "件数").text(200, 125, "3件").text(270, 125, "9件").text(340, 125, "年度末に数える")
    page.text(55, 150, "公開").text(200, 150, "12件").text(270, 150, "40件")
    for n, text in enumerate(["公開した件数とし、", "廃止したものを", "除く。"]):
        page.text(340, 144 + 11 * n, text)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[2] == ["公開", "12件", "40件", "公開した件数とし、廃止したものを除く。"]


def test_rules_that_leave_out_the_first_column_keep_a_label_over_its_rows():
    page = PageBuilder().text(60, 60, "資料　成果指標の一覧", size=16)
    for x, text in zip((60, 170, 330, 430), ("方針", "指標", "現状値", "目標値"), strict=True):
        page.text(x, 100, text)
    rows = [
        ("予約の割合", "2%", "50%"),
        ("窓口の割合", "5%", "70%"),
        ("決裁率", "40%", "100%"),
        ("会議率", "15%", "80%"),
    ]
    for n, row in enumerate(rows):
        for x, text in zip((170, 330, 430), row, strict=True):
            page.text(x, 125 + 30 * n, text)
        page.line(60 if n % 2 else 160, 145 + 30 * n, 500, 145 + 30 * n)
    page.line(60, 115, 500, 115).text(60, 140, "市民").text(60, 200, "職員")
    (table,) = tables_of(blocks_of(page))
    spans = {c.text: (c.row, c.row_span, c.col) for c in table.cells if c.text}
    assert [spans[t] for t in ("方針", "市民", "職員", "窓口の割合")] == [(0, 1, 0), (1, 2, 0), (3, 2, 0), (2, 1, 1)]


def test_two_tables_of_one_width_have_columns_of_their_own():
    page = PageBuilder()
    for top, xs in ((100.0, XS), (300.0, (50.0, 180.0, 310.0, 450.0))):
        for r, row in enumerate([HEADS, *ROWS]):
            for (left, right), text in zip(pairwise(xs), row, strict=True):
                if r == 0:
                    page.rect(left, top, right, top + 20, fill=SHADE)
                page.text(left + 5, top + 20 * r + 5, text)
            page.line(xs[0], top + 20 * (r + 1), xs[-1], top + 20 * (r + 1))
    assert [matrix(table) for table in tables_of(blocks_of(page))] == [[HEADS, *ROWS]] * 2


def test_a_frame_of_figures_above_the_label_of_a_ruled_table_as_wide():
    page = PageBuilder().grid((53, 454), (100, 124)).grid(XS, (150, 164, 178))
    years = ["項目", "R7.4～", "R8"]
    for top, rows in ((101, [HEADS, ["満足度", "40%", "90%"]]), (151, [years, ["調査", "実施", "公表"]])):
        for r, row in enumerate(rows):
            for x, text in zip(XS, row, strict=False):
                page.text(x + 5, top + (11 if top == 101 else 14) * r, text, size=9)
    for left, right in pairwise(XS):
        page.rect(left, 150, right, 164, fill=SHADE)
    page.text(55, 132, "【工程】", size=10).rect(53, 210, 454, 226, fill=SHADE).text(55, 212, "3 推進体制", size=12)
    assert [matrix(table)[0] for table in tables_of(blocks_of(page))] == [HEADS, years]
