"""National items and departments of measures: whose words count, and in which order they are asked."""

from __future__ import annotations

import pytest

from dxextract.extract.measures import find_measures
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from dxextract.schema.plan import Measure, SectionKind
from extract.document_builder import document, outline, table

RULES = load_rules()
Heading = tuple[str, SectionKind]


def measure_in(*body: Block | str, above: tuple[Heading, ...] = (), title: str = "窓口の見直し") -> Measure:
    """The one measure of a document: headings above it, its own, and `body` (a facet 取組項目 before each ■)."""
    kinds: list[tuple[str, SectionKind]] = [*above, (title, "measure")]
    blocks: list[Block | str] = [text for text, _ in kinds]
    headings = [(n, n + 1, None, text, kind) for n, (text, kind) in enumerate(kinds)]
    for one in body:
        if isinstance(one, str) and one.startswith("■"):
            headings.append((len(blocks), len(kinds) + 1, None, one.strip("■ "), "facet"))
        elif isinstance(one, str) and one.startswith("【"):
            headings.append((len(blocks), len(kinds) + 1, None, one.strip("【】"), "section"))
        blocks.append(one)
    doc = document(*blocks)
    tree = outline(doc, headings)
    (found,) = find_measures(doc, tree, read_tables(doc, tree, RULES), RULES)
    return found


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("遠隔行政窓口", ("front_yard",)),
        ("行かなくていい窓口", ("online_procedures",)),
        ("DX推進体制とデジタル人材の育成", ("organization", "human_resources")),
        ("庁内研修", ("human_resources",)),
        ("e-ラーニング", ("human_resources",)),
        ("フロントヤード・バックヤード", ("front_yard",)),
        ("バックヤード改革の推進", ("bpr",)),
        ("相談窓口の設置", ()),
        ("推進体制の周知", ()),
        ("情報発信の推進", ()),
    ],
)
def test_codes_of_a_title(title: str, codes: tuple[str, ...]) -> None:
    assert measure_in("市民の利便性を高めます。", title=title).national_items == codes


def test_titled_parts_and_actions_count_like_the_title() -> None:
    found = measure_in(
        "【オープンデータの公開】", "データを公開します。", "■ 取組項目", "① テレワークの導入", "制度を整えます。"
    )
    assert found.national_items == ("open_data", "telework")


def test_titles_of_what_is_to_come_count_where_a_measure_tells_no_other_actions() -> None:
    coming = ("■ 今後の取組", "① テレワークの導入", "オープンデータにも取り組みます。")
    assert measure_in(*coming).national_items == ("telework",)
    assert measure_in("■ 取組項目", "① 電子申請の拡大", *coming).national_items == ("online_procedures",)


def test_a_numbered_policy_stands_in_for_a_silent_measure() -> None:
    above: tuple[Heading, ...] = (("基本方針3 地域社会のDX", "policy"),)
    assert measure_in("設備を整えます。", above=above).national_items == ("regional_digitalization",)
    assert measure_in("設備を整えます。", above=above, title="書かない窓口").national_items == ("front_yard",)


def test_an_unnumbered_policy_does_not() -> None:
    assert measure_in("設備を整えます。", above=(("業務改革の取組", "policy"),)).national_items == ()


def test_the_chapter_stands_in_where_there_is_no_policy() -> None:
    above: tuple[Heading, ...] = (("将来展望(生成AIの活用)", "chapter"),)
    assert measure_in("設備を整えます。", above=above).national_items == ("ai_rpa",)


def test_what_actions_say_comes_last() -> None:
    body = ("■ 取組項目", "・ テレワークの導入に向けて検討を行う。")
    assert measure_in(*body).national_items == ("telework",)
    assert measure_in(*body, title="書かない窓口").national_items == ("front_yard",)


def test_the_policy_in_front_of_a_title_on_one_line_does_not_count() -> None:
    doc = document("基本方針3 地域社会のDX 3 デジタルデバイド対策の充実", "講座を開催します。")
    tree = outline(doc, [(0, 1, "3", "デジタルデバイド対策の充実", "measure")])
    (found,) = find_measures(doc, tree, (), RULES)
    assert found.national_items == ("digital_divide",)


SYSTEMS = [["区分", "システム", "主な担当部署"], ["住民", "住民基本台帳", "市民課"], ["税", "固定資産税", "市税課"]]


def test_departments_of_a_column() -> None:
    assert measure_in("移行します。", table(SYSTEMS, 30)).departments == ("市民課", "市税課")


def test_a_list_of_departments_comes_before_a_column() -> None:
    found = measure_in("移行します。", table(SYSTEMS, 30), "■ 担当課", "総務課、企画課")
    assert found.departments == ("総務課", "企画課")


def test_departments_in_other_columns_are_not_in_charge() -> None:
    rows = [["窓口", "受付場所", "受付時間"], ["住民票", "市民課", "平日"], ["税証明", "市税課", "平日"]]
    assert measure_in("拡充します。", table(rows, 30)).departments == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・端末を配備します【教育課】", ("教育課",)),
        ("・端末を配備します（教育課、総務課）", ("教育課", "総務課")),
        ("・教育課の端末を配備します（300台）", ()),
        ("・端末を配備します（教育課の要望による）", ()),
    ],
)
def test_departments_in_brackets_at_the_end_of_a_line_are_in_charge(text: str, expected: tuple[str, ...]) -> None:
    assert measure_in(text).departments == expected


MAPPING = [
    ["", "国の重点取組事項", "町の取組"],
    ["①", "自治体フロントヤード改革の推進", "1 窓口の見直し"],
    ["②", "公金収納におけるeL-QRの活用", "3 キャッシュレスの推進"],
    ["③", "マイナンバーカードの普及促進", "2 相談窓口の見直しの検討、1 窓口の見直し"],
]
MARKS = [
    ["取組", "フロントヤード改革", "セキュリティ対策の徹底", "テレワークの推進"],
    ["(1) 窓口の見直し", "○", "", "○"],
    ["(2) 窓口の見直しの周知", "", "○", ""],
]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (MAPPING, ("front_yard", "my_number_card")),
        (MARKS, ("front_yard", "telework")),
        ([["国の重点取組事項", "担当"], ["テレワークの推進", "総務課"]], ("ai_rpa",)),
        (
            [["取組", "テレワークの推進", "セキュリティ対策", "AI・RPA"], ["窓口の見直し", "3件", "2件", "1件"]],
            ("ai_rpa",),
        ),
    ],
)
def test_a_table_of_the_plan_s_own_mapping_wins(rows: list[list[str]], codes: tuple[str, ...]) -> None:
    doc = document(table(rows, header_rows=0), "窓口の見直し", "■ 取組項目", "① 生成AIの利用")
    headings: list[tuple[int, int, str | None, str, SectionKind]] = [
        (1, 1, None, "窓口の見直し", "measure"),
        (2, 2, None, "取組項目", "facet"),
    ]
    tree = outline(doc, headings)
    (found,) = find_measures(doc, tree, read_tables(doc, tree, RULES), RULES)
    assert found.national_items == codes


def test_a_row_of_the_measure_s_form_names_the_items() -> None:
    form = table([["担当課", "総務課"], ["国の重点取組事項", "BPRの取組の徹底、自治体のAI・RPAの利用推進"]])
    assert measure_in("業務を見直します。", form).national_items == ("bpr", "ai_rpa")


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("（国計画との関連）公金収納におけるeL-QRの活用", ("el_qr",)),
        ("（国計画との関連）―", ()),
        ("（国計画）公金収納におけるeL-QRの活用", ("ai_rpa",)),
    ],
)
def test_a_line_of_the_plan_s_own_mapping(said: str, codes: tuple[str, ...]) -> None:
    found = measure_in("（現況）手作業です。", "（方策）生成AIを使います。", said)
    assert found.national_items == codes
    assert [facet.role for facet in found.facets] == ["current_state", "actions"]
