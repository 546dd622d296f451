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


def test_the_words_of_a_block_title_a_slide_beside_others() -> None:
    slides = [*FIRST[:2], (4, "スケジュール", TITLE), (4, PROSE, BODY), (5, "推進体制", TITLE), (5, PROSE, BODY)]
    assert titles(*slides, level=1) == ["計画の趣旨", "スケジュール", "推進体制"]
