"""Plans side by side: what stands together, what is told apart, on which scale, and what the page makes of it."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from dxextract.cli import app
from dxextract.compare.gather import compare_documents
from dxextract.compare.model import NATIONAL_ITEMS, ComparedKpi, Comparison, Value
from dxextract.compare.page import page
from dxextract.compare.tables import TABLES, rows_of
from dxextract.compare.units import aligned, growth_of
from dxextract.errors import TargetExistsError
from dxextract.export.json import write_plan
from dxextract.language.names import likeness, normal_words
from dxextract.library import StoredPlan, open_library
from dxextract.rules import load_rules
from dxextract.schema.plan import Kpi, NationalItem, PlanDocument, Quantity
from plans import FY2029_END, on_page, pdf_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "expected"
REAL = Path(__file__).resolve().parents[3] / "shared" / "plans" / "pdf"
CHROMIUM = shutil.which("chromium")


def plan_of(name: str, kpis: dict[str, str | float | None], unit: str = "%") -> StoredPlan:
    """A plan of a municipality called `name` with indicators: a number as target, or words, or none."""
    plan = pdf_plan()
    assert plan.plan.municipality is not None
    about = plan.plan.model_copy(
        update={"id": name, "municipality": plan.plan.municipality.model_copy(update={"name": name})}
    )
    made = tuple(
        Kpi(id=f"kpi-{number}", name=kpi, target=target_of(value, unit), source_kind="table", evidence=on_page(kpi))
        for number, (kpi, value) in enumerate(kpis.items())
    )
    return StoredPlan(Path(f"{name}.json"), name, plan.model_copy(update={"plan": about, "kpis": made}))


def target_of(value: str | float | None, unit: str) -> Quantity | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Quantity(raw=value, state="direction_only", direction="increase", at=FY2029_END)
    return Quantity(raw=f"{value:g}{unit}", state="numeric", value=value, unit=unit, at=FY2029_END)


def comparison_of(*plans: StoredPlan) -> Comparison:
    return compare_documents(plans, load_rules())


@pytest.fixture(scope="module")
def samples() -> Comparison:
    return compare_documents((d for d in open_library(SAMPLES) if isinstance(d, StoredPlan)), load_rules())


def test_rates_of_cards_stand_together_and_are_told_apart() -> None:
    names = [
        "マイナンバーカード保有率",
        "マイナンバーカード保有枚数率",
        "マイナンバーカードの交付率",
        "マイナンバーカードの申請率",
    ]
    found = comparison_of(*(plan_of(f"市{n}", {name: 90 + n}) for n, name in enumerate(names)))
    assert list(found.subjects()) == ["マイナンバーカード"]
    variants = found.subjects()["マイナンバーカード"]
    assert {variant: [kpi.name for kpi in kpis] for variant, kpis in variants.items()} == {
        "保有率": [names[0]],
        "保有枚数率": [names[1]],
        "交付率": [names[2]],
        "利用率・実施率": [names[3]],
    }


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("オンライン申請率", "オンライン申請の利用率", True),
        ("電子申請可能な手続数", "オンラインで完結する手続数", True),
        ("オンライン申請件数", "オンライン申請率", False),
        ("生成AIを活用している職員の割合", "生成AIを業務で使う職員の割合", True),
        ("生成AIを活用している職員の割合", "テレワークができる職員の割合", False),
        ("RPAを適用した業務数", "AI・RPAにより省力化した事務数", True),
        ("移行を終えた業務数", "標準準拠システムへ移行した業務数", True),
        ("スマートフォン講習会の回数", "スマートフォン教室の参加者数(累計)", False),
        ("コミュニティバスの乗車人数", "コミュニティバスの乗車人数(年間)", True),
        ("ごみの収集量", "緑地の面積", False),
        ("苗木の配布本数", "苗木配布本数(累計)", True),
    ],
)
def test_what_is_put_on_one_scale(one: str, other: str, together: bool) -> None:
    found = comparison_of(plan_of("甲市", {one: 1}), plan_of("乙市", {other: 2})).kpis
    assert ((found[0].subject, found[0].variant) == (found[1].subject, found[1].variant)) is together


def test_names_in_normal_form() -> None:
    assert normal_words("手続きの電子化率(累計)") == normal_words("手続の電子化率")
    assert normal_words("書かない窓口") != normal_words("書く窓口")
    assert likeness("苗木の配布本数", "苗木配布本数(累計)") == 1
    assert likeness("苗木の配布本数", "図書の貸出冊数") == 0
    assert normal_words("") == ()


def kpi(baseline: Value | None, target: Value | None) -> ComparedKpi:
    return ComparedKpi("市", "d", "k", "s", "v", "n", None, (), False, baseline, target, None, None)


@pytest.mark.parametrize(
    ("baseline", "target", "growth"),
    [
        (Value("50%", 50, "%", 2024), Value("80%", 80, "%", 2030), 5.0),
        (Value("50%", 50, "%", 2024), Value("44%", 44, "%", 2027), -2.0),
        (Value("50%", 50, "%", 2024), Value("80%", 80, "%", 2024), None),
        (Value("50%", 50, "%", 2024), Value("80%", 80, "%"), None),
        (Value("50件", 50, "件", 2024), Value("80%", 80, "%", 2030), None),
        (Value("—", None, None, 2024), Value("80%", 80, "%", 2030), None),
        (None, Value("80%", 80, "%", 2030), None),
    ],
)
def test_growth_needs_two_numbers_of_one_unit_and_their_years(
    baseline: Value | None, target: Value | None, growth: float | None
) -> None:
    assert growth_of(baseline, target) == growth


def test_units_are_aligned_only_where_they_differ() -> None:
    hours, minutes = kpi(None, Value("2時間", 2, "時間")), kpi(None, Value("30分", 30, "分"))
    share, tenths = kpi(Value("3割", 3, "割", 2024), Value("60%", 60, "%", 2027)), kpi(None, Value("5件", 5, "件"))
    rules = load_rules()
    assert [k.target for k in aligned([hours, minutes], rules)] == [
        Value("2時間", 120, "分"),
        Value("30分", 30, "分"),
    ]
    assert [k.target for k in aligned([hours, hours], rules)] == [Value("2時間", 2, "時間")] * 2
    assert aligned([share, tenths], rules)[0].growth == 10
    assert [k.target.unit for k in aligned([share, tenths], rules) if k.target] == ["%", "件"]


def test_one_document_for_each_plan_and_labels_that_differ(samples: Comparison) -> None:
    assert [(plan.label, plan.document_id) for plan in samples.plans] == [
        ("みどり野市", "midorino.pdf"),
        ("星ヶ窪村", "hoshigakubo.pdf"),
        ("汐見野町", "shiomi.pdf"),
    ]
    older = plan_of("甲市", {})
    about = older.plan.plan
    assert about.published is not None
    newer = older.plan.model_copy(
        update={
            "plan": about.model_copy(
                update={"id": "new", "published": about.published.model_copy(update={"start": "2026-03-01"})}
            )
        }
    )
    found = comparison_of(older, StoredPlan(Path("n.json"), "n", newer))
    assert [plan.label for plan in found.plans] == ["甲市(あおば県)2025-03", "甲市(あおば県)2026-03"]


def test_every_plan_and_item_is_covered_or_lacking(samples: Comparison) -> None:
    rows = rows_of(samples)
    assert len(rows["coverage"]) == 3 * len(NATIONAL_ITEMS)
    assert len(rows["lacking"]) == sum(row[3] == 0 for row in rows["coverage"])
    assert set(NATIONAL_ITEMS) == set(NationalItem.__args__)  # type: ignore[attr-defined]
    for table in TABLES:
        assert all(len(row) == len(table.columns) for row in rows[table.name]), table.name
        places = [[column.name for column in table.columns].index(name) for name in table.primary_key]
        keys = [tuple(row[place] for place in places) for row in rows[table.name]]
        assert len(set(keys)) == len(keys), table.name


def test_the_page_says_who_aims_highest() -> None:
    found = page(
        comparison_of(
            plan_of("甲市", {"オンライン申請率": 40.0, "マイナンバーカード保有率": "↑UP"}),
            plan_of("乙町", {"オンライン申請の利用率": 65.0, "マイナンバーカードの交付率": 95.0}),
            plan_of("丙村", {"キャッシュレス収納率": None}),
        )
    )
    assert "利用率・実施率: 目標値が最も大きいのは乙町(65%)、最も小さいのは40%" in found
    assert "測り方が計画ごとに異なります" in found


def test_a_plans_text_cannot_leave_the_page() -> None:
    nasty = "</script><img src=x onerror=alert(1)>率"
    found = page(comparison_of(plan_of("<b>市</b>", {nasty: 5.0})))
    assert "<img" not in found
    assert "<b>" not in found
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", found), "nothing from elsewhere"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The comparison of the samples, of a plan without indicators, and a corrupt document."""
    folder = tmp_path_factory.mktemp("compare")
    shutil.copytree(SAMPLES, folder / "plans")
    bare: PlanDocument = plan_of("無指標町", {}).plan
    write_plan(bare.model_copy(update={"schedule": (), "measures": ()}), folder / "plans" / "bare.json")
    (folder / "plans" / "corrupt.json").write_text("{")
    done = run("compare", folder / "plans", "--out", folder / "out")
    assert (done.exit_code, "corrupt.json" in done.stderr) == (1, True), done.output
    assert "4計画 / 4 plan(s)" in done.stdout
    return folder / "out"


def test_files_of_a_comparison(written: Path) -> None:
    assert {path.name for path in written.iterdir()} == {"index.html", "vega.js", "compare.xlsx", "csv"}
    with (written / "csv" / "kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"主題", "測り方", "目標値", "年あたりの変化"} < set(rows[0])
    online = [row for row in rows if (row["主題"], row["測り方"]) == ("オンライン申請", "利用率・実施率")]
    assert [(row["計画"], row["目標値"]) for row in online] == [
        ("みどり野市", "50"),
        ("汐見野町", "45"),
        ("星ヶ窪村", "40"),
    ]
    book = openpyxl.load_workbook(written / "compare.xlsx", read_only=True)
    assert book.sheetnames[1:4] == ["計画", "成果指標", "国の項目"]
    refused = run("compare", SAMPLES, "--out", written)
    assert isinstance(refused.exception, TargetExistsError)


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium")
def test_the_page_works_offline_in_a_browser(written: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    flags = ["--headless", "--no-sandbox", "--disable-gpu"]
    with playwright.sync_playwright() as session:
        browser = session.chromium.launch(executable_path=CHROMIUM, args=flags)
        tab = browser.new_page(viewport={"width": 1366, "height": 768})
        wanted: list[str] = []
        faults: list[str] = []
        tab.on("request", lambda request: wanted.append(request.url))
        tab.on("pageerror", lambda fault: faults.append(str(fault)))
        tab.goto((written / "index.html").as_uri())
        for details in tab.query_selector_all("details"):
            details.evaluate("part => { part.open = true; }")
        for chart in tab.query_selector_all(".chart"):
            chart.scroll_into_view_if_needed()
            chart.wait_for_selector("svg")
        assert tab.locator(".chart svg").count() == tab.locator(".chart").count() > 10
        assert all(url.startswith("file:") for url in wanted)
        tab.fill("#search", "生成ＡＩ")  # full width finds half width
        assert tab.locator(".card:visible h3").all_inner_texts()[0].startswith("生成AI")
        assert tab.locator("#found").inner_text() == f"{tab.locator('.card:visible').count()}件の主題"
        assert faults == []
        browser.close()
