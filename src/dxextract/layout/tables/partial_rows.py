"""What stands between and beside the edges of a table of figures -> its rows.

Decides which lines above the first edge are headings, which below the last one are rows that nothing is drawn around,
and that titles, notes and prose beside a table are neither. Which edges belong together is decided in `partial_grids`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.tables.figure_rows import Piece, baselines, centre, figure_cuts, is_figure
from dxextract.layout.tolerances import SAME_EDGE

_REACH = 1.3
"""Ems from the last drawn edge within which a row stands that nothing is drawn around."""
_LEADING = 0.8
"""Ems of white between two lines of one row at most."""
_ROWS = 2.0
"""Ems of white between two rows at most."""
_WRAP = 0.5
"""Ems of white between two lines of a name at most."""
SECOND_COLUMN = 0.2
"""Share of the width from which on a text stands in another column than the first."""
_TITLE = 1.25
"""How much larger than headings of columns a text is set that is a title."""
_NOTE = re.compile(r"\s*[※＊*(（注]")


@dataclass(frozen=True, slots=True)
class Row:
    """The texts between two edges."""

    top: float
    bottom: float
    pieces: tuple[Piece, ...]

    @property
    def has_figures(self) -> bool:
        return any(is_figure(p.text) for p in self.pieces[1:])


def without_titles(rows: Sequence[Row]) -> list[Row]:
    """`rows` without outer ones of a single text: headings of the blocks above and below the table.

    Nor has the first one sentences: what stands above the headings where a rule under a title is as wide as the table.
    """
    used = [n for n, row in enumerate(rows) if row.has_figures or len(row.pieces) > 1]
    if not used:
        return []
    kept = list(rows[used[0] : used[-1] + 1])
    lines = baselines(kept[0].pieces)
    prose = next((n for n, line in enumerate(lines) if len(line) > 1 or not line[0].text.endswith("。")), 0)
    if prose:
        top = max(p.box[3] for p in lines[prose - 1]) + 1
        kept[0] = Row(top, kept[0].bottom, tuple(p for line in lines[prose:] for p in line))
    return kept


def with_rows_around(rows: Sequence[Row], ys: Sequence[float], pieces: Sequence[Piece]) -> list[Row]:
    """`rows`, with the headings above the first edge and the rows below the last one that nothing is drawn around."""
    found = list(rows)
    first, last = (rows[0].top, rows[-1].bottom) if rows else (ys[0], ys[-1])
    above = _lines_beside(pieces, first, below=False) if not rows or rows[0].has_figures else []
    texts = tuple(p for line in above for p in line)
    if texts and not any(is_figure(p.text) for p in texts):
        found.insert(0, Row(min(p.box[1] for p in texts) - 1, first, texts))
    under = _lines_beside(pieces, last, below=True)
    texts = tuple(p for line in under for p in line)
    row = Row(last, max((p.box[3] for p in texts), default=last) + 1, texts)
    one = sum(any(is_figure(p.text) for p in line[-1:]) for line in under) == 1
    if row.has_figures and (one or not any(r.has_figures for r in rows)):
        found.append(row)
    return found


def _lines_beside(pieces: Sequence[Piece], edge: float, *, below: bool) -> list[list[Piece]]:
    """The lines above or below an edge, nearest first, as far as they are those of rows that stand close together.

    A line of one text that stands over or under all others is a title or prose, but for the rest of a name.
    """
    lines = baselines(p for p in pieces if (p.middle > edge if below else p.middle < edge))
    ordered = lines if below else lines[::-1]
    found: list[list[Piece]] = []
    reached = edge
    left, right = min((p.box[0] for p in pieces), default=0.0), max((p.box[2] for p in pieces), default=0.0)
    inner = left + SECOND_COLUMN * (right - left)
    for number, line in enumerate(ordered):
        top, bottom = min(p.box[1] for p in line), max(p.box[3] for p in line)
        white = top - reached if below else reached - bottom
        near = _ROWS if len(line) > 1 else _LEADING
        if white > (near if found else _REACH) * line[0].size:
            break
        if found and not below and line[0].size > _TITLE * found[0][0].size:
            break
        further_in = below and line[0].box[0] > inner and white < _WRAP * line[0].size
        if (
            len(line) == 1
            and not further_in
            and not belongs(line[0], found, ordered[number + 1 : number + 2], below=below)
        ):
            break
        found.append(line)
        reached = max(reached, bottom) if below else min(reached, top)
    return found


def belongs(piece: Piece, lines: Sequence[Sequence[Piece]], after: Sequence[Sequence[Piece]], *, below: bool) -> bool:
    """Whether a text alone in its line belongs to a row: it stands beside others, or right below the name."""
    beside = [p for line in (*lines[-1:], *after) for p in line]
    if any(p.box[1] < piece.box[3] - 1 and p.box[3] > piece.box[1] + 1 for p in beside):
        return True
    others = [p.box[0] for line in lines for p in line[1:]]
    if not below or not others or _NOTE.match(piece.text):
        return False
    return piece.box[2] < min(others) and piece.box[1] - lines[-1][0].box[3] < _WRAP * piece.size


def with_head(rows: list[Row]) -> list[Row]:
    """`rows`, the first parted below its headings where nothing is drawn between them and the first figures."""
    if not rows or not rows[0].has_figures:
        return rows
    first = rows[0]
    lines = baselines(first.pieces)
    start = next(n for n, line in enumerate(lines) if any(is_figure(p.text) for p in line))
    under = [p for line in lines for p in line if is_figure(p.text)]
    over = [n for n, line in enumerate(lines[:start]) if any(_is_over(p, f) for p in line for f in under)]
    if not over:
        return rows
    y = (max(p.box[3] for p in lines[over[-1]]) + min(p.box[1] for p in lines[over[-1] + 1])) / 2
    edges = (first.top, y, first.bottom)
    return [*(Row(a, b, tuple(p for p in first.pieces if a <= p.middle < b)) for a, b in pairwise(edges)), *rows[1:]]


def _is_over(piece: Piece, figure: Piece) -> bool:
    return piece.box[0] < figure.box[2] and piece.box[2] > figure.box[0]


def with_cuts(row: Row, xs: Sequence[float]) -> list[Row]:
    """`row`, parted where several figures stand one under the other in its columns."""
    cuts = figure_cuts([[p for p in row.pieces if a <= centre(p) < b] for a, b in pairwise(xs)])
    edges = [row.top, *(cuts or ()), row.bottom]
    return [Row(a, b, tuple(p for p in row.pieces if a <= p.middle < b)) for a, b in pairwise(edges)]


def distinct_edges(values: Iterable[float]) -> list[float]:
    """Positions in order, those near one another once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SAME_EDGE:
            found.append(value)
    return found


def parts_between_titles(edges: Sequence[float], pieces: Sequence[Piece]) -> list[tuple[float, ...]]:
    """The runs of edges between the rows that say one thing, or nothing; none where there are no such rows.

    What reads as the title of a group of rows may be the label of the next table: 【スケジュール】 between two frames.
    """
    parts: list[list[float]] = [[edges[0]]]
    for top, bottom in pairwise(edges):
        if sum(top <= p.middle < bottom for p in pieces) > 1:
            parts[-1].append(bottom)
        else:
            parts.append([bottom])
    return [tuple(part) for part in parts if len(part) > 1] if len(parts) > 1 else []
