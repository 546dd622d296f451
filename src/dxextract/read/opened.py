"""The pages of one PDF, read run by run.

Decides how long the document stays open: PDFium keeps what it parsed of every page until the document closes, so it is
opened anew after some pages, and memory does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from dxextract.read import pdfium
from dxextract.read.fallback import Fallback
from dxextract.read.ocr import Tesseract
from dxextract.read.pdf_page import ReadPage, Tools, read_page
from dxextract.read.preflight import Preflight
from dxextract.settings import Settings

_PAGES_PER_OPENING, _SPARING = 40, 20
"""Parsed pages take up to a megabyte each; to open anew costs the time of some pages, as fonts are parsed again. The
second is for documents that memory is spared for."""


class OpenedPages:
    """Reads pages of a document; closes what it has opened."""

    def __init__(self, path: Path, checked: Preflight, settings: Settings) -> None:
        self._path, self._checked, self._spare_above = path, checked, settings.spare_memory_above_pages
        self._fallback = Fallback(checked.data)
        self._tools = Tools(self._fallback, Tesseract(settings), settings)
        self._opening = ExitStack()
        self._document: int | None = None
        self._pages_left = 0

    def run(self, indices: range) -> Iterator[ReadPage]:
        """The pages with these indices (from 0). What comes of a run does not depend on the runs before it."""
        self._fallback.begin_run()
        for index in indices:
            yield read_page(self._opened(), index, self._checked.units.get(index, 1.0), self._tools)

    def _opened(self) -> int:
        if self._document is None or self._pages_left == 0:
            self._opening.close()
            self._document = self._opening.enter_context(pdfium.open_document(str(self._path), self._checked.data))
            is_long = pdfium.count_pages(self._document) > self._spare_above
            self._pages_left = _SPARING if is_long else _PAGES_PER_OPENING
        self._pages_left -= 1
        return self._document

    def close(self) -> None:
        self._opening.close()
        self._fallback.close()
