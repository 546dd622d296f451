"""Labels that stand left of a space-aligned table's years, which have no label themselves: R7 | R8 | R9 over the rows.

`pdftotext -layout` prints a label that is set in the middle of its row on a line of its own, so that no gutter is seen
beside it. Decides that what stands wholly left of the years is a column, and where in a line the name of a row ends
which one space alone parts from its first figure. Which lines are a table is decided by `aligned`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.text.aligned_columns import ChunkLine, Measure, Spans
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.cells import header_labels, looks_like_value
from dxextract.rules import RuleSet

_WHITE = 2
"""Places between a label and the first of the years."""


def with_parted_names(zone: Sequence[ChunkLine], measure: Measure, rules: RuleSet) -> list[ChunkLine]:
    """The lines below years, those of a name and as many figures as there are years parted before the first figure."""
    years = _years(zone, rules)
    if not years or not _labels(zone, years[0].left):
        return list(zone)
    return [_parted(line, years, measure) for line in zone]


def with_label_column(spans: Spans, zone: Sequence[ChunkLine], rules: RuleSet) -> Spans:
    """The columns, with one more for the labels left of the years where none of them has it."""
    years = _years(zone, rules)
    labels = _labels(zone, years[0].left) if years else []
    if not labels or not spans or spans[0][1] <= years[0].left:
        return spans
    names = [*labels, *(line.chunks[0] for line in zone if len(line.chunks) > len(years))]
    beside = [chunk.left for line in zone if len(line.chunks) > 1 for chunk in line.chunks if chunk not in names]
    edge = max(name.right for name in names)
    if min(beside) <= edge:
        return spans
    return ((min(name.left for name in names), edge), (min(beside), spans[0][1]), *spans[1:])


def _years(zone: Sequence[ChunkLine], rules: RuleSet) -> tuple[Chunk, ...]:
    """The chunks of the first line where they are years and nothing else."""
    head = zone[0].chunks if zone else ()
    labels = header_labels([chunk.text for chunk in head], rules)
    return head if len(head) > 1 and set(labels) == {"year"} else ()


def _labels(zone: Sequence[ChunkLine], edge: int) -> list[Chunk]:
    """What stands alone on its line, left of `edge`."""
    alone = (line.chunks[0] for line in zone if len(line.chunks) == 1)
    return [chunk for chunk in alone if chunk.right + _WHITE <= edge]


def _parted(line: ChunkLine, years: Sequence[Chunk], measure: Measure) -> ChunkLine:
    first = line.chunks[0]
    text = first.piece.visible
    space = text.rfind(" ")
    if len(line.chunks) != len(years) or first.left + _WHITE > years[0].left or space <= 0:
        return line
    if not looks_like_value(text[space + 1 :]) or looks_like_value(text[:space]):
        return line
    name = Chunk(first.piece.part(0, space), first.left, first.left + measure(text[:space]))
    figure = Chunk(first.piece.part(space + 1, len(text)), first.left + measure(text[: space + 1]), first.right)
    return replace(line, chunks=(name, figure, *line.chunks[1:]))
