"""The sample plans give the JSON that was reviewed against their sources, byte for byte, and what their gold says.

`pytest tests/test_samples.py --write-expected` writes the expected files anew; read what changed before you commit it.
The gold files are not written anew: they say what stands in a plan, whatever the program reads.
"""

from pathlib import Path

import orjson
import pytest

from dxextract import extract
from dxextract.evaluation import load_compared, score_plan, to_compared
from dxextract.export.json import plan_to_json
from dxextract.schema.integrity import integrity_problems
from floors import below, floors_of

SAMPLES = Path(__file__).parents[1] / "samples"
FLOORS = floors_of("samples")
PLANS = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".txt"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_sample_gives_its_reviewed_json(path: Path, request: pytest.FixtureRequest) -> None:
    plan = extract(path)
    assert integrity_problems(plan) == ()
    expected = SAMPLES / "expected" / f"{path.name}.json"
    if request.config.getoption("--write-expected"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(plan_to_json(plan))
    assert plan_to_json(plan) == expected.read_bytes()


@pytest.mark.parametrize("stem", sorted({p.stem for p in PLANS if p.suffix == ".txt"}))
def test_both_media_of_a_sample_give_the_same_figures(stem: str) -> None:
    def figures(plan):
        titles = {m.id: m.title for m in plan.measures}
        kpis = {
            (titles.get(k.measure_id), k.name, k.baseline and k.baseline.value, k.target and k.target.value)
            for k in plan.kpis
        }
        return {m.title for m in plan.measures}, kpis

    assert figures(extract(SAMPLES / f"{stem}.pdf")) == figures(extract(SAMPLES / f"{stem}.txt"))


@pytest.mark.parametrize("name", FLOORS)
def test_no_sample_is_below_its_floors(name: str) -> None:
    source = SAMPLES / name
    output = to_compared(orjson.loads((SAMPLES / "expected" / f"{name}.json").read_bytes()), name)
    scored = score_plan(name, load_compared(SAMPLES / "gold" / f"{source.stem}.json"), output, source)
    reached = {kind: record.tally.f1 for kind, record in scored.records.items()}
    assert scored.grounding is not None
    assert below(reached | {"grounding": scored.grounding.share}, FLOORS[name]) == {}


def test_every_sample_has_floors() -> None:
    assert set(FLOORS) == {path.name for path in PLANS}
