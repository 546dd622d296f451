"""The list structure inside a block: items, and what is nested under each.

Signals: number labels and marks at the start of a line, printed bullets, the nesting that mark-up states. The first
kind of list line in a block is its outermost level, unless it is a single sentence that leads to others; what comes
later in another kind nests below, except that lines of one depth of mark-up stand on one level. Where a block has no
list its sentences are the items. Notes (※) and captions are nested always; what leads to the first item is no item.
Decides nothing about what the items mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.schema.document import Paragraph
from dxextract.signs import CHECKS, DOTS, HEADING_SIGNS

_LABEL = re.compile(
    r"([①-⑳㉑-㉟]|[(（]?[0-9]{1,2}[)）]|[⑴-⒇]|[0-9]{1,2}[.．](?![0-9])|[(（][ア-ンa-z][)）]|[a-e][)）.．]"
    r"|[アイウエオカキクケコサシスセソ](?:[)）.．、]|(?=\s)))\s*(?=\S)"
)
_MARK = re.compile(rf"([{HEADING_SIGNS}{CHECKS}])\s*(?=\S)")
_BULLET = re.compile(rf"([{DOTS}\-－‐–*＊⇒→])\s*(?=\S)")
_NOTE = re.compile(r"[※＊]|[(（][*＊※][0-9]?[)）]|注[)）0-9:：]|参考[)）:：]|https?://|[(（]?出典")


@dataclass(frozen=True, slots=True)
class ListLine:
    """One paragraph read as a line of a list: `kind` is label, mark, list (mark-up only), bullet, para or note.

    `text` is without its marker; `depth` is the nesting that mark-up states, `column` the indent in steps of one
    character where the medium has styles: differing marks in one column stand on one level.
    """

    block: int
    kind: str
    marker: str | None
    text: str
    start: int
    depth: int | None
    column: int | None = None

    @property
    def family(self) -> str:
        """Lines of one family stand on one level: `①` and `②`, but not `(1)`; lists of one depth of mark-up."""
        if self.kind == "label" and self.marker:
            return "label:" + re.sub(r"[0-9①-⑳ア-ンa-z]+", "n", self.marker) + ("①" if self.marker >= "①" else "")
        if self.kind in ("mark", "list") and self.depth is not None:
            return f"list:{self.depth}"
        if self.kind == "mark" and self.column is not None:
            return f"mark:{self.column}"
        return f"{self.kind}:{self.marker}" if self.kind == "mark" else f"{self.kind}:{self.depth or 0}"


@dataclass(frozen=True, slots=True)
class Item:
    """An outermost line and the lines nested under it."""

    head: ListLine
    nested: tuple[ListLine, ...]


def read_line(block: int, paragraph: Paragraph) -> ListLine:
    """Read one paragraph's marker, if it has one."""
    text = paragraph.text
    column = round(paragraph.indent / paragraph.style.size) if paragraph.style else None
    if _NOTE.match(text):
        return ListLine(block, "note", None, text, 0, None)
    for kind, pattern in (("label", _LABEL), ("mark", _MARK), ("bullet", _BULLET)):
        if found := pattern.match(text):
            marker = found.group(1)
            return ListLine(block, kind, marker, text[found.end() :], found.end(), paragraph.depth, column)
    kind = "para" if paragraph.depth is None else "list"
    return ListLine(block, kind, None, text, 0, paragraph.depth, column)


def read_items(lines: Sequence[ListLine]) -> tuple[Item, ...]:
    """Group the lines of one block into items, in order."""
    top = _top_family(lines)
    prose = any(line.text.endswith("。") for line in lines)
    items: list[tuple[ListLine, list[ListLine]]] = []
    for line in lines:
        if _heads_item(line, top, prose=prose):
            items.append((line, []))
        elif items:
            items[-1][1].append(line)
    return tuple(Item(head, tuple(nested)) for head, nested in items)


def _top_family(lines: Sequence[ListLine]) -> str | None:
    """The family of the block's outermost list lines; None when it has no list."""
    listed = [line for line in lines if line.kind not in ("para", "note")]
    if not listed:
        return None
    first = listed[0]
    others = [line for line in listed if line.family != first.family]
    alone = len(listed) - len(others) == 1
    if alone and others and first.text.endswith("。") and others[0].kind in ("label", "mark"):
        return others[0].family
    return first.family


def _heads_item(line: ListLine, top: str | None, *, prose: bool) -> bool:
    if line.kind == "note":
        return False
    if top is None:
        return line.text.endswith("。") or not prose
    return line.family == top
