"""Rows below a line of years whose texts drift: each text's year by the order and the places of the years.

`pdftotext -layout` closes up white space line by line, so that some rows of a printed schedule stand left of the others
and no gutter runs between its years; gutters then make more columns than there are labels. Decides that such lines have
the columns of the labels: each text below the years goes to one of its own, in order, so that all together stand
nearest to their labels, or to where the texts of full lines begin. Other tables of the same form with the same years
say where texts begin too. Lines with more texts than labels, or with texts far from any, are left to the gutters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from dxextract.layout.text.aligned_columns import ChunkLine, Measure
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.cells import header_labels
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet

_FEWEST_YEARS = 3
_FARTHEST = 0.75
"""How far a text may stand from its label, in the widths of the widest of the years."""
_JITTER = 1
"""Places that a text may stand off where others of its year begin."""

Lefts = Mapping[str, int]
"""Where the texts below labels begin."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The labels of the first line: of the names, where it has one, and of the columns behind them."""

    labels: tuple[Chunk, ...]
    named: bool
    """Whether the first label is that of the names."""

    @property
    def behind(self) -> tuple[Chunk, ...]:
        return self.labels[self.named :]

    @property
    def columns(self) -> tuple[int, ...]:
        return tuple(range(1 - self.named, len(self.behind) + 1))


def region_by_years(
    zone: Sequence[ChunkLine], found: AlignedRegion, measure: Measure, rules: RuleSet
) -> AlignedRegion | None:
    """The lines with one column for each label of the first, where gutters (`found`) make more, or fewer."""
    head = _head(zone, rules, measure)
    shared = len(set(found.columns[0])) < len(found.columns[0])
    if head is None or not (shared or len(found.spans) > len(head.behind) + 1):
        return None
    full = _lefts_of_full_lines(zone, head)
    ways = [[label.left for label in head.behind], *([full] if full else [])]
    return _region(zone, head, ways, _FARTHEST)


def region_below(zone: Sequence[ChunkLine], lefts: Lefts, measure: Measure, rules: RuleSet) -> AlignedRegion | None:
    """The lines with one column for each label of the first, where all texts begin at the `lefts` of their labels."""
    head = _head(zone, rules, measure)
    known = [lefts.get(squeeze(label.text)) for label in head.behind] if head is not None else []
    if head is None or None in known:
        return None
    return _region(zone, head, [[left for left in known if left is not None]], None)


def lefts_of_years(zone: Sequence[ChunkLine], measure: Measure, rules: RuleSet) -> Lefts:
    """Where the texts below each label begin, by lines that have one text for each; empty without such."""
    head = _head(zone, rules, measure)
    full = _lefts_of_full_lines(zone, head) if head is not None else ()
    return {squeeze(label.text): left for label, left in zip(head.behind, full, strict=True)} if head and full else {}


def _head(zone: Sequence[ChunkLine], rules: RuleSet, measure: Measure) -> _Head | None:
    """The labels of the first line where all are known and three at least are years; else None."""
    labels = tuple(_labels(zone[0].chunks, rules, measure))
    kinds = header_labels([label.text for label in labels], rules)
    if len(zone) < 2 or None in kinds or kinds.count("year") < _FEWEST_YEARS:
        return None
    return _Head(labels, kinds[0] != "year")


def _lefts_of_full_lines(zone: Sequence[ChunkLine], head: _Head) -> tuple[int, ...]:
    """Where the texts of the lines that have one for each column begin, behind the name; () without such lines."""
    full = [line.chunks[1:] for line in zone[1:] if len(line.chunks) == len(head.behind) + 1]
    return tuple(median_low(chunk.left for chunk in column) for column in zip(*full, strict=True))


def _region(
    zone: Sequence[ChunkLine], head: _Head, ways: Sequence[Sequence[int]], farthest: float | None
) -> AlignedRegion | None:
    """The lines with a column for each label, by the first or the second of `ways` in which these may stand."""
    names = min(line.chunks[0].left for line in zone[1:])
    edge = max((c.right for line in zone[1:] for c in line.chunks if c.left == names), default=names)
    if edge > head.behind[0].right:
        return None
    columns = [head.columns]
    cost = 0.0
    for line in zone[1:]:
        named = [chunk for chunk in line.chunks if chunk.left < edge]
        found = [way for lefts in ways if (way := _nearest(line.chunks[len(named) :], lefts, farthest)) is not None]
        if not found or len(named) > 1:
            return None
        off, years = min(found)
        columns.append((*([0] * len(named)), *(1 + year for year in years)))
        cost += off
    bounds = [(names, edge), *((label.left, label.right) for label in head.behind)]
    first = ChunkLine(zone[0].index, head.labels)
    return AlignedRegion((first, *zone[1:]), tuple(columns), tuple(bounds), cost, labelled=1)


def _labels(chunks: Sequence[Chunk], rules: RuleSet, measure: Measure) -> Iterator[Chunk]:
    """The labels of a line; two years that one space parts are two."""
    for chunk in chunks:
        text = chunk.piece.visible
        parts = text.split(" ")
        if len(parts) < 2 or set(header_labels(parts, rules)) != {"year"}:
            yield chunk
            continue
        start = 0
        for part in parts:
            left = chunk.left + measure(text[:start])
            yield Chunk(chunk.piece.part(start, start + len(part)), left, left + measure(part))
            start += len(part) + 1


def _nearest(chunks: Sequence[Chunk], lefts: Sequence[int], farthest: float | None) -> tuple[float, list[int]] | None:
    """How far texts stand from `lefts` in all, and the place of each, in order; None where one stands too far away.

    As many texts as places are in order wherever they stand.
    """
    widest = max(right - left for left, right in pairwise(lefts))
    most = _JITTER if farthest is None else farthest * widest
    if len(chunks) == len(lefts) and farthest is not None:
        return 0.0, list(range(len(lefts)))
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for chunk in chunks:
        ways: list[tuple[float, list[int]]] = []
        for cost, way in best:
            for place in range(way[-1] + 1 if way else 0, len(lefts)):
                off = abs(chunk.left - lefts[place])
                if off <= most:
                    ways.append((cost + off / widest, [*way, place]))
        if not ways:
            return None
        best = [min(one for one in ways if one[1][-1] == last) for last in sorted({way[-1] for _, way in ways})]
    return min(best)
