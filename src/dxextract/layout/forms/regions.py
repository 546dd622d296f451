"""The label cells of a form (個票) and the regions that they name.

A row begins with a label and goes on with its content, holds several such pairs, or is all labels with the content
below. A label that spans rows, or below which the label column stays blank, names all rows beside it: what stands
there is a table inside the form, however much its header cells read like labels. Rows that name the measure without a
label are read by `names`. Decides neither whether a table is a form nor what becomes of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.forms.headed_beside import headed_beside
from dxextract.layout.forms.inner_tables import inner_table
from dxextract.layout.forms.labels import (
    AMONG_OTHERS,
    ASIDE,
    CHOSEN,
    LONGEST_LABEL,
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
from dxextract.layout.forms.rulers import named_row, names_itself
from dxextract.layout.forms.unfolding import line_starts
from dxextract.layout.forms.unknown_labels import names_departments, tells_steps, told_by_content
from dxextract.layout.forms.unled_rows import unled_rows
from dxextract.layout.forms.year_labels import years_down_at, years_of
from dxextract.layout.text.cells import looks_like_number, looks_like_value
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table

_BARE_WORDS = frozenset({"取組", "取組み", "取り組み", "事業", "実施事項", "取組事項", "アクション"})
_DOES = re.compile(r"(?:[をにへと][^をに]{0,14}[うくぐすつぬぶむる]|ます|。)。?$")
"""How a text ends that says what is done."""
_YEARS_LABEL = re.compile(r"(?:実施|計画|取組)?年度|年次?|区分|時期")
"""What may stand before the years that head the row of the label below."""
_MARK = 4  # characters of what only says yes or no
_TABLES = frozenset({"kpi", "schedule"})
"""Labels below which a table may be that is theirs."""
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
    return [itself(name, "title"), *_beside(table, grid, row, cells[1:], found, rules)[0]]


def _regions_at(table: Table, grid: dict[tuple[int, int], Cell], row: int, rules: RuleSet) -> tuple[list[Region], int]:
    """The regions that begin in `row`, and the row after them."""
    if _years_above(table, row, rules):
        return _below_years(table, grid, row, rules)
    cells = cells_starting(table, row)
    inner = inner_table(table, row, rules) or years_down_at(table, row, rules)
    if inner is not None:
        return [inner], inner.bottom
    if (unled := unled_rows(table, row, cells, rules)) is not None:
        return unled
    if cells and label_of(cells[0], rules) == "kpi" and (bottom := _end_of_headed(table, row, cells, rules)) > row + 1:
        return [Region(cells[0], "kpi", row, bottom, cells[0].col, table.n_cols)], bottom
    headed = headed_beside(table, cells, rules)
    while headed is None and len(cells) > 1 and _only_groups(table, cells, rules):
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
    header = len(cells) > 1 and _is_header(cells, rules) and not _sentences_below(table, row)
    if all(labels) and VALUE not in labels and fills_row(table, cells) and not header:
        return _above(table, row, cells, rules)
    return _beside(table, grid, row, cells, first, rules)


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
        return _beside(table, grid, row, cells, "schedule", rules)
    for n in range(2, len(cells) - 1):
        if (label := label_of(cells[n], rules)) in AMONG_OTHERS:
            return _beside(table, grid, row, cells[n:], str(label), rules)
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


def _only_groups(table: Table, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether the first cell of a row only groups the labels beside it: 概要, upright beside 事業名, 担当 and 内容."""
    first = cells[0]
    if first.row_span < 2:
        return _leads_blank(table, cells, rules)
    if label_of(first, rules) in ("kpi", "schedule"):
        return False
    if label_of(first, rules) is None:
        return True
    beside = [cells_starting(table, row) for row in range(first.row, first.row + first.row_span)]
    labels = [label_of(next((c for c in row if c.col > first.col), first), rules) for row in beside if row]
    return all(labels) and (any(label in AMONG_OTHERS for label in labels) or len(set(labels)) > 1)


def _leads_blank(table: Table, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether a row is two labels and a blank cell, which has a table in it: 評価 | 成果指標 | …"""
    if len(cells) != 2 or table.spans != "drawn" or any(label_of(cell, rules) is None for cell in cells):
        return False
    first, second = cells
    return second.col == first.col + first.col_span and second.col + second.col_span < table.n_cols


def _is_header(cells: list[Cell], rules: RuleSet) -> bool:
    """Whether cells read as the header of a table of values or years, rather than as labels of a form."""
    words = VALUE_LABELS | {"year", "unit"}
    return sum(rules["table_headers"].label(cell.text) in words for cell in cells) * 2 >= max(2, len(cells))


def _sentences_below(table: Table, row: int) -> bool:
    """Whether sentences stand below each cell of a row: 現状 | 目指す姿 over what is and what shall be."""
    below = [cell.text for cell in table.cells if cell.row == row + 1]
    return bool(below) and all(text.endswith("。") for text in below)


def _above(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> tuple[list[Region], int]:
    """Labels with their content below, down to the next row of the form."""
    bottom = row + 1
    tables = {label_of(cell, rules) for cell in cells} & _TABLES
    while bottom < table.n_rows and (bottom == row + 1 or not _opens(table, bottom, rules)):
        if not tables and bottom > row + 1 and inner_table(table, bottom, rules) is not None:
            break
        bottom += 1
    edges = [cell.col for cell in cells[1:]] + [table.n_cols]
    if len(cells) == 1:
        edges = [table.n_cols]
    regions = [
        Region(cell, str(label_of(cell, rules)), row + cell.row_span, bottom, 0 if i == 0 else cell.col, edges[i])
        for i, cell in enumerate(cells)
    ]
    return regions, bottom


def _opens(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether a row of the form begins here, and no row of a table inside it."""
    cells = cells_starting(table, row)
    if not cells or label_of(cells[0], rules) is None:
        return bool(told_by_content(table, row, cells, rules))
    return not _is_header(cells[1:], rules) and (cells[0].col == 0 or len(cells) == 1)


def _beside(
    table: Table, grid: dict[tuple[int, int], Cell], row: int, cells: list[Cell], label: str, rules: RuleSet
) -> tuple[list[Region], int]:
    """A label with its content on the right, or several such pairs in one row."""
    first = cells[0]
    bottom = row + first.row_span
    while bottom < table.n_rows and _goes_on(grid, bottom, first) and not _years_above(table, bottom, rules):
        bottom += 1
    called = label == "schedule" or rules["table_headers"].label(first.text) == "action"
    if called and bottom == row + 1 and _heads_tasks(table, row, cells, rules):
        while bottom < table.n_rows and _is_task(table, bottom, first, rules):
            bottom += cells_starting(table, bottom)[0].row_span  # of the bars one below another beside it
        return [Region(first, "schedule", row, bottom, first.col, table.n_cols)], bottom
    heads = [first]
    if bottom == row + 1 and (_alternate(cells, rules) or not _is_header(cells[1:], rules)):
        heads += [
            cell
            for before, cell in pairwise(cells[1:])
            if before not in heads
            and label_of(cell, rules) is not None
            and (cell is not cells[-1] or _leads_nothing(grid, cell, first))
        ]
        heads = sorted({*heads, *_painted_alike(cells)}, key=lambda cell: cell.col)
    edges = [cell.col for cell in heads[1:]] + [table.n_cols]
    regions = []
    for head, right in zip(heads, edges, strict=True):
        named = label if head is first else label_of(head, rules) or ASIDE
        region = Region(head, named, row, bottom, head.col + head.col_span, right)
        regions.append(_named(table, region, rules))
    return regions, bottom


def _leads_nothing(grid: dict[tuple[int, int], Cell], cell: Cell, label: Cell) -> bool:
    """Whether a cell painted as the row's first label has a blank one at its right: 主管課 | 総務課 | 関係課 | ."""
    beside = grid.get((cell.row, cell.col + cell.col_span))
    painted = cell.fill == label.fill and cell.fill not in (None, "#ffffff")
    return painted and beside is not None and not beside.text and beside.fill != label.fill


def _painted_alike(cells: list[Cell]) -> list[Cell]:
    """The cells of a row of pairs that are painted as its first label, in whatever words: 担当課 | … | 区分 | 新規."""
    fill = cells[0].fill
    if fill in (None, "#ffffff") or len(cells) < 4:
        return []
    return [
        cell
        for before, cell, behind in zip(cells[1:], cells[2:], cells[3:], strict=False)
        if cell.fill == fill and before.fill != fill and behind.fill != fill and len(cell.text) <= LONGEST_LABEL
    ]


def _heads_tasks(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether スケジュール stands before years, and tasks with what is done for them in the rows below."""
    years = [rules["table_headers"].label(cell.text) == "year" for cell in cells[1:]]
    return len(years) >= 2 and all(years) and row + 1 < table.n_rows and _is_task(table, row + 1, cells[0], rules)


def _is_task(table: Table, row: int, label: Cell, rules: RuleSet) -> bool:
    """Whether a row begins below `label` with a name, and has a bar or short texts below the years."""
    cells = cells_starting(table, row)
    if not cells or cells[0].col != label.col or cells[0].col_span != label.col_span:
        return False
    if label_of(cells[0], rules) is not None or told_by_content(table, row, cells, rules):
        return False
    return len(cells) > 1 or any(bar.row == row for bar in table.bars)


def _alternate(cells: list[Cell], rules: RuleSet) -> bool:
    """Whether each second cell of a row is a label and the others are none: pairs, no header."""
    named = [label_of(cell, rules) is not None for cell in cells]
    return len(cells) >= 4 and named == [True, False] * (len(cells) // 2)


def _years_above(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether a row holds nothing but years, for the label that begins the row below them."""
    cells, below = cells_starting(table, row), cells_starting(table, row + 1)
    left = 0
    if len(cells) > 1 and cells[0].row_span > 1 and _only_groups(table, cells, rules):
        left, cells = cells[1].col, cells[1:]
    if cells and cells[0].col == left and cells[0].row_span == 1 and _YEARS_LABEL.fullmatch(cells[0].text):
        cells = [cell for cell in cells[1:] if rules["table_headers"].label(cell.text) != "remarks"]
    if len(cells) < 2 or cells[0].col == 0 or not below or below[0].col >= cells[0].col:
        return False
    return len(below[0].text) <= LONGEST_LABEL and all(rules["table_headers"].label(c.text) == "year" for c in cells)


def _below_years(table: Table, grid: dict[tuple[int, int], Cell], row: int, rules: RuleSet) -> tuple[list[Region], int]:
    """The region of a label whose content begins a row above it, with the years: a schedule where words fill it."""
    label = cells_starting(table, row + 1)[0]
    bottom = row + 1 + label.row_span
    while bottom < table.n_rows and _goes_on(grid, bottom, label) and not _years_above(table, bottom, rules):
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
