"""OCR: tesseract's table into characters, rulings out of a picture, and the real tesseract where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract.errors import NoTextLayerError
from dxextract.read import pdfium
from dxextract.read.geometry import Frame, Matrix
from dxextract.read.ocr import Tesseract, rows_of, words_to_text
from dxextract.read.pdf import iter_pdf_pages
from dxextract.read.picture_regions import parts_of, picture_regions, without_regions
from dxextract.read.picture_rulings import picture_rulings
from dxextract.read.render import render
from dxextract.settings import Settings
from read.pdf_builder import PageSpec, build_pdf, read_pdf

A4 = Frame(595, 842, Matrix())
PLAN = Path("scan.pdf")
TABLE = (
    "BT /F2 20 Tf 60 700 Td (PLAN 2024) Tj ET"
    " BT /F1 16 Tf 70 575 Td (2025) Tj 200 0 Td (3,480) Tj -200 -60 Td (2026) Tj 200 0 Td (75) Tj ET"
    " 1 w 60 600 400 -120 re S 60 540 m 460 540 l S 260 600 m 260 480 l S"
)
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def picture_of(content, dpi=300):
    data = build_pdf([PageSpec(content)])
    with pdfium.open_document("x", data) as document, pdfium.open_page(document, 0) as page:
        return render(page, pdfium.frame_of(page, 1.0), dpi, grey=True)


def scan_of(*contents):
    """A PDF whose pages are pictures of what `contents` draw."""
    pages = []
    for content in contents:
        picture = picture_of(content)
        entries = f"/Subtype /Image /Width {picture.width} /Height {picture.height}"
        image = (f"{entries} /ColorSpace /DeviceGray /BitsPerComponent 8", picture.pixels)
        pages.append(PageSpec("q 600 0 0 800 0 0 cm /Im Do Q", xobjects={"Im": image}))
    return build_pdf(pages)


def rows(*entries):
    return HEAD + "".join("\t".join(str(cell) for cell in entry) + "\n" for entry in entries)


def read_rows(table, scale):
    return words_to_text(list(rows_of(table)), scale, A4)


def test_words_share_their_width_and_stand_as_high_as_their_line():
    table = rows(
        (4, 1, 1, 1, 1, 0, 100, 200, 300, 40, -1, ""),
        (5, 1, 1, 1, 1, 1, 100, 210, 100, 30, 96.5, "計画"),
        (5, 1, 1, 1, 1, 2, 250, 220, 150, 12, 91.0, "一覧表"),
    )
    found = read_rows(table, 2.0)
    assert [(c.text, c.x0, c.x1, c.top, c.bottom) for c in found.chars] == [
        ("計", 50, 75, 100, 120),
        ("画", 75, 100, 100, 120),
        ("一", 125, 150, 100, 120),
        ("覧", 150, 175, 100, 120),
        ("表", 175, 200, 100, 120),
    ]
    assert {found.fonts[c.font].size for c in found.chars} == {20}


def test_a_line_that_holds_two_keeps_its_words_apart():
    table = rows(
        (4, 1, 1, 1, 1, 0, 100, 200, 300, 90, -1, ""),
        (5, 1, 1, 1, 1, 1, 100, 200, 100, 40, 96, "上段"),
        (5, 1, 1, 1, 1, 2, 100, 250, 100, 40, 96, "下段"),
    )
    assert [(c.top, c.bottom) for c in read_rows(table, 1.0).chars[::2]] == [(200, 240), (250, 290)]


@pytest.mark.parametrize(
    ("word", "confidence", "kept"),
    [("計画", 90, True), ("計画", 10, False), ("|", 95, False), ("[|", 95, False), ("  ", 95, False), ("ー", 95, True)],
)
def test_guesses_and_pieces_of_frames_are_no_words(word, confidence, kept):
    table = rows(
        (5, 1, 1, 1, 1, 1, 10, 10, 500, 20, 95, "長い文がここにある"),
        (5, 1, 1, 1, 2, 1, 10, 50, 40, 20, confidence, word),
    )
    said = "".join(c.text for c in read_rows(table, 1.0).chars)
    assert (said == "長い文がここにある" + word) is kept


def test_a_photograph_says_nothing():
    table = rows(*((5, 1, 1, 1, n, 1, 10, 10 * n, 40, 9, 30, "ゃのへ") for n in range(1, 9)))
    assert read_rows(table, 1.0).chars == ()
    assert read_rows("", 1.0).chars == ()


def test_rulings_of_a_picture():
    shapes = picture_rulings(picture_of(TABLE + " 0 g 60 300 200 30 re f"))
    lines = sorted(s.box for s in shapes if s.kind == "line")
    across, down = [b for b in lines if b[2] - b[0] > 50], [b for b in lines if b[3] - b[1] > 50]
    assert sorted(round(b[1]) for b in across) == pytest.approx([200, 260, 320], abs=1)
    assert sorted(round(b[0]) for b in down) == pytest.approx([60, 260, 460], abs=1)
    assert len(across) + len(down) == len(lines)
    assert [s.box for s in shapes if s.kind == "rect"] == [pytest.approx((60, 470, 260, 500), abs=1)]


def test_a_page_of_text_has_no_rulings():
    lines = " ".join(f"0 -16 Td (The quick brown fox jumps over the lazy dog {n} times) Tj" for n in range(30))
    assert picture_rulings(picture_of(f"BT /F1 11 Tf 60 760 Td {lines} ET")) == ()


def test_lines_nearly_as_high_as_most_letters_are_of_their_size():
    table = rows(
        *((5, 1, 1, 1, n, 1, 10, 50 * n, 400, 20, 95, "本文の一行がここにある") for n in range(1, 4)),
        (5, 1, 1, 1, 4, 1, 10, 250, 60, 23, 95, "計画書"),
        (5, 1, 1, 1, 5, 1, 10, 300, 90, 30, 95, "見出し"),
    )
    found = read_rows(table, 1.0)
    sizes = {char.text: found.fonts[char.font].size for char in found.chars}
    assert (sizes["本"], sizes["書"], sizes["見"]) == (20, 20, 30)


def test_pale_lines_are_rulings_and_tints_are_none():
    pale = "0.75 G 0.5 w 60 600 400 -120 re S 60 540 m 460 540 l S 0.93 g 60 300 200 30 re f"
    shapes = picture_rulings(picture_of(pale))
    across = [s.box for s in shapes if s.kind == "line" and s.box[2] - s.box[0] > 50]
    assert sorted(round(box[1]) for box in across) == pytest.approx([200, 260, 320], abs=1)
    assert not [s for s in shapes if s.kind == "rect"]


BAND = "0.2 g 60 650 400 20 re f 1 g BT /F1 13 Tf 90 655 Td (KPI 2031) Tj ET 66 655 10 10 re f 0 g"


def test_a_band_with_white_text_is_one():
    (band,) = (s.box for s in picture_rulings(picture_of(BAND)) if s.kind == "rect")
    assert band == pytest.approx((60, 130, 460, 150), abs=1)


def test_the_parts_of_a_picture_are_its_cells_and_its_bands():
    merged = f"{BAND} 1 w 60 600 400 -120 re S 60 540 m 460 540 l S 260 540 m 260 480 l S"
    picture = picture_of(merged + " BT /F1 16 Tf 70 575 Td (2025) Tj 0 -60 Td (3,480) Tj 200 0 Td (75) Tj ET")
    regions = picture_regions(picture_rulings(picture), picture.scale)
    cells = sorted(tuple(round(edge / picture.scale) for edge in box) for box in regions.cells)
    assert cells == [
        pytest.approx((60, 200, 460, 260), abs=1),
        pytest.approx((60, 260, 260, 320), abs=1),
        pytest.approx((260, 260, 460, 320), abs=1),
    ]
    blocks, (line,) = parts_of(picture, regions)
    assert len(blocks) == 3
    assert (line.mark, line.turned) == ("■", True)
    assert line.left / picture.scale == pytest.approx(60 - 16 / picture.scale, abs=1)
    rest = without_regions(picture, regions)
    assert rest.darkest((50, 120, 470, 330)) == 255


@pytest.mark.parametrize("drawn", ["1 w 60 600 400 -120 re S", "60 600 m 460 600 l S 60 540 m 460 540 l S"])
def test_a_frame_or_lines_alone_make_no_cells(drawn):
    picture = picture_of(drawn + " BT /F1 16 Tf 70 575 Td (2025) Tj ET")
    regions = picture_regions(picture_rulings(picture), picture.scale)
    assert (regions.cells, regions.bands) == ((), ())
    assert without_regions(picture, regions) == picture


def test_without_tesseract_the_page_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (read,) = iter_pdf_pages(PLAN, scan_of(TABLE), Settings())
    assert [n.code for n in read.notices] == ["E203"]
    assert "apt-get install tesseract-ocr tesseract-ocr-jpn" in read.notices[0].message
    with pytest.raises(NoTextLayerError):
        read_pdf(PLAN, scan_of(TABLE), Settings())


def test_ocr_that_is_switched_off_is_not_missed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (read,) = iter_pdf_pages(PLAN, scan_of(TABLE), Settings(ocr="off"))
    assert [n.code for n in read.notices] == ["E201"]


def test_a_page_with_text_needs_no_tesseract(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (read,) = iter_pdf_pages(PLAN, build_pdf([PageSpec("BT /F1 12 Tf 100 700 Td (text) Tj ET")]), Settings())
    assert (read.page.text_layer, read.notices) == ("native", ())


def test_a_scan_with_a_layer_of_its_own_has_the_rulings_of_its_picture():
    picture = picture_of(TABLE)
    entries = f"/Subtype /Image /Width {picture.width} /Height {picture.height}"
    image = {"Im": (f"{entries} /ColorSpace /DeviceGray /BitsPerComponent 8", picture.pixels)}
    words = " ".join(
        f"BT /F1 {size} Tf 3 Tr 60 {top} Td ({text}) Tj ET"
        for top, size, text in (
            (700, 20, "PLAN 2024 "),
            (575, 11, "2025 one"),
            (515, 12, "2026 two"),
            (490, 11, "2027 "),
        )
    )
    data = build_pdf([PageSpec(f"q 600 0 0 800 0 0 cm /Im Do Q {words}", xobjects=image)])
    (read,) = iter_pdf_pages(PLAN, data, Settings(ocr="off"))
    assert (read.page.text_layer, [n.code for n in read.notices]) == ("ocr", ["W207"])
    assert "".join(c.text for c in read.page.chars) == "PLAN20242025one2026two2027"
    assert sum(s.kind == "line" for s in read.page.shapes) == 6
    sizes = {c.text: read.page.fonts[c.font].size for c in read.page.chars if c.text in "Pow"}
    assert sizes["o"] == sizes["w"] < sizes["P"]


needs_tesseract = pytest.mark.skipif(Tesseract(Settings()).command is None, reason="tesseract with jpn not installed")


@needs_tesseract
def test_a_scan_is_read_with_its_table():
    content = read_pdf(PLAN, scan_of(TABLE), Settings())
    (page,) = content.pages
    said = "".join(c.text for c in page.chars)
    assert "2024" in said
    assert "2025" in said
    assert (page.text_layer, content.source.text_layer) == ("ocr", "ocr")
    assert [n.code for n in content.notices] == ["W207"]
    assert sum(s.kind == "line" for s in page.shapes) == 6
    digits = next(c for c in page.chars if c.text == "2" and c.top > 150)
    assert digits.x0 == pytest.approx(70, abs=3)
    assert digits.bottom == pytest.approx(225, abs=4)


@needs_tesseract
def test_white_letters_on_a_band_and_short_cells_of_a_table_are_read():
    (page,) = read_pdf(PLAN, scan_of(f"{BAND} {TABLE}"), Settings()).pages
    on_band = [c for c in page.chars if 125 < c.top < 155]
    assert "".join(c.text for c in on_band) == "■KPI2031"
    assert "".join(c.text for c in page.chars if c.x0 > 260 and 200 < c.top < 260) == "3,480"


@needs_tesseract
def test_a_document_of_text_and_scan_is_mixed():
    scan = PageSpec("q 600 0 0 800 0 0 cm /Im Do Q")
    picture = picture_of("BT /F2 30 Tf 60 600 Td (SCAN 2031) Tj ET")
    entries = f"/Subtype /Image /Width {picture.width} /Height {picture.height}"
    image = {"Im": (f"{entries} /ColorSpace /DeviceGray /BitsPerComponent 8", picture.pixels)}
    data = build_pdf([PageSpec("BT /F1 12 Tf 100 700 Td (text) Tj ET"), PageSpec(scan.content, xobjects=image)])
    content = read_pdf(PLAN, data, Settings())
    assert [p.text_layer for p in content.pages] == ["native", "ocr"]
    assert content.source.text_layer == "mixed"
    assert "2031" in "".join(c.text for c in content.pages[1].chars)


@needs_tesseract
def test_force_reads_the_picture_of_a_page_with_text():
    data = build_pdf([PageSpec("BT /F2 30 Tf 60 600 Td (2031) Tj ET")])
    assert read_pdf(PLAN, data, Settings(ocr="force")).pages[0].text_layer == "ocr"
    assert read_pdf(PLAN, data, Settings()).pages[0].text_layer == "native"


@needs_tesseract
def test_a_page_that_takes_too_long_is_left_unread():
    (read,) = iter_pdf_pages(PLAN, scan_of(TABLE), Settings(ocr_timeout=1e-6))
    assert [n.code for n in read.notices] == ["E201"]
