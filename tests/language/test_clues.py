"""Which texts are worth cutting into words, and that no find is lost by leaving the others whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language.clues import components_for
from dxextract.language.pipeline import parse, pipeline

WORDS = "弘前市 第2次 総合 DX 推進 計画 戦略 プラン の を は が で も と 国 本市 進める 。 、 「 」 50%".split()
WORDS += (
    "つくば市 いわき まんのう町 やまと 大和 関する 踏まえた 基本 方針 実行 都市 デジタル ビジョン 1 (2) ・ など".split()
)
WORDS += [" ", *"総務 課 課題 部 部分 一部 教育 委員会 担当 各課 水道局".split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("電子申請の拡充", ()),
        ("1,234", ()),
        ("現状と課題", ()),
        ("国の計画を見直す", ()),
        ("本計画", ()),
        ("情報化に関する基本方針", ()),
        ("1 DX推進計画(概要)", ()),
        ("つくばの推進計画", ("plans",)),  # の may be a name's
        ("弘前市 DX 推進計画", ("plans",)),
        ("やまと基本構想", ("plans",)),
        ("総務課", ("departments",)),
        ("教育委員会", ("departments",)),
        ("弘前市総合計画", ("plans",)),
        ("本市では課題を整理する", ("dxextract_subjects",)),
        ("総務課は弘前市DX戦略を定める", ("departments", "plans", "dxextract_subjects")),
    ],
)
def test_components_for(text: str, expected: tuple[str, ...]) -> None:
    assert components_for(text) == expected


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join))
def test_no_span_is_lost(text: str) -> None:
    whole, parsed = pipeline()(text), parse(text)
    for key, spans in whole.spans.items():
        assert [(s.start, s.end, s.label_) for s in parsed.spans.get(key, ())] == [
            (s.start, s.end, s.label_) for s in spans
        ]
