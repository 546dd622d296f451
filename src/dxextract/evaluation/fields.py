"""Which fields of each record type are compared, how, and which of them a record must have right to count.

Decides the record types' keys (what pairs two records), their floors, and the strict fields. Text fields are scored in
four modes and count as right in the soft one; everything else (numbers, units, years, codes, flags) is right or wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from dxextract.evaluation.compared import (
    ComparedBenchmark,
    ComparedCommitment,
    ComparedDate,
    ComparedGlossaryEntry,
    ComparedKpi,
    ComparedMeasure,
    ComparedPlan,
    ComparedQuantity,
    ComparedRecord,
    ComparedRole,
    ComparedScheduleItem,
)
from dxextract.evaluation.texts import soft

R = TypeVar("R", bound=ComparedRecord)

_LONG_TEXT_FLOOR = 0.97
_OTHER_MEASURE = 0.05
_OTHER_FIELD = 0.01


@dataclass(frozen=True, slots=True)
class Field(Generic[R]):
    """One field: `read` gives a text (or None) for `text` and `long_text`, any hashable value for `exact`.

    `long_text` counts as right from a Ratcliff similarity of 0.97 on, `text` when it is the same in soft form. `source`
    is the key in the file that the value comes from: a gold record without it is not asked for the field. `sure`
    fields make no record wrong in the strict count, but a confidence is for them too.
    """

    name: str
    kind: Literal["text", "long_text", "exact"]
    read: Callable[[R], Hashable]
    source: str
    strict: bool = False
    sure: bool = False

    @property
    def floor(self) -> float:
        """Ratcliff similarity from which a text counts as right."""
        return _LONG_TEXT_FLOOR if self.kind == "long_text" else 1.0


@dataclass(frozen=True, slots=True)
class RecordType(Generic[R]):
    """One list of the contract: `key` pairs records whose Ratcliff similarity reaches `floor`, less a penalty each
    for another measure and for other strict fields; between equal keys the record that agrees most is then chosen.
    A record's confidence is for its strict fields and for those that are `sure`."""

    name: str
    records: Callable[[ComparedPlan], tuple[R, ...]]
    key: Callable[[R], str]
    floor: float
    fields: tuple[Field[R], ...]
    other_measure: float = _OTHER_MEASURE
    other_field: float = 0.0


def _year(date: ComparedDate | None) -> int | None:
    return date.fiscal_year if date else None


def _quantity_year(quantity: ComparedQuantity | None) -> int | None:
    return _year(quantity.at) if quantity else None


def figure(quantity: ComparedQuantity | None) -> Hashable:
    """What must agree for two quantities to be the same figure, dates apart."""
    if quantity is None:
        return None
    if quantity.state == "not_measured":
        return ("not_measured",)
    if quantity.state == "qualitative":
        return ("qualitative", soft(quantity.raw))
    return (
        quantity.state,
        None if quantity.value is None else round(quantity.value, 6),
        None if quantity.value_max is None else round(quantity.value_max, 6),
        soft(quantity.unit),
        quantity.comparator or "eq",
        quantity.direction,
        quantity.frequency,
    )


def _bag(values: list[Hashable]) -> Hashable:
    return frozenset(Counter(values).items())


def _number(quantity: ComparedQuantity | None) -> Hashable:
    return (quantity.state, quantity.value, quantity.value_max) if quantity else None


def _unit(quantity: ComparedQuantity | None) -> Hashable:
    return soft(quantity.unit) if quantity else None


MEASURES: RecordType[ComparedMeasure] = RecordType(
    "measures",
    lambda plan: plan.measures,
    lambda m: m.title,
    0.9,
    (
        Field("title", "text", lambda m: m.title, "title", sure=True),
        Field("number", "text", lambda m: m.number, "number", sure=True),
        Field("policy", "text", lambda m: m.policy, "policy", sure=True),
        Field("is_priority", "exact", lambda m: m.is_priority, "is_priority", sure=True),
        Field("departments", "exact", lambda m: frozenset(map(soft, m.departments)), "departments", sure=True),
        Field("national_items", "exact", lambda m: frozenset(m.national_items), "national_items"),
        Field("facets", "exact", lambda m: _bag([(f.role, f.n_items) for f in m.facets]), "facets"),
    ),
    other_measure=0.0,
)

KPIS: RecordType[ComparedKpi] = RecordType(
    "kpis",
    lambda plan: plan.kpis,
    lambda k: k.name,
    0.8,
    (
        Field("name", "text", lambda k: k.name, "name", strict=True),
        Field("measure", "text", lambda k: k.measure, "measure", strict=True),
        Field("baseline", "exact", lambda k: figure(k.baseline), "baseline", strict=True),
        Field("baseline_year", "exact", lambda k: _quantity_year(k.baseline), "baseline", strict=True),
        Field("target", "exact", lambda k: figure(k.target), "target", strict=True),
        Field("target_year", "exact", lambda k: _quantity_year(k.target), "target", strict=True),
        Field("cumulative", "exact", lambda k: k.cumulative, "cumulative", strict=True),
        Field(
            "milestones",
            "exact",
            lambda k: _bag([(figure(q), _quantity_year(q)) for q in k.milestones]),
            "milestones",
            strict=True,
        ),
        Field("baseline_number", "exact", lambda k: _number(k.baseline), "baseline"),
        Field("baseline_unit", "exact", lambda k: _unit(k.baseline), "baseline"),
        Field("target_number", "exact", lambda k: _number(k.target), "target"),
        Field("target_unit", "exact", lambda k: _unit(k.target), "target"),
        Field("action_labels", "exact", lambda k: k.action_labels, "action_labels"),
        Field("definition", "text", lambda k: k.definition, "definition"),
        Field("source_kind", "exact", lambda k: k.source_kind, "source_kind"),
    ),
)

SCHEDULE: RecordType[ComparedScheduleItem] = RecordType(
    "schedule",
    lambda plan: plan.schedule,
    lambda s: s.text,
    0.8,
    (
        Field("text", "text", lambda s: s.text, "text", strict=True),
        Field("measure", "text", lambda s: s.measure, "measure", strict=True),
        Field("start_fiscal_year", "exact", lambda s: s.start_fiscal_year, "start_fiscal_year", strict=True),
        Field("end_fiscal_year", "exact", lambda s: s.end_fiscal_year, "end_fiscal_year", strict=True),
        Field("start", "exact", lambda s: s.start, "start"),
        Field("end", "exact", lambda s: s.end, "end"),
        Field("action_labels", "exact", lambda s: s.action_labels, "action_labels"),
        Field("phase", "exact", lambda s: s.phase, "phase"),
    ),
    other_field=_OTHER_FIELD,
)

COMMITMENTS: RecordType[ComparedCommitment] = RecordType(
    "commitments",
    lambda plan: plan.commitments,
    lambda c: c.text,
    0.85,
    (
        Field("deadlines", "exact", lambda c: _bag([_year(d) for d in c.deadlines]), "deadlines", strict=True),
        Field("text", "text", lambda c: c.text, "text"),
        Field("quantities", "exact", lambda c: _bag([figure(q) for q in c.quantities]), "quantities"),
    ),
    other_measure=0.0,
)

BENCHMARKS: RecordType[ComparedBenchmark] = RecordType(
    "benchmarks",
    lambda plan: plan.benchmarks,
    lambda b: b.name,
    0.8,
    (
        Field("name", "text", lambda b: b.name, "name", strict=True),
        Field("reference", "exact", lambda b: figure(b.reference), "reference", strict=True),
        Field("reference_year", "exact", lambda b: _quantity_year(b.reference), "reference", strict=True),
        Field("own", "exact", lambda b: figure(b.own), "own", strict=True),
        Field("own_year", "exact", lambda b: _quantity_year(b.own), "own"),
        Field("scope", "exact", lambda b: b.scope, "scope"),
        Field("source", "text", lambda b: b.source, "source"),
    ),
    other_measure=0.0,
    other_field=_OTHER_FIELD,
)

ROLES: RecordType[ComparedRole] = RecordType(
    "roles",
    lambda plan: plan.roles,
    lambda r: r.role,
    0.8,
    (
        Field("role", "text", lambda r: r.role, "role", strict=True),
        Field("holder", "text", lambda r: r.holder, "holder", strict=True),
        Field("description", "text", lambda r: r.description, "description"),
    ),
    other_measure=0.0,
    other_field=_OTHER_FIELD,
)

GLOSSARY: RecordType[ComparedGlossaryEntry] = RecordType(
    "glossary",
    lambda plan: plan.glossary,
    lambda g: g.term,
    0.95,
    (
        Field("term", "text", lambda g: g.term, "term"),
        Field("reading", "text", lambda g: g.reading, "reading", strict=True),
        Field("definition", "long_text", lambda g: g.definition, "definition", strict=True),
    ),
    other_measure=0.0,
)
