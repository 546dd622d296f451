"""Rows of figures below headings that nothing is drawn around -> where such tables stand.

Decides by alignment alone: lines that begin with a name and end with two figures or more, one below the other, under a
line of headings that stands over each of their columns. Where one box of the page holds only a part of it, it is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.tables.figure_rows import Piece, baselines, is_figure
from dxextract.layout.text.cells import looks_like_year
from dxextract.schema.passage import Box, union_box

_FEWEST = 2
"""Figures in a row."""
_FEWEST_ROWS = 2
_ROWS = 2.5
"""Ems of white between two rows at most."""
_HEADS = 2.0
"""Ems of white between the headings and the first row at most."""
_EDGE = 2.0


def find_bare_tables(pieces: Sequence[Piece], boxes: Sequence[Box]) -> list[Box]:
    """The boxes around tables of figures that nothing is drawn around; `boxes` are what is drawn on the page."""
    lines = baselines(pieces)
    found = []
    position = 0
    while position < len(lines):
        if not _is_row(lines[position]):
            position += 1
            continue
        end = _end(lines, position)
        start = _headings(lines, position)
        rows = sum(len([p for p in line if is_figure(p.text)]) >= _FEWEST for line in lines[position:end])
        if start is not None and rows >= _FEWEST_ROWS:
            box = union_box(p.box for line in lines[start:end] for p in line)
            if not any(_cuts(other, box) for other in boxes):
                found.append((box[0] - _EDGE, box[1] - _EDGE, box[2] + _EDGE, box[3] + _EDGE))
        position = end
    return found


def _figures(line: Sequence[Piece]) -> list[Piece]:
    return [p for p in line[1:] if is_figure(p.text)]


def _is_row(line: Sequence[Piece]) -> bool:
    return len(_figures(line)) >= _FEWEST and not is_figure(line[0].text) and not looks_like_year(line[0].text)


def _end(lines: Sequence[Sequence[Piece]], start: int) -> int:
    """The number of the line behind the last row that stands below the row `start`, with what wraps between."""
    columns = _figures(lines[start])
    end, last = start + 1, lines[start]
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line[0].box[1] - max(p.box[3] for p in last) > _ROWS * line[0].size:
            break
        if _is_row(line) or _is_beside_its_name(lines, number):
            if not _under(columns, [p for p in line if is_figure(p.text)]):
                break
            end, last = number + 1, line
        elif len(line) == len(columns) + 1 and _under(columns, line[1:]):
            end, last = number + 1, line  # a target in words
        elif len(line) > 1 or line[0].box[2] > columns[0].box[0]:
            break
    return end


def _is_beside_its_name(lines: Sequence[Sequence[Piece]], number: int) -> bool:
    """Whether a line of figures only stands between the lines of a name that wraps."""
    line = lines[number]
    names = [one[0] for one in (lines[number - 1], *lines[number + 1 : number + 2]) if len(one) == 1]
    beside = any(n.box[1] < line[0].box[3] and n.box[3] > line[0].box[1] and n.box[2] < line[0].box[0] for n in names)
    return beside and all(is_figure(p.text) for p in line)


def _under(columns: Sequence[Piece], figures: Sequence[Piece]) -> bool:
    """Whether as many figures stand in the same columns."""
    return len(columns) == len(figures) and all(
        a.box[0] < b.box[2] and b.box[0] < a.box[2] for a, b in zip(columns, figures, strict=True)
    )


def _headings(lines: Sequence[Sequence[Piece]], first: int) -> int | None:
    """The number of the first line of headings above the row `first`; None where a column has none."""
    columns = _figures(lines[first])
    reached = min(p.box[1] for p in lines[first])
    titled: set[int] = set()
    start = None
    for number in range(first - 1, max(first - 5, -1), -1):
        line = lines[number]
        bottom, size = max(p.box[3] for p in line), line[0].size
        if reached - bottom > _HEADS * size or any(is_figure(p.text) for p in line):
            break
        over = {n for n, c in enumerate(columns) for p in line if p.box[0] < c.box[2] and c.box[0] < p.box[2]}
        if not over and start is None and line[0].box[2] > columns[0].box[0]:
            break
        if over and len(line) == 1 and len(over) > 1 and titled:
            break
        if over:
            start, titled = number, titled | over
        reached = min(p.box[1] for p in line)
    return start if len(titled) == len(columns) and all(_parted(a, b) for a, b in pairwise(columns)) else None


def _parted(left: Piece, right: Piece) -> bool:
    return right.box[0] - left.box[2] > left.size


def _cuts(one: Box, table: Box) -> bool:
    """Whether a drawn box holds a part of a table only."""
    across = min(one[2], table[2]) - max(one[0], table[0])
    along = min(one[3], table[3]) - max(one[1], table[1])
    if across <= _EDGE or along <= _EDGE:
        return False
    inside = one[0] <= table[0] + _EDGE and one[1] <= table[1] + _EDGE
    return not (inside and one[2] >= table[2] - _EDGE and one[3] >= table[3] - _EDGE)
