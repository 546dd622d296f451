"""Whether lines that a text aligns with spaces make a table at all.

Decides it from a region whose columns are known: by its header, or by how many of its lines are split and how wide
their texts are. A list whose first column is nothing but marks or numbers is none. Which lines the region has was
decided by `dxextract.layout.text.aligned`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.text.aligned_columns import ITEM_MARK
from dxextract.layout.text.aligned_header import header_line_count
from dxextract.layout.text.aligned_model import AlignedLine
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.cells import header_labels
from dxextract.normalise import clean
from dxextract.rules import RuleSet

_FEWEST_LINES_WITHOUT_HEADER = 3
_WIDEST_CELL = 50
"""Columns of a line in a cell; more than one column of wider ones is prose set in columns."""


def is_table(region: AlignedRegion, rules: RuleSet) -> bool:
    """Whether aligned lines are a table: enough of them split, and the first column is no list of marks."""
    aligned = [
        AlignedLine(tuple(zip(columns, line.chunks, strict=True)), False)
        for line, columns in zip(region.lines, region.columns, strict=True)
    ]
    head = header_line_count(aligned, rules)
    if len(region.lines[0].chunks) < 2 and head < 2:
        return False
    if head:
        return len(frozenset[int]().union(*(line.columns for line in aligned[head:]))) >= 2
    split = [line for line in aligned if len(line.columns) >= 2]
    if len(split) < 2 or len(split) * 3 < len(aligned):
        return False
    if all(line.cells[1][1].text[0] in ":：" for line in split):
        return False  # ・現状値　：　45％: a label and its text, one below the other
    if len(region.spans) == 2 and all(is_label(line.cells[0][1].text, rules) for line in split):
        return False
    if len(split) < _FEWEST_LINES_WITHOUT_HEADER:
        return None not in header_labels([line.cells[0][1].text for line in split], rules)
    return _has_columns_of_cells(split, len(region.spans))


def is_label(text: str, rules: RuleSet) -> bool:
    """Whether a text is only a mark or a number label: what stands behind it is a list's item or a heading's title."""
    if ITEM_MARK.fullmatch(text):
        return True
    found = rules["numbering"].match(f"{clean(text)[0]} 題名")
    return found is not None and found.end > len(text)


def _has_columns_of_cells(split: Sequence[AlignedLine], count: int) -> bool:
    """Whether two columns have text in half of the lines, and at most one column has lines too wide for cells."""
    filled = sum(sum(column in line.columns for line in split) * 2 >= len(split) for column in range(count))
    widest = [
        max((c.width for line in split for k, c in line.cells if k == column), default=0) for column in range(count)
    ]
    return filled >= 2 and sum(width > _WIDEST_CELL for width in widest) <= 1
