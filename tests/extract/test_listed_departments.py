"""Departments that only a list of measures names go to the measures; what a measure says itself is its own."""

import pytest

from dxextract.pipeline import extract

HEAD = "海野市DX推進計画\n\n令和6年3月\n\n第1章 施策\n\n"
MEASURES = "1 電子申請の拡充\n\n■ 取組内容\n\n申請を電子化する。\n\n{}2 窓口の改革\n\n■ 取組内容\n\n予約を始める。\n\n"
LIST = "第2章 数値目標\n\n取組\t指標\t現状値(R5)\t目標値(R10)\t{}\n" + (
    "電子申請の拡充\t手続数\t9件\t40件\t総務課\n窓口の改革\t待ち時間\t20分\t10分\t市民課\n"
)


@pytest.mark.parametrize(
    ("own", "column", "departments"),
    [
        ("", "担当課", [("総務課",), ("市民課",)]),
        ("担当課：情報課\n\n", "担当課", [("情報課",), ("市民課",)]),
        ("", "備考", [(), ()]),
    ],
)
def test_departments_of_a_list(tmp_path, own, column, departments):
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + MEASURES.format(own) + LIST.format(column), encoding="utf-8")
    assert [measure.departments for measure in extract(path).measures] == departments
