"""Stripes below a coloured row of headings -> a table, as spreadsheets print lists without any line.

Every other row (or every other group of rows) is shaded from the left end of the headings to the right one. Decides
that such a stack is a table, where its rows part (at the edges of the stripes, and inside one where several columns
begin a line at the same height), and which headings span others. A row of headings without stripes is left to `banded`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.model import Grid, GridCell, Line, Part, TableBlock
from dxextract.layout.tables.cells import lines_to_passage
from dxextract.layout.tables.grid_choice import says_again
from dxextract.layout.tables.ruleless import pieces_to_columns, remove_pieces
from dxextract.layout.tolerances import LONGEST_HEADING, NARROWEST_TABLE, SAME_EDGE, TALLEST_HEAD
from dxextract.schema.document import Cell
from dxextract.schema.passage import Box, union_box

_Lines = dict[int, list[Line]]
_Columns = list[tuple[float, float]]
_FEWEST_COLUMNS = 3
_ANCHORS = 0.4
"""Share of the columns that a line of a band must stand in to begin a row."""
_FEWEST_STRIPES = 2


@dataclass(frozen=True, slots=True)
class _Band:
    """A filled stretch over the whole width: its box (several fills side by side), their numbers and its colour."""

    box: Box
    frames: tuple[int, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class _Headings:
    """The texts of the headings: those of each column, left to right, and those that span several."""

    lower: tuple[tuple[Part, ...], ...]
    groups: tuple[tuple[Part, range], ...]


def take_striped_tables(boxes: Boxes, lines: _Lines, page: int) -> list[TableBlock]:
    """The tables of stripes of a page; their lines are taken out of `lines` (by the number of their box)."""
    bands = _bands(boxes)
    tables: list[TableBlock] = []
    used: set[int] = set()
    for head in bands:
        if used.intersection(head.frames) or head.box[3] - head.box[1] > TALLEST_HEAD:
            continue
        stripes = _stripes(head, bands)
        titles = _pieces(lines, head.frames, head.box)
        if len(stripes) < _FEWEST_STRIPES or any(len(piece.text) > LONGEST_HEADING for piece in titles):
            continue
        edges = _edges(head, stripes, boxes, lines)
        numbers = [OUTSIDE, *(n for stripe in stripes for n in stripe.frames), *_blank_frames(head, edges, boxes)]
        body = _pieces(lines, numbers, (head.box[0], edges[0], head.box[2], edges[-1]))
        if says_again(edges, len(titles), body):
            continue  # columns of cards
        table = _table(head, titles, body, edges, page)
        if table is not None:
            used.update(head.frames, *(stripe.frames for stripe in stripes))
            tables.append(table)
            remove_pieces([*titles, *body], lines)
    return tables


def _bands(boxes: Boxes) -> list[_Band]:
    """Fills of one height and colour as one band each, top to bottom."""
    levels: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for number in boxes.frame_numbers():
        frame = boxes.frame(number)
        if frame.straight and frame.fill is not None and frame.stroke is None:
            levels[round(frame.box[1]), round(frame.box[3]), frame.fill].append(number)
    found = [
        _Band(union_box(boxes.boxes[n] for n in numbers), tuple(numbers), fill)
        for (_, _, fill), numbers in levels.items()
    ]
    return sorted((band for band in found if band.box[2] - band.box[0] > NARROWEST_TABLE), key=lambda band: band.box[1])


def _stripes(head: _Band, bands: Sequence[_Band]) -> list[_Band]:
    """The bands of one other colour below `head` that reach from its left end to its right one."""
    found: list[_Band] = []
    for band in bands:
        if band.box[1] < head.box[3] - SAME_EDGE:
            continue
        ends = max(abs(band.box[0] - head.box[0]), abs(band.box[2] - head.box[2]))
        if ends > SAME_EDGE or band.fill == head.fill:
            break
        if found and (band.fill != found[0].fill or band.box[1] < found[-1].box[3] - SAME_EDGE):
            break
        found.append(band)
    return found


def _edges(head: _Band, stripes: Sequence[_Band], boxes: Boxes, lines: _Lines) -> list[float]:
    """The y of the edges between stripes and what lies between them; below the last one as far as its texts go on."""
    edges = [head.box[3]]
    for stripe in stripes:
        for y in (stripe.box[1], stripe.box[3]):
            if y - edges[-1] > SAME_EDGE:
                edges.append(y)
    tallest = max(b - a for a, b in pairwise(edges))
    below = [
        part.box
        for number in (OUTSIDE, *boxes.frame_numbers())
        for line in lines.get(number, ())
        for part in line.parts
        if edges[-1] < part.box[1] < edges[-1] + tallest and part.box[0] >= head.box[0] - SAME_EDGE
    ]
    rows = {round(box[3] / 2) for box in below}
    if len(below) >= _FEWEST_COLUMNS and len(rows) < len(below):
        edges.append(max(box[3] for box in below) + 1)
    return edges


def _blank_frames(head: _Band, edges: Sequence[float], boxes: Boxes) -> list[int]:
    """The frames without colour between the stripes: white fills."""
    return [
        n
        for n in boxes.frame_numbers()
        if boxes.frame(n).fill is None
        and edges[0] - SAME_EDGE <= boxes.boxes[n][1]
        and boxes.boxes[n][3] <= edges[-1] + SAME_EDGE
        and head.box[0] - SAME_EDGE <= boxes.boxes[n][0]
        and boxes.boxes[n][2] <= head.box[2] + SAME_EDGE
    ]


def _pieces(lines: _Lines, numbers: Iterable[int], box: Box) -> list[Part]:
    return [
        part
        for number in numbers
        for line in lines.get(number, ())
        if not line.vertical
        for part in line.parts
        if box[1] - 1 <= (part.box[1] + part.box[3]) / 2 <= box[3] + 1 and part.box[2] > box[0] and part.box[0] < box[2]
    ]


def _table(
    head: _Band, titles: Sequence[Part], body: Sequence[Part], edges: Sequence[float], page: int
) -> TableBlock | None:
    """The table of the stripes; None where the texts do not stand in the columns of the headings."""
    if not titles:
        return None
    groups = _groups(titles)
    single = [piece for piece in titles if not any(piece is above for above, _ in groups)]
    columns = pieces_to_columns([*single, *body])
    if len(columns) < _FEWEST_COLUMNS or len(columns) != len(pieces_to_columns(single)):
        return None
    rows = [row for top, bottom in pairwise(edges) for row in _rows(body, columns, top, bottom)]
    if len(rows) < _FEWEST_STRIPES:
        return None
    spanning = tuple((above, _range(below, columns)) for above, below in groups)
    lower = tuple(tuple(p for p in single if _column_of(p, columns) == c) for c in range(len(columns)))
    return _drawn(head, _Headings(lower, spanning), columns, rows, page)


def _groups(titles: Sequence[Part]) -> list[tuple[Part, list[Part]]]:
    """The headings that span others, each with those below it; none where headings are only broken into lines."""
    floor = max(piece.box[1] for piece in titles)
    lowest = sorted((p for p in titles if p.box[1] > floor - 0.5 * p.size), key=lambda p: p.box[0])
    ceiling = min(piece.box[1] for piece in lowest) + 1
    above = sorted((p for p in titles if p.box[3] <= ceiling), key=lambda p: p.box[0])
    if not above or len(above) >= len(lowest):
        return []
    best: tuple[float, list[list[Part]]] | None = None
    for cuts in combinations(range(1, len(lowest)), len(above) - 1):
        runs = [lowest[i:j] for i, j in pairwise((0, *cuts, len(lowest)))]
        worst = max(abs(_middle(p) - (run[0].box[0] + run[-1].box[2]) / 2) for p, run in zip(above, runs, strict=True))
        if best is None or worst < best[0]:
            best = (worst, runs)
    gaps = [_middle(b) - _middle(a) for a, b in pairwise(lowest)]
    if best is None or best[0] > median(gaps) / 2:
        return []
    return list(zip(above, best[1], strict=True))


def _middle(piece: Part) -> float:
    return (piece.box[0] + piece.box[2]) / 2


def _range(pieces: Sequence[Part], columns: _Columns) -> range:
    found = [c for piece in pieces if (c := _column_of(piece, columns)) is not None]
    return range(min(found), max(found) + 1)


def _column_of(piece: Part, columns: _Columns) -> int | None:
    return next((n for n, (left, right) in enumerate(columns) if left - 1 <= _middle(piece) <= right + 1), None)


def _rows(body: Sequence[Part], columns: _Columns, top: float, bottom: float) -> list[tuple[float, list[Part]]]:
    """The rows of one band with their upper edges: one, or as many as lines stand in several columns."""
    inside = [p for p in body if top <= (p.box[1] + p.box[3]) / 2 < bottom]
    if not inside:
        return []
    levels: list[list[Part]] = []
    for piece in sorted(inside, key=lambda p: p.box[3]):
        if levels and abs(levels[-1][0].box[3] - piece.box[3]) <= 0.4 * piece.size:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    needed = max(2.0, _ANCHORS * len(columns))
    anchors = [level for level in levels if len({_column_of(p, columns) for p in level}) >= needed]
    if len(anchors) < 2:
        return [(top, inside)]
    middles = [median((p.box[1] + p.box[3]) / 2 for p in level) for level in anchors]
    cuts = [top, *((a + b) / 2 for a, b in pairwise(middles)), bottom]
    return [
        (upper, [p for p in inside if upper <= (p.box[1] + p.box[3]) / 2 < lower]) for upper, lower in pairwise(cuts)
    ]


def _drawn(
    head: _Band, headings: _Headings, columns: _Columns, rows: Sequence[tuple[float, list[Part]]], page: int
) -> TableBlock:
    xs = (head.box[0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), head.box[2])
    end = max(p.box[3] for _, row in rows for p in row) + 1
    spanned = {c for _, cols in headings.groups for c in cols}
    deep = 2 if headings.groups else 1
    heads = [head.box[1], (head.box[1] + head.box[3]) / 2][:deep]
    ys = (*heads, *(top for top, _ in rows), end)
    cells = [_cell(0, cols.start, [piece], xs, ys, page, cols=len(cols)) for piece, cols in headings.groups]
    for c, texts in enumerate(headings.lower):
        row = 1 if c in spanned else 0
        cells.append(_cell(row, c, texts, xs, ys, page, rows=deep - row))
    for r, (_, pieces) in enumerate(rows, deep):
        cells += [
            _cell(r, c, [p for p in pieces if _column_of(p, columns) == c], xs, ys, page) for c in range(len(columns))
        ]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    grid = Grid(
        xs, ys, tuple(GridCell(c.row, c.col, c.row_span, c.col_span, c.box) for c in cells if c.box is not None)
    )
    return TableBlock(grid, tuple(cells), (), deep, page, bounded=False)


def _cell(
    row: int,
    col: int,
    pieces: Iterable[Part],
    xs: Sequence[float],
    ys: Sequence[float],
    page: int,
    *,
    rows: int = 1,
    cols: int = 1,
) -> Cell:
    lines = [Line(p.text, p.box, p.size, p.bold, p.color, (p,)) for p in pieces]
    box = (xs[col], ys[row], xs[col + cols], ys[row + rows])
    return Cell(row, col, lines_to_passage(lines, page), row_span=rows, col_span=cols, box=box, page=page)
