"""Held-out office families of the third set, one for each program, worded by `tests.synthetic.held_terms`.

Nobody who edits rules or extraction code looks at this module.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.excel import ExcelFile
from tests.office.slides import HEIGHT, WIDTH, SlideFile
from tests.office.word import WordFile
from tests.office.word_families import measure_records
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Action, Measure, Plan, Policy, Task
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head, task_cells

_SANS = "Noto Sans CJK JP"
_SERIF = "Noto Serif CJK JP"
_SHADES = ("D9E2F3", "E7E6E6", "E2EFDA", "FFF2CC")
_ACCENTS = ("2F5597", "385723", "7F6000", "3B3838")


def task_tables(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word: a table for each measure of what is done, by whom and in which years, and one of its indicators."""
    labels = wording.labels
    file = WordFile(rng.choice((_SANS, _SERIF)), rng.choice(_SHADES), size=10.5)
    file.cover(f"{plan.municipality}{plan.title}", f"令和{plan.first - 2019}年3月", plan.municipality)
    file.heading("第1章 計画の概要", 1)
    file.heading("1 計画策定の目的", 2)
    file.line("人口減少の中でも質の高い行政サービスを続けるため、デジタル技術を活用した改革を計画的に進めます。")
    file.heading("2 計画の期間", 2)
    file.line(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までとします。")
    file.heading(f"第2章 {rng.choice(('施策の展開', '実施計画', '具体的な取組'))}", 1)
    arrow = rng.choice(("→", "→", "⇒"))
    noted = rng.random() < 0.6
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        file.line(policy.purpose)
        for measure in policy.measures:
            file.heading(numbered(measure, labels), 3)
            file.line("".join(measure.situation))
            file.line(f"【{labels['schedule']}】", bold=True)
            _set(file, _task_table(plan, measure, wording, arrow))
            file.line(f"【{labels['kpi_block']}】", bold=True)
            _set(file, _indicators(measure, wording, noted=noted))
            kpis += [kpi_record(measure.title, one, wording) for one in measure.indicators]
            tasks += _records(measure)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _set(file: WordFile, grid: Grid) -> None:
    """The table with its columns as wide as asked for, which LibreOffice reads from the columns and not the cells."""
    file.table(grid, small=True)
    for column, part in zip(file.document.tables[-1].columns, grid.widths, strict=True):
        column.width = int(file.width * part / sum(grid.widths))


def _records(measure: Measure) -> Iterator[Record]:
    for action in measure.actions:
        for task in action.tasks:
            yield schedule_tables.record(measure.title, task.text, task.start, task.end)


def _task_table(plan: Plan, measure: Measure, wording: Wording, arrow: str) -> Grid:
    """取組 | 内容 | 担当課 | years; a task's text stands in its first year, arrows in those after it."""
    labels = wording.labels
    header = (
        head(labels["task_column"]),
        head(labels["content_column"]),
        head(labels["departments"]),
        *(head(labels.year(year)) for year in plan.years),
    )
    rows: list[Row] = []
    for place, action in enumerate(measure.actions):
        who = () if place else (Cell(lines=measure.departments, rows=len(measure.actions)),)
        name = f"{labels.action_number(place + 1)}{action.title}"
        cells = (Cell(_printed(task, year, arrow)) for year, task in _by_year(plan, action))
        rows.append((Cell(name), Cell("".join(action.sentences)), *who, *cells))
    return Grid((header, *rows), (3, 4.4, 2, *(1.7 for _ in plan.years)))


def _by_year(plan: Plan, action: Action) -> Iterator[tuple[int, Task | None]]:
    for year in plan.years:
        yield year, next((t for t in action.tasks if t.start <= year <= t.end), None)


def _printed(task: Task | None, year: int, arrow: str) -> str:
    if task is None:
        return ""
    return task.text if task.start == year else arrow


def _indicators(measure: Measure, wording: Wording, *, noted: bool) -> Grid:
    labels = wording.labels
    sample = measure.indicators[0]
    header = (
        head(labels["kpi_name"]),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
        *((head("備考"),) if noted else ()),
    )
    rows = []
    for one in measure.indicators:
        values = (Cell(wording.value(figure, one)) for figure in (one.baseline, one.target))
        rows.append((Cell(labels.indicator_name(one)), *values, *((Cell(),) if noted else ())))
    return Grid((header, *rows), (4, 2, 2, *((2,) if noted else ())))


def as_is(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Slides: what is beside what shall be, then a table of years with drawn arrows and the indicators' values."""
    file = SlideFile(_SANS, rng.choice(_ACCENTS))
    file.new_slide()
    file.text(f"{plan.municipality}\n{plan.title}", 40, 55, 260, 40, size=34, bold=True, align="center")
    file.text(f"令和{plan.first - 2019}年3月", 40, 135, 260, 12, size=18, align="center")
    file.new_slide()
    file.bar("計画の基本事項")
    file.text(
        f"【計画期間】令和{plan.first - 2018}年度から令和{plan.last - 2018}年度まで\n【目指す姿】{plan.slogan}",
        15, 35, 300, 30, size=16,
    )  # fmt: skip
    file.page_number()
    words = rng.choice((("現状（As-Is）", "将来（To-Be）"), ("現状・課題", "目指す姿"), ("現状と課題", "実現後の姿")))
    bars = rng.choice(("pentagon", "pentagon", "arrow", "box"))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for measure in policy.measures:
            _as_is_slide(file, plan, policy, measure, wording, words, bars)
            kpis += [kpi_record(measure.title, one, wording, steps=True) for one in measure.indicators]
            tasks += _records(measure)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _as_is_slide(
    file: SlideFile, plan: Plan, policy: Policy, measure: Measure, wording: Wording, words: tuple[str, str], bars: str
) -> None:
    labels = wording.labels
    file.new_slide()
    file.text(f"{labels.policy_number(policy)} {policy.title}", 6, 1, 220, 7, size=11, color="595959")
    file.bar(numbered(measure, labels), top=9, height=12, size=19)
    departments = f"{labels['departments']}：{'、'.join(measure.departments)}"
    file.text(departments, 150, 22, 183, 7, size=11, align="right")
    goals = tuple(f"{action.title}が進み、便利になったと実感できる" for action in measure.actions)
    for x, word, lines in ((8, words[0], measure.situation[:2]), (181, words[1], goals[:2])):
        file.shape("box", word, x, 30, 150, 7, fill=file.accent, color="FFFFFF", size=12, bold=True)
        file.shape("box", "", x, 37, 150, 24, fill=None, line=file.accent)
        file.text("\n".join(f"・{line}" for line in lines), x + 1, 38, 148, 22, size=11)
    file.shape("arrow", "", 162, 42, 15, 12, fill="BFBFBF")
    file.shape("box", labels["actions"], 8, 64, 30, 22, fill=file.accent, color="FFFFFF", size=11, bold=True)
    file.shape("box", "", 38, 64, 293, 22, fill=None, line=file.accent)
    listed = (f"{labels.action_number(n)} {action.title}" for n, action in enumerate(measure.actions, 1))
    file.text("\n".join(listed), 40, 65, 288, 20, size=11)
    _year_table(file, plan, measure, wording, bars)
    file.page_number()


def _year_table(file: SlideFile, plan: Plan, measure: Measure, wording: Wording, bars: str) -> None:
    """取組 and 指標 down, the baseline's year and the plan's years across; arrows are drawn over the table."""
    labels = wording.labels
    sample = measure.indicators[0]
    years = len(plan.years)
    header = (
        head(labels["schedule"]),
        head(f"{labels['baseline']}\n{labels.year(sample.baseline.year)}"),
        *(head(labels.year(year)) for year in plan.years),
    )
    rows: list[Row] = [header]
    for place, action in enumerate(measure.actions, 1):
        rows.append((Cell(f"{labels.action_number(place)} {action.title}"), *(Cell() for _ in range(years + 1))))
    for one in measure.indicators:
        figures = (one.baseline, *one.steps, one.target)
        name = Cell(f"【KPI】{labels.indicator_name(one)}", fill="#f2f2f2")
        rows.append((name, *(Cell(wording.value(figure, one), fill="#f2f2f2") for figure in figures)))
    left, top, width, step = 8.0, 89.0, WIDTH - 16, min(13.0, (HEIGHT - 89 - 12) / len(rows))
    name_width = width * 0.28
    column = (width - name_width) / (years + 1)
    file.table(Grid(tuple(rows), (name_width, *(column for _ in range(years + 1)))), left, top, width, step, size=9.5)
    for place, action in enumerate(measure.actions, 1):
        for task in action.tasks:
            x = left + name_width + (task.start - plan.first + 1) * column + 1
            length = (task.end - task.start + 1) * column - 2
            y = top + place * step + 1.5
            file.shape(bars, task.text, x, y, length, step - 3, fill="BDD7EE", size=9.5)


def year_blocks(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Excel: a sheet for each policy; below the years each measure's tasks, then its indicators' yearly targets."""
    labels = wording.labels
    file = ExcelFile(_SANS, rng.choice(_SHADES), paper=rng.choice((8, 9)), landscape=True, size=9)
    words = (rng.choice(("工程", "取組", "計画", "年次計画")), rng.choice(("指標", "目標", "KPI", "数値目標")))
    now = rng.choice(("現状", "現状値", "実績", "基準値"))
    widths = (6.0, 20.0, 34.0, 14.0, 9.0, 30.0, 12.0, *(12.0 for _ in plan.years))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        sample = policy.measures[0].indicators[0]
        header = (
            head("No."),
            head(labels["measure_column"]),
            head(labels["content_column"]),
            head(labels["departments"]),
            head("区分"),
            head(rng.choice(("項目", "内容・指標", "実施内容・指標名"))),
            head(f"{now}\n({labels.year(sample.baseline.year)})"),
            *(head(labels.year(year)) for year in plan.years),
        )
        rows: list[Row] = [header]
        for measure in policy.measures:
            rows += _year_block(plan, measure, wording, words)
            kpis += [kpi_record(measure.title, one, wording, steps=True) for one in measure.indicators]
            tasks += _records(measure)
        file.new_sheet(f"実施計画{policy.position}", widths, repeat="4:4")
        file.line(f"{plan.municipality}{plan.title} 実施計画", size=11, columns=len(widths))
        file.line(f"{labels.policy_number(policy)} {policy.title}", size=14, bold=True, columns=len(widths))
        file.line(policy.purpose, columns=len(widths))
        file.table(Grid(tuple(rows), widths), centred_from=6)
    file.save(path)
    serials = [str(measure.serial) for measure in plan.measures]
    found = [{**m, "number": n} for m, n in zip(measure_records(plan, wording), serials, strict=True)]
    return Gold(measures=tuple(found), kpis=tuple(kpis), schedule=tuple(tasks))


def _year_block(plan: Plan, measure: Measure, wording: Wording, words: tuple[str, str]) -> Iterator[Row]:
    labels = wording.labels
    height = len(measure.actions) + len(measure.indicators)
    lead = (
        Cell(str(measure.serial), rows=height),
        Cell(measure.title, rows=height),
        Cell("".join(measure.actions[0].sentences), rows=height),
        Cell("\n".join(measure.departments), rows=height),
    )
    for place, action in enumerate(measure.actions):
        first = () if place else (*lead, Cell(words[0], rows=len(measure.actions)))
        yield (*first, Cell(action.title), Cell(), *task_cells(action, plan.years))
    for place, one in enumerate(measure.indicators):
        kind = () if place else (Cell(words[1], rows=len(measure.indicators)),)
        values = (Cell(wording.value(figure, one)) for figure in (one.baseline, *one.steps, one.target))
        yield (*kind, Cell(labels.indicator_name(one)), *values)
