"""The Western year that a year of an era is (令和7 is 2025), from `eras.yaml`.

Decides nothing about where years stand in a text: `dxextract.language` reads dates; this is for the few places that
know an era and a number from the form of what they read.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from dxextract.rules import load_rules


def western_year(era: str, number: int | str) -> int:
    """The Western year of `number` (元 is 1) in `era`, a name or a letter. Raises KeyError for any other."""
    return _first_years()[normalize("NFKC", era)] + (1 if number == "元" else int(number)) - 1


@lru_cache(maxsize=1)
def _first_years() -> dict[str, int]:
    return {term: int(row.label) for row in load_rules()["eras"].rows for term in row.terms}
