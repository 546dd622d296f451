"""Indicators that each have a header of their own beside their name -> one table with one header.

`コンビニ交付率` over two rows, at its right the years and below them the figures, and so on for the next indicator:
decides that a table is built so, when the same labels stand above the figures of each. Decides nothing about figures.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from dxextract.layout.text.cells import looks_like_value
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import DATED_LABELS
from dxextract.schema.document import Cell, Table

_FEWEST = 2
"""Labels beside a name."""


def with_one_header(table: Table, rules: RuleSet) -> tuple[Cell, ...] | None:
    """The cells that are meant: the labels once, and below them a row for each name; None for any other table."""
    names = sorted((cell for cell in table.cells if cell.col == 0), key=lambda cell: cell.row)
    if 2 * len(names) != table.n_rows or any(cell.row_span != 2 or not cell.text for cell in names):
        return None
    if any(rules["table_headers"].label(cell.text) is not None for cell in names):
        return None  # 数値目標 beside the figures of the one indicator that stands above
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.col:
            rows[cell.row].append(cell)
    heads = rows[0]
    if len(heads) < _FEWEST or any(_said(rows[name.row]) != _said(heads) for name in names):
        return None
    values = [cell for name in names for cell in rows[name.row + 1]]
    if any(cell.row_span > 1 or (cell.text and not looks_like_value(cell.text)) for cell in values):
        return None
    if any(rules["table_headers"].label(cell.text) not in DATED_LABELS for cell in heads):
        return None
    corner = replace(names[0], row=0, row_span=1, passage=names[0].passage.part(0, 0))
    below = [
        replace(cell, row=number, row_span=1)
        for number, name in enumerate(names, 1)
        for cell in (name, *rows[name.row + 1])
    ]
    return tuple(sorted([corner, *heads, *below], key=lambda cell: (cell.row, cell.col)))


def _said(cells: list[Cell]) -> list[tuple[int, str]]:
    return [(cell.col, squeeze(cell.text)) for cell in sorted(cells, key=lambda cell: cell.col)]
