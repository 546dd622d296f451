"""Reading: from bytes to what stands on the pages of a PDF or in the lines of a text."""

from __future__ import annotations

from pathlib import Path

from dxextract.read.sniff import load, sniff
from dxextract.schema.raw import PdfContent, TextContent
from dxextract.settings import Settings


def read(path: Path, settings: Settings) -> PdfContent | TextContent:
    """The content of the PDF or text at `path`. Raises the `DxExtractError` that says why it cannot be read."""
    data = load(path, settings)
    if sniff(path, data) == "pdf":
        from dxextract.read.pdf import read_pdf  # PDFium is not wanted for a text

        return read_pdf(path, data, settings)
    from dxextract.read.text import read_text

    return read_text(path, data)
