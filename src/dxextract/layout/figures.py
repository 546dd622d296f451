"""Charts and diagrams with the lines that belong to them -> figures.

Decides which lines are labels of a chart (they stand in it, or short beside it), and that boxes with short texts which
connectors join are one diagram. Their texts are kept in the figure and are no body text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dxextract.layout.bare_years import BARE_YEAR
from dxextract.layout.box_relations import area, shared_area
from dxextract.layout.boxes import Boxes
from dxextract.layout.charts import is_numeric
from dxextract.layout.clusters import Clusters
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.model import FigureBlock, Line
from dxextract.schema.passage import Box, union_box
from dxextract.schema.raw import Shape

_Lines = dict[int, list[Line]]
_LABEL = 16
"""Characters of the longest label beside a chart."""
_INSIDE = 26
"""Characters of the longest words inside a chart; longer lines are prose that runs over a drawing."""
_FRAME_TEXT = 160
"""Characters of words in a frame beyond which it holds more than a chart."""
_BOX_TEXT = 45
"""Characters of the longest text in a box of a diagram."""
_FEWEST_BOXES = 3
_MOST_BOXES = 200
_MOST_CONNECTORS = 1000
_LONGEST_CONNECTOR = 900.0
_LARGEST_ARROW = 80.0
"""Points; a filled outline without text up to this size, between boxes, is a block arrow that links them."""


def take_charts(charts: Sequence[Box], boxes: Boxes, lines: _Lines, page: int) -> list[FigureBlock]:
    """The figure of each chart region; its lines are taken out of `lines` (by the number of their box)."""
    figures = []
    for region in charts:
        taken: list[Line] = []
        own_frame = _frame_of(region, boxes, lines)
        for number, members in lines.items():
            if number not in (OUTSIDE, own_frame) and _is_beside(boxes.boxes[number], region):
                continue
            inside = [line for line in members if number == own_frame or _is_label(line, region)]
            if inside:
                lines[number] = [line for line in members if line not in inside]
                taken.extend(inside)
        box = union_box([region, *(line.box for line in taken)])
        figures.append(FigureBlock(box, tuple(sorted(taken, key=lambda line: (line.box[1], line.box[0]))), page))
    return figures


def _frame_of(region: Box, boxes: Boxes, lines: Mapping[int, Sequence[Line]]) -> int | None:
    """The number of the frame that is drawn around the chart alone, None when there is none."""
    number = boxes.frame_around(region)
    if number == OUTSIDE:
        return None
    words = sum(len(line.text) for line in lines.get(number, ()) if not is_numeric(line.text))
    return number if area(boxes.boxes[number]) <= 3 * area(region) and words <= _FRAME_TEXT else None


def _is_beside(box: Box, region: Box) -> bool:
    """Whether the box neither lies in the region nor holds it: a card of its own."""
    return shared_area(box, region) < 0.8 * min(area(box), area(region))


def _is_label(line: Line, region: Box) -> bool:
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    x0, top, x1, bottom = region
    if x0 <= x <= x1 and top <= y <= bottom:
        return len(line.text) <= _INSIDE or is_numeric(line.text)
    reach = 2.2 * line.size
    if not (x0 - 4 * reach <= x <= x1 + reach and top - reach <= y <= bottom + 2.2 * reach):
        return False
    if top - 2 <= y <= bottom + 2:
        return len(line.text) <= _LABEL and (line.box[2] <= x0 + 2 or line.box[0] >= x1 - 2)
    if y < top and not is_numeric(line.text):
        return len(line.text) <= 2 * _LABEL and abs(x - (x0 + x1) / 2) < 0.1 * (x1 - x0) and line.box[0] > x0
    return len(line.text) <= 2 * _LABEL and not line.bold and x0 - reach <= line.box[0]


def take_diagrams(
    shapes: Sequence[Shape],
    arrows: Sequence[Overlay],
    boxes: Boxes,
    lines: _Lines,
    page: int,
    is_time_label: Callable[[str], bool],
) -> list[FigureBlock]:
    """Sets of boxes with short texts that connectors join; their lines are taken out of `lines`.

    A chain of years is the head of a schedule, no diagram.
    """
    nodes = _nodes(boxes, lines)
    if not _FEWEST_BOXES <= len(nodes) <= _MOST_BOXES:
        return []
    figures = []
    texts = [line.box for members in lines.values() for line in members]
    connectors = _connectors(shapes, arrows, texts)
    if len(connectors) > _MOST_CONNECTORS:
        return []
    for members, links in _linked(nodes, boxes, connectors):
        texts_of = ["".join(line.text for line in lines[number]) for number in members]
        times = sum(is_time_label(text) or BARE_YEAR.fullmatch(text) is not None for text in texts_of)
        if times > 1:
            continue
        taken = [line for number in members for line in lines.pop(number)]
        box = union_box([*(boxes.boxes[number] for number in members), *links])
        figures.append(FigureBlock(box, tuple(taken), page))
    return figures


def _nodes(boxes: Boxes, lines: Mapping[int, Sequence[Line]]) -> list[int]:
    """Frames that hold a short text and nothing else; what a sentence says, arrows lead to as well."""
    parents = {boxes.parents[number] for number in boxes.frame_numbers() if lines.get(number)}
    return [
        number
        for number in boxes.frame_numbers()
        if 0 < sum(len(line.text) for line in lines.get(number, ())) <= _BOX_TEXT
        and not any(line.text.endswith("。") for line in lines.get(number, ()))
        and number not in parents
        and not boxes.is_titled(number)
    ]


def _connectors(shapes: Iterable[Shape], arrows: Iterable[Overlay], texts: Sequence[Box]) -> list[Box]:
    found = [arrow.box for arrow in arrows]
    for shape in shapes:
        width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
        stroke = shape.kind == "line" or (shape.kind == "curve" and shape.fill is None)
        if stroke and 6 <= max(width, height) <= _LONGEST_CONNECTOR:
            found.append(shape.box)
        elif _is_block_arrow(shape) and not any(_touch(shape.box, text) for text in texts):
            x0, top, x1, bottom = shape.box
            found.append((x0, top - 8, x1, bottom + 8) if height >= width * 0.8 else (x0 - 8, top, x1 + 8, bottom))
    return found


def _is_block_arrow(shape: Shape) -> bool:
    width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    drawn = shape.kind == "curve" and shape.fill is not None and 6 <= len(shape.points) <= 12
    return drawn and min(width, height) >= 8 and max(width, height) <= _LARGEST_ARROW


def _linked(nodes: Sequence[int], boxes: Boxes, connectors: Sequence[Box]) -> list[tuple[list[int], list[Box]]]:
    """Nodes that chains of connectors join, at least three, with those connectors."""
    clusters = Clusters(len(nodes) + len(connectors))
    for c, connector in enumerate(connectors):
        for n, number in enumerate(nodes):
            if _meets(connector, boxes.boxes[number]):
                clusters.join(len(nodes) + c, n)
        for d in range(c):
            if _touch(connector, connectors[d]):
                clusters.join(len(nodes) + c, len(nodes) + d)
    groups: dict[int, tuple[list[int], list[Box]]] = defaultdict(lambda: ([], []))
    for n, number in enumerate(nodes):
        groups[clusters.of(n)][0].append(number)
    for c, connector in enumerate(connectors):
        groups[clusters.of(len(nodes) + c)][1].append(connector)
    return [group for group in groups.values() if len(group[0]) >= _FEWEST_BOXES and group[1]]


def _meets(connector: Box, box: Box) -> bool:
    """Whether the connector ends at the box's border from outside; a side of the box itself does not count."""
    if not _touch(connector, box):
        return False
    along_side = (
        abs(connector[0] - connector[2]) < 1
        and min(abs(connector[0] - box[0]), abs(connector[0] - box[2])) < 2
        and connector[1] > box[1] - 3
        and connector[3] < box[3] + 3
    ) or (
        abs(connector[1] - connector[3]) < 1
        and min(abs(connector[1] - box[1]), abs(connector[1] - box[3])) < 2
        and connector[0] > box[0] - 3
        and connector[2] < box[2] + 3
    )
    inside = (
        connector[0] > box[0] + 1
        and connector[2] < box[2] - 1
        and connector[1] > box[1] + 1
        and (connector[3] < box[3] - 1)
    )
    return not along_side and not inside


def _touch(one: Box, other: Box) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) >= -2.5 and min(one[3], other[3]) - max(one[1], other[1]) >= -2.5
    )
