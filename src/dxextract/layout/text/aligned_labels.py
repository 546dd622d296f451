"""Cells of a space-aligned table that one space parts, told apart by the labels above them.

`pdftotext -layout` leaves one space between a figure set flush right and the text beside it (``80% 業務統計``), at
another place on each line, so that no gutter runs through them. Decides that such spaces part two columns where the
header has more labels than there are columns and figures of one column alone have such a text behind them; else, line
by line, where what stands behind a space is nearer to the next label, below which the line has nothing. Between two
texts such spaces part columns where all lines have one at nearly the same place: Japanese has no others. The texts are
moved out of the gutter, by so much as they stand in it. A space before a unit (``64 手続``) parts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from dxextract.layout.text.aligned_columns import ChunkLine, Measure, Spans, columns_of, keeps_together
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.cells import header_labels, looks_like_number
from dxextract.rules import RuleSet

_SPACE = re.compile(r"(?<=\S)[ \u3000](?=\S)")
_FIGURE = re.compile(r"[約延計]?[△▲-]?[\d,.]*\d(?:[^\d\s。、]{1,4})?|[-―–—－]")
_WITH_UNIT = re.compile(r"[約延計]?[\d,.]*\d[^\d\s。、]{1,4}")
_GOES_ON = re.compile(r"[\d(（/／以未程超増減維→⇒~～]")
"""What a text begins with that stands behind a figure in the same cell."""
_QUALIFIER = re.compile(r"以[上下内]|未満|程度|超|前後")
"""What belongs to the figure before it."""
_FEWEST_LABELS = 3
_GUTTER = 2
_JITTER = 2
"""Places that a space may stand off from those of other lines."""
_LINES_PER_MISS = 12
_FEWEST_SPACES = 3
"""Lines, half of all at least, with a space at one place: fewer have one by chance."""
_MOST_MOVED = 4
"""Places that a text may stand inside of a gutter."""

_OPENED, _CLOSED = re.compile(r"[(（\[［][^)）\]］]*$"), re.compile(r"[^(（\[［]*[)）\]］]$")
Labels = Sequence[tuple[int, int]]
"""From where to where each label stands, from left to right."""


@dataclass(frozen=True, slots=True)
class _Split:
    """A text of a line in two, and the column or label that its first part stands in."""

    line: int
    place: int
    column: int
    left: Chunk
    right: Chunk


def parted_at_labels(
    zone: Sequence[ChunkLine], head: int, spans: Spans, rules: RuleSet, measure: Measure
) -> list[ChunkLine]:
    """The lines with texts parted where labels say that a single space stands between two cells.

    `head` is how many of the first lines have no values, `spans` the columns that gutters make.
    """
    body = [line for line in zone[head:] if len(line.chunks) > 1]
    if not any(_SPACE.search(chunk.text) for line in body for chunk in line.chunks[1:]):
        return list(zone)
    labels = _lowest_labels([line.chunks for line in zone[:head] if _is_labelled(line, rules)])
    if len(labels) < _FEWEST_LABELS:
        return list(zone)
    splits = _behind_figures(zone, head, spans, len(labels), rules, measure)
    lines = _split(zone, head, splits or list(_below_labels(zone, head, labels, measure)))
    wanted = len(labels) - len(spans) - len({split.column for split in splits})
    for _ in range(wanted):
        further = _at_one_place(lines, head, measure)
        lines = _split(lines, head, further)
    return lines


def _split(zone: Sequence[ChunkLine], head: int, splits: Sequence[_Split]) -> list[ChunkLine]:
    """The lines with these texts parted and their second parts moved out of the gutter."""
    lines = list(zone)
    for split in sorted(splits, key=lambda one: -one.place):
        rights = [one.left.right for one in splits if one.column == split.column]
        start = _end_of_column(zone[head:], rights) + _GUTTER
        moved = replace(split.right, left=max(split.right.left, start), right=max(split.right.right, start + 1))
        chunks = lines[split.line].chunks
        parts = (*chunks[: split.place], split.left, moved, *chunks[split.place + 1 :])
        lines[split.line] = replace(lines[split.line], chunks=parts)
    return lines


def _end_of_column(lines: Sequence[ChunkLine], rights: Sequence[int]) -> int:
    """Where a column ends of which some texts end at `rights`."""
    usual = median_low(rights)
    near = [c.right for line in lines for c in line.chunks if c.left < usual <= c.right]
    return max(right for right in [*rights, *near] if right <= usual + _MOST_MOVED)


def _is_labelled(line: ChunkLine, rules: RuleSet) -> bool:
    """Whether half of the texts of a line are labels of a table's header."""
    labels = header_labels([chunk.text for chunk in line.chunks], rules)
    return sum(label is not None for label in labels) * 2 >= len(labels)


def _lowest_labels(lines: Sequence[Sequence[Chunk]]) -> list[tuple[int, int]]:
    """Where the labels stand that have no others below them; overlapping ones are one label."""
    found: list[tuple[int, int]] = []
    for number, chunks in enumerate(lines):
        lower = [(chunk.left, chunk.right) for line in lines[number + 1 :] for chunk in line]
        bounds = [-1, *(chunk.left for chunk in chunks), 10**6]
        for before, chunk, behind in zip(bounds, chunks, bounds[2:], strict=False):
            inner = [one for one in lower if before < one[0] < behind]
            if any(right <= chunk.left for _, right in inner) and any(left >= chunk.right for left, _ in inner):
                continue
            found.append((chunk.left, chunk.right))
    labels: list[tuple[int, int]] = []
    for left, right in sorted(found):
        if labels and left < labels[-1][1]:
            labels[-1] = (labels[-1][0], max(labels[-1][1], right))
        else:
            labels.append((left, right))
    return labels


def labelled_lines(zone: Sequence[ChunkLine], head: int, rules: RuleSet) -> int:
    """How many of the first lines, of which `head` have no values, go down to the last one of labels."""
    return max((number for number, line in enumerate(zone[:head], 1) if _is_labelled(line, rules)), default=0)


def label_columns(zone: Sequence[ChunkLine], head: int, spans: Spans, rules: RuleSet) -> list[tuple[int, ...]]:
    """The columns of the header's texts by the order of its lowest labels: none, unless there are as many as columns.

    A label that is centred over wide cells stands beside the texts that begin at their left.
    """
    lines = zone[: labelled_lines(zone, head, rules)]
    labels = _lowest_labels([line.chunks for line in lines])
    if len(labels) != len(spans):
        return []
    return [tuple(_nearest(chunk, labels) for chunk in line.chunks) for line in lines]


def _behind_figures(
    zone: Sequence[ChunkLine], head: int, spans: Spans, wanted: int, rules: RuleSet, measure: Measure
) -> list[_Split]:
    """The figures that have a text behind them, where no more columns have such than labels have no column."""
    used: set[int] = set()
    mixed: set[int] = set()
    found: dict[int, list[_Split]] = {}
    for number, line in enumerate(zone[head:], head):
        if len(line.chunks) < 2:
            continue
        for place, column in enumerate(columns_of(line.chunks, spans)[0]):
            chunk = line.chunks[place]
            used.add(column)
            split = _figure_and_text(chunk, rules, measure) if place else None
            if split is not None:
                found.setdefault(column, []).append(_Split(number, place, column, *split))
            elif not looks_like_number(chunk.text):
                mixed.add(column)
    columns = {column: splits for column, splits in found.items() if column not in mixed}
    if len(columns) > wanted - len(used):
        return []
    return [split for splits in columns.values() for split in splits]


def _figure_and_text(chunk: Chunk, rules: RuleSet, measure: Measure) -> tuple[Chunk, Chunk] | None:
    """A figure and the text behind it that is not its unit."""
    space = _SPACE.search(chunk.piece.visible)
    if space is None:
        return None
    left, right = _at(chunk, space.start(), measure)
    if not _FIGURE.fullmatch(left.text) or _GOES_ON.match(right.text):
        return None
    if not _WITH_UNIT.fullmatch(left.text) and rules["units"].label(right.text.split(" ")[0]):
        return None
    return left, right


def _at(chunk: Chunk, space: int, measure: Measure) -> tuple[Chunk, Chunk]:
    """The text before and behind a space."""
    text = chunk.piece.visible
    end, start = chunk.left + measure(text[:space]), chunk.left + measure(text[: space + 1])
    return (
        Chunk(chunk.piece.part(0, space), chunk.left, end),
        Chunk(chunk.piece.part(space + 1, len(text)), start, chunk.right),
    )


def _below_labels(zone: Sequence[ChunkLine], head: int, labels: Labels, measure: Measure) -> Iterator[_Split]:
    """The texts whose end stands nearer to the next label, when nothing else of the line does."""
    for number, line in enumerate(zone[head:], head):
        owners = [_nearest(chunk, labels) for chunk in line.chunks]
        for place, chunk in enumerate(line.chunks[1:], 1):
            free = owners[place + 1] if place + 1 < len(owners) else len(labels)
            for space in _SPACE.finditer(chunk.piece.visible):
                left, right = _at(chunk, space.start(), measure)
                if _QUALIFIER.fullmatch(right.text) and _FIGURE.fullmatch(left.text):
                    continue
                if _OPENED.search(left.text) and _CLOSED.match(right.text):
                    continue  # (令和 10 年度末), in the middle of its cell
                before, behind = _nearest(left, labels), _nearest(right, labels)
                whole = _WITH_UNIT.fullmatch(left.text) and not _GOES_ON.match(right.text)
                behind += before == behind and bool(whole)
                if before < behind < free and owners[place - 1] < before:
                    yield _Split(number, place, before, left, right)
                    break


def _at_one_place(zone: Sequence[ChunkLine], head: int, measure: Measure) -> list[_Split]:
    """The texts with a space where all lines below the header are white, but for a few places."""
    found: list[_Split] = []
    white: list[list[tuple[int, int]]] = []
    for number, line in enumerate(zone[head:], head):
        gaps = [(left.right, right.left) for left, right in pairwise(line.chunks)]
        white.append([(-1, line.chunks[0].left), *gaps, (line.chunks[-1].right, 10**6)])
        for place, chunk in enumerate(line.chunks):
            for space in _SPACE.finditer(chunk.piece.visible):
                if not keeps_together(chunk.piece.visible, space.start()):
                    left, right = _at(chunk, space.start(), measure)
                    found.append(_Split(number, place, left.right, left, right))
    best: list[_Split] = []
    for column in sorted({split.column for split in found}):
        near = {split.line: split for split in found if abs(split.column - column) <= _JITTER}
        misses = sum(
            number not in near and not any(low <= column + _JITTER and high > column - _JITTER for low, high in gaps)
            for number, gaps in enumerate(white, head)
        )
        if misses * _LINES_PER_MISS <= len(white) <= 2 * len(near) and len(near) >= max(len(best) + 1, _FEWEST_SPACES):
            best = [replace(split, column=column) for split in near.values()]
    return best


def _nearest(chunk: Chunk, labels: Labels) -> int:
    """The number of the label that a text stands nearest to, by their middles where it is as near to two."""
    return min(
        range(len(labels)),
        key=lambda n: (
            max(labels[n][0] - chunk.right, chunk.left - labels[n][1], 0),
            abs(sum(labels[n]) - chunk.left - chunk.right),
        ),
    )
