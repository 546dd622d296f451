"""The drawings of one PDF page: rulings, rectangles, curves and images.

Decides what a path looks like (`line`, `rect`, `curve`) and its colours. Each subpath becomes a shape of its own, as
rulings often share one path. Clip paths are ignored; a fill that is a pattern or a shading counts as light grey, since
only that something is painted matters. What a shape means (a ruling, a bar, an arrow) is the layout's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import pypdfium2.raw as raw

from dxextract.read import pdfium
from dxextract.read.geometry import Frame, Matrix
from dxextract.read.pdf_chars import INVISIBLE_MODES, over_white
from dxextract.read.pdf_rulings import join_rulings
from dxextract.schema.document import Box
from dxextract.schema.raw import Shape

Point = tuple[float, float]
THIN = 2.0
MAX_POINTS = 64
PATTERN_COLOR = "#d0d0d0"
_AXIS_TOLERANCE = 0.6
_MAX_FRAME = 6.0
_MAX_FORM_DEPTH = 12
_BEZIER_STEPS = 6


class Paint(NamedTuple):
    """How a path is painted."""

    fill: str | None
    stroke: str | None
    width: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page besides text; `cut` when there was more than the limit.

    `overprints` are the boxes of text objects that PDFium's text page left out because they repeat another one.
    """

    shapes: tuple[Shape, ...]
    images: tuple[Box, ...]
    overprints: tuple[Box, ...]
    cut: bool


def read_drawings(page: int, frame: Frame, text_objects: AbstractSet[int], limit: int) -> Drawings:
    """The shapes and images of an opened page; without shapes when it has more than `limit` objects besides text.

    `text_objects` are those whose characters were read.
    """
    shapes: list[Shape] = []
    images: list[Box] = []
    overprints: list[Box] = []
    visible = (0.0, 0.0, frame.width, frame.height)
    count = 0
    for kind, handle, matrix in _objects(page, frame.matrix):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if handle not in text_objects:
                overprints.extend(_ink_box(handle, matrix))
            continue
        count += 1
        if count > limit:
            return Drawings((), tuple(images), tuple(overprints), True)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            shapes.extend(s for s in path_shapes(handle, matrix) if _touches(s.box, visible))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = pdfium.matrix_of(handle).then(matrix).box(0, 0, 1, 1)
            if _touches(box, visible):
                images.append(box)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            box = matrix.box(*_bounds(handle))
            if _touches(box, visible):
                shapes.append(Shape("rect", box, _corners(box), PATTERN_COLOR, None, 0.0))
    return Drawings(join_rulings(shapes), tuple(images), tuple(overprints), False)


def _objects(page: int, matrix: Matrix) -> Iterator[tuple[int, int, Matrix]]:
    """Each object with its type and the matrix around it, forms entered, in drawing order."""
    stack = [(matrix, _page_objects(page))]
    while stack:
        around, handles = stack[-1]
        handle = next(handles, None)
        if handle is None:
            stack.pop()
            continue
        kind = pdfium.object_type(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, handle, around
        elif len(stack) <= _MAX_FORM_DEPTH:
            stack.append((pdfium.matrix_of(handle).then(around), _form_objects(handle)))


def _page_objects(page: int) -> Iterator[int]:
    return (handle for index in range(pdfium.count_objects(page)) if (handle := pdfium.page_object(page, index)))


def _form_objects(form: int) -> Iterator[int]:
    count = max(pdfium.count_form_objects(form), 0)
    return (handle for index in range(count) if (handle := pdfium.form_object(form, index)))


def _ink_box(text_object: int, matrix: Matrix) -> Iterator[Box]:
    """The box of a text object that shows something; spaces have no height."""
    if pdfium.text_render_mode(text_object) not in INVISIBLE_MODES:
        box = matrix.box(*_bounds(text_object))
        if box[2] - box[0] > 1 and box[3] - box[1] > 1:
            yield box


def _bounds(handle: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.object_bounds(handle, byref(left), byref(bottom), byref(right), byref(top))
    return left.value, bottom.value, right.value, top.value


def _touches(box: Box, visible: Box) -> bool:
    return box[0] <= visible[2] and box[2] >= visible[0] and box[1] <= visible[3] and box[3] >= visible[1]


def path_shapes(handle: int, around: Matrix) -> Iterator[Shape]:
    """The shapes of one path object, one for each subpath that is painted."""
    matrix = pdfium.matrix_of(handle).then(around)
    paint = _paint(handle, matrix)
    if paint.fill is None and paint.stroke is None:
        return
    parts = list(subpaths(handle, matrix))
    if len(parts) == 2 and paint.stroke is None and (margin := _frame_margin(parts[0][0], parts[1][0])):
        parts, paint = parts[:1], Paint(None, paint.fill, margin, False)
    for points, closed in parts:
        yield from classify(points, closed, paint)


def _frame_margin(outer: list[Point], inner: list[Point]) -> float | None:
    """The breadth of the frame that two outlines painted together leave between them; None if they are no frame."""
    (x0, y0, x1, y1), (u0, v0, u1, v1) = _box_of(outer), _box_of(inner)
    margins = (u0 - x0, v0 - y0, x1 - u1, y1 - v1)
    return round(max(margins), 2) if min(margins) > 0 and max(margins) <= _MAX_FRAME else None


def _box_of(points: list[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _paint(handle: int, matrix: Matrix) -> Paint:
    fill_mode, stroked = c_int(), c_int()
    pdfium.path_draw_mode(handle, byref(fill_mode), byref(stroked))
    fill = _color(pdfium.fill_color, handle) if fill_mode.value else None
    stroke, width, dashed = None, 0.0, False
    if stroked.value:
        stroke = _color(pdfium.stroke_color, handle)
        found = c_float()
        pdfium.stroke_width(handle, byref(found))
        width = round(found.value * matrix.scale, 2)
        dashed = pdfium.dash_count(handle) > 0
    return Paint(fill, stroke, width, dashed)


def _color(getter: object, handle: int) -> str | None:
    found = pdfium.color_of(getter, handle)  # type: ignore[arg-type]
    if found is None:
        return PATTERN_COLOR
    return over_white(*found) if found[3] else None


def subpaths(handle: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The subpaths in page space, curves flattened, with whether each is closed."""
    points: list[Point] = []
    controls: list[Point] = []
    x, y = c_float(), c_float()
    at_x, at_y = byref(x), byref(y)
    closed = False
    for index in range(max(pdfium.count_segments(handle), 0)):
        segment = pdfium.path_segment(handle, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, at_x, at_y)
        point = matrix.point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, closed
            points, controls, closed = [point], [], False
            continue
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            controls.append(point)
            if len(controls) == 3:
                points.extend(_flattened(points[-1] if points else controls[0], controls))
                controls = []
        else:
            points.append(point)
        closed = closed or bool(pdfium.segment_closes(segment))
    if len(points) > 1:
        yield points, closed


def _flattened(start: Point, controls: list[Point]) -> Iterator[Point]:
    (x1, y1), (x2, y2), (x3, y3) = controls
    x0, y0 = start
    for step in range(1, _BEZIER_STEPS + 1):
        t = step / _BEZIER_STEPS
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def classify(points: list[Point], closed: bool, paint: Paint) -> Iterator[Shape]:
    """The shape that a subpath is; an open polyline along the axes falls into its lines."""
    rounded = [(round(x, 2), round(y, 2)) for x, y in points]
    box = _box_of(rounded)
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) < THIN and _is_thin(width, height, paint):
        yield _shape("line", box, ((box[0], box[1]), (box[2], box[3])), paint)
    elif _is_rectangle(rounded, box, closed or paint.fill is not None):
        yield _shape("rect", box, _corners(box), paint)
    elif paint.fill is None and len(rounded) <= MAX_POINTS and _is_axis_parallel(rounded):
        ends = [*rounded, rounded[0]] if closed else rounded
        for start, end in pairwise(ends):
            if start != end:
                part = (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
                yield _shape("line", part, (start, end), paint)
    else:
        yield _shape("curve", box, _thinned(rounded), paint)


def _is_thin(width: float, height: float, paint: Paint) -> bool:
    """A stroke must run along its axis; a fill only has to be thin."""
    return paint.fill is not None or min(width, height) <= _AXIS_TOLERANCE


def _shape(kind: Literal["line", "rect", "curve"], box: Box, points: tuple[Point, ...], paint: Paint) -> Shape:
    return Shape(kind, box, points, paint.fill, paint.stroke, paint.width, paint.dashed)


def _corners(box: Box) -> tuple[Point, ...]:
    x0, top, x1, bottom = box
    return (x0, top), (x1, top), (x1, bottom), (x0, bottom)


def _is_axis_parallel(points: list[Point]) -> bool:
    return all(
        abs(x0 - x1) <= _AXIS_TOLERANCE or abs(y0 - y1) <= _AXIS_TOLERANCE for (x0, y0), (x1, y1) in pairwise(points)
    )


def _is_rectangle(points: list[Point], box: Box, closed: bool) -> bool:
    """Four sides along the axes, or such with rounded corners of at most a quarter of the shorter side."""
    if len(points) < 4 or not (closed or points[0] == points[-1]):
        return False
    x0, top, x1, bottom = box
    radius = max(_AXIS_TOLERANCE, min(x1 - x0, bottom - top) / 4)
    corners = set()
    for x, y in points:
        left, up = x - x0, y - top
        right, down = x1 - x, bottom - y
        on_edge = min(left, up, right, down) <= _AXIS_TOLERANCE
        near_corner = min(left, right) <= radius and min(up, down) <= radius
        if not near_corner and not on_edge:
            return False
        if near_corner:
            corners.add((left < right, up < down))
    return len(corners) == 4 and _bulges(points, box, radius)


def _bulges(points: list[Point], box: Box, radius: float) -> bool:
    """Whether the outline encloses nearly the whole box (an arrow whose points lie on the edges does not)."""
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True)) / 2)
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return area >= whole - radius * radius - 0.02 * whole


def _thinned(points: list[Point]) -> tuple[Point, ...]:
    if len(points) <= MAX_POINTS:
        return tuple(points)
    step = (len(points) - 1) / (MAX_POINTS - 1)
    return tuple(points[round(index * step)] for index in range(MAX_POINTS))
