"""How sure records of small texts are, why not surer, and what else they could have been."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import extract
from dxextract.assemble.alternatives import weighed
from dxextract.confidence import SURE
from dxextract.schema.plan import Alternative, Kpi, PlanDocument

MEASURE = """みどり野市DX推進計画

第1章 施策の展開

基本方針1 便利なくらし

施策1 書かない窓口

取組内容
・窓口の改革を進めます。

成果指標

{table}
担当課
市民課
"""


def plan_of(table: str, folder: Path) -> PlanDocument:
    path = folder / "plan.txt"
    path.write_text(MEASURE.format(table=table), "utf-8")
    return extract(path)


def only_kpi(plan: PlanDocument) -> Kpi:
    (kpi,) = plan.kpis
    return kpi


def why(plan: PlanDocument, record_id: str) -> str:
    return "".join(d.message for d in plan.diagnostics if d.code == "I601" and d.record_id == record_id)


SURE_ROW = "指標名\t単位\t現状値(R6)\t目標値(R11)\n来庁者数\t人\t120\t80\n"
DOUBTFUL_ROWS = {
    "no target": ("指標名\t単位\t現状値(R6)\t目標値(R11)\n来庁者数\t人\t120\t\n", "目標値がない"),
    "no baseline": ("指標名\t単位\t現状値(R6)\t目標値(R11)\n来庁者数\t人\t\t80\n", "現状値がない"),
    "words": ("指標名\t単位\t現状値(R6)\t目標値(R11)\n来庁者の声\t\t未定\tよくなる\n", "数値でない値がある"),
    "unread column": ("指標名\t単位\t昨今\t目標値(R11)\n来庁者数\t人\t120\t80\n", "見出し語の分からない列に数値がある"),
}


def test_a_row_that_header_words_name_is_sure(tmp_path: Path) -> None:
    plan = plan_of(SURE_ROW, tmp_path)
    kpi = only_kpi(plan)
    assert kpi.confidence is not None
    assert kpi.confidence > SURE
    assert why(plan, kpi.id) == ""
    assert kpi.alternatives == ()


@pytest.mark.parametrize("name", DOUBTFUL_ROWS)
def test_what_a_row_lacks_makes_it_less_sure_and_is_named(name: str, tmp_path: Path) -> None:
    table, reason = DOUBTFUL_ROWS[name]
    plan = plan_of(table, tmp_path)
    kpi = only_kpi(plan)
    assert kpi.confidence is not None
    assert kpi.confidence <= SURE
    assert reason in why(plan, kpi.id)


def test_every_record_has_a_confidence(tmp_path: Path) -> None:
    plan = plan_of(SURE_ROW, tmp_path)
    records = (plan.plan, *plan.sections, *plan.measures, *plan.kpis, *plan.tables)
    assert all(record.confidence is not None for record in records)
    told = {d.record_id for d in plan.diagnostics if d.code == "I601"}
    assert told == {record.id for record in records if (record.confidence or 0.0) <= SURE}


def test_the_columns_date_is_an_alternative_to_the_cells(tmp_path: Path) -> None:
    table = "指標名\t単位\t現状値(R6)\t目標値(R11)\n来庁者数\t人\t120人(令和5年度)\t80\n"
    kpi = only_kpi(plan_of(table, tmp_path))
    assert kpi.baseline is not None
    assert kpi.baseline.at is not None
    assert kpi.baseline.at.fiscal_year == 2023
    (other,) = kpi.alternatives
    assert (other.field, other.rule) == ("baseline.at", "kpi.header_date")
    assert isinstance(other.value, dict)
    assert other.value["fiscal_year"] == 2024
    assert other.evidence[0].quote == "現状値(R6)"
    assert other.confidence is not None
    assert other.confidence <= 1 - (kpi.confidence or 0.0) + 0.005


def test_a_cell_that_names_another_measure_is_an_alternative_to_the_place(tmp_path: Path) -> None:
    text = MEASURE.format(table="施策名\t指標名\t現状値(R6)\t目標値(R11)\nデータの公開\t公開数\t12件\t80件\n")
    text += "\n施策2 データの公開\n\n取組内容\n・データを公開します。\n\n担当課\n総務課\n"
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    plan = extract(path)
    kpi = only_kpi(plan)
    titles = {measure.id: measure.title for measure in plan.measures}
    assert titles[kpi.measure_id or ""] == "書かない窓口"
    (other,) = kpi.alternatives
    assert other.field == "measure_id"
    assert titles[str(other.value)] == "データの公開"


def test_a_text_cell_alone_is_an_alternative_to_the_blanks_after_it(tmp_path: Path) -> None:
    plan = plan_of("スケジュール\n\n取組\tR6\tR7\tR8\n窓口の改革\t検討\t\t導入\n", tmp_path)
    study, launch = plan.schedule
    assert (study.start_fiscal_year, study.end_fiscal_year) == (2024, 2025)
    assert [(one.field, one.value) for one in study.alternatives] == [("end_fiscal_year", 2024)]
    assert launch.alternatives == ()


def test_a_second_definition_of_a_term_is_an_alternative(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    table = "用語\t説明\nRPA\t定型の作業を自動にする仕組み。\nRPA\t人の操作をまねるソフトウェア。\n"
    path.write_text(f"みどり野市DX推進計画\n\n第1章 用語集\n\n{table}", "utf-8")
    (entry,) = extract(path).glossary
    assert [(one.field, one.value) for one in entry.alternatives] == [("definition", "人の操作をまねるソフトウェア。")]


def test_a_pledge_that_became_a_kpi_is_remembered_with_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    sentence = "KPIとして申請の処理時間を50%以下にすることを目指します。"
    path.write_text(
        MEASURE.format(table="").replace("・窓口の改革を進めます。", f"・窓口の改革を進めます。{sentence}"), "utf-8"
    )
    plan = extract(path)
    kpi = only_kpi(plan)
    assert plan.commitments == ()
    (other,) = [one for one in kpi.alternatives if one.kind is not None]
    assert other.kind == "commitments"
    assert isinstance(other.value, dict)
    assert sentence.startswith(str(other.value["text"])[:10])
    assert "id" not in other.value


def test_alternatives_of_one_meaning_are_one() -> None:
    same = Alternative(field="target", value=1, rule="a")
    found = weighed([same, same.model_copy(update={"rule": "b"}), Alternative(field="target", value=2, rule="a")], 0.9)
    assert [(one.value, one.confidence) for one in found] == [(1, 0.05), (2, 0.05)]
