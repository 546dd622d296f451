"""Drops the characters of a page that nobody sees or that are printed several times over.

Decides: text outside the page goes; invisible text (render mode 3) goes unless the page has no other, then the page's
layer is `ocr`; a glyph printed again within a fraction of its size is one bold glyph; a page most of whose glyphs have
no Unicode mapping has no text layer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dxextract.read.geometry import Frame
from dxextract.read.pdf_chars import REPLACEMENT, PageText
from dxextract.schema.raw import Char, Font

_UNUSABLE_SHARE = 0.5
_SAME_ALONG = 0.4
_SAME_ACROSS = 0.25


@dataclass(frozen=True, slots=True)
class CleanText:
    """The characters of a page that count."""

    fonts: tuple[Font, ...]
    chars: tuple[Char, ...]
    layer: Literal["native", "ocr", "none"]


def clean_text(found: PageText, frame: Frame) -> CleanText:
    """`found` without what is not to be read."""
    seen = [c for i, c in enumerate(found.chars) if i not in found.hidden and _inside(c, frame)]
    layer: Literal["native", "ocr", "none"] = "native"
    if not any(not c.text.isspace() for c in seen):
        seen = [c for i, c in enumerate(found.chars) if i in found.hidden and _inside(c, frame)]
        layer = "ocr"
    solid = [c for c in seen if not c.text.isspace()]
    unreadable = sum(c.text == REPLACEMENT for c in solid)
    if not solid or unreadable > _UNUSABLE_SHARE * len(solid):
        return CleanText(found.fonts, (), "none")
    fonts, chars = collapse_overprints(found.fonts, seen)
    return CleanText(fonts, chars, layer)


def _inside(char: Char, frame: Frame) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def collapse_overprints(fonts: tuple[Font, ...], chars: list[Char]) -> tuple[tuple[Font, ...], tuple[Char, ...]]:
    """One bold character for each glyph that is printed several times with a tiny offset."""
    twins = _twins(chars)
    if not twins:
        return fonts, tuple(chars)
    index = {font: number for number, font in enumerate(fonts)}
    kept: list[Char] = []
    for position, char in enumerate(chars):
        if position in twins.repeats:
            continue
        if position in twins.originals:
            font = replace(fonts[char.font], bold=True)
            char = char._replace(font=index.setdefault(font, len(index)))
        kept.append(char)
    return tuple(index), tuple(kept)


@dataclass(frozen=True, slots=True)
class _Twins:
    originals: frozenset[int]
    repeats: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.repeats)


def _twins(chars: list[Char]) -> _Twins:
    cells: dict[tuple[str, int, int], list[int]] = {}
    originals: set[int] = set()
    repeats: set[int] = set()
    for position, char in enumerate(chars):
        text = char.text
        if text.isspace() or text == REPLACEMENT:
            continue
        side = max(char.bottom - char.top, 1.0)
        across, down = int(char.x0 / side), int(char.top / side)
        first = next(
            (
                other
                for dx in (0, -1, 1)
                for dy in (0, -1, 1)
                for other in cells.get((text, across + dx, down + dy), ())
                if _same_place(char, chars[other])
            ),
            None,
        )
        if first is None:
            cells.setdefault((text, across, down), []).append(position)
        else:
            originals.add(first)
            repeats.add(position)
    return _Twins(frozenset(originals), frozenset(repeats))


def _same_place(one: Char, other: Char) -> bool:
    return (
        abs(one.x0 - other.x0) < _SAME_ALONG * (one.x1 - one.x0)
        and abs(one.top - other.top) < _SAME_ACROSS * (one.bottom - one.top)
        and abs((one.bottom - one.top) - (other.bottom - other.top)) < 0.5
    )
