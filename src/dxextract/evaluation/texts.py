"""How two texts are compared: the soft form, edit distance, Ratcliff/Obershelp, and the four modes of a field's score.

Decides what counts as the same text in each mode. Numbers, units and years are never compared this way.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

TextMode = Literal["exact", "soft", "edit", "ratcliff"]
TEXT_MODES: tuple[TextMode, ...] = ("exact", "soft", "edit", "ratcliff")
EDIT_FLOOR = 0.8
RATCLIFF_FLOOR = 0.95

_UNIFIED = str.maketrans("〜～∼‐‑−–", "~~~----")
# White space, and marks that point elsewhere (notes, arrows): a writer's or a reader's choice, never the wording.
_DROPPED = re.compile("[\\s*※➡➤➔→\ufe0f]+")


@lru_cache(maxsize=65536)
def soft(text: str | None) -> str:
    """`text` after NFKC, without white space and reference marks, dashes and wave dashes unified, in lower case.

    None, a value that is not there, is the empty text.
    """
    if text is None:
        return ""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).translate(_UNIFIED)).lower()


def ratcliff(one: str, other: str, floor: float = 0.0) -> float:
    """Ratcliff/Obershelp similarity, 0-1, of two soft texts; 0.0 when it is below `floor`, which saves the work."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    found = matcher.ratio()
    return found if found >= floor else 0.0


def edit_distance(one: str, other: str) -> int:
    """Levenshtein distance (Hyyrö's bit-parallel form of it: one step for each character of `other`)."""
    if not one or not other:
        return len(one) + len(other)
    places: dict[str, int] = {}
    for position, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << position
    everything, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, distance = everything, 0, len(one)
    for char in other:
        same = places.get(char, 0)
        diagonal = ((((same & up) + up) ^ up) | same | down) & everything
        right_up = (down | ~(diagonal | up)) & everything
        right_down = up & diagonal
        distance += bool(right_up & last) - bool(right_down & last)
        right_up = (right_up << 1 | 1) & everything
        up = ((right_down << 1) | ~(diagonal | right_up)) & everything
        down = right_up & diagonal
    return distance


def edit_similarity(one: str, other: str) -> float:
    """1 for equal texts, 0 for texts that share nothing: 1 - distance / length of the longer."""
    longer = max(len(one), len(other))
    return 1.0 if not longer else 1.0 - edit_distance(one, other) / longer


def same_text(one: str | None, other: str | None, mode: TextMode) -> bool:
    """Whether the two are one text in `mode`; a text that is not there equals an empty one only."""
    if mode == "exact":
        return (one or "") == (other or "")
    a, b = soft(one), soft(other)
    if a == b:
        return True
    if not a or not b or mode == "soft":
        return False
    if mode == "edit":
        return edit_similarity(a, b) >= EDIT_FLOOR
    return ratcliff(a, b, RATCLIFF_FLOOR) > 0.0
