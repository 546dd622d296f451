"""Who is in charge, on small boxes beside a label; a numeral beside the word that it counts."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.schema.document import Document
from dxextract.segment.contents import Contents
from dxextract.segment.number_lines import is_numeral_of, leads_title, with_number_above
from tests.layout.pages import PageBuilder, blocks_of, texts_of
from tests.layout.test_forms import SOURCE

TEXT = "計画の内容を説明する本文がここに続いている。"


def page_with(names: list[tuple[float, str]], *, pad: float = 4, top: float = 100) -> PageBuilder:
    page = PageBuilder().text(60, 60, TEXT)
    for x, name in names:
        page.rect(x - pad, top - 3, x + 8 * len(name) + pad, top + 11, fill="#ddeeff")
        page.text(x, top, name, size=8)
    return page


@pytest.mark.parametrize(
    ("label", "names", "read"),
    [
        ((60, 100, "担当課"), [(100, "会計課"), (140, "税務課")], ["担当課 会計課 税務課"]),
        ((60, 84, "担当課"), [(60, "会計課"), (100, "税務課")], ["担当課", "会計課 税務課"]),
        ((60, 100, "対象"), [(100, "転入者"), (140, "転出者")], ["対象", "転入者", "転出者"]),
        ((60, 100, "担当課"), [(180, "会計課"), (320, "税務課")], ["担当課", "会計課", "税務課"]),
    ],
    ids=["beside", "above", "other words", "far apart"],
)
def test_tags_in_a_row_are_one_line_behind_their_label(label, names, read):
    x, top, word = label
    page = page_with(names).text(x, top, word, size=8)
    assert [t for t in texts_of(blocks_of(page)) if t != TEXT] == read


@pytest.mark.parametrize(
    ("word", "numeral", "read"),
    [
        ("基本目標", "1", "基本目標 1 しごとをつくる"),
        ("目標値", "1", "1 しごとをつくる"),
        ("", "1-2", "1-2 しごとをつくる"),
    ],
)
def test_a_numeral_takes_the_word_that_it_counts(word, numeral, read):
    page = PageBuilder().text(60, 200, TEXT, size=9)
    page.rect(50, 90, 106, 140, fill="#3f5a0e").rect(106, 90, 300, 140, fill="#6b8e23")
    page = page.text(60, 96, word, size=10, color="#ffffff") if word else page
    page = page.text(68, 110, numeral, size=18, bold=True, color="#ffffff")
    page = page.text(118, 108, "しごとをつくる", size=16, bold=True, color="#ffffff")
    blocks = [b for b in blocks_of(page) if b.text != TEXT]
    document, rules = Document(SOURCE, tuple(blocks)), load_rules()
    title = next(i for i, b in enumerate(blocks) if b.text.endswith("つくる"))
    assert with_number_above(document, title, blocks[title], Contents(), rules).text == read
    assert leads_title(document, 0, rules) == read.startswith("基本目標")


@pytest.mark.parametrize(("ground", "counts"), [("#7b1fa2", True), ("#222222", False)])
def test_a_white_numeral_on_the_colour_of_its_title(ground, counts):
    page = PageBuilder().text(60, 240, TEXT, size=9).rect(90, 90, 130, 130, fill=ground)
    page.text(101, 102, "01", size=16, bold=True, color="#ffffff")
    page.text(70, 140, "手続の改革", size=14, bold=True, color="#7b1fa2")
    numeral, title, _ = blocks_of(page)
    assert is_numeral_of(numeral, title) == counts
