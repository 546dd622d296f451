"""One column of a space-aligned table: what its texts say about which of them belong to one cell.

Decides from a column alone: a line that fills the column goes on in the next, an open bracket or the rest of a broken
unit too; two values are two cells, and a text behind an ended sentence mostly is another. These are costs, from which
`dxextract.layout.text.aligned_rows` chooses rows over all columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.text.aligned_model import AlignedLine
from dxextract.layout.text.cells import looks_like_number, looks_like_number_label, looks_like_value
from dxextract.layout.text.lines import display_width
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.signs import ARROWS, ITEM_SIGNS

_BESIDE = re.compile(rf"[(（\[［【〔].*|[{ARROWS}]\s?\S.*")
"""What stands below a value without being another: its year in brackets, where it leads to."""
_YEAR = re.compile(r"(?:(?:令和|平成|[RHＲＨ])\s?[\d元]{1,2}|[2２][0０]\d{2})\s?(?:年度?末?)?")
_ENDED = re.compile(r"[。)）」』】]$")
_NUMBERED = re.compile(r"[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}[.．)）]|(?:施策|取組|事業)?\s?\d{1,2}-\d|№|No\.?\s?\d")
_BULLET = re.compile(f"[{ITEM_SIGNS}※]")
_NEVER_FIRST = re.compile(r"[ー゛゜ぁぃぅぇぉっゃゅょァィゥェォッャュョ、。，．)）」』】〕％%・ぁ]")
"""Characters that begin no text of their own: what stands before them goes on."""
_GOES_ON = re.compile(r"(?:[/／、をにがはとのでや・（(「へも]|から|より|及び|または|また)$")
"""Ends of lines that no text of its own has."""
_SLACK = 2
"""Display columns that a filled line of a cell may end short of the column's widest."""
_ROOM = 6
"""Display columns between a line and the next column in which three characters more would have stood."""
_NARROWEST_WRAPPED = 8
"""Display columns of the narrowest column in which lines that fill it are taken for wrapped ones."""
_WIDE_ENOUGH = 12
"""Display columns of a column in which a line that fills it hardly is a whole cell by chance."""
_FEWEST_FULL = 2
_LONGEST_REST = 4
"""Characters of a value's unit that may stand on a line of their own."""
_SURE_JOIN = 0.2
"""What it costs at most to join a line with one that fills its column, or breaks off."""
_NEVER = 6.0
_FAR_APART = 3
"""Lines between two texts of one column from which on they hardly are lines of one cell."""
_TOO_FAR = 1.0
_VALUES_ARE_MOST = 0.7


@dataclass(frozen=True, slots=True)
class Column:
    """The texts of one column: their lines, what joining or parting neighbours costs, and the cells they look like."""

    indexes: tuple[int, ...]
    joined: tuple[float, ...]
    """Cost of having the first n + 1 texts in one cell."""
    splits: tuple[float, ...]
    """Cost of having text n and n + 1 in two cells."""
    cells: tuple[tuple[int, ...], ...]
    holds_values: bool
    holds_numbers: bool
    """Whether its cells only number the rows."""
    begun: frozenset[int] = frozenset()
    """The lines on which its numbers stand, and its numbered texts begin."""
    numbered_cells: tuple[tuple[int, ...], ...] = ()
    """The lines of its cells where each begins with a number and all else goes on with what stands above; else none."""

    def cell(self, start: int, end: int) -> tuple[int, int, float] | None:
        """The first and the last line with text among ``start … end - 1``, and what it costs that they are one cell."""
        low, high = bisect_left(self.indexes, start), bisect_left(self.indexes, end) - 1
        if low > high:
            return None
        return self.indexes[low], self.indexes[high], self.joined[high] - self.joined[low]

    def split_cost(self, index: int) -> float:
        """What it costs when a row begins at line `index`."""
        below = bisect_left(self.indexes, index)
        if not 0 < below < len(self.indexes) or self.indexes[below] - self.indexes[below - 1] > _FAR_APART:
            return 0.0
        return self.splits[below - 1]


def column_of(
    lines: Sequence[AlignedLine],
    column: int,
    rules: RuleSet,
    *,
    short: bool = False,
    goes_on: bool = False,
    begun: AbstractSet[int] = frozenset(),
) -> Column:
    """What `column` of the lines says; `short`: cells are mostly of one line, so that one with room left is whole.

    Where the table `goes_on` from another page the first text may be the rest of a cell. On the lines `begun` something
    begins in a column further left, to which cells of several lines belong.
    """
    texts = [(index, line.text_in(column)) for index, line in enumerate(lines) if column in line.columns]
    setting = _setting_of(lines, column, texts, rules, short=short)
    joined: list[float] = [0.0]
    splits: list[float] = []
    cells: list[list[int]] = [[texts[0][0]]] if texts else []
    for (before, above), (index, below) in pairwise(texts):
        blank = lines[index].blank_before
        apart = index - cells[-1][-1] > 1 and _are_rows(lines[cells[-1][-1] : index], column)
        if apart or index in begun:
            join, split = _NEVER, 0.0
        else:
            join, split = setting.costs((before, above), (index, below))
        far = _TOO_FAR if index - cells[-1][-1] > _FAR_APART else 0.0
        joined.append(joined[-1] + join + far)
        splits.append(0.0 if blank else split)
        near = index - cells[-1][-1] < _FAR_APART
        if near and (join < split or (join == split == 0.0 and not blank)):
            cells[-1].append(index)
        else:
            cells.append([index])
    by_index = dict(texts)
    return Column(
        tuple(index for index, _ in texts),
        tuple(joined),
        tuple(splits),
        tuple(map(tuple, cells)),
        _mostly_values([_text(by_index, cell) for cell in cells]),
        all(looks_like_number_label(text) for _, text in texts),
        frozenset(index for index, text in texts if _is_numbered(text, rules)),
        _numbered_cells(texts, joined, rules, goes_on=goes_on),
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the texts of a column are set, by which it is told what each of them leaves free and ends as."""

    lines: Sequence[AlignedLine]
    column: int
    rules: RuleSet
    widest: int
    room: int
    """Display columns up to the next column where a text that leaves some free is whole, else 0."""
    most: int
    """The columns of the fullest line."""
    full: frozenset[str]
    """The texts that fill the column."""
    leads: bool
    """What stands beside a value (its year in brackets) stands above it in this column."""
    is_value: Callable[[str], bool]

    def costs(self, above: tuple[int, str], below: tuple[int, str]) -> tuple[float, float]:
        """What it costs to have two neighbours of the column, each a line and its text, in one cell and in two."""
        if self.column == 0 and _is_numbered(above[1], self.rules) and _is_numbered(below[1], self.rules):
            return _NEVER, 0.0
        # Several lines that are as long, above lines of few columns, are so because their column ends there.
        few = len(self.lines[below[0]].columns) * 2 < self.most
        rest = above[1] in self.full and len(self.full) >= _FEWEST_FULL and few
        free = 0 if rest else self.room - _width(self.lines[above[0]], self.column)
        return _costs(above[1], below[1], self.widest, free, self.is_value, self.rules, leads=self.leads)


def _setting_of(
    lines: Sequence[AlignedLine], column: int, texts: Sequence[tuple[int, str]], rules: RuleSet, *, short: bool
) -> _Setting:
    widest = max((display_width(text) for _, text in texts), default=0)
    # Short words (公開, 維持) are values where the column holds values, else the end of a name.
    alone = [text for _, text in texts if not _BESIDE.match(text)]
    return _Setting(
        lines,
        column,
        rules,
        widest,
        room=_room(lines, column) if short else 0,
        most=max((len(line.columns) for line in lines), default=0),
        full=frozenset(text for _, text in texts if display_width(text) >= max(widest - _SLACK, _WIDE_ENOUGH)),
        leads=bool(texts and _BESIDE.fullmatch(texts[0][1])),
        is_value=looks_like_value if _mostly_values(alone) else looks_like_number,
    )


def _are_rows(lines: Sequence[AlignedLine], column: int) -> bool:
    """Whether the first of some lines and another one both have a figure in one column beside `column`."""
    figures = [{c for c, chunk in line.cells if c != column and looks_like_number(chunk.text)} for line in lines]
    return any(figures[0] & other for other in figures[1:])


def _numbered_cells(
    texts: Sequence[tuple[int, str]], joined: Sequence[float], rules: RuleSet, *, goes_on: bool
) -> tuple[tuple[int, ...], ...]:
    """The cells of a column of numbered names; none where one text neither is numbered nor goes on."""
    cells: list[list[int]] = []
    widest = max((display_width(text) for _, text in texts), default=0)
    for number, (index, text) in enumerate(texts):
        numbered = _is_numbered(text, rules) and not looks_like_number_label(text)
        if numbered or (goes_on and not cells):
            cells.append([index])
        elif cells and (
            joined[number] - joined[number - 1] <= _SURE_JOIN or display_width(texts[number - 1][1]) >= widest - _SLACK
        ):
            cells[-1].append(index)
        else:
            return ()
    return tuple(map(tuple, cells))


def _room(lines: Sequence[AlignedLine], column: int) -> int:
    """Display columns from where the column begins to where the next one does; 0 for the last."""
    own = [chunk.left for line in lines for c, chunk in line.cells if c == column]
    following = [chunk.left for line in lines for c, chunk in line.cells if c == column + 1]
    return min(following) - min(own) if own and following else 0


def _width(line: AlignedLine, column: int) -> int:
    """From where to where the texts of a line in `column` stand, as the text was aligned."""
    own = [chunk for c, chunk in line.cells if c == column]
    return max(chunk.right for chunk in own) - min(chunk.left for chunk in own) if own else 0


def _text(texts: dict[int, str], cell: Sequence[int]) -> str:
    """What a cell says, but for brackets that stand beside its value."""
    return "".join(texts[index] for index in cell if not _BESIDE.match(texts[index]))


def _mostly_values(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(map(looks_like_value, texts)) >= _VALUES_ARE_MOST * len(texts)


def _costs(
    above: str,
    below: str,
    widest: int,
    free: int,
    is_value: Callable[[str], bool],
    rules: RuleSet,
    *,
    leads: bool,
) -> tuple[float, float]:
    """What it costs to have two texts, one under the other, in one cell, and what in two.

    `leads`: what stands beside a value (its year in brackets) stands above it in this column.
    """
    if leaves_bracket_open(above) or _NEVER_FIRST.match(below):
        return 0.0, 4.0
    values = is_value(above), is_value(below)
    beside = bool(_BESIDE.match(above)), bool(_BESIDE.match(below))
    if (beside[0] and values[1]) or (values[0] and beside[1]):
        return (0.0, 1.5) if beside[0] == leads else (_NEVER, 0.0)
    if beside[1] or (_YEAR.fullmatch(below) and not _YEAR.fullmatch(above)):
        return 0.0, 0.6
    fills = display_width(above) >= widest - _SLACK and free < _ROOM
    if is_rest_of_value(above, below) and display_width(below) < display_width(above) and fills:
        return 0.0, 2.0
    if all(values) or above == below:
        return _NEVER, 0.0
    if _is_numbered(below, rules):
        return 2.0, 0.0
    if any(values):
        return 3.0, 0.0
    if _BULLET.match(below):
        return 0.4, 0.2
    if _GOES_ON.search(above):
        return 0.0, 1.5
    if _ENDED.search(above):
        return (0.5, 0.2) if fills else (1.0, 0.2)
    if widest >= _NARROWEST_WRAPPED and fills:
        # A line that ends one character short of the widest may as well be a whole cell.
        sure = (1.0 if widest >= _WIDE_ENOUGH else 0.5) * (1.0 if display_width(above) >= widest - 1 else 0.5)
        return (0.0 if display_width(above) >= widest - 1 else 0.2), sure
    widest = max(widest, display_width(above) + free - _ROOM)
    short = min(1.0, (widest - display_width(above)) / max(widest, 1) * 2)
    return 0.6 + 0.9 * short, 0.0


def _is_numbered(text: str, rules: RuleSet) -> bool:
    """Whether a text begins with a number of rows or headings; one kana may as well be the rest of a word."""
    label = looks_like_number_label(text) and not re.fullmatch(r"[ァ-ヶー]", text)
    return label or bool(_NUMBERED.match(text) or rules["numbering"].match(clean(text)[0]))


def leaves_bracket_open(text: str) -> bool:
    """Whether a bracket is open at the end of a line: ``現状(2024 年度``, with ``(R6))`` below."""
    return len(re.findall(r"[(（［〔【「『]", text)) > len(re.findall(r"[)）］〕】」』]", text))


def is_rest_of_value(above: str, below: str) -> bool:
    """Whether `below` is the end of a unit or qualifier that a narrow cell broke: ``1,800 経`` and ``営体``."""
    if not re.search(r"\d", above) or re.search(r"\d", below) or looks_like_value(below):
        return False
    return len(below) <= _LONGEST_REST and looks_like_value(above + below)
