"""Lines to paragraphs: which lines a wrap parted, and which must stay apart."""

from __future__ import annotations

import pytest

from dxextract.layout.paragraphs import starts_with_mark
from tests.layout.pages import PageBuilder, blocks_of, texts_of

FULL = "本計画は行政手続のオンライン化を進め住民の利便性を高めることを目的として策定する"  # 40 characters
BODY = [FULL, FULL, FULL]


def page_with(*lines: tuple[float, str] | str, **style) -> PageBuilder:
    """Lines below one another on a page whose column is 400 points wide; ``(x, text)`` sets the left edge."""
    page = PageBuilder().paragraph(100, 600, BODY)
    top = 100.0
    for entry in lines:
        x, text = entry if isinstance(entry, tuple) else (100.0, entry)
        page.text(x, top, text, **style)
        top += 16
    return page


def made(*lines) -> list[str]:
    return texts_of(blocks_of(page_with(*lines)))[:-1]


@pytest.mark.parametrize(
    "lines",
    [
        [FULL, "ものである。"],
        [(110, FULL[:39]), FULL, "ものである。"],  # first line indented
        [(100, "・" + FULL[:39]), (110, FULL[:39]), (110, "を進める。")],  # hanging indent
        [(100, "①" + FULL[:39]), (110, "を進める。")],
        [FULL[:39], "「電子申請」の推進"],  # an opening bracket does not end a line
        [FULL[:36] + "RPA", "automation"],  # the next word did not fit
        [FULL[:39], "2024年度の導入"],
        [FULL[:38], "(R10)"],  # no line parts a word from its brackets
        ["目標（KPI", "）"],  # in a narrow box
        [FULL[:24] + "設置し、", "全庁で取り組む。"],  # a narrower box: the sentence goes on
        [FULL[:38] + "、KPI", "による管理を行う"],
        [FULL, "(1)の取組を進める"],  # a bracketed number in the midst of a full line's sentence
    ],
)
def test_joined(lines):
    assert len(made(*lines)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["短い行", "次の行"],
        [FULL[:20], "(R10)"],
        ["目標（KPI）", "）の項目"],
        [FULL[:24] + "する。", "全庁で取り組む。"],
        ["総務課、企画財政課、住民生活課、", "福祉課"],
        [FULL, "・項目"],
        [FULL, "①項目"],
        [FULL, "第2章 推進体制"],
        [FULL, "1.趣旨"],
        [FULL[:36] + "90%", "KPI② 施設の稼働率"],
        [FULL, "ア.趣旨"],
        [FULL, "※1 用語"],
        [FULL[:39] + "：", "窓口の改善"],
        [FULL, (110, "字下げした次の段落")],
        ["■ 現状と課題", (110, FULL[:39])],
        ["総務課、企画財政課", "福祉課"],
        ["1-1 " + FULL[:38], "1-2 " + FULL[:38], "1-3 書かない窓口"],
        ["第1章 趣旨...........1", "1 背景...........2"],
        [FULL[:30] + "である。", "次の段落"],
    ],
)
def test_kept_apart(lines):
    assert len(made(*lines)) == len(lines)


def test_bold_heading_is_not_joined_to_its_text():
    page = PageBuilder().text(100, 100, FULL, bold=True).text(100, 116, "本文")
    assert len(texts_of(blocks_of(page))) == 2


def test_emphasis_that_wraps_parts_no_paragraph():
    half = len(FULL) // 2
    page = PageBuilder()
    for n in range(3):
        page.text(100, 100 + 16 * n, FULL[:half]).text(100 + 10 * half, 100 + 16 * n, FULL[half:], bold=True)
    page.text(100, 148, "本文の終わり。")
    assert len(texts_of(blocks_of(page))) == 1


def test_heading_of_two_lines_is_one():
    page = PageBuilder().paragraph(100, 400, BODY)
    page.text(100, 100, FULL[:26], size=15, bold=True).text(100, 124, "の推進", size=15, bold=True)
    assert texts_of(blocks_of(page))[0] == FULL[:26] + "の推進"


def test_wide_gap_parts_paragraphs():
    page = PageBuilder().text(100, 100, FULL).text(100, 140, "次の段落").paragraph(100, 400, BODY)
    assert texts_of(blocks_of(page))[:2] == [FULL, "次の段落"]


@pytest.mark.parametrize("middle", [0, -3.5])  # the second as where a note's mark (※) behind it was taken off
def test_centred_lines_in_a_box_are_one(middle):
    page = (
        PageBuilder()
        .rect(100, 100, 190, 140, stroke="#000000")
        .text(105, 106, "相互運用性の確保")
        .text(135 + middle, 122, "原則")
    )
    assert texts_of(blocks_of(page)) == ["相互運用性の確保原則"]


def test_who_leads_stands_below_what_is_led_in_a_box():
    page = (
        PageBuilder()
        .rect(100, 100, 190, 140, stroke="#000000")
        .text(105, 106, "窓口改革推進部会")
        .text(110, 122, "部会長：総務部長")
    )
    assert texts_of(blocks_of(page)) == ["窓口改革推進部会", "部会長：総務部長"]


def test_menu_in_a_wide_box_stays_a_list():
    page = PageBuilder().rect(100, 100, 400, 180, fill="#eeeeee")
    page.paragraph(105, 105, ["避難者一覧", "備蓄品一覧", "備蓄品履歴", "設定"])
    assert texts_of(blocks_of(page)) == ["避難者一覧", "備蓄品一覧", "備蓄品履歴", "設定"]


def test_ragged_right_edge():
    page = (
        PageBuilder().text(100, 100, FULL[:39]).text(100, 116, FULL).text(100, 132, FULL[:39]).text(100, 148, "する。")
    )
    assert len(texts_of(blocks_of(page))) == 1


def test_paragraph_over_a_page_break():
    upper = PageBuilder(1).paragraph(100, 650, BODY)
    lower = PageBuilder(2).text(100, 60, "ことを目指す。").text(100, 90, "■ 次の項目")
    blocks = blocks_of(upper, lower)
    assert texts_of(blocks) == [FULL * 3 + "ことを目指す。", "■ 次の項目"]
    assert [s.place.page for s in blocks[0].passage.segments] == [1, 1, 1, 2]


@pytest.mark.parametrize("start", ["・項目", "第2章 体制", "1.背景"])
def test_page_break_before_a_mark(start):
    upper = PageBuilder(1).paragraph(100, 650, BODY)
    assert len(texts_of(blocks_of(upper, PageBuilder(2).text(100, 60, start)))) == 2


def test_indent_and_blank_before():
    page = (
        PageBuilder().text(100, 100, "■ 項目").text(120, 116, "・内容").text(120, 132, "・内容").text(100, 180, "■ 次")
    )
    first, second, third, last = blocks_of(page)
    assert [b.indent for b in (first, second, third, last)] == [0, 20, 20, 0]
    assert [b.blank_before for b in (first, second, third, last)] == [True, False, False, True]


def test_the_first_line_of_a_column_is_set_off():
    page = PageBuilder().rect(100, 96, 180, 112, fill="#0b6e74").text(110, 99, "つくった理由", color="#ffffff")
    page.rect(400, 96, 480, 112, fill="#0b6e74").text(410, 99, "計画の期間", color="#ffffff")
    page.text(100, 120, "手続にかかる時間を減らします。").text(100, 136, "必要な支援を届けます。")
    page.text(400, 120, "3年間とします。")
    found = {b.text: b.blank_before for b in blocks_of(page)}
    assert found["つくった理由"]
    assert found["計画の期間"]


def test_segments_carry_page_and_box():
    (block,) = blocks_of(PageBuilder(7).text(100, 100, FULL).text(100, 116, "する。"))
    assert [(s.raw, s.place.page, s.place.box) for s in block.passage.segments] == [
        (FULL, 7, (100, 100, 100 + 10 * len(FULL), 110)),
        ("する。", 7, (100, 116, 130, 126)),
    ]


@pytest.mark.parametrize("text", ["・項目", "① 項目", "(1) 項目", "1. 項目", "第3節 概要", "ア 項目", "担当課：総務課"])
def test_marks(text):
    assert starts_with_mark(text)


@pytest.mark.parametrize("text", ["本市では", "2024年度", "3.5倍", "令和6年", "DXの推進"])
def test_no_marks(text):
    assert not starts_with_mark(text)


SENTENCE = "本計画は行政手続のオンライン化を進めて住民の利便性を高めることを目的とします。"  # fills its line


def test_a_full_line_that_ends_a_sentence_is_followed_by_a_paragraph_like_it() -> None:
    terms = [
        "電子署名：紙の文書における印章や署名に当たる証拠の性質を持つ情報のことです。",
        "標準準拠：国が定めた仕様。",
    ]
    assert made(*terms) == terms
    indented = [(110.0, SENTENCE[1:]), (110.0, "公表します。")]
    assert made(*indented) == [SENTENCE[1:], "公表します。"]
    assert made(FULL, "ことを目的とします。") == [FULL + "ことを目的とします。"]


def boxed_list(*lines):
    page = PageBuilder().rect(90, 90, 400, 90 + 20 * len(lines), stroke="#000000")
    for n, (x, text) in enumerate(lines):
        page.text(x, 96 + 16 * n, text)
    return texts_of(blocks_of(page))


def test_a_list_item_broken_by_hand_is_one():
    lines = [(100, "●タクシー券の"), (110, "オンライン化"), (100, "●ポイント"), (110, "など")]
    assert boxed_list(*lines) == ["●タクシー券のオンライン化", "●ポイントなど"]


@pytest.mark.parametrize(
    "lines",
    [
        [(100, "●窓口を見直します。"), (110, "手続の数")],
        [(100, "●窓口"), (110, "窓口の手続を見直し、待ち時間を短くする")],
        [(100, "■窓口"), (110, "手続の数")],
        [(100, "●窓口"), (100, "手続の数")],
    ],
    ids=["sentence", "text below a label", "heading's mark", "no hang"],
)
def test_lines_below_a_bullet_that_are_no_part_of_it(lines):
    assert len(boxed_list(*lines)) == 2


def test_titles_of_two_slides_are_two_lines():
    titles = ["第2部 市民の暮らしを便利にする計画", "A 行政サービスを使いやすくする取組"]
    pages = [PageBuilder(number=n).text(100, 60, text, size=24) for n, text in enumerate(titles, 1)]
    pages += [PageBuilder(number=n).text(100, 60, titles[0], size=24).paragraph(100, 120, BODY) for n in (3, 4, 5)]
    assert texts_of(blocks_of(*pages))[:2] == titles


def test_a_titles_number_set_like_the_text_above_does_not_join_it():
    page = PageBuilder().text(100, 100, "●登録件数 12件(R6)→60件(R10)", size=10.5)
    page.text(96, 116, "2", size=10.5).text(116, 115, "移住相談のオンライン化", size=12)
    assert texts_of(blocks_of(page)) == ["●登録件数 12件(R6)→60件(R10)", "2 移住相談のオンライン化"]


def test_a_figure_with_a_small_unit_is_no_numbered_line_of_the_name_above_it():
    page = PageBuilder().paragraph(100, 600, BODY).rect(90, 90, 300, 150, fill="#fdf1e7")
    page.text(100, 100, "窓口の平均待ち時間", size=9, bold=True)
    page.text(100, 112, "24", size=18, bold=True).text(120, 120, "分", size=9, bold=True)
    assert "窓口の平均待ち時間" in texts_of(blocks_of(page))


def test_a_row_whose_leaders_lead_to_its_value_is_whole():
    rows = [f"{name}{'・' * (24 - len(name))}12件(R6) → 45件(R10)" for name in ("公開したデータの数", "研修の数")]
    assert made(*rows) == rows


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        ("420世帯（令和5年度）→2,500世帯", "（令和10年度）", 1),
        ("18%→55%", "(R10)", 1),
        ("18%(R5)→55%(R10)", "(R10)", 2),  # the figure has its year
        ("2,500世帯", "（令和10年度）", 2),
        ("18%→55%", "（対象50手続）", 2),
        ("18%→55%", "令和10年度", 2),
        ("検討→導入", "（令和10年度）", 2),
    ],
)
def test_the_year_of_the_last_figure_goes_on_however_large_it_is_set(upper: str, lower: str, expected: int) -> None:
    page = PageBuilder().text(100, 100, upper, size=10).text(100, 114, lower, size=16).paragraph(100, 600, BODY)
    assert len(texts_of(blocks_of(page))[:-1]) == expected


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("本部長　町長", "副本部長　副町長"), False),
        (("町の仕事をデジタルの力で", "変えていきます。"), True),
    ],
    ids=["titles and holders", "a line that is broken"],
)
def test_lines_of_a_label_and_its_value_behind_a_wide_space_are_items(lines: tuple[str, str], joined: bool) -> None:
    page = PageBuilder().rect(60, 90, 72 + 10 * len(lines[0]), 140, stroke="#000000")
    for row, text in enumerate(lines):
        page.text(66, 96 + 14 * row, text)
    assert (len(texts_of(blocks_of(page))) == 1) is joined
