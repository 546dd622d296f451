"""How texts are compared, mode by mode."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.evaluation.texts import (
    TEXT_MODES,
    TextMode,
    edit_distance,
    edit_similarity,
    ratcliff,
    same_text,
    soft,
)

TEXTS = st.text(alphabet="あいうAB1", max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("窓口 の\n改革", "窓口の改革"),
        ("ＤＸ推進", "dx推進"),
        ("令和７〜９年度", "令和7~9年度"),
        ("令和7～9年度", "令和7~9年度"),
        ("A−B–C", "a-b-c"),
        ("用語※", "用語"),
        ("検討➡導入", "検討導入"),
        (None, ""),
        ("コード", "コード"),
    ],
)
def test_soft_form(text: str | None, expected: str) -> None:
    assert soft(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "modes"),
    [
        ("窓口の改革", "窓口の改革", {"exact", "soft", "edit", "ratcliff"}),
        ("窓口の改革", "窓口の 改革", {"soft", "edit", "ratcliff"}),
        ("窓口の改革を進める", "窓口の改革も進める", {"edit"}),
        (
            "オンライン手続の利用件数を増やす取組を進めます",
            "オンライン手続の利用件数を増やす取組を進めます。",
            {"edit", "ratcliff"},
        ),
        ("窓口", "庁舎", set()),
        (None, None, {"exact", "soft", "edit", "ratcliff"}),
        (None, "", {"exact", "soft", "edit", "ratcliff"}),
        (None, "窓口", set()),
        ("窓口", None, set()),
    ],
)
def test_modes(one: str | None, other: str | None, modes: set[TextMode]) -> None:
    assert {mode for mode in TEXT_MODES if same_text(one, other, mode)} == modes


def plain_distance(one: str, other: str) -> int:
    """Wagner-Fischer, to hold the bit-parallel form against."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


@given(TEXTS, TEXTS)
def test_edit_distance_is_levenshteins(one: str, other: str) -> None:
    assert edit_distance(one, other) == plain_distance(one, other)


def test_edit_distance_of_long_texts() -> None:
    assert edit_distance("あ" * 500, "あ" * 480 + "い" * 20) == 20
    assert edit_similarity("", "") == 1.0


@given(TEXTS, TEXTS, st.floats(0, 1))
def test_ratcliff_is_difflibs_ratio_above_the_floor(one: str, other: str, floor: float) -> None:
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else float(one == other)
    assert ratcliff(one, other, floor) == (ratio if ratio >= floor or ratio == 1.0 else 0.0)
