"""Plans that LibreOffice made from Word, Excel and PowerPoint files keep their scores; `fixtures/` holds them.

``python -m tests.office all --fixtures`` writes the fixtures anew (it needs LibreOffice, pdftotext, python-docx,
openpyxl and python-pptx).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dxextract import extract
from dxextract.schema.integrity import integrity_problems
from floors import floors_of
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
    below = {kind: (reached[kind].f1, floor) for kind, floor in FLOORS[name].items() if reached[kind].f1 < floor}
    assert below == {}, "record type: (score, floor)"
