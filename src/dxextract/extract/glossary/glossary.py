"""Glossary entries, from tables, from lists under a glossary's heading, and from notes.

A section counts by its kind or by its title; a glossary table counts anywhere. Of several entries for one term the
surer kind wins, and of equals the first. How an entry is cut into term and definition is decided beside this module.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.extract.glossary.lists import list_entries, note_entries
from dxextract.extract.glossary.tables import has_terms, is_glossary_table, table_entries
from dxextract.extract.metadata.frontmatter import colophon_lines
from dxextract.extract.sections import paragraphs
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Candidate, Outline
from dxextract.schema.plan import Alternative, GlossaryEntry
from dxextract.schema.records import TableView


def find_glossary(
    document: Document, outline: Outline, tables: tuple[TableView, ...], rules: RuleSet, title: str | None = None
) -> tuple[Candidate[GlossaryEntry], ...]:
    """All entries in reading order, each term once. The plan's `title` may head the colophon, where a glossary ends."""
    inside = _glossary_blocks(outline, rules)
    found: list[Candidate[GlossaryEntry]] = []
    for view in tables:
        in_section = view.block in inside and view.kind in ("generic", "glossary") and has_terms(view, rules)
        if is_glossary_table(view) or in_section:
            found.extend(table_entries(view, rules))
    outside = outline.contents | {line.block for line in colophon_lines(document, outline, rules, title)}
    body = [(i, p) for i, p in paragraphs(document) if i not in outside]
    for run in _runs(inside, frozenset(view.block for view in tables)):
        found.extend(list_entries(((i, p) for i, p in body if i in run), rules))
    found.extend(note_entries(((i, p) for i, p in body if i not in inside), rules))
    return _unique(found)


def _glossary_blocks(outline: Outline, rules: RuleSet) -> frozenset[int]:
    return frozenset(
        index
        for node in outline.nodes
        if node.kind == "glossary" or rules["glossary_headings"].match(node.title)
        for index in range(node.start, node.end)
    )


def _runs(inside: frozenset[int], breaks: frozenset[int]) -> list[frozenset[int]]:
    """Stretches of blocks without a table in between: an entry does not go on behind one."""
    runs: list[set[int]] = []
    previous: int | None = None
    for index in sorted(inside):
        if index in breaks:
            previous = None
            continue
        if previous is None or index != previous + 1:
            runs.append(set())
        runs[-1].add(index)
        previous = index
    return [frozenset(run) for run in runs]


def _unique(found: list[Candidate[GlossaryEntry]]) -> tuple[Candidate[GlossaryEntry], ...]:
    best: dict[str, Candidate[GlossaryEntry]] = {}
    for candidate in found:
        key = "".join(candidate.record.term.split()).casefold()
        known = best.get(key)
        if known is None:
            best[key] = candidate
        else:
            best[key] = _chosen(known, candidate)
    return tuple(sorted(best.values(), key=lambda one: (one.claims[0].block, one.claims[0].start)))


def _chosen(one: Candidate[GlossaryEntry], other: Candidate[GlossaryEntry]) -> Candidate[GlossaryEntry]:
    """The surer of two entries for a term, the first where both are; what the other says is its alternative."""
    best, lost = (other, one) if other.weight > one.weight else (one, other)
    said = lost.record.definition
    if said == best.record.definition:
        return best
    rest = Alternative(field="definition", value=said, rule=lost.rule, evidence=lost.record.evidence)
    return replace(best, alternatives=(*best.alternatives, *lost.alternatives, rest))
