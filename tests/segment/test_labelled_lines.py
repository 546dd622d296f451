"""Numbered sections whose blocks share a line with their labels are measures, two or more of a kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import extract

COVER = "花咲市DX推進計画\n\n令和7年3月\n\n花咲市\n\n"
CASES = {
    "labels before what they say": (
        "第2章 重点施策\n\n1 通学路の見守り\n\n【取組内容】電子の目を設けます。\n"
        "【KPI】設置台数 30台（R6）→ 90台（R9）\n\n"
        "2 遠隔授業\n\n【取組内容】学校同士を結びます。\n【KPI】実施校数 2校（R6）→ 9校（R9）\n",
        ["通学路の見守り", "遠隔授業"],
    ),
    "one label alone is a word of the text": (
        "第2章 社会の動き\n\n1 技術の進展\n\n【背景】技術が進んでいます。\n\n"
        "2 人口の減少\n\n【背景】人口が減っています。\n",
        [],
    ),
    "only one section of its kind": (
        "第2章 社会の動き\n\n1 本市の状況\n\n【取組内容】窓口を見直しました。\n"
        "【KPI】件数を数えました。\n\n2 国の状況\n\n法律が改められました。\n",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_measures(case: tuple[str, list[str]], tmp_path: Path) -> None:
    text, expected = case
    (tmp_path / "plan.txt").write_text(COVER + text, "utf-8")
    assert [measure.title for measure in extract(tmp_path / "plan.txt").measures] == expected
