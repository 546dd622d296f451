"""Every row of every family is run against its own examples and counter-examples."""

from __future__ import annotations

import pytest

from dxextract.errors import RuleError
from dxextract.rules import Family, Row, load_rules, read_family

FAMILIES = tuple(load_rules())
ROWS = [pytest.param(family, row, id=row.id) for family in FAMILIES for row in family.rows]


@pytest.mark.parametrize(("family", "row"), ROWS)
def test_row_matches_its_own_examples(family: Family, row: Row) -> None:
    missed = [text for text in row.examples if not family.row_matches(row.id, text)]
    assert missed == []


@pytest.mark.parametrize(("family", "row"), ROWS)
def test_row_refuses_its_own_counter_examples(family: Family, row: Row) -> None:
    caught = [text for text in row.counter_examples if family.row_matches(row.id, text)]
    assert caught == []


def test_ids_are_unique_over_all_families() -> None:
    ids = [row.id for family in FAMILIES for row in family.rows]
    assert len(ids) == len(set(ids))


def family_source(rules: str, match: str = "full") -> str:
    return f"family: made\nmatch: {match}\nabout: a test\nrules:\n{rules}"


ONE_ROW = "  - {id: made.one, label: one, pattern: '令和\\d+', terms: [平成 7], examples: [令和7]}\n"


class TestLoader:
    def test_reads_pattern_and_terms(self) -> None:
        family = read_family("made.yaml", family_source(ONE_ROW))
        assert family.label("令和７") == "one"
        assert family.label("平成7") == "one"
        assert family.label("令和7年") is None

    @pytest.mark.parametrize(
        ("mode", "text", "expected"),
        [
            ("full", "令和7年", None),
            ("prefix", "令和7年", "one"),
            ("prefix", "は令和7", None),
            ("search", "は令和7年", "one"),
        ],
    )
    def test_match_modes(self, mode: str, text: str, expected: str | None) -> None:
        assert read_family("made.yaml", family_source(ONE_ROW, mode)).label(text) == expected

    def test_first_row_wins_and_labels_names_all(self) -> None:
        rows = ONE_ROW + "  - {id: made.two, label: two, terms: [令和7], examples: [令和7]}\n"
        family = read_family("made.yaml", family_source(rows))
        found = family.match("令和 7")
        assert found is not None
        assert (found.rule_id, found.label, found.start, found.end) == ("made.one", "one", 0, 3)
        assert family.labels("令和7") == ("one", "two")

    def test_groups_are_given(self) -> None:
        rows = "  - {id: made.one, label: one, pattern: '第(\\d+)章', examples: [第1章]}\n"
        found = read_family("made.yaml", family_source(rows)).match("第 12 章")
        assert found is not None
        assert found.groups == ("12",)

    @pytest.mark.parametrize(
        "rules",
        [
            "  - {id: made.one, label: one, examples: [a]}\n",
            "  - {id: made.one, label: one, terms: [a], examples: []}\n",
            "  - {id: made.one, label: one, terms: [a], examples: [a], colour: red}\n",
            "  - {id: made.one, label: one, pattern: '(', examples: [a]}\n",
            ONE_ROW + ONE_ROW,
            "  - [not, a, row]\n",
        ],
        ids=["no pattern", "no example", "unknown key", "bad pattern", "duplicate id", "no mapping"],
    )
    def test_refuses_a_bad_row(self, rules: str) -> None:
        with pytest.raises(RuleError):
            read_family("made.yaml", family_source(rules))

    @pytest.mark.parametrize("source", ["", "family: [", "family: a\nmatch: nowhere\nabout: b\nrules: []\n"])
    def test_refuses_a_bad_file(self, source: str) -> None:
        with pytest.raises(RuleError):
            read_family("made.yaml", source)

    def test_unknown_family_and_row_are_key_errors(self) -> None:
        family = read_family("made.yaml", family_source(ONE_ROW))
        with pytest.raises(KeyError):
            load_rules()["no such family"]
        with pytest.raises(KeyError):
            family.row_matches("made.none", "a")
