"""What stands in the columns of a list table below its header: texts, figures, numbers that count.

Decides what a column's cells look like, column by column. What the columns are called is read by `list_labels`, what
they hold by `list_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text.cells import looks_like_value
from dxextract.normalise import squeeze
from dxextract.schema.document import Cell, Table

_NONE = re.compile(r"[-‐－−―ー—–]+")
"""What says of a year that it has neither."""
_COUNT = re.compile(r"[(（]?(?:[\d０-９]{1,2}|[Ⅰ-Ⅻ]|[A-ZＡ-Ｚ]|[①-⑳]|[一二三四五六七八九十])[)）.．]?")


@dataclass(frozen=True, slots=True)
class ListBody:
    """A table whose first `header_rows` rows are its header."""

    table: Table
    header_rows: int

    def cells(self, col: int) -> list[Cell]:
        """The cells with text that begin in a column."""
        return [c for c in self.table.cells if c.col == col and c.row >= self.header_rows and c.text]

    def texts(self, col: int) -> list[str]:
        """What those cells say."""
        return [cell.text for cell in self.cells(col)]

    def names(self, col: int) -> set[str]:
        """The different texts of a column, spaces aside."""
        return {squeeze(text) for text in self.texts(col)}

    def heads(self, col: int) -> list[str]:
        """The texts of the header that begin in a column."""
        return [c.text for c in self.table.cells if c.col == col and c.row < self.header_rows]

    def counts(self, col: int) -> bool:
        """Whether a column has nothing but numbers, and the one right of it words, for the same rows each."""
        own, beside = ({(c.row, c.row_span): c.text for c in self.cells(at)} for at in (col, col + 1))
        if not own or set(own) != set(beside) or not all(_COUNT.fullmatch(text) for text in own.values()):
            return False
        return not any(_COUNT.fullmatch(text) or looks_like_value(text) for text in beside.values())

    def is_used(self, col: int) -> bool:
        """Whether something is written or painted in a column."""
        if any(bar.col_start <= col <= bar.col_end for bar in self.table.bars):
            return True
        return any(
            c.text or c.fill
            for c in self.table.cells
            if c.row >= self.header_rows and c.col <= col < c.col + c.col_span
        )

    def is_numeric(self, cols: Sequence[int]) -> bool:
        """Whether most of what stands in the columns are figures."""
        texts = [text for col in cols for text in self.texts(col)]
        return sum(map(_is_figure, texts)) * 2 > len(texts)

    def holds_both(self, title: int, cols: Sequence[int]) -> bool:
        """Whether measures have rows of words and rows of figures in the columns: what is done, and what is counted."""
        kinds: dict[int, set[bool]] = {}
        grid = self.table.grid()
        name: Cell | None = None
        for row in range(self.header_rows, self.table.n_rows):
            cell = grid.get((row, title))
            name = cell if cell is not None and cell.text else name
            texts = [c.text for col in cols if (c := grid.get((row, col))) is not None and c.text]
            texts = [text for text in texts if not _NONE.fullmatch(text)]
            if name is not None and texts:
                kinds.setdefault(id(name), set()).add(all(_is_figure(text) for text in texts))
        return sum(len(both) > 1 for both in kinds.values()) * 2 > len(kinds) > 0


def _is_figure(text: str) -> bool:
    return looks_like_value(text) and any(char.isdigit() for char in text)
