"""A new page tree for a PDF whose end is missing, as a broken-off download leaves it.

PDFium rebuilds a damaged cross-reference table, but gives up on a file without a trailer. Decides which page objects
are left and appends a catalogue that lists them in file order. What lay in the missing part stays missing.
"""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_REACH = 8192


def repaired(data: bytes) -> bytes | None:
    """`data` with a page tree of its own, or None when no whole page object is left (or the file is encrypted)."""
    if b"/Encrypt" in data:
        return None
    pages: dict[int, None] = {}
    highest = 0
    for found in _OBJECT.finditer(data):
        number = int(found.group(1))
        highest = max(highest, number)
        end = data.find(b"endobj", found.end(), found.end() + _REACH)
        if end > 0 and _PAGE.search(data, found.end(), end):
            pages[number] = None
    if not pages:
        return None
    root, tree = highest + 1, highest + 2
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    whole = data[: data.rindex(b"endobj") + len(b"endobj")]  # what follows is an object cut in two
    return whole + (
        b"\n%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n"
        b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n0\n%%%%EOF\n"
    ) % (root, tree, tree, len(pages), kids, tree + 1, root)
