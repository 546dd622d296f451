"""Titles and notes that printed gridlines rule in are lines of the page, and rows of a table stay rows."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

XS = (50.0, 100.0, 250.0, 350.0, 450.0)
HEADER, ROWS = ["番号", "取組", "現状", "目標"], [["1", "電子申請", "10", "20"], ["2", "窓口", "5", "3"]]


def sheet(*rows: list[str]) -> PageBuilder:
    ys = tuple(100.0 + 20 * n for n in range(len(rows) + 1))
    return PageBuilder().grid(XS, ys).cells(XS, ys, rows)


@pytest.mark.parametrize("blank", [[], [[""]], [[""], [""]]], ids=["close", "a blank row", "two blank rows"])
def test_a_title_above_the_headings_is_a_line(blank):
    blocks = blocks_of(sheet(["数値目標"], *blank, HEADER, *ROWS))
    assert texts_of(blocks) == ["数値目標"]
    assert matrix(tables_of(blocks)[0]) == [HEADER, *ROWS]


def test_a_note_below_is_a_line():
    blocks = blocks_of(sheet(HEADER, *ROWS, ["※目標は年度末"]))
    assert matrix(tables_of(blocks)[0]) == [HEADER, *ROWS]


@pytest.mark.parametrize(
    "rows",
    [
        [["電子申請"], ["1", "件数", "10", "20"], ["2", "時間", "5", "3"]],
        [["", "指標", "", "目標"], HEADER, *ROWS],
        [HEADER, *ROWS, ["合計"]],
    ],
    ids=["a row that goes on from the page before", "a header of two rows", "a last row of one text"],
)
def test_rows_of_the_table_stay(rows):
    (table,) = tables_of(blocks_of(sheet(*rows)))
    assert len(matrix(table)) == len(rows)
