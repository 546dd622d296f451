"""Texts that stand in the middle of the years that their cells were merged over, in a road map aligned with spaces.

`pdftotext -layout` prints what a spreadsheet sets in the middle of merged cells between the years, not below them.
Decides from the places of a table's texts whether they are set so: each is near the middle of a run of years, no two
runs of a row overlap, some of them are short and stand between two years, and the texts do not rather begin at one
place of their columns. Then each text has the years of its run, and a blank cell is blank. Of all ways to give runs to
the texts of a row the one that fits best is taken, and of equal ones that which leaves fewest years blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dxextract.layout.text.aligned_model import AlignedLine, Chunk, Row
from dxextract.layout.text.aligned_rows import schedule_years
from dxextract.layout.text.inline import Piece
from dxextract.rules import RuleSet
from dxextract.schema.document import Table
from dxextract.signs import DOTS

FEWEST_YEARS = 3
_BLANK_YEAR = 0.02
"""What it costs to leave a year blank, in squares of years off the middle."""
FARTHEST = 0.45
_FARTHEST_MEAN = 0.25
"""Years that texts may stand off the middle of their runs: one of them, and all together."""
_BETWEEN = 0.22
"""Years that a text stands off the place between two years at most, to be set between them."""
_WIDEST = 1.3
"""Years that such a text may be wide: what is wider stands between years wherever it begins."""
_MOST_SHIFTED = 0.2
_FEWEST_TEXTS, _MANY_TEXTS = 4, 8
"""Texts of a table in which two between years tell that it is set so, and in which one does."""
_USUAL_MEAN = 0.08
"""Years that texts stand off those places on average, but for what all of them do."""
_ITEM = re.compile(f"[{DOTS}]")
"""What begins an item of a list, which no cell sets in its middle."""
_SURELY = 0.55
"""How much nearer texts stand to the middles of their runs than to where most of them begin."""
_MOST_TEXTS = 12

Spans = dict[tuple[int, int], int]
"""How many columns the cells of rows and columns cover."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of one cell, and from where to where it stands, counted in years from the left of the first one."""

    pieces: tuple[Piece, ...]
    left: float
    right: float
    middle: float


@dataclass(frozen=True, slots=True)
class Run:
    """The years `start` to `end` (half open)."""

    start: int
    end: int

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Scale:
    """The middles of the years' labels, by which places are counted in years."""

    middles: tuple[float, ...]

    def in_years(self, place: float) -> float:
        """Half a year is the middle of the first one."""
        number = next((n for n, middle in enumerate(self.middles[1:-1]) if place < middle), len(self.middles) - 2)
        low, high = self.middles[number], self.middles[number + 1]
        return number + 0.5 + (place - low) / (high - low)

    def placed(self, pieces: Sequence[Piece], left: int, right: int) -> Placed:
        """A text that stands from `left` to `right`."""
        edges = self.in_years(left), self.in_years(right)
        return Placed(tuple(pieces), *edges, self.in_years((left + right) / 2))


def scale_of(labels: Sequence[tuple[int, int]]) -> Scale | None:
    """The scale of labels that stand from where to where; None where they are too few, or in no order."""
    middles = tuple((left + right) / 2 for left, right in labels)
    ordered = all(left < right for left, right in pairwise(middles))
    return Scale(middles) if ordered and len(middles) >= FEWEST_YEARS else None


def with_centred_texts(
    rows: Sequence[Row], levels: int, lines: Sequence[AlignedLine], rules: RuleSet
) -> tuple[list[Row], Spans] | None:
    """The rows with each text in the first year of its run, and how many years it covers.

    None where the texts are not set so. `levels` of the rows are the header's.
    """
    columns = sorted(schedule_years(rows[:levels], rules))
    if len(columns) < FEWEST_YEARS or columns != list(range(columns[0], columns[-1] + 1)):
        return None
    chunks = {id(chunk.piece): chunk for line in lines for _, chunk in line.cells}
    heads = [[chunks[id(piece)] for piece in rows[levels - 1][column]] for column in columns]
    if not all(heads):
        return None
    scale = scale_of([(min(c.left for c in head), max(c.right for c in head)) for head in heads])
    if scale is None:
        return None
    texts = [list(_texts(row, columns, chunks, scale)) for row in rows[levels:]]
    runs = [runs_of(found, len(columns)) for found in texts]
    if not are_centred(texts, runs):
        return None
    spans: Spans = {}
    placed = list(rows)
    for number, (found, of_row) in enumerate(zip(texts, runs, strict=True), levels):
        cells: list[tuple[Piece, ...]] = list(rows[number])
        cells[columns[0] : columns[-1] + 1] = [()] * len(columns)
        for text, run in zip(found, of_row or (), strict=True):
            column = columns[0] + run.start
            cells[column] = text.pieces
            spans[number, column] = run.end - run.start
        placed[number] = tuple(cells)
    return placed, spans


def with_spans(table: Table, spans: Spans) -> Table:
    """The table with cells over as many columns; those that they cover are none of their own."""
    covered = {(row, other) for (row, col), count in spans.items() for other in range(col + 1, col + count)}
    cells = (cell for cell in table.cells if (cell.row, cell.col) not in covered)
    return replace(table, cells=tuple(replace(cell, col_span=spans.get((cell.row, cell.col), 1)) for cell in cells))


def _texts(row: Row, columns: Sequence[int], chunks: dict[int, Chunk], scale: Scale) -> Iterator[Placed]:
    """The texts of a row below the years, left to right: what stands one above the other is one."""
    pieces = [piece for column in columns for piece in row[column]]
    groups: list[tuple[list[Piece], int, int]] = []
    for piece in sorted(pieces, key=lambda one: chunks[id(one)].left):
        chunk = chunks[id(piece)]
        if groups and min(groups[-1][2], chunk.right) - chunk.left > (chunk.right - chunk.left) / 2:
            members, left, right = groups[-1]
            groups[-1] = ([*members, piece], left, max(right, chunk.right))
        else:
            groups.append(([piece], chunk.left, chunk.right))
    for members, left, right in groups:
        yield scale.placed(sorted(members, key=lambda one: one.number), left, right)


def runs_of(texts: Sequence[Placed], count: int) -> list[Run] | None:
    """The run of each text of a row of `count` years, at the least cost; None where there are too many texts."""
    if len(texts) > min(count, _MOST_TEXTS):
        return None
    best: dict[int, tuple[float, list[Run]]] = {0: (0.0, [])}  # by where the next run may begin
    for text in texts:
        ways: dict[int, tuple[float, list[Run]]] = {}
        for begun, (cost, runs) in best.items():
            for start in range(begun, count):
                for end in range(start + 1, count + 1):
                    run = Run(start, end)
                    total = cost + (text.middle - run.middle) ** 2 + _BLANK_YEAR * (start - begun)
                    if end not in ways or total < ways[end][0]:
                        ways[end] = (total, [*runs, run])
        best = ways
    ended = ((cost + _BLANK_YEAR * (count - end), runs) for end, (cost, runs) in best.items())
    return min(ended, key=lambda one: one[0])[1] if best else None


def are_centred(texts: Sequence[Sequence[Placed]], runs: Sequence[list[Run] | None]) -> bool:
    """Whether all texts stand in the middle of their runs, and some of them where only a merged cell has its middle."""
    if any(of_row is None for of_row in runs):
        return False
    pairs = [pair for found, of_row in zip(texts, runs, strict=True) for pair in zip(found, of_row or (), strict=True)]
    if not pairs:
        return False
    off = [text.middle - run.middle for text, run in pairs]
    shift = max(-_MOST_SHIFTED, min(_MOST_SHIFTED, median(off)))  # labels stand off what is below them
    if max(map(abs, off)) > FARTHEST or sum(map(abs, off)) > _FARTHEST_MEAN * len(off):
        return False
    between = sum(
        abs(text.middle - shift - round(text.middle)) <= _BETWEEN
        and (run.end - run.start) % 2 == 0
        and text.right - text.left <= _WIDEST
        for text, run in pairs
    )
    total = sum(abs(one - shift) for one in off)
    near = total <= _USUAL_MEAN * len(off) and total < _SURELY * _off_left([text for text, _ in pairs])
    sure = len(pairs) >= _FEWEST_TEXTS and (between > 1 or (between and len(pairs) >= _MANY_TEXTS))
    return bool(sure) and near and not any(_ITEM.match(text.pieces[0].visible.strip()) for text, _ in pairs)


def _off_left(texts: Sequence[Placed]) -> float:
    """How far texts stand off the one place of their columns at which most of them begin, in all."""
    begins = [text.left % 1 for text in texts]
    ways = []
    for usual in begins:
        off = [min(abs(begin - usual), 1 - abs(begin - usual)) for begin in begins]
        ways.append(sum(off))
    return min(ways)
