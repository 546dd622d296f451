"""Scores of the plans in ../shared against their gold files, by the scorer that lies beside them.

Run as a script it prints the present scores of the plans named (all by default) as tests/floors.toml has them::

    python tests/acceptance/scores.py text.yosano pdf.yosano
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

if __name__ == "__main__":  # a script sees its own folder, not the tests'
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dxextract import extract
from dxextract.export.json import write_plan
from dxextract.schema.plan import PlanDocument
from floors import floors_of

SHARED = Path(__file__).resolve().parents[3] / "shared"
_SUFFIXES = {"text": ".txt", "pdf": ".pdf"}


def load_floors() -> dict[str, dict[str, float]]:
    """``text.yosano`` and so on to the floor of each record type."""
    media = {"text": floors_of("text"), "pdf": floors_of("pdf")}
    return {f"{medium}.{plan}": floors for medium, plans in media.items() for plan, floors in plans.items()}


@cache
def extract_case(case: str) -> PlanDocument:
    """The plan that a case such as ``text.yosano`` names, extracted."""
    return extract(_source(case))


def scores(case: str, plan: PlanDocument) -> dict[str, float]:
    """The score of each record type that the gold file has; grounding too where the case is a text."""
    return {kind: row.get("f1", row["p"]) for kind, row in _rows(case, plan).items() if row.get("gold", 1)}


def invented(case: str, plan: PlanDocument) -> dict[str, float]:
    """How many records there are of each type that the gold file has none of: no score tells of those."""
    rows = _rows(case, plan).items()
    return {kind: row["out"] for kind, row in rows if row.get("gold", 1) == 0 and row.get("out")}


def _rows(case: str, plan: PlanDocument) -> dict[str, dict[str, float]]:
    medium, name = case.split(".")
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "plan.json")
        write_plan(plan, output)
        acceptance = SHARED / "acceptance"
        command = [acceptance / "score.py", acceptance / "gold" / f"{name}.json", output, "--json"]
        source = ["--source", _source(case)] if medium == "text" else []
        run = subprocess.run([sys.executable, *command, *source], capture_output=True, check=True)
    rows: dict[str, dict[str, float]] = json.loads(run.stdout)
    return rows


def _source(case: str) -> Path:
    medium, name = case.split(".")
    return SHARED / "plans" / medium / f"{name}{_SUFFIXES[medium]}"


if __name__ == "__main__":
    for chosen in sys.argv[1:] or load_floors():
        print(f"[{chosen}]")
        for record_type, value in scores(chosen, extract_case(chosen)).items():
            print(f"{record_type} = {value:.3f}")
        print()
