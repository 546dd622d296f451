"""KPIs of tables without a header that are lines of text with wide gaps: each row is read as a line is.

`申請率 | 60%以上 | （現状15%）`, or below a label at the left (指標) a name and its values in cells of its own.
Decides which tables are read so (those that have no header and gave no indicator otherwise); what a row says is for
`told_line`, what makes an indicator for `told`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from dxextract.extract.kpis.drafts import finish
from dxextract.extract.kpis.told import TOLD, Setting, draft_of, headed, take
from dxextract.extract.kpis.told import ToldEntry as Entry
from dxextract.extract.kpis.told_line import LONGEST, read_told
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Cell, Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Kpi
from dxextract.schema.records import TableView
from dxextract.signs import ARROWS

_KINDS = frozenset({"kpi", "generic", "form"})
_MAY_TELL = re.compile(rf"[{ARROWS}]|現|目|基準|実績|策定|当初|指標|KPI|以[上下]|維持|割合")
"""What tables of indicators say somewhere, if no date: most others are told by this before any row is read."""
_FEWEST = 2
_MOST_COLUMNS = 4
_COUNTED = "アイウエオカキクケコ"


def find_row_kpis(
    document: Document,
    tables: Iterable[TableView],
    taken: frozenset[int],
    outline: Outline,
    index: MeasureIndex,
    rules: RuleSet,
    now: int | None,
) -> tuple[Candidate[Kpi], ...]:
    """Such KPIs in reading order; tables in `taken` have given theirs."""
    found: list[Candidate[Kpi]] = []
    for view in tables:
        if view.block in taken or view.kind not in _KINDS:
            continue
        if (view.header_rows or view.table.n_cols > _MOST_COLUMNS) and not _is_titled(view, rules):
            continue
        if not any(_MAY_TELL.search(cell.text) or _is_dated(cell) for cell in view.table.cells):
            continue
        setting = headed(document, outline, outline.owner[view.block], rules)
        if setting.about < 0 or not any(m.quantity for cell in view.table.cells for m in cell.mentions):
            continue
        for entry in _entries(view, setting, rules):
            draft = draft_of(entry, setting.about, rules, now)
            if draft is None:
                continue
            rows = [line.row for line in entry.lines]
            claims = tuple(Claim(view.block, row, row + 1) for row in rows)
            found.append(finish(replace(draft, claims=claims), view.section_id, index, TOLD))
    return tuple(found)


def _is_titled(view: TableView, rules: RuleSet) -> bool:
    """Whether the first row is a label and the one indicator that the years and figures below it are of."""
    top = [cell for cell in view.table.cells if cell.row == 0 and cell.text]
    return len(top) == _FEWEST and top[1].quantity is None and block_label(top[0].text, rules) == "kpi"


def _is_dated(cell: Cell) -> bool:
    return any(mention.kind == "date" for mention in cell.mentions)


def _entries(view: TableView, setting: Setting, rules: RuleSet) -> list[Entry]:
    entries: list[Entry] = []
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in view.table.cells:
        if cell.text:
            rows[cell.row].append(cell)
    for row in range(view.table.n_rows):
        cells = sorted(rows[row], key=lambda c: c.col)
        if cells and len(cells) >= _FEWEST and (label := block_label(cells[0].text, rules)) is not None:
            setting.about = 2 if label == "kpi" else 0
            cells = cells[1:] if label == "kpi" else []
        if not cells or sum(len(cell.text) for cell in cells) > LONGEST:
            continue
        told = read_told(view.block, _line(cells), rules)
        if told is not None:
            take(replace(told, row=row), entries, setting, rules)
    if all(entry.name[:1] == mark for entry, mark in zip(entries, _COUNTED, strict=False)) and len(entries) >= _FEWEST:
        for entry in entries:
            entry.name = entry.name[1:].strip()
    return entries


def _line(cells: list[Cell]) -> Paragraph:
    """The cells of a row as one line of text, with what was read in them."""
    passage = reduce(Passage.spaced, (cell.passage for cell in cells))
    mentions: list[Mention] = []
    start = 0
    for cell in cells:
        own = [replace(m, start=m.start + start, end=m.end + start) for m in cell.mentions]
        if cell.quantity is not None and not any(m.kind == "quantity" for m in own):
            own.append(Mention("quantity", start, start + len(cell.text), quantity=cell.quantity))
        mentions += own
        start += len(cell.text) + 1
    return Paragraph(passage, mentions=tuple(mentions))
