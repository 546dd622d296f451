"""What would explode in PDFium's hands: packed streams, endless drawings, forms within forms. The rest is read."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from dxextract.read.pdf import iter_pdf_pages
from dxextract.read.preflight import preflight
from dxextract.settings import Settings
from tests.read.pdf_builder import PageSpec, build_pdf, text_of
from tests.read.pdf_crypt import aes256_pdf

PLAN = Path("plan.pdf")
SHOWN = "BT /F1 12 Tf 100 {y} Td ({text}) Tj ET\n"
FIRST = PageSpec(SHOWN.format(y=700, text="first"))


def texts(data: bytes, settings: Settings | None = None) -> list[str]:
    chosen = settings or Settings(ocr="off")
    return [text_of(page) for page in iter_pdf_pages(PLAN, data, chosen)]


@pytest.mark.parametrize("deflated", [False, True], ids=["plain", "deflated"])
def test_the_beginning_of_an_endless_drawing_is_read(deflated):
    content = (
        SHOWN.format(y=700, text="kept") + "1 1 m 90 90 l S\n" * 4000 + SHOWN.format(y=600, text="lost")
    ).encode()
    page = PageSpec(zlib.compress(content), filters="/Filter /FlateDecode") if deflated else PageSpec(content)
    settings = Settings(ocr="off", max_content_bytes=20_000)
    data = build_pdf([FIRST, page])
    assert preflight(data, settings).cut == 1
    assert texts(data, settings) == ["first", "kept"]
    assert texts(data) == ["first", "keptlost"]


def forms(levels: int, times: int, indirect: bool) -> bytes:
    """A page that draws a form, which draws the next one `times` times, and so on."""
    extra = []
    for level in range(levels):
        inner = level + 1 < levels
        named = f"<< /X {21 + level} 0 R >>"
        resources = f"/Resources {40 + level} 0 R" if indirect else f"/Resources << /XObject {named} >>"
        body = "/X Do " * times if inner else SHOWN.format(y=500, text="x")
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {resources if inner else ''}"
        extra.append(f"<< {entries} /Length {len(body)} >>\nstream\n{body}\nendstream")
    if indirect:
        extra += ["null"] * (20 - levels)
        extra += [f"<< /XObject << /X {21 + level} 0 R >> >>" for level in range(levels)]
    pages = [FIRST, PageSpec(SHOWN.format(y=700, text="kept") + "/X Do")]
    return build_pdf(pages, extra=extra).replace(b"/XObject <<  >>", b"/XObject << /X 20 0 R >>")


@pytest.mark.parametrize("indirect", [False, True])
def test_forms_within_forms_without_end_are_left_out(indirect):
    data = forms(9, 10, indirect)
    assert preflight(data, Settings()).nested >= 1
    first, second = texts(data)
    assert (first, second[:4]) == ("first", "kept")
    assert len(second) < 20_000


def test_forms_within_forms_are_drawn():
    data = forms(3, 2, False)
    assert preflight(data, Settings()).data == data
    assert texts(data)[1].startswith("keptx")


def test_forms_that_draw_each_other_end():
    data = forms(2, 1, False)
    last = data.index(b"21 0 obj")
    loop = b"/Resources << /XObject << /X 20 0 R >> >>"
    drawn = b"/X Do"
    body = SHOWN.format(y=500, text="x").encode()
    looped = data[:last] + data[last:].replace(b"/BBox [0 0 600 800]", b"/BBox [0 0 600 800] " + loop, 1).replace(
        body, drawn + b" " * (len(body) - len(drawn)), 1
    )
    assert looped.count(b"/X 20 0 R") == 3  # the resources of two pages and of the inner form
    assert texts(looped) == ["first", "kept"]


def test_a_bomb_under_encryption_is_left_out():
    packed = zlib.compress(b"BT /F1 12 Tf 100 700 Td (Locked) Tj ET " + b" " * 5_000_000, 9)
    data = aes256_pdf(b"", content=packed, filters=b"/Filter /FlateDecode")
    assert texts(data) == ["Locked"]
    settings = Settings(ocr="off", max_stream_bytes=1_000_000)
    assert preflight(data, settings).blanked == 1
    assert texts(data, settings) == [""]


def test_five_thousand_pages_end_at_the_limit():
    data = build_pdf([FIRST] * 5000)
    settings = Settings(ocr="off", max_pages=60)
    assert len(texts(data, settings)) == 60
