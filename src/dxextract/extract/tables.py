"""Every table of a plan with its kind and its columns, in reading order.

Decides what around a table speaks of it (caption, the line above, the titles of its sections), which table goes on from
the one above, and that tables of money are none of indicators. Header rows are read by `table_columns`, kinds by
`table_kinds`.
"""

from __future__ import annotations

import re

from dxextract.extract.headed_above import header_above
from dxextract.extract.kpis.shape import Setting, settled, with_named_targets, with_spread_results, without_ratios
from dxextract.extract.kpis.year_rows import year_rows
from dxextract.extract.table_columns import (
    count_header_rows,
    read_column,
    with_dated_halves,
    with_halves,
    with_spread_targets,
    with_units,
)
from dxextract.extract.table_kinds import table_kind
from dxextract.extract.table_mending import mended_kind
from dxextract.extract.told_years import with_told_years
from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Document, Paragraph, Table
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import Period
from dxextract.schema.records import TableView

_ABOUT = re.compile(r"目標(?!達成)|指標|KPI")
_TITLE = 40
"""Characters of the longest line that is the title of the table below it."""


def read_tables(
    document: Document, outline: Outline, rules: RuleSet, period: Period | None = None, now: int | None = None
) -> tuple[TableView, ...]:
    """Classify every table, in reading order; `period` is the plan's, `now` the fiscal year in which it appeared."""
    minter = IdMinter()
    views: list[TableView] = []
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        meant = block.as_meant()
        header_rows = count_header_rows(meant, rules)
        grid = meant.grid()
        heads = tuple(read_column(grid, col, header_rows, rules) for col in range(meant.n_cols))
        heads = with_dated_halves(without_ratios(heads, rules), meant, header_rows)
        if block.spans == "unknown":
            heads = with_spread_targets(with_halves(heads, meant, header_rows))
            heads = with_units(heads, meant, header_rows, rules)
        last = views[-1] if views else None
        path = outline.path(outline.owner[index])
        if not header_rows and last is not None:
            own, before = path[:-1], outline.path(outline.owner[last.block])
            between = document.blocks[last.block + 1 : index]
            beside = own in (before, before[:-1])  # a chapter further on begins with a table of its own
            heads = (header_above(block, last, between) if beside else None) or heads
        heads = with_spread_results(heads, meant, header_rows)
        above = document.blocks[index - 1] if index else None
        around = [meant.caption.text] if meant.caption else []
        around += [cell.text for cell in meant.cells if cell.row < header_rows and heads[cell.col].label != "year"]
        around += _words_above(block, above, ())
        heads = with_told_years(heads, [*around, *(n.title for n in reversed(path))], period, header_rows)
        title = path[-1].title if path else ""
        setting = Setting(block_label(title, rules) if path else None, now, _ABOUT.search(title) is not None)
        heads = with_named_targets(settled(heads, meant, header_rows, setting), meant, header_rows, rules)
        kind = table_kind(meant, heads, header_rows, path, index in outline.contents, setting, rules)
        said = _words_above(block, above, path)
        if kind in ("generic", "schedule") and year_rows(meant, header_rows, said, rules, now):
            kind = "kpi"
        kind = mended_kind(kind, meant, heads, header_rows, said, rules)
        if block.unfolded and views:
            table_id = views[-1].id  # a part of the table that it was set out from
        else:
            table_id = minter.mint("tbl", *(cell.text for cell in block.cells))
        labels = tuple(head.label for head in heads)
        views.append(TableView(index, block, kind, header_rows, labels, heads, table_id, outline.section_id(index)))
    return tuple(views)


def _words_above(table: Table, above: Block | None, path: tuple[Node, ...]) -> list[str]:
    """What a table's caption, the short line above it and its section say it is about."""
    said = [table.caption.text] if table.caption else []
    if isinstance(above, Paragraph) and len(above.text) <= _TITLE and not above.text.endswith("。"):
        said.append(above.text)
    return [*said, *(node.title for node in path[-1:])]
