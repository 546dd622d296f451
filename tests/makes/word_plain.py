"""Makes set in Word whose measures are forms, or prose without blocks."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.bank import text_of
from tests.makes.book import GOTHIC, Book, Look, topic
from tests.makes.prose import BACKGROUND, NATION, PREFECTURE, PURPOSE
from tests.makes.word import Word

Entries = tuple[tuple[int, str, int], ...]
CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨")


def forms(entries: Entries) -> Book:
    """個票: one ruled form for each measure, two on a page, under the policies' headings; a union of towns."""
    word = Word()
    book = Book(word, entries)
    big, middle = Look(15, GOTHIC, True), Look(12, GOTHIC, True)
    book.plan(
        "東部広域連合DX実行計画",
        "東部広域連合",
        None,
        published=("2025-02-01", "month"),
        period=(2025, 2027),
    )
    book.lines("東部広域連合ＤＸ実行計画", look=Look(26, GOTHIC, True, align="center"))
    book.lines("令和７年２月", "東部広域連合", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.head(1, "第１", "総論", big)
    book.head(2, "１", "計画の目的", middle)
    book.say(*PURPOSE)
    book.head(2, "２", "計画の期間", middle)
    book.say("令和７年度から令和９年度までとする。")
    book.head(1, "第２", "取組の個票", big)
    count = 0
    for title, names in (
        ("利用者の利便性の向上", ("online", "cashless", "line")),
        ("事務の効率化", ("ai", "paper", "security")),
    ):
        book.head(2, f"方針{1 if count == 0 else 2}", title, middle)
        for name in names:
            count += 1
            one = topic(name)
            book.gold["sections"].append({"level": 3, "number": str(count), "title": one.title})
            book.record(str(count), one, f"方針{1 if count <= 3 else 2} {title}")
            rows = [
                ["No.", str(count), "取組名", one.title],
                ["担当課", "、".join(one.departments), "", ""],
                ["現状・課題", "\n".join(map(text_of, (*one.now, *one.issue))), "", ""],
                ["取組内容", "\n".join(f"・{a}" for a, _ in one.actions), "", ""],
                ["期待される効果", "\n".join(map(text_of, one.vision)), "", ""],
            ]
            merged = tuple((r, 1, r, 3) for r in range(1, 5))
            shaded = (*((r, 0) for r in range(5)), (0, 2))
            word.table(rows, head=0, widths=(0.15, 0.15, 0.15, 0.55), merged=merged, shaded=shaded)
            book.departments(one.departments)
            book.facet("current_state", None, None, level=None)
            book._facet["n_items"] = len(one.now) + len(one.issue)
            book.facet("actions", None, None, level=None)
            book._facet["n_items"] = len(one.actions)
            book.facet("vision", None, None, level=None)
            book._facet["n_items"] = len(one.vision)
    book.head(1, "第３", "推進体制", big)
    book.table(
        [
            ["名称", "構成", "役割"],
            ["ＤＸ推進委員会", "事務局長、各課長", "計画の決定"],
            ["ＤＸ推進チーム", "各課の担当者", "取組の実施"],
        ]
    )
    book.role("DX推進委員会", "事務局長、各課長")
    book.role("DX推進チーム", "各課の担当者")
    return book


def prose(entries: Entries) -> Book:
    """1, (1): measures that have no blocks at all, a lead and ① actions with text; departments in brackets."""
    book = Book(Word(), entries)
    big, middle = Look(14, GOTHIC, True), Look(12, GOTHIC, True)
    book.plan(
        "霞ヶ丘町行政デジタル化計画", "霞ヶ丘町", "奈良県", published=("2025-06-01", "month"), period=(2025, 2027)
    )
    book.lines("霞ヶ丘町行政デジタル化計画", look=Look(24, GOTHIC, True, align="center"))
    book.lines("令和７年６月", "奈良県霞ヶ丘町", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.head(1, "１", "計画の策定にあたって", big)
    book.head(2, "（１）", "背景", middle)
    book.say(*BACKGROUND)
    book.head(2, "（２）", "計画の期間", middle)
    book.say("令和７年度から令和９年度までの３年間とします。")
    book.head(1, "２", "国・県の動き", big)
    book.head(2, "（１）", "国の動き", middle)
    book.say(*NATION)
    book.head(2, "（２）", "県の動き", middle)
    book.say(*PREFECTURE)
    book.head(1, "３", "重点的に取り組む施策", big)
    book.say("国の計画が示す事項のうち、次の施策に重点的に取り組みます。")
    for step, name in enumerate(("front", "standard", "card", "ai", "telework", "security", "divide")):
        one = topic(name)
        number = f"（{'１２３４５６７'[step]}）"
        book.measure(2, number, one, "3 重点的に取り組む施策", middle, priority=True)
        book.gold["measures"][-1]["policy"] = "3 重点的に取り組む施策"
        book.say(*one.now, *one.issue)
        book.facet("actions", None, None, level=None)
        for place, (title, texts) in enumerate(one.actions):
            book.items(title, mark=CIRCLED[place])
            book.say(*texts, look=replace(book.body, indent=1))
        book.lines(f"（担当課：{'、'.join(one.departments)}）", look=Look(10.5, align="right"))
        book.departments(one.departments)
    book.head(1, "４", "推進体制", big)
    book.say("町長を本部長とする霞ヶ丘町ＤＸ推進本部を設置し、総務課が事務局を担います。")
    book.role("霞ヶ丘町DX推進本部", "町長")
    book.role("事務局", "総務課")
    return book


MAKES = {
    make.__name__: make
    for make in (
        forms,
        prose,
    )
}
