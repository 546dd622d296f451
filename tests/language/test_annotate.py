"""The stage: what ends up in paragraphs, cells and sentences."""

from __future__ import annotations

import pytest

from dxextract.language import annotate, reading_cells
from dxextract.rules import load_rules
from dxextract.schema.document import Block, Cell, Document, Figure, Mention, Paragraph, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Quantity, Source

RULES = load_rules()
SOURCE = Source(file_name="plan.txt", sha256="0" * 64, media_type="text/plain")


def passage(*raws: str, tight: bool = False) -> Passage:
    return Passage.of((Segment(raw, Place(line_start=n, line_end=n)) for n, raw in enumerate(raws, 1)), tight=tight)


def annotated(*blocks: Block) -> tuple[Block, ...]:
    return annotate(Document(SOURCE, blocks), RULES).blocks


def paragraph(*raws: str) -> Paragraph:
    (block,) = annotated(Paragraph(passage(*raws)))
    assert isinstance(block, Paragraph)
    return block


def cell(*raws: str) -> Cell:
    (block,) = annotated(Table(1, 1, (Cell(0, 0, passage(*raws, tight=True)),), (Place(line_start=1, line_end=1),)))
    assert isinstance(block, Table)
    return block.cells[0]


def kinds(mentions: tuple[Mention, ...], text: str) -> list[tuple[str, str]]:
    return [(m.kind, text[m.start : m.end]) for m in mentions]


def test_a_paragraph_gets_every_kind_of_mention_in_order() -> None:
    text = "① 総務課は「自治体DX推進計画」に沿い、令和8年度末までに電子申請を50手続に拡充する。"
    found = paragraph(text)
    assert kinds(found.mentions, found.text) == [
        ("action_label", "①"),
        ("plan", "自治体DX推進計画"),
        ("date", "令和8年度末"),
        ("quantity", "50手続"),
    ]
    assert kinds(found.departments, found.text) == [("department", "総務課")]
    (sentence,) = found.sentences
    assert found.text[sentence.start : sentence.end] == text[2:]
    assert sentence.tense == "future"


def test_a_paragraph_of_departments_is_a_list() -> None:
    found = paragraph("総務課、福祉課", "ほか")
    assert [m.label for m in found.departments] == ["総務課", "福祉課"]


def test_mentions_survive_a_line_break_inside_them() -> None:
    found = paragraph("令和7年", "度末までに90", "%以上とする。")
    assert kinds(found.mentions, found.text) == [("date", "令和7年度末"), ("quantity", "90 %以上")]


def test_circled_numbers_do_not_run_into_figures() -> None:
    found = paragraph("①10件②20件")
    assert [m.quantity.value for m in found.mentions if m.quantity] == [10, 20]


def test_every_sentence_has_its_own_voice() -> None:
    found = paragraph("国は標準化を進めている。本市は移行を完了します。電子申請を導入した。")
    assert [(s.voice, s.tense) for s in found.sentences] == [
        ("national", "present"),
        ("own", "future"),
        (None, "past"),
    ]


def test_the_own_name_is_known_from_the_document() -> None:
    _, second = annotated(
        Paragraph(passage("弘前市DX推進計画。弘前市が策定。")),
        Paragraph(passage("弘前市は手続を見直す。青森市は継続する。")),
    )
    assert isinstance(second, Paragraph)
    assert [s.voice for s in second.sentences] == ["own", "other"]


def test_a_value_cell() -> None:
    found = cell("72.6％", "（令和5年度末日）")
    assert found.quantity is not None
    assert found.quantity.value == 72.6
    assert found.quantity.at is not None
    assert found.quantity.at.fiscal_year == 2023
    assert ("date", "令和5年度末日") in kinds(found.mentions, found.text)


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("12,345", 12345), ("1,234,567", 1234567)])
def test_a_cell_of_one_bare_figure(text: str, value: int) -> None:
    found = cell(text)
    assert found.quantity == Quantity(raw=text, state="numeric", value=value, comparator="eq")
    assert found.mentions == ()


def test_a_header_cell() -> None:
    found = cell("令和6年度", "(2024)")
    assert found.quantity is None
    assert kinds(found.mentions, found.text) == [("date", found.text)]


def test_a_year_cell() -> None:
    found = cell("2025")
    assert found.quantity is None
    assert [m.date.fiscal_year for m in found.mentions if m.date] == [2025]


def test_a_label_cell() -> None:
    found = cell("①、③")
    assert found.quantity is None
    assert [m.label for m in found.mentions] == ["①", "③"]


def test_a_cell_of_departments_is_parted_at_its_lines() -> None:
    assert [m.label for m in cell("総務課", "情報政策室", "教育委員会").mentions] == [
        "総務課",
        "情報政策室",
        "教育委員会",
    ]


def test_a_wrapped_department_stays_one() -> None:
    assert [m.label for m in cell("総務課防災危機", "管理対策室").mentions] == ["総務課防災危機管理対策室"]


def test_two_figures_in_a_cell_are_two_mentions() -> None:
    found = cell("0件 → 5件")
    assert found.quantity is None
    assert kinds(found.mentions, found.text) == [("quantity", "0件"), ("quantity", "5件")]


def test_blank_and_foreign_blocks_are_left_as_they_are() -> None:
    blank = Paragraph(passage(""))
    figure = Figure(Place(page=1), (passage("図 50件"),))
    empty = Table(1, 1, (Cell(0, 0, passage("")),), (Place(page=1),))
    assert annotated(blank, figure, empty) == (blank, figure, empty)


def test_a_document_without_blocks() -> None:
    assert annotated() == ()


def test_annotating_twice_changes_nothing() -> None:
    document = Document(SOURCE, (Paragraph(passage("本市は令和8年度までに50手続をオンライン化します。")),))
    once = annotate(document, RULES)
    assert annotate(once, RULES) == once


def test_the_cells_of_a_long_list_are_read_alike_by_any_number_of_processes() -> None:
    cells = tuple(Cell(row, 0, passage(f"令和{row % 9 + 1}年度 {row}件", tight=True)) for row in range(3000))
    document = Document(SOURCE, (Table(len(cells), 1, cells, (Place(line_start=1, line_end=1),)),))
    with reading_cells(document, RULES, 2) as cells_read:
        shared = annotate(document, RULES, cells_read)
    assert shared == annotate(document, RULES)
    (table,) = shared.blocks
    assert isinstance(table, Table)
    found = [[m.quantity.value for m in cell.mentions if m.quantity is not None] for cell in table.cells]
    assert found == [[row] for row in range(3000)]


def test_mended_cells_are_read_like_the_printed_ones() -> None:
    value = Cell(1, 0, passage("50件", tight=True))
    (block,) = annotated(Table(2, 1, (value,), (Place(line_start=1, line_end=1),), mended=(value,)))
    assert isinstance(block, Table)
    assert block.mended == block.cells
    assert block.mended[0].quantity is not None
