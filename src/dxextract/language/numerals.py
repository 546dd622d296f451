"""Numbers as plans write them: digits with separators and scale words. Those in kanji are read by `kanji_numbers`.

Decides the value of a number that somebody has already found in a levelled text (`dxextract.normalise.level`). Does not
decide whether a number is a date, a quantity or a label.
"""

from __future__ import annotations

import re

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""One number in digits. A comma separates thousands only before exactly three digits."""
SCALES = {
    "兆": 10**12,
    "百億": 10**10,
    "十億": 10**9,
    "億": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 10**3,
    "百": 10**2,
}
SCALE = "(?:兆|百億|十億|億|千万|百万|十万|万|千|百)"
_SPACED = rf" ?億 {DIGITS} ?(?:千万|百万|万)| 万 {DIGITS}(?: ?千|(?! ?{SCALE}))"
"""What follows the digits of one number where spaces stand round its scale words; 5万 3万 are two."""
NUMBER = rf"{DIGITS}(?:{_SPACED}| ?{SCALE}(?:{DIGITS} ?{SCALE})*(?:{DIGITS})?)?"
"""A number with its scale words: ``1,000千``, ``1億5,000万``, ``12.3``. Only the scale `parse_number` knows."""

_PART = re.compile(rf" ?({DIGITS})(?: ?({SCALE}))?")


def parse_number(text: str) -> int | float:
    """The value of a text that `NUMBER` matches, scale words multiplied out; an int when it is integral.

    Raises ValueError for anything else.
    """
    total: float = 0
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            raise ValueError(text)
        total += _exact(part[1], SCALES[part[2]] if part[2] else 1)
        position = part.end()
    if not text:
        raise ValueError(text)
    return integral(total)


def _exact(digits: str, scale: int) -> float:
    """`digits` times `scale` without the noise of binary fractions (1.1億 is 110000000)."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    if not fraction:
        return int(whole) * scale
    scaled = int(whole + fraction) * scale
    quotient, rest = divmod(scaled, 10 ** len(fraction))
    return (
        quotient if rest == 0 else float(f"{whole}.{fraction}") * scale if scale > 1 else float(f"{whole}.{fraction}")
    )


def integral(value: float) -> int | float:
    """`value` as an int when it has no fraction."""
    return int(value) if value == int(value) else value
