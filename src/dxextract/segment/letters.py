"""Letters that count what holds measures numbered with them (`A くらしを支える` above `A-1`, `A-2`).

By the custom of official documents a letter counts the innermost items; here it stands where Ⅰ stands above Ⅰ-1.
Decides which letters do so, nothing about how headings nest.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.segment.heading import Heading

_LEAD = 2  # blocks from the number to the first letter: a sentence may stand between


def with_outer_letters(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings, those whose letter begins the numbers of others set among the outermost ones."""
    numbers = (h.wording.number for h in headings if h.kind == "nested" and h.wording.number)
    letters = {number[0] for number in numbers if "A" <= number[0] <= "Z"}
    for heading in headings:  # C 体制 behind A and B goes on with their count, though no C-1 stands below
        number = heading.wording.number or ""
        if len(letters) > 1 and heading.family == "alpha" and len(number) == 1 and ord(number) - 1 == ord(max(letters)):
            letters.add(number)
    family = "nested:letter" if _within_count(headings, letters) else "roman:letter"
    return tuple(
        replace(h, family=family) if h.kind == "alpha" and h.wording.number in letters else h for h in headings
    )


def _within_count(headings: tuple[Heading, ...], letters: set[str]) -> bool:
    """Whether the first letter stands right below a number whose count goes on behind the last one (2, A, B, 3)."""
    at = [i for i, h in enumerate(headings) if h.kind == "alpha" and h.wording.number in letters]
    if not at or not at[0]:
        return False
    above, following = headings[at[0] - 1], next((h for h in headings[at[-1] :] if h.kind == "digit"), None)
    right_below = above.kind == "digit" and headings[at[0]].block - above.block <= _LEAD
    return right_below and following is not None and following.wording.ordinal == (above.wording.ordinal or 0) + 1
