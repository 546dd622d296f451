"""What a file is, by its content."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract.errors import DamagedPdfError, EmptyInputError, UnreadableInputError, UnsupportedInputError
from dxextract.read.sniff import load, sniff
from dxextract.settings import Settings


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n...", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4", "pdf"),
        (b"junk before\n" * 20 + b"%PDF-1.7", "pdf"),
        ("みどり野市DX推進計画".encode(), "text"),
        ("みどり野市DX推進計画".encode("cp932"), "text"),
        (b"\xff\xfe" + "計画".encode("utf-16-le"), "text"),
        (b"about %PDF- headers " + b"x" * 10, "pdf"),
        (b"x" * 2000 + b"%PDF-1.4", "text"),
        ("{計画}みどり野市DX推進計画".encode(), "text"),
        (b'{"plan": 1} and more', "text"),
        (b"<plan>DX</plan>", "text"),
        (b"<htmlish> is no tag", "text"),
        ("# 計画\n\n```html\n<html>\n```\n".encode(), "text"),
    ],
)
def test_kinds(data, kind):
    assert sniff(Path("f"), data) == kind


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"PK\x03\x04doc", b"\xd0\xcf\x11\xe0old", b"abc\0def", b"\xff\xd8\xff\xe0"]
)
def test_other_files_are_refused(data):
    with pytest.raises(UnsupportedInputError, match="E103"):
        sniff(Path("f"), data)


@pytest.mark.parametrize("data", [b"<!DOCTYPE html><title>404 Not Found</title>", b"x" * 2000 + b"%PDF-1.4"])
def test_what_a_server_sent_in_place_of_a_pdf_is_no_plan(data):
    with pytest.raises(DamagedPdfError, match="E106"):
        sniff(Path("plan.PDF"), data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!DOCTYPE html><title>404 Not Found</title>", "HTML"),
        (b"\xef\xbb\xbf\n<html lang='ja'>", "HTML"),
        (b'<?xml version="1.0"?>\n<!doctype HTML PUBLIC "-//W3C//DTD XHTML 1.0//EN">', "HTML"),
        (b'{"schema_version": "1.1"}\n', "JSON"),
        (b"\xef\xbb\xbf{}", "JSON"),
    ],
)
def test_neither_a_web_page_nor_json_is_a_plan(data, said):
    with pytest.raises(UnsupportedInputError, match=rf"E103.*\[{said}\]"):
        sniff(Path("plan.txt"), data)


def test_files_that_cannot_be_loaded(tmp_path):
    with pytest.raises(UnreadableInputError, match="E101"):
        load(tmp_path / "missing.pdf", Settings())
    with pytest.raises(UnreadableInputError, match="E101"):
        load(tmp_path, Settings())
    blank = tmp_path / "blank.txt"
    blank.write_bytes(b" \n\t\n")
    with pytest.raises(EmptyInputError, match="E102"):
        load(blank, Settings())
    large = tmp_path / "large.pdf"
    large.write_bytes(b"x" * 100)
    with pytest.raises(UnreadableInputError, match="max_bytes"):
        load(large, Settings(max_bytes=99))
