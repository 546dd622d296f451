"""The contents page: where it begins, and the headings it announces.

Signals: a line 目次 (or its synonyms), then entries that end in leader dots or a page number, or link to a later page;
slides list bare titles. How far it goes is decided in `contents_listing`. Decides nothing about the body's headings;
they are reconciled with these entries in `headings`.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.schema.passage import Box
from dxextract.segment.contents_entries import (
    LEADER,
    PAGE_NUMBER,
    Entry,
    is_bare,
    is_contents_title,
    table_entries,
    title_key,
)
from dxextract.segment.contents_listing import MAX_ENTRIES, Listing
from dxextract.segment.lost_spaces import numbers_told, parted

_BEGINS = re.compile(r"[1-9]")
_TELLING_TITLE = 12  # characters of a title that no other heading has by chance
_SAME_INDENT = 4.0  # points
_WIDEST_INDENT = 120.0  # points; entries farther apart stand in columns
_MAX_LINKED = 80  # characters
_FEWEST_CONTENTS_ROWS = 4
"""Rows of a contents table that no title announces."""
_FEWEST_LEADERS = 3
"""Lines with leader dots or links in a row, of contents that no title announces."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries and the blocks (indexes into the document) that the contents page takes up."""

    entries: tuple[Entry, ...] = ()
    blocks: frozenset[int] = frozenset()
    sizes: Mapping[str, float] = field(default_factory=dict)
    """The largest size of type in which the body prints a title, by `title_key`; infinity with its number."""

    def entry_of(self, number: str | None, title: str, *, size: float | None = None) -> Entry | None:
        """The entry that lists a heading of this title, and of this number where it gives one.

        A long title in a style of its own, of `size` points, answers without its number too: 別添2 often stands apart.
        It does not where another line has the number or is set larger: a chart may have the title of a part.
        """
        key = title_key(title)
        for entry in self.entries:
            if title_key(entry.title) == key and (
                entry.number is None
                or (number is None and len(key) >= _TELLING_TITLE and self._is_largest(key, size))
                or (number is not None and title_key(number) == title_key(entry.number))
            ):
                return entry
        return None

    def with_space(self, line: str) -> str:
        """`line` of the body with the space behind its number where an entry has one; as it is otherwise."""
        if not _BEGINS.match(line):
            return line
        for length in (1, 2):
            number, title = line[:length], line[length:]
            entry = self.entry_of(number, title) if number.isdecimal() and title[:1] not in ("", " ", "　") else None
            if entry is not None and entry.number == number:
                return f"{number} {title}"
        return line

    def _is_largest(self, key: str, size: float | None) -> bool:
        return size is not None and size >= self.sizes.get(key, 0.0)


def find_contents(document: Document, rules: RuleSet) -> Contents:
    """Find the contents page; an empty `Contents` when the document has none."""
    start = next((i for i, b in enumerate(document.blocks) if is_contents_title(b, rules)), None)
    linked = _linked_blocks(document)
    start = _headless_start(document, linked, rules) if start is None else start
    if start is None:
        return Contents()
    listing = Listing(document, start, linked, rules)
    listing.read()
    if not listing.lists():
        return Contents()
    found, lefts = listing.whole()
    entries = _with_levels(_with_numbers(found, rules), lefts)
    return Contents(entries, frozenset(listing.taken), _sizes(document, entries, max(listing.taken)))


def _with_numbers(entries: list[Entry], rules: RuleSet) -> list[Entry]:
    """`entries`, those parted from their numbers that lost the space behind them."""
    told = numbers_told([(entry.number, entry.title) for entry in entries])
    found = [parted(e.title, number, rules) if number else None for e, number in zip(entries, told, strict=True)]
    return [Entry(*own) if own else entry for entry, own in zip(entries, found, strict=True)]


def _with_levels(entries: list[Entry], lefts: list[float | None]) -> tuple[Entry, ...]:
    """`entries` with the levels that their left edges say; without, when one has no place or they fill columns."""
    edges = sorted(left for left in lefts if left is not None)
    steps = [b for a, b in itertools.pairwise(edges) if b - a > _SAME_INDENT]
    if len(edges) < len(lefts) or edges[-1] - edges[0] > _WIDEST_INDENT:
        return tuple(entries)
    return tuple(
        replace(entry, level=sum(step <= left for step in steps))
        for entry, left in zip(entries, lefts, strict=True)
        if left is not None
    )


def _sizes(document: Document, entries: Iterable[Entry], last: int) -> dict[str, float]:
    """The largest size in which lines below block `last` print the titles of entries; infinity behind their numbers."""
    titles = {title_key(e.title) for e in entries if e.number}
    whole = {title_key(e.number + e.title): title_key(e.title) for e in entries if e.number}
    found: dict[str, float] = {}
    for block in document.blocks[last + 1 :]:
        if not isinstance(block, Paragraph) or block.style is None:
            continue
        key = title_key(block.text)
        if key in whole:
            found[whole[key]] = math.inf
        elif key in titles:
            found[key] = max(found.get(key, 0.0), block.style.size)
    return found


def _linked_blocks(document: Document) -> frozenset[int]:
    """Lines of a PDF that link to a later page of it, as the entries of a contents page do."""
    targets: dict[int, list[Box]] = {}
    for link in document.links:
        if link.target is not None and link.target > link.page:
            targets.setdefault(link.page, []).append(link.box)
    found = set()
    for index, block in enumerate(document.blocks[:MAX_ENTRIES] if targets else ()):
        if isinstance(block, Paragraph) and block.role == "body" and len(block.text) <= _MAX_LINKED:
            place = block.passage.segments[0].place
            if place.box and any(_covers(box, place.box) for box in targets.get(place.page or 0, ())):
                found.add(index)
    return frozenset(found)


def _covers(link: Box, line: Box) -> bool:
    """Whether a link runs along at least half of a line."""
    across = min(link[2], line[2]) - max(link[0], line[0])
    return across >= 0.5 * (line[2] - line[0]) and link[1] <= (line[1] + line[3]) / 2 <= link[3]


def _headless_start(document: Document, linked: frozenset[int], rules: RuleSet) -> int | None:
    """Where a contents page without a title begins: at a contents table, or the first of three leader lines or links.

    A bare line right before it that returns later in the document is its first entry.
    """
    leaders = 0
    start = None
    for index, block in enumerate(document.blocks[:MAX_ENTRIES]):
        if isinstance(block, Table) and len(table_entries(block, rules)) >= _FEWEST_CONTENTS_ROWS:
            start = index
            break
        if isinstance(block, Paragraph) and block.role == "body":
            entry = index in linked or (LEADER.search(block.text) and PAGE_NUMBER.search(block.text))
            leaders = leaders + 1 if entry else 0
            if leaders == _FEWEST_LEADERS:
                start = index - (_FEWEST_LEADERS - 1)
                break
    if start is None or start == 0:
        return start
    before = document.blocks[start - 1]
    if isinstance(before, Paragraph) and is_bare(before.text):
        later = (b for b in document.blocks[start + 1 :] if isinstance(b, Paragraph))
        if any(title_key(b.text) == title_key(before.text) for b in later):
            return start - 1
    return start
