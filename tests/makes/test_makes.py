"""Plans as offices make them in Word and in slides are read as their authors meant them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.makes.scores import HELD_OUT, KINDS, figures, scored, sources

FLOORS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.name)
def test_no_score_is_below_its_floor(source: Path) -> None:
    reached, floors = figures(source), FLOORS[source.name]
    below = {kind: (reached.get(kind), floor) for kind, floor in floors.items() if reached.get(kind, 0.0) < floor}
    seen = [] if source.stem in HELD_OUT else [scored(source).records[kind].differences[:4] for kind in below]
    assert below == {}, seen


def test_every_plan_has_floors_and_a_third_is_held_out() -> None:
    assert set(FLOORS) == {source.name for source in sources()}
    assert all(set(floors) <= set(KINDS) for floors in FLOORS.values())
    makes = {source.stem for source in sources()}
    assert len(HELD_OUT & makes) * 3 >= len(makes) - 2
