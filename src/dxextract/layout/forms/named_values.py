"""Indicators of a form that are named beside their figures: 現状値 | 電子決裁率 22%, 目標値 | 電子決裁率 95%.

Decides that two rows are such when one is labelled as what is, one as what shall be, and both say the same words before
their figure. Sets them out as a table of one row, as every other indicator of a form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.forms.labels import Region, content
from dxextract.layout.forms.unfolding import part_of, part_of_cell
from dxextract.layout.tables.cell_meaning import with_meaning
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_SAID = re.compile(r"(?P<name>[^0-9。、:：]{2,30}?)[\s:：]*(?P<figure>[約▲△-]?[0-9].*)")
_IS = frozenset({"baseline", "actual"})


def named_in_values(table: Table, regions: Sequence[Region], rules: RuleSet) -> dict[str, Table]:
    """The tables of such indicators by the text of the label of their target."""
    said = {region: cells[0] for region in regions if len(cells := content(table, region)) == 1}
    labels = {region: rules["table_headers"].label(region.cell.text) for region in said}
    found: dict[str, Table] = {}
    for before, after in pairwise(regions):
        if labels.get(before) not in _IS or labels.get(after) != "target":
            continue
        one, other = (_SAID.fullmatch(said[region].text) for region in (before, after))
        if (
            one is None
            or other is None
            or one["name"] != other["name"]
            or not looks_like_number(_bare(other["figure"]))
        ):
            continue
        figures = [
            (region.cell, part_of_cell(said[region], match.start("figure"), len(said[region].text)))
            for region, match in ((before, one), (after, other))
        ]
        found[after.cell.text] = _table(table, part_of_cell(said[after], 0, other.end("name")), figures, rules)
    return found


def _bare(figure: str) -> str:
    """A figure without the year in brackets behind it."""
    return re.sub(r"\s*[(（][^()（）]*[)）]$", "", figure)


def _table(table: Table, name: Cell, figures: Sequence[tuple[Cell, Cell]], rules: RuleSet) -> Table:
    columns = list(zip(*figures, strict=True))
    cells = [replace(name, row=1, col=0, row_span=1, col_span=1)]
    for row, column in enumerate(columns):
        cells += [replace(cell, row=row, col=col, row_span=1, col_span=1) for col, cell in enumerate(column, 1)]
    laid = replace(table, n_rows=2, n_cols=3, cells=tuple(cells), bars=(), spans="unknown")
    return with_meaning(part_of(laid, range(2), range(3), header_rows=1), rules)
