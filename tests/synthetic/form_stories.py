"""Stories whose measures stand in tables: 個票 (one form for each measure) and one list table for all."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.synthetic import gold, tables
from tests.synthetic.model import Measure, Plan, Policy
from tests.synthetic.stories import Choice, closing, cover, opening
from tests.synthetic.story import Block, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story
from tests.synthetic.tables import head
from tests.synthetic.vocabulary import Labels

_CONTENT = 12
"""Grid columns right of a form's labels."""


def forms(plan: Plan, labels: Labels, rng: random.Random, *, vertical: bool = False, inferred: bool = False) -> Story:
    """One form for each measure on a page of its own, KPI and schedule as tables inside it."""
    choice = Choice(inferred=inferred)
    titled = rng.random() < 0.4
    nested = not inferred and rng.random() < 0.4
    blocks: list[Block] = [*opening(plan), Heading(1, "第3章", "施策個票", "chapter")]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            if titled:
                blocks.append(Heading(3, labels.measure_number(measure), measure.title, "measure"))
            blocks += [form(plan, policy, measure, labels, nested=nested, vertical=vertical), NewPage()]
    blocks += closing(plan, labels, choice)
    measures = [dict(record, is_priority=False) for record in gold.measure_records(plan, labels)]
    return Story(
        cover(plan),
        tuple(blocks),
        Gold(
            measures=tuple(measures),
            kpis=gold.kpi_records(plan, labels),
            schedule=gold.schedule_records(plan, inferred=inferred),
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
        ),
    )


def form(plan: Plan, policy: Policy, measure: Measure, labels: Labels, *, nested: bool, vertical: bool) -> Grid:
    """Label cells left, content right."""

    def label(slot: str, rows: int = 1) -> Cell:
        return head(labels[slot], rows=rows, vertical=vertical)

    def wide(*lines: str) -> Cell:
        return Cell(cols=_CONTENT, lines=lines)

    rows: list[Row] = [
        (head(labels["number_column"]), Cell(labels.measure_number(measure), cols=2),
         head(labels["measure_column"], cols=2), Cell(measure.title, cols=8)),
        (head(labels["policy_column"]), wide(f"{labels.policy_number(policy)} {policy.title}")),
        (label("situation"), wide(*(f"・{text}" for text in measure.situation))),
        (label("actions"), wide(*_action_lines(measure, labels))),
    ]  # fmt: skip
    kpis, schedule = tables.kpi_grid(measure, labels), tables.schedule_grid(measure, plan, labels)
    if nested:
        rows.append((label("kpi_block"), Cell(cols=_CONTENT, inner=kpis)))
        rows.append((label("schedule"), Cell(cols=_CONTENT, inner=schedule)))
    else:
        rows += _embedded(label("kpi_block", len(kpis.rows)), kpis)
        rows += _embedded(label("schedule", len(schedule.rows)), schedule)
    rows.append((label("departments"), wide("、".join(measure.departments))))
    return Grid(tuple(rows), (2.2, *(1 for _ in range(_CONTENT))), header_rows=0)


def _action_lines(measure: Measure, labels: Labels) -> Iterator[str]:
    for position, action in enumerate(measure.actions, 1):
        yield f"{labels.action_number(position)} {action.title}"
        yield from (f"・{text}" for text in action.sentences)


def _embedded(label: Cell, grid: Grid) -> Iterator[Row]:
    """The rows of `grid` behind a label that spans them."""
    for index, row in enumerate(_stretched(grid)):
        yield (label, *row) if index == 0 else row


def _stretched(grid: Grid) -> Iterator[Row]:
    """The rows of `grid` stretched over the content columns."""
    count = len(grid.widths)
    step = _CONTENT // count
    first = _CONTENT - step * (count - 1)
    for row in grid.rows:
        cells: list[Cell] = []
        column = 0
        for cell in row:
            width = sum(first if column + i == 0 else step for i in range(cell.cols))
            cells.append(Cell(cell.text, width, cell.rows, cell.head, fill=cell.fill))
            column += cell.cols
        yield tuple(cells)


def list_table(plan: Plan, labels: Labels, rng: random.Random, *, inferred: bool = False) -> Story:
    """Every measure in one table over many pages; policy and measure cells merged down."""
    choice = Choice(inferred=inferred)
    unit = labels.unit_place == "column"
    content = rng.random() < 0.8
    with_schedule = rng.random() < 0.8
    sample = plan.measures[0].indicators[0]
    header = [
        head(labels["number_column"]),
        head(labels["policy_column"]),
        head(labels["measure_column"]),
        *([head(labels["content_column"])] if content else []),
        head(labels["kpi_name"]),
        *([head("単位")] if unit else []),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
        *([head(labels.year(year)) for year in plan.years] if with_schedule else []),
        head(labels["departments"]),
    ]
    rows: list[Row] = [tuple(header)]
    for policy in plan.policies:
        height = sum(len(measure.indicators) for measure in policy.measures)
        for place, measure in enumerate(policy.measures):
            pillar = Cell(f"{labels.policy_number(policy)} {policy.title}", rows=height)
            rows += _list_rows(
                plan, measure, labels, None if place else pillar, content=content, with_schedule=with_schedule
            )
    widths = (1, 2.4, 3, *((5,) if content else ()), 3, *((1,) if unit else ()), 1.8, 1.8,
              *((1.9,) * len(plan.years) if with_schedule else ()), 2)  # fmt: skip
    blocks: list[Block] = [
        *opening(plan),
        Heading(1, "第3章", "取組の一覧", "chapter"),
        Grid(tuple(rows), widths),
        *closing(plan, labels, choice),
    ]
    measures = [
        dict(record, number=str(measure.serial), is_priority=False)
        for record, measure in zip(gold.measure_records(plan, labels), plan.measures, strict=True)
    ]
    schedule = tuple(
        record
        for measure in plan.measures
        for record in gold.action_schedule(measure, measure.actions[0], plan.last, inferred=inferred)
    )
    return Story(
        cover(plan),
        tuple(blocks),
        Gold(
            measures=tuple(measures),
            kpis=gold.kpi_records(plan, labels),
            schedule=schedule if with_schedule else (),
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
        ),
    )


def _list_rows(
    plan: Plan, measure: Measure, labels: Labels, pillar: Cell | None, *, content: bool, with_schedule: bool
) -> Iterator[Row]:
    height = len(measure.indicators)
    for place, indicator in enumerate(measure.indicators):
        row: list[Cell] = []
        if place == 0:
            row.append(Cell(str(measure.serial), rows=height))
            row += [pillar] if pillar else []
            row.append(Cell(measure.title, rows=height))
            if content:
                row.append(Cell("".join(measure.actions[0].sentences), rows=height))
        row += tables.kpi_row(indicator, labels)
        if place == 0:
            if with_schedule:
                tasks = tables.task_cells(measure.actions[0], plan.years)
                row += [Cell(c.text, c.cols, height, fill=c.fill) for c in tasks]
            row.append(Cell("、".join(measure.departments), rows=height))
        yield tuple(row)


def sheets(plan: Plan, labels: Labels, _rng: random.Random) -> Story:
    """One spreadsheet page for each measure: its title in a merged cell, labels above their content."""
    choice = Choice()
    blocks: list[Block] = [*opening(plan), Heading(1, "第3章", "施策シート", "chapter")]
    for policy in plan.policies:
        for measure in policy.measures:
            blocks += [NewPage(), sheet_grid(plan, policy, measure, labels)]
    blocks += [NewPage(), *closing(plan, labels, choice)]
    measures = [dict(record, is_priority=False) for record in gold.measure_records(plan, labels)]
    return Story(
        cover(plan),
        tuple(blocks),
        Gold(
            measures=tuple(measures),
            kpis=gold.kpi_records(plan, labels),
            schedule=gold.schedule_records(plan, inferred=False),
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
        ),
    )


def sheet_grid(plan: Plan, policy: Policy, measure: Measure, labels: Labels) -> Grid:
    """Two blocks side by side below their labels, then KPI and schedule below theirs."""
    half = _CONTENT // 2

    def band(slot: str) -> Row:
        return (head(labels[slot], cols=_CONTENT),)

    rows: list[Row] = [
        (head(labels["policy_column"], cols=2), Cell(f"{labels.policy_number(policy)} {policy.title}", cols=6),
         head(labels["departments"], cols=2), Cell("、".join(measure.departments), cols=2)),
        (head(labels["measure_column"], cols=2), Cell(f"{labels.measure_number(measure)} {measure.title}", cols=10)),
        (head(labels["situation"], cols=half), head(labels["actions"], cols=half)),
        (Cell(cols=half, lines=tuple(f"・{text}" for text in measure.situation)),
         Cell(cols=half, lines=tuple(_action_lines(measure, labels)))),
        band("kpi_block"),
        *_stretched(tables.kpi_grid(measure, labels)),
        band("schedule"),
        *_stretched(tables.schedule_grid(measure, plan, labels)),
    ]  # fmt: skip
    return Grid(tuple(rows), tuple(1 for _ in range(_CONTENT)), header_rows=0)
