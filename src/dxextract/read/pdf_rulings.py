"""Joins the pieces that one ruling is drawn in: border segments cell by cell, and rows of dots.

Word and Excel paint a table border as thin filled rectangles, one for each cell and a square for each corner; dotted
lines arrive as hundreds of dots. Decides which pieces are one ruling. Only filled pieces that touch are joined to
solid lines (strokes may be the shafts of separate arrows); four or more dots or short dashes in a row become one
dashed line. Everything else stays as it is, in its place in the drawing order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dxextract.schema.passage import union_box
from dxextract.schema.raw import Shape

_DOT = 2.0
_DASH = 6.0
_TOUCH = 0.6
_DASH_GAP = 4.5
_MIN_DASHES = 4
_HORIZONTAL, _VERTICAL = 0, 1


@dataclass(frozen=True, slots=True)
class _Run:
    """The pieces of one ruling, as positions in the drawing order."""

    members: tuple[int, ...]
    axis: int
    dashed: bool


def join_rulings(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """`shapes` with the pieces of each ruling replaced by one line, at the place of its first piece."""
    solid = [run for axis in (_HORIZONTAL, _VERTICAL) for run in _solid_runs(shapes, axis)]
    taken = {index for run in solid for index in run.members}
    dashed: list[_Run] = []
    for axis in (_HORIZONTAL, _VERTICAL):
        found = list(_dashed_runs(shapes, axis, taken))
        taken.update(index for run in found for index in run.members)
        dashed += found
    if not taken:
        return tuple(shapes)
    joined: dict[int, list[Shape]] = {}
    for run in (*solid, *dashed):
        joined.setdefault(min(run.members), []).append(_line(shapes, run))
    return tuple(
        piece
        for index, shape in enumerate(shapes)
        for piece in (*joined.get(index, ()), *(() if index in taken else (shape,)))
    )


def _solid_runs(shapes: Sequence[Shape], axis: int) -> Iterator[_Run]:
    """Filled border pieces that touch end to end; a run of corner squares alone is none."""

    def key(shape: Shape) -> Hashable:
        if shape.kind != "line" or shape.fill is None or shape.stroke is not None:
            return None
        if _length(shape, axis) < _length(shape, 1 - axis) and not _is_dot(shape):
            return None
        return shape.fill, round(shape.box[1 - axis], 1), round(shape.box[3 - axis], 1)

    for members in _chains(shapes, axis, key, _TOUCH):
        if len(members) > 1 and not all(_is_dot(shapes[index]) for index in members):
            yield _Run(members, axis, False)


def _dashed_runs(shapes: Sequence[Shape], axis: int, taken: AbstractSet[int]) -> Iterator[_Run]:
    """Dots and short dashes in a row, painted alike."""

    def key(shape: Shape) -> Hashable:
        if shape.kind == "curve":
            return None
        if _length(shape, axis) > _DASH or _length(shape, 1 - axis) > _DOT:
            return None
        return shape.fill, shape.stroke, round(shape.box[1 - axis] + shape.box[3 - axis])

    for members in _chains(shapes, axis, key, _DASH_GAP, taken):
        if len(members) >= _MIN_DASHES:
            yield _Run(members, axis, True)


def _chains(
    shapes: Sequence[Shape],
    axis: int,
    key: Callable[[Shape], Hashable],
    reach: float,
    taken: AbstractSet[int] = frozenset(),
) -> Iterator[tuple[int, ...]]:
    """Positions of shapes with the same key that follow each other along `axis` with gaps of at most `reach`."""
    groups: dict[Hashable, list[int]] = {}
    for index, shape in enumerate(shapes):
        found = None if index in taken else key(shape)
        if found is not None:
            groups.setdefault(found, []).append(index)
    for group in groups.values():
        if len(group) < 2:
            continue
        group.sort(key=lambda index: shapes[index].box[axis])
        yield from _split(group, shapes, axis, reach)


def _split(ordered: Iterable[int], shapes: Sequence[Shape], axis: int, reach: float) -> Iterator[tuple[int, ...]]:
    chain: list[int] = []
    end = 0.0
    for index in ordered:
        low, high = shapes[index].box[axis], shapes[index].box[axis + 2]
        if chain and low - end > reach:
            yield tuple(chain)
            chain = []
        end = max(end, high) if chain else high
        chain.append(index)
    if chain:
        yield tuple(chain)


def _line(shapes: Sequence[Shape], run: _Run) -> Shape:
    box = union_box(shapes[index].box for index in run.members)
    corners = ((box[0], box[1]), (box[2], box[3]))
    return shapes[run.members[0]]._replace(kind="line", box=box, points=corners, dashed=run.dashed)


def _length(shape: Shape, axis: int) -> float:
    return shape.box[axis + 2] - shape.box[axis]


def _is_dot(shape: Shape) -> bool:
    return _length(shape, _HORIZONTAL) < _DOT and _length(shape, _VERTICAL) < _DOT
