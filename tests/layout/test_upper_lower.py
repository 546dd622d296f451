"""What a note says stands above and below in the cells of a table."""

from __future__ import annotations

import pytest

from dxextract.layout.tables.upper_lower import stated_halves
from dxextract.rules import load_rules
from dxextract.schema.passage import Passage, Place, Segment

RULES = load_rules()


def halves(text: str) -> tuple[str, str] | None:
    found = stated_halves(Passage.of([Segment(text, Place(line_start=1, line_end=1))]), RULES)
    return (found[0].text, found[1].text) if found is not None else None


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("（上段：目標値　下段：実績値）", ("目標値", "実績値")),
        ("※上段は計画、下段は実績を示す。", ("計画", "実績")),
        ("※目標（上段）・実績（下段）", ("目標", "実績")),
        ("上段が実績値、下段が目標値です。", ("実績値", "目標値")),
    ],
)
def test_targets_and_results_above_one_another(note: str, said: tuple[str, str]) -> None:
    assert halves(note) == said


@pytest.mark.parametrize(
    "note",
    [
        "上段：合計　下段：うち新規",  # two counts
        "上段の目標を見直した。",  # says nothing of what is below
        "上段：目標値　下段：目標の達成率に対する評価",
        "目標値と実績値の推移",
    ],
)
def test_notes_of_something_else(note: str) -> None:
    assert halves(note) is None
