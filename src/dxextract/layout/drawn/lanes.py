"""Road maps drawn of boxes alone -> tables: years in a row of boxes, names of lanes at the left, bars between.

Decides that a row of times that heads no ruled grid may head a lane diagram, and takes what is drawn in one off the
page. The rows of times are found in `lane_items`, what stands below one is read in `lane_body`, what lane and time each
bar belongs to is decided in `lane_grids`; road maps of mere text below times are left to `roadmaps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.box_relations import holds_middle, meet
from dxextract.layout.boxes import make_boxes
from dxextract.layout.containers import fragments_to_boxes
from dxextract.layout.drawn.lane_body import LaneBody
from dxextract.layout.drawn.lane_grids import TimeHead, lanes_to_table
from dxextract.layout.drawn.lane_items import FEWEST_TIMES, LONGEST, IsTime, items_of, parts_below, rows_of_times
from dxextract.layout.drawn.legends import without_legends
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.drawn.stripes import without_paper, without_stripes
from dxextract.layout.drawn.timed_bars import are_timed
from dxextract.layout.model import Fragment, Frame, Grid, TableBlock
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page, as far as it is in no table yet."""

    grids: tuple[Grid, ...]
    frames: tuple[Frame, ...]
    fragments: tuple[Fragment, ...]


def take_lanes(
    drawn: Drawn, arrows: Sequence[Overlay], page: int, is_time_label: IsTime, tolerances: Tolerances
) -> tuple[list[TableBlock], Drawn]:
    """The lane diagrams of a page as tables, and what is left of what was drawn."""
    labels = [f for f in drawn.fragments if len(f.chars) <= LONGEST and is_time_label(f.text)]
    if len(labels) < FEWEST_TIMES or are_timed(drawn.frames, drawn.fragments, labels):
        return [], drawn
    frames, fragments = without_legends(drawn.frames, drawn.fragments)
    boxes = make_boxes((), without_paper(without_stripes(frames)))
    items = items_of(boxes, fragments_to_boxes(fragments, boxes.index), is_time_label, tolerances)
    heads = rows_of_times(items, is_time_label)
    tables: list[TableBlock] = []
    for head in heads:
        parts = parts_below(head, items, is_time_label)
        if any(_is_headed(grid, head, parts) for grid in drawn.grids):
            continue
        head = _in_cells(head, drawn.grids)
        if len(head) < FEWEST_TIMES and len(parts) <= len(head):
            continue
        found = LaneBody(head, parts, heads, items, drawn.grids, boxes).read(arrows)
        if found is not None:
            tables.append(lanes_to_table(found, page, tolerances))
            drawn = _without(drawn, tables[-1].box)
    return tables, drawn


def _without(drawn: Drawn, region: Box) -> Drawn:
    """What is drawn outside the region; grids made of the diagram's own boxes go with it."""

    def outside(box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return not (region[0] - 1 <= x <= region[2] + 1 and region[1] - 1 <= y <= region[3] + 1)

    return Drawn(
        tuple(g for g in drawn.grids if outside(g.box) and not meet(g.box, region)),
        tuple(f for f in drawn.frames if outside(f.box)),
        tuple(f for f in drawn.fragments if outside(f.box)),
    )


def _is_headed(grid: Grid, head: Sequence[TimeHead], parts: Sequence[TimeHead]) -> bool:
    """Whether the times are cells of a grid that goes on below them and their parts (half-years, quarters)."""
    inside = sum(
        grid.box[0] - 2 <= (h.box[0] + h.box[2]) / 2 <= grid.box[2] + 2
        and grid.box[1] - 2 <= (h.box[1] + h.box[3]) / 2 <= grid.box[3] + 2
        for h in head
    )
    height = max(h.box[3] - h.box[1] for h in head)
    return inside >= 2 and grid.box[3] - max(h.box[3] for h in (*head, *parts)) > 0.8 * height


def _in_cells(head: Sequence[TimeHead], grids: Sequence[Grid]) -> list[TimeHead]:
    """The times with the boxes of the cells that they stand in: a ruled row of years with bars drawn below it."""
    cells = [cell.box for grid in grids for cell in grid.cells]
    around = [next((box for box in cells if holds_middle(box, h.box)), None) for h in head]
    return [h if box is None else TimeHead(box, h.lines, True) for h, box in zip(head, around, strict=True)]
