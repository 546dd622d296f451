"""What names the lanes of a diagram: texts left of its times, titles over them, and boxes across all times.

Decides which of the items beside the columns are names of lanes, which head a column of names, which stand over all of
them, and which box names the lanes below it. What a bar is, is decided in `lane_bars`; which lane a name spans, in
`lane_grids`.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.lane_grids import Mark, TimeHead
from dxextract.layout.drawn.lane_items import REACH, SAME_EDGE, Item, is_as_high, is_level, is_prose

_LARGER = 1.25
"""How much larger than the bars a text is set that names the lanes below it."""
_MARGIN = 36.0
"""Points of white that part the names of lanes from what is set in the page's margin."""


def is_title_beside(item: Item, head: Sequence[TimeHead], left: float, bottom: float) -> bool:
    """Whether a box at the left stands from the top of the times down beside the bars: 工程表, over all the lanes."""
    low, top = max(h.box[3] - h.box[1] for h in head), min(h.box[1] for h in head)
    beside = item.number != OUTSIDE and item.box[2] <= left + REACH and abs(item.box[1] - top) <= SAME_EDGE
    return beside and item.box[3] > bottom + low


def titles_of_names(items: Sequence[Item], head: Sequence[TimeHead], left: float) -> list[Item]:
    """The boxes left of the times that head the columns of names there: 施策, 内容 and 成果指標, two at least."""
    level = (0.0, min(h.box[1] for h in head), 0.0, max(h.box[3] for h in head))
    framed = (i for i in items if i.number != OUTSIDE and i.box[2] <= left + REACH and not is_prose(i))
    found = sorted((i for i in framed if is_as_high(i.box, level)), key=lambda i: i.box[0])
    return found if len(found) > 1 else []


def stands_below(item: Item, title: Item) -> bool:
    """Whether a framed text is as wide as the title of its column."""
    edges = max(abs(item.box[0] - title.box[0]), abs(item.box[2] - title.box[2]))
    return item.number != OUTSIDE and edges <= SAME_EDGE


def next_to(items: Sequence[Item]) -> list[Item]:
    """The items at the left that stand next to the columns or to one another: no title in the page's margin."""
    kept: list[Item] = []
    left = float("-inf")
    for item in sorted(items, key=lambda i: -i.box[2]):
        if kept and left - item.box[2] > _MARGIN:
            break
        left = item.box[0] if not kept else min(left, item.box[0])
        kept.append(item)
    return sorted(kept, key=lambda i: (i.box[1], i.box[0]))


def names_of(beside: Sequence[Mark], bars: Sequence[Mark]) -> list[Mark]:
    """What names lanes: texts at the height of bars, and those that are set as they are."""
    level = [m for m in beside if any(is_level(m.box, bar.box) or _is_by_line(m, bar) for bar in bars)]
    return [m for m in beside if m in level or any(_is_alike(m, other) for other in level)]


def _is_by_line(name: Mark, bar: Mark) -> bool:
    """Whether a name stands close above or below the height of a line whose own text stands there too."""
    gap = max(bar.box[1] - name.box[3], name.box[1] - bar.box[3])
    return not bar.lines and gap < 0.6 * (name.box[3] - name.box[1])


def _is_alike(one: Mark, other: Mark) -> bool:
    """Whether two names begin at one x, and are both drawn as boxes or both bare."""
    return (one.kind == "text") == (other.kind == "text") and abs(one.box[0] - other.box[0]) < REACH


def corner_of(items: Sequence[Item], names: Sequence[Mark], first: float, level: tuple[float, float]) -> list[Item]:
    """What stands at the height of the times left of the `first` column, not farther left than the names."""
    left = min((n.box[0] for n in names), default=first) - _MARGIN
    beside = (i for i in items if left <= i.box[0] and i.box[2] <= first + REACH)
    return [i for i in beside if is_level(i.box, (0, level[0], 0, level[1]))]


def is_band(item: Item, columns: Sequence[float], items: Sequence[Item]) -> bool:
    """Whether a box names the lanes below it: it begins at the names, or is set larger than the bars."""
    if item.number == OUTSIDE or item.pointed or item.box[0] > columns[0] + REACH:
        return False
    size = median([i.lines[0].size for i in items])
    return (item.box[0] < columns[0] - 10 and item.box[2] > columns[1]) or item.lines[0].size >= _LARGER * size


def is_labelled(band: Item, beside: Sequence[Item]) -> bool:
    """Whether a label stands left of a box across the times: what follows the diagram (KPI and an indicator)."""
    return any(is_level(i.box, band.box) and i.box[2] <= band.box[0] + REACH for i in beside)
