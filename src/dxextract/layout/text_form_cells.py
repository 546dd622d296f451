"""Lines that may be cells of a table that lost its form: tokens, header labels, and where such a table must end.

Decides what of one line is a cell: an arrow that leads to a value is no part of it, a line in brackets belongs to the
cell above, a number label to the header label above. Which cells make up a table is decided by
`dxextract.layout.text_forms`, `text_named_forms` and `text_headers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text_cells import looks_like_number_label, looks_like_value
from dxextract.layout.text_inline import Piece
from dxextract.layout.text_lines import Line
from dxextract.layout.text_tables import split_row
from dxextract.rules import RuleSet

LONGEST_LABEL = 30
LONGEST_CELL = 60
_MOST_COLUMNS = 15
ARROW = re.compile(r"[→⇒⇨➔➜➝➞➡➤►▶⟶]\ufe0f?")
"""Arrows from one value to the next; those that point up or down are values."""
_LEADING_ARROW = re.compile(rf"[\s\u3000]*(?:{ARROW.pattern}[\s\u3000]*)+(?=\S)")
_STOP = re.compile(
    r"[■□◆◇●○▼▽▶►➤★☆※【〔<＜《]|第\s?[0-9０-９]+\s?[章節編]|[(（]\s?[0-9０-９]{1,2}\s?[)）]\s?\S|[0-9０-９]{1,2}[.．\s\u3000]\s*\D|[^\n]*。$"
)
_WIDE_GAP = re.compile(r"\S[ \u3000\u00a0]{2,}\S")
_WORD = re.compile(r"[^\s\u3000]+")
BESIDE = re.compile(r"[(（\[【].*[)）\]】]")


@dataclass(frozen=True, slots=True)
class Token:
    """What may be one cell: a line (or a part of it), with a bracket below it, and the index of the line after it."""

    pieces: tuple[Piece, ...]
    text: str
    end: int

    def with_line(self, line: Line, end: int) -> Token:
        """The cell with one more line."""
        return Token((*self.pieces, line.piece), f"{self.text}{line.text}", end)


def to_token(piece: Piece, end: int) -> Token:
    """The cell that `piece` is; the arrow that leads to a value stays in its raw text only."""
    arrow = _LEADING_ARROW.match(piece.visible)
    if arrow and looks_like_value(piece.visible[arrow.end() :]):
        piece = piece.part(arrow.end(), len(piece.visible), raw_start=0)
    return Token((piece,), piece.visible.strip(), end)


def stops_table(text: str) -> bool:
    """Whether a line can be no cell, but heads or says something: a mark, a chapter, a numbered title, a sentence."""
    return not looks_like_number_label(text) and not looks_like_value(text) and _STOP.match(text) is not None


def label_lines(lines: Sequence[Line], start: int, rules: RuleSet, *, split: bool = False) -> list[Token]:
    """The header labels from line `start` on, each on a line of its own, at most one blank line between them.

    `split` as in `labels_on_line`.
    """
    tokens: list[Token] = []
    family = rules["table_headers"]
    index = start
    gap = 0
    while index < len(lines) and gap <= 1 and len(tokens) <= _MOST_COLUMNS:
        line = lines[index]
        index += 1
        if line.blank:
            gap += 1
            continue
        text = line.text
        if line.heading_level is not None or len(text) > LONGEST_LABEL or split_row(line) is not None:
            break
        # 現状値 / (令和6年度), 取組項目 / 番号: one label on two lines
        numbered = tokens and family.label(text) == "number" and family.label(tokens[-1].text + text)
        if tokens and (numbered or BESIDE.fullmatch(text)):
            tokens[-1] = tokens[-1].with_line(line, index)
        elif labels := labels_on_line(line.piece, index, rules, split=split):
            tokens.extend(labels)
        else:
            break
        gap = 0
    return tokens


def labels_on_line(piece: Piece, end: int, rules: RuleSet, *, split: bool = False) -> tuple[Token, ...]:
    """The header label that a line is, or the labels that it has side by side; none when there are other words.

    `split` tells what to do with a line that may be both (``基準値 令和12年度``): a label with its year, or two labels.
    Labels with wide gaps between them head a table that is aligned with spaces: it did not lose its form.
    """
    label = rules["table_headers"].label
    whole = (Token((piece,), piece.visible.strip(), end),) if label(piece.visible) is not None else ()
    if (whole and not split) or _WIDE_GAP.search(piece.visible):
        return whole
    parts = [piece.part(*word.span()) for word in _WORD.finditer(piece.visible)]
    apart = tuple(Token((part,), part.visible, end) for part in parts if label(part.visible) is not None)
    return apart if len(apart) == len(parts) else whole
