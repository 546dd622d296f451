"""Values of one measure on one scale (family `unit_alignment`), and the change in a year.

Decides when two units are the same quantity; never guesses a unit that is not printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxextract.compare.model import ComparedKpi, Value
from dxextract.rules import RuleSet
from dxextract.schema.plan import Quantity


def value_of(quantity: Quantity | None) -> Value | None:
    """The quantity as printed and as a number with its own unit."""
    if quantity is None:
        return None
    return Value(
        raw=quantity.raw,
        number=None if quantity.value is None else float(quantity.value),
        unit=quantity.unit,
        year=quantity.at.fiscal_year if quantity.at else None,
        direction=quantity.direction,
        comparator=quantity.comparator,
    )


def growth_of(baseline: Value | None, target: Value | None) -> float | None:
    """The change in a year from baseline to target, in their unit; None unless both are numbers of one unit with years
    of which the target's is the later."""
    if baseline is None or target is None or baseline.number is None or target.number is None:
        return None
    if baseline.unit != target.unit or baseline.year is None or target.year is None or target.year <= baseline.year:
        return None
    return (target.number - baseline.number) / (target.year - baseline.year)


def aligned(kpis: Iterable[ComparedKpi], rules: RuleSet) -> tuple[ComparedKpi, ...]:
    """`kpis` of one measure with their units aligned where they differ, and the growth worked out."""
    kpis = tuple(kpis)
    units = {value.unit for kpi in kpis for value in (kpi.baseline, kpi.target) if value and value.number is not None}
    changed: list[ComparedKpi] = []
    for kpi in kpis:
        baseline, target = kpi.baseline, kpi.target
        if len(units) > 1:
            baseline, target = _in_base_unit(baseline, rules), _in_base_unit(target, rules)
        changed.append(replace(kpi, baseline=baseline, target=target, growth=growth_of(baseline, target)))
    return tuple(changed)


def _in_base_unit(value: Value | None, rules: RuleSet) -> Value | None:
    if value is None or value.unit is None:
        return value
    found = rules["unit_alignment"].matches(value.unit)
    if not found:
        return value
    unit, _, factor = found[0].label.partition("*")
    number = None if value.number is None else value.number * float(factor)
    return replace(value, unit=unit, number=number)
