"""What the models of the contract carry and what they refuse."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from dxextract.schema import plan as contract
from dxextract.schema.plan import (
    Alternative,
    DateRef,
    Diagnostic,
    Evidence,
    Municipality,
    PlanDocument,
    Quantity,
    TableCell,
)
from plans import pdf_plan

MODELS = sorted(
    (value for value in vars(contract).values() if isinstance(value, type) and issubclass(value, BaseModel)),
    key=lambda model: model.__name__,
)
DAY = {"raw": "令和6年12月2日", "precision": "day", "fiscal_year": 2024}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_and_field_is_described_in_both_languages(model: type[BaseModel]) -> None:
    japanese = re.compile("[ぁ-んァ-ヶ一-龠]")
    texts = {name: field.description or "" for name, field in model.model_fields.items()}
    if model is not contract.Model:
        texts["(class)"] = (model.__doc__ or "").split("\n")[0]
    for name, text in texts.items():
        left, slash, right = text.partition(" / ")
        assert slash, f"{model.__name__}.{name}: {text!r} has no ' / '"
        assert japanese.search(left), f"{model.__name__}.{name}: {left!r} has no Japanese"
        assert re.search("[a-z]{2}", right), f"{model.__name__}.{name}: {right!r} has no English"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_models_are_frozen_and_refuse_unknown_keys(model: type[BaseModel]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"


def test_a_value_cannot_be_changed() -> None:
    plan = pdf_plan()
    with pytest.raises(ValidationError, match="frozen"):
        plan.kpis[0].name = "別の指標"  # type: ignore[misc]


def test_contract_names_every_list_of_the_root() -> None:
    assert list(PlanDocument.model_fields) == [
        "schema_version",
        "source",
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
        "diagnostics",
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"quote": "x"},
        {"quote": "x", "page": 1},
        {"quote": "x", "page": 1, "bbox": (0, 0, 0, 0)},
        {"quote": "x", "page": 2, "bbox": (10.5, 20, 30, 40)},
        {"quote": "x", "line_start": 4, "line_end": 4},
        {"quote": "x", "line_start": 4, "line_end": 9},
    ],
)
def test_evidence_accepts(values: dict[str, Any]) -> None:
    assert Evidence(**values).quote == "x"


@pytest.mark.parametrize(
    "values",
    [
        {"page": 1},
        {"quote": "x", "page": 0},
        {"quote": "x", "page": 1, "bbox": (30, 20, 10, 40)},
        {"quote": "x", "page": 1, "bbox": (10, 40, 30, 20)},
        {"quote": "x", "page": 1, "bbox": (10, 20, float("nan"), 40)},
        {"quote": "x", "page": 1, "bbox": (10, 20, 30)},
        {"quote": "x", "bbox": (10, 20, 30, 40)},
        {"quote": "x", "line_start": 4},
        {"quote": "x", "line_end": 4},
        {"quote": "x", "line_start": 5, "line_end": 4},
        {"quote": "x", "line_start": 0, "line_end": 4},
        {"quote": "x", "page": 1, "line_start": 4, "line_end": 4},
        {"quote": "x", "colour": "red"},
    ],
)
def test_evidence_refuses(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Evidence(**values)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2024-12-02", "2024-12-02"), ("2024-04-01", "2025-03-31"), ("2024-02-29", "2024-02-29")],
)
def test_dates_accepted(start: str, end: str) -> None:
    assert DateRef(start=start, end=end, **DAY).end == end


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-12-02", "2024-12-01"),
        ("2023-02-29", "2023-02-29"),
        ("20241202", "20241202"),
        ("2024-12-2", "2024-12-02"),
        ("2024-W01-1", "2024-12-02"),
        ("令和6年", "2024-12-02"),
        ("2024-12-02T00:00:00", "2024-12-02"),
    ],
)
def test_dates_refused(start: str, end: str) -> None:
    with pytest.raises(ValidationError):
        DateRef(start=start, end=end, **DAY)


@pytest.mark.parametrize(
    "values",
    [
        {"raw": "↑", "state": "direction_only", "direction": "increase"},
        {"raw": "0", "state": "numeric", "value": 0},
        {"raw": "10~20人", "state": "numeric", "value": 10, "value_max": 20, "unit": "人"},
    ],
)
def test_quantities_accepted(values: dict[str, Any]) -> None:
    assert Quantity(**values).raw == values["raw"]


@pytest.mark.parametrize(
    "values",
    [
        {"raw": "10", "state": "numeric"},
        {"raw": "10", "state": "numeric", "value": float("inf")},
        {"raw": "~20", "state": "qualitative", "value_max": 20},
        {"raw": "10", "state": "number", "value": 10},
    ],
)
def test_quantities_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Quantity(**values)


def test_a_whole_number_stays_a_whole_number() -> None:
    assert isinstance(Quantity(raw="25", state="numeric", value=25).value, int)


@pytest.mark.parametrize(
    "values",
    [
        {"field": "target", "value": None},
        {"field": "target.at", "value": {"raw": "R7"}, "confidence": 0.4},
        {
            "kind": "commitments",
            "value": {"text": "公開する。"},
            "evidence": ({"quote": "公開する。", "line_start": 4, "line_end": 4},),
        },
    ],
)
def test_alternatives_accepted(values: dict[str, Any]) -> None:
    assert Alternative(rule="kpi.table", **values).value == values["value"]


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Alternative, {"rule": "kpi.table", "value": 1}),
        (Alternative, {"rule": "kpi.table", "value": 1, "field": "target", "kind": "kpis"}),
        (Alternative, {"rule": "kpi.table", "value": 1, "kind": "people"}),
        (Alternative, {"rule": "kpi.table", "value": 1, "field": "target", "confidence": 1.1}),
        (Alternative, {"rule": "kpi.table", "field": "target"}),
        (Municipality, {"name": "みどり野市", "code": "2646"}),
        (Municipality, {"name": "みどり野市", "check_code": "26465"}),
        (Diagnostic, {"code": "X100", "severity": "error", "message": "m"}),
        (TableCell, {"row": 0, "col": -1, "text": ""}),
        (TableCell, {"row": 0, "col": 0, "row_span": 0, "text": ""}),
        (TableCell, {"row": 0, "col": 0, "text": "", "bbox": (3, 0, 1, 1)}),
    ],
)
def test_other_values_refused(model: type[BaseModel], values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model(**values)
