"""The characters of one PDF page from PDFium's text page, each with an em box from its baseline.

Decides a character's text, box and font. A box runs along the baseline as wide as the glyph's advance and stands
across it by the em box (0.88 above, 0.12 below), so that all characters of a line agree whatever their fonts claim.
What PDFium invents (spaces, line ends) is left out; what should not be read (invisible, overprinted) is only marked:
`pdf_clean` drops it.

Speed is a matter of calls: two for each character and seven for each text object, all made for the whole page at once,
the rest once for each font; and of numbers worked out for all characters together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from math import hypot
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from dxextract.read import pdfium
from dxextract.read.geometry import Frame, Matrix
from dxextract.read.pdf_clips import Clips
from dxextract.read.pdfium import Look
from dxextract.read.symbols import has_symbols, symbol, without_control
from dxextract.schema.raw import Char, Font, Places

ABOVE, BELOW = 0.88, 0.12
REPLACEMENT = "\ufffd"
_BOLD_NAME = re.compile(
    r"bold|heavy|black|-(?:eb|ub|db|b)\b|(?:^|[-,])w[6-9]\b|極太|太ゴ|太字|gothic(?:e|ub)\b", re.IGNORECASE
)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 700
INVISIBLE_MODES = (3, 7)
_BOLDENED_MODES = (2, 6)
_MISFIT = 0.5
"""Farther than this many em from where the baseline puts it, a glyph does not stand on its object's baseline."""
_WATERMARK = 30.0
"""Points from which text set aslant is a watermark."""
_ASLANT = 0.15
"""Sine of the angle to both axes from which text is aslant."""
SMALLEST = 0.5
"""Points; nothing that is set smaller is there to be read (search words, text that a converter meant to hide). Nor is
what is set larger than the page."""
_LINE_END_HYPHENS = ("\x02", "\ufffe")
"""PDFium's marks for a hyphen that ends a line."""
_new_char = tuple.__new__


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters as found, before cleaning. `hidden` are positions of invisible ones, `owners` the text objects."""

    fonts: tuple[Font, ...]
    chars: tuple[Char, ...]
    hidden: frozenset[int]
    owners: frozenset[int]
    unmapped: int
    cut: bool
    places: Places | None = field(default=None, compare=False, repr=False)
    """Those of `chars`, where they are at hand."""


_Boxes = NDArray[np.float64]
"""``left, top, right, bottom`` of characters in user space, a row for each."""
_Numbers = NDArray[np.intp]
"""For each character which run it belongs to."""


class _Style(NamedTuple):
    """What the text objects of one font, size, direction and colour share, in page space."""

    font: int
    size: float
    em: float
    """The advance of a full-width character."""
    along: tuple[float, float]
    upward: tuple[float, float]
    plain: bool
    """Set along the x axis, upright, on a page that is not turned."""
    upright: bool
    hidden: bool
    glyphs: dict[str, str]
    """What the font's signs say, as far as they are known."""
    symbols_of: str | None
    """The font's name where it is a symbol font."""


class _Runs(NamedTuple):
    """The text objects of a page, one run of characters each. Baselines count only where the style is plain."""

    styles: list[_Style]
    baselines: list[float]
    hidden: list[bool]


def _repeated(boxes: _Boxes, numbers: _Numbers) -> list[int]:
    """Characters with the very box of the one before them in the same run."""
    near = np.flatnonzero((numbers[1:] == numbers[:-1]) & (boxes[1:, 0] == boxes[:-1, 0]))
    same: list[int] = (near[(boxes[near + 1] == boxes[near]).all(axis=1)] + 1).tolist()
    return same


def read_page_text(text: int, frame: Frame, limit: int) -> PageText:
    """All characters of an opened text page, at most `limit`."""
    reader = _TextReader(text, frame)
    total = pdfium.count_chars(text)
    reader.read(min(total, limit))
    reader.split_ligatures()
    return PageText(
        tuple(reader.fonts),
        tuple(reader.chars),
        frozenset(reader.hidden),
        frozenset(reader.owners),
        reader.unmapped,
        total > limit,
        reader.places,
    )


class _TextReader:
    """Walks a text page once; text objects, styles and fonts are looked up once each."""

    def __init__(self, text: int, frame: Frame) -> None:
        self.text, self.frame = text, frame
        self.fonts: dict[Font, int] = {}
        self.chars: list[Char] = []
        self.places: Places = np.empty((0, 6))
        self.hidden: list[int] = []
        self.owners: set[int] = set()
        self.unmapped = 0
        self._shared: list[int] = []
        self._styles: dict[Look, _Style] = {}
        self._fonts: dict[int, tuple[str, bool, dict[str, str]]] = {}
        self._clips = Clips()

    def read(self, count: int) -> None:
        """The first `count` characters, without what PDFium generated."""
        owners = pdfium.char_owners(self.text, count)
        positions = np.flatnonzero(owners)
        if not len(positions):
            return
        owners = owners[positions]
        begins = np.concatenate(([True], owners[1:] != owners[:-1]))
        starts, numbers = np.flatnonzero(begins), np.cumsum(begins) - 1
        runs = self._enter(owners[starts].tolist(), positions[starts].tolist())
        signs = pdfium.page_signs(self.text, count)
        glyphs = self._glyphs(signs, positions.tolist(), runs.styles, numbers.tolist())
        largest = max(self.frame.width, self.frame.height)
        unseen = [n for n, style in enumerate(runs.styles) if not SMALLEST <= style.size <= largest]
        if unseen or "" in glyphs:
            said = np.array([glyph != "" for glyph in glyphs]) & ~np.isin(numbers, unseen)
            glyphs, positions, numbers = list(compress(glyphs, said.tolist())), positions[said], numbers[said]
        self.unmapped = glyphs.count(REPLACEMENT)
        self.hidden = np.flatnonzero(np.array(runs.hidden)[numbers]).tolist()
        boxes = pdfium.char_boxes(self.text, count)[positions]
        self._shared = _repeated(boxes, numbers)
        self._place(glyphs, positions, boxes, runs, numbers)

    def _glyphs(
        self, signs: Sequence[str], positions: list[int], styles: Sequence[_Style], numbers: list[int]
    ) -> list[str]:
        """What the signs at `positions`, of the runs `numbers`, say; an empty string for what is not to be kept."""
        known = list(map([style.glyphs for style in styles].__getitem__, numbers))
        printed = [signs[position] for position in positions]
        glyphs: list[str | None] = list(map(dict.get, known, printed))
        for at in [at for at, glyph in enumerate(glyphs) if glyph is None or glyph == " "]:
            glyph = known[at].get(printed[at])
            if glyph is None:
                glyph = self._glyph(printed[at], positions[at], styles[numbers[at]].symbols_of)
                known[at][printed[at]] = glyph
            generated = glyph == " " and pdfium.char_generated(self.text, positions[at])
            glyphs[at] = "" if generated else glyph
        return cast(list[str], glyphs)

    def _place(
        self, glyphs: list[str], positions: NDArray[np.intp], boxes: _Boxes, runs: _Runs, numbers: _Numbers
    ) -> None:
        """Give each glyph its box: all that stand on plain baselines at once, the rest one by one."""
        frame, styles, of = self.frame.matrix, runs.styles, numbers.tolist()
        sizes = np.array([style.size for style in styles])
        middles = np.array(runs.baselines) - (ABOVE - 0.5) * sizes
        left, high, right, low = boxes.T
        with np.errstate(invalid="ignore"):
            away = np.abs(frame.d * (high + low) / 2 + frame.f - middles[numbers])
            fits = (away < (_MISFIT * sizes)[numbers]) & (right - left < (3 * sizes)[numbers])
            plain = fits & np.array([style.plain for style in styles])[numbers]
            # rounded to 0.01
            x0s, x1s = ((100 * frame.e + 0.5 + 100 * frame.a * side).astype(np.int64) / 100 for side in (left, right))
        self.places = np.ones((len(glyphs), 6))
        self.places[:, 0], self.places[:, 2] = x0s, x1s
        rows = list(zip(runs.baselines, sizes.tolist(), strict=True))
        edges = {row: (round(row[0] - ABOVE * row[1], 2), round(row[0] + BELOW * row[1], 2)) for row in set(rows)}
        by_run = [edges[row][0] for row in rows], [edges[row][1] for row in rows], [style.font for style in styles]
        tops, bottoms, fonts = (map(values.__getitem__, of) for values in by_run)
        for column, values in zip((1, 3, 4), by_run, strict=True):
            self.places[:, column] = np.array(values)[numbers]
        places = zip(glyphs, x0s.tolist(), tops, x1s.tolist(), bottoms, fonts, repeat(True))
        self.chars = list(map(_new_char, repeat(Char), places))
        for odd in np.flatnonzero(~plain).tolist():
            self.chars[odd] = self._placed(glyphs[odd], styles[of[odd]], int(positions[odd]), boxes[odd].tolist())
            self.places[odd] = self.chars[odd][1:]

    def split_ligatures(self) -> None:
        """Give each of the characters that one glyph stands for its share of the glyph's box."""
        shared = set(self._shared)
        for last in sorted(shared, reverse=True):
            if last + 1 in shared:
                continue
            first = last
            while first in shared:
                first -= 1
            parts = last - first + 1
            for place, position in enumerate(range(first, last + 1)):
                char = self.chars[position]
                step = (char.x1 - char.x0) / parts
                x0 = round(char.x0 + place * step, 2)
                self.chars[position] = char._replace(x0=x0, x1=round(x0 + step, 2))
                self.places[position] = self.chars[position][1:]

    def _enter(self, owners: list[int], firsts: list[int]) -> _Runs:
        """The text objects `owners`, whose first characters stand at `firsts`."""
        self.owners.update(owners)
        frame = self.frame.matrix
        looks, places = pdfium.looks_of(self.text, owners, firsts)
        styles = list(map(self._style, looks))
        baselines = [frame.b * e + frame.d * f + frame.f for e, f in places]
        hidden = [
            style.hidden or (clips > 0 and self._clips.cut_away(owner, clips))
            for owner, style, clips in zip(owners, styles, pdfium.clip_counts(owners), strict=True)
        ]
        return _Runs(styles, baselines, hidden)

    def _style(self, look: Look) -> _Style:
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._new_style(look)
        return style

    def _new_style(self, look: Look) -> _Style:
        frame = self.frame.matrix
        handle, mode, _, _ = look
        rgba, size, turn = pdfium.unpacked(look)
        matrix = Matrix(*turn).then(Matrix(frame.a, frame.b, frame.c, frame.d))
        real_size = abs(size) * hypot(matrix.c, matrix.d)
        known = self._fonts.get(handle)
        if known is None:
            known = self._fonts[handle] = (*_name_and_weight(handle), {})
        name, bold, glyphs = known
        red, green, blue, alpha = rgba
        font = Font(name, round(real_size, 2), bold or mode in _BOLDENED_MODES, over_white(red, green, blue, alpha))
        along = _unit(matrix.a, matrix.b)
        return _Style(
            font=self.fonts.setdefault(font, len(self.fonts)),
            size=real_size,
            em=abs(size) * hypot(matrix.a, matrix.b),
            along=along,
            upward=_unit(matrix.c, matrix.d),
            plain=frame.b == 0 and frame.a > 0 and along[0] > 0.999 and matrix.d < 0,
            upright=abs(along[1]) <= abs(along[0]),
            hidden=mode in INVISIBLE_MODES or alpha == 0 or _is_watermark(matrix, real_size),
            glyphs=glyphs,
            symbols_of=name if has_symbols(name) else None,
        )

    def _glyph(self, sign: str, index: int, symbols_of: str | None) -> str:
        """What PDFium's sign says; an empty string for what says nothing."""
        if sign == "\0" or pdfium.char_unmapped(self.text, index):
            return REPLACEMENT
        if sign in _LINE_END_HYPHENS:
            return "-"
        known = symbol(ord(sign), symbols_of or "") if symbols_of or "\uf000" <= sign <= "\uf0ff" else None
        return without_control(sign) if known is None else known

    def _placed(self, glyph: str, style: _Style, index: int, rect: tuple[float, float, float, float]) -> Char:
        """The em box from the character's own origin: turned and vertical text, fonts that lie about their boxes.

        The origin is the left end of the baseline, in vertical writing too; along the baseline a character is as
        wide as its loose box, unless that cannot be.
        """
        x, y = self.frame.matrix.point(*pdfium.origin_of(self.text, index))
        left, high, right, low = rect
        ends = [self.frame.matrix.point(*corner) for corner in ((left, low), (right, high))]
        (ax, ay), (ux, uy) = style.along, style.upward
        advance = max((px - x) * ax + (py - y) * ay for px, py in ends) if 0 in (ax, ay) else 0.0
        wide = unicodedata.east_asian_width(glyph) in "WFA"
        if not 0.2 < advance / (style.em or 1.0) < 1.5 or (style.plain and wide):
            advance = style.em if wide else style.em / 2
        corners = [
            (x + ax * run + ux * rise * style.size, y + ay * run + uy * rise * style.size)
            for run in (0.0, advance)
            for rise in (ABOVE, -BELOW)
        ]
        xs, ys = zip(*corners, strict=True)
        return Char(
            glyph, round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2), style.font, style.upright
        )


def _is_watermark(matrix: Matrix, size: float) -> bool:
    """Whether text is set large and aslant, as 「案」 is printed across the pages of a draft."""
    along = _unit(matrix.a, matrix.b)
    return size >= _WATERMARK and min(abs(along[0]), abs(along[1])) > _ASLANT


def _unit(x: float, y: float) -> tuple[float, float]:
    """Direction without the rounding noise of rotation matrices, so that text along an axis is exactly along it."""
    length = hypot(x, y) or 1.0
    return round(x / length, 3), round(y / length, 3)


def _name_and_weight(font: int) -> tuple[str, bool]:
    if not font:
        return "", False
    name = pdfium.name_of(font)
    bold = bool(_BOLD_NAME.search(name)) or bool(max(pdfium.font_flags(font), 0) & _FORCE_BOLD)
    return name, bold or (pdfium.font_weight(font) >= _BOLD_WEIGHT and not name)


def over_white(red: int, green: int, blue: int, alpha: int) -> str:
    """The colour as it looks on white paper, `#rrggbb`."""
    if alpha < 255:
        red, green, blue = (255 - (255 - part) * alpha // 255 for part in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"
