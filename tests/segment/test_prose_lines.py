"""Lines set like headings that name who is in charge, and headings that only look so."""

import pytest

from dxextract.rules import load_rules
from dxextract.segment.prose import names_department
from dxextract.segment.surroundings import is_isolated
from text_documents import lay


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


WRAPPED = " 人口減少が進む中、市民に最も身近な自治体としてデジタル技術を活用し、必要\n"
WRAPPED += "なサービスを維持、向上させることが必要である。\n"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (f"\n{WRAPPED}", True),
        (WRAPPED, True),
        ("デジタル技術を活用する。\n", False),
        ("デジタル技術の活用\n", False),
    ],
)
def test_a_short_line_right_above_wrapped_prose_stands_alone(below: str, expected: bool):
    document = lay(f"\f{WRAPPED * 6}\n少子高齢化への対応\n{below}")
    index = next(i for i, block in enumerate(document.blocks) if block.text == "少子高齢化への対応")
    assert is_isolated(document, index) is expected
