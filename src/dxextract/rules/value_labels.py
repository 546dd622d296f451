"""The labels of the family `table_headers` that say which value of an indicator stands in a column, row or line.

Decides which they are, and that a heading may name two of them round an arrow; what they head is decided by who asks.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.signs import ARROWS

VALUE_LABELS = frozenset({"baseline", "target", "milestone", "actual"})
_ARROW = re.compile(f"[{ARROWS}]")


def heads_from_and_to(text: str, rules: RuleSet) -> bool:
    """Whether a heading names two values round an arrow (現状値 → 目標値)."""
    sides = [side.strip() for side in _ARROW.split(text)]
    sides = [side for side in sides if side]
    return len(sides) == 2 and all(rules["table_headers"].label(side) in VALUE_LABELS for side in sides)
