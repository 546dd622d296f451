"""The blocks of a contents page, read one after the other from where it begins.

Decides where the page ends (where its own first entry returns as a heading, or where entries stop), which lines are
entries, and whether what was read is a contents page at all: entries with pages, or such that the lines below repeat.
Where it begins is decided in `contents`, what one line says in `contents_entries`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.segment.contents_entries import (
    FEWEST_ROWS,
    LEADER,
    NO_WORDS,
    PAGE_NUMBER,
    Entry,
    is_bare,
    is_contents_title,
    read_entry,
    table_entries,
    title_key,
)
from dxextract.segment.values import tells_date

MAX_ENTRIES = 400
"""Blocks that are looked through, from the beginning of a document or of its contents on."""
_FEWEST_ENTRIES = 2
_COLUMN = 5.0  # points that a column of a text stands for


class Listing:
    """The entries of a contents page that begins at block `start`, read one block after the other."""

    def __init__(self, document: Document, start: int, linked: frozenset[int], rules: RuleSet) -> None:
        self._document = document
        self._start = start
        self._linked = linked
        self._rules = rules
        self._keys: list[str] = []
        self._pages = 0
        """Entries, in lines of their own, with a page number or a link."""
        self._in_table = False
        self.entries: list[Entry] = []
        self.lefts: list[float | None] = []
        self._paged: list[bool] = []
        self.taken = {start} if is_contents_title(document.blocks[start], rules) else set[int]()

    def read(self) -> None:
        """Takes the blocks up to the one that is none of the contents."""
        blocks = self._document.blocks
        for index in range(self._start + len(self.taken), min(len(blocks), self._start + MAX_ENTRIES)):
            block = blocks[index]
            goes_on = (isinstance(block, Table) and self._take_table(block)) or (
                isinstance(block, Paragraph) and (block.role != "body" or self._take_line(index, block))
            )
            if not goes_on:
                return
            self.taken.add(index)

    def lists(self) -> bool:
        """Whether these are contents: entries with pages, or such that the lines below repeat."""
        if len(self.entries) < _FEWEST_ENTRIES:
            return False
        return self._pages > 0 or self._in_table or _answered(self._document, self.entries, max(self.taken))

    def whole(self) -> tuple[list[Entry], list[float | None]]:
        """The entries and their left edges, those that go on over several lines as one.

        Such an entry has no page on its first line, though others of its numbers do; no number stands on the next ones.
        """
        own = Counter((entry.family, paged) for entry, paged in zip(self.entries, self._paged, strict=True))
        entries: list[Entry] = []
        lefts: list[float | None] = []
        wraps = False
        for entry, left, paged in zip(self.entries, self.lefts, self._paged, strict=True):
            if wraps and entry.number is None:
                entries[-1] = replace(entries[-1], title=entries[-1].title + entry.title)
                wraps = not paged
                continue
            entries.append(entry)
            lefts.append(left)
            wraps = not paged and entry.number is not None and own[entry.family, True] > own[entry.family, False]
        return entries, lefts

    def _take_table(self, table: Table) -> bool:
        found = table_entries(table, self._rules, fewest=1 if self.entries else FEWEST_ROWS)
        self._in_table = self._in_table or bool(found)
        for entry in found:
            self._add(entry, None, paged=True)
        return bool(found)

    def _take_line(self, index: int, line: Paragraph) -> bool:
        """Whether the line is part of the contents; the body's first one takes the numbers above it along."""
        entry = read_entry(line.passage, self._rules)
        paged = index in self._linked or PAGE_NUMBER.search(line.text) is not None
        if entry is None or (not paged and (self._returns(entry, line) or not is_bare(line.text))):
            self.taken -= _numbers_before(self._document, index, self._start)
            return False
        if not paged and self._begins_anew(entry):
            return False
        if tells_date(line):
            return True
        if NO_WORDS.fullmatch(line.text) or self._rules["contents_headings"].match(title_key(entry.title)):
            self._pages += paged and LEADER.match(line.text) is not None  # the page of the title above
            return True
        self._pages += paged
        self._add(entry, _left(line), paged=paged)
        if paged and entry.number:  # in the body the two may stand on lines of their own
            self._keys += [title_key(entry.number), title_key(entry.title)]
        return True

    def _add(self, entry: Entry, left: float | None, *, paged: bool) -> None:
        self.entries.append(entry)
        self._paged.append(paged)
        self.lefts.append(left)
        self._keys.append(title_key((entry.number or "") + entry.title))

    def _returns(self, entry: Entry, line: Paragraph) -> bool:
        """Whether the body has begun: a line without page number repeats an entry.

        On a later page the title alone does, whose number may stand apart there.
        """
        if title_key((entry.number or "") + entry.title) in self._keys:
            return True
        page, key = _page(line), title_key(line.text)
        if page is None or page == _page(self._document.blocks[self._start]):
            return False
        whole = title_key((entry.number or "") + entry.title)
        if entry.number and any(one.startswith(whole) for one in self._keys):
            return True  # of entries that a medium has joined
        return any(one.number and title_key(one.title) == key for one in self.entries)

    def _begins_anew(self, entry: Entry) -> bool:
        """Whether the count begins again where all entries had pages: the body, in other words than the contents."""
        first = self.entries[0] if self.entries else None
        if entry.number is None or first is None or self._pages < FEWEST_ROWS or self._pages < len(self.entries):
            return False
        return title_key(entry.number) == title_key(first.number or "")


def _numbers_before(document: Document, index: int, start: int) -> set[int]:
    """The bare numbers right above block `index` on its page, a later one than that of the contents: its own (`01`)."""
    page = _page(document.blocks[index])
    found: set[int] = set()
    if page is None or page == _page(document.blocks[start]):
        return found
    while (
        isinstance(above := document.blocks[index - 1], Paragraph)
        and _page(above) == page
        and NO_WORDS.fullmatch(above.text)
    ):
        index -= 1
        found.add(index)
    return found


def _page(block: object) -> int | None:
    return block.passage.page if isinstance(block, Paragraph) else None


def _answered(document: Document, entries: list[Entry], last: int) -> bool:
    """Whether lines below block `last` repeat at least half of the entries; else the body's headings were taken."""
    later = {title_key(b.text) for b in document.blocks[last + 1 :] if isinstance(b, Paragraph)}
    listed = [e for e in entries if e.title]
    repeated = [e for e in listed if later & {title_key(e.title), title_key((e.number or "") + e.title)}]
    return len(repeated) * 2 >= len(listed)


def _left(block: Paragraph) -> float | None:
    place = block.passage.segments[0].place
    if place.page is None:
        return block.indent * _COLUMN
    return place.box[0] if place.box else None
