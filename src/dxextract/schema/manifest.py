"""The manifest of a batch, ``manifest.json`` in its output folder: what became of each document.

Decides the fields and the version of that file, and reads it back. The batch (`dxextract.batch`) fills it; the review
application, the exports and the report only read it. `dxextract schema --manifest` exports these models as JSON Schema.

`state` says what this run did with a document, `result` what stands: a document that was ``review`` yesterday and has
not changed since is ``skipped`` today and still to be reviewed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.json_schema import GenerateJsonSchema

from dxextract.errors import InvalidManifestError, UnreadableInputError
from dxextract.schema.values import IsoDate

MANIFEST_VERSION = "1.0"
MANIFEST_NAME = "manifest.json"

State = Literal["ok", "review", "failed", "skipped"]
Result = Literal["ok", "review", "failed"]
Relation = Literal["same_file", "same_plan", "other_medium", "older_edition", "newer_edition"]


class ManifestModel(BaseModel):
    """Base of the manifest's models: frozen; fields of a newer minor version are left out when it is read."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class ManifestError(ManifestModel):
    """失敗の理由 / Why a document has no JSON."""

    code: str = Field(description="エラーコード / error code, as in the README's table")
    message: str = Field(description="説明と対処(日本語 / 英語) / what is wrong and what to do, in both languages")


class ManifestMunicipality(ManifestModel):
    """自治体 / The municipality whose plan it is."""

    name: str = Field(description="自治体名 / name")
    prefecture: str | None = Field(default=None, description="都道府県名 / prefecture")
    code: str | None = Field(default=None, description="全国地方公共団体コード5桁 / municipality code, 5 digits")


class Link(ManifestModel):
    """同じ計画・旧版などの関係 / Another document of the batch, and how it relates to this one.

    ``same_file``: the same bytes; ``same_plan``: the same plan in another file of the same medium; ``other_medium``:
    the same plan as text and as PDF; ``older_edition`` and ``newer_edition``: the *other* document is the older or the
    newer edition of this plan.
    """

    relation: Relation = Field(description="関係 / relation")
    path: str = Field(description="相手のpath / `path` of the other document")


class DocumentEntry(ManifestModel):
    """文書1件の結果 / One document: what was done with it, and what it gave."""

    path: str = Field(description="入力のパス(入力フォルダから) / path below the source, with `/`; unique")
    state: State = Field(description="今回の処理(ok・review・failed・skipped=変更なし) / what this run did")
    result: Result = Field(description="現在の結果 / what stands: as `state`, of the run that read it when skipped")
    sha256: str | None = Field(default=None, description="入力のSHA-256 / SHA-256 of the input; null when unreadable")
    size: int | None = Field(default=None, ge=0, description="入力のバイト数 / size of the input in bytes")
    output: str | None = Field(default=None, description="出力JSON(出力先から) / its JSON, below the output folder")
    output_size: int | None = Field(default=None, ge=0, description="出力のバイト数 / size of that JSON in bytes")
    fingerprint: str = Field(description="処理条件のハッシュ / hash of content, extractor, rules, settings and facts")
    plan_id: str | None = Field(default=None, description="計画の識別子 / `plan.id` of its JSON")
    title: str | None = Field(default=None, description="計画名 / title")
    municipality: ManifestMunicipality | None = Field(default=None, description="自治体 / municipality")
    published: IsoDate | None = Field(default=None, description="策定・公表日(期間の初日) / first day of publication")
    edition: str | None = Field(default=None, description="版 / edition as printed")
    status: Literal["final", "draft"] | None = Field(default=None, description="確定版か案か / final or draft")
    media_type: str | None = Field(default=None, description="媒体 / application/pdf or text/plain")
    page_count: int | None = Field(default=None, ge=0, description="ページ数 / pages; null for text")
    url: str | None = Field(default=None, description="掲載元(CSVのurl) / where it was published, from the CSV")
    counts: dict[str, int] = Field(default_factory=dict, description="種類別の件数 / number of records of each kind")
    diagnostics: dict[str, int] = Field(default_factory=dict, description="診断コード別の件数 / diagnostics by code")
    unsure: int | None = Field(
        default=None,
        ge=0,
        description="確信度の低い記録数(不明ならnull) / records of low confidence; null when unknown",
    )
    seconds: float = Field(ge=0, description="処理時間(秒) / seconds it took")
    peak_memory_mb: float | None = Field(default=None, ge=0, description="最大メモリ(MB) / peak memory in MB")
    attempts: int = Field(default=1, ge=0, description="試行回数 / how often it was tried")
    error: ManifestError | None = Field(default=None, description="失敗の理由 / why it failed; null otherwise")
    links: tuple[Link, ...] = Field(default=(), description="重複・旧版 / duplicates and other editions in the batch")
    sketch: tuple[str, ...] = Field(
        default=(), description="内容の要約ハッシュ(重複判定用) / hashes of some of its headings, to tell duplicates by"
    )


class GoneDocument(ManifestModel):
    """入力から消えた文書 / A document that is no longer in the source. Its JSON is left where it is."""

    path: str = Field(description="以前のpath / the path it had")
    output: str | None = Field(default=None, description="残っているJSON / its JSON, which is left in place")


class Extractor(ManifestModel):
    """抽出器の版 / What read the documents; when any of it changes, they are read again."""

    name: Literal["dxextract"] = "dxextract"
    version: str = Field(description="版 / version")
    code: str = Field(description="抽出コードのハッシュ / hash of the extraction code")
    rules: str = Field(description="ルールのハッシュ / hash of the rules, one's own included")
    settings: str = Field(description="設定のハッシュ / hash of the settings that change what is read")


class RunInfo(ManifestModel):
    """実行 / The run that wrote this manifest."""

    id: str = Field(description="実行の識別子 / id of the run; a resumed run keeps it")
    source: str = Field(description="入力 / the source as given")
    started: str = Field(description="開始(UTC) / when it began, ISO 8601, UTC")
    finished: str | None = Field(default=None, description="終了(UTC) / when it ended; null while it is under way")
    seconds: float = Field(default=0, ge=0, description="所要秒数 / seconds by the clock, interruptions left out")
    complete: bool = Field(default=False, description="最後まで処理したか / whether every document has been tried")
    resumed: int = Field(default=0, ge=0, description="中断からの再開回数 / how often it was interrupted and resumed")
    pending: int = Field(default=0, ge=0, description="未処理の件数 / documents not tried yet")


class Totals(ManifestModel):
    """状態別の件数 / Number of documents in each state."""

    ok: int = Field(default=0, ge=0, description="正常 / read without a reservation")
    review: int = Field(default=0, ge=0, description="要確認 / read, to be looked at")
    failed: int = Field(default=0, ge=0, description="失敗 / not read")
    skipped: int = Field(default=0, ge=0, description="変更なし / unchanged")


class Manifest(ManifestModel):
    """バッチの目録 / The manifest of a batch: a `DocumentEntry` for each document, sorted by path."""

    manifest_version: str = Field(
        default=MANIFEST_VERSION, pattern=r"^1\.\d+$", description="目録の版 / version of this form"
    )
    extractor: Extractor = Field(description="抽出器 / what read the documents")
    run: RunInfo = Field(description="実行 / the run")
    totals: Totals = Field(description="状態別の件数 / documents in each state")
    documents: tuple[DocumentEntry, ...] = Field(description="文書(path順) / the documents, sorted by path")
    gone: tuple[GoneDocument, ...] = Field(default=(), description="入力から消えた文書 / no longer in the source")


def load_manifest(path: Path | str) -> Manifest:
    """The manifest in the file `path`, or ``manifest.json`` in the folder `path`.

    Raises UnreadableInputError or InvalidManifestError (also for a newer major version).
    """
    file = Path(path)
    if file.is_dir():
        file /= MANIFEST_NAME
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise UnreadableInputError(str(file), problem.strerror or "") from problem
    return parse_manifest(data, str(file))


def parse_manifest(data: bytes, subject: str) -> Manifest:
    """The manifest in the JSON text `data`; `subject` is what an error calls it. Raises InvalidManifestError."""
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as problem:
        error = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, error["loc"])) or "(root)"
        raise InvalidManifestError(subject, f"{place}: {error['msg']}") from problem


def manifest_to_json(manifest: Manifest) -> bytes:
    """`manifest` as UTF-8 JSON, indented by two, with a final newline."""
    return orjson.dumps(manifest.model_dump(mode="json"), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def manifest_json_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of `Manifest`."""
    body = Manifest.model_json_schema(mode="validation")
    body["required"] = ["manifest_version", *body["required"]]
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:dxextract:manifest-schema:{MANIFEST_VERSION}",
        **body,
    }


def render_manifest_schema() -> bytes:
    """`manifest_json_schema` as UTF-8 text, indented by two, with a final newline."""
    return orjson.dumps(manifest_json_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
