"""Rows of pipe tables without a pipe before their first cell: `a | b`, as web pages become text (GitHub's Markdown).

Decides that lines are such rows: the line right above a delimiter row of two columns or more (``---|---``) and those
right below it, and lines one after the other that all end with a pipe and have the same two or more. A pipe in a
sentence or a menu makes no row. What the rows are is decided by `dxextract.layout.text.tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dxextract.layout.text.lines import Line

_DELIMITER = re.compile(r"\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*")
_FEWEST_PIPES = 2
_BLANK_END = re.compile(r"(?:\|\s*)+$")
"""What closes a row; a merged cell left more than one."""


def mark_pipe_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that are rows without a leading pipe with `piped` set."""
    if not any("|" in line.piece.visible for line in lines):
        return tuple(lines)
    rows = {index for start, end in _tables(lines) for index in range(start, end)}
    return tuple(replace(line, piped=True) if index in rows else line for index, line in enumerate(lines))


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first line of each run of rows, and the one after its last."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and _may_be_row(lines[index]):
            continue
        if _are_rows(lines[start:index]):
            yield start, index
        start = index + 1


def _may_be_row(line: Line) -> bool:
    text = line.text
    return "|" in text and text[0] != "|" and "\t" not in text and not line.marked


def _are_rows(run: Sequence[Line]) -> bool:
    if any(_is_delimiter(line) for line in run[1:2]):
        return True
    closed = {_BLANK_END.sub("|", line.text).count("|") if line.text.endswith("|") else 0 for line in run}
    return len(run) > 1 and len(closed) == 1 and min(closed) >= _FEWEST_PIPES


def _is_delimiter(line: Line) -> bool:
    return _DELIMITER.fullmatch(line.piece.visible) is not None
