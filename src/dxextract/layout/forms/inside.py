"""Tables that stand inside the cells of a form: which they are, and which part of the form holds each.

Decides by their boxes on the page alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.forms.labels import Region
from dxextract.schema.document import Block, Table
from dxextract.schema.passage import Box

_MARGIN = 2.0  # points by which a table inside a cell may overlap its border


def tables_inside(form: Table, following: Sequence[Block]) -> list[Table]:
    """The tables among the next blocks that stand inside blank cells of the form."""
    blank = [(c.page, c.box) for c in form.cells if not c.text and c.box is not None]
    found = []
    for block in following[: 4 * form.n_rows]:
        if isinstance(block, Table) and not block.unfolded and len(block.places) == 1:
            place = block.places[0]
            if any(page == place.page and place.box and _within(place.box, box) for page, box in blank):
                found.append(block)
    return found


def holds(form: Table, region: Region, inner: Table) -> bool:
    place = inner.places[0]
    return any(
        region.top <= c.row < region.bottom
        and region.left <= c.col < region.right
        and c.page == place.page
        and c.box is not None
        and place.box is not None
        and _within(place.box, c.box)
        for c in form.cells
    )


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - _MARGIN
        and inner[1] >= outer[1] - _MARGIN
        and inner[2] <= outer[2] + _MARGIN
        and inner[3] <= outer[3] + _MARGIN
    )
