"""Coloured cells of headings side by side, and what stands below them -> grids.

A designed table is told by colour: its headings stand in filled cells, which say where every column begins and ends
(`heading_cells`); its rows lie between the edges of what is filled or ruled (`headed_grid`). Decides down to what such
a table may go, and whether it takes the place of a grid that was found otherwise: only where it holds that one and goes
on further.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.box_relations import meet
from dxextract.layout.model import Fragment, Frame, Grid, Ruling
from dxextract.layout.tables.closed_tables import is_ended
from dxextract.layout.tables.grid_choice import holds, parts_as_well, says_again
from dxextract.layout.tables.headed_grid import headed_grid
from dxextract.layout.tables.heading_cells import FEWEST, LOWEST, NARROWEST, SEAM, WHITE, Head, find_heads, may_be_cell
from dxextract.schema.passage import Box

_MOST = 600
"""Painted boxes beyond which a page is a drawing or a sheet that is ruled as well."""


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
    fills = [f for f in frames if f.fill is not None and may_be_cell(f)]
    if not FEWEST <= len(fills) <= _MOST:
        return list(grids)
    heads = find_heads(fills, fragments)
    kept = list(grids)
    for number, head in enumerate(heads):
        if any(holds(grid.box, head.box) and grid.box[3] > head.ys[-1] + LOWEST for grid in kept if grid not in grids):
            continue
        over = [grid for grid in kept if meet(grid.box, head.box)]
        under = [g for g in kept if g not in over and _is_below(g.box, head.box)]
        floor = min((h.ys[0] for h in heads[number + 1 :] if _ends(h, head)), default=float("inf"))
        floor = min([floor, *(g.box[1] for g in under if not _stands_in(g, head))])
        floor = min([floor, *(chart[1] for chart in charts if chart[1] > head.ys[-1])])
        grid = headed_grid(head, floor, fills, strokes, fragments)
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


def _stands_in(grid: Grid, head: Head) -> bool:
    """Whether a grid has no edges but those of the columns of headings, and not all: filled cells of their body."""
    inside = all(any(abs(x - edge) <= WHITE / 2 + SEAM for edge in head.xs) for x in grid.xs)
    return inside and len(grid.xs) < len(head.xs)


def _is_exceeded(old: Grid, new: Grid, fragments: Sequence[Fragment]) -> bool:
    """Whether `new` holds `old`, parts its texts as well as that does, and goes on below it with a row of texts.

    The heading of what follows, underlined as wide as the table, is no such row: it says one thing. Or it goes on at
    its left with texts: filled cells alone leave out the names of their rows.
    """
    if not parts_as_well(old, new, fragments):
        return False
    left = (new.box[0], old.box[1], old.box[0], old.box[3])
    if new.box[0] < old.box[0] - NARROWEST and any(meet(left, f.box) for f in fragments):
        return True
    if new.box[3] <= old.box[3] + LOWEST:
        return False
    said = [f for f in fragments if f.box[1] > old.box[3] - SEAM and holds(new.box, f.box)]
    for top, bottom in pairwise(new.ys):
        row = [f for f in said if top <= (f.box[1] + f.box[3]) / 2 < bottom]
        if sum(any(a - SEAM <= f.box[0] < b - SEAM for f in row) for a, b in pairwise(new.xs)) > 1:
            return True
    return False


def _ends(lower: Head, head: Head) -> bool:
    """Whether a row of headings further down, over any of its columns, ends the table of `head`."""
    return lower.ys[0] > head.ys[-1] and lower.xs[0] < head.xs[-1] and lower.xs[-1] > head.xs[0]


def _is_below(box: Box, head: Box) -> bool:
    return box[1] > head[3] - SEAM and box[0] < head[2] and box[2] > head[0]
