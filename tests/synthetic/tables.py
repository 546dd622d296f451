"""The grids that stories are made of: KPI tables, schedules, list tables, glossaries."""

from __future__ import annotations

from collections.abc import Sequence

from tests.synthetic.model import Action, Indicator, Measure, Plan
from tests.synthetic.story import Bar, Cell, Chart, Grid, Row
from tests.synthetic.vocabulary import Labels


def head(text: str, cols: int = 1, rows: int = 1, *, vertical: bool = False) -> Cell:
    return Cell(text, cols, rows, head=True, vertical=vertical)


def kpi_grid(measure: Measure, labels: Labels, *, definition: bool = False, steps: bool = False) -> Grid:
    """Name, [unit], [definition], baseline, [yearly targets], target."""
    sample = measure.indicators[0]
    columns: list[tuple[Cell, float]] = [(head(labels["kpi_name"]), 4)]
    if labels.unit_place == "column":
        columns.append((head("単位"), 1))
    if definition:
        columns.append((head(labels["definition"]), 3.4))
    columns.append((head(labels.value_header("baseline", sample.baseline.year)), 2))
    if steps:
        columns.extend((head(labels.year(one.year)), 1.5) for one in sample.steps)
        columns.append(
            (head(labels.value_style.format(label=labels["target"], year=labels.year(sample.target.year))), 2)
        )
    else:
        columns.append((head(labels.value_header("target", sample.target.year)), 2))
    rows = [kpi_row(one, labels, definition=definition, steps=steps) for one in measure.indicators]
    return Grid((tuple(cell for cell, _ in columns), *rows), tuple(width for _, width in columns))


def kpi_row(indicator: Indicator, labels: Labels, *, definition: bool = False, steps: bool = False) -> Row:
    cells = [labels.indicator_name(indicator)]
    if labels.unit_place == "column":
        cells.append(indicator.unit or "－")
    if definition:
        cells.append(indicator.definition)
    cells.append(labels.value(indicator.baseline, indicator))
    if steps:
        cells.extend(labels.value(one, indicator) for one in indicator.steps)
    cells.append(labels.value(indicator.target, indicator))
    return tuple(Cell(text) for text in cells)


def two_level_kpi_grid(measure: Measure, labels: Labels) -> Grid:
    """The years of the targets on a second header row below one merged cell."""
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    years = [*(one.year for one in sample.steps), sample.target.year]
    first = [head(labels["kpi_name"], rows=2)]
    if unit:
        first.append(head("単位", rows=2))
    first += [head(labels["baseline"]), head(labels["target"], cols=len(years))]
    second = [head(labels.year(sample.baseline.year)), *(head(labels.year(year)) for year in years)]
    rows = [kpi_row(one, labels, steps=True) for one in measure.indicators]
    widths = (4, *((1,) if unit else ()), 1.8, *(1.6 for _ in years))
    return Grid((tuple(first), tuple(second), *rows), widths, header_rows=2)


def schedule_grid(measure: Measure, plan: Plan, labels: Labels, *, numbered: bool = True) -> Grid:
    """One row for each action; a bar is a cell merged over its years."""
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = [
        (Cell(action_name(position, action, labels, numbered=numbered)), *task_cells(action, plan.years))
        for position, action in enumerate(measure.actions, 1)
    ]
    return Grid((header, *rows), (3, *(2 for _ in plan.years)))


def action_name(position: int, action: Action, labels: Labels, *, numbered: bool) -> str:
    return f"{labels.action_number(position)} {action.title}" if numbered else action.title


def task_cells(action: Action, years: Sequence[int]) -> Row:
    """The year cells of one row: bars as merged cells, blanks between them."""
    cells: list[Cell] = []
    for year in years:
        task = next((t for t in action.tasks if t.start <= year <= t.end), None)
        if task is None:
            cells.append(Cell())
        elif task.start == year:
            cells.append(Cell(task.text, cols=task.end - task.start + 1, fill="#dce9f7"))
    return tuple(cells)


def schedule_chart(measure: Measure, plan: Plan, labels: Labels) -> Chart:
    """The same as drawn arrows."""
    rows = tuple(
        (
            action_name(position, action, labels, numbered=True),
            tuple(Bar(t.text, t.start - plan.first, t.end - plan.first) for t in action.tasks),
        )
        for position, action in enumerate(measure.actions, 1)
    )
    return Chart(labels["task_column"], tuple(labels.year(year) for year in plan.years), rows)


def glossary_grid(plan: Plan, labels: Labels, *, readings: bool) -> Grid:
    header = [head(labels["term"]), *([head("よみ")] if readings else []), head(labels["meaning"])]
    rows = [
        tuple(Cell(text) for text in ((t.term, t.reading or "", t.definition) if readings else (t.term, t.definition)))
        for t in plan.terms
    ]
    return Grid((tuple(header), *rows), (2, *((1.6,) if readings else ()), 5))


def roles_grid(plan: Plan) -> Grid:
    rows = [tuple(Cell(text) for text in (r.role, r.holder, r.duty)) for r in plan.roles]
    return Grid(((head("役職"), head("担当者"), head("役割")), *rows), (2, 2, 5))


def symbol_grid(measure: Measure, plan: Plan, labels: Labels, style: str) -> Grid:
    """A schedule without merged cells: `arrows` (text, then →), `circles` (○ in each year) or `fills` (colour only)."""
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = [
        (Cell(action.title), *(_symbol_cell(action, year, style) for year in plan.years)) for action in measure.actions
    ]
    return Grid((header, *rows), (3, *(2 for _ in plan.years)))


def _symbol_cell(action: Action, year: int, style: str) -> Cell:
    task = next((t for t in action.tasks if t.start <= year <= t.end), None)
    if task is None:
        return Cell()
    if style == "arrows":
        return Cell(task.text if year == task.start else "→")
    return Cell("○") if style == "circles" else Cell(fill="#9cc3e6")


def half_year_grid(measure: Measure, plan: Plan, labels: Labels) -> Grid:
    """Each year has two columns, 上期 and 下期; a bar is a cell merged over its halves."""
    first = (head(labels["task_column"], rows=2), *(head(labels.year(year), cols=2) for year in plan.years))
    second = tuple(head(half) for _ in plan.years for half in ("上期", "下期"))
    rows = [
        (Cell(action.title), *(Cell(c.text, 2 * c.cols, fill=c.fill) for c in task_cells(action, plan.years)))
        for action in measure.actions
    ]
    return Grid((first, second, *rows), (4, *(1 for _ in second)), header_rows=2)


def plan_schedule(plan: Plan, labels: Labels) -> Grid:
    """One schedule for all measures: the measure in a merged cell, its actions, the years, the departments."""
    header = (
        head(labels["measure_column"]),
        head(labels["task_column"]),
        *(head(labels.year(year)) for year in plan.years),
        head(labels["departments"]),
    )
    rows: list[Row] = []
    for measure in plan.measures:
        height = len(measure.actions)
        for place, action in enumerate(measure.actions):
            title = () if place else (Cell(f"{labels.measure_number(measure)} {measure.title}", rows=height),)
            end = () if place else (Cell("、".join(measure.departments), rows=height),)
            rows.append((*title, Cell(action.title), *task_cells(action, plan.years), *end))
    return Grid((header, *rows), (3, 3, *(2 for _ in plan.years), 2))
