"""Rarer shapes of KPI tables and schedules: turned round, years in cells, rows of targets, quarters, lists."""

from __future__ import annotations

from collections.abc import Iterator

from tests.synthetic import gold
from tests.synthetic.model import Figure, Indicator, Measure, Plan
from tests.synthetic.story import Block, Cell, Grid, LineChart, Row
from tests.synthetic.tables import action_name, head, kpi_grid, schedule_chart, task_cells
from tests.synthetic.vocabulary import Labels

KPI_SHAPES = ("vertical", "cell_years", "arrow_cell", "rows", "turned", "category")
SCHEDULE_SHAPES = ("quarters", "lists", "by_year", "lines")


def kpi_shape(shape: str, measure: Measure, labels: Labels) -> Iterator[Block]:
    """The KPI tables of one measure in `shape`."""
    if shape == "vertical":
        yield from (_vertical(one, labels) for one in measure.indicators)
    elif shape == "cell_years":
        yield _cell_years(measure, labels)
    elif shape == "arrow_cell":
        yield _arrow_cells(measure, labels)
    elif shape == "rows":
        yield _target_and_actual_rows(measure, labels)
    elif shape == "turned":
        yield _turned(measure, labels)
    else:
        yield _categories(measure, labels)


def kpi_shape_gold(shape: str, plan: Plan, labels: Labels) -> tuple[gold.Record, ...]:
    """What these tables print."""
    if shape == "rows":
        return gold.kpi_records(plan, labels, steps=True, dated=True)
    dated = True if shape in ("cell_years", "arrow_cell") else None
    return gold.kpi_records(plan, labels, dated=dated)


def _value(figure: Figure, indicator: Indicator, labels: Labels) -> str:
    return labels.value(figure, indicator, bare=False)


def _dated(figure: Figure, indicator: Indicator, labels: Labels) -> str:
    return f"{_value(figure, indicator, labels)}({labels.year(figure.year)})"


def _vertical(one: Indicator, labels: Labels) -> Grid:
    rows = (
        (head(labels["kpi_name"]), Cell(labels.indicator_name(one))),
        (head(labels.value_header("baseline", one.baseline.year)), Cell(_value(one.baseline, one, labels))),
        (head(labels.value_header("target", one.target.year)), Cell(_value(one.target, one, labels))),
    )
    return Grid(rows, (1, 3), header_rows=0)


def _cell_years(measure: Measure, labels: Labels) -> Grid:
    header = (head(labels["kpi_name"]), head(labels["baseline"]), head(labels["target"]))
    rows = [
        (Cell(labels.indicator_name(i)), *(Cell(_dated(f, i, labels)) for f in (i.baseline, i.target)))
        for i in measure.indicators
    ]
    return Grid((header, *rows), (4, 2, 2))


def _arrow_cells(measure: Measure, labels: Labels) -> Grid:
    header = (head(labels["kpi_name"]), head(f"{labels['baseline']} → {labels['target']}"))
    rows = [
        (
            Cell(labels.indicator_name(i)),
            Cell(f"{_dated(i.baseline, i, labels)} → {_dated(i.target, i, labels)}"),
        )
        for i in measure.indicators
    ]
    return Grid((header, *rows), (3, 3))


def _target_and_actual_rows(measure: Measure, labels: Labels) -> Grid:
    sample = measure.indicators[0]
    figures = [sample.baseline, *sample.steps, sample.target]
    header = (head(labels["kpi_name"]), head("区分"), *(head(labels.year(f.year)) for f in figures))
    rows: list[Row] = []
    for one in measure.indicators:
        values = [_value(f, one, labels) for f in (*one.steps, one.target)]
        rows.append((Cell(labels.indicator_name(one), rows=2), Cell("目標"), Cell(), *map(Cell, values)))
        rows.append((Cell("実績"), Cell(_value(one.baseline, one, labels)), *(Cell() for _ in values)))
    return Grid((header, *rows), (3, 1, *(1.4 for _ in figures)))


def _turned(measure: Measure, labels: Labels) -> Grid:
    sample = measure.indicators[0]
    header = (head(labels["kpi_name"]), *(head(labels.indicator_name(i)) for i in measure.indicators))
    rows = (
        (head(labels.value_header("baseline", sample.baseline.year)),
         *(Cell(_value(i.baseline, i, labels)) for i in measure.indicators)),
        (head(labels.value_header("target", sample.target.year)),
         *(Cell(_value(i.target, i, labels)) for i in measure.indicators)),
    )  # fmt: skip
    return Grid((header, *rows), (2, *(3 for _ in measure.indicators)))


def _categories(measure: Measure, labels: Labels) -> Grid:
    """A merged cell at the left, and a note over the whole width at the end."""
    plain = kpi_grid(measure, labels)
    first, *rest = plain.rows[1:]
    width = len(plain.widths) + 1
    rows: list[Row] = [(head("区分"), *plain.rows[0]), (Cell("成果", rows=1 + len(rest)), *first), *rest]
    rows.append((Cell("※ 値は各年度末の時点のもの", cols=width),))
    return Grid(tuple(rows), (1, *plain.widths))


def schedule_shape(shape: str, measure: Measure, plan: Plan, labels: Labels) -> Block:
    """The schedule of one measure in `shape`."""
    if shape == "quarters":
        return _quarters(measure, plan, labels)
    if shape == "lists":
        return _lists(measure, plan, labels)
    if shape == "by_year":
        return _by_year(measure, plan, labels)
    chart = schedule_chart(measure, plan, labels)
    return LineChart(chart.header, chart.years, chart.rows)


def schedule_shape_gold(shape: str, plan: Plan) -> tuple[gold.Record, ...]:
    """What these schedules print."""
    if shape == "by_year":
        return tuple(_record(m, text, year, year) for m in plan.measures for year, text in _year_texts(m, plan))
    if shape == "lists":
        return tuple(
            _record(measure, "".join(lines), start, end)
            for measure in plan.measures
            for start, end, lines in _list_cells(measure)
        )
    return gold.schedule_records(plan, inferred=False)


def _record(measure: Measure, text: str, start: int, end: int) -> gold.Record:
    return {"measure": measure.title, "text": text, "start_fiscal_year": start, "end_fiscal_year": end}


def _quarters(measure: Measure, plan: Plan, labels: Labels) -> Grid:
    first = (head(labels["task_column"], rows=2), *(head(labels.year(year), cols=4) for year in plan.years))
    second = tuple(head(f"{quarter}Q") for _ in plan.years for quarter in (1, 2, 3, 4))
    rows = [
        (Cell(action.title), *(Cell(c.text, 4 * c.cols, fill=c.fill) for c in task_cells(action, plan.years)))
        for action in measure.actions
    ]
    return Grid((first, second, *rows), (6, *(1 for _ in second)), header_rows=2)


def _list_cells(measure: Measure) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for action in measure.actions:
        for task in action.tasks:
            yield task.start, task.end, (f"・{task.text}", "・関係者との調整")


def _lists(measure: Measure, plan: Plan, labels: Labels) -> Grid:
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = []
    for position, action in enumerate(measure.actions, 1):
        cells = task_cells(action, plan.years)
        listed = [
            Cell(cols=c.cols, fill=c.fill, lines=(f"・{c.text}", "・関係者との調整")) if c.text else c for c in cells
        ]
        rows.append((Cell(action_name(position, action, labels, numbered=True)), *listed))
    return Grid((header, *rows), (3, *(2.4 for _ in plan.years)))


def _year_texts(measure: Measure, plan: Plan) -> Iterator[tuple[int, str]]:
    for year in plan.years:
        texts = [t.text for a in measure.actions for t in a.tasks if t.start <= year <= t.end]
        if texts:
            yield year, "、".join(dict.fromkeys(texts))


def _by_year(measure: Measure, plan: Plan, labels: Labels) -> Grid:
    rows = [(Cell(labels.year(year)), Cell(text)) for year, text in _year_texts(measure, plan)]
    return Grid(((head("年度"), head(labels["content_column"])), *rows), (1, 4))
