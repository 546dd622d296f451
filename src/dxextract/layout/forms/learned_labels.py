"""Labels that no rule knows, learned from forms of one design: what returns in each of them, beside what differs.

A plan gives each measure the same form. Short texts that stand in the label cells of several of its tables (困りごと,
シート名) are its labels in whatever words, and what they name is told by what stands beside them in all forms:
departments, a policy's or a measure's number and name, sentences, or the name that is another one in each form. Decides
which tables are of one design and what their own labels are; a table of which there is but one teaches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxextract.layout.forms.labels import (
    AMONG_OTHERS,
    ASIDE,
    LONGEST_LABEL,
    Region,
    label_of,
    reads_as_name,
)
from dxextract.layout.forms.unknown_labels import told_by_words
from dxextract.layout.text.cells import is_header_row, looks_like_number
from dxextract.normalise import squeeze
from dxextract.rules import Family, Row, RuleSet, squeezed
from dxextract.rules.blocks import TABLE_BLOCKS
from dxextract.rules.value_labels import FIGURE_LABELS
from dxextract.schema.document import Block, Cell, Document, Paragraph, Table

_FEWEST_ROWS = 3
"""Rows of a form, and rows in which two forms of one design say the same."""
_FEWEST_LED = 2
"""Rows of two forms that begin with the same."""
_FEWEST_TABLES = 2
_FEWEST_SHARED = 2
"""Texts that tables below the names of two measures have in common."""
_PAIR = 2
"""Cells of a row that are a label and what it names, even where both return (区分 | 新規)."""
_TITLE_ROWS = 4
"""Rows at the head of a form among which its measure is named."""
_SHORTEST_NAME = 4
_WORDED = re.compile(r"[^\W\d_ー〃々]{2}")
_SAID = re.compile(r"。|^\s*[・○●◯◆◇■□①]")
_ITEM = re.compile(r"。|^\s*[・○◯①-⑳]")
_HEADS_COLUMN = frozenset({"kpi_name", "year", "action"})
"""What heads a column of a table inside a form, and names no block of it."""
_FORM_FAMILY = frozenset({"title", "policy", ASIDE})


@dataclass(frozen=True, slots=True)
class _Form:
    """A table, the short texts in it by where they stand, those that rows begin with, and its regions.

    `headed`: a line of its own stands above it. `listed`: a header stands over rows that no label begins, as over what
    is done, and over when (事業名 | R7 | R8): no form, unless its first row names a measure.
    """

    table: Table
    shorts: dict[str, Cell]
    leads: frozenset[str]
    headed: bool
    listed: bool
    regions: tuple[Region, ...]

    @property
    def named(self) -> str | None:
        """The measure that the first row names without a label."""
        titles = (r.cell.text for r in self.regions if r.label == "title" and r.top == r.cell.row == 0)
        return next(titles, None)


@dataclass(slots=True)
class _Design:
    """Forms that say the same in several rows, and what all of them say."""

    forms: list[_Form] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)


def learn_labels(document: Document, regions: Mapping[int, tuple[Region, ...]], rules: RuleSet) -> dict[int, RuleSet]:
    """For each table of a design (by its identity, as `regions`) the rules with the labels that its forms taught."""
    learned: dict[int, RuleSet] = {}
    for design in _designs(list(_forms(document.blocks, regions, rules)), rules):
        labels = _labels(design, rules)
        if labels:
            extended = _extended(labels, rules)
            learned |= {id(form.table): extended for form in design.forms}
    return learned


def _forms(blocks: Sequence[Block], regions: Mapping[int, tuple[Region, ...]], rules: RuleSet) -> Iterator[_Form]:
    headed = False
    for block in blocks:
        if isinstance(block, Table):
            if block.n_rows >= _FEWEST_ROWS and block.n_cols >= 2:
                leads = _leads(block)
                listed = _is_list(block, leads, rules)
                led = frozenset(squeeze(cell.text) for cell in leads)
                yield _Form(block, _shorts(block), led, headed, listed, regions[id(block)])
            headed = False
        elif isinstance(block, Paragraph) and block.role == "body":
            headed = headed or len(block.text) > 1


def _shorts(table: Table) -> dict[str, Cell]:
    """The cells that may be labels, by their text; the first of those that say the same."""
    found: dict[str, Cell] = {}
    for cell in table.cells:
        if len(cell.text) <= LONGEST_LABEL and _WORDED.search(cell.text) and not _ITEM.search(cell.text):
            found.setdefault(squeeze(cell.text), cell)
    return found


def _designs(forms: Sequence[_Form], rules: RuleSet) -> Iterator[_Design]:
    designs: list[_Design] = []
    known = {id(form): {text for text, cell in form.shorts.items() if label_of(cell, rules)} for form in forms}
    for form in (form for form in forms if form.named or (known[id(form)] and not form.listed)):
        for design in designs:
            first = design.forms[0]
            alike = len(first.leads & form.leads) >= _FEWEST_LED and not known[id(first)].isdisjoint(known[id(form)])
            if not alike and not (first.named and form.named and first.named != form.named):
                continue
            shared = first.shorts.keys() & form.shorts.keys()
            if _is_one_design(first, form, shared, rules):
                design.forms.append(form)
                design.shared |= shared
                break
        else:
            designs.append(_Design([form]))
    return (design for design in designs if len(design.forms) >= _FEWEST_TABLES)


def _is_one_design(one: _Form, other: _Form, shared: set[str], rules: RuleSet) -> bool:
    """Whether two tables say the same in several rows, among it labels of forms; the header of a list is one row.

    A year in both may be what they say. Below the names of two measures one row is enough.
    """
    if one.named and other.named and one.named != other.named and len(shared) >= _FEWEST_SHARED:
        return one.table.n_cols == other.table.n_cols
    if one.listed or other.listed or abs(one.table.n_cols - other.table.n_cols) > 1:
        return False
    said = {text for text in shared if rules["table_headers"].label(one.shorts[text].text) != "year"}
    if min(len(said & form.leads) for form in (one, other)) < _FEWEST_LED:
        return False
    rows = [{form.shorts[text].row for text in said} for form in (one, other)]
    return min(len(found) for found in rows) >= _FEWEST_ROWS


def _leads(table: Table) -> list[Cell]:
    """The first cell with a text of each row, from the top down."""
    first: dict[int, Cell] = {}
    for cell in table.cells:
        if cell.text and (cell.row not in first or cell.col < first[cell.row].col):
            first[cell.row] = cell
    return [first[row] for row in sorted(first)]


def _is_list(table: Table, leads: Sequence[Cell], rules: RuleSet) -> bool:
    """Whether a header stands over rows that no label begins."""
    top = [cell.text for cell in table.cells if cell.row == 0]
    return is_header_row(top, rules) and not any(label_of(cell, rules) for cell in leads[1:])


def _labels(design: _Design, rules: RuleSet) -> dict[str, str]:
    """What the labels of a design that no rule knows name, by their text."""
    named = [any(r.label in ("title", "broad") for r in form.regions) for form in design.forms]
    titled = sum(named) * 2 > len(named)
    headed = sum(form.headed for form in design.forms[1:]) * 2 > len(design.forms[1:])
    labels: dict[str, str] = {}
    for text, cell in sorted(_unknown(design, rules), key=lambda item: (item[1].row, item[1].col)):
        said = [
            found
            for form in design.forms
            if (own := form.shorts.get(text)) is not None
            and not _is_inside(own, form.regions)
            and (found := _content(form.table, own, design.shared)) is not None
        ]
        may_name = not titled and not headed and "title" not in labels.values() and cell.row < _TITLE_ROWS
        told = _told(said, may_name, rules) if len(said) >= _FEWEST_TABLES else None
        if told is not None:
            labels[text] = told
    beside = (text for text, cell in _unknown(design, rules) if text not in labels)
    return labels | dict.fromkeys([text for text in beside if _among_labels(design, text, labels, rules)], ASIDE)


def _unknown(design: _Design, rules: RuleSet) -> Iterator[tuple[str, Cell]]:
    for text in design.shared:
        cell = next(form.shorts[text] for form in design.forms if text in form.shorts)
        said = cell.col > 0 and told_by_words(cell.text, rules) is not None
        numbered = rules["numbering"].label(cell.text) not in (None, "mark", "tag")
        measured = rules["table_headers"].label(cell.text) == "kpi_name"  # 指標名 names an indicator, no measure
        other = said or numbered or measured or _heads_columns(design, text, rules)
        if label_of(cell, rules) is None and not other:
            yield text, cell


def _heads_columns(design: _Design, text: str, rules: RuleSet) -> bool:
    """Whether a text heads a column (作業項目 | 担当課 | R7), or begins a header of figures: めやす | R6 | R9."""
    form = next(form for form in design.forms if text in form.shorts)
    own = form.shorts[text]
    right = [cell for cell in form.table.cells if cell.row == own.row and cell.col > own.col and cell.text]
    labels = {rules["table_headers"].label(cell.text) for cell in right}
    heads = rules["table_headers"].label(own.text) in _HEADS_COLUMN and not labels.isdisjoint(FIGURE_LABELS)
    return heads or (len(right) >= _PAIR and labels <= FIGURE_LABELS)


def _is_inside(cell: Cell, regions: Sequence[Region]) -> bool:
    """Whether a cell stands in the table beside 成果指標 or 工程, which has labels of its own."""
    return any(
        region.label in TABLE_BLOCKS  # such tables have words of their own, which return as well (調査・設計)
        and region.top <= cell.row < region.bottom
        and region.left <= cell.col < region.right
        and region.cell.row_span > 1
        for region in regions
    )


def _content(table: Table, label: Cell, shared: set[str]) -> str | None:
    """What a label names: the cell at its right, or the one below where all of its row are labels."""
    row = [cell for cell in table.cells if cell.row == label.row and cell.text]
    all_shared = len(row) != _PAIR and all(squeeze(cell.text) in shared for cell in row)
    before = next((c for c in row if c.col + c.col_span == label.col), None)
    if not all_shared and before is not None and before.row_span == 1 and squeeze(before.text) in shared:
        return None  # what stands beside a label, the same in both forms: 区分 | 新規
    beside = next((c for c in row if c.col == label.col + label.col_span), None)
    if beside is not None and squeeze(beside.text) not in shared:
        return beside.text
    wide = len(row) == 1 and label.col_span == table.n_cols
    if (wide or len(row) > 1) and all_shared:
        below = (c for c in table.cells if c.row == label.row + label.row_span and c.col == label.col)
        return next((c.text for c in below if squeeze(c.text) not in shared), None)
    return None


def _told(said: Sequence[str], may_name: bool, rules: RuleSet) -> str | None:
    """What contents say of their label, where they differ from form to form and tell anything."""
    distinct = {squeeze(text) for text in said if text}
    if len(distinct) < _FEWEST_TABLES:
        return None
    told = {told_by_words(text, rules) for text in said if text}
    if told == {"departments"} or (len(told) == 1 and told & _FORM_FAMILY and may_name):
        return told.pop()
    if may_name and len(distinct) == len(said) and all(_is_name(text, rules) for text in said):
        return "title"
    return "other" if sum(_SAID.search(text) is not None for text in said) * 2 > len(said) else ASIDE


def _is_name(text: str, rules: RuleSet) -> bool:
    named = reads_as_name(text) and len(text) >= _SHORTEST_NAME and not _SAID.search(text)
    return named and not looks_like_number(text) and told_by_words(text, rules) != "departments"


def _among_labels(design: _Design, text: str, learned: Mapping[str, str], rules: RuleSet) -> bool:
    """Whether a text stands in a row of labels, most known or learned, some of which name more: 事業名 | 新規・継続."""
    form = next(form for form in design.forms if text in form.shorts)
    row = [cell for cell in form.table.cells if cell.row == form.shorts[text].row and cell.text]
    known = [label_of(cell, rules) or learned.get(squeeze(cell.text)) for cell in row]
    returning = all(squeeze(cell.text) in design.shared for cell in row)
    naming = not (AMONG_OTHERS | {"other"}).isdisjoint(known)
    return len(row) > _PAIR and returning and naming and sum(one is not None for one in known) * 2 > len(row)


def _extended(labels: dict[str, str], rules: RuleSet) -> RuleSet:
    """The rules with rows for learned labels."""
    rows: dict[str, list[Row]] = {"form_labels": [], "block_labels": []}
    for number, (text, label) in enumerate(labels.items(), 1):
        family = "form_labels" if label in _FORM_FAMILY else "block_labels"
        term = squeezed(text)
        rows[family].append(Row(id=f"learned.{number}", label=label, terms=(term,), examples=(term,)))
    return rules.extended(Family(name, "full", tuple(found)) for name, found in rows.items() if found)
