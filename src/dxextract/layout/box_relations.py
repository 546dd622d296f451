"""How two boxes of a page stand to each other: whether they share room, how much, and whether one holds the other.

Decides no more than that; how much must be shared for two things to belong together is for those that ask.
"""

from __future__ import annotations

from dxextract.schema.passage import Box

_TOUCH = 1
"""Points that two boxes may reach into each other and only touch."""
_EDGE = 2
"""Points that two cells share at their edges."""


def area(box: Box) -> float:
    """The square points of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def shared_area(one: Box, other: Box) -> float:
    """The square points that two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across * along if across > 0 and along > 0 else 0.0


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes do more than touch."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > _TOUCH and min(one[3], other[3]) - max(one[1], other[1]) > _TOUCH


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > _EDGE and min(one[3], other[3]) - max(one[1], other[1]) > _EDGE


def holds_middle(outer: Box, inner: Box) -> bool:
    """Whether the middle of one box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
