"""Held-out families of the fourth set: terms instead of years, cards side by side, years without row names.

`held_bank` says who may read this.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from tests.synthetic import gold, layouts_text
from tests.synthetic.family import Family, Rendering, as_text, pdf
from tests.synthetic.held_bank import HELD_BANK, lists_of
from tests.synthetic.layouts_typst import Sheet, grid, text
from tests.synthetic.model import Action, Figure, Indicator, Measure, Plan, Policy
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story, Typeset
from tests.synthetic.tables import head, task_cells
from tests.synthetic.vocabulary import Labels

_ACCENTS = ("#264653", "#6a4c93", "#bc4749", "#3a7d44")
_SANS, _SERIF = "Noto Sans CJK JP", "Noto Serif CJK JP"


def front(plan: Plan) -> Iterator[Block]:
    """The chapters before the measures, with the results of an earlier plan."""
    place = plan.suffix
    yield Heading(1, "第1章", "計画の趣旨", "chapter")
    yield Heading(2, "1", "計画を策定する目的", "section")
    yield Para(
        f"本{place}では、暮らしや仕事のあらゆる場面で情報通信技術の利用が広がっていることを踏まえ、"
        f"行政のあり方を見直し、住民一人ひとりに必要なサービスを届けるために本計画を策定します。"
    )
    yield Heading(2, "2", "計画の位置付け", "section")
    yield Para(f"本計画は、{plan.municipality}総合計画を情報化の面から支える計画です。")
    yield Heading(2, "3", "計画の期間", "section")
    yield Para(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間とします。")
    yield Heading(1, "第2章", "これまでの成果と今後の考え方", "chapter")
    yield Heading(2, "1", "前計画の成果", "section")
    yield Para("前計画に掲げた項目の達成状況は、次のとおりです。")
    ended = f"令和{plan.first - 2019}年度"
    rows = (("達成", "9項目", "52.9%"), ("おおむね達成", "5項目", "29.4%"), ("未達成", "3項目", "17.6%"))
    header = tuple(map(head, (f"評価（{ended}末）", "項目数", "構成比")))
    yield Grid((header, *(tuple(map(Cell, row)) for row in rows)), (2, 1, 1))
    yield Heading(2, "2", "将来の姿", "section")
    yield Para(f"「{plan.slogan}」")


def back(plan: Plan, labels: Labels) -> Iterator[Block]:
    """Who carries the plan, and the words it uses."""
    yield Heading(1, "第4章", "計画の実現に向けて", "chapter")
    yield Heading(2, "1", "推進の体制", "section")
    yield Para("計画を着実に実行するため、次の体制を置きます。")
    rows = [tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles]
    yield Grid(((head("名称"), head("充てる職"), head("役割")), *rows), (2, 2, 5))
    yield Heading(2, "2", "見直し", "section")
    yield Para("毎年度、推進本部において達成の度合いを確かめ、必要に応じて計画を改めます。")
    yield Heading(1, None, labels["glossary"], "appendix")
    terms = [(Cell(one.term), Cell(one.definition)) for one in plan.terms]
    yield Grid(((head(labels["term"]), head(labels["meaning"])), *terms), (2, 6))


def told(
    plan: Plan, labels: Labels, blocks: list[Block], kpis: tuple[gold.Record, ...], tasks: tuple[gold.Record, ...], *,
    sections: bool,
) -> Story:  # fmt: skip
    """The whole plan around the chapter of its measures, and its gold."""
    whole = (*front(plan), *blocks, *back(plan, labels))
    marked = any(isinstance(block, Heading) and block.mark for block in blocks)
    measures = gold.measure_records(plan, labels)
    return Story(
        (f"{plan.municipality}{plan.title}", f"令和{plan.first - 2018}年3月", plan.municipality),
        whole,
        Gold(
            measures=measures if marked else tuple({**one, "is_priority": False} for one in measures),
            kpis=kpis,
            schedule=tasks,
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
            sections=gold.section_records(whole) if sections else (),
        ),
    )


def phase_terms(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A report with values for now, the middle and the end, and short, middle and long terms instead of years."""
    sheet = Sheet(
        font=rng.choice((_SANS, _SERIF)),
        facet_mark=rng.choice(("●", "〈〉", "◇", "▼", "□")),
        accent=rng.choice(_ACCENTS),
        band_headings=rng.random() < 0.5,
        header=rng.choice((None, f"{plan.municipality} {plan.title}")),
    )
    labels = lists_of(rng, places=("value", "value", "column"))
    names = rng.choice((("短期", "中期", "長期"), ("前期", "中期", "後期"), ("第1期", "第2期", "第3期")))
    blocks: list[Block] = [Heading(1, "第3章", rng.choice(("取組の内容", "分野ごとの取組")), "chapter")]
    terms = _terms(plan)
    kpis: list[gold.Record] = []
    tasks: list[gold.Record] = []
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            halved = replace(measure, indicators=tuple(map(_with_middle, measure.indicators)))
            blocks += _term_measure(halved, labels, names, terms)
            kpis += [gold.kpi_record(halved, one, labels, steps=True, dated=True) for one in halved.indicators]
            tasks += _term_records(measure, terms)
    return pdf(told(plan, labels, blocks, tuple(kpis), tuple(tasks), sections=True), sheet)


def _terms(plan: Plan) -> tuple[tuple[int, int], ...]:
    """First and last year of each of three terms."""
    first, last = plan.first, plan.last
    return ((first, first), (first + 1, max(first + 1, last - 2)), (max(first + 2, last - 1), last))


def _with_middle(one: Indicator) -> Indicator:
    return replace(one, steps=(one.steps[(len(one.steps) - 1) // 2],))


def _term_measure(
    measure: Measure, labels: Labels, names: tuple[str, ...], terms: tuple[tuple[int, int], ...]
) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield Para("".join(measure.situation))
    yield Heading(4, None, labels["actions"], "facet")
    for position, action in enumerate(measure.actions, 1):
        yield Para(f"{labels.action_number(position)} {action.title}")
        yield Para("".join(action.sentences))
    yield Heading(4, None, labels["kpi_block"], "facet")
    yield _middle_grid(measure, labels)
    yield Heading(4, None, labels["schedule"], "facet")
    years = (_span(labels, first, last) for first, last in terms)
    header = (
        head(labels["task_column"]),
        *(head(f"{name}\n（{year}）") for name, year in zip(names, years, strict=True)),
    )
    rows = [(Cell(action.title), *_term_cells(action)) for action in measure.actions]
    yield Grid((header, *rows), (3, 2.4, 2.4, 2.4))
    yield Heading(4, None, labels["departments"], "facet")
    yield Para("、".join(measure.departments))


def _span(labels: Labels, first: int, last: int) -> str:
    return labels.year(first) if first == last else f"{labels.year(first)}～{labels.year(last)}"


def _middle_grid(measure: Measure, labels: Labels) -> Grid:
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    years = ((slot, figure.year) for slot, figure in zip(("baseline", "middle", "target"), _three(sample), strict=True))
    header = (
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        *(head(labels.value_header(slot, year)) for slot, year in years),
    )
    rows = [
        (
            Cell(labels.indicator_name(one)),
            *((Cell(one.unit or "－"),) if unit else ()),
            *(Cell(labels.value(figure, one)) for figure in _three(one)),
        )
        for one in measure.indicators
    ]
    return Grid((header, *rows), (4, *((1,) if unit else ()), 2.2, 2.2, 2.2))


def _three(one: Indicator) -> tuple[Figure, ...]:
    return (one.baseline, one.steps[0], one.target)


def _runs(action: Action) -> tuple[tuple[str, int, int], ...]:
    """The action's texts with the first and the last term of each: one text for all, or two, or one a term."""
    texts = [task.text for task in action.tasks]
    ends = {1: ((0, 2),), 2: ((0, 0), (1, 2)), 3: ((0, 0), (1, 1), (2, 2))}[len(texts)]
    return tuple((one, *span) for one, span in zip(texts, ends, strict=True))


def _term_cells(action: Action) -> Row:
    return tuple(Cell(one, cols=last - first + 1) for one, first, last in _runs(action))


def _term_records(measure: Measure, terms: tuple[tuple[int, int], ...]) -> Iterator[gold.Record]:
    for action in measure.actions:
        for one, first, last in _runs(action):
            years = {"start_fiscal_year": terms[first][0], "end_fiscal_year": terms[last][1]}
            yield {"measure": measure.title, "text": one, **years}


def card_columns(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """Slides: the measures of a policy as cards side by side, and on the next slide their years."""
    accent = rng.choice(_ACCENTS)
    sheet = Sheet(paper="presentation-16-9", margin="14mm", size=14, table_size=12.5, accent=accent, band_headings=True)
    labels = lists_of(rng, places=("value",), plain_years=True)
    arrow = rng.choice(("▶", "→", "⇒"))
    blocks: list[Block] = [NewPage(), Heading(1, "第3章", rng.choice(("施策の全体像", "施策の詳細")), "chapter")]
    for place, policy in enumerate(plan.policies):
        title = f"{labels.policy_number(policy)} {policy.title}　{labels['schedule']}"
        blocks += [
            *(() if place == 0 else (NewPage(),)),
            Heading(2, labels.policy_number(policy), policy.title, "policy"),
            Para(policy.purpose),
            Typeset(_cards(policy, labels, accent, arrow)),
            NewPage(),
            Typeset(f'#block(text(size: 1.15em, weight: "bold", {text(title)}))'),
            Typeset("#" + grid(_lanes(plan, policy, labels), sheet)),
        ]
    blocks.append(NewPage())
    kpis = gold.kpi_records(plan, labels, dated=True)
    return pdf(told(plan, labels, blocks, kpis, gold.schedule_records(plan, inferred=False), sections=False), sheet)


def _cards(policy: Policy, labels: Labels, accent: str, arrow: str) -> str:
    cards = ", ".join(_card(measure, labels, accent, arrow) for measure in policy.measures)
    return f"#grid(columns: ({'1fr, ' * len(policy.measures)}), column-gutter: 10pt, {cards})"


def _card(measure: Measure, labels: Labels, accent: str, arrow: str) -> str:
    """A title on colour, what is done as bullets, the indicators' two values, the departments."""
    fill = f'rgb("{accent}")'
    name = f"{labels.measure_number(measure)} {measure.title}"
    parts = [f"#par(hanging-indent: 1em, {text(f'・{action.title}')})" for action in measure.actions]
    parts.append(_tag(labels["kpi_block"], fill))
    for one in measure.indicators:
        before, after = (
            f"{labels.value(figure, one, bare=False)}（{labels.year(figure.year)}）"
            for figure in (one.baseline, one.target)
        )
        parts.append(f'#par(text(weight: "bold", {text(one.name)}))')
        parts.append(f"#par({text(f'{before} {arrow} {after}')})")
    parts.append(_tag(labels["departments"], fill))
    parts.append(f"#par({text('、'.join(measure.departments))})")
    title = f'block(width: 100%, fill: {fill}, inset: 6pt, below: 0pt, text(fill: white, weight: "bold", {text(name)}))'
    body = f"block(width: 100%, stroke: 0.8pt + {fill}, inset: 7pt, above: 0pt)[{' '.join(parts)}]"
    return f"[#set text(size: 12.5pt); #set par(justify: false, leading: 0.55em, spacing: 0.7em); #{title} #{body}]"


def _tag(word: str, fill: str) -> str:
    return f'#block(above: 8pt, below: 5pt, text(fill: {fill}, weight: "bold", {text(f"【{word}】")}))'


def _lanes(plan: Plan, policy: Policy, labels: Labels) -> Grid:
    header = (
        head(labels["measure_column"]),
        head(labels["task_column"]),
        *(head(labels.year(year)) for year in plan.years),
    )
    rows: list[Row] = []
    for measure in policy.measures:
        for place, action in enumerate(measure.actions):
            name = f"{labels.measure_number(measure)} {measure.title}"
            first = () if place else (Cell(name, rows=len(measure.actions)),)
            rows.append((*first, Cell(action.title), *task_cells(action, plan.years)))
    return Grid((header, *rows), (3, 3.2, *(2 for _ in plan.years)))


def text_bare_years(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A text with contents and running titles; yearly targets in a table, the years' texts in a table of no names."""
    labels = lists_of(rng, places=("value", "column", "column"))
    mark = rng.choice(("◇", "●", "〈〉", "□"))
    arrows = rng.random() < 0.5
    chapter = Heading(1, "第3章", rng.choice(("取組の内容", "個別の取組", "施策の推進")), "chapter")
    blocks: list[Block] = [chapter]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for place, measure in enumerate(policy.measures):
            if place:
                blocks.append(Para(chapter.text))
            blocks += _bare_measure(plan, measure, labels, arrows=arrows)
    kpis = gold.kpi_records(plan, labels, steps=True, dated=True)
    story = told(plan, labels, blocks, kpis, gold.schedule_records(plan, inferred=not arrows), sections=True)
    contents = Para("\n".join(("目次", "", *_contents(story))))
    return as_text(layouts_text.tabbed(replace(story, blocks=(contents, *story.blocks)), mark), story.gold)


def _contents(story: Story) -> Iterator[str]:
    page = 1
    for block in story.blocks:
        if isinstance(block, Heading) and block.depth <= 2:
            yield f"{block.text}\t・・・\t{page}"
        page += isinstance(block, Heading) and block.depth == 3


def _bare_measure(plan: Plan, measure: Measure, labels: Labels, *, arrows: bool) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield Para("".join(measure.situation))
    yield Heading(4, None, labels["actions"], "facet")
    for action in measure.actions:
        yield Bullet("・", f"{action.title}：{''.join(action.sentences)}")
    yield Heading(4, None, labels["kpi_block"], "facet")
    yield _yearly_grid(measure, labels)
    yield Heading(4, None, labels["schedule"], "facet")
    header = tuple(head(labels.year(year)) for year in plan.years)
    rows = [
        tuple(_year_cells(plan, action)) if arrows else task_cells(action, plan.years) for action in measure.actions
    ]
    yield Grid((header, *rows), tuple(2 for _ in plan.years))
    yield Heading(4, None, labels["departments"], "facet")
    yield Para("、".join(measure.departments))


def _yearly_grid(measure: Measure, labels: Labels) -> Grid:
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    header = (
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        head(f"{labels['baseline']}（{labels.year(sample.baseline.year)}）"),
        *(head(labels.year(figure.year)) for figure in (*sample.steps, sample.target)),
    )
    rows = [
        (
            Cell(one.name),
            *((Cell(one.unit or "－"),) if unit else ()),
            *(Cell(labels.value(figure, one)) for figure in (one.baseline, *one.steps, one.target)),
        )
        for one in measure.indicators
    ]
    return Grid((header, *rows), tuple(1 for _ in header))


def _year_cells(plan: Plan, action: Action) -> Iterator[Cell]:
    for year in plan.years:
        task = next((one for one in action.tasks if one.start <= year <= one.end), None)
        yield Cell("－" if task is None else task.text if task.start == year else "→")


FAMILIES = {
    "phase_terms": Family(phase_terms, held_out=True, bank=HELD_BANK),
    "card_columns": Family(card_columns, held_out=True, bank=HELD_BANK),
    "text_bare_years": Family(text_bare_years, held_out=True, bank=HELD_BANK),
}
