"""PowerPoint decks: a slide for each measure, KPI cards, roadmaps of drawn arrows."""

from __future__ import annotations

import random
from pathlib import Path

from tests.office import kpi_tables, schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.slides import HEIGHT, WIDTH, SlideFile
from tests.office.word_families import measure_records
from tests.synthetic.model import Measure, Plan, Policy
from tests.synthetic.story import Gold

_FONTS = ("Noto Sans CJK JP",)
_ACCENTS = ("1F5FA8", "2E6F40", "8A3B12", "44546A")
_BARS = ("9DC3E6", "F4B183", "A9D18E", "FFD966")


def _deck(plan: Plan, rng: random.Random) -> SlideFile:
    file = SlideFile(rng.choice(_FONTS), rng.choice(_ACCENTS))
    file.new_slide()
    file.text(f"{plan.municipality}{plan.title}", 40, 60, 260, 25, size=36, bold=True, align="center")
    file.text(f"令和{plan.first - 2019}年3月\n{plan.municipality}", 40, 130, 260, 25, size=18, align="center")
    return file


def _divider(file: SlideFile, policy: Policy, wording: Wording) -> None:
    file.new_slide()
    file.shape("box", "", 0, 70, WIDTH, 40, fill=file.accent)
    text = f"{wording.labels.policy_number(policy)} {policy.title}"
    file.text(text, 20, 78, 300, 20, size=30, bold=True, color="FFFFFF")
    file.text(policy.purpose, 20, 120, 300, 20, size=16)
    file.page_number()


def _chart(
    file: SlideFile, measure: Measure, plan: Plan, wording: Wording, rng: random.Random, *,
    left: float, top: float, width: float, shape: str,
) -> list[Record]:  # fmt: skip
    """A schedule drawn over year columns: headers as boxes, a row of bars for each action."""
    labels = wording.labels
    name_width = width * 0.26
    column = (width - name_width) / len(plan.years)
    start = left + name_width
    file.shape("box", labels["task_column"], left, top, name_width, 8, fill=file.accent, color="FFFFFF", size=10)
    for n, year in enumerate(plan.years):
        text = labels.year(year).replace("\n", "")
        file.shape("box", text, start + n * column, top, column - 0.5, 8, fill=file.accent, color="FFFFFF", size=10)
    fill = rng.choice(_BARS)
    records = []
    y = top + 9.5
    for action in measure.actions:
        file.text(action.title, left, y, name_width, 11, size=10)
        for task in action.tasks:
            x = start + (task.start - plan.first) * column + 0.8
            length = (task.end - task.start + 1) * column - 1.6
            file.shape(shape, task.text, x, y + 1, length, 9, fill=fill, size=10)
            records.append(schedule_tables.record(measure.title, task.text, task.start, task.end))
        y += 12.5
        file.rule(left, y - 0.7, left + width, y - 0.7, "BFBFBF")
    return records


def measures(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """One measure on each slide: title bar, text boxes, a KPI table, a drawn schedule."""
    labels = wording.labels
    file = _deck(plan, rng)
    shape = rng.choice(("plain", "year_columns", "interim", "cell_years"))
    bars = rng.choice(("pentagon", "chevron", "arrow", "box"))
    tabled = rng.random() < 0.35
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        _divider(file, policy, wording)
        for measure in policy.measures:
            file.new_slide()
            file.bar(f"{labels.measure_number(measure)} {measure.title}")
            file.text(
                f"{labels['departments']}：{'、'.join(measure.departments)}", 190, 21, 145, 7, size=10, align="right"
            )
            file.shape("round", labels["situation"], 8, 29, 46, 7, fill=file.accent, color="FFFFFF", size=11)
            file.text("\n".join(f"・{t}" for t in measure.situation[:2]), 8, 37, 155, 24, size=10.5)
            file.shape("round", labels["actions"], 8, 62, 46, 7, fill=file.accent, color="FFFFFF", size=11)
            file.text("\n".join(f"・{a.title}" for a in measure.actions), 8, 70, 155, 24, size=10.5)
            file.shape("round", labels["kpi_block"], 172, 29, 46, 7, fill=file.accent, color="FFFFFF", size=11)
            grids, found = kpi_tables.SHAPES[shape](measure, wording, rng)
            file.table(grids[0], 172, 37, 158, 8, size=9)
            kpis += found
            top = 108
            file.shape("round", labels["schedule"], 8, top, 46, 7, fill=file.accent, color="FFFFFF", size=11)
            if tabled:
                grid, records = schedule_tables.merged(measure, plan, wording, rng)
                file.table(grid, 8, top + 9, WIDTH - 16, 9, size=9, banded=False)
                tasks += records
            else:
                tasks += _chart(file, measure, plan, wording, rng, left=8, top=top + 9, width=WIDTH - 16, shape=bars)
            file.page_number()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def cards(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """One measure on each slide, its indicators as cards with an arrow between two figures, a list of actions."""
    labels = wording.labels
    file = _deck(plan, rng)
    kpis: list[Record] = []
    tasks: list[Record] = []
    bars = rng.choice(("pentagon", "chevron", "arrow"))
    for policy in plan.policies:
        _divider(file, policy, wording)
        for measure in policy.measures:
            file.new_slide()
            file.bar(f"{labels.measure_number(measure)} {measure.title}")
            file.text(f"{labels['departments']}：{'、'.join(measure.departments)}", 8, 22, 200, 7, size=10)
            file.text(f"■ {labels['actions']}", 8, 31, 80, 7, size=13, bold=True)
            file.text("\n".join(f"・{a.title}" for a in measure.actions), 8, 39, 150, 24, size=11)
            file.text(f"■ {labels['kpi_block']}", 170, 31, 80, 7, size=13, bold=True)
            for n, one in enumerate(measure.indicators[:3]):
                y = 39 + n * 24
                file.shape("round", "", 170, y, 160, 22, fill=None, line=file.accent)
                file.text(labels.indicator_name(one), 172, y + 0.5, 156, 7, size=11, bold=True)
                year, later = (labels.year(f.year).replace("\n", "") for f in (one.baseline, one.target))
                file.text(wording.full(one.baseline, one), 178, y + 7, 55, 8, size=16, align="center")
                file.text(f"{labels['baseline']}（{year}）", 178, y + 14.5, 55, 6, size=9, align="center")
                file.shape("arrow", "", 240, y + 8, 18, 8, fill="F4B183")
                file.text(wording.full(one.target, one), 266, y + 7, 55, 8, size=16, bold=True, align="center")
                file.text(f"{labels['target']}（{later}）", 266, y + 14.5, 55, 6, size=9, align="center")
                kpis.append(kpi_record(measure.title, one, wording, dated=True))
            file.text(f"■ {labels['schedule']}", 8, 112, 80, 7, size=13, bold=True)
            tasks += _chart(file, measure, plan, wording, rng, left=8, top=120, width=WIDTH - 16, shape=bars)
            file.page_number()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def roadmap(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Slides of measures with indicators, then a roadmap for each policy: measures as lanes, arrows over the years."""
    labels = wording.labels
    file = _deck(plan, rng)
    kpis: list[Record] = []
    tasks: list[Record] = []
    shape = rng.choice(("plain", "cell_years", "interim"))
    bars = rng.choice(("pentagon", "chevron", "arrow", "round"))
    for policy in plan.policies:
        for measure in policy.measures:
            file.new_slide()
            file.bar(f"{labels.measure_number(measure)} {measure.title}")
            file.text(f"{labels.policy_number(policy)} {policy.title}", 8, 22, 200, 7, size=11)
            file.text(
                f"{labels['departments']}：{'、'.join(measure.departments)}", 190, 22, 145, 7, size=10, align="right"
            )
            file.text("\n".join(f"● {a.title}" for a in measure.actions), 8, 34, 310, 30, size=13)
            file.text(f"【{labels['kpi_block']}】", 8, 80, 80, 8, size=13, bold=True)
            grids, found = kpi_tables.SHAPES[shape](measure, wording, rng)
            file.table(grids[0], 8, 90, WIDTH - 16, 11, size=12)
            kpis += found
            file.page_number()
    for policy in plan.policies:
        file.new_slide()
        file.bar(f"ロードマップ（{labels.policy_number(policy)} {policy.title}）")
        left, top, names = 8.0, 28.0, 60.0
        column = (WIDTH - 16 - names) / len(plan.years)
        for n, year in enumerate(plan.years):
            text = labels.year(year).replace("\n", "")
            x = left + names + n * column
            file.shape("box", text, x, top, column - 0.6, 9, fill=file.accent, color="FFFFFF", size=12)
        y = top + 11
        room = (HEIGHT - y - 14) / max(sum(len(m.actions) for m in policy.measures), 1)
        step = min(room, 14)
        for measure in policy.measures:
            high = step * len(measure.actions)
            file.shape("box", measure.title, left, y, names - 2, high - 1, fill="EDEDED", size=11)
            for action in measure.actions:
                for task in action.tasks:
                    x = left + names + (task.start - plan.first) * column + 0.8
                    length = (task.end - task.start + 1) * column - 2
                    file.shape(bars, task.text, x, y + 0.8, length, step - 2.4, fill="BDD7EE", size=10)
                    tasks.append(schedule_tables.record(measure.title, task.text, task.start, task.end))
                y += step
        file.page_number()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))
