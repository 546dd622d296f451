"""Affine matrices and the frame of a page: from PDF user space to points from the page's top left.

Decides how /Rotate, CropBox and UserUnit become one matrix. Knows nothing about what is drawn.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from dxextract.schema.passage import Box


class Matrix(NamedTuple):
    """``x' = a x + c y + e`` and ``y' = b x + d y + f``, as in PDF."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        """This matrix first, `outer` after it."""
        if self == _IDENTITY:
            return outer
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box around the mapped rectangle, rounded to 0.01 points."""
        xs, ys = zip(*(self.point(x, y) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))), strict=True)
        return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)

    @property
    def scale(self) -> float:
        """How much a length grows, averaged over both axes."""
        return (hypot(self.a, self.b) + hypot(self.c, self.d)) / 2


_IDENTITY = Matrix()


class Frame(NamedTuple):
    """The visible page: its size in points and the matrix from user space into it."""

    width: float
    height: float
    matrix: Matrix


_LARGEST = 14_400.0
"""Points of the longest side of a page that PDF readers show (ISO 32000-1, annex C.2: 200 inches)."""


def page_frame(left: float, bottom: float, right: float, top: float, quarter_turns: int, unit: float) -> Frame:
    """The frame of a page whose crop box is given in user space, turned clockwise by `quarter_turns`.

    A page that is larger than readers show, as damaged ones are, is read as if it were of the largest size.
    """
    longest = max(right - left, top - bottom)
    u = _LARGEST / longest if longest * unit > _LARGEST else unit
    across, up = (right - left) * u, (top - bottom) * u
    match quarter_turns % 4:
        case 1:
            return Frame(up, across, Matrix(0, u, u, 0, -bottom * u, -left * u))
        case 2:
            return Frame(across, up, Matrix(-u, 0, 0, u, right * u, -bottom * u))
        case 3:
            return Frame(up, across, Matrix(0, -u, -u, 0, top * u, right * u))
        case _:
            return Frame(across, up, Matrix(u, 0, 0, -u, -left * u, top * u))
