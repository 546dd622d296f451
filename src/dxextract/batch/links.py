"""Documents of a batch that are one plan, or editions of one: the same file, the same plan, text and PDF, older, newer.

Signals, in this order: the bytes; then, within one municipality, the title without what tells editions apart, and what
the plans say (`dxextract.batch.sketch`); then dates, edition numbers and draft or final, which tell the same plan from
an older edition of it. Documents of different municipalities are never linked unless their bytes are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from dxextract.batch.sketch import similarity
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


def with_links(entries: Iterable[DocumentEntry]) -> tuple[DocumentEntry, ...]:
    """`entries`, sorted by path, each with its links to the others."""
    ordered = sorted(entries, key=lambda entry: entry.path)
    links: dict[str, list[Link]] = defaultdict(list)

    def link(one: DocumentEntry, relation: Relation, other: DocumentEntry) -> None:
        links[one.path].append(Link(relation=relation, path=other.path))
        links[other.path].append(Link(relation=_OPPOSITE.get(relation, relation), path=one.path))

    firsts: dict[str, DocumentEntry] = {}
    groups: dict[str, list[DocumentEntry]] = defaultdict(list)
    for entry in ordered:
        if entry.sha256 is not None:
            first = firsts.setdefault(entry.sha256, entry)
            if first is not entry:
                link(entry, "same_file", first)
                continue
        place = _place(entry)
        if entry.result != "failed" and place is not None:
            groups[place].append(entry)
    for group in groups.values():
        for one, other in combinations(group, 2):
            relation = relation_of(one, other)
            if relation is not None:
                link(one, relation, other)
    return tuple(entry.model_copy(update={"links": _sorted(links[entry.path])}) for entry in ordered)


def relation_of(one: DocumentEntry, other: DocumentEntry) -> Relation | None:
    """What `other` is to `one`, both of one municipality and with different bytes; None for different plans."""
    alike = similarity(one.sketch, other.sketch)
    if alike < (_SAME_TITLE if plain_title(one.title) == plain_title(other.title) else _ANY_TITLE):
        return None
    mine, others = _age(one), _age(other)
    for a, b in zip(mine, others, strict=True):
        if a is not None and b is not None and a != b:
            return "older_edition" if b < a else "newer_edition"
    return "same_plan" if one.media_type == other.media_type else "other_medium"


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
