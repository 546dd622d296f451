"""Reads a page's picture with tesseract, where a page has no usable text of its own.

Decides which of tesseract's words count and where their characters stand. tesseract is looked for when it is first
needed and is no dependency: without it (or without its Japanese data) pages stay unread, which the caller reports.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from dxextract.read.geometry import Frame
from dxextract.read.pdf_chars import PageText
from dxextract.read.render import POINTS_PER_INCH, Picture
from dxextract.schema.raw import Char, Font, Shape
from dxextract.settings import Settings

_LANGUAGE = "jpn"
_LEVEL_LINE, _LEVEL_WORD = 4, 5
_MIN_WORD_CONFIDENCE = 25.0
_MIN_PAGE_CONFIDENCE = 45.0
_FRAME_MARKS = frozenset("|｜¦[]_＿")
_WHITE = 255
_BLOCKS, _LOOSE_WORDS = "3", "11"
"""tesseract's page segmentation modes."""
_FEW_RULINGS = 4
_LIST_TIMEOUT = 30.0
_MARGIN = 2
_MAX_LINE = 1.5


class _Row(NamedTuple):
    """A line or word of tesseract's TSV output, in pixels."""

    level: int
    line: tuple[int, int, int]
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    text: str


class Tesseract:
    """The installed tesseract, if any."""

    def __init__(self, settings: Settings) -> None:
        self._timeout = settings.ocr_timeout

    @cached_property
    def command(self) -> str | None:
        """The path of a tesseract that knows Japanese, or None."""
        found = shutil.which("tesseract")
        if found is None:
            return None
        listed = _run([found, "--list-langs"], b"", _LIST_TIMEOUT)
        return found if listed is not None and _LANGUAGE in listed.split() else None

    def read(self, picture: Picture, rulings: Sequence[Shape], frame: Frame) -> PageText | None:
        """The text of a grey picture of a page; None when tesseract is missing, fails or runs out of time.

        A page with rulings is read twice, as it is and as loose words without them, since either way tesseract
        overlooks whole cells on some pages; the reading with more letters counts.
        """
        seen = self._words(picture, _BLOCKS, frame)
        if seen is None or len(rulings) < _FEW_RULINGS:
            return seen
        loose = self._words(without_rulings(picture, rulings), _LOOSE_WORDS, frame)
        return loose if loose is not None and len(loose.chars) > len(seen.chars) else seen

    def _words(self, picture: Picture, segmentation: str, frame: Frame) -> PageText | None:
        if self.command is None:
            return None
        dpi = str(round(picture.scale * POINTS_PER_INCH))
        header = b"P5 %d %d %d\n" % (picture.width, picture.height, _WHITE)
        call = [self.command, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", dpi, "--psm", segmentation, "tsv"]
        table = _run(call, header + picture.pixels, self._timeout)
        return None if table is None else words_to_text(table, picture.scale, frame)


def _run(call: list[str], given: bytes, timeout: float) -> str | None:
    try:
        done = subprocess.run(
            call,
            input=given,
            capture_output=True,
            timeout=timeout,
            check=True,
            # more threads make tesseract slower on one page, and the pages of a batch run side by side
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def words_to_text(table: str, scale: float, frame: Frame) -> PageText:
    """The characters in tesseract's TSV `table`; `scale` is pixels for one point.

    A word's characters share its width; they stand as high as their line, so that all of a line agree. A page of
    guesses (a photograph) counts as empty.
    """
    rows = list(_rows(table))
    words = [row for row in rows if row.level == _LEVEL_WORD and _counts(row)]
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words)
    if not letters or sure < _MIN_PAGE_CONFIDENCE * letters:
        words = []
    heights = _line_extents([row for row in rows if row.level == _LEVEL_LINE], words)
    fonts: dict[Font, int] = {}
    chars: list[Char] = []
    for word in words:
        top, bottom = (round(edge / scale, 2) for edge in heights.get(word.line, (word.top, word.bottom)))
        font = fonts.setdefault(Font("OCR", round((bottom - top) * 2) / 2, False, "#000000"), len(fonts))
        step = (word.right - word.left) / len(word.text) / scale
        for place, letter in enumerate(word.text):
            x0 = word.left / scale + place * step
            chars.append(Char(letter, round(x0, 2), top, round(x0 + step, 2), bottom, font, True))
    inside = [char for char in chars if char.x0 < frame.width and char.top < frame.height]
    return PageText(tuple(fonts), tuple(inside), frozenset(), frozenset(), 0, False)


def _line_extents(lines: Iterable[_Row], words: Iterable[_Row]) -> dict[tuple[int, int, int], tuple[int, int]]:
    """Top and bottom of each line that is one: some boxes of lines hold the halves of two."""
    tallest: dict[tuple[int, int, int], int] = {}
    for word in words:
        tallest[word.line] = max(tallest.get(word.line, 0), word.bottom - word.top)
    return {
        line.line: (line.top, line.bottom)
        for line in lines
        if line.line in tallest and line.bottom - line.top <= _MAX_LINE * tallest[line.line]
    }


def without_rulings(picture: Picture, rulings: Iterable[Shape]) -> Picture:
    """`picture` with its lines painted white."""
    pixels = bytearray(picture.pixels)
    for ruling in rulings:
        if ruling.kind != "line":
            continue
        x0, top, x1, bottom = (round(edge * picture.scale) for edge in ruling.box)
        left, right = max(x0 - _MARGIN, 0), min(x1 + _MARGIN, picture.width)
        for row in range(max(top - _MARGIN, 0), min(bottom + _MARGIN, picture.height)):
            start = row * picture.width
            pixels[start + left : start + right] = bytes([_WHITE]) * (right - left)
    return replace(picture, pixels=bytes(pixels))


def _rows(table: str) -> Iterator[_Row]:
    for entry in table.splitlines():
        cells = entry.split("\t")
        if len(cells) != 12 or not cells[0].isdigit():
            continue
        level, _page, block, paragraph, line, _word, left, top, width, height = (int(cell) for cell in cells[:10])
        yield _Row(
            level,
            (block, paragraph, line),
            left,
            top,
            left + width,
            top + height,
            float(cells[10]),
            "".join(cells[11].split()),
        )


def _counts(word: _Row) -> bool:
    """Whether a word is more than a guess or a piece of a table's frame."""
    return (
        bool(word.text)
        and word.confidence >= _MIN_WORD_CONFIDENCE
        and not set(word.text) <= _FRAME_MARKS
        and word.right > word.left
    )
