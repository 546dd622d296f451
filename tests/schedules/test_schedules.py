"""Schedules as plans write and draw them, and what only looks like one: every item, its measure and its years."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from dxextract import Settings, extract

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_item_comes_out_with_its_years(case: dict, tmp_path: Path) -> None:
    path = HERE / case["pdf"] if "pdf" in case else tmp_path / "plan.txt"
    if "text" in case:
        path.write_text(case["text"].replace("⇥", "\t"), "utf-8")
    plan = extract(path, Settings(ocr="off"))
    titles = {measure.id: measure.title for measure in plan.measures}
    found = [
        (titles.get(item.measure_id or "", ""), item.text, item.start_fiscal_year, item.end_fiscal_year)
        for item in plan.schedule
    ]
    assert Counter(found) == Counter(tuple(item) for item in case["schedule"])
