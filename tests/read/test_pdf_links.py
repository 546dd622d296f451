"""Links and bookmarks of a PDF: where they lie, where they lead, and what they are good for."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract.layout import lay_out, page_layouter
from dxextract.read import read
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph
from dxextract.segment.contents import find_contents
from dxextract.settings import Settings
from tests.read.pdf_builder import PageSpec, build_pdf, hex16

TEXT = "BT /J1 12 Tf 50 {y} Td {text} Tj ET\n"
ANNOTATION = "<< /Type /Annot /Subtype /Link /Rect [{rect}] {target} >>"


def shown(*lines: str) -> str:
    return "".join(TEXT.format(y=700 - 20 * n, text=hex16(line)) for n, line in enumerate(lines))


def laid_out(folder: Path, pages: list[PageSpec], **more: object) -> Document:
    path = folder / "plan.pdf"
    path.write_bytes(build_pdf(pages, **more))  # type: ignore[arg-type]
    rules = load_rules()
    content = read(path, Settings(ocr="off"), page_layouter(rules))
    return lay_out(content, rules)


def page_with(*annotations: str, entries: str = "/MediaBox [0 0 600 800]") -> PageSpec:
    return PageSpec(shown("関連する計画"), f"{entries} /Annots [{' '.join(annotations)}]")


URI = "/A << /S /URI /URI (https://www.example.jp/plan) >>"
GOTO = "/Dest [103 0 R /Fit]"


@pytest.mark.parametrize(
    ("target", "rect", "expected"),
    [
        (URI, "50 690 150 712", ((50, 88, 150, 110), "https://www.example.jp/plan", None)),
        (GOTO, "50 690 150 712", ((50, 88, 150, 110), None, 2)),
        ("/A << /S /GoTo /D [103 0 R /Fit] >>", "50 690 150 712", ((50, 88, 150, 110), None, 2)),
        ("/A << /S /JavaScript /JS (app.alert\\(1\\)) >>", "50 690 150 712", None),
        (URI, "700 690 750 712", None),  # outside the page
    ],
    ids=["address", "page", "page by action", "script", "outside"],
)
def test_a_link_says_where_it_lies_and_leads(tmp_path, target, rect, expected):
    annotation = ANNOTATION.format(rect=rect, target=target)
    document = laid_out(tmp_path, [page_with(annotation), PageSpec(shown("第1章"))])
    found = [(tuple(round(x) for x in link.box), link.uri, link.target) for link in document.links]
    assert found == ([expected] if expected else [])


def test_links_turn_with_the_page(tmp_path):
    annotation = ANNOTATION.format(rect="50 690 150 712", target=URI)
    entries = "/MediaBox [0 0 600 800] /Rotate 90"
    (link,) = laid_out(tmp_path, [page_with(annotation, entries=entries)]).links
    assert tuple(round(x) for x in link.box) == (690, 50, 712, 150)


def test_lines_that_link_ahead_are_a_contents_page(tmp_path):
    titles = ["計画の背景", "取組の内容", "推進の体制"]
    annotations = [
        ANNOTATION.format(rect=f"50 {695 - 20 * n} 200 {714 - 20 * n}", target=f"/Dest [{103 + 2 * n} 0 R /Fit]")
        for n in range(3)
    ]
    listing = PageSpec(shown(*titles), f"/MediaBox [0 0 600 800] /Annots [{' '.join(annotations)}]")
    pages = [
        PageSpec(shown(title, "本市は、行政のデジタル化を進めるため、この計画を定めるものである。")) for title in titles
    ]
    for first, expected in ((listing, titles), (PageSpec(shown(*titles)), [])):
        contents = find_contents(laid_out(tmp_path, [first, *pages]), load_rules())
        assert [entry.title for entry in contents.entries] == expected


@pytest.mark.parametrize("title", ["１　計画の背景", "スライド 1: 1 計画の背景"])
def test_a_bookmark_names_a_heading_however_it_is_written(tmp_path, title):
    outline = "<< /Type /Outlines /First 21 0 R /Last 21 0 R /Count 1 >>"
    encoded = "feff" + title.encode("utf-16-be").hex()
    item = f"<< /Title <{encoded}> /Parent 20 0 R /Dest [101 0 R /Fit] >>"
    page = PageSpec(shown("1 計画の背景", "本市は、この計画を定める。"))
    document = laid_out(tmp_path, [page], catalog="/Outlines 20 0 R", extra=[outline, item])
    assert [b.heading_level for b in document.blocks if isinstance(b, Paragraph)] == [1, None]
