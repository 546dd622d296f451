"""The floors of the accuracy gate: the one file `tests/floors.toml`, and whether scores reach them.

A group is a set of plans that are measured in one way (`text`, `pdf`, `synthetic`, `samples`, …), a case one plan or
family of it. Each test module asks for its group only, so that a case that no test measures cannot hide: `groups` says
which there are, and `test_floors.py` holds every group to a module that reads it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")


def groups() -> dict[str, dict[str, dict[str, float]]]:
    """Group, case, record type: the lowest score that passes."""
    return tomllib.loads(FLOORS.read_text("utf-8"))


def floors_of(group: str) -> dict[str, dict[str, float]]:
    """The cases of one group. Raises KeyError for a group that the file does not have."""
    return groups()[group]


def below(reached: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, tuple[float | None, float]]:
    """What is below its floor: record type to (score, floor); a record type that was not scored counts as 0."""
    return {
        kind: (None if kind not in reached else round(reached[kind], 4), floor)
        for kind, floor in floors.items()
        if reached.get(kind, 0.0) < floor
    }
