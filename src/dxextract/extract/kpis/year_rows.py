"""KPI tables whose rows are years and whose columns are indicators (年度 | 申請率(%) | 利用者数(人)).

Decides that a table is such when its first column names a year in each row, other columns hold values below headings
that name no kind of value, and something says that they are aimed at: a row (令和10年度(目標)), the words above the
table, or a column of what is done in years still to come (年度 | 取組 | 申請率). Series of figures that were only
measured are none. Each column is one KPI: a year's row says whether its figures are targets or what was reached; where
none does, the last year is the target and the first the baseline. The columns of work are read with the schedules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.units import ending_unit, own_unit
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table
from dxextract.schema.plan import DateRef

_AIMED = re.compile(r"目標|指標|KPI|KGI")
_ROW_LABELS = frozenset({"target", "actual", "baseline", "milestone", "year", "schedule"})
_WORK = frozenset({"action", "description", "schedule", "measure"})
_WORK_BLOCKS = frozenset({"actions", "schedule", "next_steps"})
_STATE = re.compile(r"(?:状況|有無|状態|段階)(?:[(\[【][^()\[\]【】]*[)\]】])*$")
"""How the name of an indicator ends whose values are states in words (未導入, 検討中, 導入済)."""
_REMARK = re.compile(r"[(（【\[]([^()（）【】\[\]]{1,8})[)）】\]]$")
_FEWEST = 2
_YEARS = frozenset({"fiscal_year", "fiscal_year_end", "year"})


@dataclass(frozen=True, slots=True)
class YearRows:
    """The years of the rows with what their figures are, by row, and the columns of figures and those of work."""

    rows: dict[int, tuple[str, DateRef]]
    columns: tuple[int, ...]
    work: tuple[int, ...]
    head: int
    """The row of their names."""


def year_rows(
    table: Table, header_rows: int, said: Iterable[str], rules: RuleSet, now: int | None = None
) -> YearRows | None:
    """The rows and columns of such a table (as meant); None for any other.

    `said` are the words above it, `now` is the fiscal year in which the plan appeared.
    """
    grid = table.grid()
    head, top = _head_and_top(table, header_rows, rules)
    rows = _years_from(grid, top, table.n_rows, rules)
    if not rows:
        return None
    columns = tuple(col for col in range(1, table.n_cols) if _is_indicator(grid, col, head, rows, rules))
    if columns:  # beside indicators that were measured one may have nothing but its target
        columns = tuple(c for c in range(1, table.n_cols) if c in columns or _is_aim(grid, c, head, rows, rules))
    work = tuple(col for col in range(1, table.n_cols) if col not in columns and _is_work(grid, col, head, rows, rules))
    aimed = any(label == "target" for label, _ in rows.values()) or any(_AIMED.search(text) for text in said)
    planned = bool(work) and now is not None and max(date.fiscal_year for _, date in rows.values()) > now
    return YearRows(rows, columns, work, head) if columns and (aimed or planned) else None


def year_column(table: Table, header_rows: int, rules: RuleSet) -> dict[int, tuple[str, DateRef]]:
    """The year of each row below the header, with what its figures are; empty where some row has none."""
    return _years_from(table.grid(), max(header_rows, 1), table.n_rows, rules)


def _years_from(
    grid: dict[tuple[int, int], Cell], top: int, bottom: int, rules: RuleSet
) -> dict[int, tuple[str, DateRef]]:
    rows: dict[int, tuple[str, DateRef]] = {}
    for row in range(top, bottom):
        cell = grid.get((row, 0))
        found = _row_year(cell, rules) if cell is not None else None
        if found is None:
            return {}
        rows[row] = found
    return rows if len({date.fiscal_year for _, date in rows.values()}) >= _FEWEST else {}


def _head_and_top(table: Table, header_rows: int, rules: RuleSet) -> tuple[int, int]:
    """The row of the names and the first row of figures; between them a row may say the units."""
    grid = table.grid()
    top = max(header_rows, 1)
    last = top if header_rows < 2 else top - 1
    unit = grid.get((last, 0))
    if last and unit is not None and rules["table_headers"].label(unit.text.strip(" ()（）")) == "unit":
        return last - 1, last + 1
    return top - 1, top


def read_year_rows(table: Table, found: YearRows) -> Iterator[Entry]:
    """The indicators of the columns, from left to right."""
    grid = table.grid()
    for col in found.columns:
        name = grid[(found.head, col)]
        below = grid.get((found.head + 1, col))
        said = below if below is not None and found.head + 1 not in found.rows else None
        unit = (own_unit(said) or ending_unit(said)) if said is not None else None
        cells = {row: grid[(row, col)] for row in found.rows if (row, col) in grid and grid[(row, col)].text}
        readings = tuple(Reading(found.rows[row][0], cell, found.rows[row][1]) for row, cell in cells.items())
        yield Entry(name, readings, unit or ending_unit(name), None, min(found.rows), (name, *cells.values()))


def _row_year(cell: Cell, rules: RuleSet) -> tuple[str, DateRef] | None:
    """What the figures of a row are, and its year."""
    label = rules["table_headers"].label(cell.text)
    dates = [m.date for m in cell.mentions if m.kind == "date" and m.date is not None and m.date.precision in _YEARS]
    if label not in _ROW_LABELS or len(dates) != 1 or cell.col_span > 1:
        return None
    remark = _REMARK.search(cell.text)  # 令和7年度(2025年度)(現状)
    said = rules["table_headers"].label(remark[1]) if remark is not None and label in ("year", "schedule") else None
    if said in _ROW_LABELS - {"year", "schedule"}:
        return said, dates[0]
    return ("year" if label == "schedule" else label), dates[0]


def _is_indicator(grid: dict[tuple[int, int], Cell], col: int, row: int, rows: Iterable[int], rules: RuleSet) -> bool:
    """Whether a column has values, figures in most rows, below a heading of its own that names no kind of value."""
    head = grid.get((row, col))
    if head is None or not head.text or head.col_span > 1 or head.quantity is not None:
        return False
    if rules["table_headers"].label(head.text) not in (None, "kpi_name"):
        return False
    cells = [cell for row in rows if (cell := grid.get((row, col))) is not None and cell.text]
    figures = [cell for cell in cells if cell.quantity is not None and cell.quantity.state == "numeric"]
    valued = all(cell.quantity is not None for cell in cells)  # 増加 and － are values too
    if len(cells) < _FEWEST or not (valued or len(figures) * 2 > len(cells)):
        return False
    told = rules["indicator_names"].label(head.text) or _STATE.search(head.text) or ending_unit(head)
    return len(figures) * 2 >= len(cells) or bool(told)


def _is_aim(
    grid: dict[tuple[int, int], Cell], col: int, head: int, rows: dict[int, tuple[str, DateRef]], rules: RuleSet
) -> bool:
    """Whether all that a column says below its name is the figure of the one row of targets."""
    name = grid.get((head, col))
    said = [row for row in rows if (cell := grid.get((row, col))) is not None and cell.text]
    if name is None or not name.text or len(said) != 1 or rows[said[0]][0] != "target":
        return False
    value = grid[(said[0], col)].quantity
    return rules["table_headers"].label(name.text) is None and value is not None and value.state == "numeric"


def _is_work(grid: dict[tuple[int, int], Cell], col: int, row: int, rows: Iterable[int], rules: RuleSet) -> bool:
    """Whether a column says in words what is done in most years, below a heading that says so."""
    head = grid.get((row, col))
    if head is None or head.col_span > 1:
        return False
    labels = rules["table_headers"].label(head.text), rules["block_labels"].label(head.text)
    if labels[0] not in _WORK and labels[1] not in _WORK_BLOCKS:
        return False
    cells = [cell for row in rows if (cell := grid.get((row, col))) is not None and cell.text]
    told = [c for c in cells if c.quantity is None or c.quantity.state == "qualitative"]
    return len(told) >= _FEWEST and len(told) * 2 >= len(cells)
