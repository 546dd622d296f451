"""Fragments -> lines.

Decides where a gap is a space, and which fragments share a line. Text spread by letter-spacing gets no spaces. It does
not know about tables, frames or columns: whoever calls it hands over fragments that belong to one box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.insets import with_insets
from dxextract.layout.lost_spaces import COUNTERS, KANA
from dxextract.layout.model import Fragment, Line, Part
from dxextract.layout.note_marks import begins_with_mark, note_marks, without_wrapped_marks
from dxextract.layout.tables.gutters import rows_to_gutters
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box
from dxextract.schema.raw import Char
from dxextract.signs import LEADERS

_ALIKE = 0.7
_LEVEL = 0.3
"""Of the size, how far the baselines of one line differ beside a large numeral."""
_STACKED = 0.8
"""Of the smaller size, how far the baselines of two lines are apart."""
_LETTER_GAP = 6.0
"""Ems between the characters of a word that is spread over a line."""
_NUMBERED = re.compile(r"[0-9０-９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][ぁ-ん一-鿿](?<![年月日人件円千万億回台校箇])")
"""The beginning of a spread heading with its number (`２　目　的`): its space is one, unlike those between letters."""
_SPREAD_LABEL = re.compile(
    r"[【〔(（\[＜<■□◆◇○●◎・]?\s?[一-鿿](?:[ 　][一-鿿]){2,5}(?=[ 　]{2,}\S|\s*[：:】〕)）\]＞>])"
)
"""A label that is spread though what stands behind it is not (`担　当　課　　総務課`)."""
_SPREAD_PART = re.compile(r"[一-鿿](?:[ 　][一-鿿]){2,5}")
_NARROW = 2
"""Typed ideographic spaces that part two texts of one line; of more there may be but one such gap in it."""
_SOLID = 0.05
"""Ems that characters set solid may still be apart."""
_FEW = 5
"""Characters of a run too short to say how it is set."""
_LEADERS = frozenset(f"{LEADERS}• ")
SPACES = frozenset(
    "\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What Python strips from a text's ends (control characters aside, which the reader drops): no line consists of it."""


def chars_box(chars: Sequence[Char]) -> Box:
    """The smallest box around `chars` (at least one)."""
    _, x0s, tops, x1s, bottoms, _, _ = zip(*chars, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


def fragments_to_lines(
    fragments: Iterable[Fragment], tolerances: Tolerances, *, gap: float | None = None
) -> list[Line]:
    """The lines that fragments of one box make, top to bottom, left to right.

    Pieces on one baseline that are more than `gap` ems apart (default: `column_gap`) are lines of their own.
    """
    widest = tolerances.column_gap if gap is None else gap
    kept = list(fragments)
    if len(kept) == 1 and not kept[0].vertical:
        return [_line(kept, tolerances)]
    lines = [_vertical_line(f) for f in kept if f.vertical]
    rows = [sorted(row, key=lambda f: f.box[0]) for row in _rows([f for f in kept if not f.vertical], tolerances)]
    rows.sort(key=lambda row: row[0].baseline)
    rows = without_wrapped_marks(rows)
    gutters = rows_to_gutters(rows, widest) if gap is None else [[] for _ in rows]
    for row, parting in zip(rows, gutters, strict=True):
        lines.extend(_row_to_lines(with_insets(row), widest, parting, tolerances))
    return sorted(lines, key=lambda line: (round(line.box[1] / 2), line.box[0]))


def _vertical_line(fragment: Fragment) -> Line:
    text = fragment.text.strip()
    part = Part(text, fragment.box, fragment.size, fragment.bold, fragment.color)
    return Line(text, fragment.box, fragment.size, fragment.bold, fragment.color, (part,), vertical=True)


def _rows(fragments: Sequence[Fragment], tolerances: Tolerances) -> list[list[Fragment]]:
    """Fragments that stand side by side; a superscript joins the row that it overlaps most."""
    rows: list[list[Fragment]] = []
    anchors: list[tuple[float, float, Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-round(f.size), f.baseline)):
        best, best_share = -1, 0.0
        _, top, _, bottom = fragment.box
        for index, (anchor_top, anchor_bottom, anchor) in enumerate(anchors):
            if anchor_top < bottom and top < anchor_bottom:
                share = _row_share(anchor, fragment, tolerances)
                if share > best_share:
                    best, best_share = index, share
        if best >= 0:
            rows[best].append(fragment)
        else:
            rows.append([fragment])
            anchors.append((top, bottom, fragment))
    return [part for row in rows for part in (_unstacked(row) if len(row) > 2 else (row,))]


def _unstacked(row: Sequence[Fragment]) -> list[list[Fragment]]:
    """The rows of a row that a large numeral holds together, with two lines stacked beside it: CHAPTER over a title.

    The numeral stays with the larger of them.
    """
    anchor = row[0]
    small = sorted((f for f in row[1:] if f.size <= _ALIKE * anchor.size), key=lambda f: f.baseline)
    if not any(_stand_over(one, other) for one, other in pairwise(small)):
        return [list(row)]
    groups: list[list[Fragment]] = []
    for fragment in small:
        if groups and fragment.baseline - groups[-1][-1].baseline <= _LEVEL * fragment.size:
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    main = max(groups, key=lambda group: max(f.size for f in group))
    rest = [f for f in row if not any(f is one for group in groups if group is not main for one in group)]
    return [rest, *(group for group in groups if group is not main)]


def _stand_over(one: Fragment, other: Fragment) -> bool:
    """Whether of two fragments the first stands over the second."""
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    narrow = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return across > 0.5 * narrow and other.baseline - one.baseline > _STACKED * min(one.size, other.size)


def _row_share(anchor: Fragment, fragment: Fragment, tolerances: Tolerances) -> float:
    """How much two fragments that overlap vertically belong to one row."""
    if fragment.size > 0.85 * anchor.size:
        shift = abs(fragment.baseline - anchor.baseline)
        return 1.0 - shift / anchor.size if shift <= tolerances.baseline_shift * 1.4 * anchor.size else 0.0
    overlap = min(anchor.box[3], fragment.box[3]) - max(anchor.box[1], fragment.box[1])
    share = overlap / max(fragment.box[3] - fragment.box[1], 0.1)
    return share if share >= tolerances.same_row else 0.0


def _row_to_lines(
    row: Sequence[Fragment], widest: float, gutters: Sequence[float], tolerances: Tolerances
) -> list[Line]:
    """The lines of one row, cut at wide gaps and at the x positions of `gutters`."""
    if len(row) == 1:
        return [_line(row, tolerances)]
    pieces: list[list[Fragment]] = [[row[0]]]
    typed = [n for n, (one, other) in enumerate(pairwise(row)) if _is_typed(one, other)]
    wide = [n for n in typed if row[n].typed > _NARROW]
    for number, fragment in enumerate(row[1:]):
        previous = pieces[-1][-1]
        right = max(f.box[2] for f in pieces[-1])
        limit = _LETTER_GAP if _is_letter(previous) and _is_letter(fragment) else widest
        far = fragment.box[0] - right > limit * _common_size(previous, fragment)
        parted = any(right <= x <= fragment.box[0] for x in gutters)
        if number in typed and (wide in ([], [number]) or number not in wide) and not fragment.text.isdecimal():
            pieces[-1].append(fragment)
        elif parted or (far and not (_is_leader(previous) or _is_leader(fragment))):
            pieces.append([fragment])
        else:
            pieces[-1].append(fragment)
    return [_line(piece, tolerances) for piece in pieces]


def _is_typed(one: Fragment, other: Fragment) -> bool:
    """Whether nothing but ideographic spaces that were typed fills the gap between two fragments."""
    gap = other.box[0] - one.box[2]
    return one.typed > 0 and 0.7 * one.typed * one.size <= gap <= (1.15 * one.typed + 0.5) * one.size


def _common_size(one: Fragment, other: Fragment) -> float:
    """The size that a gap between two fragments is measured by; the smaller one's where they differ much."""
    small, large = sorted((one.size, other.size))
    return large if small > _ALIKE * large else small


def _is_letter(fragment: Fragment) -> bool:
    """Whether the fragment is a single kana or ideograph, as words spread over a line are made of."""
    return len(fragment.chars) == 1 and _is_word_char(fragment.chars[0].text)


def _is_leader(fragment: Fragment) -> bool:
    """Whether the fragment is, or ends with, the dots that lead to a page number."""
    end = [c.text in _LEADERS for c in fragment.chars[-3:]]
    return len(fragment.chars) > 1 and all(end) and (len(end) == 3 or len(fragment.chars) == len(end))


def _line(fragments: Sequence[Fragment], tolerances: Tolerances) -> Line:
    if len(fragments) == 1 and fragments[0].tight:
        return _tight_line(fragments[0])
    noted = begins_with_mark(fragments)
    marks = note_marks(fragments)
    fragments, printed = [f for i, f in enumerate(fragments) if i not in marks], fragments
    main = max(fragments, key=lambda f: len(f.chars))
    dated = any(_stands_before_figure(one, other) for one, other in pairwise(fragments))
    spread = not dated and _is_spread([c for f in fragments for c in f.chars], main.size, tolerances)
    parts: list[Part] = []
    text = ""
    last: Char | None = None
    for position, fragment in enumerate(printed):
        if position in marks:
            last = fragment.chars[-1]
            continue
        apart = position > 0 and _is_set_apart(printed[position - 1], fragment, position, tolerances)
        piece, last = _joined(fragment.chars, last, fragment.size, spread, tolerances)
        piece = f" {piece}" if apart and not spread and not piece.startswith(tuple(SPACES)) else piece
        text += " " + piece if noted and len(parts) == 1 else piece
        parts.append(Part(piece.strip(), fragment.box, fragment.size, fragment.bold, fragment.color))
    text = text.strip()
    if spread and _NUMBERED.match(text):
        text = f"{text[0]} {text[1:]}"
    label = _SPREAD_LABEL.match(text) or (_SPREAD_PART.fullmatch(parts[0].text) if len(parts) > 1 else None)
    if label is not None and text.startswith(label[0]):
        text = re.sub("[ 　]", "", label[0]) + text[label.end() :]
    weights = [sum(1 for c in f.chars if c[0] not in SPACES) for f in fragments]
    bold = sum(w for w, f in zip(weights, fragments, strict=True) if f.bold) * 2 > sum(weights)
    main = fragments[weights.index(max(weights))]
    return Line(text, union_box(f.box for f in fragments), main.size, bold, main.color, tuple(parts))


def _is_set_apart(before: Fragment, fragment: Fragment, position: int, tolerances: Tolerances) -> bool:
    """Whether a space parts a fragment from its number, or half an em from a kana like one, or from another weight."""
    if _stands_before_figure(before, fragment):
        return fragment.box[0] - before.box[2] > _SOLID * before.size
    counts = position == 1 and len(before.chars) == 1 and before.text in KANA and len(fragment.chars) > 1
    if before.spaced and position <= 2 and before.text[-1].isdecimal() and _is_word_char(fragment.text[0]):
        # a bold number (施策 before it) and the title behind a space, in a font without a bold cut
        return position == 1 or fragment.text[0] not in COUNTERS
    if not counts and before.bold == fragment.bold:
        return False
    if not (_is_word_char(before.text[-1]) and _is_word_char(fragment.text[0])):
        return False
    gap = fragment.box[0] - before.box[2]
    return tolerances.mixed_space_gap * fragment.size < gap <= tolerances.wide_space_gap * fragment.size


def _stands_before_figure(before: Fragment, fragment: Fragment) -> bool:
    """Whether figures follow figures of quite another size: a small year before its large figure (R5, then 2日)."""
    unlike = min(before.size, fragment.size) <= _ALIKE * max(before.size, fragment.size)
    return unlike and before.text[-1:].isdecimal() and fragment.text[:1].isdecimal()


def _tight_line(fragment: Fragment) -> Line:
    """The line of a fragment that needs no spaces, as most do."""
    text = fragment.text.strip()
    size, bold, color = fragment.size, fragment.bold, fragment.color
    return Line(text, fragment.box, size, bold, color, (Part(text, fragment.box, size, bold, color),))


def _joined(
    chars: Sequence[Char], last: Char | None, size: float, spread: bool, tolerances: Tolerances
) -> tuple[str, Char | None]:
    if spread:
        solid = [c for c in chars if c[0] not in SPACES]
        return "".join([c[0] for c in solid]), solid[-1] if solid else last
    em, narrowest = max(size, 1.0), tolerances.letter_space_gap
    solid_set = 2 * sum(b[1] - a[3] < _SOLID * em for a, b in pairwise(chars)) > len(chars) > _FEW
    out: list[str] = []
    spaced = False
    for char in chars:
        text = char[0]
        if text in SPACES:
            spaced = True
        else:
            if last is not None and not spaced:
                gap = (char[1] - last[3]) / em
                if gap > narrowest and _is_space(last[0], text, gap, solid_set, tolerances):
                    out.append(" ")
            last, spaced = char, False
        out.append(text)
    return "".join(out), last


def _is_space(last: str, char: str, gap: float, solid_set: bool, tolerances: Tolerances) -> bool:
    """Whether `gap` ems (more than any script's narrowest space) between two characters make a space.

    In a run that is otherwise set solid, half an em between two Japanese letters is one that was not drawn.
    """
    if solid_set and _is_word_char(last) and _is_word_char(char):
        return gap > tolerances.mixed_space_gap
    if solid_set and last.isdigit() and char.isdigit():
        return gap > tolerances.digit_space_gap  # `2 3つの視点`: a number of its own before a figure
    if last.isascii() and char.isascii():
        # A list's number before a figure (`2. 2025年度`): within a decimal nothing is set apart.
        letters = last.isalnum() and char.isalnum() and not (last.isdigit() and char.isdigit())
        narrow = letters or (last == "." and char.isdigit())
        return gap > (tolerances.letter_space_gap if narrow else tolerances.space_gap)
    mixed = last.isascii() or char.isascii() or last.isdigit() != char.isdigit()
    return gap > (tolerances.mixed_space_gap if mixed else tolerances.wide_space_gap)


def _is_spread(chars: Sequence[Char], size: float, tolerances: Tolerances) -> bool:
    """Whether the characters are set apart evenly (`目　次`, `2 1 , 3 9 4`)."""
    solid = [c for c in chars if c[0] not in SPACES]
    if len(solid) < 2 or len(solid) > 40:
        return False
    em, least = max(size, 1.0), tolerances.spread_gap
    wide = [gap for left, right in pairwise(solid) if (gap := (right[1] - left[3]) / em) > least]
    if len(solid) == 2:
        return bool(wide) and wide[0] <= 3.2 and all(_is_word_char(c.text) for c in solid)
    if len(wide) < 0.6 * (len(solid) - 1):
        return False
    return max(wide) <= tolerances.spread_evenness * median(wide)


def _is_word_char(char: str) -> bool:
    return "\u3041" <= char <= "\u30fa" or "\u3400" <= char <= "\u9fff"


def cut_last_part(line: Line) -> tuple[Line, Line]:
    """`line` (of at least two parts) without its last part, and that part as a line."""
    last = line.parts[-1]
    head = line.text[: len(line.text) - len(last.text)].rstrip() if line.text.endswith(last.text) else line.text
    rest = line._replace(text=head, box=union_box(p.box for p in line.parts[:-1]), parts=line.parts[:-1])
    return rest, Line(last.text, last.box, last.size, last.bold, last.color, (last,))


def join_lines(left: Line, right: Line) -> Line:
    """Two lines on one baseline as one, a space between them; the style is that of the longer one."""
    main = left if len(left.text) >= len(right.text) else right
    return Line(
        f"{left.text} {right.text}",
        union_box([left.box, right.box]),
        main.size,
        main.bold,
        main.color,
        (*left.parts, *right.parts),
    )
