"""A number in a disc or on a tag left of a title, a year on a pill left of a step -> the beginning of that line.

Designed pages set the number of a measure in a circle that stands in the middle of its band, where the title has a line
of its own with the departments small below it: the baselines differ, and `badges` does not see one line. Decides by the
drawn shape around the number and by what stands right of it; numbers without a shape, and shapes with words, are left.
Years are taken so where three or more stand below one another, as along a time line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dxextract.layout.bare_years import BARE_YEAR
from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.lines import join_lines
from dxextract.layout.model import Line
from dxextract.schema.passage import Box

_NUMBER = re.compile(
    r"(?:(?:重点|主要|個別)?(?:施策|取組|事業)|重点|No\.?)?\s?(?:[0-9０-９]{1,2}(?:[-－‐–.．][0-9０-９]{1,2}){0,2}|[A-ZＡ-ＺⅠ-Ⅹ](?:[-－]?[0-9０-９]{1,2})?)"
)
_TITLE = re.compile(r"(?![0-9０-９(（【・●■◆※]).*[ぁ-んァ-ヶ一-鿿]{2}.*(?<![。:：])")
_WIDEST = 3.0
"""Heights of a shape that it is wide at most."""
_HIGHEST = 4.5
"""Of the number's size, how high its shape is at most."""
_BESIDE = 2.0
"""Of the title's size, from the shape to the title at most."""
_SMALLEST = 0.9
"""Of the number's size, that of the title at least."""
_LONGEST = 45
_FEWEST_YEARS = 3
_COLUMN = 4.0
"""Points by which shapes below one another may begin apart."""
_STEP = 3.0
"""Of a step's size, from the shape of its year to it at most."""


def numbers_to_titles(lines: Mapping[int, Sequence[Line]], boxes: Boxes) -> dict[int, list[Line]]:
    """The lines of each box, a number in a shape of its own joined to the title right of it."""
    found = {number: list(own) for number, own in lines.items()}
    for number in [n for n in found if n != OUTSIDE and not boxes.is_cell(n)]:
        shape = boxes.boxes[number]
        if not _is_badge(found[number], shape):
            continue
        badge = found[number][0]
        titles = [
            (owner, line)
            for owner, own in found.items()
            for line in own
            if owner != number and not boxes.is_cell(owner) and _is_titled(line, badge, shape)
        ]
        if not titles:
            continue
        owner, title = min(titles, key=lambda one: (-one[1].size, one[1].box[1]))
        found[owner][next(n for n, line in enumerate(found[owner]) if line is title)] = join_lines(badge, title)
        found[number] = []
    return {number: own for number, own in found.items() if own}


def years_to_steps(
    lines: Mapping[int, Sequence[Line]], boxes: Boxes, is_time_label: Callable[[str], bool]
) -> dict[int, list[Line]]:
    """The lines of each box, the years on shapes below one another joined to the text right of each."""
    found = {number: list(own) for number, own in lines.items()}
    years = [
        number
        for number, own in found.items()
        if number != OUTSIDE and not boxes.is_cell(number) and len(own) == 1 and not own[0].vertical
        if is_time_label(own[0].text) or BARE_YEAR.fullmatch(own[0].text)
    ]
    for number in years:
        shape, year = boxes.boxes[number], lines[number][0]
        column = {lines[n][0].text for n in years if abs(boxes.boxes[n][0] - shape[0]) <= _COLUMN}
        texts = [
            (owner, line)
            for owner, own in lines.items()
            for line in own
            if owner != number and not boxes.is_cell(owner) and _is_step(line, shape)
        ]
        if len(column) < _FEWEST_YEARS or len(texts) != 1:
            continue
        owner, text = texts[0]
        found[owner][next(n for n, line in enumerate(found[owner]) if line is text)] = join_lines(year, text)
        found[number] = []
    return {number: own for number, own in found.items() if own}


def _is_step(line: Line, shape: Box) -> bool:
    """Whether a text stands right of a shape, level with it."""
    middle = (line.box[1] + line.box[3]) / 2
    level = shape[1] <= middle <= shape[3] and not line.vertical
    return level and 0 <= line.box[0] - shape[2] <= _STEP * line.size and _TITLE.fullmatch(line.text) is not None


def _is_badge(lines: Sequence[Line], shape: Box) -> bool:
    """Whether a box is a shape drawn around a number alone."""
    if len(lines) != 1 or lines[0].vertical or _NUMBER.fullmatch(lines[0].text) is None:
        return False
    wide, high = shape[2] - shape[0], shape[3] - shape[1]
    return wide <= _WIDEST * high and high <= _HIGHEST * lines[0].size


def _is_titled(line: Line, badge: Line, shape: Box) -> bool:
    """Whether a line is a title that stands right of a shape, level with it."""
    if line.vertical or len(line.text) > _LONGEST or line.size < _SMALLEST * badge.size:
        return False
    level = line.box[1] >= shape[1] - 0.3 * line.size and line.box[3] <= shape[3] + 0.3 * line.size
    beside = 0 <= line.box[0] - shape[2] + 1 <= _BESIDE * line.size + 1
    return level and beside and _TITLE.fullmatch(line.text) is not None
