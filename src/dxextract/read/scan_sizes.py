"""Sizes of type on scanned pages: OCR gives each line the height of the letters that happen to stand in it.

Decides that lines nearly as large as most of the page are of its size, so that what is set larger stands out. Looks at
nothing but sizes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxextract.schema.raw import Char, Font

_SAME_SIZE = 0.18
"""Share of the usual size by which lines of it are measured larger or smaller."""
_STEP = 0.5


def with_usual_size(fonts: Sequence[Font], chars: Iterable[Char]) -> tuple[Font, ...]:
    """`fonts`, in the same order, those of nearly the size that most of `chars` have in that size."""
    letters: Counter[float] = Counter()
    for char in chars:
        letters[fonts[char.font].size] += 1
    usual = max(letters, key=lambda size: sum(letters[size + step] for step in (-_STEP, 0.0, _STEP)), default=0.0)
    return tuple(replace(font, size=usual) if abs(font.size - usual) <= _SAME_SIZE * usual else font for font in fonts)
