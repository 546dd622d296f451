"""Reading a plan document back: what is accepted, and how what is not is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from dxextract import load_plan
from dxextract.errors import DxExtractError, InvalidPlanError, NewerSchemaError, UnreadableInputError
from dxextract.export.json import plan_to_json
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.load import parse_plan
from plans import pdf_plan


def document(**changes: Any) -> bytes:
    return orjson.dumps(orjson.loads(plan_to_json(pdf_plan())) | changes)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(plan_to_json(pdf_plan()))
    plan = load_plan(path)
    assert plan.plan == pdf_plan().plan
    assert plan_to_json(plan) == path.read_bytes()
    assert load_plan(str(path)) == plan


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert parse_plan(b"\xef\xbb\xbf" + document(), "plan.json").plan.id == "99999-2025-03"


def test_a_newer_minor_version_loses_only_what_is_unknown() -> None:
    content = orjson.loads(document(schema_version="1.7", outlook=["new list"]))
    content["kpis"][0]["mood"] = "good"
    plan = parse_plan(orjson.dumps(content), "plan.json")
    assert plan_to_json(plan) == plan_to_json(pdf_plan())


def test_a_document_of_version_1_0_lacks_confidence_and_alternatives() -> None:
    content = orjson.loads(document(schema_version="1.0"))
    for record in (content["plan"], *(r for name in RECORD_KINDS if name != "diagnostics" for r in content[name])):
        del record["confidence"], record["alternatives"]
    plan = parse_plan(orjson.dumps(content), "plan.json")
    assert (plan.kpis[0].confidence, plan.kpis[0].alternatives) == (None, ())
    assert plan_to_json(plan) == plan_to_json(pdf_plan())


@pytest.mark.parametrize("version", ["2.0", "2.13", "10.0"])
def test_a_newer_major_version_is_refused(version: str) -> None:
    with pytest.raises(NewerSchemaError, match=rf"E111 plan\.json.*{version}"):
        parse_plan(document(schema_version=version), "plan.json")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[]", "schema_version"),
        (b"{}", "schema_version"),
        (document(schema_version=1), "schema_version"),
        (document(schema_version="one"), "schema_version"),
        (document(schema_version="0.9"), "schema_version 0.9"),
        (document(outlook=1), "outlook: Extra inputs"),
        (document(plan={}), "plan.id: Field required"),
        (document(kpis=[{"id": "kpi-1"}]), "kpis[0].name: Field required"),
        (document(sections=[{"level": "1"}]), "sections[0].level: Input should be a valid integer"),
    ],
)
def test_what_is_no_plan_is_refused_by_the_field(data: bytes, named: str) -> None:
    with pytest.raises(InvalidPlanError) as caught:
        parse_plan(data, "plan.json")
    assert str(caught.value).startswith("E110 plan.json: ")
    assert named in str(caught.value)


def test_the_first_errors_are_named_and_the_rest_counted() -> None:
    with pytest.raises(InvalidPlanError, match=r"kpis\[0\].*; … \(\+\d+\)"):
        parse_plan(document(kpis=[{}, {}, {}]), "plan.json")


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_what_cannot_be_opened(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError) as caught:
        load_plan(tmp_path / name)
    assert isinstance(caught.value, DxExtractError)
