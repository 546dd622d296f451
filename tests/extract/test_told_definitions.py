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
