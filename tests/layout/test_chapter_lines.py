"""Chapters that a deck names in the small lines over its slides' titles and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.layout.chapter_lines import with_chapter_lines
from dxextract.rules import load_rules
from dxextract.schema.document import Paragraph
from tests.layout.pages import PageBuilder, blocks_of

LINES = ["第1章 ビジョンの概要", "第1章 ビジョンの概要", "第2章 プロジェクト", "第2章 プロジェクト"]
TITLES = ["なぜ、いまか", "ビジョンの期間", "かんたん申請", "らくらく役場"]


def chapters(lines: list[str], *, apart: str = "") -> list[str]:
    """What the body says of chapters where `lines` stand over the slides' titles, and `apart` on a slide of its own."""
    pages = [PageBuilder(number=1).text(60, 200, apart, size=30)] if apart else []
    for number, (line, title) in enumerate(zip(lines, TITLES, strict=True), 2):
        page = PageBuilder(number=number).text(40, 20, line, size=9).text(40, 50, title, size=20, bold=True)
        pages.append(page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12))
    repeated = [line for line in lines if lines.count(line) > 1]
    blocks = tuple(
        replace(b, role="running") if isinstance(b, Paragraph) and b.text in repeated and b.text != apart else b
        for b in blocks_of(*pages)
    )
    blocks = with_chapter_lines(blocks, load_rules())
    said = [b for b in blocks if isinstance(b, Paragraph) and b.role == "body" and b.text.startswith(("第", "本"))]
    return [b.text for b in said]


@pytest.mark.parametrize(
    ("lines", "apart", "said"),
    [
        (LINES, "", ["第1章 ビジョンの概要", "第2章 プロジェクト"]),
        ([*LINES[:3], "第3章 進め方"], "", ["第1章 ビジョンの概要", "第2章 プロジェクト", "第3章 進め方"]),
        (LINES, "第1章", ["第1章", "第1章 ビジョンの概要", "第2章 プロジェクト"]),
        (["第1章 ビジョンの概要"] * 4, "", []),
        (["本市のDX推進計画"] * 4, "", []),
    ],
    ids=["two chapters", "one slide", "a bare number", "one chapter", "the plan's name"],
)
def test_chapters_over_the_titles_of_slides(lines: list[str], apart: str, said: list[str]) -> None:
    assert chapters(lines, apart=apart) == said


def test_a_chapter_that_a_page_opens_is_named_there() -> None:
    opener = PageBuilder(number=1).text(60, 200, "第1章", size=14).text(60, 220, "ビジョンの概要", size=30)
    pages = [opener]
    for number, line in enumerate(LINES, 2):
        page = PageBuilder(number=number).text(40, 20, line, size=9)
        pages.append(page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12))
    blocks = tuple(
        replace(b, role="running") if isinstance(b, Paragraph) and b.text in LINES else b for b in blocks_of(*pages)
    )
    assert with_chapter_lines(blocks, load_rules()) == blocks


@pytest.mark.parametrize(
    ("opened", "contents", "said"),
    [
        (["第1章 ビジョンの概要"], ["第1章 ビジョンの概要", "第2章 プロジェクト", "第3章 進め方"], True),
        (["第1章 ビジョンの概要"], [], True),
        (["第1章 ビジョンの概要", "第2章 プロジェクト編"], [], False),  # the body has it
        ([], ["第1章 ビジョンの概要", "第2章 プロジェクト", "第3章 進め方"], False),  # none stands in the body
    ],
)
def test_a_chapter_that_only_running_lines_name(opened: list[str], contents: list[str], said: bool) -> None:
    running = "第2章 プロジェクト"
    listing = PageBuilder(number=1)
    for place, entry in enumerate(contents):
        listing.text(60, 100 + 30 * place, entry, size=14)
    pages = [listing]
    for number, title in enumerate(opened, 2):
        pages.append(PageBuilder(number=number).text(40, 50, title, size=20, bold=True))
    for number in range(5, 8):
        pages.append(PageBuilder(number=number).text(300, 14, running, size=9).text(40, 50, f"事業{number}", size=20))
    blocks = tuple(
        replace(b, role="running") if isinstance(b, Paragraph) and b.text == running and b.style.size < 10 else b
        for b in blocks_of(*pages)
    )
    found = with_chapter_lines(blocks, load_rules())
    lines = [b for b in found if isinstance(b, Paragraph) and b.text == running and b.style.size < 10]
    assert [b.role for b in lines] == (["body", "running", "running"] if said else ["running"] * 3)


RAIL = ["1．はじめに", "2．町の現状", "3．取組"]


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (RAIL, RAIL),
        (RAIL[:2], []),  # one of them is listed nowhere
        (["1．計画の概要", "2．町の現状", "3．取組"], []),
    ],
)
def test_chapters_with_bare_numbers_on_a_rail_are_those_that_a_page_lists(listed: list[str], said: list[str]) -> None:
    contents = PageBuilder(number=1)
    for n, entry in enumerate(listed):
        contents.text(60, 100 + 30 * n, f"{entry} ･･････････ {n + 3}", size=12)
    pages = [contents]
    for number, (line, title) in enumerate(zip([RAIL[0], RAIL[1], RAIL[1], RAIL[2]], TITLES, strict=True), 2):
        page = PageBuilder(number=number).text(10, 100, line, size=9).text(60, 50, title, size=20, bold=True)
        pages.append(page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12))
    blocks = tuple(
        replace(b, role="running") if isinstance(b, Paragraph) and b.text in RAIL else b for b in blocks_of(*pages)
    )
    found = [b.text for b in with_chapter_lines(blocks, load_rules()) if isinstance(b, Paragraph) and b.role == "body"]
    assert [text for text in found if text in RAIL] == said
