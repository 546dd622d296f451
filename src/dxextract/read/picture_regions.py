"""The parts of a scanned page that are read on their own: the cells of its tables, and its dark bands.

tesseract takes the cells of a row for one line, overlooks short ones, and does not see white letters on a band within a
page; alone, each is read as what it is. Decides where the parts are, from rulings and bands; reads nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dxextract.read.paths import THIN
from dxextract.read.render import Picture
from dxextract.read.touching import around, touching
from dxextract.schema.passage import Box
from dxextract.schema.raw import Shape

_TOUCH = 2.5
"""Points within which two rulings meet."""
_SHORTEST = 8.0
_LOWEST, _TALLEST = 8.0, 40.0
"""Points: the height of a band with one line of text."""
_NARROWEST = 24.0
_BORDER = 16
"""Pixels of paper around a part, without which tesseract loses what stands at its edge."""
_INSET = 1.5
"""Points of a cell's edge that its rulings take up."""
_SMALLEST = 12
_CONTRAST = 50
_LEAST_INK = 0.002
_DARK = 128
_SOLID = 0.9
_DISC = (0.7, 0.86)
"""The share of its square that a disc fills, π/4, as printed."""

Pixels = NDArray[np.uint8]
PixelBox = tuple[int, int, int, int]


class Regions(NamedTuple):
    """Boxes in pixels: `cells` may hold several lines, `bands` one."""

    cells: tuple[PixelBox, ...]
    bands: tuple[PixelBox, ...]


class Part(NamedTuple):
    """A part cut out of a page, dark on light: where its first pixel stands there, and the mark that began it.

    `turned`: it is light on dark on the page.
    """

    left: int
    top: int
    pixels: Pixels
    turned: bool = False
    mark: str = ""
    mark_box: PixelBox = (0, 0, 0, 0)


def picture_regions(rulings: Iterable[Shape], scale: float) -> Regions:
    """The cells and bands that `rulings`, in points, make in a picture of `scale` pixels for one point."""
    shapes = list(rulings)
    bands = [s.box for s in shapes if s.kind == "rect" and s.box[3] - s.box[1] >= _LOWEST]
    low = [box for box in bands if box[3] - box[1] <= _TALLEST]
    cells: list[Box] = []
    tables: list[Box] = []
    for group in touching([*(s.box for s in shapes if s.kind == "line"), *low], _TOUCH):
        found = list(_cells(around(group), _edges(group, 1), _edges(group, 0)))
        if len(found) > 1:
            tables.append(around(group))
            cells += found
    kept: list[Box] = []
    for band in sorted(low, key=_area, reverse=True):
        if band[2] - band[0] >= _NARROWEST and not any(_holds_middle(other, band) for other in (*tables, *kept)):
            kept.append(band)
    return Regions(tuple(_in_pixels(box, scale) for box in cells), tuple(_in_pixels(box, scale) for box in kept))


def parts_of(picture: Picture, regions: Regions) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of a grey picture that hold ink: blocks of lines, and single lines on bands.

    A square or disc before a line on a band is taken off, as its mark.
    """
    page = _pixels(picture)
    found = [*_cut_out(page, regions.cells, round(_INSET * picture.scale)), *_cut_out(page, regions.bands, 1)]
    lines = {n for n, part in enumerate(found) if part.turned and part.pixels.shape[0] <= _TALLEST * picture.scale}
    blocks = tuple(part for n, part in enumerate(found) if n not in lines)
    return blocks, tuple(_without_mark(found[n]) for n in sorted(lines))


def _cut_out(page: Pixels, boxes: Iterable[PixelBox], inset: int) -> Iterator[Part]:
    """The parts in `boxes` that hold ink, `inset` pixels off their edges."""
    for x0, top, x1, bottom in boxes:
        part = _part(page, (x0 + inset, top + inset, x1 - inset, bottom - inset))
        if part is not None:
            yield part


def whole_part(picture: Picture) -> Part:
    """A grey picture as a part of its own."""
    return Part(0, 0, _pixels(picture))


def without_regions(picture: Picture, regions: Regions) -> Picture:
    """`picture` with its regions painted white."""
    page = _pixels(picture).copy()
    edge = round(picture.scale)
    for x0, top, x1, bottom in (*regions.cells, *regions.bands):
        page[max(top - edge, 0) : bottom + edge, max(x0 - edge, 0) : x1 + edge] = 255
    return replace(picture, pixels=page.tobytes())


def _pixels(picture: Picture) -> Pixels:
    return np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width)


def _part(page: Pixels, box: PixelBox) -> Part | None:
    left, top = max(box[0], 0), max(box[1], 0)
    seen = page[top : max(box[3], 0), left : max(box[2], 0)]
    if min(seen.shape) < _SMALLEST:
        return None
    turned = bool(np.median(seen) < _DARK)
    seen = 255 - seen if turned else seen
    paper = int(np.median(seen))
    if (seen < paper - _CONTRAST).mean() < _LEAST_INK:
        return None
    return Part(left - _BORDER, top - _BORDER, np.pad(seen, _BORDER, constant_values=paper), turned)


def _without_mark(part: Part) -> Part:
    """The part with the solid square or disc that it begins with painted over, and named."""
    paper = part.pixels[0, 0]
    ink = part.pixels < int(paper) - _CONTRAST
    columns = np.flatnonzero(ink.any(axis=0))
    gaps = np.flatnonzero(np.diff(columns) > 1)
    if not gaps.size:
        return part
    left, right = int(columns[0]), int(columns[gaps[0]]) + 1
    rows = np.flatnonzero(ink[:, left:right].any(axis=1))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    width, height = right - left, bottom - top
    filled = float(ink[top:bottom, left:right].mean())
    square = 0.75 <= width / height <= 1.3 and height >= _SMALLEST
    mark = "■" if filled >= _SOLID else "●" if _DISC[0] <= filled <= _DISC[1] and _is_round(ink, left, top) else ""
    if not (square and mark):
        return part
    rest = part.pixels.copy()
    rest[:, :right] = paper
    return part._replace(pixels=rest, mark=mark, mark_box=(left, top, right, bottom))


def _is_round(ink: NDArray[np.bool_], left: int, top: int) -> bool:
    """Whether the corner of what begins at (left, top) is empty."""
    return not ink[top : top + 2, left : left + 2].any()


Edge = tuple[float, float, float]
"""Where an edge stands across, and its start and end along it."""


def _edges(group: Iterable[Box], axis: int) -> list[Edge]:
    """The horizontal (axis 1) or vertical (axis 0) edges of lines and bands."""
    along = 1 - axis
    found: list[Edge] = []
    for box in group:
        thin = box[axis + 2] - box[axis] < THIN
        if box[along + 2] - box[along] < _SHORTEST:
            continue
        places = ((box[axis] + box[axis + 2]) / 2,) if thin else (box[axis], box[axis + 2])
        found += [(place, box[along], box[along + 2]) for place in places]
    return found


def _cells(box: Box, across: Sequence[Edge], down: Sequence[Edge]) -> Iterator[Box]:
    """The parts of `box` between the edges that run through the whole of it, again and again."""
    x0, top, x1, bottom = box
    if rows := _through(across, (top, bottom), (x0, x1)):
        for upper, lower in _between(top, rows, bottom):
            yield from _cells((x0, upper, x1, lower), across, down)
    elif columns := _through(down, (x0, x1), (top, bottom)):
        for left, right in _between(x0, columns, x1):
            yield from _cells((left, top, right, bottom), across, down)
    else:
        yield box


def _through(edges: Iterable[Edge], inside: tuple[float, float], whole: tuple[float, float]) -> list[float]:
    low, high = inside
    return sorted(
        place
        for place, start, end in edges
        if low + _TOUCH < place < high - _TOUCH and start <= whole[0] + _TOUCH and end >= whole[1] - _TOUCH
    )


def _between(low: float, places: Sequence[float], high: float) -> Iterator[tuple[float, float]]:
    start = low
    for end in (*places, high):
        if end - start > _TOUCH:
            yield start, end
            start = end


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds_middle(outer: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _in_pixels(box: Box, scale: float) -> PixelBox:
    x0, top, x1, bottom = (round(edge * scale) for edge in box)
    return x0, top, x1, bottom
