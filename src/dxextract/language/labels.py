"""Action labels: the circled numbers that tables use to refer to a measure's actions.

Decides what `①、②` and `①～③` expand to. Does not decide what a circled number in a sentence refers to.
"""

from __future__ import annotations

import re

from dxextract.normalise import level
from dxextract.schema.document import Mention

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟"
_LABEL = re.compile(rf"(?P<first>[{CIRCLED}])(?: ?(?:~|-|から) ?(?P<last>[{CIRCLED}]))?")


def read_labels(text: str) -> tuple[Mention, ...]:
    """One mention for each label; those of a range (`①～③`) all stand at the whole range."""
    mentions: list[Mention] = []
    for found in _LABEL.finditer(level(text)):
        first = CIRCLED.index(found["first"])
        last = CIRCLED.index(found["last"]) if found["last"] else first
        for number in range(first, last + 1) if last >= first else (first, last):
            mentions.append(Mention("action_label", found.start(), found.end(), label=CIRCLED[number]))
    return tuple(mentions)
