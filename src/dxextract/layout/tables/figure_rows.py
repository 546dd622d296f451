"""Pieces of text, their lines, and where rows of figures part that nothing is drawn between.

Decides what one piece of a table's text is (cut where a column is drawn or figures end, joined where only a space parts
it), which pieces share a line, and, for rows whose figures stand one under the other, where each row ends: the lines of
a name that wraps are given to the figure they are centred on, or begin beside. What is drawn is `partial_grids`'
business.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dxextract.layout.lines import chars_box
from dxextract.layout.model import Fragment
from dxextract.layout.tables.gutters import behind_figures
from dxextract.layout.tables.row_whites import told_leading
from dxextract.layout.text.cells import looks_like_number, looks_like_number_label
from dxextract.rules import squeezed
from dxextract.schema.passage import Box, union_box
from dxextract.schema.raw import Char

_YEAR = re.compile(r"(?:令和|平成|[RH])(?:元|\d{1,2})(?![\d.])|(?:19|20)\d\d(?=年|\D*$)|\d{1,2}年度")
"""The year that a heading begins with: R10(目標), 2028年度目標."""
_YEAR_FIRST = re.compile(r"(?:令和|R)?(\d{1,4})(?:年度?)?(?:[~～〜-](?:令和|R)?\d{1,4}(?:年度?)?)?[:：]")
"""The first year of a line that says what is done in it: R9～R10：全施設."""
_NUMBER = re.compile(r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*")
_ARROW = re.compile(r"[→⇒➡➔➜▶►⇨⟶]+")
_SPACE = 0.9
"""Ems of the narrowest gap between two pieces of one line."""
_LINE = 0.4
"""Ems by which the middles of the pieces of one line may differ."""
_PARTED = 0.12
_ROWS = 1.3
"""Ems of the widest white between two rows that is told by narrower ones inside of cells."""
_OVERLAP = 1.5
"""Points by which the texts of two rows may reach over the edge between them."""


class Piece(NamedTuple):
    """A stretch of text of one column."""

    text: str
    box: Box
    size: float
    vertical: bool = False

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return (self.box[1] + self.box[3]) / 2


# The rows and columns of a table are asked for the same texts again and again.
@lru_cache(maxsize=4096)
def centre(piece: Piece) -> float:
    """The x of a piece's middle."""
    return (piece.box[0] + piece.box[2]) / 2


def is_figure(text: str) -> bool:
    """Whether a piece says a quantity, or that there is none; the number of a row is no quantity, nor is a year."""
    sides = _ARROW.split(text)
    if len(sides) == 2 and all(side.strip() for side in sides):
        return all(map(is_figure, sides))
    plain = squeezed(text)
    year = _YEAR.match(plain)
    if year is not None and not any(char.isdigit() for char in plain[year.end() :]):
        return False
    bare = _NUMBER.fullmatch(text.strip()) is not None
    return looks_like_number(text.strip()) and (bare or not looks_like_number_label(text.strip()))


def merged_pieces(fragments: Iterable[Fragment], xs: Sequence[float]) -> list[Piece]:
    """The pieces of `fragments`: cut at the drawn columns `xs`, joined where only a space parts them."""
    kept = list(fragments)
    single = [piece for fragment in kept for piece in _cut(fragment, xs)]
    lines = baselines(piece for piece in single if not piece.vertical)
    gutters = {x for _, x in behind_figures(lines)}
    if gutters:  # the other rows have them too, though their texts may stand too close to be told apart
        single = [piece for fragment in kept for piece in _cut(fragment, (*xs, *gutters))]
        lines = baselines(piece for piece in single if not piece.vertical)
    apart: dict[int, list[float]] = defaultdict(list)
    for number, x in behind_figures(lines):
        apart[number].append(x)
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        pieces.append(line[0])
        for piece in line[1:]:
            last = pieces[-1]
            gap = piece.box[0] - last.box[2]
            drawn = any(last.box[2] - 1 < x < piece.box[0] + 1 for x in (*xs, *apart.get(number, ())))
            if gap < _SPACE * min(last.size, piece.size) and not drawn:
                size = max(last.size, piece.size)
                pieces[-1] = Piece(last.text + piece.text, union_box([last.box, piece.box]), size)
            else:
                pieces.append(piece)
    return [*pieces, *(piece for piece in single if piece.vertical)]


def _cut(fragment: Fragment, xs: Sequence[float]) -> Iterable[Piece]:
    """The fragment in pieces, cut at each of `xs` that runs through a gap of it."""
    if fragment.vertical:
        return (Piece(fragment.text, fragment.box, fragment.size, vertical=True),)
    inside = [x for x in xs if fragment.box[0] < x < fragment.box[2]]
    if not inside:
        return (Piece(fragment.text, fragment.box, fragment.size),)
    runs: list[list[Char]] = [[]]
    for char in fragment.chars:
        last = runs[-1][-1] if runs[-1] else None
        apart = last is not None and char.x0 - last.x1 > _PARTED * fragment.size
        if apart and last is not None and any(last.x1 - 1 <= x <= char.x0 + 1 for x in inside):
            runs.append([])
        runs[-1].append(char)
    return tuple(Piece("".join(c.text for c in run), chars_box(run), fragment.size) for run in runs)


def baselines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces by lines, top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.box[0])):
        if lines and piece.middle - lines[-1][0].middle <= _LINE * min(piece.size, lines[-1][0].size):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.box[0]) for line in lines]


def figure_cuts(columns: Sequence[Sequence[Piece]]) -> list[float] | None:
    """The y of the edges between the rows of `columns` (each the pieces of one column below the headings).

    None where the figures do not stand in lines, or a text would be cut; no edge where there is one row only.
    """
    return _cuts_at_figures(columns) or _cuts_at_whites(columns)


def _cuts_at_whites(columns: Sequence[Sequence[Piece]]) -> list[float] | None:
    """The edges where whites are wider than those between the lines of wrapped texts; each row has a figure."""
    leading = told_leading(columns, _ROWS)
    if leading is None:
        return None
    rows: list[list[Piece]] = []
    for piece in sorted((p for column in columns for p in column), key=lambda p: p.box[1]):
        end = max((p.box[3] for p in rows[-1]), default=0.0) if rows else 0.0
        if rows and piece.box[1] - end <= leading * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    said = [["".join(p.text for p in column if p in row) for column in columns] for row in rows]
    if not all(any(is_figure(text) for text in texts[1:]) and texts[0] for texts in said):
        return None
    return [(max(p.box[3] for p in upper) + min(p.box[1] for p in lower)) / 2 for upper, lower in pairwise(rows)]


def _cuts_at_figures(columns: Sequence[Sequence[Piece]]) -> list[float] | None:
    """The edges between figures that stand one under the other, in columns of one line each."""
    figures = [column for column in columns if 2 * sum(is_figure(p.text) for p in column) > len(column)]
    figures = [column for column in figures if not _goes_by_year(column)]
    if not figures:
        return None
    count = max(len(column) for column in figures)
    lines = baselines(piece for column in figures for piece in column)
    if len(lines) != count or count < 2:
        return [] if len(lines) == 1 else None
    rows: list[list[Piece]] = [list(line) for line in lines]
    for column in columns:
        if any(column is one for one in figures) or not column:
            continue
        for row, pieces in zip(rows, _given_to(baselines(column), [line[0] for line in lines]), strict=True):
            row += pieces
    cuts = []
    for upper, lower in pairwise(rows):
        bottom, top = max(p.box[3] for p in upper), min(p.box[1] for p in lower)
        if bottom - top > 2 * _OVERLAP:
            return None
        cuts.append((bottom + top) / 2)
    return cuts


def _goes_by_year(column: Sequence[Piece]) -> bool:
    """Whether each line begins with a later year than the one above: what one cell says year by year, in one row."""
    begun = [_YEAR_FIRST.match(squeezed(p.text)) for p in sorted(column, key=lambda p: p.middle)]
    years = [int(year[1]) for year in begun if year is not None]
    return len(years) == len(begun) > 1 and all(a < b for a, b in pairwise(years))


def _given_to(lines: Sequence[Sequence[Piece]], figures: Sequence[Piece]) -> list[list[Piece]]:
    """The lines of a column for each of `figures`, in order: centred on it or begun beside it, whichever fits better.

    Where there are fewer lines than figures (cells are blank, or merged) each goes to the nearest one.
    """
    if len(lines) < len(figures):
        near: list[list[Piece]] = [[] for _ in figures]
        for line in lines:
            nearest = min(range(len(figures)), key=lambda n: abs(figures[n].middle - line[0].middle))
            near[nearest] += line
        return near
    boxes = [union_box(p.box for p in line) for line in lines]
    _, begins = min((_parted(boxes, figures, centred) for centred in (True, False)), key=lambda found: found[0])
    return [[p for line in lines[a:b] for p in line] for a, b in pairwise([*begins, len(lines)])]


def _parted(boxes: Sequence[Box], figures: Sequence[Piece], centred: bool) -> tuple[float, list[int]]:
    """The cheapest way to part `boxes` into one run for each figure: its cost, and where each run begins."""
    n = len(boxes)
    nowhere: tuple[float, list[int]] = (float("inf"), [])
    costs: list[tuple[float, list[int]]] = [(0.0, []), *([nowhere] * n)]
    for figure in figures:
        after: list[tuple[float, list[int]]] = [nowhere] * (n + 1)
        for start, (cost, begins) in enumerate(costs):
            if cost == float("inf"):
                continue
            for end in range(start + 1, n + 1):
                bottom = boxes[end - 1][3] if centred else boxes[start][3]
                off = abs((boxes[start][1] + bottom) / 2 - figure.middle)
                if cost + off < after[end][0]:
                    after[end] = (cost + off, [*begins, start])
        costs = after
    return costs[n]
