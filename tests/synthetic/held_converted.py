"""A held-out family of the fifth set: a report as a converter turns its PDF into text (readers: see `held_topics`).

A paragraph is one line, a row of a table is one line with tabs, merged cells are blank but for their first, a cell that
was wrapped keeps a space where it was, bullets have two marks, pages are apart by blank lines.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tests.synthetic import gold
from tests.synthetic.family import Family, Rendering, as_text
from tests.synthetic.held_topics import TOPICS_BANK, topics_of
from tests.synthetic.layouts_text import to_matrix
from tests.synthetic.model import Indicator, Measure, Plan
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story
from tests.synthetic.tables import head, task_cells
from tests.synthetic.vocabulary import Labels

_EXTRA_LINES = ("住民への周知", "利用状況の確認と改善", "操作研修の開催", "対象の拡大に向けた検討")
_KINDS = (("活動指標", "成果指標"), ("アウトプット", "アウトカム"), ("アウトプット指標", "アウトカム指標"))
_COLUMNS = 88
"""Columns of a whole table on the page that was converted; a Japanese character takes two."""


@dataclass(frozen=True)
class _Ways:
    """What a plan of this family does in its own way all through."""

    mark: str
    kinds: tuple[str, str]
    columns_last: str | None
    rows_of_years: bool


def text_kind_rows(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """Indicators by kind in merged cells, years by the numbers of what is done; all as a converter prints it."""
    labels = topics_of(rng)
    ways = _Ways(
        mark=rng.choice(("■", "◇", "●", "【】")),
        kinds=rng.choice(
            (("活動指標", "成果指標"), ("アウトプット", "アウトカム"), ("アウトプット指標", "アウトカム指標"))
        ),
        columns_last=rng.choice((None, "把握方法", "出典")),
        rows_of_years=rng.random() < 0.5,
    )
    chapter = Heading(1, "第4章", rng.choice(("具体的な取組の内容", "推進する施策", "分野別の取組内容")), "chapter")
    blocks: list[Block] = [chapter]
    tasks: list[gold.Record] = []
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            extra = _extra_line(plan, measure, rng) if ways.rows_of_years else None
            blocks += [*_measure(plan, measure, labels, ways, extra), NewPage()]
            for place, action in enumerate(measure.actions):
                tasks += gold.action_schedule(measure, action, plan.last, inferred=True)
                if extra and place == 0:
                    years = {"start_fiscal_year": extra[1], "end_fiscal_year": plan.last}
                    tasks.append({"measure": measure.title, "text": extra[0], **years})
    whole = (*_front(plan, labels), *blocks, *_back(plan, labels))
    records = Gold(
        measures=gold.measure_records(plan, labels),
        kpis=gold.kpi_records(plan, labels),
        schedule=tuple(tasks),
        glossary=gold.glossary_records(plan, readings=False),
        roles=gold.role_records(plan),
        sections=gold.section_records(whole),
    )
    cover = (f"{plan.municipality}{plan.title}", f"令和{plan.first - 2018}年3月", plan.municipality, "第1版")
    story = Story(cover, whole, records)
    return as_text(_converted(story, ways.mark), records)


def _front(plan: Plan, labels: Labels) -> Iterator[Block]:
    place = plan.suffix
    yield Heading(1, "第1章", "計画の策定に当たって", "chapter")
    yield Heading(2, "1", "策定の趣旨", "section")
    yield Para(
        f"社会のデジタル化が進むなか、本{place}の行政サービスを将来にわたって維持し、高めていくために、"
        f"これからの{len(plan.years)}年間に取り組むことを示すものとして本計画を策定します。"
    )
    yield Heading(2, "2", "位置付け", "section")
    yield Para(f"本計画は、官民データ活用推進基本法に基づく{plan.municipality}の官民データ活用推進計画を兼ねます。")
    yield Heading(2, "3", "計画期間", "section")
    yield Para(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までとします。")
    yield NewPage()
    yield Heading(1, "第2章", f"本{place}を取り巻く状況", "chapter")
    yield Heading(2, "1", "人口の推移", "section")
    yield Para(f"本{place}の人口は減り続けており、65歳以上の割合が高まっています。")
    years = ("平成22年", "平成27年", "令和2年")
    rows = (("総人口", "18,204人", "16,911人", "15,437人"), ("65歳以上の割合", "29.8%", "34.1%", "37.6%"))
    header = (head("区分"), *map(head, years))
    yield Grid((header, *(tuple(map(Cell, row)) for row in rows)), (3, 2, 2, 2))
    yield Para("資料：国勢調査")
    yield Heading(2, "2", "住民アンケートの結果", "section")
    yield Bullet("・", "スマートフォンを毎日使うと答えた方は78.4%でした。")
    yield Bullet("・", "行政のデジタル化に期待することは「手続の簡素化」が最も多く、61.2%でした。")
    yield NewPage()
    yield Heading(1, "第3章", "計画の考え方", "chapter")
    yield Heading(2, "1", "基本理念", "section")
    yield Para(f"「{plan.slogan}」")
    yield Heading(2, "2", f"{labels['policy_column']}と施策", "section")
    yield Para("基本理念の実現に向けて、次の施策を進めます。")
    yield Grid(tuple(_system(plan, labels)), (4, 5))
    yield NewPage()


def _system(plan: Plan, labels: Labels) -> Iterator[Row]:
    yield (head(labels["policy_column"]), head(labels["measure_column"]))
    for policy in plan.policies:
        for measure in policy.measures:
            first = () if measure.position > 1 else (Cell(_numbered(labels.policy_number(policy), policy.title),
                                                          rows=len(policy.measures)),)  # fmt: skip
            yield (*first, Cell(_numbered(labels.measure_number(measure), measure.title)))


def _numbered(number: str, title: str) -> str:
    return f"{number} {title}"


def _back(plan: Plan, labels: Labels) -> Iterator[Block]:
    yield Heading(1, "第5章", "計画の推進", "chapter")
    yield Heading(2, "1", "推進体制", "section")
    yield Para("本計画は、次の体制で進めます。")
    rows = (tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles)
    yield Grid(((head("役職"), head("充て職"), head("主な役割")), *rows), (3, 2, 5))
    yield Heading(2, "2", "進捗の確認", "section")
    yield Para("取組の状況は、毎年度、議会に報告するとともにホームページで公表します。")
    yield NewPage()
    yield Heading(1, None, labels["glossary"], "appendix")
    terms = ((Cell(one.term), Cell(one.definition)) for one in plan.terms)
    yield Grid(((head(labels["term"]), head(labels["meaning"])), *terms), (2, 7))


def _measure(
    plan: Plan, measure: Measure, labels: Labels, ways: _Ways, extra: tuple[str, int] | None
) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield from map(Para, measure.situation)
    yield Heading(4, None, labels["vision"], "facet")
    yield Bullet("・", f"{measure.title}が進み、住民が便利さを実感している。")
    yield Bullet("・", "職員が余裕を持って住民と向き合うことができている。")
    yield Heading(4, None, labels["actions"], "facet")
    for position, action in enumerate(measure.actions, 1):
        yield Para(f"{labels.action_number(position)} {action.title}")
        for sentence in action.sentences:
            yield Bullet("・", sentence)
    yield Heading(4, None, labels["effect"], "facet")
    yield Bullet("・", "住民：手続や移動にかかる時間を減らすことができる。")
    yield Bullet("・", "行政：作業の重なりがなくなり、人員を有効に配置することができる。")
    yield Heading(4, None, labels["departments"], "facet")
    yield Para("、".join(measure.departments))
    yield Heading(4, None, labels["schedule"], "facet")
    yield _years(plan, measure, labels, extra)
    yield Heading(4, None, labels["kpi_block"], "facet")
    yield _indicators(measure, labels, ways)


def _extra_line(plan: Plan, measure: Measure, rng: random.Random) -> tuple[str, int]:
    """What goes on beside the first thing done, from some year to the end, on a line of its own."""
    taken = {task.text for action in measure.actions for task in action.tasks}
    text = rng.choice([line for line in _EXTRA_LINES if line not in taken])
    return text, rng.choice(plan.years)


def _years(plan: Plan, measure: Measure, labels: Labels, extra: tuple[str, int] | None) -> Grid:
    header = (head(labels["row_number"]), *(head(labels.year(year)) for year in plan.years))
    rows: list[Row] = []
    for position, action in enumerate(measure.actions, 1):
        height = 2 if extra and position == 1 else 1
        rows.append((Cell(labels.action_number(position), rows=height), *task_cells(action, plan.years)))
        if extra and position == 1:
            rows.append(tuple(Cell(extra[0] if year == extra[1] else "") for year in plan.years))
    return Grid((header, *rows), (1.4, *(2 for _ in plan.years)))


def _indicators(measure: Measure, labels: Labels, ways: _Ways) -> Grid:
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    header = (
        head(labels["kind_column"]),
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
        *((head(ways.columns_last),) if ways.columns_last else ()),
    )
    half = len(measure.indicators) // 2
    groups = zip(ways.kinds, (measure.indicators[:half], measure.indicators[half:]), strict=True)
    rows = [row for kind, ones in groups for row in _kind_rows(kind, ones, labels, ways)]
    widths = (1.6, 4, *((1,) if unit else ()), 2.2, 2.2, *((2.4,) if ways.columns_last else ()))
    return Grid((header, *rows), widths)


def _kind_rows(kind: str, ones: tuple[Indicator, ...], labels: Labels, ways: _Ways) -> Iterator[Row]:
    for place, one in enumerate(ones):
        yield (
            *(() if place else (Cell(kind, rows=len(ones)),)),
            Cell(one.name),
            *((Cell(one.unit or "－"),) if labels.unit_place == "column" else ()),
            *(Cell(labels.value(figure, one)) for figure in (one.baseline, one.target)),
            *((Cell("担当課による集計"),) if ways.columns_last else ()),
        )


def _converted(story: Story, mark: str) -> str:
    """The story as a converter writes it, with its contents before it."""
    parts = [*story.cover, "目次", "\n".join(_contents(story)), ""]
    lists: list[str] = []
    for block in story.blocks:
        if lists and not isinstance(block, Bullet):
            parts.append("\n".join(lists))
            lists = []
        match block:
            case Heading(role="facet"):
                parts.append(f"{mark[0]}{block.title}{mark[1]}" if len(mark) == 2 else f"{mark} {block.title}")
            case Heading():
                parts.append(block.text + (f" {block.mark}" if block.mark else ""))
            case Para():
                parts.append(block.text)
            case Bullet():
                lists.append(f"- {block.mark} {block.text}")
            case Grid():
                parts.append("\n".join(_rows(block)))
            case NewPage():
                parts.append("\n")
            case _:
                raise ValueError(f"{type(block).__name__} is not set")
    return "\n\n".join(parts) + "\n"


def _contents(story: Story) -> Iterator[str]:
    page = 1
    for block in story.blocks:
        page += isinstance(block, NewPage)
        if isinstance(block, Heading) and block.depth <= 3:
            yield f"{block.text}.....\t{page}"


def _rows(grid: Grid) -> Iterator[str]:
    widths = [int(_COLUMNS * width / sum(grid.widths)) // 2 * 2 for width in grid.widths]
    header, *rows = to_matrix(grid)
    yield "\t".join(header)
    for row in rows:
        yield "\t".join(_wrapped(text, width) for text, width in zip(row, widths, strict=True))


def _wrapped(text: str, width: int) -> str:
    """The text of a cell with a space where its line ended, which is between two Japanese characters here."""
    lines, line = [], ""
    for char in text:
        full = sum(2 if _wide(one) else 1 for one in line) + (2 if _wide(char) else 1) > width
        if full and line and _wide(char) and _wide(line[-1]) and char not in "ーっゃゅょ。、）」":
            lines.append(line)
            line = ""
        line += char
    return " ".join([*lines, line])


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


FAMILIES = {"text_kind_rows": Family(text_kind_rows, held_out=True, bank=TOPICS_BANK)}
