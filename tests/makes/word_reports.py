"""Makes set in Word with numbered chapters and sections. A function writes one plan, from its first pass's headings."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.bank import text_of
from tests.makes.book import GOTHIC, Book, Look, topic
from tests.makes.prose import BACKGROUND, NATION, PREFECTURE, PURPOSE, REVIEW, SURVEY, TERMS
from tests.makes.word import Word

Entries = tuple[tuple[int, str, int], ...]
CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨")


def report(entries: Entries) -> Book:
    """第1章, 1, (1), ①: mincho text, headings in plain gothic of hardly larger size, contents with leader dots."""
    book = Book(Word(), entries)
    book.lead = "　"
    chapter, section, small = Look(14, GOTHIC), Look(12, GOTHIC), Look(10.5, GOTHIC)
    book.plan(
        "朝霧町DX推進計画",
        "朝霧町",
        "長野県",
        published=("2025-03-01", "month"),
        period=(2025, 2029),
        vision="つながる安心 デジタルでひらく朝霧の未来",
        issuer="朝霧町企画財政課",
        related_plans=[
            {"title": "第6次朝霧町総合計画", "relation": "parent"},
            {"title": "自治体デジタル・トランスフォーメーション(DX)推進計画", "relation": "national"},
        ],
    )
    book.lines("", "", look=Look(20))
    book.lines("朝霧町DX推進計画", look=Look(28, GOTHIC, align="center"))
    book.lines("", "令和７年３月", "長野県朝霧町", look=Look(16, GOTHIC, align="center"))
    book.page()
    book.contents("目　次", Look(14, GOTHIC, align="center"), Look(10.5), leader="・", deepest=2)
    book.page()
    book.head(1, "第１章", "計画の策定にあたって", chapter)
    book.head(2, "１", "計画策定の背景と目的", section)
    book.say(*BACKGROUND, *PURPOSE)
    book.head(2, "２", "計画の位置づけ", section)
    book.say(
        "本計画は、第６次朝霧町総合計画を上位計画とし、国の「自治体デジタル・トランスフォーメーション（ＤＸ）推進計画」を踏まえて策定します。"
    )
    book.head(2, "３", "計画の期間", section)
    book.say("計画の期間は、令和７年度から令和１１年度までの５年間とします。")
    book.head(1, "第２章", "町を取り巻く状況", chapter)
    book.head(2, "１", "国と県の動き", section)
    book.head(3, "（１）", "国の動き", small)
    book.say(*NATION)
    book.head(3, "（２）", "県の動き", small)
    book.say(*PREFECTURE)
    book.head(2, "２", "町民の意識", section)
    book.say(*SURVEY)
    book.head(1, "第３章", "計画の基本的な考え方", chapter)
    book.head(2, "１", "基本理念", section)
    book.lines("「つながる安心 デジタルでひらく朝霧の未来」", look=Look(12, GOTHIC, align="center"))
    book.say("この理念のもと、次の３つの基本方針を定めます。")
    book.head(2, "２", "基本方針", section)
    pillars = (
        ("基本方針１", "町民の暮らしを便利にする", ("online", "cashless", "child")),
        ("基本方針２", "役場の仕事を変える", ("paper", "bpr", "security")),
        ("基本方針３", "地域の力を高める", ("farm", "divide")),
    )
    for number, title, _ in pillars:
        book.head(3, number, title, small)
        book.say("デジタルの力を生かし、町民と職員の双方にとって負担の少ない姿を目指します。")
    book.head(1, "第４章", "施策の展開", chapter)
    for number, title, names in pillars:
        book.head(2, number, title, section)
        for place, name in enumerate(names, 1):
            one = topic(name)
            book.measure(3, f"（{'１２３４'[place - 1]}）", one, f"{number} {title}", small, sep="")
            book.facet("current_state", "現状と課題", small, level=4, printed="【現状と課題】")
            book.items(*one.now, *one.issue)
            book.facet("actions", "取組内容", small, level=4, printed="【取組内容】")
            book.actions(one, CIRCLED, "　")
            book.facet("departments", "担当課", small, level=4, printed="【担当課】")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
            book.facet("kpi", "成果指標", small, level=4, printed="【成果指標】")
            rows = [[n, b, t] for n, b, t in one.indicators]
            book.table([["指標名", "現状値（Ｒ６）", "目標値（Ｒ１１）"], *rows], widths=(0.5, 0.25, 0.25))
    book.head(1, "第５章", "計画の推進", chapter)
    book.head(2, "１", "推進体制", section)
    book.say("次の体制により、全庁で計画を進めます。")
    book.table(
        [
            ["役職", "職名", "役割"],
            ["最高情報統括責任者（ＣＩＯ）", "副町長", "計画の全体を統括する。"],
            ["ＣＩＯ補佐官", "外部人材", "専門的な見地から助言を行う。"],
            ["ＤＸ推進員", "各課の係長", "各課の取組を進める。"],
        ],
        widths=(0.4, 0.2, 0.4),
    )
    for role, holder in (("最高情報統括責任者(CIO)", "副町長"), ("CIO補佐官", "外部人材"), ("DX推進員", "各課の係長")):
        book.role(role, holder)
    book.head(2, "２", "進行管理", section)
    book.say(*REVIEW)
    book.page()
    book.head(1, None, "用語集", chapter)
    book.table([["用語", "説明"], *map(list, TERMS)], widths=(0.3, 0.7))
    for term, definition in TERMS:
        book.term(term, definition)
    book.page()
    book.lines(
        "",
        "",
        "朝霧町ＤＸ推進計画",
        "発行　令和７年３月",
        "編集　朝霧町企画財政課",
        "電話　0000-00-0000",
        look=Look(10.5),
    )
    return book


def full_width(entries: Entries) -> Book:
    """１－１, １－１－１ in full width; 【labels】 in bold; a running title; a draft of a town."""
    book = Book(Word(header="みどり浜町デジタル化推進計画（案）", footer="－{}－"), entries)
    big, middle, small = Look(16, GOTHIC, True), Look(13, GOTHIC, True), Look(11, GOTHIC, True)
    book.plan(
        "みどり浜町デジタル化推進計画",
        "みどり浜町",
        None,
        status="draft",
        published=("2025-12-01", "month"),
        period=(2026, 2028),
        related_plans=[{"title": "みどり浜町総合振興計画", "relation": "parent"}],
    )
    book.lines("みどり浜町", "デジタル化推進計画", "（案）", look=Look(26, GOTHIC, True, align="center"))
    book.lines("計画期間：令和８年度～令和１０年度", look=Look(14, GOTHIC, align="center"))
    book.lines("令和７年１２月", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.contents("目次", Look(16, GOTHIC, True), Look(10.5, GOTHIC), leader="．", deepest=3)
    book.page()
    book.head(1, "１", "はじめに", big)
    book.head(2, "１－１", "策定の趣旨", middle)
    book.say(*BACKGROUND, *PURPOSE)
    book.head(2, "１－２", "計画の位置付け", middle)
    book.say("本計画は、みどり浜町総合振興計画の分野別計画として位置付けます。")
    book.head(2, "１－３", "計画期間", middle)
    book.say("令和８年度から令和１０年度までの３年間とします。")
    book.head(1, "２", "現状と課題", big)
    book.head(2, "２－１", "国の動向", middle)
    book.say(*NATION)
    book.head(2, "２－２", "本町の現状", middle)
    book.say(*SURVEY)
    book.head(1, "３", "基本方針", big)
    book.say("本町は、次の２つの基本方針に沿って取組を進めます。")
    book.lines("・住民サービスの向上", "・行政事務の効率化")
    book.head(1, "４", "具体的な取組", big)
    pillars = (
        ("４－１", "住民サービスの向上", ("front", "card", "line", "tax")),
        ("４－２", "行政事務の効率化", ("ai", "telework", "standard")),
    )
    for number, title, names in pillars:
        book.head(2, number, title, middle)
        for place, name in enumerate(names):
            one = topic(name)
            book.measure(3, f"{number}－{'１２３４'[place]}", one, f"{number} {title}", small)
            book.facet("current_state", "現状", small, level=4, printed="【現状】")
            book.items(*one.now)
            book.facet("issues", "課題", small, level=4, printed="【課題】")
            book.items(*one.issue)
            book.facet("actions", "取組の方向性", small, level=4, printed="【取組の方向性】")
            book.items(*(f"{title}　{''.join(text_of(t) for t in texts)}" for title, texts in one.actions), mark="・")
            book.pledge(*one.actions)
            book.facet("departments", "所管課", small, level=4, printed="【所管課】")
            book.lines("　" + "・".join(one.departments))
            book.departments(one.departments)
    book.head(1, "５", "推進体制", big)
    book.say("町長を本部長とするデジタル化推進本部を設置し、全庁を挙げて取り組みます。")
    book.role("デジタル化推進本部", "町長")
    book.say("副町長をＣＩＯとし、取組の全体を統括します。")
    book.role("CIO", "副町長")
    book.page()
    book.head(1, None, "参考資料", big)
    book.head(2, None, "用語解説", middle)
    for term, definition in TERMS[:7]:
        book.lines(f"【{term}】", look=Look(10.5, GOTHIC, True))
        book.lines(definition, look=replace(book.body, indent=1))
        book.term(term, definition)
    book.head(2, None, "策定経過", middle)
    book.table(
        [
            ["年月日", "内容"],
            ["令和７年６月１０日", "第１回策定委員会"],
            ["令和７年９月２日", "第２回策定委員会"],
            ["令和７年１２月５日", "計画案の決定"],
        ],
        widths=(0.35, 0.65),
    )
    return book


def roman(entries: Entries) -> Book:
    """Ⅰ, 1, (1), 取組①: a village; labels ○ at the margin; departments in a line after a label; no contents page."""
    book = Book(Word(footer="- {} -"), entries)
    book.lead = "　"
    big, middle, small = Look(14, GOTHIC, True, rule="000000"), Look(12, GOTHIC, True), Look(11, GOTHIC, True)
    label = Look(10.5, GOTHIC, True)
    book.plan(
        "白樺村自治体DX推進計画",
        "白樺村",
        "群馬県",
        published=("2024-04-01", "month"),
        period=(2024, 2026),
        edition="第1.0版",
        issuer="総務課",
    )
    book.lines("群馬県白樺村", look=Look(16, GOTHIC, align="center"))
    book.lines("白樺村自治体ＤＸ推進計画", look=Look(24, GOTHIC, True, align="center"))
    book.lines("【第1.0版】", "令和６年４月", "総務課", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.head(1, "Ⅰ", "計画の概要", big)
    book.head(2, "1", "策定の背景", middle)
    book.say(*BACKGROUND)
    book.head(2, "2", "計画の目的", middle)
    book.say(*PURPOSE)
    book.head(2, "3", "計画の期間", middle)
    book.say("令和６年度から令和８年度までの３年間を計画の期間とします。")
    book.head(1, "Ⅱ", "本村の現状と課題", big)
    book.head(2, "1", "人口の推移", middle)
    book.say("本村の人口は、令和２年の国勢調査で4,321人となり、10年間で12.3%減少しました。")
    book.head(2, "2", "デジタル化の現状", middle)
    book.say(*SURVEY)
    book.head(1, "Ⅲ", "取組の内容", big)
    for place, (title, names) in enumerate(
        (
            ("住民に身近なサービスのデジタル化", ("online", "health", "transit")),
            ("役場の業務のデジタル化", ("ai", "security")),
            ("デジタル化を支える基盤", ("people", "divide")),
        ),
        1,
    ):
        book.head(2, str(place), title, middle)
        book.say("国の計画が示す事項を踏まえ、村の規模に合った取組を進めます。")
        for step, name in enumerate(names):
            one = topic(name)
            number = f"取組{CIRCLED[step]}"
            book.measure(3, number, one, f"{place} {title}", small)
            book.facet("current_state", "現状と課題", label, level=4, printed="○現状と課題")
            book.items(*one.now, *one.issue)
            book.facet("vision", "目指す姿", label, level=4, printed="○目指す姿")
            book.items(*one.vision)
            book.facet("actions", "具体的な取組", label, level=4, printed="○具体的な取組")
            book.actions(one, ("(ア) ", "(イ) ", "(ウ) "), "　　")
            book.lines(f"担当課：{'、'.join(one.departments)}")
            book.departments(one.departments)
    book.head(1, "Ⅳ", "推進体制", big)
    book.head(2, "1", "組織", middle)
    book.lines(
        "・ＣＩＯ（最高情報責任者）：副村長",
        "・ＣＩＳＯ（最高情報セキュリティ責任者）：副村長",
        "・ＤＸ推進リーダー：各課長",
    )
    for role, holder in (
        ("CIO(最高情報責任者)", "副村長"),
        ("CISO(最高情報セキュリティ責任者)", "副村長"),
        ("DX推進リーダー", "各課長"),
    ):
        book.role(role, holder)
    book.head(2, "2", "進捗の管理", middle)
    book.say(*REVIEW)
    return book


def sections(entries: Entries) -> Book:
    """第1章 第1節 第1項; measures (１) with 《labels》; appendices 資料1…3 with glossary, history and members."""
    book = Book(Word(footer="{}"), entries)
    book.lead = "　"
    big, middle, small, tiny = Look(16, GOTHIC), Look(14, GOTHIC), Look(12, GOTHIC), Look(11, GOTHIC)
    book.plan(
        "第三次碧海市電子自治体推進計画",
        "碧海市",
        "三重県",
        published=("2023-03-01", "month"),
        period=(2023, 2027),
        issuer="碧海市総務部デジタル推進課",
    )
    book.lines("第三次碧海市電子自治体推進計画", look=Look(24, GOTHIC, align="center"))
    book.lines("令和５年３月", "三重県碧海市", look=Look(16, GOTHIC, align="center"))
    book.page()
    book.contents("－ 目次 －", Look(14, GOTHIC, align="center"), book.body, leader="…", deepest=3, page="p.{}")
    book.page()
    book.head(1, "第１章", "総論", big)
    book.head(2, "第１節", "策定の経緯", middle)
    book.say(*BACKGROUND)
    book.head(2, "第２節", "計画の性格と期間", middle)
    book.head(3, "第１項", "計画の性格", small)
    book.say(*PURPOSE)
    book.head(3, "第２項", "計画の期間", small)
    book.say("令和５年度を初年度とし、令和９年度を目標年度とする５か年計画とします。")
    book.head(1, "第２章", "各論", big)
    numbers = "一二三"
    for place, (title, names) in enumerate(
        (
            ("市民サービスの高度化", ("online", "card", "booking")),
            ("行政運営の高度化", ("standard", "paper", "security")),
            ("地域社会の高度化", ("farm", "disaster")),
        ),
        1,
    ):
        book.head(2, f"第{'１２３'[place - 1]}節", title, middle)
        for step, name in enumerate(names):
            one = topic(name)
            book.measure(3, f"第{'１２３'[step]}項", one, f"第{'１２３'[place - 1]}節 {title}", small)
            book.facet("current_state", "現況と課題", tiny, level=4, printed="《現況と課題》")
            book.items(*one.now, *one.issue)
            book.facet("actions", "施策の内容", tiny, level=4, printed="《施策の内容》")
            book.actions(one, ("ア　", "イ　", "ウ　"), "　")
            book.facet("departments", "主管課", tiny, level=4, printed="《主管課》")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    _ = numbers
    book.head(1, "第３章", "推進体制", big)
    book.head(2, "第１節", "庁内の体制", middle)
    book.say("電子自治体推進委員会を設置し、副市長が委員長を務めます。")
    book.role("電子自治体推進委員会", "副市長")
    book.head(2, "第２節", "進行の管理", middle)
    book.say(*REVIEW)
    book.page()
    book.head(1, None, "資料編", big)
    book.head(2, "資料１", "用語の解説", middle)
    for term, definition in TERMS:
        book.lines(f"{term}：{definition}")
        book.term(term, definition)
    book.head(2, "資料２", "策定の経過", middle)
    book.table(
        [
            ["期日", "会議等", "内容"],
            ["令和４年５月１８日", "第１回委員会", "策定方針"],
            ["令和４年１０月３日", "第２回委員会", "素案"],
            ["令和５年２月９日", "第３回委員会", "最終案"],
        ]
    )
    book.head(2, "資料３", "策定委員会委員名簿", middle)
    book.table(
        [
            ["氏名", "所属", "備考"],
            ["青木　一郎", "碧海大学教授", "委員長"],
            ["赤井　花子", "碧海商工会議所", "副委員長"],
            ["白石　次郎", "碧海市自治会連合会", ""],
        ]
    )
    book.page()
    book.lines("第三次碧海市電子自治体推進計画", "令和５年３月発行", "碧海市　総務部デジタル推進課", look=Look(11))
    return book


MAKES = {
    make.__name__: make
    for make in (
        report,
        full_width,
        roman,
        sections,
    )
}
