"""The rest of a cell that the end of a page cut from a table aligned with spaces: `携帯電話の不感地区`, next page `数`.

Decides that one or two lines which stand alone at the top of the next page, set in from its margin, go on with the last
row: of the cells that hold words just one fills its column, and the lines are no wider. At the margin they go on with
the first cell, where the two are named as what can be measured and the cell alone is not. What begins with a number or
a label is none, and where several cells may go on, the lines are left as they are. Rows that go on with several of
their cells are read by `continued`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.text.cells import looks_like_number, looks_like_number_label, looks_like_value
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.tables import split_row, to_grid
from dxextract.layout.text.wrap import starts_block
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Table
from dxextract.schema.passage import Passage

_MOST_LINES = 2
_SLACK = 2
"""Display columns that a line which fills a column may end short of it."""
_LEAST_INDENT = 2
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
"""Rows below the header that tell how wide a column is."""


def with_rest_of_cell(
    table: Table, lines: Sequence[Line], begin: int, rules: RuleSet
) -> tuple[list[list[Passage]], int] | None:
    """The table's rows, the last one with what a page's first lines from `begin` on say, and the index behind these."""
    grid = to_grid(table)
    if table.n_cols < _FEWEST_COLUMNS or not table.header_rows or len(grid) <= table.header_rows:
        return None
    end = begin
    while end < len(lines) and not lines[end].blank:
        end += 1
    rest = lines[begin:end]
    if not 0 < len(rest) <= _MOST_LINES or not all(_may_be_rest(line, rules) for line in rest):
        return None
    col = _cell_that_goes_on(grid[table.header_rows :], rest, rules)
    if col is None:
        return None
    added = to_passage([line.piece for line in rest], tight=True)
    grid[-1][col] = Passage.of((*grid[-1][col].segments, *added.segments), tight=True)
    return grid, end


def _cell_that_goes_on(rows: Sequence[Sequence[Passage]], rest: Sequence[Line], rules: RuleSet) -> int | None:
    """The column of the last row's cell that the lines go on with; None where that is not told."""
    if min(line.indent for line in rest) < _LEAST_INDENT:
        name = squeeze(rows[-1][0].text)
        whole = name + "".join(squeeze(line.text) for line in rest)
        named = rules["indicator_names"].label(whole) is not None and rules["indicator_names"].label(name) is None
        return 0 if name and named else None
    if len(rows) < _FEWEST_ROWS:
        return None
    width = max(display_width(line.text) for line in rest)
    open_cells = [col for col in range(len(rows[-1])) if _fills(rows, col, width)]
    return open_cells[0] if len(open_cells) == 1 else None


def _may_be_rest(line: Line, rules: RuleSet) -> bool:
    if line.marked or split_row(line) is not None or "  " in line.text:
        return False
    return not starts_block(line.text, rules) and not looks_like_value(line.text)


def _fills(rows: Sequence[Sequence[Passage]], col: int, width: int) -> bool:
    """Whether the last row's words fill the column, which is as wide at least as what goes on with them."""
    last = rows[-1][col]
    if not last.text or last.text.endswith("。") or looks_like_value(last.text):
        return False
    if looks_like_number(last.text) or looks_like_number_label(last.text):
        return False
    widest = max(display_width(segment.raw.strip()) for row in rows for segment in row[col].segments)
    return width <= widest and display_width(last.segments[-1].raw.strip()) + _SLACK >= widest
