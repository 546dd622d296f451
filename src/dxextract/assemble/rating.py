"""How sure each record is, and why it is not surer: the ids, the confidence and the diagnostics I601 of all records.

Decides which fields an id is made of and where a record's doubts come from (`doubts`, `heading_doubts`). What a rule
and a doubt are worth is data: `dxextract.confidence`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from dxextract.assemble.alternatives import kpi_alternatives, schedule_alternatives, weighed
from dxextract.assemble.doubts import (
    Grounds,
    benchmark_doubts,
    commitment_doubts,
    glossary_doubts,
    kpi_doubts,
    plan_table_doubts,
    role_doubts,
    schedule_doubts,
)
from dxextract.assemble.heading_doubts import (
    doubtful_measures,
    heading_doubts,
    heading_rule,
    measure_doubts,
    measure_rule,
    plan_doubts,
)
from dxextract.confidence import SURE, Rating, confidence, reasons
from dxextract.diagnostics import diagnose
from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Candidate, Node, Outline
from dxextract.schema.plan import (
    Alternative,
    Benchmark,
    Commitment,
    Diagnostic,
    GlossaryEntry,
    Kpi,
    Measure,
    Plan,
    PlanTable,
    Role,
    ScheduleItem,
    Section,
)
from dxextract.schema.records import Records, TableView

RecordT = TypeVar("RecordT", bound=BaseModel)


class Rater:
    """Rates the records of one document, list by list in the document's order, and keeps what it has to say of them."""

    def __init__(self, document: Document, outline: Outline, records: Records, minter: IdMinter) -> None:
        self._nodes = {node.id: node for node in outline.nodes}
        grounds = Grounds.of(document, outline, records)
        self._grounds = replace(grounds, doubtful_measures=doubtful_measures(self._nodes, grounds))
        self._minter = minter
        self._ratings: list[Rating] = []
        self._diagnostics: list[Diagnostic] = []

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """One for each record, in the order in which they were rated."""
        return tuple(self._ratings)

    def diagnostics(self) -> Iterator[Diagnostic]:
        """One for each record that is not sure, in the order in which they were rated."""
        return iter(self._diagnostics)

    def plan(self, plan: Plan, rules: RuleSet) -> Plan:
        return self._rated(plan, "plan", plan_doubts(plan, rules))

    def section(self, section: Section, node: Node) -> Section:
        return self._rated(section, heading_rule(node), heading_doubts(node, self._grounds))

    def measures(self, measures: Iterable[Measure]) -> tuple[Measure, ...]:
        nodes = ((measure, self._nodes[measure.section_id or ""]) for measure in measures)
        return tuple(self._rated(m, measure_rule(n), measure_doubts(m, n, self._grounds)) for m, n in nodes)

    def kpis(self, candidates: Iterable[Candidate[Kpi]]) -> tuple[Kpi, ...]:
        return self._named(candidates, "kpi", ("measure_id", "name"), kpi_doubts, kpi_alternatives)

    def schedule(self, candidates: Iterable[Candidate[ScheduleItem]]) -> tuple[ScheduleItem, ...]:
        return self._named(
            candidates, "sch", ("measure_id", "text", "start_fiscal_year"), schedule_doubts, schedule_alternatives
        )

    def commitments(self, candidates: Iterable[Candidate[Commitment]]) -> tuple[Commitment, ...]:
        return self._named(candidates, "com", ("measure_id", "text"), commitment_doubts)

    def benchmarks(self, candidates: Iterable[Candidate[Benchmark]]) -> tuple[Benchmark, ...]:
        return self._named(candidates, "ben", ("measure_id", "name"), benchmark_doubts)

    def roles(self, candidates: Iterable[Candidate[Role]]) -> tuple[Role, ...]:
        return self._named(candidates, "rol", ("role", "holder"), role_doubts)

    def glossary(self, candidates: Iterable[Candidate[GlossaryEntry]]) -> tuple[GlossaryEntry, ...]:
        return self._named(candidates, "glo", ("term",), glossary_doubts)

    def table(self, table: PlanTable, view: TableView) -> PlanTable:
        rule = "table.drawn" if table.pages else "table.typed"
        return self._rated(table, rule, plan_table_doubts(table, view, self._grounds))

    def _named(
        self,
        candidates: Iterable[Candidate[RecordT]],
        kind: str,
        fields: tuple[str, ...],
        doubts: Callable[[Candidate[RecordT], Grounds], Iterator[str]],
        others: Callable[[Candidate[RecordT], Grounds], Iterator[Alternative]] | None = None,
    ) -> tuple[RecordT, ...]:
        """The candidates' records with their ids, made of `fields`, their confidence and what else they might be."""
        rated = []
        for candidate in candidates:
            record = candidate.record
            minted = self._minter.mint(kind, *(getattr(record, field) for field in fields))
            found = (*candidate.doubts, *doubts(candidate, self._grounds))
            lost = (*candidate.alternatives, *(others(candidate, self._grounds) if others else ()))
            alternatives = weighed(lost, confidence(candidate.rule, found))
            named = record.model_copy(update={"id": minted, "alternatives": alternatives})
            rated.append(self._rated(named, candidate.rule, found))
        return tuple(rated)

    def _rated(self, record: RecordT, rule: str, doubts: Iterable[str]) -> RecordT:
        rating = Rating(getattr(record, "id", ""), rule, tuple(dict.fromkeys(doubts)))
        self._ratings.append(rating)
        if (value := rating.confidence) <= SURE:
            said = reasons(rating)
            self._diagnostics.append(
                diagnose(
                    "I601",
                    getattr(record, "evidence", ()),
                    rating.record_id or None,
                    confidence=f"{value:.2f}",
                    ja="、".join(ja for ja, _ in said),
                    en="; ".join(en for _, en in said),
                )
            )
        return record.model_copy(update={"confidence": value})
