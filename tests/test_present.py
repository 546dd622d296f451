"""Tables for the terminal: what a reader sees of a run and of a plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from batches import plan_facts
from dxextract.batch import Job, Outcome
from dxextract.batch.jobs import Failure
from dxextract.present import overview_table, records_table, summary_table
from dxextract.schema.kinds import RECORD_KINDS, RecordKind
from dxextract.schema.plan import PlanDocument
from plans import pdf_plan


def shown(table: Table) -> str:
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_record_kinds_are_the_lists_of_the_document() -> None:
    assert list(RECORD_KINDS) == list(PlanDocument.model_fields)[3:]


def test_summary_has_a_row_for_each_document() -> None:
    counts = {"measures": 12, "kpis": 34, "schedule": 56, "diagnostics": 7}
    done = Outcome(Job(Path("in/a.pdf"), Path("a.json")), 1.234, plan_facts(title="みどり野市[DX]計画", counts=counts))
    failed = Outcome(Job(Path("in/b.pdf"), Path("b.json")), 0.1, failure=Failure("E105", "E105 in/b.pdf: …"))
    lines = shown(summary_table([done, failed])).splitlines()
    row = next(line for line in lines if "a.pdf" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "a.pdf",
        "みどり野市[DX]計画",
        "12",
        "34",
        "56",
        "7",
        "1.23",
    ]
    assert "失敗 / failed" in next(line for line in lines if "b.pdf" in line)


def test_overview_says_what_the_plan_is() -> None:
    text = shown(overview_table(pdf_plan()))
    for part in ("みどり野市DX推進計画", "あおば県みどり野市", "99999", "令和7年3月", "FY2025-2029"):
        assert part in text


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("sections", ["第3章", "施策の展開", "p.3"]),
        ("measures", ["★ 書かない窓口", "基本方針1 便利なくらし", "actions 1", "front_yard", "市民課 ほか"]),
        ("kpis", ["待ち時間の短縮率", "—", "25% (FY2029)", "12.5%", "table", "p.3"]),
        ("schedule", ["検討", "2025-2026", "study"]),
        ("tables", ["kpi", "1 x 1"]),
        ("diagnostics", ["W302", "tab-1"]),
        ("glossary", ["glossary (0)"]),
    ],
)
def test_records_are_listed_with_their_place(kind: RecordKind, parts: list[str]) -> None:
    text = shown(records_table(pdf_plan(), kind))
    for part in parts:
        assert part in text


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_every_kind_can_be_listed(kind: RecordKind) -> None:
    assert kind in shown(records_table(pdf_plan(), kind))
