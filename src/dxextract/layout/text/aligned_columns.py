"""Where the columns of a space-aligned table run, and which column each text of a line stands in.

A gutter is a stretch that nearly all lines leave white: two columns wide, or one where single spaces of several lines
stand one under the other, as `pdftotext` leaves between cells that nearly touch. A label that is centred above short
texts makes two half columns, which are joined. Decides then for each line by itself which way to give its texts, in
order, to the columns costs least: texts may stand off their column, as programs that count columns in another way let
lines drift, and a text that stands over several columns goes to the one that it covers most of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dxextract.layout.text.aligned_model import Chunk
from dxextract.rules import RuleSet
from dxextract.signs import ARROWS, ITEM_SIGNS

Measure = Callable[[str], int]
"""How many columns a text takes."""
Spans = tuple[tuple[int, int], ...]
"""The columns, each from its first to behind its last place."""

ITEM_MARK = re.compile(rf"(?:[{ITEM_SIGNS}▲△※→⇒*-]|[①-⑳]|[(（]?[0-9０-９]{{1,2}}[)）.．]?|[ア-ン])")
"""The sign or number of an item, which may stand apart from its text."""
_SPACE = re.compile(r"(?<=\S)[ \u3000](?=\S)")
_LABEL = re.compile(r"[^\W\d_a-zA-Z]{0,4}\s?\d{1,2}(?:[-‐－]\d{1,2})+|[^\W\d_a-zA-Z]{1,4}\s?\d{1,2}")
"""A number before the title that it belongs to (施策 1-1 RPA の活用)."""
_DATE_BEFORE = re.compile(r"(?:令和|平成)$|(?:令和|平成|[RH]|20\d)\s?\d{1,2}$")
_DATE_BEHIND = re.compile(r"\d|元|年")
"""What stands around a space inside of a year: 令和 11 年度."""
_BRACKETS = "()（）[]［］【】〔〕 "
_BETWEEN = f"{ARROWS}＞~～〜"
_OPENS, _CLOSES = "(（［[【〔", re.compile(r"[)）］\]】〕]")
_LINES_PER_CROSSING = 12
"""Lines with several texts to one that may run over a gutter."""
_FEWEST_SINGLE_SPACES = 3
"""Lines in which a gutter of one column is white, at least."""
_SHARED = 3.0
"""What it costs to give two texts with a gap between them to one column."""
_SHARED_AT_SPACE = 1.0
_SHARED_BEHIND_MARK = 0.2
_MOSTLY_OUTSIDE = 0.5
"""What it costs to put a text into a column that holds only half of it."""
_AWAY = 0.5
"""What it costs for each place that a text stands off its column."""


@dataclass(frozen=True, slots=True)
class ChunkLine:
    """A line's texts between gaps, and its number in the text."""

    index: int
    chunks: tuple[Chunk, ...]


def column_spans(lines: Sequence[ChunkLine], measure: Measure) -> Spans:
    """The columns between the gutters of `lines`; one column in all when there is no gutter."""
    several = [line for line in lines if len(line.chunks) > 1]
    if not several:
        return ()
    width = max(line.chunks[-1].right for line in several)
    ink, white, single = [0] * width, [0] * width, [0] * width
    for line in several:
        for chunk in line.chunks:
            for place in range(chunk.left, chunk.right):
                ink[place] += 1
            for place, together in _spaces(chunk, measure):
                ink[place] -= 1
                single[place] += not together
        for left, right in pairwise(line.chunks):
            for place in range(left.right, right.left):
                white[place] += 1
    most = len(several) // _LINES_PER_CROSSING
    free = [ink[place] <= most and white[place] + single[place] > ink[place] for place in range(width)]
    gutters = [
        (start, end)
        for start, end in _runs(free)
        if end - start > 1 or white[start] + single[start] >= _FEWEST_SINGLE_SPACES <= white[start] * 2 + single[start]
    ]
    gutters = [(start, end) for start, end in gutters if any(white[start:end])]
    first = min(line.chunks[0].left for line in lines)
    bounds = [first, *(edge for gutter in gutters for edge in gutter), width]
    return tuple((low, high) for low, high in zip(bounds[::2], bounds[1::2], strict=True) if high > low)


def _runs(free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for place, is_free in enumerate([*free, False]):
        if is_free and start is None:
            start = place
        elif not is_free and start is not None:
            yield start, place
            start = None


def _spaces(chunk: Chunk, measure: Measure) -> Iterator[tuple[int, bool]]:
    """The places of the single spaces of a chunk, and whether what stands beside each keeps together."""
    text = chunk.text
    for space in _SPACE.finditer(text):
        yield chunk.left + measure(text[: space.start()]), keeps_together(text, space.start())


def keeps_together(text: str, space: int) -> bool:
    """Whether the space is one that a PDF's reader puts between digits and Japanese (令和 7 年度, 64 手続).

    Or one that parts a number from its title.
    """
    before, after = text[space - 1], text[space + 1]
    if after.isalpha() and _LABEL.fullmatch(text[:space]):
        return True
    if before in _BETWEEN or after in _BETWEEN:
        return True
    if before in _OPENS and not _CLOSES.search(text, space):
        return False  # the bracket goes on in the next line of its cell
    return before.isascii() != after.isascii() or (before.isalpha() and after.isalpha() and before.isascii())


def split_at_gutters(line: ChunkLine, spans: Spans, measure: Measure, rules: RuleSet) -> ChunkLine:
    """The line with chunks parted where a single space of theirs stands in a gutter: narrow columns nearly touch.

    A year or month (R10 年度), which may stand in the middle between gutters above the cells, stays whole.
    """
    gutters = [(left[1], right[0]) for left, right in pairwise(spans)]
    parts: list[Chunk] = []
    for chunk in line.chunks:
        whole = len(line.chunks) == 1 or rules["time_columns"].label(chunk.text.strip(_BRACKETS)) is not None
        parts.extend(_parts(chunk, gutters, measure, whole=whole))
    return replace(line, chunks=tuple(parts))


def _parts(chunk: Chunk, gutters: Sequence[tuple[int, int]], measure: Measure, *, whole: bool) -> Iterator[Chunk]:
    text = chunk.piece.visible
    start = 0
    for space in _SPACE.finditer(text):
        if _DATE_BEFORE.search(text[: space.start()]) and _DATE_BEHIND.match(text, space.end()):
            continue
        place = chunk.left + measure(text[: space.start()])
        inside = any(low <= place < high for low, high in gutters)
        near = any(low - 1 <= place <= high for low, high in gutters)
        if near if not keeps_together(text, space.start()) else inside and not whole:
            yield Chunk(chunk.piece.part(start, space.start()), chunk.left + measure(text[:start]), place)
            start = space.end()
    yield Chunk(chunk.piece.part(start, len(text)), chunk.left + measure(text[:start]), chunk.right)


def columns_of(chunks: Sequence[Chunk], spans: Spans) -> tuple[list[int], float]:
    """The column of each chunk, in order, at the least cost, and this cost.

    One each where there are as many, from the first column on: without its label `R10  300件` stands in the second.
    """
    if len(chunks) == len(spans) and (len(spans) == 1 or chunks[0].left < spans[1][0]):
        return list(range(len(spans))), sum(_off(chunk, span) for chunk, span in zip(chunks, spans, strict=True))
    best: list[tuple[float, list[int]]] = [(_off(chunks[0], span), [n]) for n, span in enumerate(spans)]
    for previous, chunk in pairwise(chunks):
        shared = _shared(previous, chunk, first=previous is chunks[0])
        options: list[tuple[float, list[int]]] = []
        for number, span in enumerate(spans):
            ways = [(cost, way) for cost, way in best[:number]]
            ways.append((best[number][0] + shared, best[number][1]))
            cost, way = min(ways, key=lambda one: one[0])
            options.append((cost + _off(chunk, span), [*way, number]))
        best = options
    cost, way = min(best, key=lambda one: one[0])
    return way, cost


def _shared(left: Chunk, right: Chunk, *, first: bool) -> float:
    if first and ITEM_MARK.fullmatch(left.text):
        return _SHARED_BEHIND_MARK
    return _SHARED if right.left - left.right > 1 else _SHARED_AT_SPACE


def _off(chunk: Chunk, span: tuple[int, int]) -> float:
    """What it costs that a text stands in a column: for what sticks out of it, or for how far it is away."""
    common = min(chunk.right, span[1]) - max(chunk.left, span[0])
    if common > 0:
        return 1 - common / (chunk.right - chunk.left)
    return 1 + _AWAY * -common


def joined_parts(lines: Sequence[ChunkLine], spans: Spans, head: int) -> Spans:
    """The columns, each in one part; `head` is how many of the first lines have no values.

    Neighbours are parts of one column when no line has text in two of them, but for a text that belongs to the one
    before it (``1,300 路線``), and only one has text below the header: what else there is are labels beside the texts
    that they head; or only one has a label, and next to nothing is white between them. Of all ways to join parts the
    one with the fewest columns is taken, and of these the closest.
    """
    placed = [columns_of(line.chunks, spans) for line in lines]
    used = [_use(lines, placed, number, head) for number in range(len(spans))]
    best: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    for end in range(1, len(spans) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            white = sum(right[0] - left[1] for left, right in pairwise(spans[start:end]))
            if not _is_one(used[start:end], narrow=white < end - start):
                break
            count, gaps, starts = best[start]
            ways.append((count + 1, gaps + white, (*starts, start)))
        best.append(min(ways))
    starts = best[-1][2]
    return tuple(
        (spans[start][0], spans[end - 1][1]) for start, end in zip(starts, [*starts[1:], len(spans)], strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Use:
    """The lines with a text of its own in a part of a column, and whether it has text in the header and below it."""

    alone: frozenset[int]
    in_head: bool
    in_body: bool


def _use(lines: Sequence[ChunkLine], placed: Sequence[tuple[list[int], float]], number: int, head: int) -> _Use:
    alone: set[int] = set()
    above = body = False
    for place, (line, (columns, cost)) in enumerate(zip(lines, placed, strict=True)):
        if len(line.chunks) < 2 and cost >= _MOSTLY_OUTSIDE:
            continue
        for position, column in enumerate(columns):
            if column != number:
                continue
            before = line.chunks[position - 1] if position and columns[position - 1] == number - 1 else None
            if before is None or not _belongs_to(before, line.chunks[position]):
                alone.add(place)
                above, body = above or place < head, body or place >= head
    return _Use(frozenset(alone), above, body)


def _is_one(parts: Sequence[_Use], *, narrow: bool) -> bool:
    """Whether parts are of one column; `narrow`: no more than one place is white between any two of them.

    Figures set flush right leave such a gutter where all of those with fewer digits stand at its right.
    """
    lines = [line for part in parts for line in part.alone]
    bodies, heads = sum(part.in_body for part in parts), sum(part.in_head for part in parts)
    return len(parts) == 1 or (len(lines) == len(set(lines)) and (bodies <= 1 or (narrow and heads == 1)))


def _belongs_to(left: Chunk, right: Chunk) -> bool:
    """Whether only a space that keeps together parts two texts."""
    return right.left - left.right <= 1 and keeps_together(f"{left.text} {right.text}", len(left.text))
