"""The overlay of corrections: an append-only list of events, versioned, one file beside each plan document.

Decides the form of an event and which events are in force after undoing. Does not decide what an event does to a plan
(`merge`), which record it is about after the plan was extracted again (`anchors`), or how it reaches the disk
(`journal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, JsonValue, model_validator

from dxextract.schema.plan import Evidence
from dxextract.schema.values import Model

OVERLAY_VERSION = "1.0"

Status = Literal["accept", "correct", "reject", "add", "undo", "attach"]
TargetKind = Literal[
    "plan",
    "sections",
    "measures",
    "kpis",
    "schedule",
    "commitments",
    "benchmarks",
    "roles",
    "glossary",
    "tables",
]
"""What an event can be about: the plan's own facts, or a record of one of the lists."""


class Draft(Model):
    """What a reviewer decided, before it has its number and time."""

    status: Status = Field(
        description="判断(承認・修正・却下・追加・取消・付替) / accept, correct, reject, add, undo or attach"
    )
    kind: TargetKind = Field(description="対象の種類 / list the record belongs to, or `plan`")
    record_id: str = Field(min_length=1, max_length=200, description="対象の識別子 / id of the record")
    field: str | None = Field(
        default=None,
        max_length=200,
        description="修正した項目(`target.value`、`milestones.0`など) / path of the corrected field",
    )
    old: JsonValue = Field(default=None, description="修正前の値 / value before")
    new: JsonValue = Field(
        default=None, description="修正後の値(追加では記録全体、付替では識別子) / value after; a whole record for `add`"
    )
    undoes: int | None = Field(default=None, ge=1, description="取り消す操作の番号 / number of the event it undoes")
    comment: str | None = Field(default=None, max_length=4000, description="コメント / comment")
    evidence: tuple[Evidence, ...] = Field(
        default=(), description="そのときの根拠 / where the record stood, to find it again"
    )
    basis: str | None = Field(
        default=None, description="抽出値の要約値 / digest of what the extraction said when this was decided"
    )
    record: dict[str, JsonValue] | None = Field(
        default=None, description="そのときの記録 / the record as the reviewer saw it"
    )

    @model_validator(mode="after")
    def _complete(self) -> Draft:
        if self.status == "correct" and not self.field:
            raise ValueError("a correction names its field")
        if (self.status == "undo") != (self.undoes is not None):
            raise ValueError("an undo, and nothing else, names the event it undoes")
        if self.status == "add" and not isinstance(self.new, dict):
            raise ValueError("an addition carries the whole record")
        if self.status == "attach" and not isinstance(self.new, str):
            raise ValueError("an attachment names a record")
        if self.kind == "plan" and self.status not in ("accept", "correct", "undo"):
            raise ValueError("the plan's own facts are accepted or corrected")
        if self.field == "id":
            raise ValueError("an id is never corrected")
        return self


class Event(Draft):
    """One decision, for good: later ones may overrule it, nothing removes it."""

    seq: int = Field(ge=1, description="通し番号 / number, from 1 on without gaps")
    at: str = Field(description="日時(UTC) / when, RFC 3339 in UTC")
    by: str = Field(max_length=200, description="担当者 / who")


class Overlay(Model):
    """All decisions on one plan document, in order."""

    overlay_version: str = Field(default=OVERLAY_VERSION, pattern=r"^1\.\d+$")
    document: str = Field(description="計画JSONのファイル名 / file name of the plan document")
    events: tuple[Event, ...] = ()

    @property
    def version(self) -> int:
        """The number of the last event, 0 without any: what a client has seen."""
        return self.events[-1].seq if self.events else 0

    def since(self, version: int) -> tuple[Event, ...]:
        """The events that a client which has seen `version` has not."""
        return tuple(event for event in self.events if event.seq > version)


def in_force(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that no undo in force took back, undo events left out; an undone undo brings its event back."""
    undone: set[int] = set()
    kept: list[Event] = []
    for event in reversed(tuple(events)):
        if event.seq in undone:
            continue
        if event.undoes is not None:
            undone.add(event.undoes)
        else:
            kept.append(event)
    return tuple(reversed(kept))
