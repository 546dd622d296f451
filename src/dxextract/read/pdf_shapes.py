"""The drawings of one PDF page: rulings, rectangles, curves and images.

Decides which objects are painted and in which colours. Each subpath becomes a shape of its own, as rulings often share
one path. Clip paths are ignored; a shading counts as light grey, since only that something is painted matters, and a
fill with a pattern is white, as PDFium does not tell it from one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from dxextract.read import pdfium
from dxextract.read.geometry import Frame, Matrix
from dxextract.read.paths import Paint, Point, flattened, outline_shapes, rectangle
from dxextract.read.pdf_chars import INVISIBLE_MODES, over_white
from dxextract.read.pdf_rulings import join_rulings
from dxextract.read.pdfium import Slot
from dxextract.schema.passage import Box
from dxextract.schema.raw import Shape

PATTERN_COLOR = "#d0d0d0"
_MAX_FORM_DEPTH = 12
_SEGMENTS = 32
"""Segments of a path that are as much work as an object of its own."""
_BLEED = 144.0
"""Points beyond the page's edges up to which drawings are kept as they are."""


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
    reader = _DrawingReader(frame)
    if pdfium.count_objects(page) - len(text_objects) > 2 * limit:  # not worth a look at each
        return Drawings((), (), (), True)
    count = 0
    for kind, handle, matrix in _objects(page, frame.matrix, text_objects):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            reader.overprint(handle, matrix)
            continue
        count += 1 + (pdfium.count_segments(handle) // _SEGMENTS if kind == raw.FPDF_PAGEOBJ_PATH else 0)
        if count > limit:
            return Drawings((), tuple(reader.images), tuple(reader.overprints), True)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            reader.path(handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            reader.image(handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_SHADING:
            reader.shading(handle, matrix)
    return Drawings(join_rulings(reader.shapes), tuple(reader.images), tuple(reader.overprints), False)


def _objects(page: int, matrix: Matrix, known: AbstractSet[int]) -> Iterator[tuple[int, int, Matrix]]:
    """Each object that is not `known`, with its type and the matrix around it, forms entered, in drawing order."""
    stack = [(matrix, _page_objects(page))]
    type_of = pdfium.object_type
    while stack:
        around, handles = stack[-1]
        for handle in handles:
            if handle in known:
                continue
            kind = type_of(handle)
            if kind != raw.FPDF_PAGEOBJ_FORM:
                yield kind, handle, around
            elif len(stack) <= _MAX_FORM_DEPTH:
                stack.append((pdfium.matrix_of(handle).then(around), _form_objects(handle)))
                break
        else:
            stack.pop()


def _page_objects(page: int) -> Iterator[int]:
    return (handle for index in range(pdfium.count_objects(page)) if (handle := pdfium.page_object(page, index)))


def _form_objects(form: int) -> Iterator[int]:
    count = max(pdfium.count_form_objects(form), 0)
    return (handle for index in range(count) if (handle := pdfium.form_object(form, index)))


class _DrawingReader:
    """Collects what is drawn within the visible frame."""

    def __init__(self, frame: Frame) -> None:
        self.shapes: list[Shape] = []
        self.images: list[Box] = []
        self.overprints: list[Box] = []
        self._frame = frame
        self._point, self._bounds, self._mode = Slot("2f"), Slot("4f"), Slot("2i")
        self._color, self._width = Slot("4I"), Slot("f")
        self._colors: dict[tuple[int, ...], str | None] = {}

    def path(self, handle: int, around: Matrix) -> None:
        matrix = pdfium.matrix_of(handle).then(around)
        paint = self._paint(handle, matrix)
        if paint.fill is None and paint.stroke is None:
            return
        drawn = outline_shapes(self._outlines(handle, matrix), paint)
        self.shapes.extend(self._within_reach(shape) for shape in drawn if self._is_visible(shape.box))

    def image(self, handle: int, around: Matrix) -> None:
        box = pdfium.matrix_of(handle).then(around).box(0, 0, 1, 1)
        if self._is_visible(box):
            self.images.append(self._reached(box))

    def shading(self, handle: int, around: Matrix) -> None:
        box = self._box(handle, around)
        if self._is_visible(box):
            self.shapes.append(rectangle(self._reached(box), Paint(PATTERN_COLOR, None, 0.0, False)))

    def overprint(self, handle: int, around: Matrix) -> None:
        """A text object whose characters PDFium left out; spaces, which have no height, say nothing."""
        if pdfium.text_render_mode(handle) not in INVISIBLE_MODES:
            box = self._box(handle, around)
            if box[2] - box[0] > 1 and box[3] - box[1] > 1:
                self.overprints.append(box)

    def _box(self, handle: int, around: Matrix) -> Box:
        at = self._bounds.at
        pdfium.object_bounds(handle, at, at + 4, at + 8, at + 12)
        left, bottom, right, top = self._bounds.get()
        return around.box(left, bottom, right, top)

    def _is_visible(self, box: Box) -> bool:
        return box[0] <= self._frame.width and box[2] >= 0 and box[1] <= self._frame.height and box[3] >= 0

    def _within_reach(self, shape: Shape) -> Shape:
        """`shape` without what lies far off the page: drawings that reach miles beyond it would fill every index."""
        box = self._reached(shape.box)
        if box == shape.box:
            return shape
        right, bottom = self._frame.width + _BLEED, self._frame.height + _BLEED
        points = tuple((min(max(x, -_BLEED), right), min(max(y, -_BLEED), bottom)) for x, y in shape.points)
        return shape._replace(box=box, points=points)

    def _reached(self, box: Box) -> Box:
        right, bottom = self._frame.width + _BLEED, self._frame.height + _BLEED
        x0, top, x1, down = box
        if x0 >= -_BLEED and top >= -_BLEED and x1 <= right and down <= bottom:
            return box
        return max(x0, -_BLEED), max(top, -_BLEED), min(x1, right), min(down, bottom)

    def _paint(self, handle: int, matrix: Matrix) -> Paint:
        pdfium.path_draw_mode(handle, self._mode.at, self._mode.at + 4)
        fill_mode, stroked = self._mode.get()
        fill = self._painted(pdfium.fill_color, handle) if fill_mode else None
        if not stroked:
            return Paint(fill, None, 0.0, False)
        pdfium.stroke_width(handle, self._width.at)
        (width,) = self._width.get()
        stroke = self._painted(pdfium.stroke_color, handle)
        width = min(width * matrix.scale, max(self._frame.width, self._frame.height))
        return Paint(fill, stroke, round(width, 2), pdfium.dash_count(handle) > 0)

    def _painted(self, getter: Callable[..., Any], handle: int) -> str | None:
        at = self._color.at
        if not getter(handle, at, at + 4, at + 8, at + 12):
            return PATTERN_COLOR
        rgba = self._color.get()
        if rgba not in self._colors:
            self._colors[rgba] = over_white(*rgba) if rgba[3] else None
        return self._colors[rgba]

    def _outlines(self, handle: int, matrix: Matrix) -> list[tuple[list[Point], bool]]:
        """The subpaths in page space, curves flattened, with whether each is closed."""
        a, b, c, d, e, f = matrix
        at_x, at_y, point_of = self._point.at, self._point.at + 4, self._point.get
        segment_of, type_of, read_point = pdfium.path_segment, pdfium.segment_type, pdfium.segment_point
        outlines: list[tuple[list[Point], bool]] = []
        points: list[Point] = []
        controls: list[Point] = []
        last = None
        for index in range(max(pdfium.count_segments(handle), 0)):
            segment = segment_of(handle, index)
            kind = type_of(segment)
            read_point(segment, at_x, at_y)
            x, y = point_of()
            point = a * x + c * y + e, b * x + d * y + f
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    outlines.append((points, bool(pdfium.segment_closes(last))))
                points, controls = [point], []
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                controls.append(point)
                if len(controls) == 3:
                    points.extend(flattened(points[-1] if points else controls[0], controls))
                    controls = []
            else:
                points.append(point)
            last = segment
        if len(points) > 1:
            outlines.append((points, bool(pdfium.segment_closes(last))))
        return outlines
