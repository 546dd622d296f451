"""PowerPoint files: title bars, text boxes, tables, arrows over year columns, KPI cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Mm, Pt

from tests.office.word import placed
from tests.synthetic.story import Grid

SHAPES = {
    "pentagon": MSO_SHAPE.PENTAGON,
    "chevron": MSO_SHAPE.CHEVRON,
    "arrow": MSO_SHAPE.RIGHT_ARROW,
    "box": MSO_SHAPE.RECTANGLE,
    "round": MSO_SHAPE.ROUNDED_RECTANGLE,
    "oval": MSO_SHAPE.OVAL,
}
WIDTH, HEIGHT = 338.7, 190.5
"""Size of a 16:9 slide in mm."""


class SlideFile:
    """A deck in the making. Places are in mm from the slide's top left; colours six hex digits."""

    def __init__(self, font: str, accent: str) -> None:
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = Mm(WIDTH), Mm(HEIGHT)
        self.font, self.accent = font, accent
        self.slide: Any = None
        self.number = 0

    def new_slide(self) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])
        self.number += 1

    def page_number(self) -> None:
        self.text(str(self.number), WIDTH - 20, HEIGHT - 10, 15, 8, size=9, align="right")

    def bar(self, text: str, *, top: float = 6, height: float = 14, size: float = 20) -> None:
        """A title bar with white text over the slide's width."""
        self.shape(
            "box", text, 0, top, WIDTH, height, fill=self.accent, color="FFFFFF", size=size, bold=True, align="left"
        )

    def text(
        self, text: str, x: float, y: float, width: float, height: float, *,
        size: float = 12, bold: bool = False, color: str = "000000", align: str = "left",
    ) -> None:  # fmt: skip
        box = self.slide.shapes.add_textbox(Mm(x), Mm(y), Mm(width), Mm(height))
        self._write(box.text_frame, text, size, bold, color, align)

    def shape(
        self, kind: str, text: str, x: float, y: float, width: float, height: float, *,
        fill: str | None, line: str | None = None, size: float = 11, bold: bool = False,
        color: str = "000000", align: str = "center",
    ) -> None:  # fmt: skip
        shape = self.slide.shapes.add_shape(SHAPES[kind], Mm(x), Mm(y), Mm(width), Mm(height))
        shape.shadow.inherit = False
        if fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(fill)
        if line is None:
            shape.line.fill.background()
        else:
            shape.line.color.rgb = RGBColor.from_string(line)
            shape.line.width = Pt(1)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = Mm(1.5)
        frame.margin_top = frame.margin_bottom = Mm(0.5)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._write(frame, text, size, bold, color, align)

    def rule(self, x0: float, y0: float, x1: float, y1: float, color: str = "808080") -> None:
        line = self.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Mm(x0), Mm(y0), Mm(x1), Mm(y1))
        line.line.color.rgb = RGBColor.from_string(color)

    def table(
        self,
        grid: Grid,
        x: float,
        y: float,
        width: float,
        row_height: float = 9,
        *,
        size: float = 11,
        banded: bool = True,
    ) -> float:
        """A table, and the y below it as it was asked for (long texts make it higher)."""
        rows, cols = len(grid.rows), len(grid.widths)
        frame = self.slide.shapes.add_table(rows, cols, Mm(x), Mm(y), Mm(width), Mm(row_height * rows))
        table = frame.table
        table.horz_banding = banded
        total = sum(grid.widths)
        for col, part in enumerate(grid.widths):
            table.columns[col].width = Emu(int(Mm(width) * part / total))
        for row, col, cell in placed(grid):
            target = table.cell(row, col)
            if cell.rows > 1 or cell.cols > 1:
                target.merge(table.cell(row + cell.rows - 1, col + cell.cols - 1))
            target.margin_left = target.margin_right = Mm(1.2)
            target.margin_top = target.margin_bottom = Mm(0.6)
            target.vertical_anchor = MSO_ANCHOR.MIDDLE
            if cell.head:
                target.fill.solid()
                target.fill.fore_color.rgb = RGBColor.from_string(self.accent)
            elif cell.fill:
                target.fill.solid()
                target.fill.fore_color.rgb = RGBColor.from_string(cell.fill.lstrip("#").upper())
            text = "\n".join(cell.lines) if cell.lines else cell.text
            color = "FFFFFF" if cell.head else "000000"
            self._write(target.text_frame, text, size, cell.head, color, "center" if cell.head else "left")
        return y + row_height * rows

    def _write(self, frame: Any, text: str, size: float, bold: bool, color: str, align: str) -> None:
        frame.word_wrap = True
        for number, line in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[align]
            run = paragraph.add_run()
            run.text = line
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, self.font
            run.font.color.rgb = RGBColor.from_string(color)
            east = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": self.font})
            run._r.get_or_add_rPr().append(east)

    def save(self, path: Path) -> None:
        self.deck.save(str(path))
