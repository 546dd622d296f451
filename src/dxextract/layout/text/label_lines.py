"""Lines that hold several labelled blocks of a measure: `担当：総務課　　期間：R7～R9　　目標：電子決裁率100％`.

Decides that a line is to be read as one line for each of its labels when gaps part it into labels with what they say,
two of them known at least and one that of the departments. An indicator's values (現状：… 目標：…) stay together.
So is a form's first row as `pdftotext -raw` prints it, a space between its cells: 事業名 1-1 窓口の改革 担当課 市民課.
"""

from __future__ import annotations

import re

from dxextract.layout.text.inline import Piece
from dxextract.layout.text.lines import Line
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, LABEL_SIGNS

_GAP = re.compile(r"(?<=\S)(?:\u3000|[ \u00a0]{2,})[ \u3000\u00a0]*(?=\S)")
_WORD = re.compile(r"[^\s\u3000]+")
_FEWEST_WORDS = 4
_NAMES = frozenset({"title", "broad"})
_CALLED = ("名", "名称")
_LABELLED = re.compile(
    rf"[{LABEL_SIGNS}]?\s*(?:[{FRAME_OPEN}](?P<framed>[^{FRAME_CLOSE}]{{2,12}})[{FRAME_CLOSE}]\s*[:：]?"
    r"|(?P<plain>[^:：\s]{2,12})\s*[:：])\s*\S"
)


def labelled_parts(line: Line, rules: RuleSet) -> list[Piece]:
    """The parts of a line, one for each of its labels; the whole line where it is no such line."""
    text = line.piece.visible
    if (holder := _holder_behind_name(text, rules)) is not None:
        return [line.piece.part(0, len(text[:holder].rstrip())), line.piece.part(holder, len(text))]
    gaps = list(_GAP.finditer(text)) if "：" in text or ":" in text or "】" in text else []
    starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(text)]
    labels = [_label(text[start:end].strip(), rules) for start, end in zip(starts, ends, strict=True)]
    known = [label for label in labels if label]
    if None in labels or "departments" not in known or not 2 <= len(known) == len(set(known)):
        return [line.piece]
    return [line.piece.part(start, end) for start, end in zip(starts, ends, strict=True)]


def _holder_behind_name(text: str, rules: RuleSet) -> int | None:
    """Where the label of the departments begins that a line has behind a name and its label; None where it has none."""
    words = list(_WORD.finditer(text.rstrip()))
    if len(words) < _FEWEST_WORDS or text[words[0].start() : words[1].start()].count("\t"):
        return None
    if not words[0][0].endswith(_CALLED) or rules["form_labels"].label(words[0][0]) not in _NAMES:
        return None
    labels = [word.start() for word in words[2:-1] if block_label(word[0], rules) == "departments"]
    return labels[0] if len(labels) == 1 else None


def _label(text: str, rules: RuleSet) -> str | None:
    """The label that a part begins with, "" for one that is not known, None where the part begins with none."""
    found = _LABELLED.match(text)
    return None if found is None else block_label(found["framed"] or found["plain"], rules) or ""
