"""Drawings: kinds, colours, places. The PDFs are written by hand, operator by operator."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract.read.pdf import iter_pdf_pages
from dxextract.settings import Settings
from read.pdf_builder import PageSpec, build_pdf, read_one

CURVED_CORNERS = (
    "110 600 m 190 600 l 195 600 200 605 200 610 c 200 640 l 200 645 195 650 190 650 c 110 650 l"
    " 105 650 100 645 100 640 c 100 610 l 100 605 105 600 110 600 c h"
)


def look(read):
    return [(s.kind, s.box, s.fill, s.stroke) for s in read.page.shapes]


@pytest.mark.parametrize(
    ("case", "content", "expected"),
    [
        ("stroke", "1 w 100 700 m 300 700 l S", [("line", (100, 100, 300, 100), None, "#000000")]),
        ("thin rectangle", "100 700 200 0.5 re f", [("line", (100, 99.5, 300, 100), "#000000", None)]),
        ("rectangle", "1 0 0 rg 100 600 200 100 re f", [("rect", (100, 100, 300, 200), "#ff0000", None)]),
        (
            "filled and framed",
            "1 0 0 rg 0 0 1 RG 100 600 200 100 re B",
            [("rect", (100, 100, 300, 200), "#ff0000", "#0000ff")],
        ),
        (
            "as four lines",
            "100 600 m 300 600 l 300 700 l 100 700 l h S",
            [("rect", (100, 100, 300, 200), None, "#000000")],
        ),
        ("rounded corners", CURVED_CORNERS + " f", [("rect", (100, 150, 200, 200), "#000000", None)]),
        ("diagonal", "100 600 m 300 700 l S", [("curve", (100, 100, 300, 200), None, "#000000")]),
        ("triangle", "100 600 m 300 600 l 200 700 l h f", [("curve", (100, 100, 300, 200), "#000000", None)]),
        (
            "an open corner",
            "100 700 m 300 700 l 300 600 l S",
            [("line", (100, 100, 300, 100), None, "#000000"), ("line", (300, 100, 300, 200), None, "#000000")],
        ),
        (
            "rulings that share a path",
            "100 700 m 300 700 l 100 600 m 300 600 l S",
            [("line", (100, 100, 300, 100), None, "#000000"), ("line", (100, 200, 300, 200), None, "#000000")],
        ),
        ("painted by nothing", "100 600 200 100 re n", []),
        ("a clip is no shape", "100 600 200 100 re W n 0 0 10 10 re f", [("rect", (0, 790, 10, 800), "#000000", None)]),
        ("outside the page", "700 600 200 100 re f", []),
        (
            "a bleed",
            "1 0 0 rg -40 600 200 100 re f",
            [("rect", (-40, 100, 160, 200), "#ff0000", None)],
        ),
        (
            "miles beyond the page",
            "1 0 0 rg -9000000 600 99000000 100 re f 0 0 m 4000000 -4000000 l S",
            [("rect", (-144, 100, 744, 200), "#ff0000", None), ("curve", (0, 800, 744, 944), None, "#000000")],
        ),
        (
            "half transparent",
            "/Half gs 1 0 0 rg 100 600 200 100 re f",
            [("rect", (100, 100, 300, 200), "#ff7f7f", None)],
        ),
        ("wholly transparent", "/None gs 1 0 0 rg 100 600 200 100 re f", []),
        ("grey", "0.8 g 100 600 200 100 re f", [("rect", (100, 100, 300, 200), "#cccccc", None)]),
        (
            "frame of two rectangles",
            "100 600 200 100 re 102 602 196 96 re f*",
            [("rect", (100, 100, 300, 200), None, "#000000")],
        ),
    ],
)
def test_shapes(case, content, expected):
    read = read_one(
        content,
        resources="/ExtGState << /Half << /ca 0.5 >> /None << /ca 0 >> >>",
    )
    found = look(read)
    assert [(kind, fill, stroke) for kind, _, fill, stroke in found] == [(k, f, s) for k, _, f, s in expected], case
    for (_, box, _, _), (_, wanted, _, _) in zip(found, expected, strict=True):
        assert box == pytest.approx(wanted, abs=0.1)


def test_strokes_say_their_width_and_dashes():
    read = read_one("2 0 0 2 0 0 cm 1.5 w [3 2] 0 d 50 350 m 150 350 l S [] 0 d 50 300 m 150 300 l S")
    assert [(s.width, s.dashed) for s in read.page.shapes] == [(3, True), (3, False)]


def test_a_block_arrow_keeps_its_corners():
    arrow = "100 610 m 250 610 l 250 600 l 270 620 l 250 640 l 250 630 l 100 630 l h f"
    (shape,) = read_one(arrow).page.shapes
    assert shape.kind == "curve"
    assert (270, 180) in shape.points
    assert len(shape.points) in (7, 8)


def test_a_wavy_stroke_of_tiny_steps_is_one_curve():
    wave = " ".join(f"{100 + i * 0.5} {600 + (i % 7) * 0.4} l" for i in range(1, 60))
    (shape,) = read_one(f"100 600 m {wave} S").page.shapes
    assert shape.kind == "curve"


def test_a_pentagon_is_no_rectangle():
    (shape,) = read_one("100 600 m 290 600 l 300 620 l 290 640 l 100 640 l h f").page.shapes
    assert shape.kind == "curve"


def test_long_curves_are_thinned_to_their_course():
    path = "100 100 m " + " ".join(f"{100 + i} {100 + (i * i) % 97} l" for i in range(1, 400)) + " S"
    (shape,) = read_one(path).page.shapes
    assert len(shape.points) == 64
    assert shape.points[0] == (100, 700)
    assert shape.box[2] == 499


def test_pictures_and_shadings():
    read = read_one(
        "q 200 0 0 100 90 650 cm /Im Do Q q 300 300 100 50 re W n /Sh sh Q",
        xobjects={"Im": ("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x00")},
        resources="/Shading << /Sh << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0]"
        " /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >> >> >>",
    )
    assert read.page.images == (pytest.approx((90, 50, 290, 150)),)
    assert look(read) == [("rect", pytest.approx((300, 450, 400, 500), abs=1), "#d0d0d0", None)]


def test_drawings_turn_with_the_page():
    read = read_one("100 700 200 50 re f", "/MediaBox [0 0 600 800] /Rotate 90")
    assert read.page.shapes[0].box == (700, 100, 750, 300)


def test_a_page_of_too_many_objects_keeps_its_text():
    content = "BT /F1 12 Tf 100 700 Td (kept) Tj ET " + "1 1 m 2 2 l S " * 300
    settings = Settings(max_objects_per_page=200)
    (read,) = iter_pdf_pages(Path("x.pdf"), build_pdf([PageSpec(content)]), settings)
    assert "".join(c.text for c in read.page.chars) == "kept"
    assert read.page.shapes == ()
    assert [n.code for n in read.notices] == ["W203"]
    assert "200" in read.notices[0].message


def test_a_page_larger_than_readers_show_is_read_at_the_largest_size():
    page = read_one("0 0 2000000 1000000 re f", "/MediaBox [0 0 4000000 2000000]").page
    assert (page.width, page.height) == (14_400, 7_200)
    assert [shape.box for shape in page.shapes] == [(0, 3600, 7200, 7200)]


def test_a_large_page_keeps_its_points():
    page = read_one("0 0 100 100 re f", "/MediaBox [0 0 14400 2400]").page
    assert (page.width, page.height) == (14_400, 2_400)
    assert [shape.box for shape in page.shapes] == [(0, 2300, 100, 2400)]
