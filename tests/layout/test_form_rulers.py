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


TASKS = [["案内の改修", "", "設計", "改修"], ["研修", "", "実施", ""]]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (["区分 | 項目 | 現状値 | R6 | R7"], ["現状値", "R6", "R7"]),
        ([" | | 現状値 | R6 | R7"], ["現状値", "R6", "R7"]),
        (["工程・目標 | < | 現状値 | R6 | R7"], ["現状値", "R6", "R7"]),
    ],
)
def test_years_over_what_is_done_and_what_is_counted(rows: list[str], heads: list[str]) -> None:
    below = ["取組 | 案内の改修 |  | 設計 | 改修", "^ | 研修 |  | 実施 | ", "目標 | 満足度(%) | 40 | 50 | 60"]
    expected = [["目標", *heads], ["満足度(%)", "40", "50", "60"]]
    assert expected in tables(*rows, *below)
    document = unfold_forms(Document(SOURCE, (drawn([*rows, *below]),)), load_rules())
    found = [matrix(block) for block in document.blocks if isinstance(block, Table) and block.unfolded]
    assert expected in found  # without a name or anybody in charge: the title stands above the table
    assert any(table[1:] == TASKS for table in found)


def test_years_of_the_indicators_head_the_tasks_whose_name_goes_on_over_the_columns_before() -> None:
    rows = [
        *(f"{row} | <" for row in HEAD),
        "目標値 | 指標 | 単位 | R6（現状） | R7 | R8",
        "^ | 満足度 | % | 40 | 50 | 60",
        "工程 | 実施項目 | < | < | 設計 | 改修",
    ]
    document = unfold_forms(Document(SOURCE, (drawn(rows),)), load_rules())
    found = [matrix(block) for block in document.blocks if isinstance(block, Table) and block.unfolded]
    assert found[1:] == [[["工程", "", "", "R7", "R8"], ["実施項目", "", "", "設計", "改修"]]]


def test_a_header_of_indicators_that_leaves_the_years_to_the_row_further_up() -> None:
    rows = ["取組 |  | R6 | R7", "案内の改修 |  | 設計 | 改修", "数値目標 | 現状 |  | ", "満足度(%) | 40 | 50 | 60"]
    document = unfold_forms(Document(SOURCE, (drawn(rows),)), load_rules())
    found = [(b.header_rows, matrix(b)) for b in document.blocks if isinstance(b, Table) and b.unfolded]
    header = [["", "", "R6", "R7"], ["数値目標", "現状", "", ""]]
    assert (2, [*header, ["満足度(%)", "40", "50", "60"]]) in found


@pytest.mark.parametrize(
    "row",
    [
        "指標 | 満足度 | 現状値 | 40 | 60",  # its labels stand beside its values
        "指標 | 満足度は40%(R5)、60%(R7) | < | < | <",
        "スケジュール | 設計(R6)→改修(R7) | < | < | <",
    ],
)
def test_what_says_its_own_years_stands_below_none(row: str) -> None:
    assert not any("R6" in table[0] and len(table) > 1 for table in tables(RULER, row))


@pytest.mark.parametrize(
    "below",
    [
        "期待される効果 | 窓口が分かりやすくなります。 | < | < | <",  # a sentence over all columns stands below no year
        "備考 | なし |  |  | ",
    ],
)
def test_what_stands_below_no_year_is_left_as_it_is(below: str) -> None:
    assert tables(RULER, below) == [[["実績(R5)", "R6", "R7"]]]


def test_an_indicator_below_the_years_whose_label_is_its_name() -> None:
    years = "年度 | 実績(R6) | R7 | R8 | R9"
    done = "実施内容 |  | 設計 | 改修 | 運用"
    found = tables(years, done, "窓口の利用者数（人） | 40 | 50 | 60 | 70")
    assert [["", "実績(R6)", "R7", "R8", "R9"], ["窓口の利用者数(人)", "40", "50", "60", "70"]] in found
    assert not any(
        "事業の区分" in row[0] for table in tables(years, done, "事業の区分 | 1 | 1 | 2 | 2") for row in table
    )


def test_a_row_with_a_figure_left_of_the_years_is_not_set_out_without_its_heading() -> None:
    years = "スケジュール | 現状値令和7(2025)年度 | R8 | R9 | R10"
    found = tables(years, "① 無線の整備 |  | 構築 | < | <", "無線を整備した庁舎数 | 0か所 | 6か所 | 12か所 | 18か所")
    assert not any("無線を整備した庁舎数" in row for table in found for row in table)  # read in the table as it stands


def test_steps_one_below_the_other_beside_a_task_are_all_its_schedules() -> None:
    (found,) = tables(
        "年次計画 | R6 | R7 | R8 | R9",
        "窓口の改革 | 選定 |  |  |",
        "^ |  | 拡大 | < | <",
        "案内の改修 | 設計 | 改修 |  |",
    )
    assert [row[0] for row in found] == ["年次計画", "窓口の改革", "", "案内の改修"]
    assert [row[1:] for row in found[2:]] == [["", "拡大", "", ""], ["設計", "改修", "", ""]]
