"""Packed cells: they are what a tuple of the same cells is, and a plan is the same whether its tables were packed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.pipeline import extract_with_document
from dxextract.schema.document import Cell, Document, Mention, Table
from dxextract.schema.packed import PackedCells, keeper_of
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Quantity, Source
from dxextract.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
FIGURE = Quantity(raw="45%", state="numeric", value=45, unit="%")
BOXES = st.tuples(*[st.floats(0, 900, allow_nan=False)] * 4)


def cell_of(row: int, text: str, box: tuple[float, float, float, float], says: bool) -> Cell:
    passage = Passage.of([Segment(text, Place(page=1, box=box))]) if text else Passage("", (), (0,))
    mentions = (Mention("quantity", 0, len(text), quantity=FIGURE),) if says else ()
    return Cell(row, 0, passage, box=box, page=1, quantity=FIGURE if says else None, mentions=mentions)


CELLS = st.lists(st.builds(cell_of, st.integers(0, 9), st.text(max_size=6), BOXES, st.booleans()), max_size=5)


@given(CELLS)
def test_packed_cells_are_what_a_tuple_of_them_is(cells: list[Cell]) -> None:
    plain, packed = tuple(cells), PackedCells.of(cells)
    assert packed == plain
    assert packed == PackedCells.of(plain)
    assert hash(packed) == hash(plain)
    assert (len(packed), tuple(packed), packed[1:], bool(packed)) == (len(plain), plain, plain[1:], bool(plain))
    assert [packed[n] for n in range(len(plain))] == cells
    assert all(cell in packed for cell in plain)
    assert [cell.passage.offsets for cell in packed] == [cell.passage.offsets for cell in plain]


def test_packed_cells_are_nothing_else() -> None:
    cells = (cell_of(0, "指標", (0.0, 0.0, 9.0, 9.0), False), cell_of(1, "45%", (0.0, 9.0, 9.0, 18.0), True))
    packed = PackedCells.of(cells)
    assert packed != cells[:1]
    assert packed != PackedCells.of(cells[::-1])
    assert packed != list(cells)
    assert replace(cells[0], row=5) not in packed
    with pytest.raises(IndexError):
        packed[2]


def test_packed_cells_are_packed_once() -> None:
    packed = PackedCells.of(())
    assert PackedCells.of(packed) is packed


def document_of(*tables: Table) -> Document:
    return Document(
        Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", text_layer="native"), tables
    )


def test_tables_are_kept_as_the_others_of_their_document() -> None:
    cells = (cell_of(0, "指標", (0.0, 0.0, 9.0, 9.0), False),)
    plain = Table(1, 1, cells, (Place(page=1),), mended=cells)
    packed = replace(plain, cells=PackedCells.of(cells))
    assert keeper_of(document_of(plain))(plain) is plain
    kept = keeper_of(document_of(plain, packed))(plain)
    assert kept == plain
    assert isinstance(kept.cells, PackedCells)
    assert isinstance(kept.mended, PackedCells)
    assert kept.as_meant() == plain.as_meant()


@pytest.mark.parametrize("name", ["shiomi.pdf", "midorino.pdf", "hoshigakubo.pdf"])
def test_a_plan_is_the_same_whether_memory_was_spared_or_not(name: str) -> None:
    kept, plan = extract_with_document(SAMPLES / name, Settings(ocr="off"))
    spared, same = extract_with_document(SAMPLES / name, Settings(ocr="off", spare_memory_above_pages=1))
    assert same == plan
    tables = [block for block in spared.blocks if isinstance(block, Table)]
    assert tables
    assert all(isinstance(table.cells, PackedCells) for table in tables if not table.unfolded)
    assert not any(isinstance(block.cells, PackedCells) for block in kept.blocks if isinstance(block, Table))
