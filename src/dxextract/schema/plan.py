"""The output contract, version 1.0: pydantic models of one plan document.

Decides field names, types and what is refused (unknown keys, mutation). Does not decide how a value is found or
normalised. `dxextract schema` exports these models as JSON Schema.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = "1.0"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Model):
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    line_start: int | None = None
    line_end: int | None = None
    quote: str


DatePrecision = Literal["day", "month", "year", "fiscal_year", "fiscal_year_end"]


class DateRef(_Model):
    raw: str
    start: str
    end: str
    precision: DatePrecision
    fiscal_year: int


QuantityState = Literal["numeric", "direction_only", "not_measured", "qualitative"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Direction = Literal["increase", "decrease", "maintain"]
Frequency = Literal["per_year", "per_fiscal_year", "per_month"]


class Quantity(_Model):
    raw: str
    state: QuantityState
    value: float | int | None = None
    value_max: float | int | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    direction: Direction | None = None
    frequency: Frequency | None = None
    at: DateRef | None = None


class ReferenceQuantity(Quantity):
    scope: Literal["national", "prefectural"]


class Source(_Model):
    file_name: str
    sha256: str
    media_type: Literal["application/pdf", "text/plain"]
    page_count: int | None = None
    text_layer: Literal["native", "ocr", "mixed", "none"] = "native"
    producer: str | None = None


class Municipality(_Model):
    name: str
    prefecture: str | None = None
    code: str | None = None
    check_code: str | None = None


class Period(_Model):
    raw: str
    start_fiscal_year: int
    end_fiscal_year: int
    start: str
    end: str


class RelatedPlan(_Model):
    title: str
    relation: Literal["parent", "national", "prefectural", "predecessor", "other"]


class Plan(_Model):
    id: str
    title: str | None = None
    municipality: Municipality | None = None
    status: Literal["final", "draft"] = "final"
    edition: str | None = None
    published: DateRef | None = None
    period: Period | None = None
    issuer: str | None = None
    vision: str | None = None
    related_plans: tuple[RelatedPlan, ...] = ()


SectionKind = Literal["chapter", "section", "policy", "measure", "facet", "glossary", "front", "back", "evidence"]


class Section(_Model):
    id: str
    parent_id: str | None = None
    level: int
    number: str | None = None
    title: str
    page: int | None = None
    kind: SectionKind
    evidence: tuple[Evidence, ...]


FacetRole = Literal[
    "background",
    "current_state",
    "issues",
    "national_policy",
    "vision",
    "actions",
    "past_actions",
    "evaluation",
    "next_steps",
    "other",
]
NationalItem = Literal[
    "front_yard",
    "online_procedures",
    "system_standardization",
    "common_platform",
    "el_qr",
    "my_number_card",
    "security",
    "ai_rpa",
    "telework",
    "digital_divide",
    "regional_digitalization",
    "regulation_review",
    "bpr",
    "open_data",
    "human_resources",
    "organization",
]


class FacetItem(_Model):
    label: str | None = None
    text: str
    details: tuple[str, ...] = ()


class Facet(_Model):
    role: FacetRole
    heading: str
    items: tuple[FacetItem, ...] = ()


class Measure(_Model):
    id: str
    section_id: str | None = None
    policy: str | None = None
    number: str | None = None
    title: str
    is_priority: bool = False
    national_items: tuple[NationalItem, ...] = ()
    facets: tuple[Facet, ...] = ()
    departments: tuple[str, ...] = ()
    departments_open_ended: bool = False
    evidence: tuple[Evidence, ...]


class Kpi(_Model):
    id: str
    measure_id: str | None = None
    section_id: str | None = None
    action_labels: tuple[str, ...] = ()
    name: str
    cumulative: bool = False
    definition: str | None = None
    baseline: Quantity | None = None
    target: Quantity | None = None
    milestones: tuple[Quantity, ...] = ()
    source_kind: Literal["table", "inline"]
    table_id: str | None = None
    evidence: tuple[Evidence, ...]


Phase = Literal["study", "pilot", "build", "operate", "review"]


class ScheduleItem(_Model):
    id: str
    measure_id: str | None = None
    section_id: str | None = None
    action_labels: tuple[str, ...] = ()
    text: str
    start_fiscal_year: int | None = None
    end_fiscal_year: int | None = None
    start: str | None = None
    end: str | None = None
    phase: Phase | None = None
    table_id: str | None = None
    evidence: tuple[Evidence, ...]


class Commitment(_Model):
    id: str
    measure_id: str | None = None
    section_id: str | None = None
    text: str
    deadlines: tuple[DateRef, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    evidence: tuple[Evidence, ...]


class Benchmark(_Model):
    id: str
    measure_id: str | None = None
    name: str
    reference: ReferenceQuantity
    own: Quantity | None = None
    source: str | None = None
    evidence: tuple[Evidence, ...]


class Role(_Model):
    id: str
    role: str
    holder: str | None = None
    description: str | None = None
    evidence: tuple[Evidence, ...]


class GlossaryEntry(_Model):
    id: str
    term: str
    reading: str | None = None
    definition: str
    evidence: tuple[Evidence, ...]


TableKind = Literal["kpi", "schedule", "glossary", "roles", "toc", "period", "form", "history", "members", "generic"]


class TableCell(_Model):
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    text: str
    bbox: tuple[float, float, float, float] | None = None


class PlanTable(_Model):
    id: str
    section_id: str | None = None
    caption: str | None = None
    kind: TableKind
    header_rows: int
    n_rows: int
    n_cols: int
    cells: tuple[TableCell, ...]
    pages: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...]


class Diagnostic(_Model):
    code: str
    severity: Literal["error", "warning", "information"]
    message: str
    record_id: str | None = None
    evidence: tuple[Evidence, ...] = ()


class PlanDocument(_Model):
    schema_version: str = SCHEMA_VERSION
    source: Source
    plan: Plan
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    schedule: tuple[ScheduleItem, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    roles: tuple[Role, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    tables: tuple[PlanTable, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
