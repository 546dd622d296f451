"""What pages of several municipalities have in common, in invented words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dxextract import extract
from dxextract.normalise import level
from dxextract.schema.plan import PlanDocument, Quantity

COVER = "花咲市DX推進計画\n\n令和7年3月\n\n花咲市\n\n"
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "municipal_forms.yaml").read_text("utf-8"))


def plan_of(text: str, tmp_path: Path) -> PlanDocument:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + text, "utf-8")
    return extract(source)


def value(quantity: Quantity | None) -> float | None:
    return None if quantity is None else quantity.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["form"]))
def test_a_form_of_many_municipalities(case: dict[str, Any], tmp_path: Path) -> None:
    plan = plan_of(case["text"], tmp_path)
    if "measures" in case:
        assert [[m.title, list(m.departments)] for m in plan.measures] == case["measures"]
    if "policies" in case:
        assert list(dict.fromkeys(m.policy for m in plan.measures)) == case["policies"]
    if "vision" in case:
        assert plan.plan.vision == case["vision"]
    if "schedule" in case:
        assert [[s.text, s.start_fiscal_year, s.end_fiscal_year] for s in plan.schedule] == case["schedule"]
    if "roles" in case:
        assert [[r.role, r.holder] for r in plan.roles] == case["roles"]
    if "kpis" in case:
        titles = {m.id: m.title for m in plan.measures}
        found = [
            [
                k.name,
                value(k.baseline),
                value(k.target),
                k.target.unit if k.target else None,
                titles.get(k.measure_id or ""),
            ]
            for k in plan.kpis
        ]
        assert sorted(map(str, found)) == sorted(str([level(one[0]), *one[1:]]) for one in case["kpis"])
