"""Whose voice a sentence speaks in."""

from __future__ import annotations

import pytest

from dxextract.language.pipeline import parse
from dxextract.language.voice import own_name, voice_of
from dxextract.rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("本市は、令和8年度までに100手続をオンライン化します。", "own"),
        ("本町においては、導入を進める。", "own"),
        ("当村では、講習会を開催する。", "own"),
        ("市では、窓口のワンストップ化を目指します。", "own"),
        ("私たちは、市民の皆様と共に歩みます。", "own"),
        ("職員は相談業務に注力する。", "own"),
        ("本計画は、国の計画との整合を図る。", "own"),
        ("国は平成28年に基本計画を閣議決定した。", "national"),
        ("我が国では人口が減少している。", "national"),
        ("総務省は計画を策定しました。", "national"),
        ("デジタル庁が設置された。", "national"),
        ("政府が移行することを求めている。", "national"),
        ("国も支援を行う。", "national"),
        ("県は共同調達を進める。", "prefectural"),
        ("東京都では実証を始めた。", "prefectural"),
        ("京都府では、各種取組を進めてきました。", "prefectural"),
        ("民間企業ではテレワークの導入が進んでいる。", "other"),
        ("他の自治体では導入が進んでいる。", "other"),
        ("青森市では先進的な取組が行われている。", "other"),
        ("弘前市では、電子申請を拡充する。", "own"),
        # the last voiced topic governs
        ("国では仕様を定め、標準化を進めており、本町においても移行を進めていく必要がある。", "own"),
        # a subject inside a relative clause is not the sentence's
        ("国が整備する「ガバメントクラウド」を活用し、運用環境を構築する。", None),
        ("総務省が示した「三層の対策」による分離を実施している。", None),
        ("県が運営するカタログサイトにデータを公開する。", None),
        # nor is a noun that only stands beside the topic
        ("国の動向を注視し、適切に対応していきます。", None),
        ("県と連携し、共同調達を進める。", None),
        ("電子申請の利用件数は増加している。", None),
        ("市民はスマートフォンで申請できる。", None),
        ("「国は標準化を進める」との方針に沿って移行する。", None),
        ("導入を検討する。", None),
    ],
)
def test_voice(sentence: str, expected: str | None) -> None:
    doc = parse(sentence)
    assert voice_of(doc, 0, len(sentence), "弘前市", RULES) == expected


def test_a_voice_is_not_carried_over_to_the_next_sentence() -> None:
    text = "国は標準化を進める。移行を完了する。"
    doc = parse(text)
    assert voice_of(doc, 0, 10, None, RULES) == "national"
    assert voice_of(doc, 10, len(text), None, RULES) is None


def test_own_name_is_the_municipality_named_most() -> None:
    texts = ["弘前市DX推進計画", "弘前市では電子申請を進める。", "青森県の計画を参照し、青森市の例に学ぶ。青森県。"]
    assert own_name(texts) == "弘前市"
    assert own_name(["電子申請を進める。", "青森県の計画"]) is None
