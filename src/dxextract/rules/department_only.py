"""Whether a line says nothing but departments (`市民課・税務課`, `【総務部 広報課】`), as one right below a title does.

Decides by the departments that were found in the line; whose they are, the measures' extractor says.
"""

from __future__ import annotations

import re

from dxextract.schema.document import Paragraph

OPEN_ENDED = re.compile(r"(ほか|他|など|等)\s*[)）]?\s*$|関係各?課|全(て|ての)課")
_BRACKETS = "()（）[]［］〔〕【】<>〈〉《》＜＞ 　"
_BETWEEN = re.compile(r"[\s、,・/／]*")


def says_departments(paragraph: Paragraph) -> bool:
    """Whether a line says nothing but departments, one at least."""
    departments = paragraph.departments
    rest = list(paragraph.text)
    for mention in departments:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return bool(departments) and _BETWEEN.fullmatch(OPEN_ENDED.sub("", "".join(rest).strip(_BRACKETS))) is not None
