"""Tables of figures that are ruled only in part -> their full grids.

Word's and PowerPoint's own table styles draw a rule under the headings, shade every other row, or rule rows and no
columns. Decides that such rules and shades of one width (`partial_stacks`), with rows of figures under headings between
them, are one grid: its columns are those that any of its rows draws and those that its figures stand in
(`figure_columns`); its rows lie between the rules and the edges of the shades, and where nothing parts them at the
lines of the figures (`figure_rows`). A grid takes the place of what the rules alone gave where more of its cells hold
text. Tables without figures are left to the other readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.box_relations import overlap
from dxextract.layout.model import Fragment, Frame, Grid, Ruling
from dxextract.layout.tables.bare_figures import find_bare_tables
from dxextract.layout.tables.figure_columns import Group, body_columns, clear_of_headings, heading_groups
from dxextract.layout.tables.figure_rows import Piece, centre, is_figure, merged_pieces
from dxextract.layout.tables.grid_choice import is_closed, says_more
from dxextract.layout.tables.grids import component_to_grid
from dxextract.layout.tables.painted import painted_blocks
from dxextract.layout.tables.partial_rows import (
    Row,
    parts_between_titles,
    with_cuts,
    with_head,
    with_rows_around,
    without_titles,
)
from dxextract.layout.tables.partial_stacks import Stack, find_stacks, lies_in, part_of, row_runs
from dxextract.layout.text.cells import looks_like_year
from dxextract.layout.tolerances import SAME_EDGE, Tolerances
from dxextract.schema.passage import Box
from dxextract.signs import ARROWS, TRENDS

_ARROWS = re.compile(rf"[{ARROWS}{TRENDS}\s]+")
_OVER = 2.6
"""Points by which a text reaches over an edge that it does not stop at."""
_FIGURES = 0.6
"""Share of the texts of a column of figures that are figures."""
_FEWEST_LOOSE = 2
"""Texts outside all grids that begin with a figure, where a table may stand that nothing is drawn around."""
_ABOVE, _BELOW = 80.0, 300.0
"""Points above the first edge within which headings are looked for, and below the last one for rows."""
_CARD = 36.0
"""Points of the lowest outlined box that is a card, with a name and what is said of it."""
_FEWEST_CARDS = 2
_FEWEST_ON_CARD = 3
_LONGEST = 200
"""Characters of the longest cell."""


def complete_grids(
    grids: Sequence[Grid],
    rulings: Sequence[Ruling],
    frames: Sequence[Frame],
    fragments: Sequence[Fragment],
    tolerances: Tolerances,
) -> list[Grid]:
    """`grids`, with a full one in place of those that a partly ruled table of figures gave. `rulings` are strokes."""
    kept = list(grids)
    cards = [f.box for f in frames if f.stroke is not None and f.box[3] - f.box[1] > _CARD]
    for stack in find_stacks(rulings, painted_blocks(frames)):
        if not any(_is_settled(grid, stack, fragments) for grid in kept):
            _complete(kept, stack, rulings, fragments, cards, tolerances)
    for left, top, right, bottom in _bare(kept, frames, fragments):
        _complete(kept, Stack(left, right, (top, bottom), (), ()), rulings, fragments, (), tolerances)
    return sorted(kept, key=lambda g: (g.box[1], g.box[0]))


def _complete(
    kept: list[Grid],
    stack: Stack,
    rulings: Sequence[Ruling],
    fragments: Sequence[Fragment],
    cards: Sequence[Box],
    tolerances: Tolerances,
) -> None:
    """Puts the grids of `stack` into `kept`, in place of those that say less; none that boxes of several texts part."""
    inside = _around(stack, fragments)
    if not any(char.text.isdecimal() for f in inside for char in f.chars):
        return
    pieces = [p for p in merged_pieces(inside, stack.xs) if not p.vertical]
    runs = row_runs(stack, pieces)
    while runs:
        ys = runs.pop(0)
        run = part_of(stack, ys, rulings)
        own = pieces if run.xs == stack.xs else [p for p in merged_pieces(inside, run.xs) if not p.vertical]
        grid = _run_to_grid(run, own, rulings, tolerances)
        if grid is None:
            runs[:0] = parts_between_titles(ys, pieces)
            continue
        rivals = [g for g in kept if overlap(g.box, grid.box)]
        if not all(lies_in(rival.box, grid.box) for rival in rivals):
            continue
        if not rivals and _are_cards(grid, cards, own):
            continue
        if says_more(grid, rivals, inside):
            kept[:] = [*(g for g in kept if g not in rivals), grid]


def _are_cards(grid: Grid, cards: Sequence[Box], pieces: Sequence[Piece]) -> bool:
    """Whether two outlined boxes or more side by side hold several texts each, none of them the whole of the grid."""
    inside = [c for c in cards if lies_in(c, grid.box) and c[2] - c[0] < 0.7 * (grid.box[2] - grid.box[0])]
    held = (sum(c[0] < centre(p) < c[2] and c[1] < p.middle < c[3] for p in pieces) for c in inside)
    return sum(count >= _FEWEST_ON_CARD for count in held) >= _FEWEST_CARDS


def _bare(grids: Sequence[Grid], frames: Sequence[Frame], fragments: Sequence[Fragment]) -> list[Box]:
    """The boxes of tables of figures outside all grids that nothing is drawn around."""
    boxes = [grid.box for grid in grids]
    figures = [f for f in fragments if f.chars[0].text.isdecimal()]
    if sum(not any(overlap(f.box, box) for box in boxes) for f in figures) < _FEWEST_LOOSE:
        return []
    loose = [f for f in fragments if not any(overlap(f.box, box) for box in boxes)]
    pieces = [p for p in merged_pieces(loose, ()) if not p.vertical]
    return find_bare_tables(pieces, [*boxes, *(f.box for f in frames if f.fill or f.stroke)])


def _is_settled(grid: Grid, stack: Stack, fragments: Sequence[Fragment]) -> bool:
    """Whether a closed grid as tall and wide as `stack`, of at least three rows, leaves nothing of its body to part."""
    tall = grid.ys[0] <= stack.ys[0] + SAME_EDGE and grid.ys[-1] >= stack.ys[-1] - SAME_EDGE
    wide = grid.xs[0] <= stack.left + SAME_EDGE and grid.xs[-1] >= stack.right - SAME_EDGE
    if not (tall and wide and len(grid.ys) > 3 and is_closed(grid)):
        return False
    return all(_is_one_text(cell.box, fragments) for cell in grid.cells if cell.row > 1 and cell.col_span > 1)


def _is_one_text(cell: Box, fragments: Iterable[Fragment]) -> bool:
    """Whether a cell holds one line, or lines of words: no texts side by side, no list of figures."""
    inside = [f for f in fragments if f.box[1] < cell[3] and overlap(f.box, cell)]
    heights = sorted((f.box[1], f.box[3]) for f in inside)
    if any(below[0] < above[1] - 1 for above, below in pairwise(heights)):
        return False
    return len(inside) < 2 or not any(f.chars[0].text.isdecimal() for f in inside)


def _around(stack: Stack, fragments: Iterable[Fragment]) -> list[Fragment]:
    """The fragments between and near the edges of `stack`."""
    left, right = stack.left - SAME_EDGE, stack.right + SAME_EDGE
    top, bottom = stack.ys[0] - _ABOVE, stack.ys[-1] + _BELOW
    return [f for f in fragments if f.box[0] >= left and f.box[2] <= right and f.box[1] >= top and f.box[3] <= bottom]


def _run_to_grid(
    stack: Stack, pieces: Sequence[Piece], rulings: Sequence[Ruling], tolerances: Tolerances
) -> Grid | None:
    """The grid of one run of edges; None where its texts are no table of figures."""
    rows = [Row(a, b, tuple(p for p in pieces if a <= p.middle < b)) for a, b in pairwise(stack.ys)]
    rows = with_head(with_rows_around(without_titles(rows), stack.ys, pieces))
    body = [row for row in rows if row.has_figures]
    if not body or body[0] is rows[0]:
        return None
    xs = body_columns([row.pieces for row in body], (stack.left, *stack.xs, stack.right))
    if xs is None or len(xs) < 3:
        return None
    headings = [p for row in rows[: rows.index(body[0])] for p in row.pieces]
    xs = clear_of_headings(xs, stack.xs, [p for row in body for p in row.pieces], headings)
    rows = [part for row in rows for part in (with_cuts(row, xs) if row.has_figures else (row,))]
    if not _is_of_figures(rows, xs, headings):
        return None
    return component_to_grid(_edges(rows, xs, stack, rulings), tolerances)


def _is_of_figures(rows: Sequence[Row], xs: Sequence[float], headings: Sequence[Piece]) -> bool:
    """Whether a column holds figures, most columns have a heading, and rows begin with a name."""
    body = [row for row in rows if row.has_figures]
    columns = [[p for row in body for p in row.pieces if a <= centre(p) < b] for a, b in pairwise(xs)]
    titled = sum(any(a - 1 <= centre(p) <= b + 1 for p in headings) for a, b in pairwise(xs))
    arrows = sum(bool(c) and all(_ARROWS.fullmatch(p.text) for p in c) for c in columns)  # 45件 → 200件
    full = [c for c in columns[1:] if _holds_figures(c)]
    named = sum(any(not is_figure(p.text) and not looks_like_year(p.text) for p in row.pieces) for row in body)
    longest = max(sum(len(p.text) for p in c) for c in columns) / max(len(body), 1)
    return bool(full) and 2 * titled > len(columns) - arrows and named == len(body) and longest <= _LONGEST


def _holds_figures(pieces: Iterable[Piece]) -> bool:
    """Whether most texts of a column are figures, but for the years that stand beside them."""
    said = [is_figure(p.text) for p in pieces if not looks_like_year(p.text)]
    return any(said) and sum(said) >= _FIGURES * len(said)


def _edges(rows: Sequence[Row], xs: Sequence[float], stack: Stack, rulings: Sequence[Ruling]) -> list[Ruling]:
    """The edges of all cells: those that are drawn, and those that nothing speaks against."""
    ys = [rows[0].top, *(row.bottom for row in rows)]
    edges = [Ruling(True, y, xs[0], xs[-1]) for y in (ys[0], ys[-1])]
    edges += [Ruling(False, x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    drawn = [[_is_drawn(x, row, stack, rulings) for x in xs[1:-1]] for row in rows]
    common = [all(flags) for flags in zip(*drawn, strict=True)]
    first = next(n for n, row in enumerate(rows) if row.has_figures)
    for number, (row, flags) in enumerate(zip(rows, drawn, strict=True)):
        groups = heading_groups(row.pieces, xs) if number < first and flags == common else []
        if number + 1 < first and flags == common:  # a rule parts the headings from those that they span
            both = heading_groups((*row.pieces, *rows[number + 1].pieces), xs)
            groups += [replace(g, y=row.bottom) for g in both if not any(g.first == own.first for own in groups)]
        edges += _upright_edges(row, xs, flags, groups, is_open=flags == common)
        edges += [Ruling(True, g.y, xs[g.first], xs[g.last + 1]) for g in groups]
    for upper, lower in pairwise(rows):
        for left, right in pairwise(xs):
            if not _is_merged(upper, lower, (left, right), stack):
                edges.append(Ruling(True, upper.bottom, left, right))
    return edges


def _upright_edges(
    row: Row, xs: Sequence[float], flags: Sequence[bool], groups: Sequence[Group], *, is_open: bool
) -> Iterable[Ruling]:
    """The inner upright edges of a row; `flags` says which are drawn, `is_open` that all rows draw no others."""
    drawn = [xs[0], *(x for x, is_drawn in zip(xs[1:-1], flags, strict=True) if is_drawn), xs[-1]]
    for n, (x, is_drawn) in enumerate(zip(xs[1:-1], flags, strict=True)):
        over = next((g for g in groups if g.first <= n < g.last), None)
        around = (max(d for d in drawn if d <= x), min(d for d in drawn if d >= x))
        if over is not None and not is_drawn:
            if over.y < row.bottom:
                yield Ruling(False, x, over.y, row.bottom)
        elif is_drawn or _parts(x, row, around, is_open=is_open):
            yield Ruling(False, x, row.top, row.bottom)


def _parts(x: float, row: Row, around: tuple[float, float], *, is_open: bool) -> bool:
    """Whether the texts of a row part at `x`, where nothing is drawn between the edges `around`.

    In a row that draws edges which others do not, what is not drawn is a merged cell, unless texts stand apart in it.
    """
    if any(p.box[0] < x - _OVER and p.box[2] > x + _OVER for p in row.pieces):
        return False
    sides = {centre(p) > x for p in row.pieces if around[0] < centre(p) < around[1]}
    return is_open or len(sides) == 2


def _is_drawn(x: float, row: Row, stack: Stack, rulings: Sequence[Ruling]) -> bool:
    """Whether a rule or the side of a painted cell runs along the row at `x`."""
    middle = (row.top + row.bottom) / 2
    return any(not r.horizontal and abs(r.at - x) <= SAME_EDGE and r.start <= middle <= r.end for r in rulings) or any(
        c[1] <= middle <= c[3] and min(abs(c[0] - x), abs(c[2] - x)) <= SAME_EDGE for c in stack.cells
    )


def _is_merged(upper: Row, lower: Row, column: tuple[float, float], stack: Stack) -> bool:
    """Whether a painted cell, or a text, reaches over the edge between two rows of a column."""
    y = upper.bottom
    if any(abs(at - y) <= SAME_EDGE and column[1] <= begin + SAME_EDGE for begin, at in stack.short):
        return True
    over = [p for row in (upper, lower) for p in row.pieces if column[0] <= centre(p) <= column[1]]
    tall = [c for c in stack.cells if c[1] < y - SAME_EDGE and c[3] > y + SAME_EDGE] if y in stack.ys else []
    across = any(c[0] <= column[0] + SAME_EDGE and c[2] >= column[1] - SAME_EDGE for c in tall)
    return across or any(p.box[1] < y - _OVER and p.box[3] > y + _OVER for p in over)
