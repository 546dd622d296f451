"""The stage itself: every paragraph and cell of a document gets its mentions, sentences and values.

Decides which reader sees which block: cells and captions go through the pattern readers alone, paragraphs also through
the spaCy pipeline (in pieces that Sudachi takes): for departments, and for the voices of sentences, only when somebody
asks for them. The cells of a document with many are shared out among processes. Decides nothing about what a mention
is good for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from dxextract.language.bare_years import bare_years
from dxextract.language.cells import is_bare_figure, read_cell, read_sides
from dxextract.language.clues import components_for
from dxextract.language.dates import read_dates
from dxextract.language.departments import department_list, department_mentions
from dxextract.language.labels import read_labels
from dxextract.language.plans import is_title, read_plans, with_place
from dxextract.language.quantities import read_quantities
from dxextract.language.sentences import split_sentences, tense_of
from dxextract.language.spacy_import import without_command_line
from dxextract.language.stated_values import reads_as_line, stated_values
from dxextract.language.unit_words import read_ending_unit, read_stated_unit, read_unit_words
from dxextract.language.voice import own_name, voice_of
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Document, Mention, Paragraph, Sentence, Table, Tense, Voice
from dxextract.schema.packed import keeper_of
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Quantity
from dxextract.side_by_side import begun, processes_for

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEPT = 4096
"""Texts whose findings are remembered."""
_DEPARTMENTS, _PLANS, _SUBJECTS = "departments", "plans", "dxextract_subjects"
_PIECE = 256
"""Cells of one piece of the work, where it is shared out."""
_MANY = 8 * _PIECE
"""Different cells from which on another process wins more time than it takes to begin (20 ms, measured)."""
_WORD = re.compile(r"[^\W\d_]")
"""A letter, or a number that is no digit (①): what a cell of bare figures has none of."""


_CellText = tuple[str, tuple[int, ...]]
"""What a cell is read from: its text, and where in it its lines begin."""
_Findings = tuple[Quantity | None, tuple[Mention, ...]]
CellsRead = Callable[[], Mapping[_CellText, _Findings]]


@contextmanager
def reading_cells(document: Document, rules: RuleSet, processes: int | None) -> Iterator[CellsRead]:
    """Begins to read the cells of a document with many in other processes; `processes`: None is as many as help.

    What is given waits for them, takes part, and has what the cells say; nothing for a document with few.
    """
    texts = list(dict.fromkeys(_cell_texts(document)))
    pieces = [texts[start : start + _PIECE] for start in range(0, len(texts), _PIECE)]
    taking_part = processes_for(len(pieces), processes)
    if len(texts) < _MANY or taking_part < 2:
        yield dict
        return

    def read(piece: int) -> list[_Findings]:
        return [_read_cell(*text, rules) for text in pieces[piece]]

    with begun(read, len(pieces), taking_part) as found:
        yield lambda: dict(zip(texts, (findings for piece in found() for findings in piece), strict=True))


def annotate(document: Document, rules: RuleSet, cells_read: CellsRead = dict) -> Document:
    """`document` with `Paragraph.mentions`, `Paragraph.sentences`, `Cell.quantity` and `Cell.mentions` filled.

    `cells_read` gives what is known of cells already, and is asked last.
    """
    own = own_name(block.text for block in document.blocks if isinstance(block, Paragraph))
    blocks = [
        _paragraph(block, own, rules) if isinstance(block, Paragraph) and block.text else block
        for block in document.blocks
    ]
    known = cells_read()
    kept = keeper_of(document)
    return replace(document, blocks=tuple(kept(_table(b, known, rules)) if isinstance(b, Table) else b for b in blocks))


def _paragraph(paragraph: Paragraph, own: str | None, rules: RuleSet) -> Paragraph:
    mentions, sentences = _read_paragraph(paragraph.text, own, rules)
    named = partial(_departments, paragraph.passage, rules)
    return replace(paragraph, mentions=mentions, sentences=sentences, named=named)


# Running headers, labels and figures come again and again.
@lru_cache(maxsize=_KEPT)
def _read_paragraph(text: str, own: str | None, rules: RuleSet) -> tuple[tuple[Mention, ...], tuple[Sentence, ...]]:
    figures = read_quantities(text, cell=False, rules=rules)
    found = (
        *read_dates(text, cell=reads_as_line(text), rules=rules),
        *figures,
        *stated_values(text, figures, rules),
        *read_labels(text),
        *_plans(text, rules),
        *(read_stated_unit(text, rules) if "単位" in text else read_ending_unit(text, rules)),
    )
    sentences = (_Read(start, end, text, own, rules) for start, end in split_sentences(text))
    return _ordered(found), tuple(sentences)


@dataclass(frozen=True, slots=True)
class _Read(Sentence):
    """A sentence of `text` in a document whose own municipality is `own`."""

    start: int
    end: int
    text: str
    own: str | None
    rules: RuleSet

    @property
    def voice(self) -> Voice | None:
        doc = _parsed(self.text, _SUBJECTS)
        return None if doc is None else voice_of(doc, self.start, self.end, self.own, self.rules)

    @property
    def tense(self) -> Tense | None:
        return tense_of(self.text[self.start : self.end], self.rules)


def _departments(passage: Passage, rules: RuleSet) -> tuple[Mention, ...]:
    return _read_departments(passage.text, passage.line_breaks(), rules)


@lru_cache(maxsize=_KEPT)  # several stages ask for them
def _read_departments(text: str, breaks: tuple[int, ...], rules: RuleSet) -> tuple[Mention, ...]:
    listed = department_list(text, breaks, rules)
    if listed:
        return listed
    doc = _parsed(text, _DEPARTMENTS)
    return () if doc is None else department_mentions(doc, rules)


# A paragraph's sentences are asked one after the other.
@lru_cache(maxsize=8)
def _parsed(text: str, wanted: str) -> Doc | None:
    """`text` with the spans of the component `wanted`; None when that cannot find anything in it."""
    return _parser()(text, (wanted,)) if wanted in components_for(text) else None


@lru_cache(maxsize=1)
def _parser() -> Callable[[str, Iterable[str]], Doc]:
    """The function that parses, imported when the first text needs it: spaCy takes half a second."""
    with without_command_line():
        from dxextract.language.pipeline import parse
    return parse


def _plans(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    plans = read_plans(text, rules)
    doc = _parsed(text, _PLANS)
    if doc is None:
        return plans
    spans = [(with_place(text, span.start_char), span.end_char) for span in doc.spans.get("plans", ())]
    more = (
        Mention("plan", start, end, label=text[start:end])
        for start, end in spans
        if is_title(text[start:end], rules) and not any(m.start < end and start < m.end for m in plans)
    )
    return (*plans, *more)


def _cell_texts(document: Document) -> Iterator[_CellText]:
    tables = (block for block in document.blocks if isinstance(block, Table))
    return (_cell_text(cell) for table in tables for part in (table.cells, table.mended) for cell in part if cell.text)


def _cell_text(cell: Cell) -> _CellText:
    return cell.text, cell.passage.line_breaks()


def _table(table: Table, known: Mapping[_CellText, _Findings], rules: RuleSet) -> Table:
    cells, mended = (tuple(_cell(cell, known, rules) for cell in part) for part in (table.cells, table.mended))
    if years := bare_years(table):
        cells = tuple(
            cell.as_read(None, (years[cell.row, cell.col],)) if (cell.row, cell.col) in years else cell
            for cell in cells
        )
    return replace(table, cells=cells, mended=mended)


def _cell(cell: Cell, known: Mapping[_CellText, _Findings], rules: RuleSet) -> Cell:
    if not cell.text:
        return cell
    said = _cell_text(cell)
    quantity, mentions = known.get(said) or _read_cell(*said, rules)
    return cell.as_read(quantity, mentions) if quantity or mentions else cell


@lru_cache(maxsize=_KEPT)
def _read_cell(text: str, breaks: tuple[int, ...], rules: RuleSet) -> _Findings:
    quantity = read_cell(text, rules=rules)
    if is_bare_figure(text):
        return quantity, ()
    sides = read_sides(text, rules=rules) if quantity is None else ()
    figures = (*read_dates(text, cell=True, rules=rules), *(sides or read_quantities(text, cell=True, rules=rules)))
    words = read_unit_words(text, rules)
    if _WORD.search(text):
        words = (*words, *read_labels(text), *department_list(text, breaks, rules), *read_plans(text, rules))
    return quantity, _ordered((*figures, *words))


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
