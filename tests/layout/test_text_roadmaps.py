"""Road maps aligned with spaces: steps that stand in the middle of the years that their cells were merged over."""

from __future__ import annotations

import pytest

from text_documents import tables

MERGED = """\
      取組項目     令和7年度     令和8年度   令和9年度        令和10年度        令和11年度
介護認定の電子化             方式の検討           開発                運用
学校連絡網の更新        選定                        導入・運用
庁内網の再構築                  設計・構築                    移行         完了
文書目録の公開                      目録の整備                     公開
"""

HALF_YEARS = """\
                   令和7年度                  令和8年度                  令和9年度
         項目
              前期           後期        前期           後期        前期           後期
会計の電子化                 要件整理                            構築                稼働
地図の統合         調達                移行                          公開
"""

WRAPPED = """\
      施策    令和7年度         令和8年度          令和9年度    令和10年度
税務証明の自動交付   機器の                   支所への             本庁の
            仕様検討                  機器設置            窓口見直し
防災倉庫の在庫管理           在庫の                     システムの試行と
                    棚卸し                      対象倉庫の拡大
"""

POLICIES = """\
     方針            取組   2025年度   2026年度           2027年度
          電子図書館          導入               蔵書の充実
方針１ 暮らし
          見守り端末                   貸与
          商店街の電子通貨       検討       実証              本格実施
方針２ 産業
          観光周遊パス                  設計               販売
"""


def steps(text: str) -> list[tuple[str, int, int]]:
    """The texts below the years with the first and last of the columns that they cover."""
    (table,) = tables(text)
    assert table.centred
    first = min(cell.col for cell in table.cells if cell.row == table.header_rows - 1 and "年" in cell.text)
    return [
        (cell.text, cell.col - first, cell.col - first + cell.col_span - 1)
        for cell in table.cells
        if cell.row >= table.header_rows and cell.col >= first and cell.text
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MERGED,
            "方式の検討 0-1/開発 2-2/運用 3-4/選定 0-0/導入・運用 1-4/設計・構築 0-2/移行 3-3/完了 4-4"
            "/目録の整備 1-2/公開 3-4",
        ),
        (
            WRAPPED,
            "機器の仕様検討 0-0/支所への機器設置 1-2/本庁の窓口見直し 3-3/在庫の棚卸し 0-1"
            "/システムの試行と対象倉庫の拡大 2-3",
        ),
        (
            POLICIES,
            "導入 0-0/蔵書の充実 1-2/貸与 0-2/検討 0-0/実証 1-1/本格実施 2-2/設計 1-1/販売 2-2",
        ),
    ],
)
def test_steps_have_the_years_in_whose_middle_they_stand(text: str, expected: str) -> None:
    assert [f"{name} {first}-{last}" for name, first, last in steps(text)] == expected.split("/")


def test_parts_of_years_are_columns_too() -> None:
    (table,) = tables(HALF_YEARS)
    assert {
        (cell.text, cell.col, cell.col_span) for cell in table.cells if cell.row > 1 and cell.col and cell.text
    } == {
        ("要件整理", 1, 3),
        ("構築", 4, 2),
        ("稼働", 6, 1),
        ("調達", 1, 1),
        ("移行", 2, 2),
        ("公開", 4, 3),
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "取組          令和7年度      令和8年度      令和9年度\n"
            "申請の拡大       検討         試行         実施\n"
            "窓口の予約       要件の整理      導入\n",
            id="each text begins below its year",
        ),
        pytest.param(
            "指標          令和7年度      令和8年度      令和9年度\n"
            "申請の割合           20%          40%          60%\n"
            "窓口の数             2か所         4か所         8か所\n",
            id="figures",
        ),
        pytest.param(
            "取組          令和7年度      令和8年度      令和9年度\n"
            "申請の拡大       検討         ―――→        ―――→\n"
            "窓口の予約       検討         導入         ―――→\n",
            id="arrows in cells of their own",
        ),
    ],
)
def test_other_tables_of_years_are_read_by_their_columns(text: str) -> None:
    assert not any(table.centred for table in tables(text))
