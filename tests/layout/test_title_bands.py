"""Headings set in tables of one row, and rows that only look so."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, tables_of, texts_of

XS = (60, 100, 380, 430, 540)


def band(row: list[str], *, fill: str | None) -> PageBuilder:
    page = PageBuilder().text(60, 60, "第4章 個別施策", size=14, bold=True)
    if fill:
        page.rect(60, 100, 100, 120, fill=fill)
    xs = XS[: len(row) + 1]
    page.grid(xs, (100, 120)).cells(xs, (100, 120), [row])
    return page.text(60, 140, "窓口で待つ時間を短くするため、予約の仕組みを整える。")


@pytest.mark.parametrize(
    ("row", "fill"),
    [
        (["1-1", "窓口改革の推進"], "#2e75b6"),
        (["施策2", "窓口改革の推進"], "#2e75b6"),
        (["1-1", "窓口改革の推進", "担当課", "市民課"], "#2e75b6"),
    ],
)
def test_a_number_beside_a_title_on_a_colour_is_a_heading(row, fill):
    blocks = blocks_of(band(row, fill=fill))
    assert tables_of(blocks) == []
    assert " ".join(texts_of(blocks)[1:-1]) == " ".join(row)


def two_rows(rows: list[list[str]]) -> PageBuilder:
    page, xs, ys = PageBuilder().text(60, 60, "第4章 個別施策", size=14, bold=True), (60, 120, 380), (100, 120, 140)
    page.rect(60, 100, 120, 120, fill="#2e75b6").rect(60, 120, 120, 140, fill="#2e75b6")
    page.grid(xs, ys).cells(xs, ys, rows)
    return page.text(60, 160, "窓口で待つ時間を短くするため、予約の仕組みを整える。")


def test_bands_of_two_levels_are_two_headings():
    blocks = blocks_of(two_rows([["方針1", "便利な市役所"], ["施策1-1", "窓口の改革"]]))
    assert tables_of(blocks) == []
    assert " ".join(texts_of(blocks)[1:-1]) == "方針1 便利な市役所 施策1-1 窓口の改革"


def test_numbered_rows_of_one_level_are_a_list():
    assert len(tables_of(blocks_of(two_rows([["施策1", "便利な市役所"], ["施策2", "窓口の改革"]])))) == 1


@pytest.mark.parametrize(
    ("row", "fill"),
    [
        (["1-1", "窓口改革の推進"], None),  # a row that the page cut off
        (["R7", "窓口改革の推進"], "#2e75b6"),
        (["1-1", "窓口で待つ時間を短くする。"], "#2e75b6"),
        (["1", "120件", "200件"], "#2e75b6"),
    ],
)
def test_other_rows_stay_tables(row, fill):
    assert len(tables_of(blocks_of(band(row, fill=fill)))) == 1
