"""A PDF as read -> the document: page by page, then what spans pages."""

from __future__ import annotations

from dxextract.layout.document import pages_to_blocks
from dxextract.layout.page import page_to_layout
from dxextract.layout.tolerances import DEFAULT, Tolerances
from dxextract.schema.document import Document
from dxextract.schema.raw import PdfContent


def lay_out_pdf(content: PdfContent, tolerances: Tolerances = DEFAULT) -> Document:
    """The blocks of all pages in reading order, running lines marked, bookmarks carried over."""
    pages = [page_to_layout(page, tolerances) for page in content.pages]
    return Document(
        source=content.source,
        blocks=pages_to_blocks(pages, content.bookmarks, tolerances),
        bookmarks=content.bookmarks,
        notices=content.notices,
    )
