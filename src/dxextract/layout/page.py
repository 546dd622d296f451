"""One page as read -> its blocks in reading order.

Decides which drawn boxes hold text, what is a table, and the order of everything on the page. What recurs over pages
(running headers) and what goes on over pages (paragraphs, tables) is decided later, in `document`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxextract.layout.badges import badges_to_lines
from dxextract.layout.cell_edges import add_cell_edges
from dxextract.layout.cells import cells_to_header_rows, grid_to_cells
from dxextract.layout.containers import OUTSIDE, BoxIndex, fragments_to_boxes
from dxextract.layout.grids import rulings_to_grids
from dxextract.layout.lines import chars_to_fragments
from dxextract.layout.model import Fragment, Frame, Grid, Line, LineBlock, PageBlock, PageLayout, TableBlock
from dxextract.layout.order import Item, Placed, items_to_order
from dxextract.layout.rulings import shapes_to_frames, shapes_to_rulings
from dxextract.layout.styles import line_to_style
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Box
from dxextract.schema.raw import PdfPage


@dataclass(frozen=True, slots=True)
class Boxes:
    """All boxes of a page that hold text: the cells of all grids, then the frames. `parents` as in BoxIndex."""

    boxes: tuple[Box, ...]
    cell_of: tuple[tuple[int, int], ...]
    """For each of the first boxes, its grid and its number there; the rest are frames."""
    frames: tuple[Frame, ...]
    parents: tuple[int, ...]

    def frame(self, index: int) -> Frame:
        return self.frames[index - len(self.cell_of)]

    def cell_around(self, index: int) -> int:
        """The nearest box from `index` outwards that is a cell, or OUTSIDE."""
        while index != OUTSIDE and index >= len(self.cell_of):
            index = self.parents[index]
        return index


def page_to_layout(page: PdfPage, tolerances: Tolerances) -> PageLayout:
    """The blocks of one page in reading order."""
    fragments = chars_to_fragments(page.chars, page.fonts, tolerances)
    frames = shapes_to_frames(page.shapes, page.width, page.height, tolerances)
    rulings = add_cell_edges(shapes_to_rulings(page.shapes, tolerances), frames, tolerances)
    grids = _with_text(rulings_to_grids(rulings, tolerances), fragments)
    index, boxes = _boxes(grids, frames)
    held = fragments_to_boxes(fragments, index)
    in_cells, outside = _split(held, boxes)
    tables = [
        _table(grid, in_cells.get(number, {}), frames, page.number, tolerances) for number, grid in enumerate(grids)
    ]
    lines = badges_to_lines(outside, boxes.boxes, boxes.parents, tolerances)
    blocks = _Arranger(page, boxes, tables, lines, tolerances).arranged()
    return PageLayout(page.number, page.width, page.height, tuple(blocks))


def _with_text(grids: Sequence[Grid], fragments: Sequence[Fragment]) -> list[Grid]:
    """Grids that hold text in at least two cells."""
    kept = []
    for grid in grids:
        index = BoxIndex([c.box for c in grid.cells])
        used = {
            index.smallest_around((f.box[0] + f.box[2]) / 2, (f.box[1] + f.box[3]) / 2)
            for f in fragments
            if f.box[1] < grid.box[3] and f.box[3] > grid.box[1]
        }
        if len(used - {OUTSIDE}) >= 2:
            kept.append(grid)
    return kept


def _boxes(grids: Sequence[Grid], frames: Sequence[Frame]) -> tuple[BoxIndex, Boxes]:
    cells = [(g, n) for g, grid in enumerate(grids) for n in range(len(grid.cells))]
    taken = [grids[g].cells[n].box for g, n in cells]
    solid = [*taken, *(grid.box for grid in grids)]
    kept = tuple(f for f in frames if not any(_same_box(f.box, box) for box in solid))
    boxes = (*taken, *(f.box for f in kept))
    index = BoxIndex(boxes)
    return index, Boxes(boxes, tuple(cells), kept, tuple(index.parents()))


def _same_box(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= 3.0 for a, b in zip(one, other, strict=True))


def _split(
    held: Mapping[int, list[Fragment]], boxes: Boxes
) -> tuple[dict[int, dict[int, list[Fragment]]], dict[int, list[Fragment]]]:
    """Fragments of tables (by grid and cell), and the others by their box."""
    in_cells: dict[int, dict[int, list[Fragment]]] = defaultdict(lambda: defaultdict(list))
    outside: dict[int, list[Fragment]] = {}
    for number, fragments in held.items():
        cell = boxes.cell_around(number)
        if cell == OUTSIDE:
            outside[number] = fragments
        else:
            grid, position = boxes.cell_of[cell]
            in_cells[grid][position].extend(fragments)
    return in_cells, outside


def _table(
    grid: Grid, texts: Mapping[int, Sequence[Fragment]], frames: Sequence[Frame], page: int, tolerances: Tolerances
) -> TableBlock:
    cells = grid_to_cells(grid, texts, frames, page, tolerances)
    bold = {
        (grid.cells[number].row, grid.cells[number].col): all(f.bold for f in fragments)
        for number, fragments in texts.items()
        if fragments
    }
    return TableBlock(grid, cells, (), cells_to_header_rows(cells, bold), page)


class _Arranger:
    """Puts a page's lines, boxes and tables in order, box by box."""

    def __init__(
        self,
        page: PdfPage,
        boxes: Boxes,
        tables: Sequence[TableBlock],
        lines: Mapping[int, list[Line]],
        tolerances: Tolerances,
    ) -> None:
        self.page, self.boxes, self.tables, self.lines, self.tolerances = page, boxes, tables, lines, tolerances
        self.children: dict[int, list[int]] = defaultdict(list)
        for index in range(len(boxes.cell_of), len(boxes.boxes)):
            self.children[boxes.parents[index]].append(index)
        self.tables_in: dict[int, list[int]] = defaultdict(list)
        for number, table in enumerate(tables):
            self.tables_in[self._box_around(table.box)].append(number)
        self.groups = 0
        self.blocks: list[PageBlock] = []

    def arranged(self) -> list[PageBlock]:
        self._arrange(OUTSIDE, (0.0, 0.0, self.page.width, self.page.height))
        return self.blocks

    def _box_around(self, box: Box) -> int:
        """The smallest frame that holds (nearly) all of `box`."""
        area = (box[2] - box[0]) * (box[3] - box[1])
        best, best_area = OUTSIDE, float("inf")
        for index in range(len(self.boxes.cell_of), len(self.boxes.boxes)):
            other = self.boxes.boxes[index]
            across = min(box[2], other[2]) - max(box[0], other[0])
            along = min(box[3], other[3]) - max(box[1], other[1])
            size = (other[2] - other[0]) * (other[3] - other[1])
            if across > 0 and along > 0 and across * along >= 0.9 * area and area < size < best_area:
                best, best_area = index, size
        return best

    def _has_content(self, box: int) -> bool:
        return bool(
            self.lines.get(box)
            or self.tables_in.get(box)
            or any(self._has_content(child) for child in self.children.get(box, ()))
        )

    def _arrange(self, box: int, region: Box) -> None:
        content: list[Line | TableBlock | int] = [
            *self.lines.get(box, ()),
            *(self.tables[n] for n in self.tables_in.get(box, ())),
            *(child for child in self.children.get(box, ()) if self._has_content(child)),
        ]
        items = [Item(key, self._item_box(entry), isinstance(entry, Line)) for key, entry in enumerate(content)]
        placed = items_to_order(items, region, self.tolerances)
        group = -1
        for place in placed:
            entry = content[place.key]
            if isinstance(entry, Line):
                if place.group != group or not self.blocks or not isinstance(self.blocks[-1], LineBlock):
                    self.groups += 1
                    group = place.group
                self.blocks.append(self._line_block(entry, box, place))
            elif isinstance(entry, TableBlock):
                self.blocks.append(entry)
                group = -1
            else:
                self._arrange(entry, self.boxes.boxes[entry])
                group = -1

    def _item_box(self, entry: Line | TableBlock | int) -> Box:
        if isinstance(entry, int):
            return self._clipped(self.boxes.boxes[entry])
        return entry.box

    def _clipped(self, box: Box) -> Box:
        return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], self.page.width), min(box[3], self.page.height))

    def _line_block(self, line: Line, box: int, place: Placed) -> LineBlock:
        frame = None if box == OUTSIDE else self.boxes.frame(box)
        alone = frame is not None and frame.stroke is not None and len(self.lines[box]) == 1
        fill = self._fill_behind(box)
        return LineBlock(
            line=line,
            style=line_to_style(line, fill, boxed=alone),
            column=place.column,
            group=self.groups,
            framed=frame is not None,
            page=self.page.number,
        )

    def _fill_behind(self, box: int) -> str | None:
        while box != OUTSIDE and box >= len(self.boxes.cell_of):
            fill = self.boxes.frame(box).fill
            if fill is not None:
                return fill
            box = self.boxes.parents[box]
        return None
