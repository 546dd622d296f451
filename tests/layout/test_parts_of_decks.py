"""A numeral above the title of a page that begins a part of a deck."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.schema.document import Document
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
