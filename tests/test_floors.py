"""The file of floors itself: shares, and no group that no test reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from floors import below, groups

TESTS = Path(__file__).parent


@pytest.mark.parametrize("group", groups())
def test_floors_are_shares_and_some_test_reads_them(group: str) -> None:
    for case, floors in groups()[group].items():
        assert floors, f"{group}.{case}"
        for kind, floor in floors.items():
            assert 0.0 <= floor <= 1.0, f"{group}.{case}.{kind}"
    readers = [path for path in TESTS.rglob("*.py") if f'floors_of("{group}")' in path.read_text("utf-8")]
    assert readers, f"no module reads the floors of {group}"


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ({"kpis": 0.98, "roles": 1.0}, {}),
        ({"kpis": 0.97999, "roles": 1.0}, {"kpis": (0.98, 0.98)}),
        ({"kpis": 0.9, "roles": 0.4}, {"kpis": (0.9, 0.98), "roles": (0.4, 0.5)}),
        ({"kpis": 1.0}, {"roles": (None, 0.5)}),
        ({}, {"kpis": (None, 0.98), "roles": (None, 0.5)}),
    ],
)
def test_what_is_below_its_floor(reached: dict[str, float], expected: dict[str, tuple[float | None, float]]) -> None:
    assert below(reached, {"kpis": 0.98, "roles": 0.5}) == expected
