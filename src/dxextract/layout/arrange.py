"""A page's lines, boxes, tables and figures -> its blocks in reading order.

Decides the order box by box: what stands in a drawn box is read together. The order inside one box is found by
`order`; headings over the box that belong to it come before it because they stand above it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from statistics import median

from dxextract.layout.box_relations import overlap
from dxextract.layout.boxes import Boxes
from dxextract.layout.column_rules import parted_by_rules
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.model import FigureBlock, Line, LineBlock, PageBlock, Ruling, TableBlock
from dxextract.layout.order import Placed, items_to_order
from dxextract.layout.strips import Item
from dxextract.layout.styles import line_to_style
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box
from dxextract.schema.raw import PdfPage

_LONGEST_CAPTION = 40
_MARGIN = 0.07
"""Share of the page's height at its top and bottom where lines take no part in columns."""
_NUMBER = re.compile(r"[-－–—\s]*[0-9０-９]{1,3}[-－–—\s]*")
"""A page's number as printed, alone in its line."""
_BRACKETED = re.compile(r"[【＜〈《\[(（].+[】＞〉》\])）]")
_SET_OFF = 0.8
"""Of its height, the gap that parts a line in a margin from the body."""
_TOUCHING = 2.0
_BEFORE_ARROW = 25.0
"""Points between a frame and the arrow that leads from it."""
_EDGE = 0.955
"""Share of the page's width right of which a tab stands: the name of a chapter on the page's edge."""
_TAB = 0.1
"""Share of the page's width that a tab drawn over its edge is wide at most."""
_OVER = 3.0
"""Points from the page's edge within which a box is drawn over it."""
_TAB_SHAPE = 0.5
"""Height of a tab in its widths, at least: a lower box is a mark before a title."""
_Entry = Line | TableBlock | FigureBlock | int | None
"""A line, a table or figure, the number of a box, or a picture."""


def arrange_page(
    page: PdfPage,
    boxes: Boxes,
    tables: Sequence[TableBlock | FigureBlock],
    lines: Mapping[int, list[Line]],
    arrows: Sequence[Box],
    tolerances: Tolerances,
    rules: Sequence[Ruling] = (),
) -> list[PageBlock]:
    """The blocks of a page in reading order. `lines` by the number of the box they stand in (OUTSIDE: none).

    `rules` are the vertical lines that may part the columns of the page.
    """
    arranger = _Arranger(page, boxes, tables, lines, arrows, tolerances, rules)
    arranger.arrange(OUTSIDE, (0.0, 0.0, page.width, page.height))
    return arranger.blocks


class _Arranger:
    def __init__(
        self,
        page: PdfPage,
        boxes: Boxes,
        tables: Sequence[TableBlock | FigureBlock],
        lines: Mapping[int, list[Line]],
        arrows: Sequence[Box],
        tolerances: Tolerances,
        rules: Sequence[Ruling],
    ) -> None:
        self.rules = rules
        self.page, self.boxes, self.tables, self.lines, self.tolerances = page, boxes, tables, lines, tolerances
        drawn = (n for n in boxes.frame_numbers() if boxes.frame(n).pointed and not lines.get(n))
        self.arrows = [*arrows, *(boxes.boxes[n] for n in drawn)]
        self.children: dict[int, list[int]] = defaultdict(list)
        for number in boxes.frame_numbers():
            if not boxes.is_cell(boxes.parents[number]):
                self.children[boxes.parents[number]].append(number)
        self.tables_in: dict[int, list[int]] = defaultdict(list)
        for number, table in enumerate(tables):
            self.tables_in[boxes.frame_around(table.box)].append(number)
        self.pictures_in: dict[int, list[Box]] = defaultdict(list)
        texts = [line for found in lines.values() for line in found]
        self.text_size = median([line.size for line in texts] or [0.0])
        self.pictures = _pictures(page, [*(line.box for line in texts), *(table.box for table in tables)])
        for image in self.pictures:
            self.pictures_in[boxes.frame_around(image)].append(image)
        self.groups = 0
        self.blocks: list[PageBlock] = []

    def arrange(self, box: int, region: Box) -> None:
        """Appends what stands in `box`."""
        content: list[_Entry] = [
            *self.lines.get(box, ()),
            *(self.tables[n] for n in self.tables_in.get(box, ())),
            *(child for child in self.children.get(box, ()) if self._has_content(child)),
        ]
        items = [Item(key, self._item_box(entry), isinstance(entry, Line)) for key, entry in enumerate(content)]
        for picture in self.pictures_in.get(box, ()):
            items.append(Item(len(content), picture, False))
            content.append(None)
        group = -1
        numbers = frozenset(
            key for key, entry in enumerate(content) if isinstance(entry, Line) and _NUMBER.fullmatch(entry.text)
        )
        for place in self._ordered(items, numbers, region):
            entry = content[place.key]
            if entry is None:
                continue
            if isinstance(entry, Line):
                if place.group != group:
                    self.groups += 1
                    group = place.group
                self.blocks.append(self._line_block(entry, box, place))
                continue
            group = -1
            if isinstance(entry, TableBlock | FigureBlock):
                self.blocks.append(entry)
            else:
                self.arrange(entry, self.boxes.boxes[entry])

    def _ordered(self, items: Sequence[Item], numbers: AbstractSet[int], region: Box) -> list[Placed]:
        """Items in reading order; lines in the page's margins (running ones) stand before and after all columns.

        A number alone at the page's end (of `numbers`) counts the pages, though the body's last line stands beside it.
        """
        top, bottom = _MARGIN * self.page.height, (1 - _MARGIN) * self.page.height
        corner = [i for i in items if i.key in numbers and i.box[1] > bottom]
        lone = corner if len(corner) == 1 else []
        head = [i for i in items if i.is_text and i.box[3] < top and _is_set_off(i, items, below=True)]
        foot = [i for i in items if i.is_text and i.box[1] > bottom and _is_set_off(i, items, below=False)]
        body = [i for i in items if i not in head and i not in foot and i not in lone]
        if body:
            highest, lowest = min(i.box[1] for i in body), max(i.box[3] for i in body)
            head = [i for i in head if i.box[1] <= highest]
            foot = [i for i in items if i in lone or (i in foot and i.box[3] >= lowest)]
            body = [i for i in items if i not in head and i not in foot]
        tabs = _at_edge(body, _EDGE * self.page.width) or _bleeding(body, self.page.width)
        body = [i for i in body if i not in tabs] if tabs else body
        placed: list[Placed] = []
        columns = parted_by_rules(body, self.rules, region) or [(region, body)]
        for around, part in ((region, head), *columns, (region, tabs), (region, foot)):
            first = placed[-1].group + 1 if placed else 0
            placed.extend(
                Placed(p.key, p.group + first, p.column) for p in items_to_order(part, around, self.tolerances)
            )
        return placed

    def _has_content(self, box: int) -> bool:
        return bool(
            self.lines.get(box)
            or self.tables_in.get(box)
            or any(self._has_content(child) for child in self.children.get(box, ()))
        )

    def _item_box(self, entry: _Entry) -> Box:
        if isinstance(entry, int):
            box = self._with_arrow(self.boxes.boxes[entry])
            return (max(box[0], 0.0), max(box[1], 0.0), min(box[2], self.page.width), min(box[3], self.page.height))
        assert entry is not None
        return entry.box

    def _with_arrow(self, box: Box) -> Box:
        """A frame with the arrow that leads from it to the right: there is no gutter in front of an arrow."""
        x0, top, x1, bottom = box
        for arrow in self.arrows:
            inside = top <= arrow[1] and arrow[3] <= bottom
            if inside and -_TOUCHING <= arrow[0] - x1 <= _BEFORE_ARROW and arrow[2] > x1:
                return (x0, top, arrow[2], bottom)
        return box

    def _line_block(self, line: Line, box: int, place: Placed) -> LineBlock:
        frame = None if box == OUTSIDE else self.boxes.frame(box)
        alone = frame is not None and frame.stroke is not None and len(self.lines[box]) == 1
        return LineBlock(
            line=line,
            style=line_to_style(line, self._fill_behind(box), boxed=alone),
            column=place.column,
            group=self.groups,
            framed=frame is not None,
            page=self.page.number,
            role="caption" if self._is_under_picture(line) else "body",
        )

    def _is_under_picture(self, line: Line) -> bool:
        """Whether a short line stands centred right below a picture, or below a row of them.

        One set as large as the text must stand in the very middle, where the edge of a column puts no heading; a larger
        one stands in brackets too.
        """
        large = 1.05 * self.text_size
        bracketed = _BRACKETED.fullmatch(line.text.strip()) is not None
        if len(line.text) > _LONGEST_CAPTION or not (line.size <= large or bracketed):
            return False
        slack = 0.25 if line.size <= 0.9 * self.text_size else 0.06 if bracketed else 0.04
        above = [p for p in self.pictures if -2 <= line.box[1] - p[3] <= 1.5 * line.size]
        rows = [p for p in above if p[0] < line.box[2] and p[2] > line.box[0]]
        middle = (line.box[0] + line.box[2]) / 2
        return any(
            abs(middle - (picture[0] + picture[2]) / 2) < slack * (picture[2] - picture[0])
            for picture in [*rows, *([union_box(above)] if above else [])]
        )

    def _fill_behind(self, box: int) -> str | None:
        while box != OUTSIDE and not self.boxes.is_cell(box):
            fill = self.boxes.frame(box).fill
            if fill is not None:
                return fill
            box = self.boxes.parents[box]
        return None


def _at_edge(items: Sequence[Item], edge: float) -> list[Item]:
    """What stands right of `edge`, where nothing else reaches: on a slide no column is as narrow."""
    tabs = [item for item in items if item.box[0] >= edge]
    first = min((item.box[0] for item in tabs), default=edge)
    return tabs if len(tabs) < len(items) and not any(i.box[0] < edge and i.box[2] > first for i in items) else []


def _bleeding(items: Sequence[Item], width: float) -> list[Item]:
    """The drawn tabs at the page's edges: narrow boxes that run over it, and nothing else at their height does."""
    tabs = [
        i
        for i in items
        if not i.is_text
        and i.box[2] - i.box[0] <= _TAB * width
        and (i.box[0] <= _OVER or i.box[2] >= width - _OVER)
        and i.box[3] - i.box[1] >= _TAB_SHAPE * (i.box[2] - i.box[0])
    ]
    rest = [i for i in items if i not in tabs]
    return [tab for tab in tabs if not any(overlap(tab.box, other.box) for other in rest)] if rest else []


def _is_set_off(item: Item, items: Sequence[Item], *, below: bool) -> bool:
    """Whether what stands in the page's margin is parted from the body: a first line of a slide's column is not."""
    x0, top, x1, bottom = item.box
    near = _SET_OFF * (bottom - top)
    beside = (i.box for i in items if i is not item and i.box[0] < x1 and i.box[2] > x0)
    if below:
        return not any(top < other[1] < bottom + near for other in beside)
    return not any(top - near < other[3] < bottom for other in beside)


def _pictures(page: PdfPage, texts: Sequence[Box]) -> list[Box]:
    """Images large enough to push text aside, and free of `texts` and tables: the shadow of a bar is none."""
    limit = 0.5 * page.width * page.height
    found = []
    for image in page.images:
        width, height = image[2] - image[0], image[3] - image[1]
        if width < 40 or height < 30 or width * height > limit:
            continue
        if not any(overlap(image, text) for text in texts):
            found.append(image)
    return found
