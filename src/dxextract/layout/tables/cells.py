"""A grid and the text that stands in it -> the cells of a table.

Decides each cell's text (lines in reading order, vertical columns from the right), its fill, and how many rows are
header rows. Spans come from the grid; drawn bars are bound in `bars`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dxextract.layout.box_relations import shared_area
from dxextract.layout.lines import fragments_to_lines
from dxextract.layout.model import Fragment, Frame, Grid, GridCell, Line
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Cell
from dxextract.schema.passage import Passage

_LEVEL = 24.0
_BLANK = Passage.of(())
_WIDE = 12.0
"""Ems between two pieces on one baseline of a cell that still are one line."""


def fragments_to_cell_lines(fragments: Iterable[Fragment], tolerances: Tolerances) -> list[Line]:
    """The lines of one cell; wide gaps do not part them."""
    return fragments_to_lines(fragments, tolerances, gap=_WIDE)


def lines_to_passage(lines: Sequence[Line], page: int) -> Passage:
    """`lines` of one cell as a passage; columns of vertical text are read from the right."""
    if not lines:
        return _BLANK
    if len(lines) == 1:
        return Passage.of((lines[0].segment(page),), tight=True)
    vertical = sorted((line for line in lines if line.vertical), key=lambda line: -line.box[2])
    level = [line for line in lines if not line.vertical]
    ordered = [*vertical, *level] if len(vertical) > len(level) else sorted([*level, *vertical], key=_by_place)
    return Passage.of((line.segment(page) for line in ordered), tight=True)


def _by_place(line: Line) -> tuple[int, float]:
    return (round(line.box[1] / 2), line.box[0])


def grid_to_cells(
    grid: Grid, texts: Mapping[int, Sequence[Line]], frames: Sequence[Frame], page: int
) -> tuple[Cell, ...]:
    """The cells of `grid`, row by row; `texts` has the lines of each of its cells by their number."""
    fills = cell_fills(grid, frames)
    cells = [
        Cell(
            row=cell.row,
            col=cell.col,
            passage=lines_to_passage(texts.get(number, ()), page),
            row_span=cell.row_span,
            col_span=cell.col_span,
            box=cell.box,
            page=page,
            fill=fill,
        )
        for number, (cell, fill) in enumerate(zip(grid.cells, fills, strict=True))
    ]
    return tuple(sorted(cells, key=lambda c: (c.row, c.col)))


def cell_fills(grid: Grid, frames: Sequence[Frame]) -> list[str | None]:
    """The colour painted behind most of each cell, the last one painted winning."""
    levels: dict[int, list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.fill is not None and shared_area(frame.box, grid.box) > 0:
            for level in range(int(frame.box[1] // _LEVEL), int(frame.box[3] // _LEVEL) + 1):
                levels[level].append(frame)
    return [_fill_of(cell, levels[int((cell.box[1] + cell.box[3]) / 2 // _LEVEL)]) for cell in grid.cells]


def _fill_of(cell: GridCell, frames: Iterable[Frame]) -> str | None:
    area = (cell.box[2] - cell.box[0]) * (cell.box[3] - cell.box[1])
    fill = None
    for frame in frames:
        if shared_area(frame.box, cell.box) >= 0.7 * area:
            fill = frame.fill
    return fill


def cells_to_header_rows(cells: Sequence[Cell], bold: Mapping[tuple[int, int], bool]) -> int:
    """How many first rows are set off as a header: shaded where the body is not, or bold where the body is not.

    `bold` says for each cell with text, by its position, whether it is bold. A first row of several levels counts
    as deep as its tallest cell.
    """
    n_rows = max((c.row + c.row_span for c in cells), default=0)
    if n_rows < 2:
        return 0
    depth = _shaded_rows(cells, bold, n_rows) or _bold_rows(cells, bold, n_rows)
    return depth if depth < n_rows else 0


def _shaded_rows(cells: Sequence[Cell], bold: Mapping[tuple[int, int], bool], n_rows: int) -> int:
    body = {c.fill for c in cells if c.row == n_rows - 1 and c.col > 0}
    depth = 0
    for row in range(n_rows):
        fills = [c.fill for c in cells if c.row == row]
        if not fills or any(f is None or f in body for f in fills):
            break
        if depth == 1 and (not _goes_deeper(cells, fills) or (_is_bold(bold, 0) and not _is_bold(bold, row))):
            break
        depth = max(depth, row + 1)
    return _full_depth(cells, depth)


def _is_bold(bold: Mapping[tuple[int, int], bool], row: int) -> bool:
    """Whether a text of the row is set off."""
    return any(flag for (r, _), flag in bold.items() if r == row)


def _goes_deeper(cells: Sequence[Cell], fills: Sequence[str | None]) -> bool:
    """Whether a second shaded row is header too: in the first one's colours, or below a cell that spans columns.

    The first row of a banded body is shaded as well, in a colour of its own.
    """
    top = [c for c in cells if c.row == 0]
    return any(f in {c.fill for c in top} for f in fills) or any(c.col_span > 1 for c in top)


def _bold_rows(cells: Sequence[Cell], bold: Mapping[tuple[int, int], bool], n_rows: int) -> int:
    if not any(not bold.get((c.row, c.col), True) for c in cells if c.row == n_rows - 1):
        return 0
    depth = 0
    for row in range(n_rows):
        flags = [bold[c.row, c.col] for c in cells if c.row == row and (c.row, c.col) in bold]
        if not flags or not all(flags):
            break
        depth = row + 1
    return _full_depth(cells, depth)


def _full_depth(cells: Sequence[Cell], depth: int) -> int:
    """The rows that the header's spanning cells reach down to."""
    if depth == 0:
        return 0
    return max(c.row + c.row_span for c in cells if c.row < depth)
