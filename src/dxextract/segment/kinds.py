"""What each section is: chapter, policy, measure, facet, glossary, front or back matter, or a plain section.

A facet is a heading that only names a block of a measure (現状と課題, 担当課); numbered ones count as facets only
among their like. A measure is the smallest section that has such blocks of its own; where a plan has none, the
sections labelled 施策n, else the leaves of the chapter about measures. Its policy is the section above it.
"""

from __future__ import annotations

from collections import defaultdict

from dxextract.rules import RuleSet
from dxextract.segment.headings import Heading

_MEASURE_BLOCKS = frozenset({"actions", "kpi", "schedule", "departments", "next_steps"})


def node_kinds(headings: list[Heading], parents: list[int | None], rules: RuleSet) -> list[str]:
    """The kind of each heading, in order; `parents` has each one's position of its parent (None: outermost)."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for position, parent in enumerate(parents):
        children[parent].append(position)
    facets = {i for i in range(len(headings)) if _is_facet(i, headings, parents, children)}
    measures = _measures(headings, parents, facets, rules)
    kinds = []
    for position, heading in enumerate(headings):
        if position in measures:
            kinds.append("measure")
        elif position in facets:
            kinds.append("facet")
        elif heading.appendix is not None:
            kinds.append(heading.appendix)
        elif _family(heading) == "policy" or (
            _family(heading) not in ("chapter", "part")
            and parents[position] is not None
            and any(c in measures for c in children[position])
        ):
            kinds.append("policy")
        elif rules["appendix_headings"].label(heading.title) == "glossary":
            kinds.append("glossary")
        else:
            kinds.append("chapter" if parents[position] is None else "section")
    return kinds


def _family(heading: Heading) -> str:
    return heading.family.split(":", 1)[0]


def _is_facet(
    position: int, headings: list[Heading], parents: list[int | None], children: dict[int | None, list[int]]
) -> bool:
    heading = headings[position]
    parent = parents[position]
    if heading.label is None or parent is None:
        return False
    if heading.family == "label":
        return True
    siblings = [headings[i] for i in children[parent] if headings[i].family == heading.family]
    labelled = [h for h in siblings if h.label is not None]
    core = [h for h in labelled if h.label in _MEASURE_BLOCKS]
    return bool(core) and len(labelled) >= 2 and len(labelled) >= 0.75 * len(siblings)


def _measures(
    headings: list[Heading],
    parents: list[int | None],
    facets: set[int],
    rules: RuleSet,
) -> set[int]:
    found = {
        parent
        for i in facets
        if headings[i].label in _MEASURE_BLOCKS
        and (parent := parents[i]) is not None
        and parent not in facets
        and _family(headings[parent]) not in ("part", "appendix")
    }
    leaves = found - {a for i in found for a in _ancestors(i, parents)}
    chapters = {
        i for i in leaves if _family(headings[i]) in ("chapter", "section") and len(leaves) > len(leaves & {i}) * 3
    }
    if len(leaves - chapters) >= 2:
        return leaves - chapters
    labelled = {i for i, h in enumerate(headings) if _family(h) == "measure"}
    labelled -= {a for i in labelled for a in _ancestors(i, parents)}
    if labelled:
        return labelled
    inside = {
        i
        for i in range(len(headings))
        if i not in facets and any(rules["measure_chapters"].match(headings[a].title) for a in _ancestors(i, parents))
    }
    return inside - {a for i in inside for a in _ancestors(i, parents)} or leaves


def _ancestors(position: int, parents: list[int | None]) -> list[int]:
    chain = []
    parent = parents[position]
    while parent is not None:
        chain.append(parent)
        parent = parents[parent]
    return chain
