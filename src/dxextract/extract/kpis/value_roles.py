"""Which of an indicator's values are its baseline, its target and its milestones.

By label first, and by year where labels are missing: among yearly columns the last is the target, the first the
baseline when nothing else is and its year had begun when the plan appeared; where all lie behind, the row is a record
of what was. Decides no value (`cell_values`), nor the years that are stated once for all (`notes`).
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.extract.kpis.cell_values import Value
from dxextract.schema.plan import Quantity

_AIMS = frozenset({"target", "milestone", "year"})


def assign_roles(values: list[Value], now: int | None) -> tuple[Quantity | None, Quantity | None, list[Quantity]]:
    """Baseline, target and the rest, by label first and by year where labels are missing.

    A figure below a year that was still to come when the plan appeared is aimed at, also the first one of a row.
    """
    values = _with_way(values, now)
    ordered = _until_done(sorted(values, key=lambda v: v.year or 0))
    target = next((v for v in reversed(ordered) if v.role == "target"), None)
    if target is None:
        target = next((v for v in reversed(ordered) if v.role in ("year", "milestone")), None)
    baseline = next((v for v in values if v.role == "baseline"), None)
    if baseline is None:
        actual = [v for v in reversed(ordered) if v.role == "actual"]
        first = min((v.year for v in values if v.role in ("target", "milestone") and v.year is not None), default=None)
        before = [v for v in actual if first is not None and v.year is not None and v.year < first]
        baseline = next(iter(before or actual), None)  # what was reached in a year of targets is no point to start from
    if baseline is None:  # 令和6年度(見込): what the year will have come to when the plan begins
        baseline = next((v for v in ordered if v.role == "milestone" and v is not target and _is_over(v, now)), None)
    if baseline is None:
        baseline = next((v for v in ordered[:1] if v is not target and _precedes(ordered, now)), None)
    if baseline is None:
        baseline = next((v for v in ordered if v.role == "year" and v is not target and not _is_ahead(v, now)), None)
    said = {v.year for v in ordered if v.quantity.state != "not_measured"}
    more = (v for v in ordered if v is not target and v is not baseline)
    rest = [
        v.quantity
        for v in more
        if (v.quantity.state != "not_measured" or (v.year is not None and v.year not in said))
        and not _repeats(v, target)
    ]
    return (baseline.quantity if baseline else None, target.quantity if target else None, rest)


def looks_back(values: list[Value], now: int | None) -> bool:
    """Whether nothing is aimed at: figures below years alone, none of them later than the plan."""
    return now is not None and all(
        v.role in ("year", "actual") and v.year is not None and v.year <= now for v in values
    )


def _with_way(values: list[Value], now: int | None) -> list[Value]:
    """The values; where the target only says which way (目標 over ↑ and 令和12年度), the figure to come is it."""
    ways = [v for v in values if v.role == "target"]
    figures = [v for v in values if v.year is not None and v.quantity.state == "numeric"]
    last = max(figures, key=lambda v: v.year or 0, default=None)
    if len(ways) != 1 or ways[0].quantity.state != "direction_only" or last is None or last.role != "year":
        return values
    if ways[0].year is not None or sum(v.year == last.year for v in values) > 1 or (now or 0) >= (last.year or 0):
        return values
    way = last.quantity.direction or ways[0].quantity.direction
    aimed = replace(last, role="target", quantity=last.quantity.model_copy(update={"direction": way}))
    return [aimed if v is last else v for v in values if v is not ways[0]]


def _repeats(value: Value, target: Value | None) -> bool:
    """Whether a year's figure is the target again, which a column of its own says beside it (R12 | 最終目標)."""
    if target is None or value.year is None or value.year != target.year:
        return False
    one, other = value.quantity, target.quantity
    return one.state == "numeric" and (one.value, one.unit) == (other.value, other.unit)


def _until_done(ordered: list[Value]) -> list[Value]:
    """The values by year without the dashes after the last figure aimed at: what is done by then has no later aim."""
    aims = [n for n, v in enumerate(ordered) if v.role in _AIMS and v.year is not None]
    last = max((n for n in aims if ordered[n].quantity.state != "not_measured"), default=None)
    if last is None:
        return ordered
    return [v for n, v in enumerate(ordered) if n <= last or n not in aims]


def _precedes(ordered: list[Value], now: int | None) -> bool:
    """Whether the first of several targets by year is of a time before the plan: 目標 stands over R6 and R9 alike."""
    years = [value.year for value in ordered if value.role == "target" and value.year is not None]
    if now is None or len(years) < len(ordered) or len(years) < 2:
        return False
    return years[0] < now or (years[0] == now and years[1] > now + 1)


def _is_over(value: Value, now: int | None) -> bool:
    return now is not None and value.year is not None and value.year <= now


def _is_ahead(value: Value, now: int | None) -> bool:
    return now is not None and value.year is not None and value.year > now
