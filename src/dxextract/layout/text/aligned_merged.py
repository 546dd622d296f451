"""Lines of a space-aligned table whose text runs across columns that a row of years parts.

In a form the years of a schedule (工程  R7  R8  R9) stand between rows of a label and one long text, which `pdftotext`
prints right over the places between the years. Decides which lines those are, so that columns are sought without them,
that a label alone right below the years is theirs, set in the middle of its rows, and that the number of a measure with
its title behind it, below a blank line, begins something new.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.text.aligned_columns import ChunkLine
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.cells import header_labels
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label

_YEAR = re.compile(r"(?:令和|平成|[RH]|20\d\d|FY)|\d{1,2}\s?年")
_FEWEST_YEARS = 2


def merged_lines(zone: Sequence[ChunkLine], rules: RuleSet) -> frozenset[int]:
    """The numbers in the text of the lines of a label and a text that covers the places of two years or more."""
    years = _years(zone, rules)
    return frozenset(line.index for line in zone if years and _is_merged(line, years))


def _years(zone: Sequence[ChunkLine], rules: RuleSet) -> list[tuple[int, int]]:
    """From where to where the years stand in the first line that has several, and little else."""
    for line in zone:
        told = [chunk for chunk in line.chunks if _YEAR.match(chunk.text)]
        if len(told) < _FEWEST_YEARS or len(line.chunks) - len(told) > 1:
            continue
        if set(header_labels([chunk.text for chunk in told], rules)) == {"year"}:
            return [(chunk.left, chunk.right) for chunk in told]
    return []


def _is_merged(line: ChunkLine, years: Sequence[tuple[int, int]]) -> bool:
    last = line.chunks[-1]
    covered = sum(last.left < right and left < last.right for left, right in years)
    return len(line.chunks) == 2 and covered >= _FEWEST_YEARS


def stands_below_years(region: AlignedRegion, number: int, rules: RuleSet) -> bool:
    """Whether a line is the label of the years right above it: it is set in the middle of their rows."""
    line, columns = region.lines[number], region.columns[number]
    if not number or columns[0] or len(line.chunks) > 1 or region.lines[number - 1].index + 1 < line.index:
        return False
    above = region.lines[number - 1].chunks
    return (
        region.columns[number - 1][0] > 0
        and block_label(line.chunks[0].text, rules) is not None
        and set(header_labels([chunk.text for chunk in above], rules)) == {"year"}
    )


def begins_measure(region: AlignedRegion, first: Chunk, rules: RuleSet) -> bool:
    """Whether a text is only the number of a measure (取組 2), whose title stands behind it, as in none of the rows."""
    found = rules["numbering"].match(f"{clean(first.text)[0]} 題名")
    if found is None or found.label not in ("measure", "policy") or found.end <= len(clean(first.text)[0]):
        return False
    heads = (rules["numbering"].match(f"{clean(line.chunks[0].text)[0]} 題名") for line in region.lines[:1])
    return not any(head is not None and head.label == found.label for head in heads)
