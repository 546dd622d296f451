"""What a table's rows and the words around it say against the kind that its header gives it.

Decides that costs by year, told so above them, are no indicators and no schedule; that a chronicle (時期, 出来事) is no
schedule; and that a row of work above rows of figures is one.
"""

from __future__ import annotations

import re

from dxextract.extract.mixed_rows import has_marked_rows, has_work_rows
from dxextract.extract.time_rows import dates_of, tells_events
from dxextract.rules import RuleSet
from dxextract.schema.document import Table
from dxextract.schema.plan import TableKind
from dxextract.schema.records import Column

_MONEY = re.compile(r"事業費|予算|決算|経費|財源|歳出|費用|財政計画")
_AIM = re.compile(r"目標|指標|KPI|削減")


def mended_kind(
    kind: TableKind, table: Table, heads: tuple[Column, ...], header_rows: int, said: list[str], rules: RuleSet
) -> TableKind:
    """The kind of a table; `said` has the texts above it."""
    if kind == "generic" and has_work_rows(table, heads, header_rows, rules):
        return "schedule"
    if kind in ("kpi", "schedule") and _is_of_money(table, heads, said):
        if has_marked_rows(table, heads, header_rows, rules):
            return kind  # 【KPI】申請件数: whatever the line above it speaks of
        return "generic"
    return "generic" if kind == "schedule" and tells_events(heads) else kind


def _is_of_money(table: Table, heads: tuple[Column, ...], said: list[str]) -> bool:
    """Whether a table of figures by year tells costs, planned and spent, as the words above it say, and no aims."""
    if any(head.label == "kpi_name" for head in heads) or any(_AIM.search(text) for text in said):
        return False
    dated = [c for c in table.cells if heads[c.col].date is not None and c.text and not dates_of(c)]
    figures = [c for c in dated if c.quantity is not None and c.quantity.state == "numeric"]
    return any(_MONEY.search(text) for text in said) and len(figures) * 2 > len(dated)
