"""The line in small print below an indicator's name, which says how it is counted."""

from __future__ import annotations

import pytest

from dxextract.extract.kpis.told import find_told_kpis
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import load_rules
from tests.extract.document_builder import document, outline, paragraph

FIGURES = "18%（令和5年度）→55%（令和10年度）"


@pytest.mark.parametrize(
    ("lines", "name", "definition"),
    [
        ([("オンライン手続の利用率", 10.0), ("対象50手続の平均", 8.0)], "オンライン手続の利用率", "対象50手続の平均"),
        ([("紙の使用量", 11.0), ("A4換算の年間枚数", 9.0)], "紙の使用量", "A4換算の年間枚数"),
        ([("くらしの指標", 10.0), ("オンライン手続の利用率", 10.0)], "オンライン手続の利用率", None),
        ([("オンライン手続の利用率", 8.0)], "オンライン手続の利用率", None),
    ],
)
def test_small_print_below_a_name_defines_it(lines: list[tuple[str, float]], name: str, definition: str | None) -> None:
    texts = [("成果指標", 11.0), *lines, (FIGURES, 10.0)]
    doc = document(*(paragraph(text, 1 + n, page=1, size=size) for n, (text, size) in enumerate(texts)))
    tree = outline(doc, [(0, 1, None, "成果指標", "facet")])
    found = find_told_kpis(doc, tree, MeasureIndex(tree, ()), load_rules(), 2024)
    assert [(one.record.name, one.record.definition) for one in found] == [(name, definition)]


@pytest.mark.parametrize(
    ("line", "name", "baseline"),
    [
        ("窓口の平均処理時間現状 20分(令和5年度) ⇒ 目標 8分(令和9年度)", "窓口の平均処理時間", 20),
        ("オンライン申請の件数現状 120件(令和5年度) ⇒ 目標 1,000件(令和9年度)", "オンライン申請の件数", 120),
        ("利用者数現状 ―(令和5年度) ⇒ 目標 200人(令和9年度)", "利用者数", None),
        ("利用者数 現状 ―(令和5年度) ⇒ 目標 200人(令和9年度)", "利用者数", None),
        ("オンライン手続の現状 12% ⇒ 計画目標値 40%(令和9年度)", "オンライン手続", 12),
    ],
)
def test_labels_right_behind_a_name_are_no_part_of_it(line: str, name: str, baseline: int | None) -> None:
    doc = document("成果指標", line)
    tree = outline(doc, [(0, 1, None, "成果指標", "facet")])
    (found,) = find_told_kpis(doc, tree, MeasureIndex(tree, ()), load_rules(), 2024)
    assert (found.record.name, found.record.baseline.value) == (name, baseline)
