"""Excel sheets as printed: one list over many pages, a form on each sheet, schedules of filled cells."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from tests.office import kpi_tables, schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.excel import ExcelFile
from tests.office.word_families import measure_records
from tests.synthetic.model import Plan
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head

_FONTS = ("Noto Sans CJK JP", "Noto Serif CJK JP")
_SHADES = ("D9E2F3", "E2EFDA", "FCE4D6", "D9D9D9", "BDD7EE")


def _book(rng: random.Random, *, paper: int = 8, landscape: bool = True, size: float = 10) -> ExcelFile:
    return ExcelFile(rng.choice(_FONTS), rng.choice(_SHADES), paper=paper, landscape=landscape, size=size)


def list_table(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """No., 基本目標, 施策, 内容, 指標, 現状値, yearly targets, 所管課 in one table over many pages."""
    labels = wording.labels
    file = _book(rng)
    yearly = rng.random() < 0.5
    charted = not yearly
    unit = labels.unit_place == "column"
    sample = plan.measures[0].indicators[0]
    figures = [*sample.steps, sample.target] if yearly else [sample.target]
    value_widths = [11.0] + [9.0] * len(figures) if yearly else [12.0, 12.0]
    years = [8.0 for _ in plan.years] if charted else []
    widths = (5.0, 20.0, 24.0, 40.0, 30.0, *((7.0,) if unit else ()), *value_widths, *years, 16.0)
    deep = 2 if yearly or charted else 1
    top: list[Cell] = [
        head("No.", rows=deep),
        head(labels["policy_column"], rows=deep),
        head(labels["measure_column"], rows=deep),
        head(labels["content_column"], rows=deep),
        head(labels["kpi_name"], rows=deep),
    ]
    second: list[Cell] = []
    if unit:
        top.append(head("単位", rows=deep))
    if yearly:
        top += [head(labels["baseline"]), head(labels["target"], cols=len(figures))]
        second += [head(labels.year(sample.baseline.year)), *(head(labels.year(f.year)) for f in figures)]
    else:
        top += [
            head(labels.value_header("baseline", sample.baseline.year), rows=deep),
            head(labels.value_header("target", sample.target.year), rows=deep),
        ]
    if charted:
        top.append(head(labels["schedule"], cols=len(plan.years)))
        second += [head(labels.year(y)) for y in plan.years]
    top.append(head(labels["departments"], rows=deep))
    rows: list[Row] = []
    records: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        height = sum(len(m.indicators) for m in policy.measures)
        for place, measure in enumerate(policy.measures):
            for number, one in enumerate(measure.indicators):
                cells: list[Cell] = []
                span = len(measure.indicators)
                if not number:
                    cells.append(Cell(str(measure.serial), rows=span))
                    if not place:
                        cells.append(Cell(f"{labels.policy_number(policy)} {policy.title}", rows=height))
                    cells.append(Cell(measure.title, rows=span))
                    cells.append(Cell("".join(measure.actions[0].sentences), rows=span))
                cells.append(Cell(labels.indicator_name(one)))
                if unit:
                    cells.append(Cell(one.unit or "－"))
                shown = (one.baseline, *one.steps, one.target) if yearly else (one.baseline, one.target)
                cells += [Cell(wording.value(f, one)) for f in shown]
                if charted and not number:
                    first, last = measure.actions[0].tasks[0].start, measure.actions[0].tasks[-1].end
                    for year in plan.years:
                        task = next((t for t in measure.actions[0].tasks if t.start <= year <= t.end), None)
                        if task is None:
                            cells.append(Cell(rows=span))
                        elif task.start == year:
                            cells.append(Cell(task.text, cols=task.end - task.start + 1, rows=span, fill="#dce9f7"))
                            tasks.append(schedule_tables.record(measure.title, task.text, task.start, task.end))
                    assert first <= last
                if not number:
                    cells.append(Cell("、".join(measure.departments), rows=span))
                rows.append(tuple(cells))
                records.append(kpi_record(measure.title, one, wording, steps=yearly))
    grid = Grid((tuple(top), *((tuple(second),) if second else ()), *rows), widths, deep)
    file.new_sheet("取組一覧", widths, repeat=f"3:{2 + deep}" if rng.random() < 0.7 else None)
    file.line(f"{plan.municipality}{plan.title} 取組一覧", size=14, bold=True, columns=len(widths))
    file.gap()
    file.table(grid)
    file.save(path)
    serials = [str(measure.serial) for measure in plan.measures]
    found = [{**m, "number": n} for m, n in zip(measure_records(plan, wording), serials, strict=True)]
    return Gold(measures=tuple(found), kpis=tuple(records), schedule=tuple(tasks))


def forms(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """個票: a sheet for each measure, labels in merged or vertical cells, the schedule below."""
    labels = wording.labels
    file = _book(rng, paper=9, landscape=rng.random() < 0.5)
    vertical = rng.random() < 0.5
    shape = rng.choice(("plain", "year_columns", "interim"))
    wording = replace(wording, labels=replace(labels, unit_place="value"))
    chart_shape = rng.choice(("merged", "followed", "filled", "symbols"))
    columns = 24
    records: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for measure in policy.measures:
            file.new_sheet(labels.measure_number(measure).replace("/", "-") + str(measure.serial), (5.0,) * columns)
            file.line(f"{plan.municipality}{plan.title} 個票", size=12, bold=True, columns=columns)
            rows: list[Row] = []
            rest = columns - 4
            texts = (
                (labels["policy_column"], f"{labels.policy_number(policy)} {policy.title}"),
                (labels["measure_column"], f"{labels.measure_number(measure)} {measure.title}"),
                (labels["departments"], "、".join(measure.departments)),
                (labels["situation"], "".join(measure.situation)),
                (labels["actions"], "\n".join(f"・{a.title}" for a in measure.actions)),
            )
            for title, text in texts:
                rows.append((head(title, cols=4), Cell(text, cols=rest)))
            made, found = kpi_tables.SHAPES[shape](measure, wording, rng)
            chart, charted = schedule_tables.SHAPES[chart_shape](measure, plan, wording, rng)
            for title, grid in ((labels["kpi_block"], made[0]), (labels["schedule"], chart)):
                spans = _spans(grid.widths, rest)
                for place, row in enumerate(_spread(grid, spans)):
                    first = () if place else (head(title, cols=4, rows=len(grid.rows), vertical=vertical),)
                    rows.append((*first, *row))
            file.table(Grid(tuple(rows), (1.0,) * columns, 0))
            records += found
            tasks += charted
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(records), schedule=tuple(tasks))


def _spans(widths: tuple[float, ...], columns: int) -> tuple[int, ...]:
    """Whole columns of the sheet for each column of a grid."""
    total = sum(widths)
    edges = [round(columns * sum(widths[:n]) / total) for n in range(len(widths) + 1)]
    return tuple(later - earlier for earlier, later in pairwise(edges))


def _spread(grid: Grid, spans: tuple[int, ...]) -> list[Row]:
    """The rows of a grid with its cells widened to `spans`."""
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for number, row in enumerate(grid.rows):
        col = 0
        cells: list[Cell] = []
        for cell in row:
            while (number, col) in taken:
                col += 1
            taken |= {(r, c) for r in range(number, number + cell.rows) for c in range(col, col + cell.cols)}
            cells.append(replace(cell, cols=sum(spans[col : col + cell.cols])))
            col += cell.cols
        rows.append(tuple(cells))
    return rows


def schedules(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """工程表: all measures with their actions by year on one sheet, and all indicators on another."""
    file = _book(rng)
    shape = rng.choice(("filled", "symbols", "followed", "merged", "halves"))
    chart, tasks = schedule_tables.overall(plan.measures, plan, wording, shape, rng)
    grids, records = kpi_tables.summary(plan.measures, wording, rng, years=rng.random() < 0.5)
    for name, grid in (("工程表", chart), ("指標一覧", grids[0])):
        widths = tuple(9.0 * w for w in grid.widths)
        file.new_sheet(name, widths, repeat=f"3:{2 + grid.header_rows}")
        file.line(f"{plan.municipality}{plan.title} {name}", size=14, bold=True, columns=len(widths))
        file.gap()
        file.table(grid, centred_from=99 if shape != "symbols" else 2)
    file.save(path)
    return Gold(kpis=tuple(records), schedule=tuple(tasks))


def kpis(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """A sheet of indicators for each policy, and one of periods."""
    return _kpis(plan, wording, rng, path, shape=rng.choice(("sub_headers", "year_columns", "interim", "cell_years")))


def text_kpis(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """The same to be printed as text."""
    return _kpis(plan, wording, rng, path, shape=rng.choice(("plain", "year_columns", "cell_years")))


def _kpis(plan: Plan, wording: Wording, rng: random.Random, path: Path, *, shape: str) -> Gold:
    file = _book(rng, paper=9, landscape=True, size=9)
    records: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        title = f"{wording.labels.policy_number(policy)} {policy.title}"
        rows: list[Row] = []
        grid: Grid | None = None
        for measure in policy.measures:
            made, found = kpi_tables.SHAPES[shape](measure, wording, random.Random(11))
            grid = made[0]
            rows += grid.rows[grid.header_rows :]
            records += [{**r, "measure": None} for r in found]
        assert grid is not None
        widths = tuple(8.0 * w for w in grid.widths)
        file.new_sheet(f"指標{policy.position}", widths, repeat=f"2:{1 + grid.header_rows}")
        file.line(title, size=13, bold=True)
        file.table(Grid((*grid.rows[: grid.header_rows], *rows), grid.widths, grid.header_rows))
        chart_rows: list[Row] = []
        for measure in policy.measures:
            chart, found = schedule_tables.periods(measure, plan, wording, random.Random(5))
            chart_rows += chart.rows[1:]
            tasks += [{**r, "measure": None} for r in found]
        file.new_sheet(f"工程{policy.position}", (60.0, 24.0))
        file.line(f"{title} 実施時期", size=13, bold=True)
        file.table(Grid((chart.rows[0], *chart_rows), (5, 2), 1))
    file.save(path)
    return Gold(kpis=tuple(records), schedule=tuple(tasks))
