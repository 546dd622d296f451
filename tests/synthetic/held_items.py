"""A held-out family of the seventh set: a plan with the numbers of official papers (readers: see `held_fields`).

As a converter turns such a Word file into text: a paragraph is one line, a row of a table one line with tabs, a merged
cell is blank but for its first, and a cell that was wrapped keeps a space where its line ended.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.synthetic import gold
from tests.synthetic.family import Family, Rendering, as_text
from tests.synthetic.held_fields import FIELDS_BANK, fields_of
from tests.synthetic.layouts_text import to_matrix
from tests.synthetic.model import Action, Measure, Plan
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, Para, Row, Story
from tests.synthetic.tables import head, task_cells
from tests.synthetic.vocabulary import Labels

_CELL = 14
"""Characters of a line in a table's cell."""
_KANA = "アイウエオカキ"
_STARS = "①②③④⑤⑥⑦"


@dataclass(frozen=True)
class _Ways:
    """How one plan counts: its chapters, its policies, its measures, the blocks and the deeds of a measure."""

    chapter: str
    policy: str
    measure: str
    block: str
    deed: str
    years: str
    related: bool
    note: str | None


_STYLES = (
    ("第{n}", "{n}", "({n})", "ア", "(ア)"),
    ("第{n}章", "第{n}節", "{n}", "(1)", "①"),
    ("{r}", "{n}", "({n})", "①", "・"),
    ("第{n}", "{n}", "({n})", "ア", "・"),
)


def text_official_items(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A text: chapters, policies, measures and the blocks of a measure are all numbered as in official papers."""
    chapter, policy, measure, block, deed = rng.choice(_STYLES)
    ways = _Ways(
        chapter=chapter,
        policy=policy,
        measure=measure,
        block=block,
        deed=deed,
        years=rng.choice(("texts", "texts", "arrows", "circles")),
        related=deed != "・" and rng.random() < 0.5,
        note=rng.choice((None, None, "備考", "把握方法")),
    )
    wording = fields_of(rng, places=("value", "value", "column"))
    labels = replace(wording, policy_style=ways.policy, measure_style=ways.measure)
    blocks: list[Block] = [_chapter(4, rng.choice(("施策の内容", "具体的な取組", "計画の内容")), ways)]
    for one in plan.policies:
        blocks += [Heading(2, labels.policy_number(one), one.title, "policy"), Para(one.purpose)]
        for found in one.measures:
            blocks += _measure(plan, found, labels, ways)
    whole = (*_front(plan, ways), *blocks, *_back(plan, labels, ways))
    schedule = {
        "texts": gold.schedule_records(plan, inferred=True),
        "arrows": gold.schedule_records(plan, inferred=False),
        "circles": gold.circle_records(plan),
    }
    records = Gold(
        measures=gold.measure_records(plan, labels),
        kpis=gold.kpi_records(plan, labels, dated=True),
        schedule=schedule[ways.years],
        glossary=gold.glossary_records(plan, readings=False),
        roles=gold.role_records(plan),
        sections=gold.section_records(whole),
    )
    cover = ("", "", plan.municipality, plan.title, "", f"令和{plan.first - 2018}年3月", plan.municipality)
    return as_text(_converted(Story(cover, whole, records)), records)


def _chapter(position: int, title: str, ways: _Ways) -> Heading:
    return Heading(1, ways.chapter.format(n=position, r="ⅠⅡⅢⅣⅤ"[position - 1]), title, "chapter")


def _section(position: int, title: str, ways: _Ways) -> Heading:
    return Heading(2, ways.policy.format(n=position), title, "section")


def _front(plan: Plan, ways: _Ways) -> Iterator[Block]:
    """Before the measures: what is counted there is none of the plan's own goals."""
    place = plan.suffix
    before = plan.first - 2019
    yield _chapter(1, "計画の基本的事項", ways)
    yield _section(1, "計画策定の目的", ways)
    yield Para(
        f"人口減少が進み、職員の確保が難しくなるなか、本{place}が将来にわたり質の高い行政サービスを提供し続けるため、"
        "デジタル技術を活用した変革の方向と取組を定めるものです。"
    )
    yield _section(2, "計画の位置付け", ways)
    yield Para(f"本計画は、第3次{plan.municipality}総合計画を上位計画とし、行政分野のデジタル化を進める計画です。")
    yield _section(3, "計画の期間", ways)
    yield Para(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間とします。")
    yield _chapter(2, "現状と動向", ways)
    yield _section(1, "国の動向", ways)
    yield Para("国は、令和7年度末までに基幹業務システムを標準準拠システムへ移行することを目標に掲げています。")
    yield Para("また、全国の自治体のうちオンライン申請に対応した手続を持つ割合は、令和5年度で98.2%に達しています。")
    yield _section(2, "これまでの取組の成果", ways)
    yield Para(f"前計画（令和{before - 3}年度～令和{before}年度）で掲げた目標の達成状況は、次のとおりです。")
    header = tuple(
        map(head, ("目標項目", "計画当初", f"目標（令和{before}年度）", f"結果（令和{before}年度）", "評価"))
    )
    rows = (
        ("オンライン申請ができる手続の数", "8手続", "40手続", "52手続", "A"),
        ("議会のタブレット会議の実施回数", "0回", "12回", "12回", "A"),
        ("公衆無線LANを設置した施設の数", "3施設", "12施設", "7施設", "C"),
    )
    yield Grid((header, *(tuple(map(Cell, row)) for row in rows)), (4, 2, 2, 2, 1))
    yield _section(3, f"{place}民の意識", ways)
    yield Para(f"令和{before}年に{place}民1,500人を対象に行った調査の結果は、次のとおりです（回収率42.7%）。")
    yield Bullet("・", "スマートフォンを持っている方は、82.4%でした。")
    yield Bullet("・", "オンラインで手続をしたことがある方は、31.6%でした。")
    yield Bullet("・", "デジタル化に不安を感じる方は、60歳以上で57.9%でした。")
    yield _chapter(3, "目指す姿", ways)
    yield _section(1, "基本理念", ways)
    yield Para(f"「{plan.slogan}」")
    yield _section(2, "取組の柱", ways)
    yield Para("基本理念の実現に向け、次の柱に沿って取り組みます。")
    yield from (Bullet("・", policy.title) for policy in plan.policies)


def _measure(plan: Plan, measure: Measure, labels: Labels, ways: _Ways) -> Iterator[Block]:
    marks = iter({"ア": list(_KANA), "(1)": [f"({n})" for n in range(1, 8)], "①": list(_STARS)}[ways.block])

    def block(slot: str) -> Heading:
        return Heading(4, next(marks), labels[slot], "facet")

    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield block("situation")
    yield from map(Para, measure.situation)
    yield block("actions")
    for position, action in enumerate(measure.actions):
        yield Bullet(_deed(ways, position), action.title)
        inner = "－" if ways.deed == "・" else "・"
        yield from (Bullet(inner, sentence, 1) for sentence in action.sentences)
    yield block("schedule")
    yield _years(plan, measure, labels, ways)
    yield block("kpi_block")
    yield _indicators(measure, labels, ways)
    yield block("departments")
    yield Para("、".join(measure.departments))


def _deed(ways: _Ways, position: int) -> str:
    return {"(ア)": f"({_KANA[position]})", "①": _STARS[position], "・": "・"}[ways.deed]


def _years(plan: Plan, measure: Measure, labels: Labels, ways: _Ways) -> Grid:
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = []
    for position, action in enumerate(measure.actions):
        number = "" if ways.deed == "・" else f"{_deed(ways, position)} "
        rows.append((Cell(f"{number}{action.title}"), *_year_cells(plan, action, ways)))
    return Grid((header, *rows), (3, *(2 for _ in plan.years)))


def _year_cells(plan: Plan, action: Action, ways: _Ways) -> Row:
    if ways.years == "texts":
        return task_cells(action, plan.years)
    cells = []
    for year in plan.years:
        task = next((one for one in action.tasks if one.start <= year <= one.end), None)
        if ways.years == "circles":
            cells.append(Cell("" if task is None else "○"))
        else:
            cells.append(Cell("－" if task is None else task.text if task.start == year else "→"))
    return tuple(cells)


def _indicators(measure: Measure, labels: Labels, ways: _Ways) -> Grid:
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    header = (
        *((head("関連する取組"),) if ways.related else ()),
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        head(labels.value_header("baseline", sample.baseline.year).replace("\n", " ")),
        head(labels.value_header("target", sample.target.year).replace("\n", " ")),
        *((head(ways.note),) if ways.note else ()),
    )
    rows: list[Row] = []
    for place, one in enumerate(measure.indicators):
        deed = _deed(ways, min(place, len(measure.actions) - 1))
        rows.append(
            (
                *((Cell(deed),) if ways.related else ()),
                Cell(labels.indicator_name(one)),
                *((Cell(one.unit or "－"),) if unit else ()),
                *(Cell(labels.value(figure, one)) for figure in (one.baseline, one.target)),
                *((Cell("担当課による集計"),) if ways.note else ()),
            )
        )
    return Grid((header, *rows), tuple(1 for _ in header))


def _back(plan: Plan, labels: Labels, ways: _Ways) -> Iterator[Block]:
    yield _chapter(5, "計画の推進", ways)
    yield _section(1, "推進体制", ways)
    yield Para("計画の推進体制は、次のとおりとします。")
    rows = (tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles)
    yield Grid(((head("役割"), head("担当"), head("内容")), *rows), (3, 2, 5))
    yield _section(2, "進行管理", ways)
    yield Para("毎年度、取組の状況を確認し、必要に応じて計画を見直します。")
    yield _section(3, "財政上の見通し", ways)
    yield Para("計画期間中の経費の見込みは、次のとおりです。（単位：千円）")
    rng = random.Random(f"money-{plan.municipality}")
    costs = ((Cell(kind), *(Cell(f"{rng.randint(6, 80) * 150:,}") for _ in plan.years)) for kind in _COSTS)
    yield Grid(
        ((head("区分"), *(head(labels.year(year)) for year in plan.years)), *costs), (3, *(2 for _ in plan.years))
    )
    yield Heading(1, None, labels["glossary"], "appendix")
    terms = ((Cell(one.term), Cell(one.definition)) for one in plan.terms)
    yield Grid(((head(labels["term"]), head(labels["meaning"])), *terms), (2, 7))


_COSTS = ("機器の購入", "システムの利用料", "研修・支援")


def _converted(story: Story) -> str:
    parts = ["\n".join(story.cover), "目次", "\n".join(_contents(story)), ""]
    before: Block | None = None
    for block in story.blocks:
        if isinstance(block, Bullet):
            line = f" {'  ' * block.depth}- {block.mark} {block.text}"
            if isinstance(before, Bullet):
                parts[-1] += "\n" + line
            else:
                parts.append(line)
        else:
            parts.append(_set(block))
        before = block
    return "\n\n".join(parts) + "\n"


def _set(block: Block) -> str:
    match block:
        case Heading():
            return block.text + (f"【{block.mark}】" if block.mark else "")
        case Para():
            return block.text
        case Grid():
            rows = to_matrix(block)
            return "\n".join("\t".join(map(_wrapped, row)) for row in rows)
        case _:
            raise ValueError(f"{type(block).__name__} is not set")


def _contents(story: Story) -> Iterator[str]:
    for place, block in enumerate(story.blocks):
        if isinstance(block, Heading) and block.depth <= 3:
            yield f"{block.text}\t{1 + place // 14}"


def _wrapped(text: str) -> str:
    """The text of a cell with a space where its line ended, between two Japanese characters only."""
    if len(text) > 4 * _CELL:
        return text  # a wide cell: its lines were joined
    found = ""
    for place, char in enumerate(text):
        if place and place % _CELL == 0 and len(text) - place > 1 and _wide(char) and _wide(found[-1]):
            found += " "
        found += char
    return found


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char).startswith("L")


FAMILIES = {"text_official_items": Family(text_official_items, held_out=True, bank=FIELDS_BANK)}
