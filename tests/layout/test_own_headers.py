"""Indicators with a header of their own each: one table is meant; what must stay as it is printed."""

from __future__ import annotations

import pytest

from dxextract.layout.tables.cell_meaning import with_meaning
from dxextract.rules import load_rules
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage, Place, Segment


def passage(text):
    return Passage.of([Segment(text, Place(page=1, box=(0, 0, 10, 10)))]) if text else Passage("", (), (0,))


def blocks(*indicators):
    cells = []
    for n, (name, heads, values) in enumerate(indicators):
        cells.append(Cell(2 * n, 0, passage(name), row_span=2))
        cells += [Cell(2 * n, col, passage(text)) for col, text in enumerate(heads, 1)]
        cells += [Cell(2 * n + 1, col, passage(text)) for col, text in enumerate(values, 1)]
    return Table(2 * len(indicators), len(indicators[0][1]) + 1, tuple(cells), (Place(page=1),))


YEARS = ("R6(現状)", "R7", "R8(目標)")


def test_the_labels_stand_once_above_the_rows_of_names():
    table = with_meaning(
        blocks(("交付率", YEARS, ("31%", "40%", "60%")), ("保有率", YEARS, ("74%", "78%", "90%"))), load_rules()
    ).as_meant()
    rows = [[c.text for c in table.cells if c.row == row] for row in range(table.n_rows)]
    assert rows == [["", *YEARS], ["交付率", "31%", "40%", "60%"], ["保有率", "74%", "78%", "90%"]]


@pytest.mark.parametrize(
    "table",
    [
        blocks(("交付率", YEARS, ("31%", "40%", "60%")), ("保有率", ("R5", "R9", "R10"), ("74%", "78%", "90%"))),
        blocks(("窓口改革", YEARS, ("要件の整理", "調達と構築", "全庁での運用"))),
        blocks(("数値目標", YEARS, ("31%", "40%", "60%"))),
    ],
    ids=["other_years", "work", "a_label_for_a_name"],
)
def test_other_tables_stay(table):
    assert not with_meaning(table, load_rules()).mended


HEADS = ("現状値", "目標値")


def stacked(*rows):
    cells = [Cell(r, c, passage(text)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Table(len(rows), max(map(len, rows)), tuple(cells), (Place(page=1),))


@pytest.mark.parametrize(
    "rows",
    [
        (("利用者数", ""), HEADS, ("31人", "60人"), ("実施校数", ""), HEADS, ("2校", "9校")),
        (("成果指標", ""), ("利用者数", ""), HEADS, ("31人", "60人"), ("実施校数", ""), HEADS, ("2校", "9校")),
        (("指標名", "利用者数"), HEADS, ("31人", "60人"), ("指標名", "実施校数"), HEADS, ("2校", "9校")),
    ],
    ids=["bare", "below_a_label", "labelled"],
)
def test_names_in_rows_above_their_headers_stand_beside_the_figures(rows):
    table = with_meaning(stacked(*rows), load_rules()).as_meant()
    said = [[c.text for c in table.cells if c.row == row] for row in range(table.n_rows)]
    assert said == [["", *HEADS], ["利用者数", "31人", "60人"], ["実施校数", "2校", "9校"]]
    assert table.n_cols == 3


@pytest.mark.parametrize(
    "rows",
    [
        (("利用者数", ""), HEADS, ("31人", "60人"), ("実施校数", ""), ("R6", "R9"), ("2校", "9校")),
        (("利用者数", "備考"), HEADS, ("31人", "60人")),
        (("利用者数", ""), ("内容", "時期"), ("調査", "R7")),
    ],
    ids=["other_labels", "two_texts", "work"],
)
def test_other_rows_stay(rows):
    assert not with_meaning(stacked(*rows), load_rules()).mended
