"""The labels of the family `table_headers` that say which value of an indicator stands in a column, row or line.

Decides which they are, and that a heading may name two of them round an arrow; what they head is decided by who asks.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.signs import ARROWS

VALUE_LABELS = frozenset({"baseline", "target", "milestone", "actual"})
OVER_COLUMNS = frozenset({"kpi_name"})
"""What a header over several columns says of all that is below it, and of no column: KPI① over its figures."""
OVER_YEARS = OVER_COLUMNS | {"action", "measure", "description"}
"""What it says so over years: 実施計画, 取組内容."""
_JOINT = re.compile(r"\s*[/／・]\s*")
_ARROW = re.compile(f"[{ARROWS}]")


def heads_from_and_to(text: str, rules: RuleSet) -> bool:
    """Whether a heading names two values round an arrow (現状値 → 目標値)."""
    sides = [side.strip() for side in _ARROW.split(text)]
    sides = [side for side in sides if side]
    return len(sides) == 2 and all(rules["table_headers"].label(side) in VALUE_LABELS for side in sides)


def beside_unit(text: str, rules: RuleSet) -> str | None:
    """The value that a heading names together with the unit (単位／現状値); None for any other heading."""
    parts = _JOINT.split(text)
    labels = [rules["table_headers"].label(part) for part in parts] if len(parts) == 2 else []
    return next((label for label in labels if label in VALUE_LABELS), None) if "unit" in labels else None
