"""Markdown: a file for each plan, its chapters with measures, indicators, schedules and tables where they stand.

Decides the order (the plan's own, with what has no place at the end) and the YAML header. Headings of facets are left
out as headings, since the measure above them carries their text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

from dxextract.export.outline import (
    escaped,
    facet_lines,
    heading_of,
    kpi_rows,
    place_of,
    schedule_rows,
    table_rows,
)
from dxextract.export.sink import Options
from dxextract.library import StoredPlan
from dxextract.schema.plan import Measure, PlanDocument

_DEEPEST = 6
_READ_AS_RECORDS = frozenset({"kpi", "schedule", "glossary", "toc"})
"""Kinds of tables whose content stands in records that are written anyway."""


class MarkdownSink:
    """A folder; the files have the documents' names."""

    def __init__(self, folder: Path, options: Options) -> None:  # noqa: ARG002 - the text is the plan's
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, document: StoredPlan) -> None:
        path = self._folder / f"{document.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(plan_lines(document)), "utf-8")

    def close(self) -> None:
        pass


def plan_lines(document: StoredPlan) -> Iterator[str]:
    """The plan as lines of Markdown."""
    plan = document.plan
    yield from _front_matter(document)
    yield f"# {escaped(plan.plan.title or document.name)}"
    yield ""
    if plan.plan.vision:
        yield f"> {escaped(plan.plan.vision)}"
        yield ""
    yield from _body(plan)
    yield from _back(plan)


def _front_matter(document: StoredPlan) -> Iterator[str]:
    plan, source = document.plan.plan, document.plan.source
    municipality, period = plan.municipality, plan.period
    facts = {
        "document_id": document.name,
        "plan_id": plan.id,
        "title": plan.title,
        "municipality": municipality.name if municipality else None,
        "prefecture": municipality.prefecture if municipality else None,
        "municipality_code": municipality.code if municipality else None,
        "published": plan.published.raw if plan.published else None,
        "period": [period.start_fiscal_year, period.end_fiscal_year] if period else None,
        "source": source.file_name,
        "sha256": source.sha256,
    }
    yield "---"
    yield yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, default_flow_style=None).rstrip()
    yield "---"
    yield ""


def _body(plan: PlanDocument) -> Iterator[str]:
    measures: dict[str | None, list[Measure]] = defaultdict(list)
    known = {section.id for section in plan.sections}
    for measure in plan.measures:
        measures[measure.section_id if measure.section_id in known else None].append(measure)
    for section in plan.sections:
        if section.kind == "facet" and section.id not in measures:
            continue
        place = place_of(section.evidence)
        yield f"{'#' * min(section.level + 1, _DEEPEST)} {escaped(heading_of(section))} ({place})"
        yield ""
        for measure in measures.get(section.id, ()):
            yield from _measure_lines(plan, measure)
        kpis = [kpi for kpi in plan.kpis if kpi.measure_id is None and kpi.section_id == section.id]
        if kpis:
            yield from kpi_rows(kpis)
        yield from _tables_in(plan, section.id)
    for measure in measures[None]:
        yield f"## {escaped(heading_of(measure))}"
        yield ""
        yield from _measure_lines(plan, measure)


def _measure_lines(plan: PlanDocument, measure: Measure) -> Iterator[str]:
    facts = [("担当", "、".join(measure.departments)), ("国の項目", "、".join(measure.national_items))]
    for name, value in facts:
        if value:
            yield f"- {name}: {escaped(value)}"
    yield ""
    for facet in measure.facets:
        yield from facet_lines(facet)
    kpis = [kpi for kpi in plan.kpis if kpi.measure_id == measure.id]
    if kpis:
        yield from kpi_rows(kpis)
    items = [item for item in plan.schedule if item.measure_id == measure.id]
    if items:
        yield from schedule_rows(items)


def _tables_in(plan: PlanDocument, section_id: str) -> Iterator[str]:
    for table in plan.tables:
        if table.section_id == section_id and table.kind not in _READ_AS_RECORDS:
            if table.caption:
                yield f"**{escaped(table.caption)}**"
                yield ""
            yield from table_rows(table)


def _back(plan: PlanDocument) -> Iterator[str]:
    loose = [kpi for kpi in plan.kpis if kpi.measure_id is None and kpi.section_id is None]
    if loose:
        yield "## 成果指標\n"
        yield from kpi_rows(loose)
    items = [item for item in plan.schedule if item.measure_id is None]
    if items:
        yield "## スケジュール\n"
        yield from schedule_rows(items)
    if plan.commitments:
        yield "## 約束\n"
        yield from (f"- {escaped(one.text)} ({place_of(one.evidence)})" for one in plan.commitments)
        yield ""
    if plan.roles:
        yield "## 推進体制\n"
        for role in plan.roles:
            holder = f"({role.holder})" if role.holder else ""
            yield f"- **{escaped(role.role)}**{escaped(holder)} {escaped(role.description or '')}".rstrip()
        yield ""
    if plan.glossary:
        yield "## 用語\n"
        yield from (f"- **{escaped(entry.term)}**: {escaped(entry.definition)}" for entry in plan.glossary)
        yield ""
