"""Lines that name a value and head nothing."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.segment.values import labels_value
from tests.extract.document_builder import document


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["現状", "120世帯"], True),
        (["目標値", "700世帯"], True),
        (["現状", "回覧板が届くまで12日かかる。"], False),
        (["現状と課題", "120世帯"], False),
        (["現状"], False),
    ],
)
def test_badges_of_values(lines, found):
    assert labels_value(document(*lines), 0, load_rules()) is found
