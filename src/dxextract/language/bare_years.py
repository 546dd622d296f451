"""Years of a table's header that are printed as bare numbers: `年度 | 7 | 8 | 9` beside the label that says so.

Decides that a row is such a header when its first cell names years and the others are three or more numbers that count
on by one. The era is the present one where the numbers are small, as in `dates` for years of a cell without an era.
Numbers are years, too, where they go on from one with its era (`R7 | 8 | 9`, `令和7年 | 8年 | 9年`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from dxextract.rules.eras import western_year
from dxextract.schema.document import Cell, Mention, Table
from dxextract.schema.plan import DateRef

_LABEL = re.compile(
    r"(?:計画|実施|取組|事業|目標|対象)?(?:年度|年次)(?:別計画)?|.{1,8}[(（](?:令和|R)?年度[)）]|令和(?:[(（]年度?[)）])?"
    r"|.{1,6}[＼\\／/]年度?"
)
_NUMBER = re.compile(r"[1-9][0-9]?")
_WITH_ERA = re.compile(
    r"(?P<era>令和|平成|令|平|[RHＲＨ])[.．]?\s?(?P<number>[1-9][0-9]?)(?:年度?)?(?:\(\d{4}(?:年度?)?\))?"
)
_GOING_ON = re.compile(r"(?P<number>[1-9][0-9]?)年?")
_FEWEST = 3
_HEADER_ROWS = 2
_LATEST = 20


def bare_years(table: Table) -> Mapping[tuple[int, int], Mention]:
    """The dates of such cells by row and column; empty for any other table."""
    for row in range(min(_HEADER_ROWS, table.n_rows - 1)):
        cells = sorted((c for c in table.cells if c.row == row and c.text), key=lambda c: c.col)
        if went_on := _going_on(cells):
            return went_on
        if not cells or not _LABEL.fullmatch(cells[0].text):
            continue
        years = cells[1:]
        if len(years) >= _FEWEST and all(_NUMBER.fullmatch(c.text) for c in years):
            numbers = [int(c.text) for c in years]
            if all(later == earlier + 1 for earlier, later in pairwise(numbers)):
                return {(c.row, c.col): _mention(c, number) for c, number in zip(years, numbers, strict=True)}
    return {}


def _going_on(cells: list[Cell]) -> dict[tuple[int, int], Mention]:
    """The numbers that count on from a year with its era, two at least."""
    found: dict[tuple[int, int], Mention] = {}
    for start, cell in enumerate(cells):
        first = _WITH_ERA.fullmatch(cell.text)
        if first is None:
            continue
        number = int(first["number"])
        era = "平成" if first["era"][0] in "平HＨ" else "令和"
        run: list[tuple[Cell, int]] = []
        for one in cells[start + 1 :]:
            said = _GOING_ON.fullmatch(one.text)
            if said is None or int(said["number"]) != number + len(run) + 1:
                break
            run.append((one, western_year(era, said["number"])))
        if len(run) >= _FEWEST - 1:
            found.update({(c.row, c.col): _year(c, year) for c, year in run})
    return found


def _mention(cell: Cell, number: int) -> Mention:
    return _year(cell, western_year("令和" if number <= _LATEST else "平成", number))


def _year(cell: Cell, year: int) -> Mention:
    return Mention("date", 0, len(cell.text), date=DateRef.of_fiscal_years(cell.text, year))
