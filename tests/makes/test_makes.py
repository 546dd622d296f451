"""Plans as offices make them in Word and in slides are read as their authors meant them."""

from __future__ import annotations

from pathlib import Path

import pytest

from floors import below, floors_of
from tests.makes.scores import HELD_OUT, KINDS, figures, scored, sources

FLOORS = floors_of("makes")


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.name)
def test_no_score_is_below_its_floor(source: Path) -> None:
    low = below(figures(source), FLOORS[source.name])
    seen = [] if source.stem in HELD_OUT else [scored(source).records[kind].differences[:4] for kind in low]
    assert low == {}, seen


def test_every_plan_has_floors_and_a_quarter_is_held_out() -> None:
    assert set(FLOORS) == {source.name for source in sources()}
    assert all(set(floors) <= set(KINDS) for floors in FLOORS.values())
    makes = {source.stem for source in sources()}
    assert len(HELD_OUT & makes) * 4 >= len(makes)
