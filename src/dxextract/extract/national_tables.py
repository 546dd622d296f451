"""Which items of the national plan a table of the plan's own gives its measures.

Two forms: a column headed as the nation's items (国の重点取組事項) beside one of measures, and a matrix whose header
names items, one to a column, with marks (○) in the rows of measures. What a blank cell stands for is the item above it.
Decides nothing where no table says so, nor for measures that it does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Table

_MARK = re.compile("[○◯〇●◎★☆✓✔レ■]")
_FEWEST_ITEMS = 3
"""Columns of items that make a matrix."""
_ENDS = re.compile(r"$|[、，,・/／;；0-9(（【①-⑳■□●○◆]|(?:施策|取組|事業)[0-9(（]")
_NUMBER = re.compile(
    r"(?:^|[、，,・/／;；)）】])[^ぁ-ん、，,/／;；]{0,4}[0-9(（①-⑳ⅠⅡⅢⅣⅤ][^ぁ-んァ-ヶ一-龥、，,/／]{0,6}$"
)


@dataclass(frozen=True, slots=True)
class MappedRow:
    """What a row names besides the nation's items, without white space, and the items."""

    texts: tuple[str, ...]
    codes: tuple[str, ...]


def mapped_rows(document: Document, rules: RuleSet) -> tuple[MappedRow, ...]:
    """The rows of all tables that set the nation's items beside something of the plan's own."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return tuple(row for table in tables for row in (*_beside(table, rules), *_marked(table, rules)))


def mapped_codes(title: str, rows: tuple[MappedRow, ...]) -> tuple[str, ...] | None:
    """The items that tables give the measure of this title; None where none names it."""
    own = squeeze(title)
    named = [row for row in rows if any(_names(text, own) for text in row.texts)]
    return tuple(dict.fromkeys(code for row in named for code in row.codes)) if named else None


def _names(text: str, title: str) -> bool:
    """Whether a cell is a title, or lists it with its number."""
    for found in re.finditer(re.escape(title), text):
        before = text[: found.start()]
        if (not before or before[-1] in "、，,・/／" or _NUMBER.search(before)) and _ENDS.match(text, found.end()):
            return True
    return False


def _beside(table: Table, rules: RuleSet) -> Iterator[MappedRow]:
    grid = table.grid()
    heads = [
        cell
        for cell in table.cells
        if cell.row <= table.header_rows and cell.text and rules["national_mapping"].label(cell.text)
    ]
    if len(heads) != 1 or table.n_cols < 2:
        return
    head, above = heads[0], ""
    for row in range(head.row + head.row_span, table.n_rows):
        cell = grid.get((row, head.col))
        above = cell.text if cell is not None and cell.text else above
        others = {id(one): one for col in range(table.n_cols) if (one := grid.get((row, col))) is not None}
        texts = tuple(squeeze(one.text) for one in others.values() if one.text and one is not cell)
        codes = tuple(one.label for one in rules["national_items"].find_all(above))
        if texts and codes:
            yield MappedRow(texts, codes)


def _marked(table: Table, rules: RuleSet) -> Iterator[MappedRow]:
    grid = table.grid()
    items: dict[int, tuple[str, ...]] = {}
    for row in range(min(table.n_rows, 2)):
        for col in range(table.n_cols):
            cell = grid.get((row, col))
            codes = {one.label for one in rules["national_items"].find_all(cell.text)} if cell is not None else set()
            if codes and cell is not None and cell.col == col and cell.col_span == 1:
                items[col] = tuple(sorted(codes))
    if len(items) < _FEWEST_ITEMS:
        return
    for row in range(1, table.n_rows):
        filled = {col: cell.text for col in items if (cell := grid.get((row, col))) is not None and cell.text}
        if not filled or not all(_MARK.fullmatch(text) for text in filled.values()):
            continue
        names = (grid.get((row, col)) for col in range(table.n_cols) if col not in items)
        texts = tuple(squeeze(cell.text) for cell in names if cell is not None and cell.text)
        yield MappedRow(texts, tuple(code for col in filled for code in items[col]))
