"""Tables that pages cut: what is joined to one, and what stays two."""

from __future__ import annotations

import pytest

from text_documents import assert_grounded, codes, only_table, paragraphs, tables

WORDS = [["用語", "説明"], ["AI", "人工知能"], ["DX", "変革"], ["RPA", "自動化"], ["SNS", "交流"]]
HEAD, ONE, TWO = "用語\t説明\n", "AI\t人工知能\nDX\t変革\n", "RPA\t自動化\nSNS\t交流\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{ONE}\n{HEAD}{TWO}",
        f"用語集\n\n{HEAD}{ONE}\n用語集\n\n{HEAD}{TWO}",
        f"用語集\n\n{HEAD}{ONE}\n用語集（続き）\n\n用 語\t説 明\n{TWO}",
        f"用語集\n\n{HEAD}{ONE}\n\n- 31 -\n\n用語集\n\n{HEAD}{TWO}",
        f"{HEAD}{ONE}\n\n31\n\n{HEAD}{TWO}",
        f"用語集\n次の言葉を用います。\n{HEAD}{ONE}\n用語集\n\n{HEAD}{TWO}",
        f"資料編\n用語集\n次の言葉を用います。\n{HEAD}{ONE}\n資料編\n\n{HEAD}{TWO}\n\n資料編\n名簿",
        f"用語集\n\n{HEAD}{ONE}\n用語集\n\n{TWO}",
        f"用語集\n\n{HEAD}AI\t人工知能\nDX\t変革\nRPA\t自動化\n\n用語集\n\nSNS\t交流",
    ],
)
def test_parts_of_one_table(text: str) -> None:
    assert only_table(text) == WORDS
    (table,) = tables(text)
    assert (table.header_rows, table.repaired) == (1, ())
    assert codes(text) == []
    assert_grounded(text)


def test_titles_between_the_parts_are_running_lines() -> None:
    text = f"用語集\n\n{HEAD}{ONE}\n用語集\n\n{HEAD}{TWO}\n\n用語集\n\n{HEAD}5G\t通信\n\n本文"
    assert len(only_table(text)) == 6
    assert [(p.text, p.role) for p in paragraphs(text)] == [
        ("用語集", "body"),
        ("用語集", "running"),
        ("用語集", "running"),
        ("本文", "body"),
    ]


def test_a_header_of_two_rows_is_dropped_as_a_whole() -> None:
    head = "指標\t現状値\t目標値\n\t(R6)\t(R10)\n"
    assert len(only_table(f"成果一覧\n{head}A\t1件\t2件\n\n成果一覧\n{head}B\t3件\t4件\n")) == 4


def test_the_joined_table_stands_on_all_its_lines() -> None:
    (table,) = tables(f"用語集\n\n{HEAD}{ONE}\n用語集\n\n{HEAD}{TWO}")
    assert (table.places[0].line_start, table.places[0].line_end) == (3, 11)


KPI = "指標名\t現状値\t目標値\n"


@pytest.mark.parametrize(
    "text",
    [
        # nothing between: written as two tables
        f"{KPI}A\t1\t2\n{KPI}B\t3\t4",
        # a heading of its own, also one that the contents page lists
        f"窓口改革\n人材育成\n\n窓口改革\n\n{KPI}A\t1\t2\n\n人材育成\n\n{KPI}B\t3\t4",
        # a label that every measure has
        f"成果指標\n\n{KPI}A\t1\t2\n\n成果指標\n\n{KPI}B\t3\t4",
        # prose
        f"用語集\n\n{HEAD}{ONE}\n用語集は次のとおりです。\n\n{HEAD}{TWO}",
        # another header, or another width
        f"用語集\n\n{HEAD}{ONE}\n用語集\n\n略語\t正式名称\nRPA\t自動化",
        f"用語集\n\n{HEAD}{ONE}\n用語集\n\nRPA\t自動化\t1\nSNS\t交流\t2",
        # rows without a header, and no title between
        f"用語集\n\n{HEAD}{ONE}\n\n\n\n{TWO}",
        # forms with the same first row
        "区分\t重点\n担当課\t総務課\n\n区分\t重点\n担当課\t税務課",
        # a first row of values
        "10件\t20件\nA\tB\n\n\n\n10件\t20件\nC\tD",
        # too far away
        f"用語集\n\n{HEAD}{ONE}{chr(10) * 10}{HEAD}{TWO}",
    ],
)
def test_tables_of_their_own(text: str) -> None:
    assert len(tables(text)) == 2
    assert all(p.role == "body" for p in paragraphs(text))
