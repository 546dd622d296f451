"""Which measure each row of a table speaks of.

The measure the table stands under, unless a column of the table names nothing but measures, several of them or one
other over several rows; else the one that a cell of the row names by its title, its number or both, in a column of
measures, actions, policies or numbers, or a row over the whole width above it. A row that names none inherits the one
above it where that cell is blank (merged cells of a text); a merged cell that a page break cut says its text on either
page.
"""

from __future__ import annotations

import re

from dxextract.extract.measures import MeasureIndex
from dxextract.normalise import level, squeeze
from dxextract.schema.document import Cell
from dxextract.schema.plan import Measure
from dxextract.schema.records import TableView

_NUMBER_WITHIN = re.compile(r"(?<=\D)\d+(?:[-－‐.]\d+)+$")
"""The number behind the word of a level (`1-1` of 戦略1-1): alone it names a measure where it has two parts."""
_COUNT = re.compile(r"^(?:[(（]?[0-9０-９]{1,2}(?:[-－‐.．][0-9０-９]{1,2})*[)）.．]?|[①-⑳])")
_TELLING = 4
"""Characters of the shortest title that names a measure behind a number of another kind."""
_FEWEST_COLUMNS = 3
"""Of a table that rows over its whole width part."""
_NAMING = ("measure", "action", "category", "policy", "priority", "number", None)


def row_measures(view: TableView, index: MeasureIndex) -> list[Measure | None]:
    """The measure of each data row, in order."""
    above = index.of_block(view.block)
    named = _names(index.measures)
    near = _names(index.beside(view.block))  # (1) of the policy that the table stands under, though each has one
    named |= {name: one for name, one in near.items() if named.get(name) is None}
    if not named:
        return [above] * len(view.row_numbers)
    rows = view.rows()
    columns = [col for label in _NAMING for col, found in enumerate(view.columns) if found == label]
    bands = [_band(row, len(view.columns)) is not None for row in rows]
    for col in columns:
        cells = [row.get(col) for row in rows]
        found = [_named(cells, position, named) for position in range(len(cells))]
        if view.columns[col] == "number" and _counts_rows(cells, found):
            continue
        if not any(measure for measure, band in zip(found, bands, strict=True) if not band):
            continue  # 施策1 over the whole width above the tasks, which stand in the same column
        if any(found) and (above is None or _lists_others(cells, found, above)):
            return _carried(cells, found)
    return _below_bands(rows, len(view.columns), named, above) or [above] * len(rows)


def _below_bands(
    rows: list[dict[int, Cell]], width: int, named: dict[str, Measure | None], above: Measure | None
) -> list[Measure | None] | None:
    """The measure that a row over the whole width names for those below it (`1-1 電子申請の拡充`), up to the next such.

    None where no row names one, or none but the measure that the table stands under.
    """
    bands = [_band(row, width) for row in rows]
    found = [None if band is None else _named([band], 0, named) for band in bands]
    if not any(m is not None and (above is None or m.id != above.id) for m in found):
        return None
    measures: list[Measure | None] = []
    current = above
    for band, measure in zip(bands, found, strict=True):
        current = current if band is None else measure
        measures.append(current)
    return measures


def _band(row: dict[int, Cell], width: int) -> Cell | None:
    """The cell that fills a row of several columns; in a text, the only one that says something, in the first one."""
    first = row.get(0)
    if first is None or not first.text or width < _FEWEST_COLUMNS:
        return None
    return first if all(cell is first or not cell.text for cell in row.values()) else None


def measure_named(text: str, index: MeasureIndex) -> Measure | None:
    """The measure that a text names by its title, its number or both."""
    return _names(index.measures).get(_key(text))


def _counts_rows(cells: list[Cell | None], found: list[Measure | None]) -> bool:
    """Whether a column of numbers counts the table's own rows, on beyond the last measure: 1, 2, 3 of two measures."""
    told = [(c.text, one) for c, one in zip(cells, found, strict=True) if c is not None and c.col_span == 1]
    in_turn = [text for text, _ in told] == [str(number) for number in range(1, len(told) + 1)]
    return in_turn and any(one is None for _, one in told)


def _lists_others(cells: list[Cell | None], found: list[Measure | None], above: Measure) -> bool:
    """Whether all that a column says are names of measures: several, or one other, with its rows, than that above."""
    said = [measure for cell, measure in zip(cells, found, strict=True) if cell is not None and cell.text]
    named = {m.id for m in said if m is not None}
    return all(measure is not None for measure in said) and (
        len(named) > 1 or (len(said) > 1 and above.id not in named)
    )


def _named(cells: list[Cell | None], position: int, named: dict[str, Measure | None]) -> Measure | None:
    """The measure that a cell names, also when a page break parted its name."""
    cell = cells[position]
    if cell is None or not cell.text:
        return None
    own = _key(cell.text)
    if own in named:
        return named[own]
    bare = _COUNT.sub("", own)  # `1 窓口の改革` of アクション1 窓口の改革
    if bare != own and len(bare) >= _TELLING and bare in named:
        return named[bare]
    above = _other(cells, cell, range(position - 1, -1, -1))
    below = _other(cells, cell, range(position + 1, len(cells)))
    for first, second in ((above, cell), (cell, below)):
        if first is not None and second is not None and first.page != second.page:
            whole = _key(first.text + second.text)
            if whole in named:
                return named[whole]
    return None


def _other(cells: list[Cell | None], cell: Cell, positions: range) -> Cell | None:
    """The first cell at `positions` that is another one than `cell`."""
    return next((c for at in positions if (c := cells[at]) is not None and c is not cell), None)


def _names(measures: tuple[Measure, ...]) -> dict[str, Measure | None]:
    """How a cell may name each measure; None for a name that several share."""
    named: dict[str, Measure | None] = {}
    for measure in measures:
        number = _key(measure.number or "")
        title = _key(measure.title)
        within = found.group() if (found := _NUMBER_WITHIN.search(number)) else ""
        for name in dict.fromkeys((title, number + title, number, within)):
            if name:
                named[name] = None if name in named else measure
    return named


def _key(text: str) -> str:
    """`text` as it is compared: a table writes 1-1 where the heading has 1－1."""
    return squeeze(level(text))


def _carried(cells: list[Cell | None], found: list[Measure | None]) -> list[Measure | None]:
    carried: list[Measure | None] = []
    current: Measure | None = None
    for position, cell in enumerate(cells):
        if cell is not None and cell.text:
            current = found[position]
        elif cell is not None and (below := _cut_by_page(cells, position)) is not None:
            current = found[below]
        carried.append(current)
    return carried


def _cut_by_page(cells: list[Cell | None], position: int) -> int | None:
    """The row that begins the next page, where the blank drawn cell at `position` is the last one of its page."""
    cell = cells[position]
    if cell is None or cell.box is None:
        return None
    for below in range(position + 1, len(cells)):
        other = cells[below]
        if other is None or other is cell:
            continue
        return below if other.text and other.page != cell.page else None
    return None
