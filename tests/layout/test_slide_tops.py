"""Small lines beside the titles of slides: whose measure it is, and which policy's."""

from __future__ import annotations

from dxextract.layout.slide_tops import with_slide_tops
from dxextract.rules import load_rules
from dxextract.schema.document import Paragraph
from tests.layout.pages import PageBuilder, blocks_of

POLICIES = ["方針1 届ける", "方針1 届ける", "方針2 支える", "方針2 支える", ""]
TITLES = ["施策1 窓口の改革", "施策2 手続の電子化", "施策3 研修", "施策4 連携", "推進体制"]


def deck(*, trails: bool = True, below: bool = False, height: int = 0, front: int = 0) -> list[Paragraph]:
    """`height`: how much lower each title stands than the one before; `front`: slides of another kind before them."""
    pages = [PageBuilder(number=n).text(40, 50, f"概要その{n}", size=20, bold=True) for n in range(1, front + 1)]
    for number, (policy, title) in enumerate(zip(POLICIES, TITLES, strict=True), front + 1):
        page = PageBuilder(number=number)
        top = 60 + height * number
        if policy and trails and not below:
            page.text(40, top - 20, policy, size=9)
        if policy:
            page.text(400, top - 20, "担当：情報課", size=9)
        page.text(40, top, title, size=20, bold=True)
        if policy and trails and below:
            page.text(40, top + 26, policy, size=9)
        pages.append(page.paragraph(60, top + 80, ["この施策では次の内容に取り組みます。"] * 2, size=12))
    blocks = with_slide_tops(blocks_of(*pages), load_rules())
    return [b for b in blocks if isinstance(b, Paragraph) and b.role == "body" and not b.text.endswith("。")]


def test_the_department_over_a_title_is_said_of_it() -> None:
    said = [b.text for b in deck(trails=False)]
    assert said == [*(line for title in TITLES[:-1] for line in (title, "担当：情報課")), TITLES[-1]]


def test_the_policy_beside_titles_heads_the_first_of_them() -> None:
    for below in (False, True):
        said = [(b.text, b.heading_level) for b in deck(below=below) if not b.text.startswith("担当")]
        assert said == [
            ("方針1 届ける", 1),
            ("施策1 窓口の改革", 2),
            ("施策2 手続の電子化", 2),
            ("方針2 支える", 1),
            ("施策3 研修", 2),
            ("施策4 連携", 2),
            ("推進体制", 1),
        ]


def test_each_kind_of_slides_may_have_its_own_height_of_the_title() -> None:
    said = [(b.text, b.heading_level) for b in deck(front=6) if "その" not in b.text and "担当" not in b.text]
    assert said[:2] == [("方針1 届ける", 1), ("施策1 窓口の改革", 2)]


def test_policies_lead_where_titles_of_chapters_and_measures_are_two_kinds() -> None:
    def read(divided: bool) -> list[tuple[str, int | None]]:
        chapters = ["1 背景", "2 方針", "3 重点施策", *TITLES[:-1], "4 推進体制"]
        pages = []
        for number, title in enumerate(chapters, 1):
            page = PageBuilder(number=number)
            if title in TITLES:
                page.text(40, 20, POLICIES[TITLES.index(title)], size=9).text(40, 60, title, size=22, bold=True)
            else:
                page.text(40, 20, title, size=20, bold=True)
            if not (divided and title.startswith("3")):
                page.paragraph(60, 140, ["次の内容に取り組みます。"] * 4, size=12, leading=4.0)
            pages.append(page)
        blocks = with_slide_tops(blocks_of(*pages), load_rules())
        return [(b.text, b.heading_level) for b in blocks if isinstance(b, Paragraph) and b.text[-1] != "。"]

    led = [("方針1 届ける", 1), (TITLES[0], 2), (TITLES[1], 2)]
    assert [line for line in read(divided=False) if line[1]][:3] == led
    held = [("3 重点施策", 1), *((text, level + 1) for text, level in led)]
    assert [line for line in read(divided=True) if line[1]][:4] == held


def test_two_policies_tell_which_slides_are_the_main_ones() -> None:
    def levels(*titles: str) -> list[int | None]:
        pages = [
            PageBuilder(number=number)
            .text(40, 60, title, size=20, bold=True)
            .paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12)
            for number, title in enumerate(titles, 1)
        ]
        blocks = with_slide_tops(blocks_of(*pages), load_rules())
        return [b.heading_level for b in blocks if isinstance(b, Paragraph) and not b.text.endswith("。")]

    assert levels("町民の声", "柱1 便利な暮らし", "柱2 はたらく役場", "スケジュール", "推進体制") == [
        1,
        None,
        None,
        1,
        1,
    ]
    assert levels("町民の声", "柱1 便利な暮らし", "暮らしの様子", "スケジュール", "推進体制") == [None] * 5
    assert levels("柱1 便利な暮らし", "暮らしの様子", "柱2 はたらく役場", "役場の様子", "推進体制") == [None] * 5


def test_titles_at_other_heights_are_those_of_running_text() -> None:
    said = [b.text for b in deck(height=40) if b.heading_level is not None]
    assert said == []


def test_slides_without_a_number_are_the_main_ones_where_they_come_first() -> None:
    def levels(titles: list[str]) -> list[int | None]:
        pages = []
        for number, title in enumerate(titles, 1):
            page = PageBuilder(number=number).text(40, 60, title, size=20, bold=True)
            pages.append(page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12))
        blocks = with_slide_tops(blocks_of(*pages), load_rules())
        return [b.heading_level for b in blocks if isinstance(b, Paragraph) and b.text in titles]

    assert levels(["計画の目的", *TITLES]) == [1, None, None, None, None, 1]
    assert levels(["1 計画の目的", *TITLES]) == [None] * 6
    assert levels(TITLES) == [None] * 5


def test_several_policies_beside_one_title_are_a_list_of_them() -> None:
    pages = []
    for number, title in enumerate(TITLES, 1):
        page = PageBuilder(number=number).text(40, 60, title, size=20, bold=True)
        page.text(40, 86, "方針1 届ける", size=9).text(300, 86, "方針2 支える", size=9)
        pages.append(page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12))
    blocks = with_slide_tops(blocks_of(*pages), load_rules())
    assert all(b.heading_level is None for b in blocks if isinstance(b, Paragraph))


def test_a_roman_number_over_the_number_of_a_title_is_its_policy() -> None:
    def heads(tops: list[str], titles: list[str]) -> list[str]:
        pages = []
        for number, (top, title) in enumerate(zip(tops, titles, strict=True), 1):
            page = PageBuilder(number=number).text(40, 40, top, size=9).text(40, 60, title, size=20, bold=True)
            pages.append(page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12))
        blocks = with_slide_tops(blocks_of(*pages), load_rules())
        return [b.text for b in blocks if isinstance(b, Paragraph) and b.heading_level == 1]

    tops = ["Ⅰ 届ける", "Ⅰ 届ける", "Ⅱ 支える"]
    assert heads(tops, ["1－1 窓口", "1－2 手続", "2－1 研修"]) == ["Ⅰ 届ける", "Ⅱ 支える"]
    assert heads(tops, ["1.1 窓口", "1.2 手続", "2.1 研修"]) == ["Ⅰ 届ける", "Ⅱ 支える"]
    assert heads(tops, ["No.1 窓口", "No.2 手続", "No.3 研修"]) == ["Ⅰ 届ける", "Ⅱ 支える"]
    assert heads(tops, ["3-1 窓口", "3-2 手続", "3-3 研修"]) == []
    assert heads(["方針1 届ける", "方針2 支える", "方針3 育む"], ["施策1 窓口", "施策2 手続", "施策3 研修"]) == [
        "方針1 届ける",
        "方針2 支える",
        "方針3 育む",
    ]


def test_pages_with_a_larger_title_alone_part_the_slides_of_policies() -> None:
    pages = [PageBuilder(number=1).text(40, 100, "DX計画", size=40)]
    slides = [("第1部", ""), *zip(TITLES[:2], POLICIES[:2], strict=True), ("第2部", ""), (TITLES[2], POLICIES[2])]
    for number, (title, policy) in enumerate([("1 趣旨", " "), *slides, ("2 推進体制", " ")], 2):
        page = PageBuilder(number=number)
        if policy:
            page = page.text(40, 40, policy, size=9).text(40, 60, title, size=20, bold=True)
            page = page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12)
        else:
            page = page.text(200, 250, title, size=32, bold=True)
        pages.append(page)
    blocks = with_slide_tops(blocks_of(*pages), load_rules())
    said = [(b.text, b.heading_level) for b in blocks if isinstance(b, Paragraph) and b.heading_level]
    assert (said.pop(0), said.pop()) == (("1 趣旨", 1), ("2 推進体制", 1))
    assert said == [
        ("第1部", 1),
        ("方針1 届ける", 2),
        ("施策1 窓口の改革", 3),
        ("施策2 手続の電子化", 3),
        ("第2部", 1),
        ("方針2 支える", 2),
        ("施策3 研修", 3),
    ]


def _titled(number: int, title: str, small: str) -> PageBuilder:
    page = PageBuilder(number=number).text(40, 30, title, size=22, bold=True)
    if small:
        page.text(40, 58, small, size=10)
    return page.paragraph(60, 140, ["次の内容に取り組みます。"] * 2, size=12)


def test_a_lone_divider_holds_the_projects_below_the_titles_of_its_slides() -> None:
    slides = [
        ("Ⅰ プランの基本事項", ""),
        ("1 人口の減少", "Ⅱ 市を取り巻く状況"),
        ("2 市民の声", "Ⅱ 市を取り巻く状況"),
        ("Ⅲ 目指す姿", ""),
        ("Ⅳ 重点プロジェクト", None),
        ("1-1 市役所の窓口", "プロジェクト1 便利な窓口"),
        ("1-2 待たない窓口", "プロジェクト1 便利な窓口"),
        ("2-1 事業者の支援", "プロジェクト2 地域の産業"),
        ("Ⅴ プランの進め方", ""),
    ]
    pages = [PageBuilder(number=1).text(200, 200, "市のスマートプラン", size=30)]
    for number, (title, small) in enumerate(slides, 2):
        divider = PageBuilder(number=number).text(200, 230, title, size=36, bold=True)
        pages.append(divider if small is None else _titled(number, title, small))
    blocks = with_slide_tops(blocks_of(*pages), load_rules())
    said = [b for b in blocks if isinstance(b, Paragraph) and b.role == "body" and not b.text.endswith("。")]
    assert [(b.text, b.heading_level) for b in said[1:]] == [
        ("Ⅰ プランの基本事項", 1),
        ("Ⅱ 市を取り巻く状況", 1),
        ("1 人口の減少", 2),
        ("2 市民の声", 2),
        ("Ⅲ 目指す姿", 1),
        ("Ⅳ 重点プロジェクト", 1),
        ("プロジェクト1 便利な窓口", 2),
        ("1-1 市役所の窓口", 3),
        ("1-2 待たない窓口", 3),
        ("プロジェクト2 地域の産業", 2),
        ("2-1 事業者の支援", 3),
        ("Ⅴ プランの進め方", 1),
    ]


def test_a_project_of_another_number_leads_to_no_title() -> None:
    pages = [_titled(n, f"1-{n} 市役所の窓口", "プロジェクト3 便利な窓口") for n in range(1, 5)]
    blocks = with_slide_tops(blocks_of(*pages), load_rules())
    assert not [b for b in blocks if isinstance(b, Paragraph) and b.heading_level == 2]
