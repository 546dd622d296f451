"""What a layout sets, block by block, and the records that stand in it.

A story is medium-independent: `layouts_text` and `layouts_typst` set the same story in different ways. Only what a
story prints is in its gold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Row = tuple["Cell", ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a grid; a spanning cell stands once, in its first place. `vertical`: set one character on a line."""

    text: str = ""
    cols: int = 1
    rows: int = 1
    head: bool = False
    vertical: bool = False
    fill: str | None = None
    inner: Grid | None = None
    """A table set inside the cell."""
    lines: tuple[str, ...] = ()
    """Paragraphs of the cell, instead of `text`."""


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells, the first `header_rows` of which are its header; `widths` in parts of the whole."""

    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    header_rows: int = 1
    caption: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading of the plan; `depth` 1 is outermost. `mark` stands beside it (重点)."""

    depth: int
    number: str | None
    title: str
    role: Literal["chapter", "section", "policy", "measure", "facet", "appendix"]
    mark: str | None = None

    @property
    def text(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Para:
    """A paragraph of prose."""

    text: str


@dataclass(frozen=True)
class Bullet:
    """A line of a list with its printed mark; `depth` 0 is outermost."""

    mark: str
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Bar:
    """A drawn arrow from column `first` to `last` (0-based years) with its text."""

    text: str
    first: int
    last: int


@dataclass(frozen=True)
class Chart:
    """A drawn schedule: years above, one row of arrows for each task."""

    header: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Bar, ...]], ...]


@dataclass(frozen=True)
class LineChart(Chart):
    """A drawn schedule whose bars are lines with arrowheads, the text above them."""


@dataclass(frozen=True)
class Card:
    """A KPI as a block of aligned boxes: name, baseline, target with their labels."""

    name: str
    left: tuple[str, str]
    right: tuple[str, str]


@dataclass(frozen=True)
class Definition:
    """An entry of a definition list."""

    term: str
    text: str


@dataclass(frozen=True)
class Typeset:
    """A part of a page in Typst's own words."""

    source: str


@dataclass(frozen=True)
class NewPage:
    """A page ends here."""


Block = Heading | Para | Bullet | Grid | Chart | Card | Definition | Typeset | NewPage


@dataclass(frozen=True)
class Gold:
    """The records that a story prints, in the shape that `scores` compares."""

    measures: tuple[dict[str, object], ...] = ()
    kpis: tuple[dict[str, object], ...] = ()
    schedule: tuple[dict[str, object], ...] = ()
    glossary: tuple[dict[str, object], ...] = ()
    roles: tuple[dict[str, object], ...] = ()
    sections: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True)
class Story:
    """A plan ready to be set: the lines of its cover, its blocks, and its gold."""

    cover: tuple[str, ...]
    blocks: tuple[Block, ...]
    gold: Gold = field(default_factory=Gold)
