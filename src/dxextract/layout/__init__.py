"""Layout: from what stands on the pages of a PDF, or in the lines of a text, to one document of blocks."""

from __future__ import annotations

from dxextract.layout.forms import unfold_forms
from dxextract.layout.table_tidy import tidy_tables
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.raw import PdfContent, TextContent


def lay_out(content: PdfContent | TextContent, rules: RuleSet) -> Document:
    """The document in reading order, forms and list tables set out after themselves. Raises nothing of its own."""
    if isinstance(content, PdfContent):
        from dxextract.layout.pdf import lay_out_pdf

        return unfold_forms(tidy_tables(lay_out_pdf(content, rules)), rules)
    from dxextract.layout.text import lay_out_text

    return unfold_forms(tidy_tables(lay_out_text(content, rules)), rules)
