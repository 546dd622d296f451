"""Matches anywhere in a text, with positions in the text as given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxextract.rules import read_family, squeezed, squeezed_with_offsets

FAMILY = read_family(
    "made.yaml",
    "family: made\nmatch: full\nabout: a test\nrules:\n"
    "  - {id: made.long, label: long, terms: [全国平均値], examples: [全国平均値]}\n"
    "  - {id: made.short, label: short, terms: [平均, 全国平均], examples: [平均]}\n",
)


def test_longest_at_each_place_without_overlaps() -> None:
    text = "全国 平均値と県平均"
    hits = FAMILY.find_all(text)
    assert [(hit.label, text[hit.start : hit.end]) for hit in hits] == [("long", "全国 平均値"), ("short", "平均")]


def test_nothing_found_is_empty() -> None:
    assert FAMILY.find_all("合計") == ()


@given(st.text(alphabet="全国平均値と 　１２①～", max_size=40))
def test_positions_are_in_order_and_inside(text: str) -> None:
    reached = 0
    for hit in FAMILY.find_all(text):
        assert reached <= hit.start < hit.end <= len(text)
        assert FAMILY.match(text[hit.start : hit.end]) is not None
        reached = hit.end


@given(st.text(max_size=40))
def test_offsets_belong_to_the_squeezed_characters(text: str) -> None:
    target, offsets = squeezed_with_offsets(text)
    assert len(target) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert target == "".join(squeezed(char) for char in text)
