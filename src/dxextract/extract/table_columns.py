"""What the columns of a table hold, by its header rows.

Decides how many top rows are header, which role each column has (its header words by `rules/table_headers.yaml`, once
dates and units in brackets are set aside), and what headings that were merged in the source say of the columns beside.
What the whole table is about is decided by `table_kinds`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dxextract.extract.kpis.shape import (
    headed_by_shape,
)
from dxextract.extract.time_rows import dates_of, without_dates
from dxextract.extract.units import ending_unit
from dxextract.extract.year_parts import part_of_year, parts_years
from dxextract.rules import RuleSet
from dxextract.rules.asked_dates import asks_for_date
from dxextract.rules.header_words import header_word
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import (
    FIGURE_LABELS,
    OVER_COLUMNS,
    OVER_YEARS,
    VALUE_LABELS,
    names_group,
)
from dxextract.schema.document import Cell, Table
from dxextract.schema.records import Column

_MAX_HEADER_ROWS = 3
_FEWEST_BANDED = 3
_FEWEST_YEARS = 3  # cells of a column of years, with its label
_LOWER_LABELS = FIGURE_LABELS | {"value"}
"""What header rows below the first say: `評価` or `内容` there is the first thing a column holds."""


def count_header_rows(table: Table, rules: RuleSet) -> int:
    """How many top rows are header: rows of header words and dates, at most three, never the whole table."""
    if table.n_rows == 1:
        return int(sum(_header_word(cell, rules) == "year" for cell in table.cells if cell.text) >= _FEWEST_YEARS)
    grid = table.grid()
    count = 0
    for row in range(min(_MAX_HEADER_ROWS, table.n_rows - 1)):
        cells = {id(c): c for col in range(table.n_cols) if (c := grid.get((row, col))) is not None and c.text}
        texts = list(cells.values())
        if not texts:
            break
        known = sum(1 for c in texts if _header_word(c, rules) is not None)
        if row and parts_years(grid, row, table.n_cols, lambda cell: _header_word(cell, rules) == "year"):
            count = row + 1
            continue
        values = sum(1 for c in texts if c.quantity is not None and c.quantity.state == "numeric" and not dates_of(c))
        if values or known * 2 <= len(texts) or (row and _is_counted(grid, row, table.n_cols, rules)):
            count += not row and not values and headed_by_shape(table)
            break
        if row and not any(_header_word(c, rules) in _LOWER_LABELS for c in texts):
            break
        if row and _answers(grid, row, texts, rules):
            break
        count = row + 1
    count = count or _heads_years_down(table, rules)
    count = max(count, min(table.header_rows, table.n_rows - 1))
    while count > 1 and _is_band(grid, count - 1, table.n_cols, rules):
        count -= 1
    return count


def _is_band(grid: dict[tuple[int, int], Cell], row: int, n_cols: int, rules: RuleSet) -> bool:
    """Whether a row below the headings is one cell across all columns that names what the rows below it are of."""
    cell = grid.get((row, 0))
    if cell is None or cell.row != row or not cell.text or cell.col_span < n_cols or n_cols < _FEWEST_BANDED:
        return False
    return _header_word(cell, rules) is None and "単位" not in cell.text and cell.quantity is None


def _answers(grid: dict[tuple[int, int], Cell], row: int, texts: list[Cell], rules: RuleSet) -> bool:
    """Whether each year of a row stands below a header that asks for it (導入年度 over 令和3年度): no header itself."""
    years = [c for c in texts if _header_word(c, rules) == "year"]
    above = [grid.get((row - 1, c.col)) for c in years]
    return bool(years) and all(a is not None and a.col_span == 1 and asks_for_date(a.text) for a in above)


def _is_counted(grid: dict[tuple[int, int], Cell], row: int, n_cols: int, rules: RuleSet) -> bool:
    """Whether a row has a number of its own below No.: it is the first of those that are counted."""
    numbers = [c for col in range(n_cols) if (c := grid.get((0, col))) and _header_word(c, rules) == "number"]
    counted = [grid.get((row, cell.col)) for cell in numbers if cell.row_span == 1]
    return any(cell is not None and cell.row == row and cell.text for cell in counted)


def _heads_years_down(table: Table, rules: RuleSet) -> int:
    """1 where the first cell is a label over years and nothing else (年度 | ネットワーク | 端末), else 0."""
    first = [cell for cell in table.cells if cell.col == 0 and cell.text]
    if len(first) < _FEWEST_YEARS or first[0].row or rules["table_headers"].label(first[0].text) != "schedule":
        return 0
    return int(all(_header_word(cell, rules) == "year" and dates_of(cell) for cell in first[1:]))


def _header_word(cell: Cell, rules: RuleSet) -> str | None:
    """The role a header cell names; `year` for a cell that is only a date."""
    text = without_dates(cell.passage, cell)
    if not re.sub(r"[\s()（）\[\]~～〜\-/・]+", "", text):
        return "year" if dates_of(cell) else None
    if dates_of(cell) and rules["table_headers"].label(cell.text) == "year":
        return "year"  # 第1ステップ(令和7年度)
    label = header_word(text, rules)
    return label or ("schedule" if rules["time_bounds"].match(text) else None)


def read_column(grid: Mapping[tuple[int, int], Cell], col: int, header_rows: int, rules: RuleSet) -> Column:
    """What the header cells of a column say of it: its role, its date or dates, its unit."""
    cells: list[Cell] = []
    for row in range(header_rows):
        cell = grid.get((row, col))
        if cell is not None and cell.text and cell not in cells:
            cells.append(cell)
    text = " ".join(cell.text for cell in cells)
    dates = [date for cell in cells for date in dates_of(cell)]
    said = [(cell, label) for cell in cells if (label := _header_word(cell, rules)) is not None]
    over = OVER_YEARS if any(label == "year" for _, label in said) else OVER_COLUMNS
    below = [label for cell, label in said if cell.col_span == 1 or label not in over]
    labels = below or [label for _, label in said]  # 成果指標 over all that is said of an indicator names no column
    value = next((label for label in reversed(labels) if label in VALUE_LABELS), None)  # 現状 below 目標値 is 現状
    label = value or next((label for label in reversed(labels) if label != "year"), labels[-1] if labels else None)
    wide = [found for cell, found in said if cell.col == col and cell.col_span > 1]
    if wide and names_group(wide[-1], cells[-1].text):
        label = "kpi_name"
    if label == "value" and dates:
        # 令和5年度当初値: the date has taken the word with it that says which value
        whole = next((found for c in cells if (found := rules["table_headers"].label(c.text)) in VALUE_LABELS), None)
        label = whole or "year"
    yearly = next((cell for cell in cells if dates_of(cell)), None)
    part = part_of_year(yearly, cells[-1], dates[-1]) if yearly is not None and yearly is not cells[-1] else None
    units = [unit for cell in reversed(cells) if (unit := ending_unit(cell)) is not None]
    units = [unit for unit in units if not (dates and row_value(unit.unit or "", rules))]  # R8（計画）
    return Column(
        label=label,
        date=dates[-1] if dates else None,
        since=dates[0] if len(dates) > 1 else None,
        unit=units[0] if units else None,
        text=text,
        cumulative="累計" in text,
        part=part,
    )


def with_halves(heads: tuple[Column, ...], table: Table, header_rows: int) -> tuple[Column, ...]:
    """The columns of a text, in which 現状値 that was merged over 年度 and 数値 stands above one or between them."""
    filled = {cell.col for cell in table.cells if cell.row >= header_rows and cell.text}
    halved = list(heads)
    for col, head in enumerate(heads):
        if head.label not in VALUE_LABELS:
            continue
        beside = [col + 1] if col in filled else [col - 1, col + 1]
        for other in beside:
            if 0 <= other < len(heads) and _is_half(heads[other]):
                halved[other] = replace(heads[other], label=head.label)
    return tuple(halved)


def with_dated_halves(heads: tuple[Column, ...], table: Table, header_rows: int) -> tuple[Column, ...]:
    """The columns, one without a header that has the figures of the years beside it, or their years (現況値 | ).

    A table loses the span of 現況値 over both where nothing is drawn between its headings.
    """
    blank = [col for col, head in enumerate(heads[1:], 1) if not head.text and heads[col - 1].label in VALUE_LABELS]
    halved = list(heads)
    for col in blank if header_rows else ():
        told = [[c for c in table.cells if c.col == at and c.row >= header_rows and c.text] for at in (col - 1, col)]
        years = [all(dates_of(c) and c.quantity is None for c in cells) for cells in told]
        if all(told) and years[0] != years[1] and all(c.quantity is not None for c in told[years[0]]):
            halved[col] = replace(heads[col], label=heads[col - 1].label)
    return tuple(halved)


def with_units(heads: tuple[Column, ...], table: Table, header_rows: int, rules: RuleSet) -> tuple[Column, ...]:
    """The columns of a text, in which nothing stands above units: the name's label was merged over both."""
    blank = [col for col, head in enumerate(heads[1:-1], 1) if not head.text and heads[col - 1].label == "kpi_name"]
    for col in blank if header_rows else ():
        cells = [cell for cell in table.cells if cell.col == col and cell.row >= header_rows]
        if len(cells) > 1 and all(cell.text and rules["units"].label(cell.text) is not None for cell in cells):
            return (*heads[:col], replace(heads[col], label="unit"), *heads[col + 1 :])
    return heads


def _is_half(head: Column) -> bool:
    """Whether a header says no more than that a figure or its year stands below."""
    return head.label == "value" or head.text in ("年度", "年")


def with_spread_targets(heads: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a text, in which 目標 that was merged over years stands above one of them only.

    The years beside it, up to a column of another kind, are targets as well.
    """
    aimed = next((col for col, head in enumerate(heads) if head.label == "target" and head.date is not None), None)
    if aimed is None:
        return heads
    first = last = aimed
    while first > 0 and heads[first - 1].label == "year" and heads[first - 1].date is not None:
        first -= 1
    if first == 0 or heads[first - 1].label not in ("baseline", "actual"):
        first = aimed  # the years before it may be those of what was reached
    while last + 1 < len(heads) and heads[last + 1].label == "year" and _is_later(heads[last + 1], heads[last]):
        last += 1
    return tuple(replace(head, label="target") if first <= col <= last else head for col, head in enumerate(heads))


def _is_later(head: Column, before: Column) -> bool:
    """Whether the years of two columns go up: 目標(R9) beside R7 | R8 | R9 does not stand over those."""
    return head.date is not None and before.date is not None and head.date.fiscal_year > before.date.fiscal_year
