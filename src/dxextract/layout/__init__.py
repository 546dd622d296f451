"""Layout: from what stands on the pages of a PDF, or in the lines of a text, to one document of blocks.

`pdf` drives the pages of a PDF: their lines, boxes and order stand in this package itself, tables in `tables`, what
is drawn over times in `drawn`. `text.driver` drives texts. What both give goes through `forms`, which sets out forms
and list tables.
"""

from __future__ import annotations

from collections.abc import Callable

from dxextract.layout.forms.forms import unfold_forms
from dxextract.layout.model import PageLayout
from dxextract.layout.tables.tidy import tidy_tables
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.raw import PdfContent, PdfPage, TextContent

__all__ = ["lay_out", "page_layouter", "unfold_forms"]


def page_layouter(rules: RuleSet) -> Callable[[PdfPage], PageLayout]:
    """What lays out one page of a PDF; `lay_out` takes the pages together."""
    from dxextract.layout import pdf

    return pdf.page_layouter(rules)


def lay_out(content: PdfContent[PageLayout] | TextContent, rules: RuleSet) -> Document:
    """The document in reading order, as printed: `unfold_forms` comes next. Raises nothing of its own."""
    if isinstance(content, PdfContent):
        from dxextract.layout.pdf import lay_out_pdf

        return tidy_tables(lay_out_pdf(content, rules), rules)
    from dxextract.layout.text.driver import lay_out_text

    return tidy_tables(lay_out_text(content, rules), rules)
