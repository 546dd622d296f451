"""Our figures against scorers that know nothing of this project.

The scorer that lies beside the project's measuring material counts the same record types; stickler pairs records by the
Hungarian method and counts strict matches, and measures calibration; GriTS compares tables as grids.
"""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dxextract.evaluation import score_plan, to_compared
from dxextract.evaluation.calibration import calibrate
from dxextract.evaluation.records import Judged
from dxextract.evaluation.tally import Tally
from evaluation.golds import Json, damaged, gold_plan

ACCEPTANCE = Path(__file__).resolve().parents[3] / "shared" / "acceptance"
GOLDS = {path.stem: path for path in sorted((ACCEPTANCE / "gold").glob("*.json"))}
SEEDS = range(12)


def tallies(gold: Json, output: Json) -> dict[str, Tally]:
    scored = score_plan("plan", to_compared(gold, "gold"), to_compared(output, "output"))
    return {kind: record.tally for kind, record in scored.records.items()}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = ACCEPTANCE / "score.py"
    if not path.exists():
        pytest.skip("the measuring material lies beside the project, not in it")
    spec = importlib.util.spec_from_file_location("acceptance_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["invented", *GOLDS])
def test_the_acceptance_scorer_counts_the_same(scorer: ModuleType, name: str, seed: int) -> None:
    gold = json.loads(GOLDS[name].read_text("utf-8")) if name in GOLDS else gold_plan()
    output = damaged(gold, seed)
    theirs = scorer.score(gold, output)
    ours = tallies(gold, output)
    shared = [kind for kind in theirs if kind in ours]
    assert len(shared) == 17
    different = [
        (kind, ours[kind], theirs[kind])
        for kind in shared
        if (ours[kind].right, ours[kind].gold, ours[kind].output)
        != (theirs[kind]["tp"], theirs[kind]["gold"], theirs[kind]["out"])
        or abs(ours[kind].f1 - theirs[kind]["f1"]) > 1e-4
    ]
    assert different == []


def strict_counts(kind: str, fields: list[str], gold: Json, output: Json) -> tuple[int, int, int]:
    """Right, gold and output of one list by stickler, every field compared exactly as a string."""
    stickler = pytest.importorskip("stickler")
    exact = {"comparator": stickler.ExactComparator(), "threshold": 1.0, "weight": 1.0}
    row: Any = type(
        "Row",
        (stickler.StructuredModel,),
        {"__annotations__": dict.fromkeys(fields, str), "match_threshold": 1.0}
        | {field: stickler.ComparableField(**exact) for field in fields},
    )
    plan: Any = type(
        "Plan",
        (stickler.StructuredModel,),
        {"__annotations__": {kind: list[row]}, kind: stickler.ComparableField(weight=1.0)},
    )

    def rows(document: Json) -> Any:
        strings = [{field: json.dumps(r.get(field), sort_keys=True) for field in fields} for r in document[kind]]
        return plan(**{kind: [row(**one) for one in strings]})

    found = rows(gold).compare_with(rows(output), include_confusion_matrix=True)
    counts = found["confusion_matrix"]["fields"][kind]["overall"]
    right, wrong = counts["tp"], counts["fd"]
    return right, right + wrong + counts["fn"], right + wrong + counts["fa"]


STRICT = {
    "schedule": ["measure", "text", "start_fiscal_year", "end_fiscal_year"],
    "roles": ["role", "holder"],
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", STRICT)
def test_stickler_counts_the_same_strict_records(kind: str, seed: int) -> None:
    gold, output = gold_plan(), damaged(gold_plan(), seed)
    ours = tallies(gold, output)[kind]
    assert strict_counts(kind, STRICT[kind], gold, output) == (ours.right, ours.gold, ours.output)


@pytest.mark.parametrize("seed", SEEDS)
def test_stickler_counts_the_same_kpis(seed: int) -> None:
    fields = ["name", "measure", "baseline", "target", "cumulative", "milestones"]
    gold = gold_plan()
    gold["kpis"][3]["baseline"] = None  # stickler would compare what a figure that was not measured does not have
    output = damaged(gold, seed)
    ours = tallies(gold, output)["kpis"]
    assert strict_counts("kpis", fields, gold, output) == (ours.right, ours.gold, ours.output)


def test_calibration_is_sticklers() -> None:
    metrics = pytest.importorskip("stickler.structured_object_evaluator.models.confidence")
    chance = random.Random(5)
    judged = [Judged("kpis", c, chance.random() < c) for c in (round(chance.random(), 3) for _ in range(400))]
    found = calibrate(judged)
    assert found is not None
    pairs = [metrics.ConfidencePair(confidence=one.confidence, is_match=one.right, similarity=1.0) for one in judged]
    assert found.brier == pytest.approx(_value(metrics.BrierScoreMetric(), pairs))
    assert found.expected_error == pytest.approx(_value(metrics.ECEMetric(n_bins=10), pairs))


def _value(metric: Any, pairs: list[Any]) -> float:
    return float(metric.compute(pairs)["value"])


def grids(plan: Json) -> list[list[list[str]]]:
    return [[[cell or "" for cell in row] for row in table["cells"]] for table in plan["tables"]]


def full_tables(seed: int, *, drop_row: bool) -> tuple[Json, Json]:
    """Two tables without blank cells; in the second plan some cells hold characters that the first never uses."""
    chance = random.Random(seed)
    gold = {
        "tables": [
            {"kind": "kpi", "cells": [[f"{chr(97 + r)}{chr(104 + c)}" for c in range(4)] for r in range(5)]},
            {"kind": "kpi", "cells": [[f"{chr(65 + r)}{chr(72 + c)}" for c in range(3)] for r in range(4)]},
        ]
    }
    output = {
        "tables": [
            {"kind": "kpi", "cells": [[cell if chance.random() < 0.8 else "9" for cell in row] for row in t["cells"]]}
            for t in gold["tables"]
        ]
    }
    if drop_row:
        del output["tables"][0]["cells"][1]
    return gold, output


@pytest.mark.parametrize("seed", SEEDS)
def test_cells_are_grits_where_no_row_is_missing(seed: int) -> None:
    grits = pytest.importorskip("grits")
    gold, output = full_tables(seed, drop_row=False)
    theirs, _, _ = grits.hungarian_grits_con(grids(gold), grids(output))
    assert tallies(gold, output)["table_cells"].f1 == pytest.approx(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_cells_are_stricter_than_grits_where_rows_slip(seed: int) -> None:
    grits = pytest.importorskip("grits")
    gold, output = full_tables(seed, drop_row=True)
    theirs, _, _ = grits.hungarian_grits_con(grids(gold), grids(output))
    assert tallies(gold, output)["table_cells"].f1 < theirs
