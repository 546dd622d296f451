"""Lines of a contents page -> one line for each entry.

Decides that a column of bare numbers at the right edge, each on the baseline of a text at its left and none smaller
than the one above, are the page numbers of a table of contents, and so are numbers behind dots, in a column or not;
and that a number printed beside the first line of a wrapped entry belongs behind its last one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.lines import cut_last_part, join_lines
from dxextract.layout.model import Line
from dxextract.signs import LEADERS

_NUMBER = re.compile(rf"(?:(?:[{LEADERS}]\s?){{2,}})?[pPｐＰ]?\.?\s*([0-9０-９]{{1,3}})(?:ページ|頁)?")
_LEADERS = re.compile(rf"(?:[{LEADERS}]\s?){{3,}}$|[…‥⋯]{{2,}}$")
_ENTRY_END = re.compile(
    rf"(?:(?:[{LEADERS}]\s?){{2,}}|[…‥⋯])\s*[-‐–(（]?\s*[pPｐＰ]?\.?\s*[0-9０-９ivxIVX]{{1,4}}\s*(?:[-‐–)）]|ページ|頁)?$"
)
_LED = re.compile(rf"(?:[{LEADERS}]\s?){{3,}}|[…‥⋯]{{2,}}")
_FAR = 2.0
"""Ems between an entry without leaders and its page number."""
_FEWEST = 4
_ALIGNED = 4.0


def contents_to_entries(lines: Sequence[Line]) -> list[Line]:
    """`lines` of one box with the page numbers of a table of contents joined to their entries."""
    return mend_wrapped_entries(join_page_numbers(lines))


def join_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """`lines` of one box, the entries of a table of contents, in one column or several, joined with their numbers."""
    numbers = [line for line in lines if _NUMBER.fullmatch(line.text) and not line.vertical]
    joined: dict[int, Line] = {}
    taken: set[int] = set()
    left = float("-inf")
    for column in _number_columns(numbers):
        entries = {id(n): title for n in column if (title := _title_of(n, lines, left)) is not None}
        values = [_value(n) for n in sorted(column, key=lambda n: n.box[1]) if id(n) in entries]
        rising = all(a <= b for a, b in pairwise(values))
        if len(entries) >= _FEWEST and rising and len(set(values)) >= _FEWEST // 2:
            joined |= {id(title): join_lines(title, n) for n in column if (title := entries.get(id(n))) is not None}
            taken |= set(entries)
            left = max(n.box[2] for n in column)
    for number, title in _led_numbers(numbers, lines, taken):
        joined[id(title)] = join_lines(title, number)
        taken.add(id(number))
    return [joined.get(id(line), line) for line in lines if id(line) not in taken]


def _led_numbers(numbers: Sequence[Line], lines: Sequence[Line], taken: set[int]) -> list[tuple[Line, Line]]:
    """The numbers behind leaders that end wherever typed dots do, each with its entry; a tab parted the two."""
    led = [n for n in numbers if id(n) not in taken and _LED.match(n.text)]
    found = [(n, title) for n in led if (title := _title_of(n, lines)) is not None]
    values = [_value(n) for n, _ in sorted(found, key=lambda pair: pair[0].box[1])]
    rising = all(a <= b for a, b in pairwise(values))
    return found if rising and len(led) >= _FEWEST else []


def _number_columns(numbers: Sequence[Line]) -> list[list[Line]]:
    """Numbers that end at one x, column by column from the left."""
    columns: list[list[Line]] = []
    for number in sorted(numbers, key=lambda n: n.box[2]):
        if columns and number.box[2] - columns[-1][-1].box[2] <= _ALIGNED:
            columns[-1].append(number)
        else:
            columns.append([number])
    return [column for column in columns if len(column) >= _FEWEST]


def is_entry(line: Line) -> bool:
    """Whether the line is a whole entry of a table of contents: it ends in leaders, or a wide gap, and a number."""
    if _ENTRY_END.search(line.text):
        return True
    if len(line.parts) < 2 or not _NUMBER.fullmatch(line.parts[-1].text):
        return False
    return line.parts[-1].box[0] - line.parts[-2].box[2] > _FAR * line.size


def mend_wrapped_entries(lines: Sequence[Line]) -> list[Line]:
    """`lines` of one box, top to bottom, page numbers moved from the first to the last line of wrapped entries."""
    result = _with_far_numbers(lines)
    for at in range(len(result) - 1):
        upper, lower = result[at], result[at + 1]
        if len(upper.parts) < 2 or not _LEADERS.search(lower.text) or _LEADERS.search(upper.parts[-2].text):
            continue
        if _NUMBER.fullmatch(upper.parts[-1].text) and upper.parts[-1].box[2] >= lower.box[2] - _ALIGNED:
            result[at], number = cut_last_part(upper)
            result[at + 1] = join_lines(lower, number)
    return result


def _with_far_numbers(lines: Sequence[Line]) -> list[Line]:
    """Numbers that stand alone beside the first line of a wrapped entry, joined to the line of leaders below it."""
    result = list(lines)
    for number in [line for line in lines if _NUMBER.fullmatch(line.text) and not line.vertical]:
        below = (
            line
            for line in result
            if 0 <= line.box[1] - number.box[3] < 1.5 * number.size
            and _LEADERS.search(line.text)
            and line.box[2] <= number.box[2] + _ALIGNED
        )
        lower = next(below, None)
        if lower is not None and _title_of(number, result) is not None:
            result[result.index(lower)] = join_lines(lower, number)
            result.remove(number)
    return result


def _value(line: Line) -> int:
    found = _NUMBER.fullmatch(line.text)
    return int(found[1]) if found else 0


def _title_of(number: Line, lines: Sequence[Line], left: float = float("-inf")) -> Line | None:
    """The one line between x `left` and `number` on its baseline; None when there are several."""
    middle = (number.box[1] + number.box[3]) / 2
    beside = [
        line
        for line in lines
        if line is not number
        and line.box[1] < middle < line.box[3]
        and left <= line.box[0] < line.box[2] <= number.box[0]
    ]
    return beside[0] if len(beside) == 1 and not _NUMBER.fullmatch(beside[0].text) else None
