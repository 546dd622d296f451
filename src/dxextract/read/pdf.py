"""Reads a PDF with PDFium into frozen pages, one at a time.

Decides which pages are read, what of a page is kept, and what the reader is told about the rest. Pages are closed as
soon as they are read, so memory does not grow with their number unless the caller keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from dxextract.diagnostics import diagnose
from dxextract.errors import DamagedPdfError, NoTextLayerError
from dxextract.read import pdfium
from dxextract.read.pdf_chars import read_page_text
from dxextract.read.pdf_clean import clean_text
from dxextract.read.pdf_shapes import read_drawings
from dxextract.schema.plan import Diagnostic, Evidence, Source
from dxextract.schema.raw import PdfContent, PdfPage
from dxextract.settings import Settings


class ReadPage(NamedTuple):
    """A page and what the reader is told about it."""

    page: PdfPage
    notices: tuple[Diagnostic, ...]


def read_pdf(path: Path, data: bytes, settings: Settings) -> PdfContent:
    """The whole PDF in memory.

    Raises EncryptedPdfError, DamagedPdfError (no page can be read), NoTextLayerError (no page has usable text).
    """
    with pdfium.open_document(path.name, data) as document:
        total = pdfium.count_pages(document)
        if total < 1:
            raise DamagedPdfError(path.name, "no pages")
        read = tuple(_pages(document, total, settings))
        producer = pdfium.metadata(document, "Producer") or None
        outline = pdfium.bookmarks(document)
    pages = tuple(entry.page for entry in read)
    layers = {page.text_layer for page in pages}
    if layers == {"none"}:
        raise NoTextLayerError(path.name)
    return PdfContent(
        source=Source(
            file_name=path.name,
            sha256=sha256(data).hexdigest(),
            media_type="application/pdf",
            page_count=total,
            text_layer=_document_layer(layers),
            producer=producer,
        ),
        pages=pages,
        bookmarks=outline,
        notices=tuple(notice for entry in read for notice in entry.notices),
    )


def iter_pdf_pages(path: Path, data: bytes, settings: Settings) -> Iterator[ReadPage]:
    """The pages one after the other, each closed before the next is opened. Raises like `read_pdf`."""
    with pdfium.open_document(path.name, data) as document:
        total = pdfium.count_pages(document)
        if total < 1:
            raise DamagedPdfError(path.name, "no pages")
        yield from _pages(document, total, settings)


def _document_layer(layers: AbstractSet[str]) -> Literal["native", "ocr", "mixed", "none"]:
    """Pages without text (a cover picture) do not make a document mixed."""
    with_text = layers - {"none"}
    if with_text == {"native"}:
        return "native"
    return "ocr" if with_text == {"ocr"} else "mixed"


def _pages(document: int, total: int, settings: Settings) -> Iterator[ReadPage]:
    for index in range(min(total, settings.max_pages)):
        yield _read_page(document, index, settings)


def _read_page(document: int, index: int, settings: Settings) -> ReadPage:
    number = index + 1
    with pdfium.open_page(document, index) as page:
        if page is None:
            empty = PdfPage(number, 595.0, 842.0, (), (), (), (), "none")
            return ReadPage(empty, (diagnose("E202", (_whole(number),), page=number),))
        frame = pdfium.frame_of(page, 1.0)
        drawings = read_drawings(page, frame, settings.max_objects_per_page)
        with pdfium.open_text(page) as text:
            found = read_page_text(text, frame, settings.max_chars_per_page) if text else None
    notices: list[Diagnostic] = []
    cleaned = clean_text(found, frame) if found else None
    if found and found.unmapped:
        share = round(100 * found.unmapped / max(len(found.chars), 1))
        notices.append(diagnose("W201", (_whole(number),), page=number, share=max(share, 1)))
    blank = not drawings.images and not drawings.shapes and not (found and found.chars)
    if (cleaned is None or cleaned.layer == "none") and not blank:
        notices.append(diagnose("E201", (_whole(number),), page=number))
    return ReadPage(
        PdfPage(
            number=number,
            width=round(frame.width, 2),
            height=round(frame.height, 2),
            fonts=cleaned.fonts if cleaned else (),
            chars=cleaned.chars if cleaned else (),
            shapes=drawings.shapes,
            images=drawings.images,
            text_layer=cleaned.layer if cleaned else "none",
        ),
        tuple(notices),
    )


def _whole(number: int) -> Evidence:
    return Evidence(page=number, quote="")
