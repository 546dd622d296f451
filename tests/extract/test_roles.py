"""Who carries the plan out: headed blocks, tables, sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.extract.roles.phrases import read_phrase
from dxextract.extract.roles.roles import find_roles
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Block, Figure
from dxextract.schema.passage import Place
from extract.document_builder import document, outline, paragraph, passage, table

RULES = load_rules()


def roles(*body: Block | str, heading: str = "推進体制") -> list[tuple[str, str | None]]:
    return [(role, holder) for role, holder, _ in described(*body, heading=heading)]


def described(*body: Block | str, heading: str = "推進体制") -> list[tuple[str, str | None, str | None]]:
    doc = document(heading, *body)
    tree = outline(doc, [(0, 1, "第5章", heading, "chapter")])
    found = find_roles(doc, tree, read_tables(doc, tree, RULES), RULES)
    return [(one.record.role, one.record.holder, one.record.description) for one in found]


def test_headed_blocks() -> None:
    body = (
        "本計画は、全庁的な体制により推進します。",
        "1 行政DX推進本部",
        "町長を本部長として重要施策の協議を行う",
        "【主な役割】",
        "・重要施策の協議",
        "・部局間の調整",
        "2 DX推進担当者会",
        "各課の情報化の中心となる職員の会議体",
    )
    assert described(*body) == [
        ("行政DX推進本部", "町長", "町長を本部長として重要施策の協議を行う\n重要施策の協議\n部局間の調整"),
        ("DX推進担当者会", None, "各課の情報化の中心となる職員の会議体"),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["(1)最高情報統括責任者(CIO)", "副市長が務め、全体を統括します。"], ("最高情報統括責任者(CIO)", "副市長")),
        (["①CIO(副市長)", "DXの推進を統括する。"], ("CIO", "副市長")),
        (["・CIO補佐官(外部人材):専門的な見地から助言する。"], ("CIO補佐官", "外部人材")),
        (["・CIO補佐官:総務部長"], ("CIO補佐官", "総務部長")),
        (["■CISO", "役割:情報セキュリティを統括する", "責任者:教育長"], ("CISO", "教育長")),
        (["副市長(CIO)", "施策の進捗を管理する。"], ("CIO", "副市長")),
        (["副本部長 副市長(CIO)、教育長"], ("CIO", "副市長")),
        (["DX推進委員会", "委員長:副市長", "委員:各部長"], ("DX推進委員会", "副市長")),
        (["CIO補佐官（外部人材）"], ("CIO補佐官", "外部人材")),
        (["DXアドバイザー（民間企業から派遣）"], ("DXアドバイザー", "民間企業から派遣")),
        (["○ワーキンググループ", "課題ごとに職員が検討する。"], ("ワーキンググループ", None)),
        (["各課DX推進員:各課の業務改善を進める。"], ("各課DX推進員", None)),
    ],
)
def test_forms_of_a_heading(lines: list[str], expected: tuple[str, str | None]) -> None:
    assert roles(*lines) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("事務局は、情報政策課とする。", [("事務局", "情報政策課")]),
        ("副市長を本部長とするDX推進本部を設置し、全庁で取り組みます。", [("DX推進本部", "副市長")]),
        ("DX推進部会の部会長は、企画部長が務めます。", [("DX推進部会", "企画部長")]),
        (
            "町長を本部長とするまち・ひと・しごと創生本部を設置します。",
            [("まち・ひと・しごと創生本部", "町長")],
        ),
        ("なお、部署を横断したプロジェクトチームを編成し推進します。", [("プロジェクトチーム", None)]),
        ("副市長をCIOとし、外部からCIO補佐官を登用します。", [("CIO", "副市長"), ("CIO補佐官", None)]),
        ("CIO(副市長)を設置します。", [("CIO", "副市長")]),
        ("副市長が統括し、CDO補佐官として民間企業の専門人材を委嘱します。", [("CDO補佐官", "民間企業の専門人材")]),
        ("副市長がCIOとして全体を統括します。", [("CIO", "副市長")]),
        ("CDO補佐官には、民間企業の専門人材を任用します。", [("CDO補佐官", "民間企業の専門人材")]),
        ("副市長は最高情報統括責任者(CIO)として、調整に当たる。", [("最高情報統括責任者(CIO)", "副市長")]),
        ("最高情報責任者（CIO）である副市長の下に、全庁で取り組む。", [("最高情報責任者(CIO)", "副市長")]),
        ("CIO(最高情報統括責任者)は副町長とし、進捗を管理します。", [("CIO(最高情報統括責任者)", "副町長")]),
        (
            "各部の主管課長をDX推進リーダー、各課におけるDX推進担当をデジタル推進員に任命し、推進していきます。",
            [("DX推進リーダー", "各部の主管課長"), ("デジタル推進員", "各課におけるDX推進担当")],
        ),
        (
            "全庁で実践するため、教育長、危機管理監、各部長をみどり市DX推進本部委員とし、推進します。",
            [("みどり市DX推進本部委員", "教育長、危機管理監、各部長")],
        ),
        (
            "各課長をDX推進責任者とするとともに、各課等の主幹級職員 1 人をDX推進リーダーとし、推進本部の方針に沿う。",
            [("DX推進責任者", "各課長"), ("DX推進リーダー", "各課等の主幹級職員")],
        ),
        ("企画を行う調整役として、外部人材によるDX 専門員を配置する。", [("DX 専門員", "外部人材")]),
        ("知事を本部長、各部局長を構成員とする「デジタル本部」において管理を行います。", [("デジタル本部", "知事")]),
        ("総務部を担任する副知事をCIO、危機管理監をCISOとします。", [("CIO", "副知事"), ("CISO", "危機管理監")]),
        ("デジタル戦略監は、全庁のDXを主導し、CIO補佐官を兼任する。", [("CIO補佐官", "デジタル戦略監")]),
        ("副市長がCISOを務め、対策を統括する。", [("CISO", "副市長")]),
        ("副市長がCIOを、DX推進課長がCIO補佐官を務めます。", [("CIO", "副市長"), ("CIO補佐官", "DX推進課長")]),
        ("副町長がCIO、総務課長がCISOを務めます。", [("CIO", "副町長"), ("CISO", "総務課長")]),
        ("各課にDX推進員を置き、総務課が事務局を務めます。", [("DX推進員", None), ("事務局", "総務課")]),
        ("CIOである副市長を本部長とするDX推進本部を設置します。", [("CIO", "副市長"), ("DX推進本部", "副市長")]),
        ("企画課が調整を、DX推進課長がCIO補佐官を務めます。", [("CIO補佐官", "DX推進課長")]),
        ("市長を本部長、副市長を副本部長とするDX推進本部を設置し、推進します。", [("DX推進本部", "市長")]),
        (
            "町長を本部長、副町長を副本部長（CIO）とするDX推進本部を設置します。",
            [("副本部長(CIO)", "副町長"), ("DX推進本部", "町長")],
        ),
        ("村長の下、副村長（CIO）が全体を統括する。", [("CIO", "副村長")]),
        ("CISO（総務部長）は、対策の実施を指揮する。", [("CISO", "総務部長")]),
        ("総務課を事務局とする。", [("事務局", "総務課")]),
        ("CIOには副市長を、CIO補佐官には総務部長を充てます。", [("CIO", "副市長"), ("CIO補佐官", "総務部長")]),
        ("外部有識者によるデジタルアドバイザーを設置し、助言を受けます。", [("デジタルアドバイザー", "外部有識者")]),
        (
            "令和4年度にデジタル戦略課を立ち上げるとともに、DX推進係を設置した。",
            [("デジタル戦略課", None), ("DX推進係", None)],
        ),
        ("DX推進本部が中心となって計画を推進する体制を構築します。", [("DX推進本部", None)]),
        (
            "最高情報統括責任者(以下「CIO」という。)を置き、副市長をもって充てる。",
            [("最高情報統括責任者(CIO)", "副市長")],
        ),
    ],
)
def test_sentences(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    assert roles(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "計画の進捗を毎年度確認し、必要に応じて見直します。",
        "待ち時間の長さを課題とする「窓口改善会議」において話し合います。",
        "国はデジタル庁を設置しました。",
        "担当課（総務課）が全体を統括する。",
        "情報漏えい（事故）は責任者へ報告する。",
        "推進本部が決定した取組を各課に配置した職員が進めます。",
        "国では、自治体にCIO補佐官を置くこととしています。",
        "CIO補佐官を任用する必要があります。",
        "支援事業者として外部の専門家を採用し、研修として講座を配置します。",
        "デジタル技術を手段とし、市民を中心として取組を進めます。",
        "各課長を対象とし、DX推進リーダー研修を実施します。",
        "新設されたデジタル戦略課に、相談窓口を設置します。",
        "オンライン会議システムを導入します。",
        "職員の研修を実施します。",
    ],
)
def test_no_role(sentence: str) -> None:
    assert roles(sentence) == []


@pytest.mark.parametrize(("kind", "found"), [("policy", []), ("chapter", [("DX推進本部", "副市長")])])
def test_what_a_measure_does_is_no_role_of_the_plan(kind: str, found: list[tuple[str, str | None]]) -> None:
    doc = document("人材の育成と推進体制", "デジタル人材の育成", "副市長を本部長とするDX推進本部を設置します。")
    nodes = [(0, 1, "基本方針3", "人材の育成と推進体制", kind), (1, 2, "1", "デジタル人材の育成", "measure")]
    tree = outline(doc, nodes)
    assert [(one.record.role, one.record.holder) for one in find_roles(doc, tree, (), RULES)] == found


def test_other_sections_do_not_count() -> None:
    assert roles("副市長を本部長とするDX推進本部を設置しました。", heading="施策の展開") == []


@pytest.mark.parametrize(
    "rows",
    [
        [["役職", "充て職", "役割"], ["CIO", "副市長", "全体を統括する"], ["CIO補佐官", "総務部長", "CIOを補佐する"]],
        [["CIO", "副市長", "全体を統括する"], ["CIO補佐官", "総務部長", "CIOを補佐する"]],
        [["組織", "役割"], ["CIO(副市長)", "全体を統括する"], ["CIO補佐官(総務部長)", "CIOを補佐する"]],
    ],
)
def test_tables(rows: list[list[str]]) -> None:
    assert described(table(rows, 9)) == [
        ("CIO", "副市長", "全体を統括する"),
        ("CIO補佐官", "総務部長", "CIOを補佐する"),
    ]


def test_boxes_of_a_chart() -> None:
    texts = ["DX推進本部", "本部長：市長", "総務課", "窓口部会", "部会長：市民部長"]
    chart = Figure(Place(page=1), tuple(passage(text, n, 1) for n, text in enumerate(texts)))
    assert roles(chart) == [("DX推進本部", "市長"), ("窓口部会", "市民部長")]


def test_boxes_of_a_chart_with_holders_on_lines_of_their_own() -> None:
    texts = ["DX推進本部", "(市長)", "CIO", "(副市長)", "各課"]
    chart = Figure(Place(page=1), tuple(passage(text, n, 1) for n, text in enumerate(texts)))
    assert roles(chart) == [("DX推進本部", "市長"), ("CIO", "副市長")]


def test_titles_and_holders_on_a_line_each_below_their_body() -> None:
    lines = ["DX推進本部", "本部長 町長", "副本部長 副町長", "推進チーム", "リーダー 企画財政課長"]
    assert roles(*lines) == [("DX推進本部", "町長"), ("副本部長", "副町長"), ("推進チーム", "企画財政課長")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["事務局", "企画課"], [("事務局", "企画課")]),
        (["DX推進本部", "推進本部事務局", "総務課"], [("DX推進本部", None), ("推進本部事務局", "総務課")]),
        (["事務局", "総務課", "税務課", "福祉課"], []),
        (["事務局", "各課"], []),
        (["議会事務局", "総務課"], [("議会事務局", None)]),
    ],
    ids=["one office", "of a body", "all offices", "each office", "an office itself"],
)
def test_the_department_below_the_secretariat_is_it(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert [role for role in roles(*lines) if role[0].endswith(("事務局", "本部"))] == expected


def test_a_cell_of_members_says_who_leads() -> None:
    rows = [["組織", "構成", "役割"], ["DX推進本部", "本部長：市長", "方針の決定"], ["CDO補佐官", "民間登用", "助言"]]
    assert roles(table(rows, 9)) == [("DX推進本部", "市長"), ("CDO補佐官", "民間登用")]
    rows = [
        ["組織", "構成", "役割"],
        ["DX推進本部", "本部長　市長\n副本部長　副市長", "決定"],
        ["幹事会", "議長 部長", "調整"],
    ]
    assert roles(table(rows, 9)) == [("DX推進本部", "市長"), ("幹事会", "部長")]


def test_table_without_header_whose_other_rows_are_no_usual_names() -> None:
    rows = [
        ["市長", "変革に強い意志を持って取り組む。"],
        ["CIO(副市長)", "業務全般を把握し、部局間の調整を図る。"],
        ["CISO", "情報セキュリティ対策を確実に実施する(副市長が兼務)"],
        ["みどり市 DX 推進本部", "CIO を本部長とする意思決定機関。"],
        ["DX 推進担当 兼：情報政策担当", "情報資産を一元的に把握する。"],
        ["業務改革推進担当", "各課にて任命された DX 推進員。主体性を持って参画する。"],
    ]
    assert roles(table(rows, 9)) == [
        ("市長", None),
        ("CIO", "副市長"),
        ("CISO", "副市長"),
        ("みどり市 DX 推進本部", None),
        ("DX 推進担当兼：情報政策担当", None),
        ("業務改革推進担当", "DX推進員"),
    ]


@pytest.mark.parametrize("header_rows", [0, 1])
def test_table_without_headings_whose_first_row_may_be_coloured(header_rows: int) -> None:
    rows = [
        ["CIO", "副市長"],
        ["CIO補佐官", "外部人材（デジタルアドバイザー）"],
        ["DX推進委員会", "委員長：総務部長\u3000委員：各部次長"],
        ["事務局", "情報政策課"],
        ["DX推進リーダー", "各課の取組を主導する。"],
    ]
    grid = replace(table(rows, 9), header_rows=header_rows)
    assert roles(grid) == [
        ("CIO", "副市長"),
        ("CIO補佐官", "外部人材(デジタルアドバイザー)"),
        ("DX推進委員会", "総務部長"),
        ("事務局", "情報政策課"),
        ("DX推進リーダー", None),
    ]


def test_table_of_other_things_in_the_section() -> None:
    rows = [
        ["年4回", "進捗を確かめる。"],
        ["DX推進本部", "計画を見直す。"],
        ["随時", "取組を見直す。"],
        ["毎年", "公表する。"],
    ]
    assert roles(table(rows, 9)) == []


def test_joint_heading_is_as_many_roles_as_its_text_fills() -> None:
    body = ("➤ DX推進責任者・DX推進リーダー", "各課長をDX推進責任者とし、主査級職員をDX推進リーダーとする。")
    assert roles(*body) == [("DX推進責任者", "各課長"), ("DX推進リーダー", "主査級職員")]


def test_block_takes_the_holder_from_its_own_sentence() -> None:
    body = ("➤ デジタル戦略監", "知見を有する外部人材による特別職の職員のデジタル戦略監を設置し、DXを進める。")
    assert roles(*body) == [("デジタル戦略監", "外部人材")]


def test_table_whose_header_names_duty_and_post() -> None:
    header = ["役割", "職", "担うこと"]
    rows = [
        ["本部長", "市長", "最終決定を行う"],
        ["CIO", "副市長", "全体を統括する"],
        ["事務局", "企画課", "調整を行う"],
    ]
    assert roles(table([header, *rows], 9)) == [("本部長", "市長"), ("CIO", "副市長"), ("事務局", "企画課")]


def test_items_that_say_all_in_one_line() -> None:
    body = (
        "○ 村長(本部長) 計画全体を統括する",
        "○ 総務課長(CISO) 情報セキュリティを統括する",
        "取組の状況は年2回確かめます。",
    )
    assert described(*body) == [
        ("本部長", "村長", "計画全体を統括する"),
        ("CISO", "総務課長", "情報セキュリティを統括する"),
    ]


def test_posts_listed_with_their_holders_are_a_role_each() -> None:
    posts = ("・本部長:村長", "・副本部長(CIO):副村長", "・本部員:各課長", "・DX推進員:各課1名")
    held = [("本部長", "村長"), ("副本部長(CIO)", "副村長"), ("本部員", "各課長"), ("DX推進員", "各課1名")]
    assert roles(*posts) == held


def test_description_ends_before_a_table() -> None:
    grid = table([["用語", "意味"], ["DX", "変革"]], 20)
    assert described("・CIO:副市長", grid, "編集・発行 青波市総務課") == [("CIO", "副市長", None)]


def test_role_found_twice_is_one_and_takes_the_holder_over() -> None:
    body = ("本部長を町長とする行政DX推進本部を設置します。", "1 行政DX推進本部", "重要事項を決定する。")
    assert described(*body) == [("行政DX推進本部", "町長", "重要事項を決定する。")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("市長を本部長とする波戸市DX推進本部を設置します。", [("DX推進本部", "市長")]),
        (
            "市長を本部長とする波戸市危機管理本部を設置します。",
            [("波戸市危機管理本部", "市長"), ("DX推進本部", "市長")],
        ),
        (
            "知事を本部長とする波戸県DX推進本部が設置されました。",
            [("波戸県DX推進本部", "知事"), ("DX推進本部", "市長")],
        ),
    ],
)
def test_a_body_named_with_and_without_its_municipality_is_one(body: str, expected: list[tuple[str, str]]) -> None:
    listed = table([["名称", "構成", "役割"], ["DX推進本部", "本部長：市長", "計画の決定と評価"]], 20)
    assert [(role, holder) for role, holder, _ in described(body, listed)] == expected


@pytest.mark.parametrize(
    "text", ["推進体制", "計画の進行管理", "副市長", "市民", "重要施策の協議", "構成:", "目指す姿"]
)
def test_phrases_that_name_no_role(text: str) -> None:
    assert read_phrase(text, RULES) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["●DX推進本部（本部長：市長）", "・方針を決定する"], [("DX推進本部", "市長")]),
        (["1 DX推進本部", "本部長：町長　副本部長：副町長、教育長"], [("DX推進本部", "町長")]),
        (
            ["町長を本部長とする霞ヶ丘町DX推進本部を設置し、総務課が事務局を担います。"],
            [("霞ヶ丘町DX推進本部", "町長"), ("事務局", "総務課")],
        ),
        (
            ["市長を本部長とするDX推進本部を設置し、その下にDX推進部会を置きます。"],
            [("DX推進本部", "市長"), ("DX推進部会", None)],
        ),
    ],
)
def test_who_leads_a_body(lines: list[str], expected: list[tuple[str, str | None]]) -> None:
    assert roles(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [("CIO（最高情報責任者）", 11), ("副市長", 9), ("全体を統括します。", 8.5)],
            [("CIO(最高情報責任者)", "副市長")],
        ),
        ([("CIO補佐官", 11), ("デジタル推進監", 9), ("CIOを補佐します。", 8.5)], [("CIO補佐官", "デジタル推進監")]),
        ([("DX推進本部", 10), ("本部長", 10), ("市長", 10), ("本部員", 10), ("各部長", 10)], [("DX推進本部", "市長")]),
        ([("CIO", 10), ("CISO", 10), ("情報を守ります。", 10)], [("CIO", None), ("CISO", None)]),
    ],
)
def test_cards_and_charts_that_name_the_holder_on_a_line_of_its_own(lines, expected) -> None:
    assert roles(*(paragraph(text, n, size=size) for n, (text, size) in enumerate(lines, 10))) == expected


def test_titles_of_who_leads_in_boxes_above_their_holders() -> None:
    assert roles("本部長", "町長", "CIO(最高情報責任者)", "副町長", "CIO補佐", "企画課長") == [
        ("本部長", "町長"),
        ("CIO(最高情報責任者)", "副町長"),
        ("CIO補佐", "企画課長"),
    ]
    assert described("デジタル戦略本部", "本部長", "知事", "副本部長", "副知事") == [
        ("デジタル戦略本部", "知事", None),
        ("副本部長", "副知事", None),
    ]
    assert roles("構成員", "各部長", "本部長", "計画の進行管理") == []
    assert roles("副本部長", "(副市長・教育長)") == [("副本部長", "副市長・教育長")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "・町長：DX推進本部の本部長として、取組全体を指揮する。",
                "・CIO（副町長）：本部長を補佐する。",
                "・DX推進リーダー：所属の改革を主導する。",
            ],
            [("町長", None), ("CIO", "副町長"), ("DX推進リーダー", None)],
        ),
        (
            [
                "・町長：開会のあいさつをします。",
                "・会場：役場の大会議室を使います。",
                "・日時：3月1日の午後に開きます。",
            ],
            [],
        ),
        (
            ["(2) 統括責任者", "副村長を情報化統括責任者（CIO）に充てる。"],
            [("情報化統括責任者(CIO)", "副村長")],
        ),
        (
            [
                "(4) ＤＸ推進リーダー・ＤＸ推進サポーター",
                "各課の課長補佐をＤＸ推進リーダーに任命し、公募したＤＸ推進サポーターが活動を支えます。",
            ],
            [("DX推進サポーター", None), ("DX推進リーダー", "各課の課長補佐")],
        ),
        (
            ["CIOは副市長が務め、CIO補佐官は民間から登用した専門人材が務めます。"],
            [("CIO", "副市長"), ("CIO補佐官", "民間から登用した専門人材")],
        ),
        (
            ["副市長をＣＤＯとし、民間企業等での経験を有する者をＣＤＯ補佐官に委嘱します。"],
            [("CDO", "副市長"), ("CDO補佐官", "民間企業等での経験を有する者")],
        ),
    ],
)
def test_offices_that_only_their_surroundings_tell(lines: list[str], expected: list[tuple[str, str | None]]) -> None:
    assert roles(*lines) == expected


def test_a_line_of_members_and_one_of_a_department_say_who_holds() -> None:
    lines = ("DX推進本部：本部長（町長）、本部員（各課長）", "DX推進担当：総務課情報管理係", "DX推進委員：各課1名")
    assert roles(*lines) == [("DX推進本部", "町長"), ("DX推進担当", "総務課情報管理係"), ("DX推進委員", "各課1名")]
    assert roles("また、若手職員による「未来デザインチーム」を設けます。") == [("未来デザインチーム", None)]


def test_boxes_of_text_and_members_who_lead() -> None:
    assert roles(table([["デジタル推進会議"], ["議長：市長"]])) == [("デジタル推進会議", "市長")]
    rows = [
        ["名称", "構成", "担うこと"],
        ["デジタル戦略本部", "町長（本部長）、副町長、教育長、各課長", "戦略の決定"],
        ["戦略チーム", "各課から選ばれた職員15名（兼務）", "企画と実行"],
    ]
    assert roles(table(rows, header_rows=1)) == [
        ("デジタル戦略本部", "町長"),
        ("戦略チーム", "各課から選ばれた職員15名(兼務)"),
    ]


def test_where_a_body_is_set_up_and_who_is_placed() -> None:
    assert roles("本部には幹事会を置き、総務部長が幹事長を務めます。") == [("幹事会", "総務部長")]
    assert ("DX推進員", None) in roles("各部の主管課長が取組を統括し、各課に置く「DX推進員」がこれを補助します。")
    lines = ("- 統括：村長", "- 副統括・CIO：副村長", "- 推進責任者：各課長")
    assert roles(*lines) == [("統括", "村長"), ("副統括・CIO", "副村長"), ("推進責任者", "各課長")]


def test_a_line_of_members_of_whom_one_leads() -> None:
    lines = ("■推進本部　市長（本部長）、副市長、教育長、部長", "■CIO　副市長", "■幹事会　各課長")
    assert roles(*lines) == [("推進本部", "市長"), ("CIO", "副市長"), ("幹事会", "各課長")]
