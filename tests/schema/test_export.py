"""The JSON Schema: its dialect, its agreement with the models, and the committed copy."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import orjson
import pytest

from dxextract.schema.export import plan_json_schema, render_json_schema
from plans import pdf_plan


def test_committed_copy_is_what_the_models_give() -> None:
    committed = resources.files("dxextract.schema").joinpath("plan.schema.json").read_bytes()
    assert committed == render_json_schema(), "run: dxextract schema > src/dxextract/schema/plan.schema.json"


def test_it_is_valid_draft_2020_12() -> None:
    schema = plan_json_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:dxextract:plan-schema:1.1"
    jsonschema.Draft202012Validator.check_schema(schema)


def valid_document() -> Any:
    return json.loads(pdf_plan().model_dump_json())


def errors(document: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(plan_json_schema(), format_checker=checker)
    return [error.message for error in validator.iter_errors(document)]


def test_a_plan_is_valid() -> None:
    assert errors(valid_document()) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "2.0"),
        (("schema_version",), None),
        (("plan", "status"), "finished"),
        (("plan", "period", "start"), "2025-13-01"),
        (("kpis", 0, "target", "value"), "25"),
        (("kpis", 0, "surprise"), 1),
        (("measures", 0, "national_items"), ["drones"]),
        (("sections", 0, "evidence", 0, "bbox"), [1, 2, 3]),
        (("sections", 0, "evidence", 0, "page"), 0),
    ],
)
def test_what_it_refuses(path: tuple[str | int, ...], value: Any) -> None:
    document = valid_document()
    spot = document
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    assert errors(document)
    assert orjson.dumps(document)


def test_a_document_without_its_version_is_refused() -> None:
    document = valid_document()
    del document["schema_version"]
    assert errors(document) == ["'schema_version' is a required property"]
