"""Tables made by horizontal rules, bands or alignment alone, and what looks like one but is none."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

LEFTS = (60, 260, 400)
ROWS = [["指標の名称", "基準値", "目標値"], ["電子申請の件数", "120件", "300件"], ["研修を受けた職員", "20人", "80人"]]


def rows(page: PageBuilder, texts=ROWS, *, pitch=30.0, top=105.0, bold_first=False) -> PageBuilder:
    for r, row in enumerate(texts):
        for x, text in zip(LEFTS, row, strict=False):
            page.text(x, top + pitch * r, text, bold=bold_first and r == 0)
    return page


def rules(page: PageBuilder, count=4) -> PageBuilder:
    for n in range(count):
        page.line(50, 95 + 30 * n, 500, 95 + 30 * n)
    return page


def test_rules_only():
    (table,) = tables_of(blocks_of(rows(rules(PageBuilder()), bold_first=True)))
    assert matrix(table) == ROWS
    assert table.header_rows == 1
    assert table.places[0].box[0] == 50


def test_wrapped_cell_between_rules():
    texts = [ROWS[0], ["電子申請の", "120件", "300件"], ROWS[2]]
    page = rows(rules(PageBuilder()), texts).text(60, 147, "利用件数", size=8)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[1] == ["電子申請の利用件数", "120件", "300件"]


SPARSE = [
    ["実施内容", "R6上期", "R6下期", "R7上期", "R7下期"],
    ["端末の設置", "選定", "", "", "設置"],
    ["決済", "", "検討", "", ""],
]


@pytest.mark.parametrize("heads", [SPARSE[0], ["内容", "窓口", "本庁", "支所", "施設"]], ids=["times", "words"])
def test_most_fields_between_rules_may_be_blank_below_times_only(heads):
    page = rules(PageBuilder())
    for r, row in enumerate([heads, *SPARSE[1:]]):
        for c, text in enumerate(row):
            page.text(60 + 90 * c + (12 if r == 0 and c else 0), 105 + 30 * r, text)
    assert [matrix(t) for t in tables_of(blocks_of(page))] == ([SPARSE] if heads == SPARSE[0] else [])


def test_colour_bands_only():
    page = PageBuilder()
    for n, fill in enumerate(["#1f5fa8", "#e6eff8", "#f4f8fc"]):
        page.rect(50, 95 + 30 * n, 500, 125 + 30 * n, fill=fill)
    assert [matrix(t) for t in tables_of(blocks_of(rows(page)))] == [ROWS]


CARDS = [
    ("申請の件数", "現状（R5）", "120件", "目標（R9）", "300件"),
    ("受講した職員", "現状（R5）", "20人", "目標（R9）", "80人"),
]


@pytest.mark.parametrize(("size", "found"), [(16, 0), (8, 1)], ids=["figures set large", "figures set small"])
def test_cards_in_a_stack_are_no_rows(size, found):
    page = PageBuilder()
    for n, (name, before, one, after, two) in enumerate([*CARDS, CARDS[0]]):
        top = 100 + 50 * n
        page.rect(50, top, 500, top + 48.6, fill="#f2f2f2").text(60, top + 3, name, size=8)
        page.text(60, top + 16, before, size=8).text(60, top + 28, one, size=size)
        page.text(300, top + 16, after, size=8).text(300, top + 28, two, size=size)
    assert len(tables_of(blocks_of(page))) == found


def test_alignment_only():
    (table,) = tables_of(blocks_of(rows(PageBuilder(), pitch=16.0)))
    assert matrix(table) == ROWS


def test_every_text_is_in_the_table_only():
    blocks = blocks_of(rows(rules(PageBuilder().text(60, 60, "■ 成果指標"))))
    assert texts_of(blocks) == ["■ 成果指標"]


PROSE = "本計画は行政手続のオンライン化を進め住民の利便性を高めることを目的として策定する"


@pytest.mark.parametrize(
    "page",
    [
        rules(PageBuilder()).paragraph(60, 105, [PROSE] * 3, leading=3.0),
        rows(PageBuilder(), ROWS[:2], pitch=16.0),
        rows(PageBuilder(), [row[:2] for row in ROWS], pitch=16.0),
        rows(PageBuilder(), pitch=60.0),
        PageBuilder().paragraph(60, 100, ["窓口", "人材", "基盤"]).paragraph(300, 100, ["安全", "共通", "標準"]),
    ],
    ids=["prose between rules", "two rows", "two columns", "far apart", "two lists"],
)
def test_no_table(page):
    assert tables_of(blocks_of(page)) == []


def test_a_table_under_underlined_titles_of_its_width_in_a_card():
    page = PageBuilder().rect(40, 60, 510, 400, stroke="#f28c28").text(60, 80, "取組内容").line(50, 95, 500, 95)
    page.text(60, 105, "電子申請の対象を、証明書や子育ての手続に広げていきます。").text(60, 140, "指標")
    page.line(50, 155, 500, 155)
    for n in range(3):
        page.line(50, 185 + 30 * n, 500, 185 + 30 * n)
    blocks = blocks_of(rows(page, top=165.0))
    (table,) = tables_of(blocks)
    assert matrix(table) == ROWS
    assert "指標" in texts_of(blocks)


def test_two_columns_whose_headings_stand_over_their_middle():
    page = PageBuilder()
    for n in range(4):
        page.line(50, 95 + 30 * n, 500, 95 + 30 * n)
    page.text(100, 105, "組織").text(400, 105, "役割")
    for n, (name, role) in enumerate((("推進本部", "全体の方針を決めます"), ("作業部会", "案をまとめます"))):
        page.text(60, 135 + 30 * n, name).text(240, 135 + 30 * n, role)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [["組織", "役割"], ["推進本部", "全体の方針を決めます"], ["作業部会", "案をまとめます"]]


def test_a_heading_row_may_be_told_by_its_colour():
    page = rules(PageBuilder())
    for r, row in enumerate(ROWS):
        for x, text in zip(LEFTS, row, strict=True):
            page.text(x, 105 + 30 * r, text, color="#0b7a75" if r == 0 else "#222222")
    (table,) = tables_of(blocks_of(page))
    assert table.header_rows == 1


FORM = [["担当課", "総務課"], ["現状", "押印を求める様式が残っている。"], ["内容", "様式の押印欄を廃止する。"]]


def ruled_below(page: PageBuilder, top: float, texts=FORM) -> PageBuilder:
    """A table with a rule below each row and none above it."""
    for n, row in enumerate(texts):
        for x, text in zip((52, 200, 400), row, strict=False):
            page.text(x, top + 24 * n, text)
        page.line(50, top + 16 + 24 * n, 500, top + 16 + 24 * n)
    return page


def test_the_title_above_a_table_without_a_rule_on_top_is_no_cell():
    page = PageBuilder().text(50, 80, "1 事務", size=14).line(50, 96, 500, 96)  # underlined
    for number, top in (("(1)", 130), ("(2)", 260)):
        page = ruled_below(page.text(50, top - 24, f"{number}　押印の廃止", size=12), top)
    blocks = blocks_of(page)
    assert [matrix(table) for table in tables_of(blocks)] == [FORM, FORM]
    assert texts_of(blocks) == ["1 事務", "(1) 押印の廃止", "(2) 押印の廃止"]


@pytest.mark.parametrize(("shift", "is_row"), [(0, True), (60, False)])
def test_texts_above_the_first_rule_are_a_row_where_they_stand_in_its_columns(shift, is_row):
    texts = [["取組名", "内容", "担当"], ["番号札の電子化", "電子化する", "市民課"], ["図面", "公開する", "建築課"]]
    page = ruled_below(PageBuilder(), 124, texts[1:])
    for x, text in zip((52, 200, 400), texts[0], strict=True):
        page.text(x + shift, 102, text)
    page.line(50, 118, 500, 118)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == texts[0 if is_row else 1 :]


@pytest.mark.parametrize("short", [True, False])
def test_a_rule_below_the_right_columns_only_parts_them_below_one_text_at_their_left(short):
    page = PageBuilder()
    for n in (0, 1, 3, 4):
        page.line(50, 95 + 30 * n, 500, 95 + 30 * n)
    page.line(200 if short else 50, 155, 500, 155)
    for r, row in enumerate(
        [["施策", "指標", "目標値"], ["", "申請の件数", "300件"], ["", "受講者数", "80人"], ["学校", "端末数", "9台"]]
    ):
        for x, text in zip((60, 220, 400), row, strict=True):
            page.text(x, 105 + 30 * r, text)
    page.text(60, 150 if short else 135, "窓口")
    (table,) = tables_of(blocks_of(page))
    cell = table.grid()[(1, 0)]
    assert (cell.text, cell.row_span) == ("窓口", 2 if short else 1)
    assert [table.grid()[(row, 1)].text for row in range(4)] == ["指標", "申請の件数", "受講者数", "端末数"]
