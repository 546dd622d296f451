"""Stories of the held-out families that tables and lines set (see `held_words` for who may read this)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from tests.synthetic import gold
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Figure, Indicator, Measure, Plan, Policy
from tests.synthetic.stories import Choice, closing, cover, opening
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story
from tests.synthetic.tables import head, kpi_grid, task_cells
from tests.synthetic.vocabulary import Labels


def story(
    plan: Plan, labels: Labels, blocks: list[Block], *, kpis: tuple[gold.Record, ...],
    schedule: tuple[gold.Record, ...], sections: bool = False, printed: list[Block] | None = None,
) -> Story:  # fmt: skip
    """The chapters around `blocks`, and the gold of all.

    `printed` are the headings of `blocks` where these are drawn. Only a plan with `sections` marks its priorities.
    """
    around = (tuple(opening(plan)), tuple(closing(plan, labels, Choice())))
    whole = (*around[0], *blocks, *around[1])
    headings = (*around[0], *(printed or blocks), *around[1])
    measures = gold.measure_records(plan, labels)
    return Story(
        cover(plan),
        whole,
        Gold(
            measures=measures if sections else tuple({**record, "is_priority": False} for record in measures),
            kpis=kpis,
            schedule=schedule,
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
            sections=gold.section_records(headings) if sections or printed else (),
        ),
    )


def dated(figure: Figure, one: Indicator, labels: Labels, style: str) -> str:
    return style.format(value=labels.value(figure, one, bare=False), year=labels.year(figure.year))


def road_maps(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    """A table for each policy: measures and what they do down, years across, indicators in the last column."""
    arrow = rng.choice(("→", "⇒", " ➡ "))
    style = rng.choice(("arrow", "lines"))
    blocks: list[Block] = [Heading(1, "第3章", rng.choice(("施策とロードマップ", "取組のロードマップ")), "chapter")]
    for policy in plan.policies:
        blocks += [
            NewPage(),
            Heading(2, labels.policy_number(policy), policy.title, "policy"),
            Para(policy.purpose),
            _road_map(plan, policy, labels, arrow if style == "arrow" else None),
        ]
    return story(
        plan,
        labels,
        [*blocks, NewPage()],
        kpis=gold.kpi_records(plan, labels, dated=True),
        schedule=gold.schedule_records(plan, inferred=False),
    )


def _road_map(plan: Plan, policy: Policy, labels: Labels, arrow: str | None) -> Grid:
    header = (
        head(labels["measure_column"]),
        head(labels["departments"]),
        head(labels["task_column"]),
        *(head(labels.year(year)) for year in plan.years),
        head(labels["kpi_block"]),
    )
    rows: list[Row] = []
    for measure in policy.measures:
        height = len(measure.actions)
        for place, action in enumerate(measure.actions):
            row: list[Cell] = []
            if place == 0:
                row.append(Cell(numbered(measure, labels), rows=height))
                row.append(Cell("、".join(measure.departments), rows=height))
            row += [Cell(action.title), *task_cells(action, plan.years)]
            if place == 0:
                row.append(Cell(rows=height, lines=tuple(_indicator_lines(measure, labels, arrow))))
            rows.append(tuple(row))
    return Grid((header, *rows), (3, 2, 3, *(2 for _ in plan.years), 4.4))


def _indicator_lines(measure: Measure, labels: Labels, arrow: str | None) -> Iterator[str]:
    for one in measure.indicators:
        yield f"・{one.name}"
        if arrow:
            style = "{value}（{year}）"
            yield "　" + arrow.join(dated(figure, one, labels, style) for figure in (one.baseline, one.target))
        else:
            yield "　" + dated(one.baseline, one, labels, labels["baseline"] + "：{value}（{year}）")
            yield "　" + dated(one.target, one, labels, labels["target"] + "：{value}（{year}）")


def year_forms(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    """個票: tasks and indicators under the same year columns, one page for each measure."""
    now = rng.choice(("現状", "実績", "基準年"))
    words = (rng.choice(("工程", "取組工程", "実施内容")), rng.choice(("指標", "KPI", "成果指標")))
    blocks: list[Block] = [NewPage(), Heading(1, "第3章", rng.choice(("個別施策", "施策別取組計画")), "chapter")]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            blocks += [_year_form(plan, policy, measure, labels, now, words), NewPage()]
    return story(
        plan,
        labels,
        blocks,
        kpis=gold.kpi_records(plan, labels, steps=True, dated=True),
        schedule=gold.schedule_records(plan, inferred=False),
    )


def _year_form(plan: Plan, policy: Policy, measure: Measure, labels: Labels, now: str, words: tuple[str, str]) -> Grid:
    years = len(plan.years)
    rest = years + 2

    def wide(*lines: str) -> Cell:
        return Cell(cols=rest, lines=lines)

    sample = measure.indicators[0]
    rows: list[Row] = [
        (head(labels["measure_column"]), wide(numbered(measure, labels))),
        (head(labels["policy_column"]), wide(f"{labels.policy_number(policy)} {policy.title}")),
        (head(labels["departments"]), wide("、".join(measure.departments))),
        (head(labels["situation"]), wide(*measure.situation)),
        (head(labels["actions"]), wide(*(line for a in measure.actions for line in (f"○{a.title}", *a.sentences)))),
        (head(labels["schedule"], cols=2), head(f"{now}\n({labels.year(sample.baseline.year)})"),
         *(head(labels.year(year)) for year in plan.years)),
    ]  # fmt: skip
    for place, action in enumerate(measure.actions):
        first = () if place else (head(words[0], rows=len(measure.actions)),)
        rows.append((*first, Cell(action.title), Cell(), *task_cells(action, plan.years)))
    for place, one in enumerate(measure.indicators):
        first = () if place else (head(words[1], rows=len(measure.indicators)),)
        values = (labels.value(figure, one) for figure in (one.baseline, *one.steps, one.target))
        rows.append((*first, Cell(labels.indicator_name(one)), *map(Cell, values)))
    return Grid(tuple(rows), (2, 3.4, 1.8, *(1.8 for _ in plan.years)), header_rows=0)


def goal_ends(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    """Measures in prose; at the end of each policy one table of its indicators and one of its years."""
    blocks: list[Block] = [Heading(1, "第3章", "施策の展開", "chapter")]
    ends = (rng.choice(("の成果指標", "の数値目標", "のKPI")), rng.choice(("のロードマップ", "の工程表")))
    for policy in plan.policies:
        number = labels.policy_number(policy)
        blocks += [Heading(2, number, policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            blocks += _prose_measure(measure, labels)
        indicators = tuple(one for measure in policy.measures for one in measure.indicators)
        table = kpi_grid(replace(policy.measures[0], indicators=indicators), labels)
        blocks += [Heading(3, None, number + ends[0], "section"), table]
        blocks += [Heading(3, None, number + ends[1], "section"), _policy_years(plan, policy, labels)]
    kpis = tuple({**record, "measure": None} for record in gold.kpi_records(plan, labels))
    schedule = gold.schedule_records(plan, inferred=False)
    return story(plan, labels, blocks, kpis=kpis, schedule=schedule, sections=True)


def _prose_measure(measure: Measure, labels: Labels) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield Para("".join(measure.situation))
    yield Heading(4, None, labels["actions"], "facet")
    for action in measure.actions:
        yield Bullet("●", action.title)
        yield Para("".join(action.sentences))
    yield Heading(4, None, labels["departments"], "facet")
    yield Para("、".join(measure.departments))


def _policy_years(plan: Plan, policy: Policy, labels: Labels) -> Grid:
    header = (
        head(labels["measure_column"]),
        head(labels["task_column"]),
        *(head(labels.year(year)) for year in plan.years),
    )
    rows: list[Row] = []
    for measure in policy.measures:
        for place, action in enumerate(measure.actions):
            title = () if place else (Cell(numbered(measure, labels), rows=len(measure.actions)),)
            rows.append((*title, Cell(action.title), *task_cells(action, plan.years)))
    return Grid((header, *rows), (3, 3, *(2 for _ in plan.years)))


def line_measures(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    """Nothing but lines: indicators as bullets with two dated values, what is done as a line for each year."""
    form = rng.choice((
        "{name}　{before}（{then}）{arrow}{after}（{later}）",
        "{name}：{before}（{then}）{arrow} {after}（{later}）",
        "{name}　【{baseline}】{before}（{then}）　【{target}】{after}（{later}）",
    ))  # fmt: skip
    arrow = rng.choice(("⇒", "→", "➡"))
    blocks: list[Block] = [Heading(1, "第3章", "具体的な取組", "chapter")]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            blocks += _line_measure(plan, measure, labels, form, arrow)
    records = tuple(
        {"measure": m.title, "text": text, "start_fiscal_year": start, "end_fiscal_year": end}
        for m in plan.measures
        for start, end, text in year_texts(plan, m)
    )
    kpis = gold.kpi_records(plan, labels, dated=True)
    return story(plan, labels, blocks, kpis=kpis, schedule=records, sections=True)


def _line_measure(plan: Plan, measure: Measure, labels: Labels, form: str, arrow: str) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield Para("".join(measure.situation))
    yield Heading(4, None, labels["actions"], "facet")
    for action in measure.actions:
        yield Bullet("・", f"{action.title}　{''.join(action.sentences)}")
    yield Heading(4, None, labels["kpi_block"], "facet")
    for one in measure.indicators:
        before, after = (labels.value(figure, one, bare=False) for figure in (one.baseline, one.target))
        then, later = (labels.year(figure.year) for figure in (one.baseline, one.target))
        values = {"before": before, "after": after, "then": then, "later": later, "arrow": arrow}
        yield Bullet("・", form.format(name=one.name, baseline=labels["baseline"], target=labels["target"], **values))
    yield Heading(4, None, labels["schedule"], "facet")
    for start, end, text in year_texts(plan, measure):
        years = labels.year(start) if start == end else f"{labels.year(start)}～{labels.year(end)}"
        yield Bullet("・", f"{years}　{text}")
    yield Heading(4, None, labels["departments"], "facet")
    yield Para("、".join(measure.departments))


def year_texts(plan: Plan, measure: Measure) -> Iterator[tuple[int, int, str]]:
    """What a measure does, a text for each run of years in which that does not change."""
    found: list[tuple[int, int, str]] = []
    for year in plan.years:
        texts = [t.text for a in measure.actions for t in a.tasks if t.start <= year <= t.end]
        text = "、".join(dict.fromkeys(texts))
        if found and found[-1][2] == text and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year, text)
        elif text:
            found.append((year, year, text))
    yield from found
