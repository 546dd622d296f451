"""Small texts, each with all records of one kind that it holds: tables of cases with what must not match."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dxextract import PlanDocument, extract

CASES = yaml.safe_load(Path(__file__).with_name("small_cases.yaml").read_text("utf-8"))
COVER = "花咲市DX推進計画\n\n令和7年3月\n\n花咲市\n\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}:{case['text'].split(chr(10))[0][:20]}")
def test_all_records_of_one_kind(case: dict[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + case["text"].replace("¦", "\t"), "utf-8")
    found = _records(extract(source), case["kind"])
    assert sorted(found, key=str) == sorted(case["expected"], key=str)


def _records(plan: PlanDocument, kind: str) -> list[list[Any]]:
    if kind == "roles":
        return [[_spaced(one.role), one.holder] for one in plan.roles]
    if kind == "glossary":
        return [[one.term, one.reading, one.definition] for one in plan.glossary]
    if kind == "commitments":
        return [[one.text, *(date.fiscal_year for date in one.deadlines)] for one in plan.commitments]
    if kind == "benchmarks":
        return [[one.name, _figure(one.reference), _figure(one.own)] for one in plan.benchmarks]
    return [[_spaced(one.title), one.relation] for one in plan.plan.related_plans]


def _spaced(text: str) -> str:
    """Names with the brackets that Japanese is printed with."""
    return text.replace("(", "（").replace(")", "）")


def _figure(quantity: Any) -> str | None:
    return (
        None if quantity is None else quantity.raw if quantity.value is None else f"{quantity.value:g}{quantity.unit}"
    )
