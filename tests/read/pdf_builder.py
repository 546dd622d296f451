"""Hand-written PDFs for the cases that no generator makes: each page is a content stream with its dictionary entries.

Fonts at hand in every content stream: `/F1` Helvetica, `/F2` Helvetica-Bold, `/J1` a Japanese CID font written
horizontally (UTF-16 hex strings), `/V1` the same written vertically, `/T3` a Type 3 font whose `a` is a square,
`/U1` a font whose codes have no Unicode mapping, `/LG` a Type 3 font whose `a` stands for the letters "fi",
`/CT` Helvetica with a table that gives a control character for `a`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dxextract.read import pdf
from dxextract.read.pdf import iter_pdf_pages
from dxextract.read.pdf_page import ReadPage
from dxextract.schema.raw import PdfContent, PdfPage
from dxextract.settings import Settings

_CID = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /KozMinPr6N-Regular /Encoding /{cmap} /DescendantFonts [{descendant}] >>"
)


@dataclass(frozen=True)
class PageSpec:
    """One page: its content stream, further dictionary entries, and XObjects by name (dictionary entries, stream).

    `filters` are entries of the content stream's own dictionary.
    """

    content: str | bytes
    entries: str = "/MediaBox [0 0 600 800]"
    xobjects: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    resources: str = ""
    filters: str = ""


def hex16(text: str) -> str:
    """`text` as the hex string that `/J1` and `/V1` show."""
    return "<" + text.encode("utf-16-be").hex() + ">"


def build_pdf(pages: Sequence[PageSpec], catalog: str = "", extra: Sequence[str] = (), info: str = "") -> bytes:
    """A PDF of `pages`. `extra` are further objects, numbered from 20 on."""
    objects: dict[int, bytes] = {
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        5: (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /KozMinPr6N-Regular /DW 1000"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /FontDescriptor 6 0 R >>"
        ),
        6: (
            b"<< /Type /FontDescriptor /FontName /KozMinPr6N-Regular /Flags 4 /FontBBox [0 -120 1000 880]"
            b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
        ),
        7: _CID.format(cmap="UniJIS-UTF16-H", descendant="5 0 R").encode(),
        8: _CID.format(cmap="UniJIS-UTF16-V", descendant="5 0 R").encode(),
        9: (
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0]"
            b" /CharProcs << /sq 10 0 R >> /Encoding << /Type /Encoding /Differences [97 /sq] >>"
            b" /FirstChar 97 /LastChar 97 /Widths [1000] /ToUnicode 11 0 R >>"
        ),
        10: _stream("", b"1000 0 0 0 750 750 d1 0 0 750 750 re f"),
        11: _stream("", b"1 beginbfchar <61> <25A0> endbfchar"),
        12: (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Nameless /Encoding /Identity-H"
            b" /DescendantFonts [13 0 R] >>"
        ),
        13: (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Nameless /DW 1000"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R >>"
        ),
        14: (
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0]"
            b" /CharProcs << /sq 10 0 R >> /Encoding << /Type /Encoding /Differences [97 /sq] >>"
            b" /FirstChar 97 /LastChar 97 /Widths [1000] /ToUnicode 15 0 R >>"
        ),
        15: _stream("", b"1 beginbfchar <61> <00660069> endbfchar"),
        16: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 17 0 R >>",
        17: _stream("", b"1 beginbfchar <61> <001C> endbfchar"),
    }
    for offset, body in enumerate(extra):
        objects[20 + offset] = body.encode("latin-1")
    number = 100
    kids = []
    for page in pages:
        named = []
        for name, (entries, data) in page.xobjects.items():
            objects[number] = _stream(f"/Type /XObject {entries}", data)
            named.append(f"/{name} {number} 0 R")
            number += 1
        content = page.content if isinstance(page.content, bytes) else page.content.encode("latin-1")
        objects[number] = _stream(page.filters, content)
        objects[number + 1] = (
            f"<< /Type /Page /Parent 2 0 R {page.entries} /Contents {number} 0 R /Resources << "
            "/Font << /F1 3 0 R /F2 4 0 R /J1 7 0 R /V1 8 0 R /T3 9 0 R /U1 12 0 R /LG 14 0 R /CT 16 0 R >> "
            f"/XObject << {' '.join(named)} >> {page.resources} >> >>"
        ).encode("latin-1")
        kids.append(number + 1)
        number += 2
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode("latin-1")
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode("latin-1")
    objects[99] = f"<< {info} >>".encode("latin-1")
    return _assemble(objects)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1") + data + b"\nendstream"


def _assemble(objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    top = max(objects) + 1
    out += f"xref\n0 {top}\n0000000000 65535 f \n".encode()
    for number in range(1, top):
        out += f"{offsets[number]:010d} 00000 n \n".encode() if number in offsets else b"0000000000 65535 f \n"
    out += f"trailer\n<< /Size {top} /Root 1 0 R /Info 99 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def read_pdf(path: Path, data: bytes, settings: Settings) -> PdfContent[PdfPage]:
    """The PDF with its pages as they are read."""
    return pdf.read_pdf(path, data, settings, lambda page: page)


def read_one(content: str | bytes, entries: str = "/MediaBox [0 0 600 800]", **more: object) -> ReadPage:
    """The page that the reader makes of one content stream."""
    data = build_pdf([PageSpec(content, entries, **more)])  # type: ignore[arg-type]
    (page,) = iter_pdf_pages(Path("case.pdf"), data, Settings(ocr="off"))
    return page


def text_of(read: ReadPage) -> str:
    """The characters of a page as read."""
    return "".join(char.text for char in read.page.chars)
