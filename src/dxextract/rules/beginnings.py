"""Which characters a match of a pattern can begin with, so that most rows of a family need not be tried on a text.

Of the dozens of rows that a table's cell is held against hardly any begins with the cell's first character. Decides
only what is certain from the pattern's parsed form: where that does not tell (wide ranges, back references, flags),
any character may begin a match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # the parsed form has no public door
from typing import Any

_WIDEST = 128
"""Characters of a range that are named one by one."""
DIGIT = r"\d"
"""Stands for every decimal digit."""
_NOWHERE = frozenset({_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT})
"""Operations that look at a place and take no character."""
_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})


class _AnyError(Exception):
    """Any character may begin a match."""


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters that a match of `pattern` can begin with, `DIGIT` among them; None: any character."""
    if pattern.flags & ~re.UNICODE:
        return None
    found: set[str] = set()
    try:
        _collect(_parser.parse(pattern.pattern), found)
    except _AnyError:
        return None
    return frozenset(found)


def _collect(steps: Iterable[tuple[Any, Any]], found: set[str]) -> bool:
    """Add what a match of `steps` can begin with to `found`; whether it can be empty."""
    return all(_collect_step(operation, value, found) for operation, value in steps)


def _collect_step(operation: Any, value: Any, found: set[str]) -> bool:
    if operation is _constants.LITERAL:
        found.add(chr(value))
        return False
    if operation is _constants.IN:
        for kind, part in value:
            found.update(_characters(kind, part))
        return False
    if operation is _constants.BRANCH:
        empty = [_collect(branch, found) for branch in value[1]]  # each has to be looked at
        return any(empty)
    if operation is _constants.SUBPATTERN and not (value[1] or value[2]):
        return _collect(value[3], found)
    if operation in _REPEATS:
        return _collect(value[2], found) or value[0] == 0
    if operation not in _NOWHERE:
        raise _AnyError
    return True


def _characters(kind: Any, part: Any) -> Iterable[str]:
    """The characters of one part of a class."""
    if kind is _constants.LITERAL:
        return chr(part)
    if kind is _constants.RANGE and part[1] - part[0] < _WIDEST:
        return map(chr, range(part[0], part[1] + 1))
    if kind is _constants.CATEGORY and part is _constants.CATEGORY_DIGIT:
        return (DIGIT,)
    raise _AnyError
