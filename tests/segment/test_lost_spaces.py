"""Numbers printed without the space behind them, told by the count of the contents."""

from __future__ import annotations

import pytest

from dxextract.segment.contents import Contents
from dxextract.segment.contents_entries import Entry
from dxextract.segment.lost_spaces import numbers_told


@pytest.mark.parametrize(
    ("titles", "numbers"),
    [
        (["はじめに", "1方針の位置づけ", "2これまでの成果", "33つの変革"], [None, "1", "2", "3"]),
        (["3つの変革", "2つの視点"], [None, None]),
        (["1人1台端末の活用", "24時間の窓口", "5Gの活用"], [None, None, None]),
        (["計画の趣旨", "計画の期間"], [None, None]),
    ],
)
def test_entries_that_count_on(titles: list[str], numbers: list[str | None]) -> None:
    assert numbers_told([(None, title) for title in titles]) == numbers


def test_an_entry_among_numbered_ones() -> None:
    assert numbers_told([("1", "都市像"), (None, "23つの視点"), ("3", "体系")]) == [None, "2", None]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("2これまでの成果", "2 これまでの成果"),
        ("2 これまでの成果", "2 これまでの成果"),
        ("3つの変革", "3つの変革"),
        ("2これまでの課題", "2これまでの課題"),
    ],
)
def test_a_line_of_the_body(line: str, read: str) -> None:
    contents = Contents((Entry("2", "これまでの成果", "digit"), Entry(None, "3つの変革", None)))
    assert contents.with_space(line) == read
