"""What a table is: by its columns' roles, by what its cells hold, and by the section it stands in.

Decides the kind (`toc`, `kpi`, `schedule`, `glossary`, `roles`, …) and nothing about single values; what each column
holds was decided by `table_columns`.
"""

from __future__ import annotations

import itertools

from dxextract.extract.glossary.terms import is_term, without_mark
from dxextract.extract.kpis.entries import has_sides
from dxextract.extract.kpis.nameless import labels_values_only
from dxextract.extract.kpis.shape import (
    Setting,
    holds_indicators,
    names_in_targets,
)
from dxextract.extract.kpis.value_rows import row_roles
from dxextract.extract.roles.phrases import names_role
from dxextract.extract.time_rows import begin_and_end, dates_of, periods_beside, tells_years, without_dates, years_down
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.outline import Node
from dxextract.schema.plan import TableKind
from dxextract.schema.records import Column

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
    labels = [head.label for head in heads]
    titles = [node.title for node in path]
    named = next((label for t in reversed(titles) if (label := rules["table_sections"].label(t))), None)
    if named == "period" and (table.unfolded or rules["table_sections"].label(titles[-1]) != "period"):
        named = None  # what stands in a part of such a chapter says itself what it is
    block = setting.block
    caption = table.caption.text if table.caption else ""
    if named in ("history", "members") and "target" not in labels:
        return "history" if named == "history" else "members"
    years = _year_columns(heads)
    filled = [c for c in table.cells if c.row >= header_rows and c.text]
    numeric = [c for c in filled if c.quantity is not None and c.quantity.state == "numeric"]
    year_cells = [c for c in filled if c.col in years]
    year_values = [c for c in year_cells if c.quantity is not None and c.quantity.state in ("numeric", "not_measured")]
    textual_years = len(years) >= 2 and len(year_values) * 2 <= len(year_cells)
    if textual_years and "kpi_name" in labels:  # 指標 | 検討 | 導入: its values are words
        textual_years = any(c.quantity is None for c in year_cells)
    elif textual_years and block == "kpi" and not heads[0].text and table.spans == "unknown":
        textual_years = any(c.quantity is None and len(c.text) > _LONGEST_STATE for c in year_cells)
    if "term" in labels and "definition" in labels:
        return "glossary"
    if named == "outside":
        return "generic"
    in_glossary = any(node.kind == "glossary" for node in path)
    if in_glossary and table.n_cols in (2, 3, 4) and _has_terms(filled, table.n_cols, rules):
        return "glossary"
    if textual_years and _names_plans(table, header_rows, rules):
        return "period"
    in_words = sum(c.quantity is None or c.quantity.state == "qualitative" for c in year_cells)
    tasks = labels[0] in ("action", "measure", "number")
    headed = sum(labels[i] == "schedule" for i in years) >= 2  # 年度別計画 over the years
    scheduled = headed or block_label(heads[0].text, rules) == "schedule"
    scheduled = scheduled or (tasks and (block == "schedule" or in_words * 4 >= max(len(year_cells), 1)))
    if scheduled and len(years) >= 2 and "kpi_name" not in labels and not VALUE_LABELS & set(labels):
        return "schedule"  # figures under 工程表 or 実施時期 are what is done by then
    if "kpi_name" not in labels and tells_years(table, heads, header_rows):
        return "schedule"
    said = [c.text for c in filled if c.col == 0]
    if said and all(block_label(t, rules) == "schedule" for t in said) and sum(h.date is not None for h in heads) >= 2:
        return "schedule"  # スケジュール at the left of what is done
    dated = _dated_values(heads, numeric) if "kpi_name" in labels else []
    states = block == "kpi" and len(years) >= 2 and not textual_years  # 検討 | 導入 as values
    if _is_kpi(labels, block, bool(numeric) or states, len(years) or len(dated), textual_years):
        return "kpi"
    if (len(years) >= 2 and row_roles(table, header_rows, rules) is not None) or _is_paired(table, rules):
        return "kpi"
    if ("kpi_name" in labels or block == "kpi") and any(has_sides(cell) for cell in filled):
        return "kpi"
    if not textual_years and holds_indicators(table, heads, header_rows, setting, rules):
        return "kpi"
    if "target" in labels and names_in_targets(table, heads, header_rows, rules):
        return "kpi"
    # 年度計画: 150手続 | 230手続 are its steps, and so are figures beside steps in words
    of_list = table.unfolded and block not in ("kpi", "other") and len(years) == table.n_cols
    planned = (block == "schedule" or of_list) and len(years) >= 2 and (in_words > 0 or len(years) == table.n_cols)
    if textual_years or planned or ("schedule" in labels and not year_values and not _mostly_figures(filled, labels)):
        if named == "period" or "計画期間" in caption:
            return "period"
        return "schedule"
    if block == "schedule" and periods_beside(table, heads, header_rows) is not None:
        return "schedule"
    if (
        block == "schedule"
        and years_down(table, heads, header_rows) is not None
        and not _mostly_figures(filled, labels)
    ):
        return "schedule"  # 令和7年度 | 設計, a line for each year
    if begin_and_end(table, heads, header_rows, rules) is not None:
        return "schedule"
    if "role" in labels and ("description" in labels or "holder" in labels):
        return "roles"
    left = [c for c in table.cells if c.col == 0 and c.text]
    if any(rules["role_headings"].match(title) for title in titles) and _mostly_roles(left, rules):
        return "roles"
    if left and sum(block_label(c.text, rules) is not None for c in left) * 2 > len(left) and len(left) >= 3:
        return "form"
    return "generic"


def _names_plans(table: Table, header_rows: int, rules: RuleSet) -> bool:
    """Whether the rows are plans beside the years that each runs: this one's period, no schedule of its work."""
    names = [c.text for c in table.cells if c.col == 0 and c.row >= header_rows and c.text]
    plans = [name for name in names if rules["plans"].labels(name)]
    return len(names) >= 2 and len(plans) * 3 >= len(names) * 2


def _is_paired(table: Table, rules: RuleSet) -> bool:
    """Whether the labels of an indicator's parts stand down the first column: 指標, 現状値, 目標値, or values alone."""
    left = {rules["table_headers"].label(without_dates(c.passage, c)) for c in table.cells if c.col == 0 and c.text}
    return ("kpi_name" in left and "target" in left) or labels_values_only(table, rules)


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
