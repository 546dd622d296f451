"""Two editions of one plan: records are matched by meaning, and what changed is said once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dxextract.cli import app
from dxextract.editions.changes import changes
from dxextract.editions.matching import paired
from dxextract.errors import InvalidPlanError, TargetExistsError
from dxextract.export.json import write_plan
from dxextract.rules import load_rules
from dxextract.schema.load import load_plan
from dxextract.schema.plan import Kpi, Measure, PlanDocument, Quantity, ScheduleItem
from plans import FY2029_END, on_page, pdf_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "expected"


def measure(identifier: str, title: str, *departments: str) -> Measure:
    return Measure(id=identifier, title=title, departments=departments, evidence=on_page(title))


def kpi(identifier: str, name: str, value: float | None = 50, at: int = 2029, unit: str = "%") -> Kpi:
    state = "numeric" if value is not None else "not_measured"
    date = FY2029_END.model_copy(update={"fiscal_year": at})
    target = Quantity(raw=f"{value}{unit}", state=state, value=value, unit=unit, at=date)  # type: ignore[arg-type]
    return Kpi(id=identifier, name=name, target=target, source_kind="table", evidence=on_page(name))


def bar(identifier: str, text: str, start: int, end: int) -> ScheduleItem:
    return ScheduleItem(id=identifier, text=text, start_fiscal_year=start, end_fiscal_year=end, evidence=on_page(text))


def edition(
    measures: tuple[Measure, ...] = (), kpis: tuple[Kpi, ...] = (), schedule: tuple[ScheduleItem, ...] = ()
) -> PlanDocument:
    return pdf_plan().model_copy(update={"measures": measures, "kpis": kpis, "schedule": schedule})


def told(old: PlanDocument, new: PlanDocument) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.subject, one.what, one.old, one.new) for one in changes(old, new, load_rules())]


def test_measures_are_matched_by_meaning() -> None:
    old = edition((measure("m1", "AI・RPAの利用推進"), measure("m2", "書かない窓口"), measure("m3", "ペーパーレス化")))
    new = edition(
        (measure("n1", "書かない窓口の推進"), measure("n2", "AI・RPAの利用促進"), measure("n3", "テレワーク"))
    )
    assert told(old, new) == [
        ("measure", "renamed", "書かない窓口", "書かない窓口の推進"),
        ("measure", "renamed", "AI・RPAの利用推進", "AI・RPAの利用促進"),
        ("measure", "added", None, "テレワーク"),
        ("measure", "dropped", "ペーパーレス化", None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (kpi("a", "オンライン申請率"), kpi("b", "オンライン申請率"), []),
        (kpi("a", "オンライン申請率"), kpi("b", "オンライン申請の率"), [("renamed", None)]),
        (kpi("a", "オンライン申請率"), kpi("b", "オンライン申請率", 60), [("target", 10)]),
        (kpi("a", "オンライン申請率"), kpi("b", "オンライン申請率", at=2031), [("year", 2)]),
        (kpi("a", "オンライン申請率"), kpi("b", "オンライン申請率", None), [("target", None)]),
        (kpi("a", "オンライン申請率"), kpi("b", "オンライン申請率", 50, unit="件"), [("target", None)]),
        (kpi("a", "カード保有率"), kpi("b", "カード交付率"), [("added", None), ("dropped", None)]),
        (kpi("a", "カード保有率"), kpi("b", "ごみの量"), [("added", None), ("dropped", None)]),
    ],
)
def test_indicators(old: Kpi, new: Kpi, expected: list[tuple[str, float | None]]) -> None:
    found = changes(edition(kpis=(old,)), edition(kpis=(new,)), load_rules())
    assert [(one.what, one.shift) for one in found] == expected


def test_a_value_printed_differently_has_not_changed() -> None:
    one = kpi("a", "率")
    assert one.target is not None
    other = one.model_copy(update={"target": one.target.model_copy(update={"raw": "50 % (R11)"})})
    assert told(edition(kpis=(one,)), edition(kpis=(other,))) == []


def test_bars_slip() -> None:
    old = edition(schedule=(bar("a", "システム導入", 2025, 2025), bar("b", "運用", 2026, 2027)))
    new = edition(schedule=(bar("c", "システム導入", 2026, 2026), bar("d", "運用", 2027, 2027)))
    found = changes(old, new, load_rules())
    assert [(one.name, one.old, one.new, one.shift) for one in found] == [
        ("システム導入", "2025年度", "2026年度", 1),
        ("運用", "2026~2027年度", "2027年度", 0),
    ]


def test_departments_and_the_plan_itself() -> None:
    old = edition((measure("m", "窓口", "総務課", "市民課"),))
    about = old.plan.model_copy(update={"title": "第2次DX計画"})
    new = edition((measure("m", "窓口", "市民課", "DX課"),)).model_copy(update={"plan": about})
    assert told(old, new) == [
        ("plan", "title", "みどり野市DX推進計画", "第2次DX計画"),
        ("measure", "departments", "総務課、市民課", "市民課、DX課"),
    ]


def test_each_record_is_in_one_pair_at_most() -> None:
    old = [measure(f"a{n}", "窓口の改革") for n in range(3)]
    new = [measure(f"b{n}", "窓口の改革") for n in range(2)]
    pairs = paired(old, new, lambda one: one.title)
    assert [(a.id if a else None, b.id if b else None) for a, b in pairs] == [("a0", "b0"), ("a1", "b1"), ("a2", None)]


def test_a_pdf_and_its_text_are_one_edition() -> None:
    plans = [load_plan(SAMPLES / f"midorino.{kind}.json") for kind in ("pdf", "txt")]
    assert [one for one in changes(*plans, load_rules()) if one.subject in ("kpi", "measure")] == []


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_as_table_json_and_html(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    write_plan(edition(kpis=(kpi("a", "<b>申請率</b>"),)), old)
    write_plan(edition(kpis=(kpi("b", "<b>申請率</b>", 60),)), new)
    table = run("diff", old, new, "--html", tmp_path / "diff.html")
    assert table.exit_code == 0, table.output
    assert "目標値の変更 / target moved: 1" in table.stdout
    (change,) = json.loads(run("diff", old, new, "--json").stdout)
    assert (change["what"], change["old"], change["new"], change["shift"]) == ("target", "50%", "60%", 10)
    page = (tmp_path / "diff.html").read_text("utf-8")
    assert "<del>50%</del>" in page
    assert "<b>" not in page
    assert "変更はありません" in run("diff", old, old).stdout
    assert isinstance(run("diff", old, new, "--html", tmp_path / "diff.html").exception, TargetExistsError)
    (tmp_path / "bad.json").write_text("{")
    assert isinstance(run("diff", old, tmp_path / "bad.json").exception, InvalidPlanError)
