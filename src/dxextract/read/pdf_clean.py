"""Drops the characters of a page that nobody sees or that are printed several times over.

Decides: text outside the page goes; white text goes where nothing painted lies under it (asked of the drawings first,
of a picture of the page if they do not say so: fills may be patterns); invisible text (render
mode 3) goes unless the page has no other, then the page's layer is `ocr`; a glyph printed again within a fraction of
its size is one bold glyph; a page most of whose glyphs have no Unicode mapping has no text layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from dxextract.read.geometry import Frame
from dxextract.read.pdf_chars import REPLACEMENT, PageText
from dxextract.read.pdf_shapes import Drawings
from dxextract.read.render import Picture
from dxextract.read.scan_sizes import with_usual_size
from dxextract.schema.passage import Box
from dxextract.schema.raw import Char, Font, Places, Shape

_UNUSABLE_SHARE = 0.5
_SAME_ALONG = 0.4
_SAME_ACROSS = 0.25
_DETECT_CELL = 2.0
_ROW = 65536.0
"""More cells than stand side by side."""
_NEARLY_WHITE = 0xF6
_BAND_STROKE = 6.0


@dataclass(frozen=True, slots=True)
class CleanText:
    """The characters of a page that count."""

    fonts: tuple[Font, ...]
    chars: tuple[Char, ...]
    layer: Literal["native", "ocr", "none"]
    places: Places | None = field(default=None, compare=False, repr=False)
    """Those of `chars`, where they are at hand."""


def clean_text(found: PageText, frame: Frame, drawings: Drawings, paint: Callable[[], Picture]) -> CleanText:
    """`found` without what is not to be read; `paint` makes a picture of the page if one is needed."""
    hidden = found.hidden
    seen = _on_page(found, frame)
    if hidden:
        unseen = {id(found.chars[position]) for position in hidden}
        seen = [char for char in seen if id(char) not in unseen]
    layer: Literal["native", "ocr", "none"] = "native"
    if hidden and all(char.text.isspace() for char in seen):
        # OCR writes a space behind each word that it sees, and in Japanese those are no words.
        seen = [c for position, c in enumerate(found.chars) if position in hidden and not c.text.isspace()]
        layer = "ocr"
    else:
        seen = drop_white_on_white(found.fonts, seen, drawings, paint)
    if not _is_usable(seen, found.unmapped > 0):
        return CleanText(found.fonts, (), "none")
    places = found.places if len(seen) == len(found.chars) else None
    if layer == "native" and places is not None and not drawings.overprints and _stand_apart(places):
        return CleanText(found.fonts, found.chars, layer, places)
    fonts, chars = collapse_overprints(found.fonts, seen, drawings.overprints)
    return CleanText(with_usual_size(fonts, chars) if layer == "ocr" else fonts, chars, layer)


def _on_page(found: PageText, frame: Frame) -> list[Char]:
    """The characters whose middle lies on the page."""
    chars, width, height = found.chars, 2 * frame.width, 2 * frame.height
    if found.places is not None and len(chars):
        x0s, tops, x1s, bottoms, _, _ = found.places.T
        across, down = x0s + x1s, tops + bottoms
        if across.min() >= 0 and across.max() <= width and down.min() >= 0 and down.max() <= height:
            return list(chars)
    return [char for char in chars if 0 <= char[1] + char[3] <= width and 0 <= char[2] + char[4] <= height]


def _is_usable(chars: list[Char], any_unmapped: bool) -> bool:
    if not any_unmapped:
        return any(not char[0].isspace() for char in chars)
    solid = sum(not char[0].isspace() for char in chars)
    return sum(char[0] == REPLACEMENT for char in chars) <= _UNUSABLE_SHARE * solid and solid > 0


def drop_white_on_white(
    fonts: Sequence[Font], chars: list[Char], drawings: Drawings, paint: Callable[[], Picture]
) -> list[Char]:
    """`chars` without white ones that stand on bare paper."""
    white = {number for number, font in enumerate(fonts) if _is_white(font.color)}
    if not white or not any(char.font in white for char in chars):
        return chars
    grounds = [*drawings.images, *(box for shape in drawings.shapes if (box := _ground(shape)) is not None)]
    doubtful = {index for index, char in enumerate(chars) if char.font in white and not _lies_on(char, grounds)}
    if not any(not chars[index].text.isspace() for index in doubtful):
        return chars
    picture = paint()
    bare = {index for index in doubtful if picture.darkest(_core(chars[index])) >= _NEARLY_WHITE}
    return [char for index, char in enumerate(chars) if index not in bare]


def _core(char: Char) -> Box:
    """The middle of a character's box, clear of its neighbours and of rulings."""
    across, down = (char.x1 - char.x0) / 5, (char.bottom - char.top) / 5
    return char.x0 + across, char.top + down, char.x1 - across, char.bottom - down


def _is_white(color: str | None) -> bool:
    return color is not None and all(int(color[i : i + 2], 16) >= _NEARLY_WHITE for i in (1, 3, 5))


def _ground(shape: Shape) -> Box | None:
    """The area that a shape colours: its fill, or a stroke as broad as a band."""
    if shape.fill is not None and not _is_white(shape.fill):
        return shape.box
    if shape.stroke is not None and shape.width >= _BAND_STROKE and not _is_white(shape.stroke):
        x0, top, x1, bottom = shape.box
        half = shape.width / 2
        return x0 - half, top - half, x1 + half, bottom + half
    return None


def _lies_on(char: Char, grounds: Iterable[Box]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in grounds)


def collapse_overprints(
    fonts: tuple[Font, ...], chars: list[Char], overprints: Sequence[Box] = ()
) -> tuple[tuple[Font, ...], tuple[Char, ...]]:
    """One bold character for each glyph that is printed several times with a tiny offset.

    `overprints` are the boxes of repeats that are not among `chars` any more.
    """
    originals, repeats = _twins(chars) if _has_twins(chars) else (set(), set())
    if overprints:
        originals.update(position for position, char in enumerate(chars) if _lies_on(char, overprints))
    if not originals:
        return fonts, tuple(chars)
    index = {font: number for number, font in enumerate(fonts)}
    kept: list[Char] = []
    for position, char in enumerate(chars):
        if position in repeats:
            continue
        if position in originals:
            font = replace(fonts[char.font], bold=True)
            kept.append(char._replace(font=index.setdefault(font, len(index))))
        else:
            kept.append(char)
    return tuple(index), tuple(kept)


def _stand_apart(places: Places) -> bool:
    """Whether no two characters share a cell, whatever they say: then none is printed twice."""
    cells = places[:, 0] // _DETECT_CELL + places[:, 1] // _DETECT_CELL * _ROW
    return len(np.unique(cells)) == len(cells)


def _has_twins(chars: list[Char]) -> bool:
    """A cheap look before the exact one: of a heading printed twice some pairs always share a cell.

    Whether any two characters share one, whatever they say, is asked first, which takes half the time.
    """
    if len({char[1] // _DETECT_CELL + char[2] // _DETECT_CELL * _ROW for char in chars}) == len(chars):
        return False
    cells = {(char[0], int(char[1] / _DETECT_CELL), int(char[2] / _DETECT_CELL)) for char in chars}
    return len(cells) < len(chars)


def _twins(chars: list[Char]) -> tuple[set[int], set[int]]:
    """The positions of glyphs that are printed again, and those of the repeats."""
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
    return originals, repeats


def _same_place(one: Char, other: Char) -> bool:
    return (
        abs(one.x0 - other.x0) < _SAME_ALONG * (one.x1 - one.x0)
        and abs(one.top - other.top) < _SAME_ACROSS * (one.bottom - one.top)
        and abs((one.bottom - one.top) - (other.bottom - other.top)) < 0.5
    )
