"""Raised marks of notes are no part of the text; raised figures of units are."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, texts_of


@pytest.mark.parametrize("mark", ["1", "※2", "*", "(3)", "注1"])
@pytest.mark.parametrize(("before", "after"), [("副町長をCIO", "とします。"), ("デジタル技術", "を活用する。")])
def test_marks_of_notes_are_left_out(before: str, mark: str, after: str) -> None:
    page = PageBuilder().text(50, 100, before, size=12)
    x = page.chars[-1].x1
    page.text(x, 99, mark, size=6)
    page.text(page.chars[-1].x1, 100, after, size=12)
    assert texts_of(blocks_of(page)) == [before + after]


@pytest.mark.parametrize(
    ("before", "small", "top", "text"),
    [
        ("面積は12km", "2", 99, "面積は12km2"),  # a unit
        ("10", "3", 99, "103"),  # a power
        ("水はH", "2", 107, "水はH2"),  # lowered
        ("世界", "中", 99, "世界中"),  # no mark
    ],
)
def test_other_small_figures_stay(before: str, small: str, top: float, text: str) -> None:
    page = PageBuilder().text(50, 100, before, size=12)
    page.text(page.chars[-1].x1, top, small, size=6)
    assert texts_of(blocks_of(page)) == [text]
