"""Reads a PDF with PDFium into frozen pages, one at a time.

Decides how many pages are read and how long a document stays open: PDFium keeps what it parsed of every page until
the document closes, so it is opened anew every few pages, and memory does not grow with their number unless the
caller keeps them. After the last page what it took goes back to the system, before the other stages need theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from dxextract.diagnostics import diagnose
from dxextract.errors import DamagedPdfError, NoTextLayerError
from dxextract.read import pdfium
from dxextract.read.fallback import Fallback
from dxextract.read.ocr import Tesseract
from dxextract.read.pdf_page import ReadPage, Tools, read_page
from dxextract.read.preflight import Preflight, preflight
from dxextract.read.repair import repaired
from dxextract.read.typefaces import Typefaces
from dxextract.schema.document import Bookmark
from dxextract.schema.plan import Diagnostic, Source
from dxextract.schema.raw import PageT, PdfContent, PdfPage
from dxextract.settings import Settings

_PAGES_PER_OPENING = 40


def read_pdf(path: Path, data: bytes, settings: Settings, keep: Callable[[PdfPage], PageT]) -> PdfContent[PageT]:
    """The PDF with what `keep` makes of each page; the page itself is let go before the next one is read.

    Raises EncryptedPdfError, DamagedPdfError (no page can be read), NoTextLayerError (no page has usable text).
    """
    checked, told = _checked(path, data, settings)
    pages: list[PageT] = []
    notices: list[Diagnostic] = []
    layers: set[str] = set()
    readable = False
    typefaces = Typefaces()
    for page, said in _pages(path, checked, settings):
        pages.append(keep(typefaces.told_apart(page)))
        notices += said
        layers.add(page.text_layer)
        readable = readable or not any(notice.code == "E202" for notice in said)
    if not readable:
        raise DamagedPdfError(str(path), f"{told.pages} pages, none readable")
    if layers == {"none"}:
        raise NoTextLayerError(str(path))
    return PdfContent(
        source=Source(
            file_name=path.name,
            sha256=sha256(data).hexdigest(),
            media_type="application/pdf",
            page_count=told.pages,
            text_layer=_document_layer(layers),
            producer=told.producer,
        ),
        pages=tuple(pages),
        bookmarks=told.bookmarks,
        notices=(*_document_notices(checked, told.pages, settings), *notices),
    )


def iter_pdf_pages(path: Path, data: bytes, settings: Settings) -> Iterator[ReadPage]:
    """The pages one after the other, each closed before the next is opened.

    Raises EncryptedPdfError and DamagedPdfError before the first page; a document without text is not an error here.
    """
    yield from _pages(path, _checked(path, data, settings)[0], settings)


class _Told(NamedTuple):
    """What a document says of itself as a whole."""

    pages: int
    producer: str | None
    bookmarks: tuple[Bookmark, ...]


def _checked(path: Path, data: bytes, settings: Settings) -> tuple[Preflight, _Told]:
    """The bytes to open, and what they say: as they are where PDFium finds a page in them, repaired otherwise."""
    checked = preflight(data, settings)
    try:
        told = _told(path, checked.data)
        if told.pages > 0:
            return checked, told
        problem = DamagedPdfError(str(path), "no pages")
    except DamagedPdfError as found:
        problem = found
    mended = repaired(checked.data)
    told = _told(path, mended) if mended is not None else _Told(0, None, ())
    if mended is None or told.pages < 1:
        raise problem
    return checked._replace(data=mended, repaired=True), told


def _told(path: Path, data: bytes) -> _Told:
    with pdfium.open_document(str(path), data) as document:
        return _Told(
            pdfium.count_pages(document), pdfium.metadata(document, "Producer") or None, pdfium.bookmarks(document)
        )


def _pages(path: Path, checked: Preflight, settings: Settings) -> Iterator[ReadPage]:
    start, stop = 0, 1
    with closing(Fallback(checked.data)) as fallback:
        tools = Tools(fallback, Tesseract(settings), settings)
        while start < stop:
            with pdfium.open_document(str(path), checked.data) as document:
                stop = min(pdfium.count_pages(document), settings.max_pages)
                for index in range(start, min(start + _PAGES_PER_OPENING, stop)):
                    yield read_page(document, index, checked.units.get(index, 1.0), tools)
            start += _PAGES_PER_OPENING
    pdfium.give_back_memory()


def _document_layer(layers: AbstractSet[str]) -> Literal["native", "ocr", "mixed", "none"]:
    """Pages without text (a cover picture) do not make a document mixed."""
    with_text = layers - {"none"}
    if with_text == {"native"}:
        return "native"
    return "ocr" if with_text == {"ocr"} else "mixed"


def _document_notices(checked: Preflight, total: int, settings: Settings) -> Iterator[Diagnostic]:
    if total > settings.max_pages:
        yield diagnose("W202", total=total, limit=settings.max_pages)
    if checked.repaired:
        yield diagnose("W206")
    if checked.blanked:
        yield diagnose("W205", count=checked.blanked, limit=settings.max_stream_bytes)
    if checked.cut:
        yield diagnose("W208", count=checked.cut, limit=settings.max_content_bytes)
    if checked.nested:
        yield diagnose("W209", count=checked.nested, limit=settings.max_objects_per_page)
