"""Plans as texts, in the form a converter prints them: blank lines between blocks, tables as lines with tabs.

The plans of invented municipalities in `plans/` were scored before anybody had seen what the rules make of them; the
first scores stand in docs/accuracy.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import extract
from dxextract.evaluation import load_compared, score_plan, to_compared
from floors import below, floors_of

PLANS = sorted(Path(__file__).with_name("plans").glob("*.txt"))
FLOORS = floors_of("texts")


@pytest.mark.parametrize("source", PLANS, ids=lambda path: path.stem)
def test_no_score_is_below_its_floor(source: Path) -> None:
    gold = load_compared(source.with_name(f"{source.stem}.gold.json"))
    score = score_plan(source.name, gold, to_compared(extract(source).model_dump(mode="json"), source.name))
    figures = {kind: record.tally.f1 for kind, record in score.records.items() if not record.tally.empty}
    low = below(figures, FLOORS[source.stem])
    assert low == {}, [score.records[kind].differences[:4] for kind in low]


def test_every_plan_has_floors() -> None:
    assert set(FLOORS) == {source.stem for source in PLANS}
