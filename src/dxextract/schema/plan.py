"""The output contract, version 1.1: pydantic models of one plan document.

Decides field names, types and what is refused (unknown keys, mutation). Does not decide how a value is found or
normalised. `dxextract schema` exports these models as JSON Schema; docs/schema.md describes them. What is said of the
plan as a whole lives in `dxextract.schema.about`, the values that records share in `dxextract.schema.values`; both can
be imported from here too.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from dxextract.schema.about import Municipality, Period, Plan, RelatedPlan, Source
from dxextract.schema.values import (
    Alternative,
    Alternatives,
    BoundingBox,
    Comparator,
    Confidence,
    DatePrecision,
    DateRef,
    Direction,
    Evidence,
    Frequency,
    IsoDate,
    Model,
    Quantity,
    QuantityState,
    ReferenceQuantity,
)

SCHEMA_VERSION = "1.1"

__all__ = [
    "SCHEMA_VERSION",
    "Alternative",
    "Benchmark",
    "Commitment",
    "Comparator",
    "DatePrecision",
    "DateRef",
    "Diagnostic",
    "Direction",
    "Evidence",
    "Facet",
    "FacetItem",
    "FacetRole",
    "Frequency",
    "GlossaryEntry",
    "Kpi",
    "Measure",
    "Municipality",
    "NationalItem",
    "Period",
    "Phase",
    "Plan",
    "PlanDocument",
    "PlanTable",
    "Quantity",
    "QuantityState",
    "ReferenceQuantity",
    "RelatedPlan",
    "Role",
    "ScheduleItem",
    "Section",
    "SectionKind",
    "Source",
    "TableCell",
    "TableKind",
]

_ID = "識別子(同じ内容なら同じ値) / id; the same content gives the same id again"
_EVIDENCE = "根拠(ページごとに1件) / where it was read, one for each page"
_MEASURE_ID = "属する施策の識別子 / id of the measure it belongs to; null for the whole plan"
_SECTION_ID = "属する節の識別子 / id of the innermost section it stands in"
_TABLE_ID = "元の表の識別子 / id of the table it was read from"
_ACTION_LABELS = "対応する取組の番号 / labels of the actions it is for, such as ①"


SectionKind = Literal["chapter", "section", "policy", "measure", "facet", "glossary", "front", "back", "evidence"]


class Section(Model):
    """章・節 / One heading of the chapter tree."""

    id: str = Field(description=_ID)
    parent_id: str | None = Field(default=None, description="親の節の識別子 / id of the section above")
    level: int = Field(ge=1, description="階層(1が最上位) / depth; 1 is outermost")
    number: str | None = Field(default=None, description="番号(印字のまま) / number as printed, such as 第4章")
    title: str = Field(description="見出し(番号・記号を除く) / title without number and marks")
    page: int | None = Field(default=None, ge=1, description="ページ(PDFのみ) / page, for a PDF")
    kind: SectionKind = Field(description="種類(章・節・政策・施策・項目など) / what the section is")
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


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


class FacetItem(Model):
    """施策の項目の一件 / One bullet, paragraph or titled line of a facet."""

    label: str | None = Field(default=None, description="番号・記号(①など) / label such as ① or ◆")
    text: str = Field(description="本文 / the bullet, the paragraph or the titled line")
    details: tuple[str, ...] = Field(default=(), description="下位の文 / bullets and paragraphs nested under it")


class Facet(Model):
    """施策の項目 / One titled part of a measure: its background, issues, actions and so on."""

    role: FacetRole = Field(description="役割(背景・現状・課題・取組など) / what the part is about")
    heading: str | None = Field(description="項目見出し(なければ空) / heading as printed; null when the part has none")
    items: tuple[FacetItem, ...] = Field(default=(), description="内容 / its bullets and paragraphs")


class Measure(Model):
    """施策・取組 / The smallest unit of the plan that has its own heading and its own actions."""

    id: str = Field(description=_ID)
    section_id: str | None = Field(default=None, description="施策の節の識別子 / id of the measure's own section")
    policy: str | None = Field(
        default=None, description="上位の基本方針・柱(番号付き) / pillar above it, with its number"
    )
    number: str | None = Field(default=None, description="番号(印字のまま) / number as printed")
    title: str = Field(description="施策名 / title")
    is_priority: bool = Field(default=False, description="重点取組事項か / printed as a priority (重点取組事項)")
    national_items: tuple[NationalItem, ...] = Field(
        default=(), description="国の自治体DX推進計画の項目 / items of the national plan for local government DX"
    )
    facets: tuple[Facet, ...] = Field(default=(), description="項目 / its titled parts")
    departments: tuple[str, ...] = Field(default=(), description="担当課 / departments in charge")
    departments_open_ended: bool = Field(
        default=False, description="担当課に「ほか」があるか / the list ends in ほか (and others)"
    )
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


class Kpi(Model):
    """成果指標・数値目標 / An indicator with its baseline and target."""

    id: str = Field(description=_ID)
    measure_id: str | None = Field(default=None, description=_MEASURE_ID)
    section_id: str | None = Field(default=None, description=_SECTION_ID)
    action_labels: tuple[str, ...] = Field(default=(), description=_ACTION_LABELS)
    name: str = Field(description="指標名 / name")
    cumulative: bool = Field(default=False, description="累計か / counted up over the years (累計)")
    definition: str | None = Field(default=None, description="算出方法・説明 / how it is worked out")
    baseline: Quantity | None = Field(default=None, description="現状値・基準値 / value at the start")
    target: Quantity | None = Field(default=None, description="目標値 / value aimed at")
    milestones: tuple[Quantity, ...] = Field(
        default=(), description="その他の年の目標・実績 / other years' targets and actuals, by year"
    )
    source_kind: Literal["table", "inline"] = Field(description="表か本文か / read from a table or from running text")
    table_id: str | None = Field(default=None, description=_TABLE_ID)
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


Phase = Literal["study", "pilot", "build", "operate", "review"]


class ScheduleItem(Model):
    """工程 / One bar or cell of a schedule."""

    id: str = Field(description=_ID)
    measure_id: str | None = Field(default=None, description=_MEASURE_ID)
    section_id: str | None = Field(default=None, description=_SECTION_ID)
    action_labels: tuple[str, ...] = Field(default=(), description=_ACTION_LABELS)
    text: str = Field(description="工程の文言 / text of the bar or cell")
    start_fiscal_year: int | None = Field(default=None, description="開始年度 / first fiscal year")
    end_fiscal_year: int | None = Field(default=None, description="終了年度 / last fiscal year")
    start: IsoDate | None = Field(
        default=None, description="開始日(四半期・月の表示があるとき) / first day, where printed"
    )
    end: IsoDate | None = Field(
        default=None, description="終了日(四半期・月の表示があるとき) / last day, where printed"
    )
    phase: Phase | None = Field(default=None, description="段階(検討・実証・構築・運用・見直し) / phase of work")
    table_id: str | None = Field(default=None, description=_TABLE_ID)
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


class Commitment(Model):
    """期限・数量のある約束 / A pledge in prose with a deadline or a quantity, in the plan's own voice."""

    id: str = Field(description=_ID)
    measure_id: str | None = Field(default=None, description=_MEASURE_ID)
    section_id: str | None = Field(default=None, description=_SECTION_ID)
    text: str = Field(description="文 / the sentence")
    deadlines: tuple[DateRef, ...] = Field(default=(), description="期限 / deadlines in it")
    quantities: tuple[Quantity, ...] = Field(default=(), description="数量 / quantities in it")
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


class Benchmark(Model):
    """全国・県との比較 / An outside figure set beside the municipality's own."""

    id: str = Field(description=_ID)
    measure_id: str | None = Field(default=None, description=_MEASURE_ID)
    name: str = Field(description="比較項目 / what is compared")
    reference: ReferenceQuantity = Field(description="全国・県の値 / the outside figure")
    own: Quantity | None = Field(default=None, description="自団体の値 / the municipality's own figure")
    source: str | None = Field(default=None, description="出典(調査名など) / the survey named")
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


class Role(Model):
    """推進体制の役割 / Who does what."""

    id: str = Field(description=_ID)
    role: str = Field(description="役割名(CIOなど) / role")
    holder: str | None = Field(default=None, description="充てられる職(副市長など) / who holds it")
    description: str | None = Field(default=None, description="職務 / what the role does")
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


class GlossaryEntry(Model):
    """用語解説 / A term and its explanation."""

    id: str = Field(description=_ID)
    term: str = Field(description="用語 / term")
    reading: str | None = Field(default=None, description="読み / reading")
    definition: str = Field(description="説明 / explanation")
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


TableKind = Literal["kpi", "schedule", "glossary", "roles", "toc", "period", "form", "history", "members", "generic"]


# A document has tens of thousands of cells: without a dictionary each takes half the memory of a model.
@dataclass(slots=True, kw_only=True, config=Model.model_config)
class TableCell:
    """表のセル / One cell of a table's grid."""

    row: int = Field(ge=0, description="行(0始まり) / row, 0-based")
    col: int = Field(ge=0, description="列(0始まり) / column, 0-based")
    row_span: int = Field(default=1, ge=1, description="結合行数 / rows it covers")
    col_span: int = Field(default=1, ge=1, description="結合列数 / columns it covers")
    text: str = Field(description="文字 / its text; empty for a blank cell")
    bbox: BoundingBox | None = Field(
        default=None, description="枠(テキストはnull) / box in PDF points; null for text input"
    )


class PlanTable(Model):
    """表 / One table, whatever else was read from it; a table continued on the next page is one."""

    id: str = Field(description=_ID)
    section_id: str | None = Field(default=None, description=_SECTION_ID)
    caption: str | None = Field(default=None, description="表題 / caption")
    kind: TableKind = Field(description="種類(指標・工程・用語・体制など) / what the table holds")
    header_rows: int = Field(ge=0, description="見出し行数 / number of header rows")
    n_rows: int = Field(ge=0, description="行数 / number of rows")
    n_cols: int = Field(ge=0, description="列数 / number of columns")
    cells: tuple[TableCell, ...] = Field(description="セル(行順) / cells, row by row")
    pages: tuple[int, ...] = Field(default=(), description="ページ / pages it stands on; empty for text input")
    evidence: tuple[Evidence, ...] = Field(description=_EVIDENCE)
    confidence: Confidence = None
    alternatives: Alternatives = ()


class Diagnostic(Model):
    """診断 / Something the reader of this document should look at."""

    code: str = Field(pattern=r"^[EWI]\d{3}$", description="コード / stable code; E error, W warning, I information")
    severity: Literal["error", "warning", "information"] = Field(description="重大度 / severity")
    message: str = Field(description="説明(日本語 / 英語) / message in Japanese and English")
    record_id: str | None = Field(default=None, description="対象の識別子 / id of the record it is about")
    evidence: tuple[Evidence, ...] = Field(default=(), description=_EVIDENCE)


class PlanDocument(Model):
    """自治体DX推進計画の共通形式 / One municipal DX plan in the common form."""

    schema_version: str = Field(
        default=SCHEMA_VERSION, pattern=r"^1\.\d+$", description="スキーマの版 / version of this schema"
    )
    source: Source = Field(description="入力ファイル / the file that was read")
    plan: Plan = Field(description="計画の書誌 / what the document is")
    sections: tuple[Section, ...] = Field(
        default=(), description="章・節(読み順) / chapter tree, flat, in reading order"
    )
    measures: tuple[Measure, ...] = Field(default=(), description="施策・取組 / measures")
    kpis: tuple[Kpi, ...] = Field(default=(), description="成果指標 / indicators")
    schedule: tuple[ScheduleItem, ...] = Field(
        default=(), description="工程 / schedule, one record for each bar or cell"
    )
    commitments: tuple[Commitment, ...] = Field(default=(), description="約束 / pledges in prose")
    benchmarks: tuple[Benchmark, ...] = Field(default=(), description="比較 / outside figures beside the plan's own")
    roles: tuple[Role, ...] = Field(default=(), description="推進体制 / who does what")
    glossary: tuple[GlossaryEntry, ...] = Field(default=(), description="用語解説 / glossary")
    tables: tuple[PlanTable, ...] = Field(default=(), description="表 / every table of the document")
    diagnostics: tuple[Diagnostic, ...] = Field(default=(), description="診断 / what to look at")
