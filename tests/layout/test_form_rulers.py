"""Rows of years in a form that head what several of its labels hold."""

from __future__ import annotations

import pytest

from dxextract.layout.forms.forms import unfold_forms
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Table
from tests.layout.pages import matrix
from tests.layout.test_forms import SOURCE, drawn

HEAD = [
    "取組項目 | 窓口の改革 | < | < | <",
    "担当課 | 市民課 | < | < | <",
    "現状と課題 | 待ち時間が長くなっています。 | < | < | <",
]
RULER = "行程表 | < | 実績(R5) | R6 | R7"


def tables(*rows: str) -> list[list[list[str]]]:
    document = unfold_forms(Document(SOURCE, (drawn([*HEAD, *rows]),)), load_rules())
    return [matrix(block) for block in document.blocks if isinstance(block, Table) and block.unfolded]


def test_years_of_a_form_head_its_tasks_and_its_indicators() -> None:
    found = tables(
        RULER,
        "工程 | 案内の改修 |  | 設計 | 改修",
        "^ | 研修 |  | 実施 | <",
        "成果指標 | 満足度(%) | 40 | 50 | 60",
    )
    assert found == [
        [["工程", "実績(R5)", "R6", "R7"], ["案内の改修", "", "設計", "改修"], ["研修", "", "実施", ""]],
        [["成果指標", "実績(R5)", "R6", "R7"], ["満足度(%)", "40", "50", "60"]],
    ]


@pytest.mark.parametrize(
    "below",
    [
        "期待される効果 | 窓口が分かりやすくなります。 | < | < | <",  # a sentence over all columns stands below no year
        "備考 | なし |  |  | ",
    ],
)
def test_what_stands_below_no_year_is_left_as_it_is(below: str) -> None:
    assert tables(RULER, below) == [[["実績(R5)", "R6", "R7"]]]
