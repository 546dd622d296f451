"""Held-out families of the third set: usual plans of municipalities (see `held_terms` for who may read this)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from tests.synthetic import gold, layouts_text
from tests.synthetic.family import Family, Rendering, as_text, pdf
from tests.synthetic.held_stories import story, year_texts
from tests.synthetic.held_terms import goals_of, scaled, terms_of
from tests.synthetic.layouts_typst import Sheet
from tests.synthetic.model import Measure, Plan, Policy
from tests.synthetic.stories import Choice, closing, cover, kpi_summary, opening
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story
from tests.synthetic.tables import head, kpi_grid, task_cells
from tests.synthetic.vocabulary import Labels

_ACCENTS = ("#0b5394", "#38761d", "#990000", "#45818e")
_FONTS = ("Noto Sans CJK JP", "Noto Serif CJK JP")


def strategy_goals(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """総合戦略: indicators of each goal at its head, those of each measure below it, projects as bullets."""
    sheet = Sheet(
        font=rng.choice(_FONTS),
        facet_mark=rng.choice(("■", "◆", "《》", "【】", "◎")),
        accent=rng.choice(_ACCENTS),
        band_headings=rng.random() < 0.5,
        header=rng.choice((None, f"{plan.municipality}{plan.title}")),
        table_size=rng.choice((9.0, 9.5)),
    )
    labels = terms_of(rng, places=("value", "value", "column"), dated=rng.random() < 0.85)
    return pdf(_strategy(plan, labels, rng), sheet)


def _strategy(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    titled = rng.random() < 0.5
    goal_word = rng.choice(("数値目標", "基本目標の数値目標", "成果目標"))
    mark = rng.choice(("○", "・", "●"))
    blocks: list[Block] = [Heading(1, "第3章", rng.choice(("施策の展開", "具体的な施策", "分野別施策")), "chapter")]
    kpis: list[gold.Record] = []
    for policy in plan.policies:
        goals = goals_of(plan, policy)
        blocks += [
            Heading(2, labels.policy_number(policy), policy.title, "policy"),
            Para(policy.purpose),
            Heading(4, None, goal_word, "facet"),
            kpi_grid(replace(policy.measures[0], indicators=goals), labels),
        ]
        kpis += [{**scaled(gold.kpi_record(policy.measures[0], one, labels)), "measure": None} for one in goals]
        for measure in policy.measures:
            blocks += _strategy_measure(measure, labels, mark, titled=titled)
            kpis += [gold.kpi_record(measure, one, labels) for one in measure.indicators]
    return story(plan, labels, blocks, kpis=tuple(kpis), schedule=(), printed=blocks)


def _strategy_measure(measure: Measure, labels: Labels, mark: str, *, titled: bool) -> Iterator[Block]:
    yield Heading(3, labels.measure_number(measure), measure.title, "measure")
    yield Para("".join(measure.situation))
    table = kpi_grid(measure, labels)
    if titled:
        title = head(labels["kpi_block"], cols=len(table.widths))
        yield Grid(((title,), *table.rows), table.widths, header_rows=2)
    else:
        yield Heading(4, None, labels["kpi_block"], "facet")
        yield table
    yield Heading(4, None, labels["actions"], "facet")
    for action in measure.actions:
        yield Bullet(mark, action.title)
        yield Para("".join(action.sentences))
    yield Para(f"〔{labels['departments']}〕{'、'.join(measure.departments)}")


def twice_told(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A table of all measures before them, and after them their road map and their indicators once more."""
    sheet = Sheet(
        font=rng.choice(_FONTS),
        facet_mark=rng.choice(("■", "【】", "●", "▼")),
        accent=rng.choice(_ACCENTS),
        band_headings=rng.random() < 0.5,
        boxed_facets=rng.random() < 0.4,
        table_size=8.5,
    )
    labels = terms_of(rng, places=("value", "value", "name"), dated=rng.random() < 0.85)
    return pdf(_overview(plan, labels, rng), sheet)


def _overview(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    blocks: list[Block] = [
        *opening(plan),
        Heading(1, "第3章", "施策の体系と内容", "chapter"),
        Heading(2, "1", rng.choice(("施策体系", "取組の体系", "施策一覧")), "section"),
        Para("目指す姿を実現するため、次の体系により取組を進めます。"),
        _system(plan, labels, departments=rng.random() < 0.5),
    ]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            blocks += _overview_measure(measure, labels)
    blocks += [
        NewPage(),
        Heading(1, "第4章", rng.choice(("ロードマップ", "取組のスケジュール", "全体工程表")), "chapter"),
        Para("各施策は、次の工程により進めます。"),
        _road_map(plan, labels),
        Heading(1, "第5章", rng.choice(("KPI一覧", "成果指標一覧", "数値目標の一覧")), "chapter"),
        Para("第3章に掲げる指標を一覧にすると、次のとおりです。"),
        kpi_summary(plan, labels),
    ]
    last, *rest = closing(plan, labels, Choice())
    assert isinstance(last, Heading)
    blocks += [replace(last, number="第6章"), *rest]
    schedule = [
        record
        for measure in plan.measures
        for record in gold.action_schedule(measure, measure.actions[0], plan.last, inferred=False)
    ]
    return Story(
        cover(plan),
        tuple(blocks),
        Gold(
            measures=gold.measure_records(plan, labels),
            kpis=gold.kpi_records(plan, labels),
            schedule=tuple(schedule),
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
            sections=gold.section_records(blocks),
        ),
    )


def _system(plan: Plan, labels: Labels, *, departments: bool) -> Grid:
    """基本目標 | 施策 [| 担当課], the policies in merged cells."""
    columns = [labels["policy_column"], labels["measure_column"], *([labels["departments"]] if departments else [])]
    rows: list[Row] = []
    for policy in plan.policies:
        for place, measure in enumerate(policy.measures):
            name = f"{labels.policy_number(policy)} {policy.title}"
            first = () if place else (Cell(name, rows=len(policy.measures)),)
            last = (Cell("、".join(measure.departments)),) if departments else ()
            rows.append((*first, Cell(f"{labels.measure_number(measure)} {measure.title}"), *last))
    return Grid((tuple(map(head, columns)), *rows), (3, 4, 2.4)[: len(columns)])


def _overview_measure(measure: Measure, labels: Labels) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield from (Bullet("・", text) for text in measure.situation)
    yield Heading(4, None, labels["actions"], "facet")
    for position, action in enumerate(measure.actions, 1):
        yield Bullet(labels.action_number(position), action.title)
        yield Para("".join(action.sentences))
    yield Heading(4, None, labels["kpi_block"], "facet")
    yield kpi_grid(measure, labels)
    yield Heading(4, None, labels["departments"], "facet")
    yield Para("、".join(measure.departments))


def _road_map(plan: Plan, labels: Labels) -> Grid:
    """A row for each measure, its first action's tasks as bars over the years."""
    header = (head(labels["policy_column"]), head(labels["measure_column"]), *_years(plan, labels))
    rows: list[Row] = []
    for policy in plan.policies:
        for place, measure in enumerate(policy.measures):
            first = () if place else (Cell(_numbered(policy, labels), rows=len(policy.measures)),)
            name = f"{labels.measure_number(measure)} {measure.title}"
            rows.append((*first, Cell(name), *task_cells(measure.actions[0], plan.years)))
    return Grid((header, *rows), (2.6, 3.4, *(2 for _ in plan.years)))


def _years(plan: Plan, labels: Labels) -> tuple[Cell, ...]:
    return tuple(head(labels.year(year)) for year in plan.years)


def _numbered(policy: Policy, labels: Labels) -> str:
    return f"{labels.policy_number(policy)} {policy.title}"


def text_label_lines(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A text whose measures are labelled lines, with small tables of indicators and of years."""
    labels = terms_of(rng, places=("value", "value", "column", "name"), dated=rng.random() < 0.85)
    told = _label_lines(plan, labels, rng)
    return as_text(layouts_text.tabbed(told, rng.choice(("■", "◆", "●"))), told.gold)


def _label_lines(plan: Plan, labels: Labels, rng: random.Random) -> Story:
    label = rng.choice(("{0}：{1}", "【{0}】{1}", "■{0}　{1}", "○{0}　{1}"))
    arrow = rng.choice(("→", "→", "⇒"))
    row_word = rng.choice(("取組", "実施内容", "計画", "内容"))
    blocks: list[Block] = [Heading(1, "第3章", rng.choice(("個別施策", "施策の内容", "取組の内容")), "chapter")]
    records: list[gold.Record] = []
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            runs = tuple(year_texts(plan, measure))
            cells = {start: text for start, _, text in runs} | {
                year: arrow for start, end, _ in runs for year in range(start + 1, end + 1)
            }
            header = (Cell("年度"), *(Cell(labels.year(year)) for year in plan.years))
            row = (Cell(row_word), *(Cell(cells.get(year, "－")) for year in plan.years))
            blocks += [
                Heading(3, labels.measure_number(measure), measure.title, "measure"),
                Para(label.format(labels["departments"], "、".join(measure.departments))),
                Para(label.format(labels["situation"], "".join(measure.situation))),
                Para(label.format(labels["actions"], "").rstrip("：　")),
                *(
                    Bullet(labels.action_number(n), f"{action.title}　{''.join(action.sentences)}")
                    for n, action in enumerate(measure.actions, 1)
                ),
                Para(label.format(labels["kpi_block"], "").rstrip("：　")),
                kpi_grid(measure, labels),
                Para(label.format(labels["schedule"], "").rstrip("：　")),
                Grid((header, row), (2, *(2 for _ in plan.years))),
            ]
            records += [
                {"measure": measure.title, "text": text, "start_fiscal_year": start, "end_fiscal_year": end}
                for start, end, text in runs
            ]
    return story(plan, labels, blocks, kpis=gold.kpi_records(plan, labels), schedule=tuple(records))


FAMILIES = {
    "strategy_goals": Family(strategy_goals, opened=True),
    "twice_told": Family(twice_told, held_out=True),
    "text_label_lines": Family(text_label_lines, held_out=True),
}
