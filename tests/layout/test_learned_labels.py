"""Labels that no rule knows are learned from the forms of one design, and rows without a leading label are read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.schema.document import Block, Table
from tests.layout.test_forms import drawn, line, set_out


def form(name: str, trouble: str, department: str, *, page: int = 1) -> Table:
    return drawn(
        [
            f"シート名 | {name}",
            f"お世話役 | {department}",
            f"困りごと | {trouble}",
            f"実施内容 | {name}を進めます。",
        ],
        page,
    )


ONE = form("電子契約の導入", "製本に時間がかかります。", "契約検査課")
OTHER = form("農地の地図づくり", "台帳と地図が別々です。", "農林水産課、農業委員会事務局", page=2)


def test_labels_that_return_in_forms_are_told_by_what_differs_beside_them() -> None:
    said = set_out(ONE, OTHER)
    assert said[:7] == [
        ("title", "電子契約の導入"),
        ("label", "お世話役"),
        ("body", "契約検査課"),
        ("label", "困りごと"),
        ("body", "製本に時間がかかります。"),
        ("label", "実施内容"),
        ("body", "電子契約の導入を進めます。"),
    ]
    assert ("title", "農地の地図づくり") in said


HEADED = [line("1 電子契約の導入"), ONE, line("2 農地の地図づくり", 2), OTHER]
ALIKE = form("電子契約の導入", "製本に時間がかかります。", "契約検査課", page=2)
LISTS = [
    drawn(["番号 | 内容 | 効果", "1 | 窓口を変える | 早い", "2 | 電話を変える | 速い"]),
    drawn(["番号 | 内容 | 効果", "3 | 広報を変える | 安い", "4 | 庁舎を変える | 広い"]),
]
COMPARED = [
    drawn(["区分 | R5 | R6", "人口 | 1,200人 | 1,150人", "世帯 | 400世帯 | 390世帯", "事業 | 3件 | 4件"]),
    drawn(["区分 | R5 | R6", "人口 | 2,200人 | 2,150人", "世帯 | 800世帯 | 790世帯", "事業 | 5件 | 6件"]),
]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([ONE], id="one form teaches nothing"),
        pytest.param([ONE, ALIKE], id="two copies that differ in nothing"),
        pytest.param(LISTS, id="the header of lists"),
        pytest.param(COMPARED, id="figures by year of the same things"),
    ],
)
def test_no_name_is_learned_from(blocks: list[Block]) -> None:
    assert not [text for role, text in set_out(*blocks) if role == "title"]


def test_forms_under_headings_of_their_own_are_named_by_those() -> None:
    assert not [text for role, text in set_out(*HEADED) if role == "title"]


def test_labels_over_texts_below_the_names_of_two_measures_are_learned() -> None:
    tables = [
        drawn(
            [f"施策{n} | {name} | <", "困りごと | 打ち手 | 実感", f"{name}が遅い。 | {name}を直します。 | 楽です。"], n
        )
        for n, name in ((1, "窓口予約"), (2, "電子契約"))
    ]
    assert set_out(*tables)[:3] == [("title", "施策1 窓口予約"), ("label", "困りごと"), ("body", "窓口予約が遅い。")]


def painted(table: Table, *rows: int) -> Table:
    return replace(table, cells=tuple(replace(c, fill="#d9e2f3") if c.row in rows else c for c in table.cells))


HEAD = ["事業番号 | 事業名 | 担当課 | 分類", "1-1 | 電子契約の導入 | 契約課 | 新規"]
REST = ["概要 | 契約を電子化します。 | < | <", "目的 | 時間を減らします。 | < | <"]


def test_a_row_painted_as_labels_is_one_though_a_word_is_unknown() -> None:
    assert set_out(painted(drawn([*HEAD, *REST]), 0))[0] == ("title", "1-1 電子契約の導入")


@pytest.mark.parametrize("rows", [(), (0, 1)], ids=["nothing painted", "all painted"])
def test_a_row_that_is_not_set_off_is_read_from_its_first_label(rows: tuple[int, ...]) -> None:
    assert ("title", "1-1 電子契約の導入") not in set_out(painted(drawn([*HEAD, *REST]), *rows))


LABELLED = [
    "施策１－１ 相談員の養成 | < | <",
    "【現状と課題】⏎講師が足りない。 | 【取組の概要】⏎相談員を養成します。 | <",
    "指標 | 基準値(R6) | 目標値(R9)",
    "講座の受講者数 | 240人 | 900人",
    "令和7年度 | 令和8年度 | 令和9年度",
    "募集 | 養成 | 活動",
]


def test_cells_with_their_own_labels_and_years_without_one_are_blocks() -> None:
    assert set_out(drawn(LABELLED)) == [
        ("title", "施策1－1 相談員の養成"),
        ("label", "【現状と課題】"),
        ("body", "講師が足りない。"),
        ("label", "【取組の概要】"),
        ("body", "相談員を養成します。"),
        ("label", "指標"),
        ("table", "指標"),
        ("table", "令和7年度"),
    ]


@pytest.mark.parametrize("words", ["【別紙】", "【電子契約】"])
def test_other_words_in_brackets_are_no_labels(words: str) -> None:
    rows = [
        f"{words}⏎講師が足りない。 | {words}⏎相談員を養成します。 | <" if "課題" in row else row for row in LABELLED
    ]
    assert ("label", words) not in set_out(drawn(rows))


WIDE = ["■ {0} | <", "{1}が遅い。 | <", "概要 | {1}を直します。", "担当課 | 総務課"]


def test_a_line_over_a_sentence_is_its_label_and_no_title() -> None:
    tables = [
        drawn([f"取組名：{name} | <", *(row.format("取組のきっかけ", name) for row in WIDE)], page)
        for page, name in ((1, "窓口の予約"), (2, "契約の電子化"))
    ]
    assert set_out(*tables)[:3] == [
        ("title", "窓口の予約"),
        ("label", "■ 取組のきっかけ"),
        ("body", "窓口の予約が遅い。"),
    ]


@pytest.mark.parametrize("name", ["窓口名：市民課の窓口", "施策1 窓口の予約"])
def test_only_the_label_of_a_name_is_taken_off_it(name: str) -> None:
    rows = [f"{name} | <", "概要 | 直します。", "担当課 | 総務課", "目的 | 早くします。"]
    assert ("title", name) in set_out(drawn(rows))


REST_OF_ONE = [
    "成果指標 | 申請率 10%",
    "スケジュール | 令和7年度 調査",
    "施策番号 | 2 | 施策名 | 電子契約の導入",
    "概要 | 変えます。 | < | <",
]


def test_the_rest_of_a_form_above_the_next_is_not_the_nexts() -> None:
    table = drawn(
        [
            "期待される効果 | 早い。 | < | <",
            "成果指標 | 申請率 | < | <",
            "実施内容 | 直します。 | < | <",
            *REST_OF_ONE[2:],
        ]
    )
    said = [text for role, text in set_out(table) if role in ("title", "label")]
    assert said == ["期待される効果", "成果指標", "実施内容", "2 電子契約の導入", "概要"]


def test_rows_with_years_of_their_own_do_not_stand_below_those_above() -> None:
    rows = ["指標 | R6 | R9", "申請率 | 10% | 50%", "いつまでに | R7 | 設計", "^ | R8 | 構築", "担当課 | 総務課 | <"]
    tables = [text for role, text in set_out(drawn(["取組名 | 電子申請 | <", *rows])) if role == "table"]
    assert tables == ["指標", "R7"]


def test_departments_beside_words_that_may_name_them_are_listed() -> None:
    rows = ["施策名 | 窓口の予約 | お世話係 | 総務課", "概要 | 直します。 | < | <", "目的 | 速い。 | < | <"]
    table = drawn(rows)
    cells = [replace(c, fill="#d9e2f3") if c.col in (0, 2) and c.col_span == 1 else c for c in table.cells]
    assert ("label", "お世話係") in set_out(replace(table, cells=tuple(cells)))
    other = [row.replace("総務課", "電子申請") for row in rows]
    cells = [replace(c, fill="#d9e2f3") if c.col in (0, 2) and c.col_span == 1 else c for c in drawn(other).cells]
    assert ("label", "お世話係") not in set_out(replace(table, cells=tuple(cells)))


def test_an_unknown_word_over_names_heads_indicators_where_figures_stand_below_the_rest() -> None:
    top = ["施策名 | 窓口の予約 | < | <", "概要 | 直します。 | < | <", "担当課 | 市民課 | < | <"]
    head = "どこまで | めやす | 計画策定時 | 令和9年度"
    assert ("label", "どこまで") in set_out(drawn([*top, head, "^ | 予約率 | 41% | 95%"]))
    assert ("label", "どこまで") not in set_out(drawn([*top, head, "^ | 予約率 | 低い | 高い"]))


def test_indicators_in_rows_of_pairs_are_each_of_their_own() -> None:
    rows = [
        "施策名 | 窓口の予約 | 担当課 | 市民課 | 区分 | 新規",
        "概要 | 直します。 | < | < | < | <",
        "目標 | 予約率 | 現状値 | 10% | 目標値 | 50%",
        "目標 | 満足度 | 現状値 | 60% | 目標値 | 80%",
    ]
    assert [text for role, text in set_out(drawn(rows)) if role == "table"] == ["目標", "目標"]


def test_a_total_behind_the_years_does_not_hide_them() -> None:
    top = ["施策名 | 窓口の予約 | < | <", "概要 | 直します。 | < | <", "担当課 | 市民課 | < | <"]
    years = ["区分 | R7 | R8 | 合計", "年度別事業内容 | 設計 | 構築 | "]
    assert set_out(drawn([*top, *years]))[-1] == ("table", "R7")


def test_years_with_words_beside_an_unknown_upright_label_are_its_steps() -> None:
    top = ["施策名 | 窓口の予約 | <", "概要 | 直します。 | <", "担当課 | 市民課 | <"]
    steps = ["これからの予定 | R7 | 設計", "^ | R8 | 構築"]
    assert ("label", "これからの予定") in set_out(drawn([*top, *steps]))
    figures = ["これからの予算 | R7 | 100", "^ | R8 | 200"]
    assert ("label", "これからの予算") not in set_out(drawn([*top, *figures]))


def test_an_indicators_own_name_below_the_years_is_its_label() -> None:
    rows = ["施策名 | 窓口の予約 | < | <", "概要 | 直します。 | < | <", "年度 | R6 | R7 | R8"]
    said = set_out(drawn([*rows, "予約の件数 | 5件 | 8件 | 9件", "実施内容 | ― | 設計 | 構築"]))
    assert said[3:] == [("table", "R6"), ("label", "実施内容"), ("table", "R6")]


def test_the_header_of_tasks_inside_a_form_names_no_measure() -> None:
    def sheet(name: str, task: str, page: int) -> Table:
        head = ["工程の表 | 作業項目 | 担当課 | R7 | R8", f"^ | {task} | 総務課 | ○ | "]
        return drawn(
            [f"実施計画の名称 | {name} | < | < | <", f"解決の手立て | {name}を変えます。 | < | < | <", *head], page
        )

    said = set_out(sheet("窓口の予約", "機器の選定", 1), sheet("契約の電子化", "規程の改正", 2))
    assert [text for role, text in said if role == "title"] == ["窓口の予約", "契約の電子化"]
