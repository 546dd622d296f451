"""Plans that LibreOffice made from Word, Excel and PowerPoint files keep their scores; `fixtures/` holds them.

``python -m tests.office all --fixtures`` writes the fixtures anew (it needs LibreOffice, pdftotext, python-docx,
openpyxl and python-pptx).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from dxextract import extract
from dxextract.schema.integrity import integrity_problems
from floors import below, floors_of
from tests.office.families import write
from tests.synthetic.scores import score
from tests.synthetic.story import Gold

FIXTURES = Path(__file__).parent / "fixtures"
FLOORS = floors_of("office")


def test_each_fixture_has_floors() -> None:
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_no_score_is_below_its_floor(name: str) -> None:
    source = next(path for path in FIXTURES.glob(f"{name}.*") if path.suffix != ".json")
    plan = extract(source)
    assert integrity_problems(plan) == ()
    records = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    reached = score(Gold(**{kind: tuple(found) for kind, found in records.items()}), plan)
    assert below({kind: one.f1 for kind, one in reached.items()}, FLOORS[name]) == {}, "record type: (score, floor)"


@pytest.mark.parametrize("name", FLOORS)
def test_a_fixture_is_what_its_seed_gives(name: str, tmp_path: Path) -> None:
    path, gold = write(name, 1, tmp_path)
    assert path.stat().st_size > 0
    assert json.loads(json.dumps(asdict(gold))) == json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
