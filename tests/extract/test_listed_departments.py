"""Departments that only a list of measures names go to the measures; what a measure says itself is its own."""

import pytest

from dxextract.pipeline import extract

HEAD = "海野市DX推進計画\n\n令和6年3月\n\n第1章 施策\n\n"
MEASURES = "1 電子申請の拡充\n\n■ 取組内容\n\n申請を電子化する。\n\n{}2 窓口の改革\n\n■ 取組内容\n\n予約を始める。\n\n"
LIST = "第2章 数値目標\n\n取組\t指標\t現状値(R5)\t目標値(R10)\t{}\n" + (
    "電子申請の拡充\t手続数\t9件\t40件\t総務課\n窓口の改革\t待ち時間\t20分\t10分\t市民課\n"
)


@pytest.mark.parametrize(
    ("own", "column", "departments"),
    [
        ("", "担当課", [("総務課",), ("市民課",)]),
        ("担当課：情報課\n\n", "担当課", [("情報課",), ("市民課",)]),
        ("", "備考", [(), ()]),
    ],
)
def test_departments_of_a_list(tmp_path, own, column, departments):
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + MEASURES.format(own) + LIST.format(column), encoding="utf-8")
    assert [measure.departments for measure in extract(path).measures] == departments


@pytest.mark.parametrize(
    ("names", "measures"),
    [
        (("電子申請の拡充", "窓口の改革"), ["電子申請の拡充", "窓口の改革"]),
        (("窓口の改革", "別の取組"), ["窓口の改革", "窓口の改革"]),  # not all are measures: the one above
        (("申請", "窓口"), ["窓口の改革", "窓口の改革"]),
    ],
)
def test_a_list_below_the_last_measure_speaks_of_all(tmp_path, names, measures):
    rows = "".join(f"{name}\t指標{n}\t9件\t40件\n" for n, name in enumerate(names))
    text = HEAD + MEASURES.format("") + "■ 成果指標\n\n施策\t指標\t現状値(R5)\t目標値(R10)\n" + rows
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    plan = extract(path)
    titles = {measure.id: measure.title for measure in plan.measures}
    assert [titles[kpi.measure_id] for kpi in plan.kpis] == measures


def test_text_above_blocks_that_become_records_is_what_a_measure_does(tmp_path):
    text = (
        HEAD
        + "1 電子申請の拡充\n\n申請を電子化します。\n\n■ 成果指標\n\n指標\t現状値(R5)\t目標値(R10)\n手続数\t9件\t40件\n"
    )
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    (measure,) = extract(path).measures
    assert [(facet.role, [item.text for item in facet.items]) for facet in measure.facets] == [
        ("actions", ["申請を電子化します。"])
    ]


def test_brackets_behind_an_indicator_say_where_it_is_measured(tmp_path):
    text = (
        HEAD
        + "1 医療の充実\n\n■ 取組内容\n\n・医師を確保する【{}】\n\n"
        + "■ 目標指標\n\n小児科医師数（海野市民病院）\n\n6人 → 11人\n\n"
    )
    path = tmp_path / "plan.txt"
    path.write_text(text.format("健康課"), encoding="utf-8")
    assert [m.departments for m in extract(path).measures] == [("健康課",)]
    path.write_text(text.format("再掲"), encoding="utf-8")
    assert [m.departments for m in extract(path).measures] == [()]
