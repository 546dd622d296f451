"""The official list of prefectures and municipalities (JIS X 0401 and 0402), and finding their names in a text.

Decides which names exist and where one stands in a text as a name of its own (`津市` does not stand in `大津市`). Does
not decide which municipality a plan belongs to, nor which of several of the same name is meant.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Government:
    """One prefecture or municipality. `code` has 5 digits, `check_code` 6 (the last one is the check digit)."""

    name: str
    prefecture: str
    code: str
    check_code: str

    @property
    def is_prefecture(self) -> bool:
        return self.name == self.prefecture


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A listed name that stands at ``text[start:end]``."""

    name: str
    start: int
    end: int


# A kanji before a name makes it the tail of another word, unless that kanji ends a number or a larger area's name.
_OPENING = re.compile(r"(?:[都道府県郡]|第?[0-9一二三四五六七八九十]+[次期])$")
_KANJI = re.compile(r"[\u3400-\u9fff々ヶ]")


class Gazetteer:
    """All governments by name; 25 municipal names belong to more than one prefecture."""

    def __init__(self, governments: Iterable[Government]) -> None:
        self._by_name: dict[str, tuple[Government, ...]] = {}
        for one in governments:
            self._by_name[one.name] = (*self._by_name.get(one.name, ()), one)
        names = sorted(self._by_name, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names)))

    @property
    def names(self) -> tuple[str, ...]:
        """Every listed name once."""
        return tuple(self._by_name)

    def named(self, name: str) -> tuple[Government, ...]:
        """Every government of exactly this name, in code order; empty when the name is not listed."""
        return self._by_name.get(name, ())

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Where listed names stand in `text` as names of their own, in order, the longest at each place."""
        hits = []
        position = 0
        while found := self._pattern.search(text, position):
            before = text[: found.start()]
            if not before or not _KANJI.match(before[-1]) or _OPENING.search(before):
                hits.append(NameMatch(found[0], found.start(), found.end()))
                position = found.end()
            else:
                position = found.start() + 1
        return tuple(hits)


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The list that ships with the package."""
    source = resources.files("dxextract.rules").joinpath("municipalities.csv").read_text("utf-8")
    return Gazetteer(
        Government(row["municipality"] or row["prefecture"], row["prefecture"], row["code"], row["check_code"])
        for row in csv.DictReader(source.splitlines())
    )
