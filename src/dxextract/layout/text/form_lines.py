"""What one line of a table that lost its form holds: header labels, values, or a name.

Decides it for the text of a line alone, as spans of it: an arrow that leads to a value is no part of it, a line may
hold labels side by side (基準値 令和12年度), values with an arrow or a gap between them (5件 ➡ 10件), or a label with
its value (目標値：10件). Prose, headings and notes hold nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from dxextract.layout.text.cells import looks_like_number_label, looks_like_value
from dxextract.rules import RuleSet
from dxextract.signs import ARROWS, HEADING_SIGNS, LABEL_SIGNS

Kind = Literal["name", "label", "value"]

LONGEST_CELL = 60
ARROW = re.compile(rf"[{ARROWS}]\ufe0f?")
"""Arrows from one value to the next; those that point up or down are values."""
BESIDE = re.compile(r"[(（\[【].*[)）\]】]")
_LEADING_ARROW = re.compile(rf"[\s\u3000]*(?:{ARROW.pattern}[\s\u3000]*)+(?=\S)")
_STOP = re.compile(
    rf"[{HEADING_SIGNS}※【〔<＜《]"
    r"|第\s?[0-9０-９]+\s?[章節編]|[(（]\s?[0-9０-９]{1,2}\s?[)）]\s?\S|[0-9０-９]{1,2}[.．\s\u3000]\s*\D|[^\n]*。$"
)
_NOTE = re.compile(r"[(（※*]?\s?(?:出典|出所|資料|注)\s?[0-9０-９]?\s?[:：)）]")
_WIDE_GAP = re.compile(r"\S[ \u3000\u00a0]{2,}\S")
_WORD = re.compile(r"[^\s\u3000]+")
_BETWEEN_VALUES = re.compile(rf"[\s\u3000]*{ARROW.pattern}[\s\u3000]*|[\s\u3000]+(?![(（\[])")
_BETWEEN_WORDS = re.compile(r"[\s\u3000]*[:：][\s\u3000]*|[\s\u3000]+(?![(（\[])")
_SAID_OF_INDICATORS = frozenset({"kpi_name", "unit", "definition"})
_LABELLED = re.compile(
    rf"[{LABEL_SIGNS}▼\s]*[【\[〔]?(?P<label>[^\s:：】\]〕]{{2,14}})(?:[】\]〕]\s*[:：]?|[:：]|[\s\u3000])\s*(?P<said>\S+)"
)


class Part(NamedTuple):
    """``text[start:end]`` of a line, what it may be, and from where on its source belongs to it (an arrow's place)."""

    kind: Kind
    start: int
    end: int
    raw_start: int


@lru_cache(maxsize=4096)
def line_parts(text: str, rules: RuleSet, *, split: bool) -> tuple[Part, ...]:
    """The cells that a line may be; none when it can be no cell. `split` as in `label_spans`."""
    labels = label_spans(text, rules, split=split)
    if labels:
        return tuple(Part("label", start, end, start) for start, end in labels)
    start = value_start(text)
    end = len(text.rstrip())
    if looks_like_value(text[start:end]):
        return (Part("value", start, end, 0),)
    if len(text) > LONGEST_CELL:
        return ()
    for between in (_BETWEEN_VALUES, _BETWEEN_WORDS):
        mixed = _mixed(text, between, rules)
        if mixed:
            return mixed
    plain = text.strip()
    if stops_table(plain) or _NOTE.match(plain) or BESIDE.fullmatch(plain) or _WIDE_GAP.search(plain):
        return ()
    return (Part("name", 0, end, 0),)


def label_spans(text: str, rules: RuleSet, *, split: bool) -> tuple[tuple[int, int], ...]:
    """The header label that a line is, or the labels that it has side by side; none when there are other words.

    `split` tells what to do with a line that may be both (``基準値 令和12年度``): a label with its year, or two labels.
    Labels with wide gaps between them head a table that is aligned with spaces: it did not lose its form.
    """
    if len(text) > LONGEST_CELL:
        return ()
    label = rules["table_headers"].label
    whole = ((0, len(text.rstrip())),) if label(text) is not None else ()
    if (whole and not split) or _WIDE_GAP.search(text):
        return whole
    words = tuple(word.span() for word in _WORD.finditer(text))
    apart = len(words) > 1 and all(label(text[start:end]) is not None for start, end in words)
    return words if apart else whole


def value_start(text: str) -> int:
    """Where a value begins behind the arrow that leads to it; 0 without one, or when no value follows."""
    arrow = _LEADING_ARROW.match(text)
    return arrow.end() if arrow and looks_like_value(text[arrow.end() :]) else 0


def stops_table(text: str) -> bool:
    """Whether a line can be no cell, but heads or says something: a mark, a chapter, a numbered title, a sentence."""
    return not looks_like_number_label(text) and not looks_like_value(text) and _STOP.match(text) is not None


def _mixed(text: str, between: re.Pattern[str], rules: RuleSet) -> tuple[Part, ...]:
    """The labels and values between separators, which belong to the source of what follows; none for other words."""
    low, high = len(text) - len(text.lstrip()), len(text.rstrip())
    cuts = list(between.finditer(text, low, high))
    starts, ends = [low, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), high]
    raw_starts = [low, *(cut.start() for cut in cuts)]
    spans = [(s, e, r) for s, e, r in zip(starts, ends, raw_starts, strict=True) if s < e]
    kinds = [_kind(text[start:end], rules) for start, end, _ in spans] if len(spans) > 1 else []
    if not kinds or None in kinds:
        return ()
    return tuple(Part(kind, *span) for kind, span in zip(kinds, spans, strict=True) if kind is not None)


def _kind(text: str, rules: RuleSet) -> Kind | None:
    if rules["table_headers"].label(text) is not None:
        return "label"
    return "value" if looks_like_value(text) else None


def names_indicator(text: str, rules: RuleSet) -> bool:
    """Whether a line labels what it says of an indicator (`指標名：公開件数`, `単位：件`): no name of a lost table."""
    found = _LABELLED.match(text)
    if found is None or rules["table_headers"].label(found["label"]) not in _SAID_OF_INDICATORS:
        return False
    return rules["table_headers"].label(found["said"]) is None
