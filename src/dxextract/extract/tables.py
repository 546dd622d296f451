"""What each table is, and what its columns hold.

A column's role comes from its header words (`rules/table_headers.yaml`) once dates and units in brackets are set
aside; a table's kind from its columns' roles, from what its cells hold, and from the section it stands in. Decides
nothing about single values.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace

from dxextract.extract.glossary.terms import is_term, without_mark
from dxextract.extract.headed_above import header_above
from dxextract.extract.kpis.entries import has_sides
from dxextract.extract.kpis.nameless import labels_values_only
from dxextract.extract.kpis.shape import (
    Setting,
    headed_by_shape,
    holds_indicators,
    names_in_targets,
    settled,
    with_spread_results,
    without_ratios,
)
from dxextract.extract.kpis.value_rows import row_roles
from dxextract.extract.kpis.year_rows import year_rows
from dxextract.extract.roles.phrases import names_role
from dxextract.extract.time_rows import begin_and_end, dates_of, periods_beside, tells_years, without_dates, years_down
from dxextract.extract.told_years import with_told_years
from dxextract.extract.units import ending_unit
from dxextract.extract.year_parts import part_of_year, parts_years
from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS, heads_from_and_to
from dxextract.schema.document import Block, Cell, Document, Paragraph, Table
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import Period, TableKind
from dxextract.schema.records import Column, TableView

__all__ = ["Column", "TableView", "read_tables"]

_MAX_HEADER_ROWS = 3
_MONEY = re.compile(r"事業費|予算|決算|経費|財源|歳出|費用|財政計画")
_AIM = re.compile(r"目標|指標|KPI|削減")
_TITLE = 40
"""Characters of the longest line that is the title of the table below it."""
_FEWEST_YEARS = 3  # cells of a column of years, with its label
_LOWER_LABELS = VALUE_LABELS | {"year", "unit", "value"}
"""What header rows below the first say: `評価` or `内容` there is the first thing a column holds."""
_LONGEST_STATE = 12
"""Characters of a value in words below 目標値: longer ones say what is done."""
_BRACKETS = re.compile(r"[(（\[【〔<〈][^)）\]】〕>〉]*[)）\]】〕>〉]")


def read_tables(
    document: Document, outline: Outline, rules: RuleSet, period: Period | None = None, now: int | None = None
) -> tuple[TableView, ...]:
    """Classify every table, in reading order; `period` is the plan's, `now` the fiscal year in which it appeared."""
    minter = IdMinter()
    views: list[TableView] = []
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Table):
            continue
        meant = block.as_meant()
        header_rows = _header_rows(meant, rules)
        grid = meant.grid()
        heads = tuple(_column(grid, col, header_rows, rules) for col in range(block.n_cols))
        heads = without_ratios(heads, rules)
        if block.spans == "unknown":
            heads = _with_spread_targets(_with_halves(heads, meant, header_rows))
        last = views[-1] if views else None
        path = outline.path(outline.owner[index])
        if not header_rows and last is not None:
            own, before = path[:-1], outline.path(outline.owner[last.block])
            between = document.blocks[last.block + 1 : index]
            beside = own in (before, before[:-1])  # a chapter further on begins with a table of its own
            heads = (header_above(block, last, between) if beside else None) or heads
        heads = with_spread_results(heads, meant, header_rows)
        above = document.blocks[index - 1] if index else None
        around = [meant.caption.text] if meant.caption else []
        around += [cell.text for cell in meant.cells if cell.row < header_rows and heads[cell.col].label != "year"]
        around += _words_above(block, above, ())
        heads = with_told_years(heads, [*around, *(n.title for n in reversed(path))], period, header_rows)
        setting = Setting(block_label(path[-1].title, rules) if path else None, now)
        heads = settled(heads, meant, header_rows, setting)
        kind = _kind(meant, heads, header_rows, path, index in outline.contents, setting, rules)
        if kind in ("generic", "schedule") and year_rows(meant, header_rows, _words_above(block, above, path), rules):
            kind = "kpi"
        if kind in ("kpi", "schedule") and _is_of_money(meant, heads, _words_above(block, above, path)):
            kind = "generic"
        if block.unfolded and views:
            table_id = views[-1].id  # a part of the table that it was set out from
        else:
            table_id = minter.mint("tbl", *(cell.text for cell in block.cells))
        labels = tuple(head.label for head in heads)
        views.append(TableView(index, block, kind, header_rows, labels, heads, table_id, outline.section_id(index)))
    return tuple(views)


def _is_of_money(table: Table, heads: tuple[Column, ...], said: list[str]) -> bool:
    """Whether a table of figures by year tells costs, planned and spent, as the words above it say, and no aims."""
    if any(head.label == "kpi_name" for head in heads) or any(_AIM.search(text) for text in said):
        return False
    dated = [c for c in table.cells if heads[c.col].date is not None and c.text and not dates_of(c)]
    figures = [c for c in dated if c.quantity is not None and c.quantity.state == "numeric"]
    return any(_MONEY.search(text) for text in said) and len(figures) * 2 > len(dated)


def _words_above(table: Table, above: Block | None, path: tuple[Node, ...]) -> list[str]:
    """What a table's caption, the short line above it and its section say it is about."""
    said = [table.caption.text] if table.caption else []
    if isinstance(above, Paragraph) and len(above.text) <= _TITLE and not above.text.endswith("。"):
        said.append(above.text)
    return [*said, *(node.title for node in path[-1:])]


def _header_rows(table: Table, rules: RuleSet) -> int:
    """How many top rows are header: rows of header words and dates, at most three, never the whole table."""
    if table.n_rows == 1:
        return int(sum(_header_word(cell, rules) == "year" for cell in table.cells if cell.text) >= _FEWEST_YEARS)
    grid = table.grid()
    count = 0
    for row in range(min(_MAX_HEADER_ROWS, table.n_rows - 1)):
        cells = {id(c): c for col in range(table.n_cols) if (c := grid.get((row, col))) is not None and c.text}
        texts = list(cells.values())
        if not texts:
            break
        known = sum(1 for c in texts if _header_word(c, rules) is not None)
        if row and parts_years(grid, row, table.n_cols, lambda cell: _header_word(cell, rules) == "year"):
            count = row + 1
            continue
        values = sum(1 for c in texts if c.quantity is not None and c.quantity.state == "numeric" and not dates_of(c))
        if values or known * 2 <= len(texts) or (row and _is_counted(grid, row, table.n_cols, rules)):
            count += not row and not values and headed_by_shape(table)
            break
        if row and not any(_header_word(c, rules) in _LOWER_LABELS for c in texts):
            break
        count = row + 1
    count = count or _heads_years_down(table, rules)
    return max(count, min(table.header_rows, table.n_rows - 1))


def _is_counted(grid: dict[tuple[int, int], Cell], row: int, n_cols: int, rules: RuleSet) -> bool:
    """Whether a row has a number of its own below No.: it is the first of those that are counted."""
    numbers = [c for col in range(n_cols) if (c := grid.get((0, col))) and _header_word(c, rules) == "number"]
    counted = [grid.get((row, cell.col)) for cell in numbers if cell.row_span == 1]
    return any(cell is not None and cell.row == row and cell.text for cell in counted)


def _heads_years_down(table: Table, rules: RuleSet) -> int:
    """1 where the first cell is a label over years and nothing else (年度 | ネットワーク | 端末), else 0."""
    first = [cell for cell in table.cells if cell.col == 0 and cell.text]
    if len(first) < _FEWEST_YEARS or first[0].row or rules["table_headers"].label(first[0].text) != "schedule":
        return 0
    return int(all(_header_word(cell, rules) == "year" and dates_of(cell) for cell in first[1:]))


def _header_word(cell: Cell, rules: RuleSet) -> str | None:
    """The role a header cell names; `year` for a cell that is only a date."""
    text = without_dates(cell.passage, cell)
    bare = _BRACKETS.sub("", text).strip(" 　・:：")
    if not re.sub(r"[\s()（）\[\]~～〜\-/・]+", "", text):
        return "year" if dates_of(cell) else None
    if dates_of(cell) and rules["table_headers"].label(cell.text) == "year":
        return "year"  # 第1ステップ(令和7年度)
    if heads_from_and_to(text, rules):
        return "target"
    said = bare or text.strip(" 　()（）[]【】〔〕<>〈〉")  # 令和6年度（基準）
    label = rules["table_headers"].label(text) or rules["table_headers"].label(said)
    return label or ("schedule" if rules["time_bounds"].match(text) else None)


def _column(grid: Mapping[tuple[int, int], Cell], col: int, header_rows: int, rules: RuleSet) -> Column:
    cells: list[Cell] = []
    for row in range(header_rows):
        cell = grid.get((row, col))
        if cell is not None and cell.text and cell not in cells:
            cells.append(cell)
    text = " ".join(cell.text for cell in cells)
    dates = [date for cell in cells for date in dates_of(cell)]
    said = [(cell, label) for cell in cells if (label := _header_word(cell, rules)) is not None]
    below = [label for cell, label in said if cell.col_span == 1 or label != "kpi_name"]
    labels = below or [label for _, label in said]  # 成果指標 over all that is said of an indicator names no column
    value = next((label for label in labels if label in VALUE_LABELS), None)
    label = value or next((label for label in reversed(labels) if label != "year"), labels[-1] if labels else None)
    if label == "value" and dates:
        # 令和5年度当初値: the date has taken the word with it that says which value
        whole = next((found for c in cells if (found := rules["table_headers"].label(c.text)) in VALUE_LABELS), None)
        label = whole or "year"
    yearly = next((cell for cell in cells if dates_of(cell)), None)
    part = part_of_year(yearly, cells[-1], dates[-1]) if yearly is not None and yearly is not cells[-1] else None
    units = [unit for cell in reversed(cells) if (unit := ending_unit(cell)) is not None]
    return Column(
        label=label,
        date=dates[-1] if dates else None,
        since=dates[0] if len(dates) > 1 else None,
        unit=units[0] if units else None,
        text=text,
        cumulative="累計" in text,
        part=part,
    )


def _with_halves(heads: tuple[Column, ...], table: Table, header_rows: int) -> tuple[Column, ...]:
    """The columns of a text, in which 現状値 that was merged over 年度 and 数値 stands above one or between them."""
    filled = {cell.col for cell in table.cells if cell.row >= header_rows and cell.text}
    halved = list(heads)
    for col, head in enumerate(heads):
        if head.label not in VALUE_LABELS:
            continue
        beside = [col + 1] if col in filled else [col - 1, col + 1]
        for other in beside:
            if 0 <= other < len(heads) and _is_half(heads[other]):
                halved[other] = replace(heads[other], label=head.label)
    return tuple(halved)


def _is_half(head: Column) -> bool:
    """Whether a header says no more than that a figure or its year stands below."""
    return head.label == "value" or head.text in ("年度", "年")


def _with_spread_targets(heads: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a text, in which 目標 that was merged over years stands above one of them only.

    The years beside it, up to a column of another kind, are targets as well.
    """
    aimed = next((col for col, head in enumerate(heads) if head.label == "target" and head.date is not None), None)
    if aimed is None:
        return heads
    first = last = aimed
    while first > 0 and heads[first - 1].label == "year" and heads[first - 1].date is not None:
        first -= 1
    if first == 0 or heads[first - 1].label not in ("baseline", "actual"):
        first = aimed  # the years before it may be those of what was reached
    while last + 1 < len(heads) and heads[last + 1].label == "year" and heads[last + 1].date is not None:
        last += 1
    return tuple(replace(head, label="target") if first <= col <= last else head for col, head in enumerate(heads))


def _kind(
    table: Table,
    heads: tuple[Column, ...],
    header_rows: int,
    path: tuple[Node, ...],
    in_contents: bool,
    setting: Setting,
    rules: RuleSet,
) -> TableKind:
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
