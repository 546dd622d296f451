"""A row of years in a form that heads what several of its labels hold: 行程表 | R6 | R7 | R8 over 工程 and 成果指標.

Decides which row of a form is such a ruler, and sets out what stands below it as tables with the years as their header
and the region's own label over the names. Decides nothing about what is done in the years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.forms.labels import Region, content
from dxextract.layout.forms.unfolding import part_of
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_FEWEST_YEARS = 2
_BELOW = frozenset({"schedule", "kpi", "actions", "other"})
"""Labels of what stands below years: 工程, 成果指標, 取組."""


def ruler_of(table: Table, regions: Sequence[Region], rules: RuleSet) -> Region | None:
    """The region that holds one row of years, all but one bare, above regions that have cells below them."""
    for position, region in enumerate(regions):
        cells = content(table, region)
        years = [cell for cell in cells if _is_year(cell, rules)]
        bare = len(years) >= max(_FEWEST_YEARS, len(cells) - 1) and len({cell.row for cell in cells}) == 1
        if bare and any(under_ruler(table, region, below) is not None for below in regions[position + 1 :]):
            return region
    return None


def under_ruler(table: Table, ruler: Region, region: Region) -> Table | None:
    """What `region` holds as a table below the years of `ruler`; None where it stands elsewhere."""
    years, cells = content(table, ruler), content(table, region)
    first = min(cell.col for cell in years)
    below = region.top >= ruler.bottom and region.label in _BELOW and region.left <= first
    if not below or not any(cell.col >= first for cell in cells) or region.right < max(cell.col for cell in years):
        return None
    rows = [years[0].row, *range(region.top, region.bottom)]
    laid = part_of(table, rows, range(region.left, region.right), header_rows=1)
    if region.left == first:
        return laid
    start = min((cell.col for cell in laid.cells if cell.row == 0 and cell.text == years[0].text), default=0)
    corner = replace(region.cell, row=0, col=0, row_span=1, col_span=start)
    kept = (cell for cell in laid.cells if cell.row > 0 or cell.col >= start)
    return replace(laid, cells=(corner, *kept)) if start else None


def _is_year(cell: Cell, rules: RuleSet) -> bool:
    return rules["table_headers"].label(cell.text) == "year" or rules["time_columns"].match(cell.text) is not None
