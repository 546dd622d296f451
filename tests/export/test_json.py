"""The bytes of a plan document, and how they reach the disk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.errors import OutputNotWritableError
from dxextract.export.json import plan_to_json, write_atomically, write_plan
from dxextract.schema.load import parse_plan
from dxextract.schema.plan import PlanDocument, Quantity
from plans import pdf_plan


def test_same_document_same_bytes() -> None:
    assert plan_to_json(pdf_plan()) == plan_to_json(pdf_plan())


def test_form_of_the_bytes() -> None:
    data = plan_to_json(pdf_plan())
    assert data.startswith(b'{\n  "schema_version": "1.1",\n  "source": {\n')
    assert data.endswith(b"}\n")
    assert "みどり野市DX推進計画".encode() in data


def test_numbers_are_written_plainly() -> None:
    content = orjson.loads(plan_to_json(pdf_plan()))
    assert content["sections"][0]["evidence"][0]["bbox"] == [72, 100.12, 300.5, 112]
    assert content["tables"][0]["cells"][0]["bbox"] == [1, 2, 3.02, 4]
    assert b'"value": 25,' in plan_to_json(pdf_plan())
    assert b'"value": 12.5,' in plan_to_json(pdf_plan())
    assert b'"is_priority": true' in plan_to_json(pdf_plan())


def test_the_pieces_are_laid_out_as_one_value() -> None:
    data = plan_to_json(pdf_plan())
    assert data == orjson.dumps(orjson.loads(data), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def with_target(value: float | int) -> PlanDocument:
    plan = pdf_plan()
    target = Quantity(raw="x", state="numeric", value=value)
    return plan.model_copy(update={"kpis": (plan.kpis[0].model_copy(update={"target": target}),)})


@given(st.one_of(st.integers(-(10**30), 10**30), st.floats(allow_nan=False, allow_infinity=False)))
def test_every_number_comes_back(value: float | int) -> None:
    target = parse_plan(plan_to_json(with_target(value)), "x").kpis[0].target
    assert target is not None
    assert target.value == (value if abs(value) < 2**53 else float(value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused_and_the_file_stays(value: float, tmp_path: Path) -> None:
    plan = pdf_plan()
    target = Quantity.model_construct(raw="x", state="numeric", value=value)
    broken = plan.model_copy(update={"kpis": (plan.kpis[0].model_copy(update={"target": target}),)})
    path = tmp_path / "plan.json"
    write_plan(plan, path)
    with pytest.raises(ValueError, match="value is"):
        write_plan(broken, path)
    assert path.read_bytes() == plan_to_json(plan)
    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]


def test_half_a_character_becomes_the_replacement_character() -> None:
    plan = pdf_plan()
    odd = plan.model_copy(update={"source": plan.source.model_copy(update={"file_name": "\udc8cv.pdf"})})
    assert parse_plan(plan_to_json(odd), "x").source.file_name == "\ufffdv.pdf"


def test_written_file_is_whole_and_readable_by_others(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "plan.json"
    write_plan(pdf_plan(), path)
    assert path.read_bytes() == plan_to_json(pdf_plan())
    assert [file.name for file in path.parent.iterdir()] == ["plan.json"]
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~umask


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_name_at_the_limit_of_the_file_system(tmp_path: Path) -> None:
    path = tmp_path / ("計" * 83 + ".json")  # 254 bytes
    write_atomically(path, b"{}")
    assert path.read_bytes() == b"{}"


@pytest.mark.parametrize("name", ["file/plan.json", "file/below/plan.json", "folder", "計" * 100])
def test_what_cannot_be_written_leaves_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / "full").mkdir(parents=True)
    with pytest.raises(OutputNotWritableError, match="E109"):
        write_atomically(tmp_path / name, b"{}")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder"]
