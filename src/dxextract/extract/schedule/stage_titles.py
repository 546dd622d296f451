"""Titles over lines that say nothing but a year: `STEP2 展開期`, below it `令和9年度` and what is done then.

Decides that a line right above such a year is its title, and no step of the year before, where two or more of them
are set alike and none as the steps: in another type, or without their bullet. What the years hold is for `lines`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dxextract.schema.document import Document, Paragraph
from dxextract.signs import ITEM_SIGNS

_FEWEST = 2
Look = tuple[tuple[float, bool] | None, bool]
"""Size and weight (steps in growing boxes have a tint each), and whether a bullet comes first."""


def stage_titles(document: Document, years: Iterable[int]) -> frozenset[int]:
    """The blocks of such titles; `years` are those of the lines that are years alone."""
    alike: dict[Look, list[int]] = defaultdict(list)
    alone = frozenset(years)
    for year in alone:
        title, step = _look(document, year - 1), _look(document, year + 1)
        if title is None or step is None or title == step or year - 1 in alone or year + 1 in alone:
            continue
        if not title[1]:
            alike[title].append(year - 1)
    return frozenset(block for found in alike.values() if len(found) >= _FEWEST for block in found)


def _look(document: Document, block: int) -> Look | None:
    """How a line is set, and whether it begins with a bullet; None where there is no line."""
    line = document.blocks[block] if 0 <= block < len(document.blocks) else None
    if not isinstance(line, Paragraph) or line.role != "body":
        return None
    style = (line.style.size, line.style.bold) if line.style is not None else None
    return style, line.text[:1] in ITEM_SIGNS or line.depth is not None
