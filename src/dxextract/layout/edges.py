"""Where the columns of a document begin and end.

Decides the left and right edge that a line's text could have reached: from the long lines of its own column on its
page, from the same column on other pages where its page has too few, and from the frame around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from dxextract.layout.model import LineBlock
from dxextract.schema.passage import Box

_LONG = 0.8
"""Share of the longest reach from which a line counts as one that may have run to the edge."""
_ENOUGH = 3

_Column = tuple[int, int]


class Edges:
    """Left and right edges of text columns, found once for a document."""

    def __init__(self, blocks: Iterable[LineBlock]) -> None:
        of_page: dict[tuple[int, _Column], list[Box]] = defaultdict(list)
        of_document: dict[_Column, list[Box]] = defaultdict(list)
        for block in blocks:
            if block.role != "body" or block.line.vertical:
                continue
            of_page[block.page, _column(block)].append(block.line.box)
            if not block.framed:
                of_document[_column(block)].append(block.line.box)
        self._page_left = {key: min(b[0] for b in boxes) for key, boxes in of_page.items()}
        self._page_right = {key: _right_edge(boxes) for key, boxes in of_page.items()}
        self._page_most = {key: max(b[2] for b in boxes) for key, boxes in of_page.items()}
        self._left = {c: _low_share([b[0] for b in boxes]) for c, boxes in of_document.items() if len(boxes) >= _ENOUGH}
        self._right = {c: edge for c, boxes in of_document.items() if (edge := _right_edge(boxes)) is not None}

    def left(self, block: LineBlock) -> float:
        """The x at which the block's column begins."""
        column = _column(block)
        own = self._page_left.get((block.page, column), block.line.box[0])
        return own if block.framed else min(own, self._left.get(column, own))

    def right(self, block: LineBlock) -> float:
        """The x that a full line of the block's column reaches."""
        key = (block.page, _column(block))
        own, most = self._page_right.get(key), self._page_most.get(key, block.line.box[2])
        if block.framed:
            padding = max(self.left(block) - block.column[0], 0.0)
            wall = block.column[2] - padding - 1.2 * block.line.size
            return own if own is not None and own > wall - 2 * block.line.size else max(most, wall)
        usual = self._right.get(key[1])
        if own is not None:
            return own if usual is None or own > 0.9 * usual else usual
        return most if usual is None else usual

    def is_known(self, block: LineBlock) -> bool:
        """Whether enough lines tell where the block's column ends."""
        column = _column(block)
        return self._page_right.get((block.page, column)) is not None or self._right.get(column) is not None


def _column(block: LineBlock) -> _Column:
    return (round(block.column[0] / 4), round(block.column[2] / 4))


def _right_edge(boxes: Sequence[Box]) -> float | None:
    """Where long lines end, as a rule; None when there are too few to tell."""
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    long = [b[2] for b in boxes if b[2] >= left + _LONG * (right - left)]
    return median(long) if len(long) >= _ENOUGH else None


def _low_share(values: Sequence[float]) -> float:
    """The lowest value but for the outermost few in a hundred."""
    return sorted(values)[len(values) // 50]
