"""Cards of large figures -> one line each: a name, and two or three figures with their labels, years and arrows.

Designed pages set an indicator as a card or strip: its name, a large figure for the present and one for the target,
with 現状値 and 目標値 (or their years) small above or below each, an arrow between. Decides by place and size: figures
on one baseline, well larger than their name and labels, that an arrow or their labels tie together. What the figures
mean is read from the line as from any other (`extract.kpis`); figures of tables and those alone are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.box_relations import holds_middle
from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.figure_labels import FIRST, LAST, LONGEST_LABEL, says_which
from dxextract.layout.model import Line
from dxextract.schema.passage import Box, union_box
from dxextract.signs import ARROW, ITEM_SIGNS

_SIGN = re.compile(rf"\s*(?:{ARROW}|[≫»])\s*")
_FIGURE = re.compile(
    r"[約▲△+＋]?\s?[0-9０-９][0-9０-９,，.．]*\s*[億千百]?万?\s*[^\d０-９\s。、]{0,8}(?:\s?(?:以上|以下|未満|程度|超))?"
)
_DOWN = re.compile(r"[▼▽↓⇩⬇]\ufe0f?")
_UNREAD = re.compile(r"値|年|[RH][0-9]")
_BEHIND = re.compile(r"\s?[(（]([^()（）]{2,8})[)）]$")
_STACK = 2.6
"""Of a figure's height, how far below it the next one of a stack stands."""
_CENTRED = 0.3
"""Share of the wider one's width by which the middles of what stands in a stack differ."""
_LARGER = 1.3
"""How much larger than its name and its labels a figure is set, at least."""
_LEVEL = 0.35
"""Of the size, how far the bottoms of two figures of a card differ."""
_NEAR = 1.1
"""Of a figure's height, how far above or below it its label and year stand."""
_ABOVE = 2.6
"""Of a figure's height, how far above it the name of its card stands."""
_BESIDE = 3.0
"""Of a small text's size, how far right or left of its figure it stands in one row."""
_OTHER_COLUMN = 4.0
"""Of its size, how far left of a card's figures a text of another column ends, at least."""
_RIGHT_ABOVE = 1.5
"""Of its size, how far above the figures a name stands that is nearer than what is left of them."""
_LONGEST_NAME = 45
_LARGE = 13.0
"""Points from which a figure whose unit is set as large is larger than text."""
_MOST = 3
"""Figures of one card."""
_FEWEST_NAME = 2


@dataclass(frozen=True, slots=True)
class _Held:
    """A line with the number of the box that it stands in."""

    owner: int
    line: Line
    printed: Line | None = None
    """The whole line, where this is one of two figures around an arrow in it."""

    @property
    def box(self) -> Box:
        return self.line.box


@dataclass(frozen=True, slots=True)
class _Value:
    """A large figure with what says which it is."""

    figure: _Held
    labels: tuple[_Held, ...]

    @property
    def held(self) -> tuple[_Held, ...]:
        return (*self.labels, self.figure)


def cards_to_lines(
    lines: Mapping[int, Sequence[Line]], boxes: Boxes, arrows: Iterable[Box], is_time_label: Callable[[str], bool]
) -> dict[int, list[Line]]:
    """The lines of each box, those of a card of large figures joined to one where the card's name stands."""
    found = {number: list(own) for number, own in lines.items()}
    held = [
        piece
        for n, own in found.items()
        for line in own
        if not boxes.is_cell(n) and not line.vertical
        for piece in _pieces(n, line, is_time_label)
    ]
    large = [one for one in held if _is_figure(one.line, is_time_label)]
    if len(large) < 2:
        return found
    signs = [one.box for one in held if _SIGN.fullmatch(one.line.text)]
    pointed = [frame.box for frame in boxes.frames if frame.pointed]
    between = [*signs, *pointed, *arrows]
    small = [one for one in held if one not in large and not _SIGN.fullmatch(one.line.text)]
    taken: list[_Held] = []
    for run in _runs(large, small, between, is_time_label):
        rest = [one for one in small if one not in taken and all(one not in value.labels for value in run)]
        name = _name(run, rest, boxes)
        if (
            not name
            or not all(_is_told(value) for value in run)
            or any(_is_unread(one, run, is_time_label) for one in rest if one not in name)
        ):
            continue
        inside = [one for one in held if _is_sign(one.line.text) and _lies_between(one.box, run)]
        _join(found, name, run, inside)
        taken += [*name, *(one for value in run for one in value.held), *inside]
    return found


def _is_told(value: _Value) -> bool:
    """Whether a label or a year, beside a figure or on its own line, says which it is: else the order alone would."""
    return bool(value.labels) or _FIGURE.fullmatch(_SIGN.sub("", value.figure.line.text)) is None


def _is_unread(one: _Held, run: Sequence[_Value], is_time_label: Callable[[str], bool]) -> bool:
    """Whether a short text beside a figure says of it what is not known here: the card is left as it stands."""
    text = one.line.text
    if len(text) > LONGEST_LABEL // 2 or _UNREAD.search(text) is None or says_which(text, is_time_label):
        return False
    return any(_is_near(one, value.figure) for value in run)


def _is_sign(text: str) -> bool:
    return _SIGN.fullmatch(text) is not None or _DOWN.fullmatch(text) is not None


def _pieces(owner: int, line: Line, is_time_label: Callable[[str], bool]) -> list[_Held]:
    """A line, or the figures around an arrow that it is made of and the arrow (`12施設➡45施設`)."""
    at = [n for n, part in enumerate(line.parts) if _SIGN.fullmatch(part.text)]
    texts = _SIGN.split(line.text)
    if len(at) != 1 or len(texts) != 2 or not 0 < at[0] < len(line.parts) - 1:
        return [_Held(owner, line)]
    pieces = [line.parts[: at[0]], line.parts[at[0] : at[0] + 1], line.parts[at[0] + 1 :]]
    made = [
        line._replace(text=text.strip(), box=union_box(p.box for p in parts), parts=parts)
        for text, parts in zip((texts[0], line.parts[at[0]].text, texts[1]), pieces, strict=True)
    ]
    if not (_is_figure(made[0], is_time_label) and _is_figure(made[2], is_time_label)):
        return [_Held(owner, line)]
    return [_Held(owner, one, line) for one in made]


def _is_figure(line: Line, is_time_label: Callable[[str], bool]) -> bool:
    """Whether a line is nothing but a figure, set larger than its own unit or than any text."""
    text = _SIGN.sub("", line.text)
    year, _, rest = text.partition(" ")
    text = rest if rest and is_time_label(year) else text  # `2030 60%`, the year set small
    behind = _BEHIND.search(text)
    text = text[: behind.start()] if behind is not None and is_time_label(behind[1]) else text  # `60%(R12)`
    if len(text) > LONGEST_LABEL or _FIGURE.fullmatch(text) is None:
        return False
    return _size(line) >= min(_LARGER * min(part.size for part in line.parts), _LARGE)


def _size(line: Line) -> float:
    """The size of a line's figure: its unit may be set smaller, and be longer."""
    return max(part.size for part in line.parts)


def _runs(
    large: Sequence[_Held],
    small: Sequence[_Held],
    between: Sequence[Box],
    is_time_label: Callable[[str], bool],
) -> list[list[_Value]]:
    """The figures of each card, from left to right."""
    runs: list[list[_Value]] = []
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


def _stacked(lone: Sequence[_Held], small: Sequence[_Held], is_time_label: Callable[[str], bool]) -> list[list[_Value]]:
    """The figures that stand one below the other with an arrow down between them, or labels of the first and second."""
    found: list[list[_Value]] = []
    taken: list[_Held] = []
    for one in sorted(lone, key=lambda held: held.box[1]):
        below = [other for other in lone if other not in taken and _is_below(other.box, one.box)]
        if one in taken or not below:
            continue
        other = min(below, key=lambda held: held.box[1])
        between = [s for s in small if one.box[3] - 2 <= s.box[1] and s.box[3] <= other.box[1] + 2]
        led = any(_DOWN.fullmatch(s.line.text) and _is_over(s.box, one.box) for s in between)
        pair = [_above(one, small, is_time_label), _above(other, small, is_time_label)]
        if led or (_is_first(pair[0]) and _is_second(pair[1])):
            found.append(pair)
            taken += [one, other]
    return found


def _above(figure: _Held, small: Sequence[_Held], is_time_label: Callable[[str], bool]) -> _Value:
    """A figure of a stack with the labels right above it."""
    labels = [
        one
        for one in small
        if says_which(one.line.text, is_time_label) and _is_over(one.box, figure.box)
        if -2 <= figure.box[1] - one.box[3] <= _NEAR * one.line.size
    ]
    return _Value(figure, tuple(labels))


def _is_below(box: Box, above: Box) -> bool:
    """Whether a figure stands below another, not far off."""
    gap = box[1] - above[3]
    return _is_over(box, above) and 0 <= gap <= _STACK * (above[3] - above[1])


def _is_over(one: Box, other: Box) -> bool:
    """Whether the middles of two boxes are above one another."""
    wide = max(one[2] - one[0], other[2] - other[0])
    return abs(one[0] + one[2] - other[0] - other[2]) / 2 <= _CENTRED * wide


def _is_first(value: _Value) -> bool:
    return any(FIRST.search(own.line.text) for own in value.labels)


def _is_second(value: _Value) -> bool:
    return any(LAST.search(own.line.text) for own in value.labels)


def _rows(large: Sequence[_Held]) -> list[list[_Held]]:
    rows: list[list[_Held]] = []
    for one in sorted(large, key=lambda held: held.box[3]):
        last = rows[-1][0] if rows else None
        if last is not None and abs(one.box[3] - last.box[3]) <= _LEVEL * max(_size(one.line), _size(last.line)):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda held: held.box[0]) for row in rows]


def _with_labels(row: Sequence[_Held], small: Sequence[_Held], is_time_label: Callable[[str], bool]) -> list[_Value]:
    """The figures of a row, each with the labels and years nearest to it."""
    near: dict[int, list[_Held]] = {n: [] for n in range(len(row))}
    for one in small:
        if not says_which(one.line.text, is_time_label) or _LARGER * one.line.size > max(_size(f.line) for f in row):
            continue
        close = [n for n, figure in enumerate(row) if _is_near(one, figure)]
        if close:
            near[min(close, key=lambda n: _distance(one.box, row[n].box))].append(one)
    return [_Value(f, tuple(sorted(near[n], key=lambda one: one.box[1]))) for n, f in enumerate(row)]


def _is_near(small: _Held, figure: _Held) -> bool:
    """Whether a small text stands right above or below a figure, or beside it in its row."""
    height = figure.box[3] - figure.box[1]
    across = min(small.box[2], figure.box[2]) - max(small.box[0], figure.box[0])
    gap = max(figure.box[1] - small.box[3], small.box[1] - figure.box[3])
    if across > 0:
        return gap <= _NEAR * height
    return gap < 0 and -across <= _BESIDE * small.line.size


def _distance(one: Box, other: Box) -> float:
    return abs(one[0] + one[2] - other[0] - other[2]) / 2


def _belong(one: _Value, other: _Value, between: Sequence[Box]) -> bool:
    """Whether two neighbours are figures of one card: an arrow between, or labels of the first and of the second."""
    left, right = one.figure.box, other.figure.box
    led = _SIGN.match(other.figure.line.text) is not None or any(
        left[2] - 2 <= (b[0] + b[2]) / 2 <= right[0] + 2 and b[3] >= min(left[1], right[1]) and b[1] <= left[3]
        for b in between
    )
    if led:
        return True
    return _is_first(one) and _is_second(other)


def _name(run: Sequence[_Value], small: Sequence[_Held], boxes: Boxes) -> list[_Held]:
    """The lines of a card's name: what stands left of its row, else right above it; in its frame, if it has one."""
    body = union_box(one.box for value in run for one in value.held)
    least = min(_size(value.figure.line) for value in run)
    reach = _ABOVE * max(value.figure.box[3] - value.figure.box[1] for value in run)
    around = _frame_around(body, boxes)
    near = [one for one in small if _may_name(one.line, least) and (around is None or holds_middle(around, one.box))]
    left = [one for one in near if one.box[2] <= body[0] + 1 and one.box[3] > body[1] and one.box[1] < body[3]]
    above = [
        one
        for one in near
        if -0.3 * one.line.size <= body[1] - one.box[3] and body[1] - one.box[1] <= reach
        if min(one.box[2], body[2]) - max(one.box[0], body[0]) > 0
    ]
    beside, over = _one_name(left), _last_lines(above)
    return over if over and _is_farther(beside, over, body) else beside or over


def _is_farther(beside: Sequence[_Held], over: Sequence[_Held], body: Box) -> bool:
    """Whether what stands left of a card's row is text of another column, and its name right above it."""
    if not beside:
        return True
    apart, above = body[0] - max(one.box[2] for one in beside), body[1] - max(one.box[3] for one in over)
    return apart > _OTHER_COLUMN * beside[0].line.size and above <= _RIGHT_ABOVE * over[0].line.size


def _may_name(line: Line, size: float) -> bool:
    text = line.text
    fits = _FEWEST_NAME < len(text) <= _LONGEST_NAME and not text.endswith("。") and text[0] not in ITEM_SIGNS
    return fits and _LARGER * line.size <= size and re.search(r"[ぁ-んァ-ヶ一-鿿A-Za-z]{2}", text) is not None


def _last_lines(above: Sequence[_Held]) -> list[_Held]:
    """The lowest line of those above, and the one that it goes on from: set alike, right above it."""
    ordered = sorted(above, key=lambda one: -one.box[3])
    if not ordered:
        return []
    kept = [ordered[0]]
    for one in ordered[1:2]:
        alike = abs(one.line.size - kept[0].line.size) < 0.5 and one.line.bold == kept[0].line.bold
        if alike and one.owner == kept[0].owner and 0 <= kept[0].box[1] - one.box[3] < 0.5 * one.line.size:
            kept.insert(0, one)
    return kept


def _one_name(left: Sequence[_Held]) -> list[_Held]:
    """The lines left of the figures where they are one wrapped name."""
    ordered = sorted(left, key=lambda one: one.box[1])
    if len(ordered) > 1 and any(abs(a.line.size - b.line.size) > 0.5 for a, b in pairwise(ordered)):
        size = max(one.line.size for one in ordered)
        ordered = [one for one in ordered if one.line.size == size]
    return ordered if len(ordered) <= _MOST else []


def _frame_around(body: Box, boxes: Boxes) -> Box | None:
    number = boxes.frame_around(body)
    return boxes.boxes[number] if number != OUTSIDE else None


def _lies_between(box: Box, run: Sequence[_Value]) -> bool:
    body = union_box(value.figure.box for value in run)
    return holds_middle(body, box)


def _leads(sign: Box, figure: Box) -> bool:
    """Whether an arrow stands left of a figure in its row, or above it."""
    return sign[2] <= figure[0] + 2 or sign[3] <= figure[1] + 2


def _join(found: dict[int, list[Line]], name: Sequence[_Held], run: Sequence[_Value], signs: Sequence[_Held]) -> None:
    """Puts one line in the place of the name and takes what it is made of out of the lines."""
    printed: list[_Held] = list(name)
    said = ["".join(one.line.text for one in name)]
    for value in run:
        figure = value.figure.line.text
        led = _SIGN.match(figure)  # an arrow stands before what is said of the figure that it leads to
        before = [sign for sign in signs if _leads(sign.box, value.figure.box) and sign not in printed]
        early = [one for one in value.labels if not one.line.text.startswith(("(", "（"))]
        late = [one for one in value.labels if one not in early]
        printed += [*before, *early, value.figure, *late]
        said += [*(one.line.text for one in before), *([led[0].strip()] if led else [])]
        said += [*(one.line.text for one in early), _SIGN.sub("", figure), *(one.line.text for one in late)]
    text = " ".join(said)
    first = name[0].line
    line = first._replace(
        text=text, box=union_box(one.box for one in printed), parts=tuple(p for one in printed for p in one.line.parts)
    )
    place = next(n for n, one in enumerate(found[name[0].owner]) if one is first)
    found[name[0].owner][place] = line
    for one in printed:
        gone = one.printed or one.line
        found[one.owner] = [other for other in found[one.owner] if other is not gone]
