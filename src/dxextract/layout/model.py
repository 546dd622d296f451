"""Values that the layout's own steps hand to one another; nothing outside `layout` sees them.

Boxes are ``(x0, top, x1, bottom)`` in points from the page's top left. What a page has thousands of is a named tuple,
which is made in a third of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dxextract.schema.document import Bar, Cell, Link, Style
from dxextract.schema.passage import Box, Place, Segment
from dxextract.schema.raw import Char


class Fragment(NamedTuple):
    """Characters set in one go: one size, weight and colour, no wide gap. `chars` and `text` may hold spaces inside.

    `baseline` is the y of the baseline; for vertical text the x of the column's middle. `tight`: no space among its
    characters and no gap that is wide enough for one. `spaced`: a few characters with a drawn space behind them.
    `typed`: how many ideographic spaces are drawn behind it.
    """

    chars: tuple[Char, ...]
    text: str
    box: Box
    size: float
    bold: bool
    color: str
    baseline: float
    vertical: bool = False
    tight: bool = False
    spaced: bool = False
    typed: int = 0


class Part(NamedTuple):
    """A stretch of a line in one style."""

    text: str
    box: Box
    size: float
    bold: bool
    color: str


class Line(NamedTuple):
    """Fragments on one baseline (or one column of vertical text), read together. `text` is verbatim.

    Size, weight and colour are those of most of its characters.
    """

    text: str
    box: Box
    size: float
    bold: bool
    color: str
    parts: tuple[Part, ...]
    vertical: bool = False

    def segment(self, page: int) -> Segment:
        """The line as a part of a passage."""
        return Segment(self.text, Place(page, self.box))


class Ruling(NamedTuple):
    """A straight drawn edge at `at` (y of a horizontal, x of a vertical one) from `start` to `end`."""

    horizontal: bool
    at: float
    start: float
    end: float


class GridCell(NamedTuple):
    """A closed cell of a grid: position, spans and box."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table's skeleton: column and row edges (ascending) and its cells, row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn box that text may stand in: a frame, a card, a band, a badge. Colours are None when not painted.

    `pointed` marks outlines that end in a point (block arrows, pentagons), `straight` rectangles.
    """

    box: Box
    fill: str | None
    stroke: str | None
    straight: bool = True
    pointed: bool = False
    titled: bool = False
    """Around the cells of a heading that was set as a table of one row."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of one page."""

    grid: Grid
    cells: Sequence[Cell]
    bars: tuple[Bar, ...]
    header_rows: int
    page: int
    bounded: bool = True
    parts: tuple[Place, ...] = ()
    """Where the parts of a sheet stand that was printed on several pages side by side (`sheet_pages`), left to right.

    The edges of the grid are then those of the whole sheet, on the page of its left part."""

    @property
    def box(self) -> Box:
        return self.places[0].box or self.grid.box

    @property
    def places(self) -> tuple[Place, ...]:
        return self.parts or (Place(page=self.page, box=self.grid.box),)


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A chart, diagram or picture with the lines that belong to it."""

    box: Box
    lines: tuple[Line, ...]
    page: int


@dataclass(frozen=True, slots=True)
class LineBlock:
    """A line in its place on the page: `column` is the box of the column or frame it runs in."""

    line: Line
    style: Style
    column: Box
    group: int
    """Lines of one group stand in one column of one box, one after the other."""
    framed: bool
    """The group stands in a drawn frame that is not a mere band."""
    page: int
    role: Literal["body", "running", "page_number", "footnote", "caption"] = "body"

    @property
    def box(self) -> Box:
        return self.line.box


PageBlock = LineBlock | TableBlock | FigureBlock


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page's blocks in reading order."""

    number: int
    width: float
    height: float
    blocks: tuple[PageBlock, ...]
    links: tuple[Link, ...] = ()
