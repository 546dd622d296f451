"""Slides in front of a plan's policies and behind them: which end one another."""

from __future__ import annotations

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")
PROSE = "町のこれからの仕事の進め方を、町民のみなさんと一緒に考えていきます。"
USUAL, BODY = Style(20, True, color="#ffffff", band="#1f4e79"), Style(14)


def levels(policy: Style) -> dict[str, int]:
    """The levels of the titles of slides, those of the policies set as `policy`."""
    slides = [
        ("計画の趣旨", USUAL, 20.0),
        ("これまでの歩み", USUAL, 20.0),
        ("基本方針1 便利な暮らし", policy, 80.0),
        ("施策1-1 窓口の予約", Style(18, True), 22.0),
        ("基本方針2 賢い役場", policy, 80.0),
        ("施策2-1 文書の電子化", Style(18, True), 22.0),
        ("進める仕組み", USUAL, 20.0),
    ]
    blocks: list[Paragraph] = []
    for page, (title, style, top) in enumerate(slides, start=2):
        for text, look, y in ((title, style, top), (PROSE, BODY, 130.0), (PROSE, BODY, 160.0)):
            place = Place(page, (20.0, y, 400.0, y + 16))
            blocks.append(Paragraph(Passage.of([Segment(text, place)]), style=look, blank_before=True))
    rules = load_rules()
    nodes = segment(annotate(Document(SOURCE, tuple(blocks)), rules), rules).nodes
    return {node.title: node.level for node in nodes}


def test_a_policy_set_larger_than_the_slide_before_it_stands_behind_that() -> None:
    found = levels(Style(26, True, color="#ffffff", band="#1f4e79"))
    assert [found[title] for title in ("これまでの歩み", "便利な暮らし", "窓口の予約", "賢い役場")] == [1, 1, 2, 1]


@pytest.mark.parametrize("size", [26, 16])
def test_a_slide_set_as_those_in_front_ends_the_policies(size: float) -> None:
    found = levels(Style(size, True, color="#ffffff", band="#1f4e79"))
    assert found["進める仕組み"] == 1


def test_a_policy_set_smaller_may_be_a_part_of_the_slide_before_it() -> None:
    assert levels(Style(16, True))["便利な暮らし"] == 2
