"""Tables that only the colour of their headings tells: columns from the filled cells, rows from fills and whites."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

XS = (60, 240, 340, 440)
HEADS = ("指標名", "現状値", "目標値")


def head(top=100, xs=XS, heads=HEADS, *, white=0.0) -> PageBuilder:
    page = PageBuilder().text(60, 40, "指標", size=14)
    for (left, right), text in zip(pairwise(xs), heads, strict=True):
        page.rect(left + white, top, right - white, top + 20, fill="#1d3557").text(
            left + 6, top + 5, text, color="#ffffff"
        )
    return page


def row(page, y, *texts, xs=XS):
    for x, text in zip(xs, texts, strict=False):
        for n, line in enumerate(text.split("\n")):
            page.text(x + 6, y + 15 * n, line, size=9)
    return page


def only(page):
    (table,) = tables_of(blocks_of(page))
    return matrix(table)


@pytest.mark.parametrize("white", [0.0, 2.0])
def test_rows_without_any_line_part_where_the_white_is_wider(white):
    page = head(white=white)
    row(page, 130, "満足度", "64%", "85%")
    row(page, 160, "一つの窓口で完結した\n手続の割合", "31%", "70%")
    row(page, 205, "平均手続時間", "22分", "12分")
    page.text(60, 260, "指標は毎年度、推進会議において点検し、結果を町のホームページで公表するものとする。")
    assert only(page) == [
        list(HEADS),
        ["満足度", "64%", "85%"],
        ["一つの窓口で完結した手続の割合", "31%", "70%"],
        ["平均手続時間", "22分", "12分"],
    ]


def test_the_last_row_below_stripes_stands_on_white_paper():
    page = head()
    for n, name in enumerate(["満足度", "完結率", "利用率"]):
        if n == 1:
            for left, right in pairwise(XS):
                page.rect(left, 120 + 40 * n, right, 160 + 40 * n, fill="#e6eef7")
        row(page, 135 + 40 * n, name, "10%", "20%")
    assert [r[0] for r in only(page)] == ["指標名", "満足度", "完結率", "利用率"]


def test_texts_that_the_white_does_not_part_are_parted_at_the_column():
    page = row(head(), 130, "窓口で受け付けた件数に占める割合の", "31%", "70%")
    page = row(page, 160, "利用率", "5%", "9%")
    assert only(page)[1] == ["窓口で受け付けた件数に占める割合の", "31%", "70%"]


def test_a_filled_cell_over_several_columns_and_a_label_over_two_rows():
    xs, heads = (60, 140, 260, 340, 420, 500), ("区分", "作業", "R7", "R8", "R9")
    page = head(xs=xs, heads=heads)
    page.text(66, 148, "窓口", size=9)
    row(page, 130, "", "調達", xs=xs)
    row(page, 165, "", "運用", "準備", xs=xs)
    page.rect(260, 122, 420, 150, fill="#ffccbc").text(320, 130, "要件定義", size=9)
    page.rect(340, 157, 500, 185, fill="#ffccbc").text(400, 165, "試行", size=9)
    (table,) = tables_of(blocks_of(page))
    spans = {c.text: (c.row, c.row_span, c.col, c.col_span) for c in table.cells if c.text}
    assert (spans["要件定義"][2:], spans["試行"][2:]) == ((2, 2), (3, 2))
    assert spans["窓口"][:2] == (1, 2)


@pytest.mark.parametrize(
    "below",
    [
        ["本計画の指標は、町の統計と住民アンケートから毎年度算出するものとし、結果を公表する。"],
        [],
    ],
    ids=["prose", "nothing"],
)
def test_filled_boxes_above_prose_are_no_table(below):
    page = head()
    for n, text in enumerate(below):
        page.text(50, 130 + 20 * n, text)
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    assert set(HEADS) <= set(texts_of(blocks))


def test_a_heading_band_below_a_table_ends_it():
    page = row(head(), 130, "満足度", "64%", "85%")
    page.rect(60, 160, 440, 180, fill="#f7e4ec").text(66, 165, "取組の内容", bold=True)
    page.text(60, 190, "転入や出生などの手続を、一つの窓口で終えられるようにする。")
    assert only(page) == [list(HEADS), ["満足度", "64%", "85%"]]


def test_cells_with_white_around_them_go_on_below_a_grid_of_the_first_two():
    page = head(white=2.0)
    for n, name in enumerate(["満足度", "完結率", "利用率"]):
        for left, right in pairwise(XS):
            page.rect(left + 2, 124 + 24 * n, right - 2, 144 + 24 * n, fill="#efebe9")
        row(page, 129 + 24 * n, name, "10%", "20%")
    assert [r[0] for r in only(page)] == ["指標名", "満足度", "完結率", "利用率"]


def test_a_large_title_between_two_tables_is_no_row_of_either():
    page = head().grid(XS, (100, 120, 140, 160))
    row(page, 125, "満足度", "64%", "85%")
    row(page, 145, "利用率", "5%", "9%")
    page.text(60, 190, "用語集", size=14, bold=True).grid((60, 240, 440), (215, 235, 255))
    for left, right, text in ((60, 240, "用語"), (240, 440, "説明")):
        page.rect(left, 215, right, 235, fill="#1d3557").text(left + 6, 220, text, color="#ffffff")
    page.text(66, 240, "窓口", size=9).text(246, 240, "受付のこと。", size=9)
    assert [matrix(table)[0] for table in tables_of(blocks_of(page))] == [list(HEADS), ["用語", "説明"]]


def ruled(page, ys, xs=XS):
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    return page


def test_an_underlined_heading_as_wide_as_a_ruled_table_is_no_row_of_it():
    page = head().grid(XS, (100, 120, 140, 160))
    row(page, 125, "満足度", "64%", "85%")
    row(page, 145, "利用率", "5%", "9%")
    page.text(60, 180, "【担当】").text(66, 200, "総務課").text(66, 225, "1-2 救急業務のデジタル化", size=12)
    page.line(60, 242, 440, 242).text(66, 250, "救急隊にタブレット端末を配備し、医療機関と共有する。")
    assert [r[0] for r in only(page)] == ["指標名", "満足度", "利用率"]


def test_labels_of_two_rows_that_a_rule_parts_are_two_labels():
    page = ruled(head(xs=(60, 200, 280, 360, 440), heads=("指標", "現状", "R7", "R8")), (120, 134, 148))
    for n, name in enumerate(["端末を置いた窓口の数", "利用率"]):
        row(page, 122 + 14 * n, name, "2か所", "4か所", "9か所", xs=(60, 200, 280, 360))
    assert [r[:2] for r in only(page)] == [["指標", "現状"], ["端末を置いた窓口の数", "2か所"], ["利用率", "2か所"]]


def test_a_text_centred_over_the_edge_of_two_years_is_one_cell_of_both():
    xs = (60, 160, 260, 360, 460)
    page = ruled(head(xs=xs, heads=("取組", "2025", "2026", "2027")), (140, 160), xs)
    page.text(66, 125, "窓口改革", size=9).text(190, 125, "調達", size=9).text(344, 125, "稼働後", size=9)
    page.text(66, 145, "人材育成", size=9).text(290, 145, "研修", size=9)
    (table,) = tables_of(blocks_of(page))
    assert {c.text: (c.col, c.col_span) for c in table.cells if c.text and c.row}["稼働後"] == (2, 2)


@pytest.mark.parametrize("unit", ["%", "g"])
def test_a_filled_row_of_figures_around_an_arrow_heads_nothing(unit):
    xs, page = (60, 240, 340, 380, 480), PageBuilder().text(60, 40, "指標", size=14)
    page.text(260, 86, "現状（令和6年度）", size=7).text(400, 86, "目標（令和9年度）", size=7)
    for n, name in enumerate(["ごみの排出量", "資源化の量"]):
        top = 100 + 24 * n
        for (left, right), fill in zip(pairwise(xs), ("#e3f1f6", "#f4f9fb", "#f4f9fb", "#1e6f8e"), strict=True):
            page.rect(left, top, right, top + 20, fill=fill)
        row(page, top + 5, name, f"91{unit}", "→", f"85{unit}", xs=xs)
    page.text(60, 180, "事業計画", size=12, bold=True)
    assert [text for text in only(page)[0] if text] == ["現状(令和6年度)", "目標(令和9年度)"]


@pytest.mark.parametrize(
    ("right", "rows"),
    [
        (130, [list(HEADS), ["満足度", "10%", "20%"], ["完結率", "10%", "20%"]]),  # a tab: the table's title
        (237, [["数値", "", ""], list(HEADS), ["満足度", "10%", "20%"], ["完結率", "10%", "20%"]]),
    ],
)
def test_what_is_filled_above_the_headings_is_one_where_it_reaches_from_edge_to_edge(right, rows):
    page = head(white=3.0).rect(63, 74, right, 94, fill="#1d3557").text(70, 79, "数値", color="#ffffff")
    for n, name in enumerate(["満足度", "完結率"]):
        row(page, 130 + 30 * n, name, "10%", "20%")
    assert only(page) == rows
