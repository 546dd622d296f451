"""The word lists of the quantity readers, compiled once from the rule families.

Decides how a family's rows become one alternation (longest literal first, then patterns) and which position a label
names. Decides nothing about texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from dxextract.language.numerals import NUMBER
from dxextract.normalise import level
from dxextract.rules import Family, Row, RuleSet
from dxextract.schema.plan import Comparator, Direction, Frequency


@dataclass(frozen=True, slots=True)
class Word:
    """One word beside a number and what it says; all None for a word that is only read past."""

    pattern: re.Pattern[str]
    comparator: Comparator | None = None
    direction: Direction | None = None
    frequency: Frequency | None = None


@dataclass(frozen=True, slots=True, eq=False)  # one for each set of rules, and quickly told from others
class Lexicon:
    """Compiled lists. `unit` is for prose, `cell_unit` also has the units that only a cell may have."""

    unit: re.Pattern[str]
    cell_unit: re.Pattern[str]
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    any_after: re.Pattern[str]
    """What any word of `after` matches: mostly none does, which one look tells."""
    passed_before: re.Pattern[str]
    passed_after: re.Pattern[str]
    links: re.Pattern[str]
    stops: re.Pattern[str]
    not_measured: Family
    qualitative: Family
    directions: Family


@lru_cache(maxsize=4)
def lexicon(rules: RuleSet) -> Lexicon:
    """The lists of `rules`, compiled."""
    after = _words(rules, "after", "{}")
    return Lexicon(
        unit=alternation(r for r in rules["units"].rows if r.label not in ("duration", "rank")),
        cell_unit=alternation(rules["units"].rows),
        before=_words(rules, "before", r"(?<![\dかカヶケ]){}$"),
        after=after,
        any_after=re.compile("|".join(f"(?:{word.pattern.pattern})" for word in after)),
        passed_before=alternation((r for r in rules["value_words"].rows if r.label == "before"), "{}$"),
        passed_after=alternation(r for r in rules["value_words"].rows if r.label == "after"),
        links=alternation((r for r in rules["value_words"].rows if r.label == "link"), "(?:{})+"),
        stops=alternation(rules["quantity_stops"].rows),
        not_measured=rules["not_measured"],
        qualitative=rules["qualitative_values"],
        directions=rules["directions"],
    )


def alternation(rows: Iterable[Row], frame: str = "{}") -> re.Pattern[str]:
    """One pattern for all of `rows`; `frame` says what stands around it (``{}$``)."""
    rows = tuple(rows)
    terms = sorted({level(term) for row in rows for term in row.terms}, key=len, reverse=True)
    patterns = [row.pattern for row in rows if row.pattern and row.label != "rate"]
    # A literal of several characters is more specific than a pattern, a single character less; 分/件 more than both.
    rates = [row.pattern for row in rows if row.pattern and row.label == "rate"]
    words, signs = [t for t in terms if len(t) > 1], [t for t in terms if len(t) == 1]
    parts = [*rates, *map(re.escape, words), *patterns, *map(re.escape, signs)]
    return re.compile(frame.format("(?:" + "|".join(f"(?:{part})" for part in parts) + ")"))


def _words(rules: RuleSet, position: str, frame: str) -> tuple[Word, ...]:
    words: list[Word] = []
    for family in ("comparators", "frequencies", "directions"):
        for row in rules[family].rows:
            where, _, meaning = row.label.partition(":")
            if where != position:
                continue
            pattern = alternation([row], frame)
            if meaning == "none":
                words.append(Word(pattern))
            elif family == "comparators":
                words.append(Word(pattern, comparator=cast(Comparator, meaning)))
            elif family == "frequencies":
                words.append(Word(pattern, frequency=cast(Frequency, meaning)))
            else:
                words.append(Word(pattern, direction=cast(Direction, meaning)))
    return tuple(words)


NUMERAL = re.compile(rf"(?:(?<![\dA-Za-z.,])|(?<=\.\.\.))(?:(?P<sign>[△▲▼+]|(?<![\w%)])-(?! )) ?)?(?P<number>{NUMBER})")
"""A number where a quantity may begin: not inside a word, a decimal or a longer number.

A hyphen apart from it is no sign: in `電子化率 - 80%` it says that nothing was measured.
"""
