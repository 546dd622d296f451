"""Headers of a text's table that have fewer fields than its rows: what was merged is said once and draws the rest left.

Decides from what stands below where the labels of values belong. A header without a field over the words that tell an
indicator's rows apart (目標値, 実績値) moves to the right by as many; a heading over a pair that comes again below it
(年度 | 値 | 年度 | 値) spans one pair; labels of values before a label that stands over figures have two columns
each; years alone in a second row go below the labels of values, if as many.
Whose text's columns only their places part (`bounded` says no) is left alone, and so is a header that fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dxextract.layout.text.cells import header_labels, looks_like_value, looks_like_year
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import DATED_LABELS
from dxextract.schema.document import Cell, Table

_FEWEST_BODY = 1
_BY_YEAR = re.compile(r"(?:年次|年度別|各年度?|毎年度?)の?(?:目標|実績|計画|数値)")
_YEAR = re.compile(r"[0-9]{2,4}年?度?|元年")


def with_fitted_header(table: Table, rules: RuleSet) -> Table:
    """`table` with its labels above what they head; itself where they are."""
    if table.spans != "unknown" or not table.bounded or table.n_rows < 2 or any(c.col_span > 1 for c in table.cells):
        return table
    grid = table.grid()
    top = _texts(grid, 0, table.n_cols)
    filled = next((col + 1 for col in range(len(top) - 1, -1, -1) if top[col]), 0)
    labels = header_labels(top, rules)
    valued = [col for col, label in enumerate(labels) if label in DATED_LABELS]
    if valued and valued[0] == 0 and labels[0] == "target" and not _holds_values(grid, range(1, table.n_rows), 0):
        valued = valued[1:]  # 目標 over what is aimed at, in words
    if not valued or valued[0] == 0:
        return table
    if (lower := _moved_years(grid, table, valued, rules)) is not None:
        return _placed(table, 1, lower)
    if filled == table.n_cols:
        return table
    if (both := _years_of_one(grid, table, labels, filled)) is not None:
        return _placed(_placed(table, 0, both[0]), 1, both[1])
    spans = (
        _years_beside(grid, table, valued, filled)
        or _pairs_below(grid, table, valued, filled, rules)
        or _two_each(grid, table, valued, filled)
        or _shifted(grid, table, valued, filled)
    )
    return _placed(table, 0, spans) if spans is not None else table


def _texts(grid: Mapping[tuple[int, int], Cell], row: int, n_cols: int) -> list[str]:
    return [cell.text if (cell := grid.get((row, col))) is not None else "" for col in range(n_cols)]


def _shifted(
    grid: Mapping[tuple[int, int], Cell], table: Table, valued: Sequence[int], filled: int
) -> dict[int, tuple[int, int]] | None:
    """Each label's column and span, those from the first label of a value on moved to where the values begin."""
    missing = table.n_cols - filled
    if not all(grid[0, col].text for col in range(1, filled)):
        return None  # what was merged is there, left blank
    body = range(1, table.n_rows)
    first = next((col for col in range(valued[0], table.n_cols) if _holds_values(grid, body, col)), None)
    if first is None or first - valued[0] != missing or len(body) < _FEWEST_BODY:
        return None
    last = valued[0] - 1
    return {col: (col + missing if col > last else col, 1 + missing if col == last else 1) for col in range(filled)}


def _holds_values(grid: Mapping[tuple[int, int], Cell], rows: range, col: int) -> bool:
    texts = [cell.text for row in rows if (cell := grid.get((row, col))) is not None and cell.text]
    return bool(texts) and sum(map(looks_like_value, texts)) * 2 > len(texts)


def _years_beside(
    grid: Mapping[tuple[int, int], Cell], table: Table, valued: Sequence[int], filled: int
) -> dict[int, tuple[int, int]] | None:
    """Each label's column and span, where below each label of a value a figure has its year in a cell of its own."""
    if table.n_cols - filled != len(valued) or list(valued) != list(range(valued[0], filled)):
        return None
    for row in range(1, table.n_rows):
        texts = [grid[row, col].text for col in range(valued[0], table.n_cols)]
        if not all(looks_like_year(text) for text in texts[1::2]) or any(looks_like_year(text) for text in texts[::2]):
            return None
    first = valued[0]
    return {col: (first + 2 * (col - first), 2) if col >= first else (col, 1) for col in range(filled)}


def _two_each(
    grid: Mapping[tuple[int, int], Cell], table: Table, valued: Sequence[int], filled: int
) -> dict[int, tuple[int, int]] | None:
    """Each label's column, where each label of a value has one more column (its rank, how it was set) right of its own.

    Told by a label behind them (担当課) that stands over values, while at the end, where it would stand, are none.
    """
    first, behind = valued[0], valued[-1] + 1
    if table.n_cols - filled != len(valued) or list(valued) != list(range(first, behind)) or behind >= filled:
        return None
    body = range(1, table.n_rows)
    shift = len(valued)
    worded = [col + shift for col in range(behind, filled)]
    if not _holds_values(grid, body, behind) or any(_holds_values(grid, body, col) for col in worded):
        return None
    if not all(_holds_values(grid, body, col) for col in range(first, behind + shift, 2)):
        return None
    return {
        col: (first + 2 * (col - first) if first <= col < behind else col + shift if col >= behind else col, 1)
        for col in range(filled)
    }


def _pairs_below(
    grid: Mapping[tuple[int, int], Cell], table: Table, valued: Sequence[int], filled: int, rules: RuleSet
) -> dict[int, tuple[int, int]] | None:
    """Each label's column and span, where below those of values one group of labels comes again and again."""
    lower = _texts(grid, 1, table.n_cols)
    below = [col for col, text in enumerate(lower) if text]
    heads = len(valued)
    if not below or below[0] != valued[0] or below != list(range(below[0], below[-1] + 1)) or len(below) % heads:
        return None
    each = len(below) // heads
    group = lower[below[0] : below[0] + each]
    if each < 2 or lower[below[0] : below[-1] + 1] != group * heads or None in header_labels(group, rules):
        return None
    if len(below) - heads != table.n_cols - filled or valued != list(range(valued[0], valued[-1] + 1)):
        return None
    spans: dict[int, tuple[int, int]] = {}
    position = 0
    for col in range(filled):
        width = each if col in valued else 1
        spans[col] = (position, width)
        position += width
    return spans


def _years_of_one(
    grid: Mapping[tuple[int, int], Cell], table: Table, labels: Sequence[str | None], filled: int
) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]] | None:
    """The places of the header's labels and of the years below it, where all the years are of one label.

    That is the one of aims (目標値, 年次目標・実績) that says no year itself.
    """
    lower = [text for text in _texts(grid, 1, table.n_cols) if text]
    if table.n_rows <= 2 or len(lower) - 1 != table.n_cols - filled or not all(map(looks_like_year, lower)):
        return None
    upper = _texts(grid, 0, filled)
    over = [
        col
        for col, text in enumerate(upper)
        if col and (labels[col] in ("target", "milestone") or _BY_YEAR.match(text)) and not _YEAR.search(text)
    ]
    if len(over) != 1:
        return None
    first, more = over[0], len(lower) - 1
    top = {col: (col + more if col > first else col, len(lower) if col == first else 1) for col in range(filled)}
    below = [col for col, text in enumerate(_texts(grid, 1, table.n_cols)) if text]
    return top, {col: (first + number, 1) for number, col in enumerate(below)}


def _moved_years(
    grid: Mapping[tuple[int, int], Cell], table: Table, valued: Sequence[int], rules: RuleSet
) -> dict[int, tuple[int, int]] | None:
    """The columns of the second row's years, where they are as many as labels of values and do not stand below them."""
    if table.n_rows <= 2:
        return None
    lower = _texts(grid, 1, table.n_cols)
    years = [col for col, text in enumerate(lower) if text]
    if len(years) != len(valued) or len(years) < 2 or years == list(valued) or years[0] == 0:
        return None
    if any(label != "year" for label in header_labels([lower[col].strip("()（）") for col in years], rules)):
        return None
    return {col: (to, 1) for col, to in zip(years, valued, strict=True)}


def _placed(table: Table, row: int, places: Mapping[int, tuple[int, int]]) -> Table:
    """`table` with the cells of `row` at their places, and blank ones where nothing is said."""
    own = [cell for cell in table.cells if cell.row == row]
    blank = next((cell for cell in own if not cell.text), None)
    moved = [
        replace(cell, col=places[cell.col][0], col_span=places[cell.col][1])
        for cell in own
        if cell.text and cell.col in places
    ]
    covered = {col for cell in moved for col in range(cell.col, cell.col + cell.col_span)}
    if blank is not None:
        moved += [replace(blank, col=col) for col in range(table.n_cols) if col not in covered]
    cells = [cell for cell in table.cells if cell.row != row] + moved
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))
