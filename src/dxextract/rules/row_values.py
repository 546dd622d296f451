"""What a cell of a table of figures is that is no figure itself: the word for a row's values, or a figure cut off.

Decides it for one cell's text, for the layout (which keeps the words 計画 and 実績 with their figures), the extraction
and the checks.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet

_VALUES = {"target": "target", "actual": "actual", "baseline": "baseline", "milestone": "target"}
"""What a row's label makes of its values: 計画値 or 見込 in a row of its own is what is aimed at."""
_CUT = re.compile(r"#{2,}|[0-9](?:\.[0-9]+)?E[+-]?[0-9]+")
_PLANNED = frozenset({"計画", "予定", "見通し", "目標・計画"})


def row_value(text: str, rules: RuleSet) -> str | None:
    """`target`, `actual` or `baseline`; None where the text names no value."""
    if text.strip() in _PLANNED:
        return "target"
    return _VALUES.get(rules["table_headers"].label(text) or "")


def is_cut_off(text: str) -> bool:
    """Whether a cell has what a spreadsheet prints where a figure has no room (###, 1E+05): it cannot be read."""
    return _CUT.fullmatch(text) is not None
