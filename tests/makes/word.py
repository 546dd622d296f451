"""A Word document, as an office would set it, by python-docx; LibreOffice prints it. Only for the generator."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tests.makes.book import BODY, Look

_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT, "left": WD_ALIGN_PARAGRAPH.LEFT}


class Word:
    """A4 pages with a running header and page numbers."""

    def __init__(
        self, *, header: str | None = None, footer: str = "{}", landscape: bool = False, margin: float = 25
    ) -> None:
        self.document = Document()
        section = self.document.sections[0]
        width, height = (297, 210) if landscape else (210, 297)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = Mm(margin)
        section.top_margin = section.bottom_margin = Mm(25)
        self.width = width - 2 * margin
        self.base: Look = BODY
        self.running(header)
        self._footer(section, footer)
        self._fresh = True

    def running(self, header: str | None, *, new: bool = False) -> None:
        """The running header; `new`: from a new section (on a new page) on."""
        if new:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            section.header.is_linked_to_previous = False
            for paragraph in section.header.paragraphs:
                for run in paragraph.runs:
                    run.text = ""
            self._fresh = True
        section = self.document.sections[-1]
        if header:
            paragraph = section.header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._run(paragraph, header, Look(size=8))

    def columns(self, count: int) -> None:
        """The text from here on in so many columns."""
        section = self.document.add_section(WD_SECTION.CONTINUOUS)
        found = section._sectPr.find(qn("w:cols"))
        columns = found if found is not None else OxmlElement("w:cols")
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "480")
        if found is None:
            section._sectPr.append(columns)

    def _footer(self, section, footer: str) -> None:
        if not footer:
            return
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, _, after = footer.partition("{}")
        if before:
            self._run(paragraph, before, Look(size=9))
        run = paragraph.add_run()
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = text
            run._r.append(mark)
        if after:
            self._run(paragraph, after, Look(size=9))

    def line(self, text: str, look: Look) -> None:
        self._paragraph(self.document.add_paragraph(), text, look)
        self._fresh = False

    def band(self, text: str, look: Look, fill: str) -> None:
        """A heading in a table of one cell, as Word users make bands."""
        table = self.document.add_table(1, 1)
        cell = table.cell(0, 0)
        self._shade(cell._tc.get_or_add_tcPr(), fill)
        self._paragraph(cell.paragraphs[0], text, look)
        self._fresh = False

    def _paragraph(self, paragraph, text: str, look: Look) -> None:
        form = paragraph.paragraph_format
        form.alignment = _ALIGN[look.align]
        form.space_before, form.space_after = Pt(look.before), Pt(2)
        form.line_spacing = 1.15
        if look.indent:
            form.left_indent = Pt(look.indent * look.size)
        properties = paragraph._p.get_or_add_pPr()
        if look.band:
            self._shade(properties, look.band)
        if look.rule or look.box:
            borders = OxmlElement("w:pBdr")
            for side in ("top", "left", "bottom", "right") if look.box else ("bottom",):
                edge = OxmlElement(f"w:{side}")
                for key, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", look.rule or "000000")):
                    edge.set(qn(f"w:{key}"), value)
                borders.append(edge)
            properties.append(borders)
        self._run(paragraph, text, look)

    @staticmethod
    def _shade(properties, fill: str) -> None:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{key}"), value)
        properties.append(shade)

    @staticmethod
    def _run(paragraph, text: str, look: Look) -> None:
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.name = Pt(look.size), look.bold, look.font
        run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), look.font)
        if look.color:
            run.font.color.rgb = RGBColor.from_string(look.color)

    def table(
        self,
        rows: list[list[str]],
        *,
        head: int = 1,
        widths: tuple[float, ...] = (),
        fill: str = "DDDDDD",
        merged: tuple[tuple[int, int, int, int], ...] = (),
        shaded: tuple[tuple[int, int], ...] = (),
        look: Look | None = None,
    ) -> None:
        """A ruled table; `merged` has (top, left, bottom, right), `shaded` single cells."""
        look = look or Look(size=9)
        count = max(map(len, rows))
        table = self.document.add_table(len(rows), count)
        table.style = "Table Grid"
        table.autofit = False
        widths = widths or (1 / count,) * count
        for r, row in enumerate(rows):
            for c in range(count):
                cell = table.cell(r, c)
                cell.width = Mm(self.width * widths[c])
                if r < head or (r, c) in shaded:
                    self._shade(cell._tc.get_or_add_tcPr(), fill)
                texts = (row[c] if c < len(row) else "").split("\n")
                for n, text in enumerate(texts):
                    paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                    paragraph.paragraph_format.space_after = Pt(0)
                    if text:
                        self._run(paragraph, text, look)
        for top, left, bottom, right in merged:
            texts = [table.cell(r, c).text for r in range(top, bottom + 1) for c in range(left, right + 1)]
            whole = table.cell(top, left).merge(table.cell(bottom, right))
            for extra in whole.paragraphs[1:]:
                if not extra.text and any(texts):
                    extra._p.getparent().remove(extra._p)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)
        self._fresh = False

    def page(self) -> None:
        if not self._fresh:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._fresh = True

    def save(self, path: Path) -> None:
        self.document.save(str(path))

    suffix = ".docx"
