"""Forms beside one another: labels down the left, and in each column at their right what they name of one measure.

Decides that a form has such columns when its title's row names several measures and most other labels have as many
contents in the same columns. What a form is, and what its labels are, is decided in `form_tables` and `regions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.forms.labels import Region, content
from dxextract.schema.document import Table

_TITLES = frozenset({"title", "broad"})
_MOST = 0.6
"""Share of the labels that have a content in each column."""


def by_column(table: Table, regions: Sequence[Region]) -> list[list[Region]]:
    """The regions of each measure of a form, from left to right; all of them together where it has one."""
    title = next((region for region in regions if region.label in _TITLES), None)
    names = content(table, title) if title is not None else []
    places = [(cell.col, cell.col + cell.col_span) for cell in names]
    if title is None or len(names) < 2 or len({cell.row for cell in names}) > 1 or title.cell in names:
        return [list(regions)]
    alike = [[(c.col, c.col + c.col_span) for c in content(table, region)] == places for region in regions]
    if len(regions) < 3 or sum(alike) < _MOST * len(regions):
        return [list(regions)]
    return [[replace(region, left=left, right=right) for region in regions] for left, right in places]
