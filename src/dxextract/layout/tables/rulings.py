"""Shapes -> rulings and frames.

Decides which drawn edges can be table rulings (parallel pieces snapped and joined, dotted lines mended) and which
rectangles are boxes that text may stand in. Whether rulings make a table is decided in `grids`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxextract.layout.drawn.overlays import is_pointed
from dxextract.layout.model import Frame, Ruling
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box
from dxextract.schema.raw import Shape

_MOST_FRAMES = 2500
"""Frames beyond which a page is a drawing and only the largest can be text boxes."""
_MOST_OVERLAID = 400
"""Frames beyond which a page is no arrangement of boxes laid over one another by hand."""
_BEYOND = 2.0
"""Points that a cover reaches beyond what it hides, and into it."""
_LEAST_SEEN = 8.0
"""Points of a frame that must show beside its cover."""
_LEAST_CROSSED = 0.1
"""Share of a frame that lies in another, and outside it, where the two cross."""
_THICKEST = 4.0
"""Points; the thickest border drawn as a filled rectangle."""
_WHITE = frozenset({"#ffffff", "#fefefe", "#fdfdfd"})


def shapes_to_rulings(shapes: Iterable[Shape], tolerances: Tolerances) -> list[Ruling]:
    """The edges that lines draw, snapped and joined."""
    edges: list[Ruling] = []
    for shape in shapes:
        if shape.kind == "line" or _is_thick_line(shape):
            edges.extend(_line_edges(shape))
    return merge_rulings(edges, tolerances)


def _is_thick_line(shape: Shape) -> bool:
    """A filled rectangle as thick as a heavy border, and much longer."""
    width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    thin, long = min(width, height), max(width, height)
    return shape.kind == "rect" and shape.fill is not None and thin <= _THICKEST and long >= 3 * thin


def _line_edges(shape: Shape) -> Iterable[Ruling]:
    x0, top, x1, bottom = shape.box
    width, height = x1 - x0, bottom - top
    if width < 2 and height < 2:  # a dot: part of either a row or a column of dots
        return (
            Ruling(True, (top + bottom) / 2, x0, x1),
            Ruling(False, (x0 + x1) / 2, top, bottom),
        )
    if width >= height:
        return (Ruling(True, (top + bottom) / 2, x0, x1),)
    return (Ruling(False, (x0 + x1) / 2, top, bottom),)


def box_to_rulings(box: Box) -> tuple[Ruling, Ruling, Ruling, Ruling]:
    """The four sides of a rectangle."""
    x0, top, x1, bottom = box
    return (
        Ruling(True, top, x0, x1),
        Ruling(True, bottom, x0, x1),
        Ruling(False, x0, top, bottom),
        Ruling(False, x1, top, bottom),
    )


def merge_rulings(edges: Sequence[Ruling], tolerances: Tolerances) -> list[Ruling]:
    """Parallel edges within `snap` on one position, pieces within `join` made one, specks dropped."""
    return [
        ruling
        for horizontal in (True, False)
        for ruling in _merged([e for e in edges if e.horizontal is horizontal], horizontal, tolerances)
    ]


def _merged(edges: Sequence[Ruling], horizontal: bool, tolerances: Tolerances) -> Iterable[Ruling]:
    for group in _by_position(edges, tolerances.snap):
        length = sum(e.end - e.start for e in group) or 1.0
        at = sum(e.at * (e.end - e.start) for e in group) / length if length > 1.0 else group[0].at
        start, end = None, 0.0
        for edge in sorted(group, key=lambda e: e.start):
            if start is not None and edge.start <= end + tolerances.join:
                end = max(end, edge.end)
                continue
            if start is not None and end - start >= tolerances.shortest_ruling:
                yield Ruling(horizontal, at, start, end)
            start, end = edge.start, edge.end
        if start is not None and end - start >= tolerances.shortest_ruling:
            yield Ruling(horizontal, at, start, end)


def _by_position(edges: Sequence[Ruling], snap: float) -> Iterable[list[Ruling]]:
    group: list[Ruling] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if group and edge.at - group[0].at > snap:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _on_page(box: Box, width: float, height: float) -> Box:
    """What of a box can be seen: spreadsheets fill merged cells on beyond the page."""
    return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height))


def shapes_to_frames(shapes: Iterable[Shape], width: float, height: float, tolerances: Tolerances) -> list[Frame]:
    """The rectangles and large filled curves of a page that text may stand in; page backgrounds are left out.

    A fill and a stroke of one box are one frame. White fills count (they part text boxes) but have no colour. Of a
    frame whose end lies under a filled rectangle painted later only the part that shows counts.
    """
    frames: dict[tuple[int, int, int, int], Frame] = {}
    limit = tolerances.whole_page * width * height
    for shape in shapes:
        if shape.kind == "line":
            continue
        x0, top, x1, bottom = _on_page(shape.box, width, height)
        if x1 - x0 < 8 or bottom - top < 6 or (x1 - x0) * (bottom - top) >= limit:
            continue
        if shape.kind == "curve" and shape.fill is None:
            continue
        key = (round(x0 / 2), round(top / 2), round(x1 / 2), round(bottom / 2))
        known = frames.get(key)
        fill = None if shape.fill in _WHITE else shape.fill
        stroke = None if shape.stroke in _WHITE else shape.stroke
        if known is not None:
            frames[key] = replace(known, fill=fill or known.fill, stroke=stroke or known.stroke)
        else:
            frames[key] = Frame((x0, top, x1, bottom), fill, stroke, shape.kind == "rect", is_pointed(shape))
    kept = _as_seen(_without_patches(list(frames.values())))
    if len(kept) <= _MOST_FRAMES:
        return kept
    largest = sorted(kept, key=lambda f: (f.box[0] - f.box[2]) * (f.box[3] - f.box[1]))
    chosen = set(largest[:_MOST_FRAMES])
    return [frame for frame in kept if frame in chosen]


def _without_patches(frames: list[Frame]) -> list[Frame]:
    """Frames without the white outlines that a frame painted later crosses: they hide something, and hold no text."""
    if len(frames) > _MOST_OVERLAID:
        return frames
    return [
        frame
        for number, frame in enumerate(frames)
        if frame.straight
        or frame.fill is not None
        or frame.stroke is not None
        or not any(_crosses(later.box, frame.box) for later in frames[number + 1 :] if later.fill or later.stroke)
    ]


def _crosses(one: Box, other: Box) -> bool:
    """Whether a good part of `one` lies in `other`, and a good part outside it."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return False
    return _LEAST_CROSSED <= width * height / ((one[2] - one[0]) * (one[3] - one[1])) <= 1 - _LEAST_CROSSED


def _as_seen(frames: list[Frame]) -> list[Frame]:
    """Frames in the order they were painted, each without the end that a wider or taller one painted later hides."""
    if len(frames) > _MOST_OVERLAID:
        return frames
    seen = []
    for number, frame in enumerate(frames):
        box = frame.box
        for cover in frames[number + 1 :]:
            if cover.fill is not None and cover.straight and cover.fill != frame.fill:
                box = _uncovered(box, cover.box)
        seen.append(frame if box is frame.box else replace(frame, box=box))
    return seen


def _uncovered(box: Box, cover: Box) -> Box:
    """`box` without the end that `cover` hides; the whole box where `cover` hides something else, or all of it."""
    x0, top, x1, bottom = box
    if cover[0] < x0 - _BEYOND and cover[2] > x1 + _BEYOND:
        if cover[1] < top - _BEYOND and top + _BEYOND < cover[3] < bottom - _LEAST_SEEN:
            return (x0, cover[3], x1, bottom)
        if cover[3] > bottom + _BEYOND and top + _LEAST_SEEN < cover[1] < bottom - _BEYOND:
            return (x0, top, x1, cover[1])
    if cover[1] < top - _BEYOND and cover[3] > bottom + _BEYOND:
        if cover[0] < x0 - _BEYOND and x0 + _BEYOND < cover[2] < x1 - _LEAST_SEEN:
            return (cover[2], top, x1, bottom)
        if cover[2] > x1 + _BEYOND and x0 + _LEAST_SEEN < cover[0] < x1 - _BEYOND:
            return (x0, top, cover[0], bottom)
    return box
