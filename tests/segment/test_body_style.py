"""The style of the body: that of most text, and of the cells where nothing but headings stands outside tables."""

from __future__ import annotations

from dxextract.schema.document import Cell, Document, Paragraph, Style, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment.body_style import body_style

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=2, text_layer="native")


def line(text: str, size: float) -> Paragraph:
    return Paragraph(Passage.of([Segment(text, Place(page=1, box=(0.0, 0.0, 200.0, size)))]), style=Style(size))


def table(size: float) -> Table:
    place = Place(page=1, box=(0.0, 0.0, 200.0, size))
    cells = tuple(Cell(row, 0, Passage.of([Segment("手続を電子化する取組の内容", place)])) for row in range(40))
    return Table(40, 1, cells, (place,))


def test_sheets_with_a_cover_have_their_body_in_the_cells() -> None:
    found = body_style(Document(SOURCE, (line("青波市DX推進計画取組調書", 20.0), line("用語集", 14.0), table(9.0))))
    assert found == Style(9.0)


def test_sentences_outside_tables_are_the_body() -> None:
    prose = line("本計画は、青波市の行政手続を電子化するために策定するものである。", 10.5)
    found = body_style(Document(SOURCE, (line("青波市DX推進計画", 20.0), prose, table(9.0))))
    assert found == Style(10.5)


def test_the_few_sentences_of_sheets_do_not_make_their_headings_the_body() -> None:
    headings = [line(f"{n} 計画の推進体制と進捗管理、評価の方法", 12.0) for n in range(1, 8)]
    sentence = line("所管課は毎年度四月に前年度の実績を記入する。", 8.5)
    found = body_style(Document(SOURCE, (*headings, sentence, table(8.5))))
    assert found == Style(8.5)
