"""pdfplumber's own parser for the pages whose text PDFium cannot make sense of.

Decides when it is asked (many glyphs without a Unicode mapping) and whether what it says is better. After a page on
which it did not help it is not asked again for the run of pages: it is slow, and a document's fonts fail all alike.
"""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from typing import Any

from dxextract.read.geometry import Frame, Matrix
from dxextract.read.pdf_chars import REPLACEMENT, SMALLEST, PageText, over_white
from dxextract.read.symbols import without_control
from dxextract.schema.raw import Char, Font

_SUSPECT_SHARE = 0.1


class Fallback:
    """pdfplumber on the same bytes, opened when first wanted."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self.helps = True

    def begin_run(self) -> None:
        """Forget the pages before: what is read of a run must not depend on who read the others."""
        self.helps = True

    def better(self, found: PageText, index: int, frame: Frame) -> PageText:
        """`found`, or what pdfplumber reads on page `index` when that has fewer unreadable characters."""
        if found.unmapped <= _SUSPECT_SHARE * len(found.chars) or not self.helps:
            return found
        try:
            other = self._read(index, frame)
        except Exception:  # pdfminer raises whatever a damaged page leads it to; PDFium's reading stays
            other = None
        if other is None or other.unmapped * 2 > found.unmapped or len(other.chars) < len(found.chars) / 2:
            self.helps = False
            return found
        if len(found.hidden) == len(found.chars):  # pdfplumber does not say what is invisible
            return replace(other, hidden=frozenset(range(len(other.chars))))
        return other

    def _read(self, index: int, frame: Frame) -> PageText:
        if self._pdf is None:
            import pdfplumber  # takes a quarter of a second, and hardly any document needs it

            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[index]
        try:
            return _page_text(page.chars, _into_user_space(page).then(frame.matrix), max(frame.width, frame.height))
        finally:
            page.close()

    def close(self) -> None:
        if self._pdf is not None:
            with suppress(Exception):  # it looks at all pages of a damaged document once more
                self._pdf.close()


def _into_user_space(page: Any) -> Matrix:
    """From pdfplumber's x and y0/y1 (turned, y upwards from the media box, x shifted by it) back to user space."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    unshifted = Matrix(e=-float(page.mediabox[0]))
    match page.page_obj.rotate % 360:
        case 90:
            return unshifted.then(Matrix(0, 1, -1, 0, x1, y0))
        case 180:
            return unshifted.then(Matrix(-1, 0, 0, -1, x1, y1))
        case 270:
            return unshifted.then(Matrix(0, -1, 1, 0, x0, y1))
        case _:
            return unshifted.then(Matrix(1, 0, 0, 1, x0, y0))


def _page_text(found: list[dict[str, Any]], matrix: Matrix, largest: float) -> PageText:
    """Characters that can be seen: neither too small nor larger than the page, whose longer side is `largest`."""
    fonts: dict[Font, int] = {}
    chars: list[Char] = []
    unmapped = 0
    for entry in found:
        text = entry["text"]
        if text.startswith("(cid:"):
            text = REPLACEMENT
        name = entry["fontname"].rpartition("+")[2]
        size = round(float(entry["size"]) * matrix.scale, 2)
        font = fonts.setdefault(Font(name, size, "bold" in name.lower(), _color(entry)), len(fonts))
        x0, top, x1, bottom = matrix.box(entry["x0"], entry["y0"], entry["x1"], entry["y1"])
        step = (x1 - x0) / max(len(text), 1)
        if not SMALLEST <= size <= largest or max(x1 - x0, bottom - top) > largest:
            continue
        for place, sign in enumerate(text):
            glyph = without_control(sign)
            if not glyph:
                continue
            unmapped += glyph == REPLACEMENT
            left = round(x0 + place * step, 2)
            chars.append(Char(glyph, left, top, round(left + step, 2), bottom, font, bool(entry["upright"])))
    return PageText(tuple(fonts), tuple(chars), frozenset(), frozenset(), unmapped, False)


def _color(entry: dict[str, Any]) -> str:
    """The fill colour of a grey, RGB or CMYK value; anything else counts as black."""
    parts = entry.get("non_stroking_color")
    given = parts if isinstance(parts, list | tuple) else [parts]
    values = [min(max(float(v), 0.0), 1.0) for v in given if isinstance(v, int | float)]
    if len(values) == 4:
        black = 1 - values[3]
        values = [(1 - v) * black for v in values[:3]]
    if len(values) == 1:
        values = values * 3
    if len(values) != 3:
        return "#000000"
    red, green, blue = (round(255 * v) for v in values)
    return over_white(red, green, blue, 255)
