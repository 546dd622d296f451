"""A held-out family of the seventh set: a printed brochure with tabs at its edge (readers: see `held_fields`).

Pages in a colour for each policy, measures with their number in a box, texts in two columns, figures in large type,
arrows without a grid, and boxes that tell of others (コラム), which give no records.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.synthetic import gold
from tests.synthetic.family import Family, Rendering, pdf
from tests.synthetic.held_fields import FIELDS_BANK, fields_of
from tests.synthetic.layouts_typst import Sheet, text
from tests.synthetic.model import Action, Figure, Indicator, Measure, Plan, Policy
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, NewPage, Para, Story, Typeset
from tests.synthetic.tables import head
from tests.synthetic.vocabulary import Labels

_COLOURS = ("#1d6fa5", "#4b8b3b", "#b5651d", "#7a4f9a")
_WIDTH = 480
"""Points between the margins."""


@dataclass(frozen=True)
class _Ways:
    """What one brochure does in its own way all through."""

    arrow: str
    bar: str
    bullet: str
    columns: bool
    tab: bool


def glossy_tabs(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A brochure: coloured pages, boxed numbers, large figures, drawn arrows, boxes of other matters."""
    labels = fields_of(rng, places=("value",))
    ways = _Ways(
        arrow=rng.choice(("▶", "→", "➡")),
        bar=rng.choice(("pentagon", "round")),
        bullet=rng.choice(("●", "○", "◆", "・")),
        columns=rng.random() < 0.6,
        tab=rng.random() < 0.7,
    )
    sheet = Sheet(accent="#2b4c7e", band_headings=True, margin="20mm", size=10, table_size=9)
    blocks: list[Block] = []
    for policy in plan.policies:
        blocks += _policy(plan, policy, labels, ways)
    whole = (*_front(plan), *blocks, *_back(plan, labels))
    records = Gold(
        measures=gold.measure_records(plan, labels),
        kpis=gold.kpi_records(plan, labels, dated=True),
        schedule=gold.schedule_records(plan, inferred=False),
        glossary=gold.glossary_records(plan, readings=False),
        roles=gold.role_records(plan),
    )
    cover = (f"{plan.municipality}{plan.title}", plan.slogan, f"令和{plan.first - 2018}年3月", plan.municipality)
    return pdf(Story(cover, whole, records), sheet)


def _front(plan: Plan) -> Iterator[Block]:
    place = plan.suffix
    yield Heading(1, "第1章", "計画策定の背景", "chapter")
    yield Heading(2, "1", "社会の動き", "section")
    yield Para(
        "人口構造の変化や技術の進歩により、行政を取り巻く環境は大きく変わっています。国は、令和8年度までにデジタルの"
        "活用により地域の課題の解決に取り組む団体を1,500団体とする目標を掲げています。"
    )
    yield Heading(2, "2", "計画の役割と期間", "section")
    yield Para(
        f"本計画は、第2次{plan.municipality}総合計画をデジタルの面から支える計画で、期間は"
        f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間です。"
    )
    yield NewPage()
    yield Heading(1, "第2章", f"{place}の現状", "chapter")
    yield Heading(2, "1", "人口と世帯", "section")
    rows = (("総人口", "15,921人", "15,103人", "14,238人"), ("世帯数", "5,804世帯", "5,867世帯", "5,912世帯"))
    header = tuple(map(head, ("区分", "平成27年", "令和2年", "令和6年")))
    yield Grid((header, *(tuple(map(Cell, row)) for row in rows)), (3, 2, 2, 2))
    yield Heading(2, "2", "アンケートから見える声", "section")
    yield Para(f"{place}民アンケート（令和{plan.first - 2019}年8月実施）では、次の結果となりました。")
    for share, answer in ((71.2, "手続のために役所へ行く回数を減らしたい"), (38.5, "操作を教えてほしい")):
        yield Typeset(
            f'#block(width: 100%, fill: rgb("#f4f4f4"), inset: 8pt, grid(columns: (70pt, 1fr), align: horizon, '
            f'text(size: 18pt, weight: "bold", {text(f"{share}%")}), {text(answer)}))'
        )
    yield NewPage()
    yield Heading(1, "第3章", "目指す姿と施策の体系", "chapter")
    yield Para(f"目指す姿を「{plan.slogan}」とし、次の体系で取り組みます。")
    yield from (Bullet("■", policy.title) for policy in plan.policies)
    yield NewPage()
    yield Heading(1, "第4章", "施策の展開", "chapter")
    yield Para("次のページから、施策ごとに現状、取組、目標とする指標を示します。")


def _policy(plan: Plan, policy: Policy, labels: Labels, ways: _Ways) -> Iterator[Block]:
    colour = _COLOURS[policy.position - 1]
    number = labels.policy_number(policy)
    yield Typeset(_tabs(plan, policy, labels) if ways.tab else "#pagebreak(weak: true)")
    title = f"#heading(level: 2)[#{text(f'{number} {policy.title}')}]"
    look = '#show heading: it => text(fill: white, size: 17pt, weight: "bold", it.body)'
    yield Typeset(f'#block(width: 100%, fill: rgb("{colour}"), inset: 14pt)[{look}\n{title}]')
    yield Para(policy.purpose)
    for measure in policy.measures:
        yield from map(Typeset, _measure(plan, measure, labels, ways, colour))
    yield Typeset("#set page(background: none)" if ways.tab else "")


def _tabs(plan: Plan, policy: Policy, labels: Labels) -> str:
    """From here on pages with a tab for each policy at their right edge, this one's in its colour."""
    found = []
    for one in plan.policies:
        fill = _COLOURS[one.position - 1] if one is policy else "#d0d0d0"
        found.append(
            f"place(top + right, dy: {60 + 90 * (one.position - 1)}pt, box(width: 22pt, height: 84pt, "
            f'fill: rgb("{fill}"), align(center + horizon, rotate(90deg, reflow: true, '
            f"text(size: 8pt, fill: white, {text(labels.policy_number(one))})))))"
        )
    return "#set page(background: {" + "; ".join(found) + "})"


def _measure(plan: Plan, measure: Measure, labels: Labels, ways: _Ways, colour: str) -> Iterator[str]:
    mark = ""
    if measure.priority:
        mark = (
            f'#h(6pt)#box(fill: rgb("#c0392b"), inset: 3pt, text(size: 8pt, fill: white, {text(labels["priority"])}))'
        )
    number = f'text(fill: white, weight: "bold", size: 11pt, {text(labels.measure_number(measure))})'
    yield (
        f'#block(width: 100%, above: 20pt, sticky: true, grid(columns: (auto, 1fr), fill: (rgb("{colour}"), '
        f'rgb("{colour}").lighten(85%)), inset: 7pt, align: horizon, {number}, '
        f'[#text(weight: "bold", size: 13pt, {text(measure.title)}){mark}]))'
    )
    situation = " ".join(f"#par({text(one)})" for one in measure.situation)
    actions = " ".join(_deed(one, ways) for one in measure.actions)
    sides = [(labels["situation"], situation), (labels["actions"], actions)]
    blocks = [f"[{_label(name, colour)} {body}]" for name, body in sides]
    if ways.columns:
        yield f"#grid(columns: (1fr, 1.2fr), column-gutter: 16pt, {', '.join(blocks)})"
    else:
        yield from (f"#block({body})" for body in blocks)
    figures = ", ".join(_figure(one, labels, ways, colour) for one in measure.indicators)
    for slot, body in (
        ("kpi_block", f"#stack(spacing: 5pt, {figures})"),
        ("schedule", _arrows(plan, measure, labels, ways, colour)),
    ):
        yield f"#block(breakable: false, width: 100%)[{_label(labels[slot], colour)} {body}]"
    departments = text(f"{labels['departments']}：{'、'.join(measure.departments)}")
    yield f'#block(width: 100%, stroke: (y: 0.6pt + rgb("{colour}")), inset: 5pt, text(size: 9pt, {departments}))'
    yield _column(measure)


def _label(name: str, colour: str) -> str:
    words = f'text(weight: "bold", fill: rgb("{colour}"), size: 11pt, {text(name)})'
    return f"#block(above: 10pt, below: 7pt, sticky: true, {words})"


def _deed(action: Action, ways: _Ways) -> str:
    title = f'#par(text(weight: "bold", {text(f"{ways.bullet} {action.title}")}))'
    return f"{title} #pad(left: 1em, par({text(''.join(action.sentences))}))"


def _figure(one: Indicator, labels: Labels, ways: _Ways, colour: str) -> str:
    """An indicator: its name, and its two values in large type below their words and years."""

    def value(slot: str, figure: Figure, size: int) -> str:
        small = f"text(size: 7pt, {text(f'{labels[slot]}（{labels.year(figure.year)}）')})"
        large = f'text(size: {size}pt, weight: "bold", {text(labels.value(figure, one))})'
        return f"align(center, stack(spacing: 4pt, {small}, {large}))"

    return (
        f'block(width: 100%, inset: 6pt, radius: 4pt, stroke: 0.5pt + rgb("{colour}"), grid(columns: (1fr, 125pt, '
        f"18pt, 125pt), align: horizon, par(justify: false, {text(one.name)}), {value('baseline', one.baseline, 13)}, "
        f'text(fill: rgb("{colour}"), size: 14pt, {text(ways.arrow)}), {value("target", one.target, 15)}))'
    )


def _arrows(plan: Plan, measure: Measure, labels: Labels, ways: _Ways, colour: str) -> str:
    """Years as boxes, below them a row of bars for each deed; no rulings but a thin line below each row."""
    left, row = 126, 26
    column = (_WIDTH - left) / len(plan.years)
    parts = []
    for place, year in enumerate(plan.years):
        box = f'box(width: {column - 3}pt, height: 16pt, fill: rgb("{colour}"), align(center + horizon, '
        box += f"text(size: 7pt, fill: white, {text(labels.year(year))})))"
        parts.append(f"#place(dx: {left + place * column}pt, dy: 0pt, {box})")
    for place, action in enumerate(measure.actions):
        top = 20 + place * row
        name = f"box(width: {left - 6}pt, height: {row}pt, align(left + horizon, par(justify: false, leading: 0.3em, "
        parts.append(f"#place(dx: 0pt, dy: {top}pt, {name}text(size: 8pt, {text(action.title)})))))")
        parts.append(f"#place(dx: 0pt, dy: {top + row}pt, line(length: {_WIDTH}pt, stroke: 0.3pt + gray))")
        for task in action.tasks:
            x = left + (task.start - plan.first) * column
            width = (task.end - task.start + 1) * column - 3
            parts.append(f"#place(dx: {x}pt, dy: {top + 4}pt, {_bar(width, task.text, ways, colour)})")
    return f"#block(width: {_WIDTH}pt, height: {24 + row * len(measure.actions)}pt)[{' '.join(parts)}]"


def _bar(width: float, words: str, ways: _Ways, colour: str) -> str:
    inner = f"align(center + horizon, text(size: 8pt, {text(words)}))"
    light = f'rgb("{colour}").lighten(70%)'
    if ways.bar == "round":
        return f"box(width: {width}pt, height: 18pt, radius: 9pt, fill: {light}, {inner})"
    points = f"(0pt, 0pt), ({width - 8}pt, 0pt), ({width}pt, 9pt), ({width - 8}pt, 18pt), (0pt, 18pt)"
    return (
        f"box(width: {width}pt, height: 18pt)[#place(polygon(fill: {light}, {points}))"
        f"#place(box(width: {width - 6}pt, height: 18pt, {inner}))]"
    )


_COLUMNS = (
    "ある市では、予約制の窓口を始めてから、待ち時間が平均25分から8分に短くなったそうです。",
    "国の調査によると、オンライン手続を利用した人の約7割が「また利用したい」と答えています。",
    "県内では、令和5年度に12の市町が共同でシステムを調達し、経費を約2割減らしました。",
)


def _column(measure: Measure) -> str:
    if measure.serial % 2 == 0:
        return ""
    words = _COLUMNS[measure.serial // 2 % len(_COLUMNS)]
    return (
        '#block(width: 100%, breakable: false, fill: rgb("#fff6dd"), inset: 9pt, radius: 5pt)[#text(weight: "bold", '
        f'size: 9pt, "コラム") #par(text(size: 9pt, {text(words)}))]'
    )


def _back(plan: Plan, labels: Labels) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "第5章", "計画を進めるために", "chapter")
    yield Heading(2, "1", "推進する体制", "section")
    rows = (tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles)
    yield Grid(((head("役職"), head("担当者"), head("主な役割")), *rows), (3, 2.4, 5))
    yield Heading(2, "2", "見直しの進め方", "section")
    yield Para("毎年度、指標の達成状況を点検し、結果を公表します。社会情勢の変化に応じ、計画を見直します。")
    yield Heading(1, None, labels["glossary"], "appendix")
    terms = ((Cell(one.term), Cell(one.definition)) for one in plan.terms)
    yield Grid(((head(labels["term"]), head(labels["meaning"])), *terms), (2, 6))


FAMILIES = {"glossy_tabs": Family(glossy_tabs, held_out=True, bank=FIELDS_BANK)}
