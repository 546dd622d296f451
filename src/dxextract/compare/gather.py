"""A library as one comparison: which documents stand for a plan, and which subject each indicator has.

Decides that of several documents of one plan (a PDF and its text) one is compared, how plans are labelled, and the
subject and measure of an indicator: the families `indicator_subjects` and `indicator_variants`, and for a name that
they do not know, the names of other plans that are made of the same words (Sudachi's normal form).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dxextract.compare.model import ComparedBar, ComparedKpi, ComparedMeasure, ComparedPlan, Comparison, Mention
from dxextract.compare.units import aligned, value_of
from dxextract.language.names import likeness, normal_words
from dxextract.library import StoredPlan
from dxextract.rules import RuleSet
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.plan import Evidence, Measure

_ALIKE = 0.6
"""Names that share this much of their words are about one subject."""
UNNAMED_VARIANT = "その他"


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of a document: its head, without records, and what is compared, under the document's name."""

    head: StoredPlan
    plan: ComparedPlan
    measures: list[ComparedMeasure]
    bars: list[ComparedBar]
    kpis: list[ComparedKpi]
    mentions: list[Mention]


def compare_documents(documents: Iterable[StoredPlan], rules: RuleSet) -> Comparison:
    """The comparison of `documents`, which are read through once and not kept."""
    chosen = _one_for_each_plan(documents, rules)
    labels = _labels([read.head for read in chosen])
    named = _grouped([replace(kpi, plan=labels[kpi.plan]) for read in chosen for kpi in read.kpis], rules)
    subjects = {kpi.subject for kpi in named}
    mentions = (mention for read in chosen for mention in read.mentions if mention.subject in subjects)
    plans = [replace(read.plan, label=labels[read.plan.label]) for read in chosen]
    return Comparison(
        plans=tuple(sorted(plans, key=lambda plan: plan.label)),
        kpis=named,
        measures=tuple(replace(one, plan=labels[one.plan]) for read in chosen for one in read.measures),
        bars=tuple(replace(bar, plan=labels[bar.plan]) for read in chosen for bar in read.bars),
        mentions=tuple(replace(mention, plan=labels[mention.plan]) for mention in mentions),
    )


def _one_for_each_plan(documents: Iterable[StoredPlan], rules: RuleSet) -> list[_Read]:
    """Of documents with one plan id the PDF, else the first."""
    found: dict[str, _Read] = {}
    for document in documents:
        known = found.get(document.plan.plan.id)
        is_pdf = document.plan.source.media_type == "application/pdf"
        if known is None or (is_pdf and known.head.plan.source.media_type != "application/pdf"):
            found[document.plan.plan.id] = _read(document, rules)
    return list(found.values())


def _read(document: StoredPlan, rules: RuleSet) -> _Read:
    head = replace(document, plan=document.plan.model_copy(update=dict.fromkeys(RECORD_KINDS, ())))
    name = document.name
    return _Read(
        head=head,
        plan=_plan(document, name),
        measures=_measures(document, name),
        bars=_bars(document, name),
        kpis=_kpis(document, name, rules),
        mentions=_mentions(document, name, rules),
    )


def _labels(documents: Sequence[StoredPlan]) -> dict[str, str]:
    """The municipality's name; with the prefecture, the year or the document's name where that is not enough."""
    labels = {document.name: _short(document) for document in documents}
    for level in (_with_prefecture, _with_year, _name):
        counts = Counter(labels.values())
        for document in documents:
            if counts[labels[document.name]] > 1:
                labels[document.name] = level(document)
    return labels


def _short(document: StoredPlan) -> str:
    municipality = document.plan.plan.municipality
    return municipality.name if municipality else document.name


def _with_prefecture(document: StoredPlan) -> str:
    municipality = document.plan.plan.municipality
    prefecture = municipality.prefecture if municipality else None
    return f"{_short(document)}({prefecture})" if prefecture else _short(document)


def _with_year(document: StoredPlan) -> str:
    published = document.plan.plan.published
    return f"{_with_prefecture(document)}{published.start[:7]}" if published else _with_prefecture(document)


def _name(document: StoredPlan) -> str:
    return document.name


def _plan(document: StoredPlan, label: str) -> ComparedPlan:
    plan, about = document.plan, document.plan.plan
    return ComparedPlan(
        document_id=document.name,
        label=label,
        municipality=about.municipality.name if about.municipality else None,
        prefecture=about.municipality.prefecture if about.municipality else None,
        title=about.title,
        published=about.published.end if about.published else None,
        start_year=about.period.start_fiscal_year if about.period else None,
        end_year=about.period.end_fiscal_year if about.period else None,
        measures=len(plan.measures),
        kpis=len(plan.kpis),
        schedule=len(plan.schedule),
    )


def _measures(document: StoredPlan, label: str) -> list[ComparedMeasure]:
    kpis = Counter(kpi.measure_id for kpi in document.plan.kpis)
    bars = Counter(item.measure_id for item in document.plan.schedule)
    return [
        ComparedMeasure(
            plan=label,
            document_id=document.name,
            measure_id=measure.id,
            title=measure.title,
            items=measure.national_items,
            departments=measure.departments,
            kpis=kpis[measure.id],
            schedule=bars[measure.id],
            page=_page(measure.evidence),
        )
        for measure in document.plan.measures
    ]


def _bars(document: StoredPlan, label: str) -> list[ComparedBar]:
    measures = {measure.id: measure for measure in document.plan.measures}
    bars = []
    for item in document.plan.schedule:
        start, end = item.start_fiscal_year, item.end_fiscal_year
        first, last = (start if start is not None else end), (end if end is not None else start)
        if first is None or last is None:
            continue
        measure = measures.get(item.measure_id or "")
        bars.append(
            ComparedBar(
                plan=label,
                document_id=document.name,
                schedule_id=item.id,
                measure=measure.title if measure else None,
                items=measure.national_items if measure else (),
                text=item.text,
                start_year=first,
                end_year=last,
                phase=item.phase,
                page=_page(item.evidence),
            )
        )
    return bars


def _kpis(document: StoredPlan, label: str, rules: RuleSet) -> list[ComparedKpi]:
    measures: dict[str | None, Measure] = {measure.id: measure for measure in document.plan.measures}
    found = []
    for kpi in document.plan.kpis:
        measure = measures.get(kpi.measure_id)
        subjects = rules["indicator_subjects"].matches(kpi.name)
        variants = rules["indicator_variants"].matches(kpi.name)
        found.append(
            ComparedKpi(
                plan=label,
                document_id=document.name,
                kpi_id=kpi.id,
                subject=subjects[0].label if subjects else "",
                variant=variants[0].label if variants else UNNAMED_VARIANT,
                name=kpi.name,
                measure=measure.title if measure else None,
                items=measure.national_items if measure else (),
                cumulative=kpi.cumulative,
                baseline=value_of(kpi.baseline),
                target=value_of(kpi.target),
                growth=None,
                page=_page(kpi.evidence),
            )
        )
    return found


def _mentions(document: StoredPlan, label: str, rules: RuleSet) -> list[Mention]:
    """Measures whose title or text speaks of a subject; those whose title does come first."""
    titled: list[Mention] = []
    told: list[Mention] = []
    for measure in document.plan.measures:
        items = [item for facet in measure.facets for item in facet.items]
        text = "\n".join((measure.title, *(part for item in items for part in (item.text, *item.details))))
        for subject in dict.fromkeys(match.label for match in rules["indicator_subjects"].matches(text)):
            mention = Mention(label, document.name, subject, measure.title, _page(measure.evidence))
            in_title = any(match.label == subject for match in rules["indicator_subjects"].matches(measure.title))
            (titled if in_title else told).append(mention)
    return [*titled, *told]


def _grouped(kpis: list[ComparedKpi], rules: RuleSet) -> tuple[ComparedKpi, ...]:
    """`kpis` with a subject each, units aligned, sorted by subject, measure and the higher target."""
    named = _with_subjects(kpis)
    groups: dict[tuple[str, str], list[ComparedKpi]] = {}
    for kpi in named:
        groups.setdefault((kpi.subject, kpi.variant), []).append(kpi)
    return tuple(
        kpi
        for key in sorted(groups)
        for kpi in sorted(aligned(groups[key], rules), key=lambda kpi: (-_number(kpi), kpi.plan, kpi.name))
    )


def _with_subjects(kpis: list[ComparedKpi]) -> list[ComparedKpi]:
    """A name that no rule knows takes the name of the first other that is made of much the same words."""
    own: list[str] = []
    by_word: dict[str, list[str]] = {}
    result = []
    for kpi in kpis:
        if kpi.subject:
            result.append(kpi)
            continue
        candidates = dict.fromkeys(name for word in normal_words(kpi.name) for name in by_word.get(word, ()))
        alike = next((name for name in candidates if likeness(name, kpi.name) >= _ALIKE), None)
        if alike is None:
            alike = kpi.name
            own.append(alike)
            for word in normal_words(alike):
                by_word.setdefault(word, []).append(alike)
        result.append(replace(kpi, subject=alike))
    return result


def _number(kpi: ComparedKpi) -> float:
    return kpi.target.number if kpi.target and kpi.target.number is not None else float("-inf")


def _page(evidence: Sequence[Evidence]) -> int | None:
    return next((one.page for one in evidence if one.page is not None), None)
