"""Tables of single pages -> tables of the document.

Decides that a table which opens a page goes on from the table that closed the page before: same outer edges, columns
that fit into one another, and no header of its own, or the same one again. A row parted by the page break is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dxextract.layout.model import FigureBlock, TableBlock
from dxextract.layout.paragraphs import Joined, starts_with_mark
from dxextract.layout.tables.row_runs import goes_on_alike
from dxextract.layout.tolerances import SAME_EDGE
from dxextract.normalise import squeeze
from dxextract.schema.document import Bar, Cell, Table
from dxextract.schema.passage import Passage, Place

_FEWEST_LABELS = 3
_WORD = re.compile(r"[^\W\d_]{2}")
_FEWEST_CUT = 2
"""Cells cut in the middle of a line that show a row to be parted, whatever its label says on either page."""
_SAME_LABELS = 0.6
"""Share of a form's labels that another one of its template has too; what differs names the measure."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A table so far: its cells, the x of its column edges, and how many rows it has."""

    xs: tuple[float, ...]
    n_rows: int
    cells: Sequence[Cell]
    bars: tuple[Bar, ...]
    header_rows: int
    places: tuple[Place, ...]
    last_pages: tuple[int | None, ...]
    bounded: bool


def join_tables(units: Iterable[Joined | TableBlock | FigureBlock]) -> dict[int, Table]:
    """The tables among `units` (a document in reading order) by the `id` of the first page's block."""
    parts: dict[int, _Part] = {}
    open_key: int | None = None
    for unit in units:
        if isinstance(unit, TableBlock):
            known = parts.get(open_key) if open_key is not None else None
            joined = _joined(known, unit) if known is not None else None
            if joined is not None and open_key is not None:
                parts[open_key] = joined
            else:
                open_key = id(unit)
                parts[open_key] = _part(unit)
        elif not isinstance(unit, Joined) or unit.first.role == "body":
            open_key = None
    return {key: _table(part) for key, part in parts.items()}


def _part(block: TableBlock) -> _Part:
    return _Part(
        block.grid.xs,
        len(block.grid.ys) - 1,
        block.cells,
        block.bars,
        block.header_rows,
        block.places,
        _pages(block),
        block.bounded,
    )


def _pages(block: TableBlock) -> tuple[int | None, ...]:
    return tuple(place.page for place in block.places)


def _table(part: _Part) -> Table:
    return Table(
        n_rows=part.n_rows,
        n_cols=len(part.xs) - 1,
        cells=part.cells,
        places=part.places,
        bars=part.bars,
        header_rows=part.header_rows,
        bounded=part.bounded,
    )


def _joined(upper: _Part, lower: TableBlock) -> _Part | None:
    """`upper` with `lower` below it, None when `lower` is a table of its own."""
    if lower.page - 1 not in upper.last_pages or _begins_anew(upper, lower):
        return None
    upper = _with_corner(upper, lower)
    lower = _with_outer_columns(upper, lower)
    alike = goes_on_alike(upper.cells, upper.xs, upper.n_rows - 1, lower.cells, lower.grid.xs)
    fitting = _common_edges(upper.xs, lower.grid.xs)
    xs = fitting or _all_edges(upper.xs, lower.grid.xs, labels_apart=alike)
    if xs is None:
        return None
    repeated = _repeated_header(upper, lower) if fitting else 0
    above = _recolumned(upper.cells, upper.xs, xs)
    below = _recolumned(lower.cells, lower.grid.xs, xs)
    if not fitting and not alike and not _begins_within(above, below, upper.n_rows):
        return None
    if repeated == 0 and lower.header_rows > 0 and not alike and not _is_parted_row(above, below, upper.n_rows):
        return None
    below = [replace(c, row=c.row - repeated) for c in below if c.row >= repeated]
    n_below = len(lower.grid.ys) - 1 - repeated
    if not below or n_below < 1:
        return None
    cells, shift = _stacked(above, below, upper.n_rows)
    bars = _rebarred(upper.bars, upper.xs, xs, 0) + _rebarred(lower.bars, lower.grid.xs, xs, shift - repeated)
    return _Part(
        xs,
        shift + n_below,
        tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        tuple(bars),
        upper.header_rows,
        (*upper.places, *lower.places),
        _pages(lower),
        upper.bounded and lower.bounded,
    )


def _common_edges(upper: Sequence[float], lower: Sequence[float]) -> tuple[float, ...] | None:
    """The column edges of both when one's are among the other's and the outer ones agree (facing pages may shift)."""
    shift = lower[0] - upper[0]
    moved = [x - shift for x in lower]
    if abs(moved[-1] - upper[-1]) > SAME_EDGE:
        return None
    longer, shorter = (upper, moved) if len(upper) >= len(moved) else (moved, list(upper))
    if all(any(abs(x - y) <= SAME_EDGE for y in longer) for x in shorter):
        return tuple(longer)
    return None


def _all_edges(upper: Sequence[float], lower: Sequence[float], *, labels_apart: bool) -> tuple[float, ...] | None:
    """The column edges of both, where a form has other columns on either page: its outer edges and labels agree.

    `labels_apart`: its labels need not, as a row that goes on shows the parts to be one form.
    """
    if len(upper) < 3 or len(lower) < 3:
        return None
    ends = ((upper[0], lower[0]), (upper[-1], lower[-1]), *(() if labels_apart else ((upper[1], lower[1]),)))
    if any(abs(one - other) > SAME_EDGE for one, other in ends):
        return None
    return tuple(sorted((*upper, *(x for x in lower if all(abs(x - y) > SAME_EDGE for y in upper)))))


def _begins_within(above: Sequence[Cell], below: Sequence[Cell], n_above: int) -> bool:
    """Whether the first row of `below` has no label of its own, below a label of the row above."""
    label = next((c for c in below if c.row == 0 and c.col == 0), None)
    upper = next((c for c in above if c.col == 0 and c.row + c.row_span == n_above), None)
    return label is not None and not label.text and upper is not None and bool(upper.text)


def _with_corner(upper: _Part, lower: TableBlock) -> _Part:
    """`upper` with its blank corner back, where the page ends below its header: the labels stand on the next page."""
    trimmed = len(lower.grid.xs) > 2 and _are_near(upper.xs[0], lower.grid.xs[1])
    if upper.n_rows > 1 or not trimmed or not _are_near(upper.xs[-1], lower.grid.xs[-1]):
        return upper
    top = min((c.box[1] for c in upper.cells if c.box is not None), default=0.0)
    bottom = max((c.box[3] for c in upper.cells if c.box is not None), default=0.0)
    box = (lower.grid.xs[0], top, upper.xs[0], bottom)
    corner = Cell(0, 0, Passage("", (), (0,)), page=upper.places[-1].page, box=box)
    return replace(
        upper,
        xs=(lower.grid.xs[0], *upper.xs),
        cells=(corner, *(replace(c, col=c.col + 1) for c in upper.cells)),
        bars=tuple(replace(b, col_start=b.col_start + 1, col_end=b.col_end + 1) for b in upper.bars),
    )


def _with_outer_columns(upper: _Part, lower: TableBlock) -> TableBlock:
    """`lower` with a blank first or last column back that was trimmed off it: labels and remarks that said no more."""
    if len(upper.xs) < 3 or lower.header_rows:
        return lower
    left = _are_near(lower.grid.xs[0], upper.xs[1]) and _are_near(lower.grid.xs[-1], upper.xs[-1])
    right = _are_near(lower.grid.xs[0], upper.xs[0]) and _are_near(lower.grid.xs[-1], upper.xs[-2])
    if not left and not right:
        return lower
    top, bottom, rows, shift = lower.grid.ys[0], lower.grid.ys[-1], len(lower.grid.ys) - 1, int(left)
    xs = (upper.xs[0], *lower.grid.xs) if left else (*lower.grid.xs, upper.xs[-1])
    edges = (xs[0], xs[1]) if left else (xs[-2], xs[-1])
    blank = Cell(
        0,
        0 if left else len(xs) - 2,
        Passage("", (), (0,)),
        row_span=rows,
        page=lower.page,
        box=(edges[0], top, edges[1], bottom),
    )
    cells = (blank, *(replace(c, col=c.col + shift) for c in lower.cells))
    bars = tuple(replace(b, col_start=b.col_start + shift, col_end=b.col_end + shift) for b in lower.bars)
    return replace(lower, grid=replace(lower.grid, xs=xs), cells=cells, bars=bars)


def _are_near(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_EDGE


def _column_of(x: float, xs: Sequence[float]) -> int:
    return min(range(len(xs)), key=lambda i: abs(xs[i] - x))


def _recolumned(cells: Iterable[Cell], own: Sequence[float], xs: Sequence[float]) -> list[Cell]:
    if len(own) == len(xs):
        return list(cells)
    shift = xs[0] - own[0]
    result = []
    for cell in cells:
        start = _column_of(own[cell.col] + shift, xs)
        end = _column_of(own[cell.col + cell.col_span] + shift, xs)
        result.append(replace(cell, col=start, col_span=max(end - start, 1)))
    return result


def _rebarred(bars: Iterable[Bar], own: Sequence[float], xs: Sequence[float], rows: int) -> list[Bar]:
    shift = xs[0] - own[0]
    return [
        replace(
            bar,
            row=bar.row + rows,
            col_start=_column_of(own[bar.col_start] + shift, xs),
            col_end=_column_of(own[bar.col_end + 1] + shift, xs) - 1,
        )
        for bar in bars
    ]


def _repeated_header(upper: _Part, lower: TableBlock) -> int:
    """How many first rows of `lower` print the header of `upper` again."""
    depth = max(upper.header_rows, 1)
    for rows in range(depth, 0, -1):
        own = _row_texts(lower.cells, rows)
        if any(text for _, _, text in own) and own == _row_texts(upper.cells, rows):
            return rows
    return 0


def _begins_anew(upper: _Part, lower: TableBlock) -> bool:
    """Whether `lower` is another form of the same template: it begins as `upper` does and has most of its labels."""
    above, below = (_labels(cells) for cells in (upper.cells, lower.cells))
    shared = sum(label in above for label in below)
    if len(below) < _FEWEST_LABELS or above[0] != below[0]:
        return False
    if shared >= _SAME_LABELS * len(below):
        return True
    again = _worded_rows(upper.cells) & _worded_rows(lower.cells)  # labels over their contents return row by row
    return len(again) > _FEWEST_LABELS


def _worded_rows(cells: Iterable[Cell]) -> set[tuple[str, ...]]:
    """What the rows say that begin with a word, each as a whole."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda c: (c.row, c.col)):
        rows.setdefault(cell.row, []).append(squeeze(cell.text))
    return {tuple(row) for row in rows.values() if _WORD.match(row[0])}


def _labels(cells: Iterable[Cell]) -> list[str]:
    """The texts of the first column; a title over all columns says nothing of the rows below."""
    first = sorted((c for c in cells if c.col == 0 and c.text), key=lambda c: c.row)
    return [squeeze(c.text) for c in first] or [""]


def _row_texts(cells: Iterable[Cell], rows: int) -> list[tuple[int, int, str]]:
    return sorted((c.row, c.col, squeeze(c.text)) for c in cells if c.row < rows)


def _stacked(above: list[Cell], below: list[Cell], n_above: int) -> tuple[list[Cell], int]:
    """All cells of both, and the row that the first row of `below` becomes."""
    if _is_parted_row(above, below, n_above):
        first = {c.col: c for c in below if c.row == 0}
        merged = [_mended(c, first.get(c.col)) if c.row + c.row_span == n_above else c for c in above]
        rest = [replace(c, row=c.row + n_above - 1) for c in below if c.row > 0]
        return merged + rest, n_above - 1
    parted = _parted_cells(above, below, n_above)
    kept = [replace(c, row=c.row + n_above) for c in below if not (c.row == 0 and c.col in parted)]
    return [
        _grown(c, parted[c.col]) if c.row + c.row_span == n_above and c.col in parted else c for c in above
    ] + kept, (n_above)


def _parted_cells(above: Sequence[Cell], below: Sequence[Cell], n_above: int) -> dict[int, Cell]:
    """The cells of the first row below, by column, that are the rest of a merged cell which the page break parted.

    A merged cell says its text on one of the pages: above, or (set in its middle) below, where then at least two
    cells show it. The label's cell decides; others go along that span the same rows or are blank where it is.
    """
    last = {c.col: c for c in above if c.row + c.row_span == n_above}
    first = {c.col: c for c in below if c.row == 0 and c.col in last and last[c.col].col_span == c.col_span}
    label = first.get(0)
    if label is None or not any(c.text for c in below if c.row == 0 and c.col > 0):
        return {}
    upper = last[0]
    if not label.text:
        spans = label.row_span > 1 or upper.row_span > 1
        return {
            col: c
            for col, c in first.items()
            if col == 0
            or (spans and not c.text and c.row_span == label.row_span and last[col].row_span == upper.row_span)
        }
    late = {col: c for col, c in first.items() if c.text and not last[col].text and c.row_span == label.row_span}
    others = any(last[col].text for col in first if col not in late)
    return late if 0 in late and others and (len(late) > 1 or label.row_span > 1) else {}


def _grown(upper: Cell, lower: Cell) -> Cell:
    """A parted cell as one: where it says its text decides where it stands."""
    said = lower if lower.text and not upper.text else upper
    return replace(said, row=upper.row, row_span=upper.row_span + lower.row_span)


def _is_parted_row(above: Sequence[Cell], below: Sequence[Cell], n_above: int) -> bool:
    """Whether the first row of `below` is the rest of the last row of `above`: all that stands in it goes on.

    A label there must go on too, while a cell beside it has come to its end.
    """
    first = [c for c in below if c.row == 0]
    last = {c.col: c for c in above if c.row + c.row_span == n_above}
    label = next((c for c in first if c.col == 0), None)
    if label is None or any(c.col not in last or c.col_span != last[c.col].col_span for c in first):
        return False
    if all(c.row_span > 1 for c in first) or any(c.row_span > 1 and not _label_goes_on(last[c.col], c) for c in first):
        return False
    texts = [(last[c.col], c) for c in first if c.text and c.row_span == 1]
    if label.text:
        ended = any(last[c.col].text and not c.text for c in first)
        if ended and _opens_bracket(last[label.col].text, label.text):
            return True
        cut = [_text_goes_on(upper, lower) for upper, lower in texts if lower is not label]
        said = len(cut) >= _FEWEST_CUT or _text_goes_on(last[label.col], label)  # else the label's own line must be cut
        return ended and bool(texts) and said and all(cut) and all(_fills_cell(upper) for upper, _ in texts)
    alone = last[label.col].row_span == 1
    return bool(texts) and all(
        _text_goes_on(upper, lower) or (alone and _list_goes_on(upper, lower)) for upper, lower in texts
    )


def _opens_bracket(upper: str, lower: str) -> bool:
    """Whether a bracket that one text leaves open is closed in the other (令和11年度(目標 | 年度))."""
    opened = re.search(r"[(（][^()（）]*$", upper)
    return opened is not None and re.match(r"[^()（）]*[)）]", lower) is not None


def _text_goes_on(upper: Cell, lower: Cell) -> bool:
    if not upper.text or upper.box is None:
        return False
    place = upper.passage.segments[-1].place.box
    if place is None or starts_with_mark(lower.text):
        return False
    height = place[3] - place[1]
    return upper.box[2] - place[2] < 2.0 * height and not upper.text.endswith("。")


def _label_goes_on(upper: Cell, lower: Cell) -> bool:
    """Whether a cell merged over rows of both pages is one: said once, cut in a line or where the page ends."""
    return not lower.text or not upper.text or _text_goes_on(upper, lower) or _fills_cell(upper)


def _fills_cell(cell: Cell) -> bool:
    """Whether the last line of the cell stands at its bottom: there was no room for more."""
    place = cell.passage.segments[-1].place.box if cell.passage.segments else None
    return place is not None and cell.box is not None and cell.box[3] - place[3] < 1.0 * (place[3] - place[1])


def _list_goes_on(upper: Cell, lower: Cell) -> bool:
    """Whether both are lists: below a label that stands once, they are one."""
    return starts_with_mark(upper.text) and starts_with_mark(lower.text)


def _mended(upper: Cell, lower: Cell | None) -> Cell:
    if lower is None:
        return upper
    upper = replace(upper, row_span=upper.row_span + lower.row_span - 1)
    if not lower.text:
        return upper
    return replace(upper, passage=Passage.of((*upper.passage.segments, *lower.passage.segments), tight=True))
