"""Road maps without a grid: years in a row, bars and texts below them."""

from __future__ import annotations

import pytest

from dxextract.schema.document import Table
from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

YEARS = ["2024年度", "2025年度", "2026年度"]


def head(years=YEARS) -> PageBuilder:
    """Chevrons of 150 points each from x = 60 on, with a year in each."""
    page = PageBuilder().text(60, 40, "工程", size=16)
    for n, year in enumerate(years):
        x = 60 + 150 * n
        page.arrow(x, 80, x + 148, 100, fill="#2e75b6").text(x + 40, 85, year, color="#ffffff")
    return page


def test_bars_and_texts():
    page = head().arrow(62, 120, 350, 140).text(70, 125, "システムの構築")
    page.text(62, 160, "□基本方針の策定").text(212, 160, "□試行").text(362, 160, "□全庁展開")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [
        ["", *YEARS],
        ["", "システムの構築", "", ""],
        ["", "□基本方針の策定", "□試行", "□全庁展開"],
    ]
    assert [(b.row, b.col_start, b.col_end) for b in table.bars] == [(1, 1, 2)]
    assert table.header_rows == 1
    assert texts_of(blocks_of(page)) == ["工程"]


def test_labels_and_headings():
    page = head().rect(60, 110, 300, 130, fill="#ed7d31").text(66, 113, "窓口改革", size=13, bold=True)
    page.text(30, 142, "1-1").arrow(62, 140, 500, 158).text(70, 144, "電子申請の拡充")
    page.text(30, 172, "1-2").arrow(212, 170, 500, 188).text(220, 174, "書かない窓口")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [
        ["", *YEARS],
        ["窓口改革", "", "", ""],
        ["1-1", "電子申請の拡充", "", ""],
        ["1-2", "", "書かない窓口", ""],
    ]
    assert len(table.bars) == 2


@pytest.mark.parametrize(
    ("top", "bottom", "named"), [(80, 190, True), (110, 190, False), (80, 150, False)], ids=["whole", "lanes", "first"]
)
def test_a_box_beside_the_times_and_all_items_names_the_road_map(top, bottom, named):
    page = PageBuilder()
    for n, year in enumerate(YEARS):
        page.text(140 + 150 * n, 85, year).text(110 + 150 * n, 120, f"□段階{'一二三'[n]}の作業")
    page.text(110, 170, "□全体の調整").rect(20, top, 90, bottom, fill="#2e75b6").text(
        30, (top + bottom) / 2, "行程のあらまし"
    )
    blocks = blocks_of(page)
    (table,) = tables_of(blocks)
    assert (texts_of(blocks) == ["行程のあらまし"]) is named
    assert ("行程のあらまし" in [cell for row in matrix(table) for cell in row]) is not named


def test_notes_stay_outside():
    page = head().text(62, 120, "□策定").text(212, 120, "□試行").text(362, 120, "□展開").text(62, 150, "※ 予定である。")
    blocks = blocks_of(page)
    assert len(tables_of(blocks)) == 1
    assert "※ 予定である。" in texts_of(blocks)


def test_two_arrows_are_enough_however_short_their_words():
    page = head().arrow(62, 120, 200, 140).text(70, 125, "試行").arrow(212, 150, 500, 170).text(220, 155, "本格導入")
    (table,) = tables_of(blocks_of(page))
    assert [(b.row, b.col_start, b.col_end) for b in table.bars] == [(1, 1, 1), (2, 2, 3)]


@pytest.mark.parametrize("sign", ["▼", "・"])
def test_two_signs_of_dates_below_boxes_are_enough_down_to_a_wide_white(sign):
    page = head().text(70, 110, f"{sign}方針の決定").text(230, 110, f"{sign}運用の開始").text(60, 170, "担当は総務課")
    found = [matrix(table)[1] for table in tables_of(blocks_of(page))]
    assert found == ([["", "▼方針の決定", "▼運用の開始", ""]] if sign == "▼" else [])


PROSE = (
    "計画の期間は令和6年度からの3年間とし、社会情勢の変化や国の動向を踏まえて必要に応じて"
    "見直しを行うものとし、その結果を公表する。"
)


@pytest.mark.parametrize(
    "page",
    [
        head().text(60, 120, PROSE),
        head(YEARS[:2]).text(62, 120, "□策定").text(212, 120, "□試行").text(62, 150, "□展開"),
        head().text(62, 120, "120").text(212, 120, "150").text(362, 120, "180").text(62, 140, "5%"),
        head().rect(62, 120, 200, 140).text(70, 125, "試行").rect(212, 150, 350, 170).text(220, 155, "導入"),
        head(["窓口", "人材", "基盤"]).text(62, 120, "□策定").text(212, 120, "□試行").text(362, 120, "□展開"),
    ],
    ids=["prose", "two years", "figures only", "two boxes", "no times"],
)
def test_no_road_map(page):
    assert tables_of(blocks_of(page)) == []


def test_road_maps_side_by_side_have_their_own_years_and_bars():
    page = PageBuilder().text(60, 40, "工程", size=16)
    for left, words in ((60, ("現地調査", "公開")), (340, ("導入", "運用"))):
        for n, year in enumerate(("R7", "R8", "R9")):
            page.rect(left + 80 * n, 80, left + 80 * n + 78, 96, fill="#d6dce5").text(left + 80 * n + 30, 83, year)
        page.arrow(left, 110, left + 158, 128).text(left + 30, 114, words[0])
        page.arrow(left + 160, 110, left + 238, 128).text(left + 180, 114, words[1])
    one, other = tables_of(blocks_of(page))
    assert [matrix(one)[1][1:], matrix(other)[1][1:]] == [["現地調査", "", "公開"], ["導入", "", "運用"]]


@pytest.mark.parametrize(("top", "size", "taken"), [(775, 7.0, False), (775, 10.0, True), (190, 7.0, True)])
def test_a_small_line_far_below_in_the_margin_is_running(top, size, taken):
    page = head().text(62, 160, "対象の洗い出し").text(212, 160, "様式の整備").text(362, 160, "受付の開始")
    page.text(62, top, "海野市DX推進計画", size=size)
    (table,) = tables_of(blocks_of(page))
    assert any("海野市" in cell for row in matrix(table) for cell in row) is taken


def bars(page: PageBuilder, top: float, items: list[tuple[str, int, int]]) -> PageBuilder:
    """Bars of 150 points a year, one below the other."""
    for n, (text, first, years) in enumerate(items):
        x, y = 60 + 150 * first, top + 20 * n
        page.rect(x + 1, y, x + 150 * years - 2, y + 16, fill="#ad1457").text(x + 20, y + 3, text, color="#ffffff")
    return page


def years_at(page: PageBuilder, top: float) -> PageBuilder:
    for n, year in enumerate(YEARS):
        page.text(100 + 150 * n, top, year)
    return page


def test_the_next_measure_ends_a_road_map_of_bars():
    page = bars(years_at(PageBuilder(), 80), 100, [("選定", 0, 1), ("公開", 0, 3), ("検証", 2, 1)])
    page.text(60, 190, "2 オープンデータ", size=14, bold=True).text(60, 215, "・データを公開します。")
    page = bars(years_at(page, 260), 280, [("基準の整備", 0, 1), ("追加公開", 1, 2)])
    first, second = tables_of(blocks_of(page))
    assert [row[1:] for row in matrix(first)[1:]] == [["選定", "", ""], ["公開", "", ""], ["", "", "検証"]]
    assert [row[1:] for row in matrix(second)[1:]] == [["基準の整備", "", ""], ["", "追加公開", ""]]
    assert "2 オープンデータ" in texts_of(blocks_of(page))


def test_a_remark_as_large_as_the_bars_ends_no_road_map():
    page = bars(years_at(PageBuilder(), 80), 100, [("選定", 0, 1), ("公開", 0, 3)])
    page = bars(page.text(62, 165, "試行の結果による"), 190, [("検証", 2, 1)])
    (table,) = tables_of(blocks_of(page))
    assert [row[1:] for row in matrix(table)[1:]][-1] == ["", "", "検証"]


def test_a_much_larger_text_ends_a_road_map_whose_bars_overflow():
    page = head().arrow(62, 110, 205, 126).text(66, 112, "窓口の調査").text(66, 128, "と整備", size=10)
    page.arrow(212, 140, 500, 156).text(220, 143, "全庁への展開").arrow(62, 162, 500, 178).text(70, 165, "周知")
    page.text(62, 230, "防災の情報", size=18).text(62, 262, "担当：防災課", size=8).text(62, 290, "避難所を知らせます")
    assert {"防災の情報", "避難所を知らせます"} <= set(texts_of(blocks_of(page)))


def cards_of_years(words: list[str]) -> PageBuilder:
    """Boxes beside one another, each with its year and what is done then."""
    page = PageBuilder().text(60, 40, "進め方", size=16)
    for n, (year, word) in enumerate(zip(YEARS, words, strict=True)):
        x = 60 + 150 * n
        page.rect(x, 80, x + 148, 130, fill="#cfe9e4").text(x + 12, 88, year).text(x + 12, 104, word)
    return page


@pytest.mark.parametrize("words", [["質問の作成", "公開", "見直し"], ["選定", "試行", "拡大"]])
def test_boxes_with_a_year_and_its_step_each_take_no_line_below_them(words):
    page = cards_of_years(words).text(60, 150, "担当　町民課")
    (table,) = tables_of(blocks_of(page))
    assert [row[1:] for row in matrix(table)] == [YEARS, words]
    assert "担当 町民課" in texts_of(blocks_of(page))


@pytest.mark.parametrize(
    ("top", "text", "taken"),
    [(152, "担当　市民課", False), (140, "全庁に展開", True), (152, "□全庁に展開", True)],
    ids=["apart", "close", "marked"],
)
def test_a_bare_text_well_below_the_bars_is_no_item(top: float, text: str, taken: bool):
    page = bars(years_at(PageBuilder(), 80), 100, [("選定", 0, 1), ("公開", 1, 2)]).text(380, top, text)
    (table,) = tables_of(blocks_of(page))
    assert any(text in cell for row in matrix(table) for cell in row) is taken


def test_the_shadow_of_a_bar_makes_no_caption_of_the_line_below_it():
    page = cards_of_years(["準備", "導入", "展開"])
    page.images.extend((58 + 150 * n, 79, 212 + 150 * n, 133) for n in range(3))
    page.rect(210, 140, 358, 175, fill="#cfe9e4").text(240, 144, "2025～2026年度").text(260, 158, "試行")
    roles = {b.text: b.role for b in blocks_of(page) if not isinstance(b, Table)}
    assert roles["2025～2026年度"] == "body"


@pytest.mark.parametrize(("pointed", "found"), [(True, True), (False, False)], ids=["arrows", "boxes"])
def test_two_arrows_with_their_years_and_steps_are_a_road_map(pointed: bool, found: bool):
    page = PageBuilder().text(60, 40, "進め方", size=16)
    for n, (years, step) in enumerate((("R7～R8", "優先施設の整備"), ("R9～R11", "全施設の整備"))):
        x = 60 + 200 * n
        page = page.arrow(x, 80, x + 198, 120) if pointed else page.rect(x, 80, x + 198, 120, fill="#cfe9e4")
        page.text(x + 80, 85, years).text(x + 60, 105, step)
    page.text(300, 132, "担当　危機管理課").text(60, 170, "2 災害の情報", size=15)
    tables = [matrix(table) for table in tables_of(blocks_of(page))]
    assert (["", "優先施設の整備", "全施設の整備"] in [row for table in tables for row in table]) is found
    assert {"担当 危機管理課", "2 災害の情報"} <= set(texts_of(blocks_of(page)))


@pytest.mark.parametrize(
    ("times", "texts", "found"),
    [
        (("令和7年度～令和8年度", "令和9年度～令和12年度"), ("様式の見直し", "手続の拡大"), True),
        (("令和7年度", "令和8年度～令和12年度"), ("様式の見直し", "手続の拡大"), True),
        (("令和7年度", "令和12年度"), ("様式の見直し", "手続の拡大"), False),
        (("令和7年度～令和8年度", "令和9年度～令和12年度"), ("120件", "340件"), False),
    ],
    ids=["two spans", "a year and a span", "two years", "figures"],
)
def test_two_times_along_a_line_head_their_steps_where_one_is_a_span(times, texts, found: bool):
    page = PageBuilder().text(60, 40, "進め方", size=16)
    for x, time, text in zip((60, 330), times, texts, strict=True):
        page.text(x, 80, time, size=9, bold=True).text(x, 94, text, size=9)
    assert [matrix(table) for table in tables_of(blocks_of(page))] == ([[["", *times], ["", *texts]]] if found else [])


Lane = tuple[str, list[tuple[str, str]]]


def timed(lanes: list[Lane], *, over: float = 12.0) -> PageBuilder:
    """Lanes of arrows of 150 points each, a time `over` points above each, with a box of their name at the left."""
    page = PageBuilder().text(40, 40, "工程表", size=14)
    for row, (name, steps) in enumerate(lanes):
        top = 100 + 50 * row
        page.rect(40, top - 14, 150, top + 20, fill="#ddeedc").text(50, top - 2, name)
        for column, (time, step) in enumerate(steps):
            x = 160 + 152 * column
            page.arrow(x, top, x + 150, top + 20, fill="#3b7a57").text(x + 50, top + 5, step, color="#ffffff")
            if time:
                page.text(x + 10, top - over, time, size=9)
    return page


def test_arrows_with_times_of_their_own_are_a_table_for_each_lane():
    lanes = [
        ("窓口の予約", [("2026年度", "準備"), ("2027～2030年度", "運用")]),
        ("予約の案内", [("2026～2029年度", "順次実施"), ("2030年度", "検証")]),
        ("職員の研修", [("2026～2030年度", "継続")]),
    ]
    found = [matrix(table) for table in tables_of(blocks_of(timed(lanes)))]
    assert found == [
        [["", *(time for time, _ in steps)], [name, *(step for _, step in steps)]] for name, steps in lanes
    ]


@pytest.mark.parametrize(
    ("lanes", "over"),
    [
        (
            [("窓口の予約", [("2026年度", "準備"), ("", "運用")]), ("予約の案内", [("2026年度", "実施")])],
            12,
        ),  # one has none
        ([("窓口の予約", [("2026年度", "準備")])], 12),  # one arrow
        ([("窓口の予約", [("2026年度", "準備")]), ("予約の案内", [("2027年度", "実施")])], 34),  # far above
    ],
)
def test_arrows_without_times_of_their_own_are_no_lanes(lanes: list[Lane], over: float):
    tables = tables_of(blocks_of(timed(lanes, over=over)))
    assert not [t for t in tables if "準備" in [cell.text for cell in t.cells]]
