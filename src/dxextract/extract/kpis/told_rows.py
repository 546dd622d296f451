"""KPIs of tables without a header that are lines of text with wide gaps: each row is read as a line is.

`申請率 | 60%以上 | （現状15%）`, or below a label at the left (指標) a name and its values in cells of its own.
Decides which tables are read so (those that have no header and gave no indicator otherwise), and that a column below
a header may have an indicator with all its values in each cell; what a row says is for `told_line`, what makes an
indicator for `told`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce

from dxextract.extract.kpis.block_years import years_around_arrow
from dxextract.extract.kpis.drafts import finish
from dxextract.extract.kpis.told import TOLD
from dxextract.extract.kpis.told_draft import draft_of
from dxextract.extract.kpis.told_line import LONGEST, read_told
from dxextract.extract.kpis.told_run import HEADED, Setting, ToldRun, headed
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.row_measures import row_measures
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Kpi
from dxextract.schema.records import TableView
from dxextract.signs import ARROWS

_KINDS = frozenset({"kpi", "generic", "form"})
_MAY_TELL = re.compile(
    rf"[{ARROWS}]|現[状況在時行]|目[標安指処途]|基準|実績|策定|当初|指標|KPI|以[上下]|維持(?![管運補修費])|割合"
)
"""What tables of indicators say somewhere, if no date: most others are told by this before any row is read."""
_PAIR_HEADS = tuple((label, said) for label in ("項目", "区分", "事項") for said in ("内容", "説明", "記載内容"))
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
        headless = not view.header_rows or _heads_pairs(view)
        if (not headless or view.table.n_cols > _MOST_COLUMNS) and not _is_titled(view, rules):
            if view.kind == "generic" and view.header_rows:
                found.extend(_of_column(view, index, rules, now))
            continue
        if not any(_MAY_TELL.search(cell.text) or _is_dated(cell) for cell in view.table.cells if _is_short(cell)):
            continue
        setting = headed(document, outline, outline.owner[view.block], rules)
        if setting.about < 0 or not any(m.quantity for cell in view.table.cells for m in cell.mentions):
            continue
        run = _run_of(view, setting, rules)
        for entry in run.entries:
            draft = draft_of(entry, run.setting.about, rules, now)
            if draft is None:
                continue
            rows = [line.row for line in entry.lines]
            claims = tuple(Claim(view.block, row, row + 1) for row in rows)
            found.append(finish(replace(draft, claims=claims), view.section_id, index, TOLD))
    return tuple(found)


def _of_column(view: TableView, index: MeasureIndex, rules: RuleSet, now: int | None) -> Iterator[Candidate[Kpi]]:
    """The indicators of a column whose cells say each one's name and values (申請率：20%→70% below 成果目標)."""
    heading = next((col for col, label in enumerate(view.columns) if label in ("kpi_name", "target")), None)
    if heading is None or any(label in VALUE_LABELS for label in view.columns[heading + 1 :]):
        return
    grid = view.table.as_meant().grid()
    head = grid[(view.header_rows - 1, heading)]
    years = years_around_arrow(Paragraph(head.passage, mentions=head.mentions)) or ()
    measures = row_measures(view, index)
    told = []
    for row in range(view.header_rows, view.table.n_rows):
        cell = grid.get((row, heading))
        if cell is None or cell.row != row or not cell.text or len(cell.text) > LONGEST:
            continue
        run = ToldRun(Setting(columns=tuple((None, date) for date in years), about=HEADED), rules)
        line = read_told(view.block, _line([cell]), rules)
        if line is not None:
            run.take(replace(line, row=row))
        drafts = [d for entry in run.entries if (d := draft_of(entry, HEADED, rules, now)) is not None]
        if len(drafts) != 1:
            return
        told.append((row, drafts[0]))
    for row, draft in told if len(told) >= _FEWEST else ():
        done = finish(replace(draft, claims=(Claim(view.block, row, row + 1),)), view.section_id, index, TOLD)
        measure = measures[row - view.header_rows]
        yield replace(done, record=done.record.model_copy(update={"measure_id": measure.id if measure else None}))


def _is_titled(view: TableView, rules: RuleSet) -> bool:
    """Whether the first row is a label and the one indicator that the years and figures below it are of."""
    top = [cell for cell in view.table.cells if cell.row == 0 and cell.text]
    return len(top) == _FEWEST and top[1].quantity is None and block_label(top[0].text, rules) == "kpi"


def _heads_pairs(view: TableView) -> bool:
    """Whether a header only says that labels stand beside what they label (項目 | 内容)."""
    return tuple(cell.text for cell in view.table.cells if cell.row == 0) in _PAIR_HEADS and view.header_rows == 1


def _is_short(cell: Cell) -> bool:
    """Whether a row with the cell in it may be read as a line."""
    return len(cell.text) <= LONGEST


def _is_dated(cell: Cell) -> bool:
    return any(mention.kind == "date" for mention in cell.mentions)


def _run_of(view: TableView, setting: Setting, rules: RuleSet) -> ToldRun:
    """The rows of a table, taken as lines."""
    run = ToldRun(setting, rules)
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in view.table.cells:
        if cell.text:
            rows[cell.row].append(cell)
    for row in range(view.table.n_rows):
        cells = sorted(rows[row], key=lambda c: c.col)
        if cells and len(cells) >= _FEWEST and (label := block_label(cells[0].text, rules)) is not None:
            run.setting.about = HEADED if label == "kpi" else 0
            cells = cells[1:] if label == "kpi" else []
        if not cells or sum(len(cell.text) for cell in cells) > LONGEST or _is_step(cells):
            continue
        told = read_told(view.block, _line(cells), rules)
        if told is not None:
            run.take(replace(told, row=row))
    counted = all(entry.name[:1] == mark for entry, mark in zip(run.entries, _COUNTED, strict=False))
    if counted and len(run.entries) >= _FEWEST:
        for entry in run.entries:
            entry.name = entry.name[1:].strip()
    return run


def _is_step(cells: list[Cell]) -> bool:
    """Whether a row is a year and what is done in it, in words."""
    first = cells[0].mentions
    dated = bool(first) and first[0].kind == "date" and first[0].end - first[0].start == len(cells[0].text)
    if not dated or len(cells) != _FEWEST or _is_dated(cells[1]):
        return False
    return cells[1].quantity is None or cells[1].quantity.state != "numeric"


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
