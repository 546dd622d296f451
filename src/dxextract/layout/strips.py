"""Boxes on a page as strips and gutters, the words in which reading order is put.

Knows boxes only, not what is in them; decides no order (`order` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dxextract.schema.passage import Box

PADDING = 3.0
"""Points that the text in a frame, chart or table stands further in than its edge."""
FEWEST_LINES = 3
"""Lines of columns of text; fewer may be the titles of the boxes below them."""


class Item(NamedTuple):
    """A box to be put in order: `key` is the caller's; `is_text` a line of text (no frame, table or picture)."""

    key: int
    box: Box
    is_text: bool


def boxes_to_strips(items: Sequence[Item]) -> list[list[Item]]:
    """Items that overlap vertically by more than a little, strip by strip, downwards."""
    strips: list[list[Item]] = []
    bottom = 0.0
    for item in sorted(items, key=lambda i: (i.box[1], i.box[0])):
        height = item.box[3] - item.box[1]
        if strips and item.box[1] < bottom - min(0.35 * height, 4.0):
            strips[-1].append(item)
            bottom = max(bottom, item.box[3])
        else:
            strips.append([item])
            bottom = item.box[3]
    return strips


def gutters_between(items: Sequence[Item], narrowest: float) -> list[tuple[float, float]]:
    """The x ranges that no item covers, between the outermost ones; a frame's own padding is part of the white."""
    gaps: list[tuple[float, float]] = []
    reach = inked = float("-inf")
    for item in sorted(items, key=lambda i: i.box[0]):
        padding = 0.0 if item.is_text else PADDING
        if reach < item.box[0] and item.box[0] + padding - inked >= narrowest and reach > float("-inf"):
            gaps.append((reach, item.box[0]))
        reach, inked = max(reach, item.box[2]), max(inked, item.box[2] - padding)
    return gaps


def side_of(item: Item, gutters: Sequence[tuple[float, float]]) -> int:
    """The number of the column, from 0 on, in which an item begins."""
    return sum(item.box[0] >= right - 0.5 for _, right in gutters)
