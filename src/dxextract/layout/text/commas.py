"""Lines of a text that are rows of cells between commas, one by one, as spreadsheets save their sheets (CSV).

Decides that lines are such rows: in a file that was saved as CSV all with a comma, in another text at least three, one
after the other, that have the same two or more commas outside quotes, not counting those inside figures (1,200), and no
wide gaps, and that are no prose: no sentence ends them, and few of their cells end as clauses do. A line of nothing but
commas is blank. What the rows are is decided by `dxextract.layout.text.tables`. A cell that a line break inside quotes
parts is not put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dxextract.layout.text.comma_cells import comma_cuts, part_at_commas
from dxextract.layout.text.lines import Line

_IN_FIGURE = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WIDE_GAP = re.compile(r"\S[ \u3000]{2,}\S")
_CLAUSE = re.compile(r"[はをがにへともてでりしば]$")
"""How a clause ends before a comma, and no cell of a table."""
_FEWEST_ROWS = 3
_FEWEST_COMMAS = 2


def mark_comma_rows(lines: Sequence[Line], *, saved: bool = False) -> tuple[Line, ...]:
    """The lines, those of comma-separated rows with `commas` set, and those of nothing but commas blank.

    Of a file `saved` as comma-separated values each line with a comma outside quotes is a row; one with a single text
    is a line of its own: a title above a table, a note below it.
    """
    if saved:
        return tuple(_saved_row(line) for line in lines)
    counts = [_comma_count(line) for line in lines]
    marked = list(lines)
    for start, end in _runs(counts):
        if _are_prose(lines[start:end]):
            continue
        for index in range(start, end):
            only = not lines[index].text.strip(", ")
            marked[index] = replace(lines[index], rule=True) if only else replace(lines[index], commas=True)
    return tuple(marked)


def _saved_row(line: Line) -> Line:
    parted = part_at_commas(line.piece).cells
    if len(parted) == 1:
        return line
    cells = [cell for cell in parted if cell.visible.strip()]
    if len(cells) > 1:
        return replace(line, commas=True)
    return replace(line, piece=cells[0]) if cells else replace(line, rule=True)


def _runs(counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of enough lines with one number of commas."""
    start = 0
    for index in range(1, len(counts) + 1):
        if index == len(counts) or counts[index] != counts[start]:
            if index - start >= _FEWEST_ROWS and counts[start] >= _FEWEST_COMMAS:
                yield start, index
            start = index


def _are_prose(run: Sequence[Line]) -> bool:
    """Whether most lines have a clause before one of their commas."""
    said = [[cell.visible.strip() for cell in part_at_commas(line.piece).cells[:-1]] for line in run]
    return sum(any(_CLAUSE.search(cell) for cell in cells) for cells in said) * 2 > len(run)


def _comma_count(line: Line) -> int:
    """The commas that may part cells; none where the line is aligned by other means, or has too few beside figures."""
    text = line.piece.visible
    if "," not in text or "\t" in text or line.marked or text.rstrip().endswith("。") or _WIDE_GAP.search(text):
        return 0
    cuts = comma_cuts(text)
    inside = {match.start() for match in _IN_FIGURE.finditer(text)}
    return len(cuts) if sum(cut not in inside for cut in cuts) >= _FEWEST_COMMAS else 0
