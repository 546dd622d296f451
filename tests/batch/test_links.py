"""Which documents of a batch are one plan, which are editions of one, and which only look so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxextract.batch.links import plain_title, with_links
from dxextract.batch.sketch import similarity
from dxextract.schema.manifest import DocumentEntry, Link, ManifestMunicipality

WORDS = tuple(f"{n:08x}" for n in range(0, 3200, 100))
OTHER = tuple(f"{n:08x}" for n in range(50, 3250, 100))
UJI = ManifestMunicipality(name="宇治市", prefecture="京都府", code="26204")
BASE: dict[str, Any] = {
    "path": "a.pdf",
    "state": "ok",
    "result": "ok",
    "fingerprint": "f",
    "seconds": 0,
    "sha256": "1",
    "municipality": UJI,
    "title": "宇治市DX推進計画",
    "published": "2025-03-01",
    "status": "final",
    "media_type": "application/pdf",
    "sketch": WORDS,
}


def relations(other: dict[str, Any]) -> tuple[str | None, str | None]:
    """What the changed document is to the base, and the base to it."""
    entries = [DocumentEntry(**BASE), DocumentEntry(**{**BASE, "path": "b.pdf", "sha256": "2", **other})]
    first, second = with_links(entries)
    mine = [link.relation for link in first.links]
    theirs = [link.relation for link in second.links]
    assert len(mine) == len(theirs) <= 1
    return (mine[0], theirs[0]) if mine else (None, None)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"sha256": "1"}, ("same_file", "same_file")),
        ({}, ("same_plan", "same_plan")),
        ({"media_type": "text/plain"}, ("other_medium", "other_medium")),
        ({"media_type": "text/plain", "title": None}, ("other_medium", "other_medium")),
        ({"published": "2022-03-01"}, ("older_edition", "newer_edition")),
        ({"published": "2026-03-31"}, ("newer_edition", "older_edition")),
        ({"published": "2025-03-31"}, ("same_plan", "same_plan")),  # the same month
        ({"published": "2022-03-01", "title": "第2期宇治市DX推進計画(改訂版)"}, ("older_edition", "newer_edition")),
        ({"published": None, "status": "draft"}, ("older_edition", "newer_edition")),
        ({"published": None, "status": "draft", "title": "宇治市DX推進計画(素案)"}, ("older_edition", "newer_edition")),
        ({"title": "宇治市デジタル人材育成方針", "sketch": OTHER}, (None, None)),
        ({"sketch": OTHER}, (None, None)),  # the same title, another plan altogether
        ({"municipality": ManifestMunicipality(name="府中市", prefecture="東京都", code="13206")}, (None, None)),
        ({"municipality": None}, (None, None)),
        ({"state": "failed", "result": "failed"}, (None, None)),
    ],
)
def test_relations(other: dict[str, Any], expected: tuple[str | None, str | None]) -> None:
    assert relations(other) == expected


def test_the_edition_decides_where_the_dates_do_not() -> None:
    entries = [
        DocumentEntry(**{**BASE, "path": path, "sha256": path, "edition": edition})
        for path, edition in (("1.pdf", "第1版"), ("2.pdf", "第二版"))
    ]
    assert with_links(entries)[0].links == (Link(relation="newer_edition", path="2.pdf"),)


def test_many_copies_are_linked_to_the_first_one() -> None:
    entries = [DocumentEntry(**{**BASE, "path": f"{n:03}.pdf"}) for n in range(100)]
    linked = with_links(entries)
    assert len(linked[0].links) == 99
    assert {entry.links for entry in linked[1:]} == {(Link(relation="same_file", path="000.pdf"),)}


def test_files_of_one_plan_are_linked_to_the_first_one_and_only_that_to_its_editions() -> None:
    texts = [{"path": f"{n:03}.txt", "media_type": "text/plain"} for n in range(3)]
    old = {"path": "old.pdf", "published": "2022-03-01"}
    linked = with_links(DocumentEntry(**{**BASE, **one, "sha256": one["path"]}) for one in (*texts, BASE, old))
    assert {entry.path: [(link.relation, link.path) for link in entry.links] for entry in linked} == {
        "000.txt": [
            ("older_edition", "old.pdf"),
            ("other_medium", "a.pdf"),
            ("same_plan", "001.txt"),
            ("same_plan", "002.txt"),
        ],
        "001.txt": [("same_plan", "000.txt")],
        "002.txt": [("same_plan", "000.txt")],
        "a.pdf": [("older_edition", "old.pdf"), ("other_medium", "000.txt")],
        "old.pdf": [("newer_edition", "000.txt"), ("newer_edition", "a.pdf")],
    }


@pytest.mark.parametrize(
    "title",
    [
        "宇治市DX推進計画",
        "第2期宇治市DX推進計画",
        "宇治市DX推進計画(第3版)",
        "宇治市ＤＸ推進計画 改訂版",
        "宇治市DX推進計画【令和7年度】",
    ],
)
def test_titles_without_their_edition(title: str) -> None:
    assert plain_title(title).replace("【】", "") == "宇治市dx推進計画"


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no fault of what is tested."""
hashes = st.lists(st.integers(0, 200).map("{:08x}".format), max_size=32, unique=True).map(sorted)


@unhurried
@given(hashes, hashes)
def test_similarity_is_a_share_and_the_same_both_ways(one: list[str], other: list[str]) -> None:
    value = similarity(one, other)
    assert 0 <= value <= 1
    assert value == similarity(other, one)
    assert (value > 0) <= bool(set(one) & set(other))
    if one:
        assert similarity(one, one) == 1


def compared_each_with_each(entries: list[DocumentEntry]) -> dict[str, set[tuple[str, str]]]:
    """The links that `with_links` is to find, without an index. All of one municipality, with bytes of their own."""
    links: dict[str, set[tuple[str, str]]] = {entry.path: set() for entry in entries}
    firsts: list[DocumentEntry] = []
    for entry in sorted(entries, key=lambda entry: entry.path):
        related = [(relation, first) for first in firsts if (relation := relation_of(entry, first))]
        same = [found for found in related if found[0] == "same_plan"]
        for relation, first in same[:1] or related:
            links[entry.path].add((relation, first.path))
            opposite = {"older_edition": "newer_edition", "newer_edition": "older_edition"}.get(relation, relation)
            links[first.path].add((opposite, entry.path))
        if not same:
            firsts.append(entry)
    return links


def relation_of(one: DocumentEntry, other: DocumentEntry) -> str | None:
    least = 0.2 if plain_title(one.title) == plain_title(other.title) else 0.6
    if similarity(one.sketch, other.sketch) < least:
        return None
    if one.published and other.published and one.published != other.published:
        return "older_edition" if other.published < one.published else "newer_edition"
    return "same_plan" if one.media_type == other.media_type else "other_medium"


words = st.integers(0, 60).map("{:08x}".format)
sketches = st.one_of(
    st.lists(words, max_size=5, unique=True).map(sorted),
    st.lists(words, min_size=20, max_size=32, unique=True).map(sorted),
)
documents = st.fixed_dictionaries(
    {
        "sketch": sketches,
        "title": st.sampled_from(["宇治市DX推進計画", "宇治市DX推進計画(改訂版)", "宇治市人材育成方針", None]),
        "published": st.sampled_from(["2022-03-01", "2025-03-01", None]),
        "media_type": st.sampled_from(["application/pdf", "text/plain"]),
    }
)


@unhurried
@given(st.lists(documents, max_size=25))
def test_the_index_finds_what_comparing_each_with_each_finds(made: list[dict[str, Any]]) -> None:
    entries = [
        DocumentEntry(**{**BASE, **one, "path": f"{n:02}", "sha256": str(n), "edition": None, "status": None})
        for n, one in enumerate(made)
    ]
    found = {entry.path: {(link.relation, link.path) for link in entry.links} for entry in with_links(entries)}
    assert found == compared_each_with_each(entries)
