"""Excel files as they are printed: wrapped texts, merged cells, pages fitted to their width."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from tests.office.word import placed
from tests.synthetic.story import Grid

_THIN = Side(style="thin", color="000000")


class ExcelFile:
    """A workbook in the making. `shade` is the fill of header cells, without #."""

    def __init__(self, font: str, shade: str, *, paper: int = 8, landscape: bool = True, size: float = 10) -> None:
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.font, self.shade, self.size = font, shade, size
        self.paper, self.landscape = paper, landscape
        self.sheet = None
        self.row = 1

    def new_sheet(self, name: str, widths: tuple[float, ...], *, repeat: str | None = None) -> None:
        """A sheet whose columns are `widths` characters wide; `repeat` are rows printed on each page (``1:3``)."""
        self.sheet = self.book.create_sheet(name)
        self.row = 1
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        setup = self.sheet.page_setup
        setup.paperSize = self.paper
        setup.orientation = "landscape" if self.landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_title_rows = repeat

    def line(self, text: str, *, size: float | None = None, bold: bool = False, columns: int = 1) -> None:
        cell = self.sheet.cell(self.row, 1, text)
        cell.font = Font(name=self.font, size=size or self.size, bold=bold)
        if columns > 1:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=columns)
        self.sheet.row_dimensions[self.row].height = (size or self.size) * 1.8
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def table(self, grid: Grid, *, centred_from: int = 99, spans: tuple[int, ...] | None = None) -> None:
        """The grid at the present row; `spans` says over how many columns of the sheet each of its columns goes."""
        spans = spans or tuple(1 for _ in grid.widths)
        starts = [1 + sum(spans[:n]) for n in range(len(spans) + 1)]
        heights = [self.size * 1.9] * len(grid.rows)
        for row, col, cell in placed(grid):
            first, last = starts[col], starts[col + cell.cols] - 1
            top, bottom = self.row + row, self.row + row + cell.rows - 1
            text = "\n".join(cell.lines) if cell.lines else cell.text
            one = self.sheet.cell(top, first, text or None)
            one.font = Font(name=self.font, size=self.size, bold=cell.head)
            middle = cell.head or col >= centred_from
            rotation = 255 if cell.vertical else 0
            one.alignment = Alignment(
                wrap_text=True,
                vertical="center",
                horizontal="center" if middle else "left",
                text_rotation=rotation,
            )
            fill = self.shade if cell.head else (cell.fill or "").lstrip("#")
            for r in range(top, bottom + 1):
                for c in range(first, last + 1):
                    around = self.sheet.cell(r, c)
                    around.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
                    if fill:
                        around.fill = PatternFill("solid", start_color=fill)
            if bottom > top or last > first:
                self.sheet.merge_cells(start_row=top, end_row=bottom, start_column=first, end_column=last)
            width = sum(self.sheet.column_dimensions[get_column_letter(c)].width for c in range(first, last + 1))
            need = self._lines(text, width) * self.size * 1.45 + 4
            if cell.vertical:
                need = len(text) * self.size * 1.3 + 4
            heights[row : row + cell.rows] = [max(h, need / cell.rows) for h in heights[row : row + cell.rows]]
        for row, height in enumerate(heights):
            self.sheet.row_dimensions[self.row + row].height = height
        self.row += len(grid.rows)

    def _lines(self, text: str, width: float) -> int:
        room = max(width * 10 / self.size - 1, 2)
        return sum(
            1 + int(sum(2 if ord(char) > 0x2E80 else 1.1 for char in line) * 1.05 / room)
            for line in (text or " ").split("\n")
        )

    def save(self, path: Path) -> None:
        self.book.save(str(path))
