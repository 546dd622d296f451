"""Rows of filled cells that are the headings of a table's columns.

Decides by colour, size and place which filled cells are headings, which stand over several of them, and where each
column begins and ends. What stands below them is read in `headed_grid`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.containers import BoxIndex
from dxextract.layout.model import Fragment, Frame
from dxextract.layout.tables.figure_rows import is_figure
from dxextract.layout.text.cells import looks_like_year
from dxextract.schema.passage import Box
from dxextract.signs import ARROWS, TRENDS

SEAM = 1.6
"""Points by which two edges that are drawn as one may lie apart."""
WHITE = 6.5
"""Points of white between two cells painted side by side or one below the other."""
LOWEST = 7.0
"""Points of the lowest cell that a line of text fits into."""
NARROWEST = 12.0
"""Points of the narrowest column."""
FEWEST = 3
"""Columns of a table that its headings alone tell."""
_TALLEST = 64.0
"""Points of the tallest cell of headings."""
_LONGEST = 26
"""Characters of the longest heading."""
_ROUND = 1.5
"""Width of a cell of rounded corners in its heights, at least: a circle is none."""
_DEEPEST = 3
"""Rows of headings."""


@dataclass(frozen=True, slots=True)
class Head:
    """The cells of a table's headings, the edges of its columns and the y of its rows of headings."""

    cells: tuple[Frame, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def may_be_cell(frame: Frame) -> bool:
    """Whether a box is as high as a line of text at least; one of rounded corners must be wide, as a cell is."""
    width, height = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
    return height >= LOWEST and (frame.straight or (not frame.pointed and width > _ROUND * height))


def find_heads(fills: Sequence[Frame], fragments: Sequence[Fragment]) -> list[Head]:
    """Rows of filled headings, top to bottom; a row below that is filled in the same columns belongs to a body."""
    index = BoxIndex([f.box for f in fills])
    said: dict[int, list[str]] = {}
    for fragment in fragments:
        middle = (fragment.box[1] + fragment.box[3]) / 2
        said.setdefault(index.smallest_around((fragment.box[0] + fragment.box[2]) / 2, middle), []).append(
            fragment.text
        )
    texts = {id(f): "".join(said.get(n, ())) for n, f in enumerate(fills)}
    found: list[Head] = []
    for run in _runs(fills):
        words = [texts[id(f)] for f in run]
        blank = sum(not w for w in words)
        figures = all(is_figure(w) or looks_like_year(w) for w in words[1:] if w.strip(ARROWS + TRENDS))
        dated = figures and all(map(looks_like_year, words[1:])) and not looks_like_year(words[0])
        if blank > 1 or any(len(w) > _LONGEST for w in words) or (figures and not dated):
            continue
        head = _with_rows_above(run, fills, texts)
        if not any(_same_columns(other, head) and _goes_on(other, head) for other in found):
            found.append(head)
    return sorted(found, key=lambda h: h.ys[0])


def _runs(fills: Iterable[Frame]) -> list[list[Frame]]:
    """Filled cells that end at one height, side by side with little white between them, three at least; top down."""
    levels: dict[int, list[Frame]] = {}
    for fill in sorted(fills, key=lambda f: f.box[3]):
        if fill.box[3] - fill.box[1] <= _TALLEST and fill.box[2] - fill.box[0] >= NARROWEST:
            key = next((k for k in (round(fill.box[3]), round(fill.box[3]) - 1) if k in levels), round(fill.box[3]))
            levels.setdefault(key, []).append(fill)
    found: list[list[Frame]] = []
    for level in levels.values():
        run: list[Frame] = []
        for fill in sorted(level, key=lambda f: f.box[0]):
            if run and not -SEAM <= fill.box[0] - run[-1].box[2] <= WHITE:
                found.append(run)
                run = []
            run.append(fill)
        found.append(run)
    return [run for run in found if len(run) >= FEWEST]


def _with_rows_above(run: Sequence[Frame], fills: Sequence[Frame], texts: dict[int, str]) -> Head:
    """The headings of a run with those that stand over several of them, from edge to edge.

    A tab that ends within a column (成果指標 over the first) is the title of what is below, and no heading of a column.
    """
    cells = list(run)
    left, right = run[0].box[0], run[-1].box[2]
    edges = [x for f in run for x in (f.box[0], f.box[2])]
    for _ in range(_DEEPEST - 1):
        tops = {round(f.box[1]) for f in cells}
        above = [
            f
            for f in fills
            if f not in cells
            and any(-SEAM <= top - f.box[3] <= WHITE for top in tops)
            and left - SEAM <= f.box[0]
            and f.box[2] <= right + SEAM
            and f.box[3] - f.box[1] <= _TALLEST
            and 0 < len(texts[id(f)]) <= _LONGEST
            and all(any(abs(x - edge) <= WHITE for edge in edges) for x in (f.box[0], f.box[2]))
        ]
        narrow = [f for f in above if f.box[2] - f.box[0] < 0.9 * (right - left)]
        if not narrow:
            break
        cells.extend(narrow)
    xs = (left, *((a.box[2] + b.box[0]) / 2 for a, b in pairwise(run)), right)
    return Head(tuple(cells), xs, distinct(y for f in cells for y in (f.box[1], f.box[3])))


def distinct(values: Iterable[float]) -> tuple[float, ...]:
    """Positions in order, those parted by mere white once, in its middle."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= WHITE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple((group[0] + group[-1]) / 2 for group in groups)


def _same_columns(one: Head, other: Head) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= WHITE for a, b in zip(one.xs, other.xs, strict=True))


def _goes_on(head: Head, lower: Head) -> bool:
    """Whether a row of fills below belongs to the body of `head`: another colour, or headings said again are none."""
    return lower.cells[0].fill != head.cells[0].fill or lower.cells[-1].fill != head.cells[-1].fill
