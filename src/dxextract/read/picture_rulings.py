"""Rulings and bands in the picture of a scanned page.

Decides that a long dark run of pixels is a ruling, a thin pale one too, and that neighbouring runs of nearly the same
length are one. Works on rows and columns of bytes, so it sees lines along the axes only; a scan that stands askew has
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dxextract.read.paths import THIN, corners
from dxextract.read.render import Picture
from dxextract.read.touching import around, touching
from dxextract.schema.passage import Box
from dxextract.schema.raw import Shape

_MIN_LENGTH = 24.0
_DARK = 160
_INK = bytes(1 if level < _DARK else 0 for level in range(256))
_PALE, _LEAST_CONTRAST = 215, 30
"""Thin lines may be paler, as those of tables are; tinted cells are paler still."""
_SAMPLE = 20_000
_JOINT = 1.0
_MOSTLY = 0.6
_SLACK = 4
_COLOR = "#000000"
Run = tuple[int, int, int]
"""Where a dark run stands across (row or column), and its start and end along it."""


def picture_rulings(picture: Picture) -> tuple[Shape, ...]:
    """Lines and filled bands of a grey picture, as shapes in points."""
    shapes = _runs_as_shapes(picture, _INK)
    pale = min(_PALE, _paper(picture) - _LEAST_CONTRAST)
    if pale <= _DARK:
        return shapes
    faint = _runs_as_shapes(picture, bytes(1 if level < pale else 0 for level in range(256)))
    near = [_grown(shape.box) for shape in shapes]
    return shapes + tuple(s for s in faint if s.kind == "line" and not any(_within(s.box, box) for box in near))


def _paper(picture: Picture) -> int:
    """The level that most pixels have."""
    sample = picture.pixels[:: max(1, len(picture.pixels) // _SAMPLE)]
    return max(range(256), key=sample.count)


def _grown(box: Box) -> Box:
    return box[0] - THIN, box[1] - THIN, box[2] + THIN, box[3] + THIN


def _runs_as_shapes(picture: Picture, inked: bytes) -> tuple[Shape, ...]:
    """Lines and bands of pixels whose levels `inked` marks."""
    ink = picture.pixels.translate(inked)
    width, height = picture.width, picture.height
    shortest = re.compile(rb"\x01{%d,}" % max(round(_MIN_LENGTH * picture.scale), 2))
    rows = _runs((ink[row * width : (row + 1) * width] for row in range(height)), shortest)
    columns = _runs((ink[column : width * height : width] for column in range(width)), shortest)
    across = ((start, low, end, high + 1) for low, high, start, end in _bundled(rows))
    down = ((low, start, high + 1, end) for low, high, start, end in _bundled(columns))
    boxes = [_in_points(box, picture.scale) for box in chain(across, down)]
    thick = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) >= THIN]
    bands = dict.fromkeys(_whole_bands(thick, np.frombuffer(ink, np.uint8).reshape(height, width), picture.scale))
    lines = dict.fromkeys(box for box in boxes if box not in bands and not any(_within(box, band) for band in bands))
    return tuple(
        Shape("rect" if box in bands else "line", box, corners(box), _COLOR, None, 0.0)
        for box in dict.fromkeys((*bands, *lines))
    )


def _whole_bands(pieces: Sequence[Box], ink: NDArray[np.uint8], scale: float) -> Iterator[Box]:
    """The bands whose pieces these are: text on a band parts it into pieces that touch, and most of it is dark."""
    for group in touching(pieces, _JOINT):
        x0, top, x1, bottom = box = around(group)
        seen = ink[round(top * scale) : round(bottom * scale), round(x0 * scale) : round(x1 * scale)]
        if len(group) == 1 or (seen.size and seen.mean() >= _MOSTLY):
            yield box
        else:
            yield from group


def _runs(strips: Iterable[bytes], shortest: re.Pattern[bytes]) -> Iterator[Run]:
    for place, strip in enumerate(strips):
        for found in shortest.finditer(strip):
            yield place, found.start(), found.end()


def _bundled(runs: Iterable[Run]) -> Iterator[tuple[int, int, int, int]]:
    """Runs on neighbouring rows that cover each other: first row, last row, start, end."""
    open_bundles: list[list[int]] = []
    for place, start, end in runs:
        for bundle in open_bundles:
            high, first, last = bundle[1:]
            if place <= high + 1 and start <= last + _SLACK and end >= first - _SLACK and _alike(bundle, start, end):
                bundle[1:] = [max(high, place), min(first, start), max(last, end)]
                break
        else:
            open_bundles.append([place, place, start, end])
        closed = [bundle for bundle in open_bundles if bundle[1] < place - 1]
        open_bundles = [bundle for bundle in open_bundles if bundle[1] >= place - 1]
        yield from ((low, high, first, last) for low, high, first, last in closed)
    yield from ((low, high, first, last) for low, high, first, last in open_bundles)


def _alike(bundle: list[int], start: int, end: int) -> bool:
    """Whether a run has about the bundle's extent, so that a ruling does not swallow what crosses it."""
    length, run = bundle[3] - bundle[2], end - start
    return min(length, run) >= 0.5 * max(length, run)


def _in_points(box: tuple[int, int, int, int], scale: float) -> Box:
    x0, top, x1, bottom = (round(edge / scale, 2) for edge in box)
    return x0, top, x1, bottom


def _within(box: Box, band: Box) -> bool:
    return band[0] <= box[0] and band[1] <= box[1] and box[2] <= band[2] and box[3] <= band[3]
