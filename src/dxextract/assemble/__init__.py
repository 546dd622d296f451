"""Assembly: records and outline into one PlanDocument, with ids, links and diagnostics. Never edits a value.

`settle` decides between candidates that claim the same text, `checks` looks for what a reader should look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from dxextract.assemble.checks import check
from dxextract.assemble.settle import settle
from dxextract.assemble.tables import plan_table
from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Candidate, Node, Outline
from dxextract.schema.plan import PlanDocument, Section
from dxextract.schema.records import Records

RecordT = TypeVar("RecordT", bound=BaseModel)


def assemble(document: Document, outline: Outline, records: Records, rules: RuleSet) -> PlanDocument:
    """Settle conflicts, mint ids, link, check."""
    settled = settle(records)
    minter = IdMinter()
    plan = PlanDocument(
        source=document.source,
        plan=records.plan,
        sections=tuple(_section(node, outline) for node in outline.nodes if node.printed),
        measures=records.measures,
        kpis=_named(settled.kpis, "kpi", ("measure_id", "name"), minter),
        schedule=_named(settled.schedule, "sch", ("measure_id", "text", "start_fiscal_year"), minter),
        commitments=_named(settled.commitments, "com", ("measure_id", "text"), minter),
        benchmarks=_named(settled.benchmarks, "ben", ("measure_id", "name"), minter),
        roles=_named(settled.roles, "rol", ("role", "holder"), minter),
        glossary=_named(settled.glossary, "glo", ("term",), minter),
        tables=tuple(plan_table(view) for view in records.tables),
    )
    return plan.model_copy(update={"diagnostics": check(plan, document, outline, records, rules)})


def _named(
    candidates: Iterable[Candidate[RecordT]], kind: str, fields: tuple[str, ...], minter: IdMinter
) -> tuple[RecordT, ...]:
    return tuple(
        c.record.model_copy(
            update={"id": minter.mint(kind, *(getattr(c.record, field) for field in fields)), "confidence": c.weight}
        )
        for c in candidates
    )


def _section(node: Node, outline: Outline) -> Section:
    return Section(
        id=node.id,
        parent_id=None if node.parent is None else outline.nodes[node.parent].id,
        level=node.level,
        number=node.number,
        title=node.title,
        page=node.page,
        kind=node.kind,
        evidence=node.heading.evidence(),
    )
