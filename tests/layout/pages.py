"""Invented pages for layout tests: text and drawings put down by coordinates, in points from the top left."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from dxextract.layout.document import pages_to_blocks
from dxextract.layout.figure_labels import label_reader
from dxextract.layout.page import page_to_layout
from dxextract.layout.tolerances import DEFAULT
from dxextract.rules import load_rules
from dxextract.schema.document import Block, Bookmark, Figure, Paragraph, Table
from dxextract.schema.raw import Char, Font, PdfPage, Shape

BLACK = "#000000"


@dataclass
class PageBuilder:
    """Collects what stands on one page; every method returns the builder."""

    number: int = 1
    width: float = 600.0
    height: float = 800.0
    fonts: list[Font] = field(default_factory=list)
    chars: list[Char] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    images: list[tuple[float, float, float, float]] = field(default_factory=list)

    def text(self, x, top, text, *, size=10.0, bold=False, color=BLACK, step=0.0):
        """A run of characters from `x` on; `step` is extra space after each one. Wide characters are one em wide."""
        font = self._font(Font("Test", size, bold, color))
        for char in text:
            advance = size if unicodedata.east_asian_width(char) in "WFA" else size / 2
            self.chars.append(Char(char, x, top, x + advance, top + size, font, True))
            x += advance + step
        return self

    def column(self, x, top, text, *, size=10.0, leading=1.2):
        """Upright characters one under the other."""
        font = self._font(Font("Test", size, False, BLACK))
        for char in text:
            self.chars.append(Char(char, x, top, x + size, top + size, font, True))
            top += leading * size
        return self

    def paragraph(self, x, top, lines, *, size=10.0, leading=1.6, bold=False):
        for line in lines:
            self.text(x, top, line, size=size, bold=bold)
            top += leading * size
        return self

    def line(self, x0, top, x1, bottom, *, stroke=BLACK, dashed=False):
        box = (x0, top, x1, bottom)
        self.shapes.append(Shape("line", box, ((x0, top), (x1, bottom)), None, stroke, 0.5, dashed))
        return self

    def rect(self, x0, top, x1, bottom, *, fill=None, stroke=None):
        points = ((x0, top), (x1, top), (x1, bottom), (x0, bottom))
        self.shapes.append(Shape("rect", (x0, top, x1, bottom), points, fill, stroke, 0.5))
        return self

    def arrow(self, x0, top, x1, bottom, *, fill="#bdd7ee"):
        """A pentagon with its point at the right."""
        middle, neck = (top + bottom) / 2, x1 - (bottom - top) / 2
        points = ((x0, top), (neck, top), (x1, middle), (neck, bottom), (x0, bottom))
        self.shapes.append(Shape("curve", (x0, top, x1, bottom), points, fill, None, 0.0))
        return self

    def curve(self, points, *, fill=None, stroke=BLACK):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self.shapes.append(Shape("curve", (min(xs), min(ys), max(xs), max(ys)), tuple(points), fill, stroke, 1.0))
        return self

    def grid(self, xs, ys, *, missing=()):
        """All rulings between `xs` and `ys`, drawn piece by piece; `missing` has ``("h", row_edge, col)`` and
        ``("v", row, col_edge)`` pieces that are left out."""
        for r, y in enumerate(ys):
            for c in range(len(xs) - 1):
                if ("h", r, c) not in missing:
                    self.line(xs[c], y, xs[c + 1], y)
        for c, x in enumerate(xs):
            for r in range(len(ys) - 1):
                if ("v", r, c) not in missing:
                    self.line(x, ys[r], x, ys[r + 1])
        return self

    def cells(self, xs, ys, rows, *, size=10.0):
        """`rows` of texts into the fields of a grid; None leaves one blank."""
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text:
                    self.text(xs[c] + 4, ys[r] + 5, text, size=size)
        return self

    def image(self, x0, top, x1, bottom):
        self.images.append((x0, top, x1, bottom))
        return self

    def built(self) -> PdfPage:
        return PdfPage(
            self.number,
            self.width,
            self.height,
            tuple(self.fonts),
            tuple(self.chars),
            tuple(self.shapes),
            tuple(self.images),
        )

    def _font(self, font: Font) -> int:
        if font not in self.fonts:
            self.fonts.append(font)
        return self.fonts.index(font)


def blocks_of(*pages: PageBuilder, bookmarks: tuple[Bookmark, ...] = ()) -> tuple[Block, ...]:
    """The blocks that the layout makes of `pages`."""
    rules = load_rules()
    times = rules["time_columns"]

    def is_time(text: str) -> bool:
        return times.match(text) is not None

    which = label_reader(rules, is_time)
    layouts = [page_to_layout(page.built(), is_time, which, DEFAULT) for page in pages]
    return pages_to_blocks(layouts, bookmarks, rules["notes"], DEFAULT)


def texts_of(blocks: tuple[Block, ...], role: str = "body") -> list[str]:
    """The texts of all paragraphs of one role."""
    return [b.text for b in blocks if isinstance(b, Paragraph) and b.role == role]


def tables_of(blocks: tuple[Block, ...]) -> list[Table]:
    return [b for b in blocks if isinstance(b, Table)]


def figures_of(blocks: tuple[Block, ...]) -> list[Figure]:
    return [b for b in blocks if isinstance(b, Figure)]


def matrix(table: Table) -> list[list[str]]:
    """A table's texts as rows; a spanning cell's text stands in its first field, `""` in the others."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def spans(table: Table) -> dict[str, tuple[int, int]]:
    """Row and column span of each cell with a text, by text."""
    return {c.text: (c.row_span, c.col_span) for c in table.cells if c.text}
