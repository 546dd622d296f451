"""Letters that count what holds measures numbered with them (`A くらしを支える` above `A-1`, `A-2`).

By the custom of official documents a letter counts the innermost items; here it stands where Ⅰ stands above Ⅰ-1.
Decides which letters do so, nothing about how headings nest.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.segment.heading import Heading


def with_outer_letters(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """The headings, those whose letter begins the numbers of others set among the outermost ones."""
    numbers = (h.wording.number for h in headings if h.kind == "nested" and h.wording.number)
    letters = {number[0] for number in numbers if "A" <= number[0] <= "Z"}
    for heading in headings:  # C 体制 behind A and B goes on with their count, though no C-1 stands below
        number = heading.wording.number or ""
        if len(letters) > 1 and heading.family == "alpha" and len(number) == 1 and ord(number) - 1 == ord(max(letters)):
            letters.add(number)
    return tuple(
        replace(h, family="roman:letter") if h.kind == "alpha" and h.wording.number in letters else h for h in headings
    )
