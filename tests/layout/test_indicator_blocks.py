"""Indicators of a form over several rows each, and rows that are a list or a form of another kind."""

from __future__ import annotations

import pytest

from dxextract.layout.forms.indicator_blocks import indicator_blocks
from dxextract.layout.forms.labels import Region
from dxextract.rules import load_rules
from tests.layout.pages import matrix
from tests.layout.test_forms import drawn

TWO = [
    "指標 | 指標名 | 申請率 | < | 算式 | 件数÷全件数",
    "^ | 単位 | 現状(R6) | R8目標 | R9目標 | R10目標",
    "^ | % | 9.5 | 20 | 35 | 50",
    "^ | 指標名 | 来庁者数 | < | 算式 | 年間の人数",
    "^ | 単位 | 現状(R6) | R8目標 | R9目標 | R10目標",
    "^ | 人 | 28,500 | 26,000 | 23,000 | 20,000",
]


def read(rows: list[str]) -> list[list[list[str]]]:
    table = drawn(rows)
    region = Region(table.cells[0], "kpi", 0, table.n_rows, 1, table.n_cols)
    return [matrix(one) for one in indicator_blocks(table, region, load_rules())]


def test_each_indicator_becomes_a_table_of_one_row() -> None:
    head = ["指標名", "算式", "単位", "現状(R6)", "R8目標", "R9目標", "R10目標"]
    assert read(TWO) == [
        [head, ["申請率", "件数÷全件数", "%", "9.5", "20", "35", "50"]],
        [head, ["来庁者数", "年間の人数", "人", "28,500", "26,000", "23,000", "20,000"]],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["指標 | 指標名 | 単位 | 現状 | 目標", "^ | 申請率 | % | 9.5 | 50"],  # a list with its header
        ["指標 | 指標名 | 申請率 | 目標値 | 50%", "^ | 指標名 | 来庁者数 | 目標値 | 20,000人"],  # one row each
        ["指標 | 単位 | 現状(R6) | R10目標 | 備考", "^ | % | 9.5 | 50 | "],  # no name
        ["指標 | 指標名 | 申請率 | 算式 | 件数", "^ | 担当 | 総務課 | 協力 | 各課"],  # what a form says besides
        ["指標 | 指標名 | 申請率 | 算式 | 件数÷全件数", "^ | 単位 | % | 備考 | なし"],  # no figures
    ],
)
def test_rows_that_are_no_such_blocks(rows: list[str]) -> None:
    assert read(rows) == []
