"""An indicator told in lines, by weight: labels of values, an arrow, years to come, one unit, a measurable name.

Decides which of its values are the baseline and the target, and whether its signs are enough; where they stood, and
what went together, is decided in `told_run`.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.extract.kpis.drafts import Draft, whole, without_label
from dxextract.extract.kpis.told_line import Value
from dxextract.extract.kpis.told_run import HEADED, LONGEST_NAME, ToldEntry
from dxextract.extract.units import in_unit
from dxextract.rules import RuleSet
from dxextract.schema.plan import Quantity

_ENOUGH = 4
_SHORTEST_NAME = 3


def draft_of(entry: ToldEntry, about: int, rules: RuleSet, now: int | None) -> Draft | None:
    """The KPI of an indicator's values, None where the signs of one weigh too little."""
    if not _SHORTEST_NAME <= len(entry.name) <= LONGEST_NAME or len(entry.values) < 2:
        return None
    if entry.scattered and any(v.role is None and v.quantity.at is None for v in entry.values):
        return None  # figures alone on their lines: a card's, whose places tell which is which
    values = [replace(v, quantity=in_unit(v.quantity, entry.unit)) for v in entry.values]
    assigned = _assigned(values, entry, now, headed=about >= HEADED)
    if assigned is None:
        return None
    baseline, target, rest = assigned
    if now is not None and target.at is not None and target.at.fiscal_year <= now:
        return None  # it was reached
    if baseline is None and not rest:
        return None
    weight = _weight(values, entry, target, rules, now) + about
    if weight < _ENOUGH or (about < HEADED and rules["not_aimed_at"].label(entry.name) is not None):
        return None
    return Draft(
        without_label(entry.name, rules),
        tuple(line.paragraph.passage for line in entry.lines),
        tuple(whole(line.block, line.paragraph) for line in entry.lines),
        baseline,
        target,
        tuple(rest),
        entry.definition,
    )


def _weight(values: list[Value], entry: ToldEntry, target: Quantity, rules: RuleSet, now: int | None) -> int:
    roles = {v.role for v in values}
    numeric = [v.quantity for v in values if v.quantity.state == "numeric"]
    units = {q.unit for q in numeric}
    if len(units) > 1:
        return 0
    ahead = now is not None and target.at is not None and target.at.fiscal_year > now
    weight = 2 * ("target" in roles) + bool(roles & {"baseline", "actual"})
    weight += (
        (entry.arrow and "target" not in roles) + ahead + (None not in units and bool(numeric)) + 2 * entry.labelled
    )
    weight += all(v.quantity.at is not None for v in values) + (entry.arrow and not numeric)
    return weight + (rules["indicator_names"].label(entry.name) is not None)


def _assigned(
    values: list[Value], entry: ToldEntry, now: int | None, *, headed: bool
) -> tuple[Quantity | None, Quantity, list[Quantity]] | None:
    """Baseline, target and the rest: by label, else by year, else as an arrow leads from one to the other.

    Of a plan without a date the last of several years is aimed at where the lines are `headed` as indicators.
    """
    targets = [v.year for v in values if v.role == "target"]
    if len(set(targets)) < len(targets):
        return None  # of two indicators, whose lines stand mixed
    bare = [v for v in values if v.role is None]
    dated = all(v.quantity.at is not None for v in bare)
    if dated and len({v.year for v in bare}) < len(bare):
        return None
    in_order = dated and all(v.quantity.at is not None or v.role in ("baseline", "actual") for v in values)
    ordered = sorted(values, key=lambda value: value.year) if in_order else list(values)
    target = next((v for v in reversed(ordered) if v.role == "target"), None)
    if target is None:
        ahead = dated and (headed and len(bare) > 1 if now is None else any(v.year > now for v in bare))
        alone = len(bare) == 1 and len(ordered) > 1 and {v.role for v in ordered} <= {None, "baseline", "actual"}
        if not bare or not (entry.arrow or ahead or alone) or (ordered[-1].role is not None and not alone):
            return None
        target = bare[-1]
    others = [v for v in ordered if v is not target]
    baseline = next((v for v in others if v.role == "baseline"), None)
    baseline = baseline or next((v for v in reversed(others) if v.role == "actual"), None)
    if baseline is None and others and others[0].role is None:
        ahead = now is not None and others[0].year > now and not (entry.arrow and len(others) == 1)
        baseline = None if ahead else others[0]
    return (
        baseline.quantity if baseline else None,
        target.quantity,
        [v.quantity for v in others if v is not baseline],
    )
