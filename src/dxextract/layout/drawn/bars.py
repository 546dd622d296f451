"""Overlays and a grid -> bars bound to rows and columns, and the grid with a row for each of them.

Decides what a bar covers by its own extent: a column (or row) of which it covers at least half, or in which most of it
lies. Where several bars stand one above the other in one ruled row, or a bar under a cell's own text, the row falls
into sub-rows, so that every cell has at most one text; untouched cells span the sub-rows. What a bar
without text takes for its own is decided in `bar_texts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.drawn.bar_texts import attached_texts, from_text, take_texts_of_cells, with_captions
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.model import Grid, GridCell, Line
from dxextract.layout.tolerances import Tolerances


@dataclass(frozen=True, slots=True)
class BoundBar:
    """An overlay with the rows and columns (end exclusive) of the new grid that it covers, and its text."""

    overlay: Overlay
    row: int
    row_end: int
    col: int
    col_end: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BoundGrid:
    """A grid with sub-rows, the lines of each of its cells by number, and its bars."""

    grid: Grid
    texts: Mapping[int, tuple[Line, ...]]
    bars: tuple[BoundBar, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What wants a lane of a row: a bar, or a block of a cell's own lines."""

    top: float
    bottom: float
    cols: range
    bar: int | None
    cell: int | None


def bind_bars(
    grid: Grid,
    overlays: Sequence[Overlay],
    overlay_lines: Mapping[int, Sequence[Line]],
    cell_lines: Mapping[int, Sequence[Line]],
    first_row: int,
    first_col: int,
    tolerances: Tolerances,
) -> BoundGrid:
    """Bind `overlays` to `grid`.

    `overlay_lines` has the lines inside each overlay by its position in `overlays`, `cell_lines` those of each cell.
    Bars take no text from the heading rows before `first_row` and are not bound to the label columns before
    `first_col`.
    """
    overlays, overlay_lines = with_captions(overlays, overlay_lines)
    share = min(tolerances.bar_share, tolerances.bar_share_of_time)
    cols = [_covered(grid.xs, o.box[0], o.box[2], share, first_col) for o in overlays]
    rows = [_covered(grid.ys, o.box[1], o.box[3], tolerances.bar_share, 0) for o in overlays]
    texts, own = attached_texts(overlays, rows, overlay_lines, cell_lines, grid, first_row, first_col)
    take_texts_of_cells(overlays, rows, cols, texts, own, grid, first_row, first_col)
    cols = [from_text(grid.xs, o, c, texts[n], first_col) for n, (o, c) in enumerate(zip(overlays, cols, strict=True))]
    lanes = [_row_lanes(grid, row, cols, rows, overlays, own) for row in range(len(grid.ys) - 1)]
    starts = [0]
    for lane in lanes:
        starts.append(starts[-1] + len(lane))
    labelled = [_rows_with_text_above(grid, o, c, own) for o, c in zip(overlays, cols, strict=True)]
    places = _bar_places(overlays, rows, cols, lanes, starts, labelled)
    owner = _owners(grid, starts)
    if first_row > 0:
        _end_heading_cells(owner, grid, lanes[first_row - 1], starts[first_row - 1], first_row)
    return _rebuilt(grid, owner, lanes, places, overlays, texts, own)


def _covered(edges: Sequence[float], start: float, end: float, share: float, first: int) -> range:
    """The tracks between `edges` that the extent covers."""
    tracks = []
    best, best_overlap = first, -1.0
    for track in range(first, len(edges) - 1):
        overlap = min(edges[track + 1], end) - max(edges[track], start)
        if overlap > best_overlap:
            best, best_overlap = track, overlap
        if overlap >= share * (edges[track + 1] - edges[track]):
            tracks.append(track)
    if not tracks:
        return range(best, best + 1)
    return range(min(tracks), max(tracks) + 1)


def _row_lanes(
    grid: Grid,
    row: int,
    cols: Sequence[range],
    rows: Sequence[range],
    overlays: Sequence[Overlay],
    own: Mapping[int, Sequence[Line]],
) -> list[list[_Claim]]:
    """The lanes of one grid row from the top; one empty lane where nothing asks for more."""
    bars = [
        _Claim(o.box[1], o.box[3], cols[n], n, None)
        for n, o in enumerate(overlays)
        if len(rows[n]) == 1 and rows[n].start == row
    ]
    if not bars:
        return [[]]
    taken = {col for claim in bars for col in claim.cols}
    claims = bars + [
        claim
        for number, cell in enumerate(grid.cells)
        if cell.row == row and cell.row_span == 1 and taken & set(range(cell.col, cell.col + cell.col_span))
        for claim in _text_claims(number, cell, own.get(number, ()))
    ]
    lanes: list[list[_Claim]] = []
    for claim in sorted(claims, key=lambda c: (c.top + c.bottom, c.cols.start)):
        lane = next((one for one in lanes if _fits(claim, one)), None)
        if lane is None:
            lanes.append([claim])
        else:
            lane.append(claim)
    return lanes


def _text_claims(number: int, cell: GridCell, lines: Iterable[Line]) -> list[_Claim]:
    """One claim for each block of a cell's lines that follow one another closely."""
    claims: list[_Claim] = []
    cols = range(cell.col, cell.col + cell.col_span)
    for line in sorted(lines, key=lambda one: one.box[1]):
        if claims and line.box[1] - claims[-1].bottom < 0.9 * line.size:
            last = claims[-1]
            claims[-1] = _Claim(last.top, max(last.bottom, line.box[3]), cols, None, number)
        else:
            claims.append(_Claim(line.box[1], line.box[3], cols, None, number))
    return claims


def _fits(claim: _Claim, lane: Sequence[_Claim]) -> bool:
    """Whether the claim stands at the lane's height and beside all that is in it."""
    top, bottom = min(c.top for c in lane), max(c.bottom for c in lane)
    overlap = min(bottom, claim.bottom) - max(top, claim.top)
    if overlap < 0.4 * min(bottom - top, claim.bottom - claim.top):
        return False
    return not any(set(claim.cols) & set(c.cols) for c in lane)


def _bar_places(
    overlays: Sequence[Overlay],
    rows: Sequence[range],
    cols: Sequence[range],
    lanes: Sequence[list[list[_Claim]]],
    starts: Sequence[int],
    labelled: Sequence[set[int]],
) -> list[tuple[range, range]]:
    """The new rows and the columns of each overlay; `labelled` has the rows with a text above each one's top."""
    places: list[tuple[range, range]] = []
    for number, overlay in enumerate(overlays):
        if len(rows[number]) == 1:
            row = rows[number].start
            lane = next(i for i, lane in enumerate(lanes[row]) if any(c.bar == number for c in lane))
            places.append((range(starts[row] + lane, starts[row] + lane + 1), cols[number]))
            continue
        first, last = rows[number].start, rows[number].stop - 1
        if len(lanes[first]) == 1 and first in labelled[number]:
            first += 1
        start = starts[first] + _lane_at(lanes[first], overlay.box[1], from_top=True)
        end = starts[last] + _lane_at(lanes[last], overlay.box[3], from_top=False) + 1
        places.append((range(start, max(end, start + 1)), cols[number]))
    return places


def _rows_with_text_above(grid: Grid, overlay: Overlay, cols: range, own: Mapping[int, Sequence[Line]]) -> set[int]:
    return {
        cell.row
        for number, cell in enumerate(grid.cells)
        if set(cols) & set(range(cell.col, cell.col + cell.col_span))
        and any(line.box[3] <= overlay.box[1] + 1 for line in own.get(number, ()))
    }


def _lane_at(lanes: Sequence[Sequence[_Claim]], y: float, *, from_top: bool) -> int:
    """The first lane below `y`, or the last one above it."""
    middles = [sum(c.top + c.bottom for c in lane) / (2 * len(lane)) if lane else None for lane in lanes]
    if from_top:
        return next((i for i, m in enumerate(middles) if m is None or m >= y), len(lanes) - 1)
    return next((i for i in range(len(lanes) - 1, -1, -1) if (m := middles[i]) is None or m <= y), 0)


def _rebuilt(
    grid: Grid,
    owner: list[list[int | None]],
    lanes: Sequence[list[list[_Claim]]],
    places: Sequence[tuple[range, range]],
    overlays: Sequence[Overlay],
    texts: Mapping[int, Sequence[Line]],
    own: Mapping[int, Sequence[Line]],
) -> BoundGrid:
    kept = [number for number, (rows, cols) in enumerate(places) if _claim_fields(owner, rows, cols, -1 - number)]
    ys = _lane_edges(grid, lanes)
    cells: list[GridCell] = []
    held_by: list[int] = []
    for row, col, row_end, col_end, held in _rectangles(owner):
        box = (grid.xs[col], ys[row], grid.xs[col_end], ys[row_end])
        cells.append(GridCell(row, col, row_end - row, col_end - col, box))
        held_by.append(held)
    lines: dict[int, tuple[Line, ...]] = {
        index: tuple(texts[-1 - held]) for index, held in enumerate(held_by) if held < 0
    }
    for number, members in own.items():
        for line in members:
            index = _cell_for(line, number, cells, held_by)
            if index is not None:
                lines[index] = (*lines.get(index, ()), line)
    bars = tuple(
        BoundBar(
            overlays[n],
            places[n][0].start,
            places[n][0].stop,
            places[n][1].start,
            places[n][1].stop,
            lines[held_by.index(-1 - n)],
        )
        for n in kept
    )
    return BoundGrid(Grid(grid.xs, ys, tuple(cells)), lines, bars)


def _owners(grid: Grid, starts: Sequence[int]) -> list[list[int | None]]:
    """For each field of the grid with sub-rows the cell that holds it; a bar is held as ``-1 - number``."""
    owner: list[list[int | None]] = [[None] * (len(grid.xs) - 1) for _ in range(starts[-1])]
    for number, cell in enumerate(grid.cells):
        for r in range(starts[cell.row], starts[cell.row + cell.row_span]):
            for c in range(cell.col, cell.col + cell.col_span):
                owner[r][c] = number
    return owner


def _end_heading_cells(
    owner: list[list[int | None]], grid: Grid, lanes: Sequence[Sequence[_Claim]], start: int, first_row: int
) -> None:
    """Below the lane of the headings, the row of the headings is blank: bars stand there, no heading reaches down."""
    if len(lanes) < 2 or any(claim.bar is not None for claim in lanes[0]):
        return
    for row in range(start + 1, start + len(lanes)):
        for col, held in enumerate(owner[row]):
            if held is not None and grid.cells[held].row + grid.cells[held].row_span <= first_row:
                owner[row][col] = len(grid.cells) + held


def _claim_fields(owner: list[list[int | None]], rows: range, cols: range, holder: int) -> bool:
    """Gives the fields to `holder` unless a bar has one of them already."""
    fields = [(r, c) for r in rows for c in cols]
    if any((held := owner[r][c]) is not None and held < 0 for r, c in fields):
        return False
    for r, c in fields:
        owner[r][c] = holder
    return True


def _rectangles(owner: list[list[int | None]]) -> Iterable[tuple[int, int, int, int, int]]:
    """The fields of each holder as rectangles ``(row, col, row_end, col_end, holder)``, row by row."""
    n_rows, n_cols = len(owner), len(owner[0]) if owner else 0
    done: set[tuple[int, int]] = set()
    for r in range(n_rows):
        for c in range(n_cols):
            held = owner[r][c]
            if held is None or (r, c) in done:
                continue
            c1 = c
            while c1 < n_cols and owner[r][c1] == held and (r, c1) not in done:
                c1 += 1
            r1 = r + 1
            while r1 < n_rows and all(owner[r1][k] == held and (r1, k) not in done for k in range(c, c1)):
                r1 += 1
            done.update((i, k) for i in range(r, r1) for k in range(c, c1))
            yield r, c, r1, c1, held


def _lane_edges(grid: Grid, lanes: Sequence[list[list[_Claim]]]) -> tuple[float, ...]:
    """The row edges of the grid with sub-rows: halfway between one lane and the next."""
    ys = [grid.ys[0]]
    for row, row_lanes in enumerate(lanes):
        low, high = grid.ys[row], grid.ys[row + 1]
        for upper, lower in pairwise(row_lanes):
            edge = (max(c.bottom for c in upper) + min(c.top for c in lower)) / 2
            ys.append(min(max(edge, ys[-1], low), high))
        ys.append(high)
    return tuple(ys)


def _cell_for(line: Line, number: int, cells: Sequence[GridCell], held_by: Sequence[int]) -> int | None:
    """The cell that a line of the old cell `number` goes to: the piece of it nearest to the line's height."""
    middle = (line.box[1] + line.box[3]) / 2

    def distance(index: int) -> tuple[float, float]:
        box = cells[index].box
        outside = max(box[1] - middle, middle - box[3], 0.0)
        return outside, max(box[0] - line.box[0], line.box[0] - box[2], 0.0)

    pieces = [index for index, held in enumerate(held_by) if held == number]
    if pieces:
        return min(pieces, key=distance)
    return min(range(len(cells)), key=distance, default=None)
