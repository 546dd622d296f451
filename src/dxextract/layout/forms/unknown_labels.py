"""Rows of a form whose labels no rule knows, told by what stands beside them.

`Y | 基本方針2 …`, `Y | 施策2-1 …`, `Y | 総務課、財政課` say of Y that it names the policy, the measure, or departments,
whatever the plan calls them. Decides it only for rows of pairs that stand in a form: a label that is known stands in
the row, or names the measure in the row above or below. A label beside steps of several years is told without that.
"""

from __future__ import annotations

import re

from dxextract.layout.forms.labels import (
    AMONG_OTHERS,
    MEASURE_NUMBERS,
    NAMING,
    Region,
    cells_starting,
    fills_row,
    label_of,
    reads_as_name,
)
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_LONGEST = 12  # characters of a label
_NO_LABEL = re.compile(r"[。、：:]|\d")
_YEAR = r"(?:(?:令和|R)\s?(?:元|[0-9]{1,2})|20[0-9]{2})\s?年?度?"
_STEP = re.compile(
    rf"[・○◯●◆◇■□]?\s*[【（(]?{_YEAR}(?:\s?[~～〜－-]\s?{_YEAR})?[)）】]?\s?[:：]?\s?(?:から|以降|に)?(?=[一-鿿ァ-ヶA-Z])(?![末中])"
)
"""A year, or years, and words right behind them."""
_PAST = re.compile(r"これまで|経[緯過]|実績|沿革|現状|歴|過去|根拠")
_LISTED = re.compile(r"[、，,・/\s]+")
_MOST_DEPARTMENTS = 8
_STEPS = 2
_HOLDS = re.compile(r"[課部係所署]$|担|管|主体|リーダー|だれ|誰")
"""What a label says that names departments in words of its own (作成課, お世話係)."""


def told_by_content(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> list[Region]:
    """The regions of a row of labels with their contents where one is not known; none where none is told."""
    if len(cells) not in (2, 4) or cells[0].col or not fills_row(table, cells):
        return []
    if any(cell.row_span > 1 for cell in cells) or _NO_LABEL.search(cells[0].text) or len(cells[0].text) > _LONGEST:
        return []
    regions: list[Region] = []
    known = False
    for label, said in zip(cells[::2], cells[1::2], strict=True):
        named = label_of(label, rules)
        known |= named in AMONG_OTHERS
        told = named or told_by_words(said.text, rules)
        if told is None or label_of(said, rules) is not None:
            return []
        regions.append(Region(label, told, row, row + 1, said.col, said.col + said.col_span))
    return regions if known or _beside_name(table, row, rules) else []


def names_departments(label: str, said: str, rules: RuleSet) -> bool:
    """Whether nothing but departments stands beside a label that may name them."""
    return _HOLDS.search(label) is not None and told_by_words(said, rules) == "departments"


def tells_steps(table: Table, cells: list[Cell]) -> bool:
    """Whether a row is a short label, in whatever words, and steps that each begin with a year: `R8年度 調査 R9年度 …`.

    They stand in the one cell, or in it and in those of the rows below, which then have no label.
    """
    if len(cells) != 2 or cells[0].col or len(cells[0].text) > _LONGEST or _NO_LABEL.search(cells[0].text):
        return False
    label, said = cells
    below = [c for c in table.cells if c.row == label.row + label.row_span and c.text]
    texts = [said.text, *(c.text for c in below[:1] if len(below) == 1 and c.col == said.col)]
    steps = sum(len(_STEP.findall(text)) for text in texts)
    return steps >= _STEPS and all(_STEP.match(text) for text in texts) and _PAST.search(label.text) is None


def told_by_words(text: str, rules: RuleSet) -> str | None:
    """What a content says its label is: a policy's or a measure's number before a name, or nothing but departments."""
    if not reads_as_name(text):
        return None
    family = rules["numbering"].label(text)
    if family == "policy":
        return "policy"
    if family in MEASURE_NUMBERS:
        return "title"
    names = [name for name in _LISTED.split(text) if name]
    listed = 0 < len(names) <= _MOST_DEPARTMENTS and all(rules["department_suffixes"].match(name) for name in names)
    return "departments" if listed else None


def _beside_name(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether the row above or below begins with the label of a measure's name or policy."""
    near = (cells_starting(table, other) for other in (row - 1, row + 1))
    return any(len(cells) > 1 and label_of(cells[0], rules) in NAMING - {"priority"} for cells in near if cells)
