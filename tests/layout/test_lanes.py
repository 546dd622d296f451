"""Road maps drawn of boxes alone: times on top, names of lanes at the left, bars between, and no table."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

YEARS = ["R7", "R8", "R9"]


def box(page: PageBuilder, x0, top, x1, bottom, text, *, fill="#2e75b6") -> PageBuilder:
    return page.rect(x0, top, x1, bottom, fill=fill).text(x0 + 6, top + 5, text)


def head() -> PageBuilder:
    """Boxes of 150 points each from x = 120 on, with a year in each."""
    page = PageBuilder().text(60, 40, "ロードマップ", size=16)
    for n, year in enumerate(YEARS):
        box(page, 120 + 150 * n, 80, 268 + 150 * n, 100, year)
    return page


def bars(page):
    (table,) = tables_of(blocks_of(page))
    return [(b.passage.text if b.passage else None, b.row, b.col_start, b.col_end) for b in table.bars], matrix(table)


def test_a_framed_name_has_all_rows_of_its_lane():
    page = head()
    box(page, 40, 110, 116, 160, "窓口改革", fill="#ddeeff")
    box(page, 122, 112, 266, 132, "調達")
    box(page, 272, 136, 566, 156, "運用")
    box(page, 40, 164, 116, 190, "人材育成", fill="#ddeeff")
    box(page, 122, 168, 416, 186, "研修")
    assert bars(page) == (
        [("調達", 1, 1, 1), ("運用", 2, 2, 3), ("研修", 3, 1, 2)],
        [
            ["", *YEARS],
            ["窓口改革", "調達", "", ""],
            ["", "", "運用", ""],
            ["人材育成", "研修", "", ""],
        ],
    )


def test_the_border_between_bare_names_is_the_white_between_bars():
    page = head().text(40, 122, "窓口改革").text(40, 178, "人材育成")
    box(page, 122, 106, 266, 122, "調達")
    box(page, 272, 126, 566, 142, "運用")
    box(page, 122, 160, 266, 176, "計画")
    box(page, 272, 180, 566, 196, "研修")
    _, rows = bars(page)
    assert [row[0] for row in rows[1:]] == ["窓口改革", "", "人材育成", ""]


def test_half_years_are_columns_and_a_bar_over_half_of_a_year_counts():
    page = head()
    for n in range(6):
        box(page, 120 + 75 * n, 102, 193 + 75 * n, 116, "上期下期"[n % 2 * 2 :][:2])
    box(page, 196, 120, 342, 138, "構築")
    (table,) = tables_of(blocks_of(page))
    assert (table.header_rows, table.n_cols) == (2, 7)
    assert [(b.col_start, b.col_end) for b in table.bars] == [(2, 3)]
    whole = box(head(), 195, 120, 343, 138, "構築")
    assert bars(whole)[0] == [("構築", 1, 1, 2)]


def test_two_years_of_quarters():
    page = PageBuilder()
    for n, year in enumerate(["令和7年度", "令和8年度"]):
        box(page, 100 + 200 * n, 80, 298 + 200 * n, 100, year)
        for quarter in range(4):
            box(page, 100 + 200 * n + 50 * quarter, 102, 148 + 200 * n + 50 * quarter, 116, f"{quarter + 1}Q")
    box(page, 252, 120, 496, 138, "運用")
    page.text(302, 146, "▼稼働")
    (table,) = tables_of(blocks_of(page))
    assert [(b.passage.text, b.col_start, b.col_end) for b in table.bars] == [("運用", 4, 8)]
    assert "▼稼働" in {c.text for c in table.cells if c.col == 5}


def test_times_along_one_band_and_bars_of_a_gradient():
    page = PageBuilder().rect(110, 80, 580, 102, fill="#d9e2ec")
    for n, year in enumerate(YEARS):
        page.text(188 + 150 * n, 86, year)
    for top, name, x1 in ((110, "窓口改革", 416), (140, "人材育成", 266)):
        box(page, 20, top, 106, top + 24, name, fill="#f0f4f8")
        for step in range(6):
            page.rect(122 + 20 * step, top + 2, x1, top + 22, fill=f"#{0x90 + 4 * step:02x}a0b0")
        page.text(140, top + 7, "試行")
    assert bars(page)[0] == [("試行", 1, 1, 2), ("試行", 2, 1, 1)]


def test_boxes_of_single_times_are_paper_for_a_bar_across_them():
    page = head()
    for row, name in enumerate(("窓口改革", "人材育成")):
        top = 110 + 40 * row
        box(page, 30, top, 112, top + 34, name, fill="#ddeeff")
        for n in range(3):
            page.rect(122 + 150 * n, top, 266 + 150 * n, top + 34, fill="#fbefef")
        box(page, 126, top + 8, 562 - 150 * row, top + 26, "運用")
    assert bars(page)[0] == [("運用", 1, 1, 3), ("運用", 2, 1, 2)]


def test_lines_with_their_texts_over_them_beside_bare_names():
    page = head()
    for row, name in enumerate(("窓口改革", "人材育成", "基盤整備")):
        top = 130 + 74 * row
        page.text(40, top + 6, name).text(180, top, "準備").text(380, top, "運用")
        for x0, x1 in ((124, 266), (272, 566)):
            page.line(x0, top + 22, x1, top + 22)
            page.curve([(x1 - 4, top + 19), (x1, top + 22), (x1 - 4, top + 25)], fill="#000000")
    found, rows = bars(page)
    assert [(text, first, last) for text, _, first, last in found] == [("準備", 1, 1), ("運用", 2, 3)] * 3
    assert [row[0] for row in rows[1:] if row[0]] == ["窓口改革", "人材育成", "基盤整備"]


def test_arrows_in_a_chain_keep_their_own_heads_and_texts():
    page = head().text(40, 136, "窓口改革")
    for x0, x1, text in ((120, 270, "準備"), (270, 580, "運用")):
        page.text(x0 + 4, 126, text).line(x0, 142, x1 - 8, 142)
        page.curve([(x1 - 8, 138), (x1, 142), (x1 - 8, 146)], fill="#000000")
    found, _ = bars(page)
    assert [(text, first, last) for text, _, first, last in found] == [("準備", 1, 1), ("運用", 2, 3)]


def test_prose_that_wraps_ends_a_diagram():
    page = box(head().text(40, 115, "窓口改革"), 122, 110, 416, 128, "構築")
    page.text(40, 140, "この施策では手続の見直しを進めながら、利用する人の立場に立って取組を段階的に進めて")
    page.text(40, 154, "いきます。")
    assert len(bars(page)[1]) == 2


def test_a_small_mark_takes_the_text_beside_it():
    page = box(head(), 122, 110, 416, 128, "構築")
    page.curve([(300, 140), (306, 134), (312, 140), (306, 146), (300, 140)], fill="#ff0000").text(316, 135, "稼働")
    assert bars(page)[0] == [("構築", 1, 1, 2), ("稼働", 2, 2, 2)]


def test_a_band_over_the_names_groups_lanes_and_is_no_bar():
    page = head()
    box(page, 40, 106, 566, 122, "柱1 くらし", fill="#ffcc99")
    box(page, 40, 126, 116, 150, "窓口改革", fill="#ddeeff")
    box(page, 122, 130, 416, 148, "調達")
    assert bars(page) == (
        [("調達", 2, 1, 2)],
        [["", *YEARS], ["柱1 くらし", "", "", ""], ["窓口改革", "調達", "", ""]],
    )


def test_what_follows_below_is_no_lane():
    page = box(head(), 122, 110, 416, 128, "構築")
    page.text(40, 140, "担当課").text(130, 140, "総務課").text(40, 190, "現状と課題")
    assert len(bars(page)[1]) == 2
    assert texts_of(blocks_of(page)) == ["ロードマップ", "担当課", "総務課", "現状と課題"]


def shaded() -> PageBuilder:
    """Cells that touch one another: times, and below them texts in every other row."""
    page = PageBuilder()
    for n, year in enumerate(YEARS):
        box(page, 120 + 150 * n, 80, 270 + 150 * n, 100, year)
        box(page, 120 + 150 * n, 120, 270 + 150 * n, 140, "検討", fill="#ddeeff").text(126 + 150 * n, 105, "準備")
    return page


def test_shaded_cells_are_no_bars():
    assert all(table.bars == () for table in tables_of(blocks_of(shaded())))


@pytest.mark.parametrize(
    "page",
    [
        box(box(head(), 122, 110, 266, 130, "15%"), 272, 110, 416, 130, "30%"),
        box(head(), 122, 110, 266, 130, "試行"),
        head().text(122, 110, "試行を行い、その結果を踏まえて翌年度から全ての窓口で本格的に実施する予定です。"),
    ],
    ids=["figures", "one box below one year", "prose"],
)
def test_no_lanes(page):
    assert tables_of(blocks_of(page)) == []


def test_a_ruled_table_stays_what_it_is():
    xs, ys = (40, 120, 270, 420, 570), (80, 100, 140, 180)
    page = PageBuilder().grid(xs, ys)
    for n, text in enumerate(["取組", *YEARS]):
        page.text(xs[n] + 6, 85, text)
    page.text(46, 115, "窓口改革").text(46, 155, "人材育成")
    page.arrow(125, 110, 410, 130).text(140, 115, "調達")
    assert bars(page) == (
        [("調達", 1, 1, 2)],
        [["取組", *YEARS], ["窓口改革", "調達", "", ""], ["人材育成", "", "", ""]],
    )


def test_bars_on_shaded_rows_and_a_title_in_the_margin():
    page = PageBuilder(width=700)
    page.column(10, 80, "ロードマップ", size=14)
    for n, year in enumerate(YEARS):
        page.text(235 + 150 * n, 85, year)
    names = ["窓口改革の推進", "人材の育成"]
    for row, name in enumerate(names):
        top = 110 + 30 * row
        if row == 1:
            page.rect(90, top, 200, top + 30, fill="#fff8ee")
            for n in range(3):
                page.rect(200 + 150 * n, top, 350 + 150 * n, top + 30, fill="#fff8ee")
        page.text(95, top + 10, name)
        box(page, 202, top + 6, 498, top + 24, "準備" + "と" * row)
        box(page, 502, top + 6, 648, top + 24, "運用")
    assert bars(page) == (
        [("準備", 1, 1, 2), ("運用", 1, 3, 3), ("準備と", 2, 1, 2), ("運用", 2, 3, 3)],
        [["", *YEARS], [names[0], "準備", "", "運用"], [names[1], "準備と", "", "運用"]],
    )


def test_years_in_cells_that_touch_are_no_stripes():
    page = PageBuilder()
    for n, year in enumerate(YEARS):
        box(page, 60 + 160 * n, 80, 220 + 160 * n, 100, year, fill="#c9d6ec")
    box(page, 62, 106, 216, 128, "見直し", fill="#3a5fa0")
    box(page, 222, 106, 536, 128, "拡大", fill="#5b86c9")
    box(page, 62, 134, 536, 156, "支援", fill="#3a5fa0")
    assert bars(page)[0] == [("見直し", 1, 1, 1), ("拡大", 1, 2, 3), ("支援", 2, 1, 3)]


def test_a_short_text_in_a_row_as_tall_as_a_wrapped_one_is_a_bar():
    page = head().text(40, 130, "窓口改革").text(40, 178, "研修")
    page.rect(122, 110, 266, 152, fill="#ffe0b2").text(126, 114, "先進地の視察と").text(126, 126, "仕様の検討")
    page.rect(272, 110, 566, 152, fill="#ffe0b2").text(380, 126, "本庁舎での運用")
    box(page, 122, 160, 266, 180, "計画", fill="#ffe0b2")
    box(page, 272, 160, 416, 180, "試行", fill="#ffe0b2")
    assert ("本庁舎での運用", 1, 2, 3) in bars(page)[0]


@pytest.mark.parametrize(("short", "expected"), [(True, [(1, 1, 3), (2, 1, 1)]), (False, [])])
def test_a_bar_over_all_times_beside_shorter_ones_of_its_colour(short, expected):
    page = head().text(40, 112, "人材育成").text(40, 142, "視察")
    page.rect(120, 112, 568, 122, fill="#ff7043")
    page.rect(120, 142, 264 if short else 568, 152, fill="#ff7043")
    found = [table for block in tables_of(blocks_of(page)) for table in [block] if table.bars]
    assert [(b.row, b.col_start, b.col_end) for table in found for b in table.bars] == expected


@pytest.mark.parametrize(("right", "found"), [(418, [("調達", 1, 1, 2)]), (350, None)])
def test_a_tall_box_is_a_bar_where_it_begins_and_ends_with_times(right, found):
    page = head()
    page.rect(120, 106, right, 176, fill="#ddeeff", stroke="#000000").text(200, 136, "調達")
    tables = tables_of(blocks_of(page))
    told = [(b.passage.text, b.row, b.col_start, b.col_end) for t in tables for b in t.bars if b.passage]
    assert (told or None) == found


def test_a_label_beside_a_box_across_the_times_follows_the_diagram():
    page = head()
    for top, name, bar in ((110, "窓口改革", "調達"), (150, "人材育成", "研修")):
        box(page, 40, top, 116, top + 20, name, fill="#ddeeff")
        box(page, 122, top, 416, top + 20, bar)
    box(page, 40, 190, 80, 212, "KPI", fill="#cc0000")
    page.rect(80, 190, 566, 212, stroke="#cc0000").text(86, 195, "登録者数 10人（R6） ▶ 80人（R9）")
    blocks = blocks_of(page)
    assert [row[0] for row in matrix(tables_of(blocks)[0])] == ["", "窓口改革", "人材育成"]
    assert texts_of(blocks)[-2:] == ["KPI", "登録者数 10人(R6) ▶ 80人(R9)"]


def test_bars_below_a_ruled_row_of_years():
    page = PageBuilder()
    for n in range(4):
        page.line(120 + 150 * n, 80, 120 + 150 * n, 100)
    page.line(120, 80, 570, 80).line(120, 100, 570, 100)
    for n, year in enumerate(YEARS):
        page.text(180 + 150 * n, 85, year)
    page.arrow(122, 110, 266, 130).text(150, 115, "調達").arrow(272, 140, 566, 160).text(300, 145, "運用")
    assert [found[:1] + found[2:] for found in bars(page)[0]] == [("調達", 1, 1), ("運用", 2, 3)]


@pytest.mark.parametrize(("colours", "rows"), [(("#f4b183", "#ffe699"), 2), (("#f4b183", "#f4b183"), 4)])
def test_a_legend_in_two_colours_is_no_row_of_bars(colours, rows):
    page = head()
    box(page, 122, 112, 266, 132, "調達", fill="#f4b183")
    box(page, 272, 112, 566, 132, "運用", fill="#ffe699")
    for n, (colour, word) in enumerate(zip(colours, ["実施", "検討"], strict=True)):
        page.rect(400 + 80 * n, 148, 420 + 80 * n, 158, fill=colour).text(426 + 80 * n, 148, word)
    assert len(bars(page)[1]) == rows


@pytest.mark.parametrize(
    ("upper", "lower", "right", "corner"),
    [
        ("目標（R9）", "200件", 100, ""),
        ("現状値", "8.4％", 100, ""),
        ("現状値", "8.4％", 118, "現状値"),
        ("目標", "窓口の改革", 100, "目標"),
        ("取組", "3つの窓口", 100, "取組"),
    ],
    ids=["targets", "present values", "a column that touches the times", "words", "a count in words"],
)
def test_a_table_of_values_that_ends_left_of_the_times_names_no_lane(upper, lower, right, corner):
    page = head()
    box(page, 30, 80, right, 100, upper, fill="#ddeeff")
    page = page.text(40, 114, lower)
    box(page, 122, 112, 266, 132, "調達")
    box(page, 272, 136, 566, 156, "運用")
    page = page.text(40, 400, "以上の取組を毎年度見直します。")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0] == [corner, *YEARS]


def test_the_title_of_a_second_diagram_ends_the_first() -> None:
    page = head()
    box(page, 122, 112, 266, 132, "調達")
    box(page, 272, 112, 566, 132, "運用")
    page.text(60, 156, "2 キャッシュレスの推進", size=16)
    box(page, 500, 152, 566, 172, "会計課", fill="#ffffff")
    for n, year in enumerate(YEARS):
        box(page, 120 + 150 * n, 190, 268 + 150 * n, 210, year)
    box(page, 122, 216, 416, 236, "導入")
    box(page, 422, 216, 566, 236, "検証")
    tables = tables_of(blocks_of(page))
    assert [[b.passage.text for b in t.bars if b.passage] for t in tables] == [["調達", "運用"], ["導入", "検証"]]


def test_a_box_beside_times_and_bars_is_their_title_and_ends_with_them() -> None:
    page = head()
    box(page, 40, 80, 116, 152, "工程表")
    box(page, 122, 106, 266, 124, "調達")
    box(page, 272, 128, 566, 146, "運用")
    box(page, 40, 158, 116, 178, "担当部署")
    page.rect(122, 158, 566, 178, stroke="#2e75b6").text(128, 163, "情報政策課")
    assert bars(page)[1] == [["", *YEARS], ["", "調達", "", ""], ["", "", "運用", ""]]
    assert [t for t in texts_of(blocks_of(page)) if t != "ロードマップ"] == ["工程表", "担当部署", "情報政策課"]


def test_boxes_level_with_the_times_name_the_columns_of_names() -> None:
    page = PageBuilder()
    for x, width, text in ((20, 70, "施策"), (92, 90, "内容"), (184, 90, "成果指標")):
        box(page, x, 80, x + width, 100, text)
    for n, year in enumerate(YEARS):
        box(page, 276 + 90 * n, 80, 364 + 90 * n, 100, year)
    for n, (name, told, bar) in enumerate(
        [("電子申請", "対象の手続を広げます。", "拡大"), ("研修", "毎年開きます。", "開催")]
    ):
        y = 104 + 44 * n
        box(page, 20, y, 90, y + 40, name, fill="#ddeeff")
        page.rect(92, y, 182, y + 40, stroke="#2e75b6").text(94, y + 12, told, size=7)
        page.rect(184, y, 274, y + 40, stroke="#2e75b6").text(190, y + 12, "申請の件数", size=9)
        box(page, 278 + 90 * n, y + 10, 454, y + 30, bar)
    rows = bars(page)[1]
    assert rows[0] == ["施策", "内容", "成果指標", *YEARS]
    assert [row[:3] for row in rows[1:]] == [
        ["電子申請", "対象の手続を広げます。", "申請の件数"],
        ["研修", "毎年開きます。", "申請の件数"],
    ]


@pytest.mark.parametrize(("fill", "rows"), [("#fff2cc", 2), ("#2e75b6", 3)], ids=["something else", "more lanes"])
def test_a_larger_title_ends_a_diagram_unless_bars_like_its_own_go_on_below(fill: str, rows: int) -> None:
    page = head().text(40, 115, "窓口改革").text(40, 145, "研修")
    box(page, 122, 110, 416, 128, "構築", fill="#2e75b6")
    box(page, 122, 140, 416, 158, "計画", fill="#2e75b6")
    page.text(40, 163, "公共交通", size=14, bold=True)
    box(page, 122, 182, 416, 200, "時刻表の公開", fill=fill).text(40, 187, "利用者の声")
    table = tables_of(blocks_of(page))[0]
    assert len([row for row in matrix(table)[1:] if any(row[1:])]) == rows


def test_years_and_half_years_that_touch_as_a_grid_head_lanes() -> None:
    page = PageBuilder().text(60, 40, "ロードマップ", size=16)
    for n, year in enumerate(YEARS):
        x = 120 + 150 * n
        page.rect(x, 80, x + 150, 100, fill="#00695c", stroke="#ffffff").text(x + 60, 85, year)
        for half in (0, 1):
            left = x + 75 * half
            page.rect(left, 100, left + 75, 116, fill="#b2dfdb", stroke="#ffffff")
            page.text(left + 20, 103, "上期下期"[half * 2 :][:2])
    box(page, 40, 120, 116, 140, "各課", fill="#e0f2f1")
    page.arrow(120, 122, 194, 138).text(130, 126, "手続の選定")
    box(page, 40, 144, 116, 164, "情報課", fill="#e0f2f1")
    page.arrow(196, 146, 420, 162).text(280, 150, "様式の作成")
    _, rows = bars(page)
    assert rows[2:] == [["各課", "手続の選定", "", "", "", "", ""], ["情報課", "", "様式の作成", "", "", "", ""]]


def along(second: str, *, filled: bool = True) -> PageBuilder:
    """Bare years over two long arrows with their texts over them, and a band with a title below."""
    page = PageBuilder()
    for n, year in enumerate(("R8", "R9", "R10", "R11")):
        page.text(110 + 120 * n, 80, year)
    for row, (left, right, text) in enumerate(((60, 170, "準備"), (180, 530, second))):
        page.text(left + 8, 106 + 36 * row, text)
        if filled:
            page.arrow(left, 118 + 36 * row, right, 130 + 36 * row)
    page.rect(40, 200, 420, 224, fill="#fbe9e7").text(60, 204, "1-2 施設予約の電子化", size=15, bold=True)
    return page.text(60, 240, "予約の方法を改めます。")


@pytest.mark.parametrize(
    ("page", "found"),
    [(along("開設・運用"), True), (along("800"), False), (along("開設・運用", filled=False), False)],
    ids=["steps", "a figure", "no arrows"],
)
def test_arrows_with_texts_over_them_below_bare_years_end_before_the_next_title(page, found: bool) -> None:
    rows = [matrix(table) for table in tables_of(blocks_of(page))]
    assert (
        rows == [[["", "R8", "R9", "R10", "R11"], ["", "準備", "", "", ""], ["", "", "開設・運用", "", ""]]]
    ) is found
    assert "1-2 施設予約の電子化" in texts_of(blocks_of(page))


def side_by_side(lower: float = 0.0) -> list[list[list[str]]]:
    """Two diagrams of two years in half-years, the right one `lower` by some points."""
    page = PageBuilder(width=900)
    for x, down, steps in ((40, 0.0, ("設計", "運用")), (460, lower, ("調査", "拡大"))):
        for n, year in enumerate(("R7", "R8")):
            box(page, x + 200 * n, 80 + down, x + 199 + 200 * n, 100 + down, year)
            for half in (0, 1):
                left = x + 200 * n + 100 * half
                box(page, left, 101 + down, left + 99, 117 + down, "上期下期"[half * 2 :][:2], fill="#e8eaf6")
        for row, (begin, end) in enumerate(((0, 99), (100, 399))):
            box(page, x + begin, 122 + 20 * row + down, x + end, 138 + 20 * row + down, steps[row], fill="#ffcc80")
    return [matrix(table) for table in tables_of(blocks_of(page))]


@pytest.mark.parametrize("lower", [0.0, 12.0], ids=["level", "one lower"])
def test_diagrams_side_by_side_have_their_own_bars(lower: float) -> None:
    assert [rows[2:] for rows in side_by_side(lower)] == [
        [["", "設計", "", "", ""], ["", "", "運用", "", ""]],
        [["", "調査", "", "", ""], ["", "", "拡大", "", ""]],
    ]
