"""Coloured cells of headings side by side, and what stands below them -> grids.

A designed table is told by colour: its headings stand in filled cells, which say where every column begins and ends;
its rows lie between the edges of what is filled or ruled, and where nothing is, between the whites of its texts
(`headed_rows`). Decides which filled cells are headings, how far down their table goes, and which filled cells of its
body span several columns or rows. A grid that was found otherwise is kept unless this one holds it and goes on further.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dxextract.layout.box_relations import meet
from dxextract.layout.containers import BoxIndex
from dxextract.layout.model import Fragment, Frame, Grid, GridCell, Ruling
from dxextract.layout.tables.closed_tables import is_ended
from dxextract.layout.tables.figure_rows import is_figure
from dxextract.layout.tables.grid_choice import holds, parts_as_well, says_again
from dxextract.layout.tables.headed_rows import Span, body_rows, crosses, label_spans, text_spans
from dxextract.layout.text.cells import looks_like_year
from dxextract.schema.passage import Box
from dxextract.signs import ARROWS, TRENDS

_SEAM = 1.6
_WHITE = 6.5
"""Points of white between two cells painted side by side or one below the other."""
_TALLEST = 64.0
"""Points of the tallest cell of headings."""
_LOWEST = 7.0
_NARROWEST = 12.0
_LONGEST = 26
"""Characters of the longest heading."""
_ROUND = 1.5
"""Width of a cell of rounded corners in its heights, at least: a circle is none."""
_FEWEST = 3
"""Columns of a table that its headings alone tell."""
_DEEPEST = 3
"""Rows of headings."""
_CROSSING = 0.05
"""Share of the texts of a body that may run over an edge of its columns."""
_TITLE = 1.12
"""Of the usual size of the texts below the headings, what a title between two tables has at least."""
_MOST = 600
"""Painted boxes beyond which a page is a drawing or a sheet that is ruled as well."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The cells of a table's headings, the edges of its columns and the y of its rows of headings."""

    cells: tuple[Frame, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def add_headed_grids(
    grids: Sequence[Grid],
    frames: Sequence[Frame],
    strokes: Sequence[Ruling],
    fragments: Sequence[Fragment],
    charts: Sequence[Box] = (),
) -> list[Grid]:
    """`grids`, and those that filled headings tell; these take the place of ones that end earlier.

    None goes on into one of the `charts`, whose bars and gridlines are no cells.
    """
    fills = [f for f in frames if f.fill is not None and _may_be_cell(f)]
    if not _FEWEST <= len(fills) <= _MOST:
        return list(grids)
    heads = _heads(fills, fragments)
    kept = list(grids)
    for number, head in enumerate(heads):
        if any(holds(grid.box, head.box) and grid.box[3] > head.ys[-1] + _LOWEST for grid in kept if grid not in grids):
            continue
        over = [grid for grid in kept if meet(grid.box, head.box)]
        under = [g for g in kept if g not in over and _is_below(g.box, head.box)]
        floor = min((h.ys[0] for h in heads[number + 1 :] if _ends(h, head)), default=float("inf"))
        floor = min([floor, *(g.box[1] for g in under if not _stands_in(g, head))])
        floor = min([floor, *(chart[1] for chart in charts if chart[1] > head.ys[-1])])
        grid = _grid(head, floor, fills, strokes, fragments)
        if grid is None or says_again(grid.ys, len(grid.xs) - 1, fragments):
            continue  # columns of cards
        below = [g for g in under if meet(g.box, grid.box)]
        if not all(
            _is_exceeded(other, grid, fragments) and not is_ended(other, grid, fills, strokes) for other in over
        ) or not all(parts_as_well(other, grid, fragments) for other in below):
            continue
        over += below
        kept = [g for g in kept if g not in over and not holds(grid.box, g.box)]
        kept.append(grid)
    return sorted(kept, key=lambda g: (g.box[1], g.box[0]))


def _stands_in(grid: Grid, head: _Head) -> bool:
    """Whether a grid has no edges but those of the columns of headings, and not all: filled cells of their body."""
    inside = all(any(abs(x - edge) <= _WHITE / 2 + _SEAM for edge in head.xs) for x in grid.xs)
    return inside and len(grid.xs) < len(head.xs)


def _may_be_cell(frame: Frame) -> bool:
    """Whether a box is as high as a line of text at least; one of rounded corners must be wide, as a cell is."""
    width, height = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
    return height >= _LOWEST and (frame.straight or (not frame.pointed and width > _ROUND * height))


def _is_exceeded(old: Grid, new: Grid, fragments: Sequence[Fragment]) -> bool:
    """Whether `new` holds `old`, parts its texts as well as that does, and goes on below it with a row of texts.

    The heading of what follows, underlined as wide as the table, is no such row: it says one thing. Or it goes on at
    its left with texts: filled cells alone leave out the names of their rows.
    """
    if not parts_as_well(old, new, fragments):
        return False
    left = (new.box[0], old.box[1], old.box[0], old.box[3])
    if new.box[0] < old.box[0] - _NARROWEST and any(meet(left, f.box) for f in fragments):
        return True
    if new.box[3] <= old.box[3] + _LOWEST:
        return False
    said = [f for f in fragments if f.box[1] > old.box[3] - _SEAM and holds(new.box, f.box)]
    for top, bottom in pairwise(new.ys):
        row = [f for f in said if top <= (f.box[1] + f.box[3]) / 2 < bottom]
        if sum(any(a - _SEAM <= f.box[0] < b - _SEAM for f in row) for a, b in pairwise(new.xs)) > 1:
            return True
    return False


def _heads(fills: Sequence[Frame], fragments: Sequence[Fragment]) -> list[_Head]:
    """Rows of filled headings, top to bottom; a row below that is filled in the same columns belongs to a body."""
    index = BoxIndex([f.box for f in fills])
    said: dict[int, list[str]] = {}
    for fragment in fragments:
        middle = (fragment.box[1] + fragment.box[3]) / 2
        said.setdefault(index.smallest_around((fragment.box[0] + fragment.box[2]) / 2, middle), []).append(
            fragment.text
        )
    texts = {id(f): "".join(said.get(n, ())) for n, f in enumerate(fills)}
    found: list[_Head] = []
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
        if fill.box[3] - fill.box[1] <= _TALLEST and fill.box[2] - fill.box[0] >= _NARROWEST:
            key = next((k for k in (round(fill.box[3]), round(fill.box[3]) - 1) if k in levels), round(fill.box[3]))
            levels.setdefault(key, []).append(fill)
    found: list[list[Frame]] = []
    for level in levels.values():
        run: list[Frame] = []
        for fill in sorted(level, key=lambda f: f.box[0]):
            if run and not -_SEAM <= fill.box[0] - run[-1].box[2] <= _WHITE:
                found.append(run)
                run = []
            run.append(fill)
        found.append(run)
    return [run for run in found if len(run) >= _FEWEST]


def _with_rows_above(run: Sequence[Frame], fills: Sequence[Frame], texts: dict[int, str]) -> _Head:
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
            and any(-_SEAM <= top - f.box[3] <= _WHITE for top in tops)
            and left - _SEAM <= f.box[0]
            and f.box[2] <= right + _SEAM
            and f.box[3] - f.box[1] <= _TALLEST
            and 0 < len(texts[id(f)]) <= _LONGEST
            and all(any(abs(x - edge) <= _WHITE for edge in edges) for x in (f.box[0], f.box[2]))
        ]
        narrow = [f for f in above if f.box[2] - f.box[0] < 0.9 * (right - left)]
        if not narrow:
            break
        cells.extend(narrow)
    xs = (left, *((a.box[2] + b.box[0]) / 2 for a, b in pairwise(run)), right)
    return _Head(tuple(cells), xs, _distinct(y for f in cells for y in (f.box[1], f.box[3])))


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    """Positions in order, those parted by mere white once, in its middle."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _WHITE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple((group[0] + group[-1]) / 2 for group in groups)


def _same_columns(one: _Head, other: _Head) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= _WHITE for a, b in zip(one.xs, other.xs, strict=True))


def _goes_on(head: _Head, lower: _Head) -> bool:
    """Whether a row of fills below belongs to the body of `head`: another colour, or headings said again are none."""
    return lower.cells[0].fill != head.cells[0].fill or lower.cells[-1].fill != head.cells[-1].fill


def _ends(lower: _Head, head: _Head) -> bool:
    """Whether a row of headings further down, over any of its columns, ends the table of `head`."""
    return lower.ys[0] > head.ys[-1] and lower.xs[0] < head.xs[-1] and lower.xs[-1] > head.xs[0]


def _is_below(box: Box, head: Box) -> bool:
    return box[1] > head[3] - _SEAM and box[0] < head[2] and box[2] > head[0]


def _grid(
    head: _Head, floor: float, fills: Sequence[Frame], strokes: Sequence[Ruling], fragments: Sequence[Fragment]
) -> Grid | None:
    """The grid of a table from its headings down; None where what stands below does not stand in its columns."""
    left, right, bottom = head.xs[0], head.xs[-1], head.ys[-1]
    prose = [
        f.box[1]
        for f in fragments
        if f.box[1] > bottom
        and f.box[0] < right
        and f.box[2] > left
        and (f.box[0] < left - _WHITE or f.box[2] > right + _WHITE)
    ]
    floor = min([floor, *prose])
    cells = [f.box for f in fills if f not in head.cells and _is_cell(f.box, head, floor)]
    across = [
        r.at
        for r in strokes
        if r.horizontal
        and bottom - _SEAM < r.at < floor
        and min(r.end, right) - max(r.start, left) > (right - left) / 2
    ]
    body = [
        f
        for f in fragments
        if not f.vertical
        and f.box[1] >= bottom - _SEAM
        and f.box[3] <= floor + _SEAM
        and left - _WHITE <= f.box[0] < right
    ]
    drawn = _distinct([bottom, *across, *(y for box in cells for y in (box[1], box[3]))])
    edges = _unbroken(drawn, body, cells, [y - _WHITE for y in across], head.xs[1])
    ys = body_rows(body, head.xs, edges, is_open=_is_open(cells, across, edges, right))
    spans = [s for box in cells if (s := _span(box, head.xs, ys, body)) is not None]
    while Span(len(ys) - 2, 0, len(ys) - 1, len(head.xs) - 1) in spans:  # a heading of what follows
        ys = ys[:-1]
        spans = [s for s in spans if s.row_end < len(ys)]
    if len(ys) < 2:
        return None
    inside = [f for f in body if f.box[3] <= ys[-1] + _SEAM]
    through = [r for r in strokes if r.horizontal and r.at in across]
    spans += label_spans(inside, head.xs, ys, spans, through)
    spans += text_spans(inside, head.xs, ys, spans)
    if not _stands_in_columns(inside, head.xs, ys, spans):
        return None
    return _built(head, ys, spans)


def _unbroken(
    edges: Sequence[float], body: Sequence[Fragment], cells: Sequence[Box], across: Sequence[float], inner: float
) -> tuple[float, ...]:
    """The edges down to the first blank stretch of bare paper; one too low for a text is the white between two rows.

    Nor does the table go on to a filled edge further down where only lines left of `inner` stand between.
    """
    lowest = 0.9 * min((f.size for f in body), default=0.0)
    usual = median(f.size for f in body) if body else 0.0
    found = [edges[0]]
    for a, b in pairwise(edges):
        filled = any(c[1] <= (a + b) / 2 <= c[3] for c in cells)
        if b - a < lowest and not filled and len(found) > 1:
            found[-1] = (a + b) / 2
            continue
        said = [f for f in body if a <= (f.box[1] + f.box[3]) / 2 < b]
        ruled = any(y <= b <= y + 2 * _WHITE for y in across)
        left = all(f.box[0] < inner for f in said)
        titled = left and all(f.size > _TITLE * usual for f in said)  # the heading of the next table
        if not filled and (not said or titled or (not ruled and left)):
            break
        found.append(b)
    return tuple(found)


def _is_open(cells: Sequence[Box], across: Sequence[float], edges: Sequence[float], right: float) -> bool:
    """Whether rows may stand below the last edge: nothing is filled or ruled, or every other row is filled."""
    if any(abs(y - edges[-1]) <= _WHITE for y in across):
        return False
    paper = [c for c in cells if c[2] >= right - _WHITE]
    blank = [not any(c[1] <= (a + b) / 2 <= c[3] for c in paper) for a, b in pairwise(edges)]
    return len(edges) == 1 or any(blank)


def _is_cell(box: Box, head: _Head, floor: float) -> bool:
    """Whether a fill below the headings begins and ends where columns do."""
    if box[1] < head.ys[-1] - _SEAM or box[3] > floor + _SEAM:
        return False
    return all(any(abs(x - edge) <= _WHITE / 2 + _SEAM for edge in head.xs) for x in (box[0], box[2]))


def _span(box: Box, xs: Sequence[float], ys: Sequence[float], body: Sequence[Fragment]) -> Span | None:
    """The columns and rows of a filled cell that covers several; None for one cell, or the paper of several."""
    first, last = (min(range(len(xs)), key=lambda n: abs(xs[n] - x)) for x in (box[0], box[2]))
    top, end = (min(range(len(ys)), key=lambda n: abs(ys[n] - y)) for y in (box[1], box[3]))
    if (last - first) * (end - top) <= 1 or last <= first or end <= top:
        return None
    inside = [f for f in body if holds(box, f.box)]
    columns = {n for n in range(first, last) if any(xs[n] <= f.box[0] and f.box[2] <= xs[n + 1] for f in inside)}
    rows = {n for n in range(top, end) if any(ys[n] <= f.box[1] and f.box[3] <= ys[n + 1] for f in inside)}
    if not inside or len(columns) > 1 or (len(rows) > 1 and end - top > 1):
        return None
    return Span(top, first, end, last)


def _stands_in_columns(
    body: Sequence[Fragment], xs: Sequence[float], ys: Sequence[float], spans: Sequence[Span]
) -> bool:
    """Whether texts keep to their columns, and most rows say something in two of them at least."""
    over = 0
    filled: set[tuple[int, int]] = set()
    for fragment in body:
        row = next(
            (n for n, (a, b) in enumerate(pairwise(ys)) if a <= (fragment.box[1] + fragment.box[3]) / 2 < b), None
        )
        if row is None:
            continue
        for col, (a, b) in enumerate(pairwise(xs)):
            if fragment.box[0] < b - 1 and fragment.box[2] > a + 1:
                filled.add((row, col))
            joined = any(s.row <= row < s.row_end and s.col <= col and col + 1 < s.col_end for s in spans)
            over += col + 2 < len(xs) and not joined and crosses(fragment, b)
    rows = {row for row, _ in filled}
    wide = sum(
        len({c for r, c in filled if r == row}) >= 2 or any(s.row <= row < s.row_end for s in spans) for row in rows
    )
    return bool(rows) and over <= _CROSSING * len(body) and wide * 2 >= len(rows)


def _built(head: _Head, ys: Sequence[float], spans: Sequence[Span]) -> Grid:
    edges = (*head.ys[:-1], *ys)
    deep = len(head.ys) - 1
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []

    def put(row: int, col: int, row_end: int, col_end: int) -> None:
        fields = {(r, c) for r in range(row, row_end) for c in range(col, col_end)}
        if fields and not fields & taken:
            taken.update(fields)
            box = (head.xs[col], edges[row], head.xs[col_end], edges[row_end])
            cells.append(GridCell(row, col, row_end - row, col_end - col, box))

    for cell in head.cells:
        first, last = (min(range(len(head.xs)), key=lambda n: abs(head.xs[n] - x)) for x in (cell.box[0], cell.box[2]))
        top, end = (min(range(deep + 1), key=lambda n: abs(edges[n] - y)) for y in (cell.box[1], cell.box[3]))
        put(top, first, end, last)
    for span in spans:
        put(deep + span.row, span.col, deep + span.row_end, span.col_end)
    for row in range(len(edges) - 1):
        for col in range(len(head.xs) - 1):
            put(row, col, row + 1, col + 1)
    return Grid(head.xs, edges, tuple(sorted(cells, key=lambda c: (c.row, c.col))))
