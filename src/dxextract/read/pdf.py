"""Reads a PDF with PDFium into frozen pages, one at a time.

Decides how many pages are read, in which runs, and when several processes share them. After the last page what PDFium
took goes back to the system, before the other stages need theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Generic, Literal, NamedTuple

from dxextract.diagnostics import diagnose
from dxextract.errors import DamagedPdfError, NoTextLayerError
from dxextract.read import pdfium
from dxextract.read.opened import OpenedPages
from dxextract.read.pdf_page import ReadPage
from dxextract.read.preflight import Preflight, preflight
from dxextract.read.repair import repaired
from dxextract.read.typefaces import Typefaces
from dxextract.schema.document import Bookmark
from dxextract.schema.plan import Diagnostic, Source
from dxextract.schema.raw import PageT, PdfContent, PdfPage
from dxextract.settings import Settings
from dxextract.side_by_side import processes_for, shared_out

_RUN = 2
"""Pages of a run: so many that asking for the next one costs nothing, so few that all processes end together."""


def read_pdf(path: Path, data: bytes, settings: Settings, keep: Callable[[PdfPage], PageT]) -> PdfContent[PageT]:
    """The PDF with what `keep` makes of each page; the page itself is let go before the next one is read.

    `keep` may be called in another process: it looks at nothing but the page, and gives what pickle takes.
    Raises EncryptedPdfError, DamagedPdfError (no page can be read), NoTextLayerError (no page has usable text).
    """
    checked, told = _checked(path, data, settings)
    with closing(OpenedPages(path, checked, settings)) as opened:
        pages = _kept_pages(opened, _runs(told, settings), keep, settings.reading_processes)
    pdfium.give_back_memory()
    layers = {page.text_layer for page in pages}
    if all(any(notice.code == "E202" for notice in page.notices) for page in pages):
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
        pages=tuple(page.kept for page in pages),
        bookmarks=told.bookmarks,
        notices=(
            *_document_notices(checked, told.pages, settings),
            *(notice for page in pages for notice in page.notices),
        ),
    )


def iter_pdf_pages(path: Path, data: bytes, settings: Settings) -> Iterator[ReadPage]:
    """The pages one after the other, each closed before the next is opened.

    Raises EncryptedPdfError and DamagedPdfError before the first page; a document without text is not an error here.
    """
    checked, told = _checked(path, data, settings)
    with closing(OpenedPages(path, checked, settings)) as opened:
        for run in _runs(told, settings):
            yield from opened.run(run)
    pdfium.give_back_memory()


class _Kept(NamedTuple, Generic[PageT]):
    """What is left of a page that was read: what was kept, what it was read from, and what its reader said."""

    kept: PageT
    text_layer: str
    notices: tuple[Diagnostic, ...]


def _kept_pages(
    opened: OpenedPages, runs: Sequence[range], keep: Callable[[PdfPage], PageT], processes: int | None
) -> list[_Kept[PageT]]:
    """The pages of all `runs`: read one after the other until the document's typefaces are known, then in any order."""
    typefaces = Typefaces()
    first: list[ReadPage] = []
    begun = 0
    while begun < len(runs) and not typefaces.are_known:
        first += [page._replace(page=typefaces.told_apart(page.page)) for page in opened.run(runs[begun])]
        begun += 1
    later = runs[begun:]

    def keep_piece(piece: int) -> list[_Kept[PageT]]:
        if piece < len(first):
            return [kept(first[piece])]
        run = opened.run(later[piece - len(first)])
        return [kept(page._replace(page=typefaces.told_apart(page.page))) for page in run]

    def kept(read: ReadPage) -> _Kept[PageT]:
        return _Kept(keep(read.page), read.page.text_layer, read.notices)

    pieces = len(first) + len(later)
    shared = shared_out(keep_piece, pieces, processes_for(pieces, processes))
    return [page for piece in shared for page in piece]


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


def _runs(told: _Told, settings: Settings) -> list[range]:
    """The indices of the pages that are read, in runs."""
    stop = min(told.pages, settings.max_pages)
    return [range(start, min(start + _RUN, stop)) for start in range(0, stop, _RUN)]


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
