"""The style that the body of a document is set in, and what is set otherwise.

A medium without styles (a text) has none. Decides nothing about headings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from dxextract.schema.document import Document, Paragraph, Style, Table
from dxextract.signs import LEADERS

_MOSTLY_TABLES = 2
"""How many times as much the cells of sheets say as the lines around them."""
_SENTENCE = re.compile(r".{15,}。")
_LEADER = re.compile(rf"(?:\s*[{LEADERS}]){{3,}}.*")


def body_style(document: Document) -> Style | None:
    """The style that most characters are set in, leaders of a contents page apart.

    None for a medium without styles (a text with some bold lines). Sheets have their body in the cells and in the few
    sentences beside them: around those stand a cover and headings.
    """
    counts: Counter[tuple[float, bool]] = Counter()
    sentences: Counter[tuple[float, bool]] = Counter()
    unstyled = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "body" and block.unfolded is None:
            if block.style is None:
                unstyled += len(block.text)
                continue
            style = round(block.style.size * 2) / 2, block.style.bold
            counts[style] += len(_LEADER.sub("", block.text))
            if _SENTENCE.search(block.text):
                sentences[style] += len(block.text)
    if unstyled >= counts.total():
        return None
    cells = _cell_sizes(document)
    most = _MOSTLY_TABLES if sentences else 1  # without a sentence beside them, only headings stand there
    if cells.total() > most * counts.total() and 2 * sentences.total() < counts.total():
        counts = cells + sentences
    (size, bold), _ = counts.most_common(1)[0]
    return Style(size, bold)


def page_bodies(document: Document, body: Style | None) -> dict[int, Style]:
    """The body of each page whose sentences are set smaller than the document's body, as on the dense pages of a deck.

    Pages without such sentences, or with larger ones, have none of their own.
    """
    if body is None:
        return {}
    said: dict[int, Counter[tuple[float, bool]]] = defaultdict(Counter)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "body" and block.unfolded is None and block.style is not None:
            page = block.passage.page
            if page is not None and _SENTENCE.search(block.text):
                said[page][round(block.style.size * 2) / 2, block.style.bold] += len(block.text)
    own = ((page, Style(*counts.most_common(1)[0][0])) for page, counts in said.items())
    return {page: style for page, style in own if style.size < body.size}


def _cell_sizes(document: Document) -> Counter[tuple[float, bool]]:
    """How many characters of the tables are set in which size: the height of their lines."""
    counts: Counter[tuple[float, bool]] = Counter()
    tables = (block for block in document.blocks if isinstance(block, Table) and not block.unfolded)
    for segment in (s for table in tables for cell in table.cells for s in cell.passage.segments):
        box = segment.place.box
        if box is not None and box[2] - box[0] >= box[3] - box[1]:
            counts[(round((box[3] - box[1]) * 2) / 2, False)] += len(segment.raw)
    return counts


def is_distinct(style: Style | None, body: Style | None) -> bool:
    """Whether a line is set otherwise than body text: larger, bold, on a band, in a frame."""
    if style is None or body is None:
        return False
    return style.size >= body.size * 1.06 or (style.bold and not body.bold) or style.band is not None or style.boxed
