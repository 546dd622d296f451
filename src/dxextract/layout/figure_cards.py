"""Cards of large figures -> one line each: a name, and two or three figures with their labels, years and arrows.

Designed pages set an indicator as a card or strip: its name, a large figure for the present and one for the target,
with 現状値 and 目標値 (or their years) small above or below each, an arrow between. Which figures are values of one
card is decided in `figure_runs`; here, what names them and whether all that stands beside them is understood. What
the figures mean is read from the line as from any other (`extract.kpis`); figures of tables and those alone are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dxextract.layout.box_relations import holds_middle
from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.figure_labels import LONGEST_LABEL, YEARS_LONG, SaysWhich
from dxextract.layout.figure_runs import (
    DOWN,
    FIGURE,
    LARGER,
    MOST,
    SIGN,
    Figures,
    Held,
    Value,
    is_figure,
    is_near,
    pieces_of,
    size_of,
)
from dxextract.layout.model import Line
from dxextract.layout.value_boxes import boxed_values
from dxextract.schema.passage import Box, union_box
from dxextract.signs import CIRCLES, ITEM_SIGNS, SQUARES

_UNREAD = re.compile(r"値|年|[RH][0-9]")
_ABOVE = 3.0
"""Of a figure's height, how far above it the name of its card stands."""
_ABOVE_FRAMED = 4.5
"""The same in a card's own frame, with circles around the figures, and over labelled figures, with a gauge between."""
_OTHER_COLUMN = 4.0
"""Of its size, how far left of a card's figures a text of another column ends, at least."""
_RIGHT_ABOVE = 1.5
"""Of its size, how far above the figures a name stands that is nearer than what is left of them."""
_LONGEST_NAME = 45
_COUNTED = re.compile(
    r"(?:KPI|KGI|(?:成果|活動|評価)?指標|(?:数値)?目標|No\.?)\s?(?:[0-9]{1,2}(?:-[0-9]{1,2})?|[①-⑳])?"
    r"|[一-鿿の]{1,5}\s?(?:[0-9]{1,2}(?:-[0-9]{1,2}){0,2}|[①-⑳Ⅰ-Ⅻ])"
)
"""What counts indicators, policies or measures, on a tab of its own, or heads indicators, and names none."""
_LABEL = re.compile(
    rf"[{CIRCLES}{SQUARES}]?\s*(?:KPI|KGI|(?:成果|活動|評価|目標)?指標|数値目標)\s?(?:[0-9]{{1,2}}|[①-⑳])?\s?[:：\s]\s*(?=\S)"
)
_BRACKETS = re.compile(r"\s?[(（][^()（）]*[)）]$")
_UNIT = re.compile(r"[(（\[](?:単位[:：]?\s?)?[^()（）\[\]\d]{1,6}[)）\]]")
_FEWEST_NAME = 2


def cards_to_lines(
    lines: Mapping[int, Sequence[Line]], boxes: Boxes, arrows: Iterable[Box], which: SaysWhich
) -> dict[int, list[Line]]:
    """The lines of each box, those of a card of large figures joined to one where the card's name stands."""
    found = {number: list(own) for number, own in lines.items()}
    values = boxed_values(lines, boxes, which)
    for value in values:
        found |= {number: [value.line] if number == value.owners[0] else [] for number in value.owners}
    held = [
        piece
        for n, own in found.items()
        for line in own
        if not boxes.is_cell(n) and not line.vertical
        for piece in pieces_of(n, line, which)
    ]
    large = [one for one in held if is_figure(one.line, which)]
    if len(large) < 2:
        return {number: list(own) for number, own in lines.items()}
    signs = [one.box for one in held if SIGN.fullmatch(one.line.text)]
    pointed = [frame.box for frame in boxes.frames if frame.pointed]
    small = [one for one in held if one not in large and not SIGN.fullmatch(one.line.text)]
    taken: list[Held] = []
    for run in Figures(large, small, [*signs, *pointed, *arrows], which).runs():
        own = [one for value in run for one in (*value.labels, *value.heads)]
        rest = [one for one in small if one not in taken and one not in own]
        name = _name(run, rest, boxes)
        if (
            not name
            or not all(_is_told(value) for value in run)
            or any(_is_unread(one, run, which) for one in rest if one not in name)
        ):
            continue
        inside = [one for one in held if _is_sign(one.line.text) and _lies_between(one.box, run)]
        _join(found, name, run, inside, _units(name, run, rest))
        taken += [*name, *(one for value in run for one in value.held), *inside, *_units(name, run, rest)]
    for value in values:  # what no card has taken stays as it was printed
        if found[value.owners[0]] == [value.line]:
            found |= {number: list(lines[number]) for number in value.owners}
    return found


def _units(name: Sequence[Held], run: Sequence[Value], small: Sequence[Held]) -> list[Held]:
    """The unit in brackets that stands between a name and its figures in their row."""
    last, first = name[-1].box, run[0].figure.box
    return [
        one
        for one in small
        if _UNIT.fullmatch(one.line.text) and last[2] - 1 <= one.box[0] and one.box[2] <= first[0] + 1
        if one.box[1] < last[3] and one.box[3] > last[1]
    ]


def _is_told(value: Value) -> bool:
    """Whether a label or a year, beside a figure or on its own line, says which it is: else the order alone would."""
    if value.labels or value.heads or value.own:
        return True
    return FIGURE.fullmatch(SIGN.sub("", value.figure.line.text)) is None


def _is_unread(one: Held, run: Sequence[Value], which: SaysWhich) -> bool:
    """Whether a short text beside a figure says of it what is not known here: the card is left as it stands."""
    text = one.line.text
    if len(text) > LONGEST_LABEL // 2 or _UNREAD.search(text) is None or which(text) or YEARS_LONG.search(text):
        return False
    return any(is_near(one, value.figure) for value in run)


def _is_sign(text: str) -> bool:
    return SIGN.fullmatch(text) is not None or DOWN.fullmatch(text) is not None


def _name(run: Sequence[Value], small: Sequence[Held], boxes: Boxes) -> list[Held]:
    """The lines of a card's name: what stands left of its row, else right above it; in its frame, if it has one.

    Figures with labels in their own lines may stand anywhere along a gauge: their name begins left of them, above.
    """
    body = union_box(one.box for value in run for one in value.held)
    largest = max(float("inf") if value.own else size_of(value.figure.line) for value in run)
    around = _frame_around(body, boxes)
    reach = _ABOVE if around is None and not all(value.own for value in run) else _ABOVE_FRAMED
    reach *= max(value.figure.box[3] - value.figure.box[1] for value in run)
    near = [one for one in small if _may_name(one.line, largest) and (around is None or _is_held(one, around, boxes))]
    own = boxes.frame_around(body)
    told = {one.owner for one in small if one.line.text.endswith("。")} - {OUTSIDE, own}
    near = [one for one in near if one.owner not in told]  # no line of a sentence in a box of its own
    left = [one for one in near if one.box[2] <= body[0] + 1 and one.box[3] > body[1] and one.box[1] < body[3]]
    over = [
        one
        for one in near
        if -0.3 * one.line.size <= body[1] - one.box[3] and body[1] - one.box[1] <= reach and one.box[0] < body[2]
    ]
    above = [one for one in over if one.box[2] > body[0]]
    beside, named = _one_name(left), _last_lines(above)
    if not beside and not named and all(value.own for value in run):
        return _last_lines(over)
    return named if named and _is_farther(beside, named, body) else beside or named


def _is_farther(beside: Sequence[Held], over: Sequence[Held], body: Box) -> bool:
    """Whether what stands left of a card's row is text of another column, and its name right above it."""
    if not beside:
        return True
    apart, above = body[0] - max(one.box[2] for one in beside), body[1] - max(one.box[3] for one in over)
    return apart > _OTHER_COLUMN * beside[0].line.size and above <= _RIGHT_ABOVE * over[0].line.size


def _may_name(line: Line, size: float) -> bool:
    text = _bare_name(line.text)
    fits = _FEWEST_NAME < len(text) <= _LONGEST_NAME and not text.endswith("。") and text[0] not in ITEM_SIGNS
    fits = fits and _COUNTED.fullmatch(_BRACKETS.sub("", text)) is None and _UNIT.fullmatch(text) is None
    return fits and LARGER * line.size <= size and re.search(r"[ぁ-んァ-ヶ一-鿿A-Za-z]{2}", text) is not None


def _bare_name(text: str) -> str:
    """A name without the label of the indicators before it: ■ KPI オンライン申請率."""
    return _LABEL.sub("", text, count=1)


def _last_lines(above: Sequence[Held]) -> list[Held]:
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


def _one_name(left: Sequence[Held]) -> list[Held]:
    """The lines left of the figures where they are one wrapped name."""
    ordered = sorted(left, key=lambda one: one.box[1])
    if len(ordered) > 1 and any(abs(a.line.size - b.line.size) > 0.5 for a, b in pairwise(ordered)):
        size = max(one.line.size for one in ordered)
        ordered = [one for one in ordered if one.line.size == size]
    return ordered if len(ordered) <= MOST else []


def _frame_around(body: Box, boxes: Boxes) -> Box | None:
    number = boxes.frame_around(body)
    return boxes.boxes[number] if number != OUTSIDE else None


def _is_held(one: Held, frame: Box, boxes: Boxes) -> bool:
    """Whether a text stands in a frame, or on a tab of its own that is set on the frame's border."""
    if holds_middle(frame, one.box):
        return True
    if one.owner == OUTSIDE:
        return False
    tab = boxes.boxes[one.owner]
    return tab[0] >= frame[0] - 1 and tab[2] <= frame[2] + 1 and tab[1] < frame[1] <= tab[3]


def _lies_between(box: Box, run: Sequence[Value]) -> bool:
    body = union_box(value.figure.box for value in run)
    return holds_middle(body, box)


def _leads(sign: Box, figure: Box) -> bool:
    """Whether an arrow stands left of a figure in its row, or above it."""
    return sign[2] <= figure[0] + 2 or sign[3] <= figure[1] + 2


def _join(
    found: dict[int, list[Line]],
    name: Sequence[Held],
    run: Sequence[Value],
    signs: Sequence[Held],
    units: Sequence[Held],
) -> None:
    """Puts one line in the place of the name and takes what it is made of out of the lines.

    A unit between the name and bare figures is the unit of each, as where it is printed behind them.
    """
    printed: list[Held] = [*name, *units]
    said = [_bare_name("".join(one.line.text for one in (*name, *units)))]
    for value in run:
        figure = value.figure.line.text
        led = SIGN.match(figure)  # an arrow stands before what is said of the figure that it leads to
        before = [sign for sign in signs if _leads(sign.box, value.figure.box) and sign not in printed]
        early = [one for one in value.labels if not one.line.text.startswith(("(", "（")) and value.own is None]
        late = [one for one in value.labels if one not in early]
        printed += [*before, *value.heads, *early, value.figure, *late]
        said += [*(one.line.text for one in before), *([led[0].strip()] if led else [])]
        bare = SIGN.sub("", figure)
        said += [*(one.line.text for one in (*value.heads, *early)), bare]
        said += [one.line.text for one in late]
    text = " ".join(said)
    first = name[0].line
    line = first._replace(
        text=text, box=union_box(one.box for one in printed), parts=tuple(p for one in printed for p in one.line.parts)
    )
    place = next(n for n, one in enumerate(found[name[0].owner]) if one is (name[0].printed or first))
    found[name[0].owner][place] = line
    for one in printed:
        gone = one.printed or one.line
        found[one.owner] = [other for other in found[one.owner] if other is not gone]
