"""Departments at the end of a line (`窓口改革【市民課】`, `窓口改革 担当課：市民課`), no part of what it says.

Decides what is taken off; whose departments they are, the measures' extractor reads from the line.
"""

from __future__ import annotations

import re

from dxextract.schema.document import Paragraph
from dxextract.signs import CIRCLES, STARS

_TAIL = re.compile(
    r"\s*[【（(〔［\[<〈＜《](?P<inside>[^【（(〔［\[<〈＜《】）)〕］\]>〉＞》]+)[】）)〕］\]>〉＞》]\s*$"
)
_LABEL = re.compile(r"^(?:主?担当|所管|主管|関係)(?:課室?|部署|部課|部局)?\s*[:：]")
_BETWEEN = re.compile(rf"(?:[\s、,・/／〇{CIRCLES}{STARS}]|ほか|他|など|等|及び|各課)*")
"""What stands between departments: ◎ before the one that leads, too."""

_SPACED = re.compile(r"\s(?P<inside>(?:主?担当|所管|主管|関係|実施主体)(?:課室?|部署|部課|部局)?\s?[:：]\s?[^:：。]+)$")


def without_department_tail(title: str, paragraph: Paragraph) -> str:
    """`title` without departments named in `paragraph` at its end: in a last pair of brackets, or behind a label."""
    found = _TAIL.search(title) or _SPACED.search(title)
    if found is None or found.start() == 0:
        return title
    names = [paragraph.text[m.start : m.end] for m in paragraph.departments]
    # (CIO) is an office's other name, (担当課) says what stands in the brackets below
    names = [name for name in names if not (name.isascii() or _LABEL.fullmatch(f"{name}:"))]
    rest = _LABEL.sub("", found["inside"].strip())
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "、")
    named = rest != found["inside"].strip() and "、" in rest
    return title[: found.start()].rstrip() if named and _BETWEEN.fullmatch(rest) else title
