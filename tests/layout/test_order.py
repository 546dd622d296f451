"""Boxes and pages to reading order."""

from __future__ import annotations

import random

import pytest

from dxextract.layout.order import items_to_order
from dxextract.layout.strips import Item
from dxextract.layout.tolerances import DEFAULT
from tests.layout.pages import PageBuilder, blocks_of, texts_of

REGION = (0.0, 0.0, 600.0, 800.0)


def ordered(boxes: dict[str, tuple[float, float, float, float]], frames: str = "") -> str:
    """The names of `boxes` in reading order; those in `frames` are no lines of text."""
    names = list(boxes)
    items = [Item(n, boxes[name], name not in frames) for n, name in enumerate(names)]
    return "".join(names[p.key] for p in items_to_order(items, REGION, DEFAULT))


def rows(left: float, width: float, tops: list[float], names: str) -> dict[str, tuple[float, float, float, float]]:
    return {name: (left, top, left + width, top + 10) for name, top in zip(names, tops, strict=True)}


CASES = {
    "tables in rows below titles at the left, a tag beside each title": (
        {**rows(50, 180, [10, 26, 150, 166], "abef"), "c": (50, 50, 280, 100), "d": (310, 50, 540, 130)}
        | {"g": (50, 190, 280, 260), "h": (310, 190, 540, 240), "t": (310, 10, 400, 20), "u": (310, 150, 400, 160)},
        "cdgh",
        "atbcdeufgh",
    ),
    "tables level with one another below titles in each column": (
        {**rows(50, 180, [10, 26, 150, 166], "abef"), "c": (50, 50, 280, 100), "d": (310, 50, 540, 130)}
        | {"g": (50, 190, 280, 260), "h": (310, 190, 540, 240)}
        | rows(310, 180, [10, 26, 150, 166], "pqrs"),
        "cdgh",
        "abcefgpqdrsh",
    ),
    "cards, and the next title with short lines and a tag": (
        {**rows(50, 180, [10, 26, 150, 166, 182], "abefg"), "c": (50, 50, 280, 100), "d": (310, 50, 540, 100)}
        | {"t": (50, 130, 250, 142), "u": (480, 132, 540, 140)},
        "cd",
        "abcdtuefg",
    ),
    "cards that head two columns": (
        {**rows(50, 200, [110, 126, 142], "aeb"), **rows(310, 200, [110, 126, 142], "fgh")}
        | {"c": (50, 50, 280, 100), "d": (310, 50, 540, 100)},
        "cd",
        "caebdfgh",
    ),
    "one column": (rows(50, 400, [10, 30, 50], "abc"), "", "abc"),
    "two columns": (
        {**rows(50, 200, [10, 26, 42, 58], "abcd"), **rows(300, 200, [10, 26, 42, 58], "efgh")},
        "",
        "abcdefgh",
    ),
    "a line at the right margin above lines at the left": (
        {"r": (440, 10, 520, 20), **rows(50, 200, [34, 60, 80], "abc")},
        "",
        "rabc",
    ),
    "a line at the right margin above two rings with an arrow between": (
        {
            "t": (20, 10, 200, 32),
            "r": (480, 40, 560, 50),
            **rows(20, 170, [62, 78, 100], "abc"),
            "o": (100, 120, 200, 220),
            "p": (230, 160, 290, 180),
            "q": (320, 120, 420, 220),
            "x": (120, 230, 180, 240),
            "y": (340, 230, 400, 240),
        },
        "opq",
        "trabcoxpqy",
    ),
    "a name and what is done, each pair with a box of figures beside it": (
        {
            **{name: (50, top, 200, top + 16) for name, top in (("a", 40), ("d", 120), ("g", 200))},
            **{name: (50, top, 260, top + 11) for name, top in (("b", 62), ("e", 142), ("h", 222))},
            **{name: (300, top, 560, top + 60) for name, top in (("c", 38), ("f", 118), ("i", 198))},
        },
        "cfi",
        "abcdefghi",
    ),
    "wide labels in boxes, each with one short text beside it": (
        {
            **{name: (50, top, 130, top + 28) for name, top in (("a", 40), ("c", 80), ("e", 120))},
            **{name: (140, top, 210, top + 12) for name, top in (("b", 48), ("d", 88), ("f", 128))},
        },
        "ace",
        "abcdef",
    ),
    "a row spread over the page above lines at the left": (
        {"a": (50, 10, 120, 20), "b": (200, 10, 230, 20), "c": (300, 10, 330, 20), **rows(50, 90, [34, 60, 80], "xyz")},
        "",
        "abcxyz",
    ),
    "forms side by side, down to their last row of label and value": (
        {
            **rows(50, 200, [10, 26, 42, 58], "abcd"),
            "e": (50, 80, 90, 96),
            "f": (95, 82, 160, 92),
            **rows(262, 200, [10, 26, 42, 58], "ghij"),
            "k": (262, 80, 302, 96),
            "l": (307, 82, 380, 92),
        },
        "ek",
        "abcdefghijkl",
    ),
    "names in boxes with two figures each": (
        {
            "t": (50, 10, 370, 24),
            **{name: (50, top, 300, top + 30) for name, top in (("a", 40), ("d", 90), ("g", 140))},
            **rows(320, 60, [50, 100, 150], "beh"),
            **rows(460, 60, [50, 100, 150], "cfi"),
        },
        "adg",
        "tabcdefghi",
    ),
    "lines, then the number, the title and the tag of what comes next, each in its box": (
        {**rows(80, 420, [10, 26, 42], "abc"), "n": (50, 60, 74, 90), "t": (76, 60, 400, 90), "g": (404, 60, 500, 90)},
        "ntg",
        "abcntg",
    ),
    "title over two columns": (
        {"t": (50, 10, 500, 30), **rows(50, 200, [50, 66, 82], "abc"), **rows(300, 200, [50, 66, 82], "def")},
        "",
        "tabcdef",
    ),
    "columns, then a line below both": (
        {**rows(50, 200, [10, 26, 42], "abc"), **rows(300, 200, [10, 26, 42], "def"), "z": (50, 100, 500, 110)},
        "",
        "abcdefz",
    ),
    "note below columns, at the left": (
        {**rows(50, 200, [10, 26, 42], "abc"), **rows(300, 200, [10, 26, 42], "def"), "z": (50, 100, 200, 110)},
        "",
        "abcdefz",
    ),
    "a band over a row of cards, and the next one below it": (
        {
            "t": (34, 202, 130, 222),
            **{name: (x, 226, x + 160, 311) for name, x in zip("abc", (34, 205, 376), strict=True)},
            "u": (34, 317, 130, 336),
            **rows(38, 133, [344], "v"),
            **rows(38, 463, [358, 372], "wx"),
        },
        "tabcu",
        "tabcuvwx",
    ),
    "cards below lines at the left, then other cards": (
        {
            "t": (50, 10, 240, 30),
            "u": (50, 40, 300, 52),
            **{n: (x, 60, x + 140, 80) for n, x in zip("ace", (50, 200, 350), strict=True)},
            **{n: (x, 82, x + 140, 140) for n, x in zip("bdf", (50, 200, 350), strict=True)},
            "g": (50, 150, 110, 164),
            "h": (60, 180, 120, 190),
            "i": (50, 200, 130, 230),
            "j": (170, 200, 250, 230),
            "k": (300, 180, 360, 190),
            "l": (290, 200, 370, 230),
            "m": (400, 200, 480, 230),
        },
        "abcdefgijlm",
        "tuabcdefghijklm",
    ),
    "two columns, then a title and cards under it": (
        {
            **rows(50, 200, [10, 26, 42, 58], "abcd"),
            **rows(300, 200, [10, 26, 42, 58, 74], "efghi"),
            "t": (50, 100, 120, 116),
            "x": (50, 124, 240, 180),
            "y": (300, 124, 490, 180),
            "z": (50, 190, 490, 210),
        },
        "txyz",
        "abcdefghitxyz",
    ),
    "two columns, and a colophon at the foot of the first": (
        {
            **rows(50, 200, [10, 26, 42, 58], "abcd"),
            **rows(300, 200, [10, 26, 42], "efg"),
            **rows(50, 100, [300, 316], "xy"),
        },
        "",
        "abcdefgxy",
    ),
    "labels at the left of their texts, below a line at the right": (
        {
            "t": (380, 5, 540, 15),
            **{n: (50, y, 84, y + 70) for n, y in (("a", 25), ("c", 100), ("e", 175))},
            **{n: (107, y, 380, y + 10) for n, y in (("b", 40), ("d", 110), ("f", 190))},
        },
        "ace",
        "tabcdef",
    ),
    "three columns of terms with their definitions": (
        {
            **{n: (50, y, 50 + w, y + 8) for n, y, w in (("a", 10, 30), ("b", 22, 200), ("c", 34, 130))},
            **{n: (280, y, 280 + w, y + 8) for n, y, w in (("d", 10, 40), ("e", 22, 205), ("f", 34, 20))},
            **{n: (510, y, 510 + w, y + 8) for n, y, w in (("g", 10, 35), ("h", 22, 200), ("i", 34, 60))},
        },
        "",
        "abcdefghi",
    ),
    "a name over the middle of two figures with their years": (
        {
            "n": (120, 10, 220, 20),
            "a": (80, 26, 115, 34),
            "b": (230, 26, 265, 34),
            "c": (75, 40, 120, 55),
            "d": (225, 40, 270, 58),
        },
        "",
        "nabcd",
    ),
    "a column of text close to a column of charts": (
        {**rows(50, 244, [10, 26, 42, 58], "abcd"), "e": (300, 8, 500, 36), "f": (300, 40, 500, 70)},
        "ef",
        "abcdef",
    ),
    "columns of lines of very different length, not level": (
        {
            "a": (50, 10, 140, 24),
            "b": (50, 30, 100, 40),
            "c": (50, 46, 250, 56),
            "d": (50, 62, 90, 72),
            "e": (300, 14, 480, 24),
            "f": (300, 34, 380, 44),
            "g": (300, 52, 500, 62),
            "h": (300, 68, 340, 78),
        },
        "",
        "abcdefgh",
    ),
    "labels beside their values": (
        {**rows(50, 60, [10, 40, 70], "ace"), **rows(200, 300, [10, 40, 70], "bdf")},
        "",
        "abcdef",
    ),
    "rows of cards": (
        {
            "a": (50, 10, 250, 100),
            "b": (260, 10, 460, 100),
            "c": (50, 130, 250, 220),
            "d": (260, 130, 460, 220),
        },
        "abcd",
        "abcd",
    ),
    "headings on their cards": (
        {
            "a": (50, 10, 250, 30),
            "b": (50, 32, 250, 200),
            "c": (280, 10, 480, 30),
            "d": (280, 32, 480, 200),
        },
        "abcd",
        "abcd",
    ),
    "two rows of headed cards": (
        {
            "a": (28, 68, 471, 92),
            "b": (28, 89, 471, 266),
            "c": (488, 68, 930, 92),
            "d": (488, 89, 930, 266),
            "e": (28, 283, 471, 308),
            "f": (28, 305, 471, 380),
            "g": (488, 283, 930, 308),
            "h": (488, 305, 930, 380),
        },
        "abcdefgh",
        "abcdefgh",
    ),
    "dates beside their events": (
        {
            "a": (50, 10, 110, 60),
            **rows(130, 300, [12, 30, 46], "bcd"),
            "e": (50, 66, 110, 110),
            **rows(130, 300, [68, 84], "fg"),
        },
        "ae",
        "abcdefg",
    ),
    "labels in narrow boxes beside texts of one line and more, the last one short": (
        {
            **{n: (37, top, 122, top + 23) for n, top in zip("ACE", (164, 221, 295), strict=True)},
            **{n: (138, top, right, top + 11) for n, top, right in (("b", 169, 488), ("f", 300, 193))},
            **{n: (138, top, 282, top + 11) for n, top in zip("de", (226, 239), strict=True)},
        },
        "ACE",
        "AbCdeEf",
    ),
    "labels in narrow boxes beside texts that run on below them": (
        {
            **{n: (37, top, 122, top + 14) for n, top in zip("AE", (100, 180), strict=True)},
            **{n: (138, top, 488, top + 11) for n, top in zip("bcdfgh", (101, 117, 133, 181, 197, 213), strict=True)},
        },
        "AE",
        "AbcdEfgh",
    ),
    "narrow boxes in a column beside text that runs on past them": (
        {
            **{n: (37, top, 122, top + 14) for n, top in zip("ABC", (100, 148, 196), strict=True)},
            **{n: (138, 101 + 16 * k, 488, 112 + 16 * k) for k, n in enumerate("defghijk")},
        },
        "ABC",
        "ABCdefghijk",
    ),
    "a box with a label and its value beside a taller box": (
        {
            "a": (50, 10, 250, 30),
            "b": (50, 30, 250, 60),
            "c": (300, 12, 500, 72),
            "d": (50, 66, 250, 86),
            "e": (50, 86, 250, 170),
            "f": (300, 146, 350, 166),
            "g": (360, 150, 450, 160),
        },
        "abcdef",
        "abdecfg",
    ),
    "a name over the middle of two boxes, side by side with another": (
        {
            **rows(50, 500, [10], "t"),
            "a": (100, 60, 160, 74),
            "b": (60, 90, 110, 120),
            "c": (150, 88, 200, 122),
            "d": (400, 60, 460, 74),
            "e": (360, 90, 410, 120),
            "f": (450, 88, 500, 122),
        },
        "bcef",
        "tabcdef",
    ),
    "a line above boxes that label what stands beside them": (
        {
            "a": (60, 10, 160, 22),
            "b": (50, 40, 150, 120),
            "c": (160, 40, 560, 120),
            "d": (50, 140, 150, 300),
            "e": (160, 140, 560, 300),
        },
        "bcde",
        "abcde",
    ),
    "a title below the columns, right above what runs over them": (
        {
            "a": (50, 40, 280, 60),
            "b": (50, 60, 280, 120),
            "c": (320, 40, 550, 60),
            "d": (320, 60, 550, 120),
            "e": (50, 142, 150, 164),
            "f": (50, 168, 210, 200),
            "g": (220, 168, 380, 200),
            "h": (390, 168, 550, 200),
        },
        "abcdefgh",
        "abcdefgh",
    ),
    "titles on bands side by side, each over the box of its text": (
        {
            "a": (23, 88, 283, 113),
            "c": (295, 88, 590, 113),
            "e": (601, 88, 935, 113),
            "b": (23, 116, 283, 298),
            "d": (295, 116, 590, 298),
            "f": (601, 116, 935, 298),
        },
        "abcdef",
        "abcdef",
    ),
    "two rows of such cards": (
        {
            "a": (23, 60, 223, 80),
            "c": (240, 60, 440, 80),
            "e": (457, 60, 657, 80),
            "b": (23, 80, 223, 160),
            "d": (240, 80, 440, 160),
            "f": (457, 80, 657, 160),
            "g": (23, 170, 223, 190),
            "i": (240, 170, 440, 190),
            "k": (457, 170, 657, 190),
            "h": (23, 190, 223, 260),
            "j": (240, 190, 440, 260),
            "l": (457, 190, 657, 260),
        },
        "abcdefghijkl",
        "abcdefghijkl",
    ),
    "names right above who they are, in boxes as low": (
        {
            "a": (90, 40, 320, 60),
            "b": (30, 80, 130, 95),
            "c": (30, 95, 130, 115),
            "d": (170, 80, 270, 95),
            "e": (170, 95, 270, 115),
            "f": (310, 80, 410, 95),
            "g": (310, 95, 410, 115),
        },
        "abcdefg",
        "abcdefg",
    ),
    "steps from left to right, and two cards below them": (
        {
            "a": (40, 40, 220, 90),
            "b": (232, 40, 412, 90),
            "c": (424, 40, 604, 90),
            "d": (616, 40, 796, 90),
            "t": (40, 110, 120, 130),
            "e": (40, 140, 412, 280),
            "f": (424, 140, 796, 280),
        },
        "abcdef",
        "abcdtef",
    ),
    "boxes in pairs, nearer to each other than to the next pair, beside a drawing": (
        {
            "a": (57, 79, 255, 130),
            "b": (261, 79, 459, 130),
            "x": (595, 85, 748, 142),
            "c": (57, 147, 255, 198),
            "d": (261, 147, 459, 198),
            "y": (500, 164, 649, 221),
            "e": (57, 215, 255, 266),
            "f": (261, 215, 459, 266),
        },
        "abcdefxy",
        "abcdefxy",
    ),
    "titles of columns over labels with their boxes": (
        {
            "a": (34, 85, 286, 125),
            "b": (34, 133, 286, 156),
            "c": (34, 156, 286, 264),
            "d": (34, 275, 286, 298),
            "e": (34, 298, 286, 405),
            "f": (298, 85, 550, 125),
            "g": (298, 133, 550, 156),
            "h": (298, 156, 550, 264),
            "i": (298, 275, 550, 298),
            "j": (298, 298, 550, 405),
        },
        "abcdefghij",
        "abcdefghij",
    ),
    "labels as high as a row's text, with their boxes": (
        {
            "a": (50, 40, 150, 60),
            "b": (160, 40, 560, 60),
            "c": (50, 70, 150, 150),
            "d": (160, 70, 560, 150),
        },
        "abcd",
        "abcd",
    ),
    "low labels of one width, the last with a text that runs out of it": (
        {
            "a": (43, 154, 110, 174),
            "b": (126, 157, 290, 167),
            "c": (126, 171, 261, 181),
            "d": (43, 188, 110, 208),
            "e": (123, 189, 552, 217),
            "f": (123, 222, 552, 250),
            "g": (43, 268, 110, 288),
        },
        "adefg",
        "abcdefg",
    ),
    "stairs below two columns, and their label": (
        {
            "a": (30, 110, 130, 128),
            "b": (30, 137, 320, 149),
            "c": (373, 110, 470, 128),
            "d": (373, 137, 575, 149),
            "e": (30, 210, 130, 228),
            "f": (30, 244, 320, 284),
            "g": (373, 244, 690, 284),
            "h": (30, 312, 130, 334),
            "i": (30, 425, 250, 450),
            "j": (30, 450, 250, 516),
            "k": (256, 397, 476, 422),
            "l": (256, 422, 476, 516),
            "m": (482, 369, 690, 394),
            "n": (482, 394, 690, 516),
        },
        "acefghijklmn",
        "abefcdghijklmn",
    ),
    "last line of a paragraph above boxes": (
        {
            **rows(50, 450, [10, 26], "ab"),
            "c": (50, 42, 250, 52),
            "d": (60, 90, 200, 130),
            "e": (300, 90, 440, 130),
        },
        "de",
        "abcde",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_order(case):
    boxes, frames, expected = case
    assert ordered(boxes, frames) == expected


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_order_does_not_hang_on_the_drawing_order(case):
    boxes, frames, expected = case
    for seed in range(5):
        shuffled = list(boxes.items())
        random.Random(seed).shuffle(shuffled)
        assert ordered(dict(shuffled), frames) == expected


def test_every_item_is_placed_once():
    rng = random.Random(1)
    boxes = [
        (x, y, x + rng.uniform(5, 300), y + rng.uniform(5, 90))
        for x, y in ((rng.uniform(0, 500), rng.uniform(0, 700)) for _ in range(80))
    ]
    placed = items_to_order([Item(n, box, True) for n, box in enumerate(boxes)], REGION, DEFAULT)
    assert sorted(p.key for p in placed) == list(range(80))


def test_text_boxes_drawn_in_any_order():
    def page(order: str) -> PageBuilder:
        parts = {
            "a": lambda p: p.rect(40, 40, 560, 70, fill="#1f5fa8").text(
                50, 48, "施策1 窓口改革", size=14, color="#ffffff"
            ),
            "b": lambda p: p.rect(40, 80, 150, 98, fill="#1f5fa8").text(50, 84, "目指す姿", color="#ffffff"),
            "c": lambda p: p.rect(40, 98, 560, 140, fill="#e3eef9").text(50, 105, "●待たない窓口"),
            "d": lambda p: p.rect(40, 150, 560, 168, fill="#1f5fa8").text(50, 154, "■現状と課題", color="#ffffff"),
            "e": lambda p: p.text(50, 180, "●待ち時間が長い").text(50, 196, "●案内が分かりにくい"),
        }
        built = PageBuilder()
        for name in order:
            parts[name](built)
        return built

    expected = ["施策1 窓口改革", "目指す姿", "●待たない窓口", "■現状と課題", "●待ち時間が長い", "●案内が分かりにくい"]
    for order in ("abcde", "edcba", "cadbe"):
        assert texts_of(blocks_of(page(order))) == expected


def test_style_of_bands_and_boxes():
    page = PageBuilder().rect(40, 40, 560, 70, fill="#1f5fa8").text(50, 48, "第1章 趣旨", size=14, bold=True)
    page.rect(40, 100, 300, 130, stroke="#000000").text(50, 108, "囲み").text(40, 200, "本文")
    band, boxed, plain = blocks_of(page)
    assert (band.style.band, band.style.bold, band.style.size, band.style.boxed) == ("#1f5fa8", True, 14, False)
    assert (boxed.style.band, boxed.style.boxed) == (None, True)
    assert (plain.style.band, plain.style.boxed) == (None, False)


def test_badge_beside_a_heading_stays_with_it():
    page = PageBuilder().text(50, 50, "(1) オンライン化の推進", size=12, bold=True)
    page.rect(190, 49, 250, 63, stroke="#c00000").text(195, 51, "重点事項", color="#c00000")
    assert texts_of(blocks_of(page)) == ["(1) オンライン化の推進 重点事項"]


def test_number_in_a_disc_before_a_framed_heading():
    disc = [(40 + 15, 40), (70, 55), (55, 70), (40, 55), (45, 44), (66, 44), (66, 66), (44, 66)]
    page = PageBuilder().curve(disc, fill="#2e8b57", stroke=None).text(52, 50, "1", size=12, bold=True)
    page.rect(74, 40, 500, 70, stroke="#2e8b57").text(84, 50, "行政事務の効率化", size=12, bold=True)
    assert texts_of(blocks_of(page)) == ["1 行政事務の効率化"]


def test_boxes_in_a_row_are_no_badges():
    page = PageBuilder().text(50, 20, "4つの柱")
    for n, text in enumerate(["窓口", "人材", "基盤", "安全"]):
        page.rect(50 + 100 * n, 50, 130 + 100 * n, 70, fill="#eef4fb").text(60 + 100 * n, 55, text)
    assert texts_of(blocks_of(page)) == ["4つの柱", "窓口", "人材", "基盤", "安全"]


def test_the_first_line_of_a_column_in_the_margin_stays_with_it():
    page = PageBuilder(width=720, height=540)
    page.paragraph(
        20, 8, ["市内の事業者の数は年々減っており、今後も", "減ると見込まれます。", "支援を続けます。"], leading=1.3
    )
    page.rect(384, 20, 700, 200, stroke="#000000").text(400, 40, "事業者数の推移").text(400, 60, "統計調査による")
    assert texts_of(blocks_of(page))[0].startswith("市内の事業者の数は年々減っており、今後も減る")


def test_a_page_number_beside_the_last_line_parts_no_columns():
    lines = [
        "○ 協働の取組を更に発展させ、多様な主体と共に知恵を出し合い、力を合わせて創意",
        "工夫の下、価値を創造します。",
    ]
    page = PageBuilder(width=440, height=400).text(20, 360, lines[0]).text(30, 376, lines[1]).text(390, 376, "15")
    assert len(texts_of(blocks_of(page))) == 1


def test_a_running_title_in_the_margin_comes_first():
    page = PageBuilder().text(300, 20, "海野市計画").text(50, 30, "第2章")
    page.paragraph(50, 90, ["窓口の手続を見直し、待ち時間を短くする。"])
    assert texts_of(blocks_of(page))[0] == "海野市計画"


def test_narrow_boxes_at_the_left_open_rows_of_boxes():
    page = PageBuilder()
    for n, (label, text) in enumerate(
        [("はじめに", "蔵書の整備"), ("つぎに", "貸出の開始"), ("さいごに", "全校への展開")]
    ):
        page.rect(60, 100 + 40 * n, 150, 130 + 40 * n, fill="#1565c0").text(70, 110 + 40 * n, label, color="#ffffff")
        page.rect(165, 100 + 40 * n, 460, 130 + 40 * n, fill="#e3f2fd").text(175, 110 + 40 * n, text)
    assert texts_of(blocks_of(page)) == [
        *("はじめに", "蔵書の整備", "つぎに", "貸出の開始", "さいごに", "全校への展開")
    ]


def test_years_beside_what_is_done_in_them_are_rows():
    page = PageBuilder().text(71, 100, "【スケジュール】")
    for n, (year, work) in enumerate([("令和7年度", "機器の選定・調達"), ("令和8年度", "全施設への配備")]):
        page.text(71, 115 + 15 * n, year).text(180, 115 + 15 * n, work)
    assert texts_of(blocks_of(page)) == [
        "【スケジュール】", "令和7年度", "機器の選定・調達", "令和8年度", "全施設への配備"
    ]  # fmt: skip


def test_a_box_beside_the_text_of_each_measure_stays_with_it():
    page = PageBuilder()
    for n, name in enumerate(["子育て情報", "保育所の手続"]):
        top = 100 + 120 * n
        page.text(60, top, f"({n + 1}) {name}", size=13).text(60, top + 34, f"{name}を電子化し、家庭に知らせる。")
        page.rect(330, top + 28, 500, top + 90, stroke="#4a235a").text(340, top + 34, f"{name}の指標")
    assert texts_of(blocks_of(page)) == [
        text
        for n, name in enumerate(["子育て情報", "保育所の手続"])
        for text in (f"({n + 1}) {name}", f"{name}を電子化し、家庭に知らせる。", f"{name}の指標")
    ]


def test_lines_that_each_open_with_a_term_and_a_colon_are_paragraphs():
    page = PageBuilder()
    lines = ["短期(令和7～8年度)：空白地域の調査", "中期(令和9～10年度)：基地局の整備", "長期(令和11～12年度)：運用"]
    for n, line in enumerate(lines):
        page.text(60, 100 + 14 * n, line)
    assert texts_of(blocks_of(page)) == lines


def arrow(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    middle, neck = (top + bottom) / 2, right - 8
    shaft = [(left, top + 3), (neck, top + 3), (neck, top), (right, middle)]
    return [*shaft, *((x, 2 * middle - y) for x, y in reversed(shaft[:-1]))]


def test_boxes_with_an_arrow_between_are_rows():
    page = PageBuilder()
    for n, (name, now, then) in enumerate([("研修の修了者数", "45人", "400人"), ("資格を持つ職員数", "12人", "増加")]):
        top = 60 + 60 * n
        page.rect(20, top, 220, top + 46, fill="#ead1dc").text(40, top + 18, name)
        page.rect(230, top, 330, top + 46, stroke="#a64d79").text(260, top + 18, now)
        page.curve(arrow(340, top + 14, 372, top + 34), fill="#a64d79", stroke=None)
        page.rect(382, top, 560, top + 46, fill="#a64d79").text(440, top + 18, then)
    assert texts_of(blocks_of(page)) == ["研修の修了者数", "45人", "400人", "資格を持つ職員数", "12人", "増加"]


def test_tabs_on_the_page_s_edge_part_no_rows():
    page = PageBuilder()
    for n, (label, text) in enumerate([("取組内容", "紙の手続を見直す"), ("成果指標", "見直した手続の数")]):
        page.rect(20, 60 + 70 * n, 160, 86 + 70 * n, fill="#f9cb9c").text(40, 68 + 70 * n, label)
        page.text(180, 74 + 70 * n, text)
    for n, name in enumerate("前中後"):
        page.rect(580, 40 + 90 * n, 600, 120 + 90 * n, fill="#e69138").text(585, 70 + 90 * n, name)
    assert texts_of(blocks_of(page))[:4] == ["取組内容", "紙の手続を見直す", "成果指標", "見直した手続の数"]
