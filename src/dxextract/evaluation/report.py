"""Scores for the terminal: one plan, a set of plans, the fields, and what went wrong.

Decides columns and how a figure is written; prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from dxextract.evaluation.calibration import SURE, Calibration, calibrate_by_kind
from dxextract.evaluation.plan_score import PlanScore
from dxextract.evaluation.summary import Summary, summaries_to_dict
from dxextract.evaluation.tally import Tally
from dxextract.evaluation.texts import TEXT_MODES


def score_table(score: PlanScore) -> Table:
    """Precision, recall and F1 of each record type, and how its evidence holds."""
    table = Table(title=escape(score.name), title_justify="left")
    table.add_column("records")
    for name in ("F1", "precision", "recall", "right", "gold", "output"):
        table.add_column(name, justify="right")
    for kind, record in score.records.items():
        tally = record.tally
        if tally.empty:
            continue
        figures = (f"{tally.f1:.3f}", f"{tally.precision:.3f}", f"{tally.recall:.3f}")
        table.add_row(kind, *figures, str(tally.right), str(tally.gold), str(tally.output))
    if score.grounding is not None:
        grounding = score.grounding
        checked = grounding.records - grounding.unverifiable
        table.add_section()
        table.add_row("grounding", f"{grounding.share:.3f}", "", "", str(grounding.grounded), "", str(checked))
    return table


def field_table(score: PlanScore) -> Table:
    """F1 of each field in its modes."""
    table = Table(title=f"{escape(score.name)}: fields (F1)", title_justify="left")
    table.add_column("field")
    for mode in TEXT_MODES:
        table.add_column(mode, justify="right")
    for kind, record in score.records.items():
        for name, modes in record.fields.items():
            if not record.tally.empty:
                table.add_row(f"{kind}.{name}", *(_f1(modes.get(mode)) for mode in TEXT_MODES))
    return table


def _f1(tally: Tally | None) -> str:
    return "" if tally is None else f"{tally.f1:.3f}"


def reliability_table(name: str, calibration: Calibration) -> Table:
    """Confidence against the share of right records, one row for each tenth."""
    title = f"{escape(name)}: confidence (expected error {calibration.expected_error:.3f})"
    table = Table(title=title, title_justify="left")
    for column in ("from", "to", "records", "confidence", "right"):
        table.add_column(column, justify="right")
    for b in calibration.bins:
        table.add_row(f"{b.low:.1f}", f"{b.high:.1f}", str(b.count), f"{b.confidence:.3f}", f"{b.right:.3f}")
    return table


def sureness_table(name: str, calibrations: dict[str, Calibration]) -> Table:
    """For each list how many of its records are surer than 0.9, and how many of those are right."""
    table = Table(title=f"{escape(name)}: records above {SURE}", title_justify="left")
    table.add_column("records")
    for column in ("all", "right", f"> {SURE}", "of them right"):
        table.add_column(column, justify="right")
    for kind, one in calibrations.items():
        right = sum(b.count * b.right for b in one.bins) / one.records
        sure = "-" if one.sure_right is None else f"{one.sure_right:.3f}"
        table.add_row(kind, str(one.records), f"{right:.3f}", str(one.sure), sure)
    return table


def summary_table(summaries: dict[str, Summary]) -> Table:
    """Macro mean with its interval and the worst plan, one row for each record type."""
    plans = max((summary.plans for summary in summaries.values()), default=0)
    table = Table(title=f"macro mean ({plans} plans)", title_justify="left")
    table.add_column("records")
    for name in ("mean", "95 %", "worst"):
        table.add_column(name, justify="right")
    table.add_column("worst plan", overflow="fold")
    table.add_column("plans", justify="right")
    for kind, one in summaries.items():
        interval = f"{one.low:.3f}-{one.high:.3f}"
        row = (f"{one.mean:.3f}", interval, f"{one.worst:.3f}", escape(one.worst_plan), str(one.plans))
        table.add_row(kind, *row)
    return table


def municipality_table(summaries: dict[str, Summary]) -> Table:
    """The mean of each record type by municipality."""
    names = list(dict.fromkeys(name for summary in summaries.values() for name in summary.by_municipality))
    table = Table(title="by municipality", title_justify="left")
    table.add_column("records")
    for name in names:
        table.add_column(escape(name), justify="right")
    for kind, one in summaries.items():
        values = (one.by_municipality.get(name) for name in names)
        table.add_row(kind, *("-" if value is None else f"{value:.3f}" for value in values))
    return table


def difference_lines(scores: Sequence[PlanScore]) -> Iterator[str]:
    """One line for each record that is missing, surplus or wrong, and for evidence that does not hold."""
    for score in scores:
        for kind, record in score.records.items():
            for one in record.differences:
                yield f"{score.name} {kind} {one.what}: {one.key}" + (f" [{one.detail}]" if one.detail else "")
        if score.grounding is not None:
            yield from (f"{score.name} grounding: {name}" for name in score.grounding.failed)


def scores_to_dict(scores: Sequence[PlanScore], summaries: dict[str, Summary]) -> dict[str, Any]:
    """For JSON: each plan, the summary of each record type, and the calibration over all plans."""
    pooled = calibrate_by_kind(judged for score in scores for judged in score.judged)
    return {
        "plans": [score.as_dict() for score in scores],
        "summary": summaries_to_dict(summaries),
        "calibration": {kind: asdict(one) for kind, one in pooled.items()},
    }
