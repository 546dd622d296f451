"""The JSON Schema (Draft 2020-12) of the plan document, made from the models.

Decides the dialect, the identifier and the exact bytes. What the fields are is `dxextract.schema.plan`'s business. The
committed copy, ``plan.schema.json`` beside this module, ships with the package; a test holds it to the models.
"""

from __future__ import annotations

from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema

from dxextract.schema.plan import SCHEMA_VERSION, PlanDocument


def plan_json_schema() -> dict[str, Any]:
    """The JSON Schema of `PlanDocument`. It accepts what `dxextract.schema.load.load_plan` accepts of this version."""
    body = PlanDocument.model_json_schema(mode="validation")
    body["required"] = ["schema_version", *body["required"]]
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:dxextract:plan-schema:{SCHEMA_VERSION}",
        **body,
    }


def render_json_schema() -> bytes:
    """`plan_json_schema` as UTF-8 text, indented by two, with a final newline."""
    return orjson.dumps(plan_json_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
