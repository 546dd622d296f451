"""Assembly: records and outline into one PlanDocument, with ids, links, confidence and diagnostics.

Never edits a value. `settle` decides between candidates that claim the same text, `rating` how sure each record is,
`checks` looks for what a reader should look at.
"""

from __future__ import annotations

from dxextract.assemble.checks import check
from dxextract.assemble.rating import Rater
from dxextract.assemble.settle import settle
from dxextract.assemble.tables import plan_table
from dxextract.confidence import Rating
from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import PlanDocument, Section
from dxextract.schema.records import Records


def assemble(document: Document, outline: Outline, records: Records, rules: RuleSet) -> PlanDocument:
    """Settle conflicts, mint ids, link, rate, check."""
    return assemble_rated(document, outline, records, rules)[0]


def assemble_rated(
    document: Document, outline: Outline, records: Records, rules: RuleSet
) -> tuple[PlanDocument, tuple[Rating, ...]]:
    """The plan, and what the confidence of each of its records rests on (the plan's own first, then list by list)."""
    settled = settle(records)
    rater = Rater(document, outline, records, IdMinter())
    plan = PlanDocument(
        source=document.source,
        plan=rater.plan(records.plan, rules),
        sections=tuple(rater.section(_section(node, outline), node) for node in outline.nodes if node.printed),
        measures=rater.measures(records.measures),
        kpis=rater.kpis(settled.kpis),
        schedule=rater.schedule(settled.schedule),
        commitments=rater.commitments(settled.commitments),
        benchmarks=rater.benchmarks(settled.benchmarks),
        roles=rater.roles(settled.roles),
        glossary=rater.glossary(settled.glossary),
        tables=tuple(rater.table(plan_table(view), view) for view in records.tables),
    )
    diagnostics = (*check(plan, document, outline, records, rules), *rater.diagnostics())
    return plan.model_copy(update={"diagnostics": diagnostics}), rater.ratings


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
