"""Text with its places: what stands where in the file, and how it is quoted as evidence.

Boxes are ``(x0, top, x1, bottom)`` in PDF points from the page's top left. Lines are 1-based. Decides how the segments
of a passage join into one text and into quotes; nothing about what a text means. Places and segments, of which a
document has tens of thousands, are named tuples, which are made in a third of the time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dxextract.normalise import clean
from dxextract.schema.plan import Evidence

Box = tuple[float, float, float, float]
# A half-width kana's sound mark is a character of its own in the source, and belongs to the kana.
_MARKS_BEHIND = re.compile(r"(?:[^\sﾞﾟ]*[ﾞﾟ])*")


class Place(NamedTuple):
    """Where something stands: page and box in a PDF, or a range of lines in a text.

    `ink_before` and `ink_after` count the characters of a text's line, white space aside, that stand before and after
    it: two places with nothing between them can be quoted as one.
    """

    page: int | None = None
    box: Box | None = None
    line_start: int | None = None
    line_end: int | None = None
    ink_before: int | None = None
    ink_after: int | None = None


class Segment(NamedTuple):
    """One visual line of a PDF, or one line of a text (or a part of it), verbatim."""

    raw: str
    place: Place

    def cut(self, start: int, end: int) -> Segment:
        """The segment of ``raw[start:end]``. A PDF's box stays that of the whole line."""
        place = self.place
        if place.ink_before is not None and place.ink_after is not None:
            before, after = _ink(self.raw[:start]), _ink(self.raw[end:])
            place = place._replace(ink_before=place.ink_before + before, ink_after=place.ink_after + after)
        return Segment(self.raw[start:end], place)


def _ink(text: str) -> int:
    """How many characters of `text` are no white space."""
    return sum(not char.isspace() for char in text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A cleaned text that knows, for each character, where it stands in the source.

    `offsets` has ``len(text) + 1`` entries into `raw`, the segments' raw texts joined by line feeds.
    """

    text: str
    segments: tuple[Segment, ...]
    offsets: Sequence[int] = field(compare=False)

    @classmethod
    def of(cls, segments: Iterable[Segment], *, tight: bool = False) -> Passage:
        """Clean and join `segments`; `tight` as in `dxextract.normalise.clean` (use it for table cells)."""
        kept = tuple(segments)
        text, offsets = clean("\n".join([s.raw for s in kept]), tight=tight)
        return cls(text, kept, offsets)

    @classmethod
    def spaced(cls, first: Passage, second: Passage) -> Passage:
        """Two passages as one, with a space between them in the text (a number and its title)."""
        shift = len(first.raw) + 1
        offsets = (*first.offsets[:-1], len(first.raw), *(shift + o for o in second.offsets))
        return cls(f"{first.text} {second.text}", (*first.segments, *second.segments), offsets)

    @property
    def raw(self) -> str:
        return "\n".join(s.raw for s in self.segments)

    @property
    def page(self) -> int | None:
        """The page that it begins on; None in a text, and for nothing at all."""
        return self.segments[0].place.page if self.segments else None

    def line_breaks(self) -> tuple[int, ...]:
        """Offsets into the text of the first character of each source line after the first."""
        if len(self.segments) == 1 and "\n" not in self.segments[0].raw:
            return ()
        raw, breaks = self.raw, []
        position = raw.find("\n")
        while position >= 0:
            breaks.append(min(bisect_right(self.offsets, position), len(self.text)))
            position = raw.find("\n", position + 1)
        return tuple(breaks)

    def part(self, start: int, end: int | None = None) -> Passage:
        """The passage of ``text[start:end]``, stripped, with only the segments that it touches."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return Passage("", (), (0,))
        low, high = self.offsets[start], self.offsets[end]
        if end < len(self.text):  # do not take along what was dropped between this part and the next character
            high = max(self.offsets[end - 1] + 1, low + 1)
            marks = _MARKS_BEHIND.match(self.raw, high, self.offsets[end])
            high = marks.end() if marks else high
        segments: list[Segment] = []
        base = 0
        first_base = 0
        position = 0
        for segment in self.segments:
            seg_low, seg_high = position, position + len(segment.raw)
            position = seg_high + 1
            if seg_high <= low or seg_low >= high:
                continue
            cut_low, cut_high = max(low, seg_low), min(high, seg_high)
            if not segments:
                first_base = cut_low
            segments.append(segment.cut(cut_low - seg_low, cut_high - seg_low))
        base = first_base
        offsets = (*(min(o, high) - base for o in self.offsets[start:end]), high - base)
        return Passage(self.text[start:end], tuple(segments), offsets)

    def evidence(self, start: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
        """Evidence for ``text[start:end]``: one value for each page touched, or for each unbroken part of a text."""
        return evidence_of([self if start == 0 and end is None else self.part(start, end)])


def evidence_of(passages: Iterable[Passage], joiner: str = "\n") -> tuple[Evidence, ...]:
    """One evidence for each page, or for each unbroken part of a text, that the passages stand on.

    Pages come in the passages' order, parts of a text in reading order; a part that is given twice is quoted once.
    """
    groups: dict[int | None, list[Segment]] = {}
    for passage in passages:
        for segment in passage.segments:
            if segment.raw.strip():
                groups.setdefault(segment.place.page, []).append(segment)
    result: list[Evidence] = []
    for page, segments in groups.items():
        for part in [segments] if page is not None else _unbroken(segments):
            boxes = [s.place.box for s in part if s.place.box is not None]
            starts = [s.place.line_start for s in part if s.place.line_start is not None]
            ends = [s.place.line_end for s in part if s.place.line_end is not None]
            result.append(
                Evidence(
                    page=page,
                    bbox=union_box(boxes) if boxes else None,
                    line_start=min(starts) if starts else None,
                    line_end=max(ends) if ends else None,
                    quote=joiner.join(s.raw for s in part),
                )
            )
    return tuple(result)


def _unbroken(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Segments of a text in reading order, in runs between which something else stands on the lines."""
    runs: list[list[Segment]] = []
    for segment in sorted(dict.fromkeys(segments), key=lambda s: (s.place.line_start or 0, s.place.ink_before or 0)):
        if runs and _adjoin(runs[-1][-1], segment):
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return runs


def _adjoin(first: Segment, second: Segment) -> bool:
    """Whether nothing but white space stands between two segments of a text; yes when their places do not tell."""
    a, b = first.place, second.place
    if a.ink_before is None or b.ink_before is None:
        return True
    if a.line_end == b.line_start:
        return a.ink_before + _ink(first.raw) == b.ink_before
    next_line = a.line_end is not None and b.line_start == a.line_end + 1
    return next_line and a.ink_after == 0 and b.ink_before == 0


def union_box(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))
