"""What counts as right, record type by record type, in both shapes of a gold file."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

import pytest

from dxextract.evaluation import PlanScore, score_plan, to_compared
from evaluation.golds import Json, damaged, gold_plan, own_shape, quantity, year


def score(output: Json, gold: Json | None = None) -> PlanScore:
    return score_plan("plan", to_compared(gold or gold_plan(), "gold"), to_compared(output, "output"))


def changed(change: Callable[[Json], object]) -> Json:
    plan = gold_plan()
    change(plan)
    return plan


def tally(result: PlanScore, kind: str) -> tuple[int, int, int]:
    found = result.records[kind].tally
    return found.right, found.gold, found.output


def test_a_plan_equals_itself_in_either_shape() -> None:
    for gold in (gold_plan(), own_shape(gold_plan())):
        for output in (gold_plan(), own_shape(gold_plan())):
            result = score(output, gold)
            assert {kind: one.tally.f1 for kind, one in result.records.items() if one.tally.f1 < 1.0} == {}
            assert not any(one.tally.empty for one in result.records.values())
            assert [one.differences for one in result.records.values() if one.differences] == []


def test_nothing_was_found() -> None:
    result = score({})
    assert tally(result, "kpis") == (0, 4, 0)
    assert result.records["kpis"].tally.f1 == 0.0
    assert [one.what for one in result.records["kpis"].differences] == ["missing"] * 4
    assert tally(result, "table_cells") == (0, 14, 0)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda k: k.update(name="窓口 の利用件数 (本庁)"), None),
        (lambda k: k.update(name="窓口の利用人数(本庁)"), "name"),
        (lambda k: k.update(measure="データの公開"), "measure"),
        (lambda k: k.update(baseline=None), "baseline, baseline_year"),
        (lambda k: k["baseline"].update(value=10.0), None),
        (lambda k: k["baseline"].update(value=11), "baseline"),
        (lambda k: k["baseline"].update(raw="十件"), None),
        (lambda k: k["target"].update(unit="人"), "target"),
        (lambda k: k["target"].update(comparator="eq"), None),
        (lambda k: k["target"].update(comparator="ge"), "target"),
        (lambda k: k["target"].update(at=year(2030)), "target_year"),
        (lambda k: k["target"].update(at=None), "target_year"),
        (lambda k: k.update(cumulative=True), "cumulative"),
        (lambda k: k.update(milestones=[]), "milestones"),
        (lambda k: k["milestones"].append(quantity(1, at=2028)), "milestones"),
    ],
)
def test_a_kpi_counts_when_all_strict_fields_are_right(change: Callable[[Json], object], wrong: str | None) -> None:
    result = score(changed(lambda plan: change(plan["kpis"][0])))
    assert tally(result, "kpis") == (4 if wrong is None else 3, 4, 4)
    differences = [(one.what, one.detail) for one in result.records["kpis"].differences]
    assert differences == ([] if wrong is None else [("wrong", wrong)])


@pytest.mark.parametrize(
    ("change", "right", "output"),
    [
        (lambda s: s[0].update(text="検 討"), 5, 5),
        (lambda s: s[0].update(start_fiscal_year=2024), 4, 5),
        (lambda s: s[0].update(measure="データの公開"), 4, 5),
        (lambda s: s.append(copy.deepcopy(s[0])), 5, 6),
        (lambda s: s.pop(), 4, 4),
        (lambda s: s.reverse(), 5, 5),
    ],
)
def test_schedule(change: Callable[[list[Json]], object], right: int, output: int) -> None:
    assert tally(score(changed(lambda plan: change(plan["schedule"]))), "schedule") == (right, 5, output)


def test_a_measure_that_is_missing_counts_once() -> None:
    result = score(changed(lambda plan: plan["measures"].pop()))
    assert tally(result, "measures") == (1, 2, 1)
    assert tally(result, "departments") == (2, 2, 2)
    assert tally(result, "facets") == (1, 1, 1)


def test_what_belongs_to_measures_is_scored_as_sets() -> None:
    def change(plan: Json) -> None:
        plan["measures"][0].update(departments=["税務課", "福祉課"], national_items=[])
        plan["measures"][0]["facets"][0]["n_items"] = 3

    result = score(changed(change))
    assert tally(result, "departments") == (2, 3, 3)
    assert tally(result, "national_items") == (1, 2, 1)
    assert tally(result, "facets") == (1, 2, 2)
    assert result.records["measures"].fields["policy"]["exact"].f1 == 1.0


def test_headings_and_their_parents() -> None:
    def change(plan: Json) -> None:
        plan["sections"][3]["level"] = 3  # データの公開 and the part after it slip below 書かない窓口の推進

    result = score(changed(change))
    assert tally(result, "sections") == (6, 6, 6)
    assert tally(result, "section_edges") == (4, 6, 6)


@pytest.mark.parametrize(
    ("definition", "right"),
    [
        ("人工知能。学習や推論を行うコンピューターの技術。", 2),
        ("人工知能。学習や推論を行うコンピュータの技術。", 2),
        ("人工知能のこと。", 1),
    ],
)
def test_a_definition_may_differ_by_a_hair(definition: str, right: int) -> None:
    result = score(changed(lambda plan: plan["glossary"][0].update(definition=definition)))
    assert tally(result, "glossary") == (right, 2, 2)


def test_fields_in_their_modes() -> None:
    result = score(changed(lambda plan: plan["kpis"][3].update(name="公開した データ", definition="数える")))
    names = {mode: found.right for mode, found in result.records["kpis"].fields["name"].items()}
    assert names == {"exact": 3, "soft": 4, "edit": 4, "ratcliff": 4}
    assert set(result.records["kpis"].fields["target"]) == {"exact"}
    assert "definition" not in result.records["kpis"].fields, "no gold record says anything about it"


def test_tables_and_cells() -> None:
    def change(plan: Json) -> None:
        plan["tables"][0]["cells"][1][1] = "11件"
        plan["tables"][0]["kind"] = "generic"
        plan["tables"].append({"kind": "toc", "cells": [["第1章", "3"]]})
        plan["tables"].append({"kind": "generic", "cells": [["余分", "な表"]]})

    result = score(changed(change))
    assert tally(result, "tables") == (2, 2, 3)
    assert tally(result, "table_cells") == (13, 14, 14)
    assert tally(result, "table_kinds") == (1, 2, 2)


def test_a_table_whose_form_was_lost_is_optional() -> None:
    gold = changed(lambda plan: plan["tables"][1].update(form="lost"))
    assert tally(score(gold_plan(), gold), "tables") == (1, 1, 1)
    assert tally(score(changed(lambda plan: plan["tables"].pop()), gold), "tables") == (1, 1, 1)


def test_plan_fields() -> None:
    def change(plan: Json) -> None:
        plan["plan"].update(vision=None, edition="第1版")
        plan["plan"]["published"]["start"] = "2024-03-01"
        plan["plan"]["related_plans"] *= 2

    result = score(changed(change))
    assert tally(result, "plan") == (9, 12, 12)
    assert {one.key for one in result.records["plan"].differences} == {"vision", "edition", "published"}
    assert tally(result, "related_plans") == (1, 1, 1)


@pytest.mark.parametrize("seed", range(20))
def test_either_shape_of_the_output_scores_the_same(seed: int) -> None:
    output = damaged(gold_plan(), seed)
    titles = {measure["title"] for measure in output["measures"]}
    for kind in ("kpis", "schedule"):
        for record in output[kind]:
            record["measure"] = record["measure"] if record["measure"] in titles else None
    one, other = score(output), score(own_shape(output))
    assert {k: r.tally for k, r in one.records.items()} == {k: r.tally for k, r in other.records.items()}


def test_the_order_of_equal_records_does_not_matter() -> None:
    output = damaged(gold_plan(), 3)
    turned = copy.deepcopy(output)
    random.Random(1).shuffle(turned["schedule"])
    assert tally(score(output), "schedule") == tally(score(turned), "schedule")
