"""Tables that a conversion broke: lost forms and slipped columns, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text_documents import assert_grounded, codes, only_table, rows, tables, texts


def lines(text: str) -> str:
    """A text whose lines are written with `/` between them here."""
    return text.replace("/", "\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "指標名/現状値/目標値/オンライン申請件数/120件/500件",
            [["指標名", "現状値", "目標値"], ["オンライン申請件数", "120件", "500件"]],
        ),
        (
            "指標名//現状値/(令和6年度)//目標値/(令和10年度)//申請件数//120件//500件//利用率//12.5%//50%以上",
            [
                ["指標名", "現状値 (令和6年度)", "目標値 (令和10年度)"],
                ["申請件数", "120件", "500件"],
                ["利用率", "12.5%", "50%以上"],
            ],
        ),
        (
            "取組項目/番号/指標名/現状値/目標値/①/書かない窓口で利用できる/手続の数/0手続/10手続/見直した手続数/未実施/20手続/②/研修の回数/―/毎年度2回",
            [
                ["取組項目番号", "指標名", "現状値", "目標値"],
                ["①", "書かない窓口で利用できる手続の数", "0手続", "10手続"],
                ["", "見直した手続数", "未実施", "20手続"],
                ["②", "研修の回数", "―", "毎年度2回"],
            ],
        ),
        (
            "成果指標/単位/R6実績/R10目標/担当課/利用者数/人/1,200/2,000/総務課/満足度/％/60.5/80.0/企画財政課",
            [
                ["成果指標", "単位", "R6実績", "R10目標", "担当課"],
                ["利用者数", "人", "1,200", "2,000", "総務課"],
                ["満足度", "%", "60.5", "80.0", "企画財政課"],
            ],
        ),
        (
            "指標/現状値/目標値/申請件数/研修回数/10件/2回/30件/5回",
            [["指標", "現状値", "目標値"], ["申請件数", "10件", "30件"], ["研修回数", "2回", "5回"]],
        ),
        (
            "指標名\t現状値\t目標値/窓口の待ち時間/12分/5分",
            [["指標名", "現状値", "目標値"], ["窓口の待ち時間", "12分", "5分"]],
        ),
        (
            "指標名/現状値/目標値/利用率\t20%\t50%/登録者\t200人\t500人",
            [["指標名", "現状値", "目標値"], ["利用率", "20%", "50%"], ["登録者", "200人", "500人"]],
        ),
        (
            "- 指標名/- 現状値/- 目標値/- 利用率/- 20%/- 50%",
            [["指標名", "現状値", "目標値"], ["利用率", "20%", "50%"]],
        ),
    ],
)
def test_lost_forms(text: str, expected: list[list[str]]) -> None:
    text = f"■ 成果指標/{text}//(2) 次の施策/本文です。"
    assert only_table(lines(text)) == expected
    (table,) = tables(lines(text))
    assert (table.repaired, table.header_rows) == (("form",), 1)
    assert codes(lines(text)) == ["I302"]
    assert texts(lines(text)) == ["■ 成果指標", "(2) 次の施策", "本文です。"]
    assert_grounded(lines(text))


@pytest.mark.parametrize(
    "text",
    [
        "担当課/総務課/スケジュール/令和7年度から実施する。",
        "指標名/現状値",
        "指標名/現状値/目標値/次のとおりとする。/申請件数",
        "指標名/現状値/目標値/申請件数/利用率/研修回数",
        "現状値/目標値/単位/10件/20件/件",
        "指標名/現状値/目標値/申請件数/120件/(2) 次の施策",
        "指標名/現状値/目標値/申請件数/120件/500件/300件",
        "指標名/現状値/目標値",
        "目標/現状/施策/■ 窓口改革/10件",
        "指標名/現状値/目標値//# 次の章/本文",
    ],
)
def test_labels_and_values_that_are_no_lost_form(text: str) -> None:
    assert tables(lines(text)) == []


def test_a_lost_form_ends_at_the_next_heading() -> None:
    text = lines("指標名/現状値/目標値/申請件数/120件/500件/■ 関係課/総務課/10件")
    assert len(only_table(text)) == 2
    assert texts(text) == ["■ 関係課", "総務課", "10件"]


def test_two_lost_forms_after_each_other() -> None:
    one = lines("指標名/現状値/目標値/申請件数/120件/500件/")
    assert len(tables(one + one)) == 2


@given(
    st.lists(st.sampled_from(["申請件数", "研修を受けた職員", "満足度"]), min_size=1, max_size=5),
    st.integers(0, 1),
    st.data(),
)
def test_any_table_that_loses_its_form_comes_back(names: list[str], gap: int, data: st.DataObject) -> None:
    value = st.sampled_from(["10件", "1,200人", "45.5%", "―", "未実施", "毎年度2回", "80%以上", "0"])
    body = [[name, data.draw(value), data.draw(value)] for name in names]
    flat = [cell for row in [["指標名", "現状値", "目標値"], *body] for cell in row]
    text = ("\n" * (gap + 1)).join(flat)
    assert only_table(text) == [["指標名", "現状値", "目標値"], *body]


def table(*written: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            table("指標名|現状値|目標値", "|10件|20件", "申請件数|30%|50%", "利用率|2回|5回", "研修回数||"),
            [["申請件数", "10件", "20件"], ["利用率", "30%", "50%"], ["研修回数", "2回", "5回"]],
        ),
        (
            table("番号|指標名|現状値|目標値", "①|A件数|1件|2件", "②||3件|4件", "③|B件数|5件|6件", "|C件数||"),
            [["①", "A件数", "1件", "2件"], ["②", "B件数", "3件", "4件"], ["③", "C件数", "5件", "6件"]],
        ),
        (
            table("|現状値|目標値", "指標名|10件|20件", "申請件数|30%|50%", "利用率||"),
            [["申請件数", "10件", "20件"], ["利用率", "30%", "50%"]],
        ),
        (
            table("指標名|現状値|目標値", "申請件数||", "利用率|10件|20件", "研修回数|30%|50%", "|2回|5回"),
            [["申請件数", "10件", "20件"], ["利用率", "30%", "50%"], ["研修回数", "2回", "5回"]],
        ),
        (
            table("指標名|現状値|目標値", "申請件数||", "|10件|20件", "利用率||", "|30%|50%"),
            [["申請件数", "10件", "20件"], ["利用率", "30%", "50%"]],
        ),
        (
            table("用語|説明", "|人工知能のこと。", "AI|変革のこと。", "DX|自動化のこと。", "RPA|"),
            [["AI", "人工知能のこと。"], ["DX", "変革のこと。"], ["RPA", "自動化のこと。"]],
        ),
        (
            table("申請した人の割合|基準値|令和12年度", "研修の受講者数(累計)|32% (R6)|100%", "|64件|➡ 70件"),
            [["申請した人の割合", "32% (R6)", "100%"], ["研修の受講者数(累計)", "64件", "➡ 70件"]],
        ),
        (table("窓口の待ち時間|現状値|目標値", "|12分|5分"), [["窓口の待ち時間", "12分", "5分"]]),
    ],
)
def test_slipped_names(text: str, expected: list[list[str]]) -> None:
    (found,) = tables(text)
    assert rows(found.as_meant())[1:] == expected
    written = [row.split("\t") for row in text.split("\n")]
    assert rows(found) == [row[: found.n_cols] for row in written]
    assert (found.repaired, found.header_rows) == (("slip",), 1)
    assert "I302" in codes(text)
    assert_grounded(text)


@pytest.mark.parametrize(
    "text",
    [
        # merged names: a blank name below another one
        table("取組|指標名|現状値|目標値", "窓口|申請件数|10件|20件", "|利用率|30%|50%", "研修|回数|2回|5回"),
        table("指標名|現状値|目標値", "申請件数|10件|20件", "|30件|40件", "研修回数|2回|5回"),
        # a title over sub-rows, the last of them merged or not
        table("指標名|内訳|現状値|目標値", "申請件数|||", "|市民|10件|20件", "|事業者|30件|50件"),
        table("指標名|現状値|目標値", "申請件数||", "市民|10件|20件", "事業者|30件|50件"),
        table("指標名|内訳|現状値|目標値", "申請||||", "窓口|市民|1件|2件", "|事業者|3件|4件"),
        # an indicator that has no values yet
        table("指標名|現状値|目標値", "申請件数|10件|20件", "利用率||", "研修回数|2回|5回"),
        table("指標名|現状値|目標値", "申請件数|10件|20件", "利用率||"),
        table("番号|指標名|現状値|目標値", "①|申請件数|10件|20件", "|利用率|30%|50%", "②|研修||"),
        # schedules and other tables without values
        table("取組|令和7年度|令和8年度", "|検討|導入", "窓口|検討|導入", "研修||"),
        table("用語|説明", "AI|人工知能", "|のこと。", "DX|変革"),
        # a header of two levels
        table("|現状値|目標値", "指標名|R6|R10", "申請件数|10件|20件", "研修|1回|2回"),
        # a header of its own over merged names, or over a name in each row
        table("主な目標|現状値|目標値", "申請件数|10件|20件", "利用率|30%|50%", "|2回|5回"),
        table("件数|現状値|目標値", "申請件数|10件|20件", "|2回|5回"),
        table("窓口の待ち時間|現状値|目標値", "総合窓口|10分|5分", "税務課|8分|4分"),
        table("窓口の待ち時間|現状値|目標値", "総合窓口|10分|5分", "|8分|4分", "税務課|8分|4分"),
        table("窓口の待ち時間|R6|R7", "総合窓口|10分|5分", "|8分|4分"),
        table("現状値|目標値|窓口の待ち時間", "10分|5分|総合窓口", "8分|4分|"),
        # no header
        table("|10件|20件", "申請件数|30%|50%", "研修回数||"),
    ],
)
def test_blanks_that_are_no_slip(text: str) -> None:
    (found,) = tables(text)
    written = [row.split("\t") for row in text.split("\n")]
    assert rows(found) == [row[: found.n_cols] for row in written]
    assert found.repaired == ()
