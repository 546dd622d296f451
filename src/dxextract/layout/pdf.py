"""A PDF as read -> the document: page by page, then what spans pages."""

from __future__ import annotations

from functools import lru_cache

from dxextract.layout.document import pages_to_blocks
from dxextract.layout.page import page_to_layout
from dxextract.layout.tolerances import DEFAULT, Tolerances
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.raw import PdfContent


def lay_out_pdf(content: PdfContent, rules: RuleSet, tolerances: Tolerances = DEFAULT) -> Document:
    """The blocks of all pages in reading order, running lines marked, bookmarks carried over."""
    times = rules["time_columns"]

    @lru_cache(maxsize=4096)
    def is_time_label(text: str) -> bool:
        return len(text) <= 24 and times.match(text) is not None

    pages = [page_to_layout(page, is_time_label, tolerances) for page in content.pages]
    return Document(
        source=content.source,
        blocks=pages_to_blocks(pages, content.bookmarks, rules["notes"], tolerances),
        bookmarks=content.bookmarks,
        notices=content.notices,
    )
