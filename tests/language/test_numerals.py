"""Numbers in digits, and with scale words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language.numerals import NUMBER, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("12", 12),
        ("12,345", 12345),
        ("1,234,567", 1234567),
        ("45.8", 45.8),
        ("51.0", 51),
        ("0.5", 0.5),
        ("1,000千", 1_000_000),
        ("10万", 100_000),
        ("1.5億", 150_000_000),
        ("1.1億", 110_000_000),
        ("20百万", 20_000_000),
        ("2千万", 20_000_000),
        ("3十万", 300_000),
        ("1億5,000万", 150_000_000),
        ("2兆3,000億", 2_300_000_000_000),
        ("3兆1161 億", 3_116_100_000_000),
        ("1万2千", 12_000),
        ("1万2000", 12_000),
        ("0.3千", 300),
        ("16.85万", 168_500),
    ],
)
def test_parse_number(text: str, expected: float) -> None:
    value = parse_number(text)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize("text", ["", "千", "a", "1,23x", "-5"])
def test_parse_number_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text) or "^$"):
        parse_number(text)


@given(st.integers(0, 10**9))
def test_parse_number_reads_what_is_written_with_commas(value: int) -> None:
    assert parse_number(f"{value:,}") == value
    assert parse_number(str(value)) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12,34", "12"), ("1,2345", "1"), ("3.5.2", "3.5"), ("100万人", "100万"), ("7千人", "7千"), ("5 件", "5")],
)
def test_number_pattern_stops(text: str, expected: str) -> None:
    found = re.match(NUMBER, text)
    assert found is not None
    assert found[0] == expected
