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
        self._lengths = sorted({len(name) for name in self._by_name})
        self._last = re.compile(f"[{re.escape(''.join(sorted({name[-1] for name in self._by_name})))}]")

    @property
    def names(self) -> tuple[str, ...]:
        """Every listed name once."""
        return tuple(self._by_name)

    def named(self, name: str) -> tuple[Government, ...]:
        """Every government of exactly this name, in code order; empty when the name is not listed."""
        return self._by_name.get(name, ())

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Where listed names stand in `text` as names of their own, in order, the longest at each place."""
        hits: list[NameMatch] = []
        for start, end in sorted(self._longest(text).items()):
            if hits and start < hits[-1].end:
                continue
            if start == 0 or not _KANJI.match(text[start - 1]) or _OPENING.search(text[:start]):
                hits.append(NameMatch(text[start:end], start, end))
        return tuple(hits)

    def _longest(self, text: str) -> dict[int, int]:
        """Where listed names begin, each with the longest one's end; found by the characters names end in."""
        ends: dict[int, int] = {}
        for found in self._last.finditer(text):
            end = found.end()
            for length in self._lengths:
                if length <= end and text[end - length : end] in self._by_name:
                    ends[end - length] = end
        return ends


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The list that ships with the package."""
    source = resources.files("dxextract.rules").joinpath("municipalities.csv").read_text("utf-8")
    return Gazetteer(
        Government(row["municipality"] or row["prefecture"], row["prefecture"], row["code"], row["check_code"])
        for row in csv.DictReader(source.splitlines())
    )
