"""Rows of fragments -> the narrow gutters that run through several of them.

Decides that gaps too narrow to part two lines by themselves are the space between two columns when they stand one
under the other in several rows, with a fair stretch of text on both sides each time. Gaps behind numbers and marks
are none. Where figures end at one x and words begin at the next in several rows, as columns of a spreadsheet set to the
right and to the left do, any gap between them is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol

from dxextract.layout.model import Fragment
from dxextract.schema.passage import Box
from dxextract.signs import ITEM_SIGNS

_NARROWEST = 0.8
"""Ems of the narrowest gutter."""
_FEWEST_ROWS = 4
_FEWEST_ALIGNED = 2
"""Rows with text on both sides that suffice when the right column's lines begin at one x."""
_ALIGNED = 1.5
_FEWEST_STARTS = 3
"""Rows that begin right of a gutter at one x where only one of them has text on both sides."""
_FEWEST_CHARS = 8
"""Characters that the text on either side has as a rule."""
_MOST_CANDIDATES = 60
_FEWEST_FIGURES = 3
"""Rows in which a figure ends and a word begins at the same two x."""
_FIGURE = re.compile(
    r"[約▲△-]?[0-9０-９][0-9０-９,，.．]*(?P<unit>[^\s0-9０-９,，.．]{0,6}[（(][^（）()]{1,10}[）)]|[^\s0-9０-９,，.．]{1,6})?"
)
"""A figure, with its unit or what stands in brackets behind it (90以上(R10)) if it has any."""
_NOT_APART = re.compile(r"以|未満|程度|超|[増減]|前後|削減|維持|[^\w]|[0-9０-９]")
"""How a word begins that belongs to the figure before it (90%以上)."""
_IN_CHARGE = re.compile(r"[課室部係局所班]$")
"""How a word ends that no figure without a unit has for one."""


def rows_to_gutters(rows: Sequence[Sequence[Fragment]], widest: float) -> list[list[float]]:
    """For each row (fragments from left to right) the x positions at which columns part.

    `rows` are in order downwards; `widest` is the gap in ems that parts two lines anyway.
    """
    found: list[list[float]] = [[] for _ in rows]
    if len(rows) < _FEWEST_FIGURES:
        return found
    for number, x in behind_figures(rows):
        found[number].append(x)
    if len(rows) < _FEWEST_ROWS:
        return found
    for x in _candidates(rows, widest):
        for start, end in _runs(rows, x):
            for number in range(start, end):
                found[number].append(x)
    return found


class _Text(Protocol):
    """A stretch of text, a fragment or a piece of several."""

    @property
    def text(self) -> str: ...
    @property
    def box(self) -> Box: ...
    @property
    def size(self) -> float: ...


def behind_figures(rows: Sequence[Sequence[_Text]]) -> Iterator[tuple[int, float]]:
    """The rows, by number, and the x in them between figures set to the right and words set to the left."""
    pairs: dict[tuple[int, int], list[tuple[int, float, bool]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for left, right in pairwise(row):
            gap = right.box[0] - left.box[2]
            if 0 < gap < _NARROWEST * right.size:
                figure = _ends_figure(left.text, right.text)
                pairs[round(left.box[2]), round(right.box[0])].append((number, left.box[2] + gap / 2, figure))
    for found in pairs.values():
        if sum(figure for *_, figure in found) >= _FEWEST_FIGURES:
            yield from ((number, x) for number, x, _ in found)


def _ends_figure(left: str, right: str) -> bool:
    """Whether a figure with its unit stands before a word of its own; without one, before who is in charge."""
    figure = _FIGURE.fullmatch(left)
    if figure is None or len(right) < 2 or _NOT_APART.match(right):
        return False
    return figure["unit"] is not None or _IN_CHARGE.search(right) is not None


def _candidates(rows: Sequence[Sequence[Fragment]], widest: float) -> list[float]:
    """The middles of narrow gaps, those close to one another once."""
    middles = sorted(
        (left.box[2] + right.box[0]) / 2
        for row in rows
        for left, right in pairwise(row)
        if _NARROWEST * right.size <= right.box[0] - left.box[2] <= widest * right.size
    )
    kept: list[float] = []
    for middle in middles:
        if not kept or middle - kept[-1] > 4.0:
            kept.append(middle)
    return kept if len(kept) <= _MOST_CANDIDATES else []


def _runs(rows: Sequence[Sequence[Fragment]], x: float) -> list[tuple[int, int]]:
    """The runs of rows that `x` passes through without touching text, with enough text on both sides."""
    runs: list[tuple[int, int]] = []
    start = 0
    for number in range(len(rows) + 1):
        if number < len(rows) and not any(f.box[0] < x < f.box[2] for f in rows[number]):
            continue
        if _is_gutter(rows[start:number], x):
            runs.append((start, number))
        start = number + 1
    return runs


def _is_gutter(rows: Sequence[Sequence[Fragment]], x: float) -> bool:
    if len(rows) < _FEWEST_ROWS:
        return False
    both = [row for row in rows if row[0].box[2] <= x <= row[-1].box[0]]
    return _parts_prose(both, x) or any(_begins_item(rows, n, x) for n, row in enumerate(rows) if row in both)


def _parts_prose(both: Sequence[Sequence[Fragment]], x: float) -> bool:
    """Whether rows enough have a fair stretch of text on both sides."""
    starts = [min(f.box[0] for f in row if f.box[0] >= x) for row in both]
    aligned = bool(starts) and max(starts) - min(starts) <= _ALIGNED
    if len(both) < (_FEWEST_ALIGNED if aligned else _FEWEST_ROWS):
        return False
    lefts = [sum(len(f.chars) for f in row if f.box[2] <= x) for row in both]
    rights = [sum(len(f.chars) for f in row if f.box[0] >= x) for row in both]
    return median(lefts) >= _FEWEST_CHARS and median(rights) >= _FEWEST_CHARS


def _begins_item(rows: Sequence[Sequence[Fragment]], number: int, x: float) -> bool:
    """Whether what stands right of a gutter in a row is an item, in a column of lines that begin where it does.

    Two columns of items whose lines stand at one height but once, as those on the left wrap.
    """
    starts = [next((f for f in row if f.box[0] >= x), None) for row in rows]
    item, left = starts[number], sum(len(f.chars) for f in rows[number] if f.box[2] <= x)
    if item is None or item.text[0] not in ITEM_SIGNS or min(left, len(item.chars)) < _FEWEST_CHARS:
        return False
    column = [f for f in starts[number:] if f is not None][:_FEWEST_STARTS]
    return len(column) == _FEWEST_STARTS and all(abs(f.box[0] - item.box[0]) <= _ALIGNED for f in column)
