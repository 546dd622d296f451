"""SOURCE in all its forms, and what is wrong with some."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from dxextract.batch.facts import KnownFacts
from dxextract.batch.sources import find_sources
from dxextract.errors import DxExtractError, NoPlansFoundError, SourceListError, UnreadableInputError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def paths(source: Path | str, *include: str) -> list[str]:
    return [item.path for item in find_sources(str(source), include)]


@pytest.mark.parametrize(
    ("include", "found"),
    [
        ((), ["a.pdf", "b.txt", "県/d.pdf", "県/町/c.md"]),
        (("*.pdf",), ["a.pdf", "県/d.pdf"]),
        (("/*.pdf", "県/町/"), ["a.pdf", "県/町/c.md"]),
        (("*.pdf", "!県/*.pdf"), ["a.pdf"]),
    ],
)
def test_a_folder_and_what_is_included(tmp_path: Path, include: tuple[str, ...], found: list[str]) -> None:
    make(tmp_path, "a.pdf", "b.txt", "県/町/c.md", "県/d.pdf", "notes.docx", ".hidden.pdf")
    assert paths(tmp_path, *include) == found


def test_ignore_files_leave_out_and_let_in_again(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "old/a.pdf", "old/keep.pdf", "sub/draft-1.pdf", "sub/x/draft-2.pdf", "sub/b.txt")
    (tmp_path / ".dxextractignore").write_text("# drafts\ndraft-*\nold/*\n!keep.pdf\n")
    (tmp_path / "sub" / "x" / ".dxextractignore").write_text("!draft-2.pdf\n")
    assert paths(tmp_path) == ["a.pdf", "old/keep.pdf", "sub/b.txt", "sub/x/draft-2.pdf"]


def test_a_glob(tmp_path: Path) -> None:
    make(tmp_path, "p/a.pdf", "p/x/b.pdf", "p/x/c.txt", "q/d.pdf")
    assert paths(tmp_path / "p" / "**" / "*.pdf") == ["a.pdf", "x/b.pdf"]
    assert paths(tmp_path / "*" / "*.pdf") == ["p/a.pdf", "q/d.pdf"]


def test_a_list_keeps_its_order_and_names_each_once(tmp_path: Path) -> None:
    make(tmp_path, "in/b.pdf", "in/a.txt", "in/c d.md")
    (tmp_path / "list.txt").write_text("# 一覧\nin/b.pdf\n\n  in/a.txt \nin/b.pdf\nin/gone.pdf\nin/c d.md\n")
    items = find_sources(str(tmp_path / "list.txt"))
    assert [item.path for item in items] == ["in/b.pdf", "in/a.txt", "in/gone.pdf", "in/c d.md"]
    assert {item.folder for item in items} == {Path("in")}


def test_a_list_apart_by_nul_carries_any_name(tmp_path: Path) -> None:
    make(tmp_path, "two\nlines.pdf", "#1.pdf")
    (tmp_path / "list").write_bytes(b"two\nlines.pdf\0#1.pdf\0")
    assert paths(tmp_path / "list") == ["two\nlines.pdf", "#1.pdf"]


def test_paths_outside_the_list_go_to_the_top_of_the_output(tmp_path: Path) -> None:
    make(tmp_path, "x/a.pdf", "y/b.pdf")
    (tmp_path / "x" / "list").write_text(f"../y/b.pdf\n{tmp_path}/x/a.pdf\n")
    assert [item.folder for item in find_sources(str(tmp_path / "x" / "list"))] == [Path(), Path()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_with_known_facts(tmp_path: Path, encoding: str) -> None:
    make(tmp_path, "計画.pdf", "b.txt")
    rows = (
        'title,path,municipality_code,url,備考\r\n"宇治市,DX計画",計画.pdf,26204,https://example.jp/,x\r\n,b.txt,,,\r\n'
    )
    (tmp_path / "plans.csv").write_text(rows, encoding, newline="")
    first, second = find_sources(str(tmp_path / "plans.csv"))
    assert first.path == "計画.pdf"
    assert first.facts == KnownFacts("https://example.jp/", "26204", "宇治市,DX計画")
    assert second.facts is None


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.csv", "file,title\nx.pdf,T\n", SourceListError),
        ("a.csv", "", SourceListError),
        ("a.csv", "path,title\n,T\n", SourceListError),
        ("plan.txt", "第1章 計画の策定にあたって\n本市では、\n", SourceListError),
        ("list", "", NoPlansFoundError),
        ("gone.csv", None, UnreadableInputError),
    ],
)
def test_what_is_no_source(tmp_path: Path, name: str, content: str | None, error: type[DxExtractError]) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(error):
        find_sources(str(tmp_path / name))


def test_a_folder_without_plans_is_no_source(tmp_path: Path) -> None:
    make(tmp_path, "notes.docx")
    with pytest.raises(NoPlansFoundError):
        find_sources(str(tmp_path))


def test_a_loop_of_links_is_an_item_with_a_problem(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    items = {item.path: item.problem for item in find_sources(str(tmp_path))}
    assert items["a/b.txt"] is None
    assert items["a/up"] is not None
    assert items["a/up"].code == "E162"


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8")
def test_a_name_that_is_no_utf8_can_be_written_down(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\x8cv.txt")).write_text("x")
    (item,) = find_sources(str(tmp_path))
    assert item.path == "\\x8cv.txt"
    assert isinstance(item.location, Path)
    assert item.location.exists()
