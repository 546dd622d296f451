"""The records of a synthetic plan, in the shape of the acceptance gold files.

A record holds only what the layout prints: years where it dates its values, milestones where it has yearly columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tests.synthetic.model import Action, Figure, Indicator, Measure, Plan, Policy
from tests.synthetic.story import Block, Heading
from tests.synthetic.vocabulary import Labels

Record = dict[str, object]


def measure_record(measure: Measure, policy: Policy, labels: Labels, *, numbered: bool = True) -> Record:
    return {
        "title": measure.title,
        "number": labels.measure_number(measure) if numbered else None,
        "policy": f"{labels.policy_number(policy)} {policy.title}",
        "is_priority": measure.priority,
        "departments": list(measure.departments),
    }


def measure_records(plan: Plan, labels: Labels, *, numbered: bool = True) -> tuple[Record, ...]:
    return tuple(
        measure_record(measure, policy, labels, numbered=numbered)
        for policy in plan.policies
        for measure in policy.measures
    )


def kpi_record(
    measure: Measure, indicator: Indicator, labels: Labels, *, steps: bool = False, dated: bool | None = None
) -> Record:
    """One KPI; with `steps` its yearly targets too, which are dated always."""
    dated = labels.dated if dated is None else dated
    milestones = [_quantity(one, indicator, dated=True) for one in indicator.steps] if steps else []
    return {
        "measure": measure.title,
        "name": labels.indicator_name(indicator),
        "baseline": _quantity(indicator.baseline, indicator, dated=dated),
        "target": _quantity(indicator.target, indicator, dated=dated or steps),
        "milestones": milestones,
        "cumulative": indicator.cumulative,
    }


def kpi_records(plan: Plan, labels: Labels, *, steps: bool = False, dated: bool | None = None) -> tuple[Record, ...]:
    return tuple(
        kpi_record(measure, indicator, labels, steps=steps, dated=dated)
        for measure in plan.measures
        for indicator in measure.indicators
    )


def _quantity(figure: Figure, indicator: Indicator, *, dated: bool) -> Record:
    at = {"fiscal_year": figure.year} if dated else None
    if figure.words is not None:
        return {"state": "qualitative", "raw": figure.words, "at": at}
    if figure.number is None:
        return {"state": "not_measured", "at": at}
    return {
        "state": "numeric",
        "value": figure.number,
        "unit": indicator.unit,
        "comparator": figure.comparator,
        "at": at,
    }


def schedule_records(plan: Plan, *, inferred: bool) -> tuple[Record, ...]:
    """One record for each bar; `inferred` for a text without merged cells, in which a blank belongs to its left."""
    return tuple(
        record
        for measure in plan.measures
        for action in measure.actions
        for record in action_schedule(measure, action, plan.last, inferred=inferred)
    )


def action_schedule(measure: Measure, action: Action, last: int, *, inferred: bool) -> tuple[Record, ...]:
    following: Sequence[int] = [*(task.start - 1 for task in action.tasks[1:]), last]
    return tuple(
        {
            "measure": measure.title,
            "text": task.text,
            "start_fiscal_year": task.start,
            "end_fiscal_year": until if inferred else task.end,
        }
        for task, until in zip(action.tasks, following, strict=True)
    )


def glossary_records(plan: Plan, *, readings: bool) -> tuple[Record, ...]:
    return tuple(
        {"term": t.term, "reading": t.reading if readings else None, "definition": t.definition} for t in plan.terms
    )


def role_records(plan: Plan) -> tuple[Record, ...]:
    return tuple({"role": r.role, "holder": r.holder} for r in plan.roles)


def section_records(blocks: Iterable[Block]) -> tuple[Record, ...]:
    """The headings with their parents by depth."""
    stack: list[Heading] = []
    records: list[Record] = []
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        while stack and stack[-1].depth >= block.depth:
            stack.pop()
        parent: Any = stack[-1].title if stack else None
        records.append({"number": block.number, "title": block.title, "parent": parent})
        stack.append(block)
    return tuple(records)


def circle_records(plan: Plan) -> tuple[Record, ...]:
    """Each ○ is a record of its year."""
    return tuple(
        {"measure": measure.title, "text": "○", "start_fiscal_year": year, "end_fiscal_year": year}
        for measure in plan.measures
        for action in measure.actions
        for task in action.tasks
        for year in range(task.start, task.end + 1)
    )


def fill_records(plan: Plan) -> tuple[Record, ...]:
    """Colour alone shows one bar for an action, which its row names."""
    return tuple(
        {
            "measure": measure.title,
            "text": action.title,
            "start_fiscal_year": action.tasks[0].start,
            "end_fiscal_year": action.tasks[-1].end,
        }
        for measure in plan.measures
        for action in measure.actions
    )
