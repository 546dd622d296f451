"""Merged headings of a table pasted as text span their columns again, where they may be told."""

import pytest

from dxextract.layout.tables.group_headers import with_group_headings
from dxextract.rules import load_rules
from tests.extract.document_builder import table

ROW = ["1", "電子申請", "件数", "10", "20", "検討", "導入"]


def spans(*rows: list[str]) -> dict[str, int]:
    made = with_group_headings(table([*rows, ROW, ROW]), load_rules())
    return {cell.text: cell.col_span for cell in made.cells if cell.row == 0 and cell.col_span > 1}


def test_a_heading_spans_the_blanks_over_named_columns():
    first = ["No.", "取組名", "KPI", "", "", "スケジュール", ""]
    assert spans(first, ["", "", "指標", "R6", "R12", "R8", "R9"]) == {"KPI": 3, "スケジュール": 2}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["No.", "取組名", "指標", "現状値", "目標値", "R8", "R9"], ["2", "窓口", "時間", "5", "3", "検討", "導入"]),
        (["No.", "取組名", "", "KPI", "", "スケジュール", ""], ["", "", "", "R6", "R12", "", "R9"]),
        (["No.", "取組名", "指標", "", "", "", ""], ["2", "窓口", "時間", "", "", "", ""]),
    ],
    ids=["one row of headings", "a column without any", "a row with blanks"],
)
def test_other_tables_stay_as_they_are(first, second):
    assert spans(first, second) == {}
