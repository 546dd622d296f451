"""The two tables that make a confidence: what they hold, and that each doubt only ever lowers it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dxextract
from dxextract.confidence import DOUBTS, RULES, SURE, Rating, confidence, reasons

PACKAGE = Path(dxextract.__file__).parent
RULE = st.sampled_from(sorted(RULES))
SOME_DOUBTS = st.frozensets(st.sampled_from(sorted(DOUBTS)))


def quoted(folder: str, pattern: str, before: str = "") -> set[str]:
    """The string literals of a stage that look like this, those behind the word `before`."""
    sources = (path.read_text("utf-8") for path in (PACKAGE / folder).rglob("*.py"))
    return {name for source in sources for name in re.findall(f'{before}"({pattern})"', source)}


def test_every_doubt_that_is_raised_stands_in_the_table_and_the_other_way_round() -> None:
    assert quoted("assemble", r"[a-z]+\.[a-z_]+", before="yield ") == set(DOUBTS)


def test_every_rule_of_the_extractors_has_a_worth() -> None:
    proposed = quoted("extract", r"(?:benchmark|commitment|glossary|kpi|role|schedule)\.[a-z_]+")
    assert proposed - set(DOUBTS) <= set(RULES), (
        "give the new rule its worth: benchmarks/calibration.py --fit measures it"
    )


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubt_costs_something_and_says_so_in_both_languages(name: str) -> None:
    doubt = DOUBTS[name]
    assert 0.0 < doubt.factor < 1.0
    assert re.search("[ぁ-んァ-ヶ一-龠]", doubt.ja)
    assert re.search("[a-z]{2}", doubt.en)


@given(RULE, SOME_DOUBTS, SOME_DOUBTS)
def test_a_further_doubt_never_makes_a_record_surer(rule: str, some: frozenset[str], more: frozenset[str]) -> None:
    assert 0.0 < confidence(rule, some | more) <= confidence(rule, some) <= 0.98


@given(RULE, SOME_DOUBTS)
def test_whoever_is_not_sure_says_why(rule: str, doubts: frozenset[str]) -> None:
    rating = Rating("kpi-1", rule, tuple(doubts))
    if rating.confidence <= SURE:
        assert reasons(rating)
    assert len(reasons(rating)) >= len(doubts)


def test_the_heaviest_reason_comes_first() -> None:
    rating = Rating("kpi-1", "kpi.table", ("value.no_year", "kpi.no_target"))
    assert [ja for ja, _ in reasons(rating)] == ["目標値がない", "値の年度が分からない"]


def test_a_doubt_counts_once() -> None:
    assert confidence("kpi.table", ("kpi.no_target",) * 3) == confidence("kpi.table", ("kpi.no_target",))


def test_an_unknown_doubt_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        confidence("kpi.table", ("kpi.mood",))


def test_every_run_gives_the_same_value() -> None:
    """Sets come in another order with each run of Python, and a product of floats may then round otherwise."""
    code = (
        "from itertools import combinations; from dxextract.confidence import *;"
        "print([confidence(r, d) for r in sorted(RULES)[::7] for d in combinations(sorted(DOUBTS), 3)])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        )
        for seed in (1, 2, 3)
    ]
    assert len({run.stdout for run in runs}) == 1
