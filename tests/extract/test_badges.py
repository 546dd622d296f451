"""Who is in charge of a sheet: framed at the right of its title."""

from __future__ import annotations

import pytest

from dxextract.extract.badges import Badges, lone_badge
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.outline import Node
from dxextract.schema.passage import Passage, Place, Segment
from tests.layout.test_forms import SOURCE

TITLE, FRAMED, BARE = Style(16, bold=True), Style(12, boxed=True), Style(12)


def line(page, x0, top, style, text, role="body"):
    box = (x0, top, x0 + len(text) * style.size, top + style.size)
    return Paragraph(Passage.of([Segment(text, Place(page=page, box=box))]), style=style, role=role)


@pytest.mark.parametrize(
    ("badge", "found"),
    [
        ((600, 18, FRAMED, "総務省、デジタル庁"), ("総務省", "デジタル庁")),
        ((600, 18, FRAMED, "情報政策課"), ("情報政策課",)),
        ((600, 18, FRAMED, "情報政策課", "running"), ("情報政策課",)),
        ((600, 18, BARE, "情報政策課"), ()),
        ((600, 300, FRAMED, "情報政策課"), ()),
        ((10, 42, FRAMED, "情報政策課"), ()),
        ((600, 18, FRAMED, "新規事業"), ()),
        ((600, 18, FRAMED, "情報課へ申請"), ()),
    ],
)
@pytest.mark.parametrize("others", [True, False], ids=["as others", "the only one"])
def test_a_frame_beside_the_title(badge, found, others):
    x0, top, style, text, *role = badge
    title = line(1, 20, 20, TITLE, "窓口の改革")
    blocks = [title, line(1, x0, top, style, text, *role), line(2, 20, 20, TITLE, "道路の点検")]
    if others:
        blocks.append(line(2, 600, 18, FRAMED, "建設課"))
    document = Document(SOURCE, tuple(blocks))
    badges = Badges(document, load_rules())
    node = Node("a", 0, None, 1, None, title.text, "measure", (), title.passage, 0, 1, 2, 1)
    assert badges.beside_title(node) == (found if others else ())


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ([(400, 101), (400, 121)], ["建設課", "農林課"]),
        ([(400, 101), (400, 300)], []),  # one stands beside nothing: boxes of a diagram
        ([(400, 300)], ["建設課"]),
    ],
)
def test_tags_right_of_the_lines_of_a_measure(tags, found):
    title = line(1, 20, 20, TITLE, "道路の点検")
    lines = [line(1, 20, 100, BARE, "・橋の点検"), line(1, 20, 120, BARE, "・農道の点検")]
    offices = [line(1, x, top, FRAMED, name) for (x, top), name in zip(tags, ("建設課", "農林課"), strict=False)]
    node = Node("a", 0, None, 1, None, title.text, "measure", (), title.passage, 0, 1, 5, 1)
    said = lone_badge(node, [*lines, *offices], lambda p: p.text.endswith("課"))
    assert [p.text for p, _ in said] == found
