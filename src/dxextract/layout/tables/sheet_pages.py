"""Pages of one wide spreadsheet, printed left and right parts apart -> the table whole again.

A sheet that is wider than its paper is cut between columns: its parts follow one another (1 left, 1 right, 2 left …),
or all left parts come before all right ones. Decides which pages hold parts of one table, by their rows: a right part
has the same top, bottom and row edges as its left one, other columns, nothing but running lines beside it, and a first
column for which the left page had no room. Leading columns that are printed again on each page are kept once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.model import Grid, GridCell, LineBlock, PageBlock, PageLayout, TableBlock
from dxextract.normalise import squeeze
from dxextract.schema.document import Bar, Cell
from dxextract.schema.passage import Place

_SAME = 2.0
"""Points within which edges on two pages stand at one place."""
_FEWEST_ROWS = 3
_MOST_DOWN = 60  # pages


def join_split_sheets(pages: Sequence[PageLayout]) -> list[PageLayout]:
    """`pages` with the right parts of tables moved to the page of their left ones."""
    joined = list(pages)
    start = 0
    while start < len(pages):
        down, across = _extent(joined, start)
        for row in range(down):
            # of one row of parts the pages stand side by side, of several `down` pages apart
            numbers = [start + row + part * down for part in range(across)]
            _merge(joined, numbers)
        start += down * across
    return joined


def mark_titles_again(pages: Sequence[PageLayout]) -> list[PageLayout]:
    """`pages` with those lines running that a sheet prints again above its table on each page (print titles)."""
    marked = [pages[0]] if pages else []
    for before, page in pairwise(pages):
        again = _titles_again(before, page)
        blocks = tuple(
            replace(b, role="running") if isinstance(b, LineBlock) and b in again else b for b in page.blocks
        )
        marked.append(replace(page, blocks=blocks))
    return marked


def _titles_again(before: PageLayout, page: PageLayout) -> list[LineBlock]:
    """The lines above the only table of `page`: all of them stand above the only one of the page `before`, too."""
    upper, lower = _only_table(before), _only_table(page)
    if upper is None or lower is None or not _same_columns(upper.grid.xs, lower.grid.xs):
        return []
    first, again = ([squeeze(c.text) for c in table.cells if c.row == 0] for table in (upper, lower))
    if not any(first) or first != again or _body(before)[-1] is not upper:
        return []
    titles, above = ([b for b in _body(p) if b.box[3] <= t.box[1]] for p, t in ((before, upper), (page, lower)))
    lines = [line for line in above if isinstance(line, LineBlock)]
    known = all(any(isinstance(t, LineBlock) and _is_again(line, t) for t in titles) for line in lines)
    return lines if known and len(lines) == len(above) else []


def _body(page: PageLayout) -> list[PageBlock]:
    return [block for block in page.blocks if not isinstance(block, LineBlock) or block.role == "body"]


def _is_again(line: LineBlock, before: LineBlock) -> bool:
    same_place = all(abs(a - b) <= _SAME for a, b in zip(line.box, before.box, strict=True))
    return same_place and squeeze(line.line.text) == squeeze(before.line.text)


def _extent(pages: Sequence[PageLayout], start: int) -> tuple[int, int]:
    """How many pages down and across the sheet that begins on page `start` is cut into; (1, 1) when it is not."""
    if _only_table(pages[start]) is None:
        return 1, 1
    for down in range(1, min(_MOST_DOWN, len(pages) - start - 1) + 1):
        if down > 1 and _only_table(pages[start + down - 1]) is None:
            return 1, 1
        across = 1
        while _are_beside(pages, start, down, across):
            across += 1
        if across > 1:
            return down, across
    return 1, 1


def _are_beside(pages: Sequence[PageLayout], start: int, down: int, across: int) -> bool:
    """Whether the `down` pages after those of `across` columns of parts go on with them at the right."""
    last = start + down * (across + 1)
    if last > len(pages):
        return False
    return all(
        _is_right_part(pages[page - down], pages[page], first=pages[start + (page - start) % down])
        for page in range(last - down, last)
    )


def _is_right_part(left: PageLayout, right: PageLayout, first: PageLayout) -> bool:
    one, other = _only_table(left), _only_table(right)
    if one is None or other is None or (left.width, left.height) != (right.width, right.height):
        return False
    said = {squeeze(block.line.text) for block in first.blocks if isinstance(block, LineBlock)}
    if any(
        isinstance(block, LineBlock) and block.role == "body" and squeeze(block.line.text) not in said
        for block in right.blocks
    ):
        return False
    a, b = one.grid, other.grid
    if not _same_rows(a.ys, b.ys) or _same_columns(a.xs, b.xs):
        return False
    room = left.width - a.xs[0] - a.xs[-1]
    fresh = _repeated_columns(one, other)
    return fresh < len(b.xs) - 1 and b.xs[fresh + 1] - b.xs[fresh] > room - _SAME


def _only_table(page: PageLayout) -> TableBlock | None:
    tables = [block for block in page.blocks if isinstance(block, TableBlock)]
    return tables[0] if len(tables) == 1 and len(tables[0].grid.ys) > _FEWEST_ROWS else None


def _same_rows(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the outer edges agree, and the edges of one are among those of the other."""
    if abs(one[0] - other[0]) > _SAME or abs(one[-1] - other[-1]) > _SAME:
        return False
    finer, coarser = (one, other) if len(one) >= len(other) else (other, one)
    return len(coarser) > _FEWEST_ROWS and all(any(abs(x - y) <= _SAME for y in finer) for x in coarser)


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    shift = other[0] - one[0]
    return len(one) == len(other) and all(abs(x + shift - y) <= _SAME for x, y in zip(one, other, strict=True))


def _repeated_columns(left: TableBlock, right: TableBlock) -> int:
    """How many leading columns of `right` are those of `left` printed again."""
    a, b = left.grid, right.grid
    count = 0
    for col in range(min(len(a.xs), len(b.xs)) - 1):
        same_width = abs((a.xs[col + 1] - a.xs[0]) - (b.xs[col + 1] - b.xs[0])) <= _SAME
        said = _column_texts(left, col)
        if not same_width or not said or said != _column_texts(right, col):
            break
        count = col + 1
    return count


def _column_texts(block: TableBlock, col: int) -> list[str]:
    return [squeeze(cell.text) for cell in block.cells if cell.col == col and cell.text]


def _merge(pages: list[PageLayout], numbers: Sequence[int]) -> None:
    """Moves the tables of the pages `numbers` into one on the first of them."""
    if len(numbers) < 2:
        return
    tables = [table for number in numbers if (table := _only_table(pages[number])) is not None]
    whole = tables[0]
    for table in tables[1:]:
        whole = _side_by_side(whole, table, _repeated_columns(tables[0], table))
    for number, table in zip(numbers, tables, strict=True):
        blocks = pages[number].blocks
        kept = tuple(
            whole if block is tables[0] else block
            for block in blocks
            if block is table is tables[0] or block is not table
        )
        pages[number] = replace(pages[number], blocks=kept)


def _side_by_side(left: TableBlock, right: TableBlock, repeated: int) -> TableBlock:
    """One table of both, without the first `repeated` columns of `right`."""
    ys = left.grid.ys if len(left.grid.ys) >= len(right.grid.ys) else right.grid.ys
    shift = left.grid.xs[-1] - right.grid.xs[repeated]
    xs = (*left.grid.xs, *(x + shift for x in right.grid.xs[repeated + 1 :]))
    first = len(left.grid.xs) - 1 - repeated
    cells = [_re_rowed(cell, left.grid.ys, ys, 0) for cell in left.cells]
    cells += [_re_rowed(cell, right.grid.ys, ys, first) for cell in right.cells if cell.col >= repeated]
    bars = [_moved(bar, left.grid.ys, ys, 0) for bar in left.bars]
    bars += [_moved(bar, right.grid.ys, ys, first) for bar in right.bars if bar.col_start >= repeated]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    skeleton = tuple(
        GridCell(
            c.row, c.col, c.row_span, c.col_span, (xs[c.col], ys[c.row], xs[c.col + c.col_span], ys[c.row + c.row_span])
        )
        for c in cells
    )
    headers = [_row_at(ys, part.grid.ys[part.header_rows]) for part in (left, right) if part.header_rows]
    return replace(
        left,
        grid=Grid(xs, ys, skeleton),
        cells=tuple(cells),
        bars=tuple(bars),
        header_rows=max(headers, default=0),
        bounded=left.bounded and right.bounded,
        parts=(
            *(left.parts or (Place(page=left.page, box=left.grid.box),)),
            Place(page=right.page, box=right.grid.box),
        ),
    )


def _row_at(ys: Sequence[float], y: float) -> int:
    """The row of `ys` whose upper edge is nearest to `y`."""
    after = bisect_left(ys, y)
    near = [row for row in (after - 1, after) if 0 <= row < len(ys)]
    return min(near, key=lambda row: abs(ys[row] - y))


def _re_rowed(cell: Cell, own: Sequence[float], ys: Sequence[float], shift: int) -> Cell:
    top, bottom = _row_at(ys, own[cell.row]), _row_at(ys, own[cell.row + cell.row_span])
    return replace(cell, row=top, row_span=max(bottom - top, 1), col=cell.col + shift)


def _moved(bar: Bar, own: Sequence[float], ys: Sequence[float], shift: int) -> Bar:
    return replace(bar, row=_row_at(ys, own[bar.row]), col_start=bar.col_start + shift, col_end=bar.col_end + shift)
