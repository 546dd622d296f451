"""A page with what the layout and the extraction made of it, as a picture, to look at.

Decides colours only: lines of text pale, paragraphs blue (running ones grey) with their number in reading order, tables
red, cells orange, bars green, figures purple; the places that records were read from are tinted, a colour for each kind
of record. A legend stands under the page. Needs PDFium and Pillow; no part of an extraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from dxextract.export.json import write_atomically
from dxextract.schema.document import Block, Document, Figure, Paragraph, Table
from dxextract.schema.passage import Box, union_box
from dxextract.schema.plan import PlanDocument

_SCALE = 1.6
_PALE, _BLUE, _GREY, _RED = "#b8d0ff", "#1f5fff", "#909090", "#e00000"
_ORANGE, _GREEN, _PURPLE = "#f0a000", "#00a040", "#a000c0"
_LAYOUT_COLORS = {
    "line": _PALE,
    "paragraph": _BLUE,
    "running": _GREY,
    "table": _RED,
    "cell": _ORANGE,
    "bar": _GREEN,
    "figure": _PURPLE,
}
_RECORD_COLORS = {
    "sections": "#d0007f",
    "measures": "#7a3b00",
    "kpis": "#008fd0",
    "schedule": "#3fae00",
    "commitments": "#ff5a00",
    "benchmarks": "#00b3a4",
    "roles": "#8a6dff",
    "glossary": "#c9a400",
}
_TINT = 70
"""Opacity of a record's tint, of 255."""
_LEGEND_ROW, _LEGEND_COLUMN = 16, 96


class Mark(NamedTuple):
    """A box to draw in page points: its colour, the width of its line in pixels, a label, and whether it is tinted."""

    box: Box
    color: str
    width: int
    label: str = ""
    tinted: bool = False


def draw_page(path: Path, page_number: int, document: Document, out: Path, plan: PlanDocument | None = None) -> None:
    """Write page `page_number` (1-based) of the PDF at `path` to the PNG `out`, with blocks and records boxed.

    Raises IndexError for a page that the PDF does not have, OutputNotWritableError.
    """
    pdf = pdfium.PdfDocument(path)
    try:
        if not 1 <= page_number <= len(pdf):
            raise IndexError(page_number)
        page: Image.Image = pdf[page_number - 1].render(scale=_SCALE).to_pil().convert("RGBA")
    finally:
        pdf.close()
    marks = [*page_marks(document, page_number), *(record_marks(plan, page_number) if plan else ())]
    picture = BytesIO()
    _with_legend(_with_marks(page, marks), plan is not None).save(picture, "PNG")
    write_atomically(out, picture.getvalue())


def _with_marks(page: Image.Image, marks: Iterable[Mark]) -> Image.Image:
    tints = Image.new("RGBA", page.size)
    brush, pen = ImageDraw.Draw(tints), ImageDraw.Draw(page)
    for mark in marks:
        box = [value * _SCALE for value in mark.box]
        if mark.tinted:
            brush.rectangle(box, fill=f"{mark.color}{_TINT:02x}", outline=mark.color, width=mark.width)
        else:
            pen.rectangle(box, outline=mark.color, width=mark.width)
        if mark.label:
            pen.text((max(box[0] - 14, 0), box[1]), mark.label, fill=mark.color)
    return Image.alpha_composite(page, tints).convert("RGB")


def _with_legend(page: Image.Image, with_records: bool) -> Image.Image:
    """The page with a strip below it that names the colours."""
    entries = [(name, color, False) for name, color in _LAYOUT_COLORS.items()]
    if with_records:
        entries += [(name, color, True) for name, color in _RECORD_COLORS.items()]
    columns = max(1, page.width // _LEGEND_COLUMN)
    rows = -(-len(entries) // columns)
    whole = Image.new("RGB", (page.width, page.height + rows * _LEGEND_ROW + 4), "white")
    whole.paste(page, (0, 0))
    pen = ImageDraw.Draw(whole)
    for index, (name, color, filled) in enumerate(entries):
        x, y = index % columns * _LEGEND_COLUMN + 4, page.height + index // columns * _LEGEND_ROW + 4
        pen.rectangle((x, y, x + 10, y + 10), outline=color, fill=color if filled else None, width=2)
        pen.text((x + 14, y), name, fill="black")
    return whole


def page_marks(document: Document, page_number: int) -> Iterator[Mark]:
    """What to draw of the layout on one page, in reading order."""
    for number, block in enumerate(document.blocks):
        yield from _block_marks(block, page_number, str(number))


def record_marks(plan: PlanDocument, page_number: int) -> Iterator[Mark]:
    """The places on one page that records were read from, tinted."""
    for kind, color in _RECORD_COLORS.items():
        for record in getattr(plan, kind):
            for evidence in record.evidence:
                if evidence.page == page_number and evidence.bbox is not None:
                    yield Mark(evidence.bbox, color, 2, tinted=True)


def _block_marks(block: Block, page: int, label: str) -> Iterator[Mark]:
    if isinstance(block, Paragraph):
        boxes = [s.place.box for s in block.passage.segments if s.place.page == page and s.place.box is not None]
        yield from (Mark(box, _PALE, 1) for box in boxes if len(boxes) > 1)
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
