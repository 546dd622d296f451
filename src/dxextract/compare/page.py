"""The comparison as a static web page that works offline: charts, tables beside them, a search box.

Decides what stands in which part and the sentence above each subject. The charts are drawn by Vega in the browser,
from one script file beside the page that vl-convert makes out of its own copy; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import vl_convert
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from dxextract.compare.charts import coverage_chart, dumbbell_chart, gantt_chart, period_chart
from dxextract.compare.model import NATIONAL_ITEMS, PHASES, ComparedBar, ComparedKpi, Comparison

_FILES = resources.files("dxextract.compare.page_files")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject's card: what can be said in a sentence, charts by unit, and the plans that only speak of it."""

    name: str
    kpis: tuple[ComparedKpi, ...]
    charts: tuple[str, ...]
    sentences: tuple[str, ...]
    plans: int
    speaking: tuple[tuple[str, str], ...]


def write_page(comparison: Comparison, folder: Path) -> None:
    """Write ``index.html`` and ``vega.js`` to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page(comparison), "utf-8")
    script = vl_convert.javascript_bundle("globalThis.vegaEmbed = vegaEmbed;")
    # A function of its own keeps the bundle's names out of the page; a module could not be loaded from a file.
    (folder / "vega.js").write_text(f"(() => {{{script}\n}})();\n", "utf-8")


def page(comparison: Comparison) -> str:
    """``index.html``."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((_FILES / "page.html.jinja").read_text("utf-8"))
    coverage = comparison.coverage()
    bars = _bars_by_item(comparison)
    return template.render(
        plans=comparison.plans,
        items=NATIONAL_ITEMS,
        phases=PHASES,
        coverage=coverage,
        coverage_chart=_script(coverage_chart(comparison)),
        lacking={
            plan.label: [name for item, name in NATIONAL_ITEMS.items() if not coverage[plan.label, item]]
            for plan in comparison.plans
        },
        subjects=list(_subjects(comparison)),
        gantts=[(NATIONAL_ITEMS.get(item, "国の項目のない施策"), found, chart) for item, found, chart in bars],  # type: ignore[call-overload]
        period_chart=_script(period_chart(comparison)),
        departments=_departments(comparison),
        style=Markup((_FILES / "style.css").read_text("utf-8")),
        script=Markup((_FILES / "page.js").read_text("utf-8")),
    )


def _script(spec: dict[str, Any] | None) -> Markup | None:
    """`spec` as JSON that may stand in a script element: no ``</script>`` in it can end the element."""
    if spec is None:
        return None
    return Markup(
        json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "").replace("\u2029", "")
    )


def _subjects(comparison: Comparison) -> Iterator[Subject]:
    for name, variants in comparison.subjects().items():
        kpis = tuple(kpi for group in variants.values() for kpi in group)
        having = {kpi.plan for kpi in kpis}
        speaking = {
            mention.plan: mention.measure
            for mention in reversed(comparison.mentions)
            if mention.subject == name and mention.plan not in having
        }
        charts = tuple(_script(dumbbell_chart(group, unit)) or "" for unit, group in _by_unit(kpis))
        yield Subject(name, kpis, charts, tuple(_sentences(variants)), len(having), tuple(sorted(speaking.items())))


def _by_unit(kpis: Sequence[ComparedKpi]) -> Iterator[tuple[str | None, list[ComparedKpi]]]:
    """The indicators that have a number, by its unit; several plans' units first."""
    groups: dict[str | None, list[ComparedKpi]] = {}
    for kpi in kpis:
        value = next((v for v in (kpi.target, kpi.baseline) if v and v.number is not None), None)
        if value is not None:
            groups.setdefault(value.unit, []).append(kpi)
    yield from sorted(groups.items(), key=lambda group: (-len({kpi.plan for kpi in group[1]}), -len(group[1])))


def _sentences(variants: dict[str, list[ComparedKpi]]) -> Iterator[str]:
    """Which plan aims highest, measure by measure; and that different measures are not one scale."""
    compared = 0
    for variant, kpis in variants.items():
        numbers = [(kpi, kpi.target) for kpi in kpis if kpi.target and kpi.target.number is not None]
        for unit in dict.fromkeys(target.unit for _, target in numbers):
            found = [(target.number or 0.0, kpi) for kpi, target in numbers if target.unit == unit]
            if len({kpi.plan for _, kpi in found}) < 2:
                continue
            compared += 1
            low, high = min(n for n, _ in found), max(n for n, _ in found)
            if low == high:
                yield f"{variant}: 目標はどの計画も{high:,.6g}{unit or ''}"
            else:
                top = "、".join(dict.fromkeys(kpi.plan for n, kpi in found if n == high))
                least = f"{low:,.6g}{unit or ''}"
                yield f"{variant}: 目標値が最も大きいのは{top}({high:,.6g}{unit or ''})、最も小さいのは{least}"
    yield from _shares(variants)
    if len({kpi.plan for kpis in variants.values() for kpi in kpis}) > 1 and len(variants) > 1 and not compared:
        yield "測り方が計画ごとに異なります。並べていますが、数値の大小をそのまま比べることはできません。"


def _shares(variants: dict[str, list[ComparedKpi]]) -> Iterator[str]:
    """The shares that plans aim at where they measure them in different ways: side by side, each with its way."""
    aims = [
        (kpi, f"{kpi.plan} {_aim(kpi)}({variant})")
        for variant, kpis in variants.items()
        for kpi in kpis
        if any(value and value.unit == "%" for value in (kpi.baseline, kpi.target))
    ]
    if len({kpi.plan for kpi, _ in aims}) > 1 and len({kpi.variant for kpi, _ in aims}) > 1:
        yield f"割合の目標: {'、'.join(words for _, words in aims)}"


def _aim(kpi: ComparedKpi) -> str:
    target = kpi.target.raw if kpi.target else "目標なし"
    known = kpi.target is not None and kpi.target.number is not None
    return target if known or kpi.baseline is None else f"{target}、現状{kpi.baseline.raw}"


def _bars_by_item(comparison: Comparison) -> list[tuple[str, list[ComparedBar], Markup | None]]:
    years = [year for bar in comparison.bars for year in (bar.start_year, bar.end_year)]
    found = []
    for item in (*NATIONAL_ITEMS, ""):
        bars = [bar for bar in comparison.bars if item in (bar.items or ("",))]
        if bars:
            found.append((item, bars, _script(gantt_chart(bars, min(years), max(years)))))
    return found


def _departments(comparison: Comparison) -> list[tuple[str, list[tuple[str, int]]]]:
    result = []
    for plan in comparison.plans:
        counts: dict[str, int] = {}
        for measure in comparison.measures:
            if measure.plan == plan.label:
                for department in dict.fromkeys(measure.departments):
                    counts[department] = counts.get(department, 0) + 1
        if counts:
            result.append((plan.label, sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))))
    return result
