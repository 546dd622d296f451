"""Indicators one below the other, each with its name in a row of its own over a header of its own -> one header.

    スマート農業機器の導入数                     | スマート農業… | 現状値 | 目標値
    現状値 | 目標値                      ->     |               | 23台   | 60台
    23台   | 60台                               | 農業データ…   | 5人    | 80人
    農業データ基盤の利用者数
    現状値 | 目標値 …

Decides that a table is built so: the same labels of values stand above one row of values each, and right above them a
row says one text, or 指標名 and one text. Decides nothing about figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.text.cells import looks_like_value
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.header_words import header_word
from dxextract.rules.value_labels import DATED_LABELS
from dxextract.schema.document import Cell, Table

_ROWS = 3
"""Rows of one indicator: its name, the labels, the values."""
_FEWEST = 2
"""Labels above the values."""


def with_names_beside(table: Table, rules: RuleSet) -> tuple[Cell, ...] | None:
    """The cells that are meant: the labels once, and below them a row for each name; None for any other table."""
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.text:
            rows[cell.row].append(cell)
    if any(cell.row_span > 1 for row in rows for cell in row):
        return None
    first = int(len(rows) % _ROWS == 1 and len(rows[0]) == 1 and _label(rows[0][0], rules) == "kpi_name")
    if (len(rows) - first) % _ROWS or len(rows) - first < _ROWS:
        return None
    found = [_indicator(rows[top : top + _ROWS], rules) for top in range(first, len(rows), _ROWS)]
    heads = rows[first + 1]
    if None in found or any(_said(rows[top + 1]) != _said(heads) for top in range(first, len(rows), _ROWS)):
        return None
    names = [name for name in found if name is not None]
    corner = replace(names[0], row=0, col=0, col_span=1, passage=names[0].passage.part(0, 0))
    below = [
        replace(cell, row=number, col=cell.col + 1)
        for number in range(1, len(names) + 1)
        for cell in rows[first + _ROWS * number - 1]
    ]
    named = [replace(name, row=number, col=0, col_span=1) for number, name in enumerate(names, 1)]
    headed = [replace(cell, row=0, col=cell.col + 1) for cell in heads]
    return tuple(sorted([corner, *headed, *named, *below], key=lambda cell: (cell.row, cell.col)))


def _indicator(rows: Sequence[Sequence[Cell]], rules: RuleSet) -> Cell | None:
    """The name of an indicator whose name, labels and values are `rows`; None where they are anything else."""
    named, heads, values = rows
    if not named or len(heads) < _FEWEST or not values:
        return None
    labels = [_label(cell, rules) for cell in heads]
    aimed = "target" in labels and set(labels) <= DATED_LABELS
    if not aimed or not all(looks_like_value(cell.text) for cell in values):
        return None
    name = named[-1]
    labelled = len(named) == _FEWEST and _label(named[0], rules) == "kpi_name"
    if (len(named) > 1 and not labelled) or _label(name, rules) is not None or looks_like_value(name.text):
        return None
    return name


def _label(cell: Cell, rules: RuleSet) -> str | None:
    return header_word(cell.text, rules)


def _said(cells: Sequence[Cell]) -> list[tuple[int, str]]:
    return [(cell.col, squeeze(cell.text)) for cell in cells]
