"""A slide deck by python-pptx, as planning sections make them; LibreOffice prints it. Only for the generator."""

from __future__ import annotations

from pathlib import Path

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from tests.makes.book import Look

_ALIGN = {"center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT, "left": PP_ALIGN.LEFT}


class Slides:
    """A4 landscape slides; lines go into the box that was opened last. Millimetres from the top left."""

    suffix = ".pptx"

    def __init__(self, *, width: float = 297, height: float = 210, footer: str = "{}", portrait: bool = False) -> None:
        self.deck = Presentation()
        if portrait:
            width, height = height, width
        self.deck.slide_width, self.deck.slide_height = Mm(width), Mm(height)
        self.width, self.height, self.footer = width, height, footer
        self.slide = None
        self._frame = None
        self._count = 0

    def page(self) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[6])
        self._count += 1
        self._frame = None
        if self.footer and self._count > 1:
            self.box(self.width - 30, self.height - 12, 25, 8)
            self.line(self.footer.format(self._count), Look(size=9, align="right", font="IPAGothic"))
            self._frame = None

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        edge: str | None = None,
        shape: str = "rect",
    ) -> None:
        """Open a text box there."""
        if self.slide is None:
            self.page()
        kind = {"rect": MSO_SHAPE.RECTANGLE, "round": MSO_SHAPE.ROUNDED_RECTANGLE, "pentagon": MSO_SHAPE.PENTAGON}[
            shape
        ]
        one = self.slide.shapes.add_shape(kind, Mm(x), Mm(y), Mm(width), Mm(height))
        style = one._element.find(qn("p:style"))  # the theme's shadow would be printed as a picture
        if style is not None:
            one._element.remove(style)
        if fill:
            one.fill.solid()
            one.fill.fore_color.rgb = RGBColor.from_string(fill)
        else:
            one.fill.background()
        if edge:
            one.line.color.rgb = RGBColor.from_string(edge)
            one.line.width = Pt(1)
        else:
            one.line.fill.background()
        frame = one.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP if height > 15 else MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = Mm(2)
        frame.margin_top = frame.margin_bottom = Mm(1)
        self._frame, self._first = frame, True

    def line(self, text: str, look: Look) -> None:
        if self._frame is None:
            self.box(12, 12, self.width - 24, self.height - 30)
        paragraph = self._frame.paragraphs[0] if self._first else self._frame.add_paragraph()
        self._first = False
        paragraph.alignment = _ALIGN[look.align]
        paragraph.space_before = Pt(look.before)
        if look.indent:
            paragraph._p.get_or_add_pPr().set("marL", str(int(look.indent * look.size * 12700)))
        self._run(paragraph, text, look)

    @staticmethod
    def _run(paragraph, text: str, look: Look) -> None:
        run = paragraph.add_run()
        run.text = text
        font = run.font
        font.size, font.bold, font.name = Pt(look.size), look.bold, look.font
        properties = run._r.get_or_add_rPr()
        east = properties.makeelement(qn("a:ea"), {"typeface": look.font})
        properties.append(east)
        font.color.rgb = RGBColor.from_string(look.color or "000000")

    def table(
        self,
        rows: list[list[str]],
        *,
        head: int = 1,
        widths: tuple[float, ...] = (),
        fill: str = "DDDDDD",
        at: tuple[float, float, float] = (12, 120, 273),
        look: Look | None = None,
    ) -> None:
        """A table at (x, y) of a width."""
        look = look or Look(size=9, font="IPAGothic")
        count = max(map(len, rows))
        x, y, width = at
        shape = self.slide.shapes.add_table(len(rows), count, Mm(x), Mm(y), Mm(width), Mm(7 * len(rows)))
        table = shape.table
        widths = widths or (1 / count,) * count
        for c in range(count):
            table.columns[c].width = Mm(width * widths[c])
        for r, row in enumerate(rows):
            for c in range(count):
                cell = table.cell(r, c)
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(fill if r < head else "FFFFFF")
                frame = cell.text_frame
                for n, text in enumerate((row[c] if c < len(row) else "").split("\n")):
                    paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
                    self._run(paragraph, text, look)
                cell.margin_top = cell.margin_bottom = Mm(0.8)
        self._frame = None

    def save(self, path: Path) -> None:
        self.deck.save(str(path))
