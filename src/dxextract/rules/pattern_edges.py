"""Which characters a match of a pattern can begin and end with, so that most rows of a family need not be tried.

Of the dozens of rows that a table's cell is held against hardly any begins with the cell's first character and ends
with its last; not trying the others takes 5 % off a long document's time. Decides only what is certain from the
pattern's parsed form: where that does not tell (wide ranges, back references, flags), any character may stand there.

The parsed form is the standard library's own (`re._parser`), which has no public door. A Python without it, or with a
form that is not known here, costs that time and nothing else: any character may begin a match then too. Asking public
`re` alone, by one alternation of a family's rows, gains a sixth as much as that and takes longer to compile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

_Ordered = Callable[[Any], Iterable[tuple[Any, Any]]]
"""Gives a pattern's steps from its beginning, or from its end."""
_parse: Callable[[str], Any] | None
try:
    from re._parser import parse as _parse  # type: ignore[import-not-found, no-redef, unused-ignore]
except ImportError:
    _parse = None

_WIDEST = 128
"""Characters of a range that are named one by one."""
DIGIT = r"\d"
"""Stands for every decimal digit."""
_NOWHERE = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
"""Operations that look at a place and take no character."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class _AnyError(Exception):
    """Any character may stand there."""


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters that a match of `pattern` can begin with, `DIGIT` among them; None: any character."""
    return _edges(pattern, iter)


def endings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The characters that a match of `pattern` can end with, as `beginnings`."""
    return _edges(pattern, reversed)


def _edges(pattern: re.Pattern[str], ordered: _Ordered) -> frozenset[str] | None:
    if _parse is None or pattern.flags & ~re.UNICODE:
        return None
    found: set[str] = set()
    try:
        _collect(_parse(pattern.pattern), ordered, found)
    except (_AnyError, AttributeError, IndexError, TypeError, ValueError):  # the last four: a form not known here
        return None
    return frozenset(found)


def _collect(steps: Any, ordered: _Ordered, found: set[str]) -> bool:
    """Add what a match of `steps` can begin with, in the order that they are asked in; whether it can be empty."""
    return all(_collect_step(operation.name, value, ordered, found) for operation, value in ordered(steps))


def _collect_step(operation: str, value: Any, ordered: _Ordered, found: set[str]) -> bool:
    if operation == "LITERAL":
        found.add(chr(value))
        return False
    if operation == "IN":
        for kind, part in value:
            found.update(_characters(kind.name, part))
        return False
    if operation == "BRANCH":
        empty = [_collect(branch, ordered, found) for branch in value[1]]  # each has to be looked at
        return any(empty)
    if operation == "SUBPATTERN" and not (value[1] or value[2]):
        return _collect(value[3], ordered, found)
    if operation in _REPEATS:
        return _collect(value[2], ordered, found) or value[0] == 0
    if operation not in _NOWHERE:
        raise _AnyError
    return True


def _characters(kind: str, part: Any) -> Iterable[str]:
    """The characters of one part of a class."""
    if kind == "LITERAL":
        return chr(part)
    if kind == "RANGE" and part[1] - part[0] < _WIDEST:
        return map(chr, range(part[0], part[1] + 1))
    if kind == "CATEGORY" and part.name == "CATEGORY_DIGIT":
        return (DIGIT,)
    raise _AnyError
