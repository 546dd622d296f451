"""A PDF -> the document: page by page as they are read, then what spans pages.

A page is laid out as soon as it is read, so that its characters need not be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from dxextract.layout.chapter_lines import with_chapter_lines
from dxextract.layout.document import pages_to_blocks
from dxextract.layout.figure_labels import label_reader
from dxextract.layout.model import PageLayout
from dxextract.layout.page import page_to_layout
from dxextract.layout.slide_tops import with_slide_tops
from dxextract.layout.tolerances import DEFAULT, Tolerances
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.raw import PdfContent, PdfPage


def page_layouter(rules: RuleSet, tolerances: Tolerances = DEFAULT) -> Callable[[PdfPage], PageLayout]:
    """The function that lays one page out."""
    times = rules["time_columns"]

    @lru_cache(maxsize=4096)
    def is_time_label(text: str) -> bool:
        return len(text) <= 24 and times.match(text) is not None

    says_which = label_reader(rules, is_time_label)
    return lambda page: page_to_layout(page, is_time_label, says_which, tolerances)


def lay_out_pdf(content: PdfContent[PageLayout], rules: RuleSet, tolerances: Tolerances = DEFAULT) -> Document:
    """The blocks of all pages in reading order, running lines marked, bookmarks and links carried over."""
    return Document(
        source=content.source,
        blocks=with_chapter_lines(
            with_slide_tops(pages_to_blocks(content.pages, content.bookmarks, rules["notes"], tolerances), rules), rules
        ),
        bookmarks=content.bookmarks,
        notices=content.notices,
        links=tuple(link for page in content.pages for link in page.links),
    )
