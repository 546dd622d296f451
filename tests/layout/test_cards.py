"""Cards of a measure drawn as several small tables, and small tables that are no card."""

from __future__ import annotations

import pytest

from tests.layout.test_forms import drawn, set_out


def card(number: str, name: str) -> tuple[list[str], list[str]]:
    head = [f"事業番号 | {number} | 事業名 | {name}", "担当課 | 住民課 | 区分 | 新規"]
    return head, ["現状と課題 | 取組の内容", "紙が多い。 | 紙を減らす。"]


def test_tables_below_one_that_names_the_measure_are_its_blocks() -> None:
    cards = [drawn(rows) for at in (1, 2) for rows in card(f"事業{at}", f"窓口{at}")]
    blocks = [("label", "現状と課題"), ("body", "紙が多い。"), ("label", "取組の内容"), ("body", "紙を減らす。")]
    said = set_out(*cards)
    assert [one for one in said if one[0] == "title"] == [("title", "事業1 窓口1"), ("title", "事業2 窓口2")]
    assert [one for one in said if one in blocks] == blocks * 2


@pytest.mark.parametrize(
    "rows",
    [card("事業1", "窓口1")[0], card("事業1", "窓口1")[1], ["計画名 | DX推進計画", "担当課 | 情報課"]],
    ids=["one alone", "blocks of nothing", "a plan"],
)
def test_a_small_table_is_no_card(rows: list[str]) -> None:
    assert not [said for said in set_out(drawn(rows)) if said[0] == "title"]


def test_blocks_that_return_under_each_measure_are_set_out_though_their_labels_may_head_values() -> None:
    tables = [drawn(["現状 | 目指す姿", f"紙が{n}割です。 | すべて電子です。"]) for n in (3, 4)]
    assert [said for said in set_out(*tables) if said[0] == "label"] == [("label", "現状"), ("label", "目指す姿")] * 2
    assert set_out(tables[0]) == []
    assert set_out(*(drawn(["現状 | 目指す姿", f"{n}割 | 10割"]) for n in (3, 4))) == []
