"""Schedules inside a table of labels with their contents: `R7の取組 | 端末の配備` below the indicator's rows.

Decides that the rows of such a table are steps when two or more of them are labelled by a year, or by what is done in
it, and go on with words; or when one labelled as work or schedule holds nothing but steps (`R7 設計 R8 構築`). A table
that no other label, below its header, shows to be about a measure has none, and neither have figures of a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dxextract.extract.schedule.year_steps import read_steps
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.eras import western_year
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef
from dxextract.schema.records import TableView

_YEARS = frozenset({"fiscal_year", "year"})
_DONE = re.compile(
    r"の?(?:主な|具体的な?)?(?:取り?組み?(?:内容|事項|計画)?|実施(?:内容|事項|計画)|計画|工程|予定|事業内容)?"
)
_GLUED = re.compile(r"[RＲ]([1-9][0-9]?)(?=の)")
_STEPS_OF = frozenset({"schedule", "actions"})
_WIDEST = 3
_FEWEST = 2


def pair_steps(view: TableView, rules: RuleSet) -> list[tuple[Cell, int, int, DateRef]]:
    """The cell of each step with where its text begins and ends there, and its year, top down."""
    if view.kind not in ("kpi", "generic") or view.table.n_cols > _WIDEST:
        return []
    pairs = [tuple(c for _, c in sorted(row.items()) if c.text) for row in _rows(view)]
    rows = [(row[0], row[1]) for row in pairs if len(row) == 2]
    labels = [block_label(label.text, rules) or rules["table_headers"].label(label.text) for label, _ in rows]
    dated = [(said, date) for label, said in rows if (date := _year_of(label)) is not None and _is_words(said)]
    told = (label for (cell, _), label in zip(rows, labels, strict=True) if cell.row >= view.header_rows)
    known = any(label is not None and label != "year" for label in told)
    ordered = all(a.fiscal_year < b.fiscal_year for (_, a), (_, b) in pairwise(dated))
    if len(dated) >= _FEWEST and known and ordered:
        return [(said, 0, len(said.text), date) for said, date in dated]
    return [
        (said, step.text, step.end, step.date)
        for (_, said), label in zip(rows, labels, strict=True)
        if label in _STEPS_OF and len(steps := read_steps(said.text, said.mentions)) >= _FEWEST
        for step in steps
    ]


def _rows(view: TableView) -> Iterator[dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = {}
    for cell in view.table.as_meant().cells:
        rows.setdefault(cell.row, {})[cell.col] = cell
    yield from (row for _, row in sorted(rows.items()))


def _year_of(label: Cell) -> DateRef | None:
    """The year that a label says, alone or with what is done in it."""
    if (glued := _GLUED.match(label.text)) is not None and _DONE.fullmatch(label.text, glued.end()):
        return DateRef.of_fiscal_years(glued[0], western_year("R", glued[1]))
    dates = [m for m in label.mentions if m.kind == "date" and m.date is not None and m.date.precision in _YEARS]
    if len(dates) != 1 or dates[0].start or label.quantity is not None:
        return None
    return dates[0].date if _DONE.fullmatch(label.text[dates[0].end :].strip()) else None


def _is_words(cell: Cell) -> bool:
    return cell.quantity is None or cell.quantity.state == "qualitative"
