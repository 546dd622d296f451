"""The charts of the comparison page as Vega-Lite specifications (plain JSON values, drawn in the browser).

Decides marks, order and colours; every chart shows what a table beside it says in words. Colours are Paul Tol's, told
apart by the colour blind, and never the only sign: bars and points carry their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dxextract.compare.model import NATIONAL_ITEMS, PHASES, ComparedBar, ComparedKpi, Comparison

Spec = dict[str, Any]

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_BASELINE, _TARGET = "#7a8599", "#0b62a4"
_PHASE_COLOURS = ("#66ccee", "#ccbb44", "#4477aa", "#228833", "#aa3377", "#bbbbbb")
_DATED = re.compile("年|[RH][0-9]")
"""A value that says its own date needs no second one beside it."""
_NO_PHASE = "段階なし"
_LABEL_LIMIT = 260
_BAR_LABELS = 220
_UP = {"increase": "増やす", "decrease": "減らす", "maintain": "保つ"}


def coverage_chart(comparison: Comparison) -> Spec:
    """Plan by national item: the number of measures, an empty field where the plan has none."""
    values = [
        {"計画": plan, "項目": NATIONAL_ITEMS[item], "施策数": len(found), "施策": "、".join(m.title for m in found)}  # type: ignore[index]
        for (plan, item), found in comparison.coverage().items()
    ]
    y = {"field": "計画", "type": "nominal", "title": None, "axis": {"labelLimit": _LABEL_LIMIT}}
    x = {
        "field": "項目",
        "type": "nominal",
        "title": None,
        "sort": list(NATIONAL_ITEMS.values()),
        "axis": {"orient": "top", "labelAngle": -40, "labelLimit": 200},
    }
    tooltip = [{"field": name, "type": "nominal"} for name in ("計画", "項目", "施策数", "施策")]
    colour = {
        "condition": {"test": "datum['施策数'] == 0", "value": "transparent"},
        "field": "施策数",
        "type": "quantitative",
        "scale": {"scheme": "blues", "domainMin": -1},
        "legend": None,
    }
    text_colour = {"condition": {"test": "datum['施策数'] > 2", "value": "white"}, "value": "#1b2430"}
    return {
        "$schema": _SCHEMA,
        "data": {"values": values},
        "width": {"step": 46},
        "height": {"step": 30},
        "encoding": {"x": x, "y": y, "tooltip": tooltip},
        "layer": [
            {"mark": {"type": "rect", "stroke": "#9aa5b5", "strokeWidth": 0.5}, "encoding": {"color": colour}},
            {
                "transform": [{"filter": "datum['施策数'] > 0"}],
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {"text": {"field": "施策数"}, "color": text_colour},
            },
        ],
    }


def dumbbell_chart(kpis: Sequence[ComparedKpi], unit: str | None) -> Spec:
    """Baseline to target of a subject's indicators in one unit: a block for each measure, on one scale."""
    scale: Spec = {"domain": [0, 100]} if unit == "%" and _within_hundred(kpis) else {"zero": True, "nice": True}
    variants: dict[str, list[ComparedKpi]] = {}
    for kpi in kpis:
        variants.setdefault(kpi.variant, []).append(kpi)
    blocks = [
        _dumbbell_block(variant, group, scale, unit if number == len(variants) else None)
        for number, (variant, group) in enumerate(variants.items(), 1)
    ]
    return {"$schema": _SCHEMA, "vconcat": blocks, "resolve": {"scale": {"x": "shared"}}, "spacing": 14}


def _dumbbell_block(variant: str, kpis: Sequence[ComparedKpi], scale: Spec, axis_title: str | None) -> Spec:
    values = [_dumbbell_row(kpi) for kpi in kpis]
    y = {
        "field": "行",
        "type": "nominal",
        "sort": [value["行"] for value in values],
        "title": None,
        "axis": {"labelLimit": _LABEL_LIMIT, "labelExpr": "split(datum.value, '\\t')[0]", "minExtent": 90},
    }
    axis = {"title": axis_title, "format": ",~r", "tickCount": 5, "grid": True}
    x = {"type": "quantitative", "scale": scale, "axis": axis}
    names = ("計画", "指標", "測り方", "現状", "目標", "年あたり")
    point = {"type": "point", "shape": "circle", "size": 130, "strokeWidth": 2.5}
    layers = [
        (
            {"type": "rule", "strokeWidth": 3, "opacity": 0.55, "color": _TARGET},
            {"x": {**x, "field": "始"}, "x2": {"field": "終"}},
        ),
        ({**point, "fill": "white", "stroke": _BASELINE}, {"x": {**x, "field": "現状値"}}),
        ({**point, "fill": _TARGET, "stroke": _TARGET}, {"x": {**x, "field": "目標値"}}),
        (
            {"type": "text", "align": "left", "dx": 12, "fontSize": 12, "color": "#44506a"},
            {"x": {**x, "field": "端"}, "text": {"field": "ことば"}},
        ),
    ]  # fmt: skip
    return {
        "title": {"text": variant, "anchor": "start", "fontSize": 13, "offset": 4},
        "data": {"values": values},
        "width": 330,
        "height": {"step": 30},
        "encoding": {"y": y, "tooltip": [{"field": name, "type": "nominal"} for name in names]},
        "layer": [{"mark": mark, "encoding": encoding} for mark, encoding in layers],
    }


def _dumbbell_row(kpi: ComparedKpi) -> Spec:
    baseline, target = kpi.baseline, kpi.target
    start = baseline.number if baseline else None
    end = target.number if target else None
    words = _UP.get(target.direction or "", "") if target and end is None else ""
    year = f"({target.year}年度)" if target and target.year and not _DATED.search(target.raw) else ""
    said = f"{target.raw} {words}".strip() if target else "目標なし"
    return {
        "行": f"{kpi.plan}\t{kpi.kpi_id}",
        "計画": kpi.plan,
        "指標": kpi.name,
        "測り方": kpi.variant,
        "現状値": start,
        # A line needs both of its ends; where one is not known, neither is given.
        "始": None if end is None else start,
        "終": None if start is None else end,
        "目標値": end,
        "端": max((value for value in (start, end) if value is not None), default=0),
        "ことば": f"目標 {said}{year}",
        "現状": baseline.raw if baseline else "記載なし",
        "目標": f"{said}{year}",
        "年あたり": "" if kpi.growth is None else f"{kpi.growth:+.3g}",
    }


def _within_hundred(kpis: Sequence[ComparedKpi]) -> bool:
    numbers = [v.number for kpi in kpis for v in (kpi.baseline, kpi.target) if v and v.number is not None]
    return all(0 <= number <= 100 for number in numbers)


def gantt_chart(bars: Sequence[ComparedBar], first: int, last: int) -> Spec:
    """The bars of one national item, plan by plan, on the fiscal years `first` to `last` that all charts share."""
    phases = {str(code): name for code, name in PHASES.items()}
    values = [
        {
            "行": f"{bar.text}\t{bar.schedule_id}",
            "計画": bar.plan,
            "施策": bar.measure or "",
            "工程": bar.text,
            "始": bar.start_year,
            "終": bar.end_year + 1,
            "年度": str(bar.start_year) if bar.start_year == bar.end_year else f"{bar.start_year}~{bar.end_year}",
            "段階": phases.get(bar.phase or "", _NO_PHASE),
        }
        for bar in sorted(bars, key=lambda bar: (bar.plan, bar.measure or "", bar.start_year, bar.end_year))
    ]
    tooltip = [{"field": name, "type": "nominal"} for name in ("計画", "施策", "工程", "年度", "段階")]
    colour = {
        "field": "段階",
        "type": "nominal",
        "scale": {"domain": [*PHASES.values(), _NO_PHASE], "range": list(_PHASE_COLOURS)},
        "legend": {"orient": "top", "title": None, "columns": 6},
    }
    y = {
        "field": "行",
        "type": "nominal",
        "sort": [value["行"] for value in values],
        "title": None,
        # The same extent everywhere, so that the years of all charts stand below each other.
        "axis": {
            "labelLimit": _BAR_LABELS,
            "minExtent": _BAR_LABELS,
            "maxExtent": _BAR_LABELS,
            "labelExpr": "split(datum.value, '\\t')[0]",
        },
    }
    return {
        "$schema": _SCHEMA,
        "data": {"values": values},
        "facet": {"row": {"field": "計画", "type": "nominal", "title": None, "header": _PLAN_HEADER}},
        "spec": {
            "width": 360,
            "height": {"step": 20},
            "mark": {"type": "bar", "cornerRadius": 3, "height": {"band": 0.75}},
            "encoding": {"y": y, "x": _years(first, last), "x2": {"field": "終"}, "color": colour, "tooltip": tooltip},
        },
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 10,
    }


_PLAN_HEADER = {
    "labelAngle": 0,
    "labelAlign": "left",
    "labelAnchor": "start",
    "labelOrient": "top",
    "labelFontWeight": "bold",
    "labelPadding": 4,
}


def period_chart(comparison: Comparison) -> Spec | None:
    """The years that each plan is for; None where no plan says them."""
    spans = [
        (plan, plan.start_year if plan.start_year is not None else plan.end_year, plan.end_year)
        for plan in comparison.plans
        if plan.end_year is not None
    ]
    if not spans:
        return None
    values = [
        {
            "計画": plan.label,
            "始": start,
            "終": end + 1,
            "期間": f"{'' if plan.start_year is None else start}~{end}年度",
            "計画名": plan.title or "",
        }
        for plan, start, end in spans
    ]
    x = _years(min(start for _, start, _ in spans), max(end for _, _, end in spans))
    axis = {"labelLimit": _LABEL_LIMIT}
    y = {"field": "計画", "type": "nominal", "title": None, "sort": {"field": "始"}, "axis": axis}
    tooltip = [{"field": name, "type": "nominal"} for name in ("計画", "計画名", "期間")]
    return {
        "$schema": _SCHEMA,
        "data": {"values": values},
        "width": 520,
        "height": {"step": 30},
        "encoding": {"y": y, "tooltip": tooltip},
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadius": 3, "height": {"band": 0.7}, "color": _TARGET},
                "encoding": {"x": x, "x2": {"field": "終"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": "white", "fontSize": 12},
                "encoding": {"x": x, "text": {"field": "期間"}},
            },
        ],
    }


def _years(first: int, last: int) -> Spec:
    """An axis of fiscal years: a year is the space between its tick and the next."""
    axis = {"format": "d", "values": list(range(first, last + 2)), "title": "年度(目盛りは年度の始まり)", "grid": True}
    return {"field": "始", "type": "quantitative", "scale": {"domain": [first, last + 1], "nice": False}, "axis": axis}
