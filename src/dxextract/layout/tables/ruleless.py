"""Lines that only horizontal rules, colour bands or alignment make a table -> tables.

Decides on a table where rules (or bands) of one width part rows whose texts leave at least two gutters free from top
to bottom, or, without any rule, where at least three rows have at least three short texts each that stand in the same
columns. Anything less is left to the reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.model import Frame, Grid, GridCell, Line, Part, Ruling, TableBlock
from dxextract.layout.tables.cells import lines_to_passage
from dxextract.layout.tables.open_tops import Row, with_open_top
from dxextract.layout.tables.short_rules import parted_by_short_rules
from dxextract.layout.tolerances import FILL_SEAM, NARROWEST_TABLE, SAME_EDGE, Tolerances
from dxextract.schema.document import Cell
from dxextract.schema.passage import Box, union_box

_FEWEST_RULES = 3
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_FEWEST_TIMES = 2
_GUTTER = 0.9
"""Ems of the narrowest gutter between two columns."""
_SAME_X = 0.7
_FEWEST_ENDS = 3
"""Texts that end at one x, and that begin at the next, where columns part in less than a gutter."""
_FIGURE = 1.2
"""Ems of the narrowest such text: bullets and numbers that count are narrower."""
_RULED_CELL = 80
"""Characters of the longest cell between rules."""
_BARE_CELL = 22
"""Characters of the longest cell where nothing is drawn."""
_APART = 4.0
"""Multiple of the usual height of a row from which on the white between two rules parts two tables."""
_GROWN = 1.15
"""Multiple of the size of the line above from which on a line is no wrapped one, nor a note."""
_FULL = 0.75
"""Share of the columns that a baseline fills where it is a row of its own."""


def take_hairline_tables(
    rulings: Sequence[Ruling],
    boxes: Boxes,
    lines: dict[int, list[Line]],
    page: int,
    is_time_label: Callable[[str], bool] = lambda _: False,
) -> list[TableBlock]:
    """The tables that rules between their rows make, or colour bands; their lines are taken out of `lines` (by box).

    `rulings` are those of the page that no grid uses. A table may stand in a frame, with its lines. Below headings that
    are times most fields may be blank.
    """
    tables = []
    bands = _bands(boxes)
    for edges in _stacks(rulings, [boxes.boxes[number] for number in bands]):
        frame = boxes.frame_around((edges[0].start, edges[0].at, edges[0].end, edges[-1].at))
        numbers = dict.fromkeys((OUTSIDE, *bands, frame))
        around = [line for number in numbers for line in lines.get(number, ())]
        between = parted_by_short_rules(_rows_between(edges, around), edges[0], rulings)
        if len(between) == len(edges) - 1 == _FEWEST_RULES - 1:
            between = [between[0], *_rows_of_body(between[1], between[0])]
        between = with_open_top(between, edges[0], around)
        for rows in _parted_rows(between):
            is_timed = sum(is_time_label(piece.text) for piece in rows[0].pieces) >= _FEWEST_TIMES
            table = _table(rows, edges[0].start, edges[0].end, _RULED_CELL, page, is_timed=is_timed)
            if table is not None:
                tables.append(table)
                remove_pieces((piece for row in rows for piece in row.pieces), lines)
    return tables


def _parted_rows(rows: Iterable[Row]) -> list[list[Row]]:
    """Runs of rows with texts side by side, or none: what stands between underlined titles above a table is no row."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        beside = row.hung is not None or not row.pieces or len(pieces_to_columns(row.pieces)) > 1
        if not row.is_title and beside:
            runs[-1].append(row)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def take_bare_tables(lines: dict[int, list[Line]], page: int, tolerances: Tolerances) -> list[TableBlock]:
    """The tables that the places of their texts alone make; their lines are taken out of `lines` (by box)."""
    tables = []
    for rows in _bare_rows(lines.get(OUTSIDE, ()), tolerances):
        box = union_box(piece.box for row in rows for piece in row.pieces)
        table = _table(rows, box[0], box[2], _BARE_CELL, page)
        if table is not None:
            tables.append(table)
            remove_pieces((piece for row in rows for piece in row.pieces), lines)
    return tables


def _bands(boxes: Boxes) -> list[int]:
    """The filled frames that another one of the same left edge touches above or below."""
    wide = [n for n in boxes.frame_numbers() if _is_band(boxes.frame(n))]
    return [n for n in wide if any(_is_stacked(boxes.boxes[n], boxes.boxes[m]) for m in wide if m != n)]


def _is_band(frame: Frame) -> bool:
    return frame.straight and frame.fill is not None and frame.box[2] - frame.box[0] > NARROWEST_TABLE


def _is_stacked(one: Box, other: Box) -> bool:
    touching = min(abs(one[3] - other[1]), abs(one[1] - other[3])) < FILL_SEAM
    return touching and abs(one[0] - other[0]) < FILL_SEAM and abs(one[2] - other[2]) < FILL_SEAM


def _stacks(rulings: Iterable[Ruling], bands: Iterable[Box]) -> list[list[Ruling]]:
    """Horizontal edges of one left and right end, at least three, top to bottom."""
    edges = [r for r in rulings if r.horizontal and r.end - r.start > NARROWEST_TABLE]
    edges.extend(Ruling(True, y, band[0], band[2]) for band in bands for y in (band[1], band[3]))
    groups: list[list[Ruling]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        for group in groups:
            last = group[-1]
            if abs(last.start - edge.start) <= SAME_EDGE and abs(last.end - edge.end) <= SAME_EDGE:
                if edge.at - last.at > SAME_EDGE:
                    group.append(edge)
                break
        else:
            groups.append([edge])
    parts = [part for group in groups for part in _without_gaps(group)]
    return [part for part in parts if len(part) >= _FEWEST_RULES]


def _without_gaps(edges: Sequence[Ruling]) -> list[list[Ruling]]:
    """Edges parted where two stand much farther from each other than the rest: two tables of one width."""
    steps = [b.at - a.at for a, b in pairwise(edges)]
    if len(steps) < _FEWEST_RULES:
        return [list(edges)]
    widest = _APART * median(steps)
    parts = [[edges[0]]]
    for edge, step in zip(edges[1:], steps, strict=True):
        if step > widest:
            parts.append([])
        parts[-1].append(edge)
    return parts


def _rows_between(edges: Sequence[Ruling], lines: Iterable[Line]) -> list[Row]:
    found = list(lines)
    rows = []
    for upper, lower in pairwise(edges):
        inside = [
            part
            for line in found
            if upper.at - 1 <= (line.box[1] + line.box[3]) / 2 <= lower.at + 1
            and line.box[0] >= upper.start - SAME_EDGE
            and line.box[2] <= upper.end + SAME_EDGE
            for part in line.parts
        ]
        rows.append(Row(upper.at, lower.at, tuple(inside)))
    return rows


def _rows_of_body(body: Row, head: Row) -> list[Row]:
    """The rows of a table that is ruled above, below its headings and at its end only: one for each full baseline.

    A baseline that fills fewer columns goes on with a wrapped text of the row that it is nearest to.
    """
    columns = _with_headings(pieces_to_columns([*head.pieces, *body.pieces]), [head, body])
    levels: list[list[Part]] = []
    for piece in sorted(body.pieces, key=lambda p: p.box[3]):
        if levels and abs(levels[-1][0].box[3] - piece.box[3]) <= 0.4 * piece.size:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    full = [level for level in levels if _filled(level, columns) >= max(2, _FULL * len(columns))]
    if len(full) < 2 or not all(_filled(level, columns[:1]) for level in full):
        return [body]
    middles = [median((p.box[1] + p.box[3]) / 2 for p in level) for level in full]
    cuts = [body.top, *((a + b) / 2 for a, b in pairwise(middles)), body.bottom]
    return [
        Row(top, bottom, tuple(p for p in body.pieces if top <= (p.box[1] + p.box[3]) / 2 < bottom))
        for top, bottom in pairwise(cuts)
    ]


def _filled(pieces: Sequence[Part], columns: Sequence[tuple[float, float]]) -> int:
    """How many of the columns hold one of the pieces."""
    return sum(any(a - 1 <= (p.box[0] + p.box[2]) / 2 <= b + 1 for p in pieces) for a, b in columns)


def _bare_rows(lines: Sequence[Line], tolerances: Tolerances) -> list[list[Row]]:
    """Runs of at least three rows of at least three short pieces each, at one pitch."""
    rows: list[list[Line]] = []
    for line in sorted((m for m in lines if not m.vertical), key=lambda m: (m.box[3], m.box[0])):
        if rows and abs(rows[-1][0].box[3] - line.box[3]) <= tolerances.baseline_shift * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    runs: list[list[list[Line]]] = [[]]
    for row in rows:
        fits = len(row) >= _FEWEST_COLUMNS and all(len(m.text) <= _BARE_CELL for m in row)
        close = not runs[-1] or row[0].box[1] - runs[-1][-1][0].box[3] < 2.0 * row[0].size
        alike = not runs[-1] or len(row) == len(runs[-1][0])
        if fits and close and alike:
            runs[-1].append(row)
        else:
            runs.append([row] if fits else [])
    return [
        [Row(min(m.box[1] for m in row), max(m.box[3] for m in row), tuple(_whole(m) for m in row)) for row in run]
        for run in runs
        if len(run) >= _FEWEST_ROWS
    ]


def _whole(line: Line) -> Part:
    return Part(line.text, line.box, line.size, line.bold, line.color)


def _table(
    rows: Sequence[Row], left: float, right: float, longest: int, page: int, *, is_timed: bool = False
) -> TableBlock | None:
    filled = [row for row in rows if row.pieces]
    if len(filled) < 2:
        return None
    columns = _with_headings(pieces_to_columns([p for row in filled for p in row.pieces]), filled)
    if len(columns) < _FEWEST_COLUMNS and not (len(columns) == 2 and longest == _RULED_CELL and len(rows) >= 3):
        return None
    used = [[_lines_in(row, column) for column in columns] for row in filled]
    hung = {(r, c) for r, row in enumerate(filled) if r and row.hung is not None for c in _left_of(row.hung, columns)}
    for r, c in sorted(hung):
        used[r][c] = used[r - 1][c]
    if any(len("".join(line.text for line in cell)) > longest for row in used for cell in row):
        return None
    if not (_is_scheduled(rows, used) if is_timed else _is_regular(rows, used)) or _are_cards(used):
        return None
    xs = (left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right)
    ys = (*(row.top for row in filled), filled[-1].bottom)
    cells = []
    for r, c in ((r, c) for r in range(len(filled)) for c in range(len(columns)) if (r, c) not in hung):
        span = next(n for n in range(1, len(filled) - r + 1) if (r + n, c) not in hung)
        box = (xs[c], ys[r], xs[c + 1], ys[r + span])
        cells.append(Cell(r, c, lines_to_passage(used[r][c], page), row_span=span, box=box, page=page))
    grid = Grid(xs, ys, tuple(GridCell(c.row, c.col, c.row_span, 1, c.box) for c in cells if c.box is not None))
    return TableBlock(grid, tuple(cells), (), _header_rows(filled), page, bounded=False)


def _left_of(x: float, columns: Sequence[tuple[float, float]]) -> list[int]:
    return [n for n, (_, right) in enumerate(columns) if right <= x + SAME_EDGE]


def _with_headings(columns: list[tuple[float, float]], rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Columns, each with the heading that stands over its middle, clear of its texts: `columns` has them apart."""

    def used(column: tuple[float, float]) -> set[int]:
        return {n for n, row in enumerate(rows) if _lines_in(row, column)}

    joined = columns[:1]
    for column in columns[1:]:
        one, other = sorted((used(joined[-1]), used(column)), key=lambda rows: 0 not in rows)
        if one == {0} and other and 0 not in other:
            joined[-1] = (joined[-1][0], column[1])
        else:
            joined.append(column)
    return joined


def _is_regular(rows: Sequence[Row], used: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether nearly all fields are filled, each with one text, in rows of like height that begin with a text."""
    fields = [cell for row in used for cell in row]
    filled = [cell for cell in fields if cell]
    enough = 1.0 if len(used) < _FEWEST_ROWS or len(used[0]) < _FEWEST_COLUMNS else 0.75
    if len(used) < 0.8 * len(rows) or len(filled) < enough * len(fields) or not all(row[0] for row in used):
        return False
    torn = sum(_is_torn(line) for cell in filled for line in cell)
    words = median(len("".join(line.text for line in cell)) for cell in filled)
    return _are_alike(rows) and torn <= 0.1 * len(filled) and words >= 2


def _are_cards(used: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether the first texts of most rows have larger type below them: cards in a stack, a name over its figures."""
    grown = sum(any(b.size >= _GROWN * a.size for a, b in pairwise(row[0])) for row in used)
    return grown * 2 > len(used)


def _are_alike(rows: Sequence[Row]) -> bool:
    """Whether no row is much taller than most."""
    heights = sorted(row.bottom - row.top for row in rows)
    return heights[-1] <= 4 * heights[len(heights) // 2]


def _is_scheduled(rows: Sequence[Row], used: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether each column has one text for a heading, and each row below begins with a text and has another one."""
    if not _are_alike(rows) or len(used) < len(rows):
        return False
    headed = all(len(cell) == 1 and not _is_torn(cell[0]) for cell in used[0][1:])
    torn = any(_is_torn(line) for row in used[1:] for cell in row for line in cell)
    return headed and not torn and all(row[0] and any(row[1:]) for row in used[1:])


def _is_torn(line: Line) -> bool:
    """Whether pieces of one line of a cell stand apart, as texts of different columns do."""
    return any(b.box[0] - a.box[2] > _GUTTER * b.size for a, b in pairwise(line.parts))


def pieces_to_columns(pieces: Sequence[Part]) -> list[tuple[float, float]]:
    """The x ranges that the pieces cover together, those close to one another joined."""
    return spans_to_columns([(piece.box, piece.size) for piece in pieces])


def spans_to_columns(texts: Sequence[tuple[Box, float]]) -> list[tuple[float, float]]:
    """The x ranges that texts (their boxes and sizes) cover together, those close to one another joined."""
    size = median([size for _, size in texts] or [0.0])
    gutter = _GUTTER * size
    columns: list[tuple[float, float]] = []
    for box, _ in sorted(texts, key=lambda text: text[0][0]):
        near = bool(columns) and box[0] - columns[-1][1] < gutter
        if near and not _are_set_apart([text for text, _ in texts], columns[-1][1], box[0], size):
            columns[-1] = (columns[-1][0], max(columns[-1][1], box[2]))
        else:
            columns.append((box[0], box[2]))
    return columns


def _are_set_apart(boxes: Sequence[Box], right: float, left: float, size: float) -> bool:
    """Whether several texts end at `right` and several begin at `left` behind it: figures, then words."""
    if left <= right:
        return False
    ends = sum(abs(box[2] - right) < _SAME_X and box[2] - box[0] > _FIGURE * size for box in boxes)
    return ends >= _FEWEST_ENDS and sum(abs(box[0] - left) < _SAME_X for box in boxes) >= _FEWEST_ENDS


def _lines_in(row: Row, column: tuple[float, float]) -> list[Line]:
    """The pieces of `row` in `column`, those of one baseline as one line."""
    inside = sorted(
        (p for p in row.pieces if column[0] - 1 <= (p.box[0] + p.box[2]) / 2 <= column[1] + 1),
        key=lambda p: (round(p.box[3] / 3), p.box[0]),
    )
    lines: list[Line] = []
    for part in inside:
        if lines and abs(lines[-1].box[3] - part.box[3]) < 0.4 * part.size:
            last = lines[-1]
            text, box = last.text + part.text, union_box([last.box, part.box])
            lines[-1] = Line(text, box, last.size, last.bold, last.color, (*last.parts, part))
        else:
            lines.append(Line(part.text, part.box, part.size, part.bold, part.color, (part,)))
    return lines


def _header_rows(rows: Sequence[Row]) -> int:
    """One when the first row is bold and the others are not, or is set in a colour of its own."""
    first, rest = rows[0].pieces, [p for row in rows[1:] for p in row.pieces]
    if all(p.bold for p in first) and not all(p.bold for p in rest):
        return 1
    colors = {p.color for p in first}
    return int(len(colors) == 1 and not colors & {p.color for p in rest})


def remove_pieces(pieces: Iterable[Part], lines: dict[int, list[Line]]) -> None:
    """Take the lines out of `lines` (by box) that a table's pieces stand in."""
    taken: set[Box] = {piece.box for piece in pieces}
    for number, members in lines.items():
        lines[number] = [m for m in members if m.box not in taken and not any(p.box in taken for p in m.parts)]
