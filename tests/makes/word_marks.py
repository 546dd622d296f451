"""Makes set in Word with marks, bands and columns."""

from __future__ import annotations

from dataclasses import replace

from tests.makes.book import GOTHIC, Book, Look, topic
from tests.makes.prose import BACKGROUND, NATION, PURPOSE, REVIEW, SURVEY
from tests.makes.word import Word

Entries = tuple[tuple[int, str, int], ...]
CIRCLED = tuple("①②③④⑤⑥⑦⑧⑨")


def bullets(entries: Entries) -> Book:
    """No numbers at all: ■ chapters, ◆ sections, ● measures, ○ blocks; a summary (概要版) of a ward."""
    book = Book(Word(footer=""), entries)
    book.body = Look(10.5, GOTHIC)
    big, middle, small = Look(14, GOTHIC, True, "FFFFFF", band="2E75B6"), Look(12, GOTHIC, True), Look(11, GOTHIC, True)
    label = Look(10.5, GOTHIC, True)
    book.plan(
        "南浜区デジタル推進方針",
        "南浜区",
        "東京都",
        published=("2025-01-01", "month"),
        period=(2025, 2027),
    )
    book.lines("南浜区デジタル推進方針【概要版】", look=Look(20, GOTHIC, True, align="center"))
    book.lines("令和７年１月　東京都南浜区", look=Look(11, GOTHIC, align="right"))
    book.head(1, None, "方針策定の趣旨", big, printed="■　方針策定の趣旨")
    book.say(*PURPOSE)
    book.head(1, None, "方針の期間", big, printed="■　方針の期間")
    book.say("令和７年度から令和９年度までの３年間")
    book.head(1, None, "区の現状", big, printed="■　区の現状")
    book.say(*SURVEY)
    book.head(1, None, "取組の内容", big, printed="■　取組の内容")
    for title, names in (
        ("区民の利便性の向上", ("front", "line", "booking")),
        ("区役所業務の効率化", ("ai", "contract")),
        ("誰一人取り残されない社会の実現", ("divide", "health")),
    ):
        book.head(2, None, title, middle, printed=f"◆　{title}")
        for name in names:
            one = topic(name)
            book.measure(3, None, one, title, small, printed=f"●　{one.title}")
            book.facet("current_state", "現状・課題", label, level=4, printed="○　現状・課題")
            book.items(*one.now, *one.issue, mark="・")
            book.facet("actions", "主な取組", label, level=4, printed="○　主な取組")
            book.items(*(a for a, _ in one.actions), mark="・")
            book.facet("kpi", "指標", label, level=4, printed="○　指標")
            book.table(
                [["指標", "現状", "目標(令和９年度)"], *[list(i) for i in one.indicators]], widths=(0.5, 0.25, 0.25)
            )
            book.facet("departments", "担当", label, level=4, printed="○　担当")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    book.head(1, None, "推進体制", big, printed="■　推進体制")
    book.say("副区長を最高情報統括責任者（CIO）とし、全庁を挙げて推進します。")
    book.role("最高情報統括責任者(CIO)", "副区長")
    return book


def bands(entries: Entries) -> Book:
    """Bands of colour made of one-cell tables; labels white on blue in a table of two columns; a city."""
    word = Word(header="豊浦市スマートシティ推進計画")
    book = Book(word, entries)
    book.body = Look(10.5, GOTHIC)
    white = {"bold": True, "color": "FFFFFF"}
    big, middle = Look(18, GOTHIC, **white), Look(13, GOTHIC, **white)
    small = Look(12, GOTHIC, True, "1F4E79")
    book.plan(
        "豊浦市スマートシティ推進計画",
        "豊浦市",
        "愛知県",
        published=("2025-03-31", "day"),
        period=(2025, 2029),
        vision="人とデジタルが響き合う 豊かなまち",
    )

    def band(level: int, number: str | None, title: str, look: Look, fill: str) -> None:
        plain, word.line = word.line, lambda text, look: word.band(text, look, fill)
        try:
            book.head(level, number, title, look)
        finally:
            word.line = plain

    book.lines("豊浦市", "スマートシティ推進計画", look=Look(28, GOTHIC, True, "1F4E79", align="center"))
    book.lines("令和７年３月３１日", "愛知県豊浦市", look=Look(14, GOTHIC, align="center"))
    book.page()
    book.contents("目次", Look(18, GOTHIC, True), book.body, leader=" ", deepest=2)
    book.page()
    band(1, "第1章", "計画策定の考え方", big, "1F4E79")
    band(2, "1", "策定の背景", middle, "2E75B6")
    book.say(*BACKGROUND)
    band(2, "2", "計画の期間", middle, "2E75B6")
    book.say("令和７年度から令和11年度までの５年間とします。")
    book.page()
    band(1, "第2章", "市が目指す姿", big, "1F4E79")
    band(2, "1", "基本理念", middle, "2E75B6")
    book.lines("人とデジタルが響き合う 豊かなまち", look=Look(18, GOTHIC, True, align="center"))
    book.say("市民、事業者、行政が力を合わせ、データと技術を生かしたまちづくりを進めます。")
    band(2, "2", "計画の構成", middle, "2E75B6")
    book.say("次の４つの分野に分けて施策を進めます。")
    book.page()
    band(1, "第3章", "分野別の施策", big, "1F4E79")
    groups = (
        ("行政分野", ("online", "standard")),
        ("福祉・健康分野", ("child", "health")),
        ("産業・観光分野", ("tour", "farm")),
        ("防災・交通分野", ("disaster", "transit")),
    )
    for place, (title, names) in enumerate(groups, 1):
        band(2, str(place), title, middle, "2E75B6")
        for step, name in enumerate(names, 1):
            one = topic(name)
            book.measure(3, f"({step})", one, f"{place} {title}", small, sep=" ")
            book.facet("current_state", "現状と課題", Look(10.5, GOTHIC, True, band="DDEBF7"), level=4)
            book.items(*one.now, *one.issue)
            book.facet("vision", "目指す姿", Look(10.5, GOTHIC, True, band="DDEBF7"), level=4)
            book.items(*one.vision)
            book.facet("actions", "主な事業", Look(10.5, GOTHIC, True, band="DDEBF7"), level=4)
            book.actions(one, "◆", "", inner=replace(book.body, indent=1.5))
            book.facet("departments", "担当課", Look(10.5, GOTHIC, True, band="DDEBF7"), level=4)
            book.lines("／".join(one.departments))
            book.departments(one.departments)
    book.page()
    band(1, "第4章", "計画の推進", big, "1F4E79")
    band(2, "1", "推進体制", middle, "2E75B6")
    book.lines("スマートシティ推進本部", look=Look(10.5, GOTHIC, True))
    book.say("本部長：市長", "計画の方針を決定し、進み具合を確認します。")
    book.role("スマートシティ推進本部", "市長")
    band(2, "2", "評価と見直し", middle, "2E75B6")
    book.say(*REVIEW)
    return book


def columns(entries: Entries) -> Book:
    """Two columns of small type; measures numbered 1) under bold policies; the labels in line with their text."""
    word = Word(margin=18)
    book = Book(word, entries)
    book.body = Look(9)
    big, middle, small = Look(14, GOTHIC, True, rule="00B050"), Look(11, GOTHIC, True), Look(10, GOTHIC, True)
    label = Look(9, GOTHIC, True, "00B050")
    book.plan("川霧市デジタル化基本計画", "川霧市", "埼玉県", published=("2024-03-01", "month"), period=(2024, 2028))
    book.lines("川霧市デジタル化基本計画", look=Look(28, GOTHIC, True, align="center"))
    book.lines("令和６年３月　埼玉県川霧市", look=Look(14, GOTHIC, align="center"))
    book.page()
    word.columns(2)
    book.head(1, "第1章", "計画の概要", big)
    book.head(2, "1", "背景", middle)
    book.say(*BACKGROUND, *NATION)
    book.head(2, "2", "計画期間", middle)
    book.say("令和６年度から令和10年度までの５年間とします。")
    book.head(2, "3", "市民の意見", middle)
    book.say(*SURVEY)
    book.head(1, "第2章", "施策", big)
    for place, (title, names) in enumerate(
        (
            ("暮らしを支えるデジタル化", ("card", "line", "divide", "health")),
            ("市役所を変えるデジタル化", ("paper", "bpr", "people")),
        ),
        1,
    ):
        book.head(2, str(place), title, middle)
        for step, name in enumerate(names, 1):
            one = topic(name)
            book.measure(3, f"({step})", one, f"{place} {title}", small, sep=" ")
            book.facet("current_state", "現状と課題", label, level=4, printed="▶現状と課題")
            book.items(*one.now, *one.issue)
            book.facet("actions", "取組内容", label, level=4, printed="▶取組内容")
            book.actions(one, CIRCLED, "", inner=replace(book.body, indent=1))
            book.facet("departments", "担当部署", label, level=4, printed="▶担当部署")
            book.lines("、".join(one.departments))
            book.departments(one.departments)
    book.head(1, "第3章", "進め方", big)
    book.head(2, "1", "体制", middle)
    book.say("ＣＩＯ（副市長）の下に、各部の代表で構成するデジタル化推進会議を置き、部門を越えて取り組みます。")
    book.role("CIO", "副市長")
    book.role("デジタル化推進会議", None)
    book.head(2, "2", "見直し", middle)
    book.say(*REVIEW)
    return book


MAKES = {
    make.__name__: make
    for make in (
        bullets,
        bands,
        columns,
    )
}
