"""KPIs of lines, by weight: a name and values in one line, on lines one below the other, or below a line of years.

Each line is read by `told_line`. Lines of one indicator follow one another: its name, its values, each with its label
or year; lines of the same name below 現状値 and 目標値 are one indicator. What was read is an indicator where its signs
weigh enough: labels of values, an arrow, years to come, one unit, a name that ends as what can be measured, a label or
a heading that speaks of indicators. Sentences, tables, and lines with less are for the other readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dxextract.extract.kpis.block_years import years_around_arrow
from dxextract.extract.kpis.drafts import Draft, finish, whole
from dxextract.extract.kpis.told_line import Told, Value, read_told
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.units import in_unit
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Candidate, Outline
from dxextract.schema.plan import DateRef, Kpi, Quantity

TOLD = "kpi.told"
_ENOUGH = 4
_ABOUT = re.compile(r"指標|目標値|数値目標|KPI|KGI|目標")
_ENDS_ABOUT = re.compile(r"(?:指標|目標値?|KPI|KGI)[)）】≫》>]?$")
_LONGEST_NAME = 60
_SHORTEST_NAME = 3
_LONGEST_CORNER = 6
"""Characters of what stands in the corner left of years (指標名)."""
_BLOCK = 2
"""What the heading of a block of indicators weighs."""
_FARTHEST = 2
"""Lines from a value to the one before it, at most."""
_NO_INDICATORS = frozenset({"outside", "former", "history", "members"})
_LOOSE = re.compile(r"(?<![0-9.,年月])[0-9][0-9,.]*[一-龥ァ-ヴー]{1,6}$")
_TO = re.compile(r"[→⇒➡~～]|から")


@dataclass(slots=True)
class ToldEntry:
    """An indicator that is being read line by line."""

    name: str
    lines: list[Told]
    values: list[Value] = field(default_factory=list)
    labelled: bool = False
    arrow: bool = False
    unit: Quantity | None = None
    definition: str | None = None
    scattered: bool = False
    """Whether its values stand on several lines."""


@dataclass(slots=True)
class Setting:
    """What holds for the lines of a section: years over figures, a label above them, and what its heading speaks of."""

    columns: tuple[tuple[str | None, DateRef], ...] = ()
    role: str | None = None
    date: DateRef | None = None
    about: int = 0


def find_told_kpis(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, now: int | None = None
) -> tuple[Candidate[Kpi], ...]:
    """Such KPIs in reading order; `now` is the fiscal year in which the plan appeared."""
    found = [
        finish(draft, outline.section_id(entry.lines[0].block), index, TOLD)
        for entry, about in _entries(document, outline, rules)
        if (draft := draft_of(entry, about, rules, now)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.claims[0].block))


def _entries(document: Document, outline: Outline, rules: RuleSet) -> Iterator[tuple[ToldEntry, int]]:
    """The indicators of each run of lines, with the weight of what stands above them."""
    owner: int | None = None
    entries: list[ToldEntry] = []
    setting = Setting()
    telling = _telling_sections(document, outline)
    for block, paragraph in enumerate(document.blocks):
        is_line = isinstance(paragraph, Paragraph) and paragraph.role == "body" and block not in outline.contents
        if outline.owner[block] != owner or not is_line:
            if not (is_line and _is_beside(outline, owner, outline.owner[block], rules)):
                for entry in entries:
                    yield entry, setting.about
                entries = []
            owner = outline.owner[block]
            setting = headed(document, outline, owner, rules)
        if not is_line or not isinstance(paragraph, Paragraph) or setting.about < 0 or owner not in telling:
            continue
        told = read_told(block, paragraph, rules) if paragraph.text else None
        if told is None:
            setting.about = max(setting.about, int(_ABOUT.search(paragraph.text) is not None))
            continue
        take(told, entries, setting, rules)
    for entry in entries:
        yield entry, setting.about


def _telling_sections(document: Document, outline: Outline) -> frozenset[int | None]:
    """The sections with a line, not a sentence, that holds a figure or an arrow: in no other are lines read."""
    return frozenset(
        outline.owner[block]
        for block, paragraph in enumerate(document.blocks)
        if isinstance(paragraph, Paragraph)
        and not paragraph.text.endswith("。")
        and (_has_figure(paragraph) or _TO.search(paragraph.text))
    )


def _has_figure(paragraph: Paragraph) -> bool:
    """Whether a line holds a quantity, or beside a date a figure of a unit that no list has (R6 3言語)."""
    if any(m.quantity is not None for m in paragraph.mentions):
        return True
    dated = any(m.date is not None for m in paragraph.mentions)
    return dated and _LOOSE.search(paragraph.text) is not None


def _is_beside(outline: Outline, last: int | None, owner: int | None, rules: RuleSet) -> bool:
    """Whether two sections beside one another are headed by labels of values (＜現状値＞ and ＜目標値＞)."""
    if last is None or owner is None:
        return False
    nodes = (outline.nodes[last], outline.nodes[owner])
    return nodes[0].parent == nodes[1].parent and all(_value_title(node.title, rules) for node in nodes)


def _value_title(title: str, rules: RuleSet) -> str | None:
    label = rules["table_headers"].label(title)
    return label if label in VALUE_LABELS else None


def headed(document: Document, outline: Outline, owner: int | None, rules: RuleSet) -> Setting:
    """What the heading of a section says of its lines; `about` is negative where they are no indicators."""
    path = outline.path(owner)
    if any(rules["table_sections"].label(node.title) in _NO_INDICATORS for node in path):
        return Setting(about=-1)
    if not path:
        return Setting()
    title = path[-1].title
    if block_label(title, rules) == "schedule":
        return Setting(about=-1)
    about = 2 if block_label(title, rules) == "kpi" else int(_ABOUT.search(title) is not None)
    heading = document.blocks[path[-1].block]
    columns = _columns(heading) if about and isinstance(heading, Paragraph) else ()
    return Setting(columns=columns, role=_value_title(title, rules), about=about)


def _columns(heading: Paragraph) -> tuple[tuple[str | None, DateRef], ...]:
    """The years of baselines and targets that the heading of lines gives (`KPI（令和６年度 → 令和11年度）`)."""
    return tuple((None, date) for date in years_around_arrow(heading) or ())


def take(told: Told, entries: list[ToldEntry], setting: Setting, rules: RuleSet) -> None:
    """Adds what a line says to the indicators of its run.

    On a page the line above a value need not be the one that it goes with: labels and years hold there only for what
    stands right above them.
    """
    last = entries[-1] if entries else None
    placed = any(s.place.box is not None for s in told.paragraph.passage.segments)
    if block_label(told.name, rules) == "kpi" and (columns := _columns(told.paragraph)):  # KPI(2024→2029) heads lines
        setting.role, setting.date, setting.columns, setting.about = None, None, columns, 2
    elif told.label in ("unit", "definition"):
        if last is not None:
            last.lines.append(told)
            last.unit = (_unit(told) or last.unit) if told.label == "unit" else last.unit
            last.definition = told.text if told.label == "definition" else last.definition
    elif told.arrow and not told.name and not told.values and last is not None:
        last.arrow = True
    elif last is not None and _dates_line_above(told, last, setting):
        last.lines.append(told)
        dates = zip(last.values, told.columns, strict=True)
        last.values = [Value(v.role or role, v.quantity.model_copy(update={"at": at})) for v, (role, at) in dates]
    elif (
        len(told.columns) > 1
        and not placed
        and (not told.name or len(told.name) <= _LONGEST_CORNER or _ABOUT.search(told.name))
    ):
        setting.columns, setting.role = told.columns, None
    elif told.values and told.name:
        values = _under(told, setting)
        same = next((e for e in entries if squeeze(e.name) == squeeze(told.name)), None)
        if same is not None and not {v.role for v in same.values} & {v.role for v in values}:
            same.lines.append(told)
            same.values += values
            return
        entries.append(ToldEntry(told.name, [told], list(values), told.label == "kpi_name", told.arrow, _unit(told)))
    elif told.values and last is not None and told.block - last.lines[-1].block <= _FARTHEST:
        last.scattered = last.scattered or bool(last.values)
        last.lines.append(told)
        last.values += _under(told, setting)
        last.arrow = last.arrow or told.arrow
    elif told.role is not None and not told.name and not told.values:
        if last is not None and last.values and last.values[-1].role is None and _stands_under(told, last.lines[-1]):
            value = last.values[-1]
            at = value.quantity.at or told.role_date
            last.values[-1] = Value(told.role, value.quantity.model_copy(update={"at": at}))
        elif not placed:
            setting.role, setting.date = told.role, told.role_date
    elif told.name and not told.values:
        if block_label(told.name, rules) is not None:
            setting.role, setting.date = None, None
            setting.columns = _columns(told.paragraph)
            setting.about = 2 if block_label(told.name, rules) == "kpi" else 0
        elif len(told.name) <= _LONGEST_NAME:
            if _ENDS_ABOUT.search(told.name):
                setting.about = max(setting.about, 2)
            entries.append(ToldEntry(told.name, [told], labelled=told.label == "kpi_name", unit=_unit(told)))


def _dates_line_above(told: Told, last: ToldEntry, setting: Setting) -> bool:
    """Whether a line is the years of the bare values right above it: `1,200件 → 3,000件` over （R6）（R9）."""
    if told.name or len(told.columns) < 2 or setting.columns or len(last.values) != len(told.columns):
        return False
    bare = all(value.quantity.at is None for value in last.values)
    return bare and not last.scattered and not last.lines[-1].name and told.block == last.lines[-1].block + 1


def _stands_under(label: Told, value: Told) -> bool:
    """Whether a label is printed right below the value that it names, as on cards: `5,000種類` over 目標(R12)."""
    one, other = value.paragraph.passage.segments[-1].place, label.paragraph.passage.segments[0].place
    if one.box is None or other.box is None or one.page != other.page or label.block != value.block + 1:
        return False
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return across > 0 and 0 <= other.box[1] - one.box[3] + 2 < 2 * (one.box[3] - one.box[1])


def _under(told: Told, setting: Setting) -> list[Value]:
    """The values of a line, those without a year or label in the order of the years or below the label above."""
    values = list(told.values)
    bare = all(v.role is None and v.quantity.at is None for v in values)
    if bare and len(values) >= 2 and len(values) == len(setting.columns):
        return [
            Value(role, v.quantity.model_copy(update={"at": date}))
            for v, (role, date) in zip(values, setting.columns, strict=True)
        ]
    lead = told.role if told.name else None
    role = lead or setting.role
    if role is None or len(values) != 1 or values[0].role is not None:
        return values
    quantity = values[0].quantity
    date = told.role_date if lead else setting.date
    if quantity.at is None and date is not None:
        quantity = quantity.model_copy(update={"at": date})
    return [Value(role, quantity)]


def _unit(told: Told) -> Quantity | None:
    return next((m.quantity for m in told.paragraph.mentions if m.kind == "unit"), None)


def draft_of(entry: ToldEntry, about: int, rules: RuleSet, now: int | None) -> Draft | None:
    """The KPI of an indicator's values, None where the signs of one weigh too little."""
    if not _SHORTEST_NAME <= len(entry.name) <= _LONGEST_NAME or len(entry.values) < 2:
        return None
    if entry.scattered and any(v.role is None and v.quantity.at is None for v in entry.values):
        return None  # figures alone on their lines: a card's, whose places tell which is which
    values = [replace(v, quantity=in_unit(v.quantity, entry.unit)) for v in entry.values]
    assigned = _assigned(values, entry, now, headed=about >= _BLOCK)
    if assigned is None:
        return None
    baseline, target, rest = assigned
    if now is not None and target.at is not None and target.at.fiscal_year <= now:
        return None  # it was reached
    if baseline is None and not rest:
        return None
    weight = _weight(values, entry, target, rules, now) + about
    if weight < _ENOUGH:
        return None
    return Draft(
        entry.name,
        tuple(line.paragraph.passage for line in entry.lines),
        tuple(whole(line.block, line.paragraph) for line in entry.lines),
        baseline,
        target,
        tuple(rest),
        entry.definition,
    )


def _weight(values: list[Value], entry: ToldEntry, target: Quantity, rules: RuleSet, now: int | None) -> int:
    roles = {v.role for v in values}
    numeric = [v.quantity for v in values if v.quantity.state == "numeric"]
    units = {q.unit for q in numeric}
    if len(units) > 1:
        return 0
    ahead = now is not None and target.at is not None and target.at.fiscal_year > now
    weight = 2 * ("target" in roles) + bool(roles & {"baseline", "actual"})
    weight += (
        (entry.arrow and "target" not in roles) + ahead + (None not in units and bool(numeric)) + 2 * entry.labelled
    )
    weight += all(v.quantity.at is not None for v in values) + (entry.arrow and not numeric)
    return weight + (rules["indicator_names"].label(entry.name) is not None)


def _assigned(
    values: list[Value], entry: ToldEntry, now: int | None, *, headed: bool
) -> tuple[Quantity | None, Quantity, list[Quantity]] | None:
    """Baseline, target and the rest: by label, else by year, else as an arrow leads from one to the other.

    Of a plan without a date the last of several years is aimed at where the lines are `headed` as indicators.
    """
    targets = [_year(v) for v in values if v.role == "target"]
    if len(set(targets)) < len(targets):
        return None  # of two indicators, whose lines stand mixed
    bare = [v for v in values if v.role is None]
    dated = all(v.quantity.at is not None for v in bare)
    if dated and len({_year(v) for v in bare}) < len(bare):
        return None
    in_order = dated and all(v.quantity.at is not None or v.role in ("baseline", "actual") for v in values)
    ordered = sorted(values, key=_year) if in_order else list(values)
    target = next((v for v in reversed(ordered) if v.role == "target"), None)
    if target is None:
        ahead = dated and (headed and len(bare) > 1 if now is None else any(_year(v) > now for v in bare))
        alone = len(bare) == 1 and len(ordered) > 1 and {v.role for v in ordered} <= {None, "baseline", "actual"}
        if not bare or not (entry.arrow or ahead or alone) or (ordered[-1].role is not None and not alone):
            return None
        target = bare[-1]
    others = [v for v in ordered if v is not target]
    baseline = next((v for v in others if v.role == "baseline"), None)
    baseline = baseline or next((v for v in reversed(others) if v.role == "actual"), None)
    if baseline is None and others and others[0].role is None:
        ahead = now is not None and _year(others[0]) > now and not (entry.arrow and len(others) == 1)
        baseline = None if ahead else others[0]
    return (
        baseline.quantity if baseline else None,
        target.quantity,
        [v.quantity for v in others if v is not baseline],
    )


def _year(value: Value) -> int:
    return value.quantity.at.fiscal_year if value.quantity.at else 0
