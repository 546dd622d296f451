"""From what a client asks for to events: checked against what is stored by then, and against the schema's models.

A request says which version and which extraction its sender saw. When somebody decided about the same record since, or
the plan was extracted again, it is refused with what changed; decisions about other records do not get in the way.
All decisions of one request are written, or none.
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from dxextract.review.events import Draft, Event, Overlay, Status, TargetKind
from dxextract.review.merge import apply_overlay
from dxextract.review.records import (
    PREFIXES,
    Data,
    PathError,
    as_data,
    as_record,
    content_digest,
    digest,
    value_at,
    with_value,
)
from dxextract.review.wording import field_errors
from dxextract.review.workspace import Loaded
from dxextract.schema.plan import Evidence


class Decision(BaseModel):
    """One decision as a client sends it."""

    model_config = ConfigDict(extra="forbid")

    status: Status
    kind: TargetKind
    record_id: str = Field(default="", max_length=200, description="Empty for `add`.")
    field: str | None = Field(default=None, max_length=200)
    new: JsonValue = None
    undoes: int | None = Field(default=None, ge=1)
    comment: str | None = Field(default=None, max_length=4000)


class Request(BaseModel):
    """Decisions about one document, and what their sender had seen of it."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, description="Number of the last event that the client has seen.")
    extraction: str = Field(max_length=64, description="`extraction` of the document as the client has it.")
    by: str = Field(default="", max_length=200, description="Who decides; empty: the server's user.")
    decisions: list[Decision] = Field(min_length=1, max_length=5000)


class RefusedError(Exception):
    """The request does not fit what is stored by now: `reason` ``stale`` or ``extracted_again``, and what happened."""

    def __init__(self, reason: str, events: Sequence[Event] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.events = tuple(events)


class UnfitError(Exception):
    """A decision that cannot be written: `errors` are its fields with messages, `index` says which decision."""

    def __init__(self, index: int, errors: list[dict[str, str]]) -> None:
        super().__init__(errors)
        self.index = index
        self.errors = errors


def drafts_of(request: Request, loaded: Loaded, stored: Overlay) -> list[Draft]:
    """The events to append. Raises RefusedError and UnfitError."""
    if request.extraction != loaded.extraction:
        raise RefusedError("extracted_again")
    by_seq = {event.seq: event for event in stored.events}
    about = {decision.record_id for decision in request.decisions}
    about |= {by_seq[d.undoes].record_id for d in request.decisions if d.undoes in by_seq}
    newer = [event for event in stored.since(request.version) if event.record_id in about]
    if newer:
        raise RefusedError("stale", newer)
    return _Writer(loaded, stored).drafts(request.decisions)


def checked_value(loaded: Loaded, kind: TargetKind, record_id: str, field: str, new: JsonValue) -> list[dict[str, str]]:
    """What would be wrong with the record if `field` were `new`; empty when nothing. Raises KeyError."""
    known, data = loaded.records[record_id]
    return _problems(known if known == kind else kind, data, field, new)[1]


class _Writer:
    """The decisions of one request, each in view of the ones before it."""

    def __init__(self, loaded: Loaded, stored: Overlay) -> None:
        self.loaded = loaded
        self.stored = stored
        now = loaded.merged
        if stored.version != loaded.overlay.version:
            now = apply_overlay(loaded.plan, stored, loaded.lists)
        self.records = dict(now.records)
        self.lost = {conflict.event.record_id for conflict in now.conflicts if conflict.record_id is None}

    def drafts(self, decisions: Sequence[Decision]) -> list[Draft]:
        return [self._draft(index, decision) for index, decision in enumerate(decisions)]

    def _draft(self, index: int, decision: Decision) -> Draft:
        try:
            orjson.dumps(decision.new)
            if decision.status == "undo":
                return self._undo(index, decision)
            if decision.status == "add":
                return self._add(index, decision)
            if decision.status == "attach":
                return self._attach(index, decision)
            return self._about_record(index, decision)
        except ValidationError as problem:
            raise UnfitError(index, field_errors(problem, {})) from problem
        except TypeError as problem:  # a number beyond 64 bits, which no JSON reader keeps
            raise UnfitError(index, [_error(decision.field or "", "数値が大きすぎます。", str(problem))]) from problem

    def _about_record(self, index: int, decision: Decision) -> Draft:
        if decision.record_id not in self.records or self.records[decision.record_id][0] != decision.kind:
            raise UnfitError(index, [_error("record_id", "このレコードはありません。", "no such record")])
        kind, data = self.records[decision.record_id]
        extracted = self._extracted(kind, decision.record_id)
        old: JsonValue = None
        basis = None if extracted is None else content_digest(extracted)
        new = decision.new if decision.status == "correct" else None
        if decision.status == "correct" and decision.field is not None:
            changed, errors = _problems(kind, data, decision.field, decision.new)
            if changed is None:
                raise UnfitError(index, errors)
            old, new = value_at(data, decision.field), value_at(changed, decision.field)
            basis = _basis(extracted, decision.field)
            self.records[decision.record_id] = (kind, changed)
        return Draft(
            status=decision.status,
            kind=kind,
            record_id=decision.record_id,
            field=decision.field if decision.status == "correct" else None,
            old=old,
            new=new,
            comment=decision.comment,
            evidence=tuple(Evidence.model_validate(item) for item in (extracted or data).get("evidence", ())),
            basis=basis,
            record=extracted or data,
        )

    def _extracted(self, kind: TargetKind, record_id: str) -> Data | None:
        return next((data for data in self.loaded.lists[kind] if data["id"] == record_id), None)

    def _add(self, index: int, decision: Decision) -> Draft:
        if decision.kind == "plan" or not isinstance(decision.new, dict):
            raise UnfitError(index, [_error("new", "レコード全体が必要です。", "a whole record is needed")])
        seq = self.stored.version + index + 1
        content = digest({**decision.new, "seq": seq})[:10]
        record_id = f"{PREFIXES[decision.kind]}-r{content}"
        data: Data = {**decision.new, "id": record_id}
        try:
            whole = as_data(as_record(decision.kind, data))
        except ValidationError as problem:
            raise UnfitError(index, field_errors(problem, data)) from problem
        errors = _misplaced(whole, self.loaded.plan.source.media_type == "application/pdf")
        if errors:
            raise UnfitError(index, errors)
        self.records[record_id] = (decision.kind, whole)
        evidence = tuple(Evidence.model_validate(item) for item in whole["evidence"])
        return Draft(
            status="add",
            kind=decision.kind,
            record_id=record_id,
            new=whole,
            comment=decision.comment,
            evidence=evidence,
        )

    def _attach(self, index: int, decision: Decision) -> Draft:
        target = self.records.get(decision.new) if isinstance(decision.new, str) else None
        if decision.record_id not in self.lost or target is None or target[0] != decision.kind:
            raise UnfitError(index, [_error("new", "付け替え先がありません。", "no such record to attach to")])
        return Draft(
            status="attach",
            kind=decision.kind,
            record_id=decision.record_id,
            new=decision.new,
            comment=decision.comment,
        )

    def _undo(self, index: int, decision: Decision) -> Draft:
        undone = next((event for event in self.stored.events if event.seq == decision.undoes), None)
        if undone is None:
            raise UnfitError(index, [_error("undoes", "取り消す操作がありません。", "no such event")])
        return Draft(
            status="undo", kind=undone.kind, record_id=undone.record_id, undoes=undone.seq, comment=decision.comment
        )


def _problems(kind: TargetKind, data: Data, field: str, new: JsonValue) -> tuple[Data | None, list[dict[str, str]]]:
    """The record with `new` in `field`, or None and what is wrong with that."""
    if field == "id" or field.startswith("id."):
        return None, [_error(field, "識別子は変えられません。", "an id is never corrected")]
    try:
        changed = with_value(data, field, new)
    except PathError:
        return None, [_error(field, "この項目はありません。", "no such field")]
    try:
        return as_data(as_record(kind, changed)), []
    except TypeError as problem:  # a number beyond 64 bits, which no JSON reader keeps
        return None, [_error(field, "数値が大きすぎます。", str(problem))]
    except ValidationError as problem:
        return None, field_errors(problem, changed)


def _basis(extracted: Data | None, field: str) -> str | None:
    if extracted is None:
        return None
    try:
        return digest(value_at(extracted, field))
    except PathError:
        return None


def _misplaced(data: Data, is_pdf: bool) -> list[dict[str, str]]:
    """A record without a place in its own medium would be invented."""
    key = "bbox" if is_pdf else "line_start"
    if data.get("evidence") and all(item.get(key) is not None for item in data["evidence"]):
        return []
    return [_error("evidence", "根拠の場所が必要です。", "a place in the source is needed")]


def _error(field: str, japanese: str, english: str) -> dict[str, str]:
    return {"field": field, "message": f"{japanese} / {english}"}
