"""Blocks that stand behind the last of several headings and are about all of them.

Where each policy ends with one table of figures (【数値目標】 behind (1), (2) and what they hold), the block is the
policy's, though nothing but its place says so: no heading but the last of its kind has one, wherever there are several.
Decides nothing about other labels.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from dxextract.rules.blocks import TABLE_BLOCKS
from dxextract.segment.heading import Heading
from dxextract.segment.placed import Placed

_FEWEST = 2
"""Groups of headings that end so."""


def lift_shared_blocks(placed: list[Placed]) -> list[Placed]:
    """The headings, such blocks placed below what holds the whole group."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    groups: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    for position, item in enumerate(placed):
        heading, parent = item.heading, item.parent
        groups[parent, heading.family].append(position)
        if heading.wording.label in TABLE_BLOCKS and heading.wording.number is None and parent is not None:
            found[placed[parent].heading.family, heading.key].append(position)
    lifted = list(placed)
    for positions in found.values():
        for position, parent in zip(positions, _holders(placed, positions, groups), strict=False):
            lifted[position] = replace(lifted[position], parent=parent)
    return lifted


def _holders(placed: list[Placed], positions: list[int], groups: dict[tuple[int | None, str], list[int]]) -> list[int]:
    """The headings that such blocks are about, one for each; none where they belong to what they stand below."""
    owners = [placed[position].parent for position in positions]
    holders: list[int] = []
    while True:
        items = [(owner, placed[owner]) for owner in owners if owner is not None]
        above = [item.parent for _, item in items if item.parent is not None]
        families = {item.heading.family for _, item in items}
        numbered = all(_is_counted(item.heading) for _, item in items)
        if len(above) < len(positions) or len(families) > 1 or not numbered:
            return holders
        beside = [groups[item.parent, item.heading.family] for _, item in items]
        if any(group[-1] != owner for group, (owner, _) in zip(beside, items, strict=True)):
            return holders
        if sum(len(group) > 1 for group in beside) >= _FEWEST:
            holders = above
        owners = list(above)


def _is_counted(heading: Heading) -> bool:
    """Whether a heading is one of a series by its number, or by the mark (■) that each of them has."""
    return heading.paragraph.unfolded is None and bool(heading.wording.number or heading.kind == "mark")
