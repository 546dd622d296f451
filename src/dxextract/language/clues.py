"""Which components of the spaCy pipeline can find something in a text, told by its characters alone.

Most lines of a plan are headings, names and figures in which none can: cutting them into words would be time lost. A
clue is necessary for a component to find anything, never sufficient. Does not import spaCy.
"""

from __future__ import annotations

import re

PLAN_ENDINGS = ("計画", "戦略", "ビジョン", "構想", "大綱", "方針", "プラン", "指針", "プログラム")
"""Tokens that a plan's title ends in."""
_CLUES = {
    # A suffix counts as a token of its own only, which it is not in these words.
    "departments": re.compile("課(?!題)|室|局|部(?!分)|係|委員会"),
    "plans": re.compile(rf"[^、。をのはが「」『』()（）・](?:{'|'.join(PLAN_ENDINGS)})"),
    "dxextract_subjects": re.compile("(?<=.)[はもが]"),
}


def components_for(text: str) -> tuple[str, ...]:
    """The names of the components that may find something in `text`, in the pipeline's order."""
    return tuple(name for name, clue in _CLUES.items() if clue.search(text))
