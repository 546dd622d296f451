"""Held-out office families of the fourth set, worded by `tests.synthetic.held_bank`, which says who may read this."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.excel import ExcelFile
from tests.office.slides import WIDTH, SlideFile
from tests.office.word import WordFile
from tests.office.word_families import measure_records
from tests.synthetic.held_stories import year_texts
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Indicator, Measure, Plan, Policy
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head, task_cells

_SANS, _SERIF = "Noto Sans CJK JP", "Noto Serif CJK JP"
_SHADES = ("DDEBF7", "EDEDED", "E2EFDA", "FCE4D6")
_ACCENTS = ("264653", "6A4C93", "9C3D2E", "2E6B4F")


def _word(plan: Plan, rng: random.Random, chapter: str) -> WordFile:
    """The first chapters, with the results of an earlier plan, which are none of this one's indicators."""
    file = WordFile(rng.choice((_SANS, _SERIF)), rng.choice(_SHADES))
    before = plan.first - 2019
    file.cover(f"{plan.municipality}{plan.title}", f"令和{before}年3月", plan.municipality)
    file.heading("第1章 計画策定の考え方", 1)
    file.heading("1 計画の目的", 2)
    file.line("情報通信技術を生かして住民の暮らしを便利にし、職員が働きやすい職場をつくることを目的とします。")
    file.heading("2 計画の期間", 2)
    file.line(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間です。")
    file.heading("3 前計画の検証", 2)
    file.line("前計画の主な成果は、次のとおりです。")
    heads = ("項目", f"目標（令和{before}年度）", f"実績（令和{before}年度）", "評価")
    results = (
        ("電子申請に対応した手続数", "50手続", "62手続", "A"),
        ("自治体クラウドの利用業務数", "12業務", "12業務", "A"),
        ("広報アプリの登録者数", "5,000人", "3,410人", "C"),
    )
    rows = (tuple(map(head, heads)), *(tuple(map(Cell, row)) for row in results))
    _set(file, Grid(rows, (4, 2.4, 2.4, 1)))
    file.heading(f"第2章 {chapter}", 1)
    return file


def _set(file: WordFile, grid: Grid) -> None:
    """The table with its columns as wide as asked for."""
    file.table(grid, small=True)
    for column, part in zip(file.document.tables[-1].columns, grid.widths, strict=True):
        column.width = int(file.width * part / sum(grid.widths))


def _task_records(measure: Measure) -> Iterator[Record]:
    for action in measure.actions:
        for task in action.tasks:
            yield schedule_tables.record(measure.title, task.text, task.start, task.end)


def policy_boards(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word: each policy begins with a table of its measures, departments and indicators; then they are described."""
    labels = wording.labels
    file = _word(plan, rng, rng.choice(("施策の展開", "取組の内容", "実施する施策")))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        file.line(policy.purpose)
        _set(file, _board(policy, wording))
        for measure in policy.measures:
            file.heading(numbered(measure, labels), 3)
            file.line(f"＜{labels['situation']}＞", bold=True)
            file.line("　" + "".join(measure.situation))
            file.line(f"＜{labels['actions']}＞", bold=True)
            for position, action in enumerate(measure.actions, 1):
                file.line(f"{labels.action_number(position)} {action.title}")
                file.line("　" + "".join(action.sentences))
            file.line(f"＜{labels['schedule']}＞", bold=True)
            header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
            rows = (
                (Cell(f"{labels.action_number(n)} {a.title}"), *task_cells(a, plan.years))
                for n, a in enumerate(measure.actions, 1)
            )
            _set(file, Grid((header, *rows), (3.6, *(2 for _ in plan.years))))
            kpis += [kpi_record(measure.title, one, wording) for one in measure.indicators]
            tasks += _task_records(measure)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _board(policy: Policy, wording: Wording) -> Grid:
    labels = wording.labels
    sample = policy.measures[0].indicators[0]
    unit = labels.unit_place == "column"
    header = (
        head(labels["measure_column"]),
        head(labels["departments"]),
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
    )
    rows: list[Row] = []
    for measure in policy.measures:
        height = len(measure.indicators)
        for place, one in enumerate(measure.indicators):
            lead = () if place else (
                Cell(numbered(measure, labels), rows=height),
                Cell(lines=measure.departments, rows=height),
            )  # fmt: skip
            values = (Cell(wording.value(figure, one)) for figure in (one.baseline, one.target))
            unit_cell = (Cell(one.unit or "－"),) if unit else ()
            rows.append((*lead, Cell(labels.indicator_name(one)), *unit_cell, *values))
    return Grid((header, *rows), (3.2, 2.4, 3.6, *((1.2,) if unit else ()), 2, 2))


def progress(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Excel: below each year a target and a result yet to be filled in; on a second sheet what is done in each year."""
    labels = wording.labels
    file = ExcelFile(_SANS, rng.choice(_SHADES), paper=8, size=9)
    number, measure_word, who = labels["number_column"], labels["measure_column"], labels["departments"]
    words = rng.choice((("目標", "実績"), ("計画", "実績"), ("目標値", "実績値")))
    sample = plan.measures[0].indicators[0]
    first = (
        *(head(word, rows=2) for word in (labels["policy_column"], number, measure_word, who, labels["kpi_name"])),
        head("単位", rows=2),
        head(f"{labels['baseline']}\n{labels.year(sample.baseline.year)}", rows=2),
        *(head(labels.year(year), cols=2) for year in plan.years),
    )
    second = tuple(head(word) for _ in plan.years for word in words)
    rows: list[Row] = [first, second]
    tasks: list[Row] = [
        (head(number), head(measure_word), head(labels["task_column"]), *(head(labels.year(y)) for y in plan.years))
    ]
    for policy in plan.policies:
        rows += _progress_rows(policy, wording)
        tasks += _progress_tasks(plan, policy)
    widths = (14.0, 7.0, 24.0, 15.0, 30.0, 7.0, 11.0, *(9.0 for _ in second))
    file.new_sheet("指標管理", widths, repeat="3:4")
    file.line(f"{plan.municipality}{plan.title} 進捗管理シート", size=14, bold=True, columns=len(widths))
    file.line(f"（令和{plan.first - 2018}年4月現在）", columns=len(widths))
    file.table(Grid(tuple(rows), widths, 2), centred_from=5)
    widths = (7.0, 28.0, 34.0, *(20.0 for _ in plan.years))
    file.new_sheet("工程", widths, repeat="2:2")
    file.line(f"{plan.municipality}{plan.title} {labels['schedule']}", size=14, bold=True, columns=len(widths))
    file.table(Grid(tuple(tasks), widths))
    file.save(path)
    serials = [str(measure.serial) for measure in plan.measures]
    found = [{**m, "number": n} for m, n in zip(measure_records(plan, wording), serials, strict=True)]
    return Gold(
        measures=tuple(found),
        kpis=tuple(kpi_record(m.title, one, wording, steps=True) for m in plan.measures for one in m.indicators),
        schedule=tuple(record for measure in plan.measures for record in _task_records(measure)),
    )


def _progress_rows(policy: Policy, wording: Wording) -> Iterator[Row]:
    labels = wording.labels
    title = Cell(f"{labels.policy_number(policy)} {policy.title}", rows=sum(len(m.indicators) for m in policy.measures))
    for measure in policy.measures:
        height = len(measure.indicators)
        for place, one in enumerate(measure.indicators):
            lead: Row = () if place else (
                *((title,) if measure is policy.measures[0] else ()),
                Cell(str(measure.serial), rows=height),
                Cell(measure.title, rows=height),
                Cell("\n".join(measure.departments), rows=height),
            )  # fmt: skip
            yearly = (cell for f in (*one.steps, one.target) for cell in (Cell(wording.value(f, one)), Cell()))
            yield (*lead, Cell(one.name), Cell(one.unit or "－"), Cell(wording.value(one.baseline, one)), *yearly)


def _progress_tasks(plan: Plan, policy: Policy) -> Iterator[Row]:
    for measure in policy.measures:
        height = len(measure.actions)
        for place, action in enumerate(measure.actions):
            lead = () if place else (Cell(str(measure.serial), rows=height), Cell(measure.title, rows=height))
            yield (*lead, Cell(action.title), *task_cells(action, plan.years))


def action_rows(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Slides: one table for each measure, a row for each thing done with its indicator, two values and its years."""
    file = SlideFile(_SANS, rng.choice(_ACCENTS))
    file.new_slide()
    file.text(f"{plan.municipality}{plan.title}", 30, 60, 280, 25, size=36, bold=True, align="center")
    file.text(f"令和{plan.first - 2019}年3月\n{plan.municipality}", 40, 130, 260, 25, size=18, align="center")
    file.new_slide()
    file.bar("計画の枠組み")
    years = f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度まで"
    file.text(f"● 計画の期間\n　{years}\n\n● 将来の姿\n　{plan.slogan}", 15, 35, 300, 60, size=18)
    file.page_number()
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for measure in policy.measures:
            _action_slide(file, plan, policy, measure, wording)
            shown = measure.indicators[: len(measure.actions)]
            kpis += [kpi_record(measure.title, one, wording) for one in shown]
            tasks += _task_records(measure)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _action_slide(file: SlideFile, plan: Plan, policy: Policy, measure: Measure, wording: Wording) -> None:
    labels = wording.labels
    file.new_slide()
    file.text(f"{labels.policy_number(policy)} {policy.title}", 6, 1, 220, 7, size=11, color="595959")
    file.bar(numbered(measure, labels), top=9, height=13, size=20)
    file.shape("round", labels["situation"], 8, 27, 45, 9, fill=file.accent, color="FFFFFF", size=13, bold=True)
    file.text("\n".join(f"・{line}" for line in measure.situation), 8, 37, 320, 26, size=14)
    file.shape("round", labels["departments"], 8, 66, 45, 9, fill=file.accent, color="FFFFFF", size=13, bold=True)
    file.text("、".join(measure.departments), 56, 66, 270, 9, size=14)
    sample = measure.indicators[0]
    first = (
        head(labels["task_column"], rows=2),
        head(labels["kpi_block"], cols=3),
        head(labels["schedule"], cols=len(plan.years)),
    )
    second = (
        head(labels["kpi_name"]),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
        *(head(labels.year(year)) for year in plan.years),
    )
    rows: list[Row] = [first, second]
    for place, action in enumerate(measure.actions):
        one = measure.indicators[place] if place < len(measure.indicators) else None
        rows.append((Cell(action.title), *_indicator_cells(one, wording), *task_cells(action, plan.years)))
    widths = (4, 4, 2.2, 2.2, *(2.2 for _ in plan.years))
    file.table(Grid(tuple(rows), widths, 2), 8, 80, WIDTH - 16, 16, size=11, banded=False)
    file.page_number()


def _indicator_cells(one: Indicator | None, wording: Wording) -> Row:
    if one is None:
        return (Cell("－"), Cell("－"), Cell("－"))
    values = (Cell(wording.value(figure, one)) for figure in (one.baseline, one.target))
    return (Cell(wording.labels.indicator_name(one)), *values)


def label_forms(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word, to be printed as text: below each measure's heading labels and lines, indicators and years as bullets."""
    labels = wording.labels
    file = _word(plan, rng, rng.choice(("取組の詳細", "個別の取組")))
    arrow = rng.choice(("→", "⇒"))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        file.line(policy.purpose)
        for measure in policy.measures:
            file.heading(numbered(measure, labels), 3)
            figures = tuple(_dated_line(one, wording, arrow) for one in measure.indicators)
            runs = tuple(year_texts(plan, measure))
            rows = (
                (labels["situation"], measure.situation),
                (labels["actions"], tuple(f"・{action.title}" for action in measure.actions)),
                (labels["kpi_block"], figures),
                (labels["schedule"], tuple(f"{_years(wording, start, end)}　{text}" for start, end, text in runs)),
                (labels["departments"], ("、".join(measure.departments),)),
            )
            _set(file, Grid(tuple((head(label), Cell(lines=lines)) for label, lines in rows), (2.2, 9), 0))
            kpis += [kpi_record(measure.title, one, wording, dated=True) for one in measure.indicators]
            tasks += [schedule_tables.record(measure.title, text, start, end) for start, end, text in runs]
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _dated_line(one: Indicator, wording: Wording, arrow: str) -> str:
    before, after = (wording.dated(figure, one, "{value}（{year}）") for figure in (one.baseline, one.target))
    return f"・{one.name}　{before} {arrow} {after}"


def _years(wording: Wording, start: int, end: int) -> str:
    first, last = wording.labels.year(start), wording.labels.year(end)
    return first if start == end else f"{first}～{last}"
