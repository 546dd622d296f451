"""What a plan document says of its file and of the plan as a whole (contract, "Root" and "plan").

Decides their fields and types. The record lists and the root itself are `dxextract.schema.plan`, from which all of
this can be imported too.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dxextract.schema.values import Alternatives, Confidence, DateRef, IsoDate, Model


class Source(Model):
    """入力ファイル / The file that was read."""

    file_name: str = Field(description="ファイル名 / file name, without folders")
    sha256: str = Field(description="SHA-256ハッシュ / SHA-256 of the file, in hexadecimal")
    media_type: Literal["application/pdf", "text/plain"] = Field(description="媒体 / PDF or text")
    page_count: int | None = Field(default=None, ge=0, description="ページ数 / number of pages; null for text input")
    text_layer: Literal["native", "ocr", "mixed", "none"] = Field(
        default="native", description="文字情報の由来 / where the characters come from; `native` for text input"
    )
    producer: str | None = Field(default=None, description="PDF作成ソフト / software that made the PDF")


class Municipality(Model):
    """自治体 / The municipality whose plan it is."""

    name: str = Field(description="自治体名 / name")
    prefecture: str | None = Field(default=None, description="都道府県名 / prefecture")
    code: str | None = Field(
        default=None, pattern=r"^\d{5}$", description="全国地方公共団体コード5桁 / municipality code, 5 digits"
    )
    check_code: str | None = Field(
        default=None,
        pattern=r"^\d{6}$",
        description="検査数字付きコード6桁 / code with check digit, 6 digits (JIS X 0402)",
    )


class Period(Model):
    """計画期間 / The years the plan is for."""

    raw: str = Field(description="原文の表記 / as printed")
    start_fiscal_year: int | None = Field(
        default=None, description="開始年度(終了のみ示すときは空) / first fiscal year; null where only the end is said"
    )
    end_fiscal_year: int = Field(description="終了年度 / last fiscal year")
    start: IsoDate | None = Field(
        default=None, description="開始日(終了のみ示すときは空) / first day, inclusive; null where only the end is said"
    )
    end: IsoDate = Field(description="終了日 / last day, inclusive")


class RelatedPlan(Model):
    """関連計画 / Another plan that this one names, and how they relate."""

    title: str = Field(description="計画名 / title")
    relation: Literal["parent", "national", "prefectural", "predecessor", "other"] = Field(
        description="関係(上位・国・県・前計画・その他) / parent 上位計画, national, prefectural, predecessor or other"
    )


class Plan(Model):
    """計画の書誌 / What the document is."""

    id: str = Field(description="計画の識別子(団体コード-策定年月) / municipality code and year-month of publication")
    title: str | None = Field(default=None, description="計画名 / title")
    municipality: Municipality | None = Field(default=None, description="自治体 / municipality")
    status: Literal["final", "draft"] = Field(
        default="final", description="確定版か案・素案か / final, or draft (案・素案)"
    )
    edition: str | None = Field(default=None, description="版(第1版など) / edition as printed")
    published: DateRef | None = Field(default=None, description="策定・公表時期 / date of publication")
    period: Period | None = Field(default=None, description="計画期間 / years the plan is for")
    issuer: str | None = Field(default=None, description="発行部署 / department named in the colophon")
    vision: str | None = Field(default=None, description="基本理念・目指す姿(原文) / vision or slogan, verbatim")
    related_plans: tuple[RelatedPlan, ...] = Field(default=(), description="関連計画 / related plans")
    confidence: Confidence = None
    alternatives: Alternatives = ()
