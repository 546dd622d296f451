"""Documents of a batch that are one plan, or editions of one: the same file, the same plan, text and PDF, older, newer.

Signals, in this order: the bytes; then, within one municipality, the title without what tells editions apart, and what
the plans say (`dxextract.batch.sketch`); then dates, edition numbers and draft or final, which tell the same plan from
an older edition of it. Documents of different municipalities are never linked unless their bytes are the same.

Of files that are the same, or the same plan, all are linked to the first one, and only the first ones to editions and
other media: a thousand files of one plan have a thousand links and not half a million. Which documents may be alike is
found by an index of their rarest hashes (`_prefix`), so that a thousand plans of one municipality, all of which have a
heading 計画の目的, are not compared each with each.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from dxextract.batch.sketch import SKETCH_SIZE, similarity
from dxextract.schema.manifest import DocumentEntry, Link, Relation

_EDITION_WORDS = re.compile(
    r"\(?(?:第?[0-9〇一二三四五六七八九十]+(?:次|期|版)|改[訂定]版?|改定|素案|案|(?:令和|平成)?[0-9元]+年度?版?|[0-9]+月|"
    r"ver(?:sion)?\.?[0-9.]+|[0-9]+\.[0-9]+)\)?"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_KANJI_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_SAME_TITLE = 0.2
"""Similarity that two documents of one title must have to be one plan: a title says little, but not nothing."""
_ANY_TITLE = 0.6
"""Similarity that makes two documents of one municipality the same plan whatever they are called."""
_OPPOSITE: dict[Relation, Relation] = {"older_edition": "newer_edition", "newer_edition": "older_edition"}


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of an entry tells which plan it is."""

    path: str
    title: str
    age: tuple[float | None, ...]
    media_type: str | None
    sketch: frozenset[str]


def with_links(entries: Iterable[DocumentEntry]) -> tuple[DocumentEntry, ...]:
    """`entries`, sorted by path, each with its links to the others."""
    ordered = sorted(entries, key=lambda entry: entry.path)
    links: dict[str, list[Link]] = defaultdict(list)

    def link(path: str, relation: Relation, other: str) -> None:
        links[path].append(Link(relation=relation, path=other))
        links[other].append(Link(relation=_OPPOSITE.get(relation, relation), path=path))

    firsts: dict[str, str] = {}
    groups: dict[str, list[_Plan]] = defaultdict(list)
    for entry in ordered:
        if entry.sha256 is not None:
            first = firsts.setdefault(entry.sha256, entry.path)
            if first != entry.path:
                link(entry.path, "same_file", first)
                continue
        place = _place(entry)
        if entry.result != "failed" and place is not None:
            groups[place].append(_plan(entry))
    for group in groups.values():
        for path, relation, other in _relations(group):
            link(path, relation, other)
    return tuple(entry.model_copy(update={"links": _sorted(links[entry.path])}) for entry in ordered)


def _relations(group: Sequence[_Plan]) -> Iterable[tuple[str, Relation, str]]:
    """How the plans of one municipality, sorted by path, are related: path, what the other one is to it, its path."""
    frequency = Counter(value for plan in group for value in plan.sketch)
    firsts: list[_Plan] = []
    index: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for plan in group:
        keys = _keys(plan, frequency)
        alike = sorted({number for key in keys for number in index.get(key, ())})
        found = [(firsts[number].path, relation) for number in alike if (relation := _relation(plan, firsts[number]))]
        same = [(path, relation) for path, relation in found if relation == "same_plan"]
        yield from ((plan.path, relation, path) for path, relation in same[:1] or found)
        if not same:
            for key in keys:
                index[key].append(len(firsts))
            firsts.append(plan)


def _keys(plan: _Plan, frequency: Mapping[str, int]) -> list[tuple[str | None, str]]:
    """Keys of which two related plans of a group have at least one in common: rare hashes, with the title or without.

    The prefix filter of Chaudhuri, Ganti and Kaushik (2006): of plans that share `share` of their hashes one at least
    is among the rarest of each, as many as are left when one less than the shared ones is taken away.
    """
    rarest = sorted(plan.sketch, key=lambda value: (frequency[value], value))
    return [(plan.title, value) for value in _prefix(rarest, _SAME_TITLE)] + [
        (None, value) for value in _prefix(rarest, _ANY_TITLE)
    ]


def _prefix(rarest: Sequence[str], share: float) -> Sequence[str]:
    # Two plans of `share` similarity share that part of the larger sketch, hence at least that part of this one. What
    # is taken from the product keeps a rounding error from asking for one hash more.
    shared = ceil(share * min(len(rarest), SKETCH_SIZE) - 1e-9)
    return rarest[: len(rarest) - shared + 1]


def _relation(one: _Plan, other: _Plan) -> Relation | None:
    """What `other` is to `one`, both of one municipality and with different bytes; None for different plans."""
    if similarity(one.sketch, other.sketch) < (_SAME_TITLE if one.title == other.title else _ANY_TITLE):
        return None
    for mine, others in zip(one.age, other.age, strict=True):
        if mine is not None and others is not None and mine != others:
            return "older_edition" if others < mine else "newer_edition"
    return "same_plan" if one.media_type == other.media_type else "other_medium"


def _plan(entry: DocumentEntry) -> _Plan:
    return _Plan(entry.path, plain_title(entry.title), _age(entry), entry.media_type, frozenset(entry.sketch))


def plain_title(title: str | None) -> str:
    """A title without white space, width, and the words that tell editions apart."""
    return _EDITION_WORDS.sub("", _folded(title or ""))


def _age(entry: DocumentEntry) -> tuple[float | None, ...]:
    """What orders editions, the strongest first: month of publication, number of the edition, draft before final."""
    published = float(entry.published[:7].replace("-", "")) if entry.published else None
    number = _NUMBER.search(_folded(entry.edition or "").translate(_KANJI_DIGITS))
    final = None if entry.status is None else float(entry.status == "final")
    return published, float(number[0]) if number else None, final


def _place(entry: DocumentEntry) -> str | None:
    municipality = entry.municipality
    if municipality is None:
        return None
    return municipality.code or f"{municipality.prefecture or ''}{municipality.name}"


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _sorted(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.relation, link.path)))
