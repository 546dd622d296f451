"""Slides' boxes that name somebody or say what people wish head no section; slides of their own do."""

from __future__ import annotations

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")
PROSE = "手続の多くが窓口での対面を前提としており、来庁者の負担となっています。"
TITLE, BODY = Style(22, True), Style(12)
BAND, BOX = Style(14, True, band="#1f4e79"), Style(13, boxed=True)


def titles(*lines: tuple[int, str, Style], level: int | None = None) -> list[str]:
    """The headings among lines of pages, set as they are; titles may be stated as the slides'."""
    blocks = tuple(
        Paragraph(
            Passage.of([Segment(text, Place(page, (50.0, 30.0 + 40 * n, 400.0, 45.0 + 40 * n)))]),
            style=style,
            blank_before=True,
            heading_level=level if style is TITLE else None,
        )
        for n, (page, text, style) in enumerate(lines)
    )
    rules = load_rules()
    outline = segment(annotate(Document(SOURCE, blocks), rules), rules)
    return [node.title for node in outline.nodes]


FIRST = ((2, "計画の趣旨", TITLE), (2, PROSE, BODY), (3, "推進体制", TITLE))


@pytest.mark.parametrize(
    ("boxes", "headings"),
    [
        ((("最高情報統括責任者（CIO）", BAND), ("副市長", BOX), ("CIO補佐官", BAND), ("民間人材", BOX)), []),
        ((("DX推進本部", BAND), ("本部長", BAND), ("市長", BOX), ("副本部長", BAND), ("副市長", BOX)), []),
        # what a role does stands below it
        ((("統括責任者", BAND), (PROSE, BODY), ("DX推進本部", BAND), (PROSE, BODY)), ["統括責任者", "DX推進本部"]),
        ((("取組の進め方", BAND), (PROSE, BODY)), ["取組の進め方"]),
    ],
)
def test_names_in_boxes(boxes: tuple[tuple[str, Style], ...], headings: list[str]) -> None:
    assert titles(*FIRST, *((3, text, style) for text, style in boxes)) == ["計画の趣旨", "推進体制", *headings]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("バスが今どこにいるか知りたい", False),
        ("手続を家で済ませたい！", False),
        ("使い方を教えてほしい", False),
        ("【計画の期間】令和7（2025）年度～令和10（2028）年度", False),
        ("住み続けたいまち", True),
        ("【市民】窓口の改革", True),
    ],
)
def test_lines_on_bands(line: str, found: bool) -> None:
    said = titles((2, "計画の趣旨", TITLE), (2, PROSE, BODY), (2, line, BAND), (2, PROSE, BODY))
    assert (len(said) == 2) is found


def on_one_row(*texts: str) -> list[str]:
    """The headings of a page on which boxes stand beside one another, a text below the last of them."""
    chain = Style(12, band="#cce5e5")
    lines = [("施策1 待たない窓口", TITLE), (PROSE, BODY), *((text, chain) for text in texts), (PROSE, BODY)]
    places = [(50.0, 20.0), (50.0, 60.0), *((50.0 + 150 * n, 100.0) for n in range(len(texts))), (50.0, 160.0)]
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(2, (x, top, x + 120, top + 15)))]), style=style, blank_before=True)
        for (text, style), (x, top) in zip(lines, places, strict=True)
    )
    rules = load_rules()
    return [node.title for node in segment(annotate(Document(SOURCE, blocks), rules), rules).nodes]


@pytest.mark.parametrize("texts", [("STEP1 予約", "STEP2 受付", "STEP3 交付"), ("① 集約", "② 判断", "③ 発信")])
def test_steps_on_arrows_beside_one_another(texts: tuple[str, ...]) -> None:
    assert on_one_row(*texts) == ["待たない窓口"]


@pytest.mark.parametrize(
    ("below", "found"), [("人口減少と担い手の不足", False), ("・人口が減少しています", True), (PROSE, True)]
)
def test_names_over_boxes_with_a_few_words(below: str, found: bool) -> None:
    name = Style(14, True, band="#1f4e79")
    lines = [("計画の背景", TITLE), (PROSE, BODY)]
    lines += [one for text in ("人のつながり", "産業の広がり") for one in ((text, name), (below, BOX))]
    places = [(50.0, 20.0), (50.0, 60.0), *((50.0 + 200 * n, top) for n in range(2) for top in (100.0, 130.0))]
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(2, (x, top, x + 180, top + 15)))]), style=style, blank_before=True)
        for (text, style), (x, top) in zip(lines, places, strict=True)
    )
    rules = load_rules()
    said = [node.title for node in segment(annotate(Document(SOURCE, blocks), rules), rules).nodes]
    assert ("人のつながり" in said) is found


def test_whose_words_stand_in_a_bubble() -> None:
    bubble = Style(15, band="#e2f0f0")
    said = ((2, "市長からの一言", bubble), (2, "「主役は市民の皆さんです。」", bubble))
    assert titles(*FIRST[:2], *said) == ["計画の趣旨"]


def test_the_words_of_a_block_title_a_slide_beside_others() -> None:
    slides = [*FIRST[:2], (4, "スケジュール", TITLE), (4, PROSE, BODY), (5, "推進体制", TITLE), (5, PROSE, BODY)]
    assert titles(*slides, level=1) == ["計画の趣旨", "スケジュール", "推進体制"]


@pytest.mark.parametrize(
    ("gap", "headings"), [(4.0, []), (30.0, ["紙とはんこに時間を取られる"])], ids=["one box", "a box each"]
)
def test_what_a_label_says_in_its_own_box_heads_nothing(gap: float, headings: list[str]) -> None:
    pale = Style(14, False, band="#eeeeee")
    said = [("職場", BAND), ("これまで", pale), ("紙とはんこに時間を取られる", pale), ("これから", pale), (PROSE, BODY)]
    top, blocks = 30.0, []
    for text, style in [("計画の趣旨", TITLE), (PROSE, BODY), *said]:
        top += gap if text.startswith("紙") else 30.0
        place = Place(2, (50.0, top, 400.0, top + 14.0))
        blocks.append(Paragraph(Passage.of([Segment(text, place)]), style=style, blank_before=True))
        top += 14.0
    rules = load_rules()
    outline = segment(annotate(Document(SOURCE, tuple(blocks)), rules), rules)
    assert [node.title for node in outline.nodes if node.title.startswith("紙")] == headings
