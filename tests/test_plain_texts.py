"""Plans as plain texts, read whole: what a converter prints of forms, glossaries and headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxextract import PlanDocument, extract

COVER = "海野町DX推進計画\n\n令和7年3月\n\n海野町\n\n"


@pytest.fixture
def read(tmp_path: Path):
    def read_text(text: str) -> PlanDocument:
        source = tmp_path / "plan.txt"
        source.write_text(COVER + text, "utf-8")
        return extract(source)

    return read_text


FORM = """第1章 施策の展開

施策1 窓口改革

主担当\t町民課
関係課\t税務課
現状\t待ち時間が長い。
取組内容\t書かない窓口を導入する。
{rows}
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("指標\t待ち時間\n現状値\t30分\n目標値\t10分", [("待ち時間", 30, 10)]),
        ("指標\t待ち時間\n単位\t分\n現状値（令和6年度）\t30\n目標値（令和9年度）\t10", [("待ち時間", 30, 10)]),
        ("指標\t待ち時間\n備考\t毎年測る\n目標値\t10分", []),
        ("指標\t待ち時間\n現状値\t30分", []),
        ("指標\tA\n現状値\t1件\n目標値\t2件\n指標\tB\n現状値\t3件\n目標値\t4件", [("A", 1, 2), ("B", 3, 4)]),
    ],
)
def test_a_form_gives_name_and_figures_of_an_indicator_in_rows_of_their_own(read, rows, expected):
    plan = read(FORM.format(rows=rows))
    found = [
        (k.name, k.baseline.value if k.baseline else None, k.target.value if k.target else None) for k in plan.kpis
    ]
    assert found == expected
    assert plan.measures[0].departments == ("町民課", "税務課")


def test_figures_in_a_table_headed_by_times_are_what_is_done_by_then(read):
    rows = "実施時期\t令和7年度\t令和8年度\n①\t4地区\t8地区"
    plan = read(FORM.format(rows="指標\t地区\n目標値\t8地区") + "\n" + rows + "\n")
    assert [(item.text, item.start_fiscal_year) for item in plan.schedule] == [("4地区", 2025), ("8地区", 2026)]


@pytest.mark.parametrize(
    "lines",
    [
        "- **RPA** 定型作業の自動化。\n- **AI** 人工知能のこと。",
        "**RPA**：定型作業の自動化。\n\n**AI**：人工知能のこと。",
        "RPA 定型的な作業を自動で行う仕組み。\n\nAI 人の知的な働きを行う計算機の技術。\n\nICT（情報通信技術） 通信。",
    ],
)
def test_glossaries_with_bold_terms_or_a_space_behind_them(read, lines):
    plan = read("第1章 はじめに\n\n本文です。\n\n用語集\n\n" + lines + "\n\n海野町DX推進計画\n\n令和7年3月 海野町\n")
    assert [entry.term for entry in plan.glossary][:2] == ["RPA", "AI"]
    assert not any("海野町" in entry.definition for entry in plan.glossary)


def test_unnumbered_headings_of_the_contents_stand_above_the_others(read):
    plan = read(
        "目次\n\n計画について\t1\n施策一覧\t2\n推進の仕組み\t3\n\n計画について\n\n策定の目的\n\n目的を定めます。\n\n"
        "期間\n\n5年間です。\n\n施策一覧\n\n次のとおりです。\n\n推進の仕組み\n\n体制\n\n町長が本部長です。\n"
    )
    levels = [(s.level, s.title) for s in plan.sections]
    assert levels == [
        (1, "計画について"),
        (2, "策定の目的"),
        (2, "期間"),
        (1, "施策一覧"),
        (1, "推進の仕組み"),
        (2, "体制"),
    ]
    assert plan.measures == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("令和7年度から令和9年度までの3年間とします。", []),
        ("令和8年度に中間見直しを行います。", ["令和8年度に中間見直しを行います。"]),
    ],
)
def test_the_sentence_that_gives_the_period_is_no_pledge(read, sentence, expected):
    plan = read("第1章 対象期間\n\n令和7年度から令和9年度までの3年間とします。\n\n第2章 見直し\n\n" + sentence + "\n")
    assert [one.text for one in plan.commitments] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["- 【内容】書かない窓口を導入します。", "- 【効果】待ち時間が減ります。", "- 【担当】町民課"],
            [("actions", 1), ("vision", 1)],
        ),
        (["内容 書かない窓口を導入します。", "課題 待ち時間が長いこと。"], [("actions", 1), ("issues", 1)]),
        (["内容 書かない窓口を導入します。", "来庁予約を始めます。"], [("actions", 2)]),
        (["内容：書かない窓口を導入します。", "課題：待ち時間が長いこと。"], [("actions", 1), ("issues", 1)]),
        (["- 【内容】書かない窓口を導入します。", "- 来庁予約を始めます。"], [("actions", 2)]),
        (["会場：役場で開きます。", "対象者：町民です。"], [("actions", 2)]),
    ],
)
def test_lines_that_begin_with_a_label_are_blocks_of_a_measure(read, lines, expected):
    plan = read("第1章 取組の内容\n\n施策1 窓口改革\n\n" + "\n".join(lines) + "\n\n施策2 研修\n\n研修を行います。\n")
    assert [(f.role, len(f.items)) for f in plan.measures[0].facets] == expected


def test_roman_numbers_that_begin_below_the_fifth_chapter_stand_inside_it(read):
    body = "".join(f"{n} {title}\n\n本文です。\n\n" for n, title in enumerate(["趣旨", "期間", "理念", "体系"], 1))
    plan = read(body + "5 施策の内容\n\nⅠ 暮らし\n\n本文です。\n\nⅡ 役場\n\n本文です。\n\n6 推進体制\n\n本文です。\n")
    levels = [(s.level, s.number) for s in plan.sections]
    assert levels[4:] == [(1, "5"), (2, "Ⅰ"), (2, "Ⅱ"), (1, "6")]


def test_roman_numbers_that_open_a_plan_stay_outermost(read):
    plan = read(
        "Ⅰ 総論\n\n1 趣旨\n\n本文です。\n\n2 期間\n\n本文です。\n\n3 理念\n\n本文です。\n\n"
        "Ⅱ 各論\n\n1 窓口\n\n本文です。\n"
    )
    assert [(s.level, s.number) for s in plan.sections] == [(1, "Ⅰ"), (2, "1"), (2, "2"), (2, "3"), (1, "Ⅱ"), (2, "1")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- **CDO（最高デジタル責任者）**（副町長）… 全庁を統括する。", ("CDO(最高デジタル責任者)", "副町長")),
        ("- CDO補佐官（民間人材） - 助言する。", ("CDO補佐官", "民間人材")),
        ("- DX推進員（各課1名）… 所属のDXを進める。", ("DX推進員", None)),
        ("町長をトップとする「海野町DX推進会議」で進み具合を確認します。", ("海野町DX推進会議", "町長")),
        ("各課に情報化推進員を1名置きます。", ("情報化推進員", None)),
    ],
)
def test_roles_in_one_line(read, line, expected):
    plan = read("第1章 推進体制\n\n" + line + "\n")
    assert [(role.role, role.holder) for role in plan.roles] == [expected]
    assert all("各課1名" not in one.text for one in plan.commitments)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("～現状と課題～", "現状と課題"),
        ("（現状）", "現状"),
        ("～窓口のいま～", "窓口のいま"),
    ],
)
def test_names_in_waves_and_block_names_in_round_brackets_are_headings(read, line, title):
    plan = read(f"第1章 施策の展開\n\n施策1 窓口改革\n\n{line}\n\n待ち時間が長くなっています。\n\n担当課：町民課\n")
    assert title in [s.title for s in plan.sections]


@pytest.mark.parametrize("line", ["（案）", "（令和7年3月）"])
def test_other_words_in_round_brackets_are_none(read, line):
    plan = read(f"第1章 施策の展開\n\n施策1 窓口改革\n\n{line}\n\n待ち時間が長くなっています。\n\n担当課：町民課\n")
    assert [s.title for s in plan.sections] == ["施策の展開", "窓口改革"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- 令和7年度：設計\n- 令和8年度：導入", [("設計", 2025, 2025), ("導入", 2026, 2026)]),
        ("令和7年度～令和8年度：実証", [("実証", 2025, 2026)]),
        ("令和7年度～：運用", [("運用", 2025, None)]),
        ("令和7年度：設計 → 令和8年度：導入", [("設計", 2025, 2025), ("導入", 2026, 2026)]),
        ("R7：設計　R8～R9：導入　R10：検証", [("設計", 2025, 2025), ("導入", 2026, 2027), ("検証", 2028, 2028)]),
        ("令和7年度：R6 実績の検証", [("R6 実績の検証", 2025, 2025)]),
        ("令和7年度から導入します。", []),
        ("令和7年度", []),
        ("毎年度：研修", []),
    ],
)
def test_lines_of_a_schedule(read, lines, expected):
    plan = read("第1章 施策の展開\n\n施策1 窓口改革\n\n■取組内容\n\n改革します。\n\n■工程\n\n" + lines + "\n")
    assert [(item.text, item.start_fiscal_year, item.end_fiscal_year) for item in plan.schedule] == expected
    assert all(item.measure_id == plan.measures[0].id for item in plan.schedule)


@pytest.mark.parametrize(
    ("aim", "expected"),
    [
        ("登録者数 5,000人（R10）", [("登録者数", 2310, 5000)]),
        ("利用者数 5,000人（R10）", [("利用者数", None, 5000)]),
        ("令和10年度までに５種類に拡大", []),
    ],
)
def test_the_present_state_of_a_form_has_the_baseline_of_its_target(read, aim, expected):
    form = f"取組内容\t機能の追加\n現状\t登録者数 2,310人（R6）\n目標\t{aim}\n担当課\t総務課\n"
    plan = read(f"第1章 施策の展開\n\n施策1 窓口改革\n\n{form}")
    found = [(k.name, k.baseline and k.baseline.value, k.target and k.target.value) for k in plan.kpis]
    assert found == expected


def test_circled_measures_that_are_counted_on_in_the_next_section(read):
    form = "取組内容\t改める。\n現状\t待たせている。\n担当課\t総務課\n\n"
    text = f"１．窓口\n\n① 予約\n\n{form}② 相談\n\n{form}２．庁内\n\n③ 文書\n\n{form}"
    assert [m.title for m in read(f"第1章 取組\n\n{text}").measures] == ["予約", "相談", "文書"]


def test_plans_beside_years_are_their_periods_and_no_schedule(read):
    rows = "名称\t令和6年度\t令和7年度\t令和8年度\n総合計画\t前期計画\t\t\nDX推進方針\t策定\t取組の推進\t"
    plan = read("第1章 位置づけ\n\n本計画の位置づけは次のとおりです。\n\n" + rows + "\n")
    assert plan.schedule == ()
    assert [table.kind for table in plan.tables] == ["period"]


def test_a_name_that_lost_its_table_is_not_joined_to_a_caption_and_a_page_number(read):
    plan = read(
        "第1章 施策の展開\n\n施策1 窓口改革\n\n■目標\n\n手続の数\n\n令和6年度\n\n48手続\n\n"
        "➡\n\n令和9年度\n\n300手続\n\n利用者数\n\n—\n\n➡\n\n500人\n\n\n\nアプリの画面\n\n8\n\n04 取組\n"
    )
    found = [(k.name, k.target.value, k.target.at.fiscal_year) for k in plan.kpis]
    assert found == [("手続の数", 300, 2027), ("利用者数", 500, 2027)]


def test_a_department_above_its_telephone_number_issues_the_plan(read):
    plan = read(
        "第1章 はじめに\n\n本文です。\n\n用語集\n\nAI：人工知能のこと。\n\n海野町企画調整課\n電話　012-345-6789\n"
    )
    assert plan.plan.issuer == "海野町企画調整課"
    assert [entry.definition for entry in plan.glossary] == ["人工知能のこと。"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("目標： 申請の件数を、32件（2023年度）から150件（2028年度）に増やします。", ("申請の件数", 32, 150)),
        ("KPI：電子契約の割合を50％（2028年度）にします。", ("電子契約の割合", None, 50)),
        ("申請の件数を、32件（2023年度）から150件（2028年度）に増やします。", None),
        ("目標：申請しやすい町にします。", None),
    ],
)
def test_a_labelled_sentence_that_says_where_a_figure_shall_go(read, sentence, expected):
    plan = read("第1章 施策\n\n施策1 窓口\n\n■取組内容\n\n- 窓口を変えます。\n- 研修を行います。\n\n" + sentence + "\n")
    found = [(k.name, k.baseline and k.baseline.value, k.target and k.target.value) for k in plan.kpis]
    assert found == ([expected] if expected else [])
    if expected:
        assert plan.commitments == ()
        assert len(plan.measures[0].facets[0].items) == 2


def test_marked_titles_hold_the_bare_labels_below_them(read):
    body = "".join(f"■{title}（町民課）\n\n内容：\n\n- 始めます。\n\n" for title in ("窓口改革", "電子申請"))
    plan = read("1. 施策\n\n次のとおりです。\n\n1-1 住民サービス\n\n" + body)
    assert [(m.title, m.departments) for m in plan.measures] == [("窓口改革", ("町民課",)), ("電子申請", ("町民課",))]
    assert [s.title for s in plan.sections if s.level == 4] == ["内容", "内容"]


def test_departments_below_a_bare_label_and_the_last_contents_line(read):
    plan = read(
        "目次\n\n序章 策定に当たって 1\n第1章 施策 2\n資料 23\n\n序章 策定に当たって\n\n本文です。\n\n"
        "第1章 施策\n\n施策1 窓口\n\n取組\n\n- 始めます。\n\n担当課\n\n税務課・町民課\n\n資料\n\n資料です。\n"
    )
    assert [s.number for s in plan.sections][:2] == ["序章", "第1章"]
    assert plan.measures[0].departments == ("税務課", "町民課")


def test_contents_with_several_entries_in_one_cell(read):
    plan = read(
        "目次\n\n第1章 基本事項 <br> 1 背景 <br> 2 期間\t1 2 3\n第2章 施策\t4\n第3章 指標\t5\n第4章 体制\t6\n\n"
        "第1章 基本事項\n\n1 背景\n\n背景です。\n\n2 期間\n\n5年間です。\n\n第2章 施策\n\n施策です。\n"
    )
    assert [(s.number, s.title) for s in plan.sections][:3] == [("第1章", "基本事項"), ("1", "背景"), ("2", "期間")]


@pytest.mark.parametrize("line", ["施策（4）AIの活用", "施策①DXの推進", "方針（1）ICTの活用"])
def test_a_latin_title_may_stand_right_behind_a_bracketed_number(read, line):
    plan = read(f"第1章 施策の展開\n\n{line}\n\n■取組内容\n\n活用します。\n\n■担当課\n\n総務課\n")
    assert plan.sections[1].title in ("AIの活用", "DXの推進", "ICTの活用")


def test_a_bold_title_before_a_pledge_is_no_part_of_it(read):
    plan = read("第1章 施策\n\n■取組内容\n\n- **窓口の拡充** 令和8年度に支所でも利用できるようにします。\n")
    assert [one.text for one in plan.commitments] == ["令和8年度に支所でも利用できるようにします。"]


def test_a_figure_above_the_national_mean_is_not_the_mean(read):
    plan = read("第1章 現状\n\n保有枚数率は83.5%（令和6年12月末）で、全国平均を上回っています。\n")
    assert plan.benchmarks == ()


def test_the_last_term_of_a_glossary_ends_above_title_and_date(read):
    plan = read(
        "第1章 はじめに\n\n本文です。\n\n用語集\n\n**AI** ････ 人工知能のこと。\n\n"
        "海野町DX推進計画 令和7年3月\n編集：総務課\n"
    )
    assert [(entry.term, entry.definition) for entry in plan.glossary] == [("AI", "人工知能のこと。")]


@pytest.mark.parametrize("time", ["令和7年度～令和9年度", "令和7年度～", "令和8年度 導入"])
def test_labels_beside_their_blocks_make_a_form_whatever_time_they_name(read, time):
    rows = [("課題", "待ち時間が長い。"), ("内容", "① 窓口を変える。"), ("時期", time)]
    rows += [("指標", "待ち時間　40分（R5）→ 20分（R9）"), ("担当", "町民課")]
    plan = read("第1章 取組\n\n取組1　窓口改革\n\n" + "\n\n".join(f"{a}　　{b}" for a, b in rows) + "\n")
    (measure,) = plan.measures
    assert [f.role for f in measure.facets] == ["issues", "actions"]
    assert [(k.name, k.target.value) for k in plan.kpis] == [("待ち時間", 20)]
    assert measure.departments == ("町民課",)


@pytest.mark.parametrize(
    "contents", ["", "目次\n\n計画の概要 1\n1 趣旨 1\n2 期間 1\n町の状況 2\n1 人口 2\n用語の整理 3\n\n"]
)
def test_unnumbered_chapters_above_numbers_that_begin_anew(read, contents):
    plan = read(
        contents + "計画の概要\n\n1 趣旨\n\n本文です。\n\n2 期間\n\n5年間です。\n\n町の状況\n\n1 人口\n\n人口です。\n\n"
        "用語の整理\n\n整理します。\n"
    )
    titles = [(s.level, s.title) for s in plan.sections]
    assert titles[:5] == [(1, "計画の概要"), (2, "趣旨"), (2, "期間"), (1, "町の状況"), (2, "人口")]
    assert not contents or titles[5:] == [(1, "用語の整理")]


def test_a_line_before_the_only_first_section_is_no_chapter(read):
    plan = read("町長あいさつ\n\n1 趣旨\n\n本文です。\n\n2 期間\n\n5年間です。\n")
    assert [(s.level, s.title) for s in plan.sections] == [(1, "趣旨"), (1, "期間")]


@pytest.mark.parametrize("frame", ["【】", "〔〕", "［］", "＜＞", "<>", "≪≫", "《》", "〈〉"])
def test_every_bracket_frames_labels_alike(read, frame):
    lines = [
        "1 窓口の改革",
        "{}現状と課題{}",
        "申請書に同じことを何度も書く必要があります。",
        "{}取組内容{}",
        "・申請書の作成を支援します。",
        "{}成果指標{}",
        "窓口の待ち時間　現状：40分（令和6年度）　目標：20分（令和9年度）",
        "{}所管課{}市民課、税務課",
    ]
    (measure,) = read("\n\n".join(line.format(*frame) for line in lines)).measures
    assert [facet.role for facet in measure.facets] == ["current_state", "actions"]
    assert measure.departments == ("市民課", "税務課")
