"""Rows of a form in which no label cell leads: labels in the content cells themselves, bare years, painted labels.

`【現状と課題】… | 【取組の概要】…` are cells that each begin with their own label; `R7 | R8 | R9` over texts is a
schedule that nothing calls one; a row painted alike over one that is not holds labels, known or not. Decides what such
a row names; rows that begin with a label are `regions`' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dxextract.layout.forms.labels import AMONG_OTHERS, ASIDE, LONGEST_LABEL, Region, cells_starting, label_of
from dxextract.layout.forms.unfolding import line_starts
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.rules.blocks import TABLE_BLOCKS, block_label
from dxextract.schema.document import Cell, Table
from dxextract.signs import LABEL_SIGNS

_OPEN = r"【〔［\[＜<《〈"
_BEGINS = re.compile(rf"\s*[{_OPEN}{LABEL_SIGNS}]")
_IN_BRACKETS = re.compile(rf"\s*[{_OPEN}]\s*([^【】〔〕［\[\]］＜＞<>《》〈〉]{{2,14}})\s*[】〕］\]＞>》〉]")
_SIGNED = re.compile(rf"\s*[{LABEL_SIGNS}]\s*(\S{{2,14}})\s*$")
_FEWEST_YEARS = 2
_FEWEST_LABELS = 3
_WHITE = frozenset({None, "#ffffff"})


def unled_rows(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> tuple[list[Region], int] | None:
    """The regions that begin in a row without a label before its contents, and the row after; None where it has one."""
    if labelled := _labelled_cells(cells, rules):
        return labelled, row + 1
    if (steps := _bare_years(table, row, cells, rules)) is not None:
        return [steps], steps.bottom
    if painted := _painted_labels(table, row, cells, rules):
        return painted, row + 2
    return None


def _labelled_cells(cells: list[Cell], rules: RuleSet) -> list[Region]:
    """The regions of cells that each begin with a label of their own; several may stand in one cell."""
    found: list[Region] = []
    for cell in cells:
        parts = list(_parts(cell, rules))
        tabled = len(cells) > 1 and any(part.label in TABLE_BLOCKS for part in parts)
        if not parts or tabled:
            return []
        found.extend(parts)
    return found


def _parts(cell: Cell, rules: RuleSet) -> Iterator[Region]:
    """The labels of a cell that begins with one, each with what stands behind it up to the next."""
    text = cell.text
    if not _BEGINS.match(text):
        return
    starts = [0, *line_starts(cell.passage)]
    ends = [*starts[1:], len(text)]
    labels = [(start, found) for start, end in zip(starts, ends, strict=True) if (found := _label(text, start, end))]
    named = [(start, end, block_label(text[begin:stop], rules)) for start, (begin, stop, end) in labels]
    named = [one for one in named if one[2] is not None]
    if not named or named[0][0] != 0:
        return
    lasts = [*(start for start, _, _ in named[1:]), len(text)]
    for (start, end, label), last in zip(named, lasts, strict=True):
        said = cell.passage.part(end, last)
        if said.text:
            head = replace(cell, passage=cell.passage.part(start, end))
            body = replace(cell, passage=said)
            edges = (cell.row, cell.row + cell.row_span, cell.col, cell.col + cell.col_span)
            yield Region(head, str(label), *edges, said=body)


def _label(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Where the label that a line begins with stands, and where what it names begins."""
    if (bracketed := _IN_BRACKETS.match(text, start)) is not None and bracketed.end() <= end:
        return bracketed.start(1), bracketed.end(1), bracketed.end()
    signed = _SIGNED.match(text[start:end])
    return (start + signed.start(1), start + signed.end(1), end) if signed else None


def _bare_years(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> Region | None:
    """The region of years that begin a row further down, and of the steps below them."""
    if row == 0 or len(cells) < _FEWEST_YEARS or cells[0].col:
        return None
    headers = rules["table_headers"]
    if any(headers.label(cell.text) != "year" for cell in cells[:_FEWEST_YEARS]):
        return None
    if any(headers.label(cell.text) not in ("year", "remarks") for cell in cells):
        return None
    columns = {cell.col for cell in cells}
    bottom = row + 1
    while bottom < table.n_rows and _is_below(cells_starting(table, bottom), columns, rules):
        bottom += 1
    texts = [cell.text for cell in table.cells if row < cell.row < bottom and cell.text]
    drawn = any(row < bar.row < bottom for bar in table.bars)
    worded = sum(looks_like_number(text) for text in texts) * 2 < len(texts)
    return Region(cells[0], "schedule", row, bottom, 0, table.n_cols) if worded or drawn else None


def _is_below(cells: list[Cell], columns: set[int], rules: RuleSet) -> bool:
    """Whether texts stand in the columns of the years above, and no label begins their row."""
    if not cells or any(cell.col not in columns for cell in cells):
        return False
    return label_of(cells[0], rules) is None and rules["table_headers"].label(cells[0].text) != "year"


def _painted_labels(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> list[Region]:
    """The regions of a row painted alike, most of it labels, over one row that is not painted so."""
    fills = {cell.fill for cell in cells}
    if len(cells) < _FEWEST_LABELS or len(fills) > 1 or fills & _WHITE:
        return []
    labels = [label_of(cell, rules) for cell in cells]
    known = [label for label in labels if label is not None]
    if len(known) * 2 <= len(cells):
        return []
    if len(known) == len(cells) or AMONG_OTHERS.isdisjoint(known) or not set(known) <= AMONG_OTHERS | {"other"}:
        return []
    below = [cell for cell in table.cells if cell.row == row + 1]
    if {c.col for c in below} != {c.col for c in cells} or any(c.fill in fills or c.row_span > 1 for c in below):
        return []
    if row + 2 < table.n_rows and {c.col for c in cells_starting(table, row + 2)} == {c.col for c in cells}:
        return []  # the header of a list
    if any(len(cell.text) > LONGEST_LABEL for cell in cells):
        return []
    return [
        Region(cell, label or ASIDE, row + 1, row + 2, cell.col, cell.col + cell.col_span)
        for cell, label in zip(cells, labels, strict=True)
    ]
