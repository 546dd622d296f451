"""Names of offices in small boxes of their own, side by side -> one line with one another and their label.

Designed pages set who is in charge on rounded tags (担当課 会計課 税務課). Decides that tags in a row, each around one
name, are read as one line, behind the label or tag that stands left of them in a line. By the names' last letter and
the boxes: cards of a diagram are wider or further apart, other words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dxextract.layout.containers import OUTSIDE
from dxextract.layout.lines import join_lines
from dxextract.layout.model import Line
from dxextract.schema.passage import Box

_LAST = frozenset("課室局部署係班所ー会庁省館")
_OFFICE = re.compile(r"[^\s。、：:0-9０-９]{1,16}(?:課|室|局|部|署|係|班|所|センター|委員会|[庁省館])")
_LABEL = re.compile(r"(?:主な?)?(?:担当|所管|主管|関係|関連|実施|推進)(?:各?課|部署|部局|課等|主体|機関)?(?!\S)")
_WIDEST = 3.0
"""Of the size, how much wider than its name a tag is at most."""
_HIGHEST = 3.0
_NEXT = 1.2
"""Of the size, the white between two tags at most."""
_BESIDE = 4.0
"""Of the size, from a label to the name on the first tag at most."""
_LEVEL = 0.3
"""Of the size, how far the bottoms of names in one row may differ."""


def tags_to_lines(lines: Mapping[int, Sequence[Line]], boxes: Sequence[Box]) -> dict[int, list[Line]]:
    """The lines of each box (OUTSIDE: of the bare page), those on tags in a row joined to the first of them."""
    found = {number: list(own) for number, own in lines.items()}
    offices = [(number, line) for number, own in found.items() for line in own if _is_office(line)]
    if not offices:
        return found
    tags = sorted((n for n, line in offices if n != OUTSIDE and _is_tag(found[n], boxes[n])), key=lambda n: boxes[n][0])
    for position, number in enumerate(tags):
        for other in tags[position + 1 :]:
            if found[number] and found[other] and _follows(found[number][0], found[other][0], boxes[other]):
                found[number] = [join_lines(found[number][0], found[other][0])]
                found[other] = []
    for number, _ in sorted(offices, key=lambda one: one[1].box[0]):
        for line in [one for one in found[number] if _is_office(one) or (number in tags)]:
            _put_behind_label(found, number, line)
    return {number: own for number, own in found.items() if own}


def _is_office(line: Line) -> bool:
    return line.text[-1] in _LAST and not line.vertical and _OFFICE.fullmatch(line.text) is not None


def _is_tag(lines: Sequence[Line], box: Box) -> bool:
    """Whether a box is drawn around one office's name."""
    if len(lines) != 1:
        return False
    wide, high = box[2] - box[0] - (lines[0].box[2] - lines[0].box[0]), box[3] - box[1]
    return wide <= _WIDEST * lines[0].size and high <= _HIGHEST * lines[0].size


def _follows(line: Line, name: Line, tag: Box) -> bool:
    """Whether the name on a tag stands right of the name on another, or of what has been joined to that, in one row."""
    between = name.box[0] - line.box[2]
    return _are_level(line, name) and 0 <= between <= 2 * (name.box[0] - tag[0]) + _NEXT * line.size


def _are_level(line: Line, other: Line) -> bool:
    return not line.vertical and abs(line.box[3] - other.box[3]) <= _LEVEL * other.size


def _put_behind_label(found: dict[int, list[Line]], number: int, name: Line) -> None:
    """Moves the name of an office behind the label, with the names that it has already, left of it on its baseline."""
    for own in found.values():
        for position, line in enumerate(own):
            if line is name or not _are_level(line, name) or _LABEL.match(line.text) is None:
                continue
            if 0 <= name.box[0] - line.box[2] <= _BESIDE * name.size:
                own[position] = join_lines(line, name)
                found[number] = [one for one in found[number] if one is not name]
                return
