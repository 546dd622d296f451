"""The contents page: which blocks make it up, and the headings it announces.

Signals: a line 目次 (or its synonyms), then entries that end in leader dots or a page number, or link to a later page;
slides list bare titles.
The page ends where its own first entry returns as a heading, or where entries stop. Decides nothing about the body's
headings; they are reconciled with these entries in `headings`.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Document, Paragraph, Table
from dxextract.schema.passage import Box, Passage
from dxextract.segment.lost_spaces import numbers_told, parted
from dxextract.segment.marks import strip_marks
from dxextract.segment.numbering import read_numbering
from dxextract.segment.values import tells_date
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, LEADERS

_PAGE_NUMBER = re.compile(
    rf"(?:[\s{LEADERS}-]+|(?<=\D))(?:[pP]\.?\s?)?[0-9]{{1,3}}\s*(?:ページ|頁|[-‐–－―])?\s*$|[{LEADERS}]{{3,}}\s*[ivxlⅰ-ⅻ]{{1,6}}\s*$"
)
_SUBTITLE = re.compile(r"(?<=\S)\s*([~〜～―─]).+\1$")
"""A subtitle between waves or dashes, which the body often prints on a line of its own."""
_PAGES = re.compile(r"(?:[pP]\.?)?[0-9]{1,3}(?:\s+[0-9]{1,3})*")
_FIGURE = re.compile(r"[0-9][0-9,.]*")
_CELL_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_FRAMED = re.compile(rf"^[{FRAME_OPEN}]([^{FRAME_CLOSE}]+)[{FRAME_CLOSE}]$")
_NO_WORDS = re.compile(r"[\s0-9.…・-]*")
_LEADER = re.compile(rf"[{LEADERS}]{{3,}}|…")
_MAX_ENTRIES = 400
_FEWEST_ROWS = 3
_FEWEST_ENTRIES = 2
_TELLING_TITLE = 12  # characters of a title that no other heading has by chance
_SAME_INDENT = 4.0  # points
_COLUMN = 5.0  # points that a column of a text stands for
_WIDEST_INDENT = 120.0  # points; entries farther apart stand in columns
_MAX_LINKED = 80  # characters
_MAX_BARE_ENTRY = 40  # characters; a longer line without a page number is prose, not an entry


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: the number as printed (or None) and the clean title.

    `level` counts the indents of the contents from 0 on; None where they have none, as in a table.
    """

    number: str | None
    title: str
    family: str | None
    level: int | None = None


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

    def _is_largest(self, key: str, size: float | None) -> bool:
        return size is not None and size >= self.sizes.get(key, 0.0)


@lru_cache(maxsize=4096)  # each line is held against every entry
def title_key(text: str) -> str:
    """What a title in the contents and in the body have in common: no white space, marks or subtitle."""
    text = _SUBTITLE.sub("", text)
    return re.sub(r"[\s\-－・･.．:：,、「」『』]+", "", text).lower()


def find_contents(document: Document, rules: RuleSet) -> Contents:
    """Find the contents page; an empty `Contents` when the document has none."""
    start = next((i for i, b in enumerate(document.blocks) if _is_title(b, rules)), None)
    linked = _linked_blocks(document)
    start = _headless_start(document, linked, rules) if start is None else start
    if start is None:
        return Contents()
    listing = _Listing(document, start, linked, rules)
    listing.read()
    if not listing.lists():
        return Contents()
    found, lefts = listing.whole()
    entries = _with_levels(_with_numbers(found, rules), lefts)
    return Contents(entries, frozenset(listing.taken), _sizes(document, entries, max(listing.taken)))


class _Listing:
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
        self.taken = {start} if _is_title(document.blocks[start], rules) else set[int]()

    def read(self) -> None:
        """Takes the blocks up to the one that is none of the contents."""
        blocks = self._document.blocks
        for index in range(self._start + len(self.taken), min(len(blocks), self._start + _MAX_ENTRIES)):
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
        found = _table_entries(table, self._rules, fewest=1 if self.entries else _FEWEST_ROWS)
        self._in_table = self._in_table or bool(found)
        for entry in found:
            self._add(entry, None, paged=True)
        return bool(found)

    def _take_line(self, index: int, line: Paragraph) -> bool:
        """Whether the line is part of the contents; the body's first one takes the numbers above it along."""
        entry = _entry(line.passage, self._rules)
        paged = index in self._linked or _PAGE_NUMBER.search(line.text) is not None
        if entry is None or (not paged and (self._returns(entry, line) or not _bare(line.text))):
            self.taken -= _numbers_before(self._document, index, self._start)
            return False
        if not paged and self._begins_anew(entry):
            return False
        if tells_date(line):
            return True
        if _NO_WORDS.fullmatch(line.text) or self._rules["contents_headings"].match(title_key(entry.title)):
            self._pages += paged and _LEADER.match(line.text) is not None  # the page of the title above
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
        if entry.number is None or first is None or self._pages < _FEWEST_ROWS or self._pages < len(self.entries):
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
        and _NO_WORDS.fullmatch(above.text)
    ):
        index -= 1
        found.add(index)
    return found


def _page(block: object) -> int | None:
    return block.passage.page if isinstance(block, Paragraph) else None


def _with_numbers(entries: list[Entry], rules: RuleSet) -> list[Entry]:
    """`entries`, those parted from their numbers that lost the space behind them."""
    told = numbers_told([(entry.number, entry.title) for entry in entries])
    found = [parted(e.title, number, rules) if number else None for e, number in zip(entries, told, strict=True)]
    return [Entry(*own) if own else entry for entry, own in zip(entries, found, strict=True)]


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


def _linked_blocks(document: Document) -> frozenset[int]:
    """Lines of a PDF that link to a later page of it, as the entries of a contents page do."""
    targets: dict[int, list[Box]] = {}
    for link in document.links:
        if link.target is not None and link.target > link.page:
            targets.setdefault(link.page, []).append(link.box)
    found = set()
    for index, block in enumerate(document.blocks[:_MAX_ENTRIES] if targets else ()):
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
    for index, block in enumerate(document.blocks[:_MAX_ENTRIES]):
        if isinstance(block, Table) and len(_table_entries(block, rules)) >= 4:
            start = index
            break
        if isinstance(block, Paragraph) and block.role == "body":
            entry = index in linked or (_LEADER.search(block.text) and _PAGE_NUMBER.search(block.text))
            leaders = leaders + 1 if entry else 0
            if leaders == 3:
                start = index - 2
                break
    if start is None or start == 0:
        return start
    before = document.blocks[start - 1]
    if isinstance(before, Paragraph) and _bare(before.text):
        later = (b for b in document.blocks[start + 1 :] if isinstance(b, Paragraph))
        if any(title_key(b.text) == title_key(before.text) for b in later):
            return start - 1
    return start


def _is_title(block: object, rules: RuleSet) -> bool:
    return isinstance(block, Paragraph) and rules["contents_headings"].match(block.text) is not None


def _bare(text: str) -> bool:
    return len(text) <= _MAX_BARE_ENTRY and not text.endswith(("。", "、"))


def _entry(passage: Passage, rules: RuleSet) -> Entry | None:
    text = _LEADER.split(passage.text)[0].strip() if _LEADER.search(passage.text) else passage.text
    if text == passage.text:
        text = _PAGE_NUMBER.sub("", text).strip()
    text, _ = strip_marks(text, rules)
    text = _FRAMED.sub(r"\1", text)
    if not text:
        return Entry(None, "", None)
    numbering = read_numbering(text, rules)
    if numbering is None:
        return Entry(None, text, None)
    return Entry(numbering.number, text[numbering.end :].strip(), numbering.family)


def _lines_of(cell: Cell) -> str:
    """A cell's text, with its lines apart where a converter wrote several entries into one cell (``<br>``)."""
    parts = _CELL_BREAK.split(cell.passage.raw)
    return "\n".join(part.strip() for part in parts) if len(parts) > 1 else cell.text


def _table_entries(table: Table, rules: RuleSet, *, fewest: int = _FEWEST_ROWS) -> list[Entry]:
    """Entries of a contents table: its last column holds page numbers that never fall.

    A chapter's title between its tables leaves some with few rows: `fewest` says how many are enough.
    """
    pages: list[int] = []
    figures = 0  # rows with more figures than a number at the left and a page at the right, or a date at the left
    dated = {c.row for c in table.cells if c.col == 0 and any(m.kind == "date" and not m.start for m in c.mentions)}
    entries: list[Entry] = []
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(_lines_of(cell))
    for row, texts in rows.items():
        if len(texts) < 2 or not _PAGES.fullmatch(texts[-1]):
            continue
        figures += row in dated or any(_FIGURE.fullmatch(text) for text in texts[1:-1])
        pages.append(int(re.sub(r"\D", "", texts[-1].split()[0])))
        for line in " ".join(texts[:-1]).split("\n"):
            entry = _entry(Passage(line.strip(), (), ()), rules)
            if entry and entry.title:
                entries.append(entry)
    if figures * 2 > len(pages):
        return []
    steady = all(a <= b for a, b in itertools.pairwise(pages))
    return entries if steady and len(entries) >= fewest and len(entries) >= 0.6 * len(rows) else []
