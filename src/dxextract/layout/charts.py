"""Shapes -> the regions of a page that are charts.

Decides by what only charts have: bars of one width that rise from one line to different heights, bars made of
coloured parts with a figure in each, and lines drawn through many points. Axes, gridlines and sectors that touch such
a region belong to it. Bars with words in them are bars of a schedule, no chart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dxextract.layout.containers import BoxIndex
from dxextract.layout.model import Fragment
from dxextract.schema.passage import Box, union_box
from dxextract.schema.raw import Shape

_FEWEST_BARS = 3
_REACH = 14.0
"""Points within which a drawing touches a chart (the distance of two gridlines is larger than of ticks)."""
_GRIDLINE_REACH = 45.0
_GROWTH = 6
_EDGE = 2.0
_FEWEST_STICKS = 10
_CARD = (90.0, 60.0)
"""Points of the smallest card that holds a chart: its width and its height."""
_PROSE = 18
"""Characters from which a fragment is prose, no label."""
_MOST_PROSE = 2
"""Stretches of prose that a chart may hold (its title, its source)."""
_NUMERIC = re.compile(r"[\d０-９.,，．%％()（）\s\-+−△▲~〜～年度歳代RHS人件億万千円kKmM以上未満]+")
_DIGIT = re.compile(r"[0-9０-９]")
_WHITE = frozenset({"#ffffff", "#fefefe", "#fdfdfd"})
_MOST_SHAPES = 6000
_NEAR = 26.0


def shapes_to_charts(drawn: Sequence[Shape], fragments: Sequence[Fragment], width: float, height: float) -> list[Box]:
    """The regions of all charts of a page of that width and height. What runs off the page is no part of one."""
    shapes = [
        s
        for s in drawn
        if s.box[0] > -_EDGE and s.box[1] > -_EDGE and s.box[2] < width + _EDGE and s.box[3] < height + _EDGE
    ]
    if not 0 < len(shapes) <= _MOST_SHAPES:
        return []
    signals = [*_sticks(shapes), *_polylines(shapes), *_sectors(shapes)]
    coloured = any(map(_is_coloured, shapes))
    if not signals and not coloured:
        return []
    words: list[Fragment] = []
    figures: list[Fragment] = []
    for fragment in fragments:
        figure = is_numeric(fragment.text) and _DIGIT.search(fragment.text)  # 年度 on its own heads a table
        (figures if figure else words).append(fragment)
    if coloured:
        signals = [*_bars(shapes, words), *_stacks(shapes, [_centre(f.box) for f in figures]), *signals]
    if not signals:
        return []
    centres = [_centre(f.box) for f in words]
    parts = [s.box for s in shapes if s.fill not in _WHITE and not _holds_words(s.box, centres)]
    prose = [_centre(f.box) for f in words if len(f.chars) >= _PROSE]
    regions = []
    for signal in _merged(signals, _NEAR):
        sizes = (_grown_fully(signal, parts), signal)
        fitting = next((r for r in sizes if _count_inside(r, prose) <= _MOST_PROSE), None)
        if fitting is not None:
            regions.append(fitting)
    return _merged(regions, 4.0)


def _grown_fully(signal: Box, parts: Sequence[Box]) -> Box:
    """The region around a chart's bars or lines; what grows beyond all measure is left as it was."""
    region = signal
    for _ in range(_GROWTH):
        grown = _grown(region, parts)
        if grown == region:
            break
        region = grown
    area = (region[2] - region[0]) * (region[3] - region[1])
    own = (signal[2] - signal[0]) * (signal[3] - signal[1])
    return region if area <= 8 * own + 20000 else signal


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _count_inside(box: Box, points: Iterable[tuple[float, float]]) -> int:
    return sum(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in points)


def _holds_words(box: Box, centres: Iterable[tuple[float, float]]) -> bool:
    """Whether a box large enough to be a text box has words in it."""
    if (box[2] - box[0]) * (box[3] - box[1]) < 400:
        return False
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in centres)


def is_numeric(text: str) -> bool:
    """Whether a text is a figure of a chart: a number, a share, a year, an age group."""
    return bool(_NUMERIC.fullmatch(text))


def _is_coloured(shape: Shape) -> bool:
    """Whether a shape is a filled rectangle, as bars and their parts are."""
    return shape.kind == "rect" and shape.fill is not None and shape.fill not in _WHITE


def _bars(shapes: Sequence[Shape], words: Sequence[Fragment]) -> Iterable[Box]:
    worded = BoxIndex([f.box for f in words])
    upright: dict[tuple[int, int], list[Box]] = defaultdict(list)
    lying: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for shape in shapes:
        if not _is_coloured(shape):
            continue
        x0, top, x1, bottom = shape.box
        if min(x1 - x0, bottom - top) < 2 or max(x1 - x0, bottom - top) > 500:
            continue
        if worded.smallest_around((x0 + x1) / 2, (top + bottom) / 2) >= 0:
            continue
        upright[round(bottom), round(x1 - x0)].append(shape.box)
        lying[round(x0), round(bottom - top)].append(shape.box)
    axes = [s.box for s in shapes if s.kind == "line"]
    cards = BoxIndex(_cards(shapes, words))
    rows = []
    for boxes in (part for row in upright.values() for part in _of_each_card(row, cards)):
        lengths = [b[3] - b[1] for b in boxes]
        if _is_bar_row([(b[0], b[2]) for b in boxes], lengths, _has_axis(boxes, axes, upright=True)):
            rows.append(boxes)
    for boxes in (part for row in lying.values() for part in _of_each_card(row, cards)):
        lengths = [b[2] - b[0] for b in boxes]
        if _is_bar_row([(b[1], b[3]) for b in boxes], lengths, _has_axis(boxes, axes, upright=False)):
            rows.append(boxes)
    centres = [_centre(f.box) for f in words] if rows else []
    # the label cells of forms, one below the other, have their words at the top
    yield from (union_box(boxes) for boxes in rows if 2 * sum(_holds_words(b, centres) for b in boxes) <= len(boxes))


def _cards(shapes: Iterable[Shape], words: Sequence[Fragment]) -> list[Box]:
    """Boxes large enough for a chart: borders, and coloured ones that hold words, as no bar does."""
    large = [
        s for s in shapes if s.kind == "rect" and s.box[2] - s.box[0] >= _CARD[0] and s.box[3] - s.box[1] >= _CARD[1]
    ]
    centres = [_centre(f.box) for f in words] if any(map(_is_coloured, large)) else []
    return [s.box for s in large if not _is_coloured(s) or _holds_words(s.box, centres)]


def _of_each_card(bars: Sequence[Box], cards: BoxIndex) -> Iterable[list[Box]]:
    """The bars on one foot, those of charts in cards side by side apart from one another."""
    found: dict[int, list[Box]] = defaultdict(list)
    for bar in bars:
        found[cards.smallest_around(*_centre(bar))].append(bar)
    return found.values()


def _has_axis(bars: Sequence[Box], lines: Iterable[Box], *, upright: bool) -> bool:
    """Whether a line runs along the foot of all bars and beyond them."""
    x0, top, x1, bottom = union_box(bars)
    if upright:
        return any(abs(m[1] - bottom) < 2 and abs(m[3] - bottom) < 2 and m[0] < x0 - 2 and m[2] > x1 + 2 for m in lines)
    return any(abs(m[0] - x0) < 2 and abs(m[2] - x0) < 2 and m[1] < top - 2 and m[3] > bottom + 2 for m in lines)


def _is_bar_row(extents: Sequence[tuple[float, float]], lengths: Sequence[float], has_axis: bool) -> bool:
    """Bars side by side, apart from one another, of at least three lengths (two on an axis)."""
    fewest = _FEWEST_BARS - 1 if has_axis else _FEWEST_BARS
    if len({round(length) for length in lengths}) < fewest:
        return False
    ordered = sorted(set(extents))
    apart = sum(b[0] >= a[1] - 0.5 for a, b in pairwise(ordered))
    return len(ordered) >= fewest and apart == len(ordered) - 1


def _stacks(shapes: Iterable[Shape], figures: Sequence[tuple[float, float]]) -> Iterable[Box]:
    """The parts of one bar end to end, each of a length and colour of its own, most with a figure in them."""
    lying: dict[tuple[int, int], list[tuple[float, float, Shape]]] = defaultdict(list)
    upright: dict[tuple[int, int], list[tuple[float, float, Shape]]] = defaultdict(list)
    for shape in shapes:
        if _is_coloured(shape):
            x0, top, x1, bottom = shape.box
            lying[round(top), round(bottom)].append((x0, x1, shape))
            upright[round(x0), round(x1)].append((top, bottom, shape))
    for row in (*lying.values(), *upright.values()):
        for parts in _touching(sorted(row, key=lambda part: part[:2])):
            counted = sum(_count_inside(shape.box, figures) == 1 for _, _, shape in parts)
            lengths, fills = {round(end - start) for start, end, _ in parts}, {shape.fill for _, _, shape in parts}
            if min(len(lengths), len(fills)) >= _FEWEST_BARS and counted * 2 > len(parts):
                yield union_box(shape.box for _, _, shape in parts)


def _touching(row: Sequence[tuple[float, float, Shape]]) -> Iterable[list[tuple[float, float, Shape]]]:
    """Runs of parts of which each begins where the one before it ends."""
    run: list[tuple[float, float, Shape]] = []
    for part in row:
        if run and abs(part[0] - run[-1][1]) > 0.5:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _sticks(shapes: Iterable[Shape]) -> Iterable[Box]:
    """Bars so narrow that they are lines: many on one foot, of many heights."""
    feet: dict[int, list[Box]] = defaultdict(list)
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if shape.kind == "line" and bottom - top > 2 * (x1 - x0):
            feet[round(bottom)].append(shape.box)
    for row in feet.values():
        for boxes in _runs(sorted(row)):
            if len({round(b[0]) for b in boxes}) >= _FEWEST_STICKS <= 2 * len({round(b[1]) for b in boxes}):
                yield union_box(boxes)


def _runs(boxes: Sequence[Box]) -> Iterable[list[Box]]:
    """Boxes from left to right, parted where a gap is too wide."""
    run: list[Box] = []
    for box in boxes:
        if run and box[0] - run[-1][2] > _NEAR:
            yield run
            run = []
        run.append(box)
    if run:
        yield run


def _polylines(shapes: Iterable[Shape]) -> Iterable[Box]:
    for shape in shapes:
        if shape.kind != "curve" or shape.fill is not None or len(shape.points) < 4:
            continue
        x0, top, x1, bottom = shape.box
        xs = [x for x, _ in shape.points]
        rising = all(b >= a - 0.1 for a, b in pairwise(xs))
        if rising and x1 - x0 > 50 and bottom - top > 8 and len({round(y) for _, y in shape.points}) > 2:
            yield shape.box


def _sectors(shapes: Iterable[Shape]) -> Iterable[Box]:
    """Filled curves that share a corner: the sectors of a pie."""
    hubs: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for shape in shapes:
        width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
        if shape.kind == "curve" and shape.fill is not None and len(shape.points) >= 8 and max(width, height) > 25:
            for x, y in {(round(x / 2), round(y / 2)) for x, y in shape.points}:
                hubs[x, y].append(shape.box)
    best = max(hubs.values(), key=lambda boxes: len(set(boxes)), default=[])
    if len(set(best)) >= 3:
        yield union_box(best)


def _grown(region: Box, parts: Iterable[Box]) -> Box:
    """The region with the drawings that touch it and are little larger: axes, gridlines, stacked bars, markers."""
    x0, top, x1, bottom = region
    width, height = x1 - x0, bottom - top
    found = [region]
    for part in parts:
        across = min(part[2], x1) - max(part[0], x0)
        along = min(part[3], bottom) - max(part[1], top)
        small = part[2] - part[0] <= 1.3 * width + 20 and part[3] - part[1] <= 2.5 * height + 20
        near = (across >= 0.5 * (part[2] - part[0]) and along >= -_REACH) or (
            along >= 0.5 * (part[3] - part[1]) and across >= -_REACH
        )
        gridline = (
            part[3] - part[1] < 2 and abs(part[0] - x0) < 8 and abs(part[2] - x1) < 8 and along >= -_GRIDLINE_REACH
        )
        if (small and near) or gridline:
            found.append(part)
    return union_box(found)


def _merged(boxes: Sequence[Box], near: float) -> list[Box]:
    """Boxes that overlap, or lie closer than `near`, as one."""
    result: list[Box] = []
    for box in boxes:
        merged = box
        while True:
            close = [b for b in result if _distance(b, merged) <= near]
            if not close:
                break
            result = [b for b in result if b not in close]
            merged = union_box([merged, *close])
        result.append(merged)
    return result


def _distance(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    along = max(one[1] - other[3], other[1] - one[3], 0.0)
    return max(across, along)
