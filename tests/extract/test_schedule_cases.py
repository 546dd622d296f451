"""Small plans that state their schedules in many shapes: what each gives, and what looks like one and gives none.

The cases are in `schedule_cases.txt`: a line `=== name`, the text (`¦` stands for a tab), and below `---` a line for
each measure with its items, `measure | text 2025; text 2026-2027; text 2027-`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import PlanDocument, extract
from dxextract.schema.integrity import integrity_problems
from tests.extract.small_plans import COVER, read_cases


def brief(plan: PlanDocument) -> list[str]:
    """`measure | text years; text years`, a line for each measure in the order of its first item."""
    titles = {measure.id: measure.title for measure in plan.measures}
    lines: dict[str, list[str]] = {}
    for item in plan.schedule:
        first, last = item.start_fiscal_year, item.end_fiscal_year
        years = f"{first}" if first == last else f"{first}-{last or ''}"
        lines.setdefault(titles.get(item.measure_id or "", "-"), []).append(f"{item.text} {years}")
    return [f"{measure} | {'; '.join(items)}" for measure, items in lines.items()]


CASES = read_cases(Path(__file__).with_name("schedule_cases.txt"))


@pytest.mark.parametrize("case", CASES)
def test_schedule_of_a_small_plan(case: str, tmp_path: Path) -> None:
    text, expected = CASES[case]
    source = tmp_path / "plan.txt"
    source.write_text(COVER + text, "utf-8")
    plan = extract(source)
    assert brief(plan) == expected
    assert integrity_problems(plan) == ()
