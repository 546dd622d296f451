"""Bare figures completed with the unit that stands apart from them: in a column, a header, or behind a name.

Decides which mention of a unit speaks for a cell, and how a figure takes its unit, scale (千円) and frequency (件/年)
over. What is a unit was decided by the language stage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.normalise import level
from dxextract.schema.document import Cell
from dxextract.schema.plan import Quantity


def own_unit(cell: Cell) -> Quantity | None:
    """One of the unit that the whole cell names (`千円`, `（件）`)."""
    return next((m.quantity for m in cell.mentions if m.kind == "unit" and m.start == 0), None)


def ending_unit(cell: Cell) -> Quantity | None:
    """One of the unit in the brackets that end the cell (`目標値（千円）`, `（%）`)."""
    bracketed = (
        m for m in cell.mentions if m.kind == "unit" and cell.text[m.start : m.start + 1] in tuple("(（[［【〔<〈")
    )
    return next((m.quantity for m in bracketed), None)


def in_unit(quantity: Quantity, unit: Quantity | None) -> Quantity:
    """`quantity` in `unit`, when it is a figure without a unit of its own."""
    if unit is None or quantity.state != "numeric" or quantity.unit is not None:
        return quantity
    scale = unit.value or 1
    return quantity.model_copy(
        update={
            "unit": unit.unit,
            "value": _times(quantity.value, scale),
            "value_max": _times(quantity.value_max, scale),
            "frequency": quantity.frequency or unit.frequency,
        }
    )


def shared_unit(figures: Sequence[Quantity]) -> Quantity | None:
    """One of the unit that stands behind some of an indicator's figures and holds for its bare ones (`12件 | 20 | 30`).

    None where they name several, or one that scales what is written (12万件).
    """
    said = [one for one in figures if one.state == "numeric" and one.unit is not None]
    if len({one.unit for one in said}) != 1 or len(said) == len(figures):
        return None
    plain = all(re.search(rf"[0-9]\s?{re.escape(one.unit or '')}", level(one.raw)) for one in said)
    return said[0].model_copy(update={"value": 1, "frequency": None}) if plain else None


def _times(value: float | None, scale: float) -> float | None:
    """`value` times `scale` without the noise of binary fractions."""
    if value is None or scale == 1:
        return value
    product = round(value * scale, 6)
    return int(product) if product == int(product) else product
