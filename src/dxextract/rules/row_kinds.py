"""Rows that a column of a table tells apart: those of what is done (工程, 取組) and those of what is counted (指標, or
目標値 and 実績値).

`区分 | 項目 | 現状 | R7 | R8` has the word for each row's kind in a column of its own, often merged over several rows.
Decides which column that is and of what kind each row is, for the layout (which sets lists out) and the extraction
(which reads both kinds from one table). What the rows say is decided there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_values import row_value
from dxextract.schema.document import Cell, Table

RowKind = Literal["work", "figures", "money", "told"]
"""`told` is what was done, and what is thought of it."""

_PLANNED = re.compile(r"計画|予定|実行|活動(?:内容|計画)?|作業|タスク")
_MONEY = re.compile(r"(?:概算|当初)?(?:予算|事業費|経費|費用|決算)(?:額|規模)?(?:[(（].{1,6}[)）])?")
_TOLD = re.compile(r"(?:実施|取り?組み?|進捗|事業)(?:の)?(?:結果|状況|実績|成果)|評価|備考|課題")
_LONGEST = 12
"""Characters of 実施スケジュール with a bracket; longer texts say something of their own."""


@dataclass(frozen=True, slots=True)
class RowKinds:
    """The column that says of what kind each row is, and the rows of the kinds."""

    column: int
    work: frozenset[int]
    figures: frozenset[int]


def row_kind(text: str, rules: RuleSet) -> RowKind | None:
    """What a row is that this word stands at the head of; None where the word names no kind."""
    said = squeeze(text)
    if not said or len(said) > _LONGEST:
        return None
    if _MONEY.fullmatch(said):
        return "money"
    if _TOLD.fullmatch(said):
        return "told"
    label = block_label(said, rules)
    if label == "kpi":
        return "figures"
    return "work" if label in ("schedule", "actions") or _PLANNED.fullmatch(said) else None


def row_kinds(table: Table, columns: Iterable[int], header_rows: int, rules: RuleSet) -> RowKinds | None:
    """The last of `columns` all of whose words name kinds, rows of work and of figures among them; None without one."""
    found = None
    for col in columns:
        cells = dict(_said(table, col, header_rows))
        aimed = any(
            row_kind(c.text, rules) == "figures" and row_value(c.text, rules) == "target" for c in cells.values()
        )
        kinds = {row: (cell, _kind(cell, rules, aimed=aimed)) for row, cell in cells.items()}
        if any(kind is None and cell.col_span == 1 for cell, kind in kinds.values()):
            continue  # a cell over several columns without such a word is a title of the rows below it
        work, figures = (frozenset(n for n, (_, kind) in kinds.items() if kind == one) for one in ("work", "figures"))
        found = RowKinds(col, work, figures) if work and figures else found
    return found


def _kind(cell: Cell, rules: RuleSet, *, aimed: bool) -> RowKind | None:
    """What a cell's word says of its row; in a column of targets (`aimed`) 実績値 is of an indicator, not of work."""
    return row_kind(cell.text, rules) or ("figures" if aimed and row_value(cell.text, rules) else None)


def _said(table: Table, col: int, header_rows: int) -> Iterable[tuple[int, Cell]]:
    """Each row's cell in a column, or above a blank one the last that said something."""
    grid = table.grid()
    above: Cell | None = None
    for row in range(header_rows, table.n_rows):
        cell = grid.get((row, col))
        if cell is None or cell.col != col:
            continue
        above = cell if cell.text else above
        if above is not None:
            yield row, above
