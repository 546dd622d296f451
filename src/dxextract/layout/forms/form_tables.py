"""Which tables are forms, go on with the form before them, or only look like one.

Decides by what the labels of a table head. What the content of a form becomes is `one_form`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.forms.around import NEAR, page_of, top_row
from dxextract.layout.forms.cards import (
    ONE_UNDER_LABELS,
    without_row_labels,
)
from dxextract.layout.forms.labels import ASIDE, NAMING, VALUE, Region, content
from dxextract.layout.forms.one_form import by_measure
from dxextract.layout.forms.regions import read_regions
from dxextract.layout.forms.rulers import heads_tasks_and_indicators
from dxextract.layout.text.cells import is_header_row
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import MEASURE_BLOCKS
from dxextract.schema.document import Block, Document, Paragraph, Table

_FEWEST = 2
"""Blocks of the smallest form: who is responsible, and one more."""
_EXPLAINED = re.compile(r"(?:項目の|内容の)(?:説明|解説|意味)|見方|読み方|記載内容|記載事項|記入内容|内容説明|表示内容")
_ASKED = re.compile(r"(?:記入|記載|入力|選択)(?:(?:し|する|を)[^。]*)?。?$")


def is_form(table: Table, regions: Sequence[Region], rules: RuleSet) -> bool:
    """Whether labels with blocks of a measure make up most of the table; a row of labels over a list does not."""
    regions = without_row_labels(table, regions, rules)
    blocks = {region.label for region in regions} - NAMING - {VALUE, ASIDE}
    if _is_small_form(table, regions) or heads_tasks_and_indicators(table, regions, rules):
        return True
    small = len(regions) == table.n_rows == table.n_cols == _FEWEST and "departments" in blocks
    if not (len(regions) > _FEWEST or small) or len(blocks) < _FEWEST or not blocks & MEASURE_BLOCKS:
        return False
    if table.n_rows > 2 and all(region.cell.row == 0 for region in regions):
        top = [cell.text for cell in table.cells if cell.row == 0]
        if is_header_row(top, rules) or all(region.bottom == table.n_rows for region in regions):
            return False
    if _tells_how_to_fill_in(table):
        return False
    named = {region.label for region in regions} & {"title", "broad"}
    if named and {"departments", "kpi"} <= blocks:
        return True  # whatever other labels it has (Plan, Do)
    covered = {row for region in regions for row in range(region.cell.row, max(region.bottom, region.cell.row + 1))}
    return len(covered) * 2 > table.n_rows


def _is_small_form(table: Table, regions: Sequence[Region]) -> bool:
    """Whether two rows say what a measure does and who does it, and nothing else: 取組概要 | …, 担当課 | …."""
    labels = {region.label for region in regions}
    whole = table.n_cols == 2 and table.n_rows == len(regions) == len({region.cell.row for region in regions})
    return whole and len(labels) == 2 and {"actions", "departments"} <= labels


def is_named_form(table: Table, regions: Sequence[Region], rules: RuleSet) -> bool:
    """Whether a table whose labels its design taught begins with a measure's number and name, and says texts of it."""
    top = [region for region in regions if region.top == region.cell.row == 0]
    numbered = any(r.label == "number" or (r.label == "title" and rules["numbering"].match(r.cell.text)) for r in top)
    named = numbered and any(region.label == "title" for region in top)
    covered = {row for region in regions for row in (region.cell.row, *range(region.top, region.bottom))}
    said = sum(region.label not in NAMING | {VALUE, ASIDE, "period"} for region in regions)
    return named and said >= _FEWEST and len(covered) * 2 > table.n_rows


def is_short_list(table: Table, lists: frozenset[tuple[str, ...]]) -> bool:
    """Whether one row stands below what heads several elsewhere (事業名 | 概要 | 担当課): a list of one, no form."""
    return table.n_rows == ONE_UNDER_LABELS and top_row(table) in lists


def says_sentences(table: Table) -> bool:
    """Whether what stands below the labels of a row is said in sentences."""
    return all(cell.text.endswith("。") for cell in table.cells if cell.row > 0)


def _tells_how_to_fill_in(table: Table) -> bool:
    """Whether a form's fields only ask for their content (…を記入してください), or a header says they are explained."""
    top = [cell.text for cell in table.cells if cell.row == 0 and cell.text]
    if len(top) == table.n_cols == 2 and _EXPLAINED.fullmatch(top[1]):
        return True
    asked = [cell for cell in table.cells if _ASKED.search(cell.text)]
    return len(asked) >= _FEWEST and len(asked) * 3 >= table.n_rows


def form_follows(box: Table, waiting: Sequence[Block], rules: RuleSet) -> bool:
    """Whether the next table of the page is a form: the box stands at its head."""
    table = next((block for block in waiting[:NEAR] if isinstance(block, Table)), None)
    return table is not None and page_of(table) == page_of(box) and is_form(table, read_regions(table, rules), rules)


def names_of_forms(document: Document, rules: RuleSet) -> frozenset[str]:
    """The measures that forms are about: a list that names them, before or behind, sums the forms up."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if len(tables) < _FEWEST or not any(_names_columns(table, rules) for table in tables):
        return frozenset()
    lists = frozenset(top_row(table) for table in tables if table.n_rows > ONE_UNDER_LABELS)
    read = ((table, read_regions(table, rules)) for table in tables if not is_short_list(table, lists))
    forms = ((table, regions) for table, regions in read if is_form(table, regions, rules))
    return frozenset(
        squeeze(cell.text)
        for table, regions in forms
        for one in by_measure(regions)
        for region in one
        if region.label == "title"
        for cell in content(table, region)
    )


def _names_columns(table: Table, rules: RuleSet) -> bool:
    """Whether a table may be a list of measures: its top row names a column of them, and more follow."""
    labels = [rules["table_headers"].label(cell.text) for cell in table.cells if cell.row == 0 and cell.text]
    return table.n_rows > ONE_UNDER_LABELS and any(label in ("measure", "action") for label in labels)


def follows_form(blocks: Sequence[Block], table: Table) -> bool:
    """Whether nothing but page numbers stands between the form before and `table`, on the next page."""
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if isinstance(block, Paragraph) and block.role != "body":
            continue
        unfolded = isinstance(block, Paragraph | Table) and bool(block.unfolded)
        if not unfolded and not _is_nested(block, blocks[position - 1] if position else None):
            return False
        last = next((b for b in reversed(blocks) if isinstance(b, Table) and b.set_out), None)
        before, here = (last.places[-1].page if last else None), table.places[0].page
        return before is not None and here is not None and here in (before, before + 1)
    return False


def _is_nested(block: Block, before: Block | None) -> bool:
    """Whether `block` is a table that stood inside a form: what was set out right before it says so."""
    return isinstance(block, Table) and isinstance(before, Paragraph) and before.unfolded == "label"


def goes_on(table: Table, regions: Sequence[Region]) -> bool:
    """Whether `table` is the rest of a form: labels of blocks begin most of its rows."""
    if not regions or any(region.label in NAMING for region in regions):
        return False
    covered = sum(region.bottom - region.cell.row for region in regions)
    return covered * 2 > table.n_rows and not any(region.top > region.cell.row for region in regions)
