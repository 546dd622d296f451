"""Numbered headings behind a policy's block of figures, all of them set alike: no items of that block."""

from __future__ import annotations

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.segment import segment
from tests.segment.test_tree import PROSE, document

BOLD, LARGER, PLAIN = (10.5, True), (14.0, True), (10.5, False)
FIGURES = "・転入者数 142人（令和5年度） → 180人（令和11年度）"


def headings(*said: str, first: tuple[float, bool] = BOLD) -> list[tuple[str, str | None]]:
    """The headings below a policy with their parents; `first`: how the first of the lines said is set."""
    lines = ["基本目標1 暮らし", PROSE, "【数値目標】", *said, "基本目標2 産業", PROSE]
    plain = {FIGURES, PROSE}
    styles = [LARGER if line.startswith("基本") else PLAIN if line in plain else BOLD for line in lines]
    styles[lines.index(said[1])] = first
    nodes = segment(annotate(document(lines, styles), load_rules()), load_rules()).nodes
    titles = {node.index: node.title for node in nodes}
    return [(node.title, titles.get(node.parent)) for node in nodes if node.title != "数値目標"]


@pytest.mark.parametrize(("one", "two"), [("(1)", "(2)"), ("①", "②"), ("ア", "イ"), ("1", "2")])
def test_numbered_lines_behind_a_full_block_stand_below_the_policy(one: str, two: str) -> None:
    found = headings(FIGURES, f"{one} 移住の支援", PROSE, f"{two} 相談の充実", PROSE)
    assert ("移住の支援", "暮らし") in found
    assert ("相談の充実", "暮らし") in found


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ((FIGURES, "① 年間の転入者数", FIGURES, "② 窓口の待ち時間", FIGURES), BOLD),  # indicators have names
        ((FIGURES, "① 設定の考え方", PROSE, PROSE), PLAIN),  # lighter than the label
        ((PROSE, "① 移住の支援", PROSE, PROSE), BOLD),  # no figures yet
    ],
)
def test_what_may_belong_to_the_block_stays_in_it(said: tuple[str, ...], first: tuple[float, bool]) -> None:
    assert [title for title, _ in headings(*said, first=first)] == ["暮らし", "産業"]


def test_policies_measures_and_the_closing_chapter_all_set_alike() -> None:
    policies = ("基本方針1 暮らし", "基本方針2 産業")
    measures = (("移住の支援", "相談の充実"), ("農業の支援", "販路の拡大"))
    lines = ["計画の目的", PROSE, "基本方針と取組", PROSE]
    for policy, names in zip(policies, measures, strict=True):
        lines.append(policy)
        for name in names:
            lines += [name, "〔現状〕", PROSE, "〔取組内容〕", PROSE]
    lines += ["推進の体制", PROSE, PROSE]
    styles = [PLAIN if line == PROSE or line.startswith("〔") else BOLD for line in lines]
    nodes = segment(annotate(document(lines, styles), load_rules()), load_rules()).nodes
    titles = {node.index: node.title for node in nodes}
    parents = {node.title: titles.get(node.parent) for node in nodes}
    assert parents["暮らし"] == parents["産業"] == "基本方針と取組"
    assert (parents["移住の支援"], parents["販路の拡大"]) == ("暮らし", "産業")
    assert parents["推進の体制"] is None


def test_a_list_of_all_indicators_that_the_contents_list_is_no_part_of_the_last_measure_s_block() -> None:
    listed = ["目次", "第1章 個別施策………3", "Ⅰ 市民サービス………3", "Ⅱ 行政運営………4", "指標の一覧………5"]
    lines = [*listed, "第1章 個別施策", PROSE]
    for policy, names in (("Ⅰ 市民サービス", ("電子申請の推進", "窓口の見直し")), ("Ⅱ 行政運営", ("会議の電子化",))):
        lines.append(policy)
        for number, name in enumerate(names, 1):
            lines += [f"{number} {name}", "【内容】", PROSE, "【指標】", FIGURES]
    lines += ["指標の一覧", PROSE, PROSE]
    bold = {"第1章 個別施策", "Ⅰ 市民サービス", "Ⅱ 行政運営", "指標の一覧"}
    styles = [BOLD if line in bold or line[0].isdigit() else PLAIN for line in lines]
    nodes = segment(annotate(document(lines, styles), load_rules()), load_rules()).nodes
    titles = {node.index: node.title for node in nodes}
    assert {node.title: titles.get(node.parent) for node in nodes}["指標の一覧"] in (None, "個別施策")


@pytest.mark.parametrize(("second", "third"), [("第2章", "第3章"), ("Ⅱ", "Ⅲ")])
def test_a_chapter_that_lists_what_the_measures_have_is_none_and_a_listed_title_no_figure(
    second: str, third: str
) -> None:
    listed = ["目次", f"{second} 施策………3", f"{third} 指標と工程………5", "1 指標………5", "2 工程………6"]
    lines = [*listed, f"{second} 施策", PROSE]
    for number, name in enumerate(("移住の支援", "農業の支援", "窓口の見直し", "会議の電子化"), 1):
        lines += [f"施策{number} {name}", PROSE, "所管課：総務課"]
    lines += [f"{third} 指標と工程", "1 指標", PROSE, "2 工程", PROSE, PROSE]
    bold = {f"{second} 施策", f"{third} 指標と工程", "1 指標", "2 工程"}
    styles = [BOLD if line in bold or line.startswith("施策") else PLAIN for line in lines]
    nodes = segment(annotate(document(lines, styles), load_rules()), load_rules()).nodes
    kinds = {node.title: node.kind for node in nodes}
    assert kinds["指標と工程"] == "chapter"
    assert kinds["移住の支援"] == kinds["会議の電子化"] == "measure"
    assert "工程" in kinds
