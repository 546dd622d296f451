"""What share of the cells of real tables that look like values is read: ``python benchmarks/value_cells.py``.

Reads `../shared/data/prefectural_table_rows.tsv` (rows of prefectural plans, extracted by another tool, noisy, without
ground truth). A cell looks like a value when it is short and begins or ends with a figure, or is nothing but a dash, an
arrow or a mark. It counts as read when it is one Quantity or falls into a class with a name: a date, a row's number,
several values, a list of page numbers. Says nothing about whether what was read is right.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

from dxextract.language.cells import read_cell, read_sides
from dxextract.language.dates import read_dates
from dxextract.language.quantities import read_quantities
from dxextract.normalise import clean

ROWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "prefectural_table_rows.tsv"
_LONGEST = 40
_MARKS = re.compile(r"[-–—―─ー－→⇒↑↓↗↘○〇◯◎●△▲×☆★/\s]{1,6}")
_BEGINS = re.compile(r"[(\[【〔〈<]?(?:約|概ね|年間?|毎年度?|延べ|累計|計|全|[RHS△▲+-])?\s?\d")
_ENDS = re.compile(r"\d[^\d\s。、]{0,6}(?:以上|以下|未満|程度|維持)?[)\]】〕〉>]?$")
_ROW_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[A-Z]|[ⅠⅡⅢⅣⅤ]|[①-⑳])(?:[-–.ー－]\d{1,3}){0,3}[)\].]?")
_PAGES = re.compile(r"\d{1,3}(?:\s?[,，、~～-]\s?\d{1,4})+|[Pp]\.?\s?\d+(?:\s?[,~-]\s?\d+)*")
_NUMBERED = re.compile(r"(?:[①-⑳]|[(（]\d{1,2}[)）]|\d{1,3}[.． ])\s?[^\d\s%％.,]{3}")
"""A name behind the number of its row."""
_TIMING = re.compile(r"^毎年度?\s?\d{1,2}月|[RＲ]\d+[.．]\d+月?$|\d月\S?旬|判明[)）]?$")
_FIGURE = re.compile(r"[\d０-９]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unread", type=int, default=0, help="show so many of the cells that were not read")
    arguments = parser.parse_args()
    cells = [cell for row in ROWS.read_text("utf-8").splitlines()[1:] for cell in row.split("\t")[5].split(" | ")]
    values = [cell.strip() for cell in cells if looks_like_value(cell)]
    classes = Counter(map(class_of, values))
    print(f"{len(cells)} cells, {len(values)} look like values")
    for name, count in classes.most_common():
        print(f"{name:16}{count:7}{count / len(values):8.2%}")
    print(f"{'read':16}{len(values) - classes['unread']:7}{1 - classes['unread'] / len(values):8.2%}")
    unread = [cell for cell in values if class_of(cell) == "unread"]
    for cell in random.Random(1).sample(unread, min(arguments.unread, len(unread))):
        print("   ", cell)


def looks_like_value(cell: str) -> bool:
    """Whether a cell may be a value, by its looks alone."""
    text = unicodedata.normalize("NFKC", cell).strip()
    if not text or len(text) > _LONGEST or "。" in text:
        return False
    if _MARKS.fullmatch(text):
        return True
    if _NUMBERED.match(text) or _NUMBERED.match(cell.strip()):
        return False
    return bool(_BEGINS.match(text) or _ENDS.search(text)) and _words(text) <= 12


def _words(text: str) -> int:
    """How many characters are neither figures nor signs."""
    return sum(char.isalpha() for char in text)


def class_of(cell: str) -> str:
    """The state of the one value that a cell is, or the name of what else it is; `unread` when it is neither."""
    text, _ = clean(cell, tight=True)
    found = read_cell(text)
    if found is not None:
        return found.state
    dates = read_dates(text, cell=True)
    if dates and not re.search(r"\w", _without(text, dates)):
        return "date"
    if _PAGES.fullmatch(unicodedata.normalize("NFKC", text)):
        return "pages"
    if _TIMING.search(text):
        return "timing"
    if _ROW_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)):
        return "row_number"
    if read_sides(text):
        return "two_sides"
    quantities = read_quantities(text, cell=True)
    rest = _without(text, (*dates, *quantities))
    if len(quantities) > 1 or (len(_FIGURE.findall(rest)) == 0 and quantities):
        return "several" if len(quantities) > 1 else "named_value"
    if len(re.findall(r"\d[\d,.]*", text)) > 1 and not re.search(r"[一-龥ァ-ヴ]{4,}", rest):
        return "several"
    return "unread"


def _without(text: str, mentions: tuple[object, ...]) -> str:
    for mention in sorted(mentions, key=lambda m: -m.start):  # type: ignore[attr-defined]
        text = text[: mention.start] + " " + text[mention.end :]  # type: ignore[attr-defined]
    return text


if __name__ == "__main__":
    main()
