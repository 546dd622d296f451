"""Characters of another font that stand in a gap of a run, back in their place.

A font without Ⅰ, ① or ※ lets the program print 基本方針　窓口の改革 in one go, and the missing sign in another font
afterwards, into the gap. Decides only that such a run is two, before and behind the sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dxextract.layout.model import Fragment
from dxextract.schema.passage import union_box
from dxextract.schema.raw import Char

_MOST_CHARS = 4
"""Characters of the longest sign that stands in a gap: `(Ⅰ)`."""
_MISSES = 0.1
"""Ems by which a sign may overlap what stands around it."""


def with_insets(row: Sequence[Fragment]) -> Sequence[Fragment]:
    """The fragments of a row from left to right, those with a sign in one of their gaps parted around it."""
    if not any(inner.box[2] < outer.box[2] for outer, inner in pairwise(row)):
        return row
    parted: list[Fragment] = []
    for fragment in row:
        outer = parted[-1] if parted else None
        halves = _parted(outer, fragment) if outer is not None and fragment.box[2] < outer.box[2] else None
        parted[-1:] = parted[-1:] if halves is None else halves[:1]
        parted.append(fragment)
        parted.extend([] if halves is None else halves[1:])
    return parted


def _parted(outer: Fragment, inset: Fragment) -> tuple[Fragment, Fragment] | None:
    """What stands before and behind `inset` in `outer`; None where it stands in no gap of it."""
    if len(inset.chars) > _MOST_CHARS:
        return None
    slack = _MISSES * outer.size
    solid = [n for n, char in enumerate(outer.chars) if char.text.strip()]
    for before, behind in pairwise(solid):
        if outer.chars[before].x1 <= inset.box[0] + slack and inset.box[2] <= outer.chars[behind].x0 + slack:
            return _part(outer, outer.chars[: before + 1]), _part(outer, outer.chars[behind:])
    return None


def _part(outer: Fragment, chars: tuple[Char, ...]) -> Fragment:
    box = union_box(_boxes(chars))
    return outer._replace(chars=chars, text="".join(char.text for char in chars), box=box, tight=False, spaced=False)


def _boxes(chars: Sequence[Char]) -> Iterator[tuple[float, float, float, float]]:
    return ((char.x0, char.top, char.x1, char.bottom) for char in chars)
