"""What a painted outline looks like: a line, a rectangle or a curve.

Decides the kind of a subpath from its points alone, in page space. An open polyline along the axes falls into its
lines; rounded corners make no curve of a rectangle. What a shape means is the layout's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from dxextract.schema.passage import Box
from dxextract.schema.raw import Shape

Point = tuple[float, float]
THIN = 2.0
MAX_POINTS = 64
_AXIS_TOLERANCE = 0.6
_STRAIGHT = 0.1
_MAX_FRAME = 6.0
_BEZIER_STEPS = 6


def _bezier_weights(t: float) -> tuple[float, float, float, float]:
    s = 1 - t
    return s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t


_BEZIER_WEIGHTS = tuple(_bezier_weights(step / _BEZIER_STEPS) for step in range(1, _BEZIER_STEPS + 1))
"""How much each of a curve's four points counts at each step along it."""


class Paint(NamedTuple):
    """How a path is painted."""

    fill: str | None
    stroke: str | None
    width: float
    dashed: bool


def outline_shapes(outlines: list[tuple[list[Point], bool]], paint: Paint) -> Iterator[Shape]:
    """The shapes of the subpaths of one path, each given with whether it is closed."""
    if len(outlines) == 2 and paint.stroke is None and (margin := _frame_margin(outlines[0][0], outlines[1][0])):
        outlines, paint = outlines[:1], Paint(None, paint.fill, margin, False)
    for points, closed in outlines:
        yield from classify(points, closed, paint)


def flattened(start: Point, controls: list[Point]) -> Iterator[Point]:
    """Points on the Bézier curve from `start` with its three control points, the last one included."""
    (x1, y1), (x2, y2), (x3, y3) = controls
    x0, y0 = start
    for a, b, c, d in _BEZIER_WEIGHTS:
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def rectangle(box: Box, paint: Paint) -> Shape:
    """The rectangle of `box`."""
    return _shape("rect", box, corners(box), paint)


def _frame_margin(outer: list[Point], inner: list[Point]) -> float | None:
    """The breadth of the frame that two outlines painted together leave between them; None if they are no frame."""
    (x0, y0, x1, y1), (u0, v0, u1, v1) = _box_of(outer), _box_of(inner)
    margins = (u0 - x0, v0 - y0, x1 - u1, y1 - v1)
    return round(max(margins), 2) if min(margins) > 0 and max(margins) <= _MAX_FRAME else None


def _box_of(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def classify(points: list[Point], closed: bool, paint: Paint) -> Iterator[Shape]:
    """The shape that a subpath is; an open polyline along the axes falls into its lines."""
    plain = _plain_rectangle(points)
    if plain is not None:
        yield _line(plain, paint) if _is_thin(plain, paint) else rectangle(plain, paint)
        return
    rounded = [(round(x, 2), round(y, 2)) for x, y in points]
    box = _box_of(rounded)
    if _is_thin(box, paint):
        yield _line(box, paint)
    elif _is_rectangle(rounded, box, closed or paint.fill is not None):
        yield rectangle(box, paint)
    elif paint.fill is None and len(rounded) <= MAX_POINTS and _is_axis_parallel(rounded):
        ends = [*rounded, rounded[0]] if closed else rounded
        for start, end in pairwise(ends):
            if start != end:
                part = (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
                yield _shape("line", part, (start, end), paint)
    else:
        yield _shape("curve", box, _thinned(rounded), paint)


def _plain_rectangle(points: list[Point]) -> Box | None:
    """The box of four corners and a way back, as PDF's rectangle operator draws them: most outlines are such."""
    if len(points) != 5 or points[4] != points[0]:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[:4]
    if (ax == dx and bx == cx and ay == by and cy == dy) or (ax == bx and cx == dx and ay == dy and by == cy):
        return round(min(ax, cx), 2), round(min(ay, cy), 2), round(max(ax, cx), 2), round(max(ay, cy), 2)
    return None


def _is_thin(box: Box, paint: Paint) -> bool:
    """Whether an outline is a line: a stroke must run along its axis, a fill only has to be thin."""
    thickness = min(box[2] - box[0], box[3] - box[1])
    return thickness < THIN and (paint.fill is not None or thickness <= _AXIS_TOLERANCE)


def _line(box: Box, paint: Paint) -> Shape:
    return _shape("line", box, (box[:2], box[2:]), paint)


def _shape(kind: Literal["line", "rect", "curve"], box: Box, points: tuple[Point, ...], paint: Paint) -> Shape:
    return Shape(kind, box, points, paint.fill, paint.stroke, paint.width, paint.dashed)


def corners(box: Box) -> tuple[Point, ...]:
    """The corners of a box, from the top left one on round it."""
    x0, top, x1, bottom = box
    return (x0, top), (x1, top), (x1, bottom), (x0, bottom)


def _is_axis_parallel(points: list[Point]) -> bool:
    """Whether each step runs along one axis; the many short steps of a drawn curve do not count as such."""
    steps = ((abs(x0 - x1), abs(y0 - y1)) for (x0, y0), (x1, y1) in pairwise(points))
    return all(min(step) <= min(_AXIS_TOLERANCE, _STRAIGHT * max(step)) for step in steps)


def _is_rectangle(points: list[Point], box: Box, closed: bool) -> bool:
    """Four sides along the axes, which may end in rounded corners of at most a quarter of the shorter side.

    Each side must run straight between its corners, which the tip of an arrow does not.
    """
    if len(points) < 4 or not (closed or points[0] == points[-1]):
        return False
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    radius = max(_AXIS_TOLERANCE, min(width, height) / 4)
    for x, y in points:
        across, down = min(x - x0, x1 - x), min(y - top, bottom - y)
        if across > _AXIS_TOLERANCE and down > _AXIS_TOLERANCE and max(across, down) > radius:
            return False
    sides = (
        [x for x, y in points if y - top <= _AXIS_TOLERANCE],
        [x for x, y in points if bottom - y <= _AXIS_TOLERANCE],
        [y for x, y in points if x - x0 <= _AXIS_TOLERANCE],
        [y for x, y in points if x1 - x <= _AXIS_TOLERANCE],
    )
    return all(
        places and max(places) - min(places) >= length - 2 * radius - _AXIS_TOLERANCE
        for places, length in zip(sides, (width, width, height, height), strict=True)
    )


def _thinned(points: list[Point]) -> tuple[Point, ...]:
    if len(points) <= MAX_POINTS:
        return tuple(points)
    step = (len(points) - 1) / (MAX_POINTS - 1)
    return tuple(points[round(index * step)] for index in range(MAX_POINTS))
