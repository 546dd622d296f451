"""Glossaries set as tables: term and definition side by side, once or several times in a row.

The columns' roles come from the header; without one from what the cells hold: index columns (あ行, No., P.3) are set
aside, a column of kana is the reading, and terms are shorter than definitions. A blank term goes on with the entry
above. Does not decide which tables are glossaries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import mean

from dxextract.extract.glossary.terms import is_term, split_term, without_mark
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import GlossaryEntry
from dxextract.schema.records import TableView

_KANA = frozenset(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)])) | set("ー・ 　/／()（）")
_DEFINITIONS = ("definition", "description")


@dataclass(frozen=True, slots=True)
class _Columns:
    term: int
    definition: int
    reading: int | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry that later rows may go on with."""

    term: Passage
    reading: Passage | None
    definition: tuple[Passage, ...]
    rows: tuple[int, ...]
    printed: tuple[Passage, ...]


def table_entries(view: TableView, rules: RuleSet) -> Iterator[Candidate[GlossaryEntry]]:
    """The entries of one glossary table, column pair by column pair, each from top to bottom."""
    rows, headers = view.rows(), view.header_rows
    if headers == 1 and "term" not in view.columns and (first := _entry_as_header(view)):
        rows, headers = [first, *rows], 0
    drafts: list[_Draft] = []
    for columns in _column_pairs(view, rows, rules):
        drafts.extend(_drafts(rows, columns, headers, rules))
    # Pairs side by side are read across, as the rows are.
    drafts.sort(key=lambda draft: draft.rows[0])
    for draft in drafts:
        record = _record(draft)
        if record is not None:
            claims = tuple(Claim(view.block, row, row + 1) for row in draft.rows)
            yield Candidate(record, "glossary.table", 0.9, claims)


def _entry_as_header(view: TableView) -> dict[int, Cell] | None:
    """The header row where it is an entry like the others: mark-up makes the first row of any table a header."""
    row = {cell.col: cell for cell in view.table.cells if cell.row == 0}
    return row if any(cell.text.endswith("。") for cell in row.values()) else None


def _column_pairs(view: TableView, rows: list[dict[int, Cell]], rules: RuleSet) -> tuple[_Columns, ...]:
    terms = [col for col, label in enumerate(view.columns) if label == "term"]
    pairs: list[_Columns] = []
    for position, term in enumerate(terms):
        end = terms[position + 1] if position + 1 < len(terms) else len(view.columns)
        between = range(term + 1, end)
        definition = next((col for col in between if view.columns[col] in _DEFINITIONS), None)
        definition = next(iter(between), None) if definition is None else definition
        reading = next((col for col in range(end) if col > term - 2 and view.columns[col] == "reading"), None)
        if definition is not None:
            pairs.append(_Columns(term, definition, reading))
    return tuple(pairs) or _inferred_pairs(view.table.n_cols, rows, rules)


def _inferred_pairs(n_cols: int, rows: list[dict[int, Cell]], rules: RuleSet) -> tuple[_Columns, ...]:
    texts = {col: [row[col].text for row in rows if col in row and row[col].text] for col in range(n_cols)}
    kept = [
        col
        for col in range(n_cols)
        if texts[col] and not all(rules["glossary_index"].match(text) for text in texts[col])
    ]
    readings = [col for col in kept if _is_reading(texts, col, kept)]
    kept = [col for col in kept if col not in readings]
    lengths = {col: mean(map(len, texts[col])) for col in kept}
    if len(kept) == 4 and lengths[kept[0]] < lengths[kept[1]] and lengths[kept[2]] < lengths[kept[3]]:
        return (_Columns(kept[0], kept[1]), _Columns(kept[2], kept[3]))
    if len(kept) < 2:
        return ()
    definition = max(kept[1:], key=lambda col: lengths[col])
    return (_Columns(kept[0], definition, readings[0] if readings else None),)


def _is_reading(texts: dict[int, list[str]], col: int, kept: list[int]) -> bool:
    if len(kept) < 3 or col == kept[0]:
        return False
    kana = sum(set(text) <= _KANA for text in texts[col])
    return kana >= 0.8 * len(texts[col])


def _drafts(rows: list[dict[int, Cell]], columns: _Columns, header_rows: int, rules: RuleSet) -> list[_Draft]:
    drafts: list[_Draft] = []
    previous: tuple[Cell | None, Cell | None] = (None, None)
    for offset, row in enumerate(rows):
        term, definition = row.get(columns.term), row.get(columns.definition)
        reading = row.get(columns.reading) if columns.reading is not None else None
        number = header_rows + offset
        if definition is None or (term is definition) or _is_header(term, definition, rules):
            continue
        fresh = term if term is not previous[0] else None
        text = definition if definition is not previous[1] else None
        previous = (term, definition)
        if fresh is not None and fresh.text and rules["glossary_index"].match(fresh.text) and not definition.text:
            continue
        if fresh is not None and fresh.text:
            printed = tuple(row[col].passage for col in _between(columns) if col in row and row[col].text)
            body = (text.passage,) if text is not None and text.text else ()
            drafts.append(_Draft(fresh.passage, reading.passage if reading else None, body, (number,), printed))
        elif text is not None and text.text and drafts:
            last = drafts[-1]
            drafts[-1] = replace(
                last,
                definition=(*last.definition, text.passage),
                rows=(*last.rows, number),
                printed=(*last.printed, text.passage),
            )
    return drafts


def _between(columns: _Columns) -> range:
    """Columns that an entry's evidence covers: a quote must stand in the source without holes."""
    used = [columns.term, columns.definition, *([] if columns.reading is None else [columns.reading])]
    return range(min(used), max(used) + 1)


def _is_header(term: Cell | None, definition: Cell, rules: RuleSet) -> bool:
    texts = [cell.text for cell in (term, definition) if cell is not None and cell.text]
    return bool(texts) and all(
        (found := rules["glossary_index"].match(text)) is not None and found.label == "header" for text in texts
    )


def _record(draft: _Draft) -> GlossaryEntry | None:
    definition = joined(draft.definition)
    term, reading = split_term(without_mark(draft.term.text) or draft.term.text)
    if draft.reading is not None and draft.reading.text:
        reading = draft.reading.text.strip("()（）")
    if not definition or not term:
        return None
    return GlossaryEntry(id="", term=term, reading=reading, definition=definition, evidence=evidence_of(draft.printed))


def joined(passages: Iterable[Passage]) -> str:
    """The passages' text as one: a page break inside a sentence leaves no trace."""
    return clean("\n".join(passage.text for passage in passages), tight=True)[0]


def is_glossary_table(view: TableView) -> bool:
    """A table classified as a glossary, or one whose header says term and explanation."""
    return view.kind == "glossary" or (
        view.kind == "generic" and "term" in view.columns and any(one in view.columns for one in _DEFINITIONS)
    )


def has_terms(view: TableView, rules: RuleSet) -> bool:
    """Whether most texts of the first column could be terms (a table under a glossary heading may be another thing)."""
    texts = [row[0].text for row in view.rows() if 0 in row and row[0].text]
    return bool(texts) and sum(is_term(without_mark(text), rules) for text in texts) >= 0.5 * len(texts)
