"""Words of a picture that a conversion to text left as lines: below its caption, or below a heading that names it.

In a PDF figures and styles tell, but for the titles of the parts of a picture, the title bar of a screen right below
the heading that names it, a picture's name behind its number and the items of a diagram written with arrows. Decides
nothing about other lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from dxextract.schema.document import Block, Document, Paragraph, Style
from dxextract.segment.heading import Heading
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, POINTERS

_BRACKETED = re.compile(rf"[{FRAME_OPEN}][^{FRAME_CLOSE}]+[{FRAME_CLOSE}]")
_CAPTION = re.compile(rf"[{FRAME_OPEN}](?:イメージ|概念|構成|関係|体系|フロー)図?[{FRAME_CLOSE}]")
_PICTURE_NAME = re.compile(r"(イメージ図?|画面|フロー図|概念図|関係図|構成図|体系図)$")
_FIGURE_NUMBER = re.compile(r"[【\[(（]?(?:図表?|表|写真)\s?[0-9]{1,3}(?:[-－‐.][0-9]{1,3})*[】\])）]?[:：]?")
_LEADS_ON = "→⇒⇨➡"
_LARGER = 1.4
_SCREEN = re.compile(r"^[^。、]{0,24}(?:画面|イメージ)(?:図|例)?(?:[(（](?:イメージ|例|案)[)）])?[)）]?$")
_BUTTON = 16
"""The longest word on a button."""
_BUTTONS = 2
"""The fewest buttons of a screen."""


def names_figure(document: Document, heading: Heading, body: Style | None) -> bool:
    """Whether a line of a PDF is the name behind a figure's number (図表23), or leads to what follows by an arrow.

    On a band, or set much larger than the text, the name behind a number is the title of its slide.
    """
    index = heading.block
    if heading.size is None or body is None:
        return False
    above, below = document.blocks[index - 1 : index], document.blocks[index + 1 : index + 2]
    if any(isinstance(b, Paragraph) and _FIGURE_NUMBER.fullmatch(b.text) for b in above):
        style = heading.paragraph.style
        banded = style is not None and style.band is not None
        return heading.wording.number is None and not banded and heading.size < _LARGER * body.size
    pointed = heading.kind == "mark" and heading.paragraph.text[:1] in POINTERS
    return pointed and any(isinstance(b, Paragraph) and b.text[:1] in _LEADS_ON for b in below)


def picture_words(document: Document) -> frozenset[int]:
    """The bracketed lines that follow one another below a picture's caption (<イメージ図>); the titles of screens."""
    found: set[int] = set()
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or not _BRACKETED.fullmatch(block.text):
            continue
        above = document.blocks[index - 1] if index else None
        if index - 1 in found or (isinstance(above, Paragraph) and _CAPTION.fullmatch(above.text)):
            found.add(index)
    return frozenset(found) | {index for index in range(len(document.blocks)) if _is_screen(document, index)}


def _is_screen(document: Document, index: int) -> bool:
    """Whether a title on a band is a drawn screen's: buttons follow, a short line on a band each, and the caption."""
    if not _on_band(document.blocks[index]):
        return False
    below = index + 1
    while below < len(document.blocks) and _on_band(block := document.blocks[below]):
        if not isinstance(block, Paragraph) or _SCREEN.search(block.text):
            break
        below += 1
    caption = document.blocks[below] if below < len(document.blocks) else None
    return below - index > _BUTTONS and isinstance(caption, Paragraph) and _SCREEN.search(caption.text) is not None


def _on_band(block: Block) -> bool:
    """Whether a short line stands on a band or alone in a frame."""
    if not isinstance(block, Paragraph) or block.style is None or len(block.text) > _BUTTON:
        return False
    return block.style.band is not None or block.style.boxed


def is_in_picture(heading: Heading, earlier: Sequence[Heading], words: Set[int]) -> bool:
    """Whether a line is one of such `words`, or unmarked below a heading that names a picture (画面イメージ)."""
    if heading.announced:
        return False
    if heading.kind == "bracket" or (heading.block in words and heading.wording.number is None):
        return heading.block in words
    above = earlier[-1] if earlier else None
    if above is None or _PICTURE_NAME.search(above.wording.title) is None:
        return False
    if heading.size is not None:
        return _is_title_bar(heading, above)
    return above.wording.number is None and heading.kind == "plain"


def _is_title_bar(heading: Heading, above: Heading) -> bool:
    """Whether a line on a band stands right below the heading that names the screen, set no larger and below it."""
    style, size, over = heading.paragraph.style, heading.size, above.size
    if (
        style is None
        or style.band is None
        or heading.wording.number is not None
        or heading.kind not in ("style", "plain")
    ):
        return False
    if heading.block != above.block + 1 or size is None or over is None or size > over:
        return False
    place, named = heading.passage.segments[0].place, above.passage.segments[-1].place
    if place.box is None or named.box is None or place.page != named.page:
        return False
    return heading.wording.label is None and place.box[1] >= named.box[3] and place.box[0] < named.box[2]
