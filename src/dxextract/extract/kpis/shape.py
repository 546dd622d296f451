"""What a table's shape tells where its header words do not: which columns hold values, which rows are indicators.

A header is told from data by what stands below it; a column by what it holds (words name, directions are aims); and a
table of indicators by several weak signs together: names that end as what can be measured, values that have one unit in
a row, years still to come, words of a value, a heading that speaks of indicators. No sign alone decides, but in a
section about the nation, other municipalities, a survey or money (`table_sections`) the signs do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS, told_name
from dxextract.schema.document import Cell, Mention, Table
from dxextract.schema.plan import Quantity
from dxextract.schema.records import Column

_LONGEST_HEAD = 20
"""Characters of a header cell that is told by what stands below it."""
_ENOUGH = 4
"""Weight of the signs from which on rows are indicators."""
TOTAL = re.compile(r"(?:合|小|総|累)?計|総数|総額|平均")
_COUNT = re.compile(r"[0-9０-９]{1,2}")
_NO_NAME_HEADS = re.compile(r"団体|市町村|自治体|選択肢|回答|年齢|年代|地区名|学校名")


_NAMED_GROUP = 2
"""Columns below one heading, the first of names."""
_INDICATORS = re.compile(r"目標|指標|KPI")
_OF_VALUES = re.compile(r"(?:目標|現状|実績|基準|当初)(?!の?(?:内容|名|項目))|単位")
_REST = re.compile(r"(?:予定|回答|把握|記載)?(?:なし|無し)|無回答|未定|不明|その他")
"""What heads a column beside years in a table that sorts all of something by year (導入予定なし等): a survey."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: the block that its heading names, and the fiscal year in which the plan appeared."""

    block: str | None
    now: int | None
    about: bool = False
    """Whether its heading speaks of aims or indicators."""


def headed_by_shape(table: Table) -> bool:
    """Whether the first row is a header as what stands below shows: words above two or more columns of figures."""
    grid = table.grid()
    above = 0
    for col in range(table.n_cols):
        head = grid.get((0, col))
        below = [c for row in range(1, table.n_rows) if (c := grid.get((row, col))) is not None and c.text]
        if head is None or not head.text or len(head.text) > _LONGEST_HEAD:
            if head is not None and head.text:
                return False
            continue
        if head.quantity is not None:
            return False
        if below and all(c.quantity is not None for c in below) and any(_is_figure(c) for c in below):
            above += 1
    first = [c for row in range(1, table.n_rows) if (c := grid.get((row, 0))) is not None and c.text]
    return above >= 2 and bool(first) and all(c.quantity is None for c in first)


def settled(heads: tuple[Column, ...], table: Table, header_rows: int, setting: Setting) -> tuple[Column, ...]:
    """The columns, those relabelled whose header word is missing or says something else than what they hold."""
    heads = _with_corner(heads, table, header_rows)
    labels = {head.label for head in heads}
    if not labels & VALUE_LABELS and "kpi_name" not in labels and setting.block != "kpi":
        return heads
    at = told_name([head.label for head in heads], [head.text for head in heads])
    heads = heads if at is None else (*heads[:at], replace(heads[at], label="kpi_name"), *heads[at + 1 :])
    below = [_below(table, col, header_rows) for col in range(len(heads))]
    if not any(h.label == "kpi_name" for h in heads):
        heads = _with_name_of_group(heads, below, table, header_rows)
    heads = _with_goals(heads, below) if any(h.label == "kpi_name" for h in heads) else _with_name(heads, below)
    if not any(head.label == "target" for head in heads):
        heads = _with_aims(heads, below, setting)
    if not any(head.label in VALUE_LABELS or head.date is not None for head in heads):
        unknown = [
            col for col, head in enumerate(heads) if head.label is None and head.text and _all_values(below[col])
        ]
        if len(unknown) >= 2:
            heads = tuple(replace(h, label="year") if col in unknown else h for col, h in enumerate(heads))
    return heads


def _with_corner(heads: tuple[Column, ...], table: Table, header_rows: int) -> tuple[Column, ...]:
    """`年度` in the corner over names is the label of the years beside it."""
    if not header_rows or heads[0].label not in ("schedule", "year") or heads[0].date is not None:
        return heads
    if sum(head.date is not None for head in heads[1:]) < 2 or not _are_words(_below(table, 0, header_rows)):
        return heads
    return (replace(heads[0], label=None), *heads[1:])


def _with_name(heads: tuple[Column, ...], below: list[list[Cell]]) -> tuple[Column, ...]:
    """`目標 | 値`: the first column says aims in words and is the name of what stands beside it."""
    worded = next((col for col, head in enumerate(heads) if head.label == "target"), None)
    if worded is None or not below[worded] or any(c.quantity is not None for c in below[worded]):
        return heads
    if not any(_all_values(cells) for cells in below[worded + 1 :]):
        return heads
    return tuple(replace(h, label="kpi_name") if col == worded else h for col, h in enumerate(heads))


def _with_name_of_group(
    heads: tuple[Column, ...], below: list[list[Cell]], table: Table, header_rows: int
) -> tuple[Column, ...]:
    """`取組 | 目標 over 内容, 現状, 目標値`: words left of values, all below one heading, are the names."""
    for group in table.cells:
        if group.row >= header_rows - 1 or group.col_span < _NAMED_GROUP or not _INDICATORS.search(group.text):
            continue
        name, last = group.col, group.col + group.col_span
        said = next((c.text for c in table.cells if c.col == name and group.row < c.row < header_rows), "")
        beside = [col for col in range(name + 1, last) if heads[col].label in VALUE_LABELS and _all_values(below[col])]
        told = [c for c in below[name] if c.quantity is None or c.quantity.state != "not_measured"]
        if said and beside and told and _are_words(told) and not _OF_VALUES.search(said) and heads[name].date is None:
            return tuple(replace(h, label="kpi_name") if col == name else h for col, h in enumerate(heads))
    return heads


def _with_goals(heads: tuple[Column, ...], below: list[list[Cell]]) -> tuple[Column, ...]:
    """`目標 | 指標 | 現状 | 目標`: words, or numbers that count, left of the names are the goals that they measure."""
    name = next(col for col, head in enumerate(heads) if head.label == "kpi_name")
    later = {head.label for head in heads[name + 1 :]}
    return tuple(
        replace(head, label="policy")
        if col < name
        and head.label in VALUE_LABELS & later
        and below[col]
        and (not any(map(_is_figure, below[col])) or _are_counted(below[col]))
        else head
        for col, head in enumerate(heads)
    )


def _are_counted(cells: list[Cell]) -> bool:
    """Whether cells are bare numbers that count on from one."""
    texts = [cell.text.strip() for cell in cells]
    if not all(_COUNT.fullmatch(text) for text in texts):
        return False
    numbers = [1, *map(int, texts)]
    return all(0 <= below - above <= 1 for above, below in pairwise(numbers))


def _with_aims(heads: tuple[Column, ...], below: list[list[Cell]], setting: Setting) -> tuple[Column, ...]:
    """A column of nothing but directions is what is aimed at; so is the one column of figures below 数値目標.

    改善 below one year, and other words of work below the next, are what is done.
    """
    worked = any(
        head.date is not None and any(c.quantity is None for c in below[col]) for col, head in enumerate(heads)
    )
    ways = [
        col
        for col, cells in enumerate(below)
        if cells and all(_is_direction(c) for c in cells) and not (worked and heads[col].date is not None)
    ]
    bare = [col for col, head in enumerate(heads) if head.label == "value" and _all_values(below[col])]
    dated = [col for col, head in enumerate(heads) if head.date is not None and _all_values(below[col])]
    chosen = ([] if len(dated) >= 2 else ways[-1:]) or (bare if setting.block == "kpi" and len(bare) == 1 else [])
    return tuple(replace(h, label="target") if col in chosen else h for col, h in enumerate(heads))


def with_spread_results(heads: tuple[Column, ...], table: Table, header_rows: int) -> tuple[Column, ...]:
    """The columns of a text, in which 現状 is said once over several years, or again over each of them.

    All years below it, up to the next word of the upper row, are of what was reached: the last is the present one.
    """
    if header_rows < 2:
        return heads
    grid = table.grid()
    upper = [cell.text if (cell := grid.get((0, col))) is not None else "" for col in range(len(heads))]
    begun = [col for col, text in enumerate(upper) if text and (not col or text != upper[col - 1])]
    spread = list(heads)
    for col, following in pairwise(begun):
        if heads[col].label not in ("baseline", "actual") or heads[col].date is None or following == col + 1:
            continue
        for other in range(col, following):
            if heads[other].date is not None and heads[other].label in ("year", "baseline", "actual"):
                spread[other] = replace(heads[other], label="actual")
    return tuple(spread)


_COUNTED_NAME = re.compile(r"([0-9]{1,3})[\s　]+(?=[^\s0-9])")
_FEWEST_COUNTED = 3
_SERIES = 3
"""Columns of years beside which 達成率 says how far they have come."""


def without_ratios(heads: tuple[Column, ...], rules: RuleSet) -> tuple[Column, ...]:
    """The columns, those aside that set figures of others against one another (達成率 beside them or years)."""
    figures = [h for h in heads if h.label in ("actual", "target") and not rules["ratio_headers"].match(h.text)]
    yearly = sum(h.date is not None and not rules["ratio_headers"].match(h.text) for h in heads) >= _SERIES
    compared = yearly or {"actual", "target"} <= {figure.label for figure in figures}
    return tuple(
        replace(head, label="remarks", date=None)
        if head.label in ("actual", "year", None)
        and rules["ratio_headers"].match(head.text)
        and ((head.date is None and compared) or any(other.date == head.date for other in figures))
        else head
        for head in heads
    )


def holds_indicators(
    table: Table, heads: tuple[Column, ...], header_rows: int, setting: Setting, rules: RuleSet
) -> bool:
    """Whether the signs of indicators together weigh enough."""
    if not header_rows or any(head.date is None and _REST.search(head.text) for head in heads):
        return False
    values = [col for col, head in enumerate(heads) if _all_values(_below(table, col, header_rows))]
    names = next(
        (cells for col in range(len(heads)) if (cells := _below(table, col, header_rows)) and _are_words(cells)), []
    )
    if not values or not names or values[0] == 0:
        return False
    if any(TOTAL.fullmatch(cell.text) for cell in names) or _NO_NAME_HEADS.search(heads[names[0].col].text):
        return False
    if len(values) < 2 and setting.block != "kpi":
        return False
    measured = sum(rules["indicator_names"].label(cell.text) is not None for cell in names) / len(names)
    labels = {heads[col].label for col in values}
    years = [date.fiscal_year for col in values if (date := heads[col].date) is not None]
    ahead = setting.now is not None and any(year > setting.now for year in years)
    weight = 2 * (measured >= 0.6) + (0.3 <= measured < 0.6)
    weight += (
        2 * (setting.block == "kpi") + setting.about + 2 * ahead + 2 * ("target" in labels) + ("baseline" in labels)
    )
    return weight >= _ENOUGH and (ahead or "target" in labels or setting.block == "kpi") and _one_unit(table, values)


def names_in_targets(table: Table, heads: tuple[Column, ...], header_rows: int, rules: RuleSet) -> bool:
    """Whether most cells of a column of targets say the indicator as well (目標 over `見守り世帯数 80世帯`)."""
    cells = [c for col, head in enumerate(heads) if head.label == "target" for c in _below(table, col, header_rows)]
    return bool(cells) and 2 * sum(named_figure(cell, rules) is not None for cell in cells) > len(cells)


def with_named_targets(heads: tuple[Column, ...], table: Table, header_rows: int, rules: RuleSet) -> tuple[Column, ...]:
    """The columns, 数値目標(令和8年度) a target's where its cells name what they count and no column has values."""
    names = [col for col, head in enumerate(heads) if head.label == "kpi_name"]
    if len(names) != 1 or any(h.label in VALUE_LABELS or h.label == "year" for h in heads):
        return heads
    cells = _below(table, names[0], header_rows)
    if not cells or 2 * sum(named_figure(cell, rules) is not None for cell in cells) <= len(cells):
        return heads
    return tuple(replace(head, label="target") if col == names[0] else head for col, head in enumerate(heads))


def named_figure(cell: Cell, rules: RuleSet) -> Mention | None:
    """The figure of a cell that says before it what is counted (`電子決裁率100%`), None for any other cell.

    Behind it may stand the present one in brackets (`選考の時間 20時間（令和3年度 600時間）`).
    """
    figures = _figures_of(cell)
    if cell.quantity is not None or not figures:
        return None
    behind = cell.text[figures[0].end :].strip(" 。")
    if (len(figures) > 1 or behind) and figure_in_brackets(cell) is None:
        return None
    return figures[0] if rules["indicator_names"].label(cell.text[: figures[0].start].strip(" :：は")) else None


def figure_in_brackets(cell: Cell) -> Quantity | None:
    """The figure with its year that alone stands in brackets behind a cell's first one, at the cell's end."""
    figures, dates = _figures_of(cell), [m for m in cell.mentions if m.kind == "date" and m.date is not None]
    if len(figures) != 2 or len(dates) != 1 or not figures[0].end < dates[0].start < figures[1].start:
        return None
    around = (
        cell.text[figures[0].end : dates[0].start].strip(),
        cell.text[dates[0].end : figures[1].start].strip(" :：は"),
        cell.text[figures[1].end :].strip(" 。"),
    )
    if around not in (("（", "", "）"), ("(", "", ")")) or figures[1].quantity is None:
        return None
    return figures[1].quantity.model_copy(update={"at": dates[0].date})


def _figures_of(cell: Cell) -> list[Mention]:
    return [m for m in cell.mentions if m.kind == "quantity" and m.quantity is not None and m.label is None]


def counted(names: Sequence[str]) -> re.Pattern[str] | None:
    """What counts the indicators of a table before their names (`7 申請率` over `8 利用者数`), if so."""
    numbers = [int(found[1]) for name in names if (found := _COUNTED_NAME.match(name))]
    if len(numbers) < max(_FEWEST_COUNTED, len(names) - 1):
        return None
    steps = [below - above for above, below in pairwise(numbers)]
    return _COUNTED_NAME if steps.count(1) * 4 >= len(steps) * 3 and min(steps) > 0 else None


def _below(table: Table, col: int, header_rows: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.col == col and cell.row >= header_rows and cell.text]


def _all_values(cells: list[Cell]) -> bool:
    valued = sum(cell.quantity is not None for cell in cells)
    return bool(cells) and valued * 4 >= len(cells) * 3


def _are_words(cells: list[Cell]) -> bool:
    return all(cell.quantity is None and len(cell.text) >= 2 for cell in cells)


def _is_figure(cell: Cell) -> bool:
    return cell.quantity is not None and cell.quantity.state == "numeric"


def _is_direction(cell: Cell) -> bool:
    return cell.quantity is not None and cell.quantity.state == "direction_only"


def _one_unit(table: Table, values: list[int]) -> bool:
    """Whether the figures of each row have one unit."""
    return all(len(units) <= 1 for units in _row_units(table, values))


def _row_units(table: Table, values: list[int]) -> Iterator[set[str]]:
    rows: dict[int, set[str]] = {}
    for cell in table.cells:
        if cell.col in values and cell.quantity is not None and cell.quantity.unit:
            rows.setdefault(cell.row, set()).add(cell.quantity.unit)
    yield from rows.values()
