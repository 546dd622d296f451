"""The reviewed plan: an extraction with the decisions in force applied, and what of them no longer fits.

Decisions apply in the order they were made, each to the record with its id, else to the one that stands at its
evidence (`anchors`). A correction holds against a changed extraction, and the change is shown; an acceptance holds only
for what was accepted. What cannot be applied is a conflict, never dropped; only a rejection whose record is gone is
settled by that. References to a rejected record become null, a rejected section's children move up to its parent.

Neither the extraction nor the overlay is changed. Every record of the result has passed its model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, JsonValue, ValidationError

from dxextract.review.anchors import Anchor, find_again
from dxextract.review.assembling import in_reading_order, mended_references
from dxextract.review.events import Event, Overlay, TargetKind, in_force
from dxextract.review.journal import overlay_path, read_overlay
from dxextract.review.records import (
    RECORD_LISTS,
    Data,
    Lists,
    PathError,
    as_data,
    as_record,
    content_digest,
    digest,
    label_of,
    lists_of,
    value_at,
    with_value,
)
from dxextract.schema.load import load_plan
from dxextract.schema.plan import PlanDocument

Reason = Literal["vanished", "ambiguous", "changed", "invalid", "dangling"]
ReviewStatus = Literal["open", "accepted", "corrected", "rejected", "added"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that no longer fits and must be decided anew.

    `vanished`: its record is gone; `ambiguous`: several records (`candidates`) could be it; `changed`: the extraction
    now says `current` where it said something else; `invalid`: the value no longer passes the schema; `dangling`: it
    refers to a record that is gone. `record_id` is the record's present id, None when it has none.
    """

    reason: Reason
    event: Event
    record_id: str | None = None
    candidates: tuple[str, ...] = ()
    current: JsonValue = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RecordState:
    """What became of one record in review: `fields` are the corrected ones, `events` what was decided about it."""

    status: ReviewStatus = "open"
    fields: tuple[str, ...] = ()
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The reviewed plan.

    `states` by record id; a record without an entry is open. `records` are all of its records as JSON values by id, in
    the contract's order, the rejected ones (which `plan` lacks) where they stood.
    """

    plan: PlanDocument
    records: Mapping[str, tuple[TargetKind, Data]]
    conflicts: tuple[Conflict, ...] = ()
    states: Mapping[str, RecordState] = field(default_factory=dict)


def apply_overlay(plan: PlanDocument, overlay: Overlay, lists: Lists | None = None) -> Merged:
    """`plan` with the decisions of `overlay` in force. Pure; the same input gives the same result.

    `lists` are `lists_of(plan)` where the caller has them; they are not changed.
    """
    events = in_force(overlay.events)
    lists = lists_of(plan) if lists is None else lists
    if events:
        return _Merger(plan, events, lists).merged()
    return Merged(plan, {data["id"]: (kind, data) for kind, records in lists.items() for data in records})


def merged_plan(document: Path) -> Merged:
    """The reviewed form of the plan document in the file `document`. Raises as `load_plan` and `read_overlay`."""
    return apply_overlay(load_plan(document), read_overlay(overlay_path(document)).overlay)


def corrected(document: Path, plan: PlanDocument) -> PlanDocument:
    """`plan`, which was read from the file `document`, with the corrections beside it. Raises as `read_overlay`."""
    return apply_overlay(plan, read_overlay(overlay_path(document)).overlay).plan


class _Merger:
    """One merge under way: the records as JSON values, by list and by id."""

    def __init__(self, plan: PlanDocument, events: tuple[Event, ...], lists: Lists) -> None:
        self.plan = plan
        self.originals = {record.id: record for kind in RECORD_LISTS for record in getattr(plan, kind)}
        self.lists = lists
        self.extracted = {data["id"]: data for records in self.lists.values() for data in records}
        self.now = dict(self.extracted)
        self.kinds = {data["id"]: kind for kind, records in self.lists.items() for data in records}
        self.attached = {event.record_id: str(event.new) for event in events if event.status == "attach"}
        self.known = frozenset(event.record_id for event in events) & frozenset(self.extracted)
        self.anchors: dict[str, Anchor] = {}
        self.conflicts: list[Conflict] = []
        self.states: dict[str, RecordState] = {}
        self.events = tuple((event, self._anchor(event)) for event in events if event.status != "attach")

    def merged(self) -> Merged:
        for index, (event, anchor) in enumerate(self.events):
            if event.status == "add":
                self._add(event)
            elif anchor.record_id is None:
                self._lost(event, anchor)
            else:
                self._apply(event, anchor.record_id, self._has_last_word(index))
        rejected = frozenset(name for name, state in self.states.items() if state.status == "rejected")
        records = self._records(rejected)
        return Merged(self._document(records, rejected), records, tuple(self.conflicts), self.states)

    def _anchor(self, event: Event) -> Anchor:
        identifier = event.record_id
        if event.kind == "plan":
            return Anchor(self.lists["plan"][0]["id"])
        if identifier in self.now or event.status == "add":
            return Anchor(identifier)
        if identifier in self.attached:
            return Anchor(self.attached[identifier] if self.attached[identifier] in self.now else None)
        if identifier not in self.anchors:
            name = label_of(event.kind, event.record or {})
            self.anchors[identifier] = find_again(event.kind, name, event.evidence, self.lists[event.kind], self.known)
        return self.anchors[identifier]

    def _lost(self, event: Event, anchor: Anchor) -> None:
        if event.record_id in self.now:  # a record that a reviewer added
            self._apply(event, event.record_id, last_word=False)
        elif anchor.candidates:
            self.conflicts.append(Conflict("ambiguous", event, candidates=anchor.candidates))
        elif event.status != "reject":
            self.conflicts.append(Conflict("vanished", event))

    def _add(self, event: Event) -> None:
        data: Data = {**event.new, "id": event.record_id} if isinstance(event.new, dict) else {}
        try:
            self.now[event.record_id] = as_data(as_record(event.kind, data))
        except ValidationError as problem:
            self.conflicts.append(Conflict("invalid", event, detail=_first_message(problem)))
            return
        self.kinds[event.record_id] = event.kind
        self.states[event.record_id] = RecordState("added", events=(event.seq,))

    def _apply(self, event: Event, identifier: str, last_word: bool) -> None:
        before = self.states.get(identifier, RecordState())
        outdated = last_word and self._is_outdated(event, identifier)
        if outdated:
            current = self._extracted_value(event, identifier)
            self.conflicts.append(Conflict("changed", event, identifier, current=current))
        status: ReviewStatus
        fields = before.fields
        if event.status == "correct":
            assert event.field is not None
            problem = self._correct(event, event.field, identifier)
            if problem is not None:
                self.conflicts.append(Conflict("invalid", event, identifier, detail=problem))
                return
            fields = (*(name for name in fields if name != event.field), event.field)
            status = "corrected"
        elif event.status == "reject":
            status = "rejected"
        else:
            status = "corrected" if fields else "open" if outdated else "accepted"
        if identifier not in self.extracted and status != "rejected":
            status = "added"
        self.states[identifier] = RecordState(status, fields, (*before.events, event.seq))

    def _correct(self, event: Event, path: str, identifier: str) -> str | None:
        """Writes the corrected value; what is wrong with it, if anything."""
        try:
            data = with_value(self.now[identifier], path, event.new)
            self.now[identifier] = as_data(as_record(event.kind, data))
        except PathError:
            return f"no field {path!r}"
        except ValidationError as problem:
            return _first_message(problem)
        return None

    def _has_last_word(self, index: int) -> bool:
        """Whether no later decision says the same anew: on the same field or one around it, or on the whole record."""
        event, anchor = self.events[index]
        for later, place in self.events[index + 1 :]:
            if place.record_id != anchor.record_id:
                continue
            if later.field is None and not self._is_outdated(later, anchor.record_id or ""):
                return False
            if event.field is not None and f"{event.field}.".startswith(f"{later.field}."):
                return False
        return True

    def _is_outdated(self, event: Event, identifier: str) -> bool:
        """Whether the extraction now says something else than when this was decided, and not what was decided."""
        if event.basis is None or identifier not in self.extracted or event.record_id in self.attached:
            return False
        if event.field is None:
            return content_digest(self.extracted[identifier]) != event.basis
        return digest(self._extracted_value(event, identifier)) not in (event.basis, digest(event.new))

    def _extracted_value(self, event: Event, identifier: str) -> JsonValue:
        if event.field is None or identifier not in self.extracted:
            return None
        try:
            return value_at(self.extracted[identifier], event.field)
        except PathError:
            return None

    def _records(self, rejected: frozenset[str]) -> dict[str, tuple[TargetKind, Data]]:
        """All records in order, with references that hold."""
        became = {old: anchor.record_id for old, anchor in self.anchors.items() if anchor.record_id}
        mended, lost = mended_references(self.now, rejected, {**self.attached, **became})
        decided = {(anchor.record_id, event.field): event for event, anchor in self.events if event.field}
        for identifier, name, target in lost:
            if (identifier, name) in decided:
                event = decided[(identifier, name)]
                self.conflicts.append(Conflict("dangling", event, identifier, detail=target))
        about = self.lists["plan"][0]["id"]
        records: dict[str, tuple[TargetKind, Data]] = {about: ("plan", mended[about])}
        for kind in RECORD_LISTS:
            mine = [data for identifier, data in mended.items() if self.kinds[identifier] == kind]
            added = frozenset(data["id"] for data in mine) - frozenset(self.extracted)
            records |= {data["id"]: (kind, data) for data in in_reading_order(mine, added)}
        return records

    def _document(self, records: dict[str, tuple[TargetKind, Data]], rejected: frozenset[str]) -> PlanDocument:
        lists: dict[str, Any] = {kind: [] for kind in RECORD_LISTS}
        for identifier, (kind, data) in records.items():
            if kind == "plan":
                lists["plan"] = as_record("plan", data)
            elif identifier not in rejected:
                lists[kind].append(self._record(kind, data))
        lists |= {kind: tuple(lists[kind]) for kind in RECORD_LISTS}
        lists["diagnostics"] = tuple(
            item.model_copy(update={"record_id": None}) if item.record_id in rejected else item
            for item in self.plan.diagnostics
        )
        return self.plan.model_copy(update=lists)

    def _record(self, kind: TargetKind, data: Data) -> BaseModel:
        """The record; the one that was read where nothing changed it."""
        untouched = self.extracted.get(data["id"]) is data
        return self.originals[data["id"]] if untouched else as_record(kind, data)


def _first_message(problem: ValidationError) -> str:
    error = problem.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
