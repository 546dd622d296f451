"""Whole documents: source, bookmarks, limits, locks, damage."""

from __future__ import annotations

import resource
import zlib
from hashlib import sha256
from pathlib import Path

import pytest

from dxextract.errors import DamagedPdfError, EncryptedPdfError, NoTextLayerError
from dxextract.read import read
from dxextract.read.pdf import iter_pdf_pages
from dxextract.settings import Settings
from read.pdf_builder import PageSpec, build_pdf, read_pdf
from read.pdf_crypt import aes256_pdf

PLAN = Path("plan.pdf")


def page(text, y=700):
    return PageSpec(f"BT /F1 12 Tf 100 {y} Td ({text}) Tj ET")


def said(content):
    return ["".join(c.text for c in p.chars) for p in content.pages]


def test_a_document_says_where_it_comes_from(tmp_path):
    path = tmp_path / "計画.pdf"
    path.write_bytes(build_pdf([page("one"), page("two")], info="/Producer (A Writer)"))
    content = read(path, Settings(), lambda page: page)
    assert (content.source.file_name, content.source.page_count, content.source.producer) == ("計画.pdf", 2, "A Writer")
    assert content.source.text_layer == "native"
    assert len(content.source.sha256) == 64
    assert said(content) == ["one", "two"]
    assert [p.number for p in content.pages] == [1, 2]


def test_bookmarks_keep_level_and_page():
    outline = [
        "<< /Type /Outlines /First 21 0 R /Last 23 0 R /Count 3 >>",
        "<< /Title <FEFF7B2C00317AE0> /Parent 20 0 R /Next 23 0 R /First 22 0 R /Last 22 0 R /Dest [101 0 R /Fit] >>",
        "<< /Title (Section) /Parent 21 0 R /A << /S /GoTo /D [103 0 R /Fit] >> >>",
        "<< /Title (Nowhere) /Parent 20 0 R /Prev 21 0 R >>",
    ]
    data = build_pdf([page("a"), page("b")], catalog="/Outlines 20 0 R", extra=outline)
    found = [(b.title, b.level, b.page) for b in read_pdf(PLAN, data, Settings()).bookmarks]
    assert found == [("第1章", 1, 1), ("Section", 2, 2), ("Nowhere", 1, None)]


def test_an_outline_that_bites_its_tail_ends():
    outline = [
        "<< /Type /Outlines /First 21 0 R /Last 21 0 R >>",
        "<< /Title (Loop) /Parent 20 0 R /Next 21 0 R /First 21 0 R >>",
    ]
    data = build_pdf([page("a")], catalog="/Outlines 20 0 R", extra=outline)
    assert [b.title for b in read_pdf(PLAN, data, Settings()).bookmarks] == ["Loop"]


@pytest.mark.parametrize(
    ("contents", "layer"),
    [
        (["(a) Tj", "(b) Tj"], "native"),
        (["(a) Tj", ""], "native"),
        (["3 Tr (a) Tj", "3 Tr (b) Tj"], "ocr"),
        (["(a) Tj", "3 Tr (b) Tj"], "mixed"),
    ],
)
def test_the_text_layer_of_a_document(contents, layer):
    data = build_pdf([PageSpec(f"BT /F1 12 Tf 100 700 Td {c} ET") for c in contents])
    assert read_pdf(PLAN, data, Settings()).source.text_layer == layer


def test_a_picture_page_among_others_is_named():
    data = build_pdf([page("text"), PageSpec("100 100 200 200 re f")])
    content = read_pdf(PLAN, data, Settings())
    assert [(n.code, n.evidence[0].page) for n in content.notices] == [("E201", 2)]


def test_a_document_without_text_is_refused():
    with pytest.raises(NoTextLayerError, match=r"E107 plan\.pdf"):
        read_pdf(PLAN, build_pdf([PageSpec("100 100 200 200 re f")]), Settings())


@pytest.mark.parametrize("pages", [39, 40, 41, 95])
def test_every_page_is_read_once_however_often_the_document_is_opened(pages):
    data = build_pdf([page(f"page{n}") for n in range(pages)])
    assert said(read_pdf(PLAN, data, Settings())) == [f"page{n}" for n in range(pages)]


def test_pages_beyond_the_limit_are_named():
    content = read_pdf(PLAN, build_pdf([page(f"p{n}") for n in range(12)]), Settings(max_pages=5))
    assert said(content) == ["p0", "p1", "p2", "p3", "p4"]
    assert content.source.page_count == 12
    assert [n.code for n in content.notices] == ["W202"]
    assert "5" in content.notices[0].message
    assert "12" in content.notices[0].message


def test_characters_beyond_the_limit_are_named():
    (read_page,) = iter_pdf_pages(PLAN, build_pdf([page("abcdefghij")]), Settings(max_chars_per_page=4))
    assert "".join(c.text for c in read_page.page.chars) == "abcd"
    assert [n.code for n in read_page.notices] == ["W204"]


def test_two_hundred_thousand_paths_are_read_within_bounds():
    data = build_pdf([PageSpec("BT /F1 12 Tf 100 700 Td (kept) Tj ET " + "1 1 m 90 90 l S\n" * 200_000)])
    content = read_pdf(PLAN, data, Settings())
    assert said(content) == ["kept"]
    assert [n.code for n in content.notices] == ["W203"]


@pytest.mark.parametrize(("password", "opens"), [(b"", True), (b"secret", False)])
def test_aes_256_is_read_unless_a_password_is_needed(password, opens):
    data = aes256_pdf(password)
    if opens:
        assert said(read_pdf(PLAN, data, Settings())) == ["Locked"]
    else:
        with pytest.raises(EncryptedPdfError, match="E105"):
            read_pdf(PLAN, data, Settings())


def test_a_broken_cross_reference_table_is_rebuilt():
    data = build_pdf([page("one"), page("two")])
    at = data.rindex(b"startxref")
    broken = data[: data.rindex(b"xref\n0")] + b"xref\n0 2\ngarbage garbage\n" + data[data.rindex(b"trailer") : at]
    assert said(read_pdf(PLAN, broken + b"startxref\n99999999\n%%EOF", Settings())) == ["one", "two"]


@pytest.mark.parametrize(("share", "kept"), [(99, 30), (60, 21), (25, 4)])
def test_what_is_left_of_a_cut_file_is_kept(share, kept):
    data = build_pdf([page(f"page{n}") for n in range(30)])
    content = read_pdf(PLAN, data[: len(data) * share // 100], Settings())
    assert said(content) == [f"page{n}" for n in range(kept)]
    assert content.notices[0].code == "W206"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", build_pdf([page("a")])[:1500], b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_a_file_without_a_whole_page_is_refused(data):
    with pytest.raises(DamagedPdfError, match="E106"):
        read_pdf(PLAN, data, Settings())


def test_a_page_that_does_not_parse_is_named_and_the_others_are_kept():
    data = build_pdf([page("one"), page("two"), page("three")])
    broken = data.replace(b"103 0 obj\n<< /Type /Page ", b"103 0 obj\n<< /Type /Nope ").replace(
        b"[101 0 R 103 0 R 105 0 R]", b"[101 0 R 999 0 R 105 0 R]"
    )
    content = read_pdf(PLAN, broken, Settings())
    assert "one" in said(content)
    assert "three" in said(content)
    assert "E202" in {n.code for n in content.notices}


def bomb(layers, megabytes):
    """Spaces packed `layers` times, never held as a whole."""
    workers = [zlib.compressobj(9) for _ in range(layers)]

    def through(data, final):
        for worker in workers:
            data = worker.compress(data) + (worker.flush() if final else b"")
        return data

    return b"".join(through(b" " * (1 << 20), False) for _ in range(megabytes)) + through(b"", True)


@pytest.mark.parametrize(("layers", "filters"), [(1, "/FlateDecode"), (2, "[/FlateDecode /FlateDecode]")])
def test_a_stream_that_explodes_is_left_out_unread(layers, filters):
    loaded = build_pdf([page("kept"), PageSpec(bomb(layers, 300), filters=f"/Filter {filters}")])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    content = read_pdf(PLAN, loaded, Settings())
    assert said(content) == ["kept", ""]
    assert [n.code for n in content.notices] == ["W205"]
    assert "max_stream_bytes" in content.notices[0].message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024  # kilobytes


def test_a_large_page_that_packs_badly_is_read():
    noise = b"".join(b"%% %s\n" % sha256(b"%d" % n).hexdigest().encode() for n in range(60_000))
    packed = zlib.compress(b"BT /F1 12 Tf 100 700 Td (packed) Tj ET\n" + noise)
    content = read_pdf(PLAN, build_pdf([PageSpec(packed, filters="/Filter /FlateDecode")]), Settings())
    assert said(content) == ["packed"]
    assert content.notices == ()


def test_javascript_is_not_run():
    data = build_pdf(
        [page("text")],
        catalog="/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >>"
        " /Names << /JavaScript << /Names [(x) 20 0 R] >> >>",
        extra=["<< /S /JavaScript /JS (app.alert\\(1\\)) >>"],
    )
    assert said(read_pdf(PLAN, data, Settings())) == ["text"]


def test_the_unit_of_a_page_in_an_object_stream_is_found():
    inner = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /UserUnit 2 /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    }
    heads, bodies = [], b""
    for number, body in inner.items():
        heads.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b" "
    head = b" ".join(heads) + b" "
    packed = zlib.compress(head + bodies)
    content = b"BT /F1 12 Tf 100 700 Td (Hi) Tj ET"
    out = b"%PDF-1.7\n"
    at4 = len(out)
    out += b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(content), content)
    at5 = len(out)
    out += (
        b"5 0 obj\n<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (
            len(head),
            len(packed),
            packed,
        )
    )
    at6 = len(out)
    rows = [(0, 0, 255), (2, 5, 0), (2, 5, 1), (2, 5, 2), (1, at4, 0), (1, at5, 0), (1, at6, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([index]) for kind, place, index in rows)
    out += b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(table),
        table,
    )
    out += b"startxref\n%d\n%%%%EOF\n" % at6
    assert b"UserUnit" not in out
    (found,) = iter_pdf_pages(PLAN, out, Settings())
    assert (found.page.width, found.page.height) == (1200, 1600)
    assert found.page.chars[0].x0 == 200
