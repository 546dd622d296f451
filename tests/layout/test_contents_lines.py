"""Entries of a table of contents: one line each, with its page number."""

from __future__ import annotations

import pytest

from dxextract.layout.contents_lines import is_entry
from dxextract.layout.fragments import chars_to_fragments
from dxextract.layout.lines import fragments_to_lines
from dxextract.layout.tolerances import DEFAULT
from tests.layout.pages import PageBuilder, blocks_of, texts_of


def test_numbers_at_the_right_edge_join_their_titles():
    page = PageBuilder().text(250, 40, "目　次", size=14)
    for n, (title, number) in enumerate([("趣旨", "1"), ("施策", "4"), ("体制", "12"), ("資料", "20")]):
        page.text(60, 80 + 20 * n, f"{n + 1} {title}").text(540 - 5 * len(number), 80 + 20 * n, number)
    assert texts_of(blocks_of(page))[1:] == ["1 趣旨 1", "2 施策 4", "3 体制 12", "4 資料 20"]


def test_contents_in_two_columns():
    page = PageBuilder().text(250, 40, "目　次", size=14)
    for column, titles in enumerate([["趣旨", "経過", "課題", "基本的な考え方"], ["施策", "体制", "進行", "資料"]]):
        for n, title in enumerate(titles):
            number = str(4 * column + n + 1)
            page.text(40 + 280 * column, 80 + 20 * n, f"({n + 1}) {title}")
            page.text(270 + 280 * column, 80 + 20 * n, f"・・・{number}")
    expected = "(1) 趣旨 1", "(2) 経過 2", "(3) 課題 3", "(4) 基本的な考え方 4"
    assert [text.replace("・・・", "") for text in texts_of(blocks_of(page))[1:5]] == list(expected)


@pytest.mark.parametrize("numbers", ["1247", "1111"])
def test_numbers_behind_typed_dots_that_end_anywhere(numbers):
    page = PageBuilder().text(250, 40, "目　次", size=14)
    titles = ["1 趣旨", "2 計画の期間", "3 重点的な取組", "4 体制"]
    for n, (title, number) in enumerate(zip(titles, numbers, strict=True)):
        page.text(60, 80 + 20 * n, title).text(240 + 40 * (n % 2), 80 + 20 * n, f"………{number}")
    found = [text.replace("…", "") for text in texts_of(blocks_of(page))[1:]]
    assert found == [f"{title} {number}" for title, number in zip(titles, numbers, strict=True)]


@pytest.mark.parametrize("numbers", [["9", "4", "12", "2"], ["1", "4"]], ids=["not rising", "too few"])
def test_other_numbers_stay_apart(numbers):
    page = PageBuilder()
    for n, number in enumerate(numbers):
        page.text(60, 80 + 20 * n, "項目の名称").text(540 - 5 * len(number), 80 + 20 * n, number)
    assert not any(text.startswith("項目の名称 ") for text in texts_of(blocks_of(page)))


def test_wrapped_entry_gets_its_number_at_the_end():
    page = PageBuilder().text(60, 80, "4 「国の取組とあわせて取り組む事項」に対する本市").text(330, 80, "20")
    page.text(70, 96, "の取組方針").text(125, 96, "." * 40).text(60, 112, "5 用語").text(95, 112, "." * 40).text(
        330, 112, "33"
    )
    first, second = texts_of(blocks_of(page))
    assert first.startswith("4 「国の取組とあわせて取り組む事項」に対する本市の取組方針")
    assert first.endswith(". 20")
    assert second.startswith("5 用語")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1章 趣旨........1", True),
        ("1 趣旨・・・ 12", True),
        ("資料………34", True),
        ("戦略の目的………P1", True),
        ("用語の説明……… 12ページ", True),
        ("令和6年度の目標は120", False),
        ("1.5倍に増加", False),
    ],
)
def test_is_entry(text, expected):
    page = PageBuilder().text(60, 80, text)
    (line,) = fragments_to_lines(chars_to_fragments(page.chars, page.fonts, DEFAULT), DEFAULT)
    assert is_entry(line) is expected


@pytest.mark.parametrize(
    ("text", "found"),
    [("計画の趣旨・ ・ ・ ・ ・3", True), ("計画の趣旨 . . . . . 12", True), ("国・県・市の役割 3", False)],
)
def test_leaders_may_stand_apart(text, found):
    page = PageBuilder().text(60, 80, text)
    (line,) = fragments_to_lines(chars_to_fragments(page.chars, page.fonts, DEFAULT), DEFAULT)
    assert is_entry(line) is found
