"""Which row of a grid has the years that head its columns."""

from __future__ import annotations

import pytest

from dxextract.layout.drawn.schedules import find_time_columns
from dxextract.layout.model import Grid, GridCell, Line

PLAN = (("取組", "R7", "R8", "R9"), ("端末の配備", "検討", "導入", ""))
LEVELS = (("取組", "令和7年度", "令和8年度"), ("", "R7", "R8"), ("端末の配備", "検討", "導入"))
SYSTEMS = (("システム名", "導入年度", "更新予定"), ("住民情報", "H28", "R8"), ("財務会計", "R3", "R10"))


@pytest.mark.parametrize(("rows", "found"), [(PLAN, (0, 1)), (LEVELS, (1, 1)), (SYSTEMS, None)])
def test_rows_that_each_say_years_of_their_own_are_no_header(rows, found):
    cells = [GridCell(r, c, 1, 1, (c, r, c + 1, r + 1)) for r, row in enumerate(rows) for c in range(len(row))]
    grid = Grid(tuple(range(len(rows[0]) + 1)), tuple(range(len(rows) + 1)), tuple(cells))
    texts = {
        number: (Line(rows[cell.row][cell.col], cell.box, 10.0, False, "#000000", ()),)
        for number, cell in enumerate(cells)
        if rows[cell.row][cell.col]
    }
    times = find_time_columns(grid, texts, lambda text: text.startswith(("R", "H", "令和")))
    assert (None if times is None else (times.row, times.first_col)) == found
