"""A line taken for a heading, as the steps of segmentation hand it on: its family, how families rank and nest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.schema.document import Paragraph
from dxextract.schema.passage import Passage
from dxextract.segment.wording import Wording

RANKS = {
    "part": 0,
    "chapter": 1,
    "appendix": 1,
    "annex": 1,
    "section": 2,
    "ordinal": 2,
    "clause": 3,
    "group": 9,
    "policy": 10,
    "measure": 20,
    "label": 90,
}
ORDER = {
    "roman": 1,
    "kanji": 1,
    "digit": 2,
    "nested": 2,
    "kanji_paren": 2,
    "paren": 3,
    "half_paren": 4,
    "small_roman": 4,
    "circled": 5,
    "kana": 6,
    "alpha": 7,
}
"""How number labels nest in Japanese official documents (公用文作成の要領: 第1, 1, (1), ア), outermost first."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line taken for a heading: where it stands, what it says, the family it counts in.

    `sure` headings stand by themselves; the others must fit the sequence they count in. `announced` ones are in the
    contents, `listed` at the level of their indent there; `distinct` ones have a style of their own, and under `led`
    ones a line names departments (担当課：…).
    """

    block: int
    paragraph: Paragraph
    passage: Passage
    family: str
    rank: int | None
    wording: Wording
    announced: bool
    distinct: bool
    sure: bool
    listed: int | None = None
    led: bool = False
    ends_block: bool = False
    """The block right above it is full (`full_blocks`)."""
    divides: bool = False
    """It is all that its slide says, and parts the deck (`dividers`)."""

    @property
    def kind(self) -> str:
        """The first word of the family: chapter, digit, label, mark, …"""
        return self.family.split(":", 1)[0]

    @property
    def key(self) -> str:
        """What makes two headings the same: number and title without white space."""
        return re.sub(r"\s+", "", f"{self.wording.number or ''}|{self.wording.title}")

    @property
    def order(self) -> int | None:
        """Where the number label's family stands among its like; None for what is no bare number label."""
        return ORDER.get(self.kind)

    @property
    def size(self) -> float | None:
        """Size in points, None where the medium has no styles."""
        return self.paragraph.style.size if self.paragraph.style else None
