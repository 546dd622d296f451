"""What a synthetic plan says, whatever its layout: a frozen structure that `generate` fills and layouts set.

Years are fiscal years (2025 = 令和7年度). Figures are what is meant, not how they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Comparator = Literal["eq", "ge", "le"]


@dataclass(frozen=True)
class Figure:
    """A value for a year: a number, a state in words (`導入済`), or not measured when both are None."""

    year: int
    number: float | int | None = None
    words: str | None = None
    comparator: Comparator = "eq"


@dataclass(frozen=True)
class Indicator:
    """A KPI; `steps` are the targets of the years between baseline and target."""

    name: str
    unit: str | None
    baseline: Figure
    steps: tuple[Figure, ...]
    target: Figure
    definition: str
    cumulative: bool = False


@dataclass(frozen=True)
class Task:
    """One bar of a schedule."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Action:
    """One thing that a measure does, with its row of the schedule."""

    title: str
    sentences: tuple[str, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Measure:
    """A measure; `policy` and `position` count from 1, `serial` through the whole plan."""

    policy: int
    position: int
    serial: int
    title: str
    priority: bool
    situation: tuple[str, ...]
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """A pillar of the plan with its measures."""

    position: int
    title: str
    purpose: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    term: str
    reading: str | None
    definition: str


@dataclass(frozen=True)
class Role:
    """A role of the organisation that carries the plan."""

    role: str
    holder: str
    duty: str


@dataclass(frozen=True)
class Plan:
    """A whole plan for the years `first` to `last`; `stem` is the municipality's name without 市, 町 or 村."""

    stem: str
    suffix: str
    title: str
    first: int
    last: int
    slogan: str
    policies: tuple[Policy, ...]
    terms: tuple[Term, ...]
    roles: tuple[Role, ...]

    @property
    def municipality(self) -> str:
        return self.stem + self.suffix

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(measure for policy in self.policies for measure in policy.measures)
