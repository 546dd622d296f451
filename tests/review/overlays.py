"""Overlays in memory, as the server would write them, for tests of merging."""

from __future__ import annotations

from typing import Any

from dxextract.review.events import Event, Overlay, TargetKind
from dxextract.review.records import as_data, content_digest, digest, lists_of, value_at
from dxextract.schema.plan import Evidence, PlanDocument


class Reviewer:
    """Writes events about a plan, with the basis and the place that the server would note."""

    def __init__(self, plan: PlanDocument) -> None:
        self.plan = plan
        self.events: list[Event] = []

    @property
    def overlay(self) -> Overlay:
        return Overlay(document="plan.json", events=tuple(self.events))

    def accept(self, kind: TargetKind, record_id: str) -> int:
        return self._about(kind, record_id, status="accept")

    def reject(self, kind: TargetKind, record_id: str) -> int:
        return self._about(kind, record_id, status="reject")

    def correct(self, kind: TargetKind, record_id: str, field: str, new: Any) -> int:
        return self._about(kind, record_id, status="correct", field=field, new=new)

    def add(self, kind: TargetKind, record: Any, record_id: str = "kpi-r1") -> int:
        return self._event(status="add", kind=kind, record_id=record_id, new=as_data(record))

    def undo(self, seq: int) -> int:
        return self._event(status="undo", kind="kpis", record_id="any", undoes=seq)

    def attach(self, kind: TargetKind, old: str, new: str) -> int:
        return self._event(status="attach", kind=kind, record_id=old, new=new)

    def _about(self, kind: TargetKind, record_id: str, **more: Any) -> int:
        data = next((data for data in lists_of(self.plan)[kind] if data["id"] == record_id), None)
        if data is None:
            return self._event(kind=kind, record_id=record_id, **more)
        field = more.get("field")
        basis = content_digest(data) if field is None else digest(value_at(data, field))
        evidence = tuple(Evidence.model_validate(item) for item in data.get("evidence", ()))
        return self._event(kind=kind, record_id=record_id, basis=basis, evidence=evidence, record=data, **more)

    def _event(self, **fields: Any) -> int:
        seq = len(self.events) + 1
        self.events.append(Event(seq=seq, at="2026-01-01T00:00:00Z", by="山田", **fields))
        return seq
