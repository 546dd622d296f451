"""The measures of a plan whose words tell none: the smallest sections of the chapters that are divided twice.

A plan says why, what and how; where one of its chapters has sections with sections of their own (2 利活用の推進,
(1) 行政分野, 1) 税の申告), or several that speak of no others do, these are what it does. Asked last, of documents
called a plan only: in a report or a manual the same shape says nothing.
"""

from __future__ import annotations

from collections import defaultdict

from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.plan import SectionKind
from dxextract.segment.heading import Heading
from dxextract.segment.kinds import OF_OTHERS

_FEWEST = 3  # measures, in two groups at least
_COVER = 12  # blocks in which a document says what it is


def with_shaped_measures(
    document: Document,
    headings: list[Heading],
    parents: list[int | None],
    kinds: list[SectionKind],
    rules: RuleSet,
) -> list[SectionKind]:
    """The `kinds` of the headings, with measures and policies by shape where there are none of either."""
    if {"measure", "policy"} & set(kinds) or not _is_plan(document, rules):
        return kinds
    children: dict[int | None, list[int]] = defaultdict(list)
    for position, parent in enumerate(parents):
        children[parent].append(position)
    divided = {c: _divided(c, children, headings, kinds) for c in children[None] if kinds[c] == "chapter"}
    found = {c: groups for c, groups in divided.items() if groups}
    if len(found) > 1:  # by what is done for whom (市民生活, 行政運営), beside 社会の動向, which tells of others
        found = {c: groups for c, groups in found.items() if not OF_OTHERS.search(headings[c].wording.title)}
    if not found or len(children[None]) < len(found) + 2:
        return kinds
    groups = [i for below in found.values() for i in below]
    ends = [i for group in groups for i in children[group] if kinds[i] == "section"]
    if len(groups) < 2 or len(ends) < _FEWEST:
        return kinds
    told: dict[int, SectionKind] = dict.fromkeys(groups, "policy")
    told.update(dict.fromkeys(ends, "measure"))
    return [told.get(i, kind) for i, kind in enumerate(kinds)]


def _divided(
    chapter: int, children: dict[int | None, list[int]], headings: list[Heading], kinds: list[SectionKind]
) -> list[int]:
    """The sections of a chapter that have numbered or titled sections without a block's name below them."""
    return [
        i
        for i in children.get(chapter, [])
        if kinds[i] == "section"
        and children.get(i)
        and all(headings[j].wording.label is None and kinds[j] == "section" for j in children[i])
    ]


def _is_plan(document: Document, rules: RuleSet) -> bool:
    lines = (block for block in document.blocks[:_COVER] if isinstance(block, Paragraph))
    return any(rules["plan_titles"].label(line.text) == "whole" for line in lines)
