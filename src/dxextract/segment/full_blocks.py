"""Headings that stand behind a block that is full: 基本目標1, 【数値目標】 with its table, and then (1) 移住の支援.

Where all is set alike, a numbered line below a block's label reads as one of the block's items. It is none when the
block of figures or times has its table already, or lines that each have a figure, and the line itself names no
indicator. Decides which headings those are; how deep they stand is decided in `depths`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.rules import RuleSet
from dxextract.rules.blocks import TABLE_BLOCKS
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.segment.heading import ORDER, Heading


def with_full_blocks(document: Document, headings: Sequence[Heading], rules: RuleSet) -> list[Heading]:
    """The headings, those marked that such a block stands right above."""
    behind = {below.block for above, below in pairwise(headings) if _is_behind(document, above, below, rules)}
    return [replace(h, ends_block=True) if h.block in behind else h for h in headings]


def _is_behind(document: Document, above: Heading, below: Heading, rules: RuleSet) -> bool:
    if above.family != "label" or above.wording.label not in TABLE_BLOCKS or above.paragraph.unfolded is not None:
        return False
    if not (below.kind in ORDER or below.kind == "mark") or not below.distinct or below.wording.label is not None:
        return False
    if not _is_set_as_strongly(below, above):
        return False
    between = list(_said_between(document, above.block, below.block))
    tables = any(isinstance(block, Table) for block in between)
    figured = bool(between) and all(isinstance(b, Paragraph) and _has_figure(b) for b in between)
    return (tables or figured) and rules["indicator_names"].label(below.wording.title) is None


def _is_set_as_strongly(below: Heading, above: Heading) -> bool:
    """Whether a line is set no smaller than a label, and bold where that is: a caption inside the block is lighter."""
    one, other = below.paragraph.style, above.paragraph.style
    return one is not None and other is not None and one.size >= 0.98 * other.size and one.bold >= other.bold


def _said_between(document: Document, first: int, last: int) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of the text between two blocks."""
    for block in document.blocks[first + 1 : last]:
        if isinstance(block, Table) or (isinstance(block, Paragraph) and block.role == "body"):
            yield block


def _has_figure(block: Paragraph) -> bool:
    return any(m.kind == "quantity" for m in block.mentions) and not block.text.endswith("。")
