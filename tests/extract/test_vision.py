"""The plan's own slogan, and whose slogans are not."""

from __future__ import annotations

import pytest

from dxextract.extract.metadata.vision import find_vision
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from extract.document_builder import document, outline, paragraph

RULES = load_rules()
SLOGAN = "誰もがつながる やさしいデジタルのまち"


def vision_in(heading: str, *body: Block | str) -> str | None:
    doc = document(heading, *body)
    return find_vision(doc, outline(doc, [(0, 2, "1", heading, "section")]), RULES)


HEADINGS = ["目指す姿", "基本理念", "本市の将来像", "DXビジョン", "本計画の目指す姿", "スローガン"]


@pytest.mark.parametrize("heading", HEADINGS)
def test_quoted_line(heading: str) -> None:
    assert vision_in(heading, "本計画における目指す姿を", f"「{SLOGAN}」", "と定義しました。") == SLOGAN


@pytest.mark.parametrize(
    "sentence",
    [
        f"本計画では「{SLOGAN}」を基本理念として掲げ、取組を進めます。",
        f"本計画の目指す姿を『{SLOGAN}』とします。",
        f"本市は、「{SLOGAN}」の実現を目指します。",
    ],
)
def test_quoted_in_a_sentence(sentence: str) -> None:
    assert vision_in("目指す姿", sentence) == SLOGAN


def test_own_slogan_beside_those_of_others() -> None:
    others = "総合計画の将来像「海と緑のまち青波の未来」と、国が示した「誰一人取り残さないデジタル化」を踏まえます。"
    assert vision_in("基本理念", others, f"これらを実現するため、本計画の基本理念を「{SLOGAN}」とします。") == SLOGAN


def test_slogan_with_a_quoted_word_of_its_own() -> None:
    slogan = "誰もが暮らしに『しあわせ』を感じるデジタル社会"
    assert vision_in("ありたい姿(ビジョン)", f"本計画では「{slogan}」を目指す姿とします。") == slogan


def test_line_in_larger_type() -> None:
    big = paragraph("デジタルで暮らしをもっと豊かに", 4, size=20)
    assert vision_in("基本理念", paragraph("基本理念は次のとおりです。" * 5, 3, size=10.5), big) == big.text


def test_slogan_that_became_a_heading_behind_the_section() -> None:
    doc = document("目指す姿", "本計画における目指す姿を次のとおり定めます。", f"「{SLOGAN}」", "と定義しました。")
    tree = outline(doc, [(0, 2, "1", "目指す姿", "section"), (2, 2, None, f"「{SLOGAN}」", "section")])
    assert find_vision(doc, tree, RULES) == SLOGAN


PROSE = "本市は、豊かな自然を生かした「住み続けたいまち」の実現を目指します。"


def test_line_that_opens_the_section_comes_before_words_quoted_in_its_prose() -> None:
    assert (
        vision_in("基本理念", "未来を見すえ みんなで創るデジタルのまち", PROSE)
        == "未来を見すえ みんなで創るデジタルのまち"
    )


@pytest.mark.parametrize("heading", ["ミッション(基本理念)", "将来像(ビジョン)", "基本理念"])
def test_the_only_line_of_a_section(heading: str) -> None:
    assert (
        vision_in(heading, "・デジタルの力で、誰もが安心して暮らせるまちへ")
        == "デジタルの力で、誰もが安心して暮らせるまちへ"
    )


def test_several_lines_of_a_list_are_no_slogan() -> None:
    assert vision_in("将来像", "・住民が住み続けたいと思うまちづくり", "・職員が働き続けたいと思う職場づくり") is None


def test_label_where_no_section_is_about_it() -> None:
    assert vision_in("計画の概要", f"【基本理念】「{SLOGAN}」") == SLOGAN


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("基本理念", "総合計画の基本構想では将来像として「海と緑のまち青波の未来」を定めています。"),
        ("目指す姿", "国が示した「誰一人取り残さない、人に優しいデジタル化」を踏まえます。"),
        ("目指す姿", "「デジタル社会形成基本法」の制定を受け、取組を進めます。"),
        ("国の動向", f"本計画では「{SLOGAN}」を基本理念とします。"),
        ("目指す姿", "取組を着実に進めることで、市民の利便性の向上を図ります。"),
        ("市が目指す姿", "最上位計画である「新青波市総合計画」において示された「海と緑のまち」の実現を目指します。"),
        ("市が目指す姿", "「新青波市総合計画」の実現を目指します。"),
        ("バリュー(基本姿勢)", "・いつも利用者の目線でサービスを提供する"),
    ],
)
def test_no_vision(heading: str, sentence: str) -> None:
    assert vision_in(heading, sentence) is None


def test_measure_has_a_vision_of_its_own() -> None:
    doc = document("窓口改革", "目指す姿", "「書かない窓口で待ち時間のない市役所へ」")
    tree = outline(doc, [(0, 2, "(1)", "窓口改革", "measure"), (1, 3, None, "目指す姿", "facet")])
    assert find_vision(doc, tree, RULES) is None
