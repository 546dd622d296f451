"""Whether the records of one plan document hold together: ids once each, references that lead somewhere, evidence.

Decides what `dxextract check` reports beyond the form that the models enforce. Mends nothing, and does not ask whether
a value is right; that is what evidence and diagnostics are for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.plan import (
    Benchmark,
    Commitment,
    GlossaryEntry,
    Kpi,
    Measure,
    PlanDocument,
    PlanTable,
    Role,
    ScheduleItem,
    Section,
)

Record = Section | Measure | Kpi | ScheduleItem | Commitment | Benchmark | Role | GlossaryEntry | PlanTable

REFERENCES = {
    "parent_id": "sections",
    "section_id": "sections",
    "measure_id": "measures",
    "table_id": "tables",
}
"""The field that refers, and the list of the document that it refers to."""


def integrity_problems(plan: PlanDocument) -> tuple[str, ...]:
    """One English line for each broken rule, in the document's order; empty when all holds."""
    return (
        *key_problems(plan),
        *_broken_alternatives(plan),
        *_broken_diagnostics(plan),
        *_without_evidence(plan),
    )


def key_problems(plan: PlanDocument) -> tuple[str, ...]:
    """Those of `integrity_problems` that would break the keys of tables: ids used twice, references to nothing."""
    return (*_repeated_ids(plan), *_broken_references(plan))


def records_of(plan: PlanDocument) -> Iterator[tuple[str, Record]]:
    """Every record that has an id, with its path in the document (``kpis[0]``), list by list."""
    for name in RECORD_KINDS:
        if name == "diagnostics":
            continue
        for index, record in enumerate(getattr(plan, name)):
            yield f"{name}[{index}]", record


def _repeated_ids(plan: PlanDocument) -> Iterator[str]:
    counts = Counter(record.id for _, record in records_of(plan))
    yield from (f"id {identifier!r} is used {count} times" for identifier, count in counts.items() if count > 1)


def _broken_references(plan: PlanDocument) -> Iterator[str]:
    known = {name: {record.id for record in getattr(plan, name)} for name in set(REFERENCES.values())}
    for path, record in records_of(plan):
        for field, target in REFERENCES.items():
            identifier = getattr(record, field, None)
            if identifier is not None and identifier not in known[target]:
                yield f"{path}.{field}: no record {identifier!r} in {target}"


def _broken_alternatives(plan: PlanDocument) -> Iterator[str]:
    known = {name: {record.id for record in getattr(plan, name)} for name in set(REFERENCES.values())}
    for path, record in records_of(plan):
        for index, other in enumerate(getattr(record, "alternatives", ())):
            target = REFERENCES.get(other.field or "", "")
            if target and other.value is not None and other.value not in known[target]:
                yield f"{path}.alternatives[{index}].value: no record {other.value!r} in {target}"


def _broken_diagnostics(plan: PlanDocument) -> Iterator[str]:
    everything = {record.id for _, record in records_of(plan)} | {plan.plan.id}
    for index, diagnostic in enumerate(plan.diagnostics):
        if diagnostic.record_id is not None and diagnostic.record_id not in everything:
            yield f"diagnostics[{index}].record_id: no record {diagnostic.record_id!r}"


def _without_evidence(plan: PlanDocument) -> Iterator[str]:
    is_pdf = plan.source.media_type == "application/pdf"
    for path, record in records_of(plan):
        if not record.evidence:
            yield f"{path}.evidence: empty"
        for index, evidence in enumerate(record.evidence):
            placed = evidence.bbox is not None if is_pdf else evidence.line_start is not None
            if not placed:
                yield f"{path}.evidence[{index}]: no {'box on a page' if is_pdf else 'line'}"
