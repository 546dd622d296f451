"""Rows of a form without a frame, spread over the page -> one line each.

`計画期間 ： 平成 28 年度 ～ 平成 37 年度`, each word in a cell of a spreadsheet: a label, a colon that stands by itself
or begins what comes next, and short words behind it on one baseline. Decides by the colon: no prose begins with one.
A row with two of them (two fields side by side) stays as it is. A label of an indicator's value and the figure that a
tab set apart from it (`現状値（令和６年度）      35件`) are one line too, where nothing else stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.lines import join_lines
from dxextract.layout.model import Line

_COLONS = "：:"
_LABEL = re.compile(r"[^0-9０-９。：:]{2,14}")
_VALUE_LABEL = re.compile(
    r"[-・○◇◆●■□]?\s?(?:(?:中間|最終|計画|数値)?目標値?|現状値?|現況値?|基準値?|当初値?|実績値?|策定時)(?:\s?[(（\[【][^()（）]{2,14}[)）\]】])?"
)
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
    for label in (line for line in lines if not line.vertical and _VALUE_LABEL.fullmatch(line.text)):
        row = sorted((one for one in lines if _beside(one, label)), key=lambda one: one.box[0])
        if len(row) == 2 and row[0] is label and _FIGURE.fullmatch(row[1].text):
            joined[id(label)] = join_lines(*row)
            taken.add(id(row[1]))
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
