"""Extraction: records with evidence from an annotated document and its outline.

`extract_records` calls one module for each record type. Every extractor is a pure function of the document, the
outline and what was read before it; conflicts between candidates are settled in `dxextract.assemble`.
What tables are (`tables`) and what sections are measures (`measures`) is read first; each larger record type has a
package of its own.
"""

from __future__ import annotations

from dxextract.extract.benchmarks.benchmarks import find_benchmarks
from dxextract.extract.commitments import find_commitments
from dxextract.extract.glossary.glossary import find_glossary
from dxextract.extract.kpis.cards import find_kpi_cards
from dxextract.extract.kpis.charts import find_chart_kpis
from dxextract.extract.kpis.dated_cards import find_dated_cards
from dxextract.extract.kpis.drafts import names_something
from dxextract.extract.kpis.inline import find_inline_kpis
from dxextract.extract.kpis.labelled import find_labelled_kpis
from dxextract.extract.kpis.noted_years import with_noted_years
from dxextract.extract.kpis.notes import KpiNotes
from dxextract.extract.kpis.past import split_past
from dxextract.extract.kpis.table_kpis import find_kpis
from dxextract.extract.kpis.told import find_told_kpis
from dxextract.extract.kpis.told_rows import find_row_kpis
from dxextract.extract.listed_departments import with_listed_departments
from dxextract.extract.listed_policies import with_listed_policies
from dxextract.extract.measures import MeasureIndex, find_measures
from dxextract.extract.metadata.metadata import read_plan
from dxextract.extract.roles.roles import find_roles
from dxextract.extract.schedule.lines import find_schedule_lines
from dxextract.extract.schedule.schedule import find_schedule, first_planned
from dxextract.extract.tables import read_tables
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Candidate, Outline
from dxextract.schema.plan import Kpi
from dxextract.schema.records import Records, TableView


def extract_records(document: Document, outline: Outline, rules: RuleSet) -> Records:
    """Read every record type of the contract."""
    plan = read_plan(document, outline, rules)
    now = plan.published.fiscal_year if plan.published else None
    tables = read_tables(document, outline, rules, plan.period, now)
    measures = with_listed_departments(find_measures(document, outline, tables, rules), tables, outline)
    measures = with_listed_policies(measures, tables, outline)
    index = MeasureIndex(outline, measures)
    printed = tuple(view for view in tables if not view.table.unfolded)
    tables = tuple(view for view in tables if not view.table.set_out)
    planned = first_planned(plan)
    ahead = now if now is not None or not planned else planned - 1
    found = _kpis(document, outline, tables, index, rules, now)
    found += find_chart_kpis(document, outline, index, rules, ahead)
    kpis, past_kpis = split_past(found, plan, tables, outline, rules)
    return Records(
        plan=plan,
        tables=printed,
        measures=measures,
        kpis=kpis,
        past_kpis=past_kpis,
        schedule=find_schedule(tables, index, rules, plan)
        + find_schedule_lines(document, outline, index, rules, planned),
        commitments=find_commitments(document, outline, plan, tables, index, rules),
        benchmarks=find_benchmarks(document, outline, tables, index, rules),
        roles=find_roles(document, outline, tables, rules),
        glossary=find_glossary(document, outline, tables, rules, plan.title),
        parts=tables,
    )


def _kpis(
    document: Document,
    outline: Outline,
    tables: tuple[TableView, ...],
    index: MeasureIndex,
    rules: RuleSet,
    now: int | None,
) -> tuple[Candidate[Kpi], ...]:
    """KPIs of tables, of lines read by weight, of labelled ones, cards of dated values, other lines, other cards."""
    lines = find_told_kpis(document, outline, index, rules, now)
    told = _blocks(lines)
    labelled = find_labelled_kpis(document, outline, index, rules, now)
    lines += tuple(one for one in labelled if told.isdisjoint(claim.block for claim in one.claims))
    lines += find_dated_cards(document, outline, index, _blocks(lines), rules, now)
    lines += find_inline_kpis(document, outline, index, _blocks(lines), rules, now)
    cards = find_kpi_cards(document, outline, index, _blocks(lines), rules, now)
    notes = KpiNotes(document, outline, rules)
    found = find_kpis(tables, outline, index, rules, notes, now)
    rows = find_row_kpis(document, tables, _blocks(found), outline, index, rules, now)
    named = tuple(one for one in lines + cards if names_something(one.record.name, rules))
    return found + rows + with_noted_years(named, notes)


def _blocks(candidates: tuple[Candidate[Kpi], ...]) -> frozenset[int]:
    """The blocks that candidates take."""
    return frozenset(claim.block for candidate in candidates for claim in candidate.claims)
