"""Held-out office families of the sixth set, worded by `tests.synthetic.held_matters`, which says who may read this."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.shared import Mm

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.slides import WIDTH, SlideFile
from tests.office.word import WordFile
from tests.office.word_families import measure_records
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Measure, Plan, Policy
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head, task_cells

_SANS, _SERIF = "Noto Sans CJK JP", "Noto Serif CJK JP"
_SHADES = ("DEEAF6", "E7E6E6", "E2EFD9", "FFF2CC")
_ACCENTS = ("2A6F97", "7F5539", "52796F", "8D3B72")
_COLUMNS = (("課題", "取組", "成果指標"), ("現状・課題", "取組内容", "KPI"), ("背景", "主な取組", "数値目標"))
_EMU = 36000
"""English metric units in a millimetre."""


def _task_records(measure: Measure) -> Iterator[Record]:
    for action in measure.actions:
        for task in action.tasks:
            yield schedule_tables.record(measure.title, task.text, task.start, task.end)


def _results(plan: Plan) -> Grid:
    """What came of an earlier plan: none of this one's indicators."""
    before = plan.first - 2019
    years = (f"策定時\n（令和{before - 4}年度）", f"目標\n（令和{before}年度）", f"実績\n（令和{before}年度）")
    rows = (
        ("電子申請に対応した手続の数", "12手続", "80手続", "91手続", "◎"),
        ("マイナンバーカードの保有率", "43.5%", "80.0%", "79.2%", "○"),
        ("テレワークの実施者数", "6人", "60人", "22人", "△"),
    )
    return Grid((tuple(map(head, ("指標", *years, "評価"))), *(tuple(map(Cell, row)) for row in rows)), (4, 2, 2, 2, 1))


def _history(plan: Plan) -> Grid:
    before = plan.first - 2019
    rows = (
        (f"令和{before}年6月18日", "第1回庁内検討会議"),
        (f"令和{before}年8月1日～31日", "住民意識調査"),
        (f"令和{before}年12月3日", "第2回庁内検討会議"),
        (f"令和{before + 1}年1月15日", "意見公募（2月14日まで）"),
        (f"令和{before + 1}年3月20日", "策定"),
    )
    return Grid(((head("日付"), head("経過")), *(tuple(map(Cell, row)) for row in rows)), (2, 5))


def _people(plan: Plan) -> Grid:
    rows = (tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles)
    return Grid(((head("役職"), head("充て職"), head("役割")), *rows), (3, 3, 5))


@dataclass(frozen=True)
class _Ways:
    """What a Word plan of this family does in its own way all through."""

    shape: str
    fill: str
    label: str
    yearly: bool


def drawn_arrows(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word: a report whose tables of years are empty but for the block arrows drawn over them, which hold the texts."""
    labels = wording.labels
    file = WordFile(rng.choice((_SANS, _SERIF)), rng.choice(_SHADES))
    ways = _Ways(
        shape=rng.choice(("homePlate", "rightArrow", "homePlate")),
        fill=rng.choice(("BDD7EE", "F8CBAD", "C6E0B4", "FFFFFF")),
        label=rng.choice(("【{0}】", "■ {0}", "◆{0}", "○{0}")),
        yearly=rng.random() < 0.5,
    )
    _opening(file, plan)
    file.heading("第3章 " + rng.choice(("施策の内容", "具体的な取組", "取組の推進")), 1)
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        file.line("　" + policy.purpose)
        for measure in policy.measures:
            _drawn_measure(file, plan, measure, wording, ways)
            kpis += [kpi_record(measure.title, one, wording, steps=ways.yearly) for one in measure.indicators]
            tasks += _task_records(measure)
    file.heading("第4章 推進体制", 1)
    file.line("　計画の推進に当たっては、次の体制を整え、毎年度、進捗を点検します。")
    _set(file, _people(plan))
    file.heading("資料 策定の経過", 1)
    _set(file, _history(plan))
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _opening(file: WordFile, plan: Plan) -> None:
    place = plan.suffix
    file.cover(f"{plan.municipality}{plan.title}", f"令和{plan.first - 2018}年3月", plan.municipality)
    file.heading("第1章 計画の概要", 1)
    file.heading("1 策定の趣旨", 2)
    file.line(f"　本{place}では、住民の利便性の向上と業務の効率化を図るため、これまでも情報化に取り組んできました。")
    file.line("　社会情勢の変化を踏まえ、取組を一層進めるため、新たな計画を策定します。")
    file.heading("2 計画の期間", 2)
    file.line(f"　令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間とします。")
    file.heading("3 前計画の評価", 2)
    file.line("　前計画に掲げた指標の達成状況は、次のとおりです。")
    _set(file, _results(plan))
    file.heading("第2章 目指す将来像", 1)
    file.line(f"「{plan.slogan}」", bold=True)


def _set(file: WordFile, grid: Grid) -> Any:
    """The table with its columns as wide as asked for, which LibreOffice reads from the columns and not the cells."""
    file.table(grid, small=True)
    table = file.document.tables[-1]
    for column, part in zip(table.columns, grid.widths, strict=True):
        column.width = int(file.width * part / sum(grid.widths))
    return table


def _drawn_measure(file: WordFile, plan: Plan, measure: Measure, wording: Wording, ways: _Ways) -> None:
    labels = wording.labels

    def label(slot: str) -> None:
        file.line(ways.label.format(labels[slot]), bold=True)
        file.document.paragraphs[-1].paragraph_format.keep_with_next = True

    file.heading(numbered(measure, labels), 3)
    label("situation")
    for sentence in measure.situation:
        file.line("　" + sentence)
    label("actions")
    for position, action in enumerate(measure.actions, 1):
        file.line(f"{labels.action_number(position)} {action.title}")
        file.line("　　" + "".join(action.sentences))
    label("schedule")
    _drawn_years(file, plan, measure, wording, ways)
    label("kpi_block")
    _set(file, _indicators(measure, wording, yearly=ways.yearly))
    label("departments")
    file.line("　" + "、".join(measure.departments))


def _drawn_years(file: WordFile, plan: Plan, measure: Measure, wording: Wording, ways: _Ways) -> None:
    labels = wording.labels
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = (
        (Cell(f"{labels.action_number(n)} {one.title}"), *(Cell() for _ in plan.years))
        for n, one in enumerate(measure.actions, 1)
    )
    grid = Grid((header, *rows), (3.4, *(2 for _ in plan.years)))
    table = _set(file, grid)
    column = file.width / _EMU * 2 / sum(grid.widths)
    for row, action in zip(table.rows[1:], measure.actions, strict=True):
        row.height = Mm(12)
        for task in action.tasks:
            cell = row.cells[1 + task.start - plan.first]
            width = column * (task.end - task.start + 1) - 3
            shape = _arrow(ways, task.text, width, 9.5, number=len(file.document.element.xpath("//wp:anchor")) + 1)
            cell.paragraphs[0]._p.append(shape)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {_SPACES}/>"))
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True


_SPACES = " ".join(
    f'xmlns:{name}="http://schemas.{uri}"'
    for name, uri in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("mc", "openxmlformats.org/markup-compatibility/2006"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_DRAWING = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{order}" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>-30000</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>40000</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="矢印 {number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="{shape}"><a:avLst>{guides}</a:avLst></a:prstGeom>
<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>
<a:ln w="9525"><a:solidFill><a:srgbClr val="595959"/></a:solidFill></a:ln></wps:spPr>
<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>
<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>{text}</w:t></w:r>
</w:p></w:txbxContent></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="36000" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def _arrow(ways: _Ways, text: str, width: float, height: float, *, number: int) -> Any:
    """A run with a block arrow of `width` and `height` mm that begins at the left of the cell it stands in."""
    guide = '<a:gd name="{0}" fmla="val {1}"/>'.format
    wide = {"homePlate": guide("adj", 30000), "rightArrow": guide("adj1", 74000) + guide("adj2", 32000)}
    return parse_xml(
        _DRAWING.format(
            spaces=_SPACES,
            order=251658240 + number,
            width=int(width * _EMU),
            height=int(height * _EMU),
            number=number,
            shape=ways.shape,
            guides=wide[ways.shape],
            fill=ways.fill,
            text=escape(text),
        )
    )


def _indicators(measure: Measure, wording: Wording, *, yearly: bool) -> Grid:
    labels = wording.labels
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    middle = sample.steps if yearly else ()
    header = (
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        head(labels.value_header("baseline", sample.baseline.year)),
        *(head(labels.year(one.year)) for one in middle),
        head(labels.value_header("target", sample.target.year)),
    )
    rows: list[Row] = []
    for one in measure.indicators:
        figures = (one.baseline, *(one.steps if yearly else ()), one.target)
        units = (Cell(one.unit or "－"),) if unit else ()
        rows.append((Cell(labels.indicator_name(one)), *units, *(Cell(wording.value(f, one)) for f in figures)))
    return Grid((header, *rows), (4, *((1.1,) if unit else ()), 2.3, *(1.7 for _ in middle), 2.3))


def three_columns(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Slides: what is, what is done and what comes of it beside each other, the indicators as lines; years below."""
    file = SlideFile(_SANS, rng.choice(_ACCENTS))
    _first_slides(file, plan, wording)
    arrow = rng.choice(("→", "⇒", "▶"))
    words = rng.choice(
        (("課題", "取組", "成果指標"), ("現状・課題", "取組内容", "KPI"), ("背景", "主な取組", "数値目標"))
    )
    heads = rng.choice(("pentagon", "box"))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for measure in policy.measures:
            _columns_slide(file, plan, policy, measure, wording, (arrow, heads, words))
            kpis += [kpi_record(measure.title, one, wording, dated=True) for one in measure.indicators]
            tasks += _task_records(measure)
    file.new_slide()
    file.bar("推進体制")
    file.table(_people(plan), 14, 34, 310, 15, size=14, banded=False)
    file.page_number()
    file.new_slide()
    file.bar("策定の経過")
    file.table(_history(plan), 14, 34, 310, 13, size=14, banded=False)
    file.page_number()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _first_slides(file: SlideFile, plan: Plan, wording: Wording) -> None:
    labels = wording.labels
    file.new_slide()
    file.shape("box", "", 0, 150, WIDTH, 41, fill=file.accent)
    file.text(f"{plan.municipality}{plan.title}", 20, 62, 298, 25, size=36, bold=True, align="center")
    file.text(f"令和{plan.first - 2018}年3月　{plan.municipality}", 20, 120, 298, 12, size=18, align="center")
    file.new_slide()
    file.bar("計画の位置付けと期間")
    file.text(
        f"・{plan.municipality}総合計画の個別計画として策定します。\n\n"
        f"・期間は、令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間です。\n\n"
        f"・目指す姿は「{plan.slogan}」です。",
        15, 40, 308, 80, size=20,
    )  # fmt: skip
    file.page_number()
    file.new_slide()
    file.bar("前計画の評価")
    file.table(_results(plan), 14, 34, 310, 16, size=14, banded=False)
    file.page_number()
    file.new_slide()
    file.bar("施策の体系")
    rows: list[Row] = [tuple(head(labels[slot]) for slot in ("policy_column", "measure_column", "departments"))]
    for policy in plan.policies:
        for measure in policy.measures:
            name = Cell(f"{labels.policy_number(policy)} {policy.title}", rows=len(policy.measures))
            first = () if measure.position > 1 else (name,)
            rows.append((*first, Cell(numbered(measure, labels)), Cell("、".join(measure.departments))))
    file.table(Grid(tuple(rows), (4, 4, 4)), 14, 30, 310, min(14, 145 / len(rows)), size=12, banded=False)
    file.page_number()


def _columns_slide(
    file: SlideFile, plan: Plan, policy: Policy, measure: Measure, wording: Wording,
    ways: tuple[str, str, tuple[str, str, str]],
) -> None:  # fmt: skip
    labels = wording.labels
    arrow, heads, words = ways
    file.new_slide()
    file.text(f"{labels.policy_number(policy)} {policy.title}", 6, 1, 220, 7, size=11, color="595959")
    file.bar(numbered(measure, labels), top=9, height=13, size=20)
    departments = f"{labels['departments']}：{'、'.join(measure.departments)}"
    file.text(departments, 140, 23, 192, 7, size=11, align="right")
    actions = [line for one in measure.actions for line in (f"○{one.title}", "　" + one.sentences[0])]
    figures = [line for one in measure.indicators for line in _figure_lines(one, wording, arrow)]
    columns = (
        (8, 92, tuple(f"・{one}" for one in measure.situation)),
        (104, 104, tuple(actions)),
        (212, 118, tuple(figures)),
    )
    for (x, width, lines), word in zip(columns, words, strict=True):
        file.shape(heads, word, x, 31, width, 9, fill=file.accent, color="FFFFFF", size=13, bold=True)
        file.shape("box", "", x, 41, width, 64, fill=None, line=file.accent)
        file.text("\n".join(lines), x + 1, 42, width - 2, 62, size=12)
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = ((Cell(one.title), *task_cells(one, plan.years)) for one in measure.actions)
    file.text(f"▼{labels['schedule']}", 8, 107, 120, 8, size=12, bold=True)
    grid = Grid((header, *rows), (3.4, *(2 for _ in plan.years)))
    file.table(grid, 8, 116, WIDTH - 16, 13, size=12, banded=False)
    file.page_number()


def _figure_lines(one: Any, wording: Wording, arrow: str) -> Iterator[str]:
    labels = wording.labels
    before, after = (
        f"{labels[slot]} {wording.dated(figure, one, '{value}（{year}）')}"
        for slot, figure in (("baseline", one.baseline), ("target", one.target))
    )
    yield f"◆{one.name}"
    yield f"　{before} {arrow} {after}"
