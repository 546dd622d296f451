"""The words of a form's cells: which are labels, which number or name a measure; and what a label names.

Decides it for one cell or row. Which rows belong to a label is decided by `regions`, which of them name the measure
without a label by `names`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.header_words import header_word
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.signs import CHECKS, LABEL_SIGNS

NAMING = frozenset({"title", "broad", "number", "policy", "priority"})
"""Labels that say which measure it is; the others are blocks of it."""
VALUE = "value"
"""The label of a figure of the indicator above (現状値, 目標値), which is no block of its own."""
ASIDE = "aside"
"""A label that no rule knows beside a table of figures by year (事業費, 評価): it names no block of the measure."""
AMONG_OTHERS = NAMING | {"departments"}
"""Labels that count in a row which begins with another one (区分 | 新規 | 重点取組 | ○)."""
CHOSEN = re.compile(r"[○◯〇◎●★✓✔]|(?:[☑■☒✓✔]\s*)?(?:該当(?!な|し|せ|無)|有|あり|重点)")
"""What stands beside or below 重点取組 where the measure is one."""
MEASURE_NUMBERS = frozenset({"measure", "nested"})
"""Families of numbers that only measures have: 施策1-1, 取組No.3, 1-(2)."""
TOP_NUMBERS = MEASURE_NUMBERS | {"paren", "circled", "digit", "alpha"}
"""What a form may begin with: (1), ① and 3 count other things further down."""
LONGEST_LABEL = 20  # characters
LONGEST_NAME = 45  # characters; what stands beside 施策 or 取組 and is longer describes it
_ROW, _COL = attrgetter("row"), attrgetter("col")
_BESIDE_VALUES = frozenset({"unit", "definition"})
_ITEMS = re.compile(rf"[{LABEL_SIGNS}{CHECKS}]|[①-⑳].*[①-⑳]|.*(。|\s[・･●①②])")
"""What begins as a list or holds sentences is no name; 確保・育成 is one."""


@dataclass(frozen=True, slots=True)
class Region:
    """A label cell and the rows and columns that it names (half open). The title above a form names itself."""

    cell: Cell
    label: str
    top: int
    bottom: int
    left: int
    right: int
    said: Cell | None = None
    """What the label names where both stand in one cell (【現状と課題】…)."""


def content(table: Table, region: Region) -> list[Cell]:
    """The cells of `region` that hold something, in reading order; a name that names itself is as the region has it."""
    if region.said is not None:
        return [region.said]
    named = region.cell if region.label in NAMING else None
    return [
        named if named is not None and (cell.row, cell.col) == (named.row, named.col) else cell
        for cell in table.cells
        if region.top <= cell.row < region.bottom
        and region.left <= cell.col < region.right
        and (cell is not region.cell or region.label in NAMING)
        and cell.text
    ]


def label_of(cell: Cell, rules: RuleSet) -> str | None:
    """What a label cell names: a family of `form_labels`, or a block of a measure."""
    text = cell.text
    return _label_of(text, rules) if 0 < len(text) <= LONGEST_LABEL else None


@lru_cache(maxsize=4096)  # each row's cells are asked several times
def _label_of(text: str, rules: RuleSet) -> str | None:
    found = rules["form_labels"].label(text) or block_label(text, rules)
    valued = header_word(text, rules) in VALUE_LABELS | _BESIDE_VALUES
    return found or (VALUE if valued else None)


def reads_as_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and _ITEMS.match(text) is None


def is_number(text: str, families: frozenset[str], rules: RuleSet) -> bool:
    """Whether `text` is nothing but a number of one of the families."""
    found = rules["numbering"].match(f"{text} 題名")
    return found is not None and found.label in families and found.end > len(text)


def cells_starting(table: Table, row: int) -> list[Cell]:
    """The cells with text that begin in `row`, left to right."""
    start = bisect_left(table.cells, row, key=_ROW)
    end = bisect_left(table.cells, row + 1, start, key=_ROW)
    return sorted([cell for cell in table.cells[start:end] if cell.text], key=_COL)


def fills_row(table: Table, cells: list[Cell]) -> bool:
    """Whether labels leave no room beside them; without drawn cells, whether all else in the row is blank."""
    return table.spans == "unknown" or sum(cell.col_span for cell in cells) == table.n_cols
