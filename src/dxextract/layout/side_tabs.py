"""Tabs at the outer edge of designed pages: the chapter's name, on a tab or turned by a quarter, page after page.

Decides by place: a slot of lines at one distance from the edge, set alike, one on each of several pages, with no other
text of those pages between them and the edge; or lines of one text that stand at one place of several pages, as where
all chapters' tabs are on each page. A label in a page's margin that belongs to its content is none, nor is
what is set larger than the text: a chapter's title, turned by a quarter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from dxextract.layout.model import LineBlock, PageLayout, TableBlock
from dxextract.layout.tolerances import Tolerances
from dxextract.normalise import squeeze

_EDGE = 0.09
"""Share of the page's width within which a tab stands."""
_SLOT = 6.0
"""Points by which the tabs of a document differ in their distance from the edge."""
_LARGEST = 1.25
"""Multiple of the text's size up to which a line may be a tab."""
_MOST_PAGES = 0.3
"""Share of the pages on which a document with tabs has one."""


class _Tab(NamedTuple):
    page: int
    position: int
    distance: float
    look: tuple[float, bool, str, bool]
    text: str
    top: float


def find_side_tabs(pages: Sequence[PageLayout], body_size: float, tolerances: Tolerances) -> set[tuple[int, int]]:
    """The page and position of each line that is a tab; `body_size` is that of the text, in points."""
    slots: dict[tuple[float, bool, str, bool], list[_Tab]] = defaultdict(list)
    places: dict[tuple[str, int], list[_Tab]] = defaultdict(list)
    for page in pages:
        for tab in _at_edges(page):
            if tab.look[0] <= _LARGEST * body_size:
                slots[tab.look].append(tab)
                places[tab.text, round(tab.top / _SLOT)].append(tab)
    fewest = max(tolerances.running_pages, _MOST_PAGES * len(pages))
    found: set[tuple[int, int]] = set()
    for tabs in (*slots.values(), *places.values()):
        for slot in _by_distance(tabs):
            if len({tab.page for tab in slot}) >= fewest and len({tab.page for tab in slot}) == len(slot):
                found.update((tab.page, tab.position) for tab in slot)
    return found


def _at_edges(page: PageLayout) -> list[_Tab]:
    """The lines in the page's outer margins that nothing else reaches into."""
    margin = _EDGE * page.width
    found: list[tuple[LineBlock, _Tab, bool]] = []
    for position, block in enumerate(page.blocks):
        if not isinstance(block, LineBlock) or block.role != "body":
            continue
        x0, _, x1, _ = block.box
        if x0 <= page.width - margin and x1 >= margin:
            continue
        at_left = x1 < margin
        line = block.line
        look = (round(line.size, 1), line.bold, line.color, block.style.band is not None)  # each chapter has a colour
        tab = _Tab(page.number, position, x1 if at_left else page.width - x0, look, squeeze(line.text), block.box[1])
        found.append((block, tab, at_left))
    return [tab for block, tab, at_left in found if not _is_reached(page, block, at_left)]


def _is_reached(page: PageLayout, tab: LineBlock, at_left: bool) -> bool:
    """Whether other text or a table stands at the tab's distance from the edge or nearer; other tabs aside."""
    for block in page.blocks:
        if block is tab or not isinstance(block, LineBlock | TableBlock):
            continue
        x0, _, x1, _ = block.box
        reaches = x0 < tab.box[2] if at_left else x1 > tab.box[0]
        if reaches and not (isinstance(block, LineBlock) and (x1 - x0) <= 1.5 * (tab.box[2] - tab.box[0])):
            return True
    return False


def _by_distance(tabs: Sequence[_Tab]) -> list[list[_Tab]]:
    slots: list[list[_Tab]] = []
    for tab in sorted(tabs, key=lambda t: t.distance):
        if slots and tab.distance - slots[-1][0].distance <= _SLOT:
            slots[-1].append(tab)
        else:
            slots.append([tab])
    return slots
