"""The parts of a lane diagram -> a table: a row for each lane, a column for each time, bars bound to both.

Decides which lane a bar and a text stand in: that of the framed name beside it, or, where names are mere text, the
nearest one with the border in the white between two bars. Names that stand left of other names span their lanes. A
small mark takes the text beside it and stands in the one time that it is drawn in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from dxextract.layout.drawn.bars import BoundGrid, bind_bars
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.model import Grid, GridCell, Line, TableBlock
from dxextract.layout.tables.cells import grid_to_cells, lines_to_passage
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Bar
from dxextract.schema.passage import Box, union_box

_SHARE, _BARE_SHARE = 0.2, 0.3
"""Share of a time that a free bar must cover to cover it: a quarter counts in a row of years.

Where the times are mere texts, less is known of where one ends.
"""
_ABOVE = 1.5
"""Ems between a line and the text over its middle that says what it stands for."""
_BESIDE = 90.0
"""Points between a bar without text and the text that may name it; which one does is decided in `bars`."""
_NAME_GAP = 0.9
"""Ems between two lines of one name."""


@dataclass(frozen=True, slots=True)
class TimeHead:
    """A time in a row of times, with its box; `framed`: drawn as a box of its own."""

    box: Box
    lines: tuple[Line, ...]
    framed: bool

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn or set in a diagram, with its text; a `mark` is a star or a diamond, a `text` has no box."""

    box: Box
    lines: tuple[Line, ...]
    kind: Literal["bar", "arrow", "mark", "text"]


@dataclass(frozen=True, slots=True)
class Lanes:
    """A lane diagram: `columns` are the edges of the times, `parts` what divides them, `bands` names across all."""

    heads: tuple[TimeHead, ...]
    parts: tuple[TimeHead, ...]
    columns: tuple[float, ...]
    corner: tuple[Line, ...]
    titles: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    bands: tuple[Mark, ...]
    bars: tuple[Mark, ...]
    texts: tuple[Line, ...]
    box: Box
    body: float
    """The y that the lanes begin at."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of lanes: its column among the names (None: across all), its lines and the lanes it spans."""

    column: int | None
    lines: tuple[Line, ...]
    first: int
    last: int


def lanes_to_table(lanes: Lanes, page: int, tolerances: Tolerances) -> TableBlock:
    """The table of a diagram."""
    labels = _label_columns(lanes)
    bars, texts = _with_marked(lanes)
    ys = _lane_edges(lanes, labels, bars)
    names = _names(lanes, labels, ys)
    grid, lines, first_row, first_col = _grid(lanes, labels, ys, names)
    blank = [b.box for b in bars if not b.lines]
    phases: list[Mark] = []
    for text in _joined(Mark(line.box, (line,), "text") for line in texts):
        cell = grid.cells[_cell_at(grid, text.box, first_row, first_col)]
        if any(_distance(text.box, box) <= _BESIDE for box in blank):
            lines.setdefault(grid.cells.index(cell), []).extend(text.lines)
        else:
            phases.append(Mark((cell.box[0], text.box[1], cell.box[2], text.box[3]), text.lines, "text"))
    marks = [*bars, *phases]
    overlays = [Overlay(m.box, "arrow" if m.kind == "arrow" else "bar", None) for m in marks]
    bound = bind_bars(
        grid,
        overlays,
        {n: m.lines for n, m in enumerate(marks)},
        lines,
        first_row,
        first_col,
        replace(tolerances, bar_share=_SHARE if all(h.framed for h in lanes.heads) else _BARE_SHARE),
    )
    cells = grid_to_cells(bound.grid, bound.texts, (), page)
    return TableBlock(bound.grid, cells, _bars(bound, {m.box for m in phases}, page), first_row, page)


def _bars(bound: BoundGrid, phases: set[Box], page: int) -> tuple[Bar, ...]:
    """What is drawn, as bars; bare texts are mere cells."""
    return tuple(
        Bar(
            b.row,
            b.col,
            b.col_end - 1,
            b.overlay.shape,
            b.overlay.box,
            lines_to_passage(b.lines, page) if b.lines else None,
            page,
        )
        for b in bound.bars
        if b.overlay.box not in phases
    )


def _label_columns(lanes: Lanes) -> list[list[Mark]]:
    """The names at the left by the columns they stand in; lines of one bare name are one."""
    columns: list[list[Mark]] = []
    for label in sorted(_joined(lanes.labels), key=lambda m: m.box[0]):
        reach = max((m.box[2] for m in columns[-1]), default=0.0) if columns else 0.0
        if columns and label.box[0] < reach - 2:
            columns[-1].append(label)
        else:
            columns.append([label])
    return [sorted(column, key=lambda m: m.box[1]) for column in columns]


def _joined(labels: Iterable[Mark]) -> list[Mark]:
    """Bare lines right below one another as one name."""
    found: list[Mark] = []
    for label in sorted(labels, key=lambda m: (m.box[1], m.box[0])):
        near = next((n for n, other in enumerate(found) if _goes_on(other, label)), None)
        if near is None:
            found.append(label)
        else:
            other = found[near]
            found[near] = Mark(union_box([other.box, label.box]), (*other.lines, *label.lines), "text")
    return found


def _goes_on(upper: Mark, lower: Mark) -> bool:
    if upper.kind != "text" or lower.kind != "text":
        return False
    size = lower.lines[0].size
    beside = min(upper.box[2], lower.box[2]) - max(upper.box[0], lower.box[0]) > 0
    return beside and -0.3 * size <= lower.box[1] - upper.box[3] < _NAME_GAP * size * 0.6


def _with_marked(lanes: Lanes) -> tuple[list[Mark], list[Line]]:
    """The bars, marks with the text that stands beside each, and the texts that are left."""
    texts = list(lanes.texts)
    bars = [b for b in lanes.bars if b.kind != "mark"]
    for mark in (b for b in lanes.bars if b.kind == "mark"):
        near = min(texts, key=lambda t: _distance(mark.box, t.box), default=None)
        if near is None or _distance(mark.box, near.box) > 1.5 * near.size:
            continue
        texts.remove(near)
        bars.append(Mark(mark.box, (near,), "bar"))
    return with_text_above(bars, texts)


def with_text_above(bars: Sequence[Mark], texts: Sequence[Line]) -> tuple[list[Mark], list[Line]]:
    """The bars, blank ones with the text that is set over or under their middle, and the texts that are left."""
    pairs = sorted(
        (max(bar.box[1] - text.box[3], text.box[1] - bar.box[3]), n, t)
        for n, bar in enumerate(bars)
        if not bar.lines
        for t, text in enumerate(texts)
        if bar.box[0] <= (text.box[0] + text.box[2]) / 2 <= bar.box[2]
        and max(bar.box[1] - text.box[3], text.box[1] - bar.box[3]) <= _ABOVE * text.size
    )
    named: dict[int, int] = {}
    for _, n, t in pairs:
        if n not in named and t not in named.values():
            named[n] = t
    whole = [Mark(b.box, (texts[named[n]],), b.kind) if n in named else b for n, b in enumerate(bars)]
    return whole, [text for t, text in enumerate(texts) if t not in named.values()]


def _distance(one: Box, other: Box) -> float:
    across = max(other[0] - one[2], one[0] - other[2], 0.0)
    along = max(other[1] - one[3], one[1] - other[3], 0.0)
    return across + along


def _lane_edges(lanes: Lanes, labels: Sequence[Sequence[Mark]], bars: Sequence[Mark]) -> tuple[float, ...]:
    """The y between lanes: from the names nearest to the times, and the names across all."""
    inner = sorted([*(labels[-1] if labels else ()), *lanes.bands], key=lambda m: m.box[1])
    end = lanes.box[3] + 1
    if not inner:
        return (lanes.body, end)
    edges = [lanes.body]
    for upper, lower in pairwise(inner):
        edge = (upper.box[3] + lower.box[1]) / 2
        if "text" in (upper.kind, lower.kind):
            edge = _white_between(upper.box, lower.box, bars, edge)
        edges.append(max(edge, edges[-1]))
    return (*edges, end)


def _white_between(upper: Box, lower: Box, bars: Sequence[Mark], middle: float) -> float:
    """The white between two rows of bars that is nearest to `middle`, between the middles of two names."""
    low, high = (upper[1] + upper[3]) / 2, (lower[1] + lower[3]) / 2
    whites: list[float] = []
    bottom = None
    for bar in sorted(bars, key=lambda b: b.box[1]):
        if bottom is not None and bar.box[1] >= bottom - 1:
            whites.append((bottom + bar.box[1]) / 2)
        bottom = max(bottom or bar.box[3], bar.box[3])
    return min((w for w in whites if low < w < high), key=lambda w: abs(w - middle), default=middle)


def _names(lanes: Lanes, labels: Sequence[Sequence[Mark]], ys: Sequence[float]) -> list[_Name]:
    """Every name with its lanes, numbered from 0."""

    def lane_at(y: float) -> int:
        return next((n for n in range(len(ys) - 2) if y < ys[n + 1]), len(ys) - 2)

    middles = [(a + b) / 2 for a, b in pairwise(ys)]
    found = []
    for number, column in enumerate(labels):
        for label in column:
            own = lane_at((label.box[1] + label.box[3]) / 2)
            spanned = [n for n, y in enumerate(middles) if label.box[1] <= y <= label.box[3]] or [own]
            if number == len(labels) - 1:
                spanned = [own]
            found.append(_Name(number, label.lines, min(spanned), max(spanned)))
    for band in lanes.bands:
        own = lane_at((band.box[1] + band.box[3]) / 2)
        found.append(_Name(None, band.lines, own, own))
    return found


def _grid(
    lanes: Lanes, labels: Sequence[Sequence[Mark]], ys: Sequence[float], names: Sequence[_Name]
) -> tuple[Grid, dict[int, list[Line]], int, int]:
    """The grid with the lines of its cells, its first row of lanes and its first column of times."""
    left = [lanes.box[0], *((max(m.box[2] for m in a) + min(m.box[0] for m in b)) / 2 for a, b in pairwise(labels))]
    left = left if labels or lanes.corner or lanes.bands else [lanes.columns[0] - 1]
    times = _time_edges(lanes)
    xs = (*left, *times)
    tops = [lanes.box[1], *([min(p.box[1] for p in lanes.parts)] if lanes.parts else [])]
    edges = (*tops, *ys)
    first_row, first_col = len(tops), len(left)
    cells: list[GridCell] = []
    lines: dict[int, list[Line]] = {}

    def put(row: int, col: int, rows: int, cols: int, text: Iterable[Line] = ()) -> None:
        box = (xs[col], edges[row], xs[col + cols], edges[row + rows])
        cells.append(GridCell(row, col, rows, cols, box))
        if found := list(text):
            lines[len(cells) - 1] = found

    per = (len(times) - 1) // len(lanes.heads)
    if len(lanes.titles) == first_col == len(labels):  # what the columns of names are called
        for n, title in enumerate(lanes.titles):
            put(0, n, first_row, 1, title.lines)
    else:
        put(0, 0, first_row, first_col, lanes.corner)
    for n, head in enumerate(lanes.heads):
        put(0, first_col + n * per, 1, per, head.lines)
    for n, part in enumerate(lanes.parts):
        put(1, first_col + n, 1, 1, part.lines)
    taken: set[tuple[int, int]] = set()
    for name in names:
        span = range(first_col) if name.column is None else range(name.column, name.column + 1)
        fields = {(lane, col) for lane in range(name.first, name.last + 1) for col in span}
        if not fields & taken:
            taken |= fields
            put(first_row + name.first, span.start, name.last - name.first + 1, len(span), name.lines)
    for lane in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if (lane, col) not in taken:
                put(first_row + lane, col, 1, 1)
    return Grid(xs, edges, tuple(cells)), lines, first_row, first_col


def _time_edges(lanes: Lanes) -> tuple[float, ...]:
    if not lanes.parts:
        return lanes.columns
    inner = ((a.box[2] + b.box[0]) / 2 for a, b in pairwise(lanes.parts))
    return (lanes.columns[0], *inner, lanes.columns[-1])


def _cell_at(grid: Grid, text: Box, first_row: int, first_col: int) -> int:
    """The cell of a lane that a text begins in."""
    x, y = text[0] + 0.1 * (text[2] - text[0]), (text[1] + text[3]) / 2

    def distance(number: int) -> float:
        box = grid.cells[number].box
        return max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)

    body = [n for n, cell in enumerate(grid.cells) if cell.row >= first_row and cell.col >= first_col]
    return min(body, key=distance)
