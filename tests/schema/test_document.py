"""Passages: cleaned text that leads back to its lines, in whole and in part."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage, Place, Segment, evidence_of, union_box

RAW = st.text(st.sampled_from(list("あ漢7７A ％　ｶﾞ⻑\u200b①.")), max_size=12)
SEGMENTS = st.lists(RAW, min_size=1, max_size=4).map(
    lambda raws: [Segment(raw, Place(line_start=n, line_end=n)) for n, raw in enumerate(raws, 1)]
)


def passage_of(*raws: str, tight: bool = False) -> Passage:
    return Passage.of((Segment(raw, Place(line_start=n, line_end=n)) for n, raw in enumerate(raws, 1)), tight=tight)


@given(SEGMENTS, st.booleans())
def test_the_whole_part_is_the_passage(segments: list[Segment], tight: bool) -> None:
    passage = Passage.of(segments, tight=tight)
    assert passage.part(0).text == passage.text
    assert len(passage.offsets) == len(passage.text) + 1


@given(SEGMENTS, st.booleans(), st.data())
def test_a_part_is_a_passage_of_its_own(segments: list[Segment], tight: bool, data: st.DataObject) -> None:
    passage = Passage.of(segments, tight=tight)
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    part = passage.part(start, end)
    assert part.text == passage.text[start:end].strip()
    assert len(part.offsets) == len(part.text) + 1
    assert list(part.offsets) == sorted(part.offsets)
    assert all(0 <= offset <= len(part.raw) for offset in part.offsets)
    assert Passage.of(part.segments, tight=tight).text == part.text
    assert part.raw in passage.raw


@given(SEGMENTS, st.data())
def test_a_part_of_a_part_is_the_part(segments: list[Segment], data: st.DataObject) -> None:
    passage = Passage.of(segments)
    assume(passage.text)
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    part = passage.part(start, end)
    again = part.part(0)
    assert (again.text, again.raw) == (part.text, part.raw)


def test_a_part_names_only_the_lines_it_touches() -> None:
    passage = passage_of("令和７年度までに", "１００％とする。")
    part = passage.part(passage.text.index("100%"), passage.text.index("100%") + 4)
    assert part.raw == "１００％"
    assert [segment.place.line_start for segment in part.segments] == [2]


def test_a_part_over_a_line_break_keeps_both_lines() -> None:
    passage = passage_of("窓口改", "革の推進")
    (evidence,) = passage.evidence(0, 4)
    assert (evidence.quote, evidence.line_start, evidence.line_end) == ("窓口改\n革", 1, 2)


def test_a_part_leaves_dropped_characters_behind_it_out() -> None:
    passage = passage_of("前半  　\u200b後半")
    assert passage.part(0, 2).raw == "前半"
    assert passage.part(3).raw == "後半"


def test_a_part_keeps_the_sound_mark_of_its_last_character() -> None:
    passage = passage_of("ｶﾞｲﾄﾞ本")
    assert passage.text == "ガイド本"
    assert passage.part(0, 3).raw == "ｶﾞｲﾄﾞ"


def test_an_empty_part_has_no_evidence() -> None:
    passage = passage_of("あ い")
    assert passage.part(1, 2) == Passage("", (), (0,))
    assert passage.evidence(1, 2) == ()


@pytest.mark.parametrize(("tight", "expected"), [(False, "防災 対策"), (True, "防災対策")])
def test_tight_passages(tight: bool, expected: str) -> None:
    assert passage_of("防災 対策", tight=tight).text == expected


def pdf(raw: str, page: int, box: tuple[float, float, float, float]) -> Segment:
    return Segment(raw, Place(page=page, box=box))


def test_evidence_is_one_for_each_page_with_the_boxes_joined() -> None:
    passage = Passage.of(
        [pdf("一行目", 3, (10, 700, 90, 712)), pdf("二行目", 3, (10, 715, 80, 727)), pdf("三行目", 4, (10, 50, 60, 62))]
    )
    first, second = passage.evidence()
    assert (first.page, first.bbox, first.quote) == (3, (10, 700, 90, 727), "一行目\n二行目")
    assert (second.page, second.bbox, second.quote) == (4, (10, 50, 60, 62), "三行目")


def test_evidence_of_blank_passages_is_empty() -> None:
    assert evidence_of([passage_of(" ", ""), Passage("", (), (0,))]) == ()


def test_union_box() -> None:
    assert union_box([(1, 2, 3, 4), (0, 3, 2, 9)]) == (0, 2, 3, 9)


def test_grid_names_spanned_positions() -> None:
    cell = Cell(0, 0, passage_of("見出し"), col_span=2)
    other = Cell(1, 0, passage_of("値"), row_span=2)
    grid = Table(3, 2, (cell, other), (Place(line_start=1, line_end=3),)).grid()
    assert grid[(0, 1)] is cell
    assert grid[(2, 0)] is other
    assert (1, 1) not in grid


def test_a_slipped_table_keeps_its_printed_cells_and_says_what_is_meant() -> None:
    place = (Place(line_start=1, line_end=2),)
    printed, meant = (Cell(1, 0, passage_of("名称")),), (Cell(0, 0, passage_of("名称")),)
    table = Table(2, 1, printed, place, mended=meant)
    assert table.grid()[(1, 0)].text == "名称"
    assert (table.as_meant().cells, table.as_meant().n_rows) == (meant, 1)
    assert table.as_meant().as_meant() == table.as_meant()
    plain = Table(2, 1, printed, place)
    assert plain.as_meant() is plain
