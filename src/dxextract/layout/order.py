"""Boxes in any drawing order -> reading order.

Decides the order by recursive cuts through white space: a stack of strips is read downwards, a run of strips that are
columns (`column_blocks`) column by column, each of which is cut again. Knows boxes only, not what is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dxextract.layout.column_blocks import column_block
from dxextract.layout.strip_rows import rows_of_boxes
from dxextract.layout.strips import Item, boxes_to_strips, gutters_between, side_of
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box


class Placed(NamedTuple):
    """An item in its turn: `group` numbers the columns, `column` is the region that its column spans."""

    key: int
    group: int
    column: Box


def items_to_order(items: Sequence[Item], region: Box, tolerances: Tolerances) -> list[Placed]:
    """`items` in reading order within `region`."""
    groups: list[tuple[Box, list[Item]]] = []
    _place(list(items), region, groups, tolerances, 0)
    return [Placed(item.key, number, column) for number, (column, members) in enumerate(groups) for item in members]


def _place(
    items: list[Item], region: Box, groups: list[tuple[Box, list[Item]]], tolerances: Tolerances, depth: int
) -> None:
    if not items:
        return
    strips = boxes_to_strips(items)
    if len(strips) == 1:
        _place_strip(strips[0], region, groups, tolerances, depth)
        return
    position = 0
    stack: list[Item] = []
    lone = next((n for n in range(len(strips), 0, -1) if len(strips[n - 1]) > 1), 0)
    while position < lone:
        rows = rows_of_boxes(strips, position)
        for strip in strips[position : position + rows]:
            _flush(stack, region, groups)
            _place_strip(strip, region, groups, tolerances, depth)
        if rows:
            position += rows
            continue
        end, gutters = column_block(strips, position, tolerances) if depth < 12 else (position + 1, [])
        if gutters:
            _flush(stack, region, groups)
            members = [item for strip in strips[position:end] for item in strip]
            for column, part in _parts(members, gutters, region):
                _place(part, column, groups, tolerances, depth + 1)
            position = end
            continue
        for strip in strips[position:end]:
            if len(strip) == 1:
                stack.extend(strip)
            else:
                _flush(stack, region, groups)
                _place_strip(strip, region, groups, tolerances, depth)
        position = end
    stack.extend(strip[0] for strip in strips[position:])  # nothing stands beside anything any more
    _flush(stack, region, groups)


def _flush(stack: list[Item], region: Box, groups: list[tuple[Box, list[Item]]]) -> None:
    if stack:
        groups.append((region, list(stack)))
        stack.clear()


def _place_strip(
    strip: list[Item], region: Box, groups: list[tuple[Box, list[Item]]], tolerances: Tolerances, depth: int
) -> None:
    """One strip: cut it into columns where white space runs through it, else top to bottom."""
    gutters = gutters_between(strip, 1.0)
    if not gutters or depth >= 12:
        groups.append((region, sorted(strip, key=lambda i: (round(i.box[1] / 3), i.box[0]))))
        return
    for column, part in _parts(strip, gutters, region):
        if len(part) == len(strip):
            groups.append((region, sorted(strip, key=lambda i: (round(i.box[1] / 3), i.box[0]))))
            return
        _place(part, column, groups, tolerances, depth + 1)


def _parts(items: Sequence[Item], gutters: Sequence[tuple[float, float]], region: Box) -> list[tuple[Box, list[Item]]]:
    """The columns between `gutters`, each with its region and its items, left to right."""
    lefts = [region[0], *(right for _, right in gutters)]
    rights = [*(left for left, _ in gutters), region[2]]
    parts: list[list[Item]] = [[] for _ in lefts]
    for item in items:
        parts[side_of(item, gutters)].append(item)
    return [
        ((left, region[1], right, region[3]), part)
        for left, right, part in zip(lefts, rights, parts, strict=True)
        if part
    ]
