"""The values that one cell of a table holds: one, a pair around an arrow, a series of dated ones, or words.

Decides what of the cell is the value, and its unit and date where column or row give them. Which of an indicator's
values is its baseline or its target is decided in `value_roles`; which cells are read, in `entries`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dxextract.extract.kpis.dated_series import bare_series, dated_series
from dxextract.extract.kpis.entry import Reading
from dxextract.extract.kpis.row_readings import year_like_figure
from dxextract.extract.kpis.shape import figure_in_brackets, named_figure
from dxextract.extract.units import in_unit
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef, Quantity

_OPENED = re.compile(r"\S\s*[(（]\s*$")
"""How words end before the bracket with their year."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator; `role` is what its column says, which is `year` where that only says when."""

    role: str
    quantity: Quantity

    @property
    def year(self) -> int | None:
        return self.quantity.at.fiscal_year if self.quantity.at else None


def cell_values(reading: Reading, unit: Quantity | None, rules: RuleSet, now: int | None) -> Iterator[Value]:
    """The values of a cell: one, or a baseline and a target around an arrow, or what was reached year by year."""
    cell = reading.cell
    own_unit = reading.unit or unit
    pair = [m.quantity for m in cell.mentions if m.kind == "quantity" and m.label == "side" and m.quantity]
    named = named_figure(cell, rules)
    figure = year_like_figure(cell)
    if len(pair) == 2:
        dates = (reading.since, reading.date if reading.since is not None else None)
        for role, quantity, date in zip(("baseline", "target"), pair, dates, strict=True):
            yield Value(role, in_unit(dated(quantity, date), own_unit))
    elif named is not None and named.quantity is not None:
        yield Value(reading.role, in_unit(dated(named.quantity, reading.date), unit))
        if (present := figure_in_brackets(cell)) is not None and reading.role == "target":
            yield Value("actual", present)
    elif _may_be_series(cell) and (series := dated_series(cell.text, cell.mentions)) is not None:
        yield from _by_year(reading, series.figures, now)
    elif _may_be_series(cell) and (figures := bare_series(cell.text, cell.mentions)):
        yield from _by_year(reading, tuple(in_unit(one, own_unit) for one in figures), now)
    else:
        quantity = figure if cell.quantity is None and figure is not None else _told(cell)
        yield Value(reading.role, in_unit(dated(quantity, reading.date), own_unit))


def _by_year(reading: Reading, figures: tuple[Quantity, ...], now: int | None) -> Iterator[Value]:
    """The figures of a cell that has several: the last one is what its column says, the others lead there."""
    for one in figures:
        ahead = reading.role == "target" or (now is not None and one.at is not None and one.at.fiscal_year > now)
        yield Value(reading.role if one is figures[-1] else "milestone" if ahead else "actual", one)


def _told(cell: Cell) -> Quantity:
    """The value of a cell; one in words with the year in brackets that ends it (`全地区で開催（令和９年度）`)."""
    quantity = cell.quantity or Quantity(raw=cell.text, state="qualitative")
    dates = [m for m in cell.mentions if m.kind == "date" and m.date is not None]
    if quantity.state != "qualitative" or quantity.at is not None or len(dates) != 1:
        return quantity
    bracketed = _OPENED.search(cell.text[: dates[0].start]) and cell.text[dates[0].end :].strip() in (")", "）")
    return quantity.model_copy(update={"at": dates[0].date}) if bracketed else quantity


def _may_be_series(cell: Cell) -> bool:
    """Whether a cell that is no single value may hold several."""
    return cell.quantity is None or cell.quantity.state == "qualitative"


def dated(quantity: Quantity, date: DateRef | None) -> Quantity:
    """The figure with the year that is stated beside it, when it has none of its own."""
    if quantity.at is not None or date is None:
        return quantity
    return quantity.model_copy(update={"at": date})
