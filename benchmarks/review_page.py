"""How fast the review page opens a large plan, and how smoothly it scrolls, measured in the browser.

Makes a plan of 60 pages and 1,500 records out of a sample (its pages and records repeated, ids and pages shifted),
serves it as `dxextract review` does, and opens it in Chromium five times. Prints a table for docs/review.md.

    python benchmarks/review_page.py
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from playwright.sync_api import Page, sync_playwright

from dxextract.export.json import write_plan
from dxextract.review.records import RECORD_LISTS, REFERENCES, as_data, as_record
from dxextract.schema.load import load_plan

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "shiomi.pdf"
PAGES, RECORDS, RUNS = 60, 1500, 5
SEEN = """
window.times = {};
new MutationObserver(() => {
  if (!times.records && document.querySelector('.rows .row:not(.row-head)')) times.records = performance.now();
  if (!times.page && document.querySelector('.page.is-drawn')) times.page = performance.now();
}).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ['class']});
"""
SCROLL = """
async (selector) => {
  const element = document.querySelector(selector);
  const gaps = [];
  let last = performance.now();
  for (let step = 0; step < 120; step += 1) {
    element.scrollTop += (element.scrollHeight - element.clientHeight) / 120;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }
  return gaps;
}
"""


def large_plan(folder: Path) -> None:
    """`folder`/large.pdf and its document."""
    source = pdfium.PdfDocument(SAMPLE)
    target = pdfium.PdfDocument.new()
    while len(target) < PAGES:
        target.import_pages(source, pages=list(range(min(len(source), PAGES - len(target)))))
    target.save(folder / "large.pdf")
    plan = load_plan(ROOT / "samples" / "expected" / "shiomi.pdf.json")
    lists: dict[str, list[Any]] = {kind: [] for kind in RECORD_LISTS}
    copies = 0
    while sum(map(len, lists.values())) < RECORDS:
        for kind in RECORD_LISTS:
            for record in getattr(plan, kind):
                data = as_data(record)
                data["id"] = f"{data['id']}-{copies}"
                for name in REFERENCES:
                    if data.get(name):
                        data[name] = f"{data[name]}-{copies}"
                for item in data["evidence"]:
                    item["page"] = (item["page"] + copies * len(source) - 1) % PAGES + 1
                lists[kind].append(as_record(kind, data))
        copies += 1
    digest = hashlib.sha256((folder / "large.pdf").read_bytes()).hexdigest()
    about = plan.source.model_copy(update={"file_name": "large.pdf", "sha256": digest, "page_count": PAGES})
    whole = {kind: tuple(records) for kind, records in lists.items()}
    write_plan(plan.model_copy(update={**whole, "source": about, "diagnostics": ()}), folder / "large.json")
    print(f"{PAGES} pages, {sum(map(len, lists.values()))} records", file=sys.stderr)


def measured(page: Page, address: str) -> dict[str, float]:
    page.add_init_script(SEEN)
    page.goto(f"{address}/plan/large")
    page.wait_for_selector(".page.is-drawn")
    page.wait_for_selector("body[data-ready]")
    times: dict[str, float] = page.evaluate("times")
    for name, selector, tab in (("list", ".rows", "schedule"), ("chart of pages", ".pdf-scroller", "schedule")):
        page.locator(f"#tab-{tab}").click()
        gaps: list[float] = page.evaluate(SCROLL, selector)
        times[f"{name}: median frame"] = statistics.median(gaps)
        times[f"{name}: 95 % of frames"] = sorted(gaps)[int(len(gaps) * 0.95)]
    started = page.evaluate("performance.now()")
    page.locator("#tab-kpis").click()
    page.locator(".rows-kpis .row:not(.row-head)").first.click()
    page.keyboard.press("x")
    page.wait_for_selector(".rows-kpis .row.is-rejected")
    times["a decision, from the click to the mark"] = page.evaluate("performance.now()") - started
    return times


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        large_plan(folder)
        command = [sys.executable, "-m", "dxextract", "review", str(folder), "--port", "0", "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            found = re.search(r"http://[^/\s]+", server.stdout.readline())
            assert found is not None
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )
            runs = []
            for _ in range(RUNS):
                context = browser.new_context(viewport={"width": 1366, "height": 768})
                runs.append(measured(context.new_page(), found[0]))
                context.close()
        finally:
            server.kill()
    names = {"records": "records in the list", "page": "first page of the PDF drawn"}
    print("| measured | median of five, ms | slowest, ms |\n| --- | --- | --- |")
    for key in runs[0]:
        values = [run[key] for run in runs]
        print(f"| {names.get(key, key)} | {statistics.median(values):.0f} | {max(values):.0f} |")
    print(f"\nThe machine's load was {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
