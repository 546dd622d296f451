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


def test_names_listed_before_they_head_anything_are_no_sections(tmp_path: Path) -> None:
    contents = "目次\n\n目指す町 ……… 1\n取組 ……… 2\n　暮らし ……… 2\n　役場 ……… 3\n体制 ……… 4\n\n"
    listed = "目指す町\n\n2つの柱で進めます。\n\n- 暮らし\n- 役場\n\n"
    bodies = "".join(
        f"{name}\n\n窓口\n\n＜内容＞\n\n・{PROSE}\n\n＜担当課＞\n\n総務課\n\n" for name in ("暮らし", "役場")
    )
    found = sections(f"{contents}{listed}取組\n\n{bodies}体制\n\n{PROSE}", tmp_path)
    assert [one.strip() for one in found] == [
        *("目指す町", "取組", "暮らし", "内容", "担当課", "役場", "内容", "担当課", "体制"),
    ]


def test_a_count_goes_on_below_the_next_group(tmp_path: Path) -> None:
    text = "".join(
        f"{group} 分野{group}\n\n"
        + "".join(f"{n} 施策{n}\n\n【指標】\n\n指標\t現状値\t目標値\n件数\t1件\t2件\n\n" for n in numbers)
        for group, numbers in (("Ⅰ", (1, 2, 3)), ("Ⅱ", (4, 5)), ("Ⅲ", (6,)))
    )
    found = sections(f"1. 目的\n\n{PROSE}\n\n2. 体系\n\n{PROSE}\n\n3. 施策\n\n{text}4. 体制\n\n{PROSE}", tmp_path)
    assert [one for one in found if not one.startswith("      ")] == [
        *("1 目的", "2 体系", "3 施策", "  Ⅰ 分野Ⅰ", "    1 施策1", "    2 施策2", "    3 施策3"),
        *("  Ⅱ 分野Ⅱ", "    4 施策4", "    5 施策5", "  Ⅲ 分野Ⅲ", "    6 施策6", "4 体制"),
    ]


@pytest.mark.parametrize(("last", "captions"), [("市民の声を聞きます。", ()), ("市民の声", ("申請の画面",))])
def test_two_letters_may_name_a_group_and_captions_none(last: str, captions: tuple[str, ...], tmp_path: Path) -> None:
    between = "".join(f"\n\n\n\n{caption}" for caption in captions)
    text = "".join(
        f"{group}\n\n取組{n} 施策{n}\n\n目指す姿\n\n- {PROSE}\n\n主な取組\n\n- {last}{between}\n\n"
        for n, group in enumerate(("市民", "行政", "地域"), 1)
    )
    found = sections(f"1 目的\n\n{PROSE}\n\n2 取組\n\n{text}3 体制\n\n{PROSE}", tmp_path)
    assert [one.strip() for one in found if one.strip()[:2] not in ("取組", "目指", "主な")] == [
        *("1 目的", "2 取組", "市民", "行政", "地域", "3 体制"),
    ]


def test_items_of_a_list_behind_hyphens_and_circles_are_no_measures(tmp_path: Path) -> None:
    text = "".join(f"重点取組{n} 施策{n}\n\n- 〇 端末の導入\n- 〇 講座の開催\n\n担当課：総務課\n\n" for n in (1, 2))
    assert sections(f"Ⅰ 取組\n\n{text}", tmp_path) == ["Ⅰ 取組", "  重点取組1 施策1", "  重点取組2 施策2"]


def test_materials_may_lead_to_their_first_part(tmp_path: Path) -> None:
    history = "策定の経過\n\n年月日\t内容\n令和6年5月1日\t本部会議\n"
    assert sections(f"第1章 体制\n\n{PROSE}\n\n参考資料\n\n{history}", tmp_path)[1].strip() == "参考資料"
    assert len(sections(f"第1章 体制\n\n{PROSE}\n\n参考資料\n\n{PROSE}\n", tmp_path)) == 1


@pytest.mark.parametrize("title", ["取組", "施策", "計画", "事業"])
def test_a_number_before_a_noun_that_counts_things_too_heads_a_chapter(title: str, tmp_path: Path) -> None:
    found = sections(
        f"1 目的\n\n{PROSE}\n\n2 {title}\n\n(1) 窓口\n\n{PROSE}\n\n(2) 研修\n\n{PROSE}\n\n3 体制\n\n{PROSE}", tmp_path
    )
    assert f"2 {title}" in found


def pictured(n: int, title: str, *, picture: str = "", apart: bool = False) -> str:
    """A measure with its first block, the name of a picture, and the others."""
    number = f"{n}\n\n" if apart else f"{n} "
    blocks = f"■現状と課題\n\n●{PROSE}\n\n■KPI\n\n件数\t1件\t2件\n\n"
    return f"{number}{title}\n目指す姿\n\n●{PROSE}\n\n" + (f"{picture}\n\n" if picture else "") + blocks


def test_the_name_of_a_picture_between_the_blocks_of_a_measure_heads_nothing(tmp_path: Path) -> None:
    text = pictured(1, "申請の環境", picture="オンライン申請") + pictured(2, "窓口の整備") + pictured(3, "研修の充実")
    found = sections(f"第1章 施策\n\n{text}", tmp_path)
    assert [one.strip() for one in found if one.strip()[0] in "123オ"] == [
        "1 申請の環境",
        "2 窓口の整備",
        "3 研修の充実",
    ]


def test_what_holds_blocks_that_no_neighbour_holds_itself_keeps_them(tmp_path: Path) -> None:
    text = pictured(1, "申請の環境", picture="オンライン申請") + pictured(2, "窓口の整備", picture="総合窓口")
    assert "オンライン申請" in " ".join(sections(f"第1章 施策\n\n{text}", tmp_path))


def test_a_number_alone_above_the_title_of_a_measure_is_its_number(tmp_path: Path) -> None:
    text = pictured(1, "申請の環境", apart=True) + pictured(2, "窓口の整備", apart=True) + pictured(3, "研修の充実")
    found = sections(f"第1章 施策\n\n{text}", tmp_path)
    assert [one.strip() for one in found if one.strip()[0] in "123"] == ["1 申請の環境", "2 窓口の整備", "3 研修の充実"]
    chart = sections(f"第1章 現状\n\n12\n\n申請の件数\n\n{PROSE}\n\n13\n\n窓口の件数\n\n{PROSE}\n", tmp_path)
    assert not [one for one in chart if one.strip()[:1].isdigit()]
