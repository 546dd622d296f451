"""Which rectangles are cells: rows drawn as one outline under upright rulings, and bars across them."""

import pytest

from dxextract.layout.model import Frame, Ruling
from dxextract.layout.tables.cell_edges import frames_to_cells
from dxextract.layout.tolerances import Tolerances

UPRIGHT = [Ruling(False, x, 100, 190) for x in (200, 400, 600)]
HEAD = [Frame((x0, 100, x1, 130), "#dddddd", "#000000") for x0, x1 in ((50, 200), (200, 400), (400, 600), (600, 800))]
ROWS = [Frame((50, 130, 800, 160), None, "#000000"), Frame((50, 160, 800, 190), None, "#000000")]


def cells(*frames):
    return frames_to_cells(UPRIGHT, frames, Tolerances())


def test_rows_drawn_as_one_outline_are_ruled():
    assert set(cells(*HEAD, *ROWS)) == {f.box for f in (*HEAD, *ROWS)}


@pytest.mark.parametrize(
    "bar",
    [
        Frame((205, 135, 595, 155), "#2a8fa8", None),
        Frame((205, 135, 595, 155), None, "#2a8fa8"),
        Frame((50, 135, 800, 155), "#2a8fa8", None),
    ],
    ids=["filled", "outlined between rulings", "filled over the whole row"],
)
def test_a_bar_in_a_row_is_no_cell(bar):
    assert bar.box not in cells(*HEAD, *ROWS, bar)


@pytest.mark.parametrize(
    ("title", "is_cell"),
    [
        (Frame((200, 80, 600, 99.8), None, "#7f7f7f"), True),
        (Frame((200, 80, 600, 99.8), "#d9731a", None), False),  # a band: the heading of what follows
        (Frame((200, 80, 500, 99.8), None, "#7f7f7f"), False),
        (Frame((200, 70, 600, 90), None, "#7f7f7f"), False),
    ],
    ids=["title row", "band", "narrower", "apart"],
)
def test_an_outline_right_on_a_table_is_its_title_row(title, is_cell):
    table = [*UPRIGHT, *(Ruling(True, y, 200, 600) for y in (100, 130, 160, 190))]
    assert (title.box in frames_to_cells(table, [title], Tolerances())) is is_cell


def test_cells_drawn_as_boxes_inside_a_border_are_no_bars_in_it():
    border = Frame((49, 99, 351, 191), None, "#444444")
    rows = [(100, 130), (130.7, 160), (160.7, 190)]
    boxes = [Frame((x, top, x + 99.3, bottom), None, "#777777") for top, bottom in rows for x in (50, 150, 250)]
    assert set(frames_to_cells([], [border, *boxes], Tolerances())) >= {f.box for f in boxes}


FULL = [
    *(Ruling(False, x, 100, 190) for x in (50, 200, 400, 600)),
    *(Ruling(True, y, 50, 600) for y in (100, 130, 190)),
]


@pytest.mark.parametrize(
    ("box", "fill", "stroke", "is_cell"),
    [
        ((202.3, 132.3, 398, 187.7), "#ffe699", "#404040", False),
        ((202.3, 132.3, 598, 150), "#ffe699", "#404040", False),
        ((202.3, 131, 598, 170), "#ffe699", "#404040", False),
        ((200.3, 131, 399.7, 189.5), "#ffe699", "#404040", True),
        ((200.3, 131, 399.7, 150), None, "#404040", True),
    ],
    ids=["just off the rulings", "off the row below", "touching one ruling", "a cell", "the top part of a cell"],
)
def test_a_bar_laid_into_a_ruled_row_is_no_cell(box, fill, stroke, is_cell):
    assert (box in frames_to_cells(FULL, [Frame(box, fill, stroke)], Tolerances())) is is_cell
