"""Numbered sections without any block that stand among measures with blocks: measures too, told in a few lines.

Under 基本方針1 the (1) and (2) have 現状と課題 and 主な取組, and (3) says all it has in two sentences. Looks at the
numbered sections of one family below policies, and below chapters of measures, most of which are measures already.
Decides nothing about what has sections of its own, nor about how the plan is carried out or laid out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dxextract.rules import RuleSet
from dxextract.segment.heading import Heading

_OTHERS = re.compile(
    r"体系|考え方|見方|一覧|概要|位置[付づ]け|構成|全体像|背景|現状|課題|経緯|これまで|動向|体制|進[行捗]|指標|目標|用語|資料|財源|スケジュール"
    r"|予定|見直し|進め方|ロードマップ|まとめ|とは"
)
"""Words of a title that is about measures or the plan, and none itself."""
_FEWEST = 2
_LEAST = 0.5
"""The share of measures with blocks among all that would be measures."""


def beside_measures(
    headings: Sequence[Heading],
    children: Mapping[int | None, Sequence[int]],
    measures: set[int],
    facets: set[int],
    rules: RuleSet,
) -> set[int]:
    """The positions of such sections; none where too few measures have blocks."""
    if len(measures) < _FEWEST:
        return set()
    parents = [p for p, below in children.items() if p is not None and measures & set(below)]
    policies = {headings[p].family for p in parents if headings[p].kind == "policy"}
    holding = {p for p in parents if rules["measure_chapters"].match(headings[p].wording.title)}
    holding |= {p for p in children if p is not None and headings[p].family in policies and p not in measures}
    families = {
        headings[i].family for p in holding for i in children[p] if i in measures and headings[i].order is not None
    }
    found = {
        i
        for p in holding
        for i in children[p]
        if i not in measures | facets and headings[i].family in families and not set(children.get(i, ())) - facets
    }
    named = {headings[i].key for i in measures}  # listed on the page before them, too
    found = {
        i
        for i in found
        if headings[i].wording.appendix is None
        and headings[i].key not in named
        and not _OTHERS.search(headings[i].wording.title)
    }
    return found if len(measures) >= _LEAST * (len(measures) + len(found)) else set()
