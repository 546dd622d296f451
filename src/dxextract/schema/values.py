"""The values that records share: where something was read, dates, quantities, lost readings (contract, "Shared
objects").

Decides their fields, types and what is refused: unknown keys, mutation, dates that are no dates, boxes and line ranges
turned round, NaN. Does not decide how a text becomes such a value.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator

from dxextract.schema.kinds import RecordKind


class Model(BaseModel):
    """Base of all models of the contract: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def model_post_init(self, _context: Any, /) -> None:
        """Share the set of the names of given fields, which is the most that a small record takes, with its likes."""
        given = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


_GIVEN: dict[frozenset[str], set[str]] = {}
"""Sets of names of fields; pydantic copies one before it adds a name to it."""


def _iso_date(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("a date is written YYYY-MM-DD")
    return text


def _ordered_box(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box
    if x0 > x1 or top > bottom:
        raise ValueError("a box is [x0, top, x1, bottom] with x0 <= x1 and top <= bottom")
    return box


IsoDate = Annotated[str, AfterValidator(_iso_date), Field(json_schema_extra={"format": "date"})]
"""A day, ``YYYY-MM-DD``."""
BoundingBox = Annotated[tuple[float, float, float, float], AfterValidator(_ordered_box)]
"""``(x0, top, x1, bottom)`` in PDF points from the page's top left."""


class Evidence(Model):
    """根拠の位置と原文 / Where a value was read, verbatim: page and box in a PDF, lines in a text."""

    page: int | None = Field(
        default=None, ge=1, description="ページ(1始まり、テキストはnull) / page, 1-based; null for text input"
    )
    bbox: BoundingBox | None = Field(
        default=None,
        description="枠(ページ左上からのpt、テキストはnull) / box [x0, top, x1, bottom] in PDF points from the page's "
        "top left; null for text input",
    )
    line_start: int | None = Field(
        default=None, ge=1, description="開始行(1始まり、PDFはnull) / first source line, 1-based; null for a PDF"
    )
    line_end: int | None = Field(
        default=None, ge=1, description="終了行(この行を含む、PDFはnull) / last source line, inclusive; null for a PDF"
    )
    quote: str = Field(description="原文のままの引用 / the source's characters, verbatim")

    @model_validator(mode="after")
    def _one_medium(self) -> Evidence:
        if (self.line_start is None) != (self.line_end is None):
            raise ValueError("line_start and line_end go together")
        if self.line_start is not None and self.line_end is not None and self.line_start > self.line_end:
            raise ValueError("line_start is not after line_end")
        if self.page is not None and self.line_start is not None:
            raise ValueError("a place is on a page (PDF) or in lines (text), not both")
        if self.bbox is not None and self.page is None:
            raise ValueError("a box stands on a page")
        return self


DatePrecision = Literal["day", "month", "year", "fiscal_year", "fiscal_year_end"]


class DateRef(Model):
    """日付・年度 / A date, month, year or Japanese fiscal year (FY2024 = 2024-04-01 to 2025-03-31)."""

    raw: str = Field(description="原文の表記 / as printed")
    start: IsoDate = Field(description="開始日 / first day, inclusive")
    end: IsoDate = Field(description="終了日 / last day, inclusive")
    precision: DatePrecision = Field(
        description="精度(日・月・年・年度・年度末) / how exact; fiscal_year_end is 31 March"
    )
    fiscal_year: int = Field(description="終了日が属する年度 / the fiscal year that `end` falls in")

    @model_validator(mode="after")
    def _forward(self) -> DateRef:
        if self.start > self.end:
            raise ValueError("start is not after end")
        return self

    @classmethod
    def of_fiscal_years(cls, raw: str, first: int, last: int | None = None) -> DateRef:
        """The fiscal years from `first` to `last` (the same one, where it is left out), printed as `raw`."""
        last = first if last is None else last
        year = max(first, last)
        return cls(raw=raw, start=f"{first}-04-01", end=f"{year + 1}-03-31", precision="fiscal_year", fiscal_year=year)


QuantityState = Literal["numeric", "direction_only", "not_measured", "qualitative"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Direction = Literal["increase", "decrease", "maintain"]
Frequency = Literal["per_year", "per_fiscal_year", "per_month"]


class Quantity(Model):
    """数量 / A number with its unit, or what stands in its place (a direction, a dash, a word)."""

    raw: str = Field(description="原文の表記 / as printed")
    state: QuantityState = Field(
        description="値の状態(数値・増減のみ・未計測・定性) / numeric, only a direction, not measured, or a word"
    )
    value: float | int | None = Field(
        default=None, description="値(千・万などは乗算済み) / the number, scale words multiplied out"
    )
    value_max: float | int | None = Field(
        default=None, description="範囲の上限値(範囲のときだけ) / upper number, only for a range"
    )
    unit: str | None = Field(default=None, description="単位 / unit")
    comparator: Comparator | None = Field(
        default=None,
        description="比較(以上・超・以下・未満・約) / eq, ge 以上, gt 超, le 以下, lt 未満, approx 約・程度",
    )
    direction: Direction | None = Field(
        default=None, description="方向(増加・減少・維持) / increase, decrease or maintain"
    )
    frequency: Frequency | None = Field(
        default=None, description="頻度(件/年、毎年度、毎月) / per year, every fiscal year, per month"
    )
    at: DateRef | None = Field(default=None, description="値の時点 / the date the number is for")

    @model_validator(mode="after")
    def _number_where_numeric(self) -> Quantity:
        if self.state == "numeric" and self.value is None:
            raise ValueError("a numeric quantity has a value")
        if self.value_max is not None and self.value is None:
            raise ValueError("value_max needs a value")
        return self


class ReferenceQuantity(Quantity):
    """比較対象の数量 / An outside figure with the area it is for."""

    scope: Literal["national", "prefectural"] = Field(description="範囲(全国・都道府県) / national or prefectural")


Confidence = Annotated[
    float | None,
    Field(
        ge=0,
        le=1,
        description="確信度(0〜1、版1.0の文書ではnull) / how sure the rules are that all of it is right, 0 to 1; "
        "null in documents of version 1.0",
    ),
]


class Alternative(Model):
    """採らなかった読み / A reading that lost: another value of one field, or another record in place of this one."""

    field: str | None = Field(
        default=None,
        description="項目(記録全体ならnull、入れ子は「target.at」) / field it would go into, nested ones as "
        "`target.at`; null for the whole record",
    )
    kind: RecordKind | None = Field(
        default=None,
        description="記録の種類(記録全体のとき) / list that the whole record would stand in; null for one field",
    )
    value: JsonValue = Field(
        description="値(記録全体なら識別子・根拠を除く全項目) / the value in the field's own form; of a whole record "
        "its fields without id, evidence, confidence and alternatives"
    )
    rule: str = Field(description="根拠となった規則 / id of the rule behind it")
    confidence: Confidence = None
    evidence: tuple[Evidence, ...] = Field(
        default=(), description="根拠(記録の根拠と同じなら空) / where it was read; empty where the record itself was"
    )

    @model_validator(mode="after")
    def _field_or_record(self) -> Alternative:
        if (self.field is None) == (self.kind is None):
            raise ValueError("an alternative is for a field or is a record of a kind")
        return self


Alternatives = Annotated[
    tuple[Alternative, ...],
    Field(description="採らなかった読み / readings that lost"),
]
