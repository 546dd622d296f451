"""What a header cell names, with what brackets and years add to it, and what names nothing."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.rules.header_words import header_word


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("目標値", "target"),
        ("【目標値】", "target"),
        ("指標名（単位）", "kpi_name"),
        ("計画値(令和12(2030)年度)", "milestone"),
        ("基準値（R6）", "baseline"),
        ("単位／現状値", "baseline"),
        ("事業・取組", "action"),
        ("現状値 → 目標値", "target"),
        ("現状 ⇒ 目標", "target"),
        ("（令和7年度）", "year"),
    ],
)
def test_a_header_is_named_by_its_words(text: str, label: str) -> None:
    assert header_word(text, load_rules()) == label


@pytest.mark.parametrize("text", ["", "（　）", "窓口のデジタル化", "目標値を上回った年が続いた", "総務課 → 企画課"])
def test_other_texts_name_no_column(text: str) -> None:
    assert header_word(text, load_rules()) is None
