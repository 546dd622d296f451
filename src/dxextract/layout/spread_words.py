"""Labels in front of a line whose letters are spread to one width (`現　　状：`, `担 当 課：`, `【指 標】`): one word.

Decides that single ideographs with gaps between them are a word where a colon or a bracket closes them; a line of
words of one letter has neither. The spread words of columns are the business of `text.spread_labels`.
"""

from __future__ import annotations

import re

from dxextract.schema.passage import Passage

_SPREAD = re.compile(r"[^\w\s]{0,2}[ ]?[一-鿿](?: [一-鿿]){1,4}(?= ?[】\])）〕]? ?[:：]|[】〕])")
_LATEST_GAP = 6
"""The first gap of such a label stands at one of the first characters of its line."""


def with_whole_label(passage: Passage) -> Passage:
    """The passage without the gaps inside the label that it begins with."""
    text = passage.text
    if " " not in text[:_LATEST_GAP] or (found := _SPREAD.match(text)) is None:
        return passage
    kept = [at for at in range(len(text)) if at >= found.end() or text[at] != " "]
    offsets = (*(passage.offsets[at] for at in kept), passage.offsets[len(text)])
    return Passage("".join(text[at] for at in kept), passage.segments, offsets)
