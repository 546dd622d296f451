"""Cards of large figures: which lines are one indicator, and which figures, numbers and tabs are left as they stand."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, texts_of

TEXT = "計画の内容を説明する本文がここに続いている。"


def page(*texts: tuple[float, float, str, float]) -> PageBuilder:
    """A page of `x, top, text, size` and a line of its text."""
    built = PageBuilder().text(60, 600, TEXT)
    for x, top, text, size in texts:
        built.text(x, top, text, size=size)
    return built


def read(built: PageBuilder) -> list[str]:
    return [text for text in texts_of(blocks_of(built)) if text != TEXT]


CASES = {
    "labels above, years below, an arrow between": (
        page(
            (100, 100, "申請の利用率", 9),
            (90, 116, "現状値", 7),
            (90, 126, "18%", 24),
            (88, 152, "(令和6年度)", 6),
            (170, 128, "➡", 16),
            (220, 116, "目標値", 7),
            (215, 126, "60%", 24),
            (213, 152, "(令和12年度)", 6),
        ),
        ["申請の利用率 現状値 18% (令和6年度) ➡ 目標値 60% (令和12年度)"],
    ),
    "a strip with its name at the left": (
        page(
            (60, 110, "登録者の人数", 12),
            (200, 96, "基準(令和5年度)", 8),
            (200, 106, "98人", 26),
            (320, 96, "目標(令和11年度)", 8),
            (320, 106, "400人", 26),
        ),
        ["登録者の人数 基準(令和5年度) 98人 目標(令和11年度) 400人"],
    ),
    "a name that ends close before the first figure": (
        page(
            (60, 110, "時間外勤務の時間数", 13),
            (190, 96, "2023年度", 8),
            (190, 108, "9,800時間", 18),
            (310, 108, "▶", 18),
            (350, 94, "2028年度", 8),
            (350, 105, "7,000時間", 22),
        ),
        ["時間外勤務の時間数 2023年度 9,800時間 ▶ 2028年度 7,000時間"],
    ),
    "two cards beside one another": (
        page(
            (90, 100, "申請の利用率", 9),
            (80, 116, "R6", 7),
            (75, 126, "18%", 24),
            (140, 128, "▶", 12),
            (175, 116, "R12", 7),
            (170, 126, "60%", 24),
            (340, 100, "待ち時間の長さ", 9),
            (330, 116, "R6", 7),
            (325, 126, "32分", 24),
            (390, 128, "▶", 12),
            (425, 116, "R12", 7),
            (420, 126, "15分", 24),
        ),
        ["申請の利用率 R6 18% ▶ R12 60%", "待ち時間の長さ R6 32分 ▶ R12 15分"],
    ),
    "a label that is not known": (
        page(
            (100, 100, "申請の利用率", 9),
            (75, 126, "18%", 24),
            (75, 152, "調査値(R6)", 6),
            (140, 128, "▶", 12),
            (170, 126, "60%", 24),
            (170, 152, "目標(R12)", 6),
        ),
        ["申請の利用率", "18%", "調査値(R6)", "▶ 60%", "目標(R12)"],
    ),
    "years above the figures, and a row of years of something else below": (
        page(
            (60, 100, "登録者の人数", 9),
            *((60, 112, "2024年度", 8), (170, 112, "2029年度", 8)),
            *((60, 124, "98人", 13), (120, 124, "▶", 12), (170, 122, "400人", 18)),
            *((100, 165, "2025", 9), (180, 165, "2026", 9), (270, 165, "2027", 9)),
        ),
        ["登録者の人数 2024年度 98人 ▶ 2029年度 400人", "2025", "2026", "2027"],
    ),
    "a dash for what is not measured yet, beside another card": (
        page(
            *((60, 100, "登録者の人数", 9), (60, 112, "R6", 8), (130, 112, "R11", 8)),
            *((55, 124, "98人", 13), (105, 124, "▶", 12), (130, 122, "400人", 18)),
            *((300, 100, "経費の削減率", 9), (300, 112, "R6", 8), (370, 112, "R11", 8)),
            *((300, 124, "－", 13), (340, 124, "▶", 12), (370, 122, "15%", 18)),
        ),
        ["登録者の人数 R6 98人 ▶ R11 400人", "経費の削減率 R6 － ▶ R11 15%"],
    ),
    "two dashes": (
        page(
            *((60, 100, "経費の削減率", 9), (60, 112, "R6", 8), (130, 112, "R11", 8)),
            *((60, 124, "－", 13), (105, 124, "▶", 12), (130, 124, "－", 13)),
        ),
        ["経費の削減率", "R6", "－", "▶ －", "R11"],
    ),
    "years in brackets behind the figures": (
        page(
            (60, 110, "登録者の人数", 10),
            (200, 104, "98人", 20),
            (242, 117, "(R6)", 7),
            (290, 108, "≫", 14),
            (330, 100, "400人", 24),
            (395, 117, "(R12)", 7),
        ),
        ["登録者の人数 98人(R6) ≫ 400人 (R12)"],
    ),
    "figures one below the other": (
        page(
            (100, 100, "登録者の人数", 9),
            (100, 116, "令和7年度(現状)", 7),
            (118, 126, "98人", 16),
            (128, 146, "▼", 10),
            (98, 160, "令和13年度(目標)", 7),
            (105, 170, "400人", 26),
        ),
        ["登録者の人数 令和7年度(現状) 98人 ▼ 令和13年度(目標) 400人"],
    ),
    "figures of two things one below the other": (
        page((100, 100, "人口", 9), (100, 116, "18人", 24), (100, 156, "面積", 9), (100, 170, "60㎡", 24)),
        ["人口", "18人", "面積", "60㎡"],
    ),
    "figures of two things beside one another": (
        page((90, 100, "人口", 9), (80, 126, "18人", 24), (290, 100, "面積", 9), (280, 126, "60㎡", 24)),
        ["人口", "18人", "面積", "60㎡"],
    ),
    "figures as small as their labels": (
        page((60, 100, "利用率", 9), (150, 100, "18%", 9), (200, 100, "➡", 9), (240, 100, "60%", 9)),
        ["利用率", "18%", "➡", "60%"],
    ),
    "an arrow between figures that nothing else tells apart": (
        page((60, 100, "利用率", 9), (80, 126, "18%", 24), (140, 128, "▶", 12), (170, 126, "60%", 24)),
        ["利用率", "18% ▶ 60%"],
    ),
    "labels with their years in brackets": (
        page(
            *((60, 100, "利用率", 9), (80, 112, "基準値【2022】", 8), (170, 112, "目標【2027】", 8)),
            *((80, 126, "18%", 24), (140, 128, "▶", 12), (170, 126, "60%", 24)),
        ),
        ["利用率 基準値【2022】 18% ▶ 目標【2027】 60%"],
    ),
    "an item of another column left of the figures": (
        page(
            *(
                (20, 128, "・窓口支援の導入", 9),
                (200, 100, "所要時間", 9),
                (200, 112, "現状（R6）", 8),
                (290, 112, "目標（R11）", 8),
            ),
            *((200, 126, "55分", 24), (260, 128, "▶", 12), (290, 126, "30分", 24)),
        ),
        ["・窓口支援の導入", "所要時間 現状(R6) 55分 ▶ 目標(R11) 30分"],
    ),
    "a gauge: labels in the lines of the figures, years below the bar": (
        page(
            *((60, 100, "カードを持つ人の割合", 11), (200, 116, "現状 35%", 9), (340, 116, "目標 65%", 9)),
            *((214, 146, "R6", 7), (350, 146, "R10", 7)),
        ),
        ["カードを持つ人の割合 現状 35% R6 目標 65% R10"],
    ),
    "a gauge whose second figure is no target": (
        page((60, 100, "カードを持つ人の割合", 11), (200, 116, "現状 35%", 9), (340, 116, "県内 65%", 9)),
        ["カードを持つ人の割合", "現状 35%", "県内 65%"],
    ),
    "years that head two columns of figures": (
        page(
            *((200, 100, "令和6年度(現状)", 8), (330, 100, "令和11年度(目標)", 8)),
            *((60, 130, "研修の受講者数", 10), (210, 126, "120人", 20), (350, 126, "450人", 20)),
            *((60, 180, "会議の回数", 10), (150, 182, "(回)", 8), (220, 176, "15", 20), (365, 176, "80", 20)),
        ),
        [
            "研修の受講者数 令和6年度(現状) 120人 令和11年度(目標) 450人",
            "会議の回数(回) 令和6年度(現状) 15 令和11年度(目標) 80",
        ],
    ),
    "the present value in one line below what is aimed at": (
        page(
            *((92, 100, "教材を使う割合", 10), (94, 116, "令和12年度までに", 8)),
            *((105, 126, "90%", 30), (97, 164, "現状値：45%(R6)", 8)),
            *((292, 100, "登録した人の数", 10), (294, 116, "令和12年度までに", 8)),
            *((290, 126, "200人", 30), (295, 164, "現状値：45人(R6)", 8)),
        ),
        [
            "教材を使う割合 令和12年度までに 90% 現状値：45%(R6)",
            "登録した人の数 令和12年度までに 200人 現状値：45人(R6)",
        ],
    ),
    "a number before a name of few characters is no figure, and what heads the figures no name": (
        page(
            *(
                (60, 100, "指標（現状：R6 目標：R11）", 10),
                (60, 124, "1 窓口の時間", 12),
                (60, 154, "2 予約の利用率", 12),
            ),
            *((240, 122, "現状 45分", 14), (380, 122, "目標 20分", 14)),
            *((240, 152, "現状 22%", 14), (380, 152, "目標 60%", 14)),
        ),
        ["指標(現状：R6 目標：R11)", "1 窓口の時間 現状 45分 目標 20分", "2 予約の利用率 現状 22% 目標 60%"],
    ),
    "years that tabs set right of the figures": (
        page(
            *((104, 110, "予約の利用率", 10), (40, 117, "KPI 1", 10)),
            *(
                (104, 124, "現状値 48%", 12),
                (210, 126, "(R5)", 8),
                (290, 124, "目標値 85%", 12),
                (400, 126, "(R10)", 8),
            ),
        ),
        ["KPI 1", "予約の利用率 現状値 48% (R5) 目標値 85% (R10)"],
    ),
    "an arrow between figures without a name": (
        page((80, 126, "18%", 24), (140, 128, "▶", 12), (170, 126, "60%", 24)),
        ["18% ▶ 60%"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_cards_of_large_figures(case):
    built, expected = case
    found = read(built)
    assert sorted(found) == sorted(expected)


def disc(number: str, title: str, *, gap: float = 6, fill: str | None = "#0b7a75") -> PageBuilder:
    built = PageBuilder().text(60, 600, TEXT)
    if fill:
        built.rect(60, 100, 86, 126, fill=fill)
    built.text(66, 109, number, size=9)
    built.text(86 + gap, 101, title, size=13)
    return built.text(300, 118, "担当 市民課", size=6)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (disc("1-1", "書かない窓口の実現"), "1-1 書かない窓口の実現"),
        (disc("03", "地域の見守り"), "03 地域の見守り"),
        (disc("1-1", "書かない窓口の実現", gap=90), "書かない窓口の実現"),
        (disc("1-1", "書かない窓口にします。"), "書かない窓口にします。"),
    ],
    ids=["a number", "of two digits", "far off", "a sentence"],
)
def test_a_number_on_a_shape_begins_its_title(built, expected):
    assert expected in read(built)


def test_lines_stacked_beside_a_large_numeral_are_two():
    found = read(page((60, 100, "1", 34), (100, 102, "CHAPTER", 8), (100, 114, "便利な暮らしをつくる", 18)))
    assert "1 便利な暮らしをつくる" in found
    assert "CHAPTER" in found


def test_a_small_year_is_apart_from_its_large_figure():
    found = read(page((60, 115, "R7", 7), (70, 100, "18.4%", 20)))
    assert found == ["R7 18.4%"]


def test_a_tab_drawn_over_the_edge_does_not_part_titles_from_their_texts():
    built = PageBuilder().rect(560, 130, 595, 190, fill="#336699").text(566, 150, "暮らし", size=8)
    for x, word in ((40, "窓口の改革"), (305, "防災の情報")):
        built.rect(x, 80, x + 250, 108, fill="#336699").text(x + 10, 88, word, size=12)
        built.rect(x, 108, x + 250, 300, stroke="#336699")
        for row in range(4):
            built.text(x + 10, 120 + 16 * row, f"{word}について説明する文の{row}行目である。", size=9)
    found = read(built)
    assert found.index("防災の情報") > max(n for n, text in enumerate(found) if text.startswith("窓口の改革に"))


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (("令和8", "令和9", "令和10"), ["令和10 運用の開始", "令和8 窓口の調査", "令和9 機器の整備"]),
        (("令和8", "令和8", "令和8"), ["令和8"] * 3 + ["機器の整備", "窓口の調査", "運用の開始"]),
        (("調査", "整備", "運用"), ["整備", "機器の整備", "窓口の調査", "調査", "運用", "運用の開始"]),
    ],
    ids=["years down a line", "one year", "words"],
)
def test_years_on_shapes_below_one_another_begin_their_steps(years, expected):
    built = PageBuilder().text(60, 600, TEXT)
    for row, (year, step) in enumerate(zip(years, ("窓口の調査", "機器の整備", "運用の開始"), strict=False)):
        top = 100 + 30 * row
        built.rect(60, top, 104, top + 18, fill="#cc5803").text(66, top + 5, year, size=8).text(
            122, top + 4, step, size=9
        )
    assert sorted(read(built)) == sorted(expected)


def ladder(head: str) -> PageBuilder:
    """A name over three boxes in a row with a year and a figure each, and `head` above the name."""
    built = page((100, 80, head, 9), (100, 96, "申請の利用率", 9), (146, 118, "▶", 10), (202, 118, "▶", 10))
    for x, year, figure in ((98, "R6実績", "22%"), (162, "R8", "40%"), (216, "R10", "65%")):
        built.rect(x, 109, x + 38, 137, stroke="#000000").text(x + 4, 112, year, size=8)
        built.text(x + 8, 122, figure, size=12)
    return built


def test_the_label_of_a_block_is_not_of_the_figure_that_says_otherwise() -> None:
    assert read(ladder("目標")) == ["目標", "申請の利用率 R6実績 22% ▶ R8 40% ▶ R10 65%"]
