"""Comma-separated values as a spreadsheet saves them, and prose with commas, which is no table."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.layout.text.comma_cells import part_at_commas
from dxextract.layout.text.inline import Piece
from text_documents import tables

HEADER = "番号,施策名,取組内容,担当課,指標,目標値"


def grids(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in t.cells if c.row == row] for row in range(t.n_rows)] for t in tables(text)]


def test_records_are_rows():
    rows = "1,電子申請,広げる,総務課,申請件数,20\n2,窓口,改める,市民課,手続数,5"
    text = f"DX推進計画\n\n{HEADER}\n{rows}\n\n※目標値は年度末\n"
    assert grids(text) == [
        [
            HEADER.split(","),
            ["1", "電子申請", "広げる", "総務課", "申請件数", "20"],
            ["2", "窓口", "改める", "市民課", "手続数", "5"],
        ]
    ]


def test_a_quoted_field_holds_commas_and_lines():
    text = f'{HEADER}\n1,電子申請,"広げ、\n使いやすくする","総務課\n税務課",申請件数,"1,200"\n2,窓口,,市民課,手続数,5\n'
    (grid,) = grids(text)
    assert grid[1] == ["1", "電子申請", "広げ、使いやすくする", "総務課税務課", "申請件数", "1,200"]
    assert grid[2] == ["2", "窓口", "", "市民課", "手続数", "5"]


def test_the_quote_of_a_cell_stands_in_its_line():
    text = f"{HEADER}\n1,電子申請,広げる,総務課,申請件数,20\n"
    lines = text.split("\n")
    (table,) = tables(text)
    for cell in table.cells:
        for segment in cell.passage.segments:
            assert segment.raw in lines[(segment.place.line_start or 0) - 1]


@pytest.mark.parametrize(
    "text",
    [
        "窓口,電話,オンラインで申請できます,いつでも.\n今後も,市民の声を聞き,改善します.\n",
        "指標,担当課,年度を示し,\n課題を整理し,今後は,方針を定め\n目標を,施策とし,担当を示して\n",
        "指標を,担当課とし,示します。\n窓口,電話,郵送で申請できます。\n目標を,担当を,示します。\n",
        f"{HEADER}\n",
        f'{HEADER}\n1,"開いたままの引用,広げる,総務課,申請件数,20\n',
    ],
    ids=["prose", "clauses of wrapped lines", "sentences", "a header alone", "an open quotation"],
)
def test_what_is_no_table(text):
    assert grids(text) == []


def piece(line: str) -> Piece:
    return Piece(1, line, line, tuple(range(len(line) + 1)))


ONE_LINE = st.text(st.sampled_from('あ1 ,"。'), max_size=6)


@given(st.lists(ONE_LINE, min_size=1, max_size=5))
def test_a_line_parts_into_the_cells_that_were_written(cells: list[str]):
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
    parted = part_at_commas(piece(written.getvalue()))
    assert [cell.visible for cell in parted.cells] == cells
    assert not parted.is_open


@pytest.mark.parametrize(
    ("line", "cells", "is_open"),
    [
        ('画面,24"以上,30台', ["画面", '24"以上', "30台"], False),
        ('1, "広げ、,"" 使う" ,総務課', ["1", '広げ、," 使う', "総務課"], False),
        ('1,"広げ、', ["1", "広げ、"], True),
        ('"","",3', ["", "", "3"], False),
    ],
    ids=["an inch mark", "blanks round a quotation", "an open quotation", "empty quotations"],
)
def test_quotation_marks_in_a_line(line: str, cells: list[str], is_open: bool):
    parted = part_at_commas(piece(line))
    assert ([cell.visible.strip() for cell in parted.cells], parted.is_open) == (cells, is_open)


def test_a_cell_goes_on_from_the_line_above():
    parted = part_at_commas(piece('使う",総務課'), goes_on=True)
    assert ([cell.visible for cell in parted.cells], parted.is_open) == (["使う", "総務課"], False)
