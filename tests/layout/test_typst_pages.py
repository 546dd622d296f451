"""Pages set by Typst, read and laid out: exact blocks, whatever the medium did to them on the way.

The pages are in Latin letters, so that they are set alike on machines without Japanese fonts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from PIL import Image

from dxextract.draw import draw_page
from dxextract.layout import lay_out, page_layouter, unfold_forms
from dxextract.read import read
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.settings import Settings
from tests.layout.pages import figures_of, matrix, spans, tables_of, texts_of

HEAD = '#set page(width: 400pt, height: 300pt, margin: 40pt)\n#set text(size: 10pt)\n#let year(n) = "R" + str(n)\n'

SCHEDULE = """
#let bar(w, body) = rect(width: w, height: 14pt, fill: rgb("#bdd7ee"), inset: 2pt, body)
#table(columns: (40pt, 80pt, 80pt, 80pt), rows: (20pt, 40pt, 20pt),
  [No], [R6], [R7], [R8],
  [1], [], [], [],
  [2], table.cell(colspan: 3)[Operate])
#place(top + left, dx: 42pt, dy: 23pt, bar(130pt, [Study]))
#place(top + left, dx: 122pt, dy: 42pt, bar(156pt, [Build]))
"""
TWO_COLUMNS = """
#set par(justify: true)
#align(center)[= Outline of the plan]
#columns(2)[#lorem(40) #colbreak() Second column begins here and goes on for a while without end.]
"""
LONG_TABLE = """
#table(columns: (60pt, 100pt, 100pt), rows: 24pt,
  table.header(table.cell(fill: aqua)[Name], table.cell(fill: aqua)[Baseline], table.cell(fill: aqua)[Target]),
  ..range(14).map(n => ([K#n], [#n], [#(n * 2)])).flatten())
"""
HEADERS = """
#set page(header: [Plan of Midorino #h(1fr) Part A], footer: align(center)[#context counter(page).display()])
First page. #pagebreak() Second page. #pagebreak() Third page.
"""
FORM = """
#table(columns: (60pt, 240pt), [Measure], [Counter reform],
  [Items], [#table(columns: 2, [Name], [Target], [Forms], [120])])
"""


@pytest.fixture
def laid_out(tmp_path):
    def run(source: str) -> Document:
        path = tmp_path / "case.typ"
        path.write_text(HEAD + source, "utf-8")
        pdf = tmp_path / "case.pdf"
        pdf.write_bytes(typst.compile(str(path)))
        rules = load_rules()
        return unfold_forms(lay_out(read(pdf, Settings(), page_layouter(rules)), rules), rules)

    return run


def test_stacked_bars(laid_out):
    (table,) = tables_of(laid_out(SCHEDULE).blocks)
    assert matrix(table) == [
        ["No", "R6", "R7", "R8"],
        ["1", "Study", "", ""],
        ["", "", "Build", ""],
        ["2", "Operate", "", ""],
    ]
    assert spans(table) | {"Study": (1, 2), "Build": (1, 2), "1": (2, 1), "Operate": (1, 3)} == spans(table)
    assert [(b.row, b.col_start, b.col_end) for b in table.bars] == [(1, 1, 2), (2, 2, 3)]


def test_columns_are_read_one_after_the_other(laid_out):
    title, first, second = texts_of(laid_out(TWO_COLUMNS).blocks)
    assert title == "Outline of the plan"
    assert first.startswith("Lorem ipsum")
    assert second.startswith("Second column begins here and goes on")


def test_table_over_pages(laid_out):
    (table,) = tables_of(laid_out(LONG_TABLE).blocks)
    assert [row[0] for row in matrix(table)] == ["Name", *(f"K{n}" for n in range(14))]
    assert [p.page for p in table.places] == [1, 2]
    assert table.header_rows == 1


def test_running_lines(laid_out):
    document = laid_out(HEADERS)
    assert texts_of(document.blocks) == ["First page.", "Second page.", "Third page."]
    assert texts_of(document.blocks, "running") == ["Plan of Midorino", "Part A"] * 3
    assert texts_of(document.blocks, "page_number") == ["1", "2", "3"]


def test_form_with_a_table_inside(laid_out):
    form, inner = tables_of(laid_out(FORM).blocks)
    assert matrix(form) == [["Measure", "Counter reform"], ["Items", ""]]
    assert matrix(inner) == [["Name", "Target"], ["Forms", "120"]]


@pytest.mark.parametrize("source", [SCHEDULE, TWO_COLUMNS, LONG_TABLE, HEADERS, FORM])
def test_all_text_is_kept_once_and_has_a_place(laid_out, source):
    document = laid_out(source)
    passages = [b.passage for b in document.blocks if isinstance(b, Paragraph)]
    passages += [c.passage for b in document.blocks if isinstance(b, Table) for c in b.cells]
    passages += [p for figure in figures_of(document.blocks) for p in figure.passages]
    for passage in passages:
        for segment in passage.segments:
            assert segment.place.page
            x0, top, x1, bottom = segment.place.box
            assert -1 <= x0 < x1 <= 401
            assert -1 <= top < bottom <= 301
    assert passages


def test_picture_of_a_page(laid_out, tmp_path):
    document = laid_out(SCHEDULE)
    out = tmp_path / "page.png"
    draw_page(tmp_path / "case.pdf", 1, document, out)
    with Image.open(out) as image:
        assert image.size[0] == 640
        colors = {color for _, color in image.convert("RGB").getcolors(100_000)}
    assert {(224, 0, 0), (240, 160, 0), (0, 160, 64)} <= colors


def test_picture_of_a_missing_page(laid_out, tmp_path):
    document = laid_out(HEADERS)
    with pytest.raises(IndexError):
        draw_page(tmp_path / "case.pdf", 9, document, Path(tmp_path / "page.png"))
