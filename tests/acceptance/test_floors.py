"""The accuracy of the five measured plans, as text and as PDF, stays at or above its floors."""

from __future__ import annotations

import pytest

from acceptance.scores import SHARED, extract_case, invented, load_floors, scores
from dxextract.schema.integrity import integrity_problems
from floors import below

FLOORS = load_floors()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring material lies beside the project, not in it")
@pytest.mark.parametrize("case", FLOORS)
def test_no_score_is_below_its_floor(case: str) -> None:
    plan = extract_case(case)
    assert integrity_problems(plan) == ()
    assert below(scores(case, plan), FLOORS[case]) == {}, "record type: (score, floor)"
    assert invented(case, plan) == {}, "record type that the plan has none of: records"


def test_all_plans_have_floors_in_both_media() -> None:
    assert len(FLOORS) == 10
