"""Small plans that state their indicators in many shapes: what each gives, and what looks like one and gives none.

The cases are in `kpi_cases.txt`: a line `=== name`, the text (`¦` stands for a tab), and below `---` a line for each
KPI in the notation of `brief`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import PlanDocument, extract
from dxextract.schema.integrity import integrity_problems
from dxextract.schema.plan import Kpi, Quantity
from tests.extract.small_plans import COVER, read_cases

_SIGNS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<", "approx": "~"}
_WAYS = {"increase": "^", "decrease": "v", "maintain": "="}
_RATES = {"per_year": "/Y", "per_fiscal_year": "/FY", "per_month": "/M"}


def _figure(quantity: Quantity | None) -> str:
    if quantity is None:
        return "-"
    at = f"@{quantity.at.fiscal_year}" if quantity.at else ""
    if quantity.state == "not_measured":
        return f"?{at}"
    if quantity.state == "qualitative":
        return f"「{quantity.raw}」{at}"
    most = "" if quantity.value_max is None else f"..{quantity.value_max:g}"
    number = "" if quantity.value is None else f"{quantity.value:.10g}{most}{quantity.unit or ''}"
    rate = _RATES.get(quantity.frequency or "", "")
    return f"{_SIGNS.get(quantity.comparator or '', '')}{number}{_WAYS.get(quantity.direction or '', '')}{rate}{at}"


def brief(plan: PlanDocument, kpi: Kpi) -> str:
    """`measure | name | baseline | target`, and where there are any `| milestones` and `| definition`."""
    title = next((m.title for m in plan.measures if m.id == kpi.measure_id), "-")
    parts = [title, kpi.name + (" (+)" if kpi.cumulative else ""), _figure(kpi.baseline), _figure(kpi.target)]
    if kpi.milestones or kpi.definition:
        parts.append(" ".join(_figure(one) for one in kpi.milestones))
    return " | ".join([*parts, *([kpi.definition] if kpi.definition else [])])


CASES = read_cases(Path(__file__).with_name("kpi_cases.txt"))


@pytest.mark.parametrize("case", CASES)
def test_kpis_of_a_small_plan(case: str, tmp_path: Path) -> None:
    text, gold = CASES[case]
    source = tmp_path / "plan.txt"
    source.write_text(COVER + text, "utf-8")
    plan = extract(source)
    assert sorted(brief(plan, kpi) for kpi in plan.kpis) == sorted(gold)
    assert integrity_problems(plan) == ()


def test_a_section_that_explains_the_sheets_is_no_measure(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + CASES["a_legend_of_the_sheets_is_no_measure"][0], "utf-8")
    assert [m.title for m in extract(source).measures] == ["会議の電子化", "決裁の電子化"]
