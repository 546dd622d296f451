"""The header of a text's table that stands above the table before it.

A line across all columns (the name of a measure above its rows) parts a schedule into several tables of which only the
first has the years. Decides that a table without a header has that of the table before it when that one heads years,
has as many columns or more (those that are blank at the end are lost), and nothing but one or two short lines stands
between them. Whether both stand in one section, or in two beside each other, is for who asks to see.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.schema.document import Block, Paragraph, Table
from dxextract.schema.records import Column, TableView

_LONGEST_LINE = 40
_MOST_LINES = 2
_FEWEST_YEARS = 2


def header_above(table: Table, before: TableView | None, between: Sequence[Block]) -> tuple[Column, ...] | None:
    """The columns of the table `before` that head `table` as well, None where they do not."""
    if before is None or table.spans != "unknown" or before.table.spans != "unknown" or table.unfolded:
        return None
    if before.heads[0].date is not None:
        return None  # years over everything: no column for what a row is about
    if len(before.heads) < table.n_cols or not 1 <= len(between) <= _MOST_LINES:
        return None
    if sum(head.date is not None and head.label in ("year", "schedule") for head in before.heads) < _FEWEST_YEARS:
        return None
    short = all(
        isinstance(b, Paragraph) and len(b.text) <= _LONGEST_LINE and not b.text.endswith("。") for b in between
    )
    return before.heads if short else None
