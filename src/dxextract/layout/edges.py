"""Where the columns of a document begin and end.

Decides the left and right edge that a line's text could have reached: from the lines of its own column on its page,
from the same column on other pages, and from the frame around it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from dxextract.layout.model import LineBlock

_BIN = 3.0
_HITS = 3

_Column = tuple[int, int]


class Edges:
    """Left and right edges of text columns, found once for a document."""

    def __init__(self, blocks: Iterable[LineBlock]) -> None:
        self._page_left: dict[tuple[int, _Column], float] = {}
        self._page_right: dict[tuple[int, _Column], float] = {}
        lefts: dict[_Column, Counter[int]] = defaultdict(Counter)
        rights: dict[_Column, Counter[int]] = defaultdict(Counter)
        for block in blocks:
            if block.role != "body" or block.line.vertical:
                continue
            column = _column(block)
            key = (block.page, column)
            box = block.line.box
            self._page_left[key] = min(self._page_left.get(key, box[0]), box[0])
            self._page_right[key] = max(self._page_right.get(key, box[2]), box[2])
            lefts[column][round(box[0] / _BIN)] += 1
            rights[column][round(box[2] / _BIN)] += 1
        self._left = {c: min(bins) * _BIN for c, counts in lefts.items() if (bins := _frequent(counts))}
        self._right = {c: max(bins) * _BIN for c, counts in rights.items() if (bins := _frequent(counts))}

    def left(self, block: LineBlock) -> float:
        """The x at which the block's column begins."""
        column = _column(block)
        own = self._page_left.get((block.page, column), block.line.box[0])
        return own if block.framed else min(own, self._left.get(column, own))

    def right(self, block: LineBlock) -> float:
        """The x that a full line of the block's column reaches."""
        column = _column(block)
        own = self._page_right.get((block.page, column), block.line.box[2])
        if block.framed:
            padding = max(self.left(block) - block.column[0], 0.0)
            return max(own, block.column[2] - padding - 1.2 * block.line.size)
        usual = self._right.get(column)
        if usual is None:
            return own
        return usual if own > usual + 2 * block.line.size else max(own, usual)


def _column(block: LineBlock) -> _Column:
    return (round(block.column[0] / 4), round(block.column[2] / 4))


def _frequent(counts: Counter[int]) -> list[int]:
    """Bins hit often enough to be an edge; neighbours count together."""
    return [b for b, n in counts.items() if n + counts[b - 1] + counts[b + 1] >= _HITS]
