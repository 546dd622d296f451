"""Schedule items from tables of kind `schedule`: one for each bar, or for each text in the year columns.

A drawn cell's or bar's own extent decides its years. Where the medium lost merged cells, a blank cell after a text
belongs to that text up to the next text or the row's end (contract, ScheduleItem). `→` alone extends the item to its
left; `○ ◎ ● ★` alone is a record of its own. A cell of another colour than its row's paper is a bar, and so are its
neighbours of that colour up to the next text. A bar without text is named by its row's label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dxextract.extract.actions import carried_labels, label_column
from dxextract.extract.costs import names_costs
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.mixed_columns import step_columns, without_columns
from dxextract.extract.mixed_rows import mixed_rows
from dxextract.extract.row_measures import measure_named, row_measures
from dxextract.extract.schedule.pair_rows import pair_steps
from dxextract.extract.schedule.rows import ARROW_SIGNS, DASHES, GOES_ON, RowItem, row_items, work_columns
from dxextract.extract.schedule.year_steps import first_fiscal_year
from dxextract.extract.time_rows import years_down
from dxextract.rules import RuleSet
from dxextract.schema.document import Bar, Cell
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import Phase, Plan, ScheduleItem
from dxextract.schema.records import TableView
from dxextract.signs import ARROWS, CHECKS, CIRCLES, SQUARES, STARS, TRIANGLES

_ENDS = f"{CIRCLES}{SQUARES}{TRIANGLES}▲△{STARS}"
_LINE = re.compile(rf"(?P<first>[{_ENDS}])?\s*[{ARROW_SIGNS}{DASHES}]+\s*(?P<last>[{_ENDS}])?")
"""A stretch of a line drawn with characters, perhaps with an end (●――, ――●)."""
_NOTHING = re.compile(rf"[{DASHES}]")
_TIME = re.compile(
    r"(?:(?:令和|平成|[RH])(?:元|[0-9]{1,2})|20[0-9]{2})年?度?(?:末|頃|以降)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:予定)?"
)
_SIGN = re.compile(rf"[{_ENDS}〇{CHECKS}レ]")
"""A cell that is an item of its own and of its own year only."""
_WHITE = "#ffffff"
_BLOCKS = re.compile(r"[■█▇▆▉▓▒▬◼]+")
"""What fills a cell with characters: a bar drawn by typing."""
_BESIDE_LABELS = " 、・,.．:：()（）0123456789-－"
_TRAILING_ARROW = re.compile(rf"\s*(?:[―—–─━－＝=\-]*[{ARROWS}>＞]+|[―—–─━－＝]{{2,}}|ー{{3,}}[{ARROWS}>＞]*)\s*$")
"""A line drawn behind a text to say how long it lasts."""


@dataclass(frozen=True, slots=True)
class _Span:
    passage: Passage
    first: int
    last: int


def find_schedule(
    tables: tuple[TableView, ...], index: MeasureIndex, rules: RuleSet, plan: Plan | None = None
) -> tuple[Candidate[ScheduleItem], ...]:
    """All schedule items, table by table and row by row; tables of what was done before the plan are none of it."""
    found: list[Candidate[ScheduleItem]] = []
    begin = first_planned(plan)
    for view in tables:
        mixed, steps = mixed_rows(view, rules), step_columns(view)
        worked = mixed.work or steps or work_columns(view, rules) or pair_steps(view, rules)
        if steps:
            view = without_columns(view, frozenset(range(len(view.heads))) - steps)
        planned = view.kind == "schedule" or worked
        if not planned or all(one.last.fiscal_year < begin or _is_over(one, plan) for one in _items(view, rules)):
            continue
        labels = carried_labels(view)
        measures = row_measures(view, index)
        for one in _items(view, rules):
            if mixed.work and one.row not in mixed.work:
                continue  # figures of an indicator or of money
            if _TIME.fullmatch(one.passage.text.strip()):
                continue  # 令和10年度 says when, not what
            offset = one.row - view.header_rows
            measure = measures[offset] if 0 <= offset < len(measures) else index.of_block(view.block)
            measure = (measure_named(one.head, index) if one.head else None) or measure
            text = _TRAILING_ARROW.sub("", one.passage.text) or one.passage.text
            item = ScheduleItem(
                id="",
                measure_id=measure.id if measure else None,
                section_id=view.section_id,
                action_labels=labels[offset] if 0 <= offset < len(labels) else (),
                text=text,
                start_fiscal_year=first_fiscal_year(one.first),
                end_fiscal_year=None if one.open else one.last.fiscal_year,
                start=one.start,
                end=one.end,
                phase=_phase(text, rules),
                table_id=view.id,
                evidence=evidence_of([one.passage]),
            )
            found.append(Candidate(item, "schedule.table", 0.9, (Claim(view.block, one.row, one.row + 1),)))
    return tuple(found)


def _is_over(item: RowItem, plan: Plan | None) -> bool:
    """Whether an item's time was over when a plan appeared that does not say its period."""
    if (
        plan is None
        or plan.published is None
        or (plan.period is not None and plan.period.start_fiscal_year is not None)
    ):
        return False
    return item.last.end <= plan.published.end


def first_planned(plan: Plan | None) -> int:
    """The first fiscal year that the plan can plan for: that of its period, else the one it was published in."""
    if plan is not None and plan.period is not None and plan.period.start_fiscal_year is not None:
        return plan.period.start_fiscal_year
    return plan.published.fiscal_year if plan is not None and plan.published is not None else 0


def _items(view: TableView, rules: RuleSet) -> Iterator[RowItem]:
    """The items of a table with their rows and years."""
    if paired := pair_steps(view, rules):
        yield from (RowItem(cell.row, cell.passage.part(a, b), date, date) for cell, a, b, date in paired)
        return
    plain = {head.date.fiscal_year for head in view.heads if head.date is not None and head.label == "year"}
    years = {
        col: head.date
        for col, head in enumerate(view.heads)
        if head.date is not None and (head.label != "target" or head.date.fiscal_year not in plain)
    }
    if len(years) < 2 and (
        not years or years_down(view.table.as_meant(), view.heads, view.header_rows, months=True) is not None
    ):
        yield from row_items(view, rules)
        return
    body = [cell for row in view.rows() for cell in row.values() if cell.row >= view.header_rows]
    drawn = any(bar.row >= view.header_rows for bar in view.table.bars)
    if not drawn and not any(cell.text or cell.fill not in (None, _WHITE) for cell in body):
        yield from _header_items(view, sorted(years))
        return
    for number, row in enumerate(view.rows(), view.header_rows):
        if _measures_figures(view, row, years, rules):
            continue
        for span in _row_spans(view, row, number, sorted(years)):
            first, last = _days(view, span.first), _days(view, span.last)
            yield RowItem(
                number,
                span.passage,
                years[span.first],
                years[span.last],
                first[0] if first and last else None,
                last[1] if first and last else None,
            )


def _days(view: TableView, col: int) -> tuple[str, str] | None:
    """The first and last day of the part of a year that a column stands for, None where it is a whole one."""
    head = view.heads[col]
    monthly = head.date is not None and head.date.precision == "month"
    return (head.date.start, head.date.end) if head.date is not None and monthly else head.part


def _measures_figures(view: TableView, row: dict[int, Cell], years: Collection[int], rules: RuleSet) -> bool:
    """Whether a row among those of the work has an indicator's name and its figures (窓口数 | 2か所), or costs."""
    name = _row_name(view, row, min(years))
    said = [cell for col, cell in row.items() if col in years and cell.text]
    if name is None or not said or not (names_costs(name.text) or rules["indicator_names"].label(name.text)):
        return False
    return all(cell.quantity is not None and cell.quantity.state != "qualitative" for cell in said)


def _header_items(view: TableView, years: list[int]) -> Iterator[RowItem]:
    """What the header itself says is done in each year, where nothing stands below (`R7 設計 > R8 構築`)."""
    grid = view.table.as_meant().grid()
    for col in years:
        cell = grid.get((view.header_rows - 1, col))
        date = view.heads[col].date
        ends = [m.end for m in cell.mentions if m.kind == "date"] if cell is not None else []
        if cell is None or date is None or not ends or not cell.text[max(ends) :].strip(" :：)）"):
            continue
        rest = cell.text[max(ends) :]
        start = max(ends) + len(rest) - len(rest.lstrip(" :：)）"))
        yield RowItem(cell.row, cell.passage.part(start, len(cell.text)), date, date)


def _phase(text: str, rules: RuleSet) -> Phase | None:
    return rules["phases"].label(text)  # type: ignore[return-value]


def _row_spans(view: TableView, row: dict[int, Cell], number: int, years: list[int]) -> list[_Span]:
    bars = [bar for bar in view.table.bars if bar.row == number]
    spans = [span for bar in bars if (span := _bar_span(view, bar, row, years)) is not None]
    covered = {(span.passage.text, col) for span in spans for col in range(span.first, span.last + 1)}
    plain = _plain_fill(row, years)
    texts: list[_Span] = []
    fill: str | None = None  # of the bar that the last cell belongs to
    lasting = False  # whether a blank cell would belong to the last text
    previous: Cell | None = None
    for col in years:
        cell = row.get(col)
        if cell is None and texts and lasting and col >= view.table.n_cols:
            texts[-1] = replace(texts[-1], last=col)  # blank to the end: the column itself is lost
        if cell is None or cell is previous:
            continue
        previous = cell
        if cell.row != number or _heads_rows(cell, row, years):
            continue
        drawn = _BLOCKS.fullmatch(cell.text) is not None
        own = cell.text[0] if drawn else None if cell.fill in (plain, None, _WHITE) else cell.fill
        last = max(c for c in years if c < cell.col + cell.col_span)
        name = _row_name(view, row, col) if drawn or not cell.text else None
        if not cell.text or drawn:
            painted = own is not None and own == fill and bool(texts) and not _SIGN.fullmatch(texts[-1].passage.text)
            if texts and (lasting or painted):
                texts[-1] = replace(texts[-1], last=last)
            elif own is not None and name is not None:
                texts.append(_Span(name, col, last))
            fill = own
            continue
        fill = own
        if (cell.text, col) in covered:
            continue  # the bar's own text, which stands in its cell too
        texts, lasting = _with_text(texts, cell, _Span(cell.passage, col, last), _row_name(view, row, col))
        lasting = lasting and view.table.spans == "unknown" and not view.table.centred
    return sorted([*spans, *texts], key=lambda s: (s.first, s.last))


def _heads_rows(cell: Cell, row: dict[int, Cell], years: list[int]) -> bool:
    """Whether a cell is the title of the rows below it: it covers all years and what stands before them."""
    return cell.col <= min(row) < years[0] and cell.col + cell.col_span > years[-1]


def _with_text(texts: list[_Span], cell: Cell, own: _Span, name: Passage | None) -> tuple[list[_Span], bool]:
    """The spans of a row up to a cell with a text, and whether blank cells behind it would belong to the last."""
    if _NOTHING.fullmatch(cell.text):
        return texts, False
    line = _LINE.fullmatch(cell.text)
    begins = line is not None and line["first"] is not None
    if (line is not None or GOES_ON.fullmatch(cell.text)) and not (begins and name is None):
        if texts and not begins:
            return [*texts[:-1], replace(texts[-1], last=own.last)], False
        return ([*texts, _Span(name, own.first, own.last)] if name is not None else texts), False
    return [*texts, own], _SIGN.fullmatch(cell.text) is None


def _plain_fill(row: dict[int, Cell], years: list[int]) -> str | None:
    """The colour of the row's paper: that of what stands before its years."""
    return next((cell.fill for col, cell in sorted(row.items()) if col < years[0]), None) if years else None


def _bar_span(view: TableView, bar: Bar, row: dict[int, Cell], years: list[int]) -> _Span | None:
    """What a bar says of the dated columns under it; nothing where it covers none."""
    covered = [col for col in years if bar.col_start <= col <= bar.col_end]
    if not covered:
        return None
    said = bar.passage.text.strip() if bar.passage is not None else ""
    own = bar.passage if said and not GOES_ON.fullmatch(said) else None
    name = own or _row_name(view, row, bar.col_start)
    return _Span(name, covered[0], covered[-1]) if name is not None else None


def _row_name(view: TableView, row: dict[int, Cell], before: int) -> Passage | None:
    """What the row says before column `before`, its action label aside: the name of a bar without text."""
    skip = label_column(view)
    named = [
        c.passage
        for col, c in sorted(row.items())
        if col < before and col != skip and c.text and view.heads[col].date is None
    ]
    return named[-1] if named else _behind_label(row.get(skip)) if skip is not None and skip < before else None


def _behind_label(cell: Cell | None) -> Passage | None:
    """What a cell says behind the labels of actions that it begins with (① 端末の配備)."""
    end = 0
    for mention in cell.mentions if cell is not None else ():
        if mention.kind != "action_label" or cell is None or cell.text[end : mention.start].strip(_BESIDE_LABELS):
            break
        end = mention.end
    rest = cell.text[end:].strip(_BESIDE_LABELS) if cell is not None else ""
    return cell.passage.part(cell.text.index(rest, end), len(cell.text)) if cell is not None and len(rest) > 1 else None
