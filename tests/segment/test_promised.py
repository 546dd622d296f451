"""Titles of a PDF that are promises: which are headings, and which are slogans below one; a title broken at a verb."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.rules import load_rules
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.segment import segment
from tests.segment.test_tree import PROSE, document

BODY, TITLE, CHAPTER = (10.5, False), (14.0, True), (18.0, True)


def titles(*lines: str, plain: tuple[str, ...] = ()) -> list[str]:
    """The titles found below a chapter; what is no prose and not `plain` is set as a title."""
    said = ["第1章 取組", *lines]
    styles = [CHAPTER, *(BODY if line == PROSE or line in plain else TITLE for line in lines)]
    laid = document(said, styles)
    top, blocks = 50.0, []
    for text, style, block in zip(said, styles, laid.blocks, strict=True):
        top += 4.0 + style[0] + (0.0 if text in plain else 2.0)
        place = Place(page=1, box=(50.0, top - style[0], 50.0 + style[0] * len(text), top))
        blocks.append(replace(block, passage=Passage.of([Segment(text, place)])))
    outline = segment(replace(laid, blocks=tuple(blocks)), load_rules())
    return [node.title for node in outline.nodes][1:]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # a run of titles, each above its own prose
        (["窓口を変えます", PROSE, "待つ時間をなくします", PROSE, "職員を育てます", PROSE],
         ["窓口を変えます", "待つ時間をなくします", "職員を育てます"]),
        (["窓口を変えます", PROSE, "書かない窓口の拡大", PROSE, "職員を育てます", PROSE],
         ["窓口を変えます", "書かない窓口の拡大", "職員を育てます"]),
        # a lone slogan, those right below numbers, those without prose
        (["窓口を変えます", PROSE, PROSE], []),
        (["1 窓口", "窓口を変えます", PROSE, "2 手間", "手間を減らします", PROSE, "3 研修", "職員を育てます", PROSE],
         ["窓口", "手間", "研修"]),
        (["窓口を変えます", "時間を生みます", "職員を育てます", PROSE], []),
    ],
)  # fmt: skip
def test_promises_that_are_titles(lines, found):
    assert titles(*lines) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["(1) 暮らしを支える", "情報サービスの充実", PROSE], ["暮らしを支える情報サービスの充実"]),
        (["(1) 村の仕事を", "楽にする仕組み", PROSE], ["村の仕事を楽にする仕組み"]),
        (["(1) 暮らしの支援", "情報サービスの充実", PROSE], ["暮らしの支援", "情報サービスの充実"]),
        (["(1) 暮らしを支える", "現状と課題", PROSE], ["暮らしを支える", "現状と課題"]),
        (["(1) 暮らしを支える", "(2) 仕事を変える", PROSE], ["仕事を変える"]),
    ],
)
def test_a_title_broken_at_a_verb(lines, found):
    assert titles(*lines) == found
