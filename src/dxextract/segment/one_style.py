"""Documents whose body is set in one style throughout: their styles say nothing, so they are read as texts are.

Many plans from a word processor have headings of the same size and weight as their prose; only numbers and blank lines
set these off. Decides whether a document is one of them, and strips its styles; the cover's are its own and go too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from dxextract.schema.document import Document, Paragraph

_SENTENCE = re.compile(r".{40,}。")
_TEXT = re.compile(r"。|.{40}")
_ALIKE = 0.98
"""Share of the characters, the cover's aside, that one style must have; real plans with set headings stay below 0.9."""


def without_one_style(document: Document) -> Document:
    """`document` without styles where nearly all of it is set in one; as it is otherwise."""
    counts: Counter[tuple[float, bool, bool]] = Counter()
    covered = (document.source.page_count or 2) > 1 and not _begins_with_prose(document)  # a single page is no cover
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "body" and block.unfolded is None:
            if covered and block.passage.page == 1:
                continue
            if block.style is None:
                return document
            style = block.style
            counts[round(style.size), style.bold, style.band is not None or style.boxed] += len(block.text)
    if not any(_TEXT.search(b.text) for b in document.blocks if isinstance(b, Paragraph) and b.unfolded is None):
        return document  # only headings stand around its tables
    if not counts or max(counts.values()) < _ALIKE * counts.total():
        return document
    blocks = (replace(b, style=None) if isinstance(b, Paragraph) else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _begins_with_prose(document: Document) -> bool:
    """Whether the first page says a long sentence: it is the plan's first, no cover."""
    first = (b for b in document.blocks if isinstance(b, Paragraph) and b.passage.page == 1)
    return any(_SENTENCE.search(block.text) for block in first)
