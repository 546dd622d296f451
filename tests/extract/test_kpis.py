"""KPIs from tables and from lines: what is taken, what completes it, and what is no KPI."""

from dataclasses import replace

import pytest

from dxextract.extract.kpis.cards import find_kpi_cards
from dxextract.extract.kpis.dated_cards import find_dated_cards
from dxextract.extract.kpis.inline import find_inline_kpis
from dxextract.extract.kpis.notes import KpiNotes
from dxextract.extract.kpis.table_kpis import find_kpis
from dxextract.extract.kpis.told import find_told_kpis
from dxextract.extract.measures import MeasureIndex, find_measures
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Paragraph
from dxextract.schema.passage import Passage, Place, Segment
from tests.extract.document_builder import document, outline, paragraph, table


def kpis(*rows, mended=()):
    grid = replace(table(rows, line=4), mended=table(mended, line=4).cells if mended else ())
    doc = document("■ 成果指標", grid)
    tree = outline(doc, [(0, 1, None, "成果指標", "section")])
    rules = load_rules()
    found = find_kpis(read_tables(doc, tree, rules), tree, MeasureIndex(tree, ()), rules, KpiNotes(doc, tree, rules))
    return [candidate.record for candidate in found]


def figures(kpi):
    def short(q):
        return None if q is None else (q.value, q.unit, q.at.fiscal_year if q.at else None)

    return short(kpi.baseline), short(kpi.target), [short(q) for q in kpi.milestones]


CASES = {
    "labelled columns with years": (
        [["指標名", "現状値(令和6年度)", "目標値(令和8年度)"], ["申請件数", "25件", "50件"]],
        ((25, "件", 2024), (50, "件", 2026), []),
    ),
    "a value's own date wins": (
        [["指標名", "現状値(R6)", "目標値(R8)"], ["登録者数", "2,297人(令和7年1月15日時点)", "4,000人"]],
        ((2297, "人", 2024), (4000, "人", 2026), []),
    ),
    "a unit column completes bare numbers": (
        [["指標", "単位", "基準値(R5)", "目標値(R9)"], ["保有率", "%", "72.6", "90"]],
        ((72.6, "%", 2023), (90, "%", 2027), []),
    ),
    "the name's bracket completes bare numbers": (
        [["指標", "現状値(R5)", "目標値(R9)"], ["受講者数(人)", "30", "180"]],
        ((30, "人", 2023), (180, "人", 2027), []),
    ),
    "yearly columns are milestones, the last the target": (
        [["指標名", "現状値(R5)", "R6", "R7", "R8"], ["手続数", "10件", "20件", "30件", "40件"]],
        ((10, "件", 2023), (40, "件", 2026), [(20, "件", 2024), (30, "件", 2025)]),
    ),
    "`項目` heads the names below a heading of indicators": (
        [["項目", "令和5年度実績", "令和6年度", "令和7年度"], ["オンライン申請率(%)", "11.4", "15", "20"]],
        ((11.4, "%", 2023), (20, "%", 2025), [(15, "%", 2024)]),
    ),
    "years apart beside a name": (
        [["指標", "単位", "R6", "R12"], ["オンライン申請率", "%", "11.4", "60"]],
        ((11.4, "%", 2024), (60, "%", 2030), []),
    ),
    "rates of what was reached are no figures": (
        [
            ["指標", "基準値(R5)", "R6目標", "R6実績", "R6達成率", "目標値(R8)"],
            ["申請件数", "25件", "30件", "27件", "90%", "50件"],
        ],
        ((25, "件", 2023), (50, "件", 2026), [(30, "件", 2024), (27, "件", 2024)]),
    ),
    "two years in the header of two values": (
        [["指標", "2024年度実績 → 2028年度目標"], ["申請件数", "25件 → 50件"]],
        ((25, "件", 2024), (50, "件", 2028), []),
    ),
    "year headers alone are target years": (
        [["", "基準値", "令和12年度"], ["満足度", "61.8%(R6)", "100%"]],
        ((61.8, "%", 2024), (100, "%", 2030), []),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_values_of_a_row(case):
    rows, expected = CASES[case]
    (kpi,) = kpis(*rows)
    assert figures(kpi) == expected


def test_rows_without_a_label_inherit_the_one_above():
    found = kpis(
        ["番号", "指標名", "現状値", "目標値"],
        ["①", "申請件数", "1件", "2件"],
        ["", "相談件数", "3件", "4件"],
        ["②", "保有率", "5%", "6%"],
    )
    assert [k.action_labels for k in found] == [("①",), ("①",), ("②",)]


def test_the_finer_of_two_columns_of_what_is_done_names_the_indicator():
    found = kpis(["取組", "項目", "現況", "目標"], ["窓口", "待ち時間", "30分(R5)", "10分(R10)"])
    assert [kpi.name for kpi in found] == ["待ち時間"]


def test_indicators_in_columns_some_of_whose_values_are_no_figures():
    found = kpis(["指標名", "利用件数", "作成本数"], ["現状値(R6)", "184件", "－"], ["目標値(R10)", "増加", "20本"])
    assert [kpi.name for kpi in found] == ["利用件数", "作成本数"]


def test_what_says_the_unit_in_words_is_no_part_of_the_name():
    (kpi,) = kpis(["項目", "現状", "目標"], ["平均枚数（転入）（単位：枚）", "11", "3"])
    assert kpi.name == "平均枚数(転入)"
    assert kpi.target is not None
    assert (kpi.target.value, kpi.target.unit) == (3, "枚")


def test_rows_of_targets_and_of_what_is_reached_told_apart_in_a_later_column():
    head = ["番号", "施策名", "指標名", "単位", "基準値(R6)", "区分", "R7", "R8"]
    (kpi,) = kpis(head, ["1", "窓口", "申請件数", "件", "5", "目標", "8", "9"], ["", "", "", "", "", "実績", "", ""])
    assert kpi.target is not None
    assert (kpi.name, kpi.target.value) == ("申請件数", 9)


def test_a_label_before_the_name_is_no_part_of_it():
    found = kpis(["指標名", "現状値", "目標値"], ["① 申請件数", "1件", "2件"], ["①、② 相談件数", "3件", "4件"])
    assert [(k.action_labels, k.name) for k in found] == [(("①",), "申請件数"), (("①", "②"), "相談件数")]


def test_evidence_is_the_row_of_the_source():
    (kpi,) = kpis(["指標名", "現状値", "目標値"], ["申請件数", "25件", "50件"])
    assert [(e.line_start, e.quote) for e in kpi.evidence] == [(5, "申請件数\t25件\t50件")]


def test_states_without_a_number():
    found = kpis(["指標名", "現状値", "目標値"], ["計画の策定", "未策定", "策定"], ["満足度", "—", "↑"])
    assert [(k.baseline.state, k.target.state) for k in found] == [
        ("qualitative", "qualitative"),
        ("not_measured", "direction_only"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["区分", "令和6年度", "令和7年度"], ["窓口", "検討", "導入"]],
        [["用語", "説明"], ["AI", "人工知能のこと。"]],
        [["委員", "所属"], ["山田", "総務課"]],
        [["年月日", "内容"], ["令和6年5月1日", "第1回委員会"]],
    ],
)
def test_tables_that_hold_no_kpi(rows):
    doc = document("第1章 総論", table(rows, line=4))
    tree = outline(doc, [(0, 1, "第1章", "総論", "chapter")])
    rules = load_rules()
    assert (
        find_kpis(read_tables(doc, tree, rules), tree, MeasureIndex(tree, ()), rules, KpiNotes(doc, tree, rules)) == ()
    )


def lines(*texts, heading="KPI"):
    doc = document(heading, *texts)
    tree = outline(doc, [(0, 1, None, heading, "section")])
    found = find_inline_kpis(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    return [(c.record.name, *figures(c.record)[:2]) for c in found]


def test_a_line_with_an_arrow():
    assert lines("オンライン申請率 45%(R6) → 70%(R10)") == [
        ("オンライン申請率", (45, "%", 2024), (70, "%", 2028)),
    ]


def test_a_figure_that_looks_like_a_year_below_a_year():
    (kpi,) = kpis(["指標名", "単位", "R5実績", "R6", "R7目標"], ["申請件数", "件", "1990", "2000", "2100"])
    assert figures(kpi) == ((1990, "件", 2023), (2100, "件", 2025), [(2000, "件", 2024)])


def test_a_year_beside_its_figure_dates_it():
    (kpi,) = kpis(["指標名", "目標年度", "目標値"], ["申請件数", "2027", "50件"])
    assert figures(kpi)[1] == (50, "件", 2027)


@pytest.mark.parametrize("label", ["指標 ", "KPI　", "【指標】", "成果指標:"])
def test_the_label_of_a_line_is_no_part_of_the_name(label):
    found = lines(f"{label}オンライン化した手続数 令和5年度:98手続 → 令和10年度:400手続", heading="電子申請")
    assert found == [("オンライン化した手続数", (98, "手続", 2023), (400, "手続", 2028))]


def test_the_label_and_year_of_the_first_value_are_no_part_of_the_name():
    (found,) = lines("窓口の待ち時間　現状（R5）28分　⇒　目標（R11）10分")
    assert found == ("窓口の待ち時間", (28, "分", 2023), (10, "分", 2029))


def test_a_word_before_a_space_that_is_no_label_belongs_to_the_name():
    assert lines("オンライン 申請率 45%(R6) → 70%(R10)")[0][0] == "オンライン 申請率"


def test_a_target_alone():
    assert lines("・オンライン申請件数：1,000件(令和8年度)") == [("オンライン申請件数", None, (1000, "件", 2026))]


def test_a_large_figure_below_the_label_of_a_target():
    tile = ("防除の実施面積", "現状値（令和6年度） 120ha", "▼", "目標値（令和11年度）", "400ha")
    assert lines(*tile) == [("防除の実施面積", (120, "ha", 2024), (400, "ha", 2029))]
    assert lines("防除の実施面積", "現状値 120ha", "目標値", "詳しくは後述", "400ha")[0][2] is None


def test_name_and_values_on_lines_of_their_own():
    assert lines("オンライン申請率", "現状値(R6)：45%", "目標値(R10)：70%") == [
        ("オンライン申請率", (45, "%", 2024), (70, "%", 2028)),
    ]


def test_pairs_below_a_sentence_of_aims():
    found = lines("以下のアクセス件数(年間)を目指します。", "HP:1,000千人、LINE:3,000人", heading="情報発信")
    assert found == [("HP", None, (1_000_000, "人", None)), ("LINE", None, (3000, "人", None))]


@pytest.mark.parametrize(
    "text",
    [
        "スマートフォンの保有率は45%から70%に増加しました。",
        "回答数:651人、有効回答率:32.6%",
        "対象は5校です。",
        "令和6年度 → 令和8年度",
    ],
)
def test_lines_that_are_no_kpi(text):
    assert lines(text, heading="現状") == []


def test_a_kpi_belongs_to_the_measure_it_stands_under():
    doc = document(
        "(1) 窓口改革",
        "■ 取組項目",
        "・ 窓口を改める。",
        "■ 成果指標",
        table([["指標名", "現状値", "目標値"], ["件数", "1件", "2件"]], line=20),
    )
    tree = outline(
        doc,
        [(0, 1, "(1)", "窓口改革", "measure"), (1, 2, None, "取組項目", "facet"), (3, 2, None, "成果指標", "facet")],
    )
    rules = load_rules()
    measures = find_measures(doc, tree, read_tables(doc, tree, rules), rules)
    (found,) = find_kpis(
        read_tables(doc, tree, rules), tree, MeasureIndex(tree, measures), rules, KpiNotes(doc, tree, rules)
    )
    assert found.record.measure_id == measures[0].id


@pytest.mark.parametrize(
    ("cell", "named"), [("戦略1-1", True), ("1-1", True), ("窓口改革", True), ("1-2", False), ("1", False)]
)
def test_a_row_names_its_measure_by_number_or_title(cell, named):
    doc = document(
        "戦略1-1 窓口改革",
        "■ 取組項目",
        "・ 窓口を改める。",
        "指標一覧",
        table([["戦略", "指標名", "現状値", "目標値"], [cell, "件数", "1件", "2件"]], line=20),
    )
    tree = outline(
        doc,
        [
            (0, 1, "戦略1-1", "窓口改革", "measure"),
            (1, 2, None, "取組項目", "facet"),
            (3, 1, None, "指標一覧", "section"),
        ],
    )
    rules = load_rules()
    measures = find_measures(doc, tree, read_tables(doc, tree, rules), rules)
    (found,) = find_kpis(
        read_tables(doc, tree, rules), tree, MeasureIndex(tree, measures), rules, KpiNotes(doc, tree, rules)
    )
    assert found.record.measure_id == (measures[0].id if named else None)


def test_a_sentence_that_calls_its_figure_a_kpi():
    found = lines("取組に当たり、KPIとして現行業務の処理時間を半分にすることを旨とする。", heading="研修")
    assert found == [("現行業務の処理時間", None, (50, "%", None))]


def test_a_slipped_table_is_read_as_it_was_meant():
    printed = [["登録者数(累計)", "基準値", "令和12年度"], ["満足度", "20人", "50人"], ["", "60%", "80%"]]
    meant = [["", "基準値", "令和12年度"], ["登録者数(累計)", "20人", "50人"], ["満足度", "60%", "80%"]]
    assert [(k.name, k.cumulative, *figures(k)[:2]) for k in kpis(*printed, mended=meant)] == [
        ("登録者数(累計)", True, (20, "人", None), (50, "人", 2030)),
        ("満足度", False, (60, "%", None), (80, "%", 2030)),
    ]


def test_a_table_turned_on_its_side_is_one_kpi():
    found = kpis(
        ["期間", "2021年", "2022年", "2023年"],
        ["目標値(万枚)", "2,693", "2,157", "1,621"],
        ["実績値(万枚)", "2,718", "2,359", "―"],
        ["前年比増減率", "▲16%", "▲13%", "―"],
    )
    assert [(k.name, k.target.value, k.target.unit, k.baseline.value, len(k.milestones)) for k in found] == [
        ("成果指標", 16_210_000, "枚", 23_590_000, 3)
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["オンライン手続の数", "令和5年度 令和10年度", "58手続 ▶ 200手続"],
        ["オンライン手続の数", "令和5年度", "58手続", "▶", "令和10年度", "200手続"],
    ],
)
def test_cards_whose_figures_or_years_share_a_line(lines):
    doc = document(*lines)
    tree = outline(doc, [])
    found = find_kpi_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    assert [figures(c.record) for c in found] == [((58, "手続", 2023), (200, "手続", 2028), [])]


def test_cards_one_below_the_other_that_were_read_in_columns():
    left = [("申請件数", 0), ("65件", 20), ("R5実績", 40), ("申請率", 60), ("8%", 80), ("R5実績", 100)]
    right = [("300件", 20), ("R11目標", 40), ("50%", 80), ("R11目標", 100)]
    placed = [(text, 20, top) for text, top in left] + [(text, 200, top) for text, top in right]
    blocks = [
        Paragraph(Passage.of([Segment(text, Place(page=1, box=(x, top, x + 60, top + 10)))])) for text, x, top in placed
    ]
    doc = document(*blocks)
    tree = outline(doc, [])
    found = find_kpi_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    assert [(c.record.name, *figures(c.record)[:2]) for c in found] == [
        ("申請件数", (65, "件", 2023), (300, "件", 2029)),
        ("申請率", (8, "%", 2023), (50, "%", 2029)),
    ]


def test_a_card_whose_years_stand_in_brackets_below_its_figures():
    lines = [("手続の数", 20, 0, 60), ("58手続", 20, 20, 50), ("▶", 80, 20, 10), ("200手続", 100, 20, 60)]
    blocks = [
        Paragraph(Passage.of([Segment(text, Place(page=1, box=(x, top, x + width, top + 10)))]))
        for text, x, top, width in [*lines, ("(R5) (R10)", 20, 34, 130)]
    ]
    doc = document(*blocks)
    tree = outline(doc, [])
    found = find_kpi_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    assert [figures(c.record)[:2] for c in found] == [((58, "手続", 2023), (200, "手続", 2028))]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["待ち時間", "22分", "➡", "10分", "2023年度", "2028年度"], [("待ち時間", 22, 10)]),
        (["待ち時間", "22分 ➡ 10分"], [("待ち時間", 22, 10)]),
        (["22分 ➡ 10分", "待ち時間", "0% ➡ 30%", "予約の割合"], [("待ち時間", 22, 10), ("予約の割合", 0, 30)]),
        (["待ち時間", "22分 ➡ 10分", "予約の割合", "0% ➡ 30%"], [("待ち時間", 22, 10), ("予約の割合", 0, 30)]),
        (["出生率", "1.38", "➡", "1.55"], [("出生率", 1.38, 1.55)]),
        (["第3章", "12", "➡", "14"], []),  # pages
        (["22分 ➡ 10分"], []),
        (["48,200件", "窓口の受付件数", "11.4%", "申請率"], []),
    ],
)
def test_cards_of_a_name_and_two_figures(lines, expected):
    doc = document("成果指標", *lines)
    tree = outline(doc, [(0, 1, None, "成果指標", "section")])
    found = find_kpi_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    read = [(c.record.name, c.record.baseline.value, c.record.target.value) for c in found]
    assert read == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["電子申請の割合", "令和2年度：約50%", "令和7年度：約60%"], [((50, "%", 2020), (60, "%", 2025), [])]),
        (["電子申請の割合", "令和7年度：約60%", "令和2年度：約50%"], [((50, "%", 2020), (60, "%", 2025), [])]),
        (["電子申請の割合", "令和7年度 30.0%", "(参考)令和元年度：9.2%※"], [((9.2, "%", 2019), (30, "%", 2025), [])]),
        (
            ["電子申請の割合", "2020年度：約50%", "▼", "2025年度：約60%", "(参考)2029年度：約80% 2039年度：100%"],
            [((50, "%", 2020), (60, "%", 2025), [(80, "%", 2029), (100, "%", 2039)])],
        ),
        (["待ち時間", "令和2年度：14.5分", "令和7年度：縮減"], [((14.5, "分", 2020), (None, None, 2025), [])]),
        (
            ["学力の伸びた生徒の割合", "2020年度：(2中学校区) 65.6%", "2025年度：(市内全校) 75.6%"],
            [((65.6, "%", 2020), (75.6, "%", 2025), [])],
        ),
        (["電子申請の割合", "令和2年度：約50%"], []),
        (["令和2年度：約50%", "令和7年度：約60%"], []),
        (["窓口を変えていきます。", "令和2年度：約50%", "令和7年度：約60%"], []),
        (["沿革", "令和2年4月：情報政策課を設置", "令和5年4月：デジタル推進課に改組し、CIO補佐官を置く"], []),
        (["目標指標", "令和2年度：約50%", "令和7年度：約60%"], []),
        (["職員1人当たりの人口", "平成17年 112人", "令和6年 148人"], []),  # what has become of it
    ],
)
def test_cards_of_dated_values(lines, expected):
    doc = document(*lines)
    tree = outline(doc, [])
    found = find_dated_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    assert [figures(candidate.record) for candidate in found] == expected


@pytest.mark.parametrize(
    ("heading", "value", "target"),
    [
        ("目標指標", "令和7年度までの累計 100人", (100, "人", 2025, True)),
        ("目標指標", "令和6年度までに拠点となる庭球場の完成", (None, None, 2024, False)),
        ("目標指標", "令和7年度まで 100人", (100, "人", 2025, False)),
        ("目標指標", "令和7年度 100人", None),
        ("目標指標", "令和元年度までの累計 100人", None),
        ("市民の参加", "令和7年度までの累計 100人", None),
        ("目標指標", "令和7年度までの取組と成果です。", None),
    ],
)
def test_a_card_of_what_is_to_be_reached_by_then(heading, value, target):
    doc = document(heading, "運営に関わる市民の数", value)
    tree = outline(doc, [(0, 1, None, heading, "section")])
    found = find_dated_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules(), 2021)
    read = [(c.record.target.value, c.record.target.unit, c.record.target.at.fiscal_year) for c in found]
    assert [(*one, c.record.cumulative) for one, c in zip(read, found, strict=True)] == ([target] if target else [])


@pytest.mark.parametrize(
    ("last", "page", "target"),
    [("令和10年度：90%", 2, 90), ("令和3年度：40%", 2, 60), ("令和10年度：90%", 3, 60)],
)
def test_a_card_of_dated_values_goes_on_over_the_page_with_later_years(last, page, target):
    texts = [("電子申請の割合", 1), ("令和4年度：50%", 1), ("令和8年度：60%", 1), (last, page)]
    doc = document(*(paragraph(text, n, page=at) for n, (text, at) in enumerate(texts, 1)))
    tree = outline(doc, [])
    (found,) = find_dated_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    assert found.record.target.value == target


@pytest.mark.parametrize(
    ("above", "baseline"),
    [("2015年 46.5万人(国勢調査)", 2015), ("2030年 46.5万人", 2025), ("2015年 3,200世帯", 2025)],
)
def test_a_card_may_start_from_the_value_above_its_name(above, baseline):
    doc = document(
        *(paragraph(t, n, page=1) for n, t in enumerate((above, "目標人口", "2025年 46.6万人 2040年 44.9万人")))
    )
    tree = outline(doc, [])
    (found,) = find_dated_cards(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules())
    assert (found.record.name, found.record.target.at.fiscal_year) == ("目標人口", 2040)
    assert found.record.baseline.at.fiscal_year == baseline


def test_labels_printed_under_their_values():
    lines = [
        "整備の状況",
        "未導入",
        "現状(R7)",
        "導入済",
        "目標(R12)",
        "電子決裁率",
        "40%",
        "現状(R7)",
        "94%",
        "目標(R12)",
    ]
    doc = document("成果指標", *(paragraph(text, n, page=1) for n, text in enumerate(lines, 2)))
    tree = outline(doc, [(0, 1, None, "成果指標", "section")])
    found = find_told_kpis(doc, tree, MeasureIndex(tree, ()), load_rules(), 2024)
    assert [(c.record.name, c.record.baseline.raw, c.record.target.raw) for c in found] == [
        ("整備の状況", "未導入", "導入済"),
        ("電子決裁率", "40%", "94%"),
    ]


@pytest.mark.parametrize(
    ("line", "found"), [("■指標：申請の割合(％)", ["申請の割合(%)"]), ("申請の割合は次のとおり", [])]
)
def test_a_series_of_years_has_the_name_that_a_label_gives_above_it(line, found):
    doc = document(
        "取組", paragraph(line, 2), table([["令和5年度(実績)", "令和7年度", "令和8年度"], ["22", "40", "70"]], 3)
    )
    tree = outline(doc, [(0, 1, None, "取組", "section")])
    rules = load_rules()
    views = read_tables(doc, tree, rules)
    kpis = [
        one.record for one in find_kpis(views, tree, MeasureIndex(tree, ()), rules, KpiNotes(doc, tree, rules), 2024)
    ]
    assert [kpi.name for kpi in kpis] == found
    assert all(kpi.target is not None and (kpi.target.value, kpi.target.unit) == (70, "%") for kpi in kpis)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("令和7年度までに電子申請率50%", [("電子申請率", 50, 2025)]),
        ("令和7年度までに分譲2件", []),
        ("(参考) 令和7年度 50%", []),
    ],
)
def test_what_a_line_of_a_block_says_by_when(line, expected):
    doc = document("目標指標", line)
    tree = outline(doc, [(0, 1, None, "目標指標", "section")])
    found = [c.record for c in find_inline_kpis(doc, tree, MeasureIndex(tree, ()), frozenset(), load_rules(), 2021)]
    assert [(k.name, k.target.value, k.target.at.fiscal_year) for k in found] == expected
