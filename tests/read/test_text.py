"""Bytes of a text file to lines: encodings, newlines, form feeds, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.errors import EmptyInputError, UnknownEncodingError, UnsupportedInputError
from dxextract.read.text import plausibility, read_text

PLAN = (
    "みどり野市DX推進計画\n\n第1章 計画の策定にあたって\n本市では、ﾃﾞｼﾞﾀﾙ技術を活用し、①窓口改革と②職員研修を進めます。\n"
)
PLAIN = "みどり野市DX推進計画\n第1章 計画の策定にあたって\n本市では、デジタル技術を活用し、窓口改革を進めます。\n"


def read(data: bytes) -> tuple[str, ...]:
    return read_text(Path("plan.txt"), data).lines


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PLAN, "utf-8"),
        (PLAN, "utf-8-sig"),
        (PLAN, "utf-16"),
        (PLAN, "cp932"),
        (PLAN, "euc_jis_2004"),
        (PLAIN, "euc_jp"),
        (PLAIN, "iso2022_jp"),
        (PLAIN, "shift_jis"),
        ("目標値\n", "cp932"),
        ("目標値\n", "euc_jp"),
        ("オンライン化\n", "euc_jp"),
        ("DX plan\n", "ascii"),
    ],
)
def test_encodings_come_back(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == tuple(text.split("\n"))


def test_utf_16_big_endian_with_mark() -> None:
    assert read(b"\xfe\xff" + PLAIN.encode("utf-16-be")) == tuple(PLAIN.split("\n"))


def test_iso_2022_jp_with_vendor_characters() -> None:
    data = "①窓口改革".encode("iso2022_jp_2004").replace(b"\x1b$(Q", b"\x1b$B")
    assert read(data) == ("①窓口改革",)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_count_as_in_an_editor(newline: str) -> None:
    assert read(newline.join(["一", "", "二", ""]).encode()) == ("一", "", "二", "")


@pytest.mark.parametrize("char", ["\u2028", "\x0b", "\x85"])
def test_other_separators_end_no_line(char: str) -> None:
    assert read(f"一{char}二".encode()) == (f"一{char}二",)


@pytest.mark.parametrize(
    ("text", "lines", "starts"),
    [
        ("一\n\f二\n三", ("一", "二", "三"), (2,)),
        ("一\n\f\n二", ("一", "", "二"), (2,)),
        ("一\f\n二", ("一", "二"), (2,)),
        ("一\n\f\f二", ("一", "二"), (2,)),
        ("一\n二\n\f", ("一", "二", ""), (3,)),
        ("一\f二\n三", ("一 二", "三"), (2,)),
        ("一\n二", ("一", "二"), ()),
    ],
)
def test_form_feeds_start_pages(text: str, lines: tuple[str, ...], starts: tuple[int, ...]) -> None:
    content = read_text(Path("plan.txt"), text.encode())
    assert (content.lines, content.page_starts) == (lines, starts)


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"\x0c"])
def test_empty_input_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyInputError):
        read(data)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe", b"PK\x03\x04\x14\x00\x06\x00", b"abc\x00def", bytes(range(256))],
)
def test_binary_input_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedInputError):
        read(data)


@pytest.mark.parametrize("stray", ["\x07", "\x1a", "\x01"])
def test_stray_control_characters_are_no_binary_data(stray: str) -> None:
    text = f"※{stray}令和7年度は算出方法を改め、対象となる橋梁の数から目標値を設定しました。" + "目標を定めます。" * 8
    assert read(text.encode()) == (text,)


@pytest.mark.parametrize(
    "data",
    [
        "Gemeindeplan für Straßen, Äcker und Öfen".encode("latin-1"),
        "計画の推進".encode()[:-1],
        "План развития".encode("koi8-r"),
        b"\xff\xfe\x00",
    ],
)
def test_unknown_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownEncodingError):
        read(data)


@pytest.mark.parametrize(
    ("encoding", "bad"),
    [("utf-8", b"\xe7"), ("utf-8-sig", b"\xe7\xaa"), ("utf-16", b"\x00\xd8"), ("cp932", b"\x81"), ("euc_jp", b"\xff")],
)
def test_a_text_with_a_torn_character_is_read_and_said_to_be(encoding: str, bad: bytes) -> None:
    lines = PLAIN.splitlines() * 4
    data = "\n".join(lines).encode(encoding)
    newline = "\n".encode(encoding.removesuffix("-sig").replace("16", "16-le"))
    torn = newline.join((data, bad, "おわり".encode(encoding.removesuffix("-sig").replace("16", "16-le"))))
    content = read_text(Path("plan.txt"), torn)
    assert content.lines == (*lines, "\ufffd", "おわり")
    assert [(notice.code, "1か所" in notice.message) for notice in content.notices] == [("W210", True)]


def test_a_text_that_ends_in_half_a_character_is_read() -> None:
    content = read_text(Path("plan.txt"), (PLAIN * 4).encode()[:-2])
    assert content.lines[:-1] == tuple((PLAIN * 4).splitlines())[:-1]
    assert [notice.code for notice in content.notices] == ["W210"]


def test_a_text_of_which_much_is_lost_is_refused() -> None:
    with pytest.raises(UnknownEncodingError):
        read((PLAIN * 4).encode().replace("、".encode(), b"\xe3"))


def test_a_replacement_character_of_the_writer_is_no_loss() -> None:
    assert read_text(Path("plan.txt"), PLAIN.replace("窓口", "\ufffd").encode()).notices == ()


def test_source_names_the_file_without_folders() -> None:
    source = read_text(Path("/somewhere/plan.txt"), b"a").source
    assert (source.file_name, source.media_type, source.page_count) == ("plan.txt", "text/plain", None)
    assert source.sha256 == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_misread_bytes_are_implausible() -> None:
    assert plausibility(PLAIN) > 0.95
    assert plausibility(PLAIN.encode("euc_jp").decode("cp932", errors="ignore")) < 0.6


@given(
    st.lists(st.text(alphabet="あいう漢字計画12 \t※", max_size=12), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_lines_survive_any_newline(lines: list[str], newline: str) -> None:
    lines = ["表題", *lines]
    assert read(newline.join(lines).encode()) == tuple(lines)
