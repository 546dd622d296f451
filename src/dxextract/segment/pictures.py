"""Words of a picture that a conversion to text left as lines: below its caption, or below a heading that names it.

In a PDF figures and styles tell, but for the titles of the parts of a picture, a picture's name behind its number and
the items of a diagram written with arrows. Decides nothing about other lines.
"""

from __future__ import annotations

import re

from dxextract.schema.document import Document, Paragraph, Style
from dxextract.segment.heading import Heading
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, POINTERS

_BRACKETED = re.compile(rf"[{FRAME_OPEN}][^{FRAME_CLOSE}]+[{FRAME_CLOSE}]")
_CAPTION = re.compile(rf"[{FRAME_OPEN}](?:イメージ|概念|構成|関係|体系|フロー)図?[{FRAME_CLOSE}]")
_PICTURE_NAME = re.compile(r"(イメージ図?|画面|フロー図|概念図|関係図|構成図|体系図)$")
_FIGURE_NUMBER = re.compile(r"[【\[(（]?(?:図表?|表|写真)\s?[0-9]{1,3}(?:[-－‐.][0-9]{1,3})*[】\])）]?[:：]?")
_LEADS_ON = "→⇒⇨➡"
_LARGER = 1.4


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
    """The blocks of bracketed lines that follow one another below the caption of a picture (<イメージ図>)."""
    found: set[int] = set()
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or not _BRACKETED.fullmatch(block.text):
            continue
        above = document.blocks[index - 1] if index else None
        if index - 1 in found or (isinstance(above, Paragraph) and _CAPTION.fullmatch(above.text)):
            found.add(index)
    return frozenset(found)


def is_in_picture(heading: Heading, earlier: list[Heading], words: frozenset[int]) -> bool:
    """Whether a line is one of such `words`, or unmarked below a heading that names a picture (画面イメージ)."""
    if heading.announced:
        return False
    if heading.kind == "bracket":
        return heading.block in words
    if heading.size is not None:
        return False
    above = earlier[-1] if earlier else None
    if above is None or above.wording.number is not None or heading.kind != "plain":
        return False
    return _PICTURE_NAME.search(above.wording.title) is not None
