"""Measures the accuracy that docs/accuracy.md and docs/synthetic.md tell, and writes it there.

    python benchmarks/accuracy.py            # prints the tables
    python benchmarks/accuracy.py --write    # puts them into the pages

First scores were taken once, before anybody had looked at what went wrong, and stay as they are; the second figure of a
cell is measured anew. The five plans are measured by ../shared/acceptance/score.py and left out where that is missing,
the samples by `dxextract.evaluation`, the synthetic families by their own scorer (seeds 1 and 2, as the tests). Tables
stand between marks such as ``<!-- scores text -->`` and ``<!-- /scores -->``.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import orjson  # noqa: E402

from acceptance.scores import SHARED, extract_case, scores  # noqa: E402
from dxextract import extract  # noqa: E402
from dxextract.evaluation import load_compared, score_plan, to_compared  # noqa: E402
from dxextract.export.json import plan_to_json  # noqa: E402
from tests.synthetic.families import FAMILIES, render  # noqa: E402
from tests.synthetic.scores import score  # noqa: E402

SEEDS = (1, 2)
LISTS = ("measures", "kpis", "schedule", "glossary", "roles", "sections")
NONE = "–"
Table = list[list[str]]


def five_plans(medium: str, written: Table) -> Table:
    """The table as written with the second figure of each cell measured anew; a column for each plan."""
    header, line, *rows = written
    if not SHARED.is_dir():
        return written
    reached = {plan: scores(f"{medium}.{plan}", extract_case(f"{medium}.{plan}")) for plan in header[1:]}
    renewed = [
        [kind, *(_cell(first, reached[plan].get(kind)) for plan, first in zip(header[1:], cells, strict=True))]
        for kind, *cells in rows
    ]
    return [header, line, *renewed]


def _cell(written: str, now: float | None) -> str:
    """``first → now``, or one figure where both are the same."""
    first = written.split("→")[0].strip()
    last = NONE if now is None else f"{now:.3f}"
    return first if first == last else f"{first} → {last}"


def samples(_: Table) -> Table:
    columns: dict[str, dict[str, str]] = {}
    for path in sorted((ROOT / "samples").iterdir()):
        if path.suffix in (".pdf", ".txt"):
            output = to_compared(orjson.loads(plan_to_json(extract(path))), path.name)
            gold = load_compared(ROOT / "samples" / "gold" / f"{path.stem}.json")
            found = score_plan(path.name, gold, output, path)
            columns[path.name] = {k: f"{r.tally.f1:.3f}" for k, r in found.records.items() if not r.tally.empty}
            columns[path.name]["grounding"] = f"{found.grounding.share:.3f}" if found.grounding else NONE
    kinds = list(dict.fromkeys(kind for column in columns.values() for kind in column))
    rows = [[kind, *(column.get(kind, NONE) for column in columns.values())] for kind in kinds]
    return [["record type", *columns], ["---", *["---:"] * len(columns)], *rows]


def synthetic(_: Table) -> Table:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, family in FAMILIES.items():
            results = []
            for seed in SEEDS:
                rendering = render(name, seed)
                path = Path(folder, f"{name}-{seed}{rendering.suffix}")
                path.write_bytes(rendering.data)
                results.append(score(rendering.gold, extract(path)))
            found = {kind: [one[kind].f1 for one in results if kind in one] for kind in LISTS}
            cells = [f"{statistics.mean(found[kind]):.3f}" if found[kind] else "-" for kind in LISTS]
            rows.append([f"{name} *" if family.held_out else name, *cells])
    return [["family", *LISTS], ["---"] * (len(LISTS) + 1), *rows]


TABLES: dict[str, tuple[str, Callable[[Table], Table]]] = {
    "text": ("accuracy.md", lambda written: five_plans("text", written)),
    "pdf": ("accuracy.md", lambda written: five_plans("pdf", written)),
    "samples": ("accuracy.md", samples),
    "synthetic": ("synthetic.md", synthetic),
}


def parsed(text: str) -> Table:
    return [[cell.strip() for cell in line.strip("| \n").split("|")] for line in text.splitlines() if line.strip()]


def lines(table: Table) -> Iterator[str]:
    return (f"| {' | '.join(row)} |" for row in table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", help=f"only these of {', '.join(TABLES)}")
    parser.add_argument("--write", action="store_true", help="put the tables into the pages")
    arguments = parser.parse_args()
    for name in arguments.tables or TABLES:
        page, measure = TABLES[name]
        path = ROOT / "docs" / page
        marked = re.compile(rf"(<!-- scores {name} -->\n)(.*?)(<!-- /scores -->)", re.DOTALL)
        found = marked.search(path.read_text("utf-8"))
        if found is None:
            raise SystemExit(f"{path}: no marks for {name}")
        text = "\n".join(lines(measure(parsed(found[2])))) + "\n"
        print(text)
        if arguments.write:
            page_text = path.read_text("utf-8")
            path.write_text(page_text[: found.start(2)] + text + page_text[found.end(2) :], "utf-8")


if __name__ == "__main__":
    main()
