"""What a bar drawn without text takes for its own text.

Decides that it takes the text just above, below or before it; and, where no other bar stands at its columns in its row,
what the cell that it begins in says, or what stands over its middle, however far above. A framed text right above an
arrow is the arrow's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.model import Grid, Line
from dxextract.schema.passage import Box, union_box

_NEAR = 6.0
"""Points from the end of a text, or the edge of its cell, to the arrow that leads on from it."""


def attached_texts(
    overlays: Sequence[Overlay],
    rows: Sequence[range],
    overlay_lines: Mapping[int, Sequence[Line]],
    cell_lines: Mapping[int, Sequence[Line]],
    grid: Grid,
    first_row: int,
    first_col: int,
) -> tuple[dict[int, list[Line]], dict[int, list[Line]]]:
    """The lines of each overlay and of each cell, after bars without text took what stands beside them."""
    texts = {n: list(overlay_lines.get(n, ())) for n in range(len(overlays))}
    own = {n: list(lines) for n, lines in cell_lines.items()}
    for number, overlay in enumerate(overlays):
        if texts[number]:
            continue
        near = [
            (cell, line)
            for cell, lines in own.items()
            if grid.cells[cell].col >= first_col
            and max(grid.cells[cell].row, first_row, rows[number].start)
            < min(grid.cells[cell].row + grid.cells[cell].row_span, rows[number].stop)
            for line in lines
            if _is_attached(line.box, overlay.box, line.size) or _leads_to(line.box, overlay.box, overlays, grid.xs)
        ]
        for cell, line in near:
            own[cell].remove(line)
            texts[number].append(line)
            texts[number][:0] = _lines_above(line, own[cell], [o.box for o in overlays])
    return texts, own


def _lines_above(line: Line, lines: list[Line], bars: Sequence[Box]) -> list[Line]:
    """Takes out of `lines` of a cell those right above `line` that wrap into it: no bar stands between."""
    found: list[Line] = []
    last = line
    for upper in sorted(lines, key=lambda one: -one.box[1]):
        gap = last.box[1] - upper.box[3]
        beside = min(upper.box[2], last.box[2]) <= max(upper.box[0], last.box[0])
        parted = any(bar[1] < last.box[1] and bar[3] > upper.box[3] and bar[2] > last.box[0] for bar in bars)
        if not -0.5 * last.size <= gap <= 0.6 * last.size or beside or parted or upper.size != last.size:
            continue
        found.insert(0, upper)
        last = upper
    lines[:] = [one for one in lines if one not in found]
    return found


def take_texts_of_cells(
    overlays: Sequence[Overlay],
    rows: Sequence[range],
    cols: Sequence[range],
    texts: dict[int, list[Line]],
    own: dict[int, list[Line]],
    grid: Grid,
    first_row: int,
    first_col: int,
) -> None:
    """Gives a bar that is alone in its row at its columns, and has no text yet, what the cell it begins in says."""
    for number, overlay in enumerate(overlays):
        if texts[number] or overlay.shape != "arrow" or len(rows[number]) > 1 or rows[number].start < first_row:
            continue
        row = rows[number].start
        beside = [o.box for n, o in enumerate(overlays) if n != number and row in rows[n]]
        if any(min(box[2], overlay.box[2]) > max(box[0], overlay.box[0]) for box in beside):
            continue
        for index, lines in own.items():
            cell = grid.cells[index]
            starts = (
                cell.row == row and cell.row_span == 1 and cell.col <= cols[number].start < cell.col + cell.col_span
            )
            meant = [line for line in lines if not any(_over(line.box, box) for box in beside)]
            if not starts or not meant or any(line.box[3] > overlay.box[3] for line in meant):
                continue
            others = [
                line
                for n, c in enumerate(grid.cells)
                if c.row == row and c.col in cols[number][1:]
                for line in own.get(n, ())
            ]
            if all(any(_over(line.box, box) for box in beside) for line in others):
                texts[number].extend(meant)
                own[index] = [line for line in lines if line not in meant]
        if not texts[number]:
            _take_centred(overlay.box, row, texts[number], own, grid)
        if not texts[number] and not beside:
            _take_before(overlay.box, row, texts[number], own, grid, first_col)


def _take_centred(bar: Box, row: int, texts: list[Line], own: dict[int, list[Line]], grid: Grid) -> None:
    """Gives a bar what stands above it in its row with the same middle, however far above and in whichever cell."""
    found = [
        (index, line)
        for index, lines in own.items()
        if grid.cells[index].row == row and grid.cells[index].row_span == 1
        for line in lines
        if _over(line.box, bar) and line.box[3] <= bar[3]
    ]
    levels: dict[int, list[Line]] = defaultdict(list)  # an edge of the grid may part a text
    for _, line in found:
        levels[round(line.box[1])].append(line)
    if all(_is_centred([line.box for line in level], bar, 2 * level[0].size) for level in levels.values()):
        for index, line in found:
            own[index].remove(line)
        texts.extend(line for level in levels.values() for line in sorted(level, key=lambda one: one.box[0]))


def _take_before(bar: Box, row: int, texts: list[Line], own: dict[int, list[Line]], grid: Grid, first_col: int) -> None:
    """Gives an arrow over blank cells what the cell right before them says, at whatever height: it leads on from there.

    The arrow is the only one in its row; it begins inside that cell, behind the text, or at its edge.
    """
    cells = [(n, c) for n, c in enumerate(grid.cells) if c.row == row and own.get(n)]
    before = [(n, c) for n, c in cells if all(line.box[2] <= bar[0] + _NEAR for line in own[n])]
    if not before or any(_over(line.box, bar) for n, _ in cells for line in own[n]):
        return
    index, cell = max(before, key=lambda one: one[1].col)
    if cell.row_span == 1 and cell.box[2] >= bar[0] - _NEAR and cell.col >= first_col:
        texts.extend(own[index])
        own[index] = []


def _is_centred(level: Sequence[Box], bar: Box, off: float) -> bool:
    return abs(min(box[0] for box in level) + max(box[2] for box in level) - bar[0] - bar[2]) < off


def with_captions(
    overlays: Sequence[Overlay], overlay_lines: Mapping[int, Sequence[Line]]
) -> tuple[list[Overlay], dict[int, list[Line]]]:
    """The overlays and their lines, an arrow without text made one with the framed text right above it."""
    taken: dict[int, int] = {}  # the frame of each arrow
    for number, arrow in enumerate(overlays):
        if overlay_lines.get(number) or arrow.shape == "bar":
            continue
        above = [
            n
            for n, box in enumerate(overlays)
            if box.shape == "bar" and overlay_lines.get(n) and n not in taken.values() and _captions(box.box, arrow.box)
        ]
        if len(above) == 1:
            taken[number] = above[0]
    kept: list[Overlay] = []
    lines: dict[int, list[Line]] = {}
    for number, overlay in enumerate(overlays):
        if number in taken.values():
            continue
        frame = taken.get(number)
        lines[len(kept)] = list(overlay_lines.get(number if frame is None else frame, ()))
        kept.append(overlay if frame is None else replace(overlay, box=union_box([overlay.box, overlays[frame].box])))
    return kept, lines


def _captions(frame: Box, arrow: Box) -> bool:
    """Whether a frame stands right above an arrow, as wide as it or within its length."""
    height = frame[3] - frame[1]
    inside = frame[0] >= arrow[0] - height and frame[2] <= arrow[2] + height
    return inside and -0.5 * height <= arrow[1] - frame[3] <= height


def _over(text: Box, bar: Box) -> bool:
    """Whether the middle of a text stands at a bar's columns."""
    return bar[0] <= (text[0] + text[2]) / 2 <= bar[2]


def _leads_to(text: Box, bar: Box, overlays: Sequence[Overlay], xs: Sequence[float]) -> bool:
    """Whether a text stands before the bar at its height, less than a column away, and no other bar between."""
    gap = bar[0] - text[2]
    if not (0 <= gap < max(b - a for a, b in pairwise(xs)) and text[1] < (bar[1] + bar[3]) / 2 < text[3]):
        return False
    return not any(
        o.box is not bar
        and o.box[2] > text[0]
        and o.box[0] < bar[0]
        and min(o.box[3], text[3]) - max(o.box[1], text[1]) > 0
        for o in overlays
    )


def from_text(xs: Sequence[float], bar: Overlay, cols: range, texts: Sequence[Line], first: int) -> range:
    """The columns of a bar, from that of the text on that stands before it and that it carries on."""
    before = [line.box[0] for line in texts if line.box[2] <= bar.box[0]]
    if not before:
        return cols
    starts = [n for n in range(first, cols.start) if xs[n] <= min(before) < xs[n + 1]]
    return range(min([cols.start, *starts]), cols.stop)


def _is_attached(text: Box, bar: Box, size: float) -> bool:
    """Whether a text stands on, right above, right below or right before the bar."""
    middle = (text[0] + text[2]) / 2
    above = bar[1] - text[3]
    below = text[1] - bar[3]
    if bar[0] - size <= middle <= bar[2] + size:
        return -size <= above <= 0.9 * size or -size <= below <= 0.5 * size or (above < 0 and below < 0)
    beside = bar[0] - text[2]
    return 0 <= beside <= 1.5 * size and above < 0 and below < 0
