"""A unit printed below its figure -> part of the figure's line, as cards of large figures have it.

A short text right below the middle of a bare figure is its unit where it stands below another such figure too and is
smaller than both (1,200 and 5,000 over 人/年), or ends another figure of the page as it stands (80件 beside 1,200 over
件). Decides nothing about texts beside or above a figure, nor which words are units.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from dxextract.layout.model import Line
from dxextract.schema.passage import union_box

_FIGURE = re.compile(r"[約▲△]?[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?[億千百]?万?")
_UNIT = re.compile(r"[^\d０-９\s、。:：]{1,6}")
_FEWEST = 2
_SMALLER = 0.87
"""Share of a figure's size that its unit has at most where only another such pair tells."""
_GAP = (-0.5, 0.8)
"""Ems of the unit between it and the figure above; boxes of large figures reach below what is printed."""
_CENTRED = 0.3
"""Share of the wider one's width by which the middles of a figure and its unit may differ."""


def units_to_figures(lines: Mapping[int, list[Line]]) -> dict[int, list[Line]]:
    """The lines of each box, those that are a unit below its figure joined with it."""
    figures = {n: [line for line in found if _FIGURE.fullmatch(line.text)] for n, found in lines.items()}
    if sum(map(len, figures.values())) == 0:
        return dict(lines)
    pairs = [
        (number, figure, unit)
        for number, found in figures.items()
        for figure in found
        if (unit := _below(figure, lines[number])) is not None
    ]
    if not pairs:
        return dict(lines)
    smaller = Counter(unit.text for _, figure, unit in pairs if unit.size <= _SMALLER * figure.size)
    ends = {text for found in lines.values() for line in found if (text := _ending(line.text))}
    joined = {number: list(found) for number, found in lines.items()}
    for number, figure, unit in pairs:
        alike = smaller[unit.text] >= _FEWEST and unit.size <= _SMALLER * figure.size
        if not alike and unit.text not in ends:
            continue
        joined[number] = [line for line in joined[number] if line is not unit]
        joined[number][joined[number].index(figure)] = _joined(figure, unit)
    return joined


def _ending(text: str) -> str | None:
    """What stands behind the figure that a line is but for its unit."""
    found = _FIGURE.match(text)
    rest = text[found.end() :].strip() if found is not None else ""
    return rest if rest and _UNIT.fullmatch(rest) else None


def _below(figure: Line, lines: list[Line]) -> Line | None:
    """The short text right below the middle of a figure."""
    middle = (figure.box[0] + figure.box[2]) / 2
    for line in lines:
        gap = (line.box[1] - figure.box[3]) / line.size if line.size else 0.0
        if line is figure or not _GAP[0] <= gap <= _GAP[1] or not _UNIT.fullmatch(line.text):
            continue
        widest = max(figure.box[2] - figure.box[0], line.box[2] - line.box[0])
        if abs((line.box[0] + line.box[2]) / 2 - middle) <= _CENTRED * widest:
            return line
    return None


def _joined(figure: Line, unit: Line) -> Line:
    return figure._replace(
        text=figure.text + unit.text, box=union_box([figure.box, unit.box]), parts=(*figure.parts, *unit.parts)
    )
