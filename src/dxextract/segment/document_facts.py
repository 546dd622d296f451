"""What of a whole document each of its lines is judged by, found once: its body, what returns, what opens, its system.

Gathers; each fact is decided in the module that finds it. Some hold of a text only, where no styles are told, or of a
printed document only; in the other they are empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.segment.body_style import body_style, page_bodies
from dxextract.segment.contents import Contents
from dxextract.segment.leads import telling_lines
from dxextract.segment.listed_again import listing_lines
from dxextract.segment.openings import counting_lines, opening_lines, titles_above
from dxextract.segment.pictures import picture_words
from dxextract.segment.recurring import blocks_in_own_words, recurring_lines, repeated_names, returning_labels
from dxextract.segment.systems import System, find_system


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the lines of a document are judged by; sets of numbers are indexes of its blocks."""

    document: Document
    contents: Contents
    rules: RuleSet
    body: Style | None
    """How most of its text is set; None where nothing tells (a text)."""
    bodies: Mapping[int, Style]
    """The same of pages whose sentences are set smaller, by page."""
    first: int
    """The last block of the contents page; -1 where there is none."""
    recurring: Set[int]
    """Numbered and bracketed lines that return word for word."""
    own_words: Set[int]
    """Labels of blocks in words of the plan's own, which return behind known ones."""
    returning: Set[int]
    """Labels of blocks that return with each measure, in whatever words."""
    opening: Set[int]
    """Lines of a text right above a count that begins anew."""
    above: Set[int]
    """Titles above the first block of each measure, or above groups of measures."""
    counting: Set[int]
    """Lines that say how many of what stand numbered below them."""
    telling: Set[int]
    """Lines with low numbers below each of which something tells of a measure."""
    system: System
    pictured: Set[int]
    """Lines that are words of a picture."""
    said: Mapping[str, int]
    """How often each line is printed."""
    names: Set[str]
    """Names of municipalities that stand alone in several lines."""
    listing: Set[int]
    """Lines of a list whose words stand alone further down."""

    @property
    def in_text(self) -> bool:
        """Whether lines are told by where they stand alone, as nothing says how they are set."""
        return self.body is None

    def stands_alone(self, index: int) -> bool:
        """Whether a line is set apart by what returns, or by what stands below it."""
        return any(index in found for found in (self.opening, self.above, self.own_words, self.counting))


def facts_of(document: Document, contents: Contents, rules: RuleSet) -> DocumentFacts:
    """The facts of `document`, which are the same for each of its lines."""
    body = body_style(document)
    in_text = body is None
    own_words = blocks_in_own_words(document, rules)
    nothing = frozenset[int]()
    return DocumentFacts(
        document=document,
        contents=contents,
        rules=rules,
        body=body,
        bodies=page_bodies(document, body),
        first=max(contents.blocks, default=-1),
        recurring=recurring_lines(document, rules),
        own_words=own_words,
        returning=returning_labels(document, rules) | own_words,
        opening=opening_lines(document, contents.blocks, rules),
        above=titles_above(document, contents.blocks, rules) if in_text else nothing,
        counting=counting_lines(document, contents.blocks, rules) if in_text else nothing,
        telling=nothing if in_text else telling_lines(document, rules),
        system=find_system(document, rules),
        pictured=picture_words(document),
        said=Counter(squeeze(b.text) for b in document.blocks if isinstance(b, Paragraph)),
        names=repeated_names(document),
        listing=listing_lines(document, contents) if in_text else nothing,
    )
