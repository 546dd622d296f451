"""Lists of all indicators and road maps aligned with spaces: what their merged cells, groups and headers look like."""

from __future__ import annotations

from text_documents import tables

GROUPED = """\
評価指標                 現状値（令和 5 年度）   目標値（令和 11 年   関連施策
                                    度）
基本目標 1 暮らしを便利にする
オンライン申請ができる手続数       42 手続          150 手続        施策 1-1
オンライン申請の利用率          12.5％          60％           施策 1-1
基本目標 2 仕事の進め方を変える
電子決裁率                35％            95％           施策 2-1
コピー用紙の使用枚数           5,200 千枚       3,600 千枚      施策 2-1
"""

NUMBERED = """\
基本   施策名            成果指標                 R6 実績      R11 目標
目標
1    行政手続のオンライン化    オンライン申請ができる手続数       42 手続      150 手続
                    オンライン申請の利用率          12.5％      60％
     窓口の改革          書かない窓口を導入した窓口数       1 窓口       8 窓口
     キャッシュレス決済の普及   キャッシュレス決済に対応した施設数    6 施設       24 施設
2    文書管理の電子化       電子決裁率                35％        95％
                    コピー用紙の使用枚数           5,200 千枚   3,600 千枚
"""

OVER_ROWS = """\
   プロジェクト名            取組内容          R8 年度         R9 年度             R10 年度       R11 年度
施策 1-1 データ連携基盤   ① 庁内データの棚卸し    調達手続          ⇒            ⇒                 システム構築
の構築              連携基盤の設計と構築     現状調査          ⇒            ⇒                 ⇒
施策 1-2 庁内ネットワー   ① 無線 LAN の整備   構築            ⇒            ⇒                 ⇒
クの再構築            回線の増強                        システム構築       ⇒                 稼働・定着支援
"""


def rows(text: str) -> list[list[str]]:
    (table,) = tables(text)
    grid = table.grid()
    return [[grid[row, col].text for col in range(table.n_cols)] for row in range(table.n_rows)]


def test_a_numbered_line_between_rows_groups_them() -> None:
    found = rows(GROUPED)
    assert found[0] == ["評価指標", "現状値(令和 5 年度)", "目標値(令和 11 年度)", "関連施策"]
    assert [row[0] for row in found[1:] if not any(row[1:])] == [
        "基本目標 1 暮らしを便利にする",
        "基本目標 2 仕事の進め方を変える",
    ]
    assert len(found) == 7


def test_a_number_begins_a_cell_in_the_column_beside_it() -> None:
    assert [row[:2] for row in rows(NUMBERED)] == [
        ["基本目標", "施策名"],
        ["1", "行政手続のオンライン化"],
        ["", ""],
        ["", "窓口の改革"],
        ["", "キャッシュレス決済の普及"],
        ["2", "文書管理の電子化"],
        ["", ""],
    ]


def test_a_numbered_name_that_wraps_runs_over_its_rows() -> None:
    found = rows(OVER_ROWS)
    assert found[0][2:] == ["R8 年度", "R9 年度", "R10 年度", "R11 年度"]
    assert [row[0] for row in found[1:]] == [
        "施策 1-1 データ連携基盤の構築",
        "",
        "施策 1-2 庁内ネットワークの再構築",
        "",
    ]
    assert found[4][1:] == ["回線の増強", "", "システム構築", "⇒", "稼働・定着支援"]
