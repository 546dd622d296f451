"""Numbers in kanji."""

from __future__ import annotations

import pytest

from dxextract.kanji_numbers import parse_kanji


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三", 3),
        ("十", 10),
        ("二一", 21),
        ("十二", 12),
        ("二十", 20),
        ("百二十三", 123),
        ("千五百", 1500),
        ("一万五千", 15000),
        ("二〇二五", 2025),
        ("万", 10000),
    ],
)
def test_parse_kanji(text: str, expected: int) -> None:
    assert parse_kanji(text) == expected


@pytest.mark.parametrize("text", ["", "数", "三つ", "3十"])
def test_parse_kanji_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        parse_kanji(text)
