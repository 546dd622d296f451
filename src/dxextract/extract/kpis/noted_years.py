"""The years that a note states for all indicators, given to those of lines and cards that state none.

Brochures print `※現状：令和6年度　目標：令和10年度` beside the title of a block and bare figures below it. Decides only
that an indicator whose values both lack a year takes those of a note; which notes state such years, and for what, is
decided in `notes`, as for tables.
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
    values = (kpi.baseline, kpi.target, *kpi.milestones)
    if kpi.baseline is None or kpi.target is None or any(value is not None and value.at for value in values):
        return candidate
    stated = notes.of_lines(candidate.claims[0].block)
    if stated.baseline is None or stated.target is None or stated.baseline.fiscal_year >= stated.target.fiscal_year:
        return candidate
    years = {"baseline": _at(kpi.baseline, stated.baseline), "target": _at(kpi.target, stated.target)}
    return replace(candidate, record=kpi.model_copy(update=years))


def _at(quantity: Quantity, year: DateRef) -> Quantity:
    return quantity.model_copy(update={"at": year})
