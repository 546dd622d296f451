"""Text boxes set in rows and columns -> tables.

Decides that names in boxes of one width, one under the other, each with short texts beside it that line up in columns
under at least two headings, are a table although nothing rules it: the way slides print indicators (name, baseline,
arrow, target). Looser alignments are left to the reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.boxes import Boxes
from dxextract.layout.charts import is_numeric
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.model import Grid, GridCell, Line, TableBlock
from dxextract.layout.tables.cells import lines_to_passage
from dxextract.layout.tolerances import SAME_EDGE
from dxextract.schema.document import Cell
from dxextract.schema.passage import Box, union_box

_Lines = dict[int, list[Line]]
_FEWEST_NAME_TEXT = 4
_NAME_TEXT = 70
"""Characters of the longest name of a row."""
_VALUE_TEXT = 24
"""Characters of the longest value or heading."""
_WORD_TEXT = 5
_HEAD_REACH = 40.0
"""Points above the first row within which its headings stand."""
_OWN_HEIGHT = 0.6
"""Share of the way from one name to the next within which a line stands beside it."""
_APART = 2.5
"""Heights of a name between two of them: the figures beside them may stand in larger boxes (circles)."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A text box, framed or not: its box, its lines, and the number of its frame (OUTSIDE: none)."""

    box: Box
    lines: tuple[Line, ...]
    frame: int

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def take_aligned_tables(boxes: Boxes, lines: _Lines, page: int) -> list[TableBlock]:
    """The tables of aligned boxes; their lines are taken out of `lines` (by the number of their box)."""
    framed = _framed_units(boxes, lines)
    named = [
        u
        for u in framed
        if _FEWEST_NAME_TEXT <= len(u.text) <= _NAME_TEXT
        and not is_numeric(u.text)
        and not boxes.frame(u.frame).pointed  # an arrow is no name, but what is done in the years above it
    ]
    if not named:
        return []
    tables = []
    used: set[int] = set()
    for names in _name_columns(named):
        units = [*framed, *_loose_units(lines.get(OUTSIDE, ()), [name.box for name in names])]
        rows = [_beside(name, units) for name in names]
        columns = _columns(rows)
        heads = _heads(min(u.box[1] for u in [names[0], *rows[0]]), columns, units)
        if len(heads) < 2 or not _are_values(rows) or any(id(u) in used for u in names):
            continue
        table_units = [*names, *(u for row in rows for u in row), *heads.values()]
        used.update(id(u) for u in table_units)
        _remove(table_units, lines)
        tables.append(_table(names, rows, columns, heads, page))
    return tables


def _framed_units(boxes: Boxes, lines: _Lines) -> list[_Unit]:
    return [
        _Unit(boxes.boxes[number], tuple(lines[number]), number)
        for number in boxes.frame_numbers()
        if 0 < len(lines.get(number, ())) <= 3
    ]


def _loose_units(lines: Iterable[Line], names: Sequence[Box]) -> list[_Unit]:
    """Short lines on bare paper, those with one middle right below one another together, but of one name's row."""
    units: list[_Unit] = []
    for line in sorted((m for m in lines if len(m.text) <= _VALUE_TEXT), key=lambda m: m.box[1]):
        for at, unit in enumerate(units):
            last = unit.lines[-1]
            gap = line.box[1] - last.box[3]
            if _row_of(line, names) != _row_of(last, names):
                continue
            if abs(_middle_x(line) - _middle_x(last)) < line.size and -2 <= gap <= 0.8 * max(line.size, last.size):
                units[at] = _Unit(union_box([unit.box, line.box]), (*unit.lines, line), OUTSIDE)
                break
        else:
            units.append(_Unit(line.box, (line,), OUTSIDE))
    return units


def _row_of(line: Line, names: Sequence[Box]) -> int | None:
    """The name at whose height a line stands, a wrapped value's also a little above and below; None for no name's."""
    if len(names) < 2:
        return None
    pitch = min(lower[1] - upper[1] for upper, lower in pairwise(names))
    off, number = min((abs(line.box[1] + line.box[3] - n[1] - n[3]) / 2, at) for at, n in enumerate(names))
    return number if off <= _OWN_HEIGHT * pitch else None


def _middle_x(line: Line) -> float:
    return (line.box[0] + line.box[2]) / 2


def _name_columns(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Units of one left and right edge, top to bottom."""
    columns: list[list[_Unit]] = []
    for unit in sorted(units, key=lambda u: u.box[1]):
        for column in columns:
            last = column[-1].box
            if (
                abs(last[0] - unit.box[0]) <= SAME_EDGE
                and abs(last[2] - unit.box[2]) <= SAME_EDGE
                and 0 <= unit.box[1] - last[3] <= _APART * (last[3] - last[1])
            ):
                column.append(unit)
                break
        else:
            columns.append([unit])
    return columns


def _beside(name: _Unit, units: Iterable[_Unit]) -> list[_Unit]:
    """Short units right of `name`, at its height, left to right."""
    top, bottom = name.box[1], name.box[3]
    found = [
        u
        for u in units
        if u.box[0] >= name.box[2] - SAME_EDGE and top <= u.middle[1] <= bottom and len(u.text) <= _VALUE_TEXT
    ]
    return sorted(found, key=lambda u: u.box[0])


def _columns(rows: Sequence[Sequence[_Unit]]) -> list[tuple[float, float]]:
    """The x ranges of the value columns: the same number of values in every row, one under the other."""
    if not rows or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return []
    columns = []
    for members in zip(*rows, strict=True):
        left, right = min(u.box[0] for u in members), max(u.box[2] for u in members)
        middles = [u.middle[0] for u in members]
        if max(middles) - min(middles) > 0.5 * (right - left):
            return []
        columns.append((left, right))
    return columns if all(a[1] <= b[0] for a, b in pairwise(columns)) else []


def _are_values(rows: Iterable[Iterable[_Unit]]) -> bool:
    """Whether most of the units beside the names are figures, dashes or single words."""
    texts = [unit.text for row in rows for unit in row]
    return sum(len(text) <= _WORD_TEXT or any(c.isdigit() for c in text) for text in texts) * 2 > len(texts)


def _heads(top: float, columns: Sequence[tuple[float, float]], units: Iterable[_Unit]) -> dict[int, _Unit]:
    """The headings over the columns, by column; `top` is where the first row begins."""
    heads: dict[int, _Unit] = {}
    for unit in units:
        above = top - unit.box[3]
        if not -SAME_EDGE <= above <= _HEAD_REACH or len(unit.text) > _VALUE_TEXT:
            continue
        for number, (left, right) in enumerate(columns):
            if left - 12 <= unit.middle[0] <= right + 12 and number not in heads:
                heads[number] = unit
                break
    return heads if heads and _are_level([unit.box for unit in heads.values()]) else {}


def _are_level(boxes: Sequence[Box]) -> bool:
    """Whether boxes stand in one row by their tops, their bottoms or their middles: one may have a second line."""
    levels = ([b[1] for b in boxes], [b[3] for b in boxes], [(b[1] + b[3]) / 2 for b in boxes])
    return any(max(level) - min(level) <= 2 * SAME_EDGE for level in levels)


def _remove(units: Iterable[_Unit], lines: _Lines) -> None:
    for unit in units:
        members = lines.get(unit.frame, [])
        lines[unit.frame] = [line for line in members if line not in unit.lines]


def _table(
    names: Sequence[_Unit],
    rows: Sequence[Sequence[_Unit]],
    columns: Sequence[tuple[float, float]],
    heads: dict[int, _Unit],
    page: int,
) -> TableBlock:
    xs = _edges([(min(n.box[0] for n in names), max(n.box[2] for n in names)), *columns])
    tops = [min(u.box[1] for u in heads.values()), *(n.box[1] for n in names)]
    ys = (*tops, names[-1].box[3])
    units: dict[tuple[int, int], _Unit] = {(0, number + 1): unit for number, unit in heads.items()}
    for row, (name, values) in enumerate(zip(names, rows, strict=True), start=1):
        units[row, 0] = name
        units.update({(row, col): unit for col, unit in enumerate(values, start=1)})
    places = [(row, col) for row in range(len(ys) - 1) for col in range(len(xs) - 1)]
    cells = tuple(
        Cell(
            row=row,
            col=col,
            passage=lines_to_passage(units[row, col].lines if (row, col) in units else (), page),
            box=(xs[col], ys[row], xs[col + 1], ys[row + 1]),
            page=page,
        )
        for row, col in places
    )
    grid = Grid(xs, ys, tuple(GridCell(c.row, c.col, 1, 1, c.box) for c in cells if c.box is not None))
    return TableBlock(grid, cells, (), 1, page, bounded=False)


def _edges(columns: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Column edges: the outer ends, and the middle between neighbours."""
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return (columns[0][0], *inner, columns[-1][1])
