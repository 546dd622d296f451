"""One page of an opened PDF into a frozen `PdfPage`, with what the reader is told about it.

Decides the order of the work (text, drawings, cleaning, OCR) and which of its findings are worth a diagnostic. A page
that does not parse becomes an empty page and a diagnostic; it never ends the document.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from dxextract.diagnostics import diagnose
from dxextract.read import pdfium
from dxextract.read.fallback import Fallback
from dxextract.read.geometry import Frame, Matrix
from dxextract.read.ocr import Tesseract
from dxextract.read.pdf_chars import PageText, read_page_text
from dxextract.read.pdf_clean import CleanText, clean_text
from dxextract.read.pdf_links import read_links
from dxextract.read.pdf_outlines import drop_glyph_outlines
from dxextract.read.pdf_shapes import Drawings, read_drawings
from dxextract.read.picture_rulings import picture_rulings
from dxextract.read.render import render
from dxextract.schema.document import Link
from dxextract.schema.plan import Diagnostic, Evidence
from dxextract.schema.raw import PdfPage, Shape
from dxextract.settings import Settings

_LOOK_DPI = 72
_FEW_DRAWINGS = 8
_A4 = Frame(595.28, 841.89, Matrix())
_NO_TEXT = PageText((), (), frozenset(), frozenset(), 0, False)
_NOTHING = CleanText((), (), "none")


class ReadPage(NamedTuple):
    """A page and what the reader is told about it."""

    page: PdfPage
    notices: tuple[Diagnostic, ...]


class Tools(NamedTuple):
    """What all pages of a document are read with."""

    fallback: Fallback
    tesseract: Tesseract
    settings: Settings


class _Findings(NamedTuple):
    """A page on its way: what was found, and what counts of it."""

    frame: Frame
    found: PageText
    drawings: Drawings
    text: CleanText
    ocr_missing: bool

    @property
    def is_blank(self) -> bool:
        return not (self.drawings.images or self.drawings.shapes or self.drawings.cut or self.found.chars)


def read_page(document: int, index: int, unit: float, tools: Tools) -> ReadPage:
    """Page `index` (from 0) of an opened document; `unit` is its UserUnit."""
    number, pages = index + 1, pdfium.count_pages(document)
    with pdfium.open_page(document, index) as page:
        if page is None:
            empty = _Findings(_A4, _NO_TEXT, Drawings((), (), (), False), _NOTHING, False)
            return ReadPage(_page(number, pages, empty), (_notice("E202", number),))
        findings = _read_layers(page, index, unit, tools)
        if _wants_ocr(findings, tools.settings):
            findings = _read_picture(page, findings, tools)
        elif findings.text.layer == "ocr" and len(findings.drawings.shapes) < _FEW_DRAWINGS:
            picture = render(page, findings.frame, tools.settings.ocr_dpi, grey=True)
            findings = findings._replace(drawings=_with_rulings(findings.drawings, picture_rulings(picture)))
        links = read_links(document, page, number, findings.frame)
    return ReadPage(_page(number, pages, findings, links), tuple(_notices(number, findings, tools.settings)))


def _read_layers(page: int, index: int, unit: float, tools: Tools) -> _Findings:
    """What the page itself says: its text layer and its drawings."""
    frame = pdfium.frame_of(page, unit)
    with pdfium.open_text(page) as text:
        found = read_page_text(text, frame, tools.settings.max_chars_per_page) if text else _NO_TEXT
        drawings = read_drawings(page, frame, found.owners, tools.settings.max_objects_per_page)
    found = tools.fallback.better(found, index, frame)
    cleaned = clean_text(found, frame, drawings, lambda: render(page, frame, _LOOK_DPI))
    return _Findings(frame, found, drawings, cleaned, False)


def _wants_ocr(findings: _Findings, settings: Settings) -> bool:
    if settings.ocr == "force":
        return not findings.is_blank
    return settings.ocr == "auto" and findings.text.layer == "none" and not findings.is_blank


def _read_picture(page: int, findings: _Findings, tools: Tools) -> _Findings:
    """The page as tesseract reads it; a scan's rulings are found in its picture too."""
    if tools.tesseract.command is None:
        return findings._replace(ocr_missing=True)
    picture = render(page, findings.frame, tools.settings.ocr_dpi, grey=True)
    rulings = picture_rulings(picture)
    seen = tools.tesseract.read(picture, rulings, findings.frame)
    if seen is None or not seen.chars:
        return findings
    drawings = _with_rulings(findings.drawings, rulings)
    return findings._replace(drawings=drawings, text=CleanText(seen.fonts, seen.chars, "ocr"))


def _with_rulings(drawings: Drawings, rulings: tuple[Shape, ...]) -> Drawings:
    """The drawings of a page with the rulings of its picture, where it has hardly any of its own."""
    if len(drawings.shapes) >= _FEW_DRAWINGS:
        return drawings
    return replace(drawings, shapes=(*drawings.shapes, *rulings))


def _page(number: int, pages: int, findings: _Findings, links: tuple[Link, ...] = ()) -> PdfPage:
    frame, text, drawings = findings.frame, findings.text, findings.drawings
    return PdfPage(
        number=number,
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        fonts=text.fonts,
        chars=text.chars,
        places=text.places,
        shapes=drop_glyph_outlines(drawings.shapes, text.chars),
        images=drawings.images,
        text_layer=text.layer,
        links=links,
        document_pages=pages,
    )


def _notices(number: int, findings: _Findings, settings: Settings) -> list[Diagnostic]:
    found, layer = findings.found, findings.text.layer
    notices: list[Diagnostic] = []
    if found.unmapped:
        share = max(1, round(100 * found.unmapped / len(found.chars)))
        notices.append(_notice("W201", number, share=share))
    if layer == "ocr":
        notices.append(_notice("W207", number))
    if layer == "none" and not findings.is_blank:
        notices.append(_notice("E203" if findings.ocr_missing else "E201", number))
    if found.cut:
        notices.append(_notice("W204", number, limit=settings.max_chars_per_page))
    if findings.drawings.cut:
        notices.append(_notice("W203", number, limit=settings.max_objects_per_page))
    return notices


def _notice(code: str, number: int, **values: int) -> Diagnostic:
    return diagnose(code, (Evidence(page=number, quote=""),), None, page=number, **values)
