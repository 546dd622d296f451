"""Which indicators are an earlier plan's: those aimed at years before this plan begins.

Plans look back on the one before in tables of the same form (指標, 目標(R5), 実績(R5), 達成度). An indicator is an
earlier plan's when its target's year lies before the plan's period, and either what was reached is of that year or a
later one, or the document has indicators of its own for the years after. Decides nothing where the period or the
target's year is unknown.
"""

from __future__ import annotations

from dxextract.schema.outline import Candidate
from dxextract.schema.plan import Kpi, Plan


def split_past(
    candidates: tuple[Candidate[Kpi], ...], plan: Plan
) -> tuple[tuple[Candidate[Kpi], ...], tuple[Candidate[Kpi], ...]]:
    """The indicators of this plan, and those of an earlier one, each in reading order."""
    first = plan.period.start_fiscal_year if plan.period else None
    if first is None:
        return candidates, ()
    years = [year for c in candidates if (year := _target_year(c.record)) is not None]
    looks_ahead = any(year >= first for year in years)
    past = tuple(c for c in candidates if _is_past(c.record, first, looks_ahead))
    return tuple(c for c in candidates if c not in past), past


def _is_past(kpi: Kpi, first: int, looks_ahead: bool) -> bool:
    year = _target_year(kpi)
    if year is None or year >= first:
        return False
    reached = kpi.baseline.at.fiscal_year if kpi.baseline and kpi.baseline.at else None
    return looks_ahead or (reached is not None and reached >= year)


def _target_year(kpi: Kpi) -> int | None:
    return kpi.target.at.fiscal_year if kpi.target and kpi.target.at else None
