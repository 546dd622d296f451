"""Texts on both sides of a ruled edge, and text that runs over one."""

from __future__ import annotations

from tests.layout.pages import PageBuilder, blocks_of, tables_of


def cells(first: str, second: str, *, at: float = 160.0) -> list[str]:
    page = PageBuilder(number=1).grid([40, 160, 300], [100, 120, 140])
    page.text(45, 105, "現状").text(165, 105, "取組")
    page.text(at - 10 * len(first) + 4, 125, first).text(at + 2, 125, second)
    (table,) = tables_of(blocks_of(page))
    return [cell.text for cell in table.cells if cell.row == 1]


def test_an_edge_parts_texts_however_close_they_stand() -> None:
    assert cells("紙で申請している。", "電子申請の導入") == ["紙で申請している。", "電子申請の導入"]


def test_a_text_that_runs_over_an_edge_is_not_cut() -> None:
    assert "".join(cells("紙で申請している", "電子申請の導入", at=200.0)) == "紙で申請している電子申請の導入"


def test_a_text_set_in_the_middle_over_two_cells_is_one() -> None:
    page = PageBuilder(number=1).grid([40, 160, 280], [100, 120, 140])
    page.text(80, 105, "令和8年度").text(200, 105, "令和9年度").text(130, 125, "段階的な移行")
    (table,) = tables_of(blocks_of(page))
    assert [cell.text for cell in table.cells if cell.row == 1 and cell.text] == ["段階的な移行"]


def test_a_text_that_runs_on_over_a_blank_cell_is_one() -> None:
    page = PageBuilder(number=1).grid([40, 102, 162, 280], [100, 120, 140])
    page.text(45, 105, "R7").text(105, 105, "R8").text(165, 105, "R9").text(42, 125, "階層別研修の実施")
    (table,) = tables_of(blocks_of(page))
    assert [(cell.col, cell.text) for cell in table.cells if cell.row == 1 and cell.text] == [(0, "階層別研修の実施")]


def test_figures_side_by_side_are_two() -> None:
    assert cells("12345", "67890") == ["12345", "67890"]
