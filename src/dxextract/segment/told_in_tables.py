"""Sections that tables tell to be measures: a column names them, or each has a table of its own that says so.

Where sections have neither blocks nor departments (a sentence or two each), a column 施策 or 取組 that gives their
titles says that they are measures, and so does a table in each of them: of indicators, or of what is done and by whom
(目標 | 推進者). Decides nothing about sections below what has blocks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.charges import charge_columns
from dxextract.schema.document import Document, Table
from dxextract.segment.placed import Placed

_NAMING = frozenset({"measure", "action"})
_TELLING = frozenset({"kpi_name", "target", "baseline", "year", "department"})
_FROM = frozenset({"kpi_name", "baseline", "actual"})
_ABOVE = frozenset({"part", "chapter", "appendix", "annex", "policy"})
"""Families of headings that stand above measures."""
_OF_ALL = re.compile(r"目標|指標|KPI|KGI|一覧|現状|動向|資料|進行管理|進捗|評価|点検")
"""What the title of a section says whose indicators are not those of one measure."""
_OF_OTHERS = re.compile(
    r"体制|組織|会議|役割|一覧|現状|動向|資料|進行管理|進捗|評価|点検|経過|経緯|分担|連絡|意見|議事"
)
"""What the title of a section says whose table of who does what is not that of one measure."""
_FEWEST = 2
"""Measures that a column must name, and sections with indicators of their own."""


def told_positions(document: Document, placed: Sequence[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of the headings that a table names in a column of measures, beside indicators, years, departments."""
    found: set[int] = set()
    names: dict[str, int] = {}
    for block in document.blocks:
        if not isinstance(block, Table) or block.set_out or block.unfolded:
            continue
        columns = _naming_columns(block, rules)
        if columns and not names:
            names = _names(placed)
        for col in columns:
            said = {squeeze(cell.text) for cell in block.cells if cell.row > 0 and cell.col == col and cell.text}
            told = {names[text] for text in said if text in names}
            if len(told) >= _FEWEST and 2 * len(told) > len(said):
                found |= told
                break
    return frozenset(found)


def holding_positions(document: Document, placed: Sequence[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of the numbered headings with nothing below them but text and a table of indicators of their own."""
    return _with_tables(document, placed, lambda table: _tells_indicators(table, rules), _OF_ALL)


def charged_positions(document: Document, placed: Sequence[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of the same with a table of sentences that say what is done, and who is in charge of each."""
    return _with_tables(
        document,
        placed,
        lambda table: not (table.set_out or table.unfolded) and charge_columns(table, rules) is not None,
        _OF_OTHERS,
    )


def _with_tables(
    document: Document, placed: Sequence[Placed], tells: Callable[[Table], bool], others: re.Pattern[str]
) -> frozenset[int]:
    """Positions of the numbered headings with a telling table and no headings below; none where it is but one."""
    parents = {item.parent for item in placed}
    ends = [*(item.heading.block for item in placed), len(document.blocks)][1:]
    found: set[int] = set()
    for position, (item, end) in enumerate(zip(placed, ends, strict=True)):
        wording = item.heading.wording
        if position in parents or not wording.number or wording.label is not None:
            continue
        if item.heading.kind in _ABOVE or others.search(wording.title):
            continue
        below = document.blocks[item.heading.block + 1 : end]
        if any(isinstance(block, Table) and tells(block) for block in below):
            found.add(position)
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def _tells_indicators(table: Table, rules: RuleSet) -> bool:
    """Whether the first row of a table heads targets beside names or what was reached."""
    if table.set_out or table.unfolded:
        return False
    labels = {rules["table_headers"].label(cell.text) for cell in table.cells if cell.row == 0 and cell.text}
    return "target" in labels and bool(_FROM & labels)


def _naming_columns(table: Table, rules: RuleSet) -> list[int]:
    """The columns of measures in a table whose first row is a header of more than names."""
    labels = {cell.col: rules["table_headers"].label(cell.text) for cell in table.cells if cell.row == 0 and cell.text}
    if not _TELLING & set(labels.values()):
        return []
    return [col for col, label in labels.items() if label in _NAMING]


def _names(placed: Sequence[Placed]) -> dict[str, int]:
    """The titles of numbered headings, alone and behind their numbers; the last one where several share a title."""
    named: dict[str, int] = {}
    for position, item in enumerate(placed):
        wording = item.heading.wording
        if wording.number and wording.label is None:
            named[squeeze(wording.title)] = position
            named[squeeze(wording.number + wording.title)] = position
    return named
