"""Layout: from what stands on the pages of a PDF, or in the lines of a text, to one document of blocks."""

from __future__ import annotations

from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.raw import PdfContent, TextContent


def lay_out(content: PdfContent | TextContent, rules: RuleSet) -> Document:
    """The document in reading order. Raises nothing of its own."""
    if isinstance(content, PdfContent):
        from dxextract.layout.pdf import lay_out_pdf

        return lay_out_pdf(content, rules)
    from dxextract.layout.text import lay_out_text

    return lay_out_text(content, rules)
