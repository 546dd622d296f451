"""Small sheets, as text, as comma-separated values and as printed by a spreadsheet, with the records in each.

`cases.yaml` has them; a printed one stands beside it as `<id>.pdf`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dxextract import PlanDocument, extract
from dxextract.schema.plan import Quantity

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_sheet_gives_its_records(case: dict[str, Any], tmp_path: Path) -> None:
    path = HERE / f"{case['id']}.pdf"
    if "text" in case:
        path = tmp_path / f"sheet{case['suffix']}"
        path.write_text(case["text"], "utf-8")
    plan = extract(path)
    assert _written(plan, "kpis") == sorted(map(_fields, case.get("kpis", [])))
    assert _written(plan, "schedule") == sorted(map(_fields, case.get("schedule", [])))
    if "measures" in case:
        assert _written(plan, "measures") == sorted(map(_fields, case["measures"]))


def _fields(line: str) -> tuple[str, ...]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) == 5:  # an indicator: its milestones in any order
        parts[3] = ", ".join(sorted(one.strip() for one in parts[3].split(",") if one.strip()))
    return tuple(parts)


def _written(plan: PlanDocument, kind: str) -> list[tuple[str, ...]]:
    titles = {measure.id: measure.title for measure in plan.measures}
    if kind == "kpis":
        return sorted(
            (
                kpi.name,
                _figure(kpi.baseline),
                _figure(kpi.target),
                ", ".join(sorted(map(_figure, kpi.milestones))),
                titles.get(kpi.measure_id or "", ""),
            )
            for kpi in plan.kpis
        )
    if kind == "schedule":
        return sorted(
            (item.text, str(item.start_fiscal_year), str(item.end_fiscal_year), titles.get(item.measure_id or "", ""))
            for item in plan.schedule
        )
    return sorted((measure.title, " ".join(measure.departments)) for measure in plan.measures)


def _figure(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    said = quantity.raw if quantity.state != "numeric" else f"{quantity.value:g}{quantity.unit or ''}"
    more = {"ge": "以上", "le": "以下"}.get(quantity.comparator or "", "") if quantity.state == "numeric" else ""
    return f"{said}{more} @{quantity.at.fiscal_year}" if quantity.at else f"{said}{more}"


def test_a_figure_that_had_no_room_is_reported() -> None:
    plan = extract(HERE / "cut_hash.pdf")
    (cut,) = (diagnostic for diagnostic in plan.diagnostics if diagnostic.code == "W303")
    assert "###" in cut.message
    assert cut.evidence[0].quote == "###"


def test_names_of_groups_set_upright_are_each_of_their_own() -> None:
    plan = extract(HERE / "texts_typed_below_quarters_without_lines.pdf")
    assert [measure.policy for measure in plan.measures] == ["市民向け"] * 3 + ["庁内向け"] * 2
