"""The levels of titles without numbers that a text's contents list one below the other, without indents.

A title that has nothing right below it but the next one of the list holds that: プランの考え方 above 策定の背景. Where
at least two do, such titles are the chapters, or the sections of those with numbers, and what the contents list behind
each is a part of it. Decides that only; it asks nothing of contents with indents or numbered sections, nor of documents
with styles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.schema.document import Document, Paragraph
from dxextract.segment.heading import Heading

_FEWEST = 2
_UNNUMBERED = frozenset({"plain", "label", "appendix"})
_HELD = frozenset({*_UNNUMBERED, "policy"})
_CHAPTERS = frozenset({"part", "chapter"})
_LEVELS = frozenset({"section", "ordinal"})


def with_body_levels(document: Document, headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings, those that flat contents list at the level that the body gives them."""
    listed = _first_ones(headings)
    if not listed or len({h.listed for h in listed}) > 1 or any(_tells_level(h) for h in listed):
        return tuple(headings)
    holding = _holding(document, listed)
    if not holding:
        return tuple(headings)
    top = int(any(h.kind in _CHAPTERS for h in listed))  # chapters with numbers stand above all of them
    levels: dict[int, int] = {}
    begun = False
    for heading in listed:
        begun = (begun or heading.block in holding) and heading.kind not in _CHAPTERS
        outer = heading.block in holding or not begun or heading.kind == "appendix"
        levels[heading.block] = 0 if heading.kind in _CHAPTERS else top if outer else top + 1
    return tuple(replace(h, listed=levels[h.block]) if h.block in levels else h for h in headings)


def _first_ones(headings: Sequence[Heading]) -> list[Heading]:
    """What the contents list, each where it first stands."""
    found: dict[str, Heading] = {}
    for heading in headings:
        if heading.announced:
            found.setdefault(heading.key, heading)
    return list(found.values())


def _tells_level(heading: Heading) -> bool:
    counted = heading.order is not None and heading.kind != "nested"  # 1-1 below 変革1
    return heading.size is not None or counted or heading.kind in _LEVELS


def _holding(document: Document, listed: Sequence[Heading]) -> frozenset[int]:
    """The blocks of the titles that have nothing right below them but a title without a number, or a policy.

    None where fewer than two hold a title.
    """
    found: list[int] = []
    plain = 0
    for above, below in pairwise(listed):
        leads = above.kind in _UNNUMBERED and below.kind in _HELD and _is_next(document, above.block, below.block)
        if leads and not (found and _is_next(document, found[-1], above.block)):
            found.append(above.block)
            plain += below.kind in _UNNUMBERED
    return frozenset(found) if plain >= _FEWEST else frozenset()


def _is_next(document: Document, one: int, other: int) -> bool:
    """Whether nothing of the text stands between two blocks."""
    between = document.blocks[one + 1 : other]
    return one < other and all(isinstance(b, Paragraph) and b.role != "body" for b in between)
