"""Texts as a converter prints pages: little white around headings, numbers apart from their titles, wrapped titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import extract

PROSE = "申請の種類ごとに異なる様式を一つにまとめ、家から手続ができるようにします。"
COVER = "湯の原町DX推進計画\n\n令和8年3月\n\f"


def sections(text: str, folder: Path) -> list[tuple[int, str | None, str]]:
    source = folder / "plan.txt"
    source.write_text(f"{COVER}{text}\n\f第9章     おわりに\n{PROSE}\n", "utf-8")
    return [(s.level, s.number, s.title) for s in extract(source).sections][:-1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # chapters whose numbers stand apart above a section, and behind a table
        (f"第1章     基本的な考え方\n第1節     基本理念\n{PROSE}\n\n第2節     体系\n次のとおりです。\n\n"
         "基本方針         施策\n1   便利な暮らし   (1)  手続の電子化\n                 (2)  窓口の改善\n\n"
         f"第2章     取組\n第1節     便利な暮らし\n{PROSE}\n",
         [(1, "第1章", "基本的な考え方"), (2, "第1節", "基本理念"), (2, "第2節", "体系"),
          (1, "第2章", "取組"), (2, "第1節", "便利な暮らし")]),
        # a title that wraps inside its bracket
        (f"第1章     取組\n\n1    手続における情報通信の技術の利用（官民データ活用推進\n基本法第10条関係）\n{PROSE}\n\n"
         f"2    体制\n{PROSE}\n",
         [(1, "第1章", "取組"), (2, "1", "手続における情報通信の技術の利用(官民データ活用推進基本法第10条関係)"),
          (2, "2", "体制")]),
        # the first line of a wrapped paragraph is no title
        ("第1章     資料\n\n1    設置要綱\n"
         "第1条    計画の策定に関する事項の検討のため、委員会（以\n下「委員会」という。）を置く。\n\n"
         f"2    経過\n{PROSE}\n",
         [(1, "第1章", "資料"), (2, "1", "設置要綱"), (2, "2", "経過")]),
        # numbers apart, 5 5 つの挑戦
        (f"1    町の姿\n{PROSE}\n\n2    3 つの挑戦\n{PROSE}\n\n3    体制\n{PROSE}\n",
         [(1, "1", "町の姿"), (1, "2", "3 つの挑戦"), (1, "3", "体制")]),
        # unmarked titles right above their text, and right below a chapter
        (f"第1章     計画の概要\n計画の見方\n{PROSE}\n\n計画の対象\n{PROSE}\n",
         [(1, "第1章", "計画の概要"), (2, None, "計画の見方"), (2, None, "計画の対象")]),
        # a column of a lost table
        ("第1章     体制\n\n役割\n計画の全体を統括する。\n助言を行う。\n取組を進める。\n", [(1, "第1章", "体制")]),
    ],
    ids=["chapters", "bracket", "paragraph", "counted", "unmarked", "column"],
)  # fmt: skip
def test_headings_of_printed_pages(text, found, tmp_path):
    assert sections(text, tmp_path) == found
