"""Blocks behind the last of several measures, which are about all of them, and those that each measure has."""

from __future__ import annotations

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.segment import segment
from tests.segment.test_tree import PROSE, document, tree


def plan(*, each: bool) -> list[str]:
    lines = []
    for chapter in ("第1章 暮らし", "第2章 産業"):
        lines += [chapter, PROSE]
        for number, name in (("(1)", "移動"), ("(2)", "医療")):
            lines += [f"{number} {chapter[-2:]}の{name}", PROSE, f"ア {name}の調査", PROSE]
            lines += ["【数値目標】", "利用者の数は次のとおりとします。"] if each or number == "(2)" else []
    return lines


def owners(lines: list[str]) -> list[str | None]:
    return [parent for _, _, title, parent in tree(lines) if title == "数値目標"]


def test_a_block_that_only_the_last_has_is_of_all() -> None:
    assert owners(plan(each=False)) == ["暮らし", "産業"]


def test_a_block_that_each_has_stays_where_it_stands() -> None:
    assert "暮らし" not in owners(plan(each=True))


def test_bullets_set_as_plain_text_head_nothing() -> None:
    lines = ["1 取組の内容", "● 電子申請と予約の連動", "● 鍵の受渡しの廃止", PROSE, "● 今後の予定", PROSE]
    big, plain = (14.0, True), (12.0, False)
    small = (10.5, False)
    styles = [big, plain, plain, small, plain, *[small] * 4]
    titles = [title for _, _, title, _ in tree([*lines, *[PROSE] * 3], styles)]
    assert titles == ["取組の内容", "今後の予定"]


def test_the_one_item_of_a_block_heads_nothing_though_it_is_set_larger_than_the_label() -> None:
    measures = []
    for number, said in (("1", "支所の来庁者は10年間で半減した"), ("2", "電話とファックスを使っている")):
        measures += [f"施策{number} 窓口の見直し{number}", "現状・課題", f"● {said}", "KPI", PROSE, "取組", PROSE]
    styles = [(20.0, True), (12.0, True), (13.0, False), (12.0, True), (10.5, False), (12.0, True), (10.5, False)]
    titles = [title for _, _, title, _ in tree([*measures, *[PROSE] * 4], [*styles * 2, *[(10.5, False)] * 4])]
    assert titles == ["窓口の見直し1", "現状・課題", "KPI", "取組", "窓口の見直し2", "現状・課題", "KPI", "取組"]


def test_a_label_smaller_than_a_slides_text_is_a_blocks_where_the_others_are_set_so() -> None:
    lines = ["1 窓口の改革", "現状と課題", "・早期の対応が必要", "担当課", "市民課", *["・窓口の予約"] * 6]
    styles = [(20.0, True), (13.0, True), (14.0, False), (13.0, True), *[(14.0, False)] * 7]
    apart = [*styles[:3], (10.0, False), *styles[4:]]
    for looks, titles in ((styles, ["窓口の改革", "現状と課題", "担当課"]), (apart, ["窓口の改革", "現状と課題"])):
        nodes = segment(annotate(document(lines, looks), load_rules()), load_rules()).nodes
        assert [node.title for node in nodes] == titles
