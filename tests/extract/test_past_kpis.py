"""Indicators of an earlier plan are told from this plan's own by their target years and the plan's period."""

import pytest

from dxextract.pipeline import extract

HEAD = "海野市DX推進計画\n\n令和6年3月\n\n計画期間\n\n計画期間は、令和6年度から令和10年度までの5年間とする。\n\n"
PAST = "前計画の成果\n\n指標\t目標値(R5)\t実績値(R5)\n公開データ数\t50件\t63件\n\n"
OWN = "1 電子申請\n\n■ 取組内容\n\n申請を電子化する。\n\n■ 成果指標\n\n" + (
    "指標\t現状値({0})\t目標値({1})\n手続数\t98件\t400件\n"
)
UNDATED = "{}\n\n指標\t目標値\t{}\n公開データ数\t50件\t63件\n\n"
UNKNOWN = HEAD.split("計画期間")[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (HEAD + PAST + OWN.format("R5", "R10"), ["手続数"]),
        (HEAD + PAST, []),
        (HEAD + OWN.format("R4", "R5"), ["手続数"]),  # nothing of the years after, nothing reached: a slip of the pen
        (UNKNOWN + PAST + OWN.format("R5", "R10"), ["手続数"]),
        (HEAD + UNDATED.format("第2章 前計画の成果", "実績値") + OWN.format("R5", "R10"), ["手続数"]),
        (HEAD + UNDATED.format("これまでの状況", "実績値\t達成状況") + OWN.format("R5", "R10"), ["手続数"]),
        (HEAD + UNDATED.format("主な指標", "実績値") + OWN.format("R5", "R10"), ["公開データ数", "手続数"]),
        (UNKNOWN + OWN.format("R5", "R10"), ["手続数"]),
        (HEAD + PAST.replace("R5", "R10") + OWN.format("R5", "R10"), ["公開データ数", "手続数"]),
    ],
    ids=["both", "alone", "own in a past year", "no period", "section", "verdict", "neither", "own", "own years"],
)
def test_indicators_aimed_at_years_before_the_plan(tmp_path, text, kept):
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    plan = extract(path)
    assert [kpi.name for kpi in plan.kpis] == kept
    told = [d.message for d in plan.diagnostics if d.code == "I421"]
    assert len(told) == ("公開データ数" not in kept and "公開データ数" in text)
