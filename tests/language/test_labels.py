"""Circled numbers that refer to actions."""

from __future__ import annotations

import pytest

from dxextract.language.labels import read_labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①", ["①"]),
        ("①、②", ["①", "②"]),
        ("①②", ["①", "②"]),
        ("①・③", ["①", "③"]),
        ("①～③", ["①", "②", "③"]),
        ("①〜③", ["①", "②", "③"]),
        ("⑨-⑪", ["⑨", "⑩", "⑪"]),
        ("③～①", ["③", "①"]),
        ("⑳、㉑", ["⑳", "㉑"]),
        ("① 電子申請の推進", ["①"]),
        ("取組①及び取組②", ["①", "②"]),
        ("1、2", []),
        ("(1)", []),
        ("❶", []),
        ("", []),
    ],
)
def test_read_labels(text: str, expected: list[str]) -> None:
    assert [mention.label for mention in read_labels(text)] == expected


def test_the_labels_of_a_range_stand_at_the_range() -> None:
    assert [(m.start, m.end) for m in read_labels("番号①～③")] == [(2, 5)] * 3
