"""Makes that are held out: scored once when they were written, then only scored. Whoever edits rules or extraction code
looks neither at this file nor at what is missed in its plans."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.book import GOTHIC, Book, Look, text_of, topic
from tests.makes.prose import BACKGROUND, NATION, PREFECTURE, PURPOSE, REVIEW, SURVEY, TERMS
from tests.makes.word import Word

Entries = tuple[tuple[int, str, int], ...]
_FONT = "IPAPGothic"


def dotted(entries: Entries) -> Book:
    """1, 1.1, 1.1.1 throughout; measures 【施策1】; labels <現状> in gothic of body size."""
    book = Book(Word(header="鶴ヶ丘市行政デジタル化推進プラン", footer="{}"), entries)
    book.lead = "　"
    big, middle, small, label = (
        Look(15, GOTHIC, True),
        Look(12.5, GOTHIC, True),
        Look(11, GOTHIC, True),
        Look(10.5, GOTHIC),
    )
    book.plan(
        "鶴ヶ丘市行政デジタル化推進プラン",
        "鶴ヶ丘市",
        "福岡県",
        published=("2025-03-01", "month"),
        period=(2025, 2028),
        issuer="鶴ヶ丘市企画部デジタル戦略課",
    )
    book.lines("鶴ヶ丘市", "行政デジタル化推進プラン", look=Look(26, GOTHIC, True, align="center"))
    book.lines("令和７年(２０２５年)３月", "福岡県鶴ヶ丘市", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.contents("目次", big, book.body, leader=".", deepest=3)
    book.page()
    book.head(1, "1", "プランの策定にあたって", big)
    book.head(2, "1.1", "策定の背景", middle)
    book.say(*BACKGROUND)
    book.head(2, "1.2", "プランの期間", middle)
    book.say("令和７年度から令和10年度までの４年間とします。")
    book.head(1, "2", "デジタル化をめぐる動き", big)
    book.head(2, "2.1", "国の取組", middle)
    book.say(*NATION)
    book.head(2, "2.2", "市民の意識", middle)
    book.say(*SURVEY)
    book.head(1, "3", "施策の展開", big)
    count = 0
    for place, (title, names) in enumerate(
        (
            ("市民サービスの改革", ("online", "booking", "line")),
            ("行政運営の改革", ("bpr", "ai", "paper")),
            ("基盤の強化", ("security", "people")),
        ),
        1,
    ):
        book.head(2, f"3.{place}", title, middle)
        for name in names:
            count += 1
            one = topic(name)
            book.measure(3, f"施策{count}", one, f"3.{place} {title}", small, printed=f"【施策{count}】{one.title}")
            book.facet("current_state", "現状と課題", label, level=4, printed="＜現状と課題＞")
            book.items(*one.now, *one.issue)
            book.facet("vision", "めざす姿", label, level=4, printed="＜めざす姿＞")
            book.items(*one.vision)
            book.facet("actions", "取組項目", label, level=4, printed="＜取組項目＞")
            book.actions(one, ("①", "②", "③"), "　")
            book.facet("departments", "関係課", label, level=4, printed="＜関係課＞")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    book.head(1, "4", "推進体制と進行管理", big)
    book.head(2, "4.1", "推進体制", middle)
    book.table(
        [
            ["組織・職", "構成", "主な役割"],
            ["行政デジタル化推進本部", "市長、副市長、教育長、各部長", "重要事項の決定"],
            ["最高情報責任者（ＣＩＯ）", "副市長", "全体の統括"],
        ]
    )
    book.role("行政デジタル化推進本部", "市長、副市長、教育長、各部長")
    book.role("最高情報責任者(CIO)", "副市長")
    book.head(2, "4.2", "進行管理", middle)
    book.say(*REVIEW)
    book.head(1, None, "用語集", big)
    for term, definition in TERMS[:8]:
        book.lines(f"○{term}", look=label)
        book.lines(definition, look=replace(book.body, indent=1))
        book.term(term, definition)
    book.page()
    book.lines("鶴ヶ丘市行政デジタル化推進プラン", "発行年月：令和７年３月", "発行：鶴ヶ丘市企画部デジタル戦略課")
    return book


def kanji(entries: Entries) -> Book:
    """第一, 一, (一), ア as old offices count; a village; the measures have labels in line (現状：…)."""
    book = Book(Word(footer="{}"), entries)
    book.lead = "　"
    big, middle, small = Look(13, GOTHIC), Look(12, GOTHIC), Look(11, GOTHIC)
    book.plan("大楠村情報化推進計画", "大楠村", "高知県", published=("2024-03-01", "month"), period=(2024, 2028))
    book.lines("大楠村情報化推進計画", look=Look(24, GOTHIC, align="center"))
    book.lines("令和六年三月", "高知県大楠村", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.head(1, "第一章", "計画の策定について", big)
    book.head(2, "第一節", "策定の趣旨", middle)
    book.say(*PURPOSE)
    book.head(2, "第二節", "計画の期間", middle)
    book.say("令和六年度から令和十年度までの五年間とする。")
    book.head(1, "第二章", "現状", big)
    book.head(2, "第一節", "県の動向", middle)
    book.say(*PREFECTURE)
    book.head(2, "第二節", "住民の意識", middle)
    book.say(*SURVEY)
    book.head(1, "第三章", "施策", big)
    for place, (title, names) in enumerate(
        (("村民の利便の向上", ("card", "cashless", "health")), ("行政事務の効率化", ("standard", "contract"))), 1
    ):
        book.head(2, f"第{'一二'[place - 1]}節", title, middle)
        for step, name in enumerate(names):
            one = topic(name)
            book.measure(3, f"（{'一二三'[step]}）", one, f"第{'一二'[place - 1]}節 {title}", small, sep="")
            book.facet("current_state", "現状と課題", small, level=4, printed="ア　現状と課題", number="ア")
            book.items(*one.now, *one.issue)
            book.facet("actions", "施策の内容", small, level=4, printed="イ　施策の内容", number="イ")
            book.items(*(f"{a}　{''.join(map(text_of, t))}" for a, t in one.actions), mark="・")
            book.pledge(*one.actions)
            book.facet("departments", "担当課", small, level=4, printed="ウ　担当課", number="ウ")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    book.head(1, "第四章", "推進体制", big)
    book.say("副村長を情報化統括責任者（ＣＩＯ）に充て、情報化推進委員会を設置する。")
    book.role("情報化統括責任者(CIO)", "副村長")
    book.role("情報化推進委員会", None)
    return book


def squares(entries: Entries) -> Book:
    """□ and numbers in boxes; chapters in bold gothic without numbers; measures 施策①; the labels in brackets [ ] ."""
    book = Book(Word(header="大字町デジタル推進計画"), entries)
    book.lead = "　"
    big, middle, small, label = (
        Look(16, GOTHIC, True, box=True),
        Look(13, GOTHIC, True),
        Look(11.5, GOTHIC, True),
        Look(10.5, GOTHIC),
    )
    book.plan(
        "桜木町デジタル推進計画",
        "桜木町",
        "青森県",
        published=("2025-03-01", "month"),
        period=(2025, 2027),
        edition="第1版",
    )
    book.lines("桜木町デジタル推進計画", look=Look(26, GOTHIC, True, align="center"))
    book.lines("（第１版）", "令和７年３月　青森県桜木町", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.contents("目　次", big, book.body, leader="･･･", deepest=2)
    book.page()
    book.head(1, None, "計画の趣旨", big)
    book.say(*PURPOSE, *BACKGROUND)
    book.head(1, None, "計画の期間", big)
    book.say("令和７年度から令和９年度までの３年間とします。")
    book.head(1, None, "施策の内容", big)
    for title, names in (
        ("町民が主役のデジタル化", ("front", "card", "booking")),
        ("働き方を変えるデジタル化", ("telework", "bpr")),
        ("地域をつなぐデジタル化", ("transit", "divide")),
    ):
        book.head(2, None, title, middle, printed=f"□ {title}")
        for step, name in enumerate(names):
            one = topic(name)
            book.measure(3, f"施策{'①②③'[step]}", one, title, small)
            book.facet("current_state", "現状・課題", label, level=4, printed="［現状・課題］")
            book.items(*one.now, *one.issue)
            book.facet("actions", "実施内容", label, level=4, printed="［実施内容］")
            book.actions(one, ("1) ", "2) ", "3) "), "　　")
            book.facet("departments", "所管課", label, level=4, printed="［所管課］")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    book.head(1, None, "推進体制", big)
    book.say("副町長をＣＩＯに任命し、全庁的な推進体制を整えます。")
    book.role("CIO", "副町長")
    book.page()
    book.head(1, None, "用語解説", big)
    book.table(
        [["No.", "用語", "解説"], *[[str(n), t, d] for n, (t, d) in enumerate(TERMS[:8], 1)]], widths=(0.1, 0.25, 0.65)
    )
    for term, definition in TERMS[:8]:
        book.term(term, definition)
    return book


MAKES = {
    make.__name__: make
    for make in (
        dotted,
        kanji,
        squares,
    )
}
