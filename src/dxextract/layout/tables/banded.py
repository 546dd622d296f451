"""A coloured row of headings over rows that nothing rules -> a table, as word processors and spreadsheets print them.

Decides that a filled row (fills side by side, or one band with texts set apart) heads the rows below it as long as
their texts stand in its columns; every other row may be shaded. A text across two columns, a row of one text, a wide
gap or other drawn boxes end the table. What is ruled is left to `grids`, bars below years to `roadmaps`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.model import Frame, Grid, GridCell, Line, Part, Ruling, TableBlock
from dxextract.layout.tables.cells import lines_to_passage
from dxextract.layout.tables.ruleless import pieces_to_columns, remove_pieces
from dxextract.layout.tolerances import FILL_SEAM, LONGEST_HEADING, NARROWEST_TABLE, SAME_EDGE, TALLEST_HEAD
from dxextract.schema.document import Cell
from dxextract.schema.passage import Box, union_box

_Lines = dict[int, list[Line]]
_CELL = 80
"""Characters of the longest cell."""
_GAP = 2.5
"""Ems of the widest white between two rows."""
_WRAP = 0.75
"""Ems of the widest white between two lines of one cell."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A coloured row: its box, the inner edges of its columns if it is drawn cell by cell, the numbers of its boxes."""

    box: Box
    inner: tuple[float, ...]
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of one baseline, left to right."""

    pieces: tuple[Part, ...]

    @property
    def box(self) -> Box:
        return union_box(p.box for p in self.pieces)


def cells_in_bands(frames: Sequence[Frame], strokes: Sequence[Ruling]) -> set[Box]:
    """Boxes of the fills that make up a coloured row, cell by cell, with nothing ruled around it.

    Nothing filled stands around it either, but for one row of another colour: rows filled one below the other are the
    cells of a grid, and so are outlined boxes right below.
    """
    fills = [f.box for f in frames if f.fill is not None]
    rows = _rows_of_fills([f for f in frames if _is_fill(f)])
    beside = [_touching(row, fills) for row in rows]
    outlines = [f.box for f in frames if f.stroke is not None and f.fill is None and f.straight]
    lone: set[Box] = set()
    for number, row in enumerate(rows):
        shaded = [n for n, other in enumerate(rows) if beside[number] and beside[number] <= _boxes(other)]
        paired = any(_is_pair(row, rows[n]) and beside[n] <= _boxes(row) for n in shaded)
        if len(_touching(row, outlines)) > 1:
            continue
        if (paired or not beside[number]) and not any(_meets(r, union_box(_boxes(row))) for r in strokes):
            lone.update(_boxes(row))
    return lone


def take_banded_tables(boxes: Boxes, lines: _Lines, cells: set[Box], page: int) -> list[TableBlock]:
    """The tables below coloured rows; their lines are taken out of `lines` (by the number of their box).

    `cells` are the boxes of `cells_in_bands`.
    """
    heads = _heads(boxes, lines, cells)
    tables: list[TableBlock] = []
    used: set[int] = set()
    for head in heads:
        if used.intersection(head.frames):
            continue
        shades = _shades(head, heads, boxes)
        numbers = [OUTSIDE, *(n for shade in shades for n in shade.frames)]
        floor = min((h.box[1] for h in heads if h not in shades and h.box[1] > head.box[3]), default=float("inf"))
        drawn = [
            boxes.boxes[n]
            for n in boxes.frame_numbers()
            if n not in numbers and lines.get(n) and boxes.boxes[n][1] >= head.box[3] - FILL_SEAM
        ]
        floor = min([floor, *(b[1] for b in drawn if b[0] < head.box[2] and b[2] > head.box[0])])
        titles = _pieces(lines, head.frames, head.box[1], head.box[3], head)
        below = _pieces(lines, numbers, head.box[3], floor, head)
        found = _read(titles, below, head, [shade.box for shade in shades])
        if found is None:
            continue
        columns, rows = found
        used.update(head.frames, *(shade.frames for shade in shades))
        tables.append(_table(head, titles, columns, rows, page))
        remove_pieces([*titles, *(p for row in rows for p in row)], lines)
    return tables


def _is_fill(frame: Frame) -> bool:
    return frame.straight and frame.fill is not None and frame.box[3] - frame.box[1] <= TALLEST_HEAD


def _rows_of_fills(frames: Iterable[Frame]) -> list[list[Frame]]:
    """Fills of one colour and height that stand side by side, two at least."""
    rows: list[list[Frame]] = []
    for frame in sorted(frames, key=lambda f: (round(f.box[1]), round(f.box[3]), f.fill or "", f.box[0])):
        last = rows[-1][-1] if rows else None
        if (
            last is not None
            and last.fill == frame.fill
            and abs(last.box[1] - frame.box[1]) < FILL_SEAM
            and abs(last.box[3] - frame.box[3]) < FILL_SEAM
            and abs(last.box[2] - frame.box[0]) < FILL_SEAM
        ):
            rows[-1].append(frame)
        else:
            rows.append([frame])
    return [row for row in rows if len(row) >= 2]


def _boxes(row: Sequence[Frame]) -> set[Box]:
    return {f.box for f in row}


def _touching(row: Sequence[Frame], fills: Iterable[Box]) -> set[Box]:
    """The fills right above and below a row."""
    own = union_box(_boxes(row))
    return {box for box in fills if _touch(own, box)}


def _is_pair(one: Sequence[Frame], other: Sequence[Frame]) -> bool:
    """Whether two rows of one set of columns differ in colour: headings, and a first row that is shaded."""
    edges = [[row[0].box[0], *(f.box[2] for f in row)] for row in (one, other)]
    return one[0].fill != other[0].fill and _alike(edges[0], edges[1])


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= SAME_EDGE for a, b in zip(one, other, strict=True))


def _touch(one: Box, other: Box) -> bool:
    """Whether one box stands right on the other."""
    seam = min(abs(one[3] - other[1]), abs(one[1] - other[3])) < FILL_SEAM
    return seam and min(one[2], other[2]) - max(one[0], other[0]) > FILL_SEAM


def _meets(ruling: Ruling, box: Box) -> bool:
    """Whether a drawn edge runs along or through a row."""
    if ruling.horizontal:
        at, low, high, start, end = ruling.at, box[1], box[3], box[0], box[2]
    else:
        at, low, high, start, end = ruling.at, box[0], box[2], box[1], box[3]
    return low - FILL_SEAM <= at <= high + FILL_SEAM and ruling.start < end and ruling.end > start


def _heads(boxes: Boxes, lines: _Lines, cells: set[Box]) -> list[_Head]:
    """Coloured rows with texts, top to bottom."""
    numbers = {boxes.boxes[n]: n for n in boxes.frame_numbers()}
    rows = _rows_of_fills([boxes.frame(n) for n in boxes.frame_numbers() if boxes.boxes[n] in cells])
    heads = [
        _Head(union_box(f.box for f in row), tuple(f.box[2] for f in row[:-1]), tuple(numbers[f.box] for f in row))
        for row in rows
        if any(lines.get(numbers[f.box]) for f in row)
    ]
    for number in boxes.frame_numbers():
        box = boxes.boxes[number]
        pieces = [part for line in lines.get(number, ()) for part in line.parts]
        wide = _is_fill(boxes.frame(number)) and box[2] - box[0] > NARROWEST_TABLE and box not in cells
        if wide and len(pieces_to_columns(pieces)) >= 3 and all(len(p.text) <= LONGEST_HEADING for p in pieces):
            heads.append(_Head(box, (), (number,)))
    return sorted(heads, key=lambda h: h.box[1])


def _shades(head: _Head, heads: Sequence[_Head], boxes: Boxes) -> list[_Head]:
    """The rows below of the same columns in one other colour: every other row of the table is shaded."""
    color = boxes.frame(head.frames[0]).fill
    found = []
    for other in heads:
        below = other.box[1] > head.box[3] - FILL_SEAM
        alike = _alike((head.box[0], *head.inner, head.box[2]), (other.box[0], *other.inner, other.box[2]))
        fill = boxes.frame(other.frames[0]).fill
        if not below:
            continue
        if not alike or fill == color:
            break
        found.append(other)
    return found


def _pieces(lines: _Lines, numbers: Iterable[int], top: float, bottom: float, head: _Head) -> list[Part]:
    return [
        part
        for number in numbers
        for line in lines.get(number, ())
        if not line.vertical
        for part in line.parts
        if top - 1 <= (part.box[1] + part.box[3]) / 2 <= bottom + 1
        and part.box[2] > head.box[0]
        and part.box[0] < head.box[2]
    ]


def _read(
    titles: Sequence[Part], below: Sequence[Part], head: _Head, shades: Sequence[Box]
) -> tuple[list[tuple[float, float]], list[list[Part]]] | None:
    """The columns' ranges and the rows' pieces; None where the rows do not stand in the columns."""
    columns = pieces_to_columns(titles)
    if head.inner:
        columns = list(pairwise((head.box[0], *head.inner, head.box[2])))
    bottom = head.box[3]
    rows: list[list[Part]] = []
    spans: list[int] = []
    for row in _baselines(below):
        box, size = row.box, max(p.size for p in row.pieces)
        reach = max([bottom, *(s[3] for s in shades if s[1] <= box[1])])
        if box[1] - reach > _GAP * size or box[0] < head.box[0] - SAME_EDGE or box[2] > head.box[2] + SAME_EDGE:
            break
        under = [*(p for one in rows for p in one), *row.pieces]
        grown = columns if head.inner else _joined(pieces_to_columns([*titles, *under]), titles, under)
        if len(grown) != len(columns) or not all(_column_of(p, grown) is not None for p in row.pieces):
            break
        filled = len({_column_of(p, grown) for p in row.pieces})
        span = sum(s[1] <= (box[1] + box[3]) / 2 for s in shades) + sum(s[3] <= (box[1] + box[3]) / 2 for s in shades)
        wraps = bool(rows) and box[1] - bottom < _WRAP * size and (filled == 1 or filled * 3 <= len(columns))
        if rows and (span == spans[-1] if shades and span else wraps):
            rows[-1].extend(row.pieces)
        elif filled >= 2 or (span and any((box[1] + box[3]) / 2 <= s[3] for s in shades)):
            rows.append(list(row.pieces))
            spans.append(span)
        else:
            break
        columns, bottom = grown, max(bottom, box[3])
    if not rows or not _is_filled(rows, columns):
        return None
    sure = head.inner or _are_aligned(titles, rows, columns) or _are_full(rows, columns)
    return (columns, rows) if sure else None


def _joined(
    columns: Sequence[tuple[float, float]], titles: Sequence[Part], under: Sequence[Part]
) -> list[tuple[float, float]]:
    """`columns`, each heading that is centred clear of its texts together with them."""
    joined: list[tuple[float, float]] = []
    for column in columns:
        both = (joined[-1][0], column[1]) if joined else column
        alone = [
            [any(_column_of(p, [c]) == 0 for p in pieces) for pieces in (titles, under)] for c in (*joined, column)
        ]
        if joined and sorted((alone[-2], alone[-1])) == [[False, True], [True, False]]:
            joined[-1] = both
        else:
            joined.append(column)
    return joined


def _are_full(rows: Sequence[Sequence[Part]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether two rows or more fill three quarters of the columns each, the first column among them."""
    held = [{_column_of(p, columns) for p in row} for row in rows]
    return len(rows) >= 2 and all(0 in one and len(one) >= 0.75 * len(columns) for one in held)


def _are_aligned(
    titles: Sequence[Part], rows: Sequence[Sequence[Part]], columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether in most columns a text begins, ends or is centred where the heading is."""
    found = 0
    for title in titles:
        column = _column_of(title, columns)
        under = [p.box for row in rows for p in row if _column_of(p, columns) == column]
        found += any(
            min(abs(title.box[0] - b[0]), abs(title.box[2] - b[2]), abs(sum(title.box[::2]) - sum(b[::2])) / 2)
            < SAME_EDGE
            for b in under
        )
    return found >= 0.75 * len(columns)


def _is_filled(rows: Sequence[Sequence[Part]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether half of the fields hold a text, and none a paragraph."""
    fields: dict[tuple[int, int | None], int] = {}
    for number, row in enumerate(rows):
        for piece in row:
            key = (number, _column_of(piece, columns))
            fields[key] = fields.get(key, 0) + len(piece.text)
    return len(fields) * 2 >= len(rows) * len(columns) and max(fields.values()) <= _CELL


def _baselines(pieces: Sequence[Part]) -> list[_Row]:
    rows: list[list[Part]] = []
    for piece in sorted(pieces, key=lambda p: (p.box[3], p.box[0])):
        if rows and abs(rows[-1][0].box[3] - piece.box[3]) <= 0.4 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_Row(tuple(sorted(row, key=lambda p: p.box[0]))) for row in rows]


def _column_of(piece: Part, columns: Sequence[tuple[float, float]]) -> int | None:
    """The column that holds all of a piece; None where it runs over an edge."""
    return next(
        (
            n
            for n, (left, right) in enumerate(columns)
            if left - SAME_EDGE <= piece.box[0] and piece.box[2] <= right + SAME_EDGE
        ),
        None,
    )


def _table(
    head: _Head,
    titles: Sequence[Part],
    columns: Sequence[tuple[float, float]],
    rows: Sequence[Sequence[Part]],
    page: int,
) -> TableBlock:
    xs = (head.box[0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), head.box[2])
    ends = [head.box[3], *(max(p.box[3] for p in row) + 1 for row in rows)]
    ys = (head.box[1], *ends)
    every = [titles, *rows]
    cells = tuple(
        Cell(
            row=r,
            col=c,
            passage=lines_to_passage([_line(p) for p in row if _column_of(p, columns) == c], page),
            box=(xs[c], ys[r], xs[c + 1], ys[r + 1]),
            page=page,
        )
        for r, row in enumerate(every)
        for c in range(len(columns))
    )
    grid = Grid(xs, ys, tuple(GridCell(c.row, c.col, 1, 1, c.box) for c in cells if c.box is not None))
    return TableBlock(grid, cells, (), 1, page, bounded=False)


def _line(piece: Part) -> Line:
    return Line(piece.text, piece.box, piece.size, piece.bold, piece.color, (piece,))
