"""A damaged file gives a plan or one error that says so; never anything else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from damage import DAMAGES
from dxextract.errors import DxExtractError
from dxextract.export.json import plan_to_json
from dxextract.pipeline import extract
from dxextract.settings import Settings

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["shiomi.pdf", "midorino.txt"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_gives_a_plan_or_an_error_of_its_own(tmp_path, damage, name, seed):
    path = tmp_path / name
    path.write_bytes(damage((SAMPLES / name).read_bytes(), Random(seed)))
    with suppress(DxExtractError):
        plan = extract(path, Settings(ocr="off"))
        assert plan_to_json(plan)
