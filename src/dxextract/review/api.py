"""The HTTP API under ``/api``: plans, records with filters, evidence, corrections. The pages use nothing else."""

from __future__ import annotations

import threading
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field, JsonValue

from dxextract.errors import DxExtractError
from dxextract.export.json import plan_to_json
from dxextract.review import views
from dxextract.review.events import OVERLAY_VERSION, Overlay, TargetKind
from dxextract.review.merge import ReviewStatus
from dxextract.review.reading import Readable, read_typed
from dxextract.review.workspace import Loaded, Workspace
from dxextract.review.writing import RefusedError, UnfitError, checked_value, drafts_of
from dxextract.review.writing import Request as WriteRequest

router = APIRouter(prefix="/api")
_MISSING: dict[int | str, dict[str, Any]] = {404: {"description": "No such plan, record or page."}}
_WRITE: dict[int | str, dict[str, Any]] = {
    409: {"description": "Decided by somebody else or extracted again meanwhile; the body says what changed."},
    422: {"description": "A value does not validate; `errors` names each field."},
}


class Check(BaseModel):
    """A value to be checked before it is saved."""

    kind: TargetKind
    record_id: str = Field(max_length=200)
    field: str = Field(min_length=1, max_length=200)
    new: JsonValue = None


class Typed(BaseModel):
    """Words to be read as a value."""

    form: Readable
    text: str = Field(max_length=1000)


class Answer(Response):
    """JSON by orjson, which is several times faster than the default on whole documents."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def workspace_of(request: Request) -> Workspace:
    """The folder that the application serves."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def loaded_plan(name: str, workspace: Annotated[Workspace, Depends(workspace_of)]) -> Loaded:
    """The document of the path; 404 where there is none, 422 where it cannot be read."""
    try:
        return workspace.load(name)
    except (KeyError, FileNotFoundError) as problem:
        raise HTTPException(404, "この計画はありません。 / No such plan.") from problem
    except DxExtractError as problem:
        raise HTTPException(422, str(problem)) from problem


Space = Annotated[Workspace, Depends(workspace_of)]
Plan = Annotated[Loaded, Depends(loaded_plan)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


@router.get("/plans", tags=["plans"])
def list_plans(
    request: Request,
    workspace: Space,
    q: Annotated[str, Query(max_length=200, description="Words anywhere in a plan's records.")] = "",
    municipality: Annotated[str, Query(max_length=100, description="Part of the name, or the code.")] = "",
    diagnostic: Annotated[str, Query(max_length=10, description="Code of a diagnostic, or its beginning.")] = "",
    state: Annotated[Literal["", "open", "complete", "conflict"], Query(description="How far the review is.")] = "",
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> Response:
    """All plans with their counts, open doubts and progress, filtered."""
    found: list[views.View] = []
    texts: SearchTexts = request.app.state.texts
    for loaded in workspace.load_all():
        row = views.summary(loaded)
        if _row_fits(row, municipality, diagnostic, state) and (
            not q or (isinstance(loaded, Loaded) and views.folded(q) in texts.of(loaded))
        ):
            found.append(row)
    return Answer({"total": len(found), "plans": found[offset : offset + limit]})


@router.get("/plans/{name:path}/document", tags=["plans"], responses=_MISSING)
def get_document(plan: Plan) -> Response:
    """The plan document with the corrections applied, in the form of the plan schema."""
    return Response(plan_to_json(plan.merged.plan), media_type="application/json")


@router.get("/plans/{name:path}/view", tags=["plans"], responses=_MISSING)
def get_view(plan: Plan, workspace: Space) -> Response:
    """The plan as the review page shows it: records with their review states, doubts, conflicts, progress."""
    return Answer(views.whole(plan, workspace))


@router.get("/plans/{name:path}/records", tags=["records"], responses=_MISSING)
def list_records(
    plan: Plan,
    kind: Annotated[TargetKind | None, Query()] = None,
    status: Annotated[ReviewStatus | None, Query()] = None,
    q: Annotated[str, Query(max_length=200)] = "",
    max_confidence: Annotated[float | None, Query(ge=0, le=1)] = None,
    page: Annotated[int | None, Query(ge=1, le=100_000, description="PDF page the record stands on.")] = None,
    offset: Offset = 0,
    limit: Annotated[int, Query(ge=1, le=5000)] = 100,
) -> Response:
    """Records of one plan, corrections applied, filtered."""
    rows = (views.record_view(plan, identifier) for identifier in plan.records)
    found = [
        row
        for row in rows
        if (kind is None or row["kind"] == kind)
        and (status is None or row["status"] == status)
        and (not q or views.folded(q) in views.folded(orjson.dumps(row["record"]).decode()))
        and (max_confidence is None or (row["record"].get("confidence") or 0.0) <= max_confidence)
        and (page is None or any(item.get("page") == page for item in row["record"].get("evidence", ())))
    ]
    return Answer({"total": len(found), "records": found[offset : offset + limit]})


@router.get("/plans/{name:path}/records/{record_id}", tags=["records"], responses=_MISSING)
def get_record(plan: Plan, record_id: str) -> Response:
    """One record with the state of its review and everything that was decided about it."""
    if record_id not in plan.records:
        raise HTTPException(404, "このレコードはありません。 / No such record.")
    history = [
        event.model_dump(mode="json", exclude={"record"})
        for event in plan.overlay.events
        if event.seq in plan.state(record_id).events or event.record_id == record_id
    ]
    return Answer({**views.record_view(plan, record_id), "history": history})


@router.get("/plans/{name:path}/events", tags=["corrections"], responses=_MISSING, response_model=Overlay)
def list_events(plan: Plan, since: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The decisions about a plan, from the first or since a version."""
    events = [event.model_dump(mode="json", exclude_none=True) for event in plan.overlay.since(since)]
    return Answer({"overlay_version": OVERLAY_VERSION, "document": plan.overlay.document, "events": events})


@router.get("/plans/{name:path}/version", tags=["corrections"], responses=_MISSING)
def get_version(plan: Plan) -> Response:
    """Number of the last event and the extraction, to see whether anything changed."""
    return Answer({"version": plan.overlay.version, "extraction": plan.extraction})


@router.post("/plans/{name:path}/events", tags=["corrections"], responses={**_MISSING, **_WRITE})
def write_events(request: Request, plan: Plan, workspace: Space, asked: WriteRequest) -> Response:
    """Write decisions: all of them or none. When this answers 200 they are on the disk."""
    by = asked.by.strip() or request.app.state.reviewer
    try:
        after = workspace.decide(plan.name, lambda stored: drafts_of(asked, plan, stored), by)
    except RefusedError as refusal:
        now = workspace.load(plan.name)
        events = [event.model_dump(mode="json", exclude={"record"}) for event in refusal.events]
        records = sorted({event.record_id for event in refusal.events} & now.records.keys())
        return Answer(
            {
                "error": refusal.reason,
                "events": events,
                "records": [views.record_view(now, identifier, slim=True) for identifier in records],
                "version": now.overlay.version,
                "extraction": now.extraction,
            },
            409,
        )
    except UnfitError as problem:
        return Answer({"error": "invalid", "decision": problem.index, "errors": problem.errors}, 422)
    except DxExtractError as problem:
        raise HTTPException(507, str(problem)) from problem
    return Answer({**views.changes(plan, after), "behind": asked.version < plan.overlay.version})


@router.post("/plans/{name:path}/check", tags=["corrections"], responses=_MISSING)
def check(plan: Plan, asked: Check) -> Response:
    """Whether a value would pass the schema in its field; nothing is written."""
    if asked.record_id not in plan.records:
        raise HTTPException(404, "このレコードはありません。 / No such record.")
    return Answer({"errors": checked_value(plan, asked.kind, asked.record_id, asked.field, asked.new)})


@router.post("/read", tags=["corrections"])
def read(asked: Typed) -> Response:
    """Words as a quantity or a date, read as the extraction reads them; null where they are none."""
    value = read_typed(asked.form, asked.text)
    return Answer({"value": None if value is None else value.model_dump(mode="json")})


@router.get("/schema", tags=["plans"])
def schema() -> Response:
    """The JSON Schema of a plan document."""
    from dxextract.schema.export import plan_json_schema

    return Answer(plan_json_schema())


def _row_fits(row: views.View, municipality: str, diagnostic: str, state: str) -> bool:
    place = row.get("municipality") or {}
    if municipality and not (
        views.folded(municipality) in views.folded(f"{place.get('prefecture') or ''}{place.get('name') or ''}")
        or municipality.strip() in (place.get("code"), place.get("check_code"))
    ):
        return False
    codes = row.get("diagnostics") or {}
    if diagnostic and not any(code.startswith(diagnostic.strip().upper()) for code in codes):
        return False
    if state == "conflict":
        return bool(row.get("conflicts"))
    return not state or ("complete" in row and row["complete"] == (state == "complete"))


class SearchTexts:
    """The folded words of each document, made when first searched and when the document has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._texts: dict[str, tuple[tuple[str, int], str]] = {}

    def of(self, loaded: Loaded) -> str:
        key = (loaded.extraction, loaded.overlay.version)
        with self._lock:
            held = self._texts.get(loaded.name)
        if held is None or held[0] != key:
            held = (key, views.searchable(loaded))
            with self._lock:
                self._texts[loaded.name] = held
        return held[1]
