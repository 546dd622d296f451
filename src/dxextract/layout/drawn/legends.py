"""The legend of a road map: small boxes of several colours in a row, each with a word right beside it.

Decides that such boxes and words (■ 検討 ■ 実施, drawn) are neither bars nor items of the diagram that they explain.
Legends that are typed, or set one entry below the other, are not told here.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.box_relations import holds_middle
from dxextract.layout.model import Fragment, Frame
from dxextract.schema.passage import Box

_WIDEST, _HIGHEST = 45.0, 18.0
"""Points of the largest box of a legend."""
_LONGEST = 12
"""Characters of what a colour stands for."""
_NEAR = 14.0
"""Points between a colour and its word."""
_LEVEL = 5.0
_ALIKE = 1.0
_FEWEST = 2


def without_legends(
    frames: Sequence[Frame], fragments: Sequence[Fragment]
) -> tuple[tuple[Frame, ...], tuple[Fragment, ...]]:
    """The frames and texts of a page without those of legends."""
    small = [f for f in frames if f.fill is not None and _is_small(f.box)]
    if len({f.fill for f in small}) < _FEWEST:
        return tuple(frames), tuple(fragments)
    words = [w for w in fragments if len(w.chars) <= _LONGEST]
    blank = [f for f in small if not any(holds_middle(f.box, w.box) for w in words)]
    pairs = [(f, word) for f in blank if (word := _beside(f.box, words)) is not None]
    told = [
        (frame, word)
        for frame, word in pairs
        if any(other.fill != frame.fill and _is_like(other.box, frame.box) for other, _ in pairs)
    ]
    colours, meanings = {id(frame) for frame, _ in told}, {id(word) for _, word in told}
    return (
        tuple(f for f in frames if id(f) not in colours),
        tuple(w for w in fragments if id(w) not in meanings),
    )


def _is_small(box: Box) -> bool:
    return box[2] - box[0] <= _WIDEST and box[3] - box[1] <= _HIGHEST


def _beside(box: Box, words: Sequence[Fragment]) -> Fragment | None:
    """The word right of a colour, at its height."""
    middle = (box[1] + box[3]) / 2
    level = [w for w in words if abs((w.box[1] + w.box[3]) / 2 - middle) <= _LEVEL]
    return next((w for w in level if 0 <= w.box[0] - box[2] <= _NEAR), None)


def _is_like(one: Box, other: Box) -> bool:
    """Whether two boxes have one size and stand at one height."""
    sizes = ((b[2] - b[0], b[3] - b[1]) for b in (one, other))
    (width, height), (other_width, other_height) = sizes
    return (
        abs(width - other_width) <= _ALIKE and abs(height - other_height) <= _ALIKE and abs(one[1] - other[1]) <= _ALIKE
    )
