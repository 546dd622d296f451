"""The list structure inside a block: items, and what is nested under each.

Signals: number labels and marks at the start of a line, bullets, the nesting that mark-up states, indents. The first
kind of line in a block is its outermost level; a kind seen later for the first time nests below. Decides nothing
about what the items mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.schema.document import Paragraph

_LABEL = re.compile(
    r"([①-⑳㉑-㉟]|[(（]?[0-9]{1,2}[)）]|[⑴-⒇]|[0-9]{1,2}[.．](?![0-9])|[(（][ア-ンa-z][)）]|[ア-オa-e][)）.．])\s*(?=\S)"
)
_MARK = re.compile(r"([■□◆◇●◎○★☆▼▽▶▷➤➢▪◾❖◉◯✓✔])\s*(?=\S)")
_BULLET = re.compile(r"([・･•\-－‐–‧*＊➢⇒→※])\s*(?=\S)")
_STRENGTH = {"label": 3, "mark": 2, "para": 1, "bullet": 0}


@dataclass(frozen=True, slots=True)
class ListLine:
    """One paragraph read as a line of a list: `kind` is label, mark, bullet or para; `text` is without its marker."""

    block: int
    kind: str
    marker: str | None
    text: str
    start: int
    indent: float
    depth: int | None

    @property
    def family(self) -> str:
        """Lines of one family stand on one level: `①` and `②`, but not `(1)`."""
        if self.kind == "label" and self.marker:
            return "label:" + re.sub(r"[0-9①-⑳ア-ンa-z]+", "n", self.marker) + ("①" if self.marker >= "①" else "")
        return f"{self.kind}:{self.marker}" if self.kind == "mark" else self.kind


@dataclass(frozen=True, slots=True)
class Item:
    """An outermost line and the lines nested under it."""

    head: ListLine
    nested: tuple[ListLine, ...]


def read_line(block: int, paragraph: Paragraph) -> ListLine:
    """Read one paragraph's marker, if it has one."""
    text = paragraph.text
    for kind, pattern in (("label", _LABEL), ("mark", _MARK), ("bullet", _BULLET)):
        if found := pattern.match(text):
            marker = found.group(1)
            return ListLine(block, kind, marker, text[found.end() :], found.end(), paragraph.indent, paragraph.depth)
    return ListLine(block, "para", None, text, 0, paragraph.indent, paragraph.depth)


def read_items(lines: Sequence[ListLine]) -> tuple[Item, ...]:
    """Group the lines of one block into items.

    Where labelled or marked lines occur, they head the items and what follows nests under them; lines before the
    first of them are items of their own. Else every paragraph is an item, and bullets nest under a paragraph only
    when mark-up or indents say so.
    """
    if not lines:
        return ()
    top = max(lines, key=lambda line: (_STRENGTH[line.kind], -lines.index(line)))
    heads = {"label", "mark"}
    items: list[tuple[ListLine, list[ListLine]]] = []
    for line in lines:
        if top.kind in heads:
            is_head = line.family == top.family or not any(head.family == top.family for head, _ in items)
        else:
            is_head = not items or not _nests(line, items[-1][0])
        if is_head:
            items.append((line, []))
        else:
            items[-1][1].append(line)
    return tuple(Item(head, tuple(nested)) for head, nested in items)


def _nests(line: ListLine, head: ListLine) -> bool:
    if line.depth is not None and head.depth is not None:
        return line.depth > head.depth
    return line.kind == "bullet" and head.kind == "bullet" and line.marker != head.marker and line.indent > head.indent
