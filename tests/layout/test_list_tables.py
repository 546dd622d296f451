"""List tables: which ones are set out as measures."""

from __future__ import annotations

from tests.layout.test_forms import drawn, line, set_out

LISTED = [
    "基本方針 | No. | 施策 | 取組内容 | 担当課",
    "基本方針1 便利なまち | 1-1 | 窓口の改革 | 総合窓口を開く | 市民課",
    "^ | 1-2 | 手続の電子化 | 手続を電子化する | 情報課",
]


def test_a_numbered_list_of_measures_needs_no_indicators() -> None:
    titles = [said for said in set_out(drawn(LISTED)) if said[0] in ("policy", "title")]
    assert titles == [("policy", "基本方針1 便利なまち"), ("title", "1-1 窓口の改革"), ("title", "1-2 手続の電子化")]
    assert (
        set_out(line("1-1 窓口の改革"), line("現状・課題"), line("1-2 手続の電子化"), line("現状"), drawn(LISTED)) == []
    )
    unnumbered = [row.replace("1-1", "○").replace("1-2", "○") for row in LISTED]
    assert set_out(drawn(unnumbered)) == []
