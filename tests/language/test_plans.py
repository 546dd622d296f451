"""Names of other plans."""

from __future__ import annotations

import pytest

from dxextract.language.plans import is_title, read_plans, with_place
from dxextract.rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "最上位計画である「第2次みなと市総合計画(令和3年度～令和12年度)」を",
            ["第2次みなと市総合計画(令和3年度～令和12年度)"],
        ),
        ("総務省は『自治体DX推進計画』を策定した", ["自治体DX推進計画"]),
        (
            "自治体デジタル・トランスフォーメーション(DX)推進計画に基づき",
            ["自治体デジタル・トランスフォーメーション(DX)推進計画"],
        ),
        (
            "「青波県スマート社会推進計画」と「みなと市行政改革大綱」",
            ["青波県スマート社会推進計画", "みなと市行政改革大綱"],
        ),
        ("デジタル社会の実現に向けた改革の基本方針が閣議決定された", ["デジタル社会の実現に向けた改革の基本方針"]),
        (
            "「デジタル・ガバメント実行計画」及び官民データ活用推進基本計画",
            ["デジタル・ガバメント実行計画", "官民データ活用推進基本計画"],
        ),
        ("第5期科学技術基本計画", ["第5期科学技術基本計画"]),
        ("「みなと市DX戦略2025」", ["みなと市DX戦略2025"]),
        ("「AEDマップ」を公開", []),
        ("「推進計画」を策定し、本計画を見直す", []),
        ("「誰一人取り残さない、人に優しいデジタル化」", []),
        ("計画的に進める", []),
        ("利用率は50%", []),
    ],
)
def test_read_plans(text: str, expected: list[str]) -> None:
    mentions = read_plans(text, RULES)
    assert [m.label for m in mentions] == expected
    assert [text[m.start : m.end] for m in mentions] == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("第2次みなと市総合計画", True),
        ("みなと市地域情報化計画", True),
        ("自治体DX推進計画", True),
        ("推進計画", False),
        ("本計画", False),
        ("基本方針", False),
        ("次期総合計画", False),
        ("電子申請の推進", False),
        ("計画を策定する。この計画", False),
    ],
)
def test_is_title(title: str, expected: bool) -> None:
    assert is_title(title, RULES) is expected


@pytest.mark.parametrize(
    ("before", "title", "start"),
    [
        ("本計画は、霧ヶ", "沢村総合計画", 5),
        ("龍ケ", "崎市総合計画", 0),
        ("3ヶ", "年計画", 2),
        ("本市の", "総合計画", 3),
    ],
)
def test_places_torn_at_their_small_ke(before, title, start):
    assert with_place(before + title, len(before)) == start
