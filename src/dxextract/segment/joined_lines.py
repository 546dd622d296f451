"""Lines that hold two headings: a running title before a heading, a chapter before its policy, a section before a part.

Decides where such a line parts; whether the parts are headings is decided in `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dxextract.rules import RuleSet
from dxextract.schema.document import Paragraph
from dxextract.segment.contents import Contents
from dxextract.segment.heading import Heading
from dxextract.segment.numbering import read_numbering
from dxextract.segment.wording import read_wording

_MAX_LENGTH = 60  # characters; headings of real plans stay below, sentences seldom do
_CRUMB_SIGNS = frozenset(">＞»›▶►")
_BREADCRUMB = re.compile(rf"\s*[{''.join(sorted(_CRUMB_SIGNS))}]\s*(?=\S)")
_SUB_NUMBER = re.compile(r"(?<=\S) (?=[(（][0-9]{1,2}[)）] ?\S)")
_NUMBER_START = re.compile(r"[0-9(（①-⑳Ⅰ-Ⅻ第施取]")


def split_joined(block: Paragraph, earlier: list[Heading], contents: Contents, rules: RuleSet) -> Iterator[Paragraph]:
    """A line that holds two headings, as two: a running title before a heading, or `2 背景 (1) 国の動向`.

    Titles of slides name the chapter too: `3 取組 柱1 くらし`.
    """
    text = block.text
    crumbs = [text] if _CRUMB_SIGNS.isdisjoint(text) else _BREADCRUMB.split(text)
    if len(crumbs) > 1 and all(read_numbering(crumb, rules) for crumb in crumbs):
        at = 0
        for crumb in crumbs:  # 第3章 取組 ＞ 政策1 暮らし
            at = text.index(crumb, at)
            yield replace(block, passage=block.passage.part(at, at + len(crumb)))
        return
    is_bar = block.style is None or block.style.band is not None
    cut = _first_part(text, is_bar, contents, rules)
    for heading in earlier if " " in text else ():
        start = heading.passage.text
        if heading.wording.number and text.startswith(start + " ") and _NUMBER_START.match(text[len(start) + 1 :]):
            cut = len(start)
    if cut is None and len(text) <= _MAX_LENGTH and (found := _SUB_NUMBER.search(text)) and text[0] not in "(（":
        cut = found.start()
    if cut is None:
        yield block
        return
    yield replace(block, passage=block.passage.part(0, cut))
    yield replace(block, passage=block.passage.part(cut))


def _first_part(text: str, is_bar: bool, contents: Contents, rules: RuleSet) -> int | None:
    """Where a line's first part ends, if it is listed or a bar numbers it as a chapter, and the rest names a policy."""
    for space in re.finditer(r"(?<=\S)\s+(?=\S)", text[:_MAX_LENGTH]):
        rest = read_numbering(text[space.end() :], rules)
        if rest is None or rest.family.split(":", 1)[0] not in ("policy", "measure"):
            continue
        first = read_wording(text[: space.start()], rules)
        chapter = is_bar and first.family in ("chapter", "section", "roman", "digit")
        if first.number and (chapter or contents.entry_of(first.number, first.title) is not None):
            return space.start()
    return None
