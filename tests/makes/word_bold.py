"""Makes set in Word whose headings are told by their type more than by numbers."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.bank import text_of
from tests.makes.book import GOTHIC, Book, Look, topic
from tests.makes.prose import BACKGROUND, NATION, PURPOSE, REVIEW, SURVEY
from tests.makes.word import Word

Entries = tuple[tuple[int, str, int], ...]
CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨")


def pillars(entries: Entries) -> Book:
    """柱1 / 施策の方向性(1) / 取組No.1: names in bold without numbers elsewhere; 【重点】 tags; a city; 改訂版."""
    book = Book(Word(header="青垣市ＤＸ推進ビジョン"), entries)
    book.body = Look(10.5, GOTHIC)
    big, middle, small = Look(18, GOTHIC, True, "1F4E79"), Look(14, GOTHIC, True, "1F4E79"), Look(12, GOTHIC, True)
    label = Look(10.5, GOTHIC, True, "C55A11")
    book.plan(
        "青垣市DX推進ビジョン",
        "青垣市",
        None,
        published=("2025-04-01", "month"),
        period=(2025, 2028),
        edition="改訂版",
        vision="誰もがデジタルの恵みを感じるまち 青垣",
    )
    book.lines("青垣市ＤＸ推進ビジョン", look=Look(28, GOTHIC, True, align="center"))
    book.lines("2025～2028", "改訂版", look=Look(16, GOTHIC, align="center"))
    book.lines("2025年4月", "青垣市", look=Look(16, GOTHIC, align="center"))
    book.page()
    book.contents("目次", big, book.body, leader="…", deepest=3)
    book.page()
    book.head(1, None, "はじめに", big)
    book.say(*BACKGROUND, *PURPOSE)
    book.head(1, None, "ビジョンの位置づけと期間", big)
    book.head(2, None, "位置づけ", middle)
    book.say("本ビジョンは、市の総合計画が掲げる将来像を、デジタルの面から実現するためのものです。")
    book.head(2, None, "期間", middle)
    book.say("本ビジョンの期間は、2025年度から2028年度までの4年間とします。")
    book.head(1, None, "目指す将来像", big)
    book.lines("誰もがデジタルの恵みを感じるまち 青垣", look=Look(16, GOTHIC, True, align="center", box=True))
    book.say("この将来像を実現するため、3つの柱を立て、取組を進めます。")
    book.head(1, None, "取組の体系と内容", big)
    groups = (
        (
            "柱1",
            "くらしのデジタル",
            (("(1)", "手続を楽にする", ("front", "card")), ("(2)", "支払いを楽にする", ("cashless", "tax"))),
        ),
        ("柱2", "しごとのデジタル", (("(1)", "市役所の働き方を変える", ("telework", "paper", "bpr")),)),
        (
            "柱3",
            "まちのデジタル",
            (("(1)", "地域の産業を支える", ("farm", "tour")), ("(2)", "安全を守る", ("disaster",))),
        ),
    )
    count = 0
    for pillar, title, directions in groups:
        book.head(2, pillar, title, middle)
        for number, direction, names in directions:
            book.head(3, f"施策の方向性{number}", direction, small)
            for name in names:
                count += 1
                one = topic(name)
                priority = name in ("front", "bpr", "disaster")
                printed = f"取組No.{count}　{'【重点】' if priority else ''}{one.title}"
                book.measure(
                    4,
                    f"取組No.{count}",
                    one,
                    f"施策の方向性{number} {direction}",
                    small,
                    printed=printed,
                    priority=priority,
                )
                book.facet("background", "背景", label, level=5)
                book.items(*one.now, *one.issue)
                book.facet("actions", "取組の概要", label, level=5)
                book.actions(one, "● ", "", inner=replace(book.body, indent=2))
                book.facet("departments", "主管課", label, level=5)
                book.lines(one.departments[0])
                book.departments(one.departments[:1])
    book.head(1, None, "ビジョンの推進に向けて", big)
    book.head(2, None, "推進体制", middle)
    book.lines(
        "●DX推進本部（本部長：市長）",
        "　全庁的な方針を決定します。",
        "●DX推進部会",
        "　部門を横断する課題を検討します。",
    )
    book.role("DX推進本部", "市長")
    book.role("DX推進部会", None)
    book.head(2, None, "進捗管理", middle)
    book.say(*REVIEW)
    return book


def listed(entries: Entries) -> Book:
    """A list of all measures in a table first, then each in prose under 施策1-1 with run-in labels."""
    book = Book(Word(), entries)
    book.lead = "　"
    big, middle, small = Look(16, GOTHIC, True), Look(13, GOTHIC, True), Look(11.5, GOTHIC, True)
    book.plan(
        "第2期灯台市情報化推進計画",
        "灯台市",
        "山口県",
        published=("2025-03-01", "month"),
        period=(2025, 2029),
        issuer="灯台市総務部情報政策課",
        related_plans=[
            {"title": "第1期灯台市情報化推進計画", "relation": "predecessor"},
            {"title": "灯台市総合計画", "relation": "parent"},
        ],
    )
    book.lines("第２期", "灯台市情報化推進計画", look=Look(26, GOTHIC, True, align="center"))
    book.lines("令和７年度～令和１１年度", "令和７年３月", "山口県灯台市", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.contents("目次", big, book.body, leader="･", deepest=2)
    book.page()
    book.head(1, "1", "計画の基本的事項", big, sep=". ")
    book.head(2, "1.1", "計画の趣旨", middle, sep=" ")
    book.say(
        *PURPOSE,
        "令和２年３月に策定した「第１期灯台市情報化推進計画」の期間が終了することから、新たな計画を策定するものです。",
    )
    book.head(2, "1.2", "計画の位置付け", middle, sep=" ")
    book.say("本計画は、灯台市総合計画を情報化の面から実現する部門計画です。")
    book.head(2, "1.3", "計画の期間", middle, sep=" ")
    book.say("計画期間は、令和７年度から令和１１年度までの５年間です。")
    book.head(1, "2", "情報化の現状", big, sep=". ")
    book.head(2, "2.1", "国の動き", middle, sep=" ")
    book.say(*NATION)
    book.head(2, "2.2", "本市の状況", middle, sep=" ")
    book.say(*SURVEY)
    book.head(1, "3", "施策の体系", big, sep=". ")
    groups = (
        ("基本目標1", "便利で優しい市民サービス", ("online", "child", "booking")),
        ("基本目標2", "効率的で信頼される行政", ("contract", "security", "people")),
        ("基本目標3", "活力ある地域社会", ("open", "school")),
    )
    rows = [["基本目標", "施策", "施策名", "所管課"]]
    for place, (number, title, names) in enumerate(groups, 1):
        for step, name in enumerate(names, 1):
            rows.append(
                [
                    f"{number}\n{title}" if step == 1 else "",
                    f"{place}-{step}",
                    topic(name).title,
                    "、".join(topic(name).departments),
                ]
            )
    book.say("施策の一覧は、次のとおりです。")
    book.table(rows, widths=(0.3, 0.1, 0.35, 0.25), merged=((1, 0, 3, 0), (4, 0, 6, 0), (7, 0, 8, 0)))
    book.head(1, "4", "施策の内容", big, sep=". ")
    for place, (number, title, names) in enumerate(groups, 1):
        book.head(2, number, title, middle)
        for step, name in enumerate(names, 1):
            one = topic(name)
            book.measure(3, f"施策{place}-{step}", one, f"{number} {title}", small)
            book.facet("current_state", "現状と課題", Look(10.5, GOTHIC, True), level=4, printed="■現状と課題")
            book.items(*one.now, *one.issue)
            book.facet("vision", "目指す姿", Look(10.5, GOTHIC, True), level=4, printed="■目指す姿")
            book.items(*one.vision)
            book.facet("actions", "主な取組", Look(10.5, GOTHIC, True), level=4, printed="■主な取組")
            book.actions(one, CIRCLED, "　　")
            book.facet("departments", "所管課", Look(10.5, GOTHIC, True), level=4, printed="■所管課")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    book.head(1, "5", "計画の推進体制", big, sep=". ")
    book.head(2, "5.1", "情報化推進本部", middle, sep=" ")
    book.say("市長を本部長とし、各部長で構成する情報化推進本部が、計画の進行を管理します。")
    book.role("情報化推進本部", "市長")
    book.head(2, "5.2", "進行管理", middle, sep=" ")
    book.say(*REVIEW)
    book.page()
    book.lines(
        "第２期灯台市情報化推進計画",
        "令和７年３月",
        "発行：灯台市　総務部情報政策課",
        "〒000-0000　灯台市中央一丁目１番１号",
        look=Look(11),
    )
    return book


def unnumbered(entries: Entries) -> Book:
    """Three sizes of bold headings and nothing else; the chapter runs in the header; policies on dividers."""
    word = Word(header="山吹市デジタル戦略", footer="{}")
    book = Book(word, entries)
    book.lead = "　"
    book.body = Look(10.5, "IPAPGothic")
    big, middle = Look(24, "IPAPGothic", True, "7030A0"), Look(16, "IPAPGothic", True, "7030A0")
    small, label = Look(13, "IPAPGothic", True), Look(10.5, "IPAPGothic", True, "7030A0")
    book.plan(
        "山吹市デジタル戦略",
        "山吹市",
        None,
        published=("2025-03-01", "month"),
        period=(2025, 2030),
        vision="デジタルを味方に 心ゆたかに暮らせるまち",
    )
    book.lines("山吹市デジタル戦略", look=Look(32, "IPAPGothic", True, "7030A0", align="center"))
    book.lines(
        "YAMABUKI DIGITAL STRATEGY", "2025年度-2030年度", "令和7年3月", look=Look(14, "IPAPGothic", align="center")
    )
    book.page()
    book.contents("CONTENTS", big, book.body, leader=" ", deepest=2)
    book.page()
    book.head(1, None, "戦略策定の背景", big)
    book.head(2, None, "人口減少社会への対応", middle)
    book.say(*BACKGROUND)
    book.head(2, None, "国の政策の動き", middle)
    book.say(*NATION)
    word.running("戦略が目指すもの", new=True)
    book.head(1, None, "戦略が目指すもの", big)
    book.head(2, None, "ビジョン", middle)
    book.lines("デジタルを味方に 心ゆたかに暮らせるまち", look=Look(18, "IPAPGothic", True, align="center"))
    book.say("市民一人ひとりが、自分に合ったサービスを選べるまちを目指します。")
    book.head(2, None, "戦略の期間", middle)
    book.say("2025年度から2030年度までの6年間とします。")
    for title, names in (
        ("市民サービスを変える", ("front", "tax", "child")),
        ("市役所を変える", ("standard", "contract", "telework")),
        ("地域を変える", ("transit", "school", "open")),
    ):
        word.running(title, new=True)
        book.head(1, None, title, big)
        book.say("この分野では、次の取組を進めます。")
        book.page()
        for name in names:
            one = topic(name)
            book.measure(2, None, one, title, middle)
            book.facet("current_state", "現状と課題", label, level=3)
            book.items(*one.now, *one.issue)
            book.facet("vision", "将来の姿", label, level=3)
            book.items(*one.vision)
            book.facet("actions", "実施する取組", label, level=3)
            book.items(*(f"{a}　{''.join(text_of(t) for t in texts)}" for a, texts in one.actions), mark="・")
            book.pledge(*one.actions)
            book.facet("departments", "担当部署", label, level=3)
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    word.running("戦略を進める仕組み", new=True)
    book.head(1, None, "戦略を進める仕組み", big)
    book.head(2, None, "推進体制", middle)
    book.table(
        [
            ["役割", "担当", "主な任務"],
            ["CDO（最高デジタル責任者）", "副市長", "戦略の統括"],
            ["CDO補佐官", "民間人材", "技術面の助言"],
            ["DX推進リーダー", "各課の係長級職員", "課内の推進"],
        ]
    )
    book.role("CDO(最高デジタル責任者)", "副市長")
    book.role("CDO補佐官", "民間人材")
    book.role("DX推進リーダー", "各課の係長級職員")
    book.head(2, None, "評価と公表", middle)
    book.say(*REVIEW)
    _ = small
    return book


MAKES = {
    make.__name__: make
    for make in (
        pillars,
        listed,
        unnumbered,
    )
}
