"""Of the records above 0.9, at least as many are right as the floors say: 99 in 100."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import orjson
import pytest

from acceptance.scores import SHARED, extract_case, load_floors
from dxextract import extract
from dxextract.confidence import SURE
from dxextract.evaluation import ComparedPlan, load_compared, score_plan, to_compared
from dxextract.evaluation.records import Judged
from dxextract.export.json import plan_to_json
from dxextract.schema.plan import PlanDocument
from floors import below, floors_of
from tests.synthetic.families import FAMILIES, render

SAMPLES = Path(__file__).parents[1] / "samples"
FLOORS = floors_of("confidence")
LISTS = ("measures", "kpis", "schedule", "glossary", "roles")
"""What the gold of every synthetic family states."""


def judged(name: str, gold: ComparedPlan, plan: PlanDocument) -> tuple[Judged, ...]:
    return score_plan(name, gold, to_compared(orjson.loads(plan_to_json(plan)), name)).judged


def plans() -> Iterator[Judged]:
    if not SHARED.is_dir():
        pytest.skip("the measuring material lies beside the project, not in it")
    for case in load_floors():
        gold = load_compared(SHARED / "acceptance" / "gold" / f"{case.split('.')[1]}.json")
        yield from judged(case, gold, extract_case(case))


def samples() -> Iterator[Judged]:
    for output in sorted((SAMPLES / "expected").iterdir()):
        gold = load_compared(SAMPLES / "gold" / f"{output.name.split('.')[0]}.json")
        yield from score_plan(output.name, gold, load_compared(output)).judged


def synthetic(folder: Path) -> Iterator[Judged]:
    for name in (name for name, family in FAMILIES.items() if not family.held_out and not family.large):
        rendering = render(name, 3)
        path = folder / f"{name}{rendering.suffix}"
        path.write_bytes(rendering.data)
        gold = to_compared({kind: list(asdict(rendering.gold)[kind]) for kind in LISTS}, name)
        yield from (one for one in judged(name, gold, extract(path)) if getattr(gold, one.kind, None))


@pytest.mark.parametrize("name", FLOORS)
def test_confidence_keeps_its_word(name: str, tmp_path: Path) -> None:
    records = list({"plans": plans, "samples": samples, "synthetic": lambda: synthetic(tmp_path)}[name]())
    assert all(one.confidence is not None for one in records)
    sure = [one.right for one in records if (one.confidence or 0.0) > SURE]
    reached = {"sure_right": sum(sure) / len(sure), "sure": len(sure) / len(records)}
    assert below(reached, FLOORS[name]) == {}
