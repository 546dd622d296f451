"""Finding sections by what their titles say, and walking their paragraphs.

Decides which nodes of an outline a family of headings names, what a measure's titled part is about, and which
paragraphs belong to them. Does not judge what the paragraphs mean.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label, role_by_words
from dxextract.schema.document import Document, Paragraph, is_furniture
from dxextract.schema.outline import Node, Outline

_CHAPTERS = ("chapter", "section")
_PLAN_LEVEL = ("chapter", "section", "policy", "front", "back", "evidence", "glossary")


def sections_titled(outline: Outline, rules: RuleSet, family: str) -> tuple[Node, ...]:
    """Sections of the plan itself whose title `family` matches: no block of a policy, and nothing inside a measure.

    A section of such a title may have been taken for a measure itself, where a plan lists its parts like measures.
    """
    return tuple(
        node
        for node in outline.nodes
        if rules[family].match(node.title)
        and (node.kind != "facet" or all(one.kind in _CHAPTERS for one in outline.path(node.parent)))
        and all(one.kind in _PLAN_LEVEL for one in outline.path(node.parent))
    )


def part_role(part: Node, outline: Outline, rules: RuleSet) -> str | None:
    """The role of a measure's titled part: what its title names, or tells where it stands among blocks or returns."""
    known = "departments" if "departments" in part.marks else block_label(part.title, rules)
    if known is not None or part.number is not None:
        return known
    beside = (one for one in outline.children(part.parent or 0) if one.number is None)
    among = part.kind == "facet" or any(block_label(one.title, rules) for one in beside)
    returns = among and sum(one.title == part.title for one in outline.nodes) > 1
    return role_by_words(part.title, rules) if returns else None


def paragraphs(document: Document, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs of blocks ``start..end-1`` that are text of the plan (no running headers, no page numbers)."""
    for index in range(start, len(document.blocks) if end is None else end):
        block = document.blocks[index]
        if isinstance(block, Paragraph) and not is_furniture(block) and block.text:
            yield index, block


def headings_and_contents(outline: Outline) -> frozenset[int]:
    """The blocks that are headings of their own or lines of the contents page: no text of a section."""
    return outline.contents | {node.block for node in outline.nodes}


def section_paragraphs(
    document: Document, start: int, end: int, skipped: frozenset[int] = frozenset()
) -> list[tuple[int, Paragraph]]:
    """The paragraphs of body text with words among blocks ``start..end-1``, without those `skipped`."""
    blocks = document.blocks
    return [
        (i, b)
        for i in range(start, end)
        if i not in skipped and isinstance(b := blocks[i], Paragraph) and b.role == "body" and b.text
    ]
