"""Headings that only the rest of the plan tells from other short lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import extract

COVER = "花咲市DX推進計画\n\n令和7年3月\n\n花咲市\n\n"
PROSE = "取組を進めます。"


def sections(text: str, tmp_path: Path) -> list[str]:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + text, "utf-8")
    return [f"{'  ' * (one.level - 1)}{one.number or ''} {one.title}".rstrip() for one in extract(source).sections]


def measure(title: str, indicator: str) -> str:
    return f"施策{title}\n\n現状と課題\n\n- {PROSE}\n\nKPI\n\n{indicator}\n\n"


def test_a_label_that_returns_is_one_whatever_stands_below(tmp_path: Path) -> None:
    table = "指標\t現状値\t目標値\n件数\t1件\t2件"
    torn = "待ち時間\n\n基準値\n\n38分\n\n令和11年度\n\n15分"
    found = sections(
        "第1章 施策\n\n" + measure("1 窓口", table) + measure("2 申請", torn) + measure("3 研修", table), tmp_path
    )
    assert [one.strip() for one in found].count("KPI") == 3


def test_bare_lines_that_tags_take_up_are_sections(tmp_path: Path) -> None:
    lists = "".join(f"{name}\n\n- スマート申請\n- 健康ポイント\nなど\n\n" for name in ("くらし", "まち"))
    tagged = "".join(
        f"【{name}】{title}\n\n{PROSE}\n\n"
        for name, title in (("くらし", "申請"), ("くらし", "健康"), ("まち", "防災"), ("まち", "交通"))
    )
    found = sections(f"第1章 取組\n\n{lists}{tagged}", tmp_path)
    assert [one.strip() for one in found if one.strip() in ("くらし", "まち")] == ["くらし", "まち"]


@pytest.mark.parametrize("line", ["【官民データ活用推進基本法第10条関係】", "令和5年度から令和7年度までの3年間"])
def test_lines_that_head_nothing(line: str, tmp_path: Path) -> None:
    found = sections(f"第1章 計画\n\n1 期間\n\n{line}\n\n{PROSE}\n\n2 体制\n\n{PROSE}", tmp_path)
    assert found == ["第1章 計画", "  1 期間", "  2 体制"]


def test_roman_numbers_of_any_length_count_alike(tmp_path: Path) -> None:
    text = "".join(
        f"柱{n} まちづくり{n}\n\n{n}-1 取組{n}\n\n［課題］\n\n- {PROSE}\n\n［担当］\n\n総務課\n\n" for n in "ⅠⅡⅢ"
    )
    found = sections(f"01 戦略\n\n{PROSE}\n\n02 事業\n\n{text}", tmp_path)
    assert [one.strip() for one in found if one.strip()[1:2] == "-"] == ["Ⅰ-1 取組Ⅰ", "Ⅱ-1 取組Ⅱ", "Ⅲ-1 取組Ⅲ"]


def test_groups_of_measures_beside_one_another_are_policies(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    blocks = f"国の方針\n\n{PROSE}\n\n本市の取組\n\n{PROSE}\n\n"
    groups = "".join(
        f"{n} {title}\n\n(1) 施策{n}\n\n{blocks}" for n, title in ((1, "重点取組項目"), (2, "あわせて取り組む項目"))
    )
    source.write_text(COVER + groups, "utf-8")
    assert [one.policy for one in extract(source).measures] == ["1 重点取組項目", "2 あわせて取り組む項目"]
