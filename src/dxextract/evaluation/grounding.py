"""Whether evidence holds: each quote stands where its evidence says.

In a text the quote must stand in the lines named. In a PDF all its characters must lie inside the box on the page;
they are read with PDFium's own text page, apart from the project's reader, and their order is left aside, since lines
of a box may be drawn in any order. Bullets are left aside too: symbol fonts print them under the codes of letters. On a
page without a text layer nothing can be compared, and its records are `unverifiable`. Does not ask whether the quote
says what the record says.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from ctypes import c_double, c_int
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from dxextract.errors import DamagedPdfError, UnreadableInputError
from dxextract.evaluation.compared import ComparedEvidence, ComparedPlan, ComparedRecord
from dxextract.evaluation.texts import soft
from dxextract.normalise import clean

_TOLERANCE = 1.5
"""Points by which a character's centre may lie outside the box."""
_STEPS = 64
"""Device units of one point, since PDFium rounds device coordinates to whole numbers."""

_HYPHENS = (0x02, 0xFFFE)
"""PDFium's marks for a hyphen at the end of a line."""
_ENCODINGS = ("utf-8-sig", "cp932", "euc_jp")
_KINDS = ("sections", "measures", "kpis", "schedule", "commitments", "benchmarks", "roles", "glossary", "tables")


@dataclass(frozen=True, slots=True)
class Grounding:
    """`grounded` of `records`; `failed` names the others, `unverifiable` counts those that stand on no text layer."""

    records: int
    grounded: int
    unverifiable: int = 0
    failed: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """1.0 is all; 0.0 too when there is no record to look at."""
        looked_at = self.records - self.unverifiable
        return self.grounded / looked_at if looked_at else 0.0


def ground(plan: ComparedPlan, source: Path) -> Grounding:
    """Check the evidence of all records of `plan` against the file it was read from.

    Raises UnreadableInputError or DamagedPdfError when the source cannot be read.
    """
    records = [(f"{kind}[{i}]", record) for kind in _KINDS for i, record in enumerate(getattr(plan, kind))]
    if _is_pdf(source):
        return _ground_in_pdf(records, source)
    lines = _decoded(source.read_bytes()).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    verdicts = {
        name: bool(record.evidence) and all(_stands_in_lines(e, lines) for e in record.evidence)
        for name, record in records
    }
    return Grounding(len(records), sum(verdicts.values()), failed=tuple(n for n, good in verdicts.items() if not good))


def _decoded(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _is_pdf(source: Path) -> bool:
    try:
        with source.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError as problem:
        raise UnreadableInputError(str(source), problem.strerror or "") from problem


def _stands_in_lines(evidence: ComparedEvidence, lines: list[str]) -> bool:
    if evidence.line_start is None or evidence.line_end is None:
        return False
    quote = soft(evidence.quote)
    return bool(quote) and quote in soft("".join(lines[evidence.line_start - 1 : evidence.line_end]))


def _ground_in_pdf(records: list[tuple[str, ComparedRecord]], source: Path) -> Grounding:
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as problem:
        raise DamagedPdfError(str(source), str(problem)) from problem
    with closing(document):
        read = lru_cache(maxsize=None)(lambda number: _placed_characters(document, number))
        grounded, unverifiable = 0, 0
        failed: list[str] = []
        for name, record in records:
            placed = [e for e in record.evidence if e.page is not None and 1 <= e.page <= len(document)]
            if record.evidence and len(placed) == len(record.evidence) and any(not read(e.page) for e in placed):
                unverifiable += 1
            elif record.evidence and all(e in placed and _stands_in_box(e, read(e.page)) for e in record.evidence):
                grounded += 1
            else:
                failed.append(name)
    return Grounding(len(records), grounded, unverifiable, tuple(failed))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A character and its centre, in points from the page's top left as it is shown."""

    char: str
    x: float
    y: float


def _stands_in_box(evidence: ComparedEvidence, characters: Iterable[_Placed]) -> bool:
    if evidence.bbox is None:
        return False
    x0, top, x1, bottom = evidence.bbox
    inside = "".join(
        c.char
        for c in characters
        if x0 - _TOLERANCE <= c.x <= x1 + _TOLERANCE and top - _TOLERANCE <= c.y <= bottom + _TOLERANCE
    )
    quote = _ink(evidence.quote)
    lacking = quote - _ink(inside)
    return bool(quote) and all(unicodedata.category(char) == "So" for char in lacking)


def _ink(text: str) -> Counter[str]:
    return Counter(soft(clean(text)[0]))


def _placed_characters(document: pdfium.PdfDocument, number: int) -> tuple[_Placed, ...]:
    page = document[number - 1]
    try:
        with closing(page.get_textpage()) as textpage:
            return tuple(_characters(page, textpage))
    finally:
        page.close()


def _characters(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Iterator[_Placed]:
    width, height = (round(size * _STEPS) for size in page.get_size())
    left, bottom, right, top = c_double(), c_double(), c_double(), c_double()
    x, y = c_int(), c_int()
    for index in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if code in _HYPHENS:
            code = ord("-")
        if code == 0 or not pdfium_c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            continue
        middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
        pdfium_c.FPDF_PageToDevice(page, 0, 0, width, height, 0, *middle, x, y)
        yield _Placed(chr(code), x.value / _STEPS, y.value / _STEPS)
