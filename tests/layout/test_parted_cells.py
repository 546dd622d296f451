"""Cells that a page break parts, and fills that add no edges to a ruled table."""

from __future__ import annotations

from dxextract.layout.model import Frame, Ruling
from dxextract.layout.tables.cell_edges import frames_to_cells
from dxextract.layout.tables.continuation import _stacked
from dxextract.layout.tolerances import DEFAULT
from dxextract.schema.document import Cell
from dxextract.schema.passage import Box, Passage, Place, Segment


def _cell(row: int, col: int, text: str, rows: int = 1, page: int = 1, box: Box = (0, 0, 50, 12)) -> Cell:
    segments = [Segment(text, Place(page=page, box=(box[0], box[3] - 11, box[2] - 2, box[3] - 1)))] if text else []
    return Cell(row, col, Passage.of(segments, tight=True), row_span=rows, box=box, page=page)


def _texts(cells: list[Cell]) -> list[tuple[int, int, int, str]]:
    return sorted((c.row, c.col, c.row_span, c.text) for c in cells)


def test_a_name_that_goes_on_over_the_page_is_one_cell() -> None:
    above = [_cell(0, 0, "電子受付に対応した避難"), _cell(0, 1, "100")]
    below = [
        _cell(0, 0, "所数", page=2),
        _cell(0, 1, "", page=2),
        _cell(1, 0, "次の指標", page=2),
        _cell(1, 1, "5", page=2),
    ]
    cells, _ = _stacked(above, below, 1)
    assert _texts(cells) == [
        (0, 0, 1, "電子受付に対応した避難所数"),
        (0, 1, 1, "100"),
        (1, 0, 1, "次の指標"),
        (1, 1, 1, "5"),
    ]


def test_rows_with_values_of_their_own_stay_apart() -> None:
    above = [_cell(0, 0, "電子受付に対応した避難"), _cell(0, 1, "100")]
    below = [_cell(0, 0, "所数", page=2), _cell(0, 1, "7", page=2)]
    cells, _ = _stacked(above, below, 1)
    assert [text for *_, text in _texts(cells)] == ["電子受付に対応した避難", "100", "所数", "7"]


def test_a_merged_cell_that_says_its_text_on_the_next_page_is_one() -> None:
    above = [_cell(0, 0, ""), _cell(0, 1, ""), _cell(0, 2, "件数A")]
    below = [
        _cell(0, 0, "14", 2, 2),
        _cell(0, 1, "施策の名", 2, 2),
        _cell(0, 2, "件数B", page=2),
        _cell(1, 2, "C", page=2),
    ]
    cells, _ = _stacked(above, below, 1)
    assert _texts(cells) == [
        (0, 0, 3, "14"),
        (0, 1, 3, "施策の名"),
        (0, 2, 1, "件数A"),
        (1, 2, 1, "件数B"),
        (2, 2, 1, "C"),
    ]


def test_a_fill_inside_rulings_adds_no_edge() -> None:
    rulings = [
        *(Ruling(True, y, 0, 100) for y in (0, 60)),
        Ruling(True, 20, 20, 100),
        *(Ruling(False, x, 0, 60) for x in (0, 20, 100)),
    ]
    fills = [Frame((0, 0, 100, 20), "#bdd7ee", None), Frame((0, 20, 20, 60), "#bdd7ee", None)]
    assert frames_to_cells(rulings, fills, DEFAULT) == []


def test_fills_of_neighbours_cut_by_a_ruling_are_no_cells() -> None:
    """A label merged over two rows, and the labels beside it, filled row by row in one colour."""
    upright = [Ruling(False, x, 0, 40) for x in (0, 20, 80, 140)]
    level = [Ruling(True, 0, 0, 140), Ruling(True, 40, 0, 140), Ruling(True, 20, 20, 140)]
    fills = [Frame((0, y, 80, y + 20), "#fff2cc", None) for y in (0, 20)]
    assert frames_to_cells([*upright, *level], fills, DEFAULT) == []
