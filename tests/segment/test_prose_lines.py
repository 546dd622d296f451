"""Lines set like headings that name who is in charge, and headings that only look so."""

import pytest

from dxextract.rules import load_rules
from dxextract.segment.prose import names_department, reads_as_sentence
from dxextract.segment.surroundings import is_isolated
from dxextract.segment.wording import read_wording
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


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("相談所の利用者は1,260人になりました(令和6年12月末)", True),
        ("県内で最も高い割合です（令和7年調べ）", True),
        ("スマートフォン相談所の利用(令和6年12月末)", False),
        ("仕事を休まないと手続ができない", True),
        ("だれ一人取り残されない", False),
        ("施策1 待ち時間を減らします（重点）", False),  # what a measure promises
    ],
)
def test_a_sentence_with_its_date_is_no_title(title: str, expected: bool):
    assert reads_as_sentence(read_wording(title, load_rules())) is expected
