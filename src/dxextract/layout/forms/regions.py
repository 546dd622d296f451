"""The label cells of a form (個票) and the regions that they name.

A row begins with a label and goes on with its content, holds several such pairs, or is all labels with the content
below. A label that spans rows, or below which the label column stays blank, names all rows beside it: what stands
there is a table inside the form, however much its header cells read like labels. Rows that name the measure without a
label are read by `names`; what a row is by its cells, in `row_shapes`, and how far a label's content goes, in
`region_extents`. Decides neither whether a table is a form nor what becomes of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.layout.forms.headed_beside import headed_beside
from dxextract.layout.forms.inner_tables import inner_table
from dxextract.layout.forms.labels import (
    AMONG_OTHERS,
    NAMING,
    TOP_NUMBERS,
    VALUE,
    Region,
    cells_starting,
    content,
    fills_row,
    is_number,
    label_of,
    reads_as_name,
)
from dxextract.layout.forms.names import MOST_TITLES, itself, naming_row, titles_above
from dxextract.layout.forms.region_extents import region_of_years, regions_below, regions_beside
from dxextract.layout.forms.row_shapes import holds_years, is_header, only_groups, stands_over_sentences
from dxextract.layout.forms.rulers import named_row, names_itself
from dxextract.layout.forms.unfolding import line_starts
from dxextract.layout.forms.unknown_labels import tells_steps, told_by_content
from dxextract.layout.forms.unled_rows import unled_rows
from dxextract.layout.forms.year_labels import years_down_at, years_of
from dxextract.layout.text.cells import looks_like_value
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table

_BARE_WORDS = frozenset({"取組", "取組み", "取り組み", "事業", "実施事項", "取組事項", "アクション"})
_DOES = re.compile(r"(?:[をにへと][^をに]{0,14}[うくぐすつぬぶむる]|ます|。)。?$")
"""How a text ends that says what is done."""
_FEWEST_HEADS, _FEWEST_ROWS = 4, 2
"""Columns and rows of a table of indicators that no form is."""


def read_regions(table: Table, rules: RuleSet) -> tuple[Region, ...]:
    """The regions of `table`, top down; rows that begin with no label are in none."""
    if _heads_indicators(table, rules):
        return ()
    regions, row = titles_above(table, rules)
    grid = table.grid()
    beside = _name_with_labels(table, grid, row, rules)
    if beside:
        regions = [*(replace(r, label="policy") for r in regions if r.label in NAMING), *beside]
        row += 1
    while row < table.n_rows:
        found, row = _regions_at(table, grid, row, rules)
        regions.extend(found)
    if {region.label for region in regions} == {"schedule", "kpi"}:
        # 工程 above indicators by their names is a table of both below one header, not a form.
        regions = [region for region in regions if not names_itself(region, rules)]
    if NAMING.isdisjoint(region.label for region in regions):  # a block of a measure that is named above
        regions = [region for region in regions if years_of(table, region, rules) is None]
    return tuple(_with_work(table, region) for region in regions)


def _heads_indicators(table: Table, rules: RuleSet) -> bool:
    """Whether the first row names columns, of indicators and their values: `種類 | KPI | 基準値 | 目標値`.

    Above one row without labels some of its words may be unknown.
    """
    top = [cell for cell in table.cells if cell.row == 0]
    if len(top) < _FEWEST_HEADS or not all(cell.text for cell in top):
        return False
    labels = {rules["table_headers"].label(cell.text) for cell in top}
    one = table.n_rows == _FEWEST_ROWS and not any(label_of(c, rules) for c in table.cells if c.row and c.text)
    if not one and (table.n_rows <= _FEWEST_ROWS or None in labels):
        return False
    return "kpi_name" in labels and len(labels & VALUE_LABELS) >= 2


def _with_work(table: Table, region: Region) -> Region:
    """A text beside 取組 or 事業 that says what is done (書かない窓口を導入する): a description, no name."""
    if region.label != "title" or region.cell.text.strip() not in _BARE_WORDS:
        return region
    cells = content(table, region)
    return replace(region, label="actions") if cells and all(_DOES.search(cell.text) for cell in cells) else region


def _name_with_labels(table: Table, grid: dict[tuple[int, int], Cell], row: int, rules: RuleSet) -> list[Region]:
    """The regions of a row that begins with a measure's name and goes on with labels: 取組1 申請 | 担当課 | 総務課."""
    cells = cells_starting(table, row)
    if len(cells) < 3 or row > MOST_TITLES or label_of(cells[0], rules) is not None:
        return []
    name = cells[0]
    numbered = rules["numbering"].label(name.text) in TOP_NUMBERS and not is_number(name.text, TOP_NUMBERS, rules)
    found = label_of(cells[1], rules)
    if not numbered or not reads_as_name(name.text) or name.col != 0 or found not in AMONG_OTHERS:
        return []
    return [itself(name, "title"), *regions_beside(table, grid, row, cells[1:], found, rules)[0]]


def _regions_at(table: Table, grid: dict[tuple[int, int], Cell], row: int, rules: RuleSet) -> tuple[list[Region], int]:
    """The regions that begin in `row`, and the row after them."""
    if holds_years(table, row, rules):
        return region_of_years(table, grid, row, rules)
    cells = cells_starting(table, row)
    inner = inner_table(table, row, rules) or years_down_at(table, row, rules)
    if inner is not None:
        return [inner], inner.bottom
    if (unled := unled_rows(table, row, cells, rules)) is not None:
        return unled
    if cells and label_of(cells[0], rules) == "kpi" and (bottom := _end_of_headed(table, row, cells, rules)) > row + 1:
        return [Region(cells[0], "kpi", row, bottom, cells[0].col, table.n_cols)], bottom
    headed = headed_beside(table, cells, rules)
    while headed is None and len(cells) > 1 and only_groups(table, cells, rules):
        cells = cells[1:]
        headed = headed_beside(table, cells, rules)
    if not cells:
        return [], row + 1
    first = headed or label_of(cells[0], rules)
    if first is None:
        return _without_label(table, grid, row, cells, rules)
    labels = [first, *(label_of(cell, rules) for cell in cells[1:])]
    if first in NAMING and None in labels[2::2] and (told := told_by_content(table, row, cells, rules)):
        return told, row + 1
    header = len(cells) > 1 and is_header(cells, rules) and not stands_over_sentences(table, row)
    if all(labels) and VALUE not in labels and fills_row(table, cells) and not header:
        return regions_below(table, row, cells, rules)
    return regions_beside(table, grid, row, cells, first, rules)


def _without_label(
    table: Table, grid: dict[tuple[int, int], Cell], row: int, cells: list[Cell], rules: RuleSet
) -> tuple[list[Region], int]:
    """The regions of a row that begins with no label: an indicator, a name, steps, or a pair further right."""
    if (indicator := _indicator_in_label(table, cells, rules)) is not None:
        return [indicator], row + 1
    named = naming_row(table, row, cells, rules) or told_by_content(table, row, cells, rules)
    if named:
        return named, row + 1
    if tells_steps(table, cells):
        return regions_beside(table, grid, row, cells, "schedule", rules)
    for n in range(2, len(cells) - 1):
        if (label := label_of(cells[n], rules)) in AMONG_OTHERS:
            return regions_beside(table, grid, row, cells[n:], str(label), rules)
    return [], row + 1


def _indicator_in_label(table: Table, cells: list[Cell], rules: RuleSet) -> Region | None:
    """The region of a label with the indicator's name on its next line, and figures beside it; else None."""
    first = cells[0]
    if (
        not _leads(table, first)
        or len(cells) <= _FEWEST_ROWS
        or not all(looks_like_value(cell.text) for cell in cells[1:])
    ):
        return None
    end = next(line_starts(first.passage), len(first.text))
    label = replace(first, passage=first.passage.part(0, end))
    if end == len(first.text) or block_label(label.text, rules) != "kpi":
        return named_row(table, cells, rules)
    return Region(label, "kpi", first.row, first.row + 1, first.col, table.n_cols)


def _leads(table: Table, cell: Cell) -> bool:
    """Whether a cell begins its row, but for an upright one that groups it with rows above."""
    over = (c for c in table.cells if c.row <= cell.row < c.row + c.row_span and c.col + c.col_span == cell.col)
    return cell.col == 0 or any(c.row_span > 1 and not c.col for c in over)


def _end_of_headed(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> int:
    """The row below the names under 数値目標 | 現状, a header whose years stand further up; `row` for any other."""
    if len(cells) < 2 or any(rules["table_headers"].label(cell.text) not in VALUE_LABELS for cell in cells[1:]):
        return row
    bottom = row + 1
    while bottom < table.n_rows:
        below = cells_starting(table, bottom)
        if len(below) < 2 or below[0].col != cells[0].col or label_of(below[0], rules) is not None:
            break
        bottom += 1
    return bottom
