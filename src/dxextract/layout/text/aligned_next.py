"""Headings right below a space-aligned table, where no blank line parts them: `pdftotext` prints none behind a table.

Decides that a line at the margin is such when it names a block of a measure in brackets or behind a number (（行程）,
(5) 所管), or is the number of a measure with its title behind it, where the table has a header and no row of its own
begins so; below the items of a list, a block in brackets with its text behind it; or that it is the first of a form's
labels (No.  2 above 取組名  …), where no row begins so. Decides nothing about lines with a mark (■) before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.text.aligned_columns import ITEM_MARK, ChunkLine
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.cells import header_labels, is_header_row
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label

_IN_BRACKETS = re.compile(r"[(（](?P<name>[^()（）]{2,14})[)）]")
_NUMBERED = re.compile(
    r"(?:[(（][0-9０-９ァ-ン]{1,2}[)）]|[0-9０-９]{1,2}[.．)）]?|[ァ-ンⅠ-Ⅻ①-⑳][.．)）]?)\s+(?P<name>\S{2,14})"
)
_NUMBER_AND_TITLE = 2
_FEWEST_LABELS = 3
"""Labels of a header below which a number and a title alone are no row."""


def begins_next(zone: Sequence[ChunkLine], chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line below the rows of `zone` heads what comes next."""
    if zone and all(ITEM_MARK.fullmatch(line.chunks[0].text) for line in zone) and _names_block(chunks[0].text, rules):
        return True  # （担当）  町民課 below items: ア  申請フォームの作成
    rows = [line.chunks for line in zone[1:] if len(line.chunks) > 1]
    if not rows or chunks[0].left > min(line.chunks[0].left for line in zone):
        return False
    head = [chunk.text for chunk in zone[0].chunks]
    if not (is_header_row(head, rules) or set(header_labels(head, rules)) == {"year"}):
        return False
    if len(chunks) <= _NUMBER_AND_TITLE and _names_block(_whole(chunks), rules):
        return not any(_names_block(_whole(row), rules) for row in rows)
    alone = len(chunks) == _NUMBER_AND_TITLE and len(head) >= _FEWEST_LABELS
    numbered = [_is_number(row[0].text, rules) for row in (zone[0].chunks, *rows)]
    return alone and _is_number(chunks[0].text, rules) and not any(numbered)


def begins_form(zone: Sequence[ChunkLine], chunks: Sequence[Chunk], below: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line below the rows of `zone` names a measure beside a label, and the one `below` has a label too."""
    if not zone or len(chunks) != _NUMBER_AND_TITLE or len(below) != _NUMBER_AND_TITLE:
        return False
    head = [chunk.text for chunk in zone[0].chunks]
    labels = [_form_label(line.chunks[0].text, rules) for line in zone]
    if len(head) < _FEWEST_LABELS or not is_header_row(head, rules) or any(labels):
        return False
    if _form_label(chunks[0].text, rules) is None or chunks[0].left > min(line.chunks[0].left for line in zone):
        return False
    return _form_label(below[0].text, rules) is not None or block_label(below[0].text, rules) is not None


def _form_label(text: str, rules: RuleSet) -> str | None:
    """What a label at the head of a form names: the measure, its number or its policy."""
    label = rules["form_labels"].label(text)
    return label if label in ("number", "title", "broad", "policy") else None


def _whole(chunks: Sequence[Chunk]) -> str:
    """A text, or a number and the text behind it."""
    return " ".join(chunk.text for chunk in chunks[:_NUMBER_AND_TITLE])


def _names_block(text: str, rules: RuleSet) -> bool:
    """Whether a text is the name of a block in brackets or behind a number."""
    text = clean(text)[0]
    found = _IN_BRACKETS.fullmatch(text) or _NUMBERED.fullmatch(text)
    return found is not None and block_label(found["name"], rules) not in (None, "other")


def _is_number(text: str, rules: RuleSet) -> bool:
    """Whether a text is only the number of a measure or a policy (プロジェクト2)."""
    number = clean(text)[0]
    found = rules["numbering"].match(f"{number} 題名")
    return found is not None and found.label in ("measure", "policy") and found.end > len(number)
