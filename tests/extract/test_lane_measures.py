"""Which measure a lane of a road map names."""

from __future__ import annotations

import pytest

from dxextract.extract.measures import MeasureIndex, find_measures
from dxextract.extract.schedule.schedule import find_schedule
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from tests.extract.document_builder import document, outline, table

YEARS = ["取組", "令和6年度", "令和7年度", "令和8年度"]


@pytest.mark.parametrize(
    ("name", "found"),
    [("1 窓口の改革", True), ("アクション1 窓口の改革", True), ("窓口", False), ("2028 窓口の改革", False)],
)
def test_a_lane_may_number_its_measure_otherwise(name, found):
    rules = load_rules()
    doc = document("アクション1 窓口の改革", "現状", "工程表", table([YEARS, [name, "検討", "", "導入"]]))
    tree = outline(
        doc,
        [
            (0, 1, "アクション1", "窓口の改革", "measure"),
            (1, 2, None, "現状", "facet"),
            (2, 1, None, "工程表", "section"),
        ],
    )
    views = read_tables(doc, tree, rules)
    measures = find_measures(doc, tree, views, rules)
    items = find_schedule(views, MeasureIndex(tree, measures), rules)
    assert [item.record.measure_id == measures[0].id for item in items] == [found] * 2
