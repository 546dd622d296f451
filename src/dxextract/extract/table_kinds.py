"""What a table is: by its columns' roles, by what its cells hold, and by the section it stands in.

Decides the kind (`toc`, `kpi`, `schedule`, `glossary`, `roles`, …) and nothing about single values; what each column
holds was decided by `table_columns`.
"""

from __future__ import annotations

import itertools
import re

from dxextract.extract.costs import names_costs
from dxextract.extract.glossary.terms import is_term, without_mark
from dxextract.extract.kpis.nameless import labels_values_only
from dxextract.extract.kpis.pairs import is_pairs
from dxextract.extract.kpis.row_readings import has_sides
from dxextract.extract.kpis.shape import Setting, holds_indicators, names_in_targets
from dxextract.extract.kpis.value_rows import row_roles
from dxextract.extract.roles.phrases import names_role
from dxextract.extract.time_rows import begin_and_end, dates_of, periods_beside, tells_years, without_dates, years_down
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.outline import Node
from dxextract.schema.plan import TableKind
from dxextract.schema.records import Column

_REMAINDER = re.compile(r".{0,8}(?:予定|計画|回答)?(?:なし|無し|未定|不明|無回答)等?")
_POLICY = re.compile(r"(?:基本|重点|推進)?(?:方針|戦略|構想|ビジョン|プラン|プログラム)\s?[0-9０-９Ⅰ-Ⅻ①-⑳]{1,2}")
"""The number of a policy of this plan (方針1), which reads like the name of a plan."""
_LONGEST_ROLE = 4
"""Characters of 実績値."""
_DONE = re.compile(r"(?:しました|した|済み?)[。]?$")
_BESIDE = 2
"""A year and what is done in it; and as many rows."""
_LONGEST_STATE = 12
"""Characters of a value in words below 目標値: longer ones say what is done."""


def table_kind(
    table: Table,
    heads: tuple[Column, ...],
    header_rows: int,
    path: tuple[Node, ...],
    in_contents: bool,
    setting: Setting,
    rules: RuleSet,
) -> TableKind:
    """The kind of a table, by its columns `heads` and the sections (`path`) that it stands in."""
    if in_contents:
        return "toc"
    if table.set_out and not header_rows:
        return "form"
    look = _Look(table, heads, header_rows, path, setting, rules)
    return next((kind for says in _DECISIONS if (kind := says(look)) is not None), "generic")


class _Look:
    """A table with what several decisions ask of it."""

    def __init__(
        self,
        table: Table,
        heads: tuple[Column, ...],
        header_rows: int,
        path: tuple[Node, ...],
        setting: Setting,
        rules: RuleSet,
    ) -> None:
        self.table, self.heads, self.header_rows = table, heads, header_rows
        self.path, self.setting, self.rules = path, setting, rules
        self.block = setting.block
        self.labels = [head.label for head in heads]
        self.named = _section_kind(table, [node.title for node in path], rules)
        self.years = _year_columns(heads)
        self.filled = [c for c in table.cells if c.row >= header_rows and c.text]
        self.numeric = [c for c in self.filled if c.quantity is not None and c.quantity.state == "numeric"]
        cells = _without_costs([c for c in self.filled if c.col in self.years], self.filled)
        self.year_cells = _without_roles(cells, rules)
        valued = ("numeric", "not_measured")
        self.year_values = [
            c
            for c in self.year_cells
            if (c.quantity is not None and c.quantity.state in valued) or _are_figures_of_parts(c)
        ]
        self.in_words = sum(c.quantity is None or c.quantity.state == "qualitative" for c in self.year_cells)
        self.says_work = self._says_work()
        self.is_past = self.named == "former" and self.block != "schedule"
        """Whether it stands below これまでの取組: what it tells by years has been done."""

    def _says_work(self) -> bool:
        """Whether the years hold words of what is done, not values, be they in words too."""
        if len(self.years) < 2 or len(self.year_values) * 2 > len(self.year_cells):
            return False
        bare = self.heads[0].date is not None and all(h.date or h.label in VALUE_LABELS for h in self.heads)
        if bare and self.block != "schedule" and _tell_figures(self.year_cells):
            return False  # R7 | R8 | R9 with nothing left of them, over counts by year
        if "kpi_name" in self.labels:  # 指標 | 検討 | 導入: its values are words
            return any(c.quantity is None for c in self.year_cells)
        nameless = not self.heads[0].text and self.table.spans == "unknown"
        of_rows = self.table.unfolded and not VALUE_LABELS.isdisjoint(
            self.labels
        )  # rows of a list that are told to be indicators
        if self.block == "kpi" and (nameless or of_rows):
            return any(c.quantity is None and len(c.text) > _LONGEST_STATE for c in self.year_cells)
        return True


def _are_figures_of_parts(cell: Cell) -> bool:
    """Whether a cell has the figures of several groups and little more (小5：61.4% 中2：58.2%)."""
    figures = [m for m in cell.mentions if m.kind == "quantity"]
    told = sum(m.end - m.start for m in figures)
    return cell.quantity is None and len(figures) > 1 and told * 2 >= len(cell.text)


def _tell_figures(cells: list[Cell]) -> bool:
    """Whether half of the cells have figures in them."""
    numeric = (c.quantity is not None and c.quantity.state == "numeric" for c in cells)
    inside = (any(m.kind == "quantity" for m in c.mentions) for c in cells)
    return sum(one or other for one, other in zip(numeric, inside, strict=True)) * 2 >= len(cells)


def _without_costs(cells: list[Cell], filled: list[Cell]) -> list[Cell]:
    """The cells of the years without rows of money below what is done (事業費 | 1,200 | 5,400)."""
    first = min((c.col for c in cells), default=0)
    named = {c.row for c in filled if c.col < first and names_costs(c.text)}
    worded = {c.row for c in cells if c.quantity is None or c.quantity.state == "qualitative"}
    return [c for c in cells if c.row not in named - worded] if worded else cells


def _without_roles(cells: list[Cell], rules: RuleSet) -> list[Cell]:
    """The cells of the years without rows that only say what the figures are (実績 | 実績 | 目標)."""
    rows = {c.row for c in cells if len(c.text) <= _LONGEST_ROLE}
    told = {row for row in rows if all(row_value(c.text, rules) for c in cells if c.row == row)}
    told = {row for row in told if len({c.text for c in cells if c.row == row}) > 1}
    return [c for c in cells if c.row not in told] if told else cells


def _section_kind(table: Table, titles: list[str], rules: RuleSet) -> str | None:
    """What the innermost section that says so makes of its tables."""
    named = next((label for t in reversed(titles) if (label := rules["table_sections"].label(t))), None)
    if named == "period" and (table.unfolded or rules["table_sections"].label(titles[-1]) != "period"):
        return None  # what stands in a part of such a chapter says itself what it is
    return named


def _as_record(look: _Look) -> TableKind | None:
    """History and members: where the section says so."""
    if look.named in ("history", "members") and "target" not in look.labels:
        return "history" if look.named == "history" else "members"
    return None


def _as_glossary(look: _Look) -> TableKind | None:
    if "term" in look.labels and "definition" in look.labels:
        return "glossary"
    if look.named == "outside":
        return "generic"
    columns = look.table.n_cols
    in_glossary = any(node.kind == "glossary" for node in look.path) and "holder" not in look.labels
    return "glossary" if in_glossary and columns in (2, 3, 4) and _has_terms(look.filled, columns, look.rules) else None


def _as_plans(look: _Look) -> TableKind | None:
    """The plans beside the years that each of them runs."""
    timed = look.says_work or "schedule" in look.labels
    return "period" if timed and _names_plans(look.table, look.header_rows, look.rules) else None


def _as_labelled_schedule(look: _Look) -> TableKind | None:
    """A schedule by its own labels, whatever its cells hold."""
    labels, heads = look.labels, look.heads
    tasks = labels[0] in ("action", "measure", "number")
    headed = sum(labels[i] == "schedule" for i in look.years) >= 2  # 年度別計画 over the years
    worded = look.block == "schedule" or look.in_words * 4 >= max(len(look.year_cells), 1)
    scheduled = headed or (tasks and worded) or block_label(heads[0].text, look.rules) == "schedule"
    if "kpi_name" not in labels and not look.is_past:
        if scheduled and len(look.years) >= 2 and VALUE_LABELS.isdisjoint(labels):
            return "schedule"  # figures under 工程表 or 実施時期 are what is done by then
        if tells_years(look.table, heads, look.header_rows):
            return "schedule"
    if sum(head.date is not None for head in heads) < 2:
        return None
    said = {block_label(c.text, look.rules) for c in look.filled if c.col == 0}
    return "schedule" if said == {"schedule"} else None  # スケジュール at the left of what is done


def _as_indicators(look: _Look) -> TableKind | None:
    labels, table, rules = look.labels, look.table, look.rules
    dated = _dated_values(look.heads, look.numeric) if "kpi_name" in labels else []
    states = look.block == "kpi" and len(look.years) >= 2 and not look.says_work  # 検討 | 導入 as values
    if _is_kpi(labels, look.block, bool(look.numeric) or states, len(look.years) or len(dated), look.says_work):
        return "kpi"
    worded = look.says_work or _has_mixed_row(look.year_cells)
    told = look.block == "schedule" and worded  # 計画 and 実績 of what is done, in words or 30世帯に設置
    by_rows = (len(look.years) >= 2 and not told) or {"kpi_name", "value"} <= set(labels)  # 指標 | 区分 | 数値
    if by_rows and row_roles(table, look.header_rows, rules) is not None:
        return "kpi"
    if _is_paired(table, rules):
        return "kpi"
    if ("kpi_name" in labels or look.block == "kpi") and any(has_sides(cell) for cell in look.filled):
        return "kpi"
    if (
        not look.says_work
        and not _is_shared_out(look)
        and holds_indicators(table, look.heads, look.header_rows, look.setting, rules)
    ):
        return "kpi"
    named = "target" in labels and names_in_targets(table, look.heads, look.header_rows, rules)
    return "kpi" if named else None


def _has_mixed_row(cells: list[Cell]) -> bool:
    """Whether a row has words below one year and a figure below another: 機器の選定 | 30世帯に設置."""
    states: dict[int, set[bool]] = {}
    for cell in cells:
        state = cell.quantity.state if cell.quantity is not None else "qualitative"
        if state in ("qualitative", "numeric"):
            states.setdefault(cell.row, set()).add(state == "numeric")
    return any(len(found) > 1 for found in states.values())


def _is_shared_out(look: _Look) -> bool:
    """Whether a column beside the years holds what none of them has (予定なし, 未定): a survey's count of answers."""
    return len(look.years) >= 2 and any(_REMAINDER.fullmatch(h.text) for h in look.heads if h.date is None)


def _as_schedule(look: _Look) -> TableKind | None:
    """A schedule by what its cells hold."""
    table, labels, years, block = look.table, look.labels, look.years, look.block
    # 年度計画: 150手続 | 230手続 are its steps, and so are figures beside steps in words
    of_list = table.unfolded and block not in ("kpi", "other") and len(years) == table.n_cols
    stepped = look.in_words > 0 or len(years) == table.n_cols
    planned = (block == "schedule" or of_list) and len(years) >= 2 and stepped
    headed = "schedule" in labels and not look.year_values and not _mostly_figures(look.filled, labels)
    if (look.says_work or planned or headed) and not look.is_past:
        caption = table.caption.text if table.caption else ""
        return "period" if look.named == "period" or "計画期間" in caption else "schedule"
    if block == "schedule" and periods_beside(table, look.heads, look.header_rows) is not None:
        return "schedule"
    told = block == "schedule" or (block is None and table.unfolded and not look.is_past)  # years label a form's rows
    told = told or _are_steps_of_measure(look)
    down = told and years_down(table, look.heads, look.header_rows, months=True) is not None
    if down and not _mostly_figures(look.filled, labels):
        return "schedule"  # 令和7年度 | 設計, a line for each year
    return "schedule" if begin_and_end(table, look.heads, look.header_rows, look.rules) is not None else None


def _are_steps_of_measure(look: _Look) -> bool:
    """Whether rows right below a measure are a year each and what is done in it, later and later, without a header."""
    if look.is_past or look.header_rows or look.table.n_cols != _BESIDE or not look.path:
        return False
    if look.path[-1].kind != "measure" or any(_DONE.search(c.text) for c in look.filled):
        return False
    years = [dates_of(c)[0].end for c in look.filled if c.col == 0 and dates_of(c)]
    return len(years) >= _BESIDE and all(one < next_one for one, next_one in itertools.pairwise(years))


def _as_roles(look: _Look) -> TableKind | None:
    if "role" in look.labels and ("description" in look.labels or "holder" in look.labels):
        return "roles"
    left = [c for c in look.table.cells if c.col == 0 and c.text]
    headed = any(look.rules["role_headings"].match(node.title) for node in look.path)
    headed = headed or "holder" in look.labels  # 役割 beside だれが: it heads the roles here, not what they do
    return "roles" if headed and _mostly_roles(left, look.rules) else None


def _as_form(look: _Look) -> TableKind | None:
    """Labels of a measure's blocks down the left."""
    left = [c for c in look.table.cells if c.col == 0 and c.text]
    labelled = sum(block_label(c.text, look.rules) is not None for c in left)
    return "form" if len(left) >= 3 and labelled * 2 > len(left) else None


_DECISIONS = (
    _as_record,
    _as_glossary,
    _as_plans,
    _as_labelled_schedule,
    _as_indicators,
    _as_schedule,
    _as_roles,
    _as_form,
)
"""Asked in this order: what a section or the columns' own words say comes before what the cells look like."""


def _names_plans(table: Table, header_rows: int, rules: RuleSet) -> bool:
    """Whether the rows are plans beside the years that each runs: this one's period, no schedule of its work."""
    names = [c.text for c in table.cells if c.col == 0 and c.row >= header_rows and c.text]
    plans = [name for name in names if rules["plans"].labels(name) and not _POLICY.fullmatch(name)]
    return len(names) >= 2 and len(plans) * 3 >= len(names) * 2


def _is_paired(table: Table, rules: RuleSet) -> bool:
    """Whether the labels of an indicator's parts stand down the first column: 指標, 現状値, 目標値, or values alone."""
    first = [c for c in table.cells if c.col == 0 and c.text]
    counted = table.n_cols > 2 and bool(first) and all(c.row_span > 1 for c in first)  # KPI1, KPI2 beside their labels
    labels = [c for c in table.cells if c.col == int(counted) and c.text]
    left = {rules["table_headers"].label(without_dates(c.passage, c)) for c in labels}
    return ("kpi_name" in left and "target" in left) or labels_values_only(table, rules) or is_pairs(table, rules)


def _year_columns(heads: tuple[Column, ...]) -> list[int]:
    """The columns of consecutive years; the years below a chart's axis skip some and are none."""
    years = [(i, h.date.fiscal_year) for i, h in enumerate(heads) if h.date and h.label in ("year", "schedule", None)]
    steps = [_opening_year(heads[i]) - earlier for (_, earlier), (i, _) in itertools.pairwise(years)]
    consecutive = [step for step in steps if 0 <= step <= 1]
    return [i for i, _ in years] if len(consecutive) * 2 >= len(steps) else []


def _opening_year(head: Column) -> int:
    """The first fiscal year of a column that stands for several (前期(R7～R9))."""
    assert head.date is not None
    year = int(head.date.start[:4])
    return year if head.date.precision == "fiscal_year" else head.date.fiscal_year


def _dated_values(heads: tuple[Column, ...], numeric: list[Cell]) -> list[int]:
    """The columns of figures with a year, above them or beside each: next to indicators years may skip some."""
    figures = {cell.col for cell in numeric}
    told = {cell.col for cell in numeric if cell.quantity is not None and cell.quantity.at is not None}
    return [
        i
        for i, head in enumerate(heads)
        if (i in figures and head.date and head.label in ("year", None)) or (i in told and head.label is None)
    ]


def _mostly_figures(filled: list[Cell], labels: list[str | None]) -> bool:
    """Whether figures stand beside the times: `年度 | 総人口 | 高齢化率` is a series that was measured, no schedule."""
    beside = [c for c in filled if labels[c.col] not in ("schedule", "number")]
    figures = [c for c in beside if c.quantity is not None and c.quantity.state == "numeric" and not dates_of(c)]
    return len(figures) * 2 > len(beside)


def _has_terms(filled: list[Cell], n_cols: int, rules: RuleSet) -> bool:
    """Whether half of the texts of a column but the last may be terms; a colophon's labels (発行, 電話) are none."""
    columns = [[cell.text for cell in filled if cell.col == col] for col in range(n_cols - 1)]
    return any(texts and sum(is_term(without_mark(t), rules) for t in texts) * 2 >= len(texts) for texts in columns)


def _mostly_roles(left: list[Cell], rules: RuleSet) -> bool:
    return len(left) >= 2 and sum(names_role(c.text, rules) for c in left) >= 0.6 * len(left)


def _is_kpi(labels: list[str | None], block: str | None, numeric: bool, n_years: int, textual_years: bool) -> bool:
    values = [label for label in labels if label in VALUE_LABELS]
    if "target" in labels and ("kpi_name" in labels or len(values) >= 2 or block == "kpi"):
        return True
    if "kpi_name" in labels and (values or (n_years and not textual_years)):
        return True
    return block == "kpi" and numeric and not textual_years
