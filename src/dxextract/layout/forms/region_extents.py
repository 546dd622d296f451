"""How far the content of a label goes: below it, beside it, or below the years that stand over it.

Decides the rows and columns of a region once its label is found (`regions`), and which block the label means beside
such content: 施策 beside a name is that of a title, beside a text that of what is done.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dxextract.layout.forms.inner_tables import inner_table
from dxextract.layout.forms.labels import (
    ASIDE,
    CHOSEN,
    Region,
    cells_starting,
    content,
    label_of,
    reads_as_name,
)
from dxextract.layout.forms.row_shapes import (
    alternate,
    heads_tasks,
    holds_years,
    is_header,
    is_task,
    leads_nothing,
    opens_row,
    painted_alike,
)
from dxextract.layout.forms.rulers import named_row
from dxextract.layout.forms.unknown_labels import names_departments
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.rules.blocks import TABLE_BLOCKS, block_label
from dxextract.schema.document import Cell, Table

_MARK = 4  # characters of what only says yes or no


def regions_below(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> tuple[list[Region], int]:
    """Labels with their content below, down to the next row of the form."""
    bottom = row + 1
    tables = {label_of(cell, rules) for cell in cells} & TABLE_BLOCKS
    while bottom < table.n_rows and (bottom == row + 1 or not opens_row(table, bottom, rules)):
        if not tables and bottom > row + 1 and inner_table(table, bottom, rules) is not None:
            break
        bottom += 1
    edges = [cell.col for cell in cells[1:]] + [table.n_cols]
    regions = [
        Region(cell, str(label_of(cell, rules)), row + cell.row_span, bottom, 0 if i == 0 else cell.col, edges[i])
        for i, cell in enumerate(cells)
    ]
    return regions, bottom


def regions_beside(
    table: Table, grid: dict[tuple[int, int], Cell], row: int, cells: list[Cell], label: str, rules: RuleSet
) -> tuple[list[Region], int]:
    """A label with its content on the right, or several such pairs in one row."""
    first = cells[0]
    bottom = row + first.row_span
    while bottom < table.n_rows and _goes_on(grid, bottom, first) and not holds_years(table, bottom, rules):
        bottom += 1
    called = label == "schedule" or rules["table_headers"].label(first.text) == "action"
    if called and bottom == row + 1 and heads_tasks(table, row, cells, rules):
        while bottom < table.n_rows and is_task(table, bottom, first, rules):
            bottom += cells_starting(table, bottom)[0].row_span  # of the bars one below another beside it
        return [Region(first, "schedule", row, bottom, first.col, table.n_cols)], bottom
    heads = [first]
    if bottom == row + 1 and (alternate(cells, rules) or not is_header(cells[1:], rules)):
        heads += [
            cell
            for before, cell in pairwise(cells[1:])
            if before not in heads
            and label_of(cell, rules) is not None
            and (cell is not cells[-1] or leads_nothing(grid, cell, first))
        ]
        heads = sorted({*heads, *painted_alike(cells)}, key=lambda cell: cell.col)
    edges = [cell.col for cell in heads[1:]] + [table.n_cols]
    regions = []
    for head, right in zip(heads, edges, strict=True):
        named = label if head is first else label_of(head, rules) or ASIDE
        region = Region(head, named, row, bottom, head.col + head.col_span, right)
        regions.append(_named(table, region, rules))
    return regions, bottom


def region_of_years(
    table: Table, grid: dict[tuple[int, int], Cell], row: int, rules: RuleSet
) -> tuple[list[Region], int]:
    """The region of a label whose content begins a row above it, with the years: a schedule where words fill it."""
    label = cells_starting(table, row + 1)[0]
    bottom = row + 1 + label.row_span
    while bottom < table.n_rows and _goes_on(grid, bottom, label) and not holds_years(table, bottom, rules):
        bottom += 1
    texts = [c.text for c in table.cells if row < c.row < bottom and c.col > label.col and c.text]
    worded = sum(looks_like_number(text) for text in texts) * 2 <= len(texts)
    named = label_of(label, rules)
    if named is None and not worded and (own := named_row(table, cells_starting(table, row + 1), rules)) is not None:
        return [own], own.bottom
    block = named if named == "kpi" else "schedule" if worded else ASIDE
    return [Region(label, block, row, bottom, label.col + label.col_span, table.n_cols)], bottom


def _goes_on(grid: dict[tuple[int, int], Cell], row: int, label: Cell) -> bool:
    """Whether the label column is blank in `row`: the label above goes on."""
    cells = [grid.get((row, col)) for col in range(label.col + label.col_span)]
    return all(cell is None or not cell.text for cell in cells)


def _named(table: Table, region: Region, rules: RuleSet) -> Region:
    """施策, 取組 or 施策の方向性 beside a name is the label of a title or a policy, beside a text that of a block."""
    cells = content(table, region)
    if region.label == ASIDE and len(cells) == 1 and names_departments(region.cell.text, cells[0].text, rules):
        return replace(region, label="departments")
    bare = region.label == "actions" and len(region.cell.text) <= 4 and not region.cell.text.endswith(("容", "要"))
    if bare and len(cells) == 1 and region.bottom == region.top + 1 and reads_as_name(cells[0].text):
        return replace(region, label="title")
    if region.label == "broad" and len(cells) == 1 and len(cells[0].text) <= _MARK:
        return replace(region, label="priority")  # 重点施策 | ○
    if region.label == "priority" and len(cells) == 1 and _names_group(region.cell.text, cells[0].text, rules):
        return replace(region, label="policy")  # 重点項目 | 重点項目1 住民サービスの向上
    if region.label in ("policy", "broad") and cells and not any(reads_as_name(cell.text) for cell in cells):
        return replace(region, label=block_label(region.cell.text, rules) or "actions")
    return region


def _names_group(label: str, text: str, rules: RuleSet) -> bool:
    """Whether what stands beside 重点項目 is the name of one, where 該当 or ○ says that the measure is one."""
    if not label.startswith("重点") or not reads_as_name(text) or len(text) <= _MARK:
        return False
    return rules["numbering"].match(text) is not None or CHOSEN.match(text) is None
