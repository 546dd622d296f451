"""The plan's own fields, and what belongs to measures as sets: departments, national items, facets by role and size.

The latter are judged on the measures that both sides have, so that a measure that was missed counts once, not twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from dxextract.evaluation.compared import ComparedAbout, ComparedMeasure, ComparedPlan
from dxextract.evaluation.fields import MEASURES
from dxextract.evaluation.pairing import pair
from dxextract.evaluation.records import Difference, Judged, RecordScore
from dxextract.evaluation.tally import Tally
from dxextract.evaluation.texts import TEXT_MODES, ratcliff, same_text, soft

_TEXTS = ("title", "municipality", "prefecture", "edition", "issuer", "vision")


def score_about(gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Twelve fields, each right or wrong; one that neither side has is right."""
    wanted, given = _about(gold.plan), _about(output.plan)
    right = {name: _comparable(name, wanted[name]) == _comparable(name, given[name]) for name in wanted}
    fields = {name: {"exact": Tally(int(right[name]), 1, 1)} for name in wanted if name not in _TEXTS}
    for name in _TEXTS:
        one, other = _text(wanted[name]), _text(given[name])
        fields[name] = {mode: Tally(int(same_text(one, other, mode)), 1, 1) for mode in TEXT_MODES}
    return RecordScore(
        tally=Tally(sum(right.values()), len(right), len(right)),
        fields={name: fields[name] for name in wanted},
        judged=(Judged("plan", output.plan.confidence, all(right.values()) and _related(gold) == _related(output)),),
        differences=tuple(
            Difference("wrong", name, f"{wanted[name]!r} / {given[name]!r}") for name in wanted if not right[name]
        ),
    )


def _about(about: ComparedAbout) -> dict[str, Hashable]:
    place, published, period = about.municipality, about.published, about.period
    return {
        "title": about.title,
        "municipality": place.name if place else None,
        "prefecture": place.prefecture if place else None,
        "code": place.code if place else None,
        "check_code": place.check_code if place else None,
        "status": about.status,
        "edition": about.edition,
        "published": (published.start, published.precision) if published else (None, None),
        "period_start": period.start_fiscal_year if period else None,
        "period_end": period.end_fiscal_year if period else None,
        "issuer": about.issuer,
        "vision": about.vision,
    }


def _comparable(name: str, value: Hashable) -> Hashable:
    return soft(_text(value)) if name in _TEXTS else value


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def score_related_plans(gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Plans named, with their relation."""
    return _bags_score([(_related(gold), _related(output), "")])


def _related(plan: ComparedPlan) -> Counter[Hashable]:
    return Counter({(soft(related.title), related.relation) for related in plan.plan.related_plans})


def score_of_measures(
    gold: ComparedPlan, output: ComparedPlan, read: Callable[[ComparedMeasure], Iterable[Hashable]]
) -> RecordScore:
    """What `read` gives of each measure, as multisets, over the measures that both sides have."""
    pairs = pair(gold.measures, output.measures, _same_title, MEASURES.floor).pairs
    return _bags_score([(Counter(read(one)), Counter(read(other)), one.title) for one, other in pairs])


def _same_title(one: ComparedMeasure, other: ComparedMeasure) -> float:
    return ratcliff(soft(one.title), soft(other.title), MEASURES.floor)


def departments(measure: ComparedMeasure) -> set[Hashable]:
    return set(map(soft, measure.departments))


def national_items(measure: ComparedMeasure) -> set[Hashable]:
    return set(measure.national_items)


def facets(measure: ComparedMeasure) -> list[Hashable]:
    """Roles with the number of their items."""
    return [(facet.role, facet.n_items) for facet in measure.facets]


def _bags_score(bags: Iterable[tuple[Counter[Hashable], Counter[Hashable], str]]) -> RecordScore:
    tally = Tally()
    differences: list[Difference] = []
    for wanted, given, key in bags:
        tally += Tally.of_bags(wanted, given)
        for what, values in (("missing", wanted - given), ("surplus", given - wanted)):
            differences += [Difference(what, key, str(value)) for value in values.elements()]
    return RecordScore(tally=tally, fields={}, differences=tuple(differences))
