"""What a clip path leaves of a text object: spreadsheets print a merged cell on each of its pages and cut it there.

Decides only whether most of a text is cut away. Clips that are no upright rectangles are taken for wide enough, and
so is what PDFium cannot tell.
"""

from __future__ import annotations

from dxextract.read import pdfium
from dxextract.read.pdfium import Slot

_CORNERS = (0, 2)
"""Opposite points of a rectangle's path."""
_MOST_CLIPS = 4
_KEPT = 0.5
"""Share of the text's height and width below which too little of it is left to be read."""


class Clips:
    """Asks about one text object after the other."""

    def __init__(self) -> None:
        self._point = Slot("2f")
        self._bounds = Slot("4f")

    def cut_away(self, owner: int, count: int) -> bool:
        """Whether less than half of the text object `owner` is left to be seen by the `count` clip paths around it."""
        if count > _MOST_CLIPS:
            return False
        clip = pdfium.clip_path(owner)
        at = self._bounds.at
        if not pdfium.object_bounds(owner, at, at + 4, at + 8, at + 12):
            return False
        x0, y0, x1, y1 = self._bounds.get()
        width, height = x1 - x0, y1 - y0
        for path in range(count):
            box = self._rectangle(clip, path)
            if box is not None:
                x0, y0, x1, y1 = max(x0, box[0]), max(y0, box[1]), min(x1, box[2]), min(y1, box[3])
        return bool(y1 - y0 < _KEPT * height or x1 - x0 < min(width, 0.1))

    def _rectangle(self, clip: int, path: int) -> tuple[float, float, float, float] | None:
        """The rectangle that a clip's path is, None for any other outline."""
        if pdfium.count_clip_segments(clip, path) not in (4, 5):
            return None
        corners = []
        for number in _CORNERS:
            segment = pdfium.clip_segment(clip, path, number)
            if not segment or not pdfium.segment_point(segment, self._point.at, self._point.at + 4):
                return None
            corners.append(self._point.get())
        (ax, ay), (bx, by) = corners
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
