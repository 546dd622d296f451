"""Numbers of policies on rails beside the titles of slides: which get their names, and which stay as they stand."""

from __future__ import annotations

import pytest

from dxextract.layout.slide_rails import with_rail_names
from dxextract.layout.slide_tops import with_slide_tops
from dxextract.rules import load_rules
from dxextract.schema.document import Paragraph
from tests.layout.pages import PageBuilder, blocks_of

RAILS = ["変革1", "変革1", "変革2", "変革2"]
NAMES = {"変革1": "暮らしの改革", "変革2": "仕事の改革"}
TITLES = ["1-1 窓口の改革", "1-2 手続の電子化", "2-1 職員の研修", "2-2 文書の電子化"]


def deck(rails: list[str], *, small: bool = False, listed: tuple[str, ...] = ()) -> list[tuple[str, int | None]]:
    """Slides with a rail each; `small`: the policies' names over the titles; `listed`: policies named on a slide."""
    front = PageBuilder(number=1).text(120, 60, "計画の体系", size=20, bold=True)
    for row, number in enumerate(listed):
        front.text(120, 120 + 60 * row, number, size=16).text(120, 144 + 60 * row, NAMES[number], size=14)
    pages = [front]
    for number, (rail, title) in enumerate(zip(rails, TITLES, strict=True), 2):
        page = PageBuilder(number=number).rect(0, 0, 80, 800, fill="#1f4e79").text(16, 400, rail, size=16)
        if small:
            page.text(120, 46, NAMES.get(rail, "その他"), size=9)
        page.text(120, 60, title, size=20, bold=True)
        pages.append(page.paragraph(120, 140, ["この施策では次の内容に取り組みます。"] * 2, size=12))
    rules = load_rules()
    blocks = with_slide_tops(with_rail_names(blocks_of(*pages), rules), rules)
    return [
        (b.text, b.heading_level)
        for b in blocks
        if isinstance(b, Paragraph) and b.role == "body" and not b.text.endswith("。") and b.passage.page != 1
    ]


LED = [
    ("変革1 暮らしの改革", 1),
    (TITLES[0], 2),
    (TITLES[1], 2),
    ("変革2 仕事の改革", 1),
    (TITLES[2], 2),
    (TITLES[3], 2),
]


@pytest.mark.parametrize(
    ("small", "listed"),
    [(True, ()), (False, ("変革1", "変革2"))],
    ids=["names over the titles", "names where the policies are listed"],
)
def test_numbers_on_rails_lead_with_their_names(small: bool, listed: tuple[str, ...]) -> None:
    assert deck(RAILS, small=small, listed=listed) == LED


@pytest.mark.parametrize(
    ("rails", "listed"),
    [
        (RAILS, ()),
        (RAILS, ("変革1",)),
        (["変革1"] * 4, ("変革1",)),
        (["変革1", "変革2", "変革3", "変革4"], ("変革1", "変革2")),
        (["参考"] * 4, ("変革1", "変革2")),
    ],
    ids=["no names", "one without a name", "one policy", "one slide each", "no number"],
)
def test_other_rails_lead_to_nothing(rails: list[str], listed: tuple[str, ...]) -> None:
    said = deck(rails, listed=listed)
    assert not any(text.startswith("変革") and " " in text for text, _ in said)
