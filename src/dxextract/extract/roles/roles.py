"""Roles of carrying the plan out, from sections about its organisation.

Looks at sections whose title speaks of 推進体制, the boxes of their charts, and at tables of roles anywhere. Of several
findings for one role the surer wins and takes over a holder that only another names. How a single role is read is
decided beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dxextract.extract.roles.blocks import block_roles
from dxextract.extract.roles.phrases import names_role
from dxextract.extract.roles.tables import table_roles
from dxextract.extract.sections import paragraphs, sections_titled
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Figure, Paragraph
from dxextract.schema.outline import Candidate, Node, Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Alternative, Role
from dxextract.schema.records import TableView

_OWNER = re.compile(r"[^\s（(・、]{1,8}?[市町村区](?=.{3})")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{1,20}[)）]")


def find_roles(
    document: Document, outline: Outline, tables: tuple[TableView, ...], rules: RuleSet
) -> tuple[Candidate[Role], ...]:
    """Each role once, in reading order."""
    found: list[Candidate[Role]] = []
    inside: set[int] = set()
    headings = frozenset(node.block for node in outline.nodes)
    breaks = frozenset(view.block for view in tables)
    for node in sections_titled(outline, rules, "role_headings"):
        carried_out = _in_measures(outline, node)
        fresh = [index for index in range(node.start, node.end) if index not in inside and index not in carried_out]
        inside.update(fresh)
        if not fresh:
            continue
        lines = [(i, p) for i, p in paragraphs(document, fresh[0], fresh[-1] + 1) if i not in outline.contents]
        found.extend(block_roles(lines, headings, breaks, rules))
        for index in fresh:
            found.extend(block_roles(_boxes(document, index, rules), frozenset(), frozenset(), rules))
    for view in tables:
        if view.kind == "roles" or (view.block in inside and view.kind == "generic"):
            found.extend(_boxed(view, rules) if view.table.n_cols == 1 else table_roles(view, rules))
    return _unique(found)


def _boxed(view: TableView, rules: RuleSet) -> Iterator[Candidate[Role]]:
    """The roles of a table of one column, which is a box of a chart: the body, and below it who leads it."""
    lines = [(view.block, Paragraph(cell.passage)) for cell in view.table.cells if cell.text]
    return block_roles(lines, frozenset(), frozenset(), rules)


def _in_measures(outline: Outline, section: Node) -> frozenset[int]:
    """The blocks of a policy's measures: what 人材の育成と推進体制 does is told there, not who carries the plan out.

    Those of a chapter that has policies (DXの推進) are such too; right below one that has none they may be its parts.
    """
    inside = [node for node in outline.nodes if section.start <= node.block < section.end]
    policies = [section] if section.kind == "policy" else [node for node in inside if node.kind == "policy"]
    return frozenset(
        index
        for node in inside
        if node.kind == "measure" and any(one.start <= node.block < one.end for one in policies)
        for index in range(node.block, node.end)
    )


def _boxes(document: Document, index: int, rules: RuleSet) -> list[tuple[int, Paragraph]]:
    """The lines of a diagram that name a body or an office, or say who leads one; the others are units and links."""
    figure = document.blocks[index]
    if not isinstance(figure, Figure):
        return []
    named = (p for p in _with_holders(figure.passages) if names_role(p.text, rules) or re.search("[:：]", p.text))
    return [(index, Paragraph(passage)) for passage in named]


def _with_holders(passages: Iterable[Passage]) -> list[Passage]:
    """The lines of a diagram, those in brackets (`(副市長)`) with the line above, whose box they stand in."""
    joined: list[Passage] = []
    for passage in passages:
        if joined and _IN_BRACKETS.fullmatch(passage.text) and not _IN_BRACKETS.search(joined[-1].text):
            joined[-1] = Passage.spaced(joined[-1], passage)
        else:
            joined.append(passage)
    return joined


def _unique(found: list[Candidate[Role]]) -> tuple[Candidate[Role], ...]:
    best: dict[str, Candidate[Role]] = {}
    for candidate in sorted(found, key=lambda one: -one.weight):
        key = "".join(candidate.record.role.split()).casefold()
        known = best.get(key)
        if known is None:
            best[key] = candidate
        elif known.record.holder is None and candidate.record.holder is not None:
            best[key] = _with_holder(known, candidate)
        elif candidate.record.holder not in (None, known.record.holder):
            best[key] = _with_other_holder(known, candidate)
    for key in [key for key in best if _is_said_shorter(key, best)]:
        del best[key]
    return tuple(sorted(best.values(), key=lambda one: (one.claims[0].block, one.claims[0].start)))


def _is_said_shorter(key: str, best: Mapping[str, Candidate[Role]]) -> bool:
    """Whether a body's name is another one's with the municipality's before it (波戸市DX推進本部, DX推進本部).

    The shorter one must tell the holder, or neither: nothing is lost then.
    """
    owner = _OWNER.match(key)
    other = best.get(key[owner.end() :]) if owner is not None else None
    return other is not None and best[key].record.holder in (None, other.record.holder)


def _with_other_holder(known: Candidate[Role], other: Candidate[Role]) -> Candidate[Role]:
    """`known`, with the holder that `other` names in its place as an alternative."""
    rest = Alternative(field="holder", value=other.record.holder, rule=other.rule, evidence=other.record.evidence)
    return replace(known, alternatives=(*known.alternatives, rest))


def _with_holder(known: Candidate[Role], other: Candidate[Role]) -> Candidate[Role]:
    """`known` with the holder that `other` names, and where it does."""
    quoted = "".join(one.quote for one in known.record.evidence)
    fresh = tuple(one for one in other.record.evidence if one.quote not in quoted)
    update = {"holder": other.record.holder, "evidence": (*known.record.evidence, *fresh)}
    claims = tuple(dict.fromkeys((*known.claims, *other.claims)))
    return replace(known, record=known.record.model_copy(update=update), claims=claims)
