"""The accuracy of the five measured plans, as text and as PDF, stays at or above its floors."""

from __future__ import annotations

import pytest

from acceptance.scores import SHARED, extract_case, load_floors, scores
from dxextract.schema.integrity import integrity_problems

FLOORS = load_floors()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the measuring material lies beside the project, not in it")
@pytest.mark.parametrize("case", FLOORS)
def test_no_score_is_below_its_floor(case: str) -> None:
    plan = extract_case(case)
    assert integrity_problems(plan) == ()
    reached = scores(case, plan)
    below = {kind: (reached.get(kind), floor) for kind, floor in FLOORS[case].items() if reached.get(kind, 0.0) < floor}
    assert below == {}, "record type: (score, floor)"


def test_floors_are_shares() -> None:
    assert len(FLOORS) == 10
    for case, floors in FLOORS.items():
        for kind, floor in floors.items():
            assert 0.0 < floor <= 1.0, f"{case}.{kind}"
