"""Texts that a spreadsheet would take for a formula, made harmless without changing a number.

A plan's text may begin with ``=``, ``+``, ``-`` or ``@`` (or their full-width forms, or a tab or line break that a
program skips), and a spreadsheet that opens the CSV would run it (OWASP, "CSV Injection"). Such a text gets an
apostrophe in front, which spreadsheets show as text. What is plainly a number (``-1,200``, ``+10%``) or a lone mark
(``-``, ``ー``) stays as it is.
"""

from __future__ import annotations

import re

_TRIGGERS = frozenset("=+-@＝＋－＠−\t\r\n")
_HARMLESS = re.compile(r"[+\-＋－−]? ?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[%％]?|[+\-＋－−]+")
MARK = "'"


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula."""
    return text[:1] in _TRIGGERS and not _HARMLESS.fullmatch(text)


def defused(text: str) -> str:
    """`text`, with an apostrophe in front where it is risky."""
    return MARK + text if text[:1] in _TRIGGERS and is_risky(text) else text
