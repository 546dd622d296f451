"""A page that lists all policies, boxed or with what each holds, heads none of them: the pages of each do."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")
TITLE, BOX, TEXT = Style(20.0, bold=True), Style(22.0, bold=True), Style(11.0)
POLICIES = ("戦略1 暮らしを便利に", "戦略2 役場を身軽に", "戦略3 町を元気に")
PROSE = "手続を自宅から行えるようにし、来庁の負担を減らします。"


def tree(listed: tuple[str, ...], policies: tuple[str, ...] = POLICIES, *, told: bool = False) -> list[tuple[int, str]]:
    """Depths and titles of a deck whose second page has `listed`, `told` with a sentence each, before the policies'."""
    lines = [(2, "3 戦略と施策", TITLE, 20.0)]
    for n, line in enumerate(listed):
        lines += [(2, line, BOX, 140.0 + 120 * n), *([(2, PROSE, TEXT, 180.0 + 120 * n)] if told else [])]
    for page, policy in enumerate(policies, 3):
        lines += [(page, policy, TITLE, 20.0), (page, PROSE, TEXT, 80.0)]
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(page=page, box=(20, y, 320, y + style.size)))]), style=style)
        for page, text, style, y in lines
    )
    return [
        (node.level, f"{node.number} {node.title}") for node in segment(Document(SOURCE, blocks), load_rules()).nodes
    ]


@pytest.mark.parametrize(
    "listed",
    [POLICIES, tuple(f"{name} オンライン申請／窓口の予約" for name in POLICIES)],
    ids=["in boxes", "with their measures"],
)
def test_what_an_overview_lists_is_headed_further_on(listed: tuple[str, ...]) -> None:
    assert tree(listed) == [(1, "3 戦略と施策"), *((2, name) for name in POLICIES)]


def test_policies_that_no_later_page_heads_stay() -> None:
    others = ("4 推進体制", "5 進行管理")
    assert [title for _, title in tree(POLICIES, others, told=True)] == ["3 戦略と施策", *POLICIES, *others]
