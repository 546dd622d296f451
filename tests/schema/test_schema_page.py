"""docs/schema.md describes every field of every object as the models have it.

`pytest tests/schema/test_schema_page.py --write-expected` writes the page's tables anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dxextract.schema.export import plan_json_schema

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schema.md"
FIELDS = re.compile(r"<!-- fields (\w+) -->\n(.*?)<!-- /fields -->", re.DOTALL)


def objects() -> dict[str, dict[str, Any]]:
    """The properties of each object of the schema."""
    schema = plan_json_schema()
    return {"PlanDocument": schema["properties"]} | {
        name: found["properties"] for name, found in schema["$defs"].items() if "properties" in found
    }


def field_table(name: str) -> str:
    rows = ["| field | type | 意味 | meaning |", "| --- | --- | --- | --- |"]
    for field, spec in objects()[name].items():
        japanese, _, english = spec["description"].partition(" / ")
        rows.append(f"| `{field}` | {type_of(spec)} | {japanese} | {english} |")
    return f"**{name}**\n\n" + "\n".join(rows) + "\n"


def type_of(spec: dict[str, Any]) -> str:
    """The type as the page words it: ``list of Evidence``, ``text or null``, the words of a closed list."""
    if "$ref" in spec:
        return str(spec["$ref"].rsplit("/", 1)[1])
    if "anyOf" in spec:
        return " or ".join(type_of(part) for part in spec["anyOf"])
    if "enum" in spec:
        return " · ".join(f"`{word}`" for word in spec["enum"])
    if spec.get("type") == "array":
        return "four numbers" if "prefixItems" in spec else f"list of {type_of(spec['items'])}"
    plain = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    if spec.get("format") == "date":
        return "date"
    kind = spec.get("type", "any JSON value")
    return plain.get(kind, kind)


def test_the_page_says_what_the_models_say(request: pytest.FixtureRequest) -> None:
    written = PAGE.read_text("utf-8")
    renewed = FIELDS.sub(lambda m: f"<!-- fields {m[1]} -->\n{field_table(m[1])}<!-- /fields -->", written)
    if request.config.getoption("--write-expected"):
        PAGE.write_text(renewed, "utf-8")
    assert renewed == PAGE.read_text("utf-8"), "run: pytest tests/schema/test_schema_page.py --write-expected"


def test_every_object_has_its_table() -> None:
    assert sorted(name for name, _ in FIELDS.findall(PAGE.read_text("utf-8"))) == sorted(objects())


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "date"}, "date"),
        ({"anyOf": [{"$ref": "#/$defs/Quantity"}, {"type": "null"}]}, "Quantity or null"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "list of `a` · `b`"),
        ({"type": "array", "prefixItems": [{}] * 4}, "four numbers"),
        ({"$ref": "#/$defs/Evidence"}, "Evidence"),
        ({}, "any JSON value"),
    ],
)
def test_types_are_worded(spec: dict[str, Any], expected: str) -> None:
    assert type_of(spec) == expected
