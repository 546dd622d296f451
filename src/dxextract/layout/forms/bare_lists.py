"""Whether a table with but one kind of block beside its titles lists measures.

Decides by what announces the table (施策一覧, 次のとおり, the chapter that it stands in), by the numbers of its titles,
and by what the titles are called where no line of the document heads a measure. Which columns a list has is for
`list_columns`; what else speaks against measures, in any list, is for `list_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dxextract.layout.forms.list_columns import FEW, ListColumns
from dxextract.layout.forms.list_rows import first_said, header_cell
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Cell, Paragraph, Table
from dxextract.signs import HEADING_SIGNS

_MEASURE_NUMBERS = frozenset({"measure", "nested"})
"""Families of numbers such as 施策1 and 1-2; ① and 1 may count the tasks of one measure."""
_CHAPTERS = frozenset({"part", "chapter", "roman", "kanji"})
_LIST_TITLE = re.compile(
    r"(?:施策|取組み?|取り組み?|事業|アクション|プロジェクト)(?:項目|事項|計画)?(?:の)?(?:一覧|総括|リスト|体系)[表図]?"
    r"(?:[\])）】〕]|[(（][^()（）]*[)）]|(?:と|及び|・).{1,12})?$"
)
_LEAD = re.compile(
    r"(?:取り?組む|実施する|推進する|進める|展開する)(?:個別|主な|具体的な)?(?:施策|取り?組み?|事業|プロジェクト)(?:の一覧)?"
    r"は、?(?:次|以下|下表|右表)の(?:とおり|通り|表)"
)
_NAMED = re.compile(
    r"(?:(?:具体的?な?|個別|主要な?|実施)(?:の)?)?(?:施策|取り?組み?|事業|プロジェクト)名?称?(?:[(（].{1,8}[)）])?"
)
_OF_TABLES = frozenset({None, "schedule", "kpi"})
"""What a slide with a table of all measures may be called, and no block of one (目標値一覧)."""
_CALLED = re.compile(r"施策|.{2,6}名")
_MANY = 5  # rows that are counted: projects with who does what, in a document of nothing but them
_LONGEST_LEAD = 90  # characters of a line between a heading and the list that it announces


def may_be_bare(
    table: Table,
    columns: ListColumns,
    groups: Sequence[tuple[Cell, list[int]]],
    above: Sequence[Block],
    said: AbstractSet[str],
    rules: RuleSet,
) -> bool:
    """Whether titles with but one kind of block beside them are measures.

    They are where they are announced or numbered, stand above tasks, or where no line of the document is the heading of
    a measure or of its blocks and the titles are called names of measures.
    """
    head = header_cell(table, columns, columns.title)
    named = head is not None and _NAMED.fullmatch(squeeze(head.text)) is not None
    if _is_announced(above, rules, policies=columns.plain or named) or _are_numbered(table, columns, groups, rules):
        return True
    if not named or head is None:
        return False
    if columns.labels[columns.title] == "measure" and "action" in columns.labels and any(len(r) > 1 for _, r in groups):
        return True
    told_who = columns.number is not None and {"description", "department"} <= set(columns.labels)
    told_who = told_who and columns.labels[columns.title] == "measure"
    grouped = columns.plain and (columns.policy is not None or told_who) and len(groups) > FEW
    counted = columns.plain and columns.number is not None and len(groups) >= _MANY
    called = (
        grouped
        or _are_phased(columns, groups)
        or (
            _CALLED.match(head.text) is not None
            and (bool(columns.years) or counted)
            and not columns.indicators
            and len(groups) > FEW
        )
    )
    lead = {squeeze(b.text) for b in above[-1:] if isinstance(b, Paragraph)}  # 取組の概要 right above the list
    return called and not any(
        rules["numbering"].label(line) in _MEASURE_NUMBERS
        or block_label(line.lstrip(HEADING_SIGNS), rules) not in _OF_TABLES
        for line in said - lead
    )


def _are_phased(columns: ListColumns, groups: Sequence[tuple[Cell, list[int]]]) -> bool:
    """Whether most titles are counted, have somebody in charge, and several tasks with a time each below them."""
    told = columns.plain and columns.number is not None and {"schedule", "department"} <= set(columns.labels)
    return told and len(groups) > FEW and 2 * sum(len(rows) > 1 for _, rows in groups) > len(groups)


def _is_announced(above: Sequence[Block], rules: RuleSet, *, policies: bool) -> bool:
    """Whether the line above a table, or the heading that it stands under, says that it lists the measures.

    `policies`: what stands under a policy's heading (基本方針1) lists that policy's.
    """
    near = [b for b in above if isinstance(b, Paragraph) and b.role == "body" and b.unfolded is None]
    if above and near and near[-1] is above[-1] and (_LIST_TITLE.search(near[-1].text) or _LEAD.search(near[-1].text)):
        return True
    for line in reversed(near):
        number = rules["numbering"].match(line.text)
        title = line.text[number.end :] if number else line.text
        if rules["measure_chapters"].match(title):  # 第2 取組一覧
            return number is not None or _LIST_TITLE.search(title) is not None
        if number is not None or len(line.text) > _LONGEST_LEAD:
            if policies and number is not None and number.label == "policy":
                return True
            # 施策1 has tasks below it, and so has what has a block 【スケジュール】
            own = number is not None and number.label not in _CHAPTERS | {"measure"}
            at = near.index(line)
            labelled = any(block_label(one.text, rules) for one in near[at + 1 :])
            labelled = labelled or (block_label(title, rules) is not None and _is_of_measure(near[:at], rules))
            return own and not labelled and _is_in_chapter(near, rules)
    return False


def _is_of_measure(lines: Sequence[Paragraph], rules: RuleSet) -> bool:
    """Whether the last line with a number is a measure's: (1) スケジュール below 施策6 is a block of it."""
    numbers = (rules["numbering"].label(line.text) for line in reversed(lines) if len(line.text) <= _LONGEST_LEAD)
    return next((n for n in numbers if n is not None), None) in _MEASURE_NUMBERS


def _is_in_chapter(lines: Sequence[Paragraph], rules: RuleSet) -> bool:
    """Whether the last line numbered as chapters are says that what stands below is measures (第3章 実施計画)."""
    for line in reversed(lines):
        number = rules["numbering"].match(line.text)
        if number is not None and number.label in _CHAPTERS and len(line.text) <= _LONGEST_LEAD:
            return rules["measure_chapters"].match(line.text[number.end :]) is not None
    return False


def _are_numbered(table: Table, columns: ListColumns, groups: Sequence[tuple[Cell, list[int]]], rules: RuleSet) -> bool:
    """Whether most titles have a number as measures have, before them or in a column of numbers left of them."""
    numbered = [rules["numbering"].label(title.text) in _MEASURE_NUMBERS for title, _ in groups]
    if sum(numbered) * 2 > len(groups):
        return True
    cells = [first_said(table, columns.number, rows) for _, rows in groups]
    return all(cell is not None and rules["numbering"].label(cell.text + " x") in _MEASURE_NUMBERS for cell in cells)
