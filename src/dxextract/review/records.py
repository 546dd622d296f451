"""Records as JSON values: which model belongs to a list, a record's name for readers, fields by path, digests.

Decides no merging; what a path may name is decided by the schema's models, which validate the record after each change.
"""

from __future__ import annotations

import hashlib
from typing import Any, get_args

import orjson
from pydantic import BaseModel, JsonValue

from dxextract.review.events import TargetKind
from dxextract.schema.integrity import REFERENCES
from dxextract.schema.plan import (
    Benchmark,
    Commitment,
    GlossaryEntry,
    Kpi,
    Measure,
    Plan,
    PlanDocument,
    PlanTable,
    Role,
    ScheduleItem,
    Section,
)

KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
RECORD_LISTS: tuple[TargetKind, ...] = tuple(kind for kind in KINDS if kind != "plan")

MODELS: dict[TargetKind, type[BaseModel]] = {
    "plan": Plan,
    "sections": Section,
    "measures": Measure,
    "kpis": Kpi,
    "schedule": ScheduleItem,
    "commitments": Commitment,
    "benchmarks": Benchmark,
    "roles": Role,
    "glossary": GlossaryEntry,
    "tables": PlanTable,
}
PREFIXES: dict[TargetKind, str] = {
    "sections": "sec",
    "measures": "mea",
    "kpis": "kpi",
    "schedule": "sch",
    "commitments": "com",
    "benchmarks": "ben",
    "roles": "rol",
    "glossary": "glo",
    "tables": "tab",
}
_LABELS: dict[TargetKind, str] = {
    "plan": "title",
    "sections": "title",
    "measures": "title",
    "kpis": "name",
    "schedule": "text",
    "commitments": "text",
    "benchmarks": "name",
    "roles": "role",
    "glossary": "term",
    "tables": "caption",
}
_NOT_CONTENT = frozenset({"id", "evidence", "confidence", "alternatives", *REFERENCES})
"""What a better extraction may change without a reviewer having to look again."""

Data = dict[str, Any]
"""One record as JSON values."""
Lists = dict[TargetKind, list[Data]]
"""All records of a plan, list by list; `plan` has one."""


class PathError(ValueError):
    """A field path that leads nowhere in this record."""


def as_data(record: BaseModel) -> Data:
    """The record as JSON values."""
    return record.model_dump(mode="json")


def as_record(kind: TargetKind, data: Data) -> BaseModel:
    """The record with its model's own checks. Raises pydantic.ValidationError."""
    return MODELS[kind].model_validate_json(orjson.dumps(data), strict=True)


def lists_of(plan: PlanDocument) -> Lists:
    """All records of the plan as JSON values."""
    lists: Lists = {"plan": [as_data(plan.plan)]}
    for kind in RECORD_LISTS:
        lists[kind] = [as_data(record) for record in getattr(plan, kind)]
    return lists


def label_of(kind: TargetKind, data: Data) -> str:
    """What a reader calls the record: its name, title, term or text; empty when it has none."""
    return str(data.get(_LABELS[kind]) or "")


def value_at(data: Data, path: str) -> JsonValue:
    """The value of the field `path` (``target.value``, ``milestones.0``). Raises PathError."""
    value: Any = data
    for step in path.split("."):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            raise PathError(path)
    result: JsonValue = value
    return result


def with_value(data: Data, path: str, new: JsonValue) -> Data:
    """A copy of `data` with `new` at `path`. A step into null or past a list's end raises PathError."""
    changed: Data = orjson.loads(orjson.dumps(data))
    *above, last = path.split(".")
    place: Any = value_at(changed, ".".join(above)) if above else changed
    if isinstance(place, dict) and last in place:
        place[last] = new
    elif isinstance(place, list) and last.isdecimal() and int(last) < len(place):
        place[int(last)] = new
    else:
        raise PathError(path)
    return changed


def digest(value: JsonValue) -> str:
    """Twelve hex digits that tell whether a value is still the same."""
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]


def content_digest(data: Data) -> str:
    """The digest of what the record says; its id, place, references and confidence left aside."""
    return digest({name: value for name, value in data.items() if name not in _NOT_CONTENT})
