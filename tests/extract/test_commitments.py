"""Pledges, and the sentences with figures and dates that are none."""

from __future__ import annotations

import pytest

from dxextract.extract.commitments import find_commitments
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from dxextract.schema.plan import Commitment, DateRef, Period, Plan
from extract.document_builder import document, outline, table

RULES = load_rules()
PLAN = Plan(
    id="x",
    published=DateRef(raw="令和7年3月", start="2025-03-01", end="2025-03-31", precision="month", fiscal_year=2024),
    period=Period(
        raw="令和7年度から令和9年度まで",
        start_fiscal_year=2025,
        end_fiscal_year=2027,
        start="2025-04-01",
        end="2028-03-31",
    ),
)


def commitments(*body: Block | str, heading: str = "取組項目") -> list[Commitment]:
    doc = document("窓口改革の推進", heading, *body)
    tree = outline(doc, [(0, 1, "(1)", "窓口改革の推進", "section"), (1, 2, None, heading, "facet")])
    tables = read_tables(doc, tree, RULES)
    return [one.record for one in find_commitments(doc, tree, PLAN, tables, MeasureIndex(tree, ()), RULES)]


@pytest.mark.parametrize(
    ("sentence", "years", "values"),
    [
        ("令和8年度までに全ての窓口で電子申請を受け付けます。", [2026], []),
        ("令和7年度中に18業務の標準準拠システムへの移行を完了する。", [2025], [18]),
        ("・令和9年度末までに書かない窓口を導入します。", [2027], []),
        ("公開済みのデータは、年1回以上の更新を図る。", [], [1]),
        ("電子申請の利用率を50%以上とすることを目指します。", [], [50]),
        ("紙の使用量を30%削減します。", [], [30]),
        ("スマートフォン教室を年12回開催します。", [], [12]),
        ("◆ 公金収納の電子化：令和8年9月の開始に向けた準備。", [2026], []),
        ("令和7年度から導入するシステムで、令和9年度までに利用率を80%とします。", [2025, 2027], [80]),
        ("各課に推進員を2人配置します。", [], [2]),
    ],
)
def test_pledges(sentence: str, years: list[int], values: list[float]) -> None:
    (found,) = commitments(sentence)
    assert found.text == sentence.lstrip("・◆ ")
    assert [one.fiscal_year for one in found.deadlines] == years
    assert [one.value for one in found.quantities] == values


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("・電子決裁の定着：令和9年度末までに全庁で切り替えます。", "令和9年度末までに全庁で切り替えます。"),
        ("電子決裁の定着\u3000令和9年度末までに全庁で切り替えます。", "令和9年度末までに全庁で切り替えます。"),
        ("RPA の利用を令和9年度末までに全庁に広げます。", "RPA の利用を令和9年度末までに全庁に広げます。"),
    ],
)
def test_the_title_before_a_sentence_is_no_part_of_it(line: str, text: str) -> None:
    (found,) = commitments(line)
    assert found.text == text


def test_state_to_come_in_a_vision() -> None:
    sentence = "市民の90%以上がマイナンバーカードを保有している。"
    assert [one.text for one in commitments(sentence, heading="目指す姿")] == [sentence]
    assert commitments(sentence, heading="現状と課題") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "令和5年度に議事録作成システムを導入しました。",
        "令和6年12月2日の健康保険証の廃止に伴い、広報に努めます。",
        "令和4年度に調達したシステムを活用し、電子申請を推進します。",
        "電子申請が43.6%と最も高くなっています。",
        "3つの視点に基づき、取組を進めます。",
        "24時間365日手続ができる環境を整備します。",
        "65歳以上の方を対象とした講習会を開催します。",
        "計画期間は、令和7年度から令和9年度までとします。",
        "国は令和7年度末までに標準化を完了することを目標としています。",
        "県は令和8年度までに共同利用を拡大することとしています。",
        "窓口の利便性の向上を図ります。",
        "児童・生徒1人に1台整備したタブレット端末を活用し、学びの実現を目指しています。",
        "各課等の主幹級職員1人をDX推進リーダーとし、取組を推進していく。",
        "令和8年4月より軽自動車税に名称変更。",
        "令和7年10月から開始した講座を継続し、周知に努めます。",
    ],
)
def test_no_pledge(sentence: str) -> None:
    assert commitments(sentence) == []


@pytest.mark.parametrize(
    "heading", ["国の動向", "策定の背景", "これまでの取組", "計画の期間", "取組スケジュール", "成果指標", "用語集"]
)
def test_sections_that_pledge_nothing(heading: str) -> None:
    assert commitments("令和8年度までに電子申請を導入します。", heading=heading) == []


def test_state_of_things_pledges_by_a_date_alone() -> None:
    assert len(commitments("令和8年度までに電子申請を導入します。", heading="現状と課題")) == 1
    assert commitments("利用率を50%以上とすることを目指します。", heading="現状と課題") == []


def test_the_end_of_the_period_is_no_deadline() -> None:
    period = Period(raw="令和9年度末まで", end_fiscal_year=2027, end="2028-03-31")
    plan = PLAN.model_copy(update={"period": period})
    said, pledged = "本方針の集中取組期間は、令和9年度末までとする。", "取組期間の令和9年度末までに全手続を移行します。"
    doc = document("取組の方針", said, pledged)
    tree = outline(doc, [(0, 1, "(1)", "取組の方針", "section")])
    found = find_commitments(doc, tree, plan, (), MeasureIndex(tree, ()), RULES)
    assert [one.record.text for one in found] == [pledged]


def test_the_period_in_wide_digits_is_no_pledge() -> None:
    wide = "令和７年度から令和９年度まで"
    assert PLAN.period is not None
    plan = PLAN.model_copy(update={"period": PLAN.period.model_copy(update={"raw": wide})})
    doc = document("計画の概要", "計画期間は、令和7年度から令和9年度までの3年間とします。")
    tree = outline(doc, [(0, 1, "1", "計画の概要", "section")])
    assert not find_commitments(doc, tree, plan, (), MeasureIndex(tree, ()), RULES)


def test_tables_pledge_nothing() -> None:
    rows = [["指標名", "現状値", "目標値"], ["令和8年度までに導入する手続の数", "10件", "20件"]]
    assert commitments(table(rows, 9)) == []


def test_only_the_sentence_itself() -> None:
    text = "窓口の混雑が課題です。令和8年度までに予約システムを導入します。あわせて周知を図ります。"
    (found,) = commitments(text)
    assert found.text == "令和8年度までに予約システムを導入します。"
    assert found.evidence[0].quote == found.text


def test_a_review_of_the_period_below_a_chapter_on_how_the_plan_came_to_be() -> None:
    doc = document(
        "計画策定の趣旨", "計画の期間", "令和7年度から令和9年度まで。なお、令和8年度に中間見直しを行います。"
    )
    tree = outline(doc, [(0, 1, "第1章", "計画策定の趣旨", "chapter"), (1, 2, "3", "計画の期間", "section")])
    found = find_commitments(doc, tree, PLAN, (), MeasureIndex(tree, ()), RULES)
    assert [one.record.text for one in found] == ["なお、令和8年度に中間見直しを行います。"]


def test_when_the_plan_comes_into_force_is_no_pledge() -> None:
    assert commitments("この計画は、令和7年4月1日から施行する。", "この方針は、令和8年4月1日から適用します。") == []


def test_a_sentence_that_gives_the_period_and_promises_a_review() -> None:
    doc = document("計画期間", "令和7年度から令和9年度までの3年間とし、2年目に当たる令和8年度に中間評価を行います。")
    tree = outline(doc, [(0, 1, "2", "計画期間", "section")])
    (found,) = find_commitments(doc, tree, PLAN, (), MeasureIndex(tree, ()), RULES)
    assert [one.fiscal_year for one in found.record.deadlines] == [2026]
