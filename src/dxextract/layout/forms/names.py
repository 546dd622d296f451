"""The rows of a form that name its measure without a label: lines over the whole width, and a number beside a name.

Decides what stands on top (個票, the policy, the measure's title) and which row further down begins another measure. A
line over the whole width on top is the title, or the policy above one where its number says so; the number of a measure
with a name beside it is both. Rows that begin with a label are `regions`' business.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.layout.forms.corner_holders import corner_holder
from dxextract.layout.forms.labels import (
    ASIDE,
    CHOSEN,
    LONGEST_NAME,
    MEASURE_NUMBERS,
    TOP_NUMBERS,
    Region,
    cells_starting,
    fills_row,
    is_number,
    label_of,
    reads_as_name,
)
from dxextract.layout.forms.led_names import with_holder_apart, without_own_label
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage

MOST_TITLES = 3
"""Rows above a form that name it: 個票, its policy, the measure."""
_HOLDER_LABEL = re.compile(r"[(（【〔［\[]?\s*([^\s:：】〕］\])）]{2,8})\s*[:：】〕］\]]")
_SENTENCE = re.compile(r"。\s*\S|[すたるいん]。$")
_IN_BRACKETS = re.compile(r"[(（【〔［\[]\s*([^(（【〔［\[]+?)\s*[)）】〕］\]]")


def titles_above(table: Table, rules: RuleSet) -> tuple[list[Region], int]:
    """The names that stand above a form in rows of their own, a policy's before the measure's; and the row after."""
    named: list[Cell] = []
    while len(named) < min(MOST_TITLES, table.n_rows):
        cells = cells_starting(table, len(named))
        wide = len(cells) == 1 and cells[0].col == 0 and cells[0].row_span == 1
        if not wide or cells[0].col_span * 2 <= table.n_cols or label_of(cells[0], rules) is not None:
            break
        if _SENTENCE.search(cells[0].text):
            named = named[:-1]  # the line above is the label of the text
            break
        named.append(without_own_label(cells[0], rules))
    if table.n_cols < 2 or not named or len(named[-1].text) > LONGEST_NAME or named[-1].row + 1 == table.n_rows:
        return [], len(named)
    alone = len(named) == 1 and rules["numbering"].label(named[0].text) == "policy"
    label = "policy" if alone else "title"
    regions = [Region(named[-1], label, named[-1].row, named[-1].row + 1, 0, table.n_cols)]
    if len(named) > 1 and rules["numbering"].label(named[-2].text) is not None:
        regions.insert(0, Region(named[-2], "policy", named[-2].row, named[-2].row + 1, 0, table.n_cols))
    return regions, len(named)


def naming_row(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> list[Region]:
    """The regions of a row without a label that names the measure or its policy; none for other rows."""
    first = cells[0]
    if first.col != 0 or table.n_cols < 2:
        return []
    if len(cells) == 1:
        if first.col_span != table.n_cols or len(first.text) > LONGEST_NAME:
            return []
        family = rules["numbering"].label(first.text)
        if row == 0 or family in MEASURE_NUMBERS:
            return [Region(first, "policy" if family == "policy" else "title", row, row + 1, 0, table.n_cols)]
        return []
    if tagged := _named_before_tags(table, row, cells, rules):
        return tagged
    name = cells[1]
    if len(cells) == 2 and _is_named_with_holder(table, first, name, rules):
        passage = Passage.spaced(first.passage, name.passage)  # the line's departments are read behind its title
        return [Region(replace(first, passage=passage), "title", row, row + 1, 0, first.col + first.col_span)]
    held = len(cells) == 3 and _names_holder(cells[2], rules)
    top = (len(cells) == 2 or held) and (row == 0 or _begins_again(table, row))
    numbers = TOP_NUMBERS if top else MEASURE_NUMBERS
    charged = any(label_of(cell, rules) == "departments" for cell in cells[2::2])
    if charged and (row == 0 or _begins_again(table, row)):
        numbers = numbers | {"series"}  # プログラム1 | 書類の電子化 | 担当課 | 総務課
    if not is_number(first.text, numbers, rules) or label_of(name, rules) is not None:
        return []
    if first.row_span > 1 or not reads_as_name(name.text):
        return []
    if held and fills_row(table, cells):
        passage = Passage.spaced(name.passage, cells[2].passage)
        return [itself(first, "number"), itself(replace(name, passage=passage), "title")]
    beside = cells[2:]
    labels = [label_of(cell, rules) for cell in beside[::2]]
    if not fills_row(table, cells) or len(beside) % 2 or (labels and not any(labels)):
        return []
    regions = [itself(first, "number"), itself(with_holder_apart(name, rules), "title")]
    for label, cell, said in zip(labels, beside[::2], beside[1::2], strict=True):  # 担当課 | 市民課 | 区分 | 新規
        regions.append(Region(cell, label or ASIDE, row, row + 1, said.col, said.col + said.col_span))
    return regions


def _named_before_tags(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> list[Region]:
    """A measure's number and name, in a cell each or in one, before cells of who is in charge or how it stands."""
    numbers = TOP_NUMBERS if row == 0 or _begins_again(table, row) else MEASURE_NUMBERS
    if cells[0].row_span > 1 or not fills_row(table, cells):
        return []
    if rules["numbering"].label(f"{cells[0].text} 題名") not in numbers:
        return []
    tags: list[Cell] = []
    holders: list[Region] = []
    for cell in reversed(cells[1:]):
        holder = corner_holder(cell, rules)
        if holder is None and rules["status_words"].match(cell.text) is None:
            break
        tags.append(cell)
        told = itself(cell, "priority") if CHOSEN.match(cell.text) else None
        holders += [one for one in (holder, told) if one is not None]
    named = cells[: len(cells) - len(tags)]
    if not tags or len(named) > 2:
        return []
    if is_number(named[0].text, numbers, rules) == (len(named) == 1) or not reads_as_name(named[-1].text):
        return []
    if label_of(named[-1], rules) is not None:
        return []
    return [*(itself(cell, label) for cell, label in zip(named[::-1], ("title", "number"), strict=False)), *holders]


def _begins_again(table: Table, row: int) -> bool:
    """Whether the row below begins with the label that stands below the form's first row: another form of the kind."""
    labels = [next(iter(cells_starting(table, one)), None) for one in (1, row + 1)]
    return row > 1 and labels[0] is not None and labels[1] is not None and labels[0].text == labels[1].text


def _is_named_with_holder(table: Table, name: Cell, beside: Cell, rules: RuleSet) -> bool:
    """Whether a row is a measure's number and name, and departments behind them in brackets or behind a label."""
    numbers = TOP_NUMBERS if name.row == 0 else MEASURE_NUMBERS
    if rules["numbering"].label(name.text) not in numbers or is_number(name.text, numbers, rules):
        return False
    return reads_as_name(name.text) and fills_row(table, [name, beside]) and _names_holder(beside, rules)


def _names_holder(cell: Cell, rules: RuleSet) -> bool:
    """Whether a cell says who is in charge: departments behind a label (担当：総務課), or in brackets."""
    if (labelled := _HOLDER_LABEL.match(cell.text)) is not None:
        return block_label(labelled[1], rules) == "departments"
    bracketed = _IN_BRACKETS.fullmatch(cell.text)
    return bracketed is not None and rules["department_suffixes"].match(bracketed[1]) is not None


def itself(cell: Cell, label: str) -> Region:
    """The region of a cell that is what it names."""
    return Region(cell, label, cell.row, cell.row + 1, cell.col, cell.col + cell.col_span)
