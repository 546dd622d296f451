"""Rows that say all of an indicator by themselves: its name, and each value behind its year or its label.

`電子申請の利用率 | 2024年度 | 18.6% | ➡ | 2030年度 | 60%`, one such row as a table of its own or several below each
other, with `現状値（R6）` and `目標値（R12）` in place of the years as well. Decides that a table is such where every
row with text begins with words that are no label and goes on in pairs of a label and a value; arrows say nothing.
Tables whose rows begin with a label (`指標 | 申請率 | …`) are read by `pairs`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.kpis.pairs import pair_label, year_alone
from dxextract.extract.units import ending_unit
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.plan import DateRef
from dxextract.signs import ARROWS

_ARROW = re.compile(rf"[{ARROWS}\ufe0f\s▶►⇒➡=＝]+")
_FEWEST = 2
"""Values of an indicator."""
_LONGEST = 12
"""Characters of a value in words."""
_AIMED = frozenset({"target", "milestone"})


def rows_with_their_years(table: Table, rules: RuleSet) -> tuple[Entry, ...]:
    """The indicators of such a table, top down; none where a row is of another kind."""
    found: list[Entry] = []
    for row in range(table.n_rows):
        cells = sorted((c for c in table.cells if c.row == row and c.text), key=lambda c: c.col)
        if not cells:
            continue
        entry = _entry(cells, row, rules)
        if entry is None:
            return ()
        found.append(entry)
    return tuple(found)


def _entry(cells: Sequence[Cell], row: int, rules: RuleSet) -> Entry | None:
    name, *rest = [cell for cell in cells if not _ARROW.fullmatch(cell.text)]
    if name is not cells[0] or len(rest) % 2 or len(rest) < 2 * _FEWEST or not _is_name(name, rules):
        return None
    readings = [_reading(label, value, rules) for label, value in zip(rest[::2], rest[1::2], strict=True)]
    kept = [reading for reading in readings if reading is not None]
    if len(kept) < len(readings) or not any(reading.cell.quantity is not None for reading in kept):
        return None
    return Entry(name, tuple(kept), ending_unit(name), None, row, tuple(cells)) if _rise(kept) else None


def _is_name(cell: Cell, rules: RuleSet) -> bool:
    """Whether a cell is words that name something, and no label, year or figure."""
    words = cell.quantity is None and len(cell.text) > 2 and not cell.text.endswith("。")
    return words and pair_label(cell, rules) is None and year_alone(cell) is None


def _reading(label: Cell, value: Cell, rules: RuleSet) -> Reading | None:
    """A value with what the cell before it says of it; None where that is no year and no label of a value."""
    if value.quantity is None and (len(value.text) > _LONGEST or year_alone(value) is not None):
        return None
    said = pair_label(label, rules)
    date = next((m.date for m in label.mentions if m.kind == "date"), None)
    if said in VALUE_LABELS:
        return Reading(said, value, date, ending_unit(label))
    return Reading("year", value, year_alone(label)) if year_alone(label) is not None else None


def _rise(readings: Sequence[Reading]) -> bool:
    """Whether the last value is aimed at: its label says so, or its year comes after those before it."""
    if readings[-1].role in _AIMED:
        return True
    years: list[DateRef | None] = [reading.date for reading in readings]
    ordered = [date.fiscal_year for date in years if date is not None]
    return len(ordered) == len(years) and all(a < b for a, b in pairwise(ordered))
