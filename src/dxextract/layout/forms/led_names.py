"""What else stands in the cell of a measure's name: its own label in front, who is in charge behind.

`取組名　電子契約の導入`, `【施策名】窓口の改革`, `電子契約の導入　　担当：契約課`. Decides it by the label and by what
parts it from the name (white space, a colon, brackets).
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Cell
from dxextract.schema.passage import Passage

_LED = re.compile(
    r"\s*[【〔［\[＜<]?\s*(?P<label>[^\s:：【】〔〕［\[\]］＜＞<>]{2,8}?)(?:\s*[】〕］\]＞>]|\s*[:：]|[\s\u3000]+)\s*(?=\S)"
)
_HOLDER = re.compile(
    r"(?<=\S)(?:[\s\u3000]{2,}|\n)[(（【〔［\[]?(?P<label>[^\s:：】〕］\])）]{2,8})\s*[:：】〕］\]]\s*(?=\S)"
)
_NAMES = frozenset({"title", "broad"})
_CALLED = re.compile(r"名称?$|[】〕］\]＞>:：]")
"""The label says that a name follows, or is set off: 施策 1 and 取組 A-1 are numbers."""


def with_holder_apart(cell: Cell, rules: RuleSet) -> Cell:
    """The cell with a space before a label of departments that a gap in the source parts from the name."""
    for found in _HOLDER.finditer(cell.passage.raw):
        begin = next((n for n, offset in enumerate(cell.passage.offsets) if offset >= found.start("label")), 0)
        if begin and block_label(found["label"], rules) == "departments" and cell.text[begin - 1] not in " 　":
            return replace(cell, passage=Passage.spaced(cell.passage.part(0, begin), cell.passage.part(begin)))
    return cell


def without_own_label(cell: Cell, rules: RuleSet) -> Cell:
    """The cell without the label in front of the name; itself where none is."""
    found = _LED.match(cell.passage.raw)
    if found is None or rules["form_labels"].label(found["label"]) not in _NAMES:
        return cell
    if _CALLED.search(found[0].rstrip()) is None:
        return cell
    begin = next((n for n, offset in enumerate(cell.passage.offsets) if offset >= found.end()), 0)
    said = cell.passage.part(begin)
    return replace(cell, passage=said) if said.text else cell
