"""Many plans in one figure for each record type: macro mean, worst plan, bootstrap interval, means by municipality.

Plans of one municipality (its text and its PDF, its two editions) are not independent of each other: the bootstrap
draws municipalities, each with all its plans. A plan where neither side has a record of a type says nothing about that
type. The interval is the same on every run: the draws are seeded.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dxextract.evaluation.plan_score import PlanScore

SEED = 20240401
DRAWS = 2000
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Summary:
    """One record type over the plans that say something about it.

    `low` and `high` are the ends of the 95 % interval of `mean`; with one municipality they are the mean itself.
    """

    mean: float
    plans: int
    worst: float
    worst_plan: str
    low: float
    high: float
    by_municipality: dict[str, float]


def summarise(scores: Sequence[PlanScore]) -> dict[str, Summary]:
    """A summary for each record type that any plan says something about; ``grounding`` where it was checked."""
    kinds = list(dict.fromkeys(kind for score in scores for kind in score.records))
    found = {kind: _summary(values) for kind in kinds if (values := _f1_values(kind, scores))}
    grounded = [(s.name, s.municipality, s.grounding.share) for s in scores if s.grounding and s.grounding.records]
    return {**found, "grounding": _summary(grounded)} if grounded else found


def summaries_to_dict(summaries: dict[str, Summary]) -> dict[str, Any]:
    """For JSON."""
    return {kind: asdict(summary) for kind, summary in summaries.items()}


_Value = tuple[str, str, float]
"""Plan, municipality, score."""


def _f1_values(kind: str, scores: Sequence[PlanScore]) -> list[_Value]:
    return [
        (score.name, score.municipality, score.records[kind].tally.f1)
        for score in scores
        if kind in score.records and not score.records[kind].tally.empty
    ]


def _summary(values: list[_Value]) -> Summary:
    groups: dict[str, list[float]] = {}
    for _name, municipality, value in values:
        groups.setdefault(municipality, []).append(value)
    worst_plan, _, worst = min(values, key=lambda value: value[2])
    low, high = _interval(list(groups.values()))
    return Summary(
        mean=_mean([value for _, _, value in values]),
        plans=len(values),
        worst=worst,
        worst_plan=worst_plan,
        low=low,
        high=high,
        by_municipality={name: _mean(group) for name, group in groups.items()},
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _interval(groups: list[list[float]]) -> tuple[float, float]:
    """The percentile bootstrap of the mean over plans, drawing whole municipalities."""
    draw = random.Random(SEED)
    means = sorted(
        _mean([value for group in draw.choices(groups, k=len(groups)) for value in group]) for _ in range(DRAWS)
    )
    tail = round(DRAWS * (1 - _LEVEL) / 2)
    return means[tail], means[-1 - tail]
