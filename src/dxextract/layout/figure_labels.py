"""What a small text beside a large figure says of it: which of two values it is, or of what time (現状値, 目標(R12)).

Decides by the text alone, before rules are asked; which figure it stands beside is decided in `figure_cards`, and what
the figures mean is read from the line that comes of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST_LABEL = 24
"""Characters of what says which value a figure is."""
_WORD = (
    r"(?:最終|基準|数値|直近|中間|当初|計画)?(?:目標|現状|現況|現在|実績|基準|当初|策定時|直近|見込み?|計画|めざす|目指す)"
    r"(?:の?(?:値|年度?|時|姿|数値))?"
)
_LABEL = re.compile(rf"[(（【\[]?{_WORD}[)）】\]]?(?P<rest>.*)")
_BEHIND_YEAR = re.compile(rf"(?P<year>.+?)\s*{_WORD}")
"""A label behind its year: 令和5年度(2023年度)基準値."""
FIRST = re.compile(r"現状|現況|直近|現在|実績|基準|当初|策定時")
LAST = re.compile(r"目標|めざす|目指す")
_LABEL_IN_BRACKETS = re.compile(r"[(（](?:現状|現在|実績|基準|目標|当初|策定時)(?:値|年度?)?[)）]$")


def says_which(text: str, is_time_label: Callable[[str], bool]) -> bool:
    """Whether a short text says of what time a figure is, or which of the two: 現状値, 令和6年度, 目標(R12)."""
    if len(text) > LONGEST_LABEL:
        return False
    text = _LABEL_IN_BRACKETS.sub("", text)
    label = _LABEL.fullmatch(text)
    if (dated := _BEHIND_YEAR.fullmatch(text)) is not None and is_time_label(dated["year"]):
        return True
    rest = (label["rest"] if label is not None else text).strip(" 　()（）[]［］【】〔〕:：/／▼▽")
    return (label is not None and not rest) or is_time_label(rest) or is_time_label(rest.removesuffix("末"))
