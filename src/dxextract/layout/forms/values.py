"""Indicators of a form whose name and figures stand in rows (or pairs) of their own: 指標, 現状値, 目標値.

Decides which labelled figures belong to which indicator of a form, and sets them out as a table of one row under the
form's own labels, as every other indicator is read. Decides nothing about the figures themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dxextract.layout.forms.labels import VALUE, Region, cells_starting, content
from dxextract.layout.forms.unfolding import part_of
from dxextract.layout.tables.cell_meaning import with_meaning
from dxextract.layout.text.cells import looks_like_number
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.header_words import header_word
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table

_FIGURES = VALUE_LABELS | {"unit", "definition"}
_COUNTED = re.compile(r"(?<=[^\d])(?:[①-⑳]|[1-9])$")
_YEAR = re.compile(r"^(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d{2})(?:年度?)?末?[:：]?(?=.)")
_AIMS = frozenset({"target", "milestone"})


def with_values(table: Table, regions: Sequence[Region], rules: RuleSet) -> Iterator[tuple[Region, tuple[Region, ...]]]:
    """Each region, and with one that names an indicator those of its figures, which come right after it.

    A row of years right behind the name heads its figures. A figure that follows no name stays by itself, and so do
    figures among which no target is.
    """
    position = 0
    while position < len(regions):
        region = regions[position]
        end = position + 1
        if _names_indicator(table, regions[position : position + 2], rules):
            years = end < len(regions) and _is_years(table, region, regions[end], rules)
            end += years and any(_says(table, one, rules) in _FIGURES for one in regions[end + 1 : end + 2])
            while end < len(regions) and _says(table, regions[end], rules) in _FIGURES:
                if regions[end].cell.row > region.cell.row and _names_indicator(table, regions[end : end + 2], rules):
                    break  # 目標 | 受講率 | 現状値 | 10% over 目標 | 開封率 | 現状値 | 14%
                end += 1
        values = tuple(regions[position + 1 : end])
        aimed = any(_says(table, one, rules) in _AIMS for one in values)
        yield region, values if aimed else ()
        if not aimed:
            yield from ((one, ()) for one in values)
        position = end


def _names_indicator(table: Table, regions: Sequence[Region], rules: RuleSet) -> bool:
    """Whether a label names an indicator: 指標, or 目標 before a name with a figure behind a label in its row."""
    name = regions[0]
    if _says(table, name, rules) == "kpi_name":
        return True
    cells = content(table, name)
    if name.label != "kpi" or len(cells) != 1 or looks_like_number(cells[0].text) or len(regions) < 2:
        return False
    return regions[1].cell.row == name.cell.row and _says(table, regions[1], rules) in VALUE_LABELS


def _is_years(table: Table, name: Region, region: Region, rules: RuleSet) -> bool:
    """Whether the row below an indicator's one name has a label and nothing but years beside it (年度 | R6 | R7)."""
    below = len(content(table, name)) == 1 and (region.top, region.left) == (name.bottom, name.left)
    return below and region.bottom == region.top + 1 and _begins_with_years(table, region, rules)


def _begins_with_years(table: Table, region: Region, rules: RuleSet) -> bool:
    """Whether the first row of a region has nothing but years, which may be headed 年度 in the column of labels."""
    cells = _cells_of(table, region, region.top)
    if cells and rules["table_headers"].label(cells[-1].text) == "remarks":
        cells = cells[:-1]
    return len(cells) > 1 and all(_heads_figures(cell, rules) for cell in cells)


def indicator_table(table: Table, regions: Sequence[Region], rules: RuleSet) -> Table | None:
    """The labels of `regions` as a header row, and what each names as the row below it; None where that is no one cell.

    Years or labels beside their figures (目標 | R8 | 20 | R9 | 30) are columns of their own; several indicators, one
    below the other or counted ①②, are rows of what is meant.
    """
    columns: list[tuple[Cell, Cell]] = []
    for region in regions:
        cells = content(table, region)
        if len(cells) == 1:
            columns.append((region.cell, cells[0]))
        elif pairs := years_beside(table, region, rules) or _values_beside(table, region, rules):
            columns.extend(pairs)
        else:
            return None
    return with_meaning(two_rows(table, columns), rules)


def years_beside(table: Table, region: Region, rules: RuleSet) -> list[tuple[Cell, Cell]]:
    """Each year of a region's one row with what stands at its right (R7 | 検討 | R8 | 導入); else none."""
    cells = content(table, region)
    labels = [rules["table_headers"].label(cell.text) == "year" for cell in cells]
    steady = len(cells) >= 4 and labels == [True, False] * (len(cells) // 2)
    if not steady or len({cell.row for cell in cells}) > 1:
        return []
    return list(zip(cells[::2], cells[1::2], strict=True))


def _values_beside(table: Table, region: Region, rules: RuleSet) -> list[tuple[Cell, Cell]]:
    """Each label of a region's one row with the value at its right (現状値 | 0件 | 目標値 | 320件); else none."""
    cells = content(table, region)
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    if len(cells) < 4 or len(cells) % 2 or len({cell.row for cell in cells}) > 1:
        return []
    labelled = all(rules["table_headers"].label(label.text) in VALUE_LABELS for label, _ in pairs)
    return pairs if labelled and all(looks_like_number(value.text) for _, value in pairs) else []


def years_table(table: Table, region: Region, rules: RuleSet) -> Table | None:
    """The years of a region's one row as a header, and what stands beside each as the row below."""
    pairs = years_beside(table, region, rules)
    return two_rows(table, pairs) if pairs else None


def two_rows(table: Table, columns: Sequence[tuple[Cell, Cell]]) -> Table:
    """A header row and one row of values."""
    cells = [
        replace(cell, row=row, col=col, row_span=1, col_span=1)
        for row in range(2)
        for col, cell in enumerate(column[row] for column in columns)
    ]
    laid = replace(table, n_rows=2, n_cols=len(columns), cells=tuple(cells), bars=(), spans="unknown")
    return part_of(laid, range(2), range(len(columns)), header_rows=1)


def named_tables(table: Table, region: Region, rules: RuleSet) -> list[Table]:
    """The tables of a region in which indicators' names stand in rows of their own over years and their figures.

    The figures are a row below the years, or rows that say which they are (目標値, 実績値), or stand in the name's own
    row, a year before each. The name becomes the first column, under the region's own label. Empty where the rows are
    no such ones.
    """
    if region.label != "kpi":
        return []
    if beside := _rows_of_years(table, region, rules):
        return beside
    filled = {row: _cells_of(table, region, row) for row in range(region.top, region.bottom)}
    starts = [row for row, cells in filled.items() if _is_name(region, cells, rules)]
    if not starts or starts[0] != region.top:
        return []
    ends = [*starts[1:], region.bottom]
    laid = [_named_table(table, region, range(top, end), rules) for top, end in zip(starts, ends, strict=True)]
    return [one for one in laid if one is not None] if all(laid) else []


def _rows_of_years(table: Table, region: Region, rules: RuleSet) -> list[Table]:
    """The tables of rows that are a name and pairs of a year and a figure each (申請率 | R7 | 24% | R10 | 60%)."""
    laid: list[Table] = []
    for row in range(region.top, region.bottom):
        name, *cells = [cell for cell in cells_starting(table, row) if cell is not region.cell] or [region.cell]
        pairs = list(zip(cells[::2], cells[1::2], strict=False))
        told = len(pairs) >= 2 and len(cells) % 2 == 0 and not looks_like_number(name.text)
        if not told or not all(_is_year(year, rules) and looks_like_number(value.text) for year, value in pairs):
            return []
        laid.append(two_rows(table, [(region.cell, name), *pairs]))
    return laid


def _is_year(cell: Cell, rules: RuleSet) -> bool:
    return rules["table_headers"].label(cell.text) == "year"


def below_name(table: Table, region: Region, values: Sequence[Region], rules: RuleSet) -> list[Table]:
    """The table of an indicator that is named above its years, and whose figures have labels of their own."""
    own = region.bottom - region.top > 1 or _begins_with_years(table, values[0], rules)
    if not own or any(one.left != region.left for one in values):
        return []
    tops = [region.bottom, *(one.bottom for one in values)]
    if [one.top for one in values] != tops[:-1]:
        return []
    head = replace(region.cell)  # a label among its rows, no longer the one that names them
    return named_tables(table, replace(region, cell=head, bottom=tops[-1], left=head.col), rules)


def _is_name(region: Region, cells: Sequence[Cell], rules: RuleSet) -> bool:
    """Whether a row says a name only, perhaps behind a label of its own (指標 | 申請率)."""
    if not cells or cells[0].col != region.left or len(cells) > 2:
        return False
    if len(cells) == 1:
        return not _is_figure_label(cells[0], rules)  # 実績, still to be filled in
    return rules["table_headers"].label(cells[0].text) == "kpi_name"


def _cells_of(table: Table, region: Region, row: int) -> list[Cell]:
    """The cells with text that begin in `row` of the region, left to right."""
    return sorted((cell for cell in content(table, region) if cell.row == row), key=lambda cell: cell.col)


def _named_table(table: Table, region: Region, rows: range, rules: RuleSet) -> Table | None:
    """A name, the years below it and the figures below those, as a table of one indicator."""
    if len(rows) < 3:
        return None
    name = _cells_of(table, region, rows[0])[-1]
    heads = _cells_of(table, region, rows[1])
    figures = [_cells_of(table, region, row) for row in rows[2:]]
    labelled = all(row and row[0].col == region.left and _is_figure_label(row[0], rules) for row in figures)
    if sum(_heads_figures(cell, rules) for cell in heads) < 2:
        return None
    if not labelled and (len(figures) > 1 or not {c.col for c in figures[0]} <= {c.col for c in heads}):
        return None
    part = part_of(table, rows[1:], range(region.left, region.right))
    corner = labelled and heads[0].col == region.left and any(c.isdigit() for c in heads[0].text)  # 現状値 14件
    moved = [replace(c, col=c.col + 1) for c in part.cells if c.row or c.col or not corner]
    label = replace(region.cell, row=0, col=0, row_span=1, col_span=1)
    named = replace(name, row=1, col=0, row_span=len(rows) - 2, col_span=1)
    laid = sorted([label, named, *moved], key=lambda cell: (cell.row, cell.col))
    return replace(part, cells=tuple(laid), n_cols=part.n_cols + 1, header_rows=1, bars=())


def _is_figure_label(cell: Cell, rules: RuleSet) -> bool:
    return rules["table_headers"].label(cell.text) in _FIGURES


def _heads_figures(cell: Cell, rules: RuleSet) -> bool:
    """Whether a cell is a year, or says which figure stands below it (R6（実績）, 目標値)."""
    return rules["time_columns"].label(cell.text.split("(")[0]) is not None or _is_figure_label(cell, rules)


def _says(table: Table, region: Region, rules: RuleSet) -> str | None:
    """What a label says of an indicator; None for the label of anything else.

    現状 and 目標 head a block of text in one form and a figure in the next: the content tells.
    """
    said = _COUNTED.sub("", region.cell.text)
    label = header_word(said, rules)
    if region.label in ("kpi", VALUE):
        return label
    cells = content(table, region)
    if pairs := years_beside(table, region, rules) or _values_beside(table, region, rules):
        cells = [value for _, value in pairs]
    told = label in _FIGURES and (len(cells) == 1 or bool(pairs))
    return label if told and all(looks_like_number(_YEAR.sub("", squeeze(cell.text))) for cell in cells) else None
