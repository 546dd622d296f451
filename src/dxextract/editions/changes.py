"""What changed from one edition of a plan to the next: measures, indicators, bars, and the plan itself.

Decides which differences count (a name, a target, a baseline, a year, the departments) and what each is called. A value
that only is printed differently (``50%`` and ``50 %``) has not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from dxextract.editions.matching import Pairs, paired
from dxextract.rules import RuleSet, squeezed
from dxextract.schema.plan import Evidence, Kpi, Measure, PlanDocument, Quantity, ScheduleItem

Subject = Literal["plan", "measure", "kpi", "schedule"]
What = Literal["added", "dropped", "renamed", "target", "baseline", "year", "departments", "title", "period", "vision"]

NAMES: dict[What, str] = {
    "added": "追加 / added",
    "dropped": "なくなった / dropped",
    "renamed": "名称変更 / renamed",
    "target": "目標値の変更 / target moved",
    "baseline": "現状値の変更 / baseline moved",
    "year": "年度の変更 / date moved",
    "departments": "担当課の変更 / departments",
    "title": "計画名 / title",
    "period": "計画期間 / period",
    "vision": "基本理念 / vision",
}
SUBJECTS: dict[Subject, str] = {
    "plan": "計画 / plan",
    "measure": "施策 / measure",
    "kpi": "指標 / KPI",
    "schedule": "工程 / schedule",
}

_Record = Measure | Kpi | ScheduleItem
R = TypeVar("R", Measure, Kpi, ScheduleItem)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `name` is the record's in the new edition (the old one's where it was dropped).

    `shift` is what moved: years for a date (positive: later), the new number less the old one for a value.
    """

    subject: Subject
    what: What
    name: str
    old: str | None
    new: str | None
    shift: float | None = None
    old_id: str | None = None
    new_id: str | None = None
    old_page: int | None = None
    new_page: int | None = None


def changes(old: PlanDocument, new: PlanDocument, rules: RuleSet) -> tuple[Change, ...]:
    """What changed from `old` to `new`: the plan, its measures, their indicators, the bars."""
    measures = paired(old.measures, new.measures, lambda measure: measure.title, bonus=_measure_bonus)
    same = {before.id: after.id for before, after in measures if before and after}

    def in_one_measure(before: Kpi | ScheduleItem, after: Kpi | ScheduleItem) -> bool:
        return (same.get(before.measure_id) if before.measure_id else None) == after.measure_id

    def bonus(before: Kpi | ScheduleItem, after: Kpi | ScheduleItem) -> float:
        return 0.1 if in_one_measure(before, after) else 0.0

    kpis = paired(old.kpis, new.kpis, lambda kpi: kpi.name, _one_measure_of(rules), bonus)
    bars = paired(old.schedule, new.schedule, lambda item: item.text, in_one_measure, bonus)
    return (
        *_plan_changes(old, new),
        *_record_changes("measure", measures, lambda measure: measure.title, _measure_changes),
        *_record_changes("kpi", kpis, lambda kpi: kpi.name, _kpi_changes),
        *_record_changes("schedule", bars, lambda item: item.text, _bar_changes),
    )


def _measure_bonus(before: Measure, after: Measure) -> float:
    """Measures on the same national items, or of one number under one policy, are the likelier pair."""
    items = set(before.national_items) & set(after.national_items)
    placed = before.number is not None and (before.number, before.policy) == (after.number, after.policy)
    return 0.15 * bool(items) + 0.1 * placed


def _one_measure_of(rules: RuleSet) -> Callable[[Kpi, Kpi], bool]:
    """Indicators that measure different things of a subject (保有率 and 交付率) are two, however alike their names."""

    def variant(kpi: Kpi) -> str | None:
        found = rules["indicator_variants"].matches(kpi.name)
        return found[0].label if found else None

    return lambda before, after: variant(before) == variant(after)


def _record_changes(
    subject: Subject, pairs: Pairs[R], name: Callable[[R], str], inside: Callable[[R, R], Iterator[Change]]
) -> Iterator[Change]:
    for before, after in pairs:
        if after is None and before is not None:
            yield Change(
                subject, "dropped", name(before), name(before), None, None, before.id, None, _page(before.evidence)
            )
        elif before is None and after is not None:
            yield Change(
                subject, "added", name(after), None, name(after), new_id=after.id, new_page=_page(after.evidence)
            )
        elif before is not None and after is not None:
            if squeezed(name(before)) != squeezed(name(after)):
                yield _change(subject, "renamed", before, after, name(after), name(before), name(after))
            yield from inside(before, after)


def _change(
    subject: Subject,
    what: What,
    before: _Record,
    after: _Record,
    name: str,
    old: str,
    new: str,
    shift: float | None = None,
) -> Change:
    pages = _page(before.evidence), _page(after.evidence)
    return Change(subject, what, name, old, new, shift, before.id, after.id, *pages)


def _measure_changes(before: Measure, after: Measure) -> Iterator[Change]:
    if set(before.departments) != set(after.departments):
        old, new = "、".join(before.departments), "、".join(after.departments)
        yield _change("measure", "departments", before, after, after.title, old, new)


def _kpi_changes(before: Kpi, after: Kpi) -> Iterator[Change]:
    whats: tuple[What, What] = ("target", "baseline")
    for what, one, other in zip(whats, (before.target, before.baseline), (after.target, after.baseline), strict=True):
        if not _same_value(one, other):
            yield _change("kpi", what, before, after, after.name, _raw(one), _raw(other), _moved(one, other))
    old, new = _year(before.target), _year(after.target)
    if old is not None and new is not None and old != new:
        yield _change("kpi", "year", before, after, after.name, f"{old}年度", f"{new}年度", new - old)


def _bar_changes(before: ScheduleItem, after: ScheduleItem) -> Iterator[Change]:
    old = (before.start_fiscal_year, before.end_fiscal_year)
    new = (after.start_fiscal_year, after.end_fiscal_year)
    if old != new:
        ends = [end for end in (old[1], new[1]) if end is not None]
        shift = float(ends[1] - ends[0]) if len(ends) == 2 else None
        yield _change("schedule", "year", before, after, after.text, _span(*old), _span(*new), shift)


def _plan_changes(old: PlanDocument, new: PlanDocument) -> Iterator[Change]:
    one, other = old.plan, new.plan
    facts: tuple[tuple[What, str | None, str | None], ...] = (
        ("title", one.title, other.title),
        ("period", one.period.raw if one.period else None, other.period.raw if other.period else None),
        ("vision", one.vision, other.vision),
    )
    for what, before, after in facts:
        if squeezed(before or "") != squeezed(after or ""):
            yield Change("plan", what, other.title or one.title or other.id, before, after, None, one.id, other.id)


def _same_value(one: Quantity | None, other: Quantity | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.value is not None and other.value is not None:
        return (one.value, one.value_max, one.unit, one.comparator) == (
            other.value, other.value_max, other.unit, other.comparator,
        )  # fmt: skip
    return one.value is other.value and (one.state, one.direction) == (other.state, other.direction)


def _moved(one: Quantity | None, other: Quantity | None) -> float | None:
    if one is None or other is None or one.value is None or other.value is None or one.unit != other.unit:
        return None
    return float(other.value - one.value)


def _year(quantity: Quantity | None) -> int | None:
    return quantity.at.fiscal_year if quantity and quantity.at else None


def _raw(quantity: Quantity | None) -> str:
    return quantity.raw if quantity else "–"


def _span(start: int | None, end: int | None) -> str:
    return f"{start}年度" if start == end else f"{start or ''}~{end or ''}年度"


def _page(evidence: tuple[Evidence, ...]) -> int | None:
    return next((one.page for one in evidence if one.page is not None), None)
