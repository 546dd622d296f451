"""The labels of the family `table_headers` that say which value of an indicator stands in a column, row or line.

Decides which they are, and that a heading may name two things; what they head is decided by who asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.signs import ARROWS

VALUE_LABELS = frozenset({"baseline", "target", "milestone", "actual"})
DATED_LABELS = VALUE_LABELS | {"year"}
"""What heads a column of figures: a value, or the year alone."""
FIGURE_LABELS = DATED_LABELS | {"unit"}
"""What the header of a table of figures says of its columns but their names."""
ENDS_IN_UNIT = re.compile(r"\S\s*[(（](?:単位[:：])?[^()（）0-9０-９]{1,6}[)）]$")
"""A name with the unit of its figures in the brackets that end it: `申請件数（件）`."""
OVER_COLUMNS = frozenset({"kpi_name"})
"""What a header over several columns says of all that is below it, and of no column: KPI① over its figures."""
OVER_YEARS = OVER_COLUMNS | {"action", "measure", "description"}
"""What it says so over years: 実施計画, 取組内容."""
_TELLS_INDICATOR = re.compile(r"(?:(?:成果|活動|評価)?指標|KPI)の?(?:内容|概要|説明)")
_NAMES = re.compile(r"(?:名称?|項目|内容|名前)(?:名|等)?(?:[(（].{1,8}[)）])?")
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


def of_equal_parts(text: str, rules: RuleSet) -> str | None:
    """The label that both halves of a heading have (事業・取組); None for any other heading."""
    labels = {rules["table_headers"].label(part) for part in _JOINT.split(text)}
    return labels.pop() if len(labels) == 1 and _JOINT.search(text) else None


def told_name(labels: Sequence[str | None], heads: Sequence[str]) -> int | None:
    """The column 指標の内容 where values but no other name of an indicator stand beside it; else None."""
    if "kpi_name" in labels or labels.count("definition") != 1 or VALUE_LABELS.isdisjoint(labels):
        return None
    at = labels.index("definition")
    return at if _TELLS_INDICATOR.fullmatch(squeeze(heads[at])) else None


def names_group(label: str | None, said: str) -> bool:
    """Whether the first header below a wider one of that label heads names (成果指標: 項目 | R6 | R10)."""
    return label in ("kpi_name", "target") and _NAMES.fullmatch(squeeze(said)) is not None
