"""The review page in a browser: what a reviewer does, and that it is all there after a restart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from dxextract.export.json import write_plan
from dxextract.review.merge import merged_plan
from dxextract.schema.load import load_plan
from dxextract.schema.plan import PlanDocument, Quantity
from dxextract.schema.values import Alternative
from review.conftest import SAMPLES, copied

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
KPI = "オンラインで申請できる手続"
LISTS = ("kpis", "schedule", "commitments", "benchmarks", "roles", "glossary")


def open_plan(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/plan/{name}")
    page.wait_for_selector("body[data-ready]")


def row(page: Any, label: str) -> Any:
    return page.locator(".rows .row", has_text=label).first


def queue_length(page: Any) -> int:
    return int(re.findall(r"\d+", page.get_by_test_id("queue").inner_text() or "0")[0])


def serious(page: Any) -> list[str]:
    page.evaluate(AXE.read_text("utf-8") + "\n;undefined")
    result = page.evaluate("async () => await axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{item['id']}: {item['nodes'][0]['html'][:160]}"
        for item in result["violations"]
        if item["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("medium", ["pdf", "txt"])
def test_a_review_from_the_first_doubt_to_a_new_extraction(page: Any, serve: Any, tmp_path: Path, medium: str) -> None:
    name = f"midorino.{medium}"
    out = copied(tmp_path, name)
    document = out / f"{name}.json"
    before = load_plan(document)
    server = serve(out, "--source", str(SAMPLES), "--reviewer", "山田")
    open_plan(page, server.address, name)

    # The queue leads to the least sure record and its place in the source.
    waiting = queue_length(page)
    page.keyboard.press("j")
    while page.locator(".tab[aria-selected=true]").get_attribute("data-tab") not in LISTS:
        page.keyboard.press("j")
    framed = ".frame" if medium == "pdf" else ".line.is-framed"
    expect(page.locator(framed).first).to_be_in_viewport()
    first = page.locator(".row.is-selected").first.get_attribute("data-id")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("queue")).to_contain_text(str(waiting - 1))

    # A target is corrected where it stands; a value that does not fit says so and is not saved.
    page.locator("#tab-kpis").click()
    row(page, KPI).locator("[data-field=target]").dblclick()
    page.locator(".cell-input").fill("350手続(R11)")
    expect(page.locator(".cell-note")).to_contain_text("2029年度")
    page.locator(".cell-input").press("Enter")
    expect(row(page, KPI).locator("[data-field=target]")).to_contain_text("350手続")
    value = page.locator(".field-quantity[data-path=target]")
    value.locator("summary").click()
    value.locator("[data-path='target.value'] input").fill("多数")
    expect(value.locator("[data-path='target.value'] .field-message")).to_contain_text("数値を入れてください")
    value.locator("[data-path='target.value'] input").press("Escape")

    # A record is rejected, and one rejected by mistake comes back.
    rejected = before.kpis[1]
    row(page, rejected.name).click()
    page.keyboard.press("x")
    expect(row(page, rejected.name)).to_have_class(re.compile("is-rejected"))
    mistaken = before.kpis[2]
    row(page, mistaken.name).click()
    page.keyboard.press("x")
    expect(row(page, mistaken.name)).to_have_class(re.compile("is-rejected"))
    page.keyboard.press("u")
    expect(row(page, mistaken.name)).not_to_have_class(re.compile("is-rejected"))

    # A record is made from a selection.
    page.locator("#tab-glossary").click()
    if medium == "pdf":
        words = page.locator(".textLayer[data-ready] span", has_text=re.compile("手続")).first
        words.scroll_into_view_if_needed()
        words.click(click_count=3)
    else:
        page.locator(".line[data-n='150'] .line-text").click(click_count=3)
    page.locator(".pick [data-kind=glossary]").click()
    page.locator("[data-path=term]").locator("input, textarea").fill("追加した用語")
    page.locator("[data-path=definition]").locator("input, textarea").fill("追加した説明")
    page.locator("[data-action=add]").click()
    expect(row(page, "追加した用語")).to_have_class(re.compile("is-selected"))

    if medium == "pdf":
        # A box that is drawn becomes the record's evidence.
        row(page, before.glossary[0].term).click()
        expect(page.locator(".frame").first).to_be_in_viewport()
        page.keyboard.press("b")
        area = page.locator(".pdf-scroller").bounding_box()
        page.mouse.move(area["x"] + 120, area["y"] + 200)
        page.mouse.down()
        page.mouse.move(area["x"] + 420, area["y"] + 300, steps=4)
        page.mouse.up()
        page.locator("[data-action=evidence]").click()
        expect(page.locator(".inspector .status-corrected").first).to_be_visible()

    # All of it is there after a reload, and after the server was killed and started again.
    for again in ("reload", "restart"):
        if again == "restart":
            server.stop()
            server = serve(out, "--source", str(SAMPLES))
        open_plan(page, server.address, name)
        expect(row(page, KPI).locator("[data-field=target]")).to_contain_text("350手続")
        expect(row(page, rejected.name)).to_have_class(re.compile("is-rejected"))
        expect(page.get_by_test_id("queue")).to_contain_text(str(waiting - 1))
        page.locator("#tab-glossary").click()
        expect(row(page, "追加した用語")).to_be_visible()
    merged = merged_plan(document)
    assert load_plan(document) == before
    assert merged.states[first].status == "accepted"
    assert {event.by for event in merged_overlay(document)} == {"山田"}
    assert next(k for k in merged.plan.kpis if KPI in k.name).target.at.fiscal_year == 2029  # type: ignore[union-attr]
    if medium == "pdf":
        drawn = next(g for g in merged.plan.glossary if g.id == before.glossary[0].id)
        assert drawn.evidence != before.glossary[0].evidence
        assert drawn.evidence[0].bbox is not None

    # Extracted again by other rules: the correction holds, a record that vanished is shown to be decided.
    write_plan(without_record(before, first), document)
    open_plan(page, server.address, name)
    expect(page.locator("#tab-conflicts")).to_contain_text("1")
    card = page.locator(".conflict[data-reason=vanished]")
    expect(card).to_contain_text("レコードがなくなりました")
    page.locator("#tab-kpis").click()
    expect(row(page, KPI).locator("[data-field=target]")).to_contain_text("350手続")
    page.locator("#tab-conflicts").click()
    card.get_by_role("button", name="この判断を取り消す").click()
    expect(page.locator(".plain .empty")).to_be_visible()
    assert merged_plan(document).conflicts == ()


def merged_overlay(document: Path) -> tuple[Any, ...]:
    from dxextract.review.journal import overlay_path, read_overlay

    return read_overlay(overlay_path(document)).overlay.events


def without_record(plan: PlanDocument, record_id: str | None) -> PlanDocument:
    """The plan as other rules might read it: one record gone, a KPI's own name and id changed."""
    lists = {kind: tuple(record for record in getattr(plan, kind) if record.id != record_id) for kind in LISTS}
    renamed = tuple(
        record.model_copy(update={"id": "kpi-aaaaaaaaaa", "name": f"{record.name}(年間)"})
        if KPI in record.name
        else record
        for record in lists["kpis"]
    )
    return plan.model_copy(update={**lists, "kpis": renamed})


def test_two_browsers_on_one_plan(browser: Any, serve: Any, tmp_path: Path) -> None:
    out = copied(tmp_path, "midorino.txt")
    server = serve(out, "--source", str(SAMPLES))
    pages = []
    for who in ("山田", "佐藤"):
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        opened = context.new_page()
        open_plan(opened, server.address, "midorino.txt")
        opened.locator(".reviewer input").fill(who)
        opened.locator(".reviewer input").press("Tab")
        pages.append(opened)
    one, two = pages
    row(one, KPI).click()
    one.keyboard.press("x")
    expect(row(one, KPI)).to_have_class(re.compile("is-rejected"))
    row(two, KPI).click()
    two.keyboard.press("Enter")
    expect(two.locator(".toast")).to_contain_text("山田さん")
    expect(row(two, KPI)).to_have_class(re.compile("is-rejected"))
    for opened in pages:
        opened.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier(browser: Any, serve: Any, tmp_path: Path, scheme: str) -> None:
    out = copied(tmp_path, "midorino.pdf", "midorino.txt")
    server = serve(out, "--source", str(SAMPLES))
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_selector(".plan-name a")
    assert serious(page) == []
    page.goto(f"{server.address}/api/docs")
    assert serious(page) == []
    open_plan(page, server.address, "midorino.pdf")
    page.keyboard.press("j")
    tabs = [tab.get_attribute("data-tab") for tab in page.locator(".tab").all()]
    assert tabs[:3] == ["kpis", "schedule", "measures"]
    found = {}
    # What differs in the dark is colour, which these show all of.
    for tab in tabs if scheme == "light" else ("kpis", "schedule", "diagnostics"):
        page.locator(f"#tab-{tab}").click()
        found[tab] = serious(page)
    assert {tab: items for tab, items in found.items() if items} == {}
    open_plan(page, server.address, "midorino.txt")
    assert serious(page) == []
    context.close()


def test_the_keyboard_alone_is_enough(page: Any, serve: Any, tmp_path: Path) -> None:
    out = copied(tmp_path, "midorino.txt")
    server = serve(out, "--source", str(SAMPLES))
    page.goto(f"{server.address}/?lang=en")
    page.wait_for_selector(".plan-name a")
    page.locator(".plan-name a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    page.locator(".cell-input").fill("90%")
    page.keyboard.press("Enter")
    expect(page.locator(".row.is-selected [data-field=target]")).to_contain_text("90%")
    page.keyboard.press("Enter")
    expect(page.locator(".row.is-selected .mark")).to_have_attribute("title", "corrected")
    page.keyboard.press("u")
    page.keyboard.press("u")
    expect(page.locator(".row.is-selected .mark")).to_have_attribute("title", "open")


def test_another_reading_is_one_click(page: Any, serve: Any, tmp_path: Path) -> None:
    out = copied(tmp_path, "midorino.txt")
    document = out / "midorino.txt.json"
    plan = load_plan(document)
    value = Quantity(raw="80%", state="numeric", value=80, unit="%").model_dump(mode="json")
    sentence = {"text": "約束の文", "deadlines": [], "quantities": [], "measure_id": None, "section_id": None}
    others = (
        Alternative(field="target", value=value, rule="other", confidence=0.4),
        Alternative(kind="commitments", value=sentence, rule="whole", confidence=0.2),
    )
    unsure = plan.kpis[0].model_copy(update={"confidence": 0.3, "alternatives": others})
    write_plan(plan.model_copy(update={"kpis": (unsure, *plan.kpis[1:])}), document)
    server = serve(out, "--source", str(SAMPLES))
    open_plan(page, server.address, "midorino.txt")
    page.keyboard.press("j")
    page.locator(".alternative").first.click()
    expect(page.locator(".row.is-selected [data-field=target]")).to_contain_text("80%")
    page.locator(".alternative").last.click()
    page.locator("#tab-commitments").click()
    expect(row(page, "約束の文")).to_be_visible()
    merged = merged_plan(document)
    assert merged.states[unsure.id].status == "rejected"
    assert "約束の文" in [record.text for record in merged.plan.commitments]


def test_hostile_words_run_nothing(page: Any, serve: Any, tmp_path: Path) -> None:
    out = copied(tmp_path, "midorino.txt")
    document = out / "midorino.txt.json"
    plan = load_plan(document)
    hostile = (
        "<script>window.hit=1</script><img src=x onerror=window.hit=1>\"'{{7*7}}</script><svg onload=window.hit=1>"
    )

    def poisoned(value: Any) -> Any:
        if isinstance(value, dict):
            keys = {"name", "title", "text", "term", "definition", "quote", "policy", "raw", "holder", "description"}
            return {
                key: f"{hostile}{item}" if key in keys and isinstance(item, str) else poisoned(item)
                for key, item in value.items()
            }
        return [poisoned(item) for item in value] if isinstance(value, list) else value

    data = plan.model_dump(mode="json")
    for kind in ("plan", "kpis", "schedule", "measures", "commitments", "roles", "glossary", "sections"):
        data[kind] = poisoned(data[kind])
    data["diagnostics"][0]["message"] = hostile
    write_plan(PlanDocument.model_validate(data), document)
    server = serve(out)
    page.goto(server.address)
    page.wait_for_selector(".plan-name a")
    open_plan(page, server.address, "midorino.txt")
    for tab in ("kpis", "schedule", "measures", "commitments", "roles", "glossary", "sections", "plan", "diagnostics"):
        page.locator(f"#tab-{tab}").click()
        page.keyboard.press("ArrowDown")
    page.goto(f"{server.address}/plan/midorino.txt?lang=%3Cscript%3E")
    assert page.evaluate("window.hit") is None
    from dxextract.review.static_site import write_site
    from dxextract.review.workspace import Workspace

    list(write_site(Workspace(out), tmp_path / "one.html"))
    page.goto((tmp_path / "one.html").as_uri())
    assert page.locator("tr.record").count() > 20
    assert page.evaluate("window.hit") is None


def test_offline_pages_search_and_frame(page: Any, tmp_path: Path) -> None:
    from dxextract.review.static_site import write_site
    from dxextract.review.workspace import Workspace

    out = copied(tmp_path, "midorino.pdf", "midorino.txt")
    list(write_site(Workspace(out, (SAMPLES,)), tmp_path / "site"))
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.locator("#search").fill("midorino.pdf")
    expect(page.locator("#found")).to_have_text("1件")
    page.locator("tr:visible a").click()
    expect(page.locator("figure img").first).to_have_js_property("complete", True)
    assert page.locator("figure img").first.evaluate("(image) => image.naturalWidth") > 400
    page.locator("#search").fill(KPI)
    page.locator("tr.record:visible").first.click()
    expect(page.locator("rect.is-framed").first).to_be_in_viewport()
