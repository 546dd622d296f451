"""Cross checks: what the reader of the JSON should look at. Reports only; never edits a value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxextract.assemble.silence import silent_places
from dxextract.diagnostics import diagnose
from dxextract.rules import RuleSet
from dxextract.rules.row_values import is_cut_off
from dxextract.schema.document import Document
from dxextract.schema.outline import Outline
from dxextract.schema.plan import Diagnostic, Kpi, PlanDocument
from dxextract.schema.records import Records

_INCREASE = re.compile(r"(増加|向上|拡大|上昇|増)(率|数|件数|割合|人数)?$|増加")


def check(
    plan: PlanDocument, document: Document, outline: Outline, records: Records, rules: RuleSet
) -> tuple[Diagnostic, ...]:
    """All diagnostics of the document: the earlier stages' notices first, then the checks in reading order."""
    return (
        *document.notices,
        *_plan_checks(plan),
        *(d for kpi in plan.kpis for d in _kpi_checks(kpi, plan)),
        *(_past(candidate.record) for candidate in records.past_kpis),
        *_table_checks(records),
        *(diagnose("W401", title=title) for title in outline.unmatched),
        *silent_places(document, outline, records, rules),
    )


def _plan_checks(plan: PlanDocument) -> Iterator[Diagnostic]:
    if plan.plan.municipality is None:
        yield diagnose("W411")
    elif plan.plan.municipality.code is None:
        yield diagnose("W412", name=plan.plan.municipality.name)
    if plan.plan.period is None:
        yield diagnose("W413")
    if not plan.measures:
        yield diagnose("W414")


def _kpi_checks(kpi: Kpi, plan: PlanDocument) -> Iterator[Diagnostic]:
    if kpi.target is None:
        yield diagnose("W421", kpi.evidence, kpi.id, name=kpi.name)
        return
    baseline, target = kpi.baseline, kpi.target
    numeric = baseline is not None and baseline.value is not None and target.value is not None
    if numeric and baseline is not None and target.value < baseline.value and _INCREASE.search(kpi.name):  # type: ignore[operator]
        yield diagnose("W422", kpi.evidence, kpi.id, name=kpi.name, low=target.raw, high=baseline.raw)
    if numeric and baseline is not None and baseline.unit != target.unit:
        yield diagnose("W424", kpi.evidence, kpi.id, name=kpi.name, one=baseline.unit, other=target.unit)
    period = plan.plan.period
    if period is not None and target.at is not None:
        year = target.at.fiscal_year
        if year < (period.start_fiscal_year or year) or year > period.end_fiscal_year:
            yield diagnose("W423", kpi.evidence, kpi.id, name=kpi.name, year=year)


def _past(kpi: Kpi) -> Diagnostic:
    return diagnose("I421", kpi.evidence, name=kpi.name)


def _table_checks(records: Records) -> Iterator[Diagnostic]:
    for view in records.tables:
        blanks = any(not c.text for c in view.table.cells if c.row >= view.header_rows)
        if view.kind == "schedule" and view.table.spans == "unknown" and blanks:
            yield diagnose("I301", (), view.id)
        for cell in view.table.cells if view.kind == "kpi" else ():
            if is_cut_off(cell.text):
                yield diagnose("W303", cell.passage.evidence(), view.id, raw=cell.text)
