"""Rows of a text's table that lost the merged cells at their left, so that all they say stands too far left.

A cell of groups (分野, 方針) that is merged over several rows is written once; a conversion that leaves no blank for it
in the rows below moves their name under the group's header, their present figure under the name's. Where the header
says nothing of the groups, it is the rows with such a cell that stand too far right. Decides from the header and the
figures which rows are such, and by how many columns; a row whose figures stand where the header puts them, or that
leaves no column free at its end, stays as it is. Blank cells that were kept are no business of this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.text.cells import looks_like_number, looks_like_number_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.passage import Passage

_NOTHING = Passage("", (), (0,))
_GROUPS = frozenset({"policy", "measure", "category", "action", "description", "department", "priority", None})
"""What may head a merged cell left of an indicator's name."""
_DATED_FIGURE = re.compile(
    r"[※約▲△\s]{0,3}[\d０-９][\d０-９,，.．]*\s*[^\d\s()（）]{0,8}\s*[(（\[［][^()（）]*\d[^()（）]*[)）\]］]"
)
"""A figure with its year, or the years that it sums up, behind it: 238人 (2015～2018計)."""
_IN_PARTS = re.compile(
    r"(?:[^\d\s()（）]{1,6}\s?[\d.,]+[^\d\s()（）\[\]]{0,4}(?:[(（\[［][^()（）\[\]]*[)）\]］]\s?)*\s*){2,}"
)
"""The figures of several groups: 小 48.6% (R6) 中 39.5% (R6)."""
_LONGEST_FIGURE = 40


def mend_lost_lead(grid: list[list[Passage]], header: int, labels: Sequence[str | None]) -> bool:
    """Moves such rows to the right; whether there were any."""
    name = next((col for col, label in enumerate(labels) if label == "kpi_name"), None)
    first = next((col for col, label in enumerate(labels) if label in VALUE_LABELS or label == "year"), None)
    if name is None or first is None or first < name or not set(labels[:name]) <= _GROUPS:
        return False
    moved = name == 0 and _mend_lost_corner(grid, header, first)
    if name == 0:
        return moved
    for number in range(header, len(grid)):
        by = _lost(grid[number], name, first)
        if by:
            grid[number] = [*[_NOTHING] * by, *grid[number][:-by]]
            moved = True
    return moved


def _mend_lost_corner(grid: list[list[Passage]], header: int, first: int) -> bool:
    """Moves the header, and the rows below that begin with a name, right by one beside rows that begin with a group."""
    grouped = [number for number in range(header, len(grid)) if _begins_with_group(grid[number], first)]
    others = [number for number in range(len(grid)) if number not in grouped]
    plain = [number for number in others if number >= header and _first_figure(grid[number]) == first]
    if not grouped or not plain or any(grid[number][-1].text for number in others):
        return False
    for number in others:
        grid[number] = [_NOTHING, *grid[number][:-1]]
    return True


def _begins_with_group(row: Sequence[Passage], first: int) -> bool:
    named = [cell.text for cell in row[:2]]
    return _first_figure(row) == first + 1 and bool(row[-1].text) and all(len(text) > 1 for text in named)


def _first_figure(row: Sequence[Passage]) -> int | None:
    return next((col for col, cell in enumerate(row) if col and _is_figure(cell.text)), None)


def _lost(row: Sequence[Passage], name: int, first: int) -> int:
    """How many cells a row lacks before its name: its first figure stands so far left of the first column of values."""
    figure = _first_figure(row)
    if figure is None or figure >= first:
        return 0
    by = first - figure
    if by > name or figure <= name - by or any(cell.text for cell in row[-by:]):
        return 0
    named = row[name - by].text
    return by if len(named) > 1 and not _is_figure(named) and not looks_like_number_label(named) else 0


def _is_figure(text: str) -> bool:
    said = text.strip()
    if len(said) > _LONGEST_FIGURE:
        return False
    return looks_like_number(said) or any(form.fullmatch(said) for form in (_DATED_FIGURE, _IN_PARTS))
