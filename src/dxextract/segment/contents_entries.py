"""The entries of a contents page: the number and the title that one line, or one row of a table, announces.

Decides what of a line is the entry (not its leader dots, its page number or the marks before it) and whether a table is
a contents table: titles, and page numbers that never fall. Which lines belong to a contents page is decided in
`contents_listing`.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Paragraph, Table
from dxextract.schema.passage import Passage
from dxextract.segment.marks import strip_marks
from dxextract.segment.numbering import read_numbering
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, LEADERS

PAGE_NUMBER = re.compile(
    rf"(?:[\s{LEADERS}-]+|(?<=\D))(?:[pP]\.?\s?)?[0-9]{{1,3}}\s*(?:ページ|頁|[-‐–－―])?\s*$|[{LEADERS}]{{3,}}\s*[ivxlⅰ-ⅻ]{{1,6}}\s*$"
)
"""The page that ends an entry."""
LEADER = re.compile(rf"[{LEADERS}]{{3,}}|…")
"""The dots between an entry and its page."""
NO_WORDS = re.compile(r"[\s0-9.…・-]*")
"""Numbers and dots alone: no title."""
FEWEST_ROWS = 3
"""Entries, rows or pages of a contents page, at least."""
_SUBTITLE = re.compile(r"(?<=\S)\s*([~〜～―─]).+\1$")
"""A subtitle between waves or dashes, which the body often prints on a line of its own."""
_PAGES = re.compile(r"(?:[pP]\.?)?[0-9]{1,3}(?:\s+[0-9]{1,3})*")
_FIGURE = re.compile(r"[0-9][0-9,.]*")
_CELL_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_FRAMED = re.compile(rf"^[{FRAME_OPEN}]([^{FRAME_CLOSE}]+)[{FRAME_CLOSE}]$")
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


@lru_cache(maxsize=4096)  # each line is held against every entry
def title_key(text: str) -> str:
    """What a title in the contents and in the body have in common: no white space, marks or subtitle."""
    text = _SUBTITLE.sub("", text)
    return re.sub(r"[\s\-－・･.．:：,、「」『』]+", "", text).lower()


def is_contents_title(block: object, rules: RuleSet) -> bool:
    return isinstance(block, Paragraph) and rules["contents_headings"].match(block.text) is not None


def is_bare(text: str) -> bool:
    return len(text) <= _MAX_BARE_ENTRY and not text.endswith(("。", "、"))


def read_entry(passage: Passage, rules: RuleSet) -> Entry | None:
    text = LEADER.split(passage.text)[0].strip() if LEADER.search(passage.text) else passage.text
    if text == passage.text:
        text = PAGE_NUMBER.sub("", text).strip()
    text, _ = strip_marks(text, rules)
    text = _FRAMED.sub(r"\1", text)
    if not text:
        return Entry(None, "", None)
    numbering = read_numbering(text, rules)
    if numbering is None:
        return Entry(None, text, None)
    return Entry(numbering.number, text[numbering.end :].strip(), numbering.family)


def table_entries(table: Table, rules: RuleSet, *, fewest: int = FEWEST_ROWS) -> list[Entry]:
    """Entries of a contents table: its last column holds page numbers that never fall.

    A chapter's title between its tables leaves some with few rows: `fewest` says how many are enough. A table whose
    header names values is none, though its last column counts (関連方策 behind 基準値 and 目標値).
    """
    if sum(rules["table_headers"].label(cell.text) in VALUE_LABELS for cell in table.cells if cell.row == 0) > 1:
        return []
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
            entry = read_entry(Passage(line.strip(), (), ()), rules)
            if entry and entry.title:
                entries.append(entry)
    if figures * 2 > len(pages):
        return []
    steady = all(a <= b for a, b in itertools.pairwise(pages))
    return entries if steady and len(entries) >= fewest and len(entries) >= 0.6 * len(rows) else []


def _lines_of(cell: Cell) -> str:
    """A cell's text, with its lines apart where a converter wrote several entries into one cell (``<br>``)."""
    parts = _CELL_BREAK.split(cell.passage.raw)
    return "\n".join(part.strip() for part in parts) if len(parts) > 1 else cell.text
