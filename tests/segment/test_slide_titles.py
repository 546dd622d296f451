"""Titles of slides by where they stand: below a row of cards, on other pages, and behind the last policy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment
from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.placed import Placed
from dxextract.segment.slide_titles import ends_policies
from dxextract.segment.wording import read_wording

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")
PROSE = "職員が資料をつくる時間を減らし、相談に応じる時間を増やします。"
TITLE, BODY, CARD = Style(22, True), Style(12), Style(13, True, color="#ffffff", band="#2e8b57")
BAND = Style(12, True, color="#ffffff", band="#2e8b57")
FRONT, MEASURE = Style(26, True, "#1f3a5f"), Style(24, True, "#c0392b")

Line = tuple[int, str, Style, float, float]
"""A line with its page, and the left and the top of its box."""


def tree(*lines: Line) -> dict[str, str | None]:
    """The headings of a deck, each with the one above it."""
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(page, (x, top, x + 150, top + 14)))]), style=style, blank_before=True)
        for page, text, style, x, top in lines
    )
    rules = load_rules()
    nodes = segment(annotate(Document(SOURCE, blocks), rules), rules).nodes
    names = {node.index: node.title for node in nodes}
    return {node.title: names.get(node.parent) for node in nodes}


@pytest.mark.parametrize(
    ("left", "top", "parent"),
    [
        (20, 260, "防災情報の一元化"),
        (380, 260, "情報の発信"),  # in the last card's column
        (20, 100, "防災情報の一元化"),
    ],
)
def test_what_begins_left_of_the_last_card_below_it_stands_in_none(left: float, top: float, parent: str) -> None:
    cards = [
        line
        for n, title in enumerate(("①情報の収集", "②情報の整理", "③情報の発信"))
        for line in ((2, title, CARD, 20 + 180 * n, 120), (2, PROSE, BODY, 20 + 180 * n, 140))
    ]
    title = (2, "施策1 防災情報の一元化", TITLE, 20, 10)
    label = [(2, "【目標】", BAND, left, top), (2, "登録者数 100人 → 300人", BODY, left, top + 20)]
    lines = [title, *label, *cards] if top < 120 else [title, *cards, *label]
    assert tree(*lines)["目標"] == parent


def placed(title: str, style: Style, top: float, rank: int | None = None, parent: int | None = None) -> Placed:
    """A heading without a number in the middle of nesting."""
    line = Paragraph(Passage.of([Segment(title, Place(2, (20, top, 170, top + 14)))]), style=style)
    wording = read_wording(title, load_rules())
    family = "policy:" if rank is not None else f"style:{round(style.size)}:1:0:0"
    return Placed(Heading(0, line, line.passage, family, rank, wording, False, True, True), parent)


@pytest.mark.parametrize(
    ("fronts", "style", "top", "ends"),
    [
        ((20, 20), FRONT, 20, True),
        ((20,), FRONT, 20, False),  # one slide before the policies
        ((20, 20), MEASURE, 20, False),
        ((20, 20), FRONT, 80, False),  # below the title of its slide
    ],
)
def test_a_slide_set_like_those_before_the_policies_ends_them(
    fronts: tuple[float, ...], style: Style, top: float, ends: bool
) -> None:
    before = [placed("はじめに", FRONT, one) for one in fronts]
    policy = placed("役場を変える", Style(34, True), 200, RANKS["policy"])
    closing = placed("推進体制", style, top).heading
    assert ends_policies(closing, [policy.heading], [*before, policy]) is ends


@pytest.mark.parametrize(("family", "ends"), [("digit", True), ("style:22:1:0:0", False)])
def test_numbered_projects_are_ended_too(family: str, ends: bool) -> None:
    before = [placed("ねらい", FRONT, 20), placed("5つのプロジェクト", FRONT, 20)]
    project = placed("学びの広場", TITLE, 20)
    project = Placed(replace(project.heading, family=family), None)
    assert ends_policies(placed("進める体制", FRONT, 20).heading, [project.heading], [*before, project]) is ends


def test_titles_that_stand_inside_a_policy_too_end_none() -> None:
    before = [placed("はじめに", FRONT, 20), placed("全体像", FRONT, 20)]
    policy = placed("役場を変える", Style(34, True), 200, RANKS["policy"])
    inside = placed("市民の声", FRONT, 20, parent=2)
    assert not ends_policies(placed("推進体制", FRONT, 20).heading, [policy.heading], [*before, policy, inside])


@pytest.mark.parametrize(
    ("label", "holder", "left", "heads"),
    [
        ("本部長", "町長", 200, False),
        ("アドバイザー", "外部の専門家", 200, False),
        ("本部長", "町長", 20, True),  # below it
        ("DX推進本部", "全庁の取組を決めます。", 200, True),
        ("相談窓口", "住民課", 200, True),  # no office
    ],
)
def test_an_office_left_of_who_holds_it_heads_nothing(label: str, holder: str, left: float, heads: bool) -> None:
    found = tree(
        (2, "進める体制", TITLE, 20, 10),
        (2, label, BAND, 20, 60),
        (2, holder, BODY, left, 60 if left > 20 else 80),
        (2, PROSE, BODY, 20, 120),
        (3, PROSE, BODY, 20, 120),
    )
    assert (label in found) is heads
