"""Boxes that touch one another: rulings of one table, pieces of one band. Decides nothing about what they are."""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.schema.passage import Box


def touching(boxes: Sequence[Box], gap: float) -> list[list[Box]]:
    """The boxes in groups of those that lie within `gap` of one another."""
    groups: list[list[Box]] = []
    for box in boxes:
        near = [group for group in groups if any(_meets(box, other, gap) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    return groups


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all `boxes`."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _meets(one: Box, other: Box, gap: float) -> bool:
    return (
        one[0] - gap <= other[2] and other[0] - gap <= one[2] and one[1] - gap <= other[3] and other[1] - gap <= one[3]
    )
