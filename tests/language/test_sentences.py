"""Where sentences end, and when they happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language.sentences import split_sentences, tense_of
from dxextract.rules import load_rules

RULES = load_rules()


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一つ目です。二つ目です。", ["一つ目です。", "二つ目です。"]),
        ("「導入します。」と述べた。次です。", ["「導入します。」と述べた。", "次です。"]),
        ("制度(令和7年度に開始。詳細は後述。)を見直す。", ["制度(令和7年度に開始。詳細は後述。)を見直す。"]),
        ("『「入れ子。」の例。』を示す。以上。", ["『「入れ子。」の例。』を示す。", "以上。"]),
        ("閉じない「括弧。次の文。", ["閉じない「括弧。", "次の文。"]),
        ("余った」括弧。次の文。", ["余った」括弧。", "次の文。"]),
        ("利用率は72．6％です．次です．", ["利用率は72．6％です．", "次です．"]),
        ("Web3.0を使う。5.8%です。", ["Web3.0を使う。", "5.8%です。"]),
        ("本当か？本当だ！", ["本当か？", "本当だ！"]),
        ("・ 窓口を改善する。", ["窓口を改善する。"]),
        ("① 手続を見直す。", ["手続を見直す。"]),
        ("■ 現状と課題", ["現状と課題"]),
        ("- ・ 基本情報を書く必要がない。", ["基本情報を書く必要がない。"]),
        ("句点のない文", ["句点のない文"]),
        ("文。 ・ 次の項目", ["文。", "次の項目"]),
        ("・", []),
        ("①②③", []),
        ("。", []),
        ("", []),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(st.sampled_from("あ漢。．.!？「」（）()『』・① 1"), max_size=40))
def test_sentences_are_in_order_and_lose_only_marks(text: str) -> None:
    reached = 0
    for start, end in split_sentences(text):
        assert reached <= start < end <= len(text)
        assert not any(char in "あ漢" for char in text[reached:start])
        reached = end
    assert not any(char in "あ漢" for char in text[reached:])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("令和8年度までに100手続をオンライン化します。", "future"),
        ("柔軟性の高い運用環境を構築する。", "future"),
        ("窓口のワンストップ化を目指します。", "future"),
        ("令和9年3月までに導入する予定である。", "future"),
        ("行政事務の効率化を図る。", "future"),
        ("取組みを推進していきます。", "future"),
        ("各施策に取り組んでまいります。", "future"),
        ("必要に応じて改定を行うものとします。", "future"),
        ("導入に向けた検討を行う。", "future"),
        ("システムの導入", "future"),
        ("サービスの拡充(再掲)", "future"),
        ("更新を図る。（年1回以上）", "future"),
        ("移行を進めていく必要がある。", "obligation"),
        ("環境の整備が求められています。", "obligation"),
        ("理解することが重要です。", "obligation"),
        ("対応が急務となっている。", "obligation"),
        ("取り組まなければならない。", "obligation"),
        ("各種取組を進めてきました。", "past"),
        ("デジタル庁が設置された。", "past"),
        ("推進計画を策定した。", "past"),
        ("公開済み。", "past"),
        ("分離を実施している。", "present"),
        ("低い水準となっている。", "present"),
        ("見直しが進められている。", "present"),
        ("課題が見られる。", "present"),
        ("増加することが予想されます。", "present"),
        ("目指す姿", None),
        ("総務課", None),
    ],
)
def test_tense(sentence: str, expected: str | None) -> None:
    assert tense_of(sentence, RULES) == expected
