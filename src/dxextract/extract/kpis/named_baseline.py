"""The present figure that stands in brackets behind an indicator's name: `申請率（28％）` below 指標（現状値R6）.

Decides that such a bracket is a figure of the present: the column's header says so, or the bracket itself does
(`申請率（現状：28％）`), or it has nothing but a figure and its year, before the target's (`申請率（R6：28％）`). Any
other bracket is part of the name. Decides nothing about the other figures.
"""

from __future__ import annotations

import re

from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import Column

_LAST_BRACKET = re.compile(r"\s*[(（\[［](?P<inside>(?:[^()（）\[\]［］]|[(（][^()（）]*[)）])+)[)）\]］]$")
_BEHIND_LABEL = re.compile(
    r"\s*(?:[／/※]|(?<=\S)[\s　])\s*"
    r"(?P<inside>(?:現状値?|現況値?|基準値|実績値|当初値)(?:[(（][^()（）]*[)）])?\s*[:：].{1,24})$"
)
"""The figure behind a label of its own that ends the name (`相談件数／現状値：61,670件（R6）`)."""
_BETWEEN = " 　:：=＝の時点末"
_PRESENT = re.compile(r"現状|現在|現況|基準|実績|策定時|当初")
_BRACKETED = re.compile(r"[(（\[［][^()（）\[\]［］]*(?:現状|現在|現況|基準|実績|策定時|当初)")


def named_baseline(name: Cell, head: Column, target: Quantity | None) -> tuple[str, Quantity] | None:
    """The bracket that ends the text of `name`, and the figure in it; None where that is no figure of the present."""
    found = _BEHIND_LABEL.search(name.text) or _LAST_BRACKET.search(name.text)
    if found is None:
        return None
    told = _BRACKETED.search(head.text) or _PRESENT.search(found["inside"]) or _is_dated(name, found, target)
    if not told:
        return None
    inside = [m for m in name.mentions if found.start() <= m.start and m.end <= found.end()]
    figures = [m.quantity for m in inside if m.kind == "quantity" and m.quantity is not None]
    if len(figures) != 1:
        return None
    dates: list[DateRef | None] = [m.date for m in inside if m.kind == "date"]
    date = figures[0].at or next(iter(dates), None) or head.date
    return found[0], figures[0].model_copy(update={"at": date})


def _is_dated(name: Cell, found: re.Match[str], target: Quantity | None) -> bool:
    """Whether a bracket says nothing but a year and the figure of that year, which is before the target's."""
    start, end = found.span("inside")
    inside = [m for m in name.mentions if start <= m.start and m.end <= end and m.kind in ("date", "quantity")]
    if [m.kind for m in inside] != ["date", "quantity"] or inside[0].date is None:
        return False
    date, figure = inside
    year, due = date.date.fiscal_year if date.date else None, target.at if target is not None else None
    beside = (name.text[start : date.start], name.text[date.end : figure.start], name.text[figure.end : end])
    alone = not any(text.strip(_BETWEEN) for text in beside)
    return alone and year is not None and due is not None and year < due.fiscal_year
