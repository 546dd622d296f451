"""Rules drawn between columns of text: a line from top to bottom that nothing crosses parts what stands beside it.

Decides which vertical lines are such rules (free at both ends, in no table, with as much at the left as at the right)
and what stands above, in and below the columns that they part. Columns without a rule are `column_blocks`' business.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.model import Ruling
from dxextract.layout.strips import Item
from dxextract.schema.passage import Box, union_box

_SHORTEST = 0.12
"""Share of the page's height that a rule between columns is long, at least."""
_TOUCHING = 3.0
"""Points between a rule's end and the line of a box or table that it belongs to."""
_LEVEL = 4.0
"""Points by which the ends of rules of the same columns differ."""
_FEWEST = 4
"""Items of each column: fewer are a label beside its text."""
_NARROWEST = 0.6
"""Of the widest column's width, that of the narrowest."""

Part = tuple[Box, list[Item]]
"""A region and the items that are read together in it."""


def column_rules(rulings: Sequence[Ruling], tables: Sequence[Box], height: float) -> list[Ruling]:
    """The vertical lines of a page that may part columns."""
    level = [ruling for ruling in rulings if ruling.horizontal]
    return [
        rule
        for rule in rulings
        if not rule.horizontal
        and rule.end - rule.start >= _SHORTEST * height
        and not any(_meets(rule, line) for line in level)
        and not any(_stands_in(rule, table) for table in tables)
    ]


def parted_by_rules(items: Sequence[Item], rules: Sequence[Ruling], region: Box) -> list[Part]:
    """What stands above the columns, in each of them and below; empty where no rules part columns."""
    for first in rules:
        same = [r for r in rules if abs(r.start - first.start) <= _LEVEL and abs(r.end - first.end) <= _LEVEL]
        if parts := _parted(items, sorted(same, key=lambda r: r.at), region):
            return parts
    return []


def _parted(items: Sequence[Item], rules: Sequence[Ruling], region: Box) -> list[Part]:
    top, bottom = rules[0].start, rules[0].end
    above = [i for i in items if i.box[3] <= top + _LEVEL]
    below = [i for i in items if i.box[1] >= bottom - _LEVEL and i not in above]
    within = [i for i in items if i not in above and i not in below]
    edges = [region[0], *(rule.at for rule in rules), region[2]]
    columns = [[i for i in within if left <= _middle(i) < right] for left, right in pairwise(edges)]
    if any(i.box[0] < rule.at - 1 and i.box[2] > rule.at + 1 for i in within for rule in rules):
        return []
    if any(len(column) < _FEWEST for column in columns) or sum(map(len, columns)) < len(within):
        return []
    boxes = [union_box(i.box for i in column) for column in columns]
    widths = [box[2] - box[0] for box in boxes]
    if min(widths) < _NARROWEST * max(widths) or any(
        box[1] < top - _LEVEL or box[3] > bottom + _LEVEL for box in boxes
    ):
        return []
    sides = [(left, region[1], right, region[3]) for left, right in pairwise(edges)]
    return [part for part in ((region, above), *zip(sides, columns, strict=True), (region, below)) if part[1]]


def _middle(item: Item) -> float:
    return (item.box[0] + item.box[2]) / 2


def _meets(rule: Ruling, line: Ruling) -> bool:
    """Whether a level line meets or crosses a rule: the edge of a box, or a ruling of a table."""
    across = line.start - _TOUCHING <= rule.at <= line.end + _TOUCHING
    return across and rule.start - _TOUCHING <= line.at <= rule.end + _TOUCHING


def _stands_in(rule: Ruling, table: Box) -> bool:
    x0, top, x1, bottom = table
    return x0 - _TOUCHING <= rule.at <= x1 + _TOUCHING and top < rule.end and rule.start < bottom
