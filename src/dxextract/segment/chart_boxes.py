"""Boxes of an organisation chart: names of roles, and who holds them, which head no section.

Decides that a line on a band or in a box names a role, a title or its holder, and leads to nothing but the next such
box. A role's name above what it does is a heading as any other. Who holds what is read by `extract.roles`.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, is_furniture

_BRACKETS = re.compile(r"(?P<head>[^（()）]+)[（(](?P<inside>[^（()）]+)[)）]")
_FAMILIES = ("role_names", "chief_titles", "role_holders")
_LONGEST = 30
"""Characters of the text of a box that only names somebody."""


def is_chart_box(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether the line is a box of a chart, with another box or nothing below it on its page."""
    line = document.blocks[index]
    if not isinstance(line, Paragraph) or not _is_box(line) or not _names_somebody(line.text, rules):
        return False
    page = line.passage.page
    for below in range(index + 1, len(document.blocks)):  # no slice: that of a long document, once for each line
        block = document.blocks[below]
        if not isinstance(block, Paragraph) or is_furniture(block):
            continue
        if block.passage.page != page:
            return True
        return _is_box(block) and len(block.text) <= _LONGEST and not block.text.endswith("。")
    return True


def _is_box(line: Paragraph) -> bool:
    return line.style is not None and (line.style.band is not None or line.style.boxed)


def _names_somebody(text: str, rules: RuleSet) -> bool:
    found = _BRACKETS.fullmatch(text)
    names = (text, found["head"].strip(), found["inside"].strip()) if found else (text,)
    return any(rules[family].label(name) is not None for name in names for family in _FAMILIES)
