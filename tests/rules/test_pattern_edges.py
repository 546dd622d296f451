"""The characters that a pattern's matches can begin and end with, and that no row's match depends on knowing them."""

from __future__ import annotations

import importlib.util
import itertools
import re
import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract import rules
from dxextract.rules import Family, RuleMatch, load_rules
from dxextract.rules.pattern_edges import DIGIT, beginnings, endings


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("目標", "目"),
        ("目標|現状値", "目現"),
        ("[■◆]?目標", "■◆目"),
        ("(?:主な)*(?P<what>取組|事業)$", "主取事"),
        ("(?<!の)目標(?=値)", "目"),
        ("[サ-ス]+x", "サザシジス"),
        (r"\d+年", [DIGIT]),
        ("a?b?", "ab"),
        ("a{2,3}+b", "a"),
    ],
)
def test_what_a_match_begins_with(pattern: str, first: str | list[str]):
    """Fails too where Python's parsed form of patterns is no longer understood, and with it the speed is gone."""
    assert beginnings(re.compile(pattern)) == frozenset(first)


@pytest.mark.parametrize(
    ("pattern", "last"),
    [
        ("目標|現状値", "標値"),
        ("目標[■◆]?", "標■◆"),
        ("(?:取組|事業)(?:等)*$", "組業等"),
        ("目標(?=値)", "標"),
        (r"第\d+", [DIGIT]),
        ("a?b?", "ab"),
        ("(?:目標|指標)(?:値|の値)?", "標値"),
    ],
)
def test_what_a_match_ends_with(pattern: str, last: str | list[str]):
    assert endings(re.compile(pattern)) == frozenset(last)


@pytest.mark.parametrize("pattern", ["x.", "[^a]", r"a\w?", r"(a)\1", "a(?i:b)"])
def test_any_last_character_where_the_form_does_not_tell(pattern: str):
    assert endings(re.compile(pattern)) is None


@pytest.mark.parametrize("pattern", [".x", "[^a]", r"\w", r"(?i)a", "(?i:a)", "[一-龥]", r"(a)?\1b", "(?>ab)"])
def test_any_character_where_the_form_does_not_tell(pattern: str):
    assert beginnings(re.compile(pattern)) is None


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "1", r"\d", "[ab]", "[0-2]", "[^a]", ".", "^", r"\b", "(?=a)", "(?!b)"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})")
        | st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "*?"])).map(lambda two: f"(?:{two[0]}){two[1]}")
    ),
    max_leaves=6,
)
TEXTS = ["".join(text) for n in (1, 2, 3) for text in itertools.product("ab1", repeat=n)]


@given(PATTERNS)
def test_no_match_begins_with_anything_else(pattern: str):
    compiled = re.compile(pattern)
    first = beginnings(compiled)
    for text in TEXTS:
        found = compiled.match(text)
        if first is not None and found and found.end():
            assert text[0] in first or (text[0].isdecimal() and DIGIT in first)


@given(PATTERNS)
def test_no_whole_match_ends_with_anything_else(pattern: str):
    compiled = re.compile(pattern)
    last = endings(compiled)
    for text in TEXTS:
        if last is not None and compiled.fullmatch(text):
            assert text[-1] in last or (text[-1].isdecimal() and DIGIT in last)


def without_the_parser(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as a Python would load it whose `re` has no `_parser`."""
    monkeypatch.setitem(sys.modules, "re._parser", None)
    spec = importlib.util.find_spec("dxextract.rules.pattern_edges")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def first_rows() -> list[RuleMatch | None]:
    """What families made anew match in the examples of all of their rows."""
    return [
        family.match(text)
        for family in (Family(shipped.name, shipped.mode, shipped.rows) for shipped in load_rules())
        for row in family.rows
        for text in (*row.examples, *row.counter_examples)
    ]


def test_a_python_without_the_parsed_form_matches_the_same(monkeypatch: pytest.MonkeyPatch):
    known = first_rows()
    module = without_the_parser(monkeypatch)
    assert module.beginnings(re.compile("目標")) is None
    monkeypatch.setattr(rules, "beginnings", module.beginnings)
    monkeypatch.setattr(rules, "endings", module.endings)
    assert first_rows() == known
