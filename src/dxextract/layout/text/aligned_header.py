"""The header of a space-aligned table: how many of its lines it takes, and what stands above what.

Decides that the header ends where its columns' texts, read downwards, give most labels; a line with a value, a mark or
a sentence is none of it. A header of several lines is one row, unless a line of labels (R8 | R9 | R10) begins more
columns below others: then what stands above that line are labels of groups, and each goes to the first column of the
group that it is centred over. Which columns there are is decided by `dxextract.layout.text.aligned`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from dxextract.layout.text.aligned_cells import leaves_bracket_open
from dxextract.layout.text.aligned_model import AlignedLine, Chunk, Row
from dxextract.layout.text.cells import header_labels, is_header_row, looks_like_value
from dxextract.rules import RuleSet
from dxextract.signs import CIRCLES, DOTS, POINTERS

MOST_HEADER_LINES = 8
"""Lines of the tallest header."""
_BODY = re.compile(rf"[①-⑳{DOTS}{CIRCLES}{POINTERS}★→]|[(（]\d{{1,2}}[)）]|\d{{1,2}}[.．)）]\s?\D|.*。$")
"""What no header says; a square may stand before a label."""
_BRACKETED = re.compile(r"[(（\[［【〔].*[)）\]］】〕]")
_MOST_WAYS = 5000
"""Ways of parting the columns among labels that are tried; a table with more has its labels where they stand."""


def header_line_count(lines: Sequence[AlignedLine], rules: RuleSet) -> int:
    """How many of the first lines are the header; 0 when they are none."""
    best, reached = 0, 0
    texts: dict[int, list[str]] = {}
    for count, line in enumerate(lines[:MOST_HEADER_LINES], 1):
        if count > 1 and line.blank_before:
            break
        if any(
            is_body(chunk.text, rules) and not _ends_label(texts.get(column, ()), chunk.text, rules)
            for column, chunk in line.cells
        ):
            break
        for column, chunk in line.cells:
            texts.setdefault(column, []).append(chunk.text)
        known = sum(_is_labelled(parts, rules) for parts in texts.values())
        worth = 2 * known - len(texts)
        if known >= 2 and known * 3 >= len(texts) * 2 and worth >= reached:
            best, reached = count, worth
    # Labels beside texts of which nothing is known (計画名, ５年後) are a header by their line.
    best = best or int(is_header_row([chunk.text for _, chunk in lines[0].cells], rules))
    while 0 < best < len(lines) and _stands_below(lines[best]):
        best += 1
    return best


def _ends_label(above: Sequence[str], text: str, rules: RuleSet) -> bool:
    """Whether a text that reads like a value is the rest of the label above it (令和 over 7年度, an open bracket)."""
    begun = "".join(above)
    return leaves_bracket_open(begun) or (bool(begun) and header_labels([begun + text], rules)[0] == "year")


def _is_labelled(parts: Sequence[str], rules: RuleSet) -> bool:
    """Whether what stands in a column of the header is a label, or several of them, one under the other."""
    return header_labels(["".join(parts)], rules)[0] is not None or None not in header_labels(parts, rules)


def _stands_below(line: AlignedLine) -> bool:
    """Whether a line has nothing but brackets, and none at the margin: (5点満点) below the names of indicators."""
    texts = [chunk.text for _, chunk in line.cells]
    return not line.blank_before and 0 not in line.columns and all(_BRACKETED.fullmatch(text) for text in texts)


def is_body(text: str, rules: RuleSet) -> bool:
    """Whether a text stands below a header, not in it."""
    if header_labels([text], rules)[0] is not None:
        return False
    return bool(_BODY.match(text)) or (looks_like_value(text) and bool(re.search(r"\d|^[-―ー–—－]+$", text)))


def header_rows(lines: Sequence[AlignedLine], n_cols: int, rules: RuleSet) -> list[Row]:
    """The rows that the header's lines make up: one, or one for the groups and one for what stands below them."""
    if not lines:
        return []
    split = _second_level(lines, rules)
    if split is None:
        return [_one_row(lines, n_cols)]
    upper, lower = lines[:split], lines[split:]
    above = frozenset[int]().union(*(line.columns for line in upper))
    # A bracket below a label is its end (成果指標 and （KPI）), not a label of the lower level.
    ends = [[cell for cell in line.cells if _is_end(cell, above)] for line in lower]
    upper = [*upper, *(AlignedLine(tuple(cells), False) for cells in ends)]
    lower = [
        AlignedLine(tuple(cell for cell in line.cells if cell not in cells), line.blank_before)
        for line, cells in zip(lower, ends, strict=True)
    ]
    return [_one_row(_over_first(upper, lower), n_cols), _one_row(lower, n_cols)]


def _is_end(cell: tuple[int, Chunk], above: frozenset[int]) -> bool:
    column, chunk = cell
    return column in above and bool(_BRACKETED.fullmatch(chunk.text))


def _one_row(lines: Sequence[AlignedLine], n_cols: int) -> Row:
    return tuple(
        tuple(chunk.piece for line in lines for c, chunk in line.cells if c == column) for column in range(n_cols)
    )


def _second_level(lines: Sequence[AlignedLine], rules: RuleSet) -> int | None:
    """The line that begins a second level of the header: labels only, in columns that nothing stands above too."""
    seen = set(lines[0].columns)
    for number, line in enumerate(lines[1:], 1):
        fresh = line.columns - seen
        own = [chunk.text for column, chunk in line.cells if column in fresh or not _BRACKETED.fullmatch(chunk.text)]
        if fresh and 0 not in fresh and len(own) >= 2 and None not in header_labels(own, rules):
            return number
        seen |= line.columns
    return None


def _over_first(upper: Sequence[AlignedLine], lower: Sequence[AlignedLine]) -> list[AlignedLine]:
    """The upper level with each group's label in the first of the columns that it is centred over."""
    moved: dict[int, int] = {}
    subs = sorted(frozenset[int]().union(*(line.columns for line in lower)))
    texts = {column: chunk.text for line in lower for column, chunk in line.cells}
    for run in _runs(subs):
        owners = sorted({column for line in upper for column in line.columns if run[0] <= column <= run[-1]})
        middles = [_middle([c for line in upper for k, c in line.cells if k == column]) for column in owners]
        below = [_middle([c for line in lower for k, c in line.cells if k == column]) for column in run]
        ways = list(combinations(range(1, len(run)), len(owners) - 1)) if owners else []
        if owners and _repeats([texts.get(column, "") for column in run], len(owners)):
            each = len(run) // len(owners)
            ways = [tuple(range(each, len(run), each))]  # 上期 下期 below each year, wherever that is set
        if not ways or len(ways) > _MOST_WAYS:
            continue
        cuts = min(ways, key=lambda way: _distance(middles, below, way))
        moved.update(zip(owners, (run[cut] for cut in (0, *cuts)), strict=True))
    return [
        AlignedLine(tuple((moved.get(column, column), chunk) for column, chunk in line.cells), line.blank_before)
        for line in upper
    ]


def _repeats(texts: Sequence[str], count: int) -> bool:
    """Whether texts are the same several ones, `count` times over."""
    each, rest = divmod(len(texts), count)
    return count > 1 and each > 1 and not rest and list(texts) == list(texts[:each]) * count


def _runs(columns: Sequence[int]) -> list[list[int]]:
    """The columns in runs of neighbours."""
    runs = [[column] for column in columns[:1]]
    for left, right in pairwise(columns):
        if right == left + 1:
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs


def _middle(chunks: Sequence[Chunk]) -> float:
    return (min(chunk.left for chunk in chunks) + max(chunk.right for chunk in chunks)) / 2


def _distance(middles: Sequence[float], below: Sequence[float], cuts: Sequence[int]) -> float:
    """How far labels stand from the middles of the groups that `cuts` make."""
    bounds = [0, *cuts, len(below)]
    groups = [below[start:end] for start, end in pairwise(bounds)]
    return sum(abs(middle - (group[0] + group[-1]) / 2) for middle, group in zip(middles, groups, strict=True))
