"""Which measure each row of a table speaks of.

The measure the table stands under; else the one that a cell of the row names by its title, its number or both, in a
column of measures, actions, policies or numbers. A row that names none inherits the one above it where that cell is
blank: merged cells of a text.
"""

from __future__ import annotations

from dxextract.extract.measures import MeasureIndex
from dxextract.normalise import squeeze
from dxextract.schema.plan import Measure
from dxextract.schema.records import TableView

_NAMING = ("measure", "action", "category", "policy", "number", None)


def row_measures(view: TableView, index: MeasureIndex) -> list[Measure | None]:
    """The measure of each data row, in order."""
    rows = view.rows()
    above = index.of_block(view.block)
    if above is not None:
        return [above] * len(rows)
    named = _names(index.measures)
    columns = [col for label in _NAMING for col, found in enumerate(view.columns) if found == label]
    for col in columns:
        texts = [cell.text if (cell := row.get(col)) is not None else "" for row in rows]
        found = [named.get(squeeze(text)) for text in texts]
        if any(found):
            return _carried(texts, found)
    return [None] * len(rows)


def _names(measures: tuple[Measure, ...]) -> dict[str, Measure | None]:
    """How a cell may name each measure; None for a name that several share."""
    named: dict[str, Measure | None] = {}
    for measure in measures:
        number = squeeze(measure.number or "")
        title = squeeze(measure.title)
        for name in dict.fromkeys((title, number + title, number)):
            if name:
                named[name] = None if name in named else measure
    return named


def _carried(texts: list[str], found: list[Measure | None]) -> list[Measure | None]:
    carried: list[Measure | None] = []
    current: Measure | None = None
    for text, measure in zip(texts, found, strict=True):
        if text:
            current = measure
        carried.append(current)
    return carried
