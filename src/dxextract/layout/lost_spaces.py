"""The space behind a heading's number in fonts that have none.

A browser that draws glyphs as a font without a name (Type 3) leaves spaces out, LibreOffice the one behind a number as
wide as a kanji (`１ 目的`), where no other gap can come from; nor does one come from elsewhere between a kana that
counts and its title (`ア 現状`). Decides that a gap between the number that a line begins with and the word behind it
was one, when the rest of the line is set solid; a counter (3月) never stands apart from its number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dxextract.normalise import NO_COUNTER
from dxextract.schema.raw import Char

_SPACE, _WIDEST = 0.2, 0.45
"""Ems of the gap that a space left, and of one that is read as a space anyway."""
_SOLID = 0.12
"""Ems between characters set solid: the boxes of drawn glyphs end with their ink."""
COUNTERS = frozenset("年月日時分人名件個台回枚円校割階章節項号%％．.,、:：)）")
_LABEL = re.compile(
    r"第[0-9０-９一二三四五六七八九十]{1,3}[編部章節項款](?!\s)|[一二三四五六七八九十]{1,2}(?=[^\s一二三四五六七八九十])"
    r"|(?:[A-Za-z]{3,9}|[ぁ-ん一-鿿ァ-ヶー]{2,8})[0-9]{1,2}(?=[ぁ-ん一-鿿ァ-ヶ])"
)
"""A heading's number of words."""
_OF_POLICY = re.compile(r"(?:基本|重点)(?:目標|方針|戦略|政策)")
"""Words whose number counts no 人: 基本目標2 人を呼び込む."""
_LONGEST_LABEL = 12
_NO_COUNTER = re.compile(NO_COUNTER)
_LONGEST = 2
_WIDEST_OF_KANA = 0.75
KANA = frozenset("アイウエオカキクケコサシスセソ")
_FULL_WIDTH = frozenset("０１２３４５６７８９ＡＢＣＤＥＦＧＨ")
_ORDINAL = "第"
_KANJI = "一二三四五六七八九十"
BEGINNINGS = _FULL_WIDTH | KANA | {_ORDINAL, *_KANJI}
"""What may begin a line as a number and is as wide as a kanji: between the two nothing is fitted."""


def with_lost_space(run: Sequence[Char], size: float) -> Sequence[Char]:
    """`run` with a space behind the number that it begins with, where a gap says so."""
    em, first = size or 1.0, run[0].text
    if (worded := _LABEL.match("".join([char.text for char in run[:_LONGEST_LABEL]]))) is not None:
        at = worded.end()
        counter = at + 1 < len(run) and _is_counter(run, at) and _OF_POLICY.match(worded.group()) is None
        return run if counter else _parted(run, at, em, _WIDEST) or run
    start, widest = (1, _WIDEST_OF_KANA) if first in KANA else (0, _WIDEST)
    if first == _ORDINAL:
        if len(run) < 2 or (run[1].x0 - run[0].x1) / em > _SOLID:
            return run  # figures and kanji are fitted
        start = 1
    length = next((n for n, c in enumerate(run[start : start + _LONGEST + 1], start) if not _counts(c.text)), start + 2)
    for at in range(max(start, 1), length + 1):
        if at + 1 >= len(run) or run[at].text.isspace() or (first not in KANA and _is_counter(run, at)):
            return run
        if _SPACE <= (run[at].x0 - run[at - 1].x1) / em <= widest:
            return _parted(run, at, em, widest) or run
    return run


def _parted(run: Sequence[Char], at: int, em: float, widest: float) -> Sequence[Char] | None:
    """`run` with a space before its character `at`, where a gap stands there and the rest is set solid; None else."""
    if at + 1 >= len(run) or not _SPACE <= (run[at].x0 - run[at - 1].x1) / em <= widest:
        return None
    rest = [(b.x0 - a.x1) / em for a, b in pairwise(run[at:])]
    if sum(gap <= _SOLID for gap in rest) * 2 < len(rest):
        return None
    before, after = run[at - 1], run[at]
    space = Char(" ", before.x1, before.top, after.x0, before.bottom, before.font, True)
    return [*run[:at], space, *run[at:]]


def _counts(char: str) -> bool:
    return char.isdecimal() or char in _FULL_WIDTH


def _is_counter(run: Sequence[Char], at: int) -> bool:
    """Whether the word behind the number counts with it: 3月, but not 2 人材."""
    return run[at].text in COUNTERS and _NO_COUNTER.match(run[at].text + run[at + 1].text) is None
