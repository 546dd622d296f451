"""The stage itself: every paragraph and cell of a document gets its mentions, sentences and values.

Decides which reader sees which block: cells and captions go through the pattern readers alone, paragraphs also through
the spaCy pipeline (in pieces that Sudachi takes). Decides nothing about what a mention is good for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dxextract.language.cells import read_cell
from dxextract.language.clues import components_for
from dxextract.language.dates import read_dates
from dxextract.language.departments import department_list, department_mentions
from dxextract.language.labels import read_labels
from dxextract.language.plans import is_title, read_plans
from dxextract.language.quantities import read_quantities
from dxextract.language.sentences import split_sentences, tense_of
from dxextract.language.stated_values import reads_as_line, stated_values
from dxextract.language.voice import own_name, voice_of
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Cell, Document, Mention, Paragraph, Passage, Sentence, Table

if TYPE_CHECKING:
    from spacy.tokens import Doc


def annotate(document: Document, rules: RuleSet) -> Document:
    """`document` with `Paragraph.mentions`, `Paragraph.sentences`, `Cell.quantity` and `Cell.mentions` filled."""
    own = own_name(block.text for block in document.blocks if isinstance(block, Paragraph))
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(_paragraph(block, own, rules) if block.text else block)
        elif isinstance(block, Table):
            blocks.append(_table(block, rules))
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _paragraph(paragraph: Paragraph, own: str | None, rules: RuleSet) -> Paragraph:
    text = paragraph.text
    doc = _parsed(text)
    sentences = tuple(_sentence(text, start, end, doc, own, rules) for start, end in split_sentences(text))
    departments = department_list(text, line_breaks(paragraph.passage), rules)
    if doc is not None and not departments:
        departments = department_mentions(doc, rules)
    figures = read_quantities(text, cell=False, rules=rules)
    found = (
        *read_dates(text, cell=reads_as_line(text), rules=rules),
        *figures,
        *stated_values(text, figures, rules),
        *_labels(text, rules),
        *departments,
        *_plans(text, doc, rules),
    )
    return replace(paragraph, mentions=_ordered(found), sentences=sentences)


def _parsed(text: str) -> Doc | None:
    """`text` as the spaCy pipeline sees it; None when no component can find anything in it."""
    if not components_for(text):
        return None
    from dxextract.language.pipeline import parse  # importing spaCy takes a second: not before it is needed

    return parse(text)


def _sentence(text: str, start: int, end: int, doc: Doc | None, own: str | None, rules: RuleSet) -> Sentence:
    voice = None if doc is None else voice_of(doc, start, end, own, rules)
    return Sentence(start, end, voice, tense_of(text[start:end], rules))


def _plans(text: str, doc: Doc | None, rules: RuleSet) -> tuple[Mention, ...]:
    plans = read_plans(text, rules)
    if doc is None:
        return plans
    more = (
        Mention("plan", span.start_char, span.end_char, label=span.text)
        for span in doc.spans.get("plans", ())
        if is_title(span.text, rules) and not any(m.start < span.end_char and span.start_char < m.end for m in plans)
    )
    return (*plans, *more)


def _table(table: Table, rules: RuleSet) -> Table:
    cells, mended = (tuple(_cell(cell, rules) for cell in part) for part in (table.cells, table.mended))
    return replace(table, cells=cells, mended=mended)


def _cell(cell: Cell, rules: RuleSet) -> Cell:
    text = cell.text
    if not text:
        return cell
    found = (
        *read_dates(text, cell=True, rules=rules),
        *read_quantities(text, cell=True, rules=rules),
        *_labels(text, rules),
        *department_list(text, line_breaks(cell.passage), rules),
        *read_plans(text, rules),
    )
    return replace(cell, quantity=read_cell(text, rules=rules), mentions=_ordered(found))


def _labels(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    return (*read_labels(text), *_national_items(text, rules))


def _national_items(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    return tuple(
        Mention("national_item", found.start, found.end, label=found.label)
        for found in rules["national_items"].find_all(text)
    )


def line_breaks(passage: Passage) -> tuple[int, ...]:
    """Offsets into the text of the first character of each source line after the first."""
    raw, breaks = passage.raw, []
    position = raw.find("\n")
    while position >= 0:
        index = next((i for i, offset in enumerate(passage.offsets) if offset > position), len(passage.text))
        breaks.append(index)
        position = raw.find("\n", position + 1)
    return tuple(breaks)


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
