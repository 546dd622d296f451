"""Years of a table's header that are parted into months, quarters or halves.

Decides that a row of the header parts the years above it, and which months a column below such a year stands for. The
parts of a year share it evenly; a month that is named must be the one that its place says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef

_MONTHS = 12
APRIL = 4
"""The month in which a fiscal year begins."""
_MONTH = re.compile(r"([0-9]{1,2})月?(?:\D.*)?")


def parts_years(grid: dict[tuple[int, int], Cell], row: int, n_cols: int, is_year: Callable[[Cell], bool]) -> bool:
    """Whether `row` parts the years above it: below each stand the same texts (1 2 3 4, 上 下, 4 5 …), two or more."""
    below: dict[int, list[str]] = {}
    for col in range(n_cols):
        above, cell = grid.get((row - 1, col)), grid.get((row, col))
        if above is None or cell is None or cell is above or above.col_span < 2 or cell.col != col:
            continue
        if is_year(above):
            below.setdefault(above.col, []).append(cell.text)
    parts = list(below.values())
    if len(parts) < 2 or any(len(one) < 2 or not all(one) for one in parts):
        return False
    return len({tuple(one) for one in parts[:-1]}) == 1 and parts[-1] == parts[0][: len(parts[-1])]


def part_of_year(year_cell: Cell, cell: Cell, year: DateRef) -> tuple[str, str] | None:
    """The first and last day (ISO) that `cell` is below the wider `year_cell`; None where no whole months are."""
    if year.precision != "fiscal_year" or cell.col_span >= year_cell.col_span:
        return None
    first, rest = divmod((cell.col - year_cell.col) * _MONTHS, year_cell.col_span)
    count, more = divmod(cell.col_span * _MONTHS, year_cell.col_span)
    if rest or more or first + count > _MONTHS:
        return None
    named = _MONTH.fullmatch(cell.text)
    if named and "月" in cell.text and (int(named[1]) - APRIL) % _MONTHS != first:
        return None
    opening = int(year.start[:4])
    last = _month(opening, first + count) - timedelta(days=1)
    return _month(opening, first).isoformat(), last.isoformat()


def _month(opening: int, number: int) -> date:
    """The first day of a fiscal year's month, counted from April as 0."""
    years, month = divmod(APRIL - 1 + number, _MONTHS)
    return date(opening + years, month + 1, 1)
