"""When pdfplumber's parser is asked, and that its characters land where PDFium's would."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dxextract.read import pdfium
from dxextract.read.fallback import Fallback
from dxextract.read.pdf_chars import REPLACEMENT, read_page_text
from read.pdf_builder import PageSpec, build_pdf, hex16, read_one

CONTENT = (
    f"1 0 0 rg BT /F2 12 Tf 100 700 Td (Red) Tj ET 0 0 0 1 k BT /J1 12 Tf 200 600 Td {hex16('計画')} Tj ET"
    " 0.5 g BT /F1 12 Tf 100 500 Td (grey) Tj ET"
)


def read_both(entries, content=CONTENT):
    """What PDFium reads, the same with every glyph unmapped, and what the fallback makes of that."""
    data = build_pdf([PageSpec(content, entries)])
    with pdfium.open_document("case.pdf", data) as document, pdfium.open_page(document, 0) as page:
        frame = pdfium.frame_of(page, 1.0)
        with pdfium.open_text(page) as text:
            good = read_page_text(text, frame, 1000)
    bad = replace(good, chars=tuple(c._replace(text=REPLACEMENT) for c in good.chars), unmapped=len(good.chars))
    with closing(Fallback(data)) as fallback:
        return good, fallback.better(bad, 0, frame), fallback.better(good, 0, frame)


@pytest.mark.parametrize(
    "entries",
    [
        "/MediaBox [0 0 600 800]",
        "/MediaBox [10 20 610 820] /CropBox [30 40 590 780]",
        "/MediaBox [0 0 600 800] /Rotate 90",
        "/MediaBox [10 20 610 820] /Rotate 180",
        "/MediaBox [10 20 610 820] /Rotate 270",
    ],
)
def test_fallback_reads_the_same_page(entries):
    good, mended, untouched = read_both(entries)
    assert untouched is good
    assert [c.text for c in mended.chars] == [c.text for c in good.chars]
    for one, other in zip(good.chars, mended.chars, strict=True):
        assert (one.x0 + one.x1) / 2 == pytest.approx((other.x0 + other.x1) / 2, abs=3)
        assert (one.top + one.bottom) / 2 == pytest.approx((other.top + other.bottom) / 2, abs=3)
        assert one.upright == other.upright
    assert [mended.fonts[c.font].color for c in mended.chars[::3]] == ["#ff0000", "#000000", "#808080"]
    assert mended.fonts[mended.chars[0].font].bold
    assert mended.unmapped == 0


@pytest.mark.parametrize(("mode", "hidden"), [(3, True), (0, False)])
def test_an_invisible_layer_stays_invisible(mode, hidden):
    content = CONTENT.replace("Td", f"Td {mode} Tr")
    _, mended, _ = read_both("/MediaBox [0 0 600 800]", content)
    assert mended.hidden == (frozenset(range(len(mended.chars))) if hidden else frozenset())


def test_fallback_reads_nothing_that_nobody_sees():
    content = "BT /F1 12 Tf 100 700 Td (y) Tj /CT 12 Tf (a) Tj /F1 0.2 Tf (no) Tj /F1 12 Tf (es) Tj ET"
    good, mended, _ = read_both("/MediaBox [0 0 600 800]", content)
    assert [char.text for char in good.chars] == [char.text for char in mended.chars] == ["y", "e", "s"]


def test_a_document_that_cannot_be_closed_properly_is_let_go():
    data = build_pdf([PageSpec(CONTENT), PageSpec(CONTENT)]).replace(
        b"/Kids [101 0 R 103 0 R]", b"/Kids [101 0 R 333 0 0]"
    )
    with closing(Fallback(data)) as fallback:
        found = read_both("/MediaBox [0 0 600 800]")[0]
        bad = replace(found, unmapped=len(found.chars))
        assert fallback.better(bad, 0, None) is bad


def test_fallback_gives_up_on_fonts_that_nobody_can_read():
    content = "BT /U1 12 Tf 100 700 Td <004100420043> Tj ET"
    data = build_pdf([PageSpec(content)] * 5)
    with closing(Fallback(data)) as fallback, pdfium.open_document("case.pdf", data) as document:
        for index in range(5):
            with pdfium.open_page(document, index) as page, pdfium.open_text(page) as text:
                frame = pdfium.frame_of(page, 1.0)
                found = read_page_text(text, frame, 1000)
                assert fallback.better(found, index, frame) is found
        assert not fallback.helps
        fallback.begin_run()
        assert fallback.helps
    assert read_one(content).page.text_layer == "none"


def test_a_file_that_only_pdfium_opens_keeps_its_reading():
    data = Path(__file__).read_bytes()
    with closing(Fallback(data)) as fallback:
        found = read_both("/MediaBox [0 0 600 800]")[0]
        bad = replace(found, unmapped=len(found.chars))
        assert fallback.better(bad, 0, None) is bad
