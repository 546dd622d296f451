"""Levels that the mark-up of a text states: followed where they are of a piece, else left to the words."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.segment import segment
from text_documents import lay


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 取組\n\n### 窓口\n\n本文です。\n\n### 研修\n\n本文です。\n\n## 体制\n\n本文です。", [1, 2, 2, 1]),
        ("# 第1章 取組\n\n## 窓口\n\n本文です。\n\n## 研修\n\n本文です。", [1, 2, 2]),
        # one numbering on two levels: the converter guessed
        ("## 1 取組\n\n本文です。\n\n### 2 窓口\n\n本文です。\n\n## 3 体制\n\n本文です。", [1, 1, 1]),
        # one level for all: the words decide
        ("## 第1章 取組\n\n## 1 窓口\n\n本文です。\n\n## 2 研修\n\n本文です。", [1, 2, 2]),
    ],
)
def test_how_headings_with_mark_up_nest(text: str, expected: list[int]) -> None:
    assert [node.level for node in segment(lay(text), load_rules()).nodes] == expected
