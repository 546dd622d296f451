"""The space behind a heading's number in fonts that have none.

A browser that draws glyphs as a font without a name (Type 3) leaves spaces out, LibreOffice the one behind a number as
wide as a kanji (`１ 目的`), where no other gap can come from. Decides that a gap between the number
that a line begins with and the word behind it was one, when the rest of the line is set solid; a counter (3月) never
stands apart from its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.schema.raw import Char

_SPACE, _WIDEST = 0.2, 0.45
"""Ems of the gap that a space left, and of one that is read as a space anyway."""
_SOLID = 0.12
"""Ems between characters set solid: the boxes of drawn glyphs end with their ink."""
_COUNTERS = frozenset("年月日時分人名件個台回枚円校割階章節項号%％．.,、:：)）")
_LONGEST = 2
FULL_WIDTH = frozenset("０１２３４５６７８９ＡＢＣＤＥＦＧＨ")
"""What may begin a line as a number and is as wide as a kanji: between the two nothing is fitted."""


def with_lost_space(run: Sequence[Char], size: float) -> Sequence[Char]:
    """`run` with a space behind the number that it begins with, where a gap says so."""
    length = next((n for n, char in enumerate(run[: _LONGEST + 1]) if not _counts(char.text)), _LONGEST)
    em = size or 1.0
    for at in range(1, length + 1):
        if at + 1 >= len(run) or run[at].text in _COUNTERS or run[at].text.isspace():
            return run
        if _SPACE <= (run[at].x0 - run[at - 1].x1) / em <= _WIDEST:
            rest = [(b.x0 - a.x1) / em for a, b in pairwise(run[at:])]
            if sum(gap <= _SOLID for gap in rest) * 2 < len(rest):
                return run
            before, after = run[at - 1], run[at]
            space = Char(" ", before.x1, before.top, after.x0, before.bottom, before.font, True)
            return [*run[:at], space, *run[at:]]
    return run


def _counts(char: str) -> bool:
    return char.isdecimal() or char in FULL_WIDTH
