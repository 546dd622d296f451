"""Real documents, none of which has gold: what INDEX.md says of them comes out, and each quote stands in its box."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from acceptance.scores import SHARED
from dxextract import PlanDocument, Settings, extract
from dxextract.evaluation import to_compared
from dxextract.evaluation.grounding import ground

REAL = SHARED / "plans" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the documents lie beside the project, not in it")


@cache
def plan_of(name: str) -> PlanDocument:
    (path,) = REAL.glob(f"{name}_*.pdf")
    return extract(path, Settings(ocr="off"))


def spans(plan: PlanDocument) -> list[tuple[int | None, int | None]]:
    return [(item.start_fiscal_year, item.end_fiscal_year) for item in plan.schedule]


def numbers(plan: PlanDocument, level: int) -> list[str | None]:
    return [section.number for section in plan.sections if section.level == level]


def titles(plan: PlanDocument) -> list[str]:
    return [section.title for section in plan.sections]


EXPECTED: dict[str, tuple[str, Callable[[PlanDocument], bool]]] = {
    "gantt": (
        "b01",
        lambda p: (
            spans(p)[-8:]
            == [
                (2023, 2023),
                (2024, 2024),
                (2025, 2027),
                (2023, 2024),
                (2024, 2024),
                (2025, 2025),
                (2026, 2027),
                (2023, 2025),
            ]
        ),
    ),
    "targets and actuals by year": (
        "b05",
        lambda p: [(k.evidence[0].page, len(k.milestones) >= 6) for k in p.kpis] == [(7, True), (8, True)],
    ),
    "road map": ("a02", lambda p: len(p.schedule) == 48 and {i.evidence[0].page for i in p.schedule} == {68}),
    "measures of a road map": (
        "a02",
        lambda p: len(p.measures) == 18 and sum(i.measure_id is not None for i in p.schedule) >= 46,
    ),
    "targets in boxes": (
        "a02",
        lambda p: (
            len(p.kpis) >= 40
            and all(k.target and k.target.at for k in p.kpis)
            and sum(k.baseline is None for k in p.kpis) <= 3
        ),
    ),
    "chapters of slides": ("a02", lambda p: numbers(p, 1)[:9] == [str(n) for n in range(1, 10)]),
    "headings set as prose": ("a03", lambda p: numbers(p, 1) == ["第1章", "第2章"] and len(p.sections) >= 20),
    "headings without numbers": ("p08", lambda p: titles(p)[:4] == ["総務", "危機管理", "財政", "企画"]),
    "contents with leaders": ("b06", lambda p: numbers(p, 1)[:7] == [str(n) for n in range(1, 8)]),
    "contents in two columns": ("b01", lambda p: numbers(p, 1)[:4] == [str(n) for n in range(1, 5)]),
    "digits spread over cells": (
        "p03",
        lambda p: {"219,394", "753,836"} <= {c.text for t in p.tables for c in t.cells} and p.tables[0].n_cols == 6,
    ),
    "a table over three pages": ("p05", lambda p: [(t.pages, t.n_cols) for t in p.tables] == [((1, 2, 3), 13)]),
    "prose is no KPI": ("p08", lambda p: p.kpis == ()),
    "tables of years are no KPI": ("a04", lambda p: p.kpis == () and p.schedule == ()),
    "one measure a sheet": (
        "b03",
        lambda p: (
            [m.evidence[0].page for m in p.measures] == list(range(1, 50))
            and p.measures[6].title == "ドローンの飛行申請の審査期間短縮及び目視外飛行の拡大"
            and {len([s for s in p.sections if s.parent_id == m.section_id]) for m in p.measures} == {3}
        ),
    ),
    "answers by year are no KPI": ("b01", lambda p: p.kpis == ()),
    "tags on bands head nothing": (
        "b01",
        lambda p: (
            [s.number for s in p.sections if s.evidence[0].page in (5, 6, 7)] == list("①②③④⑤⑥⑦")
            and "データ連携に関する観点" not in titles(p)
        ),
    ),
    "what others do is no measure": ("b06", lambda p: p.measures == ()),
    "words of a diagram are no measure": ("p16", lambda p: p.measures == ()),
    "a period spread over cells": (
        "a04",
        lambda p: (
            p.plan.period is not None
            and (p.plan.period.start_fiscal_year, p.plan.period.end_fiscal_year) == (2016, 2025)
        ),
    ),
    "the place of a file above its title": ("a04", lambda p: numbers(p, 1)[:4] == [str(n) for n in range(1, 5)]),
    "a road map in prose is no schedule": ("b02", lambda p: p.schedule == ()),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_what_a_reader_sees_comes_out(case: str) -> None:
    name, holds = EXPECTED[case]
    assert holds(plan_of(name))


@pytest.mark.parametrize("name", sorted({name for name, _ in EXPECTED.values()}))
def test_every_quote_stands_in_its_box(name: str) -> None:
    (path,) = REAL.glob(f"{name}_*.pdf")
    found = ground(to_compared(plan_of(name).model_dump(mode="json"), path.name), path)
    assert found.failed == ()
