"""Layout: from what stands on the pages of a PDF, or in the lines of a text, to one document of blocks.

`pdf` drives the pages of a PDF: their lines, boxes and order stand in this package itself, tables in `tables`, what
is drawn over times in `drawn`. `text.driver` drives texts. What both give goes through `forms`, which sets out forms
and list tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dxextract.layout.forms.forms import unfold_forms
from dxextract.layout.model import PageLayout
from dxextract.layout.tables.tidy import tidy_tables
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Table
from dxextract.schema.packed import keeper_of
from dxextract.schema.raw import PdfContent, PdfPage, TextContent

__all__ = ["lay_out", "page_layouter", "unfold_forms"]


def page_layouter(rules: RuleSet, packed_above_pages: int | None = None) -> Callable[[PdfPage], PageLayout]:
    """What lays out one page of a PDF; `lay_out` takes the pages together.

    The tables of a document of more than `packed_above_pages` pages are packed (None: of none).
    """
    from dxextract.layout import pdf

    return pdf.page_layouter(rules, packed_above_pages)


def lay_out(content: PdfContent[PageLayout] | TextContent, rules: RuleSet) -> Document:
    """The document in reading order, as printed: `unfold_forms` comes next. Raises nothing of its own."""
    if isinstance(content, PdfContent):
        from dxextract.layout.pdf import lay_out_pdf

        laid_out = tidy_tables(lay_out_pdf(content, rules), rules)
        kept = keeper_of(laid_out)
        return replace(laid_out, blocks=tuple(kept(b) if isinstance(b, Table) else b for b in laid_out.blocks))
    from dxextract.layout.text.driver import lay_out_text

    return tidy_tables(lay_out_text(content, rules), rules)
