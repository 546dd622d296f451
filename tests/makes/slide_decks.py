"""Makes set as slides that the rules may be tuned on."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.book import Book, Look, text_of, topic
from tests.makes.prose import BACKGROUND, NATION, PURPOSE, REVIEW, SURVEY, TERMS
from tests.makes.slides import Slides

Entries = tuple[tuple[int, str, int], ...]
_FONT = "IPAPGothic"
BODY = Look(11, _FONT)


def slide_per_measure(entries: Entries) -> Book:
    """A title band, and four boxes for each measure; the policies only on dividing slides; the chapter at top right."""
    deck = Slides()
    book = Book(deck, entries)
    book.body = BODY
    white = Look(20, _FONT, True, "FFFFFF")
    label = Look(12, _FONT, True, "FFFFFF")
    book.plan(
        "入江市DX推進計画2025",
        "入江市",
        "静岡県",
        published=("2025-03-01", "month"),
        period=(2025, 2027),
        vision="デジタルで 一歩先の安心を",
    )

    def slide(chapter: str) -> None:
        deck.page()
        deck.box(200, 2, 90, 8)
        book.lines(chapter, look=Look(9, _FONT, color="7F7F7F", align="right"))

    def title(level: int, number: str | None, words: str, **more: object) -> None:
        deck.box(8, 12, 281, 14, fill="1F4E79")
        book.head(level, number, words, white, **more)

    deck.page()
    deck.box(30, 60, 237, 40)
    book.lines("入江市ＤＸ推進計画２０２５", look=Look(36, _FONT, True, align="center"))
    deck.box(30, 120, 237, 30)
    book.lines("令和７年３月", "静岡県入江市", look=Look(18, _FONT, align="center"))
    deck.page()
    deck.box(12, 12, 270, 180)
    book.contents("目次", Look(24, _FONT, True), Look(14, _FONT), leader="・・・", deepest=2)
    slide("1 計画の概要")
    title(1, "1", "計画の概要")
    deck.box(12, 32, 270, 60, edge="1F4E79")
    book.head(2, "(1)", "策定の趣旨", Look(14, _FONT, True, "1F4E79"))
    book.say(*PURPOSE, *BACKGROUND)
    deck.box(12, 100, 270, 40, edge="1F4E79")
    book.head(2, "(2)", "計画期間", Look(14, _FONT, True, "1F4E79"))
    book.say("令和７年度から令和９年度までの３年間")
    deck.box(12, 145, 270, 45, edge="1F4E79")
    book.head(2, "(3)", "国の動き", Look(14, _FONT, True, "1F4E79"))
    book.say(*NATION)
    slide("2 基本理念と体系")
    title(1, "2", "基本理念と体系")
    deck.box(30, 40, 230, 20, fill="DDEBF7")
    book.lines("デジタルで 一歩先の安心を", look=Look(24, _FONT, True, align="center"))
    deck.box(12, 70, 270, 40)
    book.say("この理念の下に、３つの基本目標を掲げて施策を進めます。")
    slide("3 施策")
    title(1, "3", "施策")
    deck.box(12, 40, 270, 60)
    book.say("各施策の内容と指標を、次のページから示します。")
    groups = (
        ("基本目標1", "市民に寄り添うサービス", ("online", "front", "cashless")),
        ("基本目標2", "しなやかな市役所", ("ai", "telework", "people")),
        ("基本目標3", "元気な地域", ("tour", "transit")),
    )
    for place, (number, policy, names) in enumerate(groups, 1):
        deck.page()
        deck.box(40, 70, 217, 50, fill="2E75B6")
        book.head(2, number, policy, Look(32, _FONT, True, "FFFFFF", align="center"))
        for step, name in enumerate(names, 1):
            one = topic(name)
            slide("3 施策")
            deck.box(8, 12, 281, 14, fill="1F4E79")
            book.measure(3, f"施策{place}-{step}", one, f"{number} {policy}", white)
            for x, y, role, heading, texts, mark in (
                (8, 30, "current_state", "現状・課題", (*one.now, *one.issue), "・"),
                (152, 30, "actions", "取組内容", tuple(a for a, _ in one.actions), "・"),
            ):
                deck.box(x, y, 137, 9, fill="2E75B6")
                book.facet(role, heading, label, level=4)
                deck.box(x, y + 10, 137, 70, edge="2E75B6")
                book.items(*texts, mark=mark)
            deck.box(8, 115, 137, 9, fill="2E75B6")
            book.facet("kpi", "ＫＰＩ", label, level=4, printed="ＫＰＩ")
            book.gold["sections"][-1]["title"] = "KPI"
            deck.table(
                [["指標", "現状値(R6)", "目標値(R9)"], *map(list, one.indicators)],
                at=(8, 126, 137),
                widths=(0.5, 0.25, 0.25),
            )
            deck.box(152, 115, 137, 9, fill="2E75B6")
            book.facet("departments", "担当課", label, level=4)
            deck.box(152, 126, 137, 20, edge="2E75B6")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    slide("4 推進体制")
    title(1, "4", "推進体制")
    deck.table(
        [
            ["役割", "職", "内容"],
            ["CIO", "副市長", "全体の統括"],
            ["CIO補佐官", "民間人材", "助言"],
            ["DX推進リーダー", "各課長", "課内の推進"],
        ],
        at=(12, 40, 270),
    )
    for role, holder in (("CIO", "副市長"), ("CIO補佐官", "民間人材"), ("DX推進リーダー", "各課長")):
        book.role(role, holder)
    return book


def slide_strategy(entries: Entries) -> Book:
    """戦略1, プロジェクト1: titles without bands, text under ◆ labels; portrait slides; a glossary at the end."""
    deck = Slides(portrait=True, footer="- {} -")
    book = Book(deck, entries)
    book.body = BODY
    big, middle, small = Look(24, _FONT, True, "C00000"), Look(16, _FONT, True, "C00000"), Look(14, _FONT, True)
    label = Look(11, _FONT, True)
    book.plan(
        "葦原町デジタル戦略", "葦原町", None, published=("2024-10-01", "month"), period=(2024, 2028), edition="第2版"
    )
    deck.page()
    deck.box(20, 80, 170, 60)
    book.lines("葦原町デジタル戦略", look=Look(32, _FONT, True, align="center"))
    book.lines("〈第２版〉", look=Look(16, _FONT, align="center"))
    deck.box(20, 200, 170, 30)
    book.lines("令和６年10月", "葦原町", look=Look(16, _FONT, align="center"))
    deck.page()
    deck.box(15, 15, 180, 250)
    book.contents("もくじ", big, Look(12, _FONT), leader="…", deepest=2, page="P{}")
    deck.page()
    deck.box(15, 15, 180, 260)
    book.head(1, None, "戦略の目的", big)
    book.say(*BACKGROUND, *PURPOSE)
    book.head(1, None, "戦略の期間", big)
    book.say("令和６年度から令和10年度までの５年間とします。")
    book.head(1, None, "町の現状", big)
    book.say(*SURVEY)
    count = 0
    for place, (title, names) in enumerate(
        (
            ("暮らしの便利を高める", ("booking", "card", "child")),
            ("役場の力を高める", ("bpr", "contract")),
            ("地域の元気を高める", ("health", "open")),
        ),
        1,
    ):
        deck.page()
        deck.box(15, 15, 180, 260)
        book.head(1, f"戦略{place}", title, big)
        book.say("町民や事業者と力を合わせ、次のプロジェクトを進めます。")
        for name in names:
            count += 1
            one = topic(name)
            book.measure(2, f"プロジェクト{count}", one, f"戦略{place} {title}", middle)
            book.facet("background", "背景・課題", label, level=3, printed="◆背景・課題")
            book.items(*one.now, *one.issue)
            book.facet("vision", "目指す姿", label, level=3, printed="◆目指す姿")
            book.items(*one.vision)
            book.facet("actions", "取組内容", label, level=3, printed="◆取組内容")
            book.items(*(f"{a}：{''.join(map(text_of, t))}" for a, t in one.actions), mark="・")
            book.pledge(*one.actions)
            book.facet("departments", "担当課", label, level=3, printed="◆担当課")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
            if count in (2, 4, 6):
                deck.page()
                deck.box(15, 15, 180, 260)
    book.head(1, None, "推進体制", big)
    book.lines("■ＤＸ推進本部", look=small)
    book.gold["sections"].append({"level": 2, "number": None, "title": "DX推進本部"})
    book.say("本部長：町長　副本部長：副町長、教育長")
    book.role("DX推進本部", "町長")
    book.lines("■ＤＸ推進チーム", look=small)
    book.gold["sections"].append({"level": 2, "number": None, "title": "DX推進チーム"})
    book.say("各課から選ばれた職員で構成し、取組を進めます。")
    book.role("DX推進チーム", None)
    book.say(*REVIEW)
    deck.page()
    deck.box(15, 15, 180, 260)
    book.head(1, None, "用語の説明", big)
    for term, definition in TERMS[:8]:
        book.lines(term, look=label)
        book.lines(definition, look=replace(BODY, indent=1))
        book.term(term, definition)
    return book


MAKES = {make.__name__: make for make in (slide_per_measure, slide_strategy)}
