"""Outlines, rulings and glyph outlines as pure functions of points and boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.read.paths import MAX_POINTS, Paint, classify, flattened
from dxextract.read.pdf_outlines import drop_glyph_outlines
from dxextract.read.pdf_rulings import join_rulings
from dxextract.schema.raw import Char, Shape

FILLED = Paint("#000000", None, 0.0, False)
STROKED = Paint(None, "#000000", 1.0, False)
number = st.floats(0, 800, allow_nan=False, width=32)


def piece(x0, top, x1, bottom, fill="#000000", stroke=None):
    return Shape("line", (x0, top, x1, bottom), ((x0, top), (x1, bottom)), fill, stroke, 0.0)


@given(st.lists(st.tuples(number, number), min_size=2, max_size=200), st.booleans(), st.sampled_from([FILLED, STROKED]))
def test_shapes_lie_within_their_points_and_stay_small(points, closed, paint):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    for shape in classify(points, closed, paint):
        x0, top, x1, bottom = shape.box
        assert min(xs) - 0.01 <= x0 <= x1 <= max(xs) + 0.01
        assert min(ys) - 0.01 <= top <= bottom <= max(ys) + 0.01
        assert len(shape.points) <= MAX_POINTS


@given(number, number, number, number)
def test_every_rectangle_is_a_rectangle_or_a_line(x, y, width, height):
    points = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    (shape,) = classify(points, True, FILLED)
    assert shape.kind == ("line" if min(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) < 2 else "rect")


def test_curves_end_where_they_should():
    points = list(flattened((0, 0), [(0, 10), (10, 10), (10, 0)]))
    assert points[-1] == pytest.approx((10, 0))
    assert max(y for _, y in points) == pytest.approx(7.5)


def test_border_pieces_that_touch_become_one_ruling():
    pieces = [piece(100, 50, 200, 50.5), piece(200, 50, 200.5, 50.5), piece(200.5, 50, 300, 50.5)]
    (ruling,) = join_rulings(pieces)
    assert (ruling.kind, ruling.box, ruling.dashed) == ("line", (100, 50, 300, 50.5), False)


def test_a_corner_square_belongs_to_both_rulings():
    corner = piece(100, 50, 100.5, 50.5)
    across, down = piece(100.5, 50, 300, 50.5), piece(100, 50.5, 100.5, 200)
    assert {s.box for s in join_rulings([corner, across, down])} == {(100, 50, 300, 50.5), (100, 50, 100.5, 200)}


def test_dots_in_a_row_become_one_dashed_line():
    dots = [piece(100 + 2.5 * i, 50, 101 + 2.5 * i, 51) for i in range(20)]
    (ruling,) = join_rulings(dots)
    assert (ruling.box, ruling.dashed) == ((100, 50, 148.5, 51), True)


@pytest.mark.parametrize(
    ("case", "pieces"),
    [
        ("a gap", [piece(100, 50, 200, 50.5), piece(204, 50, 300, 50.5)]),
        ("another height", [piece(100, 50, 200, 50.5), piece(200, 52, 300, 52.5)]),
        ("another colour", [piece(100, 50, 200, 50.5), piece(200, 50, 300, 50.5, fill="#ff0000")]),
        (
            "strokes, which may be arrows",
            [piece(100, 50, 200, 50, None, "#000000"), piece(200, 50, 300, 50, None, "#000000")],
        ),
        ("three dots", [piece(100 + 2.5 * i, 50, 101 + 2.5 * i, 51) for i in range(3)]),
        ("dots far apart", [piece(100 + 20 * i, 50, 101 + 20 * i, 51) for i in range(9)]),
    ],
)
def test_pieces_that_are_no_ruling_stay(case, pieces):
    assert join_rulings(pieces) == tuple(pieces), case


@given(st.lists(st.builds(piece, number, number, number, number), max_size=30))
def test_joining_covers_what_was_drawn(pieces):
    drawn = [
        piece(min(p.box[0], p.box[2]), min(p.box[1], p.box[3]), max(p.box[0], p.box[2]), max(p.box[1], p.box[3]))
        for p in pieces
    ]
    joined = join_rulings(drawn)
    assert len(joined) <= len(drawn)
    for old in drawn:
        assert any(
            new.box[0] <= old.box[0]
            and new.box[1] <= old.box[1]
            and new.box[2] >= old.box[2]
            and new.box[3] >= old.box[3]
            for new in joined
        )


def test_outlines_of_glyphs_go_and_a_single_mark_stays():
    chars = [Char("題", 100 + 20 * i, 50, 120 + 20 * i, 70, 0, True) for i in range(10)]
    strokes = tuple(
        Shape("curve", (c.x0 + j, 52, c.x0 + j + 5, 60), ((c.x0 + j, 52), (c.x0 + j + 5, 60)), None, "#000000", 1.0)
        for c in chars
        for j in range(4)
    )
    ruling = piece(100, 75, 300, 75.5)
    assert drop_glyph_outlines((*strokes, ruling), chars) == (ruling,)
    assert drop_glyph_outlines((*strokes[:5], ruling), chars) == (*strokes[:5], ruling)
