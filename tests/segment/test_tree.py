"""From lines to a section tree, for texts (no styles): what nests where, and what is no heading."""

from dataclasses import replace

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Cell, Document, Paragraph, Style, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment


def document(lines, styles=None):
    blocks = [
        Paragraph(
            Passage.of([Segment(line, Place(line_start=n, line_end=n))]),
            style=Style(*styles[n - 1]) if styles else None,
        )
        for n, line in enumerate(lines, start=1)
    ]
    return Document(Source(file_name="t.txt", sha256="0" * 64, media_type="text/plain"), tuple(blocks))


def tree(lines, styles=None):
    outline = segment(document(lines, styles), load_rules())
    return [
        (n.level, n.number, n.title, outline.nodes[n.parent].title if n.parent is not None else None)
        for n in outline.nodes
    ]


PROSE = "本計画は、行政のデジタル化を進めるために策定するものです。"


def test_chapters_sections_policies_and_measures_nest():
    assert tree(
        [
            "第1章 計画の策定にあたって", PROSE,
            "1 背景", PROSE,
            "2 位置づけ", PROSE,
            "第2章 主な施策", PROSE,
            "基本方針1 便利なまち", PROSE,
            "(1) 窓口改革の推進 重点取組事項",
            "■ 現状と課題", PROSE,
            "■ 取組項目", PROSE,
            "(2) 電子申請の推進",
            "■ 現状と課題", PROSE,
            "■ 取組項目", PROSE,
            "基本方針2 効率のよい役場", PROSE,
            "(1) 情報基盤の整備",
            "■ 取組項目", PROSE,
        ]
    ) == [
        (1, "第1章", "計画の策定にあたって", None),
        (2, "1", "背景", "計画の策定にあたって"),
        (2, "2", "位置づけ", "計画の策定にあたって"),
        (1, "第2章", "主な施策", None),
        (2, "基本方針1", "便利なまち", "主な施策"),
        (3, "(1)", "窓口改革の推進", "便利なまち"),
        (4, None, "現状と課題", "窓口改革の推進"),
        (4, None, "取組項目", "窓口改革の推進"),
        (3, "(2)", "電子申請の推進", "便利なまち"),
        (4, None, "現状と課題", "電子申請の推進"),
        (4, None, "取組項目", "電子申請の推進"),
        (2, "基本方針2", "効率のよい役場", "主な施策"),
        (3, "(1)", "情報基盤の整備", "効率のよい役場"),
        (4, None, "取組項目", "情報基盤の整備"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["第1章 総論", PROSE, "(1) 申請", "(2) 窓口", "(3) 研修", "以上の3点を進めます。"],
        ["第1章 総論", PROSE, "15歳以上の2,000人を対象とした調査"],
        ["第1章 総論", PROSE, "1 本市では窓口改革を進めており、今後も続けます。"],
        ["第1章 総論", PROSE, "※ 用語集を参照", "・ 窓口改革の推進", "図1 推進体制", "(出典)総務省"],
        ["第1章 総論", PROSE, "① 職員研修の実施", "研修を年1回行う。", "② 外部人材の登用", "専門人材を採る。"],
        ["目次", "第1章 総論 ..... 1", "第2章 施策 ..... 5", "第1章 総論", PROSE],
        ["第1章 総論", PROSE, "第1章 総論(続き)", PROSE],
    ],
    ids=["list", "number in prose", "sentence", "notes and captions", "actions", "contents", "repeated"],
)
def test_lines_that_are_no_headings(lines):
    assert tree(lines) == [(1, "第1章", "総論", None)]


def test_a_contents_entry_makes_an_unmarked_line_a_heading():
    lines = ["目次", "はじめに … 1", "デジタルで変わる暮らし … 2", "はじめに", PROSE, "デジタルで変わる暮らし", PROSE]
    assert [title for _, _, title, _ in tree(lines)] == ["はじめに", "デジタルで変わる暮らし"]


def test_before_the_contents_stands_only_a_foreword():
    contents = ["目次", "第1章 総論 … 1", "第2章 施策 … 2"]
    chapters = ["第1章 総論", PROSE, "第2章 施策", PROSE]
    found = tree(["ごあいさつ", PROSE, "概要版", PROSE, *contents, *chapters])
    assert [title for _, _, title, _ in found] == ["ごあいさつ", "総論", "施策"]
    assert [title for _, _, title, _ in tree(["はじめに", *contents, *chapters])] == ["総論", "施策"]


def test_contents_entries_without_a_heading_are_named():
    lines = ["目次", "第1章 総論 … 1", "第2章 施策 … 2", "第1章 総論", PROSE]
    assert segment(document(lines), load_rules()).unmatched == ("第2章 施策",)


def test_with_styles_a_numbered_line_in_body_style_is_no_heading():
    lines = ["第1章 総論", PROSE, "1 窓口", PROSE, "2 研修", PROSE, "1 目的", PROSE]
    body, head = (10.5,), (14.0, True)
    styles = [head, body, body, body, body, body, head, body]
    assert [title for _, _, title, _ in tree(lines, styles)] == ["総論", "目的"]


def test_every_block_belongs_to_the_innermost_section():
    lines = ["前書き。", "第1章 総論", PROSE, "1 背景", PROSE]
    outline = segment(document(lines), load_rules())
    assert outline.owner == (None, 0, 0, 1, 1)
    assert [node.title for node in outline.path(outline.owner[4])] == ["総論", "背景"]


def test_ids_depend_on_content_only():
    first = segment(document(["第1章 総論", PROSE, "1 背景", PROSE]), load_rules())
    moved = segment(document(["挨拶文です。", PROSE, "第1章 総論", PROSE, PROSE, "1 背景", PROSE]), load_rules())
    assert [n.id for n in first.nodes] == [n.id for n in moved.nodes]


def pdf(lines, styles):
    """A document of a PDF: its first line on a cover, white above each line that `styles` gives as set off."""
    blocks = [
        Paragraph(
            Passage.of([Segment(line, Place(page=1 if n == 0 else 2, box=(50, 20 * n, 400, 20 * n + 12)))]),
            style=Style(size, bold),
            blank_before=blank,
        )
        for n, (line, (size, bold, blank)) in enumerate(zip(lines, styles, strict=True))
    ]
    return Document(Source(file_name="t.pdf", sha256="0" * 64, media_type="application/pdf"), tuple(blocks))


COVER, PLAIN, SET_OFF = (28.0, True, True), (12.0, False, False), (12.0, False, True)


def titles(lines, styles):
    return [(n.number, n.title) for n in segment(pdf(lines, styles), load_rules()).nodes]


def test_where_all_is_set_alike_numbers_and_white_make_headings():
    lines = ["海野市行動計画", "1 はじめに", PROSE, "2 目的", PROSE, "推進体制", PROSE]
    styles = [COVER, SET_OFF, PLAIN, SET_OFF, PLAIN, SET_OFF, PLAIN]
    assert titles(lines, styles) == [("1", "はじめに"), ("2", "目的"), (None, "推進体制")]


def test_where_headings_are_set_apart_other_lines_are_none():
    lines = ["海野市行動計画", "1 はじめに", PROSE, "2 目的", PROSE, "推進体制", PROSE]
    bold = (12.0, True, True)
    assert titles(lines, [COVER, bold, PLAIN, bold, PLAIN, SET_OFF, PLAIN]) == [("1", "はじめに"), ("2", "目的")]


def test_a_slogan_of_two_lines_is_no_heading():
    slogan = (24.0, True, False)
    lines = ["海野市計画", "1 めざす姿", "みんなでつくる", "あかるいまち", PROSE, "2 取組", PROSE]
    head = (16.0, True, True)
    assert titles(lines, [COVER, head, slogan, slogan, PLAIN, head, PLAIN]) == [("1", "めざす姿"), ("2", "取組")]


def test_a_large_line_does_not_end_a_chapter_of_the_contents():
    lines = [
        "海野市計画",
        "目次",
        "1 現状 ……… 1",
        "2 取組 ……… 2",
        "1 現状",
        PROSE,
        "海風のまちへ",
        PROSE,
        "2 取組",
        PROSE,
    ]
    head, large = (16.0, True, True), (24.0, True, True)
    styles = [COVER, head, PLAIN, PLAIN, head, PLAIN, large, PLAIN, head, PLAIN]
    outline = segment(pdf(lines, styles), load_rules())
    assert [(n.level, n.title) for n in outline.nodes] == [(1, "現状"), (2, "海風のまちへ"), (1, "取組")]


def test_an_agenda_is_no_run_of_sections():
    items = ["① 窓口が混む", "② 紙が多い", "③ 手続が遠い"]
    contents = ["目次", "1 課題 ……… 1", *(f"{item} ……… 2" for item in items)]
    body = ["1 課題", *items, *(line for item in items for line in (item, PROSE))]
    head = (16.0, True, True)
    styles = [COVER, head, *[PLAIN] * 4, head, *[head] * 3, *[head, PLAIN] * 3]
    assert titles(["海野市計画", *contents, *body], styles) == [
        ("1", "課題"), ("①", "窓口が混む"), ("②", "紙が多い"), ("③", "手続が遠い"),
    ]  # fmt: skip


def test_a_block_below_a_list_is_not_its_last_lines():
    title, item, label, text = (20, True), (13, True), (13, True, "#000000", "#ff9900"), (12,)
    lines = [("戦略1-1 手続の完結", title), (PROSE, text)]
    for name in ("① 申請の拡充", "② 通知の電子化", "③ 支払の電子化"):
        lines += [(name, item), ("・対象を広げる", text)]
    lines += [("数値目標", label), ("利用率 18.5%", text), (PROSE, text)]
    assert [(n, t) for _, n, t, _ in tree(*zip(*lines, strict=True))] == [
        ("戦略1-1", "手続の完結"),
        (None, "数値目標"),
    ]


def test_circled_numbers_set_apart_from_what_they_head_are_no_items():
    title, item, text, small = (20, True), (12, True), (12,), (10.5,)
    lines = [("1 取組の結果", title), (PROSE, text)]
    for name in ("① 手数料の見直し", "② 操作の改善", "③ 導入の支援"):
        lines += [(name, item), ("○ 見直しを済ませた者は約78%", small), (PROSE, text)]
    found = [t for _, _, t, _ in tree(*zip(*lines, strict=True))]
    assert found == ["取組の結果", "手数料の見直し", "操作の改善", "導入の支援"]


def test_a_divider_holds_the_materials_below_it():
    divider, title, text = (18, True), (12, True), (10.5,)
    lines = []
    for group, names in (
        ("〔消防〕", ("資料1 消防施設", "資料2 水利施設")),
        ("［災害危険箇所等］", ("資料3 水防区域",)),
    ):
        lines.append((group, divider))
        for name in names:
            lines += [(name, title), (PROSE, text), (PROSE, text)]
    found = [(level, t) for level, _, t, _ in tree(*zip(*lines, strict=True))]
    assert found == [(1, "消防"), (2, "消防施設"), (2, "水利施設"), (1, "災害危険箇所等"), (2, "水防区域")]


def test_titles_of_slides_that_begin_alike_stand_beside_each_other():
    title, mark, text = (28, True), (18, True), (14,)
    lines = [("1 標準化の考え方", (32, True)), (PROSE, text), ("適合性の確認について", title), (PROSE, text)]
    lines += [("適合性の確認について(制度所管省庁の対応)", title), ("○ 適合性の確認", mark), (PROSE, text)]
    lines += [("適合性の確認の運用について", title), (PROSE, text)]
    found = [(level, t) for level, _, t, _ in tree(*zip(*lines, strict=True))]
    assert [one for one in found if one[1].endswith(("について", "対応)"))] == [
        (2, "適合性の確認について"),
        (2, "適合性の確認について(制度所管省庁の対応)"),
        (2, "適合性の確認の運用について"),
    ]


@pytest.mark.parametrize("mark", ["a．", "(a)"])
def test_small_letters_count_headings(mark):
    title, item, text = (16, True), (12, True), (12,)
    lines = [("1 取組の結果", title), (PROSE, text)]
    for letter, name in zip("abc", ("手数料の見直し", "操作の改善", "導入の支援"), strict=True):
        lines += [(mark.replace("a", letter) + name, item), (PROSE, text)]
    found = [(n, t) for _, n, t, _ in tree(*zip(*lines, strict=True))]
    assert found[1:] == [
        (mark.strip("．").replace("a", c), t)
        for c, t in zip("abc", ("手数料の見直し", "操作の改善", "導入の支援"), strict=True)
    ]


def test_what_the_contents_do_not_list_stands_below_what_they_list():
    lines = ["海野市計画", "目次", "資料の一覧 ……… 1", "用語の説明 ……… 4"]
    lines += ["資料の一覧", "総務省", PROSE, "＜環境省＞", PROSE, "用語の説明", PROSE]
    head = (12.0, True, True)
    styles = [COVER, head, PLAIN, PLAIN, head, head, PLAIN, head, PLAIN, head, PLAIN]
    outline = segment(pdf(lines, styles), load_rules())
    assert [(n.level, n.title) for n in outline.nodes] == [
        (1, "資料の一覧"), (2, "総務省"), (2, "環境省"), (1, "用語の説明"),
    ]  # fmt: skip


BODY, CHAPTER, SECTION, LABEL = (10.5,), (18.0, True), (14.0, True), (10.5, True)


def styled(*lines):
    return tree([text for text, _ in lines], [style for _, style in lines])


def test_unnumbered_headings_set_alike_stand_on_one_level():
    assert styled(
        ("はじめに", CHAPTER), (PROSE, BODY),
        ("位置づけと期間", CHAPTER), ("期間", SECTION), (PROSE, BODY),
        ("目指す将来像", CHAPTER), (PROSE, BODY),
        ("取組", CHAPTER), ("窓口改革", SECTION),
        ("現状と課題", LABEL), (PROSE, BODY), ("取組内容", LABEL), (PROSE, BODY),
    ) == [
        (1, None, "はじめに", None),
        (1, None, "位置づけと期間", None),
        (2, None, "期間", "位置づけと期間"),
        (1, None, "目指す将来像", None),
        (1, None, "取組", None),
        (2, None, "窓口改革", "取組"),
        (3, None, "現状と課題", "窓口改革"),
        (3, None, "取組内容", "窓口改革"),
    ]  # fmt: skip


@pytest.mark.parametrize("told", [True, False], ids=["told on later pages", "nothing but a list"])
def test_what_a_chapter_lists_on_its_first_page_is_told_later(told):
    heads = ["第1章 暮らし", "1-1 窓口改革", "1-2 電子申請"]
    later = ["1-1 窓口改革", "現状と課題", PROSE, "1-2 電子申請", "現状と課題", PROSE] if told else []
    lines = ["みどり野市の計画", *heads, *later, "第2章 体制", PROSE]
    section, label, chapter = (16.0, True, True), (12.0, True, True), (20.0, True, True)
    looks = {"第": chapter, "1": section, "現": label, "み": COVER}
    outline = segment(pdf(lines, [looks.get(line[0], PLAIN) for line in lines]), load_rules())
    titles = ["暮らし", "窓口改革", "現状と課題", "電子申請", "現状と課題", "体制"]
    assert [n.title for n in outline.nodes] == titles[:: 1 if told else 5]


def test_numbers_listed_below_a_chapters_title_and_told_on_the_next_page_head_nothing_there():
    lines = [
        "みどり野市の計画",
        "第1章 趣旨",
        "1 背景",
        "2 期間",
        "1 背景",
        PROSE,
        "2 期間",
        PROSE,
        "第2章 体制",
        PROSE,
    ]
    section, chapter = (16.0, True, True), (20.0, True, True)
    looks = {"第": chapter, "1": section, "2": section, "み": COVER}
    document = pdf(lines, [looks.get(line[0], PLAIN) for line in lines])
    places = [b.passage.segments[0].place._replace(page=3) for b in document.blocks]
    moved = [
        replace(b, passage=Passage.of([b.passage.segments[0]._replace(place=place)]))
        for b, place in zip(document.blocks, places, strict=True)
    ]
    outline = segment(replace(document, blocks=(*document.blocks[:4], *moved[4:])), load_rules())
    assert [(n.level, n.title) for n in outline.nodes] == [(1, "趣旨"), (2, "背景"), (2, "期間"), (1, "体制")]


def test_the_title_bars_of_slides_stand_on_one_level_whatever_they_name():
    bar, box, name, text = (22, True, "#ffffff", "#17375e"), (16, True, "#17375e", "#dce6f2"), (18, True), (12,)
    lines = [
        ("柱0 全体の方針", bar), (PROSE, text),
        ("計画の概要", bar), ("計画の期間", box), (PROSE, text),
        ("柱1 市民サービスのDX", bar), ("取組1-1 窓口の改革", name), (PROSE, text),
        ("柱2 行政運営のDX", bar), ("取組2-1 業務の改革", name), (PROSE, text),
        ("推進体制", bar), (PROSE, text),
    ]  # fmt: skip
    assert [(level, title) for level, _, title, _ in tree(*zip(*lines, strict=True))] == [
        (1, "全体の方針"),
        (1, "計画の概要"),
        (2, "計画の期間"),
        (1, "市民サービスのDX"),
        (2, "窓口の改革"),
        (1, "行政運営のDX"),
        (2, "業務の改革"),
        (1, "推進体制"),
    ]


def test_a_running_title_smaller_than_the_text_is_not_the_heading_it_repeats():
    lines = [
        ("目次", SECTION), ("人口の動き 1", BODY), ("市の施策 2", BODY), ("市の体制 3", BODY),
        ("人口の動き", CHAPTER), (PROSE, BODY),
        ("市の施策", (8.0,)), ("市の施策", CHAPTER), ("窓口改革", SECTION), (PROSE, BODY),
    ]  # fmt: skip
    assert styled(*lines) == [
        (1, None, "人口の動き", None),
        (1, None, "市の施策", None),
        (2, None, "窓口改革", "市の施策"),
    ]


def test_numbered_appendices_stand_below_the_back_matter_that_holds_them():
    assert styled(
        ("第1章 総論", CHAPTER), (PROSE, BODY),
        ("資料編", CHAPTER), ("資料1 用語の解説", CHAPTER), ("AI:人工知能のこと。", BODY),
        ("資料2 策定の経過", CHAPTER), (PROSE, BODY),
    ) == [
        (1, "第1章", "総論", None),
        (1, None, "資料編", None),
        (2, "資料1", "用語の解説", "資料編"),
        (2, "資料2", "策定の経過", "資料編"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "group", "expected"),
    [
        ("第2章 取組の内容", "1 重点的に行う取組", True),
        ("第2章 重点的に進める取組", "推進の柱1 便利なまち", False),
        ("第2章 重点施策", "推進の柱1 便利なまち", True),
    ],
)
def test_what_has_priority_by_the_title_above(title, group, expected):
    measures = ["施策1-1 窓口改革", "現状と課題", PROSE, "取組内容", PROSE]
    nodes = segment(document(["第1章 背景", PROSE, title, group, *measures]), load_rules()).nodes
    assert any("priority" in node.marks for node in nodes) is expected


def test_a_priority_tag_behind_the_number_and_a_number_in_brackets_are_no_part_of_the_title():
    outline = segment(
        document(
            ["取組1 【重点】窓口改革", "現状と課題", PROSE, "取組内容", PROSE,
             "取組2 電子申請", "現状と課題", PROSE, "取組内容", PROSE, "【施策3】研修", PROSE],
            [(12.0, True), LABEL, BODY, LABEL, BODY, (12.0, True), LABEL, BODY, LABEL, BODY, (12.0, True), BODY],
        ),
        load_rules(),
    )  # fmt: skip
    measures = [(n.number, n.title, n.marks) for n in outline.nodes if n.kind != "facet"]
    assert measures == [("取組1", "窓口改革", ("priority",)), ("取組2", "電子申請", ()), ("施策3", "研修", ())]


def test_the_name_of_the_document_is_no_heading_where_it_returns():
    lines = ["海野市計画", "1 課題", PROSE, "海野市計画", "令和7年3月", "海野市役所", PROSE]
    head = (16.0, True, True)
    assert titles(lines, [COVER, head, PLAIN, head, PLAIN, head, PLAIN]) == [("1", "課題"), (None, "海野市役所")]


def test_slogans_are_titles_behind_a_number_with_a_word():
    lines = ["第1章 施策", "方針1 暮らしを便利に", PROSE, "方針2 まちを元気に", PROSE]
    assert [t for _, _, t, _ in tree(lines)] == ["施策", "暮らしを便利に", "まちを元気に"]


def test_pillars_listed_before_their_own_sections_are_named_once():
    contents = ["目次", "1 2つの柱 … 2", "2 取組 … 3", "柱1 便利な区役所 … 3", "柱2 働き方 … 5"]
    listed = ["1 2つの柱", PROSE, "柱1 便利な区役所 ～待たない～", "柱2 働き方 ～しなやか～"]
    own = ["2 取組", PROSE, "柱1 便利な区役所", PROSE, "柱2 働き方", PROSE]
    named = [(number, title) for _, number, title, _ in tree([*contents, *listed, *own])]
    assert named == [("1", "2つの柱"), ("2", "取組"), ("柱1", "便利な区役所"), ("柱2", "働き方")]


def test_a_line_that_holds_a_chapter_and_a_policy_is_two_headings():
    lines = ["1 背景", PROSE, "2 個別施策 基本方針1 便利な暮らし", PROSE, "施策1 窓口改革", PROSE]
    assert [(level, title) for level, _, title, _ in tree(lines)] == [
        (1, "背景"), (1, "個別施策"), (2, "便利な暮らし"), (3, "窓口改革"),
    ]  # fmt: skip


def test_a_policy_in_a_diagram_that_returns_as_a_heading_is_named_once():
    lines = ["1 体系", PROSE, "基本方針2 新しい役場", "2 施策", PROSE, "基本方針2 新しい役場", PROSE]
    assert [title for _, _, title, _ in tree(lines)] == ["体系", "施策", "新しい役場"]


SERIES = ["PJ1 行かない窓口", "【取組】", PROSE, "PJ2 待たない窓口", "【取組】", PROSE]


def test_any_word_with_a_number_heads_a_measure_where_its_blocks_follow():
    found = segment(document(["第1章 計画", *SERIES]), load_rules()).nodes
    measures = [(n.number, n.title) for n in found if n.kind == "measure"]
    assert measures == [("PJ1", "行かない窓口"), ("PJ2", "待たない窓口")]


def test_a_word_with_a_number_and_no_blocks_is_no_heading():
    lines = ["第1章 計画", PROSE, "PJ1 行かない窓口", "PJ2 待たない窓口", PROSE, "グループ1 市民", PROSE]
    assert tree(lines) == [(1, "第1章", "計画", None)]


def test_indicators_of_the_whole_plan_make_no_measure():
    lines = ["1 目指す姿", "【成果指標】", PROSE, "2 施策", *SERIES]
    found = segment(document(lines), load_rules()).nodes
    assert [n.title for n in found if n.kind == "measure"] == ["行かない窓口", "待たない窓口"]


def test_labels_in_round_brackets_are_blocks_and_other_words_in_them_are_none():
    lines = ["施策1 窓口改革", "(施策の方向)", PROSE, "(主な取組)", PROSE, "(一部の窓口を除く)", PROSE]
    assert [title for _, _, title, _ in tree(lines)] == ["窓口改革", "施策の方向", "主な取組"]


def test_the_title_of_the_document_is_no_measure():
    lines = ["1 海野町DX推進計画実施計画書", PROSE, "(1) 数値目標", PROSE, "(2) 工程表", PROSE]
    assert not [n for n in segment(document(lines), load_rules()).nodes if n.kind == "measure"]


def test_bracketed_words_beside_the_blocks_of_a_measure_are_blocks_too():
    blocks = ["【背景】", PROSE, "【取組】", PROSE, "【いつまでに】", PROSE, "【めやす】", PROSE]
    found = segment(document(["施策1 窓口改革", *blocks, "施策2 研修", *blocks]), load_rules()).nodes
    assert [(n.level, n.title) for n in found if n.kind == "measure"] == [(1, "窓口改革"), (1, "研修")]
    parts = ["背景", "取組", "いつまでに", "めやす"]
    assert [(n.level, n.title) for n in found if n.kind == "facet"] == [(2, title) for title in parts * 2]


def test_without_chapters_numbered_headings_are_no_part_of_the_preface():
    lines = ["はじめに", PROSE, "1 計画の概要", PROSE, "2 施策", PROSE]
    assert [(level, title) for level, _, title, _ in tree(lines)] == [(1, "はじめに"), (1, "計画の概要"), (1, "施策")]


def test_numbered_headings_before_the_first_chapter_belong_to_the_preface():
    lines = ["はじめに", PROSE, "1 背景", PROSE, "2 目的", PROSE, "第1章 施策", PROSE]
    assert [level for level, *_ in tree(lines)] == [1, 2, 2, 1]


@pytest.mark.parametrize("line", ["2 スマートフォンで手続を", "2 利用者は自由に", "2 ・地図ソフト"])
def test_a_broken_sentence_is_no_heading(line):
    head = (16.0, True, True)
    lines = ["海野市計画", "1 課題", PROSE, line, PROSE, "2 はじめに", PROSE]
    assert titles(lines, [COVER, head, PLAIN, head, PLAIN, head, PLAIN]) == [("1", "課題"), ("2", "はじめに")]


def test_a_number_above_its_title_is_no_heading_of_its_own():
    badge, title = (14.0, True, "#ffffff", "#1f4e79"), (20.0, True)
    lines = [("取組1", badge), ("スマホ役場の実現", title), (PROSE, BODY), ("取組2", badge), ("窓口の改革", title)]
    assert [(n, t) for _, n, t, _ in styled(*lines, (PROSE, BODY))] == [
        ("取組1", "スマホ役場の実現"),
        ("取組2", "窓口の改革"),
    ]


def test_titles_of_slides_name_the_listed_chapter_and_its_policy():
    lines = ["海野市計画", "目次", "1 背景 ……… 1", "2 取組 ……… 2", "1 背景", PROSE]
    lines += ["2 取組 柱1 くらし", PROSE, "2 取組 柱2 行政", PROSE]
    head = (16.0, True, False)
    outline = segment(pdf(lines, [COVER, head, PLAIN, PLAIN, head, PLAIN, head, PLAIN, head, PLAIN]), load_rules())
    assert [(n.level, n.number, n.title) for n in outline.nodes] == [
        (1, "1", "背景"),
        (1, "2", "取組"),
        (2, "柱1", "くらし"),
        (2, "柱2", "行政"),
    ]


def test_what_a_slide_shows_stands_below_its_numbered_title_in_any_size():
    large, bold, body = (24.0, True, False), (18.0, True, False), (14.0, False, False)
    lines = ["海野市計画", "(1) 実現に向けた方向性", "①窓口の改革", PROSE, "②人材の育成", PROSE, "(2) 進め方", PROSE]
    outline = segment(pdf(lines, [COVER, bold, large, body, large, body, bold, body]), load_rules())
    assert [(n.level, n.number) for n in outline.nodes] == [(1, "(1)"), (2, "①"), (2, "②"), (1, "(2)")]


def test_title_bars_of_boxes_set_alike_stand_on_one_level():
    bar = (13.0, True, "#ffffff", "#1f4e79")
    lines = [("1 基本的な考え方", CHAPTER), ("背景", bar), (PROSE, BODY), ("計画の位置付け", bar), (PROSE, BODY)]
    assert [(level, t) for level, _, t, _ in styled(*lines)] == [
        (1, "基本的な考え方"),
        (2, "背景"),
        (2, "計画の位置付け"),
    ]


def test_a_slide_numbered_as_part_goes_on():
    lines = [("3 施策一覧(1/2)", CHAPTER), (PROSE, BODY), ("3 施策一覧(2/2)", CHAPTER), (PROSE, BODY)]
    assert styled(*lines) == [(1, "3", "施策一覧", None)]


def test_leaders_of_a_contents_page_are_no_body_text():
    large, body = (15.0,), (10.5,)
    entries = [("1 はじめに " + "…" * 60 + " 2", large), ("2 取組 " + "…" * 60 + " 3", large)]
    lines = [("目次", (20.0, True)), *entries, ("1 はじめに", CHAPTER), ("計画の目的", SECTION), (PROSE, body)]
    found = styled(*lines, ("2 取組", CHAPTER), (PROSE, body))
    assert [t for _, _, t, _ in found] == ["はじめに", "計画の目的", "取組"]


@pytest.mark.parametrize("line", ["本部長:市長 副本部長:副市長", "推進会議(座長：副市長)", "3-1 相談所 3-2 見守り"])
def test_lines_of_charts_are_no_headings(line):
    assert styled(("1 推進体制", CHAPTER), (PROSE, BODY), (line, SECTION), (PROSE, BODY)) == [
        (1, "1", "推進体制", None)
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["柱1 暮らし", "施策1 窓口改革", PROSE, "■柱1の指標", PROSE], (None, "柱1の指標", "暮らし")),
        (["柱1 暮らし", "施策1 窓口改革", PROSE, "■暮らしに関する指標", PROSE], (None, "暮らしに関する指標", "暮らし")),
        (["柱1 暮らし", "施策1 のびのび子育て", PROSE, "柱2 産業", PROSE], ("施策1", "のびのび子育て", "暮らし")),
    ],
)
def test_what_a_title_names_first_is_what_it_stands_below(lines, expected):
    assert expected in [(number, title, parent) for _, number, title, parent in tree(lines)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1.2 計画期間", ("1.2", "計画期間")),  # no 1.2 plans
        ("1.2 施策体系", ("1.2", "施策体系")),
        ("1.2 計画", ("1.2", "計画")),  # it goes on with the count
        ("1.2 件 (95%)", None),
    ],
)
def test_a_number_before_a_word_that_is_a_unit_too_still_numbers_a_heading(line, found):
    lines = ["1. はじめに", "1.1 計画の目的", PROSE, line, PROSE, "2. 施策", PROSE]
    rules = load_rules()
    nodes = segment(annotate(document(lines), rules), rules).nodes
    assert ((nodes[2].number, nodes[2].title) if nodes[2].number == "1.2" else None) == found


@pytest.mark.parametrize(
    ("label", "line", "found"),
    [
        ("工程", "令和7年度 仕様の検討", True),
        ("指標", "申請率 20%", True),
        ("指標", "申請率 現状 20% 目標 50%", True),
        ("工程", "令和7年度", False),
        ("工程", "令和7年度 令和8年度 仕様", False),
        ("指標", "申請率 20% 50%", False),
        ("工程", "フロント", False),
    ],
)
def test_a_bare_label_above_a_line_with_what_it_announces_is_a_heading(label, line, found):
    rules = load_rules()
    lines = ["施策1 窓口改革", "目的", PROSE, label, line, "施策2 税の窓口", "目的", PROSE]
    nodes = segment(annotate(document(lines), rules), rules).nodes
    assert any(node.title == label for node in nodes) is found


def test_a_tag_that_says_what_part_of_the_back_matter_follows_names_no_policy():
    lines = ["第1章 計画", PROSE, "【参考】用語解説", "RPA：作業を自動化する技術。"]
    found = segment(document(lines), load_rules()).nodes[-1]
    assert (found.kind, found.title, found.level) == ("glossary", "用語解説", 1)


def test_words_of_a_block_set_larger_than_the_numbers_above_them_head_a_chapter():
    chapter, section, text = (17.0, True), (14.0, True), (10.5, False)
    lines = ["計画策定にあたって", "1 背景", PROSE, "2 期間", PROSE, "現状と課題", "1 人口", PROSE, "推進体制", PROSE]
    styles = [chapter, *(section, text) * 2, chapter, section, text, chapter, text]
    assert [(row[0], row[2]) for row in tree(lines, styles)] == [
        (1, "計画策定にあたって"),
        (2, "背景"),
        (2, "期間"),
        (1, "現状と課題"),
        (2, "人口"),
        (1, "推進体制"),
    ]


@pytest.mark.parametrize("lead", [[], [(PROSE, (10.5,))]])
def test_where_all_headings_are_bold_a_title_above_labels_that_return_heads_them(lead):
    chapter, bold, text = (14, True), (10.5, True), (10.5,)
    lines = [("第4章 施策の展開", chapter)]
    for name in ("窓口の改革", "働き方の見直し"):
        lines += [(name, bold), *lead, ("現状と課題", bold), (PROSE, text), ("主な取組", bold), (PROSE, text)]
    assert [(level, title) for level, _, title, _ in tree(*zip(*lines, strict=True))] == [
        (1, "施策の展開"),
        *(
            (n, t)
            for name in ("窓口の改革", "働き方の見直し")
            for n, t in ((2, name), (3, "現状と課題"), (3, "主な取組"))
        ),
    ]


@pytest.mark.parametrize(
    ("head", "kinds"),
    [(("施策", "指標", "目標値"), ["measure", "measure"]), (("施策", "窓口", "曜日"), ["section", "section"])],
)
def test_a_column_that_names_sections_beside_indicators_tells_measures(head, kinds):
    lines = ["第1章 現状", "1-1 窓口の改革", PROSE, "1-2 相談の充実", PROSE, "第2章 資料", PROSE]
    rows = [head, ("1-1 窓口の改革", "待ち時間", "10分"), ("1-2 相談の充実", "相談件数", "50件")]
    cells = tuple(
        Cell(r, c, Passage.of([Segment(text, Place(line_start=90 + r, line_end=90 + r))]))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    table = Table(3, 3, cells, (Place(line_start=90, line_end=93),), header_rows=1)
    plan = document(lines)
    outline = segment(replace(plan, blocks=(*plan.blocks, table)), load_rules())
    assert [n.kind for n in outline.nodes if n.level == 2] == kinds


def test_pillars_in_a_chart_of_the_plan_are_named_where_they_are_set_large():
    chart, large, name, text = (16, False), (36, True), (22, True), (12,)
    pages = [
        [("計画の体系", large), ("柱1 こども", chart), ("柱2 いきいき", chart)],
        [("柱1 こども", large)], [("1-1 保育", name), (PROSE, text), (PROSE, text)],
        [("柱2 いきいき", large)], [("2-1 介護予防", name), (PROSE, text), (PROSE, text)],
    ]  # fmt: skip
    blocks = [
        Paragraph(Passage.of([Segment(line, Place(page, (50, 40 * n, 300, 40 * n + 20)))]), style=Style(*style))
        for page, lines in enumerate(pages, 1)
        for n, (line, style) in enumerate(lines, 1)
    ]
    outline = segment(replace(document([]), blocks=tuple(blocks)), load_rules())
    parents = {n.title: outline.nodes[n.parent].title for n in outline.nodes if n.parent is not None}
    assert (parents["保育"], parents["介護予防"]) == ("こども", "いきいき")


def test_the_last_of_a_count_that_begins_as_those_before_it_heads_a_measure():
    blocks = ["背景", PROSE, "今後の取組", "窓口を改める。", "目標値", "申請率は20%とする。"]
    lines = ["1 個別の取組", "① 電子申請", *blocks, "② 業務改革", *blocks, "③ 除雪", *blocks]
    found = segment(document([*lines, "④ 地域交通", "背景", PROSE, "今後の取組", PROSE]), load_rules())
    assert [node.title for node in found.nodes if node.number and node.number in "①②③④"][-1] == "地域交通"


def test_groups_of_measures_in_words_of_their_own_end_the_foreword_and_go_on():
    """An overview before the measures is no block of theirs; 約束2 goes on right above 2-1."""
    block = ["◆取組の概要", PROSE, "◆担当課", "総務課"]
    found = tree(
        [
            "はじめに",
            PROSE,
            "事業一覧",
            PROSE,
            "約束1 市民の時間",
            "1-1 決済の拡大",
            *block,
            "1-2 予約の見直し",
            *block,
            "約束2 職員の力",
            "2-1 文書の電子化",
            *block,
        ]
    )
    assert [f for f in found if f[1]] == [
        (1, "約束1", "市民の時間", None),
        (2, "1-1", "決済の拡大", "市民の時間"),
        (2, "1-2", "予約の見直し", "市民の時間"),
        (1, "約束2", "職員の力", None),
        (2, "2-1", "文書の電子化", "職員の力"),
    ]


def test_a_label_at_a_pages_end_heads_what_the_next_page_begins_with():
    doc = document(["第1章 取組", PROSE, "(1) 窓口改革", "■ 取組内容", PROSE, "■ 担当", "- 7 -", "総務課、企画課"])
    blocks = [replace(b, role="page_number") if b.text == "- 7 -" else b for b in doc.blocks]
    outline = segment(annotate(replace(doc, blocks=tuple(blocks)), load_rules()), load_rules())
    assert [n.title for n in outline.nodes][-2:] == ["取組内容", "担当"]


def test_how_a_chapter_of_measures_proceeds_and_ends_is_no_measure():
    names = ["モデルの創出", "指針の策定", "次世代の窓口に向けたロードマップ", "終わりに ～今後の更新～"]
    lines = [
        "第1章 今後取り組むべき施策",
        *(part for n, name in enumerate(names, 1) for part in (f"({n}) {name}", PROSE)),
    ]
    nodes = segment(document(lines), load_rules()).nodes
    assert [n.title for n in nodes if n.kind == "measure"] == names[:2]


@pytest.mark.parametrize("title", ["《この目標で見る数》", "《基本目標の数値目標》"])
def test_a_smaller_bracketed_line_holds_no_larger_measure(title):
    body, small, large, policy = (10.0, False), (10.0, True), (11.5, True), (14.0, True)
    lines = [
        ("第3章 具体的な施策", (18.0, True)),
        ("基本目標1 便利なまち", policy), (PROSE, body),
        (title, small), (PROSE, body),
        ("取組1 窓口改革", large), (PROSE, body),
        ("《主な取組》", small), (PROSE, body),
        ("取組2 電子申請", large), (PROSE, body),
        ("《主な取組》", small), (PROSE, body),
    ]  # fmt: skip
    found = tree([text for text, _ in lines], [style for _, style in lines])
    assert [(title, above) for _, number, title, above in found if number and number.startswith("取組")] == [
        ("窓口改革", "便利なまち"),
        ("電子申請", "便利なまち"),
    ]


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize(
    "titles", [("①子育て手続の電子化", "②子育て情報の発信"), ("1-1-1 手続の電子化", "1-1-2 情報の発信")]
)
def test_measures_below_the_figures_of_what_holds_them(titles, stated):
    body, label, title, policy = (10.0, False), (10.0, True), (10.5, True), (14.0, True)
    lines = [
        ("施策1-1 子育ての支援", policy), (PROSE, body),
        ("【成果指標】", label), (PROSE, body),
        (titles[0], title), ("【取組内容】", label), (PROSE, body),
        (titles[1], title), ("【取組内容】", label), (PROSE, body),
    ]  # fmt: skip
    made = document([text for text, _ in lines], [style for _, style in lines])
    blocks = tuple(replace(b, heading_level=3) if stated and b.text in titles else b for b in made.blocks)
    found = [node.title for node in segment(replace(made, blocks=blocks), load_rules()).nodes]
    assert all(any(one.endswith(t) for t in found) for one in titles) is (stated or titles[0].startswith("1-"))


def test_marked_titles_below_words_of_a_block_that_a_chapter_has_once():
    chapter, section, title, text = (18.0, False), (13.0, True), (11.0, True), (11.0, False)
    lines = [
        ("計画の概要", chapter), ("【計画の位置づけ】", section), (PROSE, text),
        ("社会と市の状況", chapter), ("【国の動き】", section), (PROSE, text),
        ("【市の状況】", section), ("■人口と世帯", title), (PROSE, text), ("■情報通信の環境", title), (PROSE, text),
        ("【県の動き】", section), (PROSE, text), (PROSE, text), (PROSE, text),
    ]  # fmt: skip
    assert [(level, name) for level, _, name, _ in tree([t for t, _ in lines], [s for _, s in lines])] == [
        (1, "計画の概要"), (2, "計画の位置づけ"),
        (1, "社会と市の状況"), (2, "国の動き"),
        (2, "市の状況"), (3, "人口と世帯"), (3, "情報通信の環境"), (2, "県の動き"),
    ]  # fmt: skip


def test_marked_lines_below_words_of_a_block_that_returns_are_its_items():
    chapter, section, title, text = (18.0, False), (13.0, True), (11.0, True), (11.0, False)
    lines = [
        ("窓口の改革", chapter), ("【現状】", section), ("■待ち時間", title), (PROSE, text),
        ("【取組内容】", section), (PROSE, text),
        ("文書の電子化", chapter), ("【現状】", section), ("■紙の書類", title), (PROSE, text),
        ("【取組内容】", section), (PROSE, text), (PROSE, text), (PROSE, text),
    ]  # fmt: skip
    assert "待ち時間" not in [name for _, _, name, _ in tree([t for t, _ in lines], [s for _, s in lines])]


def test_parts_of_the_back_matter_in_one_kind_of_brackets_stand_beside_its_glossary():
    chapter, section, text = (18.0, False), (13.0, True), (11.0, False)
    lines = [
        ("計画の概要", chapter), ("【計画の位置づけ】", section), *[(PROSE, text)] * 9,
        ("巻末資料", chapter), ("【用語の説明】", section), ("クラウド：インターネットで使う仕組み", text),
        ("【策定までの歩み】", section), (PROSE, text), (PROSE, text),
    ]  # fmt: skip
    found = tree([t for t, _ in lines], [s for _, s in lines])
    assert [(level, name) for level, _, name, _ in found][-3:] == [
        (1, "巻末資料"),
        (2, "用語の説明"),
        (2, "策定までの歩み"),
    ]


def test_a_larger_line_in_the_middle_below_a_number_is_what_that_announces():
    boxes = {
        "1 計画の目標": (60, 100, 130, 112), "つながる ひろがる あさひのくらし": (160, 130, 420, 146),
        "2 施策の柱": (60, 220, 120, 232), "大きな題名": (60, 260, 150, 276),
    }  # fmt: skip
    lines = ["1 計画の目標", "つながる ひろがる あさひのくらし", PROSE, "2 施策の柱", "大きな題名", PROSE, PROSE, PROSE]
    blocks = [
        Paragraph(
            Passage.of([Segment(line, Place(page=1, box=boxes.get(line, (60, 300 + 20 * n, 500, 312 + 20 * n))))]),
            style=Style(16.0 if box[3] - box[1] > 15 else 12.0, line in boxes)
            if (box := boxes.get(line)) is not None
            else Style(10.5, False),
        )
        for n, line in enumerate(lines)
    ]
    made = Document(Source(file_name="t.pdf", sha256="0" * 64, media_type="application/pdf"), tuple(blocks))
    found = [node.title for node in segment(made, load_rules()).nodes]
    assert "計画の目標" in found
    assert "つながる ひろがる あさひのくらし" not in found
    assert "大きな題名" in found  # it begins where the numbers do


def test_a_number_alone_above_its_text_ends_the_figures_of_a_policy():
    lines = [
        "第三章 施策", "第一 住民サービスの向上", "（達成目標）", "・電子申請の利用率 3.1％（Ｒ６）→40.0％（Ｒ12）",
        "1 電子申請の拡充", PROSE, "2 公式アプリの開設", PROSE,
        "第二 行政事務の効率化", "（達成目標）", "・電子決裁率 ―（Ｒ６）→80％（Ｒ12）", "1 電子決裁の導入", PROSE,
    ]  # fmt: skip
    kept = [replace(b, blank_before=True) for b in document(lines).blocks]
    found = segment(replace(document([]), blocks=tuple(kept)), load_rules()).nodes
    assert [(n.number, n.title) for n in found if n.level == 3] == [
        (None, "達成目標"), ("1", "電子申請の拡充"), ("2", "公式アプリの開設"),
        (None, "達成目標"), ("1", "電子決裁の導入"),
    ]  # fmt: skip
