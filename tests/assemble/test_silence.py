"""Where a document speaks of indicators or schedules and no such record was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bad_inputs import typeset
from dxextract import extract
from dxextract.schema.plan import Diagnostic

HEAD = """\
みどり野市DX推進計画
令和7年3月

第1章 施策の展開

1 書かない窓口の推進
【取組項目】
・窓口に申請支援の仕組みを導入します。
"""
KPIS = "指標名\t現状値(令和6年度)\t目標値(令和11年度)\n窓口の利用件数\t120件\t500件\n"
BARS = "取組\t令和7年度\t令和8年度\t令和9年度\n申請支援\t検討\t導入\t運用\n"


def suspicions(source: str, folder: Path) -> list[Diagnostic]:
    path = folder / "plan.txt"
    path.write_text(HEAD + source, "utf-8")
    return [one for one in extract(path).diagnostics if one.code in ("W501", "W502")]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("", []),
        ("【成果指標】\n" + KPIS, []),
        ("【成果指標】\n別に定めます。\n", ["W501"]),
        ("【取組スケジュール】\n" + BARS, []),
        ("【取組スケジュール】\n別に定めます。\n", ["W502"]),
        ("【成果指標】\n別に定めます。\n【取組スケジュール】\n別に定めます。\n", ["W501", "W502"]),
        ("次のとおり数値目標を設定し、毎年度その達成状況を点検して公表します。\n", ["W501"]),
        ("数値目標に基づく進行管理を毎年度行い、その結果を公表します。\n", []),
        ("スケジュール管理システムの導入を進めます。\n", []),
    ],
)
def test_words_without_records(source: str, codes: list[str], tmp_path: Path) -> None:
    assert [one.code for one in suspicions(source, tmp_path)] == codes


def test_each_heading_wants_records_of_its_own(tmp_path: Path) -> None:
    second = "\n2 データの公開\n【取組項目】\n・データを公開します。\n【成果指標】\n別に定めます。\n"
    (found,) = suspicions("【成果指標】\n" + KPIS + second, tmp_path)
    assert found.code == "W501"
    assert [(one.line_start, one.quote) for one in found.evidence] == [(16, "【成果指標】")]
    assert "16行目" in found.message
    assert "line 16" in found.message


def test_a_glossary_announces_nothing(tmp_path: Path) -> None:
    glossary = (
        "\n用語集\n\n用語\t説明\n数値目標\t計画の達成度を測るための数値です。\n工程表\t進める順序を示す表です。\n"
    )
    assert suspicions(glossary, tmp_path) == []


def test_a_page_is_named_once(tmp_path: Path) -> None:
    lines = [
        "= みどり野市DX推進計画",
        "#pagebreak()",
        "== 1 窓口の改革",
        "■成果指標",
        "別に定めます。",
        "■数値目標",
        "別に定めます。",
    ]
    typeset("\n\n".join(lines), tmp_path / "plan.pdf")
    found = [one for one in extract(tmp_path / "plan.pdf").diagnostics if one.code == "W501"]
    assert len(found) == 1
    assert {one.page for one in found[0].evidence} == {2}
    assert found[0].message.startswith("2ページに")


def test_the_name_on_a_cover_announces_nothing(tmp_path: Path) -> None:
    lines = ["= 脱炭素ロードマップ", "#pagebreak()", "== 1 はじめに", "省エネルギーを進めます。"]
    typeset("\n\n".join(lines), tmp_path / "plan.pdf")
    assert [one.code for one in extract(tmp_path / "plan.pdf").diagnostics if one.code == "W502"] == []
