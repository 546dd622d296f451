"""The value of a number in kanji (三, 十二, 二〇二五, 一万五千).

Decides the value only; where a numeral is a number, and where it is a word (一部), is decided by who reads it.

The lowest layer of the package: imports nothing from it.
"""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def parse_kanji(text: str) -> int:
    """The value of a kanji numeral: 三 3, 十二 12, 百二十三 123, 二〇二五 2025, 一万五千 15000.

    Raises ValueError for a text that is none.
    """
    if not text:
        raise ValueError(text)
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = below = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            below += (digit or 1) * _UNITS[char]
            digit = 0
        elif char == "万":
            total += ((below + digit) or 1) * 10_000
            below = digit = 0
        else:
            raise ValueError(text)
    return total + below + digit
