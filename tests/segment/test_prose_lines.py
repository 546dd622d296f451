"""Lines set like headings that name who is in charge, and headings that only look so."""

import pytest

from dxextract.rules import load_rules
from dxextract.segment.prose import names_department


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("担当：生涯学習課", True),
        ("所管課: 総務課・税務課", True),
        ("担当課の役割", False),
        ("目標1：暮らしやすいまち", False),
        ("推進体制：全庁で取り組む", False),
    ],
)
def test_names_department(line: str, expected: bool):
    assert names_department(line, load_rules()) is expected
