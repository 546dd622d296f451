"""Metadata of invented plans: title, municipality, status, edition, date, issuer, id."""

from __future__ import annotations

import pytest

from dxextract.extract.metadata.frontmatter import colophon_lines, cover_lines
from dxextract.extract.metadata.metadata import plan_id, read_plan
from dxextract.extract.metadata.title import find_title
from dxextract.extract.metadata.title_marks import bare_title
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from dxextract.schema.plan import DateRef, Municipality, Plan
from extract.document_builder import document, outline, paragraph

RULES = load_rules()
BODY = ("第1章 計画の策定にあたって", "本計画は、行政のデジタル化を進めるために策定するものです。")


def plan_of(*cover: Block | str, body: tuple[Block | str, ...] = BODY) -> Plan:
    doc = document(*cover, *body)
    tree = outline(doc, [(len(cover), 1, "第1章", "計画の策定にあたって", "chapter")])
    return read_plan(doc, tree, RULES)


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (["青波市DX推進計画", "令和7年3月", "青波市"], "青波市DX推進計画"),
        (["青波市", "DX推進計画", "令和7年3月"], "青波市DX推進計画"),
        (
            ["青波市デジタル・トランスフォーメーション", "推進計画", "令和7年3月"],
            "青波市デジタル・トランスフォーメーション推進計画",
        ),
        (
            ["青波市デジタル・トランスフォーメーション推進計", "画", "令和7年3月"],
            "青波市デジタル・トランスフォーメーション推進計画",
        ),
        (["海野町情報化計画(案)", "令和6年12月"], "海野町情報化計画"),
        (["海野町DX推進計画 第2版", "2024年10月改定"], "海野町DX推進計画"),
        (["第2次青波市情報化推進計画(令和7年度~令和9年度)"], "第2次青波市情報化推進計画"),
        (["青波市スマートシティ構想", "~誰もが安心して暮らせるまち~"], "青波市スマートシティ構想"),
        (["「青波市DX戦略2.0」", "令和5年3月"], "青波市DX戦略2.0"),
        (["青波市DX推進計画素案"], "青波市DX推進計画"),
        (["青波市総合計画", "令和7年3月"], "青波市総合計画"),
        (["青波市DX推進計画", "アクションプラン", "令和7年3月"], "青波市DX推進計画アクションプラン"),
        (["青波市", "DX推進計画", "実施計画", "令和7年3月"], "青波市DX推進計画実施計画"),
        (["青波市DX推進計画", "計画の期間", "令和7年3月"], "青波市DX推進計画"),
        (["霧浜市", "スマート市役所推進計画"], "霧浜市スマート市役所推進計画"),
    ],
)
def test_title(cover: list[str], title: str) -> None:
    assert plan_of(*cover).title == title


def test_title_in_larger_type_wins() -> None:
    small = paragraph("デジタル社会形成推進方針 関連資料 デジタル化方針", 1, page=1, size=10)
    large = paragraph("青波市DX推進計画", 2, page=1, size=28)
    assert plan_of(small, large).title == "青波市DX推進計画"


def test_place_above_the_title_belongs_to_it_in_any_size() -> None:
    small = paragraph("青波市", 1, page=1, size=14)
    large = paragraph("DX推進計画", 2, page=1, size=36)
    assert plan_of(small, large).title == "青波市DX推進計画"


def test_title_from_the_body_where_the_cover_has_none() -> None:
    body = ("はじめに", "ここに「青波市DX推進計画」(以下「本計画」という。)を策定します。")
    assert plan_of(body=body).title == "青波市DX推進計画"


def test_title_is_joined_the_way_the_body_repeats_it() -> None:
    body = (*BODY, "青波市行政DX推進計画は、市の計画です。")
    assert plan_of("青波市", "行政DX推進計画", body=body).title == "青波市行政DX推進計画"


def test_no_title_in_a_document_without_one() -> None:
    assert plan_of("令和7年3月", "目次").title is None


BODY_TYPE = tuple(paragraph(text, 30 + n, page=2, size=10.5) for n, text in enumerate(BODY))


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ([("スマート青波2030", 32), ("令和7年3月", 16), ("青波市", 20)], "スマート青波2030"),
        ([("青波市", 36), ("窓口のこれからについて", 28), ("令和7年3月", 16)], "窓口のこれからについて"),
        (
            [("人にやさしいまちと、", 28), ("それを支える技術", 28), ("～青波市の挑戦～", 16)],
            "人にやさしいまちと、それを支える技術",
        ),
        (
            [("令和7年3月", 32), ("総務部デジタル推進課", 32), ("青波市市民満足度調査報告書", 18)],
            "青波市市民満足度調査報告書",
        ),
        ([("市民の声を集めました(案)", 24), ("第2版", 24)], "市民の声を集めました"),
        ([("議案第25号", 10.5), ("上程の理由について", 10.5)], None),
        ([("本日はお集まりいただきありがとうございます。", 24)], None),
        ([("令和7年3月", 32), ("青波市", 28)], None),
    ],
)
def test_title_by_the_largest_type_of_the_cover(cover: list[tuple[str, float]], title: str | None) -> None:
    lines = [paragraph(text, n, page=1, size=size) for n, (text, size) in enumerate(cover, 1)]
    assert plan_of(*lines, body=BODY_TYPE).title == title


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (["スマートシティ青波", "令和7年3月"], "スマートシティ青波"),
        (["青波市", "あおなみDX2030", "令和7年3月"], "あおなみDX2030"),
        (["みんなの声", "令和7年3月"], None),
        (["総務部デジタル推進課", "令和7年3月"], None),
        (["デジタル化を進めます。", "令和7年3月"], None),
    ],
)
def test_title_of_a_text_whose_title_names_no_plan(cover: list[str], title: str | None) -> None:
    assert plan_of(*cover).title == title


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("青波市DX推進計画【第1.1版】", "青波市DX推進計画"),
        ("青波市DX推進計画(素案)", "青波市DX推進計画"),
        ("青波市DX推進計画 Ver.2.0", "青波市DX推進計画"),
        ("青波市DX推進計画【概要版】", "青波市DX推進計画"),
        ("青波市DX推進計画 本編", "青波市DX推進計画"),
        ("青波市DX推進計画 2025-2027", "青波市DX推進計画"),
        ("青波市DX戦略2.0", "青波市DX戦略2.0"),
        ("青波市デジタル化推進計画(令和7年3月改定)", "青波市デジタル化推進計画"),
    ],
)
def test_bare_title(text: str, rest: str) -> None:
    assert bare_title(text, RULES) == rest


@pytest.mark.parametrize(
    ("lines", "name", "prefecture", "code"),
    [
        (["与謝野町DX推進計画"], "与謝野町", "京都府", "26465"),
        (["DX推進計画", "令和7年3月", "北海道函館市"], "函館市", "北海道", "01202"),
        (["府中市DX推進計画"], "府中市", None, None),
        (["府中市DX推進計画", "広島県府中市"], "府中市", "広島県", "34208"),
        (["岩手県DX推進計画"], "岩手県", "岩手県", "03000"),
        (["青波市DX推進計画", "青波市", "青波市総務部"], "青波市", None, None),
        (["青波市DX推進計画", "令和6年3月 埼玉県青波市"], "青波市", "埼玉県", None),
        (["北浜広域連合DX推進計画", "北浜広域連合"], "北浜広域連合", None, None),
    ],
)
def test_municipality(lines: list[str], name: str, prefecture: str | None, code: str | None) -> None:
    found = plan_of(*lines).municipality
    assert found is not None
    assert (found.name, found.prefecture, found.code) == (name, prefecture, code)


def test_shared_name_is_decided_by_the_prefecture_the_text_names_most() -> None:
    body = (*BODY, "東京都の動向を参考とし、広島県の計画と整合を図ります。", "広島県では電子申請を共同化しています。")
    found = plan_of("府中市DX推進計画", body=body).municipality
    assert found is not None
    assert (found.prefecture, found.check_code) == ("広島県", "342084")


def test_shared_name_stays_open_where_the_text_is_even() -> None:
    body = (*BODY, "東京都と広島県の動向を参考とします。")
    found = plan_of("府中市DX推進計画", body=body).municipality
    assert found == Municipality(name="府中市")


@pytest.mark.parametrize("word", ["市町村DX推進計画", "本市DX推進計画", "自治体DX推進計画"])
def test_words_that_are_no_municipality(word: str) -> None:
    assert plan_of(word, body=(*BODY, word, word)).municipality is None


@pytest.mark.parametrize(
    ("lines", "status", "edition"),
    [
        (["青波市DX推進計画", "第1版"], "final", "第1版"),
        (["青波市DX推進計画(案)"], "draft", None),
        (["青波市DX推進計画", "【素案】", "Ver.0.9"], "draft", "Ver.0.9"),
        (["青波市DX推進計画", "パブリックコメント用資料"], "draft", None),
        (["青波市DX推進計画 改訂版"], "final", "改訂版"),
        (["青波市DX推進計画", "総合案内"], "final", None),
    ],
)
def test_status_and_edition(lines: list[str], status: str, edition: str | None) -> None:
    plan = plan_of(*lines)
    assert (plan.status, plan.edition) == (status, edition)


@pytest.mark.parametrize(
    ("lines", "start", "precision"),
    [
        (["青波市DX推進計画", "令和7年3月"], "2025-03-01", "month"),
        (["青波市DX推進計画", "令和4年3月策定", "令和6年10月改定"], "2024-10-01", "month"),
        (["青波市DX推進計画", "令和4年3月 策定", "令和5年3月 改定", "令和6年3月 一部改定"], "2024-03-01", "month"),
        (["青波市DX推進計画", "(令和7年度~令和9年度)", "2025年3月31日"], "2025-03-31", "day"),
        (["青波市DX推進計画", "令和7年度~令和9年度"], None, None),
    ],
)
def test_published(lines: list[str], start: str | None, precision: str | None) -> None:
    published = plan_of(*lines).published
    assert (published and published.start, published and published.precision) == (start, precision)


def test_published_from_the_signed_foreword() -> None:
    body = ("はじめに", "市民の皆様とともにデジタル化を進めてまいります。", "令和7年3月", "青波市長 海野太郎", *BODY)
    published = plan_of("青波市DX推進計画", body=body).published
    assert published is not None
    assert published.start == "2025-03-01"


@pytest.mark.parametrize(
    ("tail", "issuer"),
    [
        (["青波市DX推進計画", "令和7年3月", "発行:青波市総務部DX推進課"], "青波市総務部DX推進課"),
        (["発行 青波市", "編集 企画部 情報政策課", "〒000-0000 青波市本町1-1"], "企画部 情報政策課"),
        (["お問い合わせ先", "青波市役所 デジタル推進室", "電話 000-000-0000"], "青波市役所 デジタル推進室"),
        (["発行年月 令和7年3月", "発行 みどり野市 企画部デジタル推進課"], "みどり野市 企画部デジタル推進課"),
        (["海野町 総務課 デジタル推進室 令和6年3月発行"], "海野町 総務課 デジタル推進室"),
        (["本計画は着実に推進します。"], None),
        (["発行:青波市"], None),
    ],
)
def test_issuer(tail: list[str], issuer: str | None) -> None:
    assert plan_of("青波市DX推進計画", body=(*BODY, "青波市の計画です。", *tail)).issuer == issuer


def test_cover_ends_before_the_contents_and_the_first_chapter() -> None:
    doc = document("青波市DX推進計画", "令和7年3月", "目次", "第1章 策定にあたって", *BODY)
    tree = outline(doc, [(4, 1, "第1章", "計画の策定にあたって", "chapter")])
    assert [line.text for line in cover_lines(doc, tree, RULES)] == ["青波市DX推進計画", "令和7年3月"]


def test_cover_of_a_pdf_is_its_first_page() -> None:
    doc = document(paragraph("青波市DX推進計画", 1, page=1), paragraph("青波市情報化計画の概要について", 1, page=2))
    assert [line.text for line in cover_lines(doc, outline(doc), RULES)] == ["青波市DX推進計画"]


def test_document_without_colophon_has_none() -> None:
    doc = document("青波市DX推進計画", *BODY, "計画の推進に努めます。")
    assert colophon_lines(doc, outline(doc), RULES, "青波市DX推進計画の別名") == ()


def test_who_is_in_charge_of_the_last_measure_issues_nothing() -> None:
    doc = document("青波市DX推進計画", "1 窓口の改革", *BODY, "【担当】まちづくり課")
    tree = outline(doc, [(1, 1, "1", "窓口の改革", "measure")])
    assert colophon_lines(doc, tree, RULES, "青波市DX推進計画") == ()
    listed = outline(doc, [(1, 1, "1", "窓口の改革", "section")])
    assert [line.text for line in colophon_lines(doc, listed, RULES, "青波市DX推進計画")] == ["【担当】まちづくり課"]


@pytest.mark.parametrize(
    ("number", "title"),
    [("議案第25号", "谷川辺地に係る総合整備計画"), ("報告第3号", "谷川辺地に係る総合整備計画"), ("第25号", None)],
)
def test_a_plan_that_a_bill_asks_to_adopt(number: str, title: str | None) -> None:
    asked = "当該辺地に係る公共的施設の総合的な整備に関する財政上の計画の変更について、議会の議決を求める。"
    lines = [
        number,
        "谷川辺地に係る総合整備計画(第3次変更)について",
        asked * 2,
        "令和8年2月27日提出",
        "総合整備計画書(案)",
    ]
    plan = plan_of(*lines)
    assert plan.title == title
    if title is not None:
        assert (plan.status, plan.published and plan.published.start) == ("draft", "2026-02-27")


def test_title_needs_no_cover_at_all() -> None:
    doc = document(paragraph("青波市DX推進計画", role="running"), *BODY)
    assert find_title(doc, (), RULES) == "青波市DX推進計画"


MARCH = DateRef(raw="令和7年3月", start="2025-03-01", end="2025-03-31", precision="month", fiscal_year=2024)
LISTED = Municipality(name="与謝野町", prefecture="京都府", code="26465", check_code="264652")


@pytest.mark.parametrize(
    ("municipality", "published", "expected"),
    [
        (LISTED, MARCH, "26465-2025-03"),
        (LISTED, None, "26465-unknown"),
        (Municipality(name="青波市"), MARCH, "青波市-2025-03"),
        (None, None, "unknown-unknown"),
    ],
)
def test_plan_id(municipality: Municipality | None, published: DateRef | None, expected: str) -> None:
    assert plan_id(municipality, published) == expected
