"""Slides that say nothing but a title and set it as every slide sets its own: they part a deck, and hold what follows.

Decides which headings these are, where a deck has no numbered chapters and at least two such slides. A larger title
needs no such look at its page: its size says the same. But words that elsewhere head a block of a measure (取組内容)
are no such block where they are all that a page says, larger than what follows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from dxextract.schema.document import Block, Document, Paragraph, Table, is_furniture
from dxextract.segment.heading import Heading
from dxextract.segment.looks import as_plain, is_larger, look_of
from dxextract.segment.sequences import first_open

DIVIDER = "style:divider"
_FEWEST = 2
_HOW_MANY = re.compile(r"[1-9]つの|[1-9]本の柱")
_DIVIDING = frozenset({"style", "policy"})
CLOSING = re.compile(
    r"推進の?体制|(?:進捗|進行)管理|(?:どう|どのように)(?:進め|実現)|(?:計画|戦略|ビジョン|構想|方針|プラン)の(?:推進|実現|見直し|進め方)"
)
"""What a plan whose chapters have no numbers ends with."""
_COUNTED = frozenset({"part", "chapter"})


def with_dividers(document: Document, headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings, those that stand alone on their page and lead to one set alike on the next of their own family."""
    if any(h.kind in _COUNTED for h in headings):
        return headings
    headings = _without_block_titles(document, headings)
    alone = [
        position
        for position, (heading, following) in enumerate(pairwise(headings))
        if heading.kind in _DIVIDING and look_of(heading) == look_of(following) and _pages(heading, following)
    ]
    looks = {look_of(headings[position]) for position in alone}
    counts = any(_HOW_MANY.search(headings[position].wording.title) for position in alone)
    if (len(alone) < _FEWEST and not counts) or any(h.order is not None and look_of(h) in looks for h in headings):
        return headings  # none, or 3 施策の内容 holds them all
    lines = _blocks_by_page(document)
    dividers = {p for p in alone if lines[headings[p].passage.page] == 1 and headings[p].passage.page != 1}
    if len(dividers) < _FEWEST and not counts:
        return headings
    return tuple(_dividing(h) if p in dividers else h for p, h in enumerate(headings))


def _without_block_titles(document: Document, headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings, labels of blocks that are all of their page and set larger than what follows as plain titles."""
    large = {
        position
        for position, (heading, following) in enumerate(pairwise(headings))
        if heading.family == "label" and _pages(heading, following) and is_larger(heading, following)
    }
    lines = _blocks_by_page(document) if large else Counter[int | None]()
    alone = {p for p in large if lines[headings[p].passage.page] == 1}
    return tuple(as_plain(h) if p in alone else h for p, h in enumerate(headings))


def _blocks_by_page(document: Document) -> Counter[int | None]:
    """How many blocks each page has, furniture apart."""
    return Counter(page for block in document.blocks if not is_furniture(block) for page in _pages_of(block))


def _dividing(heading: Heading) -> Heading:
    return replace(heading, family=DIVIDER if heading.kind == "style" else heading.family, sure=True, divides=True)


def below_divider(heading: Heading, opened: list[Heading]) -> int | None:
    """The depth of the title of a slide where a divider set like it is open, and of a divider; None for all others."""
    if heading.family == DIVIDER:
        return 0
    at = next((i for i in range(len(opened) - 1, -1, -1) if opened[i].divides), None)
    if at is None or look_of(heading) != look_of(opened[at]):
        return None
    if heading.announced and opened[at].announced:
        return at  # both in the contents
    if heading.kind not in ("style", "plain"):
        first = heading.kind == "measure" and all(h.kind != "policy" for h in opened)
        return first_open(opened, lambda h: h.family != DIVIDER) if heading.kind == "policy" or first else None
    ends = CLOSING.search(heading.wording.title) or heading.wording.appendix is not None
    return 0 if ends else at + 1


def _pages(heading: Heading, following: Heading) -> bool:
    page, after = heading.passage.page, following.passage.page
    return page is not None and after == page + 1


def _pages_of(block: Block) -> set[int | None]:
    """The pages that a block has something on."""
    if isinstance(block, Paragraph):
        return {segment.place.page for segment in block.passage.segments}
    return {place.page for place in block.places} if isinstance(block, Table) else {block.place.page}
