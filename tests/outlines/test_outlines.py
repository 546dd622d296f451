"""Outlines of small invented plans as texts: which lines are sections, and what is a measure.

Each case of `cases.txt` is a text and, behind `---`, what it must give: its sections, indented by level, and its
measures (number, title, policy, departments, facets with their number of items; `★` for priority). Each shows one way
that plans number, name or repeat their headings, or lines that look like headings and are none.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dxextract import PlanDocument, extract

_CASES = re.split(r"^=== ", Path(__file__).with_name("cases.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]


def _told(plan: PlanDocument) -> list[str]:
    lines = [f"{'  ' * (s.level - 1)}{s.number or '-'} | {s.title}" for s in plan.sections]
    for m in plan.measures:
        facets = ", ".join(f"{facet.role} {len(facet.items)}" for facet in m.facets)
        star = "★" if m.is_priority else ""
        name = f"* {star}{m.number or '-'} | {m.title} | {m.policy or '-'}"
        lines.append(f"{name} | {'、'.join(m.departments)} | {facets}")
    return [line.rstrip() for line in lines]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.partition("\n")[0]) for c in _CASES])
def test_sections_and_measures_of_a_small_plan(case: str, tmp_path: Path) -> None:
    _, _, body = case.partition("\n")
    text, _, expected = body.partition("\n---\n")
    source = tmp_path / "plan.txt"
    source.write_text(text + "\n", "utf-8")
    assert _told(extract(source)) == [line.rstrip() for line in expected.strip("\n").split("\n") if line]
