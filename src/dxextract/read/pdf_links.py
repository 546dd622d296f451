"""The links of one PDF page: where they lie, and the web address or the page that they lead to.

Decides which annotations are links worth keeping: those with a visible area and a target. Addresses that only stand in
the text are text. Nothing is ever opened or run.
"""

from __future__ import annotations

import ctypes

from dxextract.read import pdfium
from dxextract.read.geometry import Frame
from dxextract.read.pdfium import Slot
from dxextract.schema.document import Link

MAX_LINKS = 2000
"""Links read of one page; an index page has some hundreds."""


def read_links(document: int, page: int, number: int, frame: Frame) -> tuple[Link, ...]:
    """The links of an opened page, in the order of its annotations; `number` counts pages from 1."""
    position, handle, rect = Slot("i"), Slot("P"), Slot("4f")
    found: list[Link] = []
    while len(found) < MAX_LINKS and pdfium.next_link(page, position.at, handle.at):
        (link,) = handle.get()
        if not pdfium.link_rect(link, rect.at):
            continue
        left, top, right, bottom = rect.get()
        box = frame.matrix.box(left, bottom, right, top)
        action = pdfium.link_action(link)
        uri = _address(document, action) if action else None
        target = pdfium.page_of(document, pdfium.link_dest(document, link), action)
        if (uri or target) and box[2] > 0 and box[3] > 0 and box[0] < frame.width and box[1] < frame.height:
            found.append(Link(number, box, uri, target))
    return tuple(found)


def _address(document: int, action: int) -> str | None:
    size = pdfium.action_uri(document, action, None, 0)
    if size <= 1:
        return None
    room = ctypes.create_string_buffer(size)
    pdfium.action_uri(document, action, room, size)
    return room.value.decode("utf-8", "replace").strip() or None
