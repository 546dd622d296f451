"""What the cells of a row of a KPI table say: its values, each with the label, the year and the unit of its column.

Decides which cells of a row are values at all, and that a cell which is only a date dates the value beside it. Which
column names the indicators, and which rows are one indicator's, is for `entries`.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from dxextract.extract.kpis.entry import Reading
from dxextract.rules.row_values import is_cut_off
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import TableView

_ARROWS = re.compile(r"(?:[-–—―─━ー－=＝\s]*[→⇒➡➔➜➤▶►⇨⟶]\ufe0f?\s*)+")
"""What leads from one year's value to the next and says none."""
_PLANNED = re.compile(r"(?:計画|予定|見通し)[)）\]】]?$")
"""How a year's header ends over figures that are aimed at (R7計画): none of them is where the indicator starts."""
_SUMMED = re.compile(r"(?:の|における)?(?:累計|合計)値?$")
_LONGEST_AIM = 40
"""Characters of an aim in words."""
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")


def row_readings(
    view: TableView, row: dict[int, Cell], name_col: int, figured: Set[int] = frozenset()
) -> list[Reading]:
    """The values of a row; a cell that is only a date (年度 | 数値, 目標値 | 目標年度) dates the value beside it.

    `figured` are the columns that hold figures: 2000 among them is one, too.
    """
    found: list[Reading] = []
    dated: tuple[str, DateRef] | None = None
    for col, head in enumerate(view.heads):
        cell = row.get(col)
        if col == name_col or cell is None or not cell.text or cell is row.get(name_col) or is_empty(cell):
            continue
        if found and _is_remark(cell):
            continue
        if cell.col != col and (head.label not in ("baseline", "target") or view.heads[col - 1] == head):
            continue  # a merged cell speaks for each column whose header says something else
        role = head.label if head.label in VALUE_LABELS else None
        if role is None and (head.date or head.label == "year") and head.label in ("year", "schedule", None):
            role = "milestone" if _PLANNED.search(head.text) else "year"
        if role is None and has_sides(cell):
            role = "target"
        dated_self = cell.quantity is not None and cell.quantity.at is not None
        if role is None and head.label in (None, "description") and dated_self:
            role = "year"  # Before | After, これまで | めざす姿: the figures say their years themselves
        if role is None:
            continue
        counted = head.date is not None or col in figured or _is_dated_behind(view, row, col)
        if (date := only_date(cell)) is not None and not (counted and year_like_figure(cell) is not None):
            if found and _same_side(found[-1].role, role) and found[-1].date is None:
                found[-1] = replace(found[-1], date=date)
            else:
                dated = (role, date)
            continue
        date = head.date
        if dated is not None and (dated[0] == role or (date is None and _same_side(dated[0], role))):
            date = dated[1]
        found.append(Reading(role, cell, date, head.unit, head.since))
    return found


def _same_side(one: str | None, other: str | None) -> bool:
    """Whether a year in a column of one kind may date a value in the other's (直近実績値 | 基準年度)."""
    return one == other or {one, other} == {"actual", "baseline"}


def _is_remark(cell: Cell) -> bool:
    """Whether a cell says in a sentence how a figure was set, as where a row lost the cell before it."""
    return cell.quantity is None and len(cell.text) > _LONGEST_AIM and cell.text.endswith("。")


def is_empty(cell: Cell) -> bool:
    """Whether a cell says no value: an arrow to the next year, or a figure that had no room."""
    return _ARROWS.fullmatch(cell.text) is not None or is_cut_off(cell.text)


def _is_dated_behind(view: TableView, row: dict[int, Cell], col: int) -> bool:
    """Whether the next column, of the same kind, says the year of what stands in this one (目標値 | 目標年度)."""
    behind = row.get(col + 1)
    if behind is None or not _same_side(view.columns[col + 1], view.columns[col]):
        return False
    return only_date(behind) is not None and year_like_figure(behind) is None


def has_sides(cell: Cell) -> bool:
    """Whether a cell holds two values around an arrow."""
    return any(m.kind == "quantity" and m.label == "side" for m in cell.mentions)


def only_date(cell: Cell) -> DateRef | None:
    """The date that is all a cell says."""
    for mention in cell.mentions:
        if mention.kind == "date" and mention.date is not None and cell.quantity is None:
            rest = cell.text[: mention.start] + cell.text[mention.end :]
            return mention.date if not _SUMMED.sub("", rest).strip(" ()（）[]［］【】時点末") else None
    return None


def year_like_figure(cell: Cell) -> Quantity | None:
    """The figure of a cell such as `2000`, which alone reads as a year: below a year of its own it is none."""
    if cell.quantity is not None or not _YEAR_LIKE.fullmatch(cell.text):
        return None
    return Quantity(raw=cell.text, state="numeric", value=int(cell.text), comparator="eq")
