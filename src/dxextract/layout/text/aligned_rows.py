"""Rows of a space-aligned table: which lines of wrapped cells belong together.

A row is a band of lines over all columns. Decides between all ways to cut the body into bands, by what each costs: a
column without text where most rows have one, two values or two ended texts in one cell, a text cut in the middle, a
blank line inside, and cells that do not stand as the table sets them (all at the top of their row, in its middle or at
its foot, whichever costs least). Columns at the left with far fewer texts than there are rows hold cells merged over
rows; each goes to the first of its rows. Where columns run is decided by `dxextract.layout.text.aligned`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dxextract.layout.text.aligned_cells import Column, column_of
from dxextract.layout.text.aligned_header import header_line_count, header_rows
from dxextract.layout.text.aligned_model import AlignedLine, Row
from dxextract.layout.text.cells import header_labels
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import VALUE_LABELS

_GROUP = re.compile(r"[【■◆◇●○〔＜<Ⅰ-Ⅻ]")
_GROUP_COSTS = ([12.0, 12.0, 12.0], [0.0, 0.0, 0.0])
"""What it costs to have a line that groups rows in a row with others, and in one of its own."""
_LONGEST_ROW = 40
"""Lines of the tallest row."""
_SECOND_LABEL = 4.0
"""What a label of a form costs that does not begin a row, where another one does."""
_FEWEST_LABELS = 2
"""Labels of a form, whose first column is none of merged cells."""
_BLANK_INSIDE = 1.2
_PARTED = 0.6
"""Share of the rows that blank lines part, from which on every row is expected to be."""
_MISSING = 1.5
_OUT_OF_PLACE = 0.35
"""For each line that a cell stands off where its table would set it."""
_MOST_OUT_OF_PLACE = 1.4
_FEWEST_ROWS = 3
_CROWDED = 1.2
"""For each further line of a row on which all columns have text, and each of the columns but one."""
_CROWD = 0.5
"""Share of the columns from which on they count as nearly all."""
_UNUSUAL = 0.3
"""What it costs that cells do not stand at the top of their rows."""
_FEWEST_YEARS = 2
_SHARE_OF_YEARS = 0.4
"""Share of the rows that have a text of their own in a schedule's year, as a guess."""
OF_FIGURES = VALUE_LABELS | {"kpi_name", "unit"}
"""Labels that a table of figures by year has and no road map."""
_MERGED = 0.7
"""Share of the rows that a column of merged cells has texts for, at most."""

_Off = Callable[[int, int], float]
"""How far a cell is out of place, given the lines of its row above it and below it."""


def _from_top(above: int, _: int) -> float:
    return float(above)


def _from_middle(above: int, below: int) -> float:
    return abs(above - below) / 2


def _from_foot(_: int, below: int) -> float:
    return float(below)


_PLACES: tuple[_Off, ...] = (_from_top, _from_middle, _from_foot)


def lines_to_rows(
    lines: Sequence[AlignedLine], n_cols: int, rules: RuleSet, *, goes_on: bool = False
) -> tuple[list[Row], int]:
    """The rows that the lines make up, and how many of them are the header's.

    Of a table that `goes_on` the first below the header may be the rest of a row.
    """
    head = header_line_count(lines, rules)
    rows = header_rows(lines[:head], n_cols, rules)
    body = lines[head:]
    if not body:
        return rows, len(rows)
    levels = len(rows)
    years = schedule_years(rows, rules)
    columns = _columns(body, n_cols, rules, short=bool(years), goes_on=goes_on)
    valued = _value_lines(body, n_cols, rules) if head else frozenset[int]()
    labels = _dated_lines(body, n_cols, rules) | _numbered_lines(columns) if head else _label_lines(body, rules)
    labels |= valued
    groups = _group_lines(body, n_cols, rules) if head else frozenset[int]()
    told = _Told(years, labels, groups, len(valued))
    cuts, place = _best_cuts(body, columns, frozenset(), told, goes_on=goes_on)
    merged = _merged(columns, cuts) if head or len(labels) < _FEWEST_LABELS else frozenset()
    if merged:
        cuts, place = _best_cuts(body, columns, merged, told, goes_on=goes_on)
    owners = {column: _band_owners(columns[column], cuts, len(body), place, goes_on=goes_on) for column in merged}
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
    return [row for row in rows if any(row)], levels


def _columns(body: Sequence[AlignedLine], n_cols: int, rules: RuleSet, *, short: bool, goes_on: bool) -> list[Column]:
    """The columns, each cut where a number stands in the one at its left: 1 | 窓口の改革."""
    found: list[Column] = []
    for column in range(n_cols):
        begun = found[-1].begun if found and found[-1].holds_numbers else frozenset[int]()
        found.append(column_of(body, column, rules, short=short, goes_on=goes_on, begun=begun))
    return found


def _label_lines(body: Sequence[AlignedLine], rules: RuleSet) -> frozenset[int]:
    """The lines of a form that begin with a label (担当課  総務課), or are all years: each has a row of its own."""
    found: set[int] = set()
    for number, line in enumerate(body):
        texts = [chunk.text for _, chunk in line.cells]
        if line.cells[0][0] == 0:
            found.update([number] if block_label(texts[0], rules) is not None else [])
        elif len(texts) >= _FEWEST_YEARS and set(header_labels(texts, rules)) == {"year"}:
            found.add(number)
    return frozenset(found)


def _dated_lines(body: Sequence[AlignedLine], n_cols: int, rules: RuleSet) -> frozenset[int]:
    """The lines with a year in a column of years alone (実施時期): each is another row's."""
    for column in range(n_cols):
        said = {n: chunk.text for n, line in enumerate(body) for c, chunk in line.cells if c == column}
        if len(said) >= _FEWEST_YEARS and all(rules["time_columns"].label(text) == "year" for text in said.values()):
            return frozenset(said)
    return frozenset()


def _value_lines(body: Sequence[AlignedLine], n_cols: int, rules: RuleSet) -> frozenset[int]:
    """The lines that a column says the values of (目標, and below it 実績): each has a row of its own."""
    for column in range(n_cols):
        said = {n: chunk.text for n, line in enumerate(body) for c, chunk in line.cells if c == column}
        if len(said) >= _FEWEST_LABELS and all(row_value(clean(text)[0], rules) for text in said.values()):
            return frozenset(said)
    return frozenset()


def _numbered_lines(columns: Sequence[Column]) -> frozenset[int]:
    """The lines on which the numbered names at the left begin, where a text of another column begins beside each."""
    begun = frozenset(cell[0] for cell in columns[0].numbered_cells)
    return begun if any(begun <= set(column.indexes) for column in columns[1:]) else frozenset()


def _group_lines(lines: Sequence[AlignedLine], n_cols: int, rules: RuleSet) -> frozenset[int]:
    """The lines with a numbered or marked text at the margin alone, whole rows above and below: they group rows."""
    whole = [0 in line.columns and len(line.columns) * 2 > n_cols for line in lines]
    return frozenset(
        number
        for number, line in enumerate(lines[:-1])
        if line.columns == {0}
        and whole[number + 1]
        and (number == 0 or whole[number - 1])
        and (_GROUP.match(line.text_in(0)) or rules["numbering"].match(clean(line.text_in(0))[0]))
        and not rules["numbering"].match(clean(lines[number + 1].text_in(0))[0])
    )


def schedule_years(header: Sequence[Row], rules: RuleSet) -> frozenset[int]:
    """The columns of a schedule's years, in many of which a row has no text; none in a table of figures."""
    labels: dict[int, str | None] = {}
    for row in header:
        for column, pieces in enumerate(row):
            text = "".join(piece.visible.strip() for piece in pieces)
            labels[column] = rules["table_headers"].label(text) or labels.get(column)
    years = frozenset(column for column, label in labels.items() if label == "year")
    return years if len(years) >= _FEWEST_YEARS and not OF_FIGURES & set(labels.values()) else frozenset()


def _merged(columns: Sequence[Column], cuts: Sequence[int]) -> frozenset[int]:
    """The columns at the left whose cells are merged over rows: few rows have a text of theirs.

    Two columns at least have a text for each row.
    """
    ends = [*cuts[1:], max(index for column in columns for index in column.indexes) + 1]
    found: set[int] = set()
    begun = _numbered_lines(columns)
    for number, column in enumerate(columns[:-2]):
        if number and begun and begun.issubset(column.indexes):
            break
        filled = sum(column.cell(start, end) is not None for start, end in zip(cuts, ends, strict=True))
        few = len(cuts) >= _FEWEST_ROWS and 0 < filled <= len(cuts) * _MERGED
        if few or _run_over(column.numbered_cells, cuts):
            found.add(number)
        elif not column.holds_numbers:
            break
    return frozenset(found)


def _run_over(cells: Sequence[tuple[int, ...]], cuts: Sequence[int]) -> bool:
    """Whether one of the cells runs over the line between two rows, and each begins where a row does."""
    firsts = {cell[0] for cell in cells}
    return firsts <= set(cuts) and any(cell[0] < cut <= cell[-1] for cell in cells for cut in cuts)


def _shares(lines: Sequence[AlignedLine], columns: Sequence[Column], told: _Told) -> list[float]:
    """The share of the rows that have a text in each column, as far as can be told before there are rows.

    Columns of values have as many cells as there are rows. Without any, the column with most cells is taken to have one
    for each row; but a column has a text in as many rows at least as it has among the lines with several texts.
    """
    years = told.years
    values = [len(column.cells) for n, column in enumerate(columns) if column.holds_values and n not in years]
    rows = max([told.fewest, *(values or [len(column.cells) for column in columns])])
    shares = [min(1.0, len(column.cells) / rows) for column in columns]
    if years and len(years) < len(columns):
        return [share * _SHARE_OF_YEARS if n in years else share for n, share in enumerate(shares)]
    several = [line for line in lines if len(line.columns) > 1]
    if values or not several:
        return shares
    return [
        max(share, sum(number in line.columns for line in several) / len(several))
        for number, share in enumerate(shares)
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """What words say of the body: the columns of a schedule's years, the lines that begin a row, those that group rows.

    There are `fewest` rows at least.
    """

    years: frozenset[int]
    labels: frozenset[int]
    groups: frozenset[int]
    fewest: int


@dataclass(frozen=True, slots=True)
class _Cuts:
    """The best way to cut the first lines: what it costs, and where the last row begins."""

    cost: float
    start: int


def _best_cuts(
    lines: Sequence[AlignedLine],
    columns: Sequence[Column],
    merged: frozenset[int],
    told: _Told,
    *,
    goes_on: bool,
) -> tuple[list[int], _Off]:
    """The lines that begin rows, and how the table sets its cells, at the least cost."""
    labels, groups = told.labels, told.groups
    shares = [0.0 if n in merged else share for n, share in enumerate(_shares(lines, columns, told))]
    split = _split_costs(lines, [column for n, column in enumerate(columns) if n not in merged])
    split = [0.0 if n in groups or n - 1 in groups else cost for n, cost in enumerate(split)]
    best = [[_Cuts(_UNUSUAL if number else 0.0, 0)] for number in range(len(_PLACES))]
    for end in range(1, len(lines) + 1):
        starts = range(max(0, end - _LONGEST_ROW), end)
        costs = [
            _GROUP_COSTS[start == end - 1]
            if groups and not groups.isdisjoint(range(start, end))
            else _row_costs(lines, columns, shares, start, end, rest=goes_on and not start)
            for start in starts
        ]
        if labels:
            costs = [
                [one + _SECOND_LABEL * max(0, len(labels.intersection(range(start, end))) - 1) for one in cost]
                for start, cost in zip(starts, costs, strict=True)
            ]
        for number, ways in enumerate(best):
            options = [
                _Cuts(ways[start].cost + split[start] + cost[number], start)
                for start, cost in zip(starts, costs, strict=True)
            ]
            ways.append(min(options, key=lambda one: (one.cost, -one.start)))
    number = min(range(len(best)), key=lambda n: best[n][-1].cost)
    cuts: list[int] = []
    end = len(lines)
    while end:
        end = best[number][end].start
        cuts.append(end)
    return cuts[::-1], _PLACES[number]


def _split_costs(lines: Sequence[AlignedLine], columns: Sequence[Column]) -> list[float]:
    """What it costs to begin a row at each line: texts that go on over it, and no blank line where rows have one."""
    gaps = max(max(len(column.cells) for column in columns) - 1, 1)
    share = sum(line.blank_before for line in lines[1:]) / gaps
    unparted = _BLANK_INSIDE * min(1.0, share) if share >= _PARTED else 0.0
    return [0.0] + [
        sum(column.split_cost(index) for column in columns) + (0.0 if lines[index].blank_before else unparted)
        for index in range(1, len(lines))
    ]


def _row_costs(
    lines: Sequence[AlignedLine],
    columns: Sequence[Column],
    shares: Sequence[float],
    start: int,
    end: int,
    *,
    rest: bool,
) -> list[float]:
    """What it costs to take ``lines[start:end]`` for one row, for each way to set cells.

    The `rest` of a row may lack any of its cells.
    """
    cost = _BLANK_INSIDE * sum(line.blank_before for line in lines[start + 1 : end]) + _crowding(
        lines[start:end], shares
    )
    off = [0.0] * len(_PLACES)
    for column, share in zip(columns, shares, strict=True):
        if not share:
            continue
        cell = column.cell(start, end)
        if cell is None:
            cost += 0.0 if rest else _MISSING * share * share
            continue
        first, last, join = cell
        cost += join
        for number, place in enumerate(_PLACES):
            off[number] += min(_MOST_OUT_OF_PLACE, _OUT_OF_PLACE * place(first - start, end - 1 - last))
    return [cost + one for one in off]


def _crowding(lines: Sequence[AlignedLine], shares: Sequence[float]) -> float:
    """What it costs that columns have text on several lines of a row: most where nearly all columns have."""
    total = sum(shares)
    seen = set(lines[0].columns)
    cost = 0.0
    for line in lines[1:]:
        share = sum(shares[column] for column in seen & line.columns) / total
        cost += _CROWDED * max(total - 1, 0.0) * share**4 if share >= _CROWD else 0.0
        seen |= line.columns
    return cost


def _band_owners(column: Column, cuts: Sequence[int], count: int, place: _Off, *, goes_on: bool) -> list[int]:
    """For each line, the row that a merged cell's text on it belongs to: the first of the rows that the cell covers."""
    owners = [0] * count
    # Rows of one line do not tell; a cell whose text does not begin beside its first row does, unless that is one of
    # the rows of a cell on the page before.
    centred = place is _from_middle or (not goes_on and len(cuts) > 1 and column.indexes[0] >= cuts[1])
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
