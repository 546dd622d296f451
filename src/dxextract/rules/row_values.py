"""Which value a word in front of a row names: 目標 or 計画 what is aimed at, 実績 what was reached.

Decides it for one cell's text, for the layout (which keeps such a column with its figures) and for the extraction.
"""

from __future__ import annotations

from dxextract.rules import RuleSet

_VALUES = {"target": "target", "actual": "actual", "baseline": "baseline", "milestone": "target"}
"""What a row's label makes of its values: 計画値 or 見込 in a row of its own is what is aimed at."""
_PLANNED = frozenset({"計画", "予定", "見通し", "目標・計画"})


def row_value(text: str, rules: RuleSet) -> str | None:
    """`target`, `actual` or `baseline`; None where the text names no value."""
    if text.strip() in _PLANNED:
        return "target"
    return _VALUES.get(rules["table_headers"].label(text) or "")
