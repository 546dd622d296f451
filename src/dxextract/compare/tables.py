"""A comparison as tables, in the form that the writers of `dxextract.export` take. Decides columns; no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dxextract.compare.model import NATIONAL_ITEMS, PHASES, ComparedKpi, Comparison, Value
from dxextract.export.rows import Row, Rows
from dxextract.export.tables import Column, ColumnType, Table

_Words = tuple[str, ColumnType, str, str]
_PLAN: _Words = ("plan", "string", "計画", "計画の呼び名 / what the plan is called here")
_DOCUMENT: _Words = ("document_id", "string", "文書ID", "文書の識別子 / the document")
_PAGE: _Words = ("page", "integer", "ページ", "根拠のページ / page it stands on")
_ITEM: _Words = ("national_item", "string", "国の項目", "国の項目(コード) / code of the national item")
_ITEM_JA: _Words = ("national_item_ja", "string", "国の項目名", "国の項目の名称 / its Japanese name")


def _table(name: str, label: str, about: str, key: tuple[str, ...], *columns: _Words) -> Table:
    made = tuple(Column(column, kind, title, words, column in key) for column, kind, title, words in columns)
    return Table(name, label, about, made, key, ())


TABLES = (
    _table(
        "plans", "計画", "比べた計画 / the plans compared", ("plan",),
        _PLAN, _DOCUMENT,
        ("municipality", "string", "自治体", "自治体名 / municipality"),
        ("prefecture", "string", "都道府県", "都道府県名 / prefecture"),
        ("title", "string", "計画名", "計画名 / title"),
        ("published", "date", "策定", "策定・公表日 / date of publication"),
        ("start_year", "integer", "開始年度", "開始年度 / first fiscal year"),
        ("end_year", "integer", "終了年度", "終了年度 / last fiscal year"),
        ("measures", "integer", "施策数", "施策の数 / number of measures"),
        ("kpis", "integer", "指標数", "成果指標の数 / number of indicators"),
        ("schedule", "integer", "工程数", "工程の数 / number of bars"),
    ),
    _table(
        "kpis", "成果指標", "同じ主題・測り方で並べた指標 / indicators by subject and measure",
        ("document_id", "kpi_id"),
        ("subject", "string", "主題", "何についての指標か / what it is about"),
        ("variant", "string", "測り方", "何を測るか / what of it is measured"),
        _PLAN, ("name", "string", "指標名", "指標名 / name"),
        ("baseline", "number", "現状値", "現状値(単位をそろえたもの) / baseline, units aligned"),
        ("baseline_year", "integer", "現状年度", "現状値の年度 / its fiscal year"),
        ("target", "number", "目標値", "目標値(単位をそろえたもの) / target, units aligned"),
        ("target_year", "integer", "目標年度", "目標値の年度 / its fiscal year"),
        ("unit", "string", "単位", "単位 / unit"),
        ("growth_per_year", "number", "年あたりの変化", "(目標値-現状値)÷年数 / change in a year"),
        ("baseline_raw", "string", "現状値(原文)", "現状値の原文 / baseline as printed"),
        ("target_raw", "string", "目標値(原文)", "目標値の原文 / target as printed"),
        ("target_direction", "string", "目標の方向", "目標の方向 / direction of the target"),
        ("cumulative", "boolean", "累計", "累計か / counted up over the years"),
        ("measure", "string", "施策", "施策名 / title of the measure"),
        ("national_items", "string", "国の項目", "国の項目(;区切り) / the national items, joined by ;"),
        _PAGE, _DOCUMENT, ("kpi_id", "string", "指標ID", "指標の識別子 / id"),
    ),
    _table(
        "coverage", "国の項目", "計画と国の項目の対応 / measures of each plan for each national item",
        ("plan", "national_item"),
        _PLAN, _ITEM, _ITEM_JA,
        ("measures", "integer", "施策数", "施策の数。0は記載なし / number of measures; 0: the plan lacks it"),
        ("kpis", "integer", "指標数", "その施策の指標の数 / indicators of these measures"),
        ("schedule", "integer", "工程数", "その施策の工程の数 / bars of these measures"),
        ("titles", "string", "施策名", "施策名(;区切り) / their titles, joined by ;"),
    ),
    _table(
        "lacking", "ない項目", "計画に施策のない国の項目 / national items for which a plan has no measure",
        ("plan", "national_item"), _PLAN, _ITEM, _ITEM_JA,
    ),
    _table(
        "measures", "施策", "国の項目ごとの施策 / measures by national item",
        ("document_id", "measure_id", "national_item"),
        _ITEM, _ITEM_JA, _PLAN, ("title", "string", "施策名", "施策名 / title"),
        ("departments", "string", "担当課", "担当課(;区切り) / departments, joined by ;"),
        ("kpis", "integer", "指標数", "指標の数 / indicators"),
        ("schedule", "integer", "工程数", "工程の数 / bars"),
        _PAGE, _DOCUMENT, ("measure_id", "string", "施策ID", "施策の識別子 / id"),
    ),
    _table(
        "schedule", "工程", "国の項目ごとの工程 / bars by national item",
        ("document_id", "schedule_id", "national_item"),
        _ITEM, _ITEM_JA, _PLAN, ("measure", "string", "施策名", "施策名 / title of the measure"),
        ("text", "string", "工程", "工程の文言 / its text"),
        ("start_year", "integer", "開始年度", "開始年度 / first fiscal year"),
        ("end_year", "integer", "終了年度", "終了年度 / last fiscal year"),
        ("phase", "string", "段階", "段階 / phase"),
        _PAGE, _DOCUMENT, ("schedule_id", "string", "工程ID", "工程の識別子 / id"),
    ),
    _table(
        "departments", "担当課", "担当課ごとの施策数 / number of measures of each department", ("plan", "department"),
        _PLAN, ("department", "string", "担当課", "担当課 / department"),
        ("measures", "integer", "施策数", "施策の数 / number of measures"),
        ("national_items", "string", "国の項目", "国の項目(;区切り) / their national items, joined by ;"),
    ),
    _table(
        "mentions", "主題への言及", "指標の主題に触れる施策 / measures that speak of an indicator's subject",
        ("document_id", "subject", "measure"),
        ("subject", "string", "主題", "主題 / subject"), _PLAN,
        ("measure", "string", "施策名", "施策名 / title of the measure"), _PAGE, _DOCUMENT,
    ),
)  # fmt: skip
"""`-` in national_item stands for no item."""
NO_ITEM = "-"


def rows_of(comparison: Comparison) -> Rows:
    """The rows of `comparison` by table."""
    coverage = comparison.coverage()
    return {
        "plans": [
            (
                p.label, p.document_id, p.municipality, p.prefecture, p.title, p.published, p.start_year, p.end_year,
                p.measures, p.kpis, p.schedule,
            )
            for p in comparison.plans
        ],
        "kpis": [_kpi(kpi) for kpi in comparison.kpis],
        "coverage": [
            (
                plan, item, name_of(item), len(found), sum(m.kpis for m in found), sum(m.schedule for m in found),
                ";".join(m.title for m in found) or None,
            )
            for (plan, item), found in coverage.items()
        ],
        "lacking": [(plan, item, name_of(item)) for (plan, item), found in coverage.items() if not found],
        "measures": list(_measures(comparison)),
        "schedule": list(_bars(comparison)),
        "departments": list(_departments(comparison)),
        "mentions": list(
            dict.fromkeys((m.subject, m.plan, m.measure, m.page, m.document_id) for m in comparison.mentions)
        ),
    }  # fmt: skip


def name_of(item: str) -> str | None:
    """The short Japanese name of a national item."""
    return {str(code): name for code, name in NATIONAL_ITEMS.items()}.get(item)


def _kpi(kpi: ComparedKpi) -> Row:
    baseline, target = kpi.baseline or Value(""), kpi.target or Value("")
    return (
        kpi.subject, kpi.variant, kpi.plan, kpi.name, baseline.number, baseline.year, target.number, target.year,
        target.unit or baseline.unit, None if kpi.growth is None else round(kpi.growth, 6),
        baseline.raw or None, target.raw or None, target.direction, kpi.cumulative, kpi.measure,
        ";".join(kpi.items) or None, kpi.page, kpi.document_id, kpi.kpi_id,
    )  # fmt: skip


def _measures(comparison: Comparison) -> Iterator[Row]:
    for item in (*NATIONAL_ITEMS, NO_ITEM):
        for m in comparison.measures:
            if item in (m.items or (NO_ITEM,)):
                yield (
                    item, name_of(item), m.plan, m.title, ";".join(m.departments) or None, m.kpis, m.schedule,
                    m.page, m.document_id, m.measure_id,
                )  # fmt: skip


def _bars(comparison: Comparison) -> Iterator[Row]:
    phases = {str(code): name for code, name in PHASES.items()}
    for item in (*NATIONAL_ITEMS, NO_ITEM):
        for b in comparison.bars:
            if item in (b.items or (NO_ITEM,)):
                yield (
                    item, name_of(item), b.plan, b.measure, b.text, b.start_year, b.end_year,
                    phases.get(b.phase or ""), b.page, b.document_id, b.schedule_id,
                )  # fmt: skip


def _departments(comparison: Comparison) -> Iterator[Row]:
    for plan in comparison.plans:
        measures = [m for m in comparison.measures if m.plan == plan.label]
        counts = Counter(department for m in measures for department in dict.fromkeys(m.departments))
        for department, count in counts.most_common():
            items = dict.fromkeys(item for m in measures if department in m.departments for item in m.items)
            yield (plan.label, department, count, ";".join(items) or None)
