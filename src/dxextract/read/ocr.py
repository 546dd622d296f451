"""Reads a page's picture with tesseract, where a page has no usable text of its own.

Decides which of tesseract's words count and where their characters stand. tesseract is looked for when it is first
needed and is no dependency: without it (or without its Japanese data) pages stay unread, which the caller reports.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from dxextract.read.geometry import Frame
from dxextract.read.pdf_chars import PageText
from dxextract.read.picture_regions import Part, parts_of, picture_regions, whole_part, without_regions
from dxextract.read.render import POINTS_PER_INCH, Picture
from dxextract.read.scan_sizes import with_usual_size
from dxextract.schema.raw import Char, Font, Shape
from dxextract.settings import Settings

_LANGUAGE = "jpn"
_LEVEL_LINE, _LEVEL_WORD = 4, 5
_MIN_WORD_CONFIDENCE = 25.0
_MIN_PAGE_CONFIDENCE = 45.0
_FRAME_MARKS = frozenset("|｜¦[]_＿")
_WHITE = 255
_PAGE, _BLOCK, _LINE = "3", "6", "7"
"""tesseract's page segmentation modes."""
_LIST_TIMEOUT = 30.0
_MAX_LINE = 1.5
_CERTAIN = 100.0


class Row(NamedTuple):
    """A line or word of tesseract's TSV output, in pixels. `line` has its picture, block, paragraph and number."""

    level: int
    line: tuple[int, ...]
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

        Cells between `rulings` and dark bands are read each on its own, and the page without them.
        """
        regions = picture_regions(rulings, picture.scale)
        blocks, lines = parts_of(picture, regions)
        kinds = ((_PAGE, (whole_part(without_regions(picture, regions)),)), (_BLOCK, blocks), (_LINE, lines))
        rows: list[Row] = []
        for kind, (segmentation, parts) in enumerate(kinds):
            seen = self._seen(parts, segmentation, picture.scale)
            if seen is None:
                return None
            rows += (row._replace(line=(kind, *row.line)) for row in seen)
        return words_to_text(rows, picture.scale, frame)

    def _seen(self, parts: Sequence[Part], segmentation: str, scale: float) -> list[Row] | None:
        """The lines and words of several pictures, which tesseract takes as the pages of one, and their marks."""
        if self.command is None:
            return None
        if not parts:
            return []
        dpi = str(round(scale * POINTS_PER_INCH))
        call = [self.command, "stdin", "stdout", "-l", _LANGUAGE, "--dpi", dpi, "--psm", segmentation, "tsv"]
        table = _run(call, _as_tiff(parts), self._timeout)
        return None if table is None else [*_marks(parts), *_placed(rows_of(table), parts)]


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


def _as_tiff(parts: Sequence[Part]) -> bytes:
    from PIL import Image  # not above: most documents need no OCR

    pictures = [Image.fromarray(part.pixels) for part in parts]
    given = io.BytesIO()
    pictures[0].save(given, format="TIFF", save_all=True, append_images=pictures[1:])
    return given.getvalue()


def _placed(rows: Iterable[Row], parts: Sequence[Part]) -> Iterator[Row]:
    """`rows`, whose first number of the line is that of their part, from 1, where they stand on the page."""
    for row in rows:
        part = parts[row.line[0] - 1]
        yield row._replace(
            left=row.left + part.left,
            right=row.right + part.left,
            top=row.top + part.top,
            bottom=row.bottom + part.top,
        )


def _marks(parts: Sequence[Part]) -> Iterator[Row]:
    """The marks that were taken off parts, as words of a line of their own."""
    for number, part in enumerate(parts):
        if part.mark:
            x0, top, x1, bottom = part.mark_box
            yield Row(
                _LEVEL_WORD,
                (number, 0),
                x0 + part.left,
                top + part.top,
                x1 + part.left,
                bottom + part.top,
                _CERTAIN,
                part.mark,
            )


def words_to_text(rows: Sequence[Row], scale: float, frame: Frame) -> PageText:
    """The characters in tesseract's `rows`; `scale` is pixels for one point.

    A word's characters share its width; they stand as high as their line, so that all of a line agree, and lines nearly
    as high as most of the page's letters are of their size. A page of guesses (a photograph) counts as empty.
    """
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
    return PageText(with_usual_size(tuple(fonts), inside), tuple(inside), frozenset(), frozenset(), 0, False)


def _line_extents(lines: Iterable[Row], words: Iterable[Row]) -> dict[tuple[int, ...], tuple[int, int]]:
    """Top and bottom of each line that is one: some boxes of lines hold the halves of two."""
    tallest: dict[tuple[int, ...], int] = {}
    for word in words:
        tallest[word.line] = max(tallest.get(word.line, 0), word.bottom - word.top)
    return {
        line.line: (line.top, line.bottom)
        for line in lines
        if line.line in tallest and line.bottom - line.top <= _MAX_LINE * tallest[line.line]
    }


def rows_of(table: str) -> Iterator[Row]:
    """The rows of tesseract's TSV output."""
    for entry in table.splitlines():
        cells = entry.split("\t")
        if len(cells) != 12 or not cells[0].isdigit():
            continue
        level, page, block, paragraph, line, _word, left, top, width, height = (int(cell) for cell in cells[:10])
        yield Row(
            level,
            (page, block, paragraph, line),
            left,
            top,
            left + width,
            top + height,
            float(cells[10]),
            "".join(cells[11].split()),
        )


def _counts(word: Row) -> bool:
    """Whether a word is more than a guess or a piece of a table's frame."""
    return (
        bool(word.text)
        and word.confidence >= _MIN_WORD_CONFIDENCE
        and not set(word.text) <= _FRAME_MARKS
        and word.right > word.left
    )
