"""A run of lines that tell of indicators, taken one after the other: what each adds to those before it.

A name and its values may stand in one line, on lines one below the other, or below labels and years that hold for what
follows. Decides which indicator a line goes with; whether it is one is decided in `told_draft`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dxextract.extract.kpis.block_years import years_around_arrow
from dxextract.extract.kpis.told_line import Told, Value
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Outline
from dxextract.schema.plan import DateRef, Quantity

ABOUT = re.compile(r"指標|目標値|数値目標|KPI|KGI|目標")
_ENDS_ABOUT = re.compile(r"(?:指標|目標値?|KPI|KGI)[)）】≫》>]?$")
_LONGEST_CORNER = 6
"""Characters of what stands in the corner left of years (指標名)."""
_FARTHEST = 2
"""Lines from a value to the one before it, at most."""
_NO_INDICATORS = frozenset({"outside", "former", "history", "members"})
LONGEST_NAME = 60
"""Characters of an indicator's name, at most."""
_SMALLER = 0.9
"""Of a name's size, the size of the line below it that explains it, at most."""
_FROM_TO = ("baseline", "target")
"""What the two years of a heading are for, in their order (KPI（令和6年度 → 令和11年度）)."""
HEADED = 2
"""The weight of a heading or a label that speaks of indicators."""


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


class ToldRun:
    """The indicators of the lines taken so far, and what holds for the lines to come."""

    def __init__(self, setting: Setting, rules: RuleSet) -> None:
        self.setting = setting
        self.entries: list[ToldEntry] = []
        self._rules = rules

    def take(self, told: Told) -> None:
        """Adds what a line says.

        On a page the line above a value need not be the one that it goes with: labels and years hold there only for
        what stands right above them.
        """
        last = self.entries[-1] if self.entries else None
        if block_label(told.name, self._rules) == "kpi" and (columns := _columns(told.paragraph)):
            self.setting = Setting(columns, about=HEADED)  # KPI(2024→2029) heads lines
        elif told.label in ("unit", "definition"):
            if last is not None:
                _describe(last, told)
        elif last is not None and self.setting.about >= HEADED and _explains(told, last):
            last.lines.append(told)
            last.definition = told.paragraph.text
        elif told.arrow and not told.name and not told.values and last is not None:
            last.arrow = True
        elif last is not None and _dates_line_above(told, last, self.setting):
            last.lines.append(told)
            dates = zip(last.values, told.columns, strict=True)
            last.values = [Value(v.role or role, v.quantity.model_copy(update={"at": at})) for v, (role, at) in dates]
        elif last is not None and _is_year_below(told, last):
            last.lines.append(told)
            value, (role, at) = last.values[-1], told.columns[0]
            last.values[-1] = Value(value.role or role, value.quantity.model_copy(update={"at": at}))
        elif (labelled := _labelled_year(told)) is not None:
            self.setting.role, self.setting.date = labelled
        elif self._are_columns(told):
            self.setting.columns, self.setting.role = told.columns, None
        elif told.values and told.name:
            self._take_whole(told)
        elif told.values and last is not None and told.block - last.lines[-1].block <= _FARTHEST:
            last.scattered = last.scattered or bool(last.values)
            last.lines.append(told)
            last.values += _under(told, self.setting)
            last.arrow = last.arrow or told.arrow
        elif told.role is not None and not told.name and not told.values:
            self._take_value_label(told, last)
        elif told.name and not told.values:
            self._take_name(told)

    def _are_columns(self, told: Told) -> bool:
        """Whether a line has the years of the figures below it, with no more than a corner left of them."""
        heads = not told.name or len(told.name) <= _LONGEST_CORNER or ABOUT.search(told.name) is not None
        return len(told.columns) > 1 and heads and not _is_placed(told)

    def _take_whole(self, told: Told) -> None:
        """A name with values: an indicator, or more of the one of that name."""
        values = _under(told, self.setting)
        same = next((e for e in self.entries if squeeze(e.name) == squeeze(told.name)), None)
        apart = same is not None and not {v.role for v in same.values} & {v.role for v in values}
        if same is not None and (apart or _of_other_years(same.values, values)):
            same.lines.append(told)
            same.values += values
            return
        labelled = told.label == "kpi_name"
        self.entries.append(ToldEntry(told.name, [told], values, labelled, told.arrow, _unit(told)))

    def _take_value_label(self, told: Told, last: ToldEntry | None) -> None:
        """A label of values alone in its line: below the value that it names, or above those that follow."""
        if last is not None and last.values and last.values[-1].role is None and _stands_under(told, last.lines[-1]):
            value = last.values[-1]
            at = value.quantity.at or told.role_date
            last.values[-1] = Value(told.role, value.quantity.model_copy(update={"at": at}))
        elif not _is_placed(told):
            self.setting.role, self.setting.date = told.role, told.role_date

    def _take_name(self, told: Told) -> None:
        """A name alone in its line: the label of a block, or an indicator whose values are to come."""
        label = block_label(told.name, self._rules)
        if label is not None:
            self.setting = Setting(_columns(told.paragraph), about=HEADED if label == "kpi" else 0)
        elif len(told.name) <= LONGEST_NAME:
            if _ENDS_ABOUT.search(told.name):
                self.setting.about = max(self.setting.about, HEADED)
            self.entries.append(ToldEntry(told.name, [told], labelled=told.label == "kpi_name", unit=_unit(told)))


def _of_other_years(values: Sequence[Value], further: Sequence[Value]) -> bool:
    """Whether all values of an indicator, and those of a further line, are dated, and of different years."""
    years = [value.quantity.at.fiscal_year if value.quantity.at else None for value in (*values, *further)]
    return None not in years and len(set(years)) == len(years)


def _describe(entry: ToldEntry, told: Told) -> None:
    """Adds the unit or the definition of an indicator."""
    entry.lines.append(told)
    if told.label == "unit":
        entry.unit = _unit(told) or entry.unit
    else:
        entry.definition = told.text


def _explains(told: Told, last: ToldEntry) -> bool:
    """Whether a line right below a bare name, set smaller than that, says how it is counted (対象50手続の平均)."""
    above, line = last.lines[-1].paragraph, told.paragraph
    if last.values or last.definition or told.block != last.lines[-1].block + 1 or not told.name or told.arrow:
        return False
    if above.style is None or line.style is None or above.passage.page != line.passage.page:
        return False
    dated = any(m.kind == "date" for m in line.mentions)
    return not dated and told.role is None and line.style.size <= _SMALLER * above.style.size


def _is_placed(told: Told) -> bool:
    """Whether the line stands on a page rather than in a text."""
    return any(segment.place.box is not None for segment in told.paragraph.passage.segments)


def _columns(heading: Paragraph) -> tuple[tuple[str | None, DateRef], ...]:
    """The years of baselines and targets that the heading of lines gives (`KPI（令和６年度 → 令和11年度）`)."""
    return tuple((None, date) for date in years_around_arrow(heading) or ())


def _dates_line_above(told: Told, last: ToldEntry, setting: Setting) -> bool:
    """Whether a line is the years of the bare values right above it: `1,200件 → 3,000件` over （R6）（R9）."""
    if told.name or len(told.columns) < 2 or setting.columns or len(last.values) != len(told.columns):
        return False
    bare = all(value.quantity.at is None for value in last.values)
    return bare and not last.scattered and not last.lines[-1].name and told.block == last.lines[-1].block + 1


def _is_year_below(told: Told, last: ToldEntry) -> bool:
    """Whether a year alone stands right below the one value of a line, in a box: `現状値 50分` over （令和7年度）."""
    if told.name or told.values or len(told.columns) != 1 or not last.values or len(last.lines[-1].values) != 1:
        return False
    if told.paragraph.text[:1] not in ("(", "（"):
        return False
    return last.values[-1].quantity.at is None and _stands_under(told, last.lines[-1])


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
    if len(setting.columns) == len(_FROM_TO) and values and all(v.quantity.at is None for v in values):
        years = dict(zip(_FROM_TO, (date for _, date in setting.columns), strict=True))
        dates = [years.get(v.role or "") for v in values]
        values = [Value(v.role, v.quantity.model_copy(update={"at": at})) for v, at in zip(values, dates, strict=True)]
    lead = told.role if told.name else None
    role = lead or setting.role
    if role is not None and len(values) == len(_FROM_TO) and _is_aside(values, setting):
        at = values[0].quantity.model_copy(update={"at": setting.date})
        return [Value(role, at), Value(values[1].role or "actual", values[1].quantity)]
    if role is None or len(values) != 1 or values[0].role is not None:
        return values
    quantity = values[0].quantity
    date = told.role_date if lead else setting.date
    if quantity.at is None and date is not None:
        quantity = quantity.model_copy(update={"at": date})
    return [Value(role, quantity)]


def _labelled_year(told: Told) -> tuple[str, DateRef] | None:
    """The label and the year that are all a line says (令和10年度の目標), for the values of the lines below."""
    if told.name or told.values or len(told.columns) != 1 or _is_placed(told):
        return None
    role, date = told.columns[0]
    return (role, date) if role is not None else None


def _is_aside(values: Sequence[Value], setting: Setting) -> bool:
    """Whether below the label of a year's values a line has one of it, and one of an earlier year aside."""
    own, other = values[0], values[1]
    bare = own.role is None and own.quantity.at is None
    return bare and setting.date is not None and 0 < other.year < setting.date.fiscal_year


def _unit(told: Told) -> Quantity | None:
    return next((m.quantity for m in told.paragraph.mentions if m.kind == "unit"), None)


def value_title(title: str, rules: RuleSet) -> str | None:
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
    about = HEADED if block_label(title, rules) == "kpi" else int(ABOUT.search(title) is not None)
    heading = document.blocks[path[-1].block]
    columns = _columns(heading) if about and isinstance(heading, Paragraph) else ()
    return Setting(columns=columns, role=value_title(title, rules), about=about)
