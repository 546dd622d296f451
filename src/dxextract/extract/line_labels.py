"""Blocks of a measure that are lines: a label and what it says on one line (`【内容】…`, `効果：…`).

Decides which paragraphs of a measure's own text begin with the label of a block, and which lines belong to it. Labels
that stand on lines of their own are headings, and segmentation's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxextract.extract.items import ListLine, read_line
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Paragraph
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, LABEL_SIGNS

_LABEL = re.compile(
    rf"^[{LABEL_SIGNS}]?\s*(?:[{FRAME_OPEN}(（]\s*(?P<framed>[^{FRAME_CLOSE})）:：]{{1,16}})\s*[{FRAME_CLOSE})）]\s*[:：]?"
    r"|(?P<spread>[一-龥](?: [一-龥]){2,3})(?: |\s*[:：])"
    r"|(?P<plain>[^\s:：「」、。]{2,14})(?:\s*[:：]|(?P<gap>\s)))\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """The lines of one block: its label's role and words (None for what stands before the first label)."""

    role: str | None
    heading: str | None
    lines: tuple[ListLine, ...]


def read_labelled_lines(
    paragraphs: Sequence[tuple[int, Paragraph]], rules: RuleSet, fewest: int = 2
) -> tuple[LabelledLines, ...]:
    """The blocks that labels at the beginning of lines make; empty when fewer than `fewest` different ones do."""
    labels = [_label(paragraph, rules, spaced=True) for _, paragraph in paragraphs]
    if len({label[0] for label in labels if label}) < fewest:
        return ()
    found: list[LabelledLines] = []
    for (index, paragraph), label in zip(paragraphs, labels, strict=True):
        line = read_line(index, paragraph)
        if label is not None:
            role, words, start = label
            said = replace(line, kind="para", marker=None, text=paragraph.text[start:], start=start, depth=None)
            found.append(LabelledLines(role, words, (said,)))
        elif found:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
        else:
            found.append(LabelledLines(None, None, (line,)))
    return tuple(found)


def line_role(paragraph: Paragraph, rules: RuleSet) -> str | None:
    """The role of the block whose label a line begins with, None for any other line."""
    label = _label(paragraph, rules)
    return label[0] if label else None


def _label(paragraph: Paragraph, rules: RuleSet, *, spaced: bool = False) -> tuple[str, str, int] | None:
    """The role and the words of the label that a line begins with, and where the text behind it begins.

    `spaced` takes a label that only a space parts from its text, as where a line is one of several such.
    """
    found = _LABEL.match(paragraph.text)
    if found is None or (found["gap"] and not spaced):
        return None
    words = found["framed"] or found["plain"] or found["spread"].replace(" ", "")
    role = block_label(words, rules)
    return (role, words.strip(), found.end()) if role else None
