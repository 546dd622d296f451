"""Reading: from bytes to what stands on the pages of a PDF or in the lines of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dxextract.read.sniff import load, sniff
from dxextract.schema.raw import PageT, PdfContent, PdfPage, TextContent
from dxextract.settings import Settings


def read(path: Path, settings: Settings, keep: Callable[[PdfPage], PageT]) -> PdfContent[PageT] | TextContent:
    """The content of the PDF or text at `path`; of each page of a PDF what `keep` makes of it, so that no more than
    one page's characters are ever in memory.

    Raises the `DxExtractError` that says why it cannot be read.
    """
    data = load(path, settings)
    if sniff(path, data) == "pdf":
        from dxextract.read.pdf import read_pdf  # PDFium is not wanted for a text

        return read_pdf(path, data, settings, keep)
    from dxextract.read.text import read_text

    return read_text(path, data)
