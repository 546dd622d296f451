"""Letters above the numbers that begin with them, and terms below the heading of a numbered glossary."""

from __future__ import annotations

import pytest

from tests.segment.test_tree import PROSE, tree


@pytest.mark.parametrize(
    ("first", "second", "parent"),
    [("A-1", "A-2", "くらしを支える"), ("1-1", "1-2", "主な施策")],
    ids=["letters", "figures"],
)
def test_letters_hold_the_numbers_that_begin_with_them(first: str, second: str, parent: str) -> None:
    titles = ["第2章 主な施策", "A. くらしを支える", f"{first} 窓口改革", f"{second} 電子申請"]
    found = tree([line for title in titles for line in (title, PROSE)])
    assert [(number, above) for _, number, _, above in found if number in (first, second)] == [
        (first, parent),
        (second, parent),
    ]


@pytest.mark.parametrize(
    ("title", "sections"), [("用語の解説", ["用語の解説"]), ("主な取組", ["主な取組", "電子決裁", "電子申請"])]
)
def test_terms_below_a_numbered_glossary_are_no_sections(title: str, sections: list[str]) -> None:
    lines = [
        f"6. {title}",
        "○電子決裁",
        "システム上で決裁を行うこと。",
        "○電子申請",
        "インターネットで申請を行うこと。",
    ]
    head, bold, plain = (14.0, True), (10.5, True), (10.5, False)
    assert [name for _, _, name, _ in tree(lines, [head, bold, plain, bold, plain])] == sections
