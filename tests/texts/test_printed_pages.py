"""What is read of pages that `pdftotext` printed, with -layout and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dxextract import extract
from dxextract.normalise import level, squeeze
from dxextract.schema.plan import PlanDocument, Quantity

COVER = "花咲市DX推進計画\n\n令和8年3月\n\n花咲市\n\n"
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "printed_pages.yaml").read_text("utf-8"))


def plan_of(text: str, tmp_path: Path) -> PlanDocument:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + text.replace("␌", "\f"), "utf-8")
    return extract(source)


def plain(text: str | None) -> str | None:
    return None if text is None else squeeze(level(text))


def figure(quantity: Quantity | None) -> list[Any]:
    at = quantity.at if quantity is not None else None
    return [quantity.value if quantity is not None else None, at.fiscal_year if at is not None else None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["form"]))
def test_printed_pages(case: dict[str, Any], tmp_path: Path) -> None:
    plan = plan_of(case["text"], tmp_path)
    if "measures" in case:
        assert [[plain(m.number), plain(m.title), plain(m.policy)] for m in plan.measures] == case["measures"]
    if "departments" in case:
        assert [list(m.departments) for m in plan.measures] == case["departments"]
    if "kpis" in case:
        found = [
            [plain(k.name), *figure(k.baseline), *figure(k.target), [figure(one)[1] for one in k.milestones]]
            for k in plan.kpis
        ]
        assert found == case["kpis"]
    if "schedule" in case:
        assert [[s.text, s.start_fiscal_year, s.end_fiscal_year] for s in plan.schedule] == case["schedule"]
    if "sections" in case:
        titles = {s.id: s.title for s in plan.sections}
        assert [[plain(s.number), plain(s.title), plain(titles.get(s.parent_id or ""))] for s in plan.sections] == case[
            "sections"
        ]
