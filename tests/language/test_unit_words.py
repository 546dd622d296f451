"""Units that stand apart from their figures, and values on both sides of an arrow."""

from __future__ import annotations

import pytest

from dxextract.language.cells import read_cell, read_sides
from dxextract.language.unit_words import read_ending_unit, read_unit_words
from dxextract.rules import load_rules


@pytest.mark.parametrize(
    ("text", "place", "scale", "unit", "frequency"),
    [
        ("件", (0, 1), 1, "件", None),
        ("％", (0, 1), 1, "%", None),
        ("千円", (0, 2), 1000, "円", None),
        ("百万円", (0, 3), 1000000, "円", None),
        ("万件", (0, 2), 10000, "件", None),
        ("時間/月", (0, 4), 1, "時間", "per_month"),
        ("単位：件/年", (0, 6), 1, "件", "per_year"),
        ("（施設）", (0, 4), 1, "施設", None),
        ("利用件数（件/年）", (4, 9), 1, "件", "per_year"),
        ("医療機関数（箇所）〔累計〕", (5, 9), 1, "箇所", None),
        ("目標値（千円）", (3, 7), 1000, "円", None),
        ("教室の参加者数（人・累計）", (7, 13), 1, "人", None),
        ("排出量（千t-CO2）", (3, 11), 1000, "t-CO2", None),
    ],
)
def test_a_unit_apart_from_its_figure(
    text: str, place: tuple[int, int], scale: int, unit: str, frequency: str | None
) -> None:
    (found,) = read_unit_words(text, load_rules())
    assert found.quantity is not None
    assert (found.start, found.end) == place
    assert (found.quantity.value, found.quantity.unit, found.quantity.frequency) == (scale, unit, frequency)


@pytest.mark.parametrize(
    "text",
    [
        "（累計）",
        "利用件数（累計）",
        "指標（KPI）",
        "満足度（5点満点）",
        "【アウトプット指標】",
        "80%",
        "令和7年度",
        "",
    ],
)
def test_no_unit(text: str) -> None:
    assert read_unit_words(text, load_rules()) == ()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("会議の回数（回）", "回"),
        ("会議の回数(回) 令和6年度(現状) 15 令和11年度(目標) 80", "回"),
        ("登録者数（人） 120 → 450", "人"),
        ("登録者数（人）が450を超えています", None),
        ("研修（全2回） 令和6年度 15", None),
        ("市の職員（人）の配置について、令和6年度から見直します。", None),
        ("会議の回数（回）を減らすため、資料を前日までに配ります", None),
    ],
)
def test_the_unit_of_a_line_that_begins_with_a_name(text: str, unit: str | None) -> None:
    assert [m.quantity.unit for m in read_ending_unit(text, load_rules()) if m.quantity] == ([unit] if unit else [])


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("45%(R5)→70%(R10)", [("45%(R5)", 2023), ("70%(R10)", 2028)]),
        ("未導入(R6) ⇒ 導入済(R10)", [("未導入(R6)", 2024), ("導入済(R10)", 2028)]),
        ("0件 → 5件", [("0件", None), ("5件", None)]),
        ("109人から毎年500人以上へ", [("109人", None), ("毎年500人以上", None)]),
    ],
)
def test_values_on_both_sides_of_an_arrow(text: str, sides: list[tuple[str, int | None]]) -> None:
    found = read_sides(text)
    assert [
        (m.quantity.raw, m.quantity.at.fiscal_year if m.quantity.at else None) for m in found if m.quantity
    ] == sides
    assert [text[m.start : m.end] for m in found] == [raw for raw, _ in sides]


@pytest.mark.parametrize(
    "text", ["検討 → 導入 → 運用", "→ 5件", "窓口の改革 → 5件", "5件", "4月から6月へ", "紙から5様式へ"]
)
def test_no_two_sides(text: str) -> None:
    assert read_sides(text) == ()


@pytest.mark.parametrize("text", ["―――→", "—→", "---->", "ー⇒"])
def test_an_arrow_drawn_with_characters_is_no_value(text: str) -> None:
    assert read_cell(text) is None
