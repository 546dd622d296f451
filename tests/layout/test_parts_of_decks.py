"""A numeral above the title of a page that begins a part of a deck."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph
from dxextract.segment.contents import Contents
from dxextract.segment.number_lines import with_number_above
from tests.layout.pages import PageBuilder, blocks_of
from tests.layout.test_forms import SOURCE


@pytest.mark.parametrize(
    ("above", "more", "read"),
    [
        ("2", "", "2 重点プロジェクト"),
        ("2", "本文がここにあります。", "重点プロジェクト"),
    ],
    ids=["nothing else", "a page of text"],
)
def test_a_numeral_over_a_larger_title_counts_it(above: str, more: str, read: str) -> None:
    page = PageBuilder(number=1).text(60, 100, above, size=14).text(60, 130, "重点プロジェクト", size=30, bold=True)
    page = page.text(60, 180, more, size=12) if more else page
    blocks = blocks_of(page)
    said = with_number_above(Document(SOURCE, blocks), 1, blocks[1], Contents(), load_rules())  # type: ignore[arg-type]
    assert said.text == read


@pytest.mark.parametrize(
    ("title", "more", "read"),
    [
        ("計画の全体像", [("なぜつくるのか", 12)], "2 計画の全体像"),
        ("計画の全体像", [("なぜつくるのか", 12), ("いつまでか", 12), ("だれが", 12)], "計画の全体像"),
        ("計画の全体像", [("取組の内容", 28)], "計画の全体像"),
        ("つの重点項目", [], "つの重点項目"),
    ],
    ids=["a line below", "a page of text", "another title", "a count"],
)
def test_a_larger_numeral_beside_the_title_of_a_page_of_its_own(
    title: str, more: list[tuple[str, int]], read: str
) -> None:
    page = PageBuilder(number=1).text(60, 130, "2", size=60).text(300, 140, title, size=30, bold=True, color="#112233")
    for line, (text, size) in enumerate(more):
        page = page.text(300, 240 + 50 * line, text, size=size)
    blocks = blocks_of(page)
    at = next(n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text == title)
    said = with_number_above(Document(SOURCE, blocks), at, blocks[at], Contents(), load_rules())  # type: ignore[arg-type]
    assert said.text == read


@pytest.mark.parametrize(
    ("above", "title", "read"),
    [
        ("基本方針Ⅰ", "市民サービスの向上", "基本方針Ⅰ 市民サービスの向上"),
        ("基本方針Ⅰ", "基本方針Ⅰ　市民サービスの向上", "基本方針Ⅰ 市民サービスの向上"),
    ],
)
def test_a_number_above_a_title_that_has_it_is_not_said_twice(above: str, title: str, read: str) -> None:
    page = PageBuilder(number=1).text(60, 40, above, size=9).text(60, 90, title, size=16, bold=True)
    blocks = blocks_of(page)
    said = with_number_above(Document(SOURCE, blocks), 1, blocks[1], Contents(), load_rules())  # type: ignore[arg-type]
    assert said.text == read
