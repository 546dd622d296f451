"""Lines of a page in order -> those that are footnotes and captions.

Decides by place and by how a line begins (the rules' `notes`): small lines at the foot of a page that begin with a
note mark, numbered titles right above a table, sources right below a chart. Notes in the midst of the text stay body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.charts import is_numeric
from dxextract.layout.model import FigureBlock, LineBlock, PageBlock, PageLayout, TableBlock
from dxextract.rules import Family

_SMALL = 0.92
"""Share of the body's size up to which a line counts as small."""
_LARGE = 1.15
"""Multiple of the body's size from which on a line is no caption."""
_FOOT = 0.6
"""Share of the page's height below which footnotes stand."""
_CLOSE = 30.0
_LONGEST_CAPTION = 70


def mark_notes(page: PageLayout, body_size: float, notes: Family) -> PageLayout:
    """`page` with the roles of its footnotes and captions set."""
    blocks = list(page.blocks)
    for position in _footnotes(blocks, page.height, body_size, notes):
        block = blocks[position]
        assert isinstance(block, LineBlock)
        blocks[position] = replace(block, role="footnote")
    for position, block in enumerate(blocks):
        if not isinstance(block, LineBlock) or block.role != "body" or 0 < _LARGE * body_size < block.line.size:
            continue  # what is set larger than the text is a heading, whatever stands below it
        if _is_caption(position, blocks, notes):
            blocks[position] = replace(block, role="caption")
    return replace(page, blocks=tuple(blocks))


def _footnotes(blocks: Sequence[PageBlock], height: float, body_size: float, notes: Family) -> list[int]:
    """The positions of the last small lines of the page, from the first one with a note mark on."""
    tail: list[int] = []
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if not isinstance(block, LineBlock):
            break
        if block.role in ("running", "page_number"):
            continue
        if block.framed or block.line.size > _SMALL * body_size or block.line.box[1] < _FOOT * height:
            break
        if is_numeric(block.line.text):
            break
        tail.insert(0, position)
    while tail:
        first = blocks[tail[0]]
        if isinstance(first, LineBlock) and notes.label(first.line.text) == "footnote":
            return tail
        tail.pop(0)
    return tail


def _is_caption(position: int, blocks: Sequence[PageBlock], notes: Family) -> bool:
    block = blocks[position]
    assert isinstance(block, LineBlock)
    if len(block.line.text) > _LONGEST_CAPTION:
        return False
    label = notes.label(block.line.text)
    if label == "source":
        return any(
            isinstance(other, FigureBlock | TableBlock) and -_CLOSE <= block.box[1] - other.box[3] <= _CLOSE
            for other in blocks[max(position - 3, 0) : position]
        )
    if label not in ("table", "figure"):
        return False
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    return isinstance(following, TableBlock | FigureBlock) and -4 <= following.box[1] - block.box[3] <= _CLOSE
