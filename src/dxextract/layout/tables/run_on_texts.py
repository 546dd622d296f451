"""Texts of several columns in what is drawn as one cell -> a cell for each of them.

A spreadsheet prints no line between blank coloured cells, and lets a text run on over the blank ones at its right:
`設計` and `構築` typed into a band of one colour, or into a row whose upright lines were taken away, stand in one drawn
cell. Decides that such a cell ends where the next text begins, when each of its texts begins at the left edge of a
column; an arrow between them stands in the column that it is printed in. Decides nothing about texts set in the middle.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.model import Fragment, Grid, GridCell
from dxextract.schema.passage import union_box
from dxextract.signs import ARROWS

_INDENT = 0.6
"""Ems of white at most between the left edge of a cell and its text."""
_APART = 1.0
"""Ems of white between two texts at least."""
_LEVEL = 0.3
_LINE = frozenset(f"{ARROWS}―—─━ ")
"""What an arrow is typed of (━━▶)."""


def part_run_on(grid: Grid, texts: Mapping[int, list[Fragment]]) -> tuple[Grid, dict[int, list[Fragment]]]:
    """`grid` and its texts (by the number of their cell), such cells parted."""
    cells: list[GridCell] = list(grid.cells)
    held = dict(texts)
    for number, cell in enumerate(grid.cells):
        said = held.get(number, [])
        if cell.row == 0 or cell.col_span < 2 or not said or any(text.vertical for text in said):
            continue
        found = sorted((part for text in said for part in _behind_arrows(text, grid.xs)), key=lambda f: f.box[0])
        if not 2 <= len(found) <= cell.col_span:
            continue
        starts = _starts(found, grid.xs, cell)
        if starts is None:
            continue
        ends = [*starts[1:], cell.col + cell.col_span]
        parts = [(a, b, [f]) for a, b, f in zip(starts, ends, found, strict=True)]
        if starts[0] > cell.col:
            parts.insert(0, (cell.col, starts[0], []))
        for at, (first, end, own) in enumerate(parts):
            box = (grid.xs[first], cell.box[1], grid.xs[end], cell.box[3])
            part = cell._replace(col=first, col_span=end - first, box=box)
            if at == 0:
                cells[number], held[number] = part, own
            else:
                held[len(cells)] = own
                cells.append(part)
    return (grid, held) if len(cells) == len(grid.cells) else (replace(grid, cells=tuple(cells)), held)


def _behind_arrows(text: Fragment, xs: Sequence[float]) -> Iterable[Fragment]:
    """The arrow at the right end of a column, and the text of the next one that was read in one go with it."""
    chars = text.chars
    at = next((n for n, char in enumerate(chars) if char.text not in _LINE), 0)
    if not at or not any(chars[at - 1].x1 - 1 <= x <= chars[at].x0 + 1 for x in xs):
        return (text,)
    return tuple(
        text._replace(
            chars=own,
            text="".join(char.text for char in own).strip(),
            box=union_box((char.x0, char.top, char.x1, char.bottom) for char in own),
        )
        for own in (chars[:at], chars[at:])
    )


def _starts(texts: Sequence[Fragment], xs: Sequence[float], cell: GridCell) -> list[int] | None:
    """The column that each text begins at the left edge of; None unless all do, on one line, well apart."""
    columns: list[int] = []
    for text in texts:
        if text.vertical or abs(text.box[3] - texts[0].box[3]) > _LEVEL * text.size:
            return None
        at = _column(text, xs, cell)
        if at is None or at in columns:
            return None
        columns.append(at)
    for before, text in pairwise(texts):
        if text.box[0] - before.box[2] < _APART * text.size and not (_is_arrow(before) or _is_arrow(text)):
            return None
    return None if all(map(_is_arrow, texts)) else columns


def _column(text: Fragment, xs: Sequence[float], cell: GridCell) -> int | None:
    """The column at whose left edge a text begins, or which an arrow stands in."""
    inside = range(cell.col, cell.col + cell.col_span)
    if _is_arrow(text):
        at = bisect_right(xs, (text.box[0] + text.box[2]) / 2) - 1
        return at if at in inside else None
    return next((c for c in inside if -1 <= text.box[0] - xs[c] <= _INDENT * text.size), None)


def _is_arrow(text: Fragment) -> bool:
    return _LINE.issuperset(text.text)
