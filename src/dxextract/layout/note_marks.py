"""Raised numbers that refer to a note (`最高情報統括責任者¹`, `DX※2`), told apart from what they are printed behind.

Decides by size, by height and by what stands before them: a small number that is raised above the line, right behind a
word, is the mark of a note and no part of the text. Raised figures behind a unit or a figure (km², 10³) are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.model import Fragment

_MARK = re.compile(r"[（(\[［]?(?:[※＊*†‡]|注)?\s*(?:[0-9０-９]{1,2}(?:[,、][0-9０-９]{1,2})*)?[)）\]］]?")
_WRAPPED = re.compile(r"[（(]?(?:[※＊*†‡]|注)\s*[0-9０-９]{0,2}[)）]?")
_SMALL = 0.75
"""Share of the size of the word before up to which a mark is small."""
_RAISED = 0.12
"""Ems of the word before by which a mark ends above it."""
_TOUCHING = 0.35
"""Ems of the word before within which a mark stands behind it."""
_MEASURED = re.compile(r"(?:[0-9０-９]|(?:^|[^A-Za-z])[kcmｋｃ]?[mｍ])$")


def note_marks(row: Sequence[Fragment]) -> frozenset[int]:
    """The positions of the fragments of a line, left to right, that are marks of notes behind words."""
    if len(row) < 2 or min(f.size for f in row) > _SMALL * max(f.size for f in row):
        return frozenset()
    marks: set[int] = set()
    word = row[0]
    for position, fragment in enumerate(row[1:], 1):
        if _is_mark_behind(word, fragment):
            marks.add(position)
        else:
            word = fragment
    return frozenset(marks)


def without_wrapped_marks(rows: Sequence[list[Fragment]]) -> list[list[Fragment]]:
    """`rows` (top to bottom) without those that are only the mark of a note, wrapped from the end of the row above."""
    if not rows:
        return []
    kept = [rows[0]]
    for row in rows[1:]:
        last = kept[-1][-1]
        if not (len(row) == 1 and _is_wrapped_mark(row[0], last)):
            kept.append(row)
    return kept


def _is_wrapped_mark(mark: Fragment, word: Fragment) -> bool:
    text = "".join(char[0] for char in mark.chars).strip()
    small = mark.size <= _SMALL * word.size and mark.box[1] - word.box[3] < word.size
    return small and _WRAPPED.fullmatch(text) is not None


def begins_with_mark(row: Sequence[Fragment]) -> bool:
    """Whether a line begins with the raised number of a note, as footnotes do."""
    return len(row) > 1 and _is_mark(row[0], row[1]) and row[1].box[0] - row[0].box[2] < row[1].size


def _is_mark_behind(word: Fragment, mark: Fragment) -> bool:
    text = mark.text.strip()
    close = mark.box[0] - word.box[2] < _TOUCHING * word.size
    if not close or not _is_mark(mark, word):
        return False
    bare = text.strip("()（）[]［］").isdigit()
    return not (bare and _MEASURED.search(word.text.rstrip()))


def _is_mark(mark: Fragment, word: Fragment) -> bool:
    text = mark.text.strip()
    if not text or _MARK.fullmatch(text) is None or mark.vertical or word.vertical:
        return False
    return mark.size <= _SMALL * word.size and mark.box[3] < word.box[3] - _RAISED * word.size
