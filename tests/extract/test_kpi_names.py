"""What may be the name of an indicator that lines tell."""

from __future__ import annotations

import pytest

from dxextract.extract.kpis.drafts import names_something
from dxextract.rules import load_rules


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("電子申請の利用率", True),
        ("5G 基地局数", True),
        ("1人1台端末の利用時間", True),
        ("3R率", True),
        ("25 手続", False),
        ("1,120人", False),
        ("➡", False),
        ("2030", False),
    ],
)
def test_a_name_says_what_is_counted(name: str, expected: bool) -> None:
    assert names_something(name, load_rules()) is expected
