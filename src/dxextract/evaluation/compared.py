"""What is compared of a plan, read from a gold file or from a plan document.

Two shapes are read into one. A gold file names the measure of a record by title (`measure`), counts the items of a
facet (`n_items`), has a table's cells as a list of rows, and nests sections by `level`; a plan document has
`measure_id`, the items, cells with row and column, and `parent_id`. Keys that are not compared are left out, and a gold
file may leave out what it does not judge: `stated` tells the difference between that and null.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from dxextract.errors import InvalidPlanError, UnreadableInputError
from dxextract.schema.load import load_plan


class Compared(BaseModel):
    """Base: frozen, tolerant of further keys."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def stated(self, field: str) -> bool:
        """Whether the file has this field at all."""
        return field in self.model_fields_set


class ComparedDate(Compared):
    fiscal_year: int | None = None
    start: str | None = None
    precision: str | None = None


class ComparedQuantity(Compared):
    raw: str | None = None
    state: str
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    comparator: str | None = None
    direction: str | None = None
    frequency: str | None = None
    at: ComparedDate | None = None


class ComparedEvidence(Compared):
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    line_start: int | None = None
    line_end: int | None = None
    quote: str


class ComparedRecord(Compared):
    """What all records share. `measure` is the title of the record's measure, None for the whole plan."""

    id: str | None = None
    measure: str | None = None
    evidence: tuple[ComparedEvidence, ...] = ()
    confidence: float | None = None


class ComparedSection(ComparedRecord):
    level: int
    number: str | None = None
    title: str
    parent_title: str | None = None


class ComparedFacet(Compared):
    role: str
    n_items: int


class ComparedMeasure(ComparedRecord):
    number: str | None = None
    title: str
    policy: str | None = None
    is_priority: bool = False
    national_items: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    facets: tuple[ComparedFacet, ...] = ()


class ComparedKpi(ComparedRecord):
    name: str
    action_labels: tuple[str, ...] = ()
    cumulative: bool = False
    definition: str | None = None
    baseline: ComparedQuantity | None = None
    target: ComparedQuantity | None = None
    milestones: tuple[ComparedQuantity, ...] = ()
    source_kind: str | None = None


class ComparedScheduleItem(ComparedRecord):
    text: str
    action_labels: tuple[str, ...] = ()
    start_fiscal_year: int | None = None
    end_fiscal_year: int | None = None
    start: str | None = None
    end: str | None = None
    phase: str | None = None


class ComparedCommitment(ComparedRecord):
    text: str
    deadlines: tuple[ComparedDate, ...] = ()
    quantities: tuple[ComparedQuantity, ...] = ()


class ComparedBenchmark(ComparedRecord):
    name: str
    reference: ComparedQuantity
    own: ComparedQuantity | None = None
    scope: str | None = None
    source: str | None = None


class ComparedRole(ComparedRecord):
    role: str
    holder: str | None = None
    description: str | None = None


class ComparedGlossaryEntry(ComparedRecord):
    term: str
    reading: str | None = None
    definition: str


class ComparedTable(ComparedRecord):
    """`cells` are ``(row, column, text)`` of those that are not blank; `form` is ``lost`` where the source lost it."""

    kind: str | None = None
    form: str | None = None
    cells: tuple[tuple[int, int, str], ...] = ()


class ComparedRelatedPlan(Compared):
    title: str
    relation: str


class ComparedMunicipality(Compared):
    name: str | None = None
    prefecture: str | None = None
    code: str | None = None
    check_code: str | None = None


class ComparedPeriod(Compared):
    start_fiscal_year: int | None = None
    end_fiscal_year: int | None = None


class ComparedAbout(Compared):
    """The plan's own fields."""

    title: str | None = None
    municipality: ComparedMunicipality | None = None
    status: str | None = None
    edition: str | None = None
    published: ComparedDate | None = None
    period: ComparedPeriod | None = None
    issuer: str | None = None
    vision: str | None = None
    confidence: float | None = None
    related_plans: tuple[ComparedRelatedPlan, ...] = ()


class ComparedSource(Compared):
    file_name: str | None = None
    media_type: str | None = None


class ComparedPlan(Compared):
    """One plan, in the contract's lists."""

    source: ComparedSource = ComparedSource()
    plan: ComparedAbout = ComparedAbout()
    sections: tuple[ComparedSection, ...] = ()
    measures: tuple[ComparedMeasure, ...] = ()
    kpis: tuple[ComparedKpi, ...] = ()
    schedule: tuple[ComparedScheduleItem, ...] = ()
    commitments: tuple[ComparedCommitment, ...] = ()
    benchmarks: tuple[ComparedBenchmark, ...] = ()
    roles: tuple[ComparedRole, ...] = ()
    glossary: tuple[ComparedGlossaryEntry, ...] = ()
    tables: tuple[ComparedTable, ...] = ()


def load_compared(path: Path) -> ComparedPlan:
    """The plan in a gold file or a plan document.

    A file that says `schema_version` is a plan document and must be a valid one; any other has one of the compared
    lists at least, lest a wrong file look like a plan of which all is missing. Raises UnreadableInputError,
    InvalidPlanError or NewerSchemaError.
    """
    try:
        content = orjson.loads(path.read_bytes())
    except OSError as problem:
        raise UnreadableInputError(str(path), problem.strerror or "") from problem
    except orjson.JSONDecodeError as problem:
        raise InvalidPlanError(str(path), f"JSON: {problem}") from problem
    if isinstance(content, dict) and "schema_version" in content:
        load_plan(path)
    elif isinstance(content, dict) and content.keys().isdisjoint(ComparedPlan.model_fields):
        raise InvalidPlanError(str(path), f"none of the keys {', '.join(ComparedPlan.model_fields)}")
    return to_compared(content, str(path))


def to_compared(content: object, subject: str) -> ComparedPlan:
    """The plan in parsed JSON of either shape; `subject` is what an error calls it. Raises InvalidPlanError."""
    if not isinstance(content, dict):
        raise InvalidPlanError(subject, "no JSON object")
    try:
        return ComparedPlan.model_validate(_one_shape(content))
    except (ValidationError, KeyError, TypeError, AttributeError) as problem:
        raise InvalidPlanError(subject, str(problem)) from problem


def _one_shape(content: dict[str, Any]) -> dict[str, Any]:
    titles = {m["id"]: m["title"] for m in content.get("measures") or [] if m.get("id")}
    shaped = dict(content)
    for kind in ("kpis", "schedule", "commitments", "benchmarks", "roles", "glossary"):
        shaped[kind] = [_with_measure(record, titles) for record in content.get(kind) or []]
    shaped["sections"] = _with_parents(content.get("sections") or [])
    shaped["measures"] = [_with_counts(measure) for measure in content.get("measures") or []]
    shaped["benchmarks"] = [_with_scope(record) for record in shaped["benchmarks"]]
    shaped["tables"] = [{**table, "cells": _cells(table.get("cells") or [])} for table in content.get("tables") or []]
    return shaped


def _with_measure(record: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    if "measure" in record or "measure_id" not in record:
        return record
    return {**record, "measure": titles.get(record["measure_id"])}


def _with_scope(record: dict[str, Any]) -> dict[str, Any]:
    reference = record.get("reference") or {}
    return {"scope": reference["scope"], **record} if "scope" in reference else record


def _with_parents(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each section with its parent's title: by `parent_id` where it is given, else by the levels."""
    by_id = {section["id"]: section for section in sections if section.get("id")}
    shaped, above = [], list[dict[str, Any]]()
    for section in sections:
        if "parent_id" in section:
            parent = by_id.get(section["parent_id"])
        else:
            while above and above[-1]["level"] >= section["level"]:
                above.pop()
            parent = above[-1] if above else None
            above.append(section)
        shaped.append({**section, "parent_title": parent["title"] if parent else None})
    return shaped


def _with_counts(measure: dict[str, Any]) -> dict[str, Any]:
    if "facets" not in measure:
        return measure
    facets = [
        {"role": facet["role"], "n_items": facet.get("n_items", len(facet.get("items") or []))}
        for facet in measure["facets"] or []
    ]
    return {**measure, "facets": facets}


def _cells(cells: list[Any]) -> list[tuple[int, int, str]]:
    if cells and isinstance(cells[0], list):
        return [(r, c, text) for r, row in enumerate(cells) for c, text in enumerate(row) if text]
    return [(cell["row"], cell["col"], cell["text"]) for cell in cells if cell["text"]]
