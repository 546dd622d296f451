"""Fragments -> the drawn boxes they stand in.

Decides, for each fragment, the smallest box around it, and cuts a fragment that runs over the border between two
boxes. Which boxes are cells, frames or bars is the caller's business: boxes are only numbers here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from dxextract.layout.lines import chars_box
from dxextract.layout.model import Fragment
from dxextract.schema.passage import Box
from dxextract.schema.raw import Char

OUTSIDE = -1
_BUCKET = 24.0


class BoxIndex:
    """Finds the smallest of many boxes around a point."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes
        self._areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in boxes]
        # With the boxes themselves, as most of a page's fragments are looked up here several times.
        self._buckets: dict[int, list[tuple[float, float, float, float, int]]] = defaultdict(list)
        for index in sorted(range(len(boxes)), key=self._areas.__getitem__):
            x0, top, x1, bottom = boxes[index]
            entry = x0, top, x1, bottom, index
            first, last = int(top // _BUCKET), int(bottom // _BUCKET)
            self._buckets[first].append(entry)
            for bucket in range(first + 1, last + 1):
                self._buckets[bucket].append(entry)

    def smallest_around(self, x: float, y: float) -> int:
        """The index of the smallest box around the point, or OUTSIDE."""
        for x0, top, x1, bottom, index in self._buckets.get(int(y // _BUCKET), ()):
            if x0 <= x <= x1 and top <= y <= bottom:
                return index
        return OUTSIDE

    def parents(self, first: int) -> list[int]:
        """For each box from number `first` on the smallest larger one that holds (nearly) all of it, or OUTSIDE.

        The boxes before `first` get OUTSIDE.
        """
        return [OUTSIDE] * first + [self._parent(index) for index in range(first, len(self._boxes))]

    def _parent(self, index: int) -> int:
        x0, top, x1, bottom = self._boxes[index]
        area = self._areas[index]
        for *_, other in self._buckets.get(int((top + bottom) / 2 // _BUCKET), ()):
            if self._areas[other] <= area or other == index:
                continue
            box = self._boxes[other]
            across = min(box[2], x1) - max(box[0], x0)
            along = min(box[3], bottom) - max(box[1], top)
            if across > 0 and along > 0 and across * along >= 0.85 * area:
                return other
        return OUTSIDE


def fragments_to_boxes(fragments: Sequence[Fragment], index: BoxIndex) -> dict[int, list[Fragment]]:
    """Fragments by the number of the smallest box around them (OUTSIDE: none)."""
    found: dict[int, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        y = (fragment.box[1] + fragment.box[3]) / 2
        inset = min(0.3 * fragment.size, (fragment.box[2] - fragment.box[0]) / 2)
        first = index.smallest_around(fragment.box[0] + inset, y)
        last = index.smallest_around(fragment.box[2] - inset, y)
        if first == last or fragment.vertical:
            found[first].append(fragment)
            continue
        for box, piece in _cut(fragment, index):
            found[box].append(piece)
    return found


def _cut(fragment: Fragment, index: BoxIndex) -> list[tuple[int, Fragment]]:
    """The fragment cut where one box ends; whole in the box of most characters where no gap allows a cut."""
    y = (fragment.box[1] + fragment.box[3]) / 2
    owners = [index.smallest_around((c.x0 + c.x1) / 2, y) for c in fragment.chars]
    runs: list[tuple[int, list[Char]]] = []
    for owner, pairs in groupby(zip(owners, fragment.chars, strict=True), key=lambda pair: pair[0]):
        chars = [char for _, char in pairs]
        solid = [c for c in chars if not c.text.isspace()]
        if not solid:
            continue
        if runs and not _parted(runs[-1][1][-1], solid[0], fragment.size):
            longer = max(runs[-1][0], owner, key=lambda o: owners.count(o))
            runs[-1] = (longer, runs[-1][1] + chars)
        else:
            runs.append((owner, solid[:1] + chars[chars.index(solid[0]) + 1 :]))
    if len(runs) == 1:
        return [(runs[0][0], fragment)]
    return [(owner, _piece(fragment, chars)) for owner, chars in runs]


def _parted(left: Char, right: Char, size: float) -> bool:
    return left.text.isspace() or right.x0 - left.x1 > 0.12 * size


def _piece(fragment: Fragment, chars: Sequence[Char]) -> Fragment:
    text, box = "".join(c.text for c in chars), chars_box(chars)
    return Fragment(tuple(chars), text, box, fragment.size, fragment.bold, fragment.color, fragment.baseline)
