"""List tables: which ones are set out as measures."""

from __future__ import annotations

import pytest

from dxextract.layout.forms.forms import unfold_forms
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Table
from tests.layout.pages import matrix
from tests.layout.test_forms import SOURCE, drawn, line, set_out

LISTED = [
    "基本方針 | No. | 施策 | 取組内容 | 担当課",
    "基本方針1 便利なまち | 1-1 | 窓口の改革 | 総合窓口を開く | 市民課",
    "^ | 1-2 | 手続の電子化 | 手続を電子化する | 情報課",
]


def test_a_numbered_list_of_measures_needs_no_indicators() -> None:
    titles = [said for said in set_out(drawn(LISTED)) if said[0] in ("policy", "title")]
    assert titles == [("policy", "基本方針1 便利なまち"), ("title", "1-1 窓口の改革"), ("title", "1-2 手続の電子化")]
    assert (
        set_out(line("1-1 窓口の改革"), line("現状・課題"), line("1-2 手続の電子化"), line("現状"), drawn(LISTED)) == []
    )
    unnumbered = [row.replace("1-1", "○").replace("1-2", "○") for row in LISTED]
    assert set_out(drawn(unnumbered)) == []


def test_the_number_of_a_policy_in_a_column_of_its_own_stands_before_its_name() -> None:
    listed = [
        "柱 | 柱の名称 | 施策番号 | 施策名 | 施策の内容 | 担当課",
        "1 | 便利なまち | 1-1 | 窓口の改革 | 総合窓口を開く | 市民課",
        "^ | ^ | 1-2 | 手続の電子化 | 手続を電子化する | 情報課",
        "2 | 元気なまち | 2-1 | 観光の案内 | 案内を電子化する | 観光課",
    ]
    policies = [said for said in set_out(drawn(listed)) if said[0] == "policy"]
    assert policies == [("policy", "1 便利なまち"), ("policy", "2 元気なまち")]


def test_a_mark_below_the_priority_makes_one() -> None:
    listed = [
        "番号 | 重点 | 施策名 | 施策の内容 | 担当課",
        "1-1 | ◎ | 窓口の改革 | 総合窓口を開く | 市民課",
        "1-2 |  | 手続の電子化 | 手続を電子化する | 情報課",
    ]
    document = unfold_forms(Document(SOURCE, (drawn(listed),)), load_rules())
    titles = [b for b in document.blocks if isinstance(b, Paragraph) and b.unfolded == "title"]
    assert [(b.text, b.marks) for b in titles] == [("1-1 窓口の改革", ("priority",)), ("1-2 手続の電子化", ())]


LEVELS = [
    "基本目標 | 施策 | 取組 | 担当課 | 取組の概要",
    "目標1 安心 | (1) 災害に備える | 避難所の案内 | 危機管理課 | 混雑を地図で示す",
    "^ | ^ | 戸別アプリの配布 | 危機管理課 | 無線をアプリで流す",
    "目標2 活力 | (1) 農業を支える | 水管理の自動化 | 農政課 | 給水栓を配る",
]
INDICATORS = [
    "基本目標 | 施策 | 指標 | 現状値 | 目標値",
    "安心 | 災害に備える | 閲覧数 | 10回 | 20回",
    "活力 | 農業を支える | 設置数 | 1基 | 9基",
]


def test_two_levels_above_what_is_done() -> None:
    said = [one for one in set_out(drawn(LEVELS)) if one[0] in ("group", "policy", "title")]
    assert said == [
        ("group", "目標1 安心"),
        ("policy", "(1) 災害に備える"),
        ("title", "避難所の案内"),
        ("title", "戸別アプリの配布"),
        ("group", "目標2 活力"),
        ("policy", "(1) 農業を支える"),
        ("title", "水管理の自動化"),
    ]


def test_indicators_of_policies_that_a_list_has_named_make_no_measures() -> None:
    said = [text for role, text in set_out(drawn(LEVELS), drawn(INDICATORS)) if role == "title"]
    assert "災害に備える" not in said
    assert len(said) == 3


def test_the_finest_of_levels_without_a_word_for_a_measure_is_what_is_done() -> None:
    listed = [
        "大項目 | 中項目 | 小項目(取組) | 所管課 | 概要 | R7 | R8",
        "市民 | 窓口 | 交付機の設置 | 区民課 | 交付機を置く | 調達 | 設置",
        "^ | ^ | 待ち時間の公開 | 区民課 | 混雑を公開する | 設計 | 公開",
        "内部 | 財産 | 台帳の統合 | 管財課 | 一元化する | 調査 | 統合",
    ]
    said = [one for one in set_out(drawn(listed)) if one[0] in ("group", "policy", "title")]
    assert said == [
        ("group", "市民"),
        ("policy", "窓口"),
        ("title", "交付機の設置"),
        ("title", "待ち時間の公開"),
        ("group", "内部"),
        ("policy", "財産"),
        ("title", "台帳の統合"),
    ]


LANES = [
    "取組項目 | 推進課 | 主な取組 | R8年度 | R9年度",
    "(1) 窓口の改革 | 市民課 | 総合窓口の開設 | 検討 | 開設",
    "^ | ^ | 予約の導入 | 準備 | 導入",
]


def test_actions_that_hold_tasks_are_the_measures() -> None:
    two = [*LANES, "(2) 手続の電子化 | 情報課 | 申請の電子化 | 試行 | 拡大"]
    assert [said for said in set_out(drawn(two)) if said[0] == "title"] == [
        ("title", "(1) 窓口の改革"),
        ("title", "(2) 手続の電子化"),
    ]
    single = [row.replace("^ | ^", "(2) 手続の電子化 | 情報課") for row in LANES]
    assert not [said for said in set_out(drawn(single)) if said[1] == "総合窓口の開設"]


def test_one_measure_is_a_list_where_its_header_returns() -> None:
    named = [row.replace("取組項目", "施策") for row in LANES]
    other = [row.replace("(1) 窓口の改革", "(1) 手続の電子化") for row in named]
    titles = [said for said in set_out(drawn(named), drawn(other)) if said[0] == "title"]
    assert titles == [("title", "(1) 窓口の改革"), ("title", "(1) 手続の電子化")]
    assert set_out(drawn(named)) == []


PROJECTS = [
    "番号 | 主管課 | 予算科目 | 事業名 | R6年度予算額(千円) | 財源内訳 | < | 主な事業内容",
    "^ | ^ | ^ | ^ | ^ | 国 | 一般財源 | ^",
    *(
        f"{n} | 情報課 | 2.1.{n} | {name}整備費 | 1,200 | 200 | 1,000 | 機器を更新する"
        for n, name in enumerate("甲乙丙丁戊", 1)
    ),
]


TASKS = ["取組 | 令和7年度 | 令和8年度", "手続の棚卸し | 実施 | ", "システムの導入 | 検討 | 導入"]


@pytest.mark.parametrize(
    ("above", "measures"),
    [
        (["1-1 窓口の改革", "担当課：市民課"], 0),
        (["(2) 窓口の改革", "【所管課】市民課"], 0),
        (["基本方針1 便利なまち", "担当課：市民課"], 2),
        (["第3章 取組", "担当課：情報課"], 2),
    ],
)
def test_steps_below_who_is_in_charge_of_a_heading(above: list[str], measures: int) -> None:
    said = set_out(*map(line, above), drawn(TASKS))
    assert sum(role == "title" for role, _ in said) == measures


def test_projects_with_their_money_are_measures_where_nothing_else_is() -> None:
    said = set_out(drawn(PROJECTS))
    assert [one for one in said if one[0] == "title"][:2] == [("title", "1 甲整備費"), ("title", "2 乙整備費")]
    assert len([one for one in said if one[0] == "title"]) == 5
    assert set_out(drawn(PROJECTS[:5])) == []
    assert set_out(line("施策1-1 窓口の改革"), line("現状・課題"), drawn(PROJECTS)) == []


def test_names_of_measures_with_what_they_are_and_who_carries_them_out() -> None:
    listed = [
        "No. | 施策名 | 概要 | 担当課",
        "1 | 窓口の改革 | 総合窓口を開く | 市民課",
        "2 | 手続の電子化 | 手続を電子化する | 情報課",
        "3 | 会議の見直し | 資料を電子化する | 総務課",
    ]
    titles = [said for said in set_out(line("取組の概要"), drawn(listed)) if said[0] == "title"]
    assert [text for _, text in titles] == ["1 窓口の改革", "2 手続の電子化", "3 会議の見直し"]
    assert not set_out(line("取組の概要"), drawn([row.replace("施策名", "システム名") for row in listed]))
    assert not set_out(line("現状・課題"), line("窓口は混む。"), line("取組の概要"), drawn(listed))


def test_rows_of_what_is_done_and_of_what_is_counted_below_the_same_years() -> None:
    head = "No. | 取組名 | 担当課 | 項目 | 令和7年度 | 令和8年度"
    first = [
        "1-1 | 窓口の改革 | 市民課 | 案内の改修 | 設計 | 改修",
        "^ | ^ | ^ | 満足度 | 50% | 60%",
        "^ | ^ | ^ | 待ち時間 | 20分 | 15分",
    ]
    second = ["1-2 | 手続の電子化 | 情報課 | 手続の棚卸し | 実施 | ", "^ | ^ | ^ | 電子化した手続 | 10件 | 30件"]
    document = unfold_forms(Document(SOURCE, (drawn([head, *first, *second]),)), load_rules())
    found = [matrix(block) for block in document.blocks if isinstance(block, Table) and block.unfolded]
    names = ["項目", "令和7年度", "令和8年度"]
    assert [names, ["満足度", "50%", "60%"], ["待ち時間", "20分", "15分"]] in found
    assert [names, ["電子化した手続", "10件", "30件"]] in found
    assert any(table[-1][-2:] == ["設計", "改修"] for table in found)


def test_tasks_of_measures_that_are_headings_elsewhere() -> None:
    listed = [
        "施策 | 取組項目 | 担当課 | 令和8年度 | 令和9年度 | 令和10年度",
        "施策1-1 窓口の改革 | 予約の受付 | 市民課 | 試行 | 実施 | →",
        "^ | 案内の改修 | 市民課 | 設計 | 改修 | ",
        "施策1-2 手続の電子化 | 手続の棚卸し | 情報課 | 実施 | → | →",
    ]
    told = [line("施策1-1 窓口の改革"), line("混雑を減らします。"), line("施策1-2 手続の電子化")]
    assert not set_out(*told, drawn(listed))
    assert [text for role, text in set_out(drawn(listed)) if role == "title"] == [
        "予約の受付",
        "案内の改修",
        "手続の棚卸し",
    ]
    described = [f"{row} | {last}" for row, last in zip(listed, ["取組内容", "甲", "乙", "丙"], strict=True)]
    assert len([one for one in set_out(*told, drawn(described)) if one[0] == "title"]) == 3


@pytest.mark.parametrize("head", ["数値", "値（R9）"])
def test_figures_behind_the_column_that_says_which_they_are_belong_to_the_indicator(head: str) -> None:
    listed = [
        f"施策 | 担当課 | 指標 | 区分 | {head}",
        "(1) 窓口の改革 | 市民課 | 待ち時間 | 目標（R9） | 15分",
        "^ | ^ | ^ | 現状（R5） | 40分",
        "(2) 手続の電子化 | 総務課 | 電子申請の割合 | 目標（R9） | 40％",
        "^ | ^ | ^ | 現状（R5） | 8％",
    ]
    document = unfold_forms(Document(SOURCE, (drawn(listed),)), load_rules())
    parts = [matrix(b) for b in document.blocks if isinstance(b, Table) and b.unfolded]
    assert [row[-1] for part in parts for row in part[1:]] == ["15分", "40分", "40%", "8%"]


@pytest.mark.parametrize(("years", "rows"), [(("R7", "R8"), 2), (("R7", "R7"), 0)], ids=["by year", "of one year"])
def test_rows_of_a_year_each_are_steps_and_date_the_figures_beside_them(years: tuple[str, str], rows: int) -> None:
    listed = [
        "施策 | 年度 | 実施内容 | 担当課 | 指標 | 目標値",
        f"① 窓口の改革 | {years[0]} | 仕様の検討 | 市民課 | 待ち時間 | 35分",
        f"^ | {years[1]} | 運用の開始 | ^ | ^ | 15分",
        f"② 手続の電子化 | {years[0]} | 様式の見直し | 総務課 | 電子申請の割合 | 20％",
        f"^ | {years[1]} | 電子化の実施 | ^ | ^ | 40％",
    ]
    document = unfold_forms(Document(SOURCE, (drawn(listed),)), load_rules())
    parts = [matrix(b) for b in document.blocks if isinstance(b, Table) and b.unfolded]
    steps = [part for part in parts if part[0] == ["年度", "実施内容"]]
    dated = [part for part in parts if part[0] == ["年度", "指標", "目標値"]]
    assert (len(steps), len(dated)) == (rows, rows)


@pytest.mark.parametrize(
    ("above", "measures"),
    [
        (["1 前計画の評価"], 0),
        (["1 前計画の評価", "前計画に掲げた指標の達成状況は次のとおりです。"], 0),
        (["2 第1期計画の取組結果", "取組の結果を示す。", "評価は4段階とした。"], 0),
        (["1 前計画の評価", "2 施策一覧"], 2),
        (["2 施策一覧", "前計画の評価を踏まえ、次の取組を進める。"], 2),
    ],
)
def test_what_an_earlier_plan_had_is_no_measure_of_this_one(above: list[str], measures: int) -> None:
    listed = [
        "No. | 施策 | 指標 | 目標値 | 実績値 | 達成状況",
        "1 | 窓口の改革 | 待ち時間 | 10分 | 12分 | 未達成",
        "2 | 手続の電子化 | 申請の件数 | 500件 | 610件 | 達成",
    ]
    assert len([said for said in set_out(*map(line, above), drawn(listed)) if said[0] == "title"]) == measures


@pytest.mark.parametrize(
    ("remark", "columns"), [("累計", 5), ("※累計", 5), ("第3次計画から継続", 4), ("累計の数え方は別に定める", 4)]
)
def test_a_remark_that_figures_are_summed_goes_with_them(remark: str, columns: int) -> None:
    listed = [
        "No. | 施策 | 担当課 | 指標 | 単位 | 現状値 | 目標値 | 備考",
        f"1 | 窓口の改革 | 市民課 | 窓口を使った人数 | 人 | 100 | 300 | {remark}",
        "2 | 手続の電子化 | 情報課 | 申請の割合 | % | 10 | 60 | ",
    ]
    document = unfold_forms(Document(SOURCE, (drawn(listed),)), load_rules())
    widths = [b.n_cols for b in document.blocks if isinstance(b, Table) and b.unfolded]
    assert widths[0] == columns
