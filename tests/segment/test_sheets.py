"""Pages filled in like forms, and cards side by side: which of their lines are headings."""

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Figure, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

PROSE = "本計画は、行政のデジタル化を進めるために策定するものです。"
BODY, TITLE, LABEL = Style(12), Style(16, bold=True), Style(12)
CARD = Style(14, bold=True, color="#ffffff", band="#ed7d31")


def titles(lines):
    """Numbers and titles of the sections of `lines`."""
    return [(node.number, node.title) for node in nodes(lines)]


def nodes(lines):
    """The sections of `lines`: page, x0, top, style and text each; None for a text stands for a chart."""
    blocks = []
    for page, x0, top, style, text in lines:
        if text is None:
            blocks.append(Figure(Place(page=page, box=(x0, top, x0 + 100, top + 80))))
            continue
        box = (x0, top, x0 + len(text) * style.size, top + style.size)
        blocks.append(Paragraph(Passage.of([Segment(text, Place(page=page, box=box))]), style=style))
    source = Source(file_name="t.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9)
    rules = load_rules()
    document = annotate(Document(source, tuple(blocks)), rules)
    return segment(document, rules).nodes


def sheets(labels, count):
    for page in range(1, count + 1):
        yield page, 20, 20, TITLE, f"事業{'甲乙丙丁戊'[page]}の推進"
        for row, label in enumerate(labels):
            yield page, 20, 60 + 60 * row, LABEL, label
            yield page, 20, 80 + 60 * row, BODY, PROSE


@pytest.mark.parametrize(
    ("label", "count", "found"),
    [
        ("① 事業のあらまし", 3, True),
        ("【事業を始めた理由】", 4, True),
        ("【事業を始めた理由】 ※詳細は5(1)に記載", 4, True),
        ("① 事業のあらまし", 2, False),
        ("事業のあらまし", 4, False),
        ("① 事業のあらましは、次のとおり", 4, False),
    ],
)
def test_a_plain_label_that_returns_on_each_page_is_a_heading(label, count, found):
    title = label.partition(" ※")[0].strip("【】① ")
    assert any(t == title for _, t in titles(list(sheets([label], count)))) is found


def cards(*below, level=True):
    yield 1, 20, 20, TITLE, "1 目標とする指標"
    yield 1, 20, 50, BODY, PROSE
    for number, name in enumerate(("窓口に来る人の数", "申請できる手続")):
        yield 1, 20 + 200 * number, 100 + (0 if level else 120 * number), CARD, name
        for row, text in enumerate(below):
            yield 1, 20 + 200 * number, 140 + 30 * row + (0 if level else 120 * number), BODY, text


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (cards("2020年度：約50%", "2025年度：約60%"), False),
        (cards("2019年：1.60", "2025年：縮減"), False),
        (cards("2020年度：約50%", level=False), False),
        (cards("2025年度までの累計 100人"), False),
        (cards("2024年度までに拠点となる庭球場の完成"), False),
        (cards("2024年度までの取組と課題", level=False), True),
        (cards(None), False),
        (cards(None, level=False), True),
        (cards(PROSE), True),
    ],
    ids=[
        "dated figures",
        "dated words",
        "one below the other",
        "by then",
        "words by then",
        "history",
        "charts in a row",
        "chart below a title",
        "prose",
    ],
)
def test_the_name_of_an_indicator_is_no_heading(lines, found):
    assert ((None, "申請できる手続") in titles(list(lines))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("令和5年度補正予算額 29億円", False), ("目標人口 46万人", False), ("市民1人1台の端末", True)],
)
def test_a_line_that_ends_in_a_figure_is_no_heading(text, found):
    lines = [(1, 20, 20, TITLE, "1 概要"), (1, 20, 50, BODY, PROSE), (1, 20, 90, CARD, text), (1, 20, 120, BODY, PROSE)]
    assert ((None, text) in titles(lines)) is found


def test_below_a_block_stand_the_names_it_announces_and_then_the_next_block():
    small = Style(12, band="#fbe5d6")
    lines = [(1, 20, 20, Style(20, bold=True), "1-1 駅前のにぎわいづくり")]
    for number, (style, text) in enumerate(
        [
            (small, "【現状と課題】"), (BODY, PROSE), (small, "【主な取組】"), (CARD, "担い手を育てる"), (BODY, PROSE),
            (CARD, "歩きたくなる通り"), (BODY, PROSE), (small, "【達成への道筋】"), (BODY, PROSE),
        ]
    ):  # fmt: skip
        lines.append((1, 20, 60 + 30 * number, style, text))
    assert [title for _, title in titles(lines)] == [
        "駅前のにぎわいづくり", "現状と課題", "主な取組", "担い手を育てる", "歩きたくなる通り", "達成への道筋",
    ]  # fmt: skip


def test_bold_circled_lines_above_sentences_are_headings_and_above_bullets_are_not():
    bold = Style(12, bold=True)

    def section(below):
        lines = [(1, 20, 20, TITLE, "(1) 建物の省エネ"), (1, 20, 40, BODY, PROSE)]
        for number, name in enumerate(("① 庁舎の改修", "② 学校の改修", "③ 電気の調達")):
            lines += [(1, 20, 60 + 60 * number, bold, name), (1, 20, 90 + 60 * number, BODY, below)]
        return [number for number, _ in titles(lines)]

    assert section(PROSE) == ["(1)", "①", "②", "③"]
    assert section("・対象を広げる") == ["(1)"]


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        (Style(12), Style(25), [("第1章", "策定にあたって"), ("第2章", "施策の展開")]),
        (Style(25), Style(12), None),
    ],
)
def test_a_number_above_its_title(number, title, expected):
    lines = []
    for page, (label, name) in enumerate((("第1章", "策定にあたって"), ("第2章", "施策の展開")), 2):
        lines += [(page, 20, 20, number, label), (page, 20, 40, title, name), (page, 20, 90, Style(9), PROSE * 3)]
    assert (titles(lines) == expected) is (expected is not None)


@pytest.mark.parametrize(
    ("numeral", "title", "number"),
    [
        ("01", "ビジョンの背景", "01"),
        ("3", "つの柱で進めます", None),
        ("72", "ビジョンの背景を、町民とともに考えます。", None),
    ],
)
def test_a_large_numeral_beside_a_title_is_its_number(numeral, title, number):
    color = "#d9641e"
    lines = [
        (2, 20, 20, Style(24, color=color), numeral),
        (2, 20, 50, Style(17, color=color), title),
        (2, 20, 90, Style(9), PROSE * 3),
    ]
    assert ((number, title) in titles(lines)) is (number is not None)
    assert (number, title) in titles(lines) or all(n != numeral for n, _ in titles(lines))


def test_words_with_numbers_that_head_sentences_are_headings():
    goal = Style(13, color="#d9641e")
    lines = [(2, 20, 20, Style(20), "第1章 めざす姿"), (2, 20, 50, Style(9), PROSE)]
    for number, name in enumerate(("どこでも役場", "むだのない役場"), 1):
        lines += [(2, 20, 80 * number, goal, f"Goal {number} {name}"), (2, 20, 80 * number + 30, Style(9), PROSE)]
    assert titles(lines) == [("第1章", "めざす姿"), ("Goal 1", "どこでも役場"), ("Goal 2", "むだのない役場")]


def test_a_badge_says_what_its_measure_belongs_to_and_a_mark_beside_that_it_has_priority():
    bar, badge = Style(15, band="#eef3fb"), Style(8.5, color="#ffffff", band="#3a5fa0")
    lines = [(2, 20, 20, Style(13), "▍基本方針1 暮らしを便利にする"), (2, 20, 45, Style(9), PROSE)]
    for number, name in enumerate(("手続のオンライン化", "支払いの電子化")):
        top = 80 + 200 * number
        lines += [(2, 20, top, badge, "基本方針1"), (2, 100, top, bar, name), (2, 400, top + 2, badge, "重点")]
        for row, label in enumerate(("現状・課題", "取組内容")):
            lines += [
                (2, 20, top + 40 + 60 * row, Style(11, bold=True), label),
                (2, 20, top + 60 + 60 * row, Style(9), PROSE),
            ]
    found = nodes(lines)
    assert [(n.number, n.title) for n in found if n.kind != "facet"] == [
        ("基本方針1", "暮らしを便利にする"), (None, "手続のオンライン化"), (None, "支払いの電子化"),
    ]  # fmt: skip
    assert [n.marks for n in found if n.kind == "measure"] == [("priority",), ("priority",)]


NAMES = ("窓口の改革", "見守りの充実", "道路台帳の公開")
LABELS = ("① 事業の目的", "② 事業の概要")


def named_sheets(names, above=()):
    """Sheets whose titles are set no larger than their text, with words of a picture below the second block."""
    for page, name in enumerate(names, 1):
        yield page, 20, 20, Style(12 if page % 2 else 11.5, bold=True), name
        for x, style, text in above:
            yield page, x, 30, style, text
        for row, label in enumerate(LABELS):
            yield page, 20, 60 + 60 * row, LABEL, label
            yield page, 20, 80 + 60 * row, BODY, PROSE
        yield page, 30, 200, CARD, f"モデル{page}"
        yield page, 30, 220, BODY, PROSE


@pytest.mark.parametrize(
    ("names", "above", "measures"),
    [
        (NAMES, (), list(NAMES)),
        (NAMES, ((300, Style(13, bold=True), "当初予算額 1.2億円"), (400, Style(12), "【新規】")), list(NAMES)),
        (NAMES[:2], (), []),  # two pages are no form
        (NAMES, ((20, BODY, PROSE),), []),  # the page begins with text
        (("進捗報告",) * 3, (), []),  # one title on all pages names none of them
    ],
)
def test_the_title_of_each_sheet_is_a_measure_with_its_blocks(names, above, measures):
    found = nodes(list(named_sheets(names, above)))
    sheets = [n for n in found if n.kind == "measure" and n.level == 1]
    assert [n.title for n in sheets if n.title in names] == measures
    if measures:
        assert [(n.kind, n.number, n.title) for n in found if n not in sheets] == [
            ("facet", "①", "事業の目的"),
            ("facet", "②", "事業の概要"),
        ] * len(names)


@pytest.mark.parametrize(
    ("x0", "top", "number"),
    [
        (400, 60, "②"),  # a tag right of the title
        (60, 75, None),  # a line of its own below it
    ],
)
def test_a_bracketed_line_beside_a_title_is_its_tag(x0, top, number):
    bar, chip = Style(14, bold=True, band="#dce6f2"), Style(14, bold=True, color="#ffffff", band="#f79646")
    lines = [(2, 20, 20, bar, "① 窓口の課題"), (2, 20, 40, BODY, PROSE), (2, 20, 60, bar, "② 組織の課題")]
    lines += [(2, x0, top, chip, "【働き方に関する観点】"), (2, 20, 90, BODY, PROSE)]
    assert (("働き方に関する観点" in [t for _, t in titles(lines)]) is False) is (number is not None)


def test_titles_of_cards_below_a_label_of_indicators_are_no_headings():
    lines = [(1, 20, 20, TITLE, "1-1 福祉の充実"), (1, 20, 50, BODY, PROSE), (1, 20, 90, LABEL, "【目標指標】")]
    lines += [
        (1, 20, 110, CARD, "平均寿命と健康寿命の差"),
        (1, 220, 110, CARD, "介護認定率"),
        (1, 20, 150, BODY, "2017年"),
    ]
    lines += [(1, 220, 140, BODY, None), (1, 20, 240, LABEL, "【主な関連計画】"), (1, 20, 260, BODY, PROSE)]
    found = [title for _, title in titles(lines)]
    assert "目標指標" in found
    assert not {"平均寿命と健康寿命の差", "介護認定率"} & set(found)


DARK, TINT = "#1b4f8a", "#e6eff8"
PANEL = Style(12.5, bold=True, color="#ffffff", band=DARK)


def dense_slide(panel, below):
    """A deck in 14 points with one slide of panels set in 12: a panel's title, and what is `below` it."""
    for page in (1, 2, 3):
        yield page, 20, 20, Style(22, bold=True), f"{page} 取組の{'甲乙丙丁'[page]}"
        yield page, 20, 60, Style(14), PROSE * 3
    yield 4, 20, 20, Style(22, bold=True), "4 国の動き"
    yield 4, 20, 60, Style(12), PROSE * 2
    yield 4, 20, 100, panel, "自治体に求められる取組"
    yield 4, 20, 130, below, PROSE
    yield 4, 20, 160, Style(12), PROSE


@pytest.mark.parametrize(
    ("panel", "below", "found"),
    [
        (PANEL, Style(12), True),
        (PANEL, Style(12, band=TINT), True),
        (Style(12.5, color="#ffffff", band=DARK), Style(12), False),  # a box of a diagram
        (Style(12.5, bold=True, color="#333333", band=TINT), Style(12, band=TINT), False),
        (PANEL, PANEL, False),  # boxes one above the other
        (PANEL, Style(13), False),
    ],
)
def test_the_title_of_a_panel_is_measured_by_the_text_of_its_own_page(panel, below, found):
    assert ("自治体に求められる取組" in [t for _, t in titles(list(dense_slide(panel, below)))]) is found


@pytest.mark.parametrize(
    ("first", "rest", "gap", "style", "title"),
    [
        ("施策1 各種手続の", "オンライン化の推進", 6, TITLE, "各種手続のオンライン化の推進"),
        ("第2章 持続可能な行政運営に向けた", "デジタル化", 6, TITLE, "持続可能な行政運営に向けたデジタル化"),
        ("施策1 各種手続の", "オンライン化の推進", 40, TITLE, "各種手続の"),
        ("施策1 各種手続の", "オンライン化の推進", 6, Style(13, bold=True), "各種手続の"),
        ("施策1 手続の案内", "窓口の改善", 6, TITLE, "手続の案内"),
        ("施策1 各種手続の", "(1) オンライン化", 6, TITLE, "各種手続の"),
    ],
)
def test_a_numbered_title_goes_on_in_the_line_close_below_that_is_set_like_it(first, rest, gap, style, title):
    lines = [(1, 20, 20, TITLE, first), (1, 20, 36 + gap, style, rest), (1, 20, 100, BODY, PROSE)]
    assert titles(lines)[0][1] == title


def test_the_first_chapter_is_no_line_of_a_cover_where_later_ones_are_set_like_it():
    small = Style(13, bold=True)
    lines = [(1, 20, 10, BODY, "みのり野市デジタル化推進計画")]
    for number, name in enumerate(("計画の枠組み", "今後の進め方")):
        lines += [(1, 20, 60 + 200 * number, TITLE, name), (1, 20, 90 + 200 * number, small, f"{name}の目的")]
        lines += [(1, 20, 120 + 200 * number, BODY, PROSE)]
    assert [title for _, title in titles(lines)][:2] == ["計画の枠組み", "計画の枠組みの目的"]


@pytest.mark.parametrize(
    ("line", "found"), [("［実施計画編］", False), ("【アクションプラン】", False), ("［窓口の改革］", True)]
)
def test_a_part_of_the_plan_in_brackets_on_its_cover_heads_nothing(line: str, found: bool):
    lines = [(1, 20, 100, TITLE, "みのり野市デジタル化推進計画"), (1, 20, 140, Style(14), line)]
    lines += [(1, 20, 400, BODY, "令和7年3月"), (2, 20, 20, TITLE, "第1章 計画の趣旨"), (2, 20, 60, BODY, PROSE)]
    lines += [(2, 20, 120, TITLE, "第2章 取組"), (2, 20, 160, BODY, PROSE)]
    assert (line.strip("［］【】") in [title for _, title in titles(lines)]) is found
