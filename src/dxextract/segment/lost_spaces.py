"""Numbers that lost the space behind them (`2これまでの成果`): told by the count of the contents page.

A PDF whose fonts have no space prints number and title as one word. Decides that an entry begins with its number when
it goes on with the count of the entries above it. A line of the body is held against such entries in `contents`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.rules import RuleSet
from dxextract.segment.numbering import read_numbering

_FEWEST = 3
"""Numbers that make a count; fewer may be figures (3つの視点)."""
_SHORTEST = 2


def numbers_told(titles: Sequence[tuple[str | None, str]]) -> list[str | None]:
    """The number that each entry (its number as printed, its title) begins with unparted; None for all others."""
    found: list[str | None] = [None] * len(titles)
    last = 0
    counted = 0
    for position, (number, title) in enumerate(titles):
        if number is not None:
            last = int(number) if number.isdecimal() else 0 if _restarts(number) else last
            counted += number.isdecimal()
            continue
        following = next((n for n in (last + 1, 1) if _begins_with(title, n)), None)
        if following is not None:
            found[position], last = str(following), following
            counted += 1
    return found if counted >= _FEWEST else [None] * len(titles)


def parted(entry_title: str, number: str, rules: RuleSet) -> tuple[str, str, str] | None:
    """Number, title and family of an entry whose title begins with `number`."""
    text = f"{number} {entry_title[len(number) :].strip()}"
    numbering = read_numbering(text, rules)
    return (number, text[numbering.end :].strip(), numbering.family) if numbering is not None else None


def _begins_with(title: str, number: int) -> bool:
    rest = title[len(str(number)) :]
    return title.startswith(str(number)) and len(rest) >= _SHORTEST and not rest[0].isspace()


def _restarts(number: str) -> bool:
    """Whether below a number of another kind (第2章) the count may begin anew."""
    return re.fullmatch(r"第.{1,3}[章編部節]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+", number) is not None
