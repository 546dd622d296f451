"""KPIs from tables: name, baseline, target, other years' values, with dates and units completed from the headers.

A value's own date wins over its column's. A bare number takes the unit of a unit column, of its header, or of the
bracket that ends the name, or what is said beside the table. What a cell holds is decided in `cell_values`, which of
the values is baseline or target in `value_roles`, which tables are KPI tables in `table_kinds`; prose is left to
`inline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dxextract.extract.actions import carried_labels
from dxextract.extract.kpis.cell_values import Value, cell_values, dated
from dxextract.extract.kpis.drafts import without_label
from dxextract.extract.kpis.entries import read_entries
from dxextract.extract.kpis.entry import Entry
from dxextract.extract.kpis.named_baseline import named_baseline
from dxextract.extract.kpis.nameless import is_series, name_on_top, read_nameless
from dxextract.extract.kpis.notes import KpiNotes, Stated
from dxextract.extract.kpis.row_readings import only_date
from dxextract.extract.kpis.shape import counted, named_figure
from dxextract.extract.kpis.turned import find_turned_kpi
from dxextract.extract.kpis.value_roles import assign_roles, looks_back
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
from dxextract.schema.plan import Kpi, Measure
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
_COUNT = re.compile(r"^(?:[└┗├┣]|[(（][0-9]{1,2}[)）]|[0-9]{1,2}[.．)）](?![0-9]))\s*(?=\S)")
"""What counts the indicators of a table, or leads to them, and is no part of their names (`(1) 申請率`, `└ 申請率`)."""
_NOTE_MARK = re.compile(r"\s*[(（]?(?:※|＊|注)\s?[0-9０-９]{0,2}[)）]?$(?<![注])")
"""What leads to a note below the table (`申請率※1`)."""
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
    notes: KpiNotes,
    now: int | None = None,
) -> tuple[Candidate[Kpi], ...]:
    """All KPIs of the tables of kind `kpi`, in reading order.

    `notes` know what is said beside a table; `now` is the fiscal year in which the plan appeared.
    """
    found: list[Candidate[Kpi]] = []
    for view in tables:
        mixed = mixed_rows(view, rules)
        told = view.kind in ("kpi", "generic") and is_series(view) and notes.labelled_above(view)
        if view.kind != "kpi" and not mixed.figures and not told:
            continue
        view = without_columns(view, step_columns(view))
        above = notes.name_above(view)
        named = notes.name_beside(view) or (above.text if above is not None else None)
        stated = notes.of(view)
        unit = stated.unit or (notes.unit_above(view) if named is not None else None)
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
            if entry.unit is None and entry.name.passage is above:
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

    A table that names none has the one across its top row, or that stands `above` it; 現状値（R5） | 12％ over
    目標値（R10） | 30％ names none, though its labels stand where names do.
    """
    table = view.table.as_meant()
    yearly = year_rows(table, view.header_rows, ("KPI",), rules)
    if yearly is not None:
        return read_year_rows(table, yearly)
    name = name_on_top(view, rules) or above
    nameless = read_nameless(view, name, rules) if name is not None else None
    entries = read_entries(view, rules)
    if nameless is None or not all(_names_nothing(view, entry, rules) for entry in entries):
        return entries
    return (nameless,)


def _to_kpi(
    view: TableView,
    entry: Entry,
    action_labels: tuple[str, ...],
    measure: Measure | None,
    stated: Stated,
    rules: RuleSet,
    now: int | None,
) -> Candidate[Kpi] | None:
    unit = entry.unit or stated.unit
    values = [value for reading in entry.readings for value in cell_values(reading, unit, rules, now)]
    if _AIMED_AT.match(entry.name.text) or _AIM.fullmatch(view.heads[max(entry.name.col, 0)].text):
        values = [replace(value, role="target") if value.role == "year" else value for value in values]
    if not values or looks_back(values, now) or _names_nothing(view, entry, rules):
        return None
    shared = shared_unit([value.quantity for value in values])
    values = [replace(value, quantity=in_unit(value.quantity, shared)) for value in values] if shared else values
    baseline, target, milestones = assign_roles(values, now)
    baseline = baseline and dated(baseline, stated.baseline)
    target = target and dated(target, entry.due or stated.target)
    own_labels, name = _name(view, entry, rules)
    if baseline is None and (beside := named_baseline(entry.name, view.heads[entry.name.col], target)) is not None:
        name, baseline = name.removesuffix(beside[0]), in_unit(beside[1], unit)
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


def _is_cumulative(view: TableView, entry: Entry, name: str, values: Iterable[Value]) -> bool:
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
