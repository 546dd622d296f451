"""Titles in boxes of a slide: small ones, ones side by side, of notes, on banners, and names of a picture's parts."""

from __future__ import annotations

import pytest

from dxextract.extract import extract_records
from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=3, text_layer="native")
PROSE = "職員が資料をつくる時間を減らし、相談に応じる時間を増やします。"
TITLE, BODY = Style(22, True), Style(13)
BAND, COUNT = Style(14, True, band="#1f4e79"), Style(13, True)

Line = tuple[str, Style, float, float]
"""A line with the left and the top of its box."""


def slide(*lines: Line) -> Document:
    """A document of one slide."""
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(2, (x, top, x + 150, top + 14)))]), style=style, blank_before=True)
        for text, style, x, top in lines
    )
    return annotate(Document(SOURCE, blocks), load_rules())


def tree(*lines: Line) -> dict[str, str | None]:
    """The headings of one slide, each with the one above it."""
    nodes = segment(slide(*lines), load_rules()).nodes
    names = {node.index: node.title for node in nodes}
    return {node.title: names.get(node.parent) for node in nodes}


def boxed(line: str, style: Style, first: str) -> dict[str, str | None]:
    """The headings of a slide with a line above a count in a box."""
    return tree(
        ("業務の見直し", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        ("【文書作成の支援】", BAND, 20, 90),
        (line, style, 30, 120),
        (f"{first}文書の下書き", COUNT, 30, 140),
        (PROSE, BODY, 30, 160),
        ("(2)会議の記録", COUNT, 30, 190),
        (PROSE, BODY, 30, 210),
    )


SMALL = Style(10.5, True, color="#1f6f54")


def test_a_small_coloured_line_holds_the_count_right_below_it() -> None:
    found = boxed("導入のねらい", SMALL, "(1)")
    assert found["導入のねらい"] == "文書作成の支援"
    assert found["文書の下書き"] == found["会議の記録"] == "導入のねらい"


@pytest.mark.parametrize(
    ("line", "style", "first"),
    [
        ("導入のねらい", Style(10.5, True), "(1)"),  # in the text's colour
        ("導入のねらい", Style(10.5, color="#1f6f54"), "(1)"),  # not bold
        ("導入のねらい", SMALL, ""),  # above no count
        ("（令和6年4月現在）", SMALL, "(1)"),
        ("令和6年4月1日時点", SMALL, "(1)"),
    ],
)
def test_other_small_lines_hold_nothing(line: str, style: Style, first: str) -> None:
    assert line not in boxed(line, style, first)


def side_by_side(style: Style, x: float, top: float) -> dict[str, str | None]:
    """The headings of a slide with a titled box, and another one of style `style` whose title begins at (x, top)."""
    return tree(
        ("避難所の受付", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        ("【しくみ】", BAND, 20, 100),
        (PROSE, BODY, 20, 130),
        ("めざす使い方", style, x, top),
        (PROSE, BODY, x, top + 30),
    )


def test_titles_on_bands_beside_one_another_stand_on_one_level() -> None:
    small = Style(13.5, True, band="#c58f00")
    assert side_by_side(small, 300, 101)["めざす使い方"] == "避難所の受付"
    assert side_by_side(small, 20, 180)["めざす使い方"] == "しくみ"


def test_a_panel_with_a_smaller_title_on_a_band_of_the_same_colour_goes_with_the_text_on_its_left() -> None:
    panel = Style(13.2, True, band="#1f4e79")
    assert side_by_side(panel, 300, 101)["めざす使い方"] == "しくみ"
    assert side_by_side(BAND, 300, 101)["めざす使い方"] == "避難所の受付"


def explained(line: str, style: Style) -> dict[str, str | None]:
    """The headings of a slide with a line above the text of a box that explains a word of the block above it."""
    return tree(
        ("デジタルに慣れる", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        ("【教室】", BAND, 20, 90),
        ("地区ごとに支え手(※)が教室を開きます。", BODY, 20, 120),
        (line, style, 30, 160),
        (PROSE, BODY, 30, 180),
    )


@pytest.mark.parametrize("line", ["(※)デジタルの支え手とは", "※1 デジタルの支え手とは？", "＊ デジタルの支え手とは"])
def test_the_title_of_a_box_that_explains_a_word_stands_beside_the_block_that_has_it(line: str) -> None:
    assert explained(line, SMALL)["デジタルの支え手とは"] == "デジタルに慣れる"


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("(※)デジタルの支え手とは", BODY),  # set as the text is
        ("※ デジタルの支え手とは、教室を開く人です。", SMALL),
        ("※ デジタルの支え手", SMALL),
        ("※ 詳しくは町のページへ", SMALL),
    ],
)
def test_other_notes_head_nothing(line: str, style: Style) -> None:
    assert set(explained(line, style)) == {"デジタルに慣れる", "教室"}


def banner(line: str, style: Style) -> Document:
    """A slide with a line over its foot, and what is said of it below."""
    return slide(
        ("計画の考え方", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        ("【大切にすること】", BAND, 20, 90),
        (PROSE, BODY, 20, 120),
        (line, style, 20, 160),
        (PROSE, BODY, 20, 190),
    )


def test_a_banner_titles_what_is_said_below_it_and_states_its_indicator() -> None:
    document, rules = (
        banner("【総合計画KPI】 オンライン申請件数 9,000件/年", Style(17, True, band="#c0392b")),
        load_rules(),
    )
    outline = segment(document, rules)
    assert [(node.title, node.level) for node in outline.nodes][-1] == ("総合計画KPI", 2)
    (found,) = extract_records(document, outline, rules).kpis
    assert (found.record.name, found.record.target and found.record.target.value) == ("オンライン申請件数", 9000)


@pytest.mark.parametrize(
    ("line", "style"),
    [
        ("【総合計画KPI】 オンライン申請件数 9,000件/年", BODY),
        ("【総合計画KPI】 オンライン申請件数 9,000件/年", Style(13, band="#fdf1f0")),  # no larger than the text
        ("【対象者】 町内の事業者 900者", Style(17, True, band="#c0392b")),
    ],
)
def test_other_lines_with_a_figure_behind_a_label_are_no_banners(line: str, style: Style) -> None:
    titles = {node.title for node in segment(banner(line, style), load_rules()).nodes}
    assert not titles & {"総合計画KPI", "対象者"}


@pytest.mark.parametrize(("caption", "found"), [("<イメージ図>", False), ("<主な取組>", True)])
def test_names_of_the_parts_of_a_picture(caption: str, found: bool) -> None:
    titles = tree(
        ("受付と相談", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        (caption, Style(12, True, color="#1f6f54"), 20, 90),
        ("【受付】", BAND, 20, 110),
        ("【相談】", BAND, 300, 110),
        (PROSE, BODY, 20, 300),
    )
    assert ("受付" in titles) is found


def pyramid(*names: str) -> dict[str, str | None]:
    """The headings of a page with names on bands right below one another, and those names with what they mean."""
    larger = Style(16, True)
    bands = [(name, Style(15, True, band="#1f4e79"), 100.0 + 10 * n, 100.0 + 30 * n) for n, name in enumerate(names)]
    below = [
        line
        for n, name in enumerate(names)
        for line in (
            (f"{name}(大切にすること)", larger, 20.0, 230.0 + 60 * n),
            (PROSE, BODY, 20.0, 250.0 + 60 * n),
        )
    ]
    return tree(("計画の考え方", TITLE, 20, 10), *bands, (PROSE, BODY, 20, 200), *below)


def test_the_bars_of_a_pyramid_head_nothing_where_their_names_are_headings_below() -> None:
    names = ("ミッション", "ビジョン", "バリュー")
    found = pyramid(*names)
    assert set(found) == {"計画の考え方", *(f"{name}(大切にすること)" for name in names)}


def test_one_title_on_a_band_that_a_later_one_begins_with_is_a_heading() -> None:
    assert "バリュー" in pyramid("バリュー")


@pytest.mark.parametrize(
    ("above", "title", "kept"),
    [
        ("申請画面のイメージ", "電子申請の入口", False),
        ("管理画面", "避難所管理", False),
        ("申請の流れ", "電子申請の入口", True),  # no picture's name
    ],
)
def test_the_title_bar_of_a_screen_below_its_name_heads_nothing(above: str, title: str, kept: bool) -> None:
    found = tree(
        ("窓口の見直し", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        (f"【{above}】", BAND, 20, 90),
        (title, Style(13, True, band="#2b6f6a"), 30, 120),
        ("手続きを探す", Style(11, band="#d9efec"), 30, 150),
        ("お知らせ", Style(11, band="#d9efec"), 30, 170),
        ("【期待する効果】", BAND, 20, 200),
        (PROSE, BODY, 20, 230),
    )
    assert (title in found) is kept
    assert found["期待する効果"] == "窓口の見直し"


@pytest.mark.parametrize(
    ("below", "caption", "kept"),
    [
        (("手続をする", "予約をする", "たずねる"), "スマートフォンの画面（イメージ）", False),
        (("文章をつくる", "要約する"), "庁内AIの入口画面", False),
        (("手続をする", "予約をする", "たずねる"), "市役所の窓口のようす", True),
        (("手続をする",), "スマートフォンの画面", True),  # one box
    ],
)
def test_the_title_of_a_screen_with_buttons_and_a_caption(below: tuple[str, ...], caption: str, kept: bool) -> None:
    found = tree(
        ("窓口の見直し", TITLE, 20, 10),
        (PROSE, BODY, 20, 50),
        ("なるみの窓", Style(13, True, band="#2b6f6a"), 300, 90),
        *((word, Style(11, band="#d9efec"), 300, 120 + 20 * place) for place, word in enumerate(below)),
        (caption, Style(10), 300, 260),
        (PROSE, BODY, 20, 290),
    )
    assert ("なるみの窓" in found) is kept
