"""Number labels: what they are, what they count, and what is none."""

import pytest

from dxextract.rules import load_rules
from dxextract.segment.numbering import read_numbering
from dxextract.segment.wording import read_wording

CASES = [
    ("第1章 計画の策定にあたって", "chapter", "第1章", 1, "計画の策定にあたって"),
    ("第十二章 資料", "chapter", "第十二章", 12, "資料"),
    ("第2節　背景", "section", "第2節", 2, "背景"),
    ("第一編 総論", "part", "第一編", 1, "総論"),
    ("Ⅳ 推進体制", "roman", "Ⅳ", 4, "推進体制"),
    ("IX. おわりに", "roman", "IX", 9, "おわりに"),
    ("1 策定の背景", "digit", "1", 1, "策定の背景"),
    ("12．結び", "digit", "12", 12, "結び"),
    ("1-2 窓口改革", "nested:n-n", "1-2", 2, "窓口改革"),
    ("2-1-3 基盤", "nested:n-n-n", "2-1-3", 3, "基盤"),
    ("1-(2) 申請", "nested:n-(n)", "1-(2)", 2, "申請"),
    ("(3) 窓口改革", "paren", "(3)", 3, "窓口改革"),
    ("⑤ 研修", "circled", "⑤", 5, "研修"),
    ("ウ 相談", "kana", "ウ", 3, "相談"),
    ("基本方針2 役場の効率化", "policy:基本方針:1", "基本方針2", 2, "役場の効率化"),
    ("基本目標Ⅲ：暮らし", "policy:基本目標:1", "基本目標Ⅲ", 3, "暮らし"),
    ("施策1-2 窓口", "measure:施策:2", "施策1-2", 2, "窓口"),
    ("施策の方向性(2) 支払い", "policy:施策の方向性:1", "施策の方向性(2)", 2, "支払い"),
    ("取組No.12 相談", "measure:取組:1", "取組No.12", 12, "相談"),
    ("施策1-② 窓口", "measure:施策:2", "施策1-②", 2, "窓口"),
    ("Ⅰ-1-(1) 窓口", "nested:A-n-(n)", "Ⅰ-1-(1)", 1, "窓口"),
    ("第1 総論", "ordinal", "第1", 1, "総論"),
    ("(三) 窓口の改善", "kanji_paren", "(三)", 3, "窓口の改善"),
    ("二 計画の期間", "kanji", "二", 2, "計画の期間"),
    ("第二十一章 広報", "chapter", "第二十一章", 21, "広報"),
    ("資料2 策定経過", "annex", "資料2", 2, "策定経過"),
    ("別記第17号様式 救出状況記録簿", "annex", "別記第17号様式", 17, "救出状況記録簿"),
    ("様式第2号 申請書", "annex", "様式第2号", 2, "申請書"),
    ("I) 観光エリア", "alpha", "I", 9, "観光エリア"),
    ("a．利用の設計", "alpha", "a", 1, "利用の設計"),
    ("(c)その他", "alpha:paren", "(c)", 3, "その他"),
    ("iv. 体制", "small_roman", "iv", 4, "体制"),
    ("■ 現状と課題", "mark:■", None, None, "現状と課題"),
    ("【市民】オンライン申請", "tag", "【市民】", None, "オンライン申請"),
]


@pytest.mark.parametrize(("text", "family", "number", "ordinal", "rest"), CASES)
def test_labels_are_read(text, family, number, ordinal, rest):
    found = read_numbering(text, load_rules())
    assert found is not None
    assert (found.family, found.number, found.ordinal, text[found.end :]) == (family, number, ordinal, rest)


@pytest.mark.parametrize(
    "text",
    [
        "15歳以上の2,000人を対象とした",
        "3つの視点",
        "1.5倍に増やす",
        "2025年度までに",
        "・町民の利便性",
        "第2次総合計画",
        "基本方針に基づき",
        "施策の体系",
        "取組10件",
        "IT化の推進",
        "アナログ規制",
        "※ 注記",
        "a.m. 9時",
        "別記様式による",
    ],
)
def test_what_is_no_label(text):
    assert read_numbering(text, load_rules()) is None


def test_labels_that_count_separately_have_families_of_their_own():
    rules = load_rules()
    families = {read_numbering(t, rules).family for t in ("施策1 あい", "施策1-1 あい", "基本施策1 あい", "取組1 あい")}
    assert len(families) == 4


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [("2基本方針", "2", "基本方針"), ("1章計画について", "1章", "計画について"), ("3年間の取組", None, "3年間の取組")],
)
def test_a_larger_line_may_have_lost_the_space_behind_its_number(line, number, title):
    wording = read_wording(line, load_rules(), glued=True)
    assert (wording.number, wording.title) == (number, title)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("(1) 収支計画 ： 別 紙 の と お り", "収支計画"),
        ("2 計画の体系：次のとおり", "計画の体系"),
        ("3 別紙のとおり", "別紙のとおり"),
    ],
)
def test_where_a_title_says_that_its_text_stands_is_no_part_of_it(line, title):
    assert read_wording(line, load_rules()).title == title
