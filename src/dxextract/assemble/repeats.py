"""Indicators that a plan prints twice: beside their measure, and in a list of all indicators.

Two KPIs are one when they have the same name, no other measure, and baseline and target that agree: the same figure in
the same unit for the same year, as far as both say one. The one that says more stays, in the place of the first, with
the evidence and the text of both. Where figures differ both stay, for the reader to see.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.schema.outline import Candidate
from dxextract.schema.plan import Kpi, Quantity

KpiCandidate = Candidate[Kpi]


def merge_repeats(kpis: tuple[KpiCandidate, ...]) -> tuple[KpiCandidate, ...]:
    """The KPIs, each once, in reading order."""
    kept: list[KpiCandidate] = []
    places: dict[str, list[int]] = {}
    for candidate in kpis:
        same_name = places.setdefault(squeeze(candidate.record.name), [])
        twin = next((at for at in same_name if _are_one(kept[at].record, candidate.record)), None)
        if twin is None:
            same_name.append(len(kept))
            kept.append(candidate)
        else:
            kept[twin] = _merged(kept[twin], candidate)
    return tuple(kept)


def _are_one(first: Kpi, second: Kpi) -> bool:
    if first.measure_id and second.measure_id and first.measure_id != second.measure_id:
        return False
    if first.table_id is not None and first.table_id == second.table_id:
        return False  # two rows of one table are two, however alike
    return _agree(first.baseline, second.baseline) and _agree(first.target, second.target)


def _agree(first: Quantity | None, second: Quantity | None) -> bool:
    """Whether nothing that both say differs."""
    if first is None or second is None:
        return first is second
    if first.state != second.state:
        return False
    if first.state == "qualitative" and squeeze(first.raw) != squeeze(second.raw):
        return False
    pairs = [
        (getattr(first, name), getattr(second, name)) for name in ("value", "value_max", "comparator", "direction")
    ]
    loose = [(first.unit, second.unit)]
    if first.at is not None and second.at is not None:
        loose.append((str(first.at.fiscal_year), str(second.at.fiscal_year)))
    return all(a == b for a, b in pairs) and all(a is None or b is None or a == b for a, b in loose)


def _merged(first: KpiCandidate, second: KpiCandidate) -> KpiCandidate:
    more, less = (second, first) if _says(second.record) > _says(first.record) else (first, second)
    record = more.record.model_copy(update={"evidence": (*more.record.evidence, *less.record.evidence)})
    return replace(more, record=record, claims=(*more.claims, *less.claims))


def _says(kpi: Kpi) -> tuple[bool, int]:
    """How much a KPI says: first whose it is, then how many of its parts are there."""
    quantities = [q for q in (kpi.baseline, kpi.target) if q is not None]
    dated = sum(q.at is not None for q in quantities) + sum(q.unit is not None for q in quantities)
    return kpi.measure_id is not None, len(kpi.milestones) + len(kpi.action_labels) + bool(kpi.definition) + dated
