"""One page of an opened PDF into a frozen `PdfPage`, with what the reader is told about it.

Decides the order of the work (text, drawings, cleaning) and which of its findings are worth a diagnostic. A page that
does not parse becomes an empty page and a diagnostic; it never ends the document.
"""

from __future__ import annotations

from typing import NamedTuple

from dxextract.diagnostics import diagnose
from dxextract.read import pdfium
from dxextract.read.fallback import Fallback
from dxextract.read.geometry import Frame, Matrix
from dxextract.read.pdf_chars import PageText, read_page_text
from dxextract.read.pdf_clean import CleanText, clean_text
from dxextract.read.pdf_outlines import drop_glyph_outlines
from dxextract.read.pdf_shapes import Drawings, read_drawings
from dxextract.read.render import render
from dxextract.schema.plan import Diagnostic, Evidence
from dxextract.schema.raw import PdfPage
from dxextract.settings import Settings

_LOOK_DPI = 72
_A4 = Frame(595.28, 841.89, Matrix())
_NO_TEXT = PageText((), (), frozenset(), frozenset(), 0, False)


class ReadPage(NamedTuple):
    """A page and what the reader is told about it."""

    page: PdfPage
    notices: tuple[Diagnostic, ...]


def read_page(document: int, index: int, unit: float, fallback: Fallback, settings: Settings) -> ReadPage:
    """Page `index` (from 0) of an opened document; `unit` is its UserUnit."""
    number = index + 1
    with pdfium.open_page(document, index) as page:
        if page is None:
            return ReadPage(_page(number, _A4, None, None), (_notice("E202", number),))
        frame = pdfium.frame_of(page, unit)
        with pdfium.open_text(page) as text:
            found = read_page_text(text, frame, settings.max_chars_per_page) if text else _NO_TEXT
            drawings = read_drawings(page, frame, found.owners, settings.max_objects_per_page)
        found = fallback.better(found, index, frame)
        cleaned = clean_text(found, frame, drawings, lambda: render(page, frame, _LOOK_DPI))
    return ReadPage(
        _page(number, frame, cleaned, drawings), tuple(_notices(number, found, cleaned, drawings, settings))
    )


def _page(number: int, frame: Frame, text: CleanText | None, drawings: Drawings | None) -> PdfPage:
    return PdfPage(
        number=number,
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        fonts=text.fonts if text else (),
        chars=text.chars if text else (),
        shapes=drop_glyph_outlines(drawings.shapes, text.chars) if text and drawings else (),
        images=drawings.images if drawings else (),
        text_layer=text.layer if text else "none",
    )


def _notices(
    number: int, found: PageText, cleaned: CleanText, drawings: Drawings, settings: Settings
) -> list[Diagnostic]:
    notices: list[Diagnostic] = []
    if found.unmapped:
        share = max(1, round(100 * found.unmapped / len(found.chars)))
        notices.append(_notice("W201", number, share=share))
    is_blank = not (drawings.images or drawings.shapes or drawings.cut or found.chars)
    if cleaned.layer == "none" and not is_blank:
        notices.append(_notice("E201", number))
    if found.cut:
        notices.append(_notice("W204", number, limit=settings.max_chars_per_page))
    if drawings.cut:
        notices.append(_notice("W203", number, limit=settings.max_objects_per_page))
    return notices


def _notice(code: str, number: int, **values: int) -> Diagnostic:
    return diagnose(code, (Evidence(page=number, quote=""),), None, page=number, **values)
