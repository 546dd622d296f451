"""Reads a plan document back from JSON and refuses what is none.

Versions: a newer major version is refused (`NewerSchemaError`). A newer minor version only adds fields, so its unknown
keys are left out; of an older one the fields that it lacks are null or empty. Either way the value returned is a
document of this version. In a document of this version an unknown key is a mistake and is refused. Types are strict:
the number 3 written as ``"3"`` is refused, as the JSON Schema refuses it.
"""

from __future__ import annotations

import re
from pathlib import Path

import orjson
from pydantic import ValidationError

from dxextract.errors import InvalidPlanError, NewerSchemaError, UnreadableInputError
from dxextract.schema.plan import SCHEMA_VERSION, PlanDocument

_ERRORS_NAMED = 3
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})")


def load_plan(path: Path | str) -> PlanDocument:
    """The plan document in the JSON file `path`.

    Raises UnreadableInputError, InvalidPlanError (naming the paths of the first wrong fields) or NewerSchemaError.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        raise UnreadableInputError(str(path), problem.strerror or "") from problem
    return parse_plan(data, str(path))


def parse_plan(data: bytes, subject: str) -> PlanDocument:
    """The plan document in the JSON text `data` (UTF-8); `subject` is what an error calls it. Raises as `load_plan`."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    minor = _minor_version(data, subject)
    newer = minor > int(SCHEMA_VERSION.split(".")[1])
    try:
        plan = PlanDocument.model_validate_json(data, strict=True, extra="ignore" if newer else "forbid")
    except ValidationError as problem:
        raise InvalidPlanError(subject, _first_errors(problem)) from problem
    return plan.model_copy(update={"schema_version": SCHEMA_VERSION})


def _minor_version(data: bytes, subject: str) -> int:
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        raise InvalidPlanError(subject, f"JSON: {problem}") from problem
    version = content.get("schema_version") if isinstance(content, dict) else None
    parts = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if parts is None:
        raise InvalidPlanError(subject, 'schema_version: missing, or not of the form "1.1"')
    major, minor = int(parts[1]), int(parts[2])
    own_major = int(SCHEMA_VERSION.split(".")[0])
    if major > own_major:
        raise NewerSchemaError(subject, f"schema_version {version} > {SCHEMA_VERSION}")
    if major < own_major:
        raise InvalidPlanError(subject, f"schema_version {version} < {own_major}.0")
    return minor


def _first_errors(problem: ValidationError) -> str:
    """``kpis[0].name: Field required; …`` for the first errors, and how many more there are."""
    errors = problem.errors(include_url=False, include_input=False, include_context=False)
    named = [f"{_field_path(error['loc'])}: {error['msg']}" for error in errors[:_ERRORS_NAMED]]
    rest = len(errors) - len(named)
    return "; ".join(named) + (f"; … (+{rest})" if rest else "")


def _field_path(location: tuple[int | str, ...]) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return path.removeprefix(".") or "(root)"
