"""Tables in which a converter repeats the text of a merged cell in each cell that it covered."""

from __future__ import annotations

import pytest

from text_documents import tables


def spanning(text: str) -> list[tuple[str, int, int, int, int]]:
    """The cells over several rows or columns: text, row, column, rows, columns."""
    return [
        (cell.text, cell.row, cell.col, cell.row_span, cell.col_span)
        for table in tables(text)
        for cell in table.cells
        if cell.row_span > 1 or cell.col_span > 1
    ]


GROUPS = """\
| No. | 取組名 | KPI | KPI | KPI | スケジュール | スケジュール |
| --- | --- | --- | --- | --- | --- | --- |
| No. | 取組名 | 指標 | R6 | R9 | R7 | R8 |
| 1 | 遠隔相談窓口 | 相談件数（件） | 0 | 600 | 構築 | 運用 |
| 2 | 施設予約の統一 | 予約率（％） | 15 | 15 | 試行 | 試行 |
"""

FORM = """\
| 取組名 | 公共交通の情報提供 | 公共交通の情報提供 | 公共交通の情報提供 |
| --- | --- | --- | --- |
| 現状と課題 | 時刻や遅れが分からない。 | 時刻や遅れが分からない。 | 時刻や遅れが分からない。 |
| 成果指標 | 指標名 | R6 | R10 |
| 成果指標 | 閲覧数（回） | 0 | 3,000 |
"""

FIGURES = """\
| 目標 | 目標 | 策定時 | 基準 | 令和7年 | 令和8年 |
| --- | --- | --- | --- | --- | --- |
| 歩く人の割合（％） | 歩く人の割合（％） | (2016) 27.4 | (2016) 27.4 | 小100％ 中100％ | 小100％ 中100％ |
| 集まりに出る人の割合 | 集まりに出る人の割合 | (2016) 33.6 | (2016) 33.6 | 12人 | 12人 |
"""

TWO_ROWS = """\
| 指標 | 区分 | R6 | R7 | R8 |
| --- | --- | --- | --- | --- |
| 会議の割合（％） | 目標 | | 40 | 60 |
| 会議の割合（％） | 実績 | 22 | 47 | |
| 実施者（人） | 目標 | | 50 | 70 |
| 実施者（人） | 実績 | 31 | 44 | |
"""


def test_repeated_labels_of_groups_are_one_cell_each() -> None:
    assert spanning(GROUPS) == [
        ("No.", 0, 0, 2, 1),
        ("取組名", 0, 1, 2, 1),
        ("KPI", 0, 2, 1, 3),
        ("スケジュール", 0, 5, 1, 2),
        ("試行", 3, 5, 1, 2),
    ]


def test_contents_and_labels_of_a_form() -> None:
    assert ("公共交通の情報提供", 0, 1, 1, 3) in spanning(FORM)
    assert ("成果指標", 2, 0, 2, 1) in spanning(FORM)


def test_names_over_rows_of_targets_and_results() -> None:
    assert spanning(TWO_ROWS) == [("会議の割合(%)", 1, 0, 2, 1), ("実施者(人)", 3, 0, 2, 1)]


def test_figures_with_their_years_or_of_parts_are_never_joined() -> None:
    assert [text for text, *_ in spanning(FIGURES)] == ["目標", "歩く人の割合(%)", "集まりに出る人の割合"]


@pytest.mark.parametrize(
    "text",
    [
        "| 取組 | R7 | R8 | R9 |\n| --- | --- | --- | --- |\n| 窓口 | 実施 | 実施 | 実施 |\n| 研修 | 検討 | 検討 | |\n",
        "| 指標 | R6 | R7 | R8 |\n| --- | --- | --- | --- |\n| 件数 | 10件 | 10件 | 10件 |\n| 割合 | 5% | 5% | 8% |\n",
        "| 用語 | 読み | 説明 |\n| --- | --- | --- |\n| オープンデータ | オープンデータ | 公開されたデータ |\n",
    ],
)
def test_what_may_well_be_said_twice_stays_as_it_is(text: str) -> None:
    assert spanning(text) == []


def test_the_first_row_of_a_form_in_pairs_is_no_header() -> None:
    text = (
        "番号\t取組2\t取組名\t空き家情報の発信\n"
        "所管\t都市計画課\t期間\t令和7年度～令和9年度\n"
        "概要\t住民の負担を減らします。\t\t\n"
        "工程\tR7\tR8\tR9\n"
        "\t準備\t実施\t評価\n"
    )
    assert [table.n_rows for table in tables(text)] == [5]
