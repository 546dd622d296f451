"""Titles of pictures that a text prints between a measure's first blocks and the others.

`1 窓口の整備`, 目指す姿, the name of the photograph beside it, 現状と課題, KPI: such a name would hold the blocks below
it and be the measure. It is none where what it holds are the very blocks that its numbered neighbours hold themselves.
Decides nothing about headings with text of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dxextract.segment.heading import Heading
from dxextract.segment.placed import Placed

_FEWEST = 2
"""Neighbours that hold such blocks themselves."""
_NAMES = frozenset({"plain", "style"})


def interposed_headings(placed: Sequence[Placed]) -> frozenset[int]:
    """The blocks of such names."""
    children: dict[int, list[int]] = defaultdict(list)
    for position, item in enumerate(placed):
        if item.parent is not None:
            children[item.parent].append(position)
    held: dict[str, list[frozenset[str]]] = defaultdict(list)
    for position, below in children.items():
        if (labels := _labels(placed, below)) and _is_numbered(placed[position].heading):
            held[placed[position].heading.family].append(labels)
    found = set()
    for position, item in enumerate(placed):
        owner, below = item.parent, children.get(position, [])
        if owner is None or not below or item.heading.kind not in _NAMES or item.heading.announced:
            continue
        labels, first = _labels(placed, below), placed[below[0]].heading
        own = _labels(placed, [n for n in children[owner] if n < position])
        if len(labels) < len(below) or not own or own & labels or first.block > item.heading.block + 1:
            continue
        beside = [other for other in held[placed[owner].heading.family] if labels & other and own & other]
        if _is_numbered(placed[owner].heading) and len(beside) >= _FEWEST and labels <= frozenset().union(*beside):
            found.add(item.heading.block)
    return frozenset(found)


def _labels(placed: Sequence[Placed], positions: Sequence[int]) -> frozenset[str]:
    """What the blocks among these headings say, each by its own words."""
    named = (placed[position].heading for position in positions)
    return frozenset(heading.key for heading in named if heading.wording.label is not None)


def _is_numbered(heading: Heading) -> bool:
    return heading.wording.number is not None
