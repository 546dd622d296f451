"""Sections with a table of what is done and who does it are measures; what the table says is theirs."""

from __future__ import annotations

import pytest

from dxextract.pipeline import extract

HEAD = "海野村職員行動計画\n\n令和6年3月\n\n第1章 総論\n\n計画を定めます。\n\n第2章 具体的な内容\n\n1 勤務環境\n\n"
TABLE = "{}\t{}\n①既存の休暇の制度について、職員へ積極的に知らせます。\t{}\n②相談に応じます。\t{}\n\n"


def measures(tmp_path, *sections):
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + "".join(f"({n}) {one}" for n, one in enumerate(sections, 1)), encoding="utf-8")
    return extract(path).measures


@pytest.mark.parametrize(
    ("head", "departments"),
    [
        (("目標", "推進者", "総務課長", "所属長"), ("総務課長", "所属長")),
        (("取組内容", "担当課", "総務課", "住民課"), ("総務課", "住民課")),
        (("取組内容", "実施主体", "全職員", "総務課"), ("全職員", "総務課")),
    ],
)
def test_sentences_beside_who_does_them(tmp_path, head, departments):
    found = measures(tmp_path, "休暇の取得\n\n" + TABLE.format(*head), "残業の縮減\n\n" + TABLE.format(*head))
    assert [m.title for m in found] == ["休暇の取得", "残業の縮減"]
    assert {m.departments for m in found} == {departments}
    (facet,) = found[0].facets
    assert facet.role == "actions"
    assert [item.label for item in facet.items] == ["①", "②"]
    assert facet.items[1].text == "相談に応じます。"


@pytest.mark.parametrize(
    ("titles", "head"),
    [
        (("推進体制", "役割分担"), ("取組内容", "担当課", "総務課", "住民課")),
        (("休暇の取得", "残業の縮減"), ("主な役割", "担当課", "総務課", "住民課")),
        (("休暇の取得", "残業の縮減"), ("内容", "実績", "5件", "6件")),
    ],
)
def test_tables_of_bodies_and_figures_make_no_measures(tmp_path, titles, head):
    assert measures(tmp_path, *(f"{title}\n\n" + TABLE.format(*head) for title in titles)) == ()


def test_one_table_among_sections_of_prose_is_no_sign(tmp_path):
    table = TABLE.format("目標", "推進者", "総務課長", "所属長")
    assert measures(tmp_path, "休暇の取得\n\n" + table, "残業の縮減\n\n縮減に努めます。\n\n") == ()
