"""Cards that say below their figures what these are: `38分 ➡ 15分`, the years, and then 窓口の平均滞在時間.

Decides that the lines of a block are such when the first is nothing but figures around an arrow and the last nothing
but words. Whoever else reads names above figures leaves them alone; `cards` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Outline
from dxextract.signs import ARROW

_ARROW = re.compile(rf"\s*{ARROW}\s*")
_FIGURES = (1, 2)
"""Figures of the first line: the second may stand on a line of its own behind the arrow."""


def are_named_below(lines: Sequence[Paragraph]) -> bool:
    """Whether the lines of a block are cards named below."""
    if len(lines) < 2 or any(m.kind in ("quantity", "date") for m in lines[-1].mentions):
        return False
    figures = [m for m in lines[0].mentions if m.kind == "quantity"]
    rest = list(lines[0].text)
    for figure in figures:
        rest[figure.start : figure.end] = " " * (figure.end - figure.start)
    said = "".join(rest)
    return len(figures) in _FIGURES and _ARROW.search(said) is not None and not _ARROW.sub("", said).strip()


def sections_named_below(document: Document, outline: Outline, sections: Iterable[int | None]) -> frozenset[int | None]:
    """Those of `sections` (by their nodes) whose own lines are such cards."""
    lines: dict[int | None, list[Paragraph]] = {section: [] for section in sections}
    headings = {node.block for node in outline.nodes}
    for block, paragraph in enumerate(document.blocks):
        own = lines.get(outline.owner[block])
        if own is not None and isinstance(paragraph, Paragraph) and paragraph.role == "body" and block not in headings:
            own.append(paragraph)
    return frozenset(section for section, own in lines.items() if are_named_below(own))
