"""What a layout family is, and the file that it makes of a plan."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.synthetic.layouts_typst import Sheet, compile_pdf
from tests.synthetic.model import Plan
from tests.synthetic.story import Gold, Story
from tests.synthetic.topics import COMMON, Bank
from tests.synthetic.vocabulary import Labels


@dataclass(frozen=True)
class Rendering:
    """A plan as a file: its bytes, the file name's suffix, the records that stand in it."""

    data: bytes
    suffix: str
    gold: Gold


Maker = Callable[[Plan, Labels, random.Random], Rendering]


@dataclass(frozen=True)
class Family:
    """A layout; `held_out` families are scored and never tuned on, `opened` ones were so once and keep their words."""

    make: Maker
    held_out: bool = False
    opened: bool = False
    large: bool = False
    bank: Bank = COMMON

    @property
    def own_words(self) -> bool:
        """Whether its labels come from the lists that the tuned families do not use."""
        return self.held_out or self.opened


def pdf(story: Story, sheet: Sheet) -> Rendering:
    return Rendering(compile_pdf(story, sheet), ".pdf", story.gold)


def as_text(text: str, gold: Gold) -> Rendering:
    return Rendering(text.encode(), ".txt", gold)
