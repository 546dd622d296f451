"""Steps of a colour gradient, drawn one upon the other -> the one shape that they paint.

Programs print a gradient as a run of fills, each inside the one before and a little lighter or darker. Decides that
such a run is one fill, in the colour of its first and largest step: a bar or a title band, and no set of boxes.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.schema.passage import Box
from dxextract.schema.raw import Shape

_FEWEST_STEPS = 4
_NEAR = 1.0
"""Points by which a step may stand out of the one before."""
_STEP = 48
"""The largest difference of two steps in red, green or blue, of 255."""


def without_gradient_steps(shapes: Sequence[Shape]) -> list[Shape]:
    """`shapes` with each gradient as its first step."""
    kept: list[Shape] = []
    start = 0
    while start < len(shapes):
        end = start + 1
        while end < len(shapes) and _is_next_step(shapes[end - 1], shapes[end]):
            end += 1
        steps = end - start >= _FEWEST_STEPS
        kept.extend(shapes[start : start + 1] if steps else shapes[start:end])
        start = end
    return kept


def _is_next_step(one: Shape, other: Shape) -> bool:
    if one.fill is None or other.fill is None or one.stroke is not None or other.stroke is not None:
        return False
    return one.fill != other.fill and _lies_in(other.box, one.box) and _differ_little(one.fill, other.fill)


def _lies_in(inner: Box, outer: Box) -> bool:
    """Whether a step lies in the one before and shares at least two of its sides."""
    shared = sum(abs(a - b) <= _NEAR for a, b in zip(inner, outer, strict=True))
    return (
        2 <= shared < 4
        and inner[0] >= outer[0] - _NEAR
        and inner[1] >= outer[1] - _NEAR
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )


def _differ_little(one: str, other: str) -> bool:
    return all(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) <= _STEP for i in (1, 3, 5))
