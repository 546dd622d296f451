"""Large figures that belong together: those of one card, each with the labels and years that say which it is.

Decides by place and size: figures on one baseline or one below the other, well larger than their labels, that an arrow
or the labels of a first and a second tie together. What names a card is for `figure_cards`, what a label says for
`figure_labels`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.figure_labels import FIRST, LAST, LONGEST_LABEL, says_which
from dxextract.layout.model import Line
from dxextract.schema.passage import Box
from dxextract.signs import ARROW

SIGN = re.compile(rf"\s*(?:{ARROW}|[≫»])\s*")
FIGURE = re.compile(
    r"[約▲△+＋]?\s?[0-9０-９][0-9０-９,，.．]*\s*[億千百]?万?\s*[^\d０-９\s。、]{0,8}(?:\s?(?:以上|以下|未満|程度|超))?"
)
DOWN = re.compile(r"[▼▽↓⇩⬇]\ufe0f?")
_BEHIND = re.compile(r"\s?[(（]([^()（）]{2,8})[)）]$")
_STACK = 2.6
"""Of a figure's height, how far below it the next one of a stack stands."""
_CENTRED = 0.3
"""Share of the wider one's width by which the middles of what stands in a stack differ."""
LARGER = 1.3
"""How much larger than its name and its labels a figure is set, at least."""
_LEVEL = 0.35
"""Of the size, how far the bottoms of two figures of a card differ."""
_NEAR = 1.1
"""Of a figure's height, how far above or below it its label and year stand."""
_BESIDE = 3.0
"""Of a small text's size, how far right or left of its figure it stands in one row."""
_LARGE = 13.0
"""Points from which a figure whose unit is set as large is larger than text."""
_MOST = 3
"""Figures of one card."""


@dataclass(frozen=True, slots=True)
class Held:
    """A line with the number of the box that it stands in."""

    owner: int
    line: Line
    printed: Line | None = None
    """The whole line, where this is one of two figures around an arrow in it."""

    @property
    def box(self) -> Box:
        return self.line.box


@dataclass(frozen=True, slots=True)
class Value:
    """A large figure with what says which it is."""

    figure: Held
    labels: tuple[Held, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        return (*self.labels, self.figure)


def is_large_figure(line: Line, is_time_label: Callable[[str], bool]) -> bool:
    """Whether a line is nothing but a figure, set larger than its own unit or than any text."""
    text = SIGN.sub("", line.text)
    year, _, rest = text.partition(" ")
    text = rest if rest and is_time_label(year) else text  # `2030 60%`, the year set small
    behind = _BEHIND.search(text)
    text = text[: behind.start()] if behind is not None and is_time_label(behind[1]) else text  # `60%(R12)`
    if len(text) > LONGEST_LABEL or FIGURE.fullmatch(text) is None:
        return False
    return size_of(line) >= min(LARGER * min(part.size for part in line.parts), _LARGE)


def size_of(line: Line) -> float:
    """The size of a line's figure: its unit may be set smaller, and be longer."""
    return max(part.size for part in line.parts)


def figure_runs(
    large: Sequence[Held],
    small: Sequence[Held],
    between: Sequence[Box],
    is_time_label: Callable[[str], bool],
) -> list[list[Value]]:
    """The figures of each card, from left to right."""
    runs: list[list[Value]] = []
    rows = _rows(large)
    for row in rows:
        values = _with_labels(row, small, is_time_label)
        run = [values[0]]
        for one, other in pairwise(values):
            if len(run) < _MOST and _belong(one, other, between):
                run.append(other)
            else:
                runs.append(run)
                run = [other]
        runs.append(run)
    lone = [run[0].figure for run in runs if len(run) == 1]
    return [run for run in runs if len(run) > 1] + _stacked(lone, small, is_time_label)


def _stacked(lone: Sequence[Held], small: Sequence[Held], is_time_label: Callable[[str], bool]) -> list[list[Value]]:
    """The figures that stand one below the other with an arrow down between them, or labels of the first and second."""
    found: list[list[Value]] = []
    taken: list[Held] = []
    for one in sorted(lone, key=lambda held: held.box[1]):
        below = [other for other in lone if other not in taken and _is_below(other.box, one.box)]
        if one in taken or not below:
            continue
        other = min(below, key=lambda held: held.box[1])
        between = [s for s in small if one.box[3] - 2 <= s.box[1] and s.box[3] <= other.box[1] + 2]
        led = any(DOWN.fullmatch(s.line.text) and _is_over(s.box, one.box) for s in between)
        pair = [_above(one, small, is_time_label), _above(other, small, is_time_label)]
        if led or (_is_first(pair[0]) and _is_second(pair[1])):
            found.append(pair)
            taken += [one, other]
    return found


def _above(figure: Held, small: Sequence[Held], is_time_label: Callable[[str], bool]) -> Value:
    """A figure of a stack with the labels right above it."""
    labels = [
        one
        for one in small
        if says_which(one.line.text, is_time_label) and _is_over(one.box, figure.box)
        if -2 <= figure.box[1] - one.box[3] <= _NEAR * one.line.size
    ]
    return Value(figure, tuple(labels))


def _is_below(box: Box, above: Box) -> bool:
    """Whether a figure stands below another, not far off."""
    gap = box[1] - above[3]
    return _is_over(box, above) and 0 <= gap <= _STACK * (above[3] - above[1])


def _is_over(one: Box, other: Box) -> bool:
    """Whether the middles of two boxes are above one another."""
    wide = max(one[2] - one[0], other[2] - other[0])
    return abs(one[0] + one[2] - other[0] - other[2]) / 2 <= _CENTRED * wide


def _is_first(value: Value) -> bool:
    return any(FIRST.search(own.line.text) for own in value.labels)


def _is_second(value: Value) -> bool:
    return any(LAST.search(own.line.text) for own in value.labels)


def _rows(large: Sequence[Held]) -> list[list[Held]]:
    """The figures of each baseline, from left to right."""
    rows: list[list[Held]] = []
    for one in sorted(large, key=lambda held: held.box[3]):
        last = rows[-1][0] if rows else None
        if last is not None and abs(one.box[3] - last.box[3]) <= _LEVEL * max(size_of(one.line), size_of(last.line)):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda held: held.box[0]) for row in rows]


def _with_labels(row: Sequence[Held], small: Sequence[Held], is_time_label: Callable[[str], bool]) -> list[Value]:
    """The figures of a row, each with the labels and years nearest to it."""
    near: dict[int, list[Held]] = {n: [] for n in range(len(row))}
    for one in small:
        if not says_which(one.line.text, is_time_label) or LARGER * one.line.size > max(size_of(f.line) for f in row):
            continue
        close = [n for n, figure in enumerate(row) if is_near(one, figure)]
        if close:
            near[min(close, key=lambda n: _distance(one.box, row[n].box))].append(one)
    return [Value(f, tuple(sorted(near[n], key=lambda one: one.box[1]))) for n, f in enumerate(row)]


def is_near(small: Held, figure: Held) -> bool:
    """Whether a small text stands right above or below a figure, or beside it in its row."""
    height = figure.box[3] - figure.box[1]
    across = min(small.box[2], figure.box[2]) - max(small.box[0], figure.box[0])
    gap = max(figure.box[1] - small.box[3], small.box[1] - figure.box[3])
    if across > 0:
        return gap <= _NEAR * height
    return gap < 0 and -across <= _BESIDE * small.line.size


def _distance(one: Box, other: Box) -> float:
    return abs(one[0] + one[2] - other[0] - other[2]) / 2


def _belong(one: Value, other: Value, between: Sequence[Box]) -> bool:
    """Whether two neighbours are figures of one card: an arrow between, or labels of the first and of the second."""
    left, right = one.figure.box, other.figure.box
    led = SIGN.match(other.figure.line.text) is not None or any(
        left[2] - 2 <= (b[0] + b[2]) / 2 <= right[0] + 2 and b[3] >= min(left[1], right[1]) and b[1] <= left[3]
        for b in between
    )
    if led:
        return True
    return _is_first(one) and _is_second(other)
