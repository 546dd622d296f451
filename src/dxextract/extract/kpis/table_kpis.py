"""KPIs from tables: name, baseline, target, other years' values, with dates and units completed from the headers.

A value's own date wins over its column's. A bare number takes the unit of a unit column, of its header, or of the
bracket that ends the name, or what is said beside the table. Among yearly columns without labels the last is the
target, the first the baseline when nothing else is and its year had begun when the plan appeared; where all lie behind,
the table is a record of what was. Decides nothing about which tables are KPI tables (`tables` does) nor about prose
(`inline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dxextract.extract.actions import carried_labels
from dxextract.extract.kpis.dated_series import dated_series
from dxextract.extract.kpis.drafts import without_label
from dxextract.extract.kpis.entries import read_entries
from dxextract.extract.kpis.entry import Entry, Reading
from dxextract.extract.kpis.named_baseline import named_baseline
from dxextract.extract.kpis.nameless import is_series, name_on_top, read_nameless
from dxextract.extract.kpis.notes import KpiNotes, Stated
from dxextract.extract.kpis.row_readings import only_date, year_like_figure
from dxextract.extract.kpis.shape import counted, named_figure
from dxextract.extract.kpis.turned import find_turned_kpi
from dxextract.extract.kpis.year_rows import read_year_rows, year_rows
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.mixed_columns import step_columns, without_columns
from dxextract.extract.mixed_rows import mixed_rows
from dxextract.extract.row_measures import row_measures
from dxextract.extract.units import in_unit, shared_unit
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import DateRef, Kpi, Measure, Quantity
from dxextract.schema.records import TableView

_UNIT_NOTE = re.compile(r"\s*[(（\[［【]\s*単位\s*[:：][^)）\]］】]*[)）\]］】]$")
"""What says the unit behind a name in so many words; a bare (件) is read as part of the name."""
_CUMULATIVE = re.compile(r"累計|累積|延べ累計|総計")
_SUM = re.compile(r"[※(（]?(?:累計|累積|延べ累計)(?:値|数|件数)?[)）]?")
_NO_NAME = re.compile(r"[-–—―─━ー－−‐=＝…\s]+|(?:該当|設定)?(?:なし|無し)")
"""What stands where a measure has no indicator."""
_LABEL_ONLY = re.compile(r"(?:数値|成果)?目標|(?:成果|活動|評価|目標|数値|重要業績評価)?指標|KPI|KGI")
_NAMED = re.compile(r"(?:数値|成果)?(?:目標値?|指標|KPI)\s?[(（]([^()（）]+)[)）]")
"""A label with the name that it stands for: 目標（電子化率）."""
_OPENED = re.compile(r"\S\s*[(（]\s*$")
_COUNT = re.compile(r"^(?:[└┗├┣]|[(（][0-9]{1,2}[)）]|[0-9]{1,2}[.．)）](?![0-9]))\s*(?=\S)")
"""What counts the indicators of a table, or leads to them, and is no part of their names (`(1) 申請率`, `└ 申請率`)."""
_AIMS = frozenset({"target", "milestone", "year"})
_NOTE_MARK = re.compile(r"\s*[(（]?(?:※|＊|注)\s?[0-9０-９]{0,2}[)）]?$(?<![注])")
"""What leads to a note below the table (`申請率※1`)."""


@dataclass(frozen=True, slots=True)
class _Value:
    role: str
    quantity: Quantity
    year: int | None


_OF_VALUES = frozenset({"target", "milestone", "baseline"})
_AIMED_AT = re.compile(r"(?:年度別|各年度の?)?目標値?\s?[(（:：]|.*[(（](?:年度別)?目標値?[)）]$")
"""A row that says itself that its figures are aimed at, whatever the years above them say."""
_AIM = re.compile(r"(?:年度別)?目標値?")
"""What stands over the names of such rows."""
_TELLS_NAME = re.compile(r"[(（][^()（）\d]{2,}[)）]$")
"""What is counted, behind the word of a value: 目標（電子化率）."""


def find_kpis(
    tables: tuple[TableView, ...],
    outline: Outline,
    index: MeasureIndex,
    rules: RuleSet,
    now: int | None = None,
    notes: KpiNotes | None = None,
) -> tuple[Candidate[Kpi], ...]:
    """All KPIs of the tables of kind `kpi`, in reading order; `now` is the fiscal year in which the plan appeared."""
    found: list[Candidate[Kpi]] = []
    for view in tables:
        mixed = mixed_rows(view, rules)
        told = view.kind in ("kpi", "generic") and notes is not None and is_series(view) and notes.labelled_above(view)
        if view.kind != "kpi" and not mixed.figures and not told:
            continue
        view = without_columns(view, step_columns(view))
        beside = notes.name_beside(view) if notes is not None else None
        above = notes.name_above(view) if notes is not None else None
        named = beside or (above.text if above is not None else None)
        stated = notes.of(view) if notes is not None else Stated()
        unit = stated.unit or (notes.unit_above(view) if notes is not None and named is not None else None)
        turned = find_turned_kpi(view, outline, index, rules, named, unit) if not mixed.figures else None
        if turned is not None:
            found.append(turned)
            continue
        labels = carried_labels(view)
        measures = row_measures(view, index)
        entries = tuple(_entries(view, rules, above))
        count = counted([entry.name.text for entry in entries])
        for entry in entries:
            if mixed.figures and entry.row not in mixed.figures:
                continue  # what is done for it, in a row of its own
            offset = max(entry.row - view.header_rows, 0)
            if entry.unit is None and notes is not None and entry.name.passage is above:
                entry = replace(entry, unit=notes.unit_above(view))
            candidate = _to_kpi(view, entry, labels[offset], measures[offset], stated, rules, now)
            if candidate is not None and count is not None:
                bare = candidate.record.model_copy(update={"name": count.sub("", candidate.record.name, count=1)})
                candidate = replace(candidate, record=bare)
            if candidate is not None:
                found.append(candidate)
    return tuple(found)


def _entries(view: TableView, rules: RuleSet, above: Passage | None) -> Iterable[Entry]:
    """The indicators of a table, those that stand in columns beside years first: years name no indicator.

    A table that names none has the one across its top row, or that stands `above` it.
    """
    table = view.table.as_meant()
    yearly = year_rows(table, view.header_rows, ("KPI",), rules)
    if yearly is not None:
        return read_year_rows(table, yearly)
    name = name_on_top(view, rules) or above
    nameless = read_nameless(view, name, rules) if name is not None else None
    return read_entries(view, rules) or (() if nameless is None else (nameless,))


def _to_kpi(
    view: TableView,
    entry: Entry,
    action_labels: tuple[str, ...],
    measure: Measure | None,
    stated: Stated,
    rules: RuleSet,
    now: int | None,
) -> Candidate[Kpi] | None:
    values = [value for reading in entry.readings for value in _values(reading, entry.unit or stated.unit, rules, now)]
    if _AIMED_AT.match(entry.name.text) or _AIM.fullmatch(view.heads[max(entry.name.col, 0)].text):
        values = [replace(value, role="target") if value.role == "year" else value for value in values]
    if not values or _looks_back(values, now) or _names_nothing(view, entry, rules):
        return None
    shared = shared_unit([value.quantity for value in values])
    values = [replace(value, quantity=in_unit(value.quantity, shared)) for value in values] if shared else values
    baseline, target, milestones = _assign(values, now)
    baseline, target = _at(baseline, stated.baseline), _at(target, entry.due or stated.target)
    own_labels, name = _name(view, entry, rules)
    if baseline is None and (beside := named_baseline(entry.name, view.heads[entry.name.col], target)) is not None:
        name, baseline = name.removesuffix(beside[0]), in_unit(beside[1], entry.unit or stated.unit)
    name = _NOTE_MARK.sub("", _COUNT.sub("", name)) or name
    name = _UNIT_NOTE.sub("", name) or name
    if entry.kind is not None:
        name = f"{name} {entry.kind.text}"
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=view.section_id,
        action_labels=own_labels or action_labels,
        name=name,
        cumulative=_is_cumulative(view, entry, name, values),
        definition=entry.definition,
        baseline=baseline,
        target=target,
        milestones=tuple(milestones),
        source_kind="table",
        table_id=view.id,
        evidence=evidence_of([c.passage for c in entry.cells], "\t"),
    )
    weight = 0.95 if baseline and target else 0.7
    return Candidate(kpi, "kpi.table", weight, (Claim(view.block, entry.row, entry.row + 1),))


def _names_nothing(view: TableView, entry: Entry, rules: RuleSet) -> bool:
    """Whether nothing says what is counted.

    So in 中間目標 | 2027年度までに約7%削減; and 成果指標 | 現状 | 目標 is the header again, over other indicators.
    """
    headers = rules["table_headers"]
    if _NO_NAME.fullmatch(entry.name.text) or _LABEL_ONLY.fullmatch(entry.name.text) or _is_figure(entry.name, rules):
        return True
    if "target" in view.columns and [r.role for r in entry.readings] == ["baseline"] and not _is_value(entry):
        return True  # 柱1 | 安心して暮らせるまち over the rows of its indicators
    if all(headers.label(reading.cell.text) in VALUE_LABELS for reading in entry.readings):
        return True
    return headers.label(entry.name.text) in _OF_VALUES and not _TELLS_NAME.search(entry.name.text)


def _is_value(entry: Entry) -> bool:
    """Whether an indicator's only cell of values holds one."""
    return entry.readings[0].cell.quantity is not None or any(m.quantity for m in entry.readings[0].cell.mentions)


def _is_figure(name: Cell, rules: RuleSet) -> bool:
    """Whether a figure stands where the name should: in a row that lost a cell before it."""
    figure = name.quantity is not None and name.quantity.state == "numeric"
    return figure and rules["indicator_names"].label(name.text) is None


def _name(view: TableView, entry: Entry, rules: RuleSet) -> tuple[tuple[str, ...], str]:
    """The labels of actions that an indicator's name begins with, and the name, as its cell or its values give it."""
    own_labels, name = _split_label(entry.name)
    name = without_label(name, rules) if name[:1] not in "(（" else name
    named = _NAMED.fullmatch(name)
    name = named[1] if named is not None and rules["indicator_names"].label(named[1]) is not None else name
    said = _name_in_values(entry, rules) if "kpi_name" not in view.columns else None
    return own_labels, name if said is None else said


def _is_cumulative(view: TableView, entry: Entry, name: str, values: Iterable[_Value]) -> bool:
    """Whether the indicator's name, definition, values or headers say that figures are summed over years."""
    heads = () if 0 <= entry.name.row < view.header_rows else view.heads  # those beside it name other indicators
    texts = [name, entry.definition or "", *(v.quantity.raw for v in values), *(head.text for head in heads)]
    # R7～R12年度累計, and 累計 among the remarks
    texts += [cell.text for cell in entry.cells if _SUM.fullmatch(cell.text) or only_date(cell) is not None]
    return any(_CUMULATIVE.search(text) for text in texts)


def _split_label(cell: Cell) -> tuple[tuple[str, ...], str]:
    """The labels of actions that a name begins with (`① 申請件数`), and the name without them."""
    end = 0
    labels: list[str] = []
    for mention in cell.mentions:
        if mention.kind != "action_label" or not mention.label or cell.text[end : mention.start].strip(" 、・,"):
            break
        labels.append(mention.label)
        end = mention.end
    rest = cell.text[end:].strip(" 、・,")
    return (tuple(labels), rest) if rest else ((), cell.text)


def _name_in_values(entry: Entry, rules: RuleSet) -> str | None:
    """The name that the cells of the values themselves give, the target's first."""
    for reading in sorted(entry.readings, key=lambda one: one.role != "target"):
        figure = named_figure(reading.cell, rules)
        if figure is not None:
            return reading.cell.text[: figure.start].strip(" :：は")
    return None


def _values(reading: Reading, unit: Quantity | None, rules: RuleSet, now: int | None) -> Iterator[_Value]:
    """The values of a cell: one, or a baseline and a target around an arrow."""
    pair = [m.quantity for m in reading.cell.mentions if m.kind == "quantity" and m.label == "side" and m.quantity]
    if len(pair) == 2:
        dates = (reading.since, reading.date if reading.since is not None else None)
        for role, quantity, date in zip(("baseline", "target"), pair, dates, strict=True):
            dated = quantity if quantity.at is not None else quantity.model_copy(update={"at": date})
            done = in_unit(dated, reading.unit or unit)
            yield _Value(role, done, done.at.fiscal_year if done.at else None)
        return
    named = named_figure(reading.cell, rules)
    if named is not None and named.quantity is not None:
        done = in_unit(_at(named.quantity, reading.date) or named.quantity, unit)
        yield _Value(reading.role, done, done.at.fiscal_year if done.at else None)
        return
    series = dated_series(reading.cell.text, reading.cell.mentions) if _may_be_series(reading.cell) else None
    if series is not None:
        last = series.figures[-1]
        for one in series.figures:
            year = one.at.fiscal_year if one.at else None
            ahead = reading.role == "target" or (now is not None and year is not None and year > now)
            yield _Value(reading.role if one is last else "milestone" if ahead else "actual", one, year)
        return
    figure = year_like_figure(reading.cell)
    quantity = figure if reading.cell.quantity is None and figure is not None else _told(reading.cell)
    if quantity.at is None and reading.date is not None:
        quantity = quantity.model_copy(update={"at": reading.date})
    done = in_unit(quantity, reading.unit or unit)
    yield _Value(reading.role, done, done.at.fiscal_year if done.at else None)


def _told(cell: Cell) -> Quantity:
    """The value of a cell; one in words with the year in brackets that ends it (`全地区で開催（令和９年度）`)."""
    quantity = cell.quantity or Quantity(raw=cell.text, state="qualitative")
    dates = [m for m in cell.mentions if m.kind == "date" and m.date is not None]
    if quantity.state != "qualitative" or quantity.at is not None or len(dates) != 1:
        return quantity
    bracketed = _OPENED.search(cell.text[: dates[0].start]) and cell.text[dates[0].end :].strip() in (")", "）")
    return quantity.model_copy(update={"at": dates[0].date}) if bracketed else quantity


def _may_be_series(cell: Cell) -> bool:
    """Whether a cell that is no single value may hold several."""
    return cell.quantity is None or cell.quantity.state == "qualitative"


def _looks_back(values: list[_Value], now: int | None) -> bool:
    """Whether nothing is aimed at: figures below years alone, none of them later than the plan."""
    return now is not None and all(
        v.role in ("year", "actual") and v.year is not None and v.year <= now for v in values
    )


def _assign(values: list[_Value], now: int | None) -> tuple[Quantity | None, Quantity | None, list[Quantity]]:
    """Baseline, target and the rest, by label first and by year where labels are missing.

    A figure below a year that was still to come when the plan appeared is aimed at, also the first one of a row.
    """
    values = _with_way(values, now)
    ordered = _until_done(sorted(values, key=lambda v: v.year or 0))
    target = next((v for v in reversed(ordered) if v.role == "target"), None)
    if target is None:
        target = next((v for v in reversed(ordered) if v.role in ("year", "milestone")), None)
    baseline = next((v for v in values if v.role == "baseline"), None)
    if baseline is None:
        actual = [v for v in reversed(ordered) if v.role == "actual"]
        first = min((v.year for v in values if v.role in ("target", "milestone") and v.year is not None), default=None)
        before = [v for v in actual if first is not None and v.year is not None and v.year < first]
        baseline = next(iter(before or actual), None)  # what was reached in a year of targets is no point to start from
    if baseline is None:  # 令和6年度(見込): what the year will have come to when the plan begins
        baseline = next((v for v in ordered if v.role == "milestone" and v is not target and _is_over(v, now)), None)
    if baseline is None:
        baseline = next((v for v in ordered[:1] if v is not target and _precedes(ordered, now)), None)
    if baseline is None:
        baseline = next((v for v in ordered if v.role == "year" and v is not target and not _is_ahead(v, now)), None)
    said = {v.year for v in ordered if v.quantity.state != "not_measured"}
    more = (v for v in ordered if v is not target and v is not baseline)
    rest = [
        v.quantity
        for v in more
        if (v.quantity.state != "not_measured" or (v.year is not None and v.year not in said))
        and not _repeats(v, target)
    ]
    return (baseline.quantity if baseline else None, target.quantity if target else None, rest)


def _with_way(values: list[_Value], now: int | None) -> list[_Value]:
    """The values; where the target only says which way (目標 over ↑ and 令和12年度), the figure to come is it."""
    ways = [v for v in values if v.role == "target"]
    dated = [v for v in values if v.year is not None and v.quantity.state == "numeric"]
    last = max(dated, key=lambda v: v.year or 0, default=None)
    if len(ways) != 1 or ways[0].quantity.state != "direction_only" or last is None or last.role != "year":
        return values
    if ways[0].year is not None or sum(v.year == last.year for v in values) > 1 or (now or 0) >= (last.year or 0):
        return values
    way = last.quantity.direction or ways[0].quantity.direction
    aimed = replace(last, role="target", quantity=last.quantity.model_copy(update={"direction": way}))
    return [aimed if v is last else v for v in values if v is not ways[0]]


def _repeats(value: _Value, target: _Value | None) -> bool:
    """Whether a year's figure is the target again, which a column of its own says beside it (R12 | 最終目標)."""
    if target is None or value.year is None or value.year != target.year:
        return False
    one, other = value.quantity, target.quantity
    return one.state == "numeric" and (one.value, one.unit) == (other.value, other.unit)


def _until_done(ordered: list[_Value]) -> list[_Value]:
    """The values by year without the dashes after the last figure aimed at: what is done by then has no later aim."""
    aims = [n for n, v in enumerate(ordered) if v.role in _AIMS and v.year is not None]
    last = max((n for n in aims if ordered[n].quantity.state != "not_measured"), default=None)
    if last is None:
        return ordered
    return [v for n, v in enumerate(ordered) if n <= last or n not in aims]


def _at(quantity: Quantity | None, date: DateRef | None) -> Quantity | None:
    """The figure with the year that is stated for all, when it has none of its own."""
    if quantity is None or quantity.at is not None or date is None:
        return quantity
    return quantity.model_copy(update={"at": date})


def _precedes(ordered: list[_Value], now: int | None) -> bool:
    """Whether the first of several targets by year is of a time before the plan: 目標 stands over R6 and R9 alike."""
    years = [value.year for value in ordered if value.role == "target" and value.year is not None]
    if now is None or len(years) < len(ordered) or len(years) < 2:
        return False
    return years[0] < now or (years[0] == now and years[1] > now + 1)


def _is_over(value: _Value, now: int | None) -> bool:
    return now is not None and value.year is not None and value.year <= now


def _is_ahead(value: _Value, now: int | None) -> bool:
    return now is not None and value.year is not None and value.year > now
