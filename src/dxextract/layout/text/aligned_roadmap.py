"""Road maps aligned with spaces whose cells are merged over years, with their texts in the middle: their columns.

Through such a table run no gutters: what is merged over two years stands where one would be. Decides that lines below
a line of years are one, by where their texts stand (`aligned_centred`), and takes the years for columns from middle to
middle of their labels; only what stands left and right of them is parted by gutters. Lines that do not fit end it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.text.aligned_centred import FARTHEST, FEWEST_YEARS, Run, Scale, are_centred, runs_of, scale_of
from dxextract.layout.text.aligned_columns import ChunkLine, Measure, Spans, column_spans, columns_of
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.aligned_rows import OF_FIGURES
from dxextract.layout.text.cells import header_labels, looks_like_number
from dxextract.rules import RuleSet
from dxextract.signs import ARROWS

_HEADER_LINES = 4
_ARROW = re.compile(rf"[{ARROWS}―—–─━ー－-]+")
_SLACK = 2
"""Places that a text may stand over the edges of the years."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The texts of a line before, below and behind the years, and the runs of those below."""

    line: ChunkLine
    before: tuple[Chunk, ...]
    below: tuple[Chunk, ...]
    behind: tuple[Chunk, ...]
    runs: tuple[Run, ...]
    off: float
    """How far the texts stand off the middles of their runs, in all."""


def centred_region(zone: Sequence[ChunkLine], measure: Measure, rules: RuleSet) -> AlignedRegion | None:
    """The first lines of `zone` with their columns, where they are such a road map."""
    number, years = _years(zone, rules)
    scale = scale_of([(chunk.left, chunk.right) for chunk in years])
    if scale is None:
        return None
    edges = _edges(years, scale)
    parts: list[_Parts] = []
    for place, line in enumerate(zone):
        fitted = _fitted(line, (years[0].left, edges[1]) if place <= number else edges, scale)
        if fitted is None:
            break
        parts.append(fitted)
    body = parts[number + 1 :]
    if _is_other_table(zone[: number + 1], body, rules):
        return None
    texts = [[scale.placed((c.piece,), c.left, c.right) for c in part.below] for part in body]
    if len(parts) <= number or not are_centred(texts, [list(part.runs) for part in body]):
        return None
    return _region(parts, scale, edges, measure)


def _years(zone: Sequence[ChunkLine], rules: RuleSet) -> tuple[int, tuple[Chunk, ...]]:
    """The lowest of the first lines with most labels of years, and these; none where there are too few."""
    found: tuple[int, tuple[Chunk, ...]] = (0, ())
    for number, line in enumerate(zone[:_HEADER_LINES]):
        labels = header_labels([chunk.text for chunk in line.chunks], rules)
        years = tuple(chunk for chunk, label in zip(line.chunks, labels, strict=True) if label == "year")
        if len(years) >= max(FEWEST_YEARS, len(found[1])):
            found = (number, years)
    return found


def _is_other_table(head: Sequence[ChunkLine], body: Sequence[_Parts], rules: RuleSet) -> bool:
    """Whether what stands below the years are an indicator's values, or years have arrows in cells of their own."""
    if any(OF_FIGURES.intersection(header_labels([chunk.text for chunk in line.chunks], rules)) for line in head):
        return True
    texts = [chunk.text for part in body for chunk in part.below]
    if any(_ARROW.fullmatch(text) for text in texts):
        return True  # where an arrow says how long a text lasts no cells are merged
    return sum(map(looks_like_number, texts)) * 2 > len(texts)


def _edges(years: Sequence[Chunk], scale: Scale) -> tuple[float, float]:
    """From where to where the years stand."""
    first, second = scale.middles[:2]
    before, last = scale.middles[-2:]
    return min(first - (second - first) / 2, years[0].left), max(last + (last - before) / 2, years[-1].right)


def _fitted(line: ChunkLine, edges: tuple[float, float], scale: Scale) -> _Parts | None:
    """The parts of a line; None where a text runs over the edges of the years or stands in the middle of no run."""
    sides: tuple[list[Chunk], list[Chunk], list[Chunk]] = ([], [], [])
    for chunk in line.chunks:
        middle = (chunk.left + chunk.right) / 2
        side = 0 if middle < edges[0] else 2 if middle > edges[1] else 1
        over = chunk.left < edges[0] - _SLACK if side == 1 else chunk.right > scale.middles[0] if side == 0 else False
        if over:
            return None
        sides[side].append(chunk)
    texts = [scale.placed((c.piece,), c.left, c.right) for c in sides[1]]
    runs = runs_of(texts, len(scale.middles))
    off = [abs(text.middle - run.middle) for text, run in zip(texts, runs or (), strict=runs is not None)]
    if runs is None or max(off, default=0.0) > FARTHEST:
        return None
    before, below, behind = map(tuple, sides)
    return _Parts(line, before, below, behind, tuple(runs), sum(off))


def _region(
    parts: Sequence[_Parts], scale: Scale, edges: tuple[float, float], measure: Measure
) -> AlignedRegion | None:
    left = _side([(part.line.index, part.before) for part in parts], measure)
    right = _side([(part.line.index, part.behind) for part in parts], measure)
    if not left:
        return None
    bounds = [edges[0], *((a + b) / 2 for a, b in pairwise(scale.middles)), edges[1]]
    years = [(round(low), round(high)) for low, high in pairwise(bounds)]
    spans: Spans = (*left, *years, *right)
    columns: list[tuple[int, ...]] = []
    cost = 0.0
    for part in parts:
        own, off = columns_of(part.before, left) if part.before else ([], 0.0)
        behind, further = columns_of(part.behind, right) if part.behind else ([], 0.0)
        below = [len(left) + run.start for run in part.runs]
        columns.append((*own, *below, *(len(left) + len(years) + column for column in behind)))
        cost += off + further + part.off
    vetted = frozenset(part.line.index for part in parts if part.below)
    return AlignedRegion(tuple(part.line for part in parts), tuple(columns), spans, cost, vetted, centred=True)


def _side(lines: Sequence[tuple[int, tuple[Chunk, ...]]], measure: Measure) -> Spans:
    """The columns on one side of the years."""
    filled = [ChunkLine(index, chunks) for index, chunks in lines if chunks]
    if not filled:
        return ()
    spans = column_spans(filled, measure)
    edges = min(line.chunks[0].left for line in filled), max(line.chunks[-1].right for line in filled)
    return spans or (edges,)
