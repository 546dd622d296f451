"""The sample plans give the JSON that was reviewed against their sources, byte for byte.

`pytest tests/test_samples.py --write-expected` writes the expected files anew; read what changed before you commit it.
"""

from pathlib import Path

import pytest

from dxextract import extract
from dxextract.export.json import plan_to_json
from dxextract.schema.integrity import integrity_problems

SAMPLES = Path(__file__).parents[1] / "samples"
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
