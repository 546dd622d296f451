"""What the readers of space-aligned tables hand to each other: texts of lines with the columns that they cover."""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.layout.text.inline import Piece
from dxextract.layout.text.lines import display_width


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text between two gaps of a line, with the columns it covers."""

    piece: Piece
    left: int
    right: int

    @property
    def text(self) -> str:
        return self.piece.visible.strip()

    @property
    def width(self) -> int:
        """Display columns: what a line of a cell is as wide as on paper, whatever count aligned it."""
        return display_width(self.text)


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """The chunks of one line with their columns, and whether a blank line stands before it."""

    cells: tuple[tuple[int, Chunk], ...]
    blank_before: bool

    def text_in(self, column: int) -> str:
        """What stands in `column` on this line."""
        return " ".join(chunk.text for c, chunk in self.cells if c == column)

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(column for column, _ in self.cells)


Row = tuple[tuple[Piece, ...], ...]
"""The pieces of each cell, top to bottom."""
