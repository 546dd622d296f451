"""Cards that say below their figures what these are."""

from __future__ import annotations

import pytest

from dxextract.extract.kpis.named_below import are_named_below
from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Paragraph
from text_documents import lay


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["38分 ➡ 15分", "2023年度", "2028年度", "窓口の平均滞在時間"], True),
        (["420人 ➡", "2,000人", "相談会の参加者数"], True),
        (["窓口の平均滞在時間", "38分 ➡ 15分", "来庁予約の割合", "0% ➡ 30%"], False),
        (["滞在時間 38分 ➡ 15分", "来庁予約の割合"], False),
        (["38分", "窓口の平均滞在時間"], False),
        (["38分 ➡ 15分"], False),
    ],
)
def test_figures_first_and_words_last(lines: list[str], found: bool) -> None:
    document = annotate(lay("\n\n".join(lines)), load_rules())
    assert are_named_below([b for b in document.blocks if isinstance(b, Paragraph)]) is found
