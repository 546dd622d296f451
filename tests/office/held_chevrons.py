"""A held-out office family of the seventh set, worded by `tests.synthetic.held_fields`, which says who may read this.

Slides whose steps are chevrons of one width that tell their own years: no columns of years stand above them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.slides import WIDTH, SlideFile
from tests.office.word_families import measure_records
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Action, Measure, Plan, Policy
from tests.synthetic.story import Cell, Gold, Grid
from tests.synthetic.tables import head
from tests.synthetic.vocabulary import Labels

_SANS = "Noto Sans CJK JP"
_ACCENTS = ("1D6FA5", "3B7A57", "8C4A2F", "5D4A8A")
_LIGHTS = ("D6E6F2", "DDEEDC", "F3E1D3", "E4DDF0")


@dataclass(frozen=True)
class _Ways:
    """What one deck does in its own way all through."""

    light: str
    shape: str
    above: bool
    bullet: str
    small: bool


def chevrons(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Slides: texts left, a table of indicators right, below them a row of chevrons for each deed."""
    place = rng.randrange(len(_ACCENTS))
    file = SlideFile(_SANS, _ACCENTS[place])
    ways = _Ways(
        light=_LIGHTS[place],
        shape=rng.choice(("chevron", "pentagon")),
        above=rng.random() < 0.4,
        bullet=rng.choice(("・", "●", "■", "○")),
        small=rng.random() < 0.5,
    )
    _first_slides(file, plan)
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        _policy_slide(file, policy, wording.labels, ways)
        for measure in policy.measures:
            _measure_slide(file, policy, measure, wording, ways)
            kpis += [kpi_record(measure.title, one, wording) for one in measure.indicators]
            tasks += [
                schedule_tables.record(measure.title, task.text, task.start, task.end)
                for action in measure.actions
                for task in action.tasks
            ]
    _last_slides(file, plan)
    file.save(path)
    named = zip(measure_records(plan, wording), plan.measures, strict=True)
    measures = tuple({**one, "is_priority": measure.priority} for one, measure in named)
    return Gold(measures=measures, kpis=tuple(kpis), schedule=tuple(tasks))


def _first_slides(file: SlideFile, plan: Plan) -> None:
    before = plan.first - 2019
    file.new_slide()
    file.shape("box", "", 0, 0, 14, 191, fill=file.accent)
    file.text(f"{plan.municipality}\n{plan.title}", 30, 60, 290, 40, size=36, bold=True)
    file.text(f"令和{plan.first - 2018}年3月", 30, 125, 200, 12, size=18)
    file.new_slide()
    file.bar("計画の趣旨")
    file.text(
        "・行政手続や働き方をデジタル技術によって変革し、暮らしやすいまちをつくるための計画です。\n\n"
        f"・第5次{plan.municipality}総合計画を上位計画とします。\n\n"
        f"・計画期間は、令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間です。",
        15, 36, 308, 70, size=18,
    )  # fmt: skip
    file.shape(
        "round", f"目指す姿　{plan.slogan}", 40, 125, 258, 26, fill=file.accent, color="FFFFFF", size=22, bold=True
    )
    file.page_number()
    file.new_slide()
    file.bar("これまでの取組状況")
    header = tuple(
        map(head, ("前計画の指標", f"令和{before - 3}年度", f"令和{before}年度（目標）", f"令和{before}年度（実績）"))
    )
    rows = (
        ("オンライン化した手続数", "15手続", "60手続", "63手続"),
        ("Web会議の開催回数", "20回", "150回", "310回"),
        ("スマホ教室の参加者数", "0人", "400人", "285人"),
    )
    file.table(Grid((header, *(tuple(map(Cell, row)) for row in rows)), (4, 2, 2, 2)), 14, 34, 310, 14, size=14)
    file.text(f"アンケート（令和{before}年10月、回答1,024人）", 14, 100, 310, 9, size=14, bold=True)
    file.text(
        "・窓口の待ち時間を短くしてほしい　54.3%\n・手続をスマートフォンで済ませたい　48.9%", 18, 110, 300, 30, size=14
    )
    file.page_number()


def _policy_slide(file: SlideFile, policy: Policy, labels: Labels, ways: _Ways) -> None:
    """The title of a policy with its measures, before them."""
    file.new_slide()
    file.bar(f"{labels.policy_number(policy)} {policy.title}", top=20, height=22, size=26)
    file.text(policy.purpose, 16, 52, 306, 24, size=16)
    for place, measure in enumerate(policy.measures):
        name = numbered(measure, labels)
        file.shape("box", name, 40, 90 + 24 * place, 258, 17, fill=ways.light, size=16, align="left")
    file.page_number()


def _measure_slide(file: SlideFile, policy: Policy, measure: Measure, wording: Wording, ways: _Ways) -> None:
    labels = wording.labels
    file.new_slide()
    if ways.small:
        file.text(f"{labels.policy_number(policy)} {policy.title}", 4, 0, 230, 7, size=10, color="7F7F7F")
    mark = f"　【{labels['priority']}】" if measure.priority else ""
    file.bar(numbered(measure, labels) + mark, top=8, height=13, size=20)
    _title(file, labels["situation"], 8, 25, 150)
    file.text("\n".join(f"{ways.bullet}{one}" for one in measure.situation), 8, 33, 150, 34, size=11)
    _title(file, labels["actions"], 8, 68, 150)
    lines = [f"{ways.bullet}{one.title}：{one.sentences[0]}" for one in measure.actions]
    file.text("\n".join(lines), 8, 76, 150, 40, size=11)
    _title(file, labels["kpi_block"], 166, 25, 164)
    file.table(_indicators(measure, wording), 166, 35, 164, 11, size=11, banded=False)
    _title(file, labels["departments"], 166, 92, 164)
    file.text("、".join(measure.departments), 166, 100, 164, 12, size=11)
    _title(file, labels["schedule"], 8, 117, 322)
    for place, action in enumerate(measure.actions):
        _steps(file, action, labels, ways, 127 + 19 * place)
    file.page_number()


def _title(file: SlideFile, text: str, x: float, y: float, width: float) -> None:
    file.shape("box", "", x, y, 2, 7, fill=file.accent)
    file.text(text, x + 3, y - 0.5, width - 3, 8, size=13, bold=True, color=file.accent)


def _steps(file: SlideFile, action: Action, labels: Labels, ways: _Ways, y: float) -> None:
    """The deed's name, and a chevron for each of its steps: all of one width, whatever their years."""
    file.shape("box", action.title, 8, y, 62, 16, fill=ways.light, size=11)
    width = (WIDTH - 82) / 3
    for place, task in enumerate(action.tasks):
        x = 73 + place * width
        years = _period(labels, task.start, task.end)
        if ways.above:
            file.text(years, x + 4, y - 1.5, width - 8, 6, size=10)
            file.shape(ways.shape, task.text, x, y + 5, width - 1, 11, fill=file.accent, color="FFFFFF", size=11)
        else:
            words = f"{years}\n{task.text}"
            file.shape(ways.shape, words, x, y, width - 1, 16, fill=file.accent, color="FFFFFF", size=11)


def _period(labels: Labels, start: int, end: int) -> str:
    return labels.year(start) if start == end else f"{labels.year(start)}～{labels.year(end)}"


def _indicators(measure: Measure, wording: Wording) -> Grid:
    labels = wording.labels
    sample = measure.indicators[0]
    header = (
        head(labels["kpi_name"]),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
    )
    rows = (
        (Cell(labels.indicator_name(one)), Cell(wording.value(one.baseline, one)), Cell(wording.value(one.target, one)))
        for one in measure.indicators
    )
    return Grid((header, *rows), (5, 2.4, 2.4))


def _last_slides(file: SlideFile, plan: Plan) -> None:
    file.new_slide()
    file.bar("推進体制と進行管理")
    for place, one in enumerate(plan.roles):
        file.shape(
            "round",
            f"{one.role}\n{one.holder}",
            18,
            34 + 34 * place,
            110,
            24,
            fill=file.accent,
            color="FFFFFF",
            size=14,
        )
        file.text(one.duty, 138, 40 + 34 * place, 180, 14, size=14)
    file.page_number()
    file.new_slide()
    file.bar("用語の説明")
    file.table(Grid(tuple(_words(plan)), (2, 6)), 14, 28, 310, 10, size=11, banded=False)
    file.page_number()


def _words(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    yield (head("用語"), head("説明"))
    for one in plan.terms:
        yield (Cell(one.term), Cell(one.definition))
