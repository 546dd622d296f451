"""More makes that are held out, as `held_word` says."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.book import GOTHIC, Book, Look, text_of, topic
from tests.makes.prose import BACKGROUND, NATION, PREFECTURE, PURPOSE
from tests.makes.slides import Slides
from tests.makes.word import Word

Entries = tuple[tuple[int, str, int], ...]
_FONT = "IPAPGothic"


def actions(entries: Entries) -> Book:
    """視点A, アクション1: a small table of facts under each measure's title, then text; a big city."""
    book = Book(Word(header="汐見市DXアクションプラン2025"), entries)
    book.body = Look(10.5, GOTHIC)
    big, middle, small = (
        Look(20, GOTHIC, True, "006666"),
        Look(15, GOTHIC, True, "FFFFFF", band="006666"),
        Look(12.5, GOTHIC, True, rule="006666"),
    )
    label = Look(10.5, GOTHIC, True, "006666")
    book.plan(
        "汐見市DXアクションプラン2025",
        "汐見市",
        None,
        published=("2025-04-01", "month"),
        period=(2025, 2027),
        vision="手のひらに市役所を",
    )
    book.lines("汐見市DXアクションプラン2025", look=Look(28, GOTHIC, True, "006666", align="center"))
    book.lines("2025年4月", "汐見市", look=Look(16, GOTHIC, align="center"))
    book.page()
    book.contents("目次", big, book.body, leader="…", deepest=2)
    book.page()
    book.head(1, None, "アクションプランとは", big)
    book.say(*PURPOSE)
    book.head(1, None, "計画期間", big)
    book.say("2025年度から2027年度までの3年間とします。")
    book.head(1, None, "目指す姿", big)
    book.lines("「手のひらに市役所を」", look=Look(16, GOTHIC, True, align="center"))
    book.head(1, None, "アクション一覧", big)
    groups = (
        ("視点A", "市民の視点", ("front", "tax", "child")),
        ("視点B", "職員の視点", ("telework", "ai")),
        ("視点C", "地域の視点", ("disaster", "tour", "open")),
    )
    book.table([["視点", "No.", "アクション"], *[[f"{n} {t}", "", topic(x).title] for n, t, xs in groups for x in xs]])
    count = 0
    for number, title, names in groups:
        book.page()
        book.head(1, number, title, middle)
        for name in names:
            count += 1
            one = topic(name)
            priority = count in (1, 5)
            printed = f"アクション{count}　{one.title}{'　★重点' if priority else ''}"
            book.measure(2, f"アクション{count}", one, f"{number} {title}", small, printed=printed, priority=priority)
            book.table(
                [["担当課", "、".join(one.departments)], ["区分", "新規" if count % 2 else "継続"]],
                head=0,
                widths=(0.2, 0.8),
                shaded=((0, 0), (1, 0)),
            )
            book.departments(one.departments)
            book.facet("issues", "解決したい課題", label, level=3, printed="▼解決したい課題")
            book.items(*one.issue)
            book.facet("actions", "アクションの内容", label, level=3, printed="▼アクションの内容")
            book.actions(one, "◇", "", inner=replace(book.body, indent=1.5))
            book.facet("vision", "期待される効果", label, level=3, printed="▼期待される効果")
            book.items(*one.vision)
    book.page()
    book.head(1, None, "推進体制", big)
    book.lines(
        "・CIO（最高情報統括責任者）：副市長", "・CISO（最高情報セキュリティ責任者）：総務部長", "・DXリーダー：各課長"
    )
    for role, holder in (
        ("CIO(最高情報統括責任者)", "副市長"),
        ("CISO(最高情報セキュリティ責任者)", "総務部長"),
        ("DXリーダー", "各課長"),
    ):
        book.role(role, holder)
    return book


def slide_columns(entries: Entries) -> Book:
    """Slides with the measure's number in a box beside its title, the text in two columns of boxes with bold titles."""
    deck = Slides(footer="{}")
    book = Book(deck, entries)
    book.body = Look(10.5, _FONT)
    big, middle, label = Look(22, _FONT, True, "0B5394"), Look(18, _FONT, True), Look(12, _FONT, True, "0B5394")
    book.plan(
        "琴平台市スマート自治体推進方針", "琴平台市", "香川県", published=("2025-02-01", "month"), period=(2025, 2029)
    )
    deck.page()
    deck.box(20, 50, 257, 50)
    book.lines("琴平台市スマート自治体推進方針", look=Look(32, _FONT, True, align="center"))
    deck.box(20, 130, 257, 30)
    book.lines("2025年2月", "香川県琴平台市", look=Look(18, _FONT, align="center"))
    deck.page()
    deck.box(15, 10, 267, 16)
    book.head(1, "01", "方針の趣旨", big)
    deck.box(15, 30, 267, 80)
    book.say(*BACKGROUND, *PURPOSE)
    deck.box(15, 115, 267, 60)
    book.say("方針の期間は、令和７年度から令和11年度までの５年間とします。")
    deck.page()
    deck.box(15, 10, 267, 16)
    book.head(1, "02", "国と県の動き", big)
    deck.box(15, 30, 267, 120)
    book.say(*NATION, *PREFECTURE)
    deck.page()
    deck.box(15, 10, 267, 16)
    book.head(1, "03", "取組の方向", big)
    deck.box(15, 30, 267, 120)
    book.say("３つの柱に沿って取り組みます。")
    for place, (title, names) in enumerate(
        (
            ("市民の柱", ("online", "divide", "health")),
            ("職員の柱", ("paper", "people")),
            ("まちの柱", ("farm", "school")),
        ),
        1,
    ):
        deck.page()
        deck.box(30, 70, 237, 40, fill="CFE2F3")
        book.head(2, f"柱{place}", title, Look(30, _FONT, True, align="center"))
        for step, name in enumerate(names, 1):
            one = topic(name)
            deck.page()
            deck.box(15, 10, 267, 16)
            book.measure(3, f"{place}-{step}", one, f"柱{place} {title}", middle)
            for x, role, heading, texts in (
                (15, "current_state", "現状と課題", (*one.now, *one.issue)),
                (152, "actions", "取組の内容", tuple(a for a, _ in one.actions)),
            ):
                deck.box(x, 32, 130, 90, edge="0B5394")
                book.facet(role, heading, label, level=4)
                book.items(*texts, mark="・")
            deck.box(15, 128, 267, 20, edge="0B5394")
            book.facet("departments", "担当課", label, level=4)
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    deck.page()
    deck.box(15, 10, 267, 16)
    book.head(1, "04", "推進体制", big)
    deck.box(15, 30, 267, 60)
    book.say("市長を本部長とするスマート自治体推進本部を設置し、全庁で取り組みます。")
    book.role("スマート自治体推進本部", "市長")
    return book


def slide_rows(entries: Entries) -> Book:
    """Slides on which each measure is a title and a table of label and content; policies in the running title."""
    deck = Slides()
    book = Book(deck, entries)
    book.body = Look(11, _FONT)
    big, middle = Look(24, _FONT, True, "38761D"), Look(18, _FONT, True, "FFFFFF")
    book.plan(
        "若葉市DX推進計画", "若葉市", "千葉県", published=("2025-03-01", "month"), period=(2025, 2027), status="draft"
    )
    deck.page()
    deck.box(20, 60, 257, 40)
    book.lines("若葉市DX推進計画（素案）", look=Look(32, _FONT, True, align="center"))
    deck.box(20, 130, 257, 30)
    book.lines("令和７年３月", "千葉県若葉市", look=Look(18, _FONT, align="center"))
    deck.page()
    deck.box(15, 10, 267, 16)
    book.head(1, None, "計画の位置づけ", big)
    deck.box(15, 30, 267, 60)
    book.say(*PURPOSE, "計画の期間は、令和７年度から令和９年度までとします。")
    for place, (title, names) in enumerate(
        (("便利な暮らし", ("cashless", "line", "child")), ("賢い市役所", ("standard", "contract", "security"))), 1
    ):
        deck.page()
        deck.box(40, 80, 217, 40, fill="38761D")
        book.head(1, f"基本方針{place}", title, Look(32, _FONT, True, "FFFFFF", align="center"))
        for step, name in enumerate(names, 1):
            one = topic(name)
            deck.page()
            deck.box(15, 10, 267, 14, fill="38761D")
            book.measure(2, f"取組{place}-{step}", one, f"基本方針{place} {title}", middle)
            rows = [
                ["現状と課題", "\n".join(map(text_of, (*one.now, *one.issue)))],
                ["取組内容", "\n".join(f"・{a}" for a, _ in one.actions)],
                ["担当課", "、".join(one.departments)],
            ]
            deck.table(rows, head=0, at=(15, 32, 267), widths=(0.18, 0.82), look=Look(12, _FONT))
            book.departments(one.departments)
            for role, count in (("current_state", len(one.now) + len(one.issue)), ("actions", len(one.actions))):
                book.facet(role, None, None, level=None)
                book._facet["n_items"] = count
    deck.page()
    deck.box(15, 10, 267, 16)
    book.head(1, None, "推進体制", big)
    deck.table(
        [["役職", "担当", "役割"], ["CIO", "副市長", "総括"], ["CISO", "総務部長", "情報の安全"]], at=(15, 40, 200)
    )
    book.role("CIO", "副市長")
    book.role("CISO", "総務部長")
    return book


MAKES = {
    make.__name__: make
    for make in (
        actions,
        slide_columns,
        slide_rows,
    )
}
