"""Tables of a row or two that are no tables: the number of a chapter or measure in a cell of its own beside its title.

Word has no better means to set a heading on a band, so that `1-1 | 窓口改革 | 担当課 | 市民課` is a common way to
open a measure; the policy's band may stand right above it. The grid is given up, its texts become lines of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from dxextract.layout.charts import is_numeric
from dxextract.layout.containers import OUTSIDE, BoxIndex
from dxextract.layout.model import Fragment, Frame, Grid

_MOST_CELLS = 4
"""A number, a title, and a label with what it says."""
_MOST_ROWS = 3
"""A policy, what stands below it, and the measure."""
_DIGITS = re.compile(r"[0-9０-９一二三四五六七八九十Ⅰ-Ⅻ①-⑳]+")
_NUMBER = re.compile(
    r"(?:(?:個別|基本|重点|主要)?(?:施策|取り?組み?|取組|方針|目標|方向|戦略|柱|政策|プロジェクト|事業|アクション|No\.?)\s?)?"
    r"第?\s?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2}|[Ⅰ-Ⅻ①-⑳A-ZＡ-Ｚ])(?:[-－―‐.．ー][0-9０-９]{1,2}){0,3}\s?[章節編部]?[.．]?"
    r"|[(（][0-9０-９]{1,2}[)）]"
)
_NO_TITLE = re.compile(r"。|^[・･●○◆■▪➢✓※(（]|[:：]")
_LONGEST_TITLE = 40
_LONGEST_LABEL = 8
_LONGEST_SAID = 30
_LARGER = 1.08
"""Of the usual size of the page, what a title on a band has at least where it is neither bold nor on a colour."""


def take_title_bands(
    grids: Sequence[Grid], frames: Sequence[Frame], fragments: Sequence[Fragment]
) -> tuple[list[Grid], list[Frame]]:
    """`grids` without those that are nothing but the band of a heading, and `frames` with one around each of these."""
    if not any(_is_strip(grid) for grid in grids):
        return list(grids), list(frames)
    usual = median(fragment.size for fragment in fragments) if fragments else 0.0
    bands = [grid for grid in grids if _is_strip(grid) and _is_band(grid, frames, fragments, usual)]
    around = [
        Frame((grid.box[0], top, grid.box[2], bottom), None, "#000000", titled=True)
        for grid in bands
        for top, bottom in pairwise(grid.ys)
    ]
    return [grid for grid in grids if grid not in bands], [*frames, *around]


def _is_strip(grid: Grid) -> bool:
    rows = len(grid.ys) - 1
    if rows == 1:
        return 2 <= len(grid.cells) <= _MOST_CELLS
    return rows <= _MOST_ROWS and len(grid.xs) == 3 and len(grid.cells) == 2 * rows


def _is_band(grid: Grid, frames: Sequence[Frame], fragments: Sequence[Fragment], usual: float) -> bool:
    """Whether each row of a strip is a number and its title, of another level than the row above."""
    rows = [[cell for cell in grid.cells if cell.row == row] for row in range(len(grid.ys) - 1)]
    parts = [replace(grid, ys=grid.ys[n : n + 2], cells=tuple(row)) for n, row in enumerate(rows)]
    levels = [_level_of(part, frames, fragments, usual) for part in parts]
    return None not in levels and len(set(levels)) == len(levels)


def _level_of(grid: Grid, frames: Sequence[Frame], fragments: Sequence[Fragment], usual: float) -> str | None:
    """The words and signs around the number that begins a row, where it is the band of a heading."""
    index = BoxIndex([cell.box for cell in grid.cells])
    held: list[list[Fragment]] = [[] for _ in grid.cells]
    for one in fragments:
        cell = index.smallest_around((one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2)
        if cell != OUTSIDE:
            held[cell].append(one)
    said = ["".join(one.text for one in part).strip() for part in held]
    if len(said) < 2 or not all(said) or not _NUMBER.fullmatch(said[0]) or not _is_title(said[1]):
        return None
    if len(said) > 2 and any(len(text) > _LONGEST_SAID or is_numeric(text) for text in said[2:]):
        return None
    if len(said) == _MOST_CELLS and len(said[2]) > _LONGEST_LABEL:
        return None
    set_apart = all(one.bold or one.size >= _LARGER * usual for one in held[1])
    set_apart = set_apart or any(_is_filled(grid.cells[n].box, frames) for n in (0, 1))
    return _DIGITS.sub("", said[0]) if set_apart else None


def _is_title(text: str) -> bool:
    return 2 < len(text) <= _LONGEST_TITLE and not is_numeric(text) and _NO_TITLE.search(text) is None


def _is_filled(box: tuple[float, float, float, float], frames: Sequence[Frame]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        frame.fill not in (None, "#ffffff") and frame.box[0] < x < frame.box[2] and frame.box[1] < y < frame.box[3]
        for frame in frames
    )
