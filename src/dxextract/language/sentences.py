"""Sentences of a paragraph: where they begin and end, and their tense.

A sentence ends at 。！？ (and at ．, unless it stands between digits) outside brackets; a bracket that is never closed
does not count. List marks before a sentence are not part of it, and a paragraph of marks alone has none. The tense is
read off the end of the sentence (rules `tenses`). Whose voice it is, `voice.py` decides.
"""

from __future__ import annotations

import re

from dxextract.normalise import level
from dxextract.rules import RuleSet
from dxextract.schema.document import Tense
from dxextract.signs import ITEM_SIGNS

_PAIRS = {
    "「": "」",
    "『": "』",
    "(": ")",
    "（": "）",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "［": "］",
    "〈": "〉",
    "《": "》",
}
_BRACKET = re.compile("[" + re.escape("".join((*_PAIRS, *_PAIRS.values()))) + "]")
_ENDS = "。！？!?．"
_END = re.compile(f"[{_ENDS}]")
_MARKS = re.compile(rf"(?:[\s{ITEM_SIGNS}※*＊→⇒①-⑳㉑-㉟❶-❿]|-\s|[ー―–]\s)+")
_AFTER_END = "。！？!?．. 　」』"
_REMARK = re.compile(r"[(（][^()（）]*[)）]$")
_TAIL = 28


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """``(start, end)`` of each sentence, the closing mark included, without leading marks and spaces."""
    ends = [found.start() for found in _END.finditer(text) if _really_ends(text, found.start())]
    inside = _bracketed(text) if ends else []
    spans: list[tuple[int, int]] = []
    start = 0
    for position in ends:
        if not inside[position]:
            _add(spans, text, start, position + 1)
            start = position + 1
    _add(spans, text, start, len(text))
    return tuple(spans)


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    marks = _MARKS.match(text, start, end)
    start = marks.end() if marks else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[start:end].strip(_ENDS + " "):
        spans.append((start, end))


def _really_ends(text: str, position: int) -> bool:
    following = text[position + 1 : position + 2]
    if text[position] in "。":
        return True
    if text[position] == "．":
        return not (following.isdigit() or text[position - 1 : position].isdigit())
    return following not in tuple("!?！？)）」』") and text[position] in "！？"


def _bracketed(text: str) -> list[bool]:
    """For each character, whether it stands inside a pair of brackets that closes."""
    inside = [False] * len(text)
    stack: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        position, char = found.start(), found[0]
        if char in _PAIRS:
            stack.append((_PAIRS[char], position))
        elif any(char == closing for closing, _ in stack):
            while stack:
                closing, opened = stack.pop()
                if closing == char:
                    for covered in range(opened + 1, position):
                        inside[covered] = True
                    break
    return inside


def tense_of(sentence: str, rules: RuleSet) -> Tense | None:
    """The tense of one sentence, by its end."""
    bare = _REMARK.sub("", sentence.rstrip(_AFTER_END)).rstrip(_AFTER_END)
    label = rules["tenses"].label(level(bare[-_TAIL:]))
    return _TENSES.get(label or "")


_TENSES: dict[str, Tense] = {"future": "future", "past": "past", "present": "present", "obligation": "obligation"}
