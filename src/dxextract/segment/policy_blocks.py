"""What a policy holds: its block of measures (具体的な施策 below 基本目標1), and sections counted below it (第1項).

The block is how 総合戦略 are built. The same words head a block of a measure elsewhere (取組内容 and its ①, ②): only a
block that speaks of 施策, right below a policy, announces measures. 第1節 and 第1項 stand above 基本目標1 by their
rank; they are below where several policies are followed by one at once. Decides nothing else about how headings nest.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.looks import is_larger

_OF_MEASURES = re.compile(
    r"(?:目標(?:を?達成|実現)のための|具体的な?|主な|主要な?|重点|個別|実施する|講ずる|取り?組む)?(?:の)?施策"
    r"(?:の(?:内容|展開|概要))?(?:(?:と|及び|・|、)(?:主な|具体的な?)?(?:事業|取り?組み?|KPI|重要業績評価指標|数値目標|指標)[^、。]{0,12})?(?:[(（][^()（）]*[)）])?"
)


_OF_ACTIONS = re.compile(
    r"(?:主な|主要な?|具体的な?|重点的な?|個別の?|実施する)(?:の)?(?:取り?組み?|事業|プロジェクト)(?:の?内容)?"
)
"""Words of a block that holds measures where it stands below a policy, and elsewhere what a measure does."""


def announces_measures(heading: Heading) -> bool:
    """Whether a heading's words say that what it holds are measures."""
    return heading.wording.tag is None and _OF_MEASURES.fullmatch(heading.wording.title) is not None


def lists_actions(heading: Heading) -> bool:
    """Whether a heading's words say that what it holds is done: measures, if a policy has that block."""
    return heading.wording.tag is None and _OF_ACTIONS.fullmatch(heading.wording.title) is not None


def announced_measures(headings: list[Heading]) -> frozenset[int]:
    """The positions of numbered lines that stand in such a block of a policy, before the next policy or chapter."""
    found: set[int] = set()
    policy: Heading | None = None
    block: Heading | None = None
    for position, heading in enumerate(headings):
        rank = heading.rank
        if heading.kind == "policy":
            policy, block = heading, None
        elif rank is not None and rank <= RANKS["measure"]:
            policy, block = None, None
        elif policy is not None and (announces_measures(heading) or lists_actions(heading)):
            block = heading
        elif heading.family == "label" or (block is not None and heading.family == block.family):
            block = None
        elif block is not None and heading.order is not None:
            found.add(position)
    return frozenset(found)


def divided_policies(headings: tuple[Heading, ...]) -> frozenset[tuple[str, str]]:
    """The families of policies of which several are followed at once by 第1節 or 第1項, each with that family.

    Policies that are only listed, one below the other, are followed by a section once.
    """
    led = Counter(
        (above.family, below.family)
        for above, below in pairwise(headings)
        if above.kind == "policy" and below.kind in ("section", "clause") and not is_larger(below, above)
    )
    return frozenset(pair for pair, times in led.items() if times > 1)


def below_policy(heading: Heading, opened: list[Heading], divided: frozenset[tuple[str, str]]) -> int | None:
    """The depth of a section below the open policy that holds such ones; None where it stands by its rank."""
    at = next((n for n, one in enumerate(opened) if (one.family, heading.family) in divided), None)
    if at is None or not at or opened[at - 1].rank not in (RANKS["part"], RANKS["chapter"]):
        return None
    return at + 1
