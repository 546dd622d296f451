"""Rulings to grids: spans from missing rulings, open sides, dotted and double borders, what is no table."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.layout.model import Ruling
from dxextract.layout.tables.cell_edges import add_cell_edges, frames_to_cells
from dxextract.layout.tables.grids import rulings_to_grids
from dxextract.layout.tables.rulings import merge_rulings, shapes_to_frames, shapes_to_rulings
from dxextract.layout.tolerances import DEFAULT
from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of

XS, YS = (50.0, 150.0, 250.0, 350.0), (100.0, 130.0, 160.0, 190.0)


def grids_of(page: PageBuilder):
    rulings = shapes_to_rulings(page.shapes, DEFAULT)
    frames = shapes_to_frames(page.shapes, page.width, page.height, DEFAULT)
    return rulings_to_grids(add_cell_edges(rulings, frames, DEFAULT), DEFAULT)


def cells_of(grid) -> set[tuple[int, int, int, int]]:
    return {(c.row, c.col, c.row_span, c.col_span) for c in grid.cells}


def test_full_grid():
    (grid,) = grids_of(PageBuilder().grid(XS, YS))
    assert grid.xs == XS
    assert grid.ys == YS
    assert cells_of(grid) == {(r, c, 1, 1) for r in range(3) for c in range(3)}


@pytest.mark.parametrize(
    ("missing", "span"),
    [
        ([("v", 0, 1)], (0, 0, 1, 2)),
        ([("v", 0, 1), ("v", 0, 2)], (0, 0, 1, 3)),
        ([("h", 1, 0)], (0, 0, 2, 1)),
        ([("h", 1, 0), ("h", 2, 0)], (0, 0, 3, 1)),
        ([("v", 1, 1), ("v", 2, 1), ("h", 2, 0), ("h", 2, 1)], (1, 0, 2, 2)),
    ],
)
def test_missing_ruling_makes_a_span(missing, span):
    (grid,) = grids_of(PageBuilder().grid(XS, YS, missing=missing))
    assert span in cells_of(grid)
    assert sum(r * c for _, _, r, c in cells_of(grid)) == 9


@pytest.mark.parametrize(
    "sides",
    [("left",), ("right",), ("left", "right"), ("top", "bottom"), ("left", "top"), ("left", "right", "top", "bottom")],
)
def test_open_sides_are_closed(sides):
    missing = []
    if "left" in sides:
        missing += [("v", r, 0) for r in range(3)]
    if "right" in sides:
        missing += [("v", r, 3) for r in range(3)]
    if "top" in sides:
        missing += [("h", 0, c) for c in range(3)]
    if "bottom" in sides:
        missing += [("h", 3, c) for c in range(3)]
    (grid,) = grids_of(PageBuilder().grid(XS, YS, missing=missing))
    assert len(grid.cells) == 9


def test_the_ends_of_a_header_that_only_the_lines_between_years_reach():
    page = PageBuilder()
    for y in (130, 160, 190):
        page.line(50, y, 450, y)
    for x in (150, 250, 350):
        page.line(x, 100, x, 190)
    page.cells((50, 150, 250, 350, 450), (100, 130, 160), [["内容", "令和7年度", "令和8年度", "令和9年度"]])
    page.cells((50, 150, 250, 350, 450), (130, 160, 190), [["窓口", "検討", "導入", "拡大"], ["配信", "", "", "開始"]])
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0] == ["内容", "令和7年度", "令和8年度", "令和9年度"]
    assert matrix(table)[2] == ["配信", "", "", "開始"]


def test_outer_rulings_that_stick_out_hold_no_row():
    page = PageBuilder().grid((100, 200, 300, 400), (120, 150, 180))
    page.cells((100, 200, 300, 400), (120, 150, 180), [["区分", "前", "後"], ["人口", "10", "20"]])
    page.line(100, 100, 100, 200).line(400, 100, 400, 200).text(110, 103, "(変更前)").text(350, 103, "(単位：人)")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [["区分", "前", "後"], ["人口", "10", "20"]]


def test_dotted_rulings_are_mended():
    page = PageBuilder().grid(XS, (100.0, 190.0))
    for dot in range(50, 350, 3):
        page.line(dot, 145, dot + 1, 145)
    (grid,) = grids_of(page)
    assert len(grid.ys) == 3


def test_double_border_is_one():
    page = PageBuilder().grid(XS, YS).grid([x + 2 for x in XS[:1]] + [348.0], [102.0, 188.0])
    (grid,) = grids_of(page)
    assert (len(grid.xs), len(grid.ys)) == (4, 4)


def test_heavy_border_drawn_as_rectangles():
    page = PageBuilder().grid(XS, YS, missing=[("h", 1, c) for c in range(3)])
    page.rect(50, 129, 350, 131.2, fill="#ff0000")
    (grid,) = grids_of(page)
    assert len(grid.cells) == 9


def test_filled_cells_without_rulings():
    page = PageBuilder()
    for r, (top, bottom) in enumerate([(100, 130), (130, 160)]):
        for x in (50, 150, 250):
            page.rect(x, top, x + 100, bottom, fill="#1f5fa8" if r == 0 else "#e6eff8")
    (grid,) = grids_of(page)
    assert cells_of(grid) == {(r, c, 1, 1) for r in range(2) for c in range(3)}


@pytest.mark.parametrize(
    "page",
    [
        PageBuilder().rect(50, 100, 350, 190, stroke="#000000"),  # a single box
        PageBuilder().grid((50.0, 350.0), YS),  # a stack of boxes
        PageBuilder().rect(50, 100, 350, 120, fill="#1f5fa8").rect(50, 120, 350, 190, fill="#e6eff8"),  # a card
        PageBuilder().rect(50, 100, 140, 190, fill="#eeeeee").rect(150, 100, 240, 190, fill="#eeeeee"),  # cards
        PageBuilder().line(50, 100, 350, 100).line(50, 130, 350, 130),  # rules without columns
    ],
    ids=["box", "stack", "card", "cards", "rules"],
)
def test_no_table(page):
    assert grids_of(page) == []


def test_two_tables_side_by_side_stay_apart():
    page = PageBuilder().grid((50.0, 100.0, 150.0), YS).grid((200.0, 250.0, 300.0), YS)
    assert [g.xs for g in grids_of(page)] == [(50.0, 100.0, 150.0), (200.0, 250.0, 300.0)]


def test_a_bar_inside_a_row_is_no_cell():
    page = PageBuilder().grid(XS, YS).rect(160, 136, 340, 154, fill="#bdd7ee")
    rulings = shapes_to_rulings(page.shapes, DEFAULT)
    frames = shapes_to_frames(page.shapes, page.width, page.height, DEFAULT)
    assert frames_to_cells(rulings, frames, DEFAULT) == []


def test_specks_are_dropped_and_pieces_joined():
    pieces = [Ruling(True, 100.0, 0.0, 40.0), Ruling(True, 100.8, 42.0, 90.0), Ruling(True, 300.0, 10.0, 12.0)]
    (joined,) = merge_rulings(pieces, DEFAULT)
    assert (joined.start, joined.end) == (0.0, 90.0)


@st.composite
def spanned_grids(draw):
    """A grid cut into rectangles at random: the cells, and the pieces of ruling that lie inside one of them."""
    n_rows, n_cols = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    seed = draw(st.integers(0, 10_000))
    rng = random.Random(seed)
    owner: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for r in range(n_rows):
        for c in range(n_cols):
            if (r, c) in owner:
                continue
            width = 1
            while c + width < n_cols and (r, c + width) not in owner and rng.random() < 0.3:
                width += 1
            height = 1
            while r + height < n_rows and rng.random() < 0.3:
                if any((r + height, k) in owner for k in range(c, c + width)):
                    break
                height += 1
            cell = (r, c, height, width)
            owner.update({(i, k): cell for i in range(r, r + height) for k in range(c, c + width)})
    missing = [("h", r, c) for r in range(1, n_rows) for c in range(n_cols) if owner[r - 1, c] == owner[r, c]] + [
        ("v", r, c) for r in range(n_rows) for c in range(1, n_cols) if owner[r, c - 1] == owner[r, c]
    ]
    return n_rows, n_cols, set(owner.values()), missing


@given(spanned_grids())
def test_any_ruled_grid_comes_back(case):
    n_rows, n_cols, cells, missing = case
    xs = [40.0 + 50 * c for c in range(n_cols + 1)]
    ys = [60.0 + 25 * r for r in range(n_rows + 1)]
    grids = grids_of(PageBuilder().grid(xs, ys, missing=missing))
    if all(col_span == n_cols for _, _, _, col_span in cells):
        assert grids == []  # one column is a stack of boxes
        return
    (grid,) = grids
    # rows and columns that no cell begins or ends at cannot be seen
    rows = sorted({r for r, _, _, _ in cells} | {r + h for r, _, h, _ in cells})
    cols = sorted({c for _, c, _, _ in cells} | {c + w for _, c, _, w in cells})
    expected = {
        (rows.index(r), cols.index(c), rows.index(r + h) - rows.index(r), cols.index(c + w) - cols.index(c))
        for r, c, h, w in cells
    }
    assert cells_of(grid) == expected


@pytest.mark.parametrize(
    ("cover", "seen"),
    [
        ((10, 50, 590, 150), (40, 150, 60, 400)),
        ((10, 350, 590, 450), (40, 100, 60, 350)),
        ((30, 50, 70, 450), (40, 100, 60, 400)),
        ((10, 200, 590, 300), (40, 100, 60, 400)),
        ((45, 50, 55, 150), (40, 100, 60, 400)),
    ],
    ids=["its upper end", "its lower end", "all of it", "its middle", "too narrow"],
)
def test_of_a_frame_under_another_counts_what_shows(cover, seen):
    page = PageBuilder().rect(40, 100, 60, 400, fill="#ed7d31").rect(*cover, fill="#fbe5d6")
    frames = shapes_to_frames(page.shapes, page.width, page.height, DEFAULT)
    assert frames[0].box == seen


@pytest.mark.parametrize(
    ("card", "kept"),
    [((200, 120, 400, 300), 1), ((60, 120, 180, 300), 2), ((320, 120, 500, 300), 2)],
    ids=["it crosses", "it lies in it", "it lies beside it"],
)
def test_a_white_outline_that_a_card_crosses_hides_something_and_holds_no_text(card, kept):
    patch = [(40, 100), (300, 100), (300, 350), (40, 350), (40, 100)]
    page = PageBuilder().curve(patch, fill="#ffffff", stroke=None).rect(*card, fill="#fbe5d6")
    assert len(shapes_to_frames(page.shapes, page.width, page.height, DEFAULT)) == kept


def test_a_frame_painted_later_is_not_cut():
    page = PageBuilder().rect(10, 50, 590, 150, fill="#fbe5d6").rect(40, 100, 60, 400, fill="#ed7d31")
    frames = shapes_to_frames(page.shapes, page.width, page.height, DEFAULT)
    assert [f.box for f in frames] == [(10, 50, 590, 150), (40, 100, 60, 400)]


def test_cells_that_a_page_break_cut_are_closed_at_the_bottom():
    (grid,) = grids_of(PageBuilder().grid(XS, YS, missing=[("h", 2, 0), ("h", 3, 0)]))
    assert (1, 0, 2, 1) in cells_of(grid)
    assert sum(r * c for _, _, r, c in cells_of(grid)) == 9


def test_a_row_that_a_page_break_cut_is_closed_at_the_right():
    page = PageBuilder().grid(XS, YS, missing=[("v", 1, 1), ("v", 1, 2), ("v", 1, 3)])
    page.rect(XS[0], YS[1], 560, YS[2], fill="#f2f2f2")  # the merged cell's fill runs on beyond the page
    (table,) = tables_of(
        blocks_of(page.cells(XS, YS, [["No.", "取組", "内容"], ["基本目標"], ["1", "申請", "広げる"]]))
    )
    assert [(c.text, c.col_span) for c in table.cells if c.row == 1] == [("基本目標", 3)]
