"""An extraction with decisions applied: also after the plan was extracted again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dxextract.export.json import plan_to_json
from dxextract.review.merge import apply_overlay
from dxextract.schema.integrity import integrity_problems
from dxextract.schema.load import load_plan, parse_plan
from dxextract.schema.plan import Kpi, PlanDocument
from review.overlays import Reviewer

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "expected"
PLANS = {medium: load_plan(SAMPLES / f"midorino.{medium}.json") for medium in ("pdf", "txt")}


@pytest.fixture(params=["pdf", "txt"])
def plan(request: pytest.FixtureRequest) -> PlanDocument:
    return PLANS[request.param]


def kpi(plan: PlanDocument, record_id: str) -> Kpi:
    return next(record for record in plan.kpis if record.id == record_id)


def with_kpis(plan: PlanDocument, *kpis: Kpi) -> PlanDocument:
    return plan.model_copy(update={"kpis": kpis})


def changed(record: Kpi, **fields: Any) -> Kpi:
    return record.model_copy(update=fields)


def test_without_events_the_plan_is_the_plan(plan: PlanDocument) -> None:
    assert apply_overlay(plan, Reviewer(plan).overlay).plan is plan


def test_each_decision_does_what_it_says(plan: PlanDocument) -> None:
    first, second, third = (record.id for record in plan.kpis[:3])
    reviewer = Reviewer(plan)
    reviewer.accept("kpis", first)
    reviewer.correct("kpis", second, "target.value", 77)
    reviewer.reject("kpis", third)
    reviewer.add("kpis", changed(plan.kpis[0], name="追加した指標"))
    reviewer.correct("plan", plan.plan.id, "vision", "人にやさしいまち")
    merged = apply_overlay(plan, reviewer.overlay)
    assert kpi(merged.plan, first) == plan.kpis[0]
    assert kpi(merged.plan, second).target.value == 77  # type: ignore[union-attr]
    assert third not in {record.id for record in merged.plan.kpis}
    assert merged.plan.plan.vision == "人にやさしいまち"
    assert [merged.states[name].status for name in (first, second, third, "kpi-r1")] == [
        "accepted",
        "corrected",
        "rejected",
        "added",
    ]
    assert merged.conflicts == ()
    assert [name for name in merged.records if name in (first, second, third)] == [first, second, third]
    # It stands behind the record it shares its place with, and the rest keeps its order.
    assert [record.id for record in merged.plan.kpis[:3]] == [first, "kpi-r1", second]
    assert integrity_problems(merged.plan) == integrity_problems(plan)
    assert parse_plan(plan_to_json(merged.plan), "merged") == merged.plan


def test_the_extraction_is_not_changed(plan: PlanDocument) -> None:
    before = plan_to_json(plan)
    reviewer = Reviewer(plan)
    reviewer.correct("kpis", plan.kpis[0].id, "target.value", 77)
    apply_overlay(plan, reviewer.overlay)
    assert plan_to_json(plan) == before


def test_undo_takes_back_and_undoing_the_undo_does_it_again(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    undone = reviewer.undo(reviewer.correct("kpis", record.id, "name", "別の名前"))
    assert apply_overlay(plan, reviewer.overlay).plan == plan
    reviewer.undo(undone)
    assert kpi(apply_overlay(plan, reviewer.overlay).plan, record.id).name == "別の名前"


def test_later_decisions_overrule_earlier_ones(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    reviewer.reject("kpis", record.id)
    reviewer.correct("kpis", record.id, "name", "一つ目")
    reviewer.correct("kpis", record.id, "name", "二つ目")
    merged = apply_overlay(plan, reviewer.overlay)
    assert kpi(merged.plan, record.id).name == "二つ目"
    assert merged.states[record.id].status == "corrected"
    assert merged.states[record.id].events == (1, 2, 3)


def test_references_to_rejected_records_go(plan: PlanDocument) -> None:
    measure = next(m for m in plan.measures if any(k.measure_id == m.id for k in plan.kpis))
    section = next(s for s in plan.sections if any(c.parent_id == s.id for c in plan.sections) and s.parent_id)
    reviewer = Reviewer(plan)
    reviewer.reject("measures", measure.id)
    reviewer.reject("sections", section.id)
    merged = apply_overlay(plan, reviewer.overlay)
    assert all(k.measure_id != measure.id for k in merged.plan.kpis)
    children = {c.id for c in plan.sections if c.parent_id == section.id}
    assert {c.parent_id for c in merged.plan.sections if c.id in children} == {section.parent_id}
    assert integrity_problems(merged.plan) == integrity_problems(plan)
    assert merged.conflicts == ()


def test_after_a_new_extraction_the_id_finds_the_record(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    reviewer.correct("kpis", record.id, "target.value", 77)
    again = with_kpis(plan, *reversed(plan.kpis[1:]), changed(record, definition="新しく読めた定義"))
    merged = apply_overlay(again, reviewer.overlay)
    assert kpi(merged.plan, record.id).target.value == 77  # type: ignore[union-attr]
    assert kpi(merged.plan, record.id).definition == "新しく読めた定義"
    assert merged.conflicts == ()


def test_a_record_with_a_new_id_is_found_by_its_evidence(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    reviewer.correct("kpis", record.id, "target.value", 77)
    renamed = changed(record, id="kpi-0123456789", name=f"{record.name}(年間)")
    merged = apply_overlay(with_kpis(plan, renamed, *plan.kpis[1:]), reviewer.overlay)
    assert kpi(merged.plan, "kpi-0123456789").target.value == 77  # type: ignore[union-attr]
    assert merged.states["kpi-0123456789"].status == "corrected"
    assert merged.conflicts == ()


def test_a_neighbour_in_the_same_row_is_not_taken_for_the_record(plan: PlanDocument) -> None:
    for item in plan.schedule:
        reviewer = Reviewer(plan)
        reviewer.correct("schedule", item.id, "text", "直した文言")
        rest = tuple(other for other in plan.schedule if other.id != item.id and other.text != item.text)
        merged = apply_overlay(plan.model_copy(update={"schedule": rest}), reviewer.overlay)
        assert [conflict.reason for conflict in merged.conflicts] == ["vanished"], item
        assert merged.plan.schedule == rest


def test_a_vanished_record_is_a_conflict_unless_it_was_rejected(plan: PlanDocument) -> None:
    first, second, third, *rest = plan.kpis
    reviewer = Reviewer(plan)
    reviewer.accept("kpis", first.id)
    reviewer.correct("kpis", second.id, "target.value", 77)
    reviewer.reject("kpis", third.id)
    merged = apply_overlay(with_kpis(plan, *rest), reviewer.overlay)
    assert [(c.reason, c.event.record_id) for c in merged.conflicts] == [
        ("vanished", first.id),
        ("vanished", second.id),
    ]
    assert merged.conflicts[1].event.record["name"] == second.name  # type: ignore[index]
    reviewer.undo(1)
    reviewer.attach("kpis", second.id, rest[0].id)
    merged = apply_overlay(with_kpis(plan, *rest), reviewer.overlay)
    assert merged.conflicts == ()
    assert kpi(merged.plan, rest[0].id).target.value == 77  # type: ignore[union-attr]


def test_two_records_as_good_as_each_other_are_a_conflict(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    reviewer.correct("kpis", record.id, "target.value", 77)
    twins = (changed(record, id="kpi-a"), changed(record, id="kpi-b"))
    (conflict,) = apply_overlay(with_kpis(plan, *twins, *plan.kpis[1:]), reviewer.overlay).conflicts
    assert (conflict.reason, sorted(conflict.candidates)) == ("ambiguous", ["kpi-a", "kpi-b"])


def test_a_changed_extraction_is_shown_and_the_correction_holds(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    assert record.target is not None
    reviewer = Reviewer(plan)
    reviewer.correct("kpis", record.id, "target.value", 77)
    again = with_kpis(plan, changed(record, target=record.target.model_copy(update={"value": 5})), *plan.kpis[1:])
    merged = apply_overlay(again, reviewer.overlay)
    assert kpi(merged.plan, record.id).target.value == 77  # type: ignore[union-attr]
    assert [(c.reason, c.record_id, c.current) for c in merged.conflicts] == [("changed", record.id, 5)]
    # Looking again settles it; so does an extraction that now agrees.
    later = Reviewer(again)
    later.events = list(reviewer.events)
    later.accept("kpis", record.id)
    assert apply_overlay(again, later.overlay).conflicts == ()
    agreed = with_kpis(plan, changed(record, target=record.target.model_copy(update={"value": 77})), *plan.kpis[1:])
    assert apply_overlay(agreed, reviewer.overlay).conflicts == ()


def test_an_acceptance_holds_only_for_what_was_accepted(plan: PlanDocument) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    reviewer.accept("kpis", record.id)
    moved = with_kpis(plan, changed(record, measure_id=None, confidence=0.5, evidence=plan.kpis[1].evidence))
    assert apply_overlay(moved, reviewer.overlay).states[record.id].status == "accepted"
    merged = apply_overlay(with_kpis(plan, changed(record, name="別の指標")), reviewer.overlay)
    assert merged.states[record.id].status == "open"
    assert [conflict.reason for conflict in merged.conflicts] == ["changed"]


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("target.value", "七十"),
        ("nothing", 1),
        ("milestones.99", None),
        ("target.at.end", "2030-02-30"),
        ("name", None),
    ],
)
def test_a_value_that_does_not_validate_is_a_conflict_and_changes_nothing(
    plan: PlanDocument, field: str, new: Any
) -> None:
    record = plan.kpis[0]
    reviewer = Reviewer(plan)
    reviewer.accept("kpis", record.id)
    reviewer.events[0] = reviewer.events[0].model_copy(update={"status": "correct", "field": field, "new": new})
    merged = apply_overlay(plan, reviewer.overlay)
    assert [conflict.reason for conflict in merged.conflicts if conflict.reason != "changed"] == ["invalid"]
    assert merged.plan.kpis == plan.kpis


def test_a_corrected_reference_whose_target_is_gone_is_a_conflict(plan: PlanDocument) -> None:
    record, measure = plan.kpis[0], plan.measures[-1]
    reviewer = Reviewer(plan)
    reviewer.correct("kpis", record.id, "measure_id", measure.id)
    assert kpi(apply_overlay(plan, reviewer.overlay).plan, record.id).measure_id == measure.id
    again = plan.model_copy(update={"measures": plan.measures[:-1]})
    merged = apply_overlay(again, reviewer.overlay)
    assert "dangling" in {conflict.reason for conflict in merged.conflicts}
    assert kpi(merged.plan, record.id).measure_id is None
