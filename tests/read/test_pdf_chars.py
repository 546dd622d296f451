"""Characters: text, boxes, fonts, and what is not to be read. The PDFs are written by hand, operator by operator."""

from __future__ import annotations

import pytest

from dxextract.read.symbols import symbol
from read.pdf_builder import hex16, read_one, text_of

HELLO = "BT /F1 12 Tf 100 700 Td (Hello) Tj ET"


def box_of(read, text):
    char = next(c for c in read.page.chars if c.text == text)
    return char.x0, char.top, char.x1, char.bottom


@pytest.mark.parametrize(
    ("entries", "size", "box", "upright"),
    [
        ("/MediaBox [0 0 600 800]", (600, 800), (100, 89.44, 108.66, 101.44), True),
        ("/MediaBox [0 0 600 800] /Rotate 90", (800, 600), (698.56, 100, 710.56, 108.66), False),
        ("/MediaBox [0 0 600 800] /Rotate 180", (600, 800), (491.34, 698.56, 500, 710.56), True),
        ("/MediaBox [0 0 600 800] /Rotate 270", (800, 600), (89.44, 491.34, 101.44, 500), False),
        ("/MediaBox [0 0 600 800] /CropBox [50 60 550 780]", (500, 720), (50, 69.44, 58.66, 81.44), True),
        ("/MediaBox [-50 -60 550 740]", (600, 800), (150, 29.44, 158.66, 41.44), True),
        ("/MediaBox [0 0 600 800] /UserUnit 2", (1200, 1600), (200, 178.88, 217.33, 202.88), True),
        ("/MediaBox [0 0 600 800] /CropBox [50 60 550 780] /Rotate 90", (720, 500), (638.56, 50, 650.56, 58.66), False),
    ],
)
def test_page_frame_moves_the_boxes(entries, size, box, upright):
    read = read_one(HELLO, entries)
    assert (read.page.width, read.page.height) == size
    assert box_of(read, "H") == pytest.approx(box, abs=0.02)
    assert read.page.chars[0].upright is upright
    assert text_of(read) == "Hello"


def test_text_turned_against_the_page_rotation_is_upright():
    read = read_one(f"BT /J1 12 Tf 0 1 -1 0 200 300 Tm {hex16('計画')} Tj ET", "/MediaBox [0 0 600 800] /Rotate 90")
    assert [c.upright for c in read.page.chars] == [True, True]
    assert box_of(read, "計") == pytest.approx((300, 189.44, 312, 201.44), abs=0.02)
    assert box_of(read, "画") == pytest.approx((312, 189.44, 324, 201.44), abs=0.02)


def test_vertical_writing_stacks_full_boxes():
    read = read_one(f"BT /V1 12 Tf 1 0 0 1 300 700 Tm {hex16('推進、ー「計')} Tj ET")
    boxes = [(c.x0, c.top, c.x1, c.bottom) for c in read.page.chars]
    assert boxes == [pytest.approx((294, 100 + 12 * i, 306, 112 + 12 * i), abs=0.02) for i in range(6)]
    assert all(c.upright for c in read.page.chars)


@pytest.mark.parametrize(
    ("setting", "size"),
    [
        ("/F1 12 Tf 1 0 0 1 100 600 Tm", 12),
        ("/F1 1 Tf 12 0 0 12 100 600 Tm", 12),
        ("/F1 1 Tf 6 0 0 12 100 600 Tm", 12),
        ("/F1 -12 Tf -1 0 0 -1 100 600 Tm", 12),
        ("/T3 20 Tf 1 0 0 1 100 600 Tm", 20),
    ],
)
def test_font_size_is_what_is_seen(setting, size):
    read = read_one(f"BT {setting} (a) Tj ET")
    assert read.page.fonts[read.page.chars[0].font].size == pytest.approx(size, abs=0.01)


def test_forms_compose_their_matrices():
    form = ("/Subtype /Form /BBox [0 0 200 200] /Matrix [1 0 0 1 5 5]", b"BT /F1 10 Tf 10 10 Td (In) Tj ET")
    nested = (
        "/Subtype /Form /BBox [0 0 300 300] /Resources << /XObject << /X1 100 0 R >> >>",
        b"q 2 0 0 2 0 0 cm /X1 Do Q",
    )
    xobjects = {
        "X1": (f"{form[0]} /Resources << /Font << /F1 3 0 R >> >>", form[1]),
        "X2": nested,
    }
    read = read_one("q 1 0 0 1 10 20 cm /X2 Do Q", xobjects=xobjects)
    assert text_of(read) == "In"
    assert box_of(read, "I") == pytest.approx((40, 732.4, 45.56, 752.4), abs=0.02)
    assert read.page.fonts[0].size == 20


def test_spaces_come_from_the_page_never_from_pdfium():
    far_apart = read_one("BT /F1 12 Tf 100 700 Td (A) Tj 200 0 Td (B) Tj -200 -40 Td (C) Tj ET")
    assert text_of(far_apart) == "ABC"
    assert text_of(read_one("BT /F1 12 Tf 100 700 Td (A B) Tj ET")) == "A B"


def test_fonts_say_name_weight_and_colour():
    read = read_one(
        "BT /F1 12 Tf 1 0 0 rg 100 700 Td (r) Tj /F2 12 Tf 0 g 0 -40 Td (b) Tj /F1 12 Tf 2 Tr 0 -40 Td (s) Tj ET"
    )
    looks = {c.text: read.page.fonts[c.font] for c in read.page.chars}
    assert (looks["r"].name, looks["r"].bold, looks["r"].color) == ("Helvetica", False, "#ff0000")
    assert (looks["b"].name, looks["b"].bold, looks["b"].color) == ("Helvetica-Bold", True, "#000000")
    assert looks["s"].bold  # filled and stroked: bold as Word fakes it


@pytest.mark.parametrize(
    ("case", "content", "expected"),
    [
        ("render mode 3", "BT /F1 12 Tf 3 Tr 100 700 Td (no) Tj 0 Tr 100 0 Td (yes) Tj ET", "yes"),
        ("outside the page", "BT /F1 12 Tf 100 900 Td (no) Tj 0 -200 Td (yes) Tj ET", "yes"),
        ("left of the page", "BT /F1 12 Tf -90 700 Td (no) Tj 190 0 Td (yes) Tj ET", "yes"),
        ("larger than the page", "BT /F1 900 Tf 100 100 Td (no) Tj /F1 12 Tf 9 9 Td (yes) Tj ET", "yes"),
        ("too small to see", "BT /F1 0.2 Tf 100 700 Td (no) Tj /F1 12 Tf 100 0 Td (yes) Tj ET", "yes"),
        (
            "scaled to nothing",
            "q .02 0 0 .02 0 0 cm BT /F1 12 Tf 1 700 Td (no) Tj ET Q BT /F1 12 Tf 9 9 Td (yes) Tj ET",
            "yes",
        ),
        ("white on paper", "BT /F1 12 Tf 1 g 100 700 Td (no) Tj 0 g 100 0 Td (yes) Tj ET", "yes"),
        (
            "white on a white box",
            "1 g 90 690 100 30 re f BT /F1 12 Tf 100 700 Td (no) Tj 0 g 100 0 Td (yes) Tj ET",
            "yes",
        ),
        ("white on a band", "0 0 1 rg 90 690 100 30 re f BT /F1 12 Tf 1 g 100 700 Td (yes) Tj ET", "yes"),
        ("white on a thick stroke", "20 w 90 704 m 190 704 l S BT /F1 12 Tf 1 g 100 700 Td (yes) Tj ET", "yes"),
        ("transparent", "/G0 gs BT /F1 12 Tf 100 700 Td (no) Tj ET /G1 gs BT /F1 12 Tf 200 700 Td (yes) Tj ET", "yes"),
    ],
)
def test_what_nobody_sees_is_not_read(case, content, expected):
    read = read_one(content, resources="/ExtGState << /G0 << /ca 0 >> /G1 << /ca 1 >> >>")
    assert text_of(read) == expected, case
    assert read.page.text_layer == "native"


def test_white_text_on_a_picture_is_read():
    image = {"Im": ("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x00")}
    read = read_one("q 200 0 0 100 90 650 cm /Im Do Q BT /F1 12 Tf 1 g 100 700 Td (yes) Tj ET", xobjects=image)
    assert text_of(read) == "yes"


def test_white_text_on_a_gradient_is_read():
    gradient = (
        "/Pattern << /P1 << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0]"
        " /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >> >> >> >>"
    )
    band = "/Pattern cs /P1 scn 90 690 100 30 re f"
    read = read_one(f"{band} BT /F1 12 Tf 1 g 100 700 Td (yes) Tj 300 0 Td (no) Tj ET", resources=gradient)
    assert text_of(read) == "yes"


def test_an_invisible_layer_alone_is_an_ocr_layer():
    read = read_one("BT /F1 12 Tf 3 Tr 100 700 Td (scanned) Tj ET")
    assert (text_of(read), read.page.text_layer) == ("scanned", "ocr")


@pytest.mark.parametrize(
    ("case", "content", "expected", "bold"),
    [
        ("same place", "(Twin) Tj 0 0 Td (Twin) Tj", "Twin", True),
        ("to the right", "(Twin) Tj 0.4 0 Td (Twin) Tj", "Twin", True),
        ("thrice, downwards too", "(Twin) Tj 0.4 0 Td (Twin) Tj -0.2 -0.3 Td (Twin) Tj", "Twin", True),
        ("doubled letters", "(1100 ll ..) Tj", "1100 ll ..", False),
        ("the same word on the next line", "(Twin) Tj 0 -14 Td (Twin) Tj", "TwinTwin", False),
        ("the same word beside", "(Twin) Tj 30 0 Td (Twin) Tj", "TwinTwin", False),
    ],
)
def test_overprints_are_one_bold_text(case, content, expected, bold):
    read = read_one(f"BT /F1 12 Tf 100 700 Td {content} ET")
    assert text_of(read) == expected, case
    assert {read.page.fonts[c.font].bold for c in read.page.chars if not c.text.isspace()} == {bold}


def test_overprint_with_other_text_between_is_found():
    words = " ".join(f"0 -20 Td (line{i}) Tj" for i in range(8))
    read = read_one(f"BT /F1 12 Tf 100 700 Td (Head) Tj {words} 0.4 160 Td (Head) Tj ET")
    assert text_of(read).count("Head") == 1
    assert {read.page.fonts[c.font].bold for c in read.page.chars if c.text == "H"} == {True}


def test_unmapped_glyphs_are_counted_and_shown_as_such():
    read = read_one("BT /U1 12 Tf 100 700 Td <00410042> Tj /F1 12 Tf 0 -40 Td (readable) Tj ET")
    assert text_of(read) == "\ufffd\ufffdreadable"
    assert [(n.code, n.evidence[0].page) for n in read.notices] == [("W201", 1)]
    assert "20%" in read.notices[0].message


def test_a_page_of_unmapped_glyphs_has_no_text_layer():
    read = read_one("BT /U1 12 Tf 100 700 Td <004100420043> Tj ET")
    assert (read.page.text_layer, read.page.chars) == ("none", ())
    assert [n.code for n in read.notices] == ["W201", "E201"]


def test_a_blank_page_is_no_fault():
    read = read_one("")
    assert (read.page.text_layer, read.notices) == ("none", ())


def test_actual_text_replaces_the_glyphs():
    read = read_one("BT /U1 12 Tf 100 700 Td /Span << /ActualText <FEFF8A08753B> >> BDC <00010002> Tj EMC ET")
    assert text_of(read) == "計画"
    assert [c.x0 for c in read.page.chars] == sorted(c.x0 for c in read.page.chars)


def test_a_glyph_that_says_two_characters_is_shared_between_them():
    read = read_one("BT /LG 20 Tf 100 600 Td (aa) Tj ET")
    assert [(c.text, c.x0, c.x1) for c in read.page.chars] == [
        ("f", 100, 110),
        ("i", 110, 120),
        ("f", 120, 130),
        ("i", 130, 140),
    ]


@pytest.mark.parametrize(
    ("code", "font", "expected"),
    [
        (0xF06C, "Wingdings-Regular", "●"),
        (0xF0D8, "Wingdings", "➢"),
        (0x6E, "Wingdings", "■"),
        (0xF0B7, "SymbolMT", "•"),
        (0xF0B7, "Symbol", "•"),
        (0x8C, "Wingdings", "❶"),
        (0x6E, "Helvetica", None),
        (0x8A08, "Wingdings", None),
        (0xE000, "MS-Mincho", None),
    ],
)
def test_symbols(code, font, expected):
    assert symbol(code, font) == expected
