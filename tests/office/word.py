"""Word files: headings, paragraphs and tables with merged cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.synthetic.story import Cell, Grid

_DEPTHS = {1: 16, 2: 14, 3: 12.5, 4: 11}


class WordFile:
    """A report in the making. `shade` is the fill of header cells, without #."""

    def __init__(self, font: str, shade: str, *, landscape: bool = False, size: float = 10.5) -> None:
        self.document = Document()
        self.shade, self.size = shade, size
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = font, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        for level in range(1, 5):
            heading = self.document.styles[f"Heading {level}"]
            heading.font.name, heading.font.size = font, Pt(_DEPTHS[level])
            heading.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
            heading.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        section = self.document.sections[0]
        width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = Mm(22)
        self.width = width - Mm(44)

    def cover(self, *lines: str) -> None:
        for line in lines:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).font.size = Pt(22)
        self.new_page()

    def new_page(self) -> None:
        self.document.add_page_break()

    def heading(self, text: str, depth: int) -> None:
        self.document.add_heading(text, depth)

    def line(self, text: str, *, bold: bool = False) -> None:
        self.document.add_paragraph().add_run(text).bold = bold

    def table(self, grid: Grid, *, centred: bool = False, repeat: bool = True, small: bool = False) -> None:
        """A ruled table; the header rows come again on the next page when `repeat`."""
        rows, cols = len(grid.rows), len(grid.widths)
        table = self.document.add_table(rows, cols, style="Table Grid")
        table.autofit = False
        total = sum(grid.widths)
        for col, width in enumerate(grid.widths):
            for row in range(rows):
                table.cell(row, col).width = int(self.width * width / total)
        for row, col, cell in placed(grid):
            target = table.cell(row, col)
            if cell.rows > 1 or cell.cols > 1:
                target = target.merge(table.cell(row + cell.rows - 1, col + cell.cols - 1))
            self._fill(target, cell, centred and col > 0, small)
        for row in range(grid.header_rows if repeat else 0):
            properties = table.rows[row]._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()

    def _fill(self, target: Any, cell: Cell, centred: bool, small: bool) -> None:
        lines = cell.lines or tuple(cell.text.split("\n"))
        for number, line in enumerate(lines):
            paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
            run = paragraph.add_run(line)
            run.font.size = Pt(self.size - (2 if small else 1))
            if centred or cell.head:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        fill = self.shade if cell.head else (cell.fill or "").lstrip("#")
        if fill:
            shading = OxmlElement("w:shd")
            shading.set(qn("w:val"), "clear")
            shading.set(qn("w:fill"), fill)
            target._tc.get_or_add_tcPr().append(shading)

    def save(self, path: Path) -> None:
        self.document.save(str(path))


def placed(grid: Grid) -> list[tuple[int, int, Cell]]:
    """Each cell of a grid with the row and column it begins at."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(grid.rows):
        col = 0
        for cell in cells:
            while (row, col) in taken:
                col += 1
            taken |= {(r, c) for r in range(row, row + cell.rows) for c in range(col, col + cell.cols)}
            found.append((row, col, cell))
            col += cell.cols
    return found
