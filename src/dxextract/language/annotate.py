"""The stage itself: every paragraph and cell of a document gets its mentions, sentences and values.

Decides which reader sees which block: cells go through the pattern readers alone, paragraphs also through the spaCy
pipeline. Decides nothing about what a mention is good for.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.language.cells import read_cell
from dxextract.language.dates import read_dates
from dxextract.language.labels import read_labels
from dxextract.language.quantities import read_quantities
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Cell, Document, Mention, Paragraph, Table


def annotate(document: Document, rules: RuleSet) -> Document:
    """`document` with `Paragraph.mentions`, `Paragraph.sentences`, `Cell.quantity` and `Cell.mentions` filled."""
    return replace(document, blocks=tuple(_block(block, rules) for block in document.blocks))


def _block(block: Block, rules: RuleSet) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, mentions=_mentions(block.text, rules, cell=False))
    if isinstance(block, Table):
        return replace(block, cells=tuple(_cell(cell, rules) for cell in block.cells))
    return block


def _cell(cell: Cell, rules: RuleSet) -> Cell:
    if not cell.text:
        return cell
    return replace(cell, quantity=read_cell(cell.text, rules=rules), mentions=_mentions(cell.text, rules, cell=True))


def _mentions(text: str, rules: RuleSet, *, cell: bool) -> tuple[Mention, ...]:
    found = (
        *read_dates(text, cell=cell, rules=rules),
        *read_quantities(text, cell=cell, rules=rules),
        *read_labels(text),
    )
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))
