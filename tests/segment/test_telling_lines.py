"""Lines with low numbers in a document with styles, set as its text is: measures by what stands below each."""

from __future__ import annotations

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.segment.leads import telling_lines
from tests.segment.test_tree import PROSE, document

RULES = load_rules()


@pytest.mark.parametrize(
    ("lines", "telling"),
    [
        (["① 申請", "＜内容＞手続を広げます。", "＜担当＞総務課", "② 交付", "＜担当＞住民課"], ["① 申請", "② 交付"]),
        (["① 申請", "担当：総務課", "② 交付", "担当：住民課", "(2) 発信", "① アプリ", "担当：企画課"],
         ["① 申請", "② 交付", "① アプリ"]),
        (["ア 申請", "担当課：総務課", "イ 交付", "担当課：住民課"], ["ア 申請", "イ 交付"]),
        # who is in charge of what holds the list stands below its last line
        (["(1) 窓口", "① 整備", PROSE, "② 見直し", PROSE, "担当課：市民課"], []),
        (["(1) 窓口", "① 整備", PROSE, "担当課：市民課", "(2) 発信", "① 配信", "担当課：企画課"], []),
        (["1 申請", "担当：総務課", "2 交付", "担当：住民課"], []),  # no low numbers
        ([PROSE], []),
    ],
)  # fmt: skip
def test_low_numbers_that_tell_of_measures(lines, telling):
    laid = annotate(document(lines), RULES)
    assert [lines[i] for i in sorted(telling_lines(laid, RULES))] == telling
