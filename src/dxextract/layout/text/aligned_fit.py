"""The columns of a run of lines that a text aligns with spaces, and which of them each text stands in.

Puts together what `aligned_columns` (gutters), `aligned_labels` (cells that one space parts) and `aligned_merged` say.
Labels so tight that one space parts them may run over the gutters of what stands below: then those
of the rows count. Decides nothing about which lines are a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from dxextract.layout.text.aligned_beside_years import with_label_column, with_parted_names
from dxextract.layout.text.aligned_columns import (
    ChunkLine,
    Measure,
    Spans,
    column_spans,
    columns_of,
    joined_parts,
    split_at_gutters,
)
from dxextract.layout.text.aligned_header import MOST_HEADER_LINES, is_body
from dxextract.layout.text.aligned_labels import label_columns, labelled_lines, parted_at_labels
from dxextract.layout.text.aligned_merged import merged_lines
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.aligned_roadmap import centred_region
from dxextract.layout.text.aligned_years import region_by_years
from dxextract.rules import RuleSet

_FEWEST_LABELS = 3
_FEWEST_ROWS = 2
"""Lines with several texts whose gutters may count without those of the header."""


def fit_columns(zone: Sequence[ChunkLine], measure: Measure, rules: RuleSet) -> AlignedRegion | None:
    """The lines with their columns; None when no gutter runs through them.

    Labels that are set in the middle may stand beside their columns: where there are not as many columns as labels,
    the columns are those of the lines below the labels, if these are as many. Rows that drift go by the order of years.
    """
    zone = with_parted_names(zone, measure, rules)
    if (road_map := centred_region(zone, measure, rules)) is not None:
        return road_map
    region = _columns_of_lines(zone, 0, measure, rules)
    if region is not None and (drifted := region_by_years(zone, region, measure, rules)) is not None:
        return drifted
    if region is None or region.labelled or region.merged or _stand_over_columns(region):
        return region
    head = labelled_lines(zone, _lines_without_values(zone, rules), rules)
    below = _columns_of_lines(zone, head, measure, rules) if 0 < head < len(zone) else None
    return below if below is not None and below.labelled else region


def _stand_over_columns(region: AlignedRegion) -> bool:
    """Whether the labels of the first line stand flush over a column each, over all but the first.

    The last of them may have nothing below it: all is done before that year.
    """
    head, columns = region.lines[0], region.columns[0]
    if columns != tuple(range(1, len(region.spans))):
        return False
    if len(columns) < _FEWEST_LABELS:
        return all(_are_below(chunk, col, region) for col, chunk in zip(columns, head.chunks, strict=True))
    lefts = {(col, c.left) for line, cols in _body(region) for col, c in zip(cols, line.chunks, strict=True)}
    flush = sum((col, chunk.left) in lefts for col, chunk in zip(columns, head.chunks, strict=True))
    return flush + 1 >= len(columns)


def _are_below(label: Chunk, column: int, region: AlignedRegion) -> bool:
    """Whether texts below a label, and none beside it, make up its column."""
    below = [c for line, cols in _body(region) for col, c in zip(cols, line.chunks, strict=True) if col == column]
    return len(below) >= _FEWEST_ROWS and all(c.left < label.right and label.left < c.right for c in below)


def _body(region: AlignedRegion) -> Iterator[tuple[ChunkLine, tuple[int, ...]]]:
    return zip(region.lines[1:], region.columns[1:], strict=True)


def _columns_of_lines(zone: Sequence[ChunkLine], start: int, measure: Measure, rules: RuleSet) -> AlignedRegion | None:
    """The lines with the columns that those from ``zone[start]`` on show; None when no gutter runs through them."""
    head = _lines_without_values(zone, rules)
    merged = merged_lines(zone, rules)
    spans = _spans(zone[start:], head - start, merged, measure, rules)
    if not spans:
        return None
    split = [split_at_gutters(line, spans, measure, rules) for line in zone]
    spans = joined_parts(split[start:], spans, head - start)
    parted = parted_at_labels(split, head, spans, rules, measure)
    if parted != split:
        zone = [one if one.index in merged else line for one, line in zip(zone, parted, strict=True)]
        spans = _spans(zone[start:], head - start, merged, measure, rules)
        split = [split_at_gutters(line, spans, measure, rules) for line in zone]
        spans = joined_parts(split[start:], spans, head - start)
    if len(spans) < 2:
        return None
    split = [split_at_gutters(line, spans, measure, rules) for line in zone]
    split = [one if one.index in merged else line for one, line in zip(zone, split, strict=True)]
    placed = [([0, 1], 0.0) if line.index in merged else columns_of(line.chunks, spans) for line in split]
    above = [] if merged else label_columns(split, head, spans, rules)
    columns = [*above, *(tuple(columns) for columns, _ in placed[len(above) :])]
    return AlignedRegion(tuple(split), tuple(columns), spans, sum(cost for _, cost in placed), merged, len(above))


def _lines_without_values(zone: Sequence[ChunkLine], rules: RuleSet) -> int:
    """How many of the first lines may be a header by their texts alone."""
    for number, line in enumerate(zone[:MOST_HEADER_LINES]):
        if any(is_body(chunk.text, rules) for chunk in line.chunks):
            return number
    return 1


def _spans(zone: Sequence[ChunkLine], head: int, merged: AbstractSet[int], measure: Measure, rules: RuleSet) -> Spans:
    """The columns between gutters of all lines, or of the rows alone where the labels can be parted at theirs."""
    spans = column_spans([line for line in zone if line.index not in merged], measure)
    spans = with_label_column(spans, zone, rules)
    rows = [line for line in zone[head:] if line.index not in merged]
    if not spans or sum(len(line.chunks) > 1 for line in rows) < _FEWEST_ROWS:
        return spans
    most = max(len(line.chunks) for line in rows)
    if most <= len(spans):
        return spans
    below = column_spans(rows, measure)
    if not len(spans) < len(below) <= most:
        return spans
    tight = [split_at_gutters(line, below, measure, rules) for line in zone[:head]]
    parted = any(len(line.chunks) > len(whole.chunks) for line, whole in zip(tight, zone[:head], strict=True))
    fitting = all(len(set(columns_of(line.chunks, below)[0])) == len(line.chunks) for line in tight)
    return _widened(below, tight) if parted and fitting else spans


def _widened(spans: Spans, lines: Sequence[ChunkLine]) -> Spans:
    """The columns as wide as the labels in them, as far as these leave their neighbours alone."""
    lefts, rights = [left for left, _ in spans], [right for _, right in spans]
    for line in lines:
        for chunk, column in zip(line.chunks, columns_of(line.chunks, spans)[0], strict=True):
            lefts[column] = min(lefts[column], max(chunk.left, spans[column - 1][1] if column else chunk.left))
            behind = spans[column + 1][0] if column + 1 < len(spans) else chunk.right
            rights[column] = max(rights[column], min(chunk.right, behind))
    lefts = [max([left, *rights[:n]]) for n, left in enumerate(lefts)]
    return tuple(zip(lefts, rights, strict=True))
