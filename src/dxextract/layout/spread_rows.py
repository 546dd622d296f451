"""Rows of a form without a frame, spread over the page -> one line each.

`計画期間 ： 平成 28 年度 ～ 平成 37 年度`, each word in a cell of a spreadsheet: a label, a colon that stands by itself
or begins what comes next, and short words behind it on one baseline. Decides by the colon: no prose begins with one.
A row with two of them (two fields side by side) stays as it is. A label of an indicator's value and the figure that a
tab set apart from it (`現状値（令和６年度）      35件`) are one line too, where nothing else stands beside them, and so
are ranges of years and what is done in them, where two rows or more begin and go on at the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dxextract.layout.lines import join_lines
from dxextract.layout.model import Line

_COLONS = "：:"
_LABEL = re.compile(r"[^0-9０-９。：:]{2,14}")
_VALUE_LABEL = re.compile(
    r"[-・○◇◆●■□]?\s?(?:(?:中間|最終|計画|数値)?目標値?|現状値?|現況値?|基準値?|当初値?|実績値?|策定時)(?:\s?[(（\[【][^()（）]{2,14}[)）\]】])?"
)
_YEARS = re.compile(
    r"(?:(?:令和|[RＲ])\s?(?:[0-9０-９]{1,2}|元)|20[0-9]{2})\s?(?:年度?)?"
    r"(?:\s?[~〜～\-－–]\s?(?:(?:令和|[RＲ])?\s?[0-9０-９]{1,2}|20[0-9]{2})\s?(?:年度?)?)?"
)
_TEXT = re.compile(r"[^0-9０-９].{2,40}(?<!。)")
_LONG = 6.5
"""Ems of a range of years that is longer than a label."""
_SAME_EDGE = 2.0
_NEXT = 4.0
"""Ems from one row of years to the next at most."""
_FIGURE = re.compile(r"約?[0-9０-９][0-9０-９,，.．]*\s?[^\s0-9０-９。、]{0,5}")
_LONGEST = 20
"""Characters of a word of such a row."""
_SAME_BASELINE = 0.2
"""Of the size, how far the bottoms of words on one baseline may differ."""


def spread_rows_to_lines(lines: Sequence[Line]) -> list[Line]:
    """`lines` of one box, those of such rows joined."""
    colons = [line for line in lines if line.text[0] in _COLONS and not line.vertical]
    joined: dict[int, Line] = {}
    taken: set[int] = set()
    for left, right in _tabbed(lines):
        joined[id(left)] = join_lines(left, right)
        taken.add(id(right))
    for colon in colons:
        row = sorted((one for one in lines if _beside(one, colon)), key=lambda one: one.box[0])
        at = row.index(colon)
        if at != 1 or len(row) < 3 - (len(colon.text) > 1) or not _is_spread(row):
            continue
        whole = row[0]
        for word in row[1:]:
            whole = join_lines(whole, word)
        joined[id(row[0])] = whole
        taken |= {id(word) for word in row[1:]}
    return [joined.get(id(line), line) for line in lines if id(line) not in taken]


def _tabbed(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Labels of values with their figures, and years with what is done in them: two lines alone on a baseline each."""
    years: list[tuple[Line, Line]] = []
    for line in lines:
        labels = not line.vertical and _VALUE_LABEL.fullmatch(line.text) is not None
        if not labels and (line.vertical or _YEARS.fullmatch(line.text) is None):
            continue
        row = sorted((one for one in lines if _beside(one, line)), key=lambda one: one.box[0])
        if len(row) != 2 or row[0] is not line:
            continue
        if labels and _FIGURE.fullmatch(row[1].text):
            yield row[0], row[1]
        elif not labels and _TEXT.fullmatch(row[1].text) and not _YEARS.fullmatch(row[1].text):
            years.append((row[0], row[1]))
    long = any(left.box[2] - left.box[0] > _LONG * left.size for left, _ in years)  # short ones are rows as they stand
    for pair in years if long else ():
        if sum(_are_level(pair, other) for other in years) > 1:
            yield pair


def _are_level(one: tuple[Line, Line], other: tuple[Line, Line]) -> bool:
    """Whether two rows begin and go on at the same places, near each other."""
    near = abs(one[0].box[1] - other[0].box[1]) <= _NEXT * one[0].size
    return near and all(abs(a.box[0] - b.box[0]) <= _SAME_EDGE for a, b in zip(one, other, strict=True))


def _beside(line: Line, colon: Line) -> bool:
    return not line.vertical and abs(line.box[3] - colon.box[3]) <= _SAME_BASELINE * colon.size


def _is_spread(row: Sequence[Line]) -> bool:
    """Whether a label and short words make the row, with one colon between them."""
    words = row[1:]
    return (
        _LABEL.fullmatch(row[0].text) is not None
        and sum(sign in word.text for word in words for sign in _COLONS) == 1
        and all(len(word.text) <= _LONGEST and "。" not in word.text for word in words)
    )
