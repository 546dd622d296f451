"""Units printed below their figures: which short texts are one, and which only stand there."""

from __future__ import annotations

import pytest

from dxextract.layout.figure_units import units_to_figures
from dxextract.layout.model import Line


def line(text: str, x: float, top: float, size: float) -> Line:
    width = size * sum(0.5 if c.isascii() else 1.0 for c in text)
    return Line(text, (x - width / 2, top, x + width / 2, top + size), size, False, "#000000", ())


CASES = {
    "the same unit below two figures": (
        [
            line("1,200", 100, 50, 30),
            line("5,000", 300, 50, 30),
            line("人/年", 100, 84, 12),
            line("人/年", 300, 84, 12),
        ],
        ["1,200人/年", "5,000人/年"],
    ),
    "the unit of a figure that fits is beside it": (
        [line("80件", 100, 50, 20), line("1,200", 300, 50, 20), line("件", 300, 74, 20)],
        ["80件", "1,200件"],
    ),
    "numbers over names": (
        [line("1", 100, 50, 30), line("2", 300, 50, 30), line("市民", 100, 84, 12), line("企業", 300, 84, 12)],
        ["1", "2", "市民", "企業"],
    ),
    "bars of two charts over what they stand for": (
        [line("45", 100, 50, 10), line("38", 300, 50, 10), line("本市", 100, 62, 10), line("本市", 300, 62, 10)],
        ["45", "38", "本市", "本市"],
    ),
    "a unit far below": (
        [line("12", 100, 50, 20), line("40", 300, 50, 20), line("件", 100, 110, 10), line("件", 300, 110, 10)],
        ["12", "40", "件", "件"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_units_below_figures(case: tuple[list[Line], list[str]]) -> None:
    lines, expected = case
    assert [found.text for found in units_to_figures({0: lines})[0]] == expected
