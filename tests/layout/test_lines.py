"""Characters to lines: spaces, spread words, superscripts, vertical text, pieces far apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.layout.fragments import chars_to_fragments
from dxextract.layout.lines import cut_last_part, fragments_to_lines, join_lines
from dxextract.layout.tolerances import DEFAULT
from dxextract.schema.raw import Char
from tests.layout.pages import PageBuilder


def lines_of(page: PageBuilder):
    return fragments_to_lines(chars_to_fragments(page.chars, page.fonts, DEFAULT), DEFAULT)


def texts(page: PageBuilder) -> list[str]:
    return [line.text for line in lines_of(page)]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (0.0, ["目標値現状値"]),
        (2.5, ["目標値現状値"]),  # justified text
        (4.0, ["目標値現状値"]),
        (9.0, ["目標値 現状値"]),
        (21.0, ["目標値 現状値"]),
        (40.0, ["目標値", "現状値"]),  # columns
    ],
)
def test_gap_between_japanese_words(gap, expected):
    assert texts(PageBuilder().text(50, 50, "目標値").text(80 + gap, 50, "現状値")) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(5.0, "ア 電子申請の拡充"), (2.2, "ア 電子申請の拡充"), (1.5, "ア電子申請の拡充"), (0.0, "ア電子申請の拡充")],
)
def test_half_space_in_a_line_set_solid(gap, expected):
    assert texts(PageBuilder().text(50, 50, "ア").text(60 + gap, 50, "電子申請の拡充")) == [expected]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("ウ", 2.2), ("年次計画", 0)], "ウ 年次計画"),
        ([("第3", 2.2), ("実施項目", 0)], "第3 実施項目"),
        ([("第", 2.5), ("3", 2.5), ("次総合計画", 0)], "第3次総合計画"),  # fitted
        ([("第3", 2.2), ("項", 0)], "第3項"),
        ([("サ", 3.0), ("ー", 3.0), ("ビ", 3.0), ("ス", 0)], "サービス"),
    ],
)
def test_the_space_behind_a_number_that_nothing_else_explains(parts, expected):
    page, x = PageBuilder(), 50.0
    for text, gap in parts:
        page.text(x, 50, text)
        x = page.chars[-1].x1 + gap
    assert texts(page) == [expected]


@pytest.mark.parametrize(
    ("left", "gap", "right", "expected"),
    [
        ("Key", 2.0, "Indicator", "Key Indicator"),
        ("Key", 0.5, "Indicator", "KeyIndicator"),
        ("12", 2.0, "34", "1234"),
        ("2.", 2.0, "2025", "2. 2025"),
        ("3", 2.0, "AI", "3 AI"),
        ("3", 1.0, "D", "3D"),
        ("2.", 1.0, "5", "2.5"),
        ("12", 3.5, "34", "12 34"),
        ("DX", 2.5, "推進", "DX推進"),  # a quarter em is fitting, no space
        ("1", 5.0, "はじめに", "1 はじめに"),
    ],
)
def test_gap_beside_latin(left, gap, right, expected):
    page = PageBuilder().text(50, 50, left)
    page.text(50 + 5 * len(left) + gap, 50, right)
    assert texts(page) == [expected]


def test_a_number_of_its_own_before_a_figure_in_a_line_set_solid():
    assert texts(PageBuilder().text(50, 50, "2").text(57.3, 50, "3つの視点で進める")) == ["2 3つの視点で進める"]


def test_a_narrow_gap_behind_a_wide_digit_is_a_space():
    assert texts(PageBuilder().text(50, 50, "１").text(65.5, 50, "はじめに")) == ["１ はじめに"]


@pytest.mark.parametrize(
    ("text", "step", "expected"),
    [
        ("21,394", 4.0, "21,394"),
        ("供用開始年度", 6.0, "供用開始年度"),
        ("目次", 20.0, "目次"),
        ("合計", 2.0, "合計"),
        ("２目的", 10.0, "２ 目的"),  # a heading's number is no letter of the word
        ("８年度", 10.0, "８年度"),
    ],
)
def test_evenly_spread_words_get_no_spaces(text, step, expected):
    assert texts(PageBuilder().text(50, 50, text, step=step)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("担　当　課　　総務課", "担当課 総務課"),
        ("◆指　標　名：利用率", "◆指標名：利用率"),
        ("県　市の担当者", "県　市の担当者"),
    ],
)
def test_a_label_that_is_spread_beside_what_is_not(text, expected):
    assert texts(PageBuilder().text(50, 50, text)) == [expected]


def test_uneven_gaps_keep_their_spaces():
    page = PageBuilder().text(50, 50, "令和").text(70, 50, "年").text(95, 50, "月").text(105, 50, "日")
    assert texts(page) == ["令和年 月日"]


def test_printed_spaces_stay_verbatim():
    assert texts(PageBuilder().text(50, 50, "第1章　計画の策定")) == ["第1章　計画の策定"]


def test_superscript_joins_its_line():
    page = PageBuilder().text(50, 50, "面積は12km").text(100, 48, "2", size=5.0).text(103, 50, "である")
    assert texts(page) == ["面積は12km2である"]


def test_small_line_below_stays_apart():
    page = PageBuilder().text(50, 50, "基準値").text(50, 61, "(R6)", size=7.0)
    assert texts(page) == ["基準値", "(R6)"]


def test_vertical_text_is_one_line_read_downwards():
    lines = lines_of(PageBuilder().column(50, 50, "会議における検討"))
    assert [(line.text, line.vertical) for line in lines] == [("会議における検討", True)]


@pytest.mark.parametrize("stack", ["●●●", "・・", "○○"])
def test_stacked_marks_are_no_vertical_text(stack):
    assert len(lines_of(PageBuilder().column(50, 50, stack, leading=1.8))) == len(stack)


def test_style_is_that_of_most_characters():
    page = PageBuilder().text(50, 50, "重要", bold=True).text(70, 50, "な取組を進める")
    (line,) = lines_of(page)
    assert (line.text, line.bold, [p.bold for p in line.parts]) == ("重要な取組を進める", False, [True, False])


def test_leaders_join_title_and_page_number():
    page = PageBuilder().text(50, 50, "1 趣旨").text(200, 50, "・・・").text(400, 50, "12")
    assert texts(page) == ["1 趣旨 ・・・ 12"]


def test_box_covers_all_characters():
    (line,) = lines_of(PageBuilder().text(50, 50, "目標").text(75, 50, "100"))
    assert line.box == (50, 50, 90, 60)


def test_cut_last_part_undoes_join():
    first, second = lines_of(PageBuilder().text(50, 50, "趣旨と期間").text(400, 50, "12"))
    joined = join_lines(first, second)
    assert joined.text == "趣旨と期間 12"
    assert cut_last_part(joined) == (first, second)


def test_figures_on_their_side_belong_to_their_column():
    page = PageBuilder().column(50, 50, "第", leading=1.0)
    font = page.chars[-1].font
    page.chars.append(Char("1", 50.2, 60, 59.8, 65, font, False))
    page.column(50, 65, "章計画の概要", leading=1.0)
    assert [(line.text, line.vertical) for line in lines_of(page)] == [("第1章計画の概要", True)]


@pytest.mark.parametrize(
    ("first", "bold", "gap", "expected"),
    [
        ("ア", False, 6.5, "ア 現状と課題"),  # a number that a tab sets apart
        ("ア", False, 1.5, "ア現状と課題"),
        ("本市の", True, 6.5, "本市の 現状と課題"),  # another weight
    ],
)
def test_half_an_em_behind_a_kana_number_or_another_weight_is_a_space(first, bold, gap, expected):
    page = PageBuilder().text(50, 50, first).text(50 + 10 * len(first) + gap, 50, "現状と課題", bold=bold)
    assert texts(page) == [expected]


@pytest.mark.parametrize(
    ("number", "gap", "rest", "expected"),
    [
        ("1", 2.3, "なぜ今つくるのか", "1 なぜ今つくるのか"),
        ("12", 2.3, "位置づけと期間", "12 位置づけと期間"),
        ("1", 0.5, "なぜ今つくるのか", "1なぜ今つくるのか"),
        ("3", 2.3, "月に公表する", "3月に公表する"),
    ],
)
def test_the_space_behind_a_number_in_a_font_without_a_name(number, gap, rest, expected):
    page = PageBuilder().text(50, 50, number).text(50 + 5 * len(number) + gap, 50, rest)
    page.fonts = [replace(font, name="") for font in page.fonts]
    assert texts(page) == [expected]


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("1 ", "国の動き", "1 国の動き"),
        ("2-1 ", "窓口", "2-1 窓口"),
        ("1", "国の動き", "1国の動き"),  # fitted, no space drawn
        ("DX ", "推進", "DX推進"),
    ],
)
def test_the_space_behind_a_number_in_another_weight(number, title, expected):
    page = PageBuilder().text(50, 50, number, bold=True)
    page.text(page.chars[-1].x1 - 2 if number.endswith(" ") else page.chars[-1].x1 + 3, 50, title)
    assert texts(page) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人材の育成", "１ 人材の育成"),
        ("個別の施策", "１ 個別の施策"),
        ("人の職員", "１人の職員"),
        ("月から", "１月から"),
    ],
)
def test_a_counter_never_stands_apart_but_words_like_one_do(text, expected):
    assert texts(PageBuilder().text(50, 50, "１").text(63.5, 50, text)) == [expected]


@pytest.mark.parametrize(("gap", "expected"), [(3.5, "１ 地域の配送"), (0.0, "１地域の配送"), (1.5, "１地域の配送")])
def test_a_gap_behind_a_number_as_wide_as_a_kanji(gap, expected):
    assert texts(PageBuilder().text(50, 50, "１").text(60 + gap, 50, "地域の配送")) == [expected]


@pytest.mark.parametrize(
    ("sign", "at", "expected"),
    [
        ("Ⅰ", 101, "基本方針Ⅰ住民の利便性"),  # printed afterwards in a font that has it
        ("①", 101, "基本方針①住民の利便性"),
        ("Ⅰ", 172, "基本方針\u3000住民の利便性Ⅰ"),
    ],
)
def test_a_sign_of_another_font_stands_in_the_gap_that_was_left_for_it(sign, at, expected):
    page = PageBuilder().text(60, 100, "基本方針　住民の利便性").text(at, 101, sign, size=8.5)
    assert texts(page) == [expected]


@pytest.mark.parametrize(
    ("mark", "below", "parted"),
    [("・", 306, True), ("", 306, False), ("・", 330, False)],
    ids=["items", "words", "no column"],
)
def test_two_columns_of_items_that_meet_on_one_line_but_once(mark, below, parted):
    page = PageBuilder().text(60, 50, "現状と課題", size=10.5).text(330, 50, "主な取組", size=10.5)
    page.text(60, 80, "○日帰りの観光客が多く滞在する時間の短い", size=11.4).text(
        306, 80, f"{mark}体験型の観光をつくります。"
    )
    page.text(60, 97, "傾向にあります。").text(below, 100, "・案内板の多言語化を進めます。")
    page.text(60, 116, "○外国人の宿泊者は戻りつつあります。").text(below, 120, "・観光の情報を発信します。")
    assert any(text.startswith("○日帰り") and text.endswith("ます。") for text in texts(page)) != parted


@pytest.mark.parametrize("typed", [True, False])
def test_a_gap_that_was_typed_parts_no_line(typed):
    page = PageBuilder()
    for top, first, second in ((100, "令和7年度", "全窓口へ導入"), (120, "令和8年度", "利用状況の検証")):
        page.text(60, top, first + "　" * (9 * typed)).text(195, top, second)
    parted = ["令和7年度", "全窓口へ導入", "令和8年度", "利用状況の検証"]
    joined = ["令和7年度 全窓口へ導入", "令和8年度 利用状況の検証"]
    assert texts(page) == (joined if typed else parted)


@pytest.mark.parametrize(("year", "figure"), [("R5", "2日"), ("R11", "5日")])
def test_a_small_year_is_parted_from_its_large_figure_though_all_is_set_apart(year: str, figure: str):
    page = PageBuilder().text(50, 50, year, size=9.0)
    page.text(50 + 4.5 * len(year) + 6, 41, figure, size=18.0, step=4.0)
    assert texts(page) == [f"{year} {figure}"]
