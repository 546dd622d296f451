"""Rulings -> grids: the skeletons of ruled tables with their real row and column spans.

Decides which rulings hang together, closes sides that are left open, and finds the cells as the rectangles between
edges that are really drawn, so a missing ruling makes a span. A single box, a stack of boxes in one column and a net
of connectors are no grids. What stands in the cells is not looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dxextract.layout.clusters import Clusters
from dxextract.layout.model import Grid, GridCell, Ruling
from dxextract.layout.tolerances import Tolerances

_MOST_CELLS = 8000
_MOST_EDGES = 400
"""Distinct positions on one axis beyond which a net of rulings is a drawing, no table."""


def rulings_to_grids(rulings: Sequence[Ruling], tolerances: Tolerances) -> list[Grid]:
    """All tables that `rulings` (snapped and joined) draw, top to bottom."""
    grids = []
    for component in rulings_to_components(rulings, tolerances):
        grid = component_to_grid(close_open_sides(component, tolerances), tolerances)
        if grid is not None and is_table(grid, tolerances):
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.box[1], g.box[0]))


def rulings_to_components(rulings: Sequence[Ruling], tolerances: Tolerances) -> list[list[Ruling]]:
    """Sets of rulings that cross or touch one another; lone rulings are left out."""
    horizontals = [r for r in rulings if r.horizontal]
    verticals = sorted((r for r in rulings if not r.horizontal), key=lambda r: r.at)
    positions = [v.at for v in verticals]
    clusters = Clusters(len(horizontals) + len(verticals))
    slack = tolerances.join
    for i, h in enumerate(horizontals):
        low = bisect_left(positions, h.start - slack)
        high = bisect_right(positions, h.end + slack)
        for j in range(low, high):
            if verticals[j].start - slack <= h.at <= verticals[j].end + slack:
                clusters.join(i, len(horizontals) + j)
    groups: dict[int, list[Ruling]] = defaultdict(list)
    for i, ruling in enumerate([*horizontals, *verticals]):
        groups[clusters.of(i)].append(ruling)
    return [group for group in groups.values() if len(group) > 2]


def close_open_sides(component: Sequence[Ruling], tolerances: Tolerances) -> list[Ruling]:
    """`component` with the outer sides drawn where several rulings end at one place without one.

    Tables are often left open at the left and right, and sometimes at the top and bottom; where two such sides meet,
    the cell in the corner is open at both.
    """
    closed = list(component)
    open_sides: list[Ruling] = []
    for horizontal in (True, False):
        for pick in (min, max):
            side = _open_side([r for r in component if r.horizontal is horizontal], horizontal, pick is min, tolerances)
            if side is None:
                continue
            if not _is_drawn(side, component, tolerances):
                open_sides.append(side)
            else:
                closed.extend(_gaps(side, component, tolerances))
    return [*closed, *(_to_corners(side, open_sides) for side in open_sides)]


def _to_corners(side: Ruling, open_sides: Iterable[Ruling]) -> Ruling:
    """An open side drawn on to those across it that are open too: 内容 and 令和9年度 at the ends of a header's row."""
    across = [other.at for other in open_sides if other.horizontal is not side.horizontal]
    return side._replace(start=min([side.start, *across]), end=max([side.end, *across]))


def _gaps(side: Ruling, component: Sequence[Ruling], tolerances: Tolerances) -> Iterable[Ruling]:
    """The pieces of the drawn outer `side` that are missing between two rulings across it that reach it.

    A page break cuts merged cells, and a spreadsheet draws their border at their own end only.
    """
    near = 2 * tolerances.join
    along = [r for r in component if r.horizontal is side.horizontal and abs(r.at - side.at) <= near]
    reaching = sorted(
        {r.at for r in component if r.horizontal is not side.horizontal and r.start - near <= side.at <= r.end + near}
    )
    for first, second in pairwise(reaching):
        piece = Ruling(side.horizontal, side.at, first, second)
        if second - first >= tolerances.shortest_ruling and not _is_drawn(piece, along, tolerances):
            yield piece


def _open_side(rulings: Sequence[Ruling], horizontal: bool, at_start: bool, tolerances: Tolerances) -> Ruling | None:
    if len(rulings) < 2:
        return None
    ends = [r.start if at_start else r.end for r in rulings]
    outer = min(ends) if at_start else max(ends)
    reaching = [r for r, end in zip(rulings, ends, strict=True) if abs(end - outer) <= 2 * tolerances.join]
    places = len({round(r.at) for r in rulings})  # a ruling may be drawn in pieces
    if len(reaching) < 2 or (not horizontal and 2 * len(reaching) <= places):
        return None  # two outer rulings that stick out above or below a table hold no row of it
    return Ruling(not horizontal, outer, min(r.at for r in reaching), max(r.at for r in reaching))


def _is_drawn(side: Ruling, component: Iterable[Ruling], tolerances: Tolerances) -> bool:
    drawn = sum(
        min(r.end, side.end) - max(r.start, side.start)
        for r in component
        if r.horizontal is side.horizontal
        and abs(r.at - side.at) <= 2 * tolerances.join
        and r.end > side.start
        and r.start < side.end
    )
    return drawn >= 0.5 * (side.end - side.start)


def component_to_grid(component: Sequence[Ruling], tolerances: Tolerances) -> Grid | None:
    """The grid of one set of rulings, None when it has no closed cell. Parts outside the drawn border are no cells."""
    verticals = _by_position(r for r in component if not r.horizontal)
    horizontals = _by_position(r for r in component if r.horizontal)
    xs, ys = _distinct(verticals, tolerances), _distinct(horizontals, tolerances)
    if len(xs) < 2 or len(ys) < 2 or len(xs) > _MOST_EDGES or len(ys) > _MOST_EDGES:
        return None
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    right = [
        [_covers(verticals, xs[c], ys[r], ys[r + 1], tolerances) for c in range(n_cols + 1)] for r in range(n_rows)
    ]
    below = [
        [_covers(horizontals, ys[r], xs[c], xs[c + 1], tolerances) for c in range(n_cols)] for r in range(n_rows + 1)
    ]
    regions = _regions(n_rows, n_cols, right, below)
    cells = [GridCell(r, c, r1 - r, c1 - c, (xs[c], ys[r], xs[c1], ys[r1])) for r, c, r1, c1 in _rectangles(regions)]
    if not cells:
        return None
    return _without_empty_tracks(tuple(xs), tuple(ys), cells)


def _by_position(rulings: Iterable[Ruling]) -> dict[float, list[Ruling]]:
    found: dict[float, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        found[ruling.at].append(ruling)
    return found


def _distinct(found: dict[float, list[Ruling]], tolerances: Tolerances) -> list[float]:
    """Positions in order; those closer than `snap` are one (the first stands for it)."""
    result: list[float] = []
    for at in sorted(found):
        if result and at - result[-1] <= tolerances.snap:
            found[result[-1]] = [*found[result[-1]], *found[at]]
        else:
            result.append(at)
    return result


def _covers(found: dict[float, list[Ruling]], at: float, start: float, end: float, tolerances: Tolerances) -> bool:
    covered = 0.0
    for _, _, low, high in found[at]:
        if low < end and high > start:
            covered += (high if high < end else end) - (low if low > start else start)
    return covered >= tolerances.ruled_share * (end - start)


def _regions(n_rows: int, n_cols: int, right: list[list[bool]], below: list[list[bool]]) -> list[list[int]]:
    """For each elementary field the number of its region, -1 outside the drawn border."""
    regions = [[0] * n_cols for _ in range(n_rows)]
    number = 0
    for r0 in range(n_rows):
        for c0 in range(n_cols):
            if regions[r0][c0]:
                continue
            number += 1
            fields, is_open = _flood(r0, c0, n_rows, n_cols, right, below)
            for r, c in fields:
                regions[r][c] = -1 if is_open else number
    return regions


def _flood(
    r0: int, c0: int, n_rows: int, n_cols: int, right: list[list[bool]], below: list[list[bool]]
) -> tuple[set[tuple[int, int]], bool]:
    seen = {(r0, c0)}
    stack = [(r0, c0)]
    is_open = False
    while stack:
        r, c = stack.pop()
        for ruled, nr, nc in (
            (right[r][c], r, c - 1),
            (right[r][c + 1], r, c + 1),
            (below[r][c], r - 1, c),
            (below[r + 1][c], r + 1, c),
        ):
            if ruled:
                continue
            if not (0 <= nr < n_rows and 0 <= nc < n_cols):
                is_open = True
            elif (nr, nc) not in seen:
                seen.add((nr, nc))
                stack.append((nr, nc))
    return seen, is_open


def _rectangles(regions: list[list[int]]) -> Iterable[tuple[int, int, int, int]]:
    """Each region as ``(row, col, row_end, col_end)``; one that is no rectangle falls into several."""
    n_rows, n_cols = len(regions), len(regions[0])
    done = [[False] * n_cols for _ in range(n_rows)]
    for r in range(n_rows):
        for c in range(n_cols):
            if done[r][c] or regions[r][c] < 0:
                continue
            number = regions[r][c]
            c1 = c
            while c1 < n_cols and regions[r][c1] == number and not done[r][c1]:
                c1 += 1
            r1 = r + 1
            while r1 < n_rows and all(regions[r1][k] == number and not done[r1][k] for k in range(c, c1)):
                r1 += 1
            for i in range(r, r1):
                for k in range(c, c1):
                    done[i][k] = True
            yield r, c, r1, c1


def _without_empty_tracks(xs: tuple[float, ...], ys: tuple[float, ...], cells: list[GridCell]) -> Grid:
    """Drops edges at which no cell begins or ends."""
    used_rows = sorted({c.row for c in cells} | {c.row + c.row_span for c in cells})
    used_cols = sorted({c.col for c in cells} | {c.col + c.col_span for c in cells})
    row_of = {old: new for new, old in enumerate(used_rows)}
    col_of = {old: new for new, old in enumerate(used_cols)}
    kept = tuple(
        GridCell(
            row_of[c.row],
            col_of[c.col],
            row_of[c.row + c.row_span] - row_of[c.row],
            col_of[c.col + c.col_span] - col_of[c.col],
            c.box,
        )
        for c in cells
    )
    return Grid(tuple(xs[i] for i in used_cols), tuple(ys[i] for i in used_rows), kept)


def is_table(grid: Grid, tolerances: Tolerances) -> bool:
    """Whether a grid has at least two columns of cells that fill it well enough."""
    if len(grid.xs) < 3 or not 2 <= len(grid.cells) <= _MOST_CELLS:
        return False
    x0, top, x1, bottom = grid.box
    area = (x1 - x0) * (bottom - top)
    closed = sum((c.box[2] - c.box[0]) * (c.box[3] - c.box[1]) for c in grid.cells)
    if closed < tolerances.closed_share * area:
        return False
    return any(c.col_span < len(grid.xs) - 1 for c in grid.cells)
