"""Lines whose letters are set apart, and lines whose cells are single characters."""

from __future__ import annotations

import pytest

from dxextract.layout.text.inline import to_piece
from dxextract.layout.text.letter_spaces import without_letter_spaces

CASES = [
    ("第 1 節    計 画 の 趣 旨", "第1節    計画の趣旨"),
    ("基 本 目 標 1     魅 力 あ る ま ち", "基本目標1     魅力あるまち"),
    ("〔 担 当 〕 広 報 課", "〔担当〕広報課"),
    ("令 和 7 年 度 ～ 令 和 9 年 度", "令和7年度～令和9年度"),
    ("○ ○ － ○ ○ ○", "○ ○ － ○ ○ ○"),
    ("月 火 水 木 金 土 日", "月 火 水 木 金 土 日"),
    ("済 済 未 済 済 未", "済 済 未 済 済 未"),
    ("1 2 3 4 5 6 7", "1 2 3 4 5 6 7"),
    ("担 当 課", "担 当 課"),
    ("申請率 12% 50% 高 中 低", "申請率 12% 50% 高 中 低"),
    ("施策 1 窓口の改革 市民課", "施策 1 窓口の改革 市民課"),
]


@pytest.mark.parametrize(("raw", "shown"), CASES)
def test_letters_set_apart(raw: str, shown: str) -> None:
    piece = without_letter_spaces(to_piece(1, raw))
    assert piece.visible == shown
    assert piece.raw == raw
    assert len(piece.origins) == len(shown) + 1
    assert all(raw[piece.origins[n]] == char for n, char in enumerate(shown))
