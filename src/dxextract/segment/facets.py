"""Which headings only name a block of a measure (現状と課題, 担当課): facets, and no sections of their own kind.

Numbered ones count only among their like. Words that no rule knows are a block where they return beside such ones
below each measure (めやす, イ 期間). Decides nothing about what holds the blocks.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from dxextract.normalise import squeeze
from dxextract.rules.blocks import MEASURE_BLOCKS
from dxextract.segment.heading import Heading
from dxextract.segment.skeleton import Skeleton

_FEWEST = 2  # measures that a heading of unknown words must return in
_FEWEST_ALONE, _SHARE_ALONE = 3, 0.75
"""How many numbered headings, and which share of their family, a heading of unknown words returns below."""


def find_facets(tree: Skeleton) -> set[int]:
    """The positions of the headings that name blocks."""
    facets = {i for i in range(len(tree.headings)) if _is_facet(i, tree)}
    return facets | _recurring(tree, facets)


def _is_facet(position: int, tree: Skeleton) -> bool:
    heading, parent = tree.headings[position], tree.parents[position]
    if heading.wording.label is None or parent is None:
        return False
    if heading.family == "label":
        return True
    beside = [tree.headings[i] for i in tree.children[parent]]
    if any(h.family == "label" and h.wording.mark == heading.family for h in beside):
        return True  # set like the block labels beside it: 【現状と課題】, 【達成に向けた道筋】, 【目標指標】
    siblings = [h for h in beside if h.family == heading.family and not _returns_unlabelled(h, tree)]
    labelled = [h for h in siblings if h.wording.label is not None]
    core = {h.wording.label for h in labelled if h.wording.label in MEASURE_BLOCKS}
    chapter = tree.family(parent) in ("chapter", "part") and not _is_one_of_like(parent, tree)
    least = 2 if chapter else 1  # chapters have sections named like blocks too
    return len(core) >= least and len(labelled) >= 2 and len(labelled) >= 0.75 * len(siblings)


def _returns_unlabelled(heading: Heading, tree: Skeleton) -> bool:
    """Whether a numbered heading of unknown words returns, number and all: a block of each measure (イ 期間)."""
    numbered = heading.wording.label is None and heading.order is not None
    return numbered and tree.said[heading.key] > 1


def _is_one_of_like(parent: int, tree: Skeleton) -> bool:
    """Whether all that stands under a chapter stands under another one too, word for word: each is a measure."""

    def titles(position: int) -> tuple[str, ...]:
        return tuple(tree.headings[i].key for i in tree.children[position])

    own = titles(parent)
    return sum(titles(i) == own for i in tree.children[tree.parents[parent]]) > 1


def _recurring(tree: Skeleton, facets: set[int]) -> set[int]:
    """Headings of unknown words that return beside facets of their kind (めやす below each measure): blocks too.

    Those that return below nearly all headings of one family need no facets beside them, as where labels and their
    texts share a line (【目的】…) and only this one stands alone.
    """
    beside: dict[tuple[str, str], list[int]] = defaultdict(list)
    alone: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for position, heading in enumerate(tree.headings):
        parent = tree.parents[position]
        if parent is None or position in facets or tree.children.get(position):
            continue
        if heading.wording.number is not None:
            if any(i in facets and tree.headings[i].family == heading.family for i in tree.children[parent]):
                beside[(heading.family, heading.key)].append(position)
            continue
        if any(i in facets and tree.family(i) in (heading.kind, "label") for i in tree.children[parent]):
            beside[(heading.family, squeeze(heading.wording.title))].append(position)
        if tree.headings[parent].wording.number is not None:
            above = tree.headings[parent].family
            alone[(above, heading.family, squeeze(heading.wording.title))].append(position)
    numbered = Counter(h.family for h in tree.headings if h.wording.number is not None)

    def parents(positions: list[int]) -> int:
        return len({tree.parents[i] for i in positions})

    found = [positions for positions in beside.values() if parents(positions) >= _FEWEST]
    found += [
        positions
        for (above, _, _), positions in alone.items()
        if parents(positions) >= max(_FEWEST_ALONE, _SHARE_ALONE * numbered[above])
    ]
    return {i for positions in found for i in positions}
