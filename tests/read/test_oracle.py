"""The reader against pdfplumber, an independent parser, on documents set by Typst."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
import typst

from dxextract.read.pdf import iter_pdf_pages
from dxextract.settings import Settings

TABLES = """
#set page(width: 400pt, height: 300pt, margin: 30pt, header: [Running header #h(1fr) 12])
= 1 Heading of the plan
A paragraph with *bold* and _slanted_ words, an en dash – and “quotes”, efficient office affluent.
#table(columns: (80pt, 60pt, 60pt), [Name], [FY2024], [FY2028], [Procedures], [12], [60],
  table.cell(colspan: 2, fill: aqua)[Spanning], [x])
#rect(width: 100pt, height: 20pt, fill: rgb("#ffcc00"))
#line(length: 200pt, stroke: (paint: red, thickness: 2pt))
"""
TURNED = """
#set page(width: 300pt, height: 200pt, margin: 20pt)
#rotate(90deg, reflow: true)[Turned label]
#scale(x: 60%, reflow: true)[Condensed words]
#text(size: 7.5pt)[Small print] #text(size: 24pt, fill: rgb("#123456"))[Large]
#pagebreak()
#columns(2)[#lorem(60)]
"""


@pytest.fixture(params=[TABLES, TURNED], ids=["tables", "turned"])
def document(request, tmp_path):
    path = tmp_path / "case.typ"
    path.write_text(request.param, "utf-8")
    target = tmp_path / "case.pdf"
    target.write_bytes(typst.compile(str(path)))
    return target


def pages_of(path):
    ours = [r.page for r in iter_pdf_pages(path, Path(path).read_bytes(), Settings())]
    with pdfplumber.open(path) as pdf:
        yield from zip(ours, pdf.pages, strict=True)


def test_characters_agree(document):
    for ours, theirs in pages_of(document):
        glyphs = [c for c in theirs.chars if not c["text"].isspace()]
        chars = [c for c in ours.chars if not c.text.isspace()]
        assert sorted("".join(c["text"] for c in glyphs)) == sorted("".join(c.text for c in chars))
        for glyph in (g for g in glyphs if len(g["text"]) == 1):
            nearest = min(
                (c for c in chars if c.text == glyph["text"]),
                key=lambda c: abs(c.x0 - glyph["x0"]) + abs(c.bottom - glyph["bottom"]),
            )
            along, across = (("x0", "x1"), ("top", "bottom"))[:: 1 if nearest.upright else -1]
            # along the baseline the advance decides (our boxes hold a swash as well), across it the two readers take
            # different parts of the em
            assert getattr(nearest, along[0]) == pytest.approx(glyph[along[0]], abs=1)
            assert -1 <= getattr(nearest, along[1]) - glyph[along[1]] <= 4
            assert sum(getattr(nearest, side) for side in across) == pytest.approx(sum(glyph[s] for s in across), abs=8)
            if nearest.upright:
                assert ours.fonts[nearest.font].size == pytest.approx(glyph["size"], abs=0.1)


def test_drawings_agree(document):
    for ours, theirs in pages_of(document):
        boxes = [s.box for s in ours.shapes]
        for entry in [*theirs.rects, *theirs.lines]:
            wanted = tuple(float(entry[side]) for side in ("x0", "top", "x1", "bottom"))
            assert any(box == pytest.approx(wanted, abs=0.5) for box in boxes), wanted
        expected = len(theirs.rects) + len(theirs.lines) + len(theirs.curves)
        assert len(boxes) == expected


def test_table_cells_agree(tmp_path):
    """pdfplumber's table finder on our lines gives the cells that it gives on its own."""
    source = tmp_path / "case.typ"
    source.write_text(TABLES, "utf-8")
    target = tmp_path / "case.pdf"
    target.write_bytes(typst.compile(str(source)))
    for ours, theirs in pages_of(target):
        lines = [s for s in ours.shapes if s.kind == "line" and s.fill is None]
        settings = {
            "vertical_strategy": "explicit",
            "horizontal_strategy": "explicit",
            "explicit_vertical_lines": [s.box[0] for s in lines if s.box[2] - s.box[0] < 1],
            "explicit_horizontal_lines": [s.box[1] for s in lines if s.box[3] - s.box[1] < 1],
        }
        assert len(theirs.find_tables()) == 1
        assert theirs.find_tables(settings)[0].bbox[:2] == pytest.approx(theirs.find_tables()[0].bbox[:2], abs=0.5)
