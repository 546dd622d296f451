"""Lines of a space-aligned text that may be a table, with the column of each text. Decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text.aligned_columns import ChunkLine, Spans
from dxextract.layout.text.aligned_model import AlignedLine
from dxextract.layout.text.lines import Line


@dataclass(frozen=True, slots=True)
class AlignedRegion:
    """Lines of a table, each text with its column; `cost` is how badly the texts stand in their columns."""

    lines: tuple[ChunkLine, ...]
    columns: tuple[tuple[int, ...], ...]
    spans: Spans
    cost: float
    merged: frozenset[int] = frozenset()
    """The numbers of the lines whose texts run across columns."""
    labelled: int = 0
    """How many of the first lines were given columns by the order of their labels, wherever these stand."""
    centred: bool = False
    """Whether texts stand in the middle of several columns."""

    @property
    def spare(self) -> int:
        """Columns more than any line has texts, the blank corner left of the first line's labels counted as one."""
        corner = 0 not in self.columns[0] and len(set(self.columns[0])) == len(self.columns[0])
        most = max(len(line.chunks) for line in self.lines)
        return max(0, len(self.spans) - max(most, len(self.lines[0].chunks) + corner))

    @property
    def flush(self) -> float:
        """Share of the texts behind the first column that begin or end where another one of their column does."""
        if self.centred:
            return 0.0
        edges = [
            (column, edge)
            for line, columns in zip(self.lines, self.columns, strict=True)
            for column, chunk in zip(columns, line.chunks, strict=True)
            for edge in (chunk.left, -chunk.right)
            if column
        ]
        often = Counter(edges)
        texts = list(zip(edges[::2], edges[1::2], strict=True))
        return sum(often[left] > 1 or often[right] > 1 for left, right in texts) / max(len(texts), 1)

    @property
    def inks(self) -> list[tuple[int, int]]:
        """From where to where each column has text in lines with several texts that stand in their columns."""
        found: list[tuple[int, int]] = []
        for column, span in enumerate(self.spans):
            chunks = [
                chunk
                for line, columns in list(zip(self.lines, self.columns, strict=True))[self.labelled :]
                for c, chunk in zip(columns, line.chunks, strict=True)
                if c == column and len(line.chunks) > 1
            ]
            left, right = (
                min((c.left for c in chunks), default=span[0]),
                max((c.right for c in chunks), default=span[1]),
            )
            found.append((left, right))
        return found

    @property
    def end(self) -> int:
        return self.lines[-1].index + 1

    def aligned(self, lines: Sequence[Line]) -> tuple[AlignedLine, ...]:
        """The region's lines with the column of each chunk."""
        found: list[AlignedLine] = []
        previous = self.lines[0].index
        for line, columns in zip(self.lines, self.columns, strict=True):
            cells = tuple(zip(columns, line.chunks, strict=True))
            found.append(AlignedLine(cells, any(lines[i].blank for i in range(previous, line.index))))
            previous = line.index
        return tuple(found)
