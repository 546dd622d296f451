"""Lines that answer to an entry of the contents, where several do: which of them is the heading.

A text without styles prints the names of its policies twice: listed where its system is told, and above their own
text. Decides only which such lines head nothing; the rest is weighed in `headings`.
"""

from __future__ import annotations

from dxextract.normalise import squeeze
from dxextract.schema.document import Document, Paragraph
from dxextract.segment.contents import Contents
from dxextract.segment.heading import Heading


def repeats_entry(heading: Heading, earlier: list[Heading]) -> bool:
    """Whether an earlier line answers to the contents entry already: it confirms one heading, not each such line."""
    return heading.kind == "plain" and heading.announced and any(h.key == heading.key for h in earlier)


def listing_lines(document: Document, contents: Contents) -> frozenset[int]:
    """Lines of a list, or of a run of such lines, whose words stand alone further down: those only name what comes."""
    last: dict[str, int] = {}
    entries = {squeeze(entry.title) for entry in contents.entries if entry.number is None}
    lines = {
        index: squeeze(block.text)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.role == "body" and index not in contents.blocks
    }
    lines = {index: text for index, text in lines.items() if text in entries}
    for index, text in lines.items():
        block = document.blocks[index]
        if isinstance(block, Paragraph) and block.depth is None:
            last[text] = index
    again = {index for index, text in lines.items() if last.get(text, index) > index}
    return frozenset(i for i in again if _is_item(document, i) or again & {i - 1, i + 1})


def _is_item(document: Document, index: int) -> bool:
    block = document.blocks[index]
    return isinstance(block, Paragraph) and block.depth is not None
