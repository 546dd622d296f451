"""A PDF -> the document: page by page as they are read, then what spans pages.

A page is laid out as soon as it is read, so that its characters need not be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from dxextract.layout.chapter_lines import with_chapter_lines
from dxextract.layout.document import pages_to_blocks
from dxextract.layout.figure_labels import label_reader
from dxextract.layout.model import PageLayout, TableBlock
from dxextract.layout.page import page_to_layout
from dxextract.layout.slide_rails import with_rail_names
from dxextract.layout.slide_tops import with_slide_tops
from dxextract.layout.tolerances import DEFAULT, Tolerances
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.packed import PackedCells
from dxextract.schema.raw import PdfContent, PdfPage


def page_layouter(
    rules: RuleSet, packed_above_pages: int | None = None, tolerances: Tolerances = DEFAULT
) -> Callable[[PdfPage], PageLayout]:
    """The function that lays one page out. It packs the tables of documents of more than `packed_above_pages` pages."""
    times = rules["time_columns"]

    @lru_cache(maxsize=4096)
    def is_time_label(text: str) -> bool:
        return len(text) <= 24 and times.match(text) is not None

    says_which = label_reader(rules, is_time_label)

    def lay_out(page: PdfPage) -> PageLayout:
        layout = page_to_layout(page, is_time_label, says_which, tolerances)
        is_long = packed_above_pages is not None and page.document_pages > packed_above_pages
        return _packed(layout) if is_long else layout

    return lay_out


def _packed(layout: PageLayout) -> PageLayout:
    blocks = (replace(b, cells=PackedCells.of(b.cells)) if isinstance(b, TableBlock) else b for b in layout.blocks)
    return replace(layout, blocks=tuple(blocks))


def lay_out_pdf(content: PdfContent[PageLayout], rules: RuleSet, tolerances: Tolerances = DEFAULT) -> Document:
    """The blocks of all pages in reading order, running lines marked, bookmarks and links carried over."""
    return Document(
        source=content.source,
        blocks=with_chapter_lines(
            with_slide_tops(
                with_rail_names(pages_to_blocks(content.pages, content.bookmarks, rules["notes"], tolerances), rules),
                rules,
            ),
            rules,
        ),
        bookmarks=content.bookmarks,
        notices=content.notices,
        links=tuple(link for page in content.pages for link in page.links),
    )
