"""Header cells on lines of their own above a table, and headings that only stand there."""

from __future__ import annotations

import pytest

from text_documents import assert_grounded, codes, only_table, tables, texts

ROWS = "市民\t窓口の整備\t窓口の充実\n地域\t見守り\t防災"
TWO = "AI\t人工知能\nDX\t変革"


@pytest.mark.parametrize(
    ("above", "rows", "header"),
    [
        ("旧計画 方針\n\nこれまでの取組\n\n今後の課題\n\n", ROWS, ["旧計画方針", "これまでの取組", "今後の課題"]),
        ("対象\n取組\n課題\n", ROWS, ["対象", "取組", "課題"]),
        ("用語\n説明\n", TWO, ["用語", "説明"]),
        ("用語\n\n説明\n\n", TWO, ["用語", "説明"]),
        ("指標名 現状値 目標値\n", "利用率\t20%\t50%", ["指標名", "現状値", "目標値"]),
        ("指標名\n現状値\n(R6)\n目標値\n(R10)\n", "利用率\t20%\t50%", ["指標名", "現状値 (R6)", "目標値 (R10)"]),
        ("現状値\n\n目標値\n\n", "利用率\t20%\t50%\n登録者\t2人\t5人", ["", "現状値", "目標値"]),
        ("基準値 令和12年度\n\n", "利用率\t20%\t50%\n登録者\t2人\t5人", ["", "基準値", "令和12年度"]),
    ],
)  # fmt: skip
def test_header_cells_above_a_table(above: str, rows: str, header: list[str]) -> None:
    text = f"次のとおりまとめました。\n\n{above}{rows}\n\n本文です。"
    assert only_table(text) == [header, *(row.split("\t") for row in rows.split("\n"))]
    (table,) = tables(text)
    assert (table.header_rows, table.repaired) == (1, ("form",))
    assert codes(text) == ["I302"]
    assert texts(text) == ["次のとおりまとめました。", "本文です。"]
    assert_grounded(text)


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        # headings: numbered, marked, in brackets, or more of them than columns
        ("3 取組の経過\n【市民】\n課題\n", ROWS),
        ("第2章 背景\n1. 現状\nこれまでの取組\n", ROWS),
        ("■ 現状\n■ 取組\n■ 課題\n", ROWS),
        ("取組の経過\n対象\n取組\n課題\n", ROWS),
        ("# 対象\n# 取組\n# 課題\n", ROWS),
        # fewer than columns
        ("取組\n課題\n", ROWS),
        # two headings above two columns
        ("これまでの歩み\nデジタル化の経過\n", TWO),
        # sentences, values, and something between
        ("市民のこと。\n取組のこと。\n課題のこと。\n", ROWS),
        ("10件\n20件\n30件\n", ROWS),
        ("対象\n取組\n課題\n\n次の表のとおりです。\n\n", ROWS),
        ("対象\n取組\n課題\n\n\n\n", ROWS),
        # a table with a header of its own, a form, a contents page
        ("対象\n取組\n課題\n", "指標名\t現状値\t目標値\nA\t1\t2"),
        ("用語\n説明\n", "担当課\t総務課\n内容\t窓口改革"),
        ("用語\n説明\n", "担当課\t総務課"),
        ("用語\n説明\n", "第1章 背景\t1\n第2章 現状\t3\n第3章 目標\t5"),
    ],
)
def test_lines_above_a_table_that_are_no_header(above: str, rows: str) -> None:
    text = f"次のとおりまとめました。\n\n{above}{rows}"
    assert [row.split("\t") for row in rows.split("\n")] == only_table(text)
    assert tables(text)[0].repaired == ()
