"""The characters of a page -> fragments.

Decides which characters are set in one go. What most of them need is worked out for the whole page at once, in arrays;
turned text, and text whose fonts have no names, character by character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import sub

import numpy as np
from numpy.typing import NDArray

from dxextract.layout.lines import SPACES
from dxextract.layout.lost_spaces import BEGINNINGS, with_lost_space
from dxextract.layout.model import Fragment
from dxextract.layout.tolerances import Tolerances
from dxextract.normalise import is_japanese
from dxextract.schema.passage import union_box
from dxextract.schema.raw import Char, Font, Places
from dxextract.signs import ITEM_SIGNS

_BELOW = 0.12
_LONGEST_NUMBER = 10
"""Characters of a heading's number (`2-1-10`, `Vision2`), kept with its space before another weight."""
_SIGNS = frozenset(f"{ITEM_SIGNS}※")
_Positions = NDArray[np.intp]


def chars_to_fragments(
    chars: Sequence[Char], fonts: Sequence[Font], tolerances: Tolerances, places: Places | None = None
) -> list[Fragment]:
    """The fragments of a page in drawing order; spaces at their ends are dropped.

    `places` has what `chars` say besides their texts, a row for each, where the caller has it already.
    """
    if not chars:
        return []
    rows = np.array([char[1:] for char in chars], np.float64) if places is None else places
    texts = [char[0] for char in chars]
    solid = np.flatnonzero([text not in SPACES for text in texts])
    if not len(solid):
        return []
    begins = _begins(chars, rows, solid, fonts, tolerances)
    ends = np.append(begins[1:], len(solid)) - 1
    whole = ends - begins == solid[ends] - solid[begins]
    return _with_columns(_fragments(tuple(chars), texts, rows, solid[begins], solid[ends], whole, fonts, tolerances))


def _begins(
    chars: Sequence[Char], rows: Places, solid: _Positions, fonts: Sequence[Font], tolerances: Tolerances
) -> _Positions:
    """Which of the characters at `solid`, which are no spaces, begin a fragment: their numbers among these."""
    x0, _, x1, bottom, numbers, upright = rows[solid].T
    font = numbers.astype(np.intp)
    back, touching, wide, shift = np.array([_reach(one, tolerances) for one in fonts])[font[1:]].T
    gap = x0[1:] - x1[:-1]
    goes_on = (
        (back < gap)
        & (gap < np.where(np.diff(solid) > 1, wide, touching))
        & (x0[1:] > x0[:-1])
        & (np.abs(bottom[:-1] - bottom[1:]) <= shift)
        & (upright[1:] + upright[:-1] == 2)
    )
    for at in np.flatnonzero(goes_on & (font[1:] != font[:-1])).tolist():
        goes_on[at] = _are_alike(fonts[font[at]], fonts[font[at + 1]])
    for at in np.flatnonzero(upright[1:] + upright[:-1] == 0).tolist():
        goes_on[at] = _continues_turned(chars[solid[at]], chars[solid[at + 1]])
    return np.append(0, np.flatnonzero(~goes_on) + 1)


def _reach(font: Font, tolerances: Tolerances) -> tuple[float, float, float, float]:
    """How far back, on, and on behind a space the next character of a fragment may stand, and up or down."""
    size = font.size or 1.0
    wide = tolerances.wide_space_gap * 2
    return -0.5 * size, tolerances.touching_gap * size, wide * size, tolerances.baseline_shift * size


def _are_alike(one: Font, other: Font) -> bool:
    return one.bold == other.bold and one.color == other.color and abs(one.size - other.size) <= 0.08 * one.size


def _continues_turned(last: Char, char: Char) -> bool:
    width = max(last.x1 - last.x0, char.x1 - char.x0)
    same_column = abs((last.x0 + last.x1) - (char.x0 + char.x1)) < width * 0.5
    gap = max(char.top - last.bottom, last.top - char.bottom)
    return same_column and gap < width


def _fragments(
    chars: tuple[Char, ...],
    texts: Sequence[str],
    rows: Places,
    firsts: _Positions,
    lasts: _Positions,
    whole: NDArray[np.bool_],
    fonts: Sequence[Font],
    tolerances: Tolerances,
) -> Iterator[Fragment]:
    """The fragments from `firsts` to `lasts`, each; `whole` are those without spaces."""
    x0, top, x1, bottom, number, upright = np.vstack((rows, rows[-1:])).T  # one more, for where the last one ends
    spans = np.column_stack((firsts, lasts + 1)).ravel()
    lefts, tops = (np.minimum.reduceat(side, spans)[::2] for side in (x0, top))
    rights, bottoms = (np.maximum.reduceat(side, spans)[::2] for side in (x1, bottom))
    gaps = np.maximum.reduceat(np.append(x0[1:] - x1[:-1], 0.0), np.column_stack((firsts, lasts)).ravel())[::2]
    font = number[firsts].astype(np.intp)
    sizes = np.array([one.size for one in fonts])[font]
    narrow = np.where(firsts == lasts, 0.0, gaps) / np.maximum(sizes, 1.0) <= tolerances.letter_space_gap
    styles = [(one.size, one.bold, one.color, bool(one.name)) for one in fonts]
    short = lasts - firsts < _LONGEST_NUMBER
    behind = np.append(firsts[1:], 0) - lasts
    for first, end, plain, style, *box, baseline, tight, spaced, blanks in zip(
        firsts.tolist(),
        (lasts + 1).tolist(),
        (upright[firsts] > 0).tolist(),
        map(styles.__getitem__, font.tolist()),
        lefts.tolist(),
        tops.tolist(),
        rights.tolist(),
        bottoms.tolist(),
        (bottoms - _BELOW * sizes).tolist(),
        (narrow & whole).tolist(),
        (short & (behind > 1)).tolist(),
        behind.tolist(),
        strict=True,
    ):
        typed = texts[end : end + blanks - 1].count("\u3000") if blanks > 1 else 0
        size, bold, color, named = style
        if plain and named and texts[first] not in BEGINNINGS:
            text = "".join(texts[first:end])
            yield Fragment(chars[first:end], text, tuple(box), size, bold, color, baseline, False, tight, spaced, typed)
        else:
            yield _fragment(chars[first:end], fonts, tolerances)._replace(spaced=spaced, typed=typed)


def _fragment(run: Sequence[Char], fonts: Sequence[Font], tolerances: Tolerances) -> Fragment:
    font = fonts[run[0].font]
    if (not font.name or run[0].text in BEGINNINGS) and run[0].upright:
        run = with_lost_space(run, font.size)
    texts, x0s, tops, x1s, bottoms, _, _ = zip(*run, strict=True)
    box = (min(x0s), min(tops), max(x1s), max(bottoms))
    text = "".join(texts)
    if not run[0].upright:
        return Fragment(tuple(run), text, box, font.size, font.bold, font.color, (box[0] + box[2]) / 2, vertical=True)
    widest = max(map(sub, x0s[1:], x1s), default=0.0)
    tight = widest / max(font.size, 1.0) <= tolerances.letter_space_gap and SPACES.isdisjoint(texts)
    baseline = box[3] - _BELOW * font.size
    return Fragment(tuple(run), text, box, font.size, font.bold, font.color, baseline, False, tight)


_CLOSE = 1.3
"""Ems from one character of a column to the next where one of them is a figure: rows of a table stand farther apart."""


def _with_columns(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Single Japanese characters set one under the other become one vertical fragment, with turned runs among them."""
    result: list[Fragment] = []
    column: list[Fragment] = []
    for fragment in fragments:
        if column and not _goes_on_below(column[-1], fragment):
            result.extend(_column(column))
            column = []
        if fragment.vertical or (len(fragment.chars) == 1 and _may_stand(fragment.chars[0].text)):
            column.append(fragment)
        else:
            result.append(fragment)
    result.extend(_column(column))
    return result


def _goes_on_below(upper: Fragment, lower: Fragment) -> bool:
    middle = (upper.box[0] + upper.box[2]) - (lower.box[0] + lower.box[2])
    if abs(middle) >= 0.3 * upper.size or abs(upper.size - lower.size) >= 0.5:
        return False
    if upper.vertical or lower.vertical:  # Latin letters and figures lie on their side in vertical text
        return -0.3 * upper.size < lower.box[1] - upper.box[3] < 1.2 * upper.size
    step = lower.box[1] - upper.box[1]
    digits = not all(is_japanese(one.chars[0].text) for one in (upper, lower))
    return (
        len(lower.chars) == 1
        and 0.6 * upper.size < step < (_CLOSE if digits else 2.2) * upper.size
        and _may_stand(lower.chars[0].text)
    )


def _may_stand(text: str) -> bool:
    """Whether a character may stand alone in a column of vertical text: figures of years do (10年度)."""
    return is_japanese(text) or text.isdigit()


def _column(column: Sequence[Fragment]) -> Iterable[Fragment]:
    if len(column) < 2 or (len(column) == 2 and any(f.chars[0].text in _SIGNS for f in column)):
        return column
    upright = [f.chars[0].text for f in column if not f.vertical]
    if not any(is_japanese(text) for text in upright) or (len(upright) == len(column) and len(set(upright)) == 1):
        return column
    first = column[0]
    box = union_box(f.box for f in column)
    chars, text = tuple(c for f in column for c in f.chars), "".join(f.text for f in column)
    return [Fragment(chars, text, box, first.size, first.bold, first.color, (box[0] + box[2]) / 2, vertical=True)]
