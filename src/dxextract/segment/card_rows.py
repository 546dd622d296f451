"""Titles beside one another on a page: cards in a row, the columns of a slide.

Decides that what begins left of the last card of a row, and below it, stands beneath none of the cards: the page has
gone on to the next band. Looks at nothing but places; which level the heading then has is for `depths`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.segment.heading import Heading
from dxextract.segment.looks import is_beside
from dxextract.segment.placed import Placed


def end_of_row(heading: Heading, stack: Sequence[int], placed: Sequence[Placed]) -> int:
    """How many of the open headings stay open above a heading below a row of cards: those outside that row.

    What a table was set out as has its order from the table, wherever its cells stand.
    """
    if heading.paragraph.unfolded is not None:
        return len(stack)
    for depth, position in enumerate(stack):
        card = placed[position]
        if not _is_below(heading, card.heading):
            continue
        row = (p.heading for p in placed if p.parent == card.parent and p is not card)
        if any(is_beside(one, card.heading) for one in row):
            return depth
    return len(stack)


def _is_below(heading: Heading, card: Heading) -> bool:
    """Whether a heading stands below the title of a card, and ends where that begins at the latest."""
    own, other = heading.passage.segments[0].place, card.passage.segments[0].place
    if own.box is None or other.box is None or own.page != other.page:
        return False
    return own.box[1] >= other.box[3] and own.box[2] <= other.box[0]
