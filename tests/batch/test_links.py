"""Which documents of a batch are one plan, which are editions of one, and which only look so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
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


hashes = st.lists(st.integers(0, 200).map("{:08x}".format), max_size=32, unique=True).map(sorted)


@given(hashes, hashes)
def test_similarity_is_a_share_and_the_same_both_ways(one: list[str], other: list[str]) -> None:
    value = similarity(one, other)
    assert 0 <= value <= 1
    assert value == similarity(other, one)
    assert (value > 0) <= bool(set(one) & set(other))
    if one:
        assert similarity(one, one) == 1
