"""A row of years that heads what several labels of a form or a table hold: years over 工程 and over 成果指標 alike.

Such a ruler has a label of its own (行程表 | R6 | R7), words over the names below it (区分 | 項目 | 現状値 | R7), or
nothing but the years. Decides which rows are rulers and which regions stand below one, and sets those out as
tables with the years as their header and the region's own label over the names. Decides nothing about what is done in
the years.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxextract.layout.forms.labels import Region, cells_starting, content
from dxextract.layout.forms.unfolding import part_of
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import ENDS_IN_UNIT, VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.signs import FRAME_OPEN

_FEWEST_YEARS = 2
_BELOW = frozenset({"schedule", "kpi", "actions", "other"})
"""Labels of what stands below years: 工程, 成果指標, 取組."""
_TASKS = frozenset({"schedule", "actions"})
_BESIDE_YEARS = VALUE_LABELS | {"unit"}
"""What may stand among the years of a ruler (現状値, 単位)."""
_OWN_LABELS = VALUE_LABELS | {"kpi_name"}
"""Labels in a region that has its values beside them, whatever years stand above; so has a schedule with 時期."""
_MARKED = re.compile(rf"[{FRAME_OPEN}]")
_SUM = re.compile(r"(?:期間|全体|総)?(?:合?計|総額|累計)(?:[(（].{1,8}[)）])?")
_MONEY = re.compile(r"[(（](?:単位[:：])?[百千万億]*円[)）]$")
"""Ends what is no indicator where nothing but its unit says so: 効果額（千円）, 事業費（百万円）."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A row of years: the columns (half open) of its years, and of what stands among them."""

    row: int
    columns: tuple[tuple[int, int], ...]

    @property
    def left(self) -> int:
        return self.columns[0][0]

    @property
    def right(self) -> int:
        return self.columns[-1][1]


def rulers_of(table: Table, rules: RuleSet) -> tuple[Ruler, ...]:
    """The rows of years, from top to bottom."""
    return tuple(ruler for row in range(table.n_rows) if (ruler := _ruler_in(table, row, rules)) is not None)


def is_ruler(region: Region, rulers: Sequence[Ruler]) -> bool:
    """Whether a region is nothing but a row of years: its label stands left of them in the one row."""
    beside = region.cell.row == region.top == region.bottom - 1
    return beside and any(ruler.row == region.top and ruler.left >= region.left for ruler in rulers)


def under_ruler(table: Table, region: Region, rulers: Sequence[Ruler], rules: RuleSet) -> Table | None:
    """What `region` holds as a table below the years of the ruler above it; None where no years head it."""
    ruler = _above(region, rulers)
    if ruler is None or region.label not in _BELOW or not region.left <= ruler.left < ruler.right <= region.right:
        return None
    if (said := content(table, region)) and _is_year(said[0], rules):
        return None  # its rows begin with years of their own
    rows, cols = [ruler.row, *range(region.top, region.bottom)], range(region.left, region.right)
    if not names_itself(region, rules) and _lacks_years(table, region, ruler):
        laid = part_of(table, rows, cols, header_rows=2)
        return replace(laid, cells=tuple(cell for cell in laid.cells if cell.row > 0 or _is_year(cell, rules)))
    if not _is_aligned(content(table, region), region, ruler, rules):
        return None
    laid = part_of(table, rows, cols, header_rows=1)
    names = (cell.col + cell.col_span for cell in content(table, region) if cell.col < ruler.left)
    begin = max([ruler.left, *names])  # a name may go on over 単位 and 現状, of which tasks have none
    first = next((cell for cell in cells_starting(table, ruler.row) if cell.col >= begin), None)
    if first is None:
        return None
    start = next((cell.col for cell in laid.cells if cell.row == 0 and cell.text == first.text), 0)
    if start == 0:
        return laid
    if names_itself(region, rules):
        return replace(laid, cells=tuple(cell for cell in laid.cells if cell.row > 0 or cell.col >= start))
    corner = replace(region.cell, row=0, col=0, row_span=1, col_span=start)
    kept = (cell for cell in laid.cells if cell.row > 0 or cell.col >= start)
    if region.left == region.cell.col:  # the label's own cell goes on with the name
        end = len(region.cell.text)
        kept = (replace(c, passage=c.passage.part(end)) if c.row and not c.col else c for c in kept)
    return replace(laid, cells=(corner, *kept))


def named_row(table: Table, cells: Sequence[Cell], rules: RuleSet) -> Region | None:
    """The region of a row that is an indicator's name and its figures, each below a year of a ruler; else None.

    No label leads it: 年度 | R7 | R8, 実施内容 | 設計 | 構築, and below them 利用者数（人） | 100 | 200. A mark of its
    own (【KPI】利用者数, 目標（利用者数）) does: rows of work and of figures tell themselves apart in such a table.
    """
    name = cells[0]
    if _MARKED.match(name.text) or rules["table_headers"].label(name.text) in VALUE_LABELS:
        return None
    in_units = ENDS_IN_UNIT.search(name.text) is not None and _MONEY.search(name.text) is None
    if rules["indicator_names"].label(name.text) is None and not in_units:
        return None
    if not any(looks_like_number(cell.text) for cell in cells[1:]):
        return None
    region = Region(name, "kpi", name.row, name.row + 1, name.col, table.n_cols)
    ruler = _above(region, rulers_of(table, rules))
    # A figure left of the years has a heading of its own there (現状値), which the region would lose.
    if ruler is None or not name.col + name.col_span <= ruler.left <= cells[1].col:
        return None
    return region if _is_aligned(cells[1:], region, ruler, rules) else None


def names_itself(region: Region, rules: RuleSet) -> bool:
    """Whether a region's label is the name of the indicator whose figures stand beside it."""
    return region.label == "kpi" and region.left == region.cell.col and block_label(region.cell.text, rules) != "kpi"


def figures_under(table: Table, region: Region, rulers: Sequence[Ruler], rules: RuleSet) -> list[tuple[Cell, Cell]]:
    """The years above a region of one row, each with what the row says below it; empty where no years head it."""
    ruler = _above(region, rulers)
    beside = region.cell.row == region.top == region.bottom - 1
    if ruler is None or not beside or not region.left <= ruler.left < ruler.right <= region.right:
        return []
    heads = {cell.col: cell for cell in cells_starting(table, ruler.row)}
    below = content(table, region)
    if not all((cell.col, cell.col + cell.col_span) in ruler.columns and cell.col in heads for cell in below):
        return []
    return [(heads[cell.col], cell) for cell in below if rules["table_headers"].label(heads[cell.col].text) != "unit"]


def _lacks_years(table: Table, region: Region, ruler: Ruler) -> bool:
    """Whether a region begins with a header of its own that is blank below the years: 数値目標 | 現状 | | |."""
    header = [cell for cell in cells_starting(table, region.top) if cell is not region.cell]
    own = region.cell.row == region.top and region.cell.col == region.left and region.bottom > region.top + 1
    return own and bool(header) and all(cell.col + cell.col_span <= ruler.left for cell in header)


def _is_aligned(cells: Sequence[Cell], region: Region, ruler: Ruler, rules: RuleSet) -> bool:
    """Whether what a region holds stands in the columns of the years: figures each in one, tasks over one or more."""
    below = [cell for cell in cells if cell.col >= ruler.left]
    if not below or (region.left == ruler.left and len(below) < _FEWEST_YEARS):
        return False
    labels = {rules["table_headers"].label(cell.text) for cell in cells}
    if labels & _OWN_LABELS or (region.label == "schedule" and "schedule" in labels):
        return False
    if region.label == "kpi":
        return all((cell.col, cell.col + cell.col_span) in ruler.columns for cell in below)
    begins, ends = zip(*ruler.columns, strict=True)
    return all(cell.col in begins and cell.col + cell.col_span in ends for cell in below)


def heads_tasks_and_indicators(table: Table, regions: Sequence[Region], rules: RuleSet) -> bool:
    """Whether a table is what is done and what is counted in the same years, each behind its label."""
    labels = {region.label for region in regions}
    if "kpi" not in labels or not labels & _TASKS or not labels <= _BELOW:
        return False
    rulers = rulers_of(table, rules)
    covered = {row for region in regions for row in range(region.cell.row, region.bottom)} | {r.row for r in rulers}
    return len(covered) == table.n_rows and all(
        _has_own(region, rulers) or _above(region, rulers) is not None for region in regions
    )


def _has_own(region: Region, rulers: Sequence[Ruler]) -> bool:
    return any(min(region.cell.row, region.top) <= ruler.row < region.bottom for ruler in rulers)


def _above(region: Region, rulers: Sequence[Ruler]) -> Ruler | None:
    """The next ruler above a region that has none itself."""
    if _has_own(region, rulers):
        return None
    return next((ruler for ruler in reversed(rulers) if ruler.row < region.top), None)


def _ruler_in(table: Table, row: int, rules: RuleSet) -> Ruler | None:
    cells = sorted(cells_starting(table, row), key=lambda cell: cell.col)
    years = [cell for cell in cells if _is_year(cell, rules)]
    if years and cells[-1] is not years[-1] and _is_behind(cells[-1], rules):
        cells = cells[:-1]
    if len(years) < _FEWEST_YEARS:
        return None
    others = [cell for cell in cells if not _heads_value(cell, years, rules) and cell.col < years[0].col]
    heads = cells[cells.index(others[-1]) + 1 :] if others else cells  # 目標値 may be the label left of the names
    if not all(_heads_value(cell, years, rules) for cell in heads):
        return None
    return Ruler(row, tuple(sorted((cell.col, cell.col + cell.col_span) for cell in heads)))


def _is_behind(cell: Cell, rules: RuleSet) -> bool:
    """Whether a cell right of the years heads no year: 備考, 合計."""
    return rules["table_headers"].label(cell.text) == "remarks" or _SUM.fullmatch(cell.text) is not None


def _heads_value(cell: Cell, years: Sequence[Cell], rules: RuleSet) -> bool:
    return cell in years or rules["table_headers"].label(cell.text) in _BESIDE_YEARS


def _is_year(cell: Cell, rules: RuleSet) -> bool:
    return rules["table_headers"].label(cell.text) == "year" or rules["time_columns"].match(cell.text) is not None
