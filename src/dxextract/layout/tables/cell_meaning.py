"""Cells that are short for others: ditto marks, and several indicators stacked in one row -> the cells that are meant.

Decides that 〃 or 同上 below a text of a column of words stands for that text, and that a row in which the name of an
indicator and its values have as many lines (or marks ①②) are so many rows; headers that each indicator has for itself
(`own_headers`, `stacked_headers`) are one. The printed cells stay; the meant ones are set beside them (`Table.mended`).
Ditto marks among years are the schedule's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.forms.unfolding import line_starts
from dxextract.layout.tables.column_labels import column_label, count_header_rows
from dxextract.layout.tables.own_headers import with_one_header
from dxextract.layout.tables.stacked_headers import with_names_beside
from dxextract.layout.text.cells import looks_like_value
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import DATED_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage
from dxextract.signs import LABEL_SIGNS

_DITTO = re.compile(r"[〃″”〟々\"]|''|,,|同上|上に同じ|同じ")
_WORDED = frozenset(
    {"department", "policy", "measure", "action", "category", "kpi_name", "unit", "description", "source", "schedule"}
)
_MARK = re.compile(rf"\s*(?:[{LABEL_SIGNS}①-⑳]|[(（][0-9０-９]{{1,2}}[)）]|[0-9０-９]{{1,2}}[.．)）](?![0-9０-９]))\s*")
_MOST = 8
"""Indicators in one row."""


def with_meaning(table: Table, rules: RuleSet) -> Table:
    """`table` with the cells that are meant beside those that are printed; itself where they are the same."""
    if table.mended or table.bars or table.n_rows < 2:
        return table
    if table.n_rows % 2 == 0 and (cells := with_one_header(table, rules)) is not None:
        return replace(table, mended=cells, header_rows=1)
    if table.n_rows % 3 < 2 and (cells := with_names_beside(table, rules)) is not None:
        return replace(table, mended=cells, header_rows=1)
    dittos = [cell for cell in table.cells if _DITTO.fullmatch(cell.text)]
    if not dittos and not any(_may_be_stacked(cell) for cell in table.cells):
        return table
    header_rows = count_header_rows(table, rules)
    labels = [column_label(table, col, header_rows, rules) for col in range(table.n_cols)] if header_rows else []
    if not labels:
        return table
    said = _without_dittos(table.cells, labels) if dittos else table.cells
    meant = _without_stacks(said, labels, header_rows)
    return table if meant is table.cells else replace(table, mended=meant, header_rows=header_rows)


def _may_be_stacked(cell: Cell) -> bool:
    return len(cell.text) >= 2 and "\n" in cell.passage.raw


def _without_dittos(cells: Sequence[Cell], labels: Sequence[str | None]) -> Sequence[Cell]:
    last: dict[int, Passage] = {}
    meant: list[Cell] = []
    for cell in sorted(cells, key=lambda c: (c.row, c.col)):
        if labels[cell.col] in _WORDED and _DITTO.fullmatch(cell.text) and cell.col in last:
            cell = replace(cell, passage=last[cell.col])
        elif cell.text:
            last[cell.col] = cell.passage
        meant.append(cell)
    return tuple(meant)


def _without_stacks(cells: Sequence[Cell], labels: Sequence[str | None], header_rows: int) -> Sequence[Cell]:
    """The cells with each row of stacked indicators as so many rows."""
    if "kpi_name" not in labels:
        return cells
    name_col = labels.index("kpi_name")
    valued = [col for col, label in enumerate(labels) if label in DATED_LABELS]
    parted: dict[int, dict[int, list[Passage]]] = {}
    for name in cells:
        if name.col == name_col and name.row >= header_rows and name.row_span == 1 and _may_be_stacked(name):
            beside = [c for c in cells if c.row == name.row and c.row_span == 1 and c.col in valued and c.text]
            units = [c for c in cells if c.row == name.row and c.row_span == 1 and labels[c.col] == "unit" and c.text]
            if (parts := _stacked(name, beside, units)) is not None:
                parted[name.row] = parts
    if not parted:
        return cells
    meant: list[Cell] = []
    for cell in cells:
        top, bottom = (row + _added(parted, row) for row in (cell.row, cell.row + cell.row_span))
        own = parted.get(cell.row, {}).get(cell.col) if cell.row_span == 1 else None
        if own is None:
            meant.append(replace(cell, row=top, row_span=bottom - top))
        else:
            meant.extend(replace(cell, row=top + n, row_span=1, passage=part) for n, part in enumerate(own))
    return tuple(sorted(meant, key=lambda c: (c.row, c.col)))


def _added(parted: dict[int, dict[int, list[Passage]]], row: int) -> int:
    """How many rows were added above `row`."""
    return sum(len(next(iter(parts.values()))) - 1 for at, parts in parted.items() if at < row)


def _stacked(name: Cell, values: Sequence[Cell], units: Sequence[Cell]) -> dict[int, list[Passage]] | None:
    """The parts of the cells of a row by column; None where the row is one indicator."""
    marked = _marked_parts(name.passage)
    names = marked or _lines(name.passage)
    if not 2 <= len(names) <= _MOST or not values:
        return None
    found = {name.col: names}
    for cell in values:
        parts = _marked_parts(cell.passage)
        parts = parts if len(parts) == len(names) else _lines(cell.passage)
        if len(parts) != len(names) or not all(looks_like_value(part.text) for part in parts):
            return None
        found[cell.col] = parts
    for cell in units:
        parts = _lines(cell.passage)
        if len(parts) == len(names):
            found[cell.col] = parts
    return found


def _marked_parts(passage: Passage) -> list[Passage]:
    """The parts that marks at the beginning of lines begin, a circled number kept with its name."""
    starts = [at for at in sorted({0, *line_starts(passage)}) if _MARK.match(passage.text, at)]
    if not starts or starts[0] != 0:
        return []
    ends = [*starts[1:], len(passage.text)]
    return [passage.part(_behind_mark(passage.text, a), b) for a, b in zip(starts, ends, strict=True)]


def _behind_mark(text: str, at: int) -> int:
    found = _MARK.match(text, at)
    return found.end() if found is not None else at


def _lines(passage: Passage) -> list[Passage]:
    cuts = sorted({0, *line_starts(passage), len(passage.text)})
    return [part for a, b in pairwise(cuts) if (part := passage.part(a, b)).text]
