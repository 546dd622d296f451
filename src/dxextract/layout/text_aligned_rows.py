"""Rows of a space-aligned table: which lines of wrapped cells belong together.

A row is a band of lines over all columns. Decides between all ways to cut the body into bands, by what each costs: a
column without text where most rows have one, two values or two ended texts in one cell, a text cut in the middle, a
blank line inside, and cells that do not stand as the table sets them (all at the top of their row, in its middle or at
its foot, whichever costs least). Columns at the left with far fewer texts than there are rows hold cells merged over
rows; each goes to the first of its rows. Where columns run is decided by `dxextract.layout.text_aligned`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from dxextract.layout.text_aligned_cells import Column, column_of
from dxextract.layout.text_aligned_header import header_line_count, header_rows
from dxextract.layout.text_aligned_model import AlignedLine, Row
from dxextract.rules import RuleSet

_LONGEST_ROW = 40
"""Lines of the tallest row."""
_BLANK_INSIDE = 1.2
_MISSING = 1.5
_OUT_OF_PLACE = 0.35
"""For each line that a cell stands off where its table would set it."""
_MOST_OUT_OF_PLACE = 1.4
_FAR_APART = 3
"""Lines between two texts of one column from which on they are not lines of one cell."""
_FEWEST_ROWS = 3
_CROWDED = 1.6
"""For each further line of a row on which all columns have text, and each of the columns but one."""
_MERGED = 0.7
"""Share of the rows that a column of merged cells has texts for, at most."""

_Off = Callable[[int, int], float]
"""How far a cell is out of place, given the lines of its row above it and below it."""
_PLACES: tuple[_Off, ...] = (
    lambda above, below: float(above),
    lambda above, below: abs(above - below) / 2,
    lambda above, below: float(below),
)


def lines_to_rows(lines: Sequence[AlignedLine], n_cols: int, rules: RuleSet) -> list[Row]:
    """The rows that the lines make up, header first."""
    head = header_line_count(lines, rules)
    rows = header_rows(lines[:head], n_cols, rules)
    body = lines[head:]
    if not body:
        return rows
    columns = [column_of(body, column, rules) for column in range(n_cols)]
    cuts, place = _best_cuts(body, columns, frozenset())
    merged = _merged(columns, cuts)
    if merged:
        cuts, place = _best_cuts(body, columns, merged)
    owners = {column: _band_owners(columns[column], cuts, len(body), place) for column in merged}
    for number, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(body)], strict=True)):
        cells = [
            tuple(
                chunk.piece
                for index, line in enumerate(body)
                for c, chunk in line.cells
                if c == column and (owners[column][index] == number if column in owners else start <= index < end)
            )
            for column in range(n_cols)
        ]
        rows.append(tuple(cells))
    return [row for row in rows if any(row)]


def _merged(columns: Sequence[Column], cuts: Sequence[int]) -> frozenset[int]:
    """The columns at the left whose cells are merged over rows: few rows begin with a text of theirs."""
    ends = [*cuts[1:], max(index for column in columns for index in column.indexes) + 1]
    found: set[int] = set()
    for number, column in enumerate(columns[:-1]):
        filled = sum(column.extent(start, end)[0] is not None for start, end in zip(cuts, ends, strict=True))
        if len(cuts) >= _FEWEST_ROWS and 0 < filled <= len(cuts) * _MERGED:
            found.add(number)
        elif not column.holds_numbers:
            break
    return frozenset(found)


def _row_count(columns: Sequence[Column]) -> float:
    """About how many rows there are: as many as the columns of values have cells, or else most columns."""
    values = [len(column.cells) for column in columns if column.holds_values]
    filled = [len(column.cells) for column in columns if column.cells]
    return float(max(values)) if values else median(filled)


def _weights(columns: Sequence[Column], merged: frozenset[int]) -> list[float]:
    """What it costs when a row has no text in a column: much where nearly every row has one."""
    rows = _row_count(columns)
    found = []
    for number, column in enumerate(columns):
        share = min(1.0, len(column.cells) / rows)
        found.append(0.0 if number in merged else _MISSING * share * share)
    return found


@dataclass(frozen=True, slots=True)
class _Cut:
    """The best way to cut the lines up to one: what it costs, and where its last row begins."""

    cost: float
    start: int


def _best_cuts(
    lines: Sequence[AlignedLine], columns: Sequence[Column], merged: frozenset[int]
) -> tuple[list[int], _Off]:
    """The lines that begin rows, and how the table sets its cells, at the least cost."""
    weights = _weights(columns, merged)
    blanks = sum(line.blank_before for line in lines[1:])
    unparted = _BLANK_INSIDE * min(1.0, blanks / max(_row_count(columns) - 1, 1)) if blanks > 1 else 0.0
    split = [
        _split_cost(columns, merged, index) + (0.0 if line.blank_before else unparted)
        for index, line in enumerate(lines)
    ]
    kept = [
        (column, weight) for n, (column, weight) in enumerate(zip(columns, weights, strict=True)) if n not in merged
    ]
    found: list[tuple[float, list[int], _Off]] = []
    for place in _PLACES:
        best = [_Cut(0.0, 0)]
        for end in range(1, len(lines) + 1):
            options = []
            for start in range(max(0, end - _LONGEST_ROW), end):
                cost = best[start].cost + (split[start] if start else 0.0) + _row_cost(lines, kept, start, end, place)
                options.append(_Cut(cost, start))
            best.append(min(options, key=lambda one: (one.cost, -one.start)))
        cuts: list[int] = []
        end = len(lines)
        while end:
            end = best[end].start
            cuts.append(end)
        found.append((best[-1].cost, cuts[::-1], place))
    _, cuts, place = min(found, key=lambda one: one[0])
    return cuts, place


def _split_cost(columns: Sequence[Column], merged: frozenset[int], index: int) -> float:
    """What it costs to begin a row at line `index`: texts that go on over it are cut."""
    return sum(column.split_cost(index, _FAR_APART) for n, column in enumerate(columns) if n not in merged)


def _row_cost(
    lines: Sequence[AlignedLine], columns: Sequence[tuple[Column, float]], start: int, end: int, place: _Off
) -> float:
    """What it costs to take ``lines[start:end]`` for one row."""
    cost = _BLANK_INSIDE * sum(line.blank_before for line in lines[start + 1 : end])
    seen = set(lines[start].columns)
    for line in lines[start + 1 : end]:
        cost += _CROWDED * (len(columns) - 1) * (len(seen & line.columns) / len(columns)) ** 4
        seen |= line.columns
    for column, weight in columns:
        first, last = column.extent(start, end)
        if first is None or last is None:
            cost += weight
            continue
        cost += column.join_cost(start, end, _FAR_APART)
        cost += min(_MOST_OUT_OF_PLACE, _OUT_OF_PLACE * place(first - start, end - 1 - last))
    return cost


def _band_owners(column: Column, cuts: Sequence[int], count: int, place: _Off) -> list[int]:
    """For each line, the row that a merged cell's text on it belongs to: the first of the rows that the cell covers."""
    owners = [0] * count
    centred = place is _PLACES[1]
    top = 0.0
    for cell in column.cells:
        if centred:
            row = min(range(len(cuts)), key=lambda n: abs(cuts[n] - top))
            top = cell[0] + cell[-1] + 1 - top
        else:
            row = max((n for n, cut in enumerate(cuts) if cut <= cell[0]), default=0)
        for index in cell:
            owners[index] = row
    return owners
