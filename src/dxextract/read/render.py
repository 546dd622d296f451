"""Pages as pictures, painted by PDFium.

Decides resolution limits and pixel layout only; what is looked for in the picture is the caller's business.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as raw

from dxextract.read import pdfium
from dxextract.read.geometry import Frame
from dxextract.schema.passage import Box

POINTS_PER_INCH = 72
MAX_PIXELS = 60_000_000
_WHITE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels of `depth` bytes each (1: grey, 4: blue, green, red, unused); `scale` pixels for one point."""

    width: int
    height: int
    depth: int
    scale: float
    pixels: bytes

    def darkest(self, box: Box) -> int:
        """The smallest channel value (0–255) within a box in points; 255 for a box outside the picture."""
        x0, top, x1, bottom = (int(edge * self.scale) for edge in box)
        x0, x1 = max(x0, 0), min(max(x1, x0 + 1), self.width)
        rows = range(max(top, 0), min(max(bottom, top + 1), self.height))
        if x1 <= x0:
            return 255
        found = 255
        for row in rows:
            start = (row * self.width + x0) * self.depth
            line = self.pixels[start : start + (x1 - x0) * self.depth]
            found = min(found, *(min(line[channel :: self.depth]) for channel in range(min(self.depth, 3))))
        return found


def render(page: int, frame: Frame, dpi: float, *, grey: bool = False) -> Picture:
    """The page at `dpi`, or at less where it would exceed `MAX_PIXELS`."""
    scale = dpi / POINTS_PER_INCH
    scale *= min(1.0, (MAX_PIXELS / max(frame.width * frame.height * scale * scale, 1.0)) ** 0.5)
    width, height = max(round(frame.width * scale), 1), max(round(frame.height * scale), 1)
    depth = 1 if grey else 4
    memory = ctypes.create_string_buffer(width * height * depth)
    layout = raw.FPDFBitmap_Gray if grey else raw.FPDFBitmap_BGRx
    bitmap = pdfium.create_bitmap(width, height, layout, ctypes.addressof(memory), width * depth)
    try:
        pdfium.fill_bitmap(bitmap, 0, 0, width, height, _WHITE)
        pdfium.render_page(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
    finally:
        pdfium.destroy_bitmap(bitmap)
    return Picture(width, height, depth, scale, memory.raw)
