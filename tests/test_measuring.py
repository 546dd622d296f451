"""The tools that measure what the documentation tells: cells of its tables, the fit of confidence, its marks."""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def accuracy(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return import_module("accuracy")


@pytest.fixture
def calibration(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pytest.importorskip("scipy")
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return import_module("calibration")


@pytest.mark.parametrize(
    ("written", "now", "expected"),
    [
        ("0.936 → 0.991", 0.995, "0.936 → 0.995"),
        ("0.936 → 0.991", 0.936, "0.936"),
        ("1.000", 1.0, "1.000"),
        ("1.000", 0.5, "1.000 → 0.500"),
        ("n/a → 1.000", 0.9, "n/a → 0.900"),
        ("–", None, "–"),
        ("–", 1.0, "– → 1.000"),
        ("0.000 → 1.000", None, "0.000 → –"),
    ],
)
def test_a_first_score_stays_and_the_second_is_renewed(
    accuracy: ModuleType, written: str, now: float | None, expected: str
) -> None:
    assert accuracy._cell(written, now) == expected


def test_every_measured_table_has_its_place(accuracy: ModuleType, calibration: ModuleType) -> None:
    for name, (page, _) in accuracy.TABLES.items():
        text = (ROOT / "docs" / page).read_text("utf-8")
        assert text.count(f"<!-- scores {name} -->\n") == 1, page
    text = (ROOT / "docs" / "accuracy.md").read_text("utf-8")
    assert all(text.count(mark) == 1 for mark in calibration.MARKS)


def test_the_fit_finds_what_made_the_records(calibration: ModuleType) -> None:
    from calibration_cases import Observation  # type: ignore[import-not-found]

    from dxextract.confidence import Rating

    chance = random.Random(3)
    observations = []
    for number in range(6000):
        doubts = tuple(name for name in ("kpi.no_target", "value.no_unit") if chance.random() < 0.4)
        right = chance.random() < 0.95 * (0.5 if "kpi.no_target" in doubts else 1.0)
        observations.append(Observation("case", "plan", number % 2, "kpis", Rating("k", "kpi.table", doubts), right))
    worth = calibration.fit(observations)
    assert worth["kpi.table"] == pytest.approx(0.95, abs=0.02)
    assert worth["kpi.no_target"] == pytest.approx(0.5, abs=0.05)
    assert worth["value.no_unit"] == pytest.approx(1.0, abs=0.03)
    assert all(value <= 1.0 for value in worth.values())
