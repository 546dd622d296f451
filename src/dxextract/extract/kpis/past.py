"""Which indicators are an earlier plan's: those aimed at years before this plan begins, or told as what was reached.

Plans look back on the one before in tables of the same form (指標, 目標(R5), 実績(R5), 達成度). An indicator is an
earlier plan's when its target's year lies before the plan's period, and either what was reached is of that year or a
later one, or the document has indicators of its own for the years after. Where the target's year or the period is
unknown, the table decides: one of results with a verdict, or one in a section about the earlier plan. An indicator of
years that this plan covers is always its own, unless it stands in such a table and has its year from a note elsewhere.
"""

from __future__ import annotations

from dxextract.rules import RuleSet
from dxextract.schema.outline import Candidate, Outline
from dxextract.schema.plan import Kpi, Plan
from dxextract.schema.records import TableView

_OF_MEASURES = ("measure", "facet")


def split_past(
    candidates: tuple[Candidate[Kpi], ...],
    plan: Plan,
    tables: tuple[TableView, ...],
    outline: Outline,
    rules: RuleSet,
) -> tuple[tuple[Candidate[Kpi], ...], tuple[Candidate[Kpi], ...]]:
    """The indicators of this plan, and those of an earlier one, each in reading order."""
    first = plan.period.start_fiscal_year if plan.period else None
    years = [year for c in candidates if (year := _target_year(c.record)) is not None]
    looks_ahead = first is not None and any(year >= first for year in years)
    looking_back = {view.block: view for view in tables if _is_report(view) or _is_of_former(view, outline, rules)}
    past = tuple(
        c
        for c in candidates
        if _is_past(c.record, first, looks_ahead, [v for claim in c.claims if (v := looking_back.get(claim.block))])
    )
    return tuple(c for c in candidates if c not in past), past


def _is_past(kpi: Kpi, first: int | None, looks_ahead: bool, told: list[TableView]) -> bool:
    """`told` has the tables it stands in that look back."""
    year = _target_year(kpi)
    if year is None or first is None or (told and not any(_states_year(view, kpi) for view in told)):
        return bool(told)
    if year >= first:
        return False
    reached = kpi.baseline.at.fiscal_year if kpi.baseline and kpi.baseline.at else None
    return bool(told) or looks_ahead or (reached is not None and reached >= year)


def _states_year(view: TableView, kpi: Kpi) -> bool:
    """Whether the target's year is said in the table: in its header or caption, or beside the figure."""
    if kpi.target is None or kpi.target.at is None:
        return False
    year, caption = kpi.target.at.fiscal_year, view.table.caption
    heads = any(head.date is not None and head.date.fiscal_year == year for head in view.heads)
    return heads or kpi.target.at.raw in kpi.target.raw or (caption is not None and kpi.target.at.raw in caption.text)


def _target_year(kpi: Kpi) -> int | None:
    return kpi.target.at.fiscal_year if kpi.target and kpi.target.at else None


def _is_report(view: TableView) -> bool:
    """Whether the table says what became of targets: results of their own year or later, or results with a verdict."""
    targets, actuals = _years_of(view, "target"), _years_of(view, "actual")
    if targets and actuals:
        return max(actuals) >= max(targets)
    return {"target", "actual", "assessment"} <= set(view.columns) and not targets


def _years_of(view: TableView, label: str) -> list[int]:
    """The years of the columns of a kind that are filled in: results of years to come are left blank."""
    heads = [(col, head.date) for col, head in enumerate(view.heads) if head.label == label and head.date is not None]
    if not heads:
        return []
    filled = {cell.col for row in view.rows() for cell in row.values() if cell.text}
    return [date.fiscal_year for col, date in heads if col in filled]


def _is_of_former(view: TableView, outline: Outline, rules: RuleSet) -> bool:
    """Whether the table stands in a section about the earlier plan; what a measure says of the past is its own."""
    path = outline.path(outline.owner[view.block])
    return any(n.kind not in _OF_MEASURES and rules["table_sections"].label(n.title) == "former" for n in path)
