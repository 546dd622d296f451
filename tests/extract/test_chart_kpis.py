"""Charts as indicators: a figure over each year, the last one ahead; what must stay a chart."""

from __future__ import annotations

import pytest

from dxextract.extract.kpis.charts import find_chart_kpis
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import load_rules
from dxextract.schema.document import Figure, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from tests.extract.document_builder import document, outline, paragraph

UNIT, SCALE = ("(億円)", 252, 69, 279), [("350", 260, 84, 275), ("340", 260, 106, 275)]
BARS = [("342", 441, 91, 454), ("327", 367, 123, 380), ("326", 294, 125, 308), ("323", 330, 132, 344)]
AXIS = [("2017 2018 2019", 290, 201, 384), ("2025", 436, 201, 457), ("(年)", 453, 210, 470)]


def chart(words):
    lines = [Segment(text, Place(page=1, box=(x0, top, x1, top + 9))) for text, x0, top, x1 in words]
    return Figure(Place(page=1, box=(250, 60, 470, 220)), tuple(Passage.of([line]) for line in lines))


def found(words, heading="目標指標", name="観光消費額", now=2020):
    lines = [paragraph(text, n, page=1, size=12) for n, text in enumerate((heading, name), 1)]
    doc = document(*lines, chart(words))
    tree = outline(doc, [(0, 1, None, heading, "section")])
    return [c.record for c in find_chart_kpis(doc, tree, MeasureIndex(tree, ()), load_rules(), now)]


@pytest.mark.parametrize("now", [2020, None])
def test_the_last_bar_is_the_target_and_the_one_before_the_baseline(now):
    (kpi,) = found([UNIT, *SCALE, *BARS, *AXIS], now=now)
    values = [(q.value, q.unit, q.at.fiscal_year) for q in (kpi.baseline, kpi.target, *kpi.milestones)]
    assert kpi.name == "観光消費額"
    assert values == [
        (32_700_000_000, "円", 2019),
        (34_200_000_000, "円", 2025),
        (32_600_000_000, "円", 2017),
        (32_300_000_000, "円", 2018),
    ]


def test_what_else_is_to_come_is_no_baseline():
    (kpi,) = found([UNIT, *BARS, ("2017 2018 2024", 290, 201, 384), *AXIS[1:]], now=2020)
    assert (kpi.baseline.at.fiscal_year, [m.at.fiscal_year for m in kpi.milestones]) == (2018, [2017, 2024])


PAIRS = [("6.9", 45, 130, 57), ("11.3", 58, 108, 70), ("7.7", 81, 128, 93), ("10.3", 94, 110, 106)]
PAIRS += [("9.5", 181, 124, 193), ("11.4", 194, 107, 206)]
YEARS_OF_PAIRS = [("2014", 47, 185, 67), ("2016", 83, 185, 103), ("2025", 184, 185, 204)]


def test_bars_side_by_side_are_told_by_the_line_that_names_them():
    words = [("(人)", 19, 71, 37), *PAIRS, *YEARS_OF_PAIRS]
    assert found(words) == []
    one, other = found([*words, ("産科医 小児科医", 51, 204, 197)], name="医師数(産科医，小児科医)")
    assert [(one.name, one.baseline.value, one.target.value), (other.name, other.baseline.value)] == [
        ("医師数(産科医)", 7.7, 9.5),
        ("医師数(小児科医)", 10.3),
    ]
    assert [kpi.name for kpi in found([*words, ("男性 女性", 51, 204, 197)], name="従業者数")] == [
        "従業者数(男性)",
        "従業者数(女性)",
    ]


def test_the_kinds_of_bars_may_be_named_one_below_the_other():
    words = [
        ("(人)", 19, 71, 37),
        *PAIRS,
        *YEARS_OF_PAIRS,
        ("芸術文化施設", 51, 200, 97),
        ("郷土歴史施設", 51, 212, 97),
    ]
    assert [kpi.name for kpi in found(words, name="利用者数")] == ["利用者数(芸術文化施設)", "利用者数(郷土歴史施設)"]
    aside = [*words[:-1], ("郷土歴史施設", 80, 212, 126)]
    assert found(aside, name="利用者数") == []


@pytest.mark.parametrize(
    ("unit", "scale", "read"),
    [("(千t-CO2)", 1000, "t-CO2"), ("(人口10万対)", 1, "人口10万対"), ("(R4年度)", 1, None), ("(年度)", 1, None)],
)
def test_the_unit_of_an_axis(unit, scale, read):
    (kpi,) = found([(unit, 252, 69, 279), *BARS, *AXIS])
    assert (kpi.target.value, kpi.target.unit) == (342 * scale, read)


@pytest.mark.parametrize(
    ("bands", "name"),
    [(("#ffc000", "#ffc000"), "福祉施設から一般就労への移行人数"), (("#ffc000", None), "一般就労への移行人数")],
)
def test_lines_on_one_band_are_one_name(bands, name):
    lines = [paragraph("目標指標", 1, page=1, size=12)]
    for n, (text, band) in enumerate(zip(("福祉施設から", "一般就労への移行人数"), bands, strict=True)):
        place = Place(page=1, box=(300 - 30 * n, 30 + 16 * n, 400 + 30 * n, 44 + 16 * n))
        lines.append(Paragraph(Passage.of([Segment(text, place)]), style=Style(14.0, bold=True, band=band)))
    doc = document(*lines, chart([UNIT, *BARS, *AXIS]))
    tree = outline(doc, [(0, 1, None, "目標指標", "section")])
    (one,) = find_chart_kpis(doc, tree, MeasureIndex(tree, ()), load_rules(), 2020)
    assert one.record.name == name


@pytest.mark.parametrize(("top", "counts"), [("53", True), ("50", False)])
def test_of_stacked_bars_the_sum_counts(top, counts):
    words = [(top, 294, 100, 308), ("36", 294, 120, 308), ("17", 294, 140, 308), *BARS[:2], BARS[3], *AXIS]
    assert [k.milestones[0].value for k in found(words)] == ([53] if counts else [])


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ([UNIT, *BARS, ("280", 441, 133, 454), *AXIS], {}),
        ([UNIT, *BARS[:-1], *AXIS], {}),
        ([UNIT, *BARS, *AXIS], {"now": 2025}),
        ([UNIT, *BARS, *AXIS], {"heading": "本市の現状"}),
        ([UNIT, *BARS, *AXIS], {"name": "観光に来た人が市内で使った金額は、次のとおりです。"}),
    ],
    ids=["two_figures_for_a_year", "a_year_without_one", "nothing_ahead", "no_block_of_indicators", "a_sentence"],
)
def test_other_charts_are_none(words, more):
    assert found(words, **more) == []
