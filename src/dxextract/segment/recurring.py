"""Lines that return word for word on several pages of a PDF: the labels of a form that each page fills in.

`① 事業の目的` above each of thirty projects is a heading, however plainly it is set. Only numbered and bracketed lines
count: what else returns is a running title, a unit, a word of a diagram. Decides nothing about other lines.
"""

from __future__ import annotations

import re
from collections import defaultdict

from dxextract.normalise import squeeze
from dxextract.schema.document import Document, Paragraph

_FEWEST_PAGES = 3
_LABEL = re.compile(
    r"[①-⑳][^①-⑳、。：:]{2,18}|[(（][0-9]{1,2}[)）][^、。：:]{2,18}|[【＜〈《≪<][^】＞〉》≫>]{2,24}[】＞〉》≫>]"
)


def recurring_lines(document: Document) -> frozenset[int]:
    """The blocks that are such labels. None in a text, which has no pages."""
    pages: dict[str, set[int]] = defaultdict(set)
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.role != "body" or block.unfolded is not None:
            continue
        page = block.passage.segments[0].place.page
        key = squeeze(block.text.partition("※")[0])
        if page is not None and _LABEL.fullmatch(key):
            pages[key].add(page)
            blocks[key].append(index)
    return frozenset(i for key, found in pages.items() if len(found) >= _FEWEST_PAGES for i in blocks[key])
