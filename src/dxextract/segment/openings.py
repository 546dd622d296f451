"""Unnumbered chapters of a text, known by the numbers that begin anew below each.

Where a text has no numbered chapters and its sections count 1, 2 … again and again, the short line that stands alone
right above each 1 is the chapter. Looks at texts without styles only, and decides nothing where this happens but once.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph

_FIRST = re.compile(r"1(?:[.．、]\s*|\s+)(?=[^\s\d])")
_CHAPTERS = frozenset({"part", "chapter", "section", "ordinal", "roman", "kanji"})
_NO_TITLE = re.compile(r"[。、：:；;「」『』(（]|[0-9]{2}|^[^ぁ-んァ-ヶ一-鿿]*[0-9]")
_LONGEST = 40  # characters
_FEWEST = 2


def opening_lines(document: Document, listed: frozenset[int], rules: RuleSet) -> frozenset[int]:
    """The blocks that head a run of numbered sections; `listed` are those of the contents page."""
    lines = [
        (index, block)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.role == "body" and index not in listed and block.unfolded is None
    ]
    short = [(index, block) for index, block in lines if len(block.text) <= _LONGEST]
    if any(block.style is not None for _, block in short):
        return frozenset()
    if any(rules["numbering"].label(block.text) in _CHAPTERS for _, block in short):
        return frozenset()
    found = {index for index, block in short if _heads_first(document, index, block, rules)}
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def _heads_first(document: Document, index: int, block: Paragraph, rules: RuleSet) -> bool:
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(following, Paragraph) or not _FIRST.match(following.text):
        return False
    alone = block.blank_before and following.blank_before and block.depth is None and following.depth is None
    is_title = len(following.text) <= _LONGEST and not following.text.endswith("。")
    return alone and is_title and not _NO_TITLE.search(block.text) and rules["numbering"].label(block.text) is None
