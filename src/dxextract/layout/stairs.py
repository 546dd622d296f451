"""Boxes beside one another that grow from left to right on one ground: the steps of a plan drawn as stairs.

Decides that such a strip is read step by step, and shares no columns with what stands above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.strips import PADDING, Item, gutters_between, side_of
from dxextract.schema.passage import union_box

_FEWEST_STEPS = 3
_LOW = 24.0
"""Points of the highest box that is a label."""


def are_stairs(strip: Sequence[Item]) -> bool:
    """Whether a strip is three steps or more, as many boxes each, that end level and begin higher and higher."""
    if len(strip) < _FEWEST_STEPS or any(i.is_text for i in strip):
        return False
    gutters = gutters_between(list(strip), 1.0)
    steps = [[i.box for i in strip if side_of(i, gutters) == n] for n in range(len(gutters) + 1)]
    if len(steps) < _FEWEST_STEPS or len({len(step) for step in steps}) > 1:
        return False
    boxes = [union_box(step) for step in steps]
    level = max(b[3] for b in boxes) - min(b[3] for b in boxes) <= PADDING
    return level and all(right[1] < left[1] - PADDING for left, right in pairwise(boxes))


def begin_stairs(strips: Sequence[Sequence[Item]], at: int) -> bool:
    """Whether such steps begin with a strip; the band of the last one may stand above all the others."""
    return any(are_stairs([i for strip in strips[at:end] for i in strip]) for end in (at + 1, at + 2))


def leads_stairs(strips: Sequence[Sequence[Item]], at: int) -> bool:
    """Whether a strip is one label on a low band above such steps, over the first of them: it heads them all."""
    if len(strips[at]) != 1 or strips[at][0].is_text or at + 1 == len(strips) or not begin_stairs(strips, at + 1):
        return False
    box = strips[at][0].box
    first = min(i.box[0] for strip in strips[at + 1 : at + 3] for i in strip)
    return box[3] - box[1] <= _LOW and abs(box[0] - first) <= 2 * PADDING
