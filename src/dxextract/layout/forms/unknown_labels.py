"""Rows of a form whose labels no rule knows, told by what stands beside them.

`Y | 基本方針2 …`, `Y | 施策2-1 …`, `Y | 総務課、財政課` say of Y that it names the policy, the measure, or departments,
whatever the plan calls them. Decides it only for rows of pairs that stand in a form: a label that is known stands in
the row, or names the measure in the row above or below.
"""

from __future__ import annotations

import re

from dxextract.layout.forms.labels import (
    AMONG_OTHERS,
    MEASURE_NUMBERS,
    NAMING,
    Region,
    cells_starting,
    fills_row,
    label_of,
    reads_as_name,
)
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_LONGEST = 12  # characters of a label
_NO_LABEL = re.compile(r"[。、：:]|\d")
_LISTED = re.compile(r"[、，,・/\s]+")
_MOST_DEPARTMENTS = 8


def told_by_content(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> list[Region]:
    """The regions of a row of labels with their contents where one is not known; none where none is told."""
    if len(cells) not in (2, 4) or cells[0].col or not fills_row(table, cells):
        return []
    if any(cell.row_span > 1 for cell in cells) or _NO_LABEL.search(cells[0].text) or len(cells[0].text) > _LONGEST:
        return []
    regions: list[Region] = []
    known = False
    for label, said in zip(cells[::2], cells[1::2], strict=True):
        named = label_of(label, rules)
        known |= named in AMONG_OTHERS
        told = named or _told(said.text, rules)
        if told is None or label_of(said, rules) is not None:
            return []
        regions.append(Region(label, told, row, row + 1, said.col, said.col + said.col_span))
    return regions if known or _beside_name(table, row, rules) else []


def _told(text: str, rules: RuleSet) -> str | None:
    """What a content says its label is: a policy's or a measure's number before a name, or nothing but departments."""
    if not reads_as_name(text):
        return None
    family = rules["numbering"].label(text)
    if family == "policy":
        return "policy"
    if family in MEASURE_NUMBERS:
        return "title"
    names = [name for name in _LISTED.split(text) if name]
    listed = 0 < len(names) <= _MOST_DEPARTMENTS and all(rules["department_suffixes"].match(name) for name in names)
    return "departments" if listed else None


def _beside_name(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether the row above or below begins with the label of a measure's name or policy."""
    near = (cells_starting(table, other) for other in (row - 1, row + 1))
    return any(len(cells) > 1 and label_of(cells[0], rules) in NAMING - {"priority"} for cells in near if cells)
