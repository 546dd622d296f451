"""Rules and lexicons as data: YAML families of identified rows, loaded once into one frozen RuleSet.

Decides the file format, refuses unknown keys and duplicate ids, and matches texts against rows. Which family an
extractor asks, and what a label means, is the extractor's business.

A family file::

    family: facets
    match: full            # full | prefix | search: against the text without white space, after NFKC;
                           # text (prefix) | text_search: against the cleaned text as it stands
    about: what the family is for
    rules:
      - id: facets.current_state
        label: current_state
        pattern: '現状(と|・)?課題'      # a regular expression, or
        terms: [現状と課題, 現状・課題]   # literal strings; a row has one or both
        examples: [現状と課題]
        counter_examples: [課題名]

Rows are tried in file order; the first that matches wins, so the specific stands before the general. A user's own rows
(`dxextract.rules.extension`) stand before the shipped ones of their family.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from dxextract.errors import RuleError
from dxextract.rules.pattern_edges import DIGIT, beginnings, endings

_Runner = Callable[[str], re.Match[str] | None]
_Compiled = tuple["Row", _Runner]
_Chars = frozenset[str] | None
_KEPT = 2048
"""Texts of which a family remembers the match."""
MatchMode = Literal["full", "prefix", "search", "text", "text_search"]


class Row(BaseModel):
    """One rule as written in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    id: str
    label: str
    pattern: str | None = None
    terms: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Row:
        if not self.pattern and not self.terms:
            raise ValueError("a row needs a pattern or terms")
        if not self.examples:
            raise ValueError("a row needs an example")
        return self


class FamilyFile(BaseModel):
    """One family file as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: str
    match: MatchMode
    about: str
    rules: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """A row that matched ``[start, end)`` of the squeezed text."""

    rule_id: str
    label: str
    start: int
    end: int
    groups: tuple[str | None, ...] = ()


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """The form that patterns see: NFKC, no white space, wave dashes and hyphens unified."""
    if text.isascii():
        return "".join(text.split())
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return folded.replace("〜", "~").replace("～", "~").replace("−", "-").replace("‐", "-")


class _SqueezedChars(dict[int, str]):
    """Code points to their squeezed forms, each made when it is first asked for: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        form = self[code] = squeezed(chr(code))
        return form


_SQUEEZED_CHARS = _SqueezedChars()


def squeezed_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """The form that patterns see, character by character, and for each one the position in `text` it came from."""
    return text.translate(_SQUEEZED_CHARS), tuple(
        position for position, char in enumerate(text) for _ in _SQUEEZED_CHARS[ord(char)]
    )


class Family:
    """The compiled rows of one family."""

    match: Callable[[str], RuleMatch | None]
    """The first row that matches a text in the family's mode, or None. Offsets are into the prepared text."""

    def __init__(self, name: str, mode: MatchMode, rows: tuple[Row, ...], about: str = "") -> None:
        self.name, self.mode, self.rows, self.about = name, mode, rows, about
        self._patterns = tuple((row, self._pattern(row)) for row in rows)
        self._compiled = tuple((row, self._runner(pattern)) for row, pattern in self._patterns)
        self._edges: tuple[tuple[_Chars, _Chars], ...] = ()
        self._by_beginning: dict[str, tuple[tuple[Row, _Runner, _Chars], ...]] = {}
        # Several stages ask the same of one text, and tables say the same in many cells.
        self.match = lru_cache(maxsize=_KEPT)(self._match)

    def _pattern(self, row: Row) -> re.Pattern[str]:
        prepare = str if self.mode.startswith("text") else squeezed
        parts = [re.escape(prepare(term)) for term in sorted(row.terms, key=len, reverse=True)]
        if row.pattern:
            parts.insert(0, row.pattern)
        try:
            return re.compile("|".join(parts) if len(parts) == 1 else "|".join(f"(?:{part})" for part in parts))
        except re.error as problem:
            raise RuleError(row.id, str(problem)) from problem

    def _runner(self, pattern: re.Pattern[str]) -> _Runner:
        if self.mode == "full":
            return pattern.fullmatch
        return pattern.match if self.mode in ("prefix", "text") else pattern.search

    def _prepared(self, text: str) -> str:
        return text if self.mode.startswith("text") else squeezed(text)

    def _candidates(self, target: str) -> Iterable[_Compiled]:
        """The rows that can match a prepared text: by its first character, and its last one where it is the match's."""
        if self.mode in ("search", "text_search") or not target:
            return self._compiled
        rows = self._by_beginning.get(target[0])
        if rows is None:
            rows = self._by_beginning[target[0]] = tuple(self._beginning_with(target[0]))
        last = DIGIT if target[-1].isdecimal() else target[-1]
        return [(row, run) for row, run, ends in rows if ends is None or last in ends]

    def _beginning_with(self, first: str) -> Iterator[tuple[Row, _Runner, _Chars]]:
        """The rows whose matches can begin with `first`, each with what they end with where that tells."""
        if not self._edges:
            full = self.mode == "full"
            self._edges = tuple((beginnings(p), endings(p) if full else None) for _, p in self._patterns)
        for (row, run), (begun, ended) in zip(self._compiled, self._edges, strict=True):
            if begun is None or first in begun or (first.isdecimal() and DIGIT in begun):
                counted = ended is not None and any(char.isdecimal() for char in ended)
                yield row, run, ended | {DIGIT} if ended is not None and counted else ended

    def _match(self, text: str) -> RuleMatch | None:
        target = self._prepared(text)
        for row, run in self._candidates(target):
            found = run(target)
            if found and found.end() > found.start():
                return RuleMatch(row.id, row.label, found.start(), found.end(), found.groups())
        return None

    def label(self, text: str) -> str | None:
        """The label of the first row that matches, or None."""
        found = self.match(text)
        return found.label if found else None

    def labels(self, text: str) -> tuple[str, ...]:
        """The labels of all rows that match, in file order, each once."""
        target = self._prepared(text)
        return tuple(dict.fromkeys(row.label for row, run in self._compiled if run(target)))

    def matches(self, text: str) -> tuple[RuleMatch, ...]:
        """What each row that matches `text` in the family's mode matches, in file order: the first is what wins."""
        target = self._prepared(text)
        hits = ((row, run(target)) for row, run in self._compiled)
        return tuple(
            RuleMatch(row.id, row.label, found.start(), found.end(), found.groups())
            for row, found in hits
            if found and found.end() > found.start()
        )

    def find_all(self, text: str) -> tuple[RuleMatch, ...]:
        """Everything that rows match anywhere in `text`, leftmost first, the longest at each place, no overlaps.

        Whether a family matches whole texts or beginnings does not matter here. `start` and `end` are positions in
        `text` itself, not in its prepared form.
        """
        folds = not self.mode.startswith("text")
        target = text.translate(_SQUEEZED_CHARS) if folds else text
        hits = [
            (found.start(), found.end(), order, row, found.groups())
            for order, (row, pattern) in enumerate(self._patterns)
            if pattern.search(target)  # mostly nothing, which this says at once
            for found in pattern.finditer(target)
            if found.end() > found.start()
        ]
        if not hits:
            return ()
        offsets = squeezed_with_offsets(text)[1] if folds else range(len(text))
        hits.sort(key=lambda hit: (hit[0], -hit[1], hit[2]))
        kept: list[RuleMatch] = []
        reached = 0
        for start, end, _order, row, groups in hits:
            if start >= reached:
                kept.append(RuleMatch(row.id, row.label, offsets[start], offsets[end - 1] + 1, groups))
                reached = end
        return tuple(kept)

    def failed_examples(self) -> tuple[tuple[str, str], ...]:
        """Each row's id with what is wrong in its examples and counter-examples; empty when all rows hold."""
        return tuple(
            (row.id, f"{'is not matched' if wanted else 'is matched'}: {text}")
            for row in self.rows
            for wanted, texts in ((True, row.examples), (False, row.counter_examples))
            for text in texts
            if self.row_matches(row.id, text) is not wanted
        )

    def row_matches(self, row_id: str, text: str) -> bool:
        """Whether the one row matches `text`, whatever stands before it (for the test of its own examples)."""
        target = self._prepared(text)
        for row, run in self._compiled:
            if row.id == row_id:
                return run(target) is not None
        raise KeyError(row_id)


class RuleSet:
    """All families, by name. Ask with ``rules["facets"].label(text)``."""

    def __init__(self, families: Iterable[Family]) -> None:
        self._families = {family.name: family for family in families}

    def __getitem__(self, name: str) -> Family:
        return self._families[name]

    def __iter__(self) -> Iterator[Family]:
        return iter(self._families.values())

    def __contains__(self, name: str) -> bool:
        return name in self._families

    def extended(self, families: Iterable[Family]) -> RuleSet:
        """A rule set in which the rows of `families` stand before this one's rows of the same family.

        Raises RuleError for a family or mode that this set does not have, and for a row id that is taken.
        """
        merged = dict(self._families)
        for family in families:
            if family.name not in merged:
                near = difflib.get_close_matches(family.name, merged, 3)
                raise RuleError(
                    _first_id(family), f"no family {family.name}; is it one of {', '.join(near or merged)}?"
                )
            shipped = merged[family.name]
            if family.mode != shipped.mode:
                raise RuleError(_first_id(family), f"{family.name} matches {shipped.mode}, not {family.mode}")
            taken = {row.id for row in shipped.rows} & {row.id for row in family.rows}
            if taken:
                raise RuleError(min(taken), f"the id is taken in {family.name}")
            merged[family.name] = Family(family.name, family.mode, family.rows + shipped.rows, shipped.about)
        return RuleSet(merged.values())


def _first_id(family: Family) -> str:
    return family.rows[0].id if family.rows else family.name


def read_family(path_name: str, source: str) -> Family:
    """Parse one family file. Raises RuleError naming the file and the row."""
    try:
        parsed = FamilyFile.model_validate(yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError as problem:
        raise RuleError(path_name, str(problem)) from problem
    except ValidationError as problem:
        raise RuleError(path_name, _first_fault(problem)) from problem
    seen: set[str] = set()
    for row in parsed.rules:
        if row.id in seen:
            raise RuleError(path_name, f"duplicate id {row.id}")
        seen.add(row.id)
    return Family(parsed.family, parsed.match, parsed.rules, parsed.about)


def _first_fault(problem: ValidationError) -> str:
    """``rule 3 (made.three): a row needs an example``: the first fault, with the row that it is in."""
    fault = problem.errors(include_url=False)[0]
    place = ".".join(str(step) for step in fault["loc"]) or "file"
    if fault["loc"][:1] == ("rules",) and len(fault["loc"]) > 1:
        row = fault["input"] if isinstance(fault["input"], dict) else {}
        place = f"rule {int(fault['loc'][1]) + 1}" + (f" ({row['id']})" if "id" in row else "")
        place += "".join(f".{step}" for step in fault["loc"][2:])
    return f"{place}: {fault['msg']}"


@lru_cache(maxsize=1)
def load_rules() -> RuleSet:
    """The rule set that ships with the package."""
    folder = resources.files("dxextract.rules")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return RuleSet(read_family(Path(f.name).name, f.read_text("utf-8")) for f in files)
