"""One page as read -> its blocks in reading order.

Decides the order of the steps. What recurs over pages (running headers) and what goes on over pages (paragraphs,
tables) is decided later, in `document`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.arrange import arrange_page
from dxextract.layout.badges import badges_to_lines
from dxextract.layout.box_relations import shared_area
from dxextract.layout.boxes import make_boxes
from dxextract.layout.charts import is_numeric, shapes_to_charts
from dxextract.layout.column_rules import column_rules
from dxextract.layout.containers import OUTSIDE, BoxIndex, fragments_to_boxes
from dxextract.layout.drawn.gradients import without_gradient_steps
from dxextract.layout.drawn.lanes import Drawn, take_lanes
from dxextract.layout.drawn.overlays import split_arrows
from dxextract.layout.drawn.roadmaps import take_roadmaps
from dxextract.layout.figure_cards import cards_to_lines
from dxextract.layout.figure_labels import SaysWhich
from dxextract.layout.figure_units import units_to_figures
from dxextract.layout.figures import take_charts, take_diagrams
from dxextract.layout.fragments import chars_to_fragments
from dxextract.layout.model import Fragment, Grid, PageLayout, Ruling
from dxextract.layout.number_badges import numbers_to_titles, years_to_steps
from dxextract.layout.tables.aligned import take_aligned_tables
from dxextract.layout.tables.banded import cells_in_bands, take_banded_tables
from dxextract.layout.tables.boxed_rows import add_boxed_grids
from dxextract.layout.tables.cell_edges import add_cell_edges, cut_at_rulings
from dxextract.layout.tables.grids import rulings_to_grids
from dxextract.layout.tables.headed import add_headed_grids
from dxextract.layout.tables.page_tables import take_tables
from dxextract.layout.tables.parted_texts import part_at_edges
from dxextract.layout.tables.partial_grids import complete_grids
from dxextract.layout.tables.ruleless import take_bare_tables, take_hairline_tables
from dxextract.layout.tables.rulings import shapes_to_frames, shapes_to_rulings
from dxextract.layout.tables.sheet_rows import without_title_rows
from dxextract.layout.tables.striped import take_striped_tables
from dxextract.layout.tables.title_bands import take_title_bands
from dxextract.layout.tags import tags_to_lines
from dxextract.layout.tolerances import Tolerances
from dxextract.layout.value_boxes import without_value_rows
from dxextract.schema.passage import Box
from dxextract.schema.raw import PdfPage

_SPARSE = 0.35
"""Share of a grid's cells that hold text below which it may be the bars of a chart."""
_MANY_COLUMNS = 10
_FOOT = 0.93
"""Share of the page's height below which running lines stand."""
_NARROWEST_COLUMN = 5.0
"""Points; no character that is meant to be read fits into a narrower column."""


def page_to_layout(
    page: PdfPage, is_time_label: Callable[[str], bool], says_which: SaysWhich, tolerances: Tolerances
) -> PageLayout:
    """The blocks of one page in reading order.

    `is_time_label` says whether a cell's text names a year, month, …, `says_which` what a label says of its figure.
    """
    fragments = chars_to_fragments(page.chars, page.fonts, tolerances, page.places)
    shapes, arrows = split_arrows(without_gradient_steps(page.shapes))
    strokes = shapes_to_rulings(shapes, tolerances)
    frames = cut_at_rulings(shapes_to_frames(shapes, page.width, page.height, tolerances), strokes, tolerances)
    bands = cells_in_bands(frames, strokes)
    rulings = add_cell_edges(strokes, [f for f in frames if f.box not in bands], tolerances)
    charts = shapes_to_charts(shapes, fragments, page.width, page.height)
    skeletons = complete_grids(rulings_to_grids(rulings, tolerances), strokes, frames, fragments, tolerances)
    ruled = _with_text(skeletons, fragments, charts)
    ruled, frames = take_title_bands(ruled, frames, fragments)
    grids = [without_title_rows(grid, fragments) for grid in ruled]
    drawn = Drawn(tuple(grids), tuple(frames), tuple(fragments))
    tables, drawn = take_lanes(drawn, arrows, page.number, is_time_label, tolerances)
    diagrams = [table.box for table in tables]
    grids = add_headed_grids(drawn.grids, drawn.frames, strokes, drawn.fragments, charts)
    grids, frames = add_boxed_grids(grids, drawn.frames, drawn.fragments)
    grids, frames = without_value_rows(grids, frames, drawn.fragments, says_which, tolerances)
    boxes = make_boxes(grids, frames)
    held = fragments_to_boxes(part_at_edges(drawn.fragments, grids), boxes.index)
    tables += take_tables(boxes, held, arrows, page.number, is_time_label, tolerances)
    lines = badges_to_lines(held, boxes.boxes, boxes.parents, tolerances)
    lines = units_to_figures(tags_to_lines(lines, boxes.boxes))
    lines = years_to_steps(numbers_to_titles(lines, boxes), boxes, is_time_label)
    lines = cards_to_lines(lines, boxes, [a.box for a in arrows], says_which)
    tables += take_striped_tables(boxes, lines, page.number)
    tables += take_banded_tables(boxes, lines, bands, page.number)
    tables += take_aligned_tables(boxes, lines, page.number)
    figures = take_charts(_without_tables(charts, [*(g.box for g in grids), *diagrams]), boxes, lines, page.number)
    tables += take_hairline_tables(_outside(rulings, grids), boxes, lines, page.number, is_time_label)
    tables += take_roadmaps(boxes, lines, page.number, _FOOT * page.height, is_time_label, tolerances)
    tables += take_bare_tables(lines, page.number, tolerances)
    figures += take_diagrams(shapes, arrows, boxes, lines, page.number, is_time_label)
    apart = column_rules(strokes, [*(t.box for t in tables), *(f.box for f in figures)], page.height)
    blocks = arrange_page(page, boxes, [*tables, *figures], lines, [a.box for a in arrows], tolerances, apart)
    return PageLayout(page.number, page.width, page.height, tuple(blocks), page.links)


def _with_text(grids: Sequence[Grid], fragments: Sequence[Fragment], charts: Sequence[Box]) -> list[Grid]:
    """Grids that hold text in at least two cells; the gridlines of a chart are none.

    Away from charts the second cell with text settles it.
    """
    kept = []
    for grid in grids:
        near_chart = any(shared_area(grid.box, chart) > 0 for chart in charts)
        if not near_chart:
            if _has_two_texts(grid, fragments):
                kept.append(grid)
            continue
        index = BoxIndex([c.box for c in grid.cells])
        texts: dict[int, str] = {}
        for f in fragments:
            if f.box[1] < grid.box[3] and f.box[3] > grid.box[1]:
                cell = index.smallest_around((f.box[0] + f.box[2]) / 2, (f.box[1] + f.box[3]) / 2)
                if cell != OUTSIDE:
                    texts[cell] = texts.get(cell, "") + f.text
        worded = sum(not is_numeric(text) for text in texts.values())
        sparse = worded <= 0.3 * len(texts) and (worded < 3 or len(texts) < 0.5 * len(grid.cells))
        sparse = sparse or (len(texts) < _SPARSE * len(grid.cells) and _is_too_fine(grid))
        if len(texts) >= 2 and not sparse:
            kept.append(grid)
    return kept


def _has_two_texts(grid: Grid, fragments: Sequence[Fragment]) -> bool:
    """Whether fragments stand in two cells. The cells are gone through without an index: the first ones mostly do."""
    left, top, right, bottom = grid.box
    found: Box | None = None
    for f in fragments:
        x, y = (f.box[0] + f.box[2]) / 2, (f.box[1] + f.box[3]) / 2
        if not (left <= x <= right and top <= y <= bottom) or (found is not None and _is_in(x, y, found)):
            continue
        cell = next((c.box for c in grid.cells if _is_in(x, y, c.box)), None)
        if cell is not None and found is not None:
            return True
        found = found or cell
    return False


def _is_in(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_too_fine(grid: Grid) -> bool:
    """Whether the grid is one row of many cells, or its columns are too narrow for a character: bars side by side."""
    widths = [right - left for left, right in pairwise(grid.xs)]
    return len(widths) >= _MANY_COLUMNS and (len(grid.ys) == 2 or median(widths) < _NARROWEST_COLUMN)


def _outside(rulings: Sequence[Ruling], grids: Sequence[Grid]) -> list[Ruling]:
    """The rulings that no grid uses."""
    return [
        ruling
        for ruling in rulings
        if not any(
            grid.box[0] - 3 <= ruling.start
            and ruling.end <= grid.box[2] + 3
            and grid.box[1] - 3 <= ruling.at <= grid.box[3] + 3
            for grid in grids
        )
    ]


def _without_tables(charts: Sequence[Box], tables: Sequence[Box]) -> list[Box]:
    return [chart for chart in charts if not any(shared_area(table, chart) > 0 for table in tables)]
