"""The years that a note states for all indicators, given to those of lines and cards that state none.

Brochures print `※現状：令和6年度　目標：令和10年度` beside the title of a block and bare figures below it, plans say
once that all targets are those of the last year. Decides only that a target without a year takes the note's, and a
baseline without one too, but never one of the two where both lack it; which notes state such years is for `notes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxextract.extract.kpis.notes import KpiNotes
from dxextract.schema.outline import Candidate
from dxextract.schema.plan import DateRef, Kpi, Quantity


def with_noted_years(candidates: Iterable[Candidate[Kpi]], notes: KpiNotes) -> tuple[Candidate[Kpi], ...]:
    """The indicators with the years that notes state for them."""
    return tuple(_dated(one, notes) for one in candidates)


def _dated(candidate: Candidate[Kpi], notes: KpiNotes) -> Candidate[Kpi]:
    kpi = candidate.record
    if kpi.target is None or kpi.target.at is not None or kpi.milestones:
        return candidate
    stated = notes.of_lines(candidate.claims[0].block)
    if stated.target is None:
        return candidate
    first = kpi.baseline.at if kpi.baseline is not None else None
    since = first or stated.baseline
    if since is not None and since.fiscal_year >= stated.target.fiscal_year:
        return candidate
    years = {"target": _at(kpi.target, stated.target)}
    if kpi.baseline is not None and first is None:
        if stated.baseline is None:
            return candidate
        years["baseline"] = _at(kpi.baseline, stated.baseline)
    return replace(candidate, record=kpi.model_copy(update=years))


def _at(quantity: Quantity, year: DateRef) -> Quantity:
    return quantity.model_copy(update={"at": year})
