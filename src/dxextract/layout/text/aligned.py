"""Tables that a text aligns with spaces, as `pdftotext -layout` prints them: which lines they are made of.

Decides which runs of lines are such a table: lines with gaps of two or more columns that stand above each other, and
lines between them that fit into one column, with a header or at least three lines. Columns are counted as people see
them (full-width characters take two) and as `pdftotext` does (every character takes one), and the count is taken by
which texts stand better in their columns. A list with marks, a contents page with leaders, and prose that happens to
have wide spaces are no table; a line that runs across the columns ends it, and so does a page. Where the columns run is
decided by `dxextract.layout.text.aligned_columns`, how far down the table goes by `aligned_extent`, which lines make up
one row by `aligned_rows`, and whether it all is a table by `aligned_checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dxextract.layout.text.aligned_centred import with_centred_texts, with_spans
from dxextract.layout.text.aligned_checks import is_table
from dxextract.layout.text.aligned_columns import ChunkLine, Measure
from dxextract.layout.text.aligned_extent import fitting_lines
from dxextract.layout.text.aligned_fit import fit_columns
from dxextract.layout.text.aligned_header import header_line_count
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.aligned_rows import lines_to_rows
from dxextract.layout.text.aligned_zone import (
    LEAST_INDENT,
    LINES_BELOW,
    is_chapter,
    is_title,
    is_title_above,
    line_to_chunks,
    zone_from,
)
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.tables import FoundTable, table_of_passages
from dxextract.normalise import clean, squeeze
from dxextract.rules import RuleSet

_GAP = re.compile(r"[ \u3000\u00a0]{2,}")
_NOTE = re.compile(r"[※＊*]|注\s?[0-9０-９:：）)]")
_HEADINGS = frozenset({"part", "chapter", "section", "roman"})
_WIDE_GAP = 2
"""Lines from one to the next from which on the next may begin something else."""
_WIDEST_LABEL = 24
"""Display columns of a text that may be the first line of a label in a header."""
_PRINTED = 0.05
"""Lead of the count that goes with a printed text, in shares of texts that stand flush."""
_SPARE = 4.0
"""What a column costs that is more than any line has texts."""
_FLUSH = 0.75
"""Share of the texts of a column that begin or end where others do, from which on they stand flush in it."""


def aligned_table_at(
    lines: Sequence[Line], start: int, rules: RuleSet, *, columns: int | None = None
) -> FoundTable | None:
    """The space-aligned table that begins at ``lines[start]``, None when none does.

    Where it is known that a table of so many `columns` goes on here, few lines without a header are one too.
    """
    if columns is None and not _GAP.search(lines[start].text) and not _may_be_header_line(lines, start, rules):
        return None
    found = [(measure, _region_at(lines, start, measure, rules, columns)) for measure in (display_width, len)]
    regions = [(measure, region) for measure, region in found if region is not None]
    if not regions:
        return None
    last = max(region.end for _, region in regions)
    flush = [one for one in regions if not one[1].centred and one[1].end == last and one[1].flush >= _FLUSH]
    regions = flush or regions  # by one count at least the texts stand flush in columns of their own
    # Form feeds are what `pdftotext` prints, which counts every character as one column.
    lead = _PRINTED if any(line.page_start for line in lines) else 0.0
    _, region = min(regions, key=lambda one: _order(one[1], lead if one[0] is len else 0.0))
    end = region.end
    region, running = _without_repeated_header(region, lines, rules)
    aligned = region.aligned(lines)
    rows, levels = lines_to_rows(aligned, len(region.spans), rules, goes_on=columns is not None)
    centred = with_centred_texts(rows, levels, aligned, rules)
    rows, spans = centred or (rows, {})
    grid = [[to_passage(cell, tight=True) for cell in row] for row in rows]
    table = table_of_passages(grid, rules, header_rows=levels if levels > 1 else None)
    table = replace(with_spans(table, spans), bounded=False, centred=centred is not None)
    return FoundTable(start, end, table, running=running)


def _may_be_header_line(lines: Sequence[Line], start: int, rules: RuleSet) -> bool:
    """Whether a short text that stands in from the margin may be the first line of a header over several lines."""
    line = lines[start]
    below = lines[start + 1 : start + 2]
    if line.blank or _NOTE.match(line.text) or rules["numbering"].label(clean(line.text)[0]) in _HEADINGS:
        return False
    short = display_width(line.text) <= _WIDEST_LABEL and line.indent >= LEAST_INDENT
    return short and bool(below) and bool(_GAP.search(below[0].text))


def _order(region: AlignedRegion, lead: float) -> tuple[int, bool, float]:
    """What tells the better of two regions: the longer one, then the one whose texts stand better in their columns."""
    texts = sum(len(line.chunks) for line in region.lines)
    return -region.end, not region.centred, (region.cost + _SPARE * region.spare) / texts - region.flush - lead


def _region_at(
    lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet, columns: int | None
) -> AlignedRegion | None:
    """The largest region from `start` on that is a table; None when there is none."""
    first = line_to_chunks(lines[start], measure)
    if not first or is_chapter(first, rules):
        return None
    if is_title(first, lines[start + 1 : start + 1 + LINES_BELOW], measure, rules):
        return None
    if is_title_above(first, lines[start + 1 : start + 1 + LINES_BELOW], measure, rules):
        return None
    region: AlignedRegion | None = None
    zone: list[ChunkLine] = []
    for part in _parts(zone_from(lines, start, measure, rules)):
        # What a wider gap parts off must fit the columns of what stands above it.
        wider = _fitting(zone + part, lines, measure, rules)
        if region is not None and (
            wider is None or len(wider.lines) <= len(zone) or len(wider.spans) < len(region.spans)
        ):
            break
        zone, region = zone + part, wider
        if region is not None and len(region.lines) < len(zone):
            break
    if region is None or (len(region.spans) != columns and not is_table(region, rules)):
        return None
    return region


def _fitting(
    zone: Sequence[ChunkLine], lines: Sequence[Line], measure: Measure, rules: RuleSet
) -> AlignedRegion | None:
    """The region of as many of the first lines as share columns: those behind them would blur these."""
    while zone:
        region = fit_columns(zone, measure, rules)
        if region is None:
            return None
        kept = fitting_lines(region, lines, rules)
        if kept == len(zone):
            return region
        zone = zone[:kept]
    return None


def _parts(zone: Sequence[ChunkLine]) -> Iterator[list[ChunkLine]]:
    """The lines between gaps of more than one line."""
    part: list[ChunkLine] = []
    for line in zone:
        if part and line.index - part[-1].index > _WIDE_GAP:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _without_repeated_header(
    region: AlignedRegion, lines: Sequence[Line], rules: RuleSet
) -> tuple[AlignedRegion, tuple[int, ...]]:
    """The region without its header's lines where the next page prints them again, and the indexes of those."""
    head = header_line_count(region.aligned(lines), rules)
    texts = [[squeeze(chunk.text) for chunk in line.chunks] for line in region.lines]
    dropped: set[int] = set()
    for start in range(head, len(texts) - head + 1):
        if head and texts[start : start + head] == texts[:head]:
            dropped.update(range(start, start + head))
    kept = [n for n in range(len(texts)) if n not in dropped]
    left = replace(region, lines=tuple(region.lines[n] for n in kept), columns=tuple(region.columns[n] for n in kept))
    return left, tuple(region.lines[n].index for n in sorted(dropped))
