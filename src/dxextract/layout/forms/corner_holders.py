"""Who is in charge, behind the name of a form's measure: 取組1 | 窓口予約 | 担当 over 市民課, or 市民課 alone.

Decides it by the label that has the first line for itself, or by departments being all that the cell says. A label and
departments on one line, and departments in brackets, are read behind the title that they are joined to (`names`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.layout.forms.labels import Region, label_of
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Cell

_BETWEEN = re.compile(r"[\s\u3000、,，／/]+")
_LABEL_LINE = re.compile(r"\s*[【〔［\[(（]?\s*([^\s:：】〕］\])）]{2,8})\s*[】〕］\])）]?\s*[:：]?\s*\n")
_LABELLED = re.compile(r"[:：(（【〔［\[]")
_LONGEST = 40
"""Characters of the departments of one measure."""


def corner_holder(cell: Cell, rules: RuleSet) -> Region | None:
    """The region of such a cell; None for one that says anything else."""
    edges = (cell.row, cell.row + cell.row_span, cell.col, cell.col + cell.col_span)
    labelled = _LABEL_LINE.match(cell.passage.raw)
    if labelled is not None and block_label(labelled[1], rules) == "departments":
        begin = next((n for n, at in enumerate(cell.passage.offsets) if at >= labelled.end()), 0)
        label = replace(cell, passage=cell.passage.part(0, begin))
        said = replace(cell, passage=cell.passage.part(begin))
        return Region(label, "departments", *edges, said=said) if _are_departments(said, rules) else None
    if label_of(cell, rules) is None and _are_departments(cell, rules):
        return Region(cell, "departments", *edges, said=cell)
    return None


def has_no_label(region: Region) -> bool:
    """Whether the departments of a region stand in their cell without a label."""
    return region.label == "departments" and region.said is region.cell


def _are_departments(cell: Cell, rules: RuleSet) -> bool:
    names = [name for name in _BETWEEN.split(cell.passage.raw) if name]
    if not names or len(cell.text) > _LONGEST or _LABELLED.search(cell.text):
        return False
    return all(rules["department_suffixes"].label(name) in ("any", "prose", "list") for name in names)
