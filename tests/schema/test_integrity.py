"""Links, ids and evidence of one document."""

from __future__ import annotations

from typing import Any

import pytest

from dxextract.schema.integrity import integrity_problems
from dxextract.schema.plan import Alternative, Evidence, PlanDocument
from plans import pdf_plan


def test_a_whole_document_has_no_problems() -> None:
    assert integrity_problems(pdf_plan()) == ()


def changed(name: str, **values: Any) -> PlanDocument:
    plan = pdf_plan()
    first, *rest = getattr(plan, name)
    return plan.model_copy(update={name: (first.model_copy(update=values), *rest)})


@pytest.mark.parametrize(
    ("plan", "problem"),
    [
        (changed("kpis", measure_id="mea-9"), "kpis[0].measure_id: no record 'mea-9' in measures"),
        (changed("kpis", table_id="tab-9"), "kpis[0].table_id: no record 'tab-9' in tables"),
        (changed("kpis", section_id="mea-1"), "kpis[0].section_id: no record 'mea-1' in sections"),
        (changed("sections", parent_id="sec-9"), "sections[0].parent_id: no record 'sec-9' in sections"),
        (changed("diagnostics", record_id="kpi-9"), "diagnostics[0].record_id: no record 'kpi-9'"),
        (
            changed("kpis", alternatives=(Alternative(field="measure_id", value="mea-9", rule="link.row_names"),)),
            "kpis[0].alternatives[0].value: no record 'mea-9' in measures",
        ),
        (changed("schedule", id="kpi-1"), "id 'kpi-1' is used 2 times"),
        (changed("measures", evidence=()), "measures[0].evidence: empty"),
        (
            changed("schedule", evidence=(Evidence(quote="検討", line_start=1, line_end=1),)),
            "schedule[0].evidence[0]: no box on a page",
        ),
    ],
)
def test_each_break_is_named(plan: PlanDocument, problem: str) -> None:
    assert integrity_problems(plan) == (problem,)


def test_a_text_needs_lines() -> None:
    plan = pdf_plan()
    text = plan.model_copy(update={"source": plan.source.model_copy(update={"media_type": "text/plain"})})
    assert "kpis[0].evidence[0]: no line" in integrity_problems(text)
