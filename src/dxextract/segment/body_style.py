"""The style that the body of a document is set in, and what is set otherwise.

A medium without styles (a text) has none. Decides nothing about headings.
"""

from __future__ import annotations

import re
from collections import Counter

from dxextract.schema.document import Document, Paragraph, Style

_LEADER = re.compile(r"(?:\s*[.．・･…‥·⋯]){3,}.*")


def body_style(document: Document) -> Style | None:
    """The style that most characters are set in, leaders of a contents page apart.

    None for a medium without styles (a text with some bold lines).
    """
    counts: Counter[tuple[float, bool]] = Counter()
    unstyled = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "body" and block.unfolded is None:
            if block.style is None:
                unstyled += len(block.text)
            else:
                counts[(round(block.style.size * 2) / 2, block.style.bold)] += len(_LEADER.sub("", block.text))
    if unstyled >= counts.total():
        return None
    (size, bold), _ = counts.most_common(1)[0]
    return Style(size, bold)


def is_distinct(style: Style | None, body: Style | None) -> bool:
    """Whether a line is set otherwise than body text: larger, bold, on a band, in a frame."""
    if style is None or body is None:
        return False
    return style.size >= body.size * 1.06 or (style.bold and not body.bold) or style.band is not None or style.boxed
