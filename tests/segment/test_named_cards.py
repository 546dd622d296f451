"""Names on cards beside one another that return as titles of slides are no headings where they first stand."""

from __future__ import annotations

from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")
TITLE, CARD, TEXT = Style(22.0), Style(16.0, bold=True), Style(11.0)
NAMES = ("つながる行政", "にぎわう産業", "あんしんの暮らし")
PROSE = "手続を自宅から行えるようにし、来庁の負担を減らします。"


def headings(*, beside: bool, returns: bool, numbered: bool = False) -> list[str]:
    """The titles of a deck whose second slide has `NAMES` on cards, `beside` one another or one below the other."""
    lines = [(2, "3つの重点取組", TITLE, (20.0, 20.0))]
    for n, name in enumerate(NAMES):
        x, y = (20.0 + 300 * n, 180.0) if beside else (20.0, 100.0 + 100 * n)
        card = f"{n + 1} {name}" if numbered else name
        lines += [(2, card, CARD, (x, y)), *([] if numbered else [(2, PROSE, TEXT, (x, y + 30))])]
    for n, name in enumerate(NAMES if returns else ("計画の推進", "進行管理", "用語の解説"), 1):
        lines += [(2 + n, f"{n} {name}", TITLE, (20.0, 20.0)), (2 + n, PROSE, TEXT, (20.0, 80.0))]
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(page=page, box=(x, y, x + 120, y + style.size)))]), style=style)
        for page, text, style, (x, y) in lines
    )
    return [node.title for node in segment(Document(SOURCE, blocks), load_rules()).nodes]


def test_names_on_cards_that_return_as_titles() -> None:
    assert headings(beside=True, returns=True) == ["3つの重点取組", *NAMES]


def test_numbered_names_on_cards_that_return_as_titles() -> None:
    assert headings(beside=True, returns=True, numbered=True) == ["3つの重点取組", *NAMES]


def test_names_one_below_the_other_stay() -> None:
    assert headings(beside=False, returns=True) == ["3つの重点取組", *NAMES, *NAMES]


def test_names_on_cards_that_do_not_return_stay() -> None:
    assert headings(beside=True, returns=False)[:4] == ["3つの重点取組", *NAMES]
