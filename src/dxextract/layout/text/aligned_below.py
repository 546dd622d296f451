"""Rows of a form that stand below its years: `年度  R6  R7  R8`, and in lines of other labels what each year has.

A year without a text leaves a gap, so that the texts of such a line are fewer than the years. Decides below which year
each text stands: the one whose middle is nearest. Which lines are a form's rows is decided by `aligned_forms`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.text.aligned_model import Chunk, Row
from dxextract.layout.text.inline import Piece
from dxextract.rules import RuleSet

_FEWEST = 2


def are_years(chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line beside a label is years, among which a unit, a value's label or remarks may stand."""
    labels = [rules["table_headers"].label(chunk.text) for chunk in chunks]
    return labels.count("year") >= _FEWEST and None not in labels


def row_below(years: Sequence[Chunk], lines: Sequence[Sequence[Chunk]]) -> Row | None:
    """The texts of `lines` each in the column of its year; None where they stand otherwise."""
    if not lines or not _FEWEST <= len(lines[0]) < len(years):
        return None
    cells: list[list[Piece]] = [[] for _ in years]
    for chunks in lines:
        columns = columns_below(years, chunks)
        if len(set(columns)) < len(columns):
            return None
        for column, chunk in zip(columns, chunks, strict=True):
            cells[column].append(chunk.piece)
    return tuple(tuple(cell) for cell in cells)


def columns_below(heads: Sequence[Chunk], chunks: Sequence[Chunk]) -> list[int]:
    """Below which of the heads each text stands: the one whose middle is nearest to its own."""
    middles = [_middle(head) for head in heads]
    return [min(range(len(middles)), key=lambda n: abs(middles[n] - _middle(chunk))) for chunk in chunks]


def _middle(chunk: Chunk) -> float:
    return (chunk.left + chunk.right) / 2
