"""Marks beside a heading (重点取組事項, ★, 新規, 続き, leader dots) apart from its title.

The marks and their meaning are data (`rules/heading_marks.yaml`). Decides only what is cut off.
"""

from __future__ import annotations

from dxextract.rules import RuleSet


def strip_marks(text: str, rules: RuleSet) -> tuple[str, tuple[str, ...]]:
    """`text` without its marks, and their labels in the order found; a text that is only a mark stays as it is."""
    labels: list[str] = []
    while found := rules["heading_marks"].match(text):
        rest = (text[: found.start] + " " + text[found.end :]).strip()
        if not rest:
            break
        text = rest
        labels.append(found.label)
    return text, tuple(labels)
