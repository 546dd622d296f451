"""Words of lines whose cells one space alone parts, and which words make up a cell.

A PDF's reader puts spaces between letters or figures and Japanese too (令和 8 年度, 3 件), so that a space may part two
cells or none. Decides which words are the labels of a header (each group of words is one that is known), which are the
figures at a line's end, and how many cells a line of words may be. What the lines are rows of is for `spaced_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dxextract.layout.text.cells import looks_like_value
from dxextract.layout.text.inline import Piece
from dxextract.layout.text.lines import Line
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.signs import ARROWS

_WORD = re.compile(r"[^\s　]+")
_SIGN = re.compile(rf"[{ARROWS}○◎●△×★☆―—–－−ー-]+")
"""A cell of its own, whatever stands beside it."""
_DATE = re.compile(r"[0-9]+(?:月|日)")
_GOES_ON = re.compile(rf"(?:^{_SIGN.pattern}|から|より|まで|[をにへのとはがでも、])$")
"""What no name ends with: a dash is a value of its own."""
_LATIN = re.compile(r"[0-9A-Za-z.,%％]")
_SPACED = re.compile(
    r"(?:(?:約|概ね|累計|延べ|年間?|月|週|毎年度?|全|計|各年度?|(?:10|[2-9]) ?[かカヶ]?年間?で) )?[△▲+±-]?[\d,.]+"
    r"(?: ?[億万千](?P<rest> ?[\d,.]+ ?万?)?)?"
    r"(?: ?[^\d\s(（]{1,8}?)?(?: ?(?:以上|以下|未満|超|程度|維持|増|減|前後|以内|台))?"
    r"(?: ?[(（](?:\S+|[^()（）]+[)）]))?"
)
"""One value with spaces between its parts (`90.0% 以上`, `2 億 1,000 万円`)."""
_DURING = re.compile(r"^(?:10|[2-9])[かカヶ]?年間?で")
_MOST_WORDS_OF_LABEL = 8
_LABEL_WITHIN = 0.5
_OF_INDICATORS = VALUE_LABELS | {"kpi_name"}
_MOST_WORDS_OF_FIGURE = 7
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space, and the line that it stands on."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.piece.visible[self.start : self.end]


Cell = tuple[Word, ...]


def words_of(line: Line) -> tuple[Word, ...]:
    """The words of a line; none of one that has more than a table's row."""
    found = tuple(Word(line, *one.span()) for one in _WORD.finditer(line.piece.visible))
    return found if len(found) <= _MOST_WORDS else ()


def text_of(words: Sequence[Word]) -> str:
    """The words as one text, without the spaces between them."""
    return "".join(word.text for word in words)


def pieces_of(words: Sequence[Word]) -> tuple[Piece, ...]:
    """What the words are of each line that they stand on."""
    lines = {id(word.line): word.line for word in words}
    spans = {
        key: (min(w.start for w in words if id(w.line) == key), max(w.end for w in words if id(w.line) == key))
        for key in lines
    }
    return tuple(line.piece.part(*spans[key]) for key, line in lines.items())


def labels_of(words: Sequence[Word], rules: RuleSet) -> tuple[Cell, ...]:
    """The fewest labels that the words make up, all of them known; none where some word is of no label.

    A label goes on in the next line rather with a bracket or the rest of a word than with what is a label itself.
    """
    best: list[tuple[float, tuple[Cell, ...]] | None] = [(0.0, ())]
    for end in range(1, len(words) + 1):
        ways = []
        for start in range(max(0, end - _MOST_WORDS_OF_LABEL), end):
            before, group = best[start], tuple(words[start:end])
            if before is None or any(_parts_labels(*joint) for joint in pairwise(group)):
                continue
            if rules["table_headers"].label(text_of(group)) is not None:
                ways.append((before[0] + 1 + _LABEL_WITHIN * _ends_with_label(group, rules), (*before[1], group)))
        best.append(min(ways, key=lambda way: way[0], default=None))
    return best[-1][1] if best[-1] is not None else ()


def _ends_with_label(words: Sequence[Word], rules: RuleSet) -> bool:
    """Whether the last of the lines that words stand on is the label of a name or a value by itself."""
    last = [word for word in words if word.line is words[-1].line]
    return len(last) < len(words) and rules["table_headers"].label(text_of(last)) in _OF_INDICATORS


def _parts_labels(one: Word, other: Word) -> bool:
    """Whether a space surely parts two labels: between two Japanese words of a line, or behind a bracket."""
    if one.line is not other.line:
        return one.text[-1] in ")）]】" or other.text[-1] in "(（"
    return one.text[-1] in ")）]】" or (_LATIN.match(one.text[-1]) is None and _LATIN.match(other.text[0]) is None)


def figures_of(words: Sequence[Word], count: int, *, to_end: bool) -> tuple[int, tuple[Cell, ...]] | None:
    """Where `count` figures in a row begin among the words, and these; `to_end`: nothing stands behind them."""
    for start in range(len(words)):
        if start and _GOES_ON.search(words[start - 1].text):
            continue
        if (found := _figures(words[start:], count, to_end=to_end)) is not None:
            return start, found
    return None


def _figures(words: Sequence[Word], count: int, *, to_end: bool) -> tuple[Cell, ...] | None:
    if not count:
        return () if not (words and to_end) else None
    for size in range(min(_MOST_WORDS_OF_FIGURE, len(words)), 0, -1):
        if not _is_figure(words[:size]):
            continue
        rest = _figures(words[size:], count - 1, to_end=to_end)
        if rest is not None:
            return (tuple(words[:size]), *rest)
    return None


def _is_figure(words: Sequence[Word]) -> bool:
    """Whether words are one value: what stands behind its unit is another cell, unless it bounds the value."""
    texts = [word.text for word in words]
    spaced = _SPACED.fullmatch(" ".join(texts))
    if spaced is not None and spaced["rest"] is not None:
        return True
    text = _DURING.sub("", "".join(texts))  # 5 年間で is no value without the figure behind it
    return bool(text) and (len(texts) == 1 or spaced is not None) and looks_like_value(text) and not _DATE.match(text)


def cells_of(words: Sequence[Word], count: int, rules: RuleSet) -> tuple[Cell, ...] | None:
    """The words as `count` cells; None where they may be more or fewer.

    Between two Japanese words a space parts cells. Between letters and Japanese one does only where as many cells are
    lacking as there are words behind such spaces that say what is done (生成 AI | 試行).
    """
    joints = list(pairwise(words))
    apart = [_parts_cells(one.text, other.text) for one, other in joints]
    lacking = count - 1 - sum(apart)
    if lacking < 0 or not words:
        return None
    if lacking:
        said = [n for n, parted in enumerate(apart) if not parted and _is_done(words[n + 1 :], apart[n + 1 :], rules)]
        if len(said) != lacking:
            return None
        apart = [parted or n in said for n, parted in enumerate(apart)]
    cells: list[list[Word]] = [[words[0]]]
    for word, parted in zip(words[1:], apart, strict=True):
        if parted:
            cells.append([])
        cells[-1].append(word)
    return tuple(map(tuple, cells))


def _is_done(words: Sequence[Word], apart: Sequence[bool], rules: RuleSet) -> bool:
    """Whether the words up to the next cell say what is done."""
    end = next((n + 1 for n, parted in enumerate(apart) if parted), len(words))
    return rules["phases"].label(text_of(words[:end])) is not None and not _LATIN.match(words[0].text)


@lru_cache(maxsize=4096)
def _parts_cells(one: str, other: str) -> bool:
    if _SIGN.fullmatch(one) or _SIGN.fullmatch(other):
        return True
    return _LATIN.match(one[-1]) is None and _LATIN.match(other[0]) is None
