"""What the commas or tabs of a line of separated values (CSV, TSV) part, as spreadsheets write it (RFC 4180).

Decides which commas stand outside quotation marks, and what of each cell is text: the quotation marks round it are
not, and a doubled one inside is one. A quotation begins only where a cell does (an inch mark begins none), and may be
open at the line's end. Which lines are rows is decided by `dxextract.layout.text.commas`, what is a table below a row
of headings, with cells that go on over lines, by `dxextract.layout.text.csv`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from dxextract.layout.text.inline import Piece

_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class CommaLine:
    """The cells of a line; `is_open` where the last one's quotation is not closed on it."""

    cells: tuple[Piece, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Scan:
    """Where the commas outside quotations stand, and the quotation marks that are no text."""

    cuts: tuple[int, ...]
    marks: tuple[int, ...]
    is_open: bool


def part_at_commas(piece: Piece, *, goes_on: bool = False, separator: str = ",") -> CommaLine:
    """The cells of the line `piece`; where it `goes_on`, the first stands in a quotation that a line above opened.

    A cell's raw text begins with the comma, or the other `separator`, before it.
    """
    scan = _scan(piece.visible, separator, quoted=goes_on)
    bounds = zip((-1, *scan.cuts), (*scan.cuts, len(piece.visible)), strict=True)
    return CommaLine(tuple(_cell(piece, start, end, scan.marks) for start, end in bounds), scan.is_open)


def comma_cuts(text: str) -> tuple[int, ...]:
    """Where the commas outside quotations stand."""
    return _scan(text, ",", quoted=False).cuts


def _scan(text: str, separator: str, *, quoted: bool) -> _Scan:
    cuts: list[int] = []
    marks: list[int] = []
    start = 0
    for at, char in enumerate(text):
        if char == separator and not quoted:
            cuts.append(at)
            start = at + 1
        elif char == _QUOTE and quoted:
            quoted = False
            marks.append(at)
        elif char == _QUOTE and marks and marks[-1] == at - 1 >= start:
            quoted = True  # doubled: the first closed nothing, and the second is text
        elif char == _QUOTE and not text[start:at].strip():
            quoted = True
            marks.append(at)
    return _Scan(tuple(cuts), tuple(marks), quoted)


def _cell(piece: Piece, start: int, end: int, marks: Collection[int]) -> Piece:
    """The cell between the separators at `start` (-1: the line's beginning) and `end`, without its quotation marks."""
    own = [mark for mark in marks if start < mark < end]
    if own and not piece.visible[own[-1] + 1 : end].strip():
        end = own[-1]
    cell = piece.part(start + 1, end, raw_start=max(start, 0))
    kept = [i for i in range(len(cell.visible)) if i + start + 1 not in own]
    if len(kept) == len(cell.visible):
        return cell
    visible = "".join(cell.visible[i] for i in kept)
    return replace(cell, visible=visible, origins=(*(cell.origins[i] for i in kept), cell.origins[-1]))
