"""Cleaning, folding and levelling, with the offsets that lead back to the raw text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.normalise import clean, fold, is_japanese, level, squeeze

# Characters that the functions treat in different ways, mixed with ordinary ones.
ALPHABET = st.sampled_from(
    [*"あア漢字令和7７Ａz%％（）() \u3000\n\t-－〜~①Ⅱ㎡㈱ー・。、ｶﾊﾞﾟ⼀⼈⻑⺮⺠ﷺ\u00ad\u200b\u2027\ufeff\U00020628"]
)
TEXTS = st.text(ALPHABET, max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ＤＸ推進計画", "DX推進計画"),
        ("令和７年度", "令和7年度"),
        ("５０％（累計）", "50%(累計)"),
        ("ｵﾝﾗｲﾝ ｶﾞｲﾄﾞ", "オンライン ガイド"),
        ("ﾃﾞｼﾞﾀﾙﾃﾞﾊﾞｲﾄﾞ", "デジタルデバイド"),
        ("ﾊﾟｽﾎﾟｰﾄ", "パスポート"),
        ("⼀⼈⽇", "一人日"),
        ("⻑野⺠間⻘⻝⻨", "長野民間青食麦"),
        ("神塚", "神塚"),
        ("①②⑳", "①②⑳"),
        ("ⅠⅡⅢ", "ⅠⅡⅢ"),
        ("㎡と㎞", "㎡と㎞"),
        ("サーバー", "サーバー"),
        ("〜～−", "〜～−"),
        ("【重点】「施策」", "【重点】「施策」"),
        ("取組‧施策", "取組・施策"),
        ("\uf0b7 窓口 \uf0d8 申請", "• 窓口 ➢ 申請"),  # bullets of symbol fonts
        ("電子\u00ad申請\u200bと\ufeff窓口", "電子申請と窓口"),
        ("  前後の空白　", "前後の空白"),
        ("行の\n終わり", "行の終わり"),
        ("DX\n推進", "DX 推進"),
        ("目標 15,\n000件", "目標 15,000件"),  # a wrap behind a thousands separator
        ("1,250,\n000円", "1,250,000円"),
        ("第1, 2, 3,\n4回", "第1, 2, 3, 4回"),
        ("令和6,\n2024年", "令和6, 2024年"),
        ("2024,\n100件", "2024, 100件"),
        ("15, 000件", "15, 000件"),
        ("Web\nサイト", "Web サイト"),
        ("施策　名", "施策 名"),
        ("施策　\n　名", "施策名"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw)[0] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("第2次青波 町総合計画", "第2次青波町総合計画"),
        ("チャット システム導入", "チャットシステム導入"),
        ("AI 活用", "AI 活用"),
        ("(令和 6年度)", "(令和 6年度)"),
        ("観光文化・ス ポーツ部", "観光文化・スポーツ部"),
        ("責任者\n（ＣＩＳＯ）\nには", "責任者(CISO)には"),
        ("責任者\n(CISO)\nには", "責任者 (CISO) には"),
        ("ＤＸ ＡＩ", "DX AI"),
    ],
)
def test_clean_tight_takes_spaces_out_between_japanese(raw: str, expected: str) -> None:
    assert clean(raw, tight=True)[0] == expected


@given(TEXTS, st.booleans())
def test_clean_offsets_lead_back(raw: str, tight: bool) -> None:
    text, offsets = clean(raw, tight=tight)
    assert len(offsets) == len(text) + 1
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset <= len(raw) for offset in offsets)
    for char, offset in zip(text, offsets, strict=False):
        source = raw[offset]
        assert char == source or source.isspace() or char in unicodedata.normalize("NFC", clean(raw[offset:])[0])[:3]


@given(TEXTS, st.booleans())
def test_clean_is_idempotent(raw: str, tight: bool) -> None:
    once = clean(raw, tight=tight)[0]
    assert clean(once, tight=tight)[0] == once


@given(TEXTS)
def test_clean_leaves_no_double_or_outer_spaces(raw: str) -> None:
    text = clean(raw)[0]
    assert "  " not in text
    assert not text.startswith(" ")
    assert not text.endswith(" ")


RADICALS = [chr(code) for code in range(0x2E81, 0x2EF4) if code != 0x2E9A]


@pytest.mark.parametrize("radical", RADICALS)
def test_every_radical_of_the_supplement_becomes_an_ideograph(radical: str) -> None:
    (folded,) = clean(radical)[0]
    assert unicodedata.name(folded).startswith("CJK UNIFIED IDEOGRAPH")


@pytest.mark.parametrize(
    ("radical", "ideograph"),
    # Where the character's own name says which radical it is; one slip in the table would shift all that follow.
    [
        ("⺁", "厂"),
        ("⺅", "亻"),
        ("⺊", "卜"),
        ("⺘", "扌"),
        ("⺝", "月"),
        ("⺠", "民"),
        ("⺩", "王"),
        ("⺫", "目"),
        ("⺭", "礻"),
        ("⺮", "竹"),
        ("⺰", "纟"),
        ("⺼", "肉"),
        ("⺾", "艹"),
        ("⻁", "虎"),
        ("⻄", "西"),
        ("⻆", "角"),
        ("⻊", "足"),
        ("⻌", "辶"),
        ("⻑", "長"),
        ("⻓", "长"),
        ("⻖", "阝"),
        ("⻗", "雨"),
        ("⻘", "青"),
        ("⻝", "食"),
        ("⻠", "饣"),
        ("⻡", "首"),
        ("⻣", "骨"),
        ("⻤", "鬼"),
        ("⻨", "麦"),
        ("⻩", "黄"),
        ("⻫", "斉"),
        ("⻭", "歯"),
        ("⻯", "竜"),
        ("⻲", "亀"),
        ("⻳", "龟"),
    ],
)
def test_radicals_are_aligned_with_their_ideographs(radical: str, ideograph: str) -> None:
    assert clean(radical)[0] == ideograph


@pytest.mark.parametrize("code", range(0x2F00, 0x2FD6))
def test_every_kangxi_radical_becomes_an_ideograph(code: int) -> None:
    (folded,) = clean(chr(code))[0]
    assert unicodedata.name(folded).startswith("CJK UNIFIED IDEOGRAPH")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("㈱①", "(株)1"), ("R6〜R8", "R6~R8"), ("−–‐‑－", "-----"), ("１２％", "12%"), ("㎡", "m2")],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text)[0] == expected


@given(TEXTS)
def test_fold_offsets_lead_back(text: str) -> None:
    folded, offsets = fold(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)
    for char, offset in zip(folded, offsets, strict=False):
        assert char in fold(text[offset])[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（Ｒ６〜Ｒ８）", "(R6~R8)"),
        ("１，２３４", "1,234"),
        ("①10件", "①10件"),
        ("100㎡", "100㎡"),
        ("―—－−", "----"),
        ("サーバー", "サーバー"),
        ("令和\u30007年", "令和 7年"),
    ],
)
def test_level(text: str, expected: str) -> None:
    assert level(text) == expected


@given(TEXTS)
def test_level_keeps_every_position(text: str) -> None:
    assert len(level(text)) == len(text)
    assert level(level(text)) == level(text)


def test_squeeze() -> None:
    assert squeeze("目　次\n 第 1 章") == "目次第1章"


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("漢", True),
        ("あ", True),
        ("ー", True),
        ("。", True),
        ("（", True),
        ("ｶ", True),
        ("⻑", True),
        ("A", False),
        ("7", False),
    ],
)
def test_is_japanese(char: str, expected: bool) -> None:
    assert is_japanese(char) is expected
