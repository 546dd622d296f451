"""Plans among which a plan positions itself."""

from __future__ import annotations

import pytest

from dxextract.extract.metadata.related import find_related
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from dxextract.schema.plan import SectionKind
from extract.document_builder import document, outline, table

RULES = load_rules()


def related(*body: Block | str, heading: str = "計画の位置づけ") -> list[tuple[str, str]]:
    doc = document(heading, *body)
    tree = outline(doc, [(0, 2, "2", heading, "section")])
    found = find_related(doc, tree, "第2次青波市DX推進計画", RULES)
    return [(one.title, one.relation) for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("本計画は、最上位計画である「第5次青波市総合計画」を下支えします。", [("第5次青波市総合計画", "parent")]),
        ("「第5次青波市総合計画(令和5年度~令和14年度)」と整合を図ります。", [("第5次青波市総合計画", "parent")]),
        ("総務省の「自治体DX推進計画」を踏まえます。", [("自治体DX推進計画", "national")]),
        ("総務省の「自治体DX推進計画【第4.0版】」を踏まえます。", [("自治体DX推進計画", "national")]),
        (
            "上位計画である緑川村総合計画及び緑川村過疎地域持続的発展計画と整合を図る。",
            [("緑川村総合計画", "parent"), ("緑川村過疎地域持続的発展計画", "parent")],
        ),
        (
            "国の「デジタル社会の実現に向けた重点計画」(令和6年6月閣議決定)と整合を図ります。",
            [("デジタル社会の実現に向けた重点計画", "national")],
        ),
        ("県の「広島県DX推進方針」を参照します。", [("広島県DX推進方針", "prefectural")]),
        ("・青波市情報化計画（令和4年度～令和6年度）（前計画）", [("青波市情報化計画", "predecessor")]),
        ("・ひなた県デジタル戦略（県）", [("ひなた県デジタル戦略", "prefectural")]),
        ("・第2期青波市創生戦略（関連計画）", [("第2期青波市創生戦略", "other")]),
        ("「青波市DX推進計画」を全面的に改定し、策定するものです。", [("青波市DX推進計画", "predecessor")]),
        (
            "「青波市情報化計画書」及び「青波市情報化推進プラン」(平成19年3月)を引き継ぐものとします。",
            [("青波市情報化計画書", "predecessor"), ("青波市情報化推進プラン", "predecessor")],
        ),
        (
            "最上位計画である「第5次青波市総合計画」に基づき、「青波市行政改革大綱」と連携します。",
            [("第5次青波市総合計画", "parent"), ("青波市行政改革大綱", "other")],
        ),
        ("「青波市行政改革大綱」との連携を図ります。", [("青波市行政改革大綱", "other")]),
        ("自治体デジタル・トランスフォーメーション(DX)推進計画を踏まえます。", None),
    ],
)
def test_relation(sentence: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        assert [relation for _, relation in related(sentence)] == ["national"]
    else:
        assert related(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "この計画は、デジタル社会形成基本法（令和3年法律第35号）第14条の規定に基づく。",
        "「第2次青波市DX推進計画」は、本市の計画です。",
        "「本計画」は、各計画と整合を図ります。",
        "官民データ活用推進基本法に基づく「市町村官民データ活用推進計画」として位置づけます。",
        "「官民データ活用推進基本法」に基づき推進します。",
        "上位計画と整合を図ります。",
    ],
)
def test_no_related_plan(sentence: str) -> None:
    assert related(sentence) == []


def test_each_plan_once_and_bare_words_give_way() -> None:
    sentence = "総合計画を上位計画とし、「第5次青波市総合計画」の実現を図ります。「第5次青波市総合計画」と整合します。"
    assert related(sentence) == [("第5次青波市総合計画", "parent")]


def test_plans_in_a_table_of_the_section() -> None:
    grid = table([["区分", "計画名"], ["上位", "「第5次青波市総合計画」"], ["国", "「自治体DX推進計画」"]], 9)
    expected = [("第5次青波市総合計画", "parent"), ("自治体DX推進計画", "national")]
    assert related("関連する計画は次のとおりです。", grid) == expected


def test_title_torn_between_two_paragraphs() -> None:
    torn = related("総務省の「自治体デジタル・トランスフォーメーション", "(DX)推進計画」との整合性を図ります。")
    assert torn == [("自治体デジタル・トランスフォーメーション(DX)推進計画", "national")]


def test_other_sections_do_not_count() -> None:
    assert related("国は「デジタル田園都市国家構想総合戦略」を策定しました。", heading="国の動向") == []


def sections(*parts: tuple[str, tuple[str, ...]], title: str = "青波市DX推進計画") -> list[tuple[str, str]]:
    lines: list[str] = []
    headings: list[tuple[int, int, str | None, str, SectionKind]] = []
    for heading, body in parts:
        headings.append((len(lines), 1, None, heading, "section"))
        lines += [heading, *body]
    doc = document(*lines)
    found = find_related(doc, outline(doc, headings), title, RULES)
    return [(one.title, one.relation) for one in found]


POSITION = ("計画の位置づけ", ("本計画は、市の最上位計画である「青波市総合計画」の個別計画です。",))
TRENDS = (
    "国の動向",
    ("国は「デジタル・ガバメント実行計画」における施策を取りまとめ、「自治体DX推進計画」として策定しました。",),
)


def test_national_plans_of_the_trends_stand_in_where_the_position_names_none() -> None:
    expected = [
        ("青波市総合計画", "parent"),
        ("デジタル・ガバメント実行計画", "national"),
        ("自治体DX推進計画", "national"),
    ]
    assert sections(POSITION, TRENDS) == expected


def test_national_plans_of_the_trends_stay_out_where_the_position_names_one() -> None:
    position = (POSITION[0], (*POSITION[1], "国の「デジタル社会の実現に向けた重点計画」と整合を図ります。"))
    assert sections(position, TRENDS) == [
        ("青波市総合計画", "parent"),
        ("デジタル社会の実現に向けた重点計画", "national"),
    ]


def test_parts_in_brackets_belong_to_the_plan_they_make_up() -> None:
    title = "青波市まちづくり計画(第3次青波市総合計画/第2期青波市創生総合戦略)"
    assert related(f"本計画は、市の最上位計画である、{title}の実現のための計画です。") == [(title, "parent")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "青波市DX推進に向けた取組方針を継承・発展するとともに、新たな方向性を示すため、青波市DX推進計画を策定した。",
            "青波市DX推進に向けた取組方針",
        ),
        ("理想の実現を目指して3年前に策定した「青波市DX推進計画」を、この度、改定いたしました。", "青波市DX推進計画"),
        (
            "本市では、平成29年に「青波市第3次ICT基本計画」、令和3年に後期計画を策定し、取り組んできましたが、"
            "新たに「青波市DX推進計画」を策定します。",
            "青波市第3次ICT基本計画",
        ),
    ],
)
def test_predecessors_named_in_the_introduction(sentence: str, expected: str) -> None:
    assert sections(("はじめに", (sentence,))) == [(expected, "predecessor")]


@pytest.mark.parametrize(
    "sentence",
    [
        "国は、「自治体DX推進計画」を改定し、新たな取組を示しました。",
        "「青波市DX推進計画」を必要に応じて改定します。",
        "「青波市行政改革大綱」を見直し、新たに「青波市DX推進計画」を策定します。",
        "青波市DX推進計画を継承します。",
        "「青波市ICT基本計画」を策定し、取組を進めてきました。",
    ],
)
def test_no_predecessor(sentence: str) -> None:
    assert sections(("はじめに", (sentence,))) == []


def test_own_title_spelt_out_is_no_other_plan() -> None:
    own = "青波市デジタル・トランスフォーメーション(DX)推進基本方針"
    body = ("「青波市DX推進基本方針」は、「青波市総合計画」を下支えします。",)
    assert sections(("方針の位置づけ", body), title=own) == [("青波市総合計画", "parent")]


def test_the_reasons_for_a_plan_name_what_its_position_leaves_out() -> None:
    reasons = (
        "国は「自治体DX推進計画」を、県は「青波県DX戦略」を策定しました。「第5次青波市総合計画」の調査では4割でした。",
    )
    position = ("本計画は、「第5次青波市総合計画」を上位計画とします。",)
    found = sections(("計画策定の背景", reasons), ("計画の位置付け", position))
    assert ("自治体DX推進計画", "national") in found
    full = ("本計画は、「自治体DX推進計画」と「第5次青波市総合計画」に基づきます。",)
    told = ("国は「デジタル・ガバメント実行計画」を策定しました。",)
    assert ("デジタル・ガバメント実行計画", "national") not in sections(
        ("計画策定の背景", told), ("計画の位置付け", full)
    )


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("・青波市まち・ひと・しごと創生総合戦略", [("青波市まち・ひと・しごと創生総合戦略", "other")]),
        ("・自治体DX推進計画（国）", [("自治体DX推進計画", "national")]),
        ("・第6次青波町総合計画（上位計画）", [("第6次青波町総合計画", "parent")]),
        ("・関連計画", []),
        ("・事業を着実に進めるための計画", []),
    ],
)
def test_plans_as_items_of_a_list(item: str, expected: list[tuple[str, str]]) -> None:
    assert related("次の計画との整合を図ります。", item) == expected


def test_a_table_says_whose_each_plan_is() -> None:
    rows = [
        ["計画等の名称", "策定主体", "本プランとの関係"],
        ["翠嶺市行政経営プラン", "市", "関連計画"],
        ["岳南県スマート県庁推進計画", "県", "連携"],
        ["翠嶺市地域防災計画", "R6", "3件"],
    ]
    titles = ("岳南県スマート県庁推進計画", "翠嶺市行政経営プラン")
    assert [one for one in related(table(rows)) if one[0] in titles] == [
        ("翠嶺市行政経営プラン", "other"),
        ("岳南県スマート県庁推進計画", "prefectural"),
    ]


def test_a_plan_that_has_run_out_in_a_later_clause() -> None:
    said = (
        "「翠嶺市情報化推進計画（平成30年度～令和6年度）」に基づき電子化を進めてきましたが、"
        "同計画の期間が終了することから、新たに本計画を策定します。"
    )
    assert related(said, heading="策定の趣旨") == [("翠嶺市情報化推進計画", "predecessor")]
    other = "「翠嶺市情報化推進計画」に基づき電子化を進めてきました。同計画の成果を踏まえ、研修が終了しました。"
    assert related(other, heading="策定の趣旨") == []


def test_the_first_edition_bears_no_ordinal() -> None:
    said = "「青波市DX推進計画（令和4年度～令和6年度）」（以下「第1次計画」という。）を策定し、取組を進めてきました。"
    assert related(said, heading="策定の経緯") == [("青波市DX推進計画", "predecessor")]
    assert related("「青波市情報化計画」を策定し、取組を進めてきました。", heading="策定の経緯") == []


def test_rows_of_the_plan_s_particulars_in_any_section() -> None:
    rows = [
        ["計画の名称", "第2次青波市DX推進計画"],
        ["計画の位置付け", "青波市振興計画（第6次）を上位計画とする個別計画"],
        ["関連計画", "青波市過疎計画、青波市公共施設等総合管理計画"],
        ["国の計画", "自治体DX推進計画（第4.0版）"],
        ["担当課", "企画課、総務課"],
    ]
    assert related(table(rows), heading="基本的な考え方") == [
        ("青波市振興計画", "parent"),
        ("青波市過疎計画", "other"),
        ("青波市公共施設等総合管理計画", "other"),
        ("自治体DX推進計画", "national"),
    ]
    said = "「青波市電子自治体推進計画（第3次）」に代わるものとして策定します。"
    assert related(said) == [("青波市電子自治体推進計画", "predecessor")]
