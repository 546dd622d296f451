"""Large figures of a page with the labels and years of each, and which of them are values of one card.

Decides by place and size: a figure set larger than its unit or than text, or one that its own line labels (現状 78%);
labels right above, below or beside it, or over its column as the head of several; two figures that an arrow or their
labels tie together, side by side or one below the other. What names them is decided in `figure_cards`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dxextract.layout.figure_labels import LONGEST_LABEL, Says, SaysWhich
from dxextract.layout.model import Line
from dxextract.schema.passage import Box, union_box
from dxextract.signs import ARROW

SIGN = re.compile(rf"\s*(?:{ARROW}|[≫»])\s*")
_UNIT = r"(?:[^\d０-９\s。、]{0,8}|\s[^\d０-９\s。、の]{1,4})"
"""What is set behind a figure; behind a space it is short, for a number may stand before a title (`2 予約の利用率`)."""
_AMOUNT = (
    r"[約▲△+＋]?\s?[0-9０-９][0-9０-９,，.．]*(?:\s*(?:[億千百]万?|万))?"
    rf"{_UNIT}(?:\s?(?:以上|以下|未満|程度|超))?"
)
_DASH = r"[－—–―-]{1,2}"
FIGURE = re.compile(rf"{_AMOUNT}|{_DASH}")
"""A figure, or the dash that stands for one not measured yet: it is paired as a figure is, never with another dash."""
_LABELLED = re.compile(
    rf"(?P<label>[^\s:：]{{2,16}}(?:\s(?=[(（]|[RH0-9令平])[^\s:：]{{2,12}})?)\s*[\s:：]\s*(?P<figure>{_AMOUNT}|{_DASH})"
    r"(?:\s?[(（](?P<behind>[^()（）]{2,12})[)）])?"
)
"""A figure behind its label in one line: 現状値：45.2%(令和6年度)."""
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
_UNDER = 4.5
"""Of its own size, how far below the middle of a figure its label stands: a gauge or a ring may be drawn between."""
_TABBED = 10.0
"""Of its size, how far right of its figure a year in brackets stands at most, where a tab sets it."""
_BESIDE = 3.0
"""Of a small text's size, how far right or left of its figure it stands in one row."""
_LARGE = 11.5
"""Points from which a figure whose unit is set as large is larger than text."""
MOST = 3
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
    """A large figure with what says which it is; `heads` stand over it and over others of its column."""

    figure: Held
    labels: tuple[Held, ...]
    own: str | None = None
    """The label that the line of the figure begins with."""
    heads: tuple[Held, ...] = ()

    @property
    def held(self) -> tuple[Held, ...]:
        return (*self.labels, self.figure)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a page, the small texts among which their labels are, and the arrows between them."""

    large: Sequence[Held]
    small: Sequence[Held]
    between: Sequence[Box]
    which: SaysWhich

    def runs(self) -> list[list[Value]]:
        """The figures of each card, from left to right, or downwards."""
        runs: list[list[Value]] = []
        for row in _rows(self.large):
            values = self._under_heads(self._with_labels(row))
            run = [values[0]]
            for one, other in pairwise(values):
                if len(run) < MOST and self._belong(one, other):
                    run.append(other)
                else:
                    runs.append(run)
                    run = [other]
            runs.append(run)
        lone = [run[0].figure for run in runs if len(run) == 1]
        return [run for run in runs if len(run) > 1] + list(self._stacked(lone))

    def says(self, value: Value, said: Says) -> bool:
        """Whether a figure is labelled as the `first` or as the `last` value."""
        texts = [*(one.line.text for one in (*value.labels, *value.heads)), *([value.own] if value.own else [])]
        return any(self.which(text) == said for text in texts)

    def _stacked(self, lone: Sequence[Held]) -> Iterator[list[Value]]:
        """The figures that stand one below the other: an arrow down between them, or labels of the first and second."""
        taken: list[Held] = []
        for one in sorted(lone, key=lambda held: held.box[1]):
            below = [other for other in lone if other not in taken and _is_below(other.box, one.box)]
            if one in taken or not below:
                continue
            other = min(below, key=lambda held: held.box[1])
            between = [s for s in self.small if one.box[3] - 2 <= s.box[1] and s.box[3] <= other.box[1] + 2]
            led = any(DOWN.fullmatch(s.line.text) and _is_over(s.box, one.box) for s in between)
            pair = [self._above(one), self._above(other)]
            if led or (self.says(pair[0], "first") and self.says(pair[1], "last")) or self._is_aside(*pair):
                yield pair
                taken += [one, other]

    def _is_aside(self, large: Value, small: Value) -> bool:
        """Whether a large figure with its year or label has the present value in one line below it."""
        return (
            bool(large.labels) and not self.says(large, "first") and small.own is not None and self.says(small, "first")
        )

    def _above(self, figure: Held) -> Value:
        """A figure of a stack with the labels right above it."""
        labels = [
            one
            for one in self.small
            if self.which(one.line.text) and _is_over(one.box, figure.box)
            if -2 <= figure.box[1] - one.box[3] <= _NEAR * one.line.size
        ]
        return Value(figure, tuple(labels), own_label(figure.line.text, self.which))

    def _with_labels(self, row: Sequence[Held]) -> list[Value]:
        """The figures of a row, each with the labels and years nearest to it."""
        near: dict[int, list[Held]] = {n: [] for n in range(len(row))}
        own = [own_label(figure.line.text, self.which) for figure in row]
        largest = max(size_of(f.line) * (1.0 if label is None else LARGER) for f, label in zip(row, own, strict=True))
        texts = [one for one in self.small if LARGER * one.line.size <= largest and self.which(one.line.text)]
        for one in texts:
            close = [n for n, figure in enumerate(row) if is_near(one, figure) and not self._gainsays(one, own[n])]
            if close:
                near[min(close, key=lambda n: _distance(one.box, row[n].box))].append(one)
        told = {n: {self.which(one.line.text) for one in found} for n, found in near.items()}
        for one in texts:
            if any(one in found for found in near.values()):
                continue
            # What a label beside the figure says already is not said again far below it: those are another card's.
            open_ = [n for n in range(len(row)) if self.which(one.line.text) not in told[n]]
            close = [n for n in open_ if self._is_under(one, row[n])]
            close = close or [n for n, figure in enumerate(row) if self._is_tabbed(one, figure)]
            if close:
                near[min(close, key=lambda n: _distance(one.box, row[n].box))].append(one)
        labels = {n: tuple(sorted(found, key=lambda one: one.box[1])) for n, found in near.items()}
        return [Value(figure, labels[n], own[n]) for n, figure in enumerate(row)]

    def _gainsays(self, one: Held, own: str | None) -> bool:
        """Whether a label says otherwise than the one in the figure's own line: 目標 over a block's R6実績 22%."""
        said, told = self.which(one.line.text), self.which(own) if own is not None else None
        return {said, told} == {"first", "last"}

    def _is_under(self, one: Held, figure: Held) -> bool:
        """Whether a label stands below the middle of a figure with no other text between, and not above another."""
        gap = one.box[1] - figure.box[3]
        if not 0 <= gap <= _UNDER * one.line.size or not _is_over(one.box, figure.box):
            return False
        above = (one.box[0], one.box[3], one.box[2], one.box[3] + gap)
        span = (figure.box[0], figure.box[3], figure.box[2], one.box[1])
        return not any(_is_within(other.box, above) for other in self.large) and not any(
            _is_within(other.box, span) for other in (*self.small, *self.large)
        )

    def _is_tabbed(self, one: Held, figure: Held) -> bool:
        """Whether a year in brackets stands right of a figure in its row, with no other text between."""
        gap = one.box[0] - figure.box[2]
        level = one.box[1] < figure.box[3] and one.box[3] > figure.box[1]
        if not (level and 0 <= gap <= _TABBED * one.line.size and one.line.text.startswith(("(", "（"))):
            return False
        span = (figure.box[2], figure.box[1], one.box[0], figure.box[3])
        return not any(_is_within(other.box, span) for other in (*self.small, *self.large))

    def _under_heads(self, values: Sequence[Value]) -> list[Value]:
        """The figures of a row that have no labels, with the heads of their columns, where two are at one height."""
        heads = [None if v.labels or v.own else self._head_over(v.figure) for v in values]
        found = [head for head in heads if head is not None]
        return [
            value
            if head is None or not any(o is not head and abs(o.box[3] - head.box[3]) < 2 for o in found)
            else replace(value, heads=(head,))
            for value, head in zip(values, heads, strict=True)
        ]

    def _head_over(self, figure: Held) -> Held | None:
        """The label over the middle of a figure that nothing but figures of its column stands between."""
        above = [
            one
            for one in self.small
            if one.box[3] <= figure.box[1] and _shares(one.box, figure.box) and self.which(one.line.text)
        ]
        head = max(above, key=lambda one: one.box[3], default=None)
        if head is None or LARGER * head.line.size > size_of(figure.line):
            return None
        span = (min(head.box[0], figure.box[0]), head.box[3], max(head.box[2], figure.box[2]), figure.box[1])
        parted = any(one is not head and _is_within(one.box, span) for one in self.small)
        return None if parted else head

    def _belong(self, one: Value, other: Value) -> bool:
        """Whether two neighbours are figures of one card: an arrow between, or labels of the first and the second."""
        left, right = one.figure.box, other.figure.box
        led = SIGN.match(other.figure.line.text) is not None or any(
            left[2] - 2 <= (b[0] + b[2]) / 2 <= right[0] + 2 and b[3] >= min(left[1], right[1]) and b[1] <= left[3]
            for b in self.between
        )
        measured = any(re.search(r"\d", value.figure.line.text) for value in (one, other))
        early = self.says(one, "first") or self.says(one, "middle")
        late = self.says(other, "middle") or self.says(other, "last")
        return measured and (led or (early and late))


def pieces_of(owner: int, line: Line, which: SaysWhich) -> list[Held]:
    """A line, or the figures around an arrow that it is made of and the arrow (`12施設➡45施設`).

    The card's name may be a part of the line too, where it ends close before the first figure.
    """
    at = [n for n, part in enumerate(line.parts) if SIGN.fullmatch(part.text)]
    if at == [len(line.parts) - 1] and len(line.parts) > 1:  # `5,200 ⇒`
        figure, sign = (
            line._replace(text=text.strip(), box=union_box(p.box for p in parts), parts=parts)
            for text, parts in ((SIGN.split(line.text)[0], line.parts[:-1]), (line.parts[-1].text, line.parts[-1:]))
        )
        return [Held(owner, figure, line), Held(owner, sign, line)] if is_figure(figure, which) else [Held(owner, line)]
    texts = SIGN.split(line.text)
    if len(at) != 1 or len(texts) != 2 or not 0 < at[0] < len(line.parts) - 1:
        return [Held(owner, line)]
    pieces = [line.parts[: at[0]], line.parts[at[0] : at[0] + 1], line.parts[at[0] + 1 :]]
    made = [
        line._replace(text=text.strip(), box=union_box(p.box for p in parts), parts=parts)
        for text, parts in zip((texts[0], line.parts[at[0]].text, texts[1]), pieces, strict=True)
    ]
    before = made[:1] if is_figure(made[0], which) else _name_and_figure(made[0], which)
    if not before or not is_figure(made[2], which):
        return [Held(owner, line)]
    return [Held(owner, one, line) for one in (*before, *made[1:])]


def _name_and_figure(line: Line, which: SaysWhich) -> list[Line]:
    """The name that a line begins with and the figure behind it, set much larger; nothing for any other line."""
    for at in range(1, len(line.parts)):
        name, figure = (
            line._replace(text="".join(p.text for p in parts).strip(), box=union_box(p.box for p in parts), parts=parts)
            for parts in (line.parts[:at], line.parts[at:])
        )
        largest = max(part.size for part in name.parts)
        if is_figure(figure, which) and size_of(figure) >= LARGER * largest:
            return [name._replace(size=largest), figure]
    return []


def is_figure(line: Line, which: SaysWhich) -> bool:
    """Whether a line is nothing but a figure, set larger than its own unit or than any text, or one with its label."""
    text = SIGN.sub("", line.text)
    if own_label(text, which) is not None:
        return True
    year, _, rest = text.partition(" ")
    text = rest if rest and which(year) == "when" else text  # `2030 60%`, the year set small
    behind = _BEHIND.search(text)
    text = text[: behind.start()] if behind is not None and which(behind[1]) == "when" else text  # `60%(R12)`
    if len(text) > LONGEST_LABEL or FIGURE.fullmatch(text) is None:
        return False
    return size_of(line) >= min(LARGER * min(part.size for part in line.parts), _LARGE)


def own_label(text: str, which: SaysWhich) -> str | None:
    """The label that a line begins with which holds its figure too: 現状 of 現状 78%; None for any other line."""
    found = _LABELLED.fullmatch(SIGN.sub("", text))
    if found is None or which(found["label"]) not in ("first", "middle", "last"):
        return None
    return found["label"] if found["behind"] is None or which(found["behind"]) == "when" else None


def size_of(line: Line) -> float:
    """The size of a line's figure: its unit may be set smaller, and be longer."""
    return max(part.size for part in line.parts)


def is_near(small: Held, figure: Held) -> bool:
    """Whether a small text stands right above or below a figure, or beside it in its row."""
    height = figure.box[3] - figure.box[1]
    across = min(small.box[2], figure.box[2]) - max(small.box[0], figure.box[0])
    gap = max(figure.box[1] - small.box[3], small.box[1] - figure.box[3])
    if across > 0:
        return gap <= _NEAR * height
    return gap < 0 and -across <= _BESIDE * small.line.size


def _rows(large: Sequence[Held]) -> list[list[Held]]:
    rows: list[list[Held]] = []
    for one in sorted(large, key=lambda held: held.box[3]):
        last = rows[-1][0] if rows else None
        if last is not None and abs(one.box[3] - last.box[3]) <= _LEVEL * max(size_of(one.line), size_of(last.line)):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda held: held.box[0]) for row in rows]


def _is_below(box: Box, above: Box) -> bool:
    """Whether a figure stands below another, not far off."""
    gap = box[1] - above[3]
    return _is_over(box, above) and 0 <= gap <= _STACK * (above[3] - above[1])


def _is_over(one: Box, other: Box) -> bool:
    """Whether the middles of two boxes are above one another."""
    wide = max(one[2] - one[0], other[2] - other[0])
    return abs(one[0] + one[2] - other[0] - other[2]) / 2 <= _CENTRED * wide


def _shares(one: Box, other: Box) -> bool:
    """Whether the narrower of two boxes stands at the columns of the other for most of its width."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across >= 0.5 * min(one[2] - one[0], other[2] - other[0])


def _is_within(box: Box, span: Box) -> bool:
    """Whether a text reaches into a span."""
    return box[0] < span[2] and box[2] > span[0] and box[1] < span[3] - 1 and box[3] > span[1] + 1


def _distance(one: Box, other: Box) -> float:
    return abs(one[0] + one[2] - other[0] - other[2]) / 2
