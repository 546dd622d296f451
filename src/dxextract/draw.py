"""A page with what the layout made of it, as a picture, to look at.

Decides colours only: paragraphs blue (running ones grey), tables red, cells orange, bars green, figures purple, each
block with its number in reading order. Needs PDFium and Pillow; no part of an extraction.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from dxextract.schema.document import Block, Box, Document, Figure, Paragraph, Table, union_box

_SCALE = 1.6
_BLUE, _GREY, _RED, _ORANGE, _GREEN, _PURPLE = "#1f5fff", "#909090", "#e00000", "#f0a000", "#00a040", "#a000c0"


class Mark(NamedTuple):
    """A box to draw in page points: its colour, the width of its line in pixels, and a label."""

    box: Box
    color: str
    width: int
    label: str = ""


def draw_page(path: Path, page_number: int, document: Document, out: Path) -> None:
    """Write page `page_number` (1-based) of the PDF at `path` to the PNG `out`, its blocks boxed.

    Raises IndexError for a page that the PDF does not have.
    """
    pdf = pdfium.PdfDocument(path)
    try:
        if not 1 <= page_number <= len(pdf):
            raise IndexError(page_number)
        image: Image.Image = pdf[page_number - 1].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        pdf.close()
    pen = ImageDraw.Draw(image)
    for mark in page_marks(document, page_number):
        box = [value * _SCALE for value in mark.box]
        pen.rectangle(box, outline=mark.color, width=mark.width)
        if mark.label:
            pen.text((max(box[0] - 14, 0), box[1]), mark.label, fill=mark.color)
    image.save(out)


def page_marks(document: Document, page_number: int) -> Iterator[Mark]:
    """What to draw on one page, in reading order."""
    for number, block in enumerate(document.blocks):
        yield from _block_marks(block, page_number, str(number))


def _block_marks(block: Block, page: int, label: str) -> Iterator[Mark]:
    if isinstance(block, Paragraph):
        boxes = [s.place.box for s in block.passage.segments if s.place.page == page and s.place.box is not None]
        if boxes:
            yield Mark(union_box(boxes), _BLUE if block.role == "body" else _GREY, 1, label)
    elif isinstance(block, Table):
        for cell in block.cells:
            if cell.page == page and cell.box is not None:
                yield Mark(cell.box, _ORANGE, 1)
        for bar in block.bars:
            if bar.page == page:
                yield Mark(bar.box, _GREEN, 2)
        for place in block.places:
            if place.page == page and place.box is not None:
                yield Mark(place.box, _RED, 2, label)
    elif isinstance(block, Figure) and block.place.page == page and block.place.box is not None:
        yield Mark(block.place.box, _PURPLE, 2, label)
