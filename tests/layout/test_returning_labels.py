"""Forms that a text aligns with spaces: heads of labels over texts, and labels that return in each form."""

from __future__ import annotations

from pathlib import Path

from dxextract import extract

COVER = "花咲市DX推進計画\n\n令和7年3月\n\n第3章 事業個票\n"
FORMS = """
  事業番号       事業名              担当課       分類
1-1         {one}          契約検査課      新規
  困りごと      {one}に時間がかかります。
  実施内容      ・{one}を見直します。
            ・説明会を開きます。
  みちのり      R7        R8        R9
            規程の改正     試行        拡大
  費用（千円）    900       1,100     1,100
  事業番号       事業名              担当課       分類
1-2         {other}          農林水産課      継続
  困りごと      {other}に手間がかかります。
  実施内容      ・{other}を整備します。
            ・台帳を直します。
  みちのり      R7        R8        R9
            調査        整備        公開
  費用（千円）    500       600       700
"""


def test_labels_over_texts_head_a_form_and_unknown_labels_return(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + FORMS.format(one="契約書の製本", other="農地の地図"), "utf-8")
    plan = extract(source)
    assert [(m.number, m.title, m.departments) for m in plan.measures] == [
        ("1-1", "契約書の製本", ("契約検査課",)),
        ("1-2", "農地の地図", ("農林水産課",)),
    ]
    steps = [(s.text, s.start_fiscal_year) for s in plan.schedule]
    assert steps == [
        ("規程の改正", 2025),
        ("試行", 2026),
        ("拡大", 2027),
        ("調査", 2025),
        ("整備", 2026),
        ("公開", 2027),
    ]


BELOW_YEARS = """
改革項目   {name}                          所管       契約検査課
現状・課題   時間がかかっています。
年度      R6（実績）       R7         R8         R9      摘要
取組計画                 規程の改正         試行          拡大
"""


def test_a_line_with_a_gap_stands_below_the_years_whose_middle_is_nearest(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text(COVER + BELOW_YEARS.format(name="契約の電子化"), "utf-8")
    steps = [(s.text, s.start_fiscal_year) for s in extract(source).schedule]
    assert steps == [("規程の改正", 2025), ("試行", 2026), ("拡大", 2027)]
